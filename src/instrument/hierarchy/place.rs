//! Where an enumerator belongs: beside an open item, inside the innermost provision, or nowhere.

use super::enumerator::{Form, Reading, Style};
use super::labels::Label;
use super::lead::Lead;
use super::scan::TokenKind;
use super::{Nest, ends_open};

/// How many tokens ahead proof of an enumeration is sought.
const AHEAD: usize = 24;

/// The place of an enumerator.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Index of the open provision it goes into.
    pub(super) depth: usize,
    /// How its label is to be read.
    pub(super) reading: Reading,
    /// True where it begins an enumeration.
    pub(super) fresh: bool,
}

impl Nest<'_> {
    /// Decides where the enumerator at token `index` belongs.
    pub(super) fn place(&self, index: usize) -> Option<Place> {
        let TokenKind::Label { label, lead, capital } = &self.tokens[index].kind else { return None };
        if *lead == Lead::Reference {
            return None;
        }
        let beside = self.beside(label, *lead, *capital);
        let first = label.readings.iter().copied().find(|r| r.is_first());
        if let (Some(place), Some(first)) = (beside, first)
            && self.begins_anew(index, *lead, place.reading, first)
        {
            return self.inside(index, label, *lead, *capital);
        }
        beside
            .or_else(|| self.inside(index, label, *lead, *capital))
            .or_else(|| self.loosely_beside(label, *lead, *capital))
            .or_else(|| self.orphan(index, label, *lead, *capital))
    }

    /// Beside the innermost open item that it can follow.
    fn beside(&self, label: &Label, lead: Lead, capital: bool) -> Option<Place> {
        let place = self.innermost(
            |depth, reading| {
                let (style, ordinal) = self.last_of(depth)?;
                (style == (label.form, reading.style) && ordinal.leads_to(reading.ordinal)).then_some(())
            },
            label,
        )?;
        let number = place.reading.style == Style::Number;
        let fits = match lead {
            Lead::Plain => (!number || capital) && label.form == Form::Bracket,
            Lead::Joint => !number,
            Lead::Comma => true,
            _ => true,
        };
        fits.then_some(place)
    }

    /// The form and place of the last item inside the open provision at `depth`.
    fn last_of(&self, depth: usize) -> Option<((Form, Style), super::Ordinal)> {
        let last = self.node(self.node(self.open[depth]).last_item?);
        last.style().map(|style| (style, last.ordinal))
    }

    fn innermost(&self, fits: impl Fn(usize, Reading) -> Option<()>, label: &Label) -> Option<Place> {
        for depth in (self.base()..self.open.len()).rev() {
            for reading in &label.readings {
                if fits(depth, *reading).is_some() {
                    return Some(Place { depth, reading: *reading, fresh: false });
                }
            }
        }
        None
    }

    /// "(h) … (i)": the letter after h, or the first roman numeral inside (h)?
    fn begins_anew(&self, index: usize, lead: Lead, beside: Reading, first: Reading) -> bool {
        if beside.style == first.style {
            return false;
        }
        match self.next_label(index).map(|next| next.text.as_str()) {
            Some("ii" | "II") => true,
            Some("bb" | "BB") if first.style == Style::Double => true,
            Some("j" | "J" | "i" | "I") => false,
            _ => matches!(lead, Lead::Opening | Lead::Label | Lead::Plain),
        }
    }

    pub(super) fn next_label(&self, index: usize) -> Option<&Label> {
        self.tokens[index + 1..].iter().take(AHEAD).find_map(|token| match &token.kind {
            TokenKind::Label { label, lead, .. } if *lead != Lead::Reference => Some(label),
            _ => None,
        })
    }

    /// True where a later enumerator goes on from this one.
    fn is_continued(&self, index: usize, label: &Label, reading: Reading) -> bool {
        self.tokens[index + 1..].iter().take(AHEAD).any(|token| match &token.kind {
            TokenKind::Label { label: next, lead, .. } => {
                let goes_on = |r: &Reading| r.style == reading.style && reading.ordinal.leads_to(r.ordinal);
                *lead != Lead::Reference && next.form == label.form && next.readings.iter().any(goes_on)
            }
            _ => false,
        })
    }

    /// Inside the innermost provision, as the first item of an enumeration.
    fn inside(&self, index: usize, label: &Label, lead: Lead, capital: bool) -> Option<Place> {
        let reading = self.first_reading(index, label)?;
        let number = reading.style == Style::Number;
        let certain = match (label.form, lead) {
            (Form::Bracket, Lead::Line | Lead::Label | Lead::Opening) => true,
            (Form::Stop, Lead::Line) => number,
            (Form::Half | Form::Degree | Form::Dash | Form::Sign, Lead::Line) => true,
            _ => number && capital && self.is_titled() && self.node(self.open[self.open.len() - 1]).last_item.is_none(),
        };
        if !certain && !self.is_continued(index, label, reading) {
            return None;
        }
        if number && matches!(lead, Lead::Plain | Lead::Joint | Lead::Comma) && !capital {
            return None;
        }
        let anew = number && capital && !matches!(lead, Lead::Opening | Lead::Label) && !self.holds_numbers();
        let depth = if anew { self.base().max(self.section_depth()) } else { self.open.len() - 1 };
        Some(Place { depth, reading, fresh: true })
    }

    /// `aa` begins a rank of its own before `bb`, and an inserted letter before `a`.
    fn first_reading(&self, index: usize, label: &Label) -> Option<Reading> {
        let first = label.readings.iter().copied().find(|r| r.is_first());
        let before_a = label.readings.iter().copied().find(|r| r.ordinal.major == 1 && r.ordinal.minor == 1);
        let next = self.next_label(index).map(|next| next.text.as_str());
        match (first, before_a) {
            (Some(_), Some(inserted)) if next == Some("a") => Some(inserted),
            _ => first,
        }
    }

    /// True where numbers in brackets may begin inside the innermost provision instead of beside it.
    fn holds_numbers(&self) -> bool {
        self.is_titled() || self.awaits_items() || self.letters_lead()
    }

    /// True inside "2.", where a heading may come before "(1)".
    fn is_titled(&self) -> bool {
        self.node(self.open[self.open.len() - 1]).style() == Some((Form::Stop, Style::Number))
    }

    fn awaits_items(&self) -> bool {
        self.last.is_some_and(|words| ends_open(words.of(self.text)))
    }

    /// True where the section counts by letters first and by numbers inside them.
    fn letters_lead(&self) -> bool {
        let section = self.base().max(self.section_depth());
        let first = self.node(self.open[section]).pieces.first();
        let item = match first {
            Some(super::Piece::Node(id)) => self.node(*id).style(),
            _ => None,
        };
        item.is_some_and(|(_, style)| style == Style::Letter)
    }

    /// True where the open quotation of new law has said nothing yet.
    fn awaits_nothing_said(&self) -> bool {
        self.barriers.last() == Some(&self.open.len())
    }

    /// The innermost open section: the root, or a section inserted into another law.
    fn section_depth(&self) -> usize {
        let is_section = |id: &usize| matches!(self.node(*id).kind, super::Kind::Section(_));
        self.open.iter().rposition(is_section).unwrap_or(0)
    }

    /// Beside an item of the same look although the run has a gap, a repetition or a misprint.
    fn loosely_beside(&self, label: &Label, lead: Lead, capital: bool) -> Option<Place> {
        if !lead.is_strong() {
            return None;
        }
        let same_look = |depth: usize, reading: Reading| {
            let (style, _) = self.last_of(depth)?;
            (style == (label.form, reading.style) && !reading.is_first()).then_some(())
        };
        let other_form = |depth: usize, reading: Reading| {
            let ((_, style), ordinal) = self.last_of(depth)?;
            (style == reading.style && ordinal.leads_to(reading.ordinal)).then_some(())
        };
        let place = if lead == Lead::Line { self.innermost(other_form, label) } else { None };
        let place = place.or_else(|| self.innermost(same_look, label))?;
        let number = place.reading.style == Style::Number;
        (!number || capital || lead == Lead::Line).then_some(place)
    }

    /// "It shall be the duty … (2) For the purposes …": a second subsection whose first one carries no number.
    fn orphan(&self, index: usize, label: &Label, lead: Lead, capital: bool) -> Option<Place> {
        let reading =
            *label.readings.iter().find(|r| self.is_continued(index, label, **r)).or(label.readings.first())?;
        let number = reading.style == Style::Number;
        let depth = self.base().max(self.section_depth());
        match lead {
            // New law in quotation marks may begin with any subsection or paragraph.
            Lead::Label if !self.barriers.is_empty() && self.awaits_nothing_said() => {
                Some(Place { depth: self.open.len() - 1, reading, fresh: true })
            }
            Lead::Opening if !number && self.is_continued(index, label, reading) => {
                Some(Place { depth: self.open.len() - 1, reading, fresh: true })
            }
            Lead::Line if label.form == Form::Bracket && !number => {
                Some(Place { depth: self.open.len() - 1, reading, fresh: true })
            }
            Lead::Line if number && capital && label.form == Form::Bracket => {
                Some(Place { depth, reading, fresh: true })
            }
            Lead::Stop if number && capital && reading.ordinal.major == 2 && label.form == Form::Bracket => {
                Some(Place { depth, reading, fresh: true })
            }
            _ => None,
        }
    }
}
