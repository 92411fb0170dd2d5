//! Where references lead: to provisions of the supplied instruments, outside them, or nowhere.

use super::reference::{Path, Reference, ReferenceWords, Step, Target, UnitWord};
use super::words::tokens;
use crate::instrument::{Instrument, Level, ProvisionId};
use std::collections::{BTreeSet, HashMap};

/// A provision of one of the supplied instruments: the instrument's index, and the provision in it.
pub type Place = (usize, ProvisionId);

/// Where a reference leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// To these provisions, in the order in which they were named.
    Inside(Vec<Place>),
    /// To these provisions as far as the texts go: a label inside them was not found.
    Near(Vec<Place>),
    /// Out of the supplied texts.
    Outside {
        /// The words that name the other instrument.
        name: String,
    },
    /// Nowhere: the provision should stand in a supplied text and does not.
    Dangling,
}

/// Finds what references lead to. Built once for a set of instruments, so that a lookup does not search them.
#[derive(Debug)]
pub struct Resolver<'a> {
    words: &'a ReferenceWords,
    instruments: &'a [Instrument],
    books: Vec<Book>,
}

/// What is looked up in one instrument.
#[derive(Debug)]
struct Book {
    title: BTreeSet<String>,
    places: HashMap<(Level, String), Vec<ProvisionId>>,
}

impl<'a> Resolver<'a> {
    /// A resolver for `instruments`.
    #[must_use]
    pub fn new(words: &'a ReferenceWords, instruments: &'a [Instrument]) -> Self {
        let books = instruments.iter().map(|instrument| Book::new(words, instrument)).collect();
        Self { words, instruments, books }
    }

    /// Where `reference`, made in the provision `from`, leads.
    #[must_use]
    pub fn resolve(&self, reference: &Reference, from: Place) -> Resolution {
        let Some(there) = self.instrument(&reference.name, from.0) else {
            return Resolution::Outside { name: reference.name.clone() };
        };
        let at = (there == from.0).then_some(from.1);
        let found = match &reference.target {
            Target::Units { labels, .. } => return self.units(labels, there, at),
            Target::Whole | Target::This(UnitWord::Instrument) => self.top(there),
            Target::This(unit) => self.this(*unit, from).into_iter().collect(),
            Target::Before(unit) => self.beside(*unit, from, true),
            Target::After(unit) => self.beside(*unit, from, false),
        };
        if found.is_empty() {
            return Resolution::Dangling;
        }
        Resolution::Inside(found.into_iter().map(|id| (there, id)).collect())
    }

    fn top(&self, instrument: usize) -> Vec<ProvisionId> {
        let provisions = self.instruments[instrument].provisions.iter().enumerate();
        provisions.filter(|(_, provision)| provision.parent.is_none()).map(|(id, _)| id).collect()
    }

    /// The instrument a name stands for; the one that refers, where there is no name.
    fn instrument(&self, name: &str, from: usize) -> Option<usize> {
        if name.is_empty() {
            return Some(from);
        }
        let wanted = self.words.title(name);
        if wanted.is_empty() {
            return self.principal(name, from);
        }
        let fits = (0..self.books.len()).filter(|&other| same_title(&wanted, &self.books[other].title));
        fits.min_by_key(|&other| (self.books[other].title.len(), other != from))
    }

    /// "the Act", "the principal Act": the referring text itself, or the one whose title it amends.
    fn principal(&self, name: &str, from: usize) -> Option<usize> {
        let own = &self.books[from].title;
        let amends = own.iter().any(|word| self.words.amending.contains(word));
        if !amends {
            let whole_words = tokens(name).len() == 1;
            return whole_words.then_some(from);
        }
        let kept = |title: &BTreeSet<String>| -> BTreeSet<String> {
            title.iter().filter(|word| !self.words.amending.contains(*word) && !is_number(word)).cloned().collect()
        };
        let wanted = kept(own);
        let not_amending = |title: &BTreeSet<String>| !title.iter().any(|word| self.words.amending.contains(word));
        (0..self.books.len()).find(|&other| {
            other != from && not_amending(&self.books[other].title) && kept(&self.books[other].title) == wanted
        })
    }

    fn this(&self, unit: UnitWord, (instrument, from): Place) -> Option<ProvisionId> {
        let instrument = &self.instruments[instrument];
        let section = instrument.section_of(from);
        let level = |id: ProvisionId| instrument.provisions[id].level;
        match (unit.level(), unit) {
            (Some(wanted), _) => instrument.lineage(from).find(|&id| level(id) == wanted),
            (None, UnitWord::Provision) => Some(from),
            (None, UnitWord::Subsection) => instrument.lineage(from).take_while(|&id| id != section).last(),
            (None, UnitWord::Paragraph) if level(from) > Level::Paragraph => {
                instrument.lineage(from).find(|&id| level(id) <= Level::Paragraph).filter(|&id| id != section)
            }
            _ => Some(from).filter(|&id| id != section),
        }
    }

    /// The neighbour of the unit in which the reference stands; for provisions at large, all before or after it.
    fn beside(&self, unit: UnitWord, from: Place, before: bool) -> Vec<ProvisionId> {
        let instrument = &self.instruments[from.0];
        let all = unit == UnitWord::Provision;
        let anchor = if all { self.this(UnitWord::Subsection, from) } else { self.this(unit, from) };
        let Some(at) = anchor.or_else(|| all.then(|| instrument.section_of(from.1))) else { return Vec::new() };
        let (level, parent) = (instrument.provisions[at].level, instrument.provisions[at].parent);
        let alike = |id: &ProvisionId| {
            let provision = &instrument.provisions[*id];
            provision.level == level && (provision.parent == parent || level == Level::Section && !all)
        };
        let count = if all { usize::MAX } else { 1 };
        if before {
            let mut found: Vec<_> = (0..at).rev().filter(alike).take(count).collect();
            found.reverse();
            return found;
        }
        (at + 1..instrument.provisions.len()).filter(alike).take(count).collect()
    }

    fn units(&self, labels: &[Path], there: usize, at: Option<ProvisionId>) -> Resolution {
        let mut found = Vec::new();
        let mut exact = true;
        for path in labels {
            let Some((places, whole)) = self.path(path, there, at) else {
                exact = false;
                continue;
            };
            exact &= whole;
            found.extend(places.into_iter().map(|id| (there, id)));
        }
        match (found.is_empty(), exact) {
            (true, _) => Resolution::Dangling,
            (false, true) => Resolution::Inside(found),
            (false, false) => Resolution::Near(found),
        }
    }

    /// The provisions of one path, and whether every step of it was found.
    fn path(&self, path: &Path, there: usize, at: Option<ProvisionId>) -> Option<(Vec<ProvisionId>, bool)> {
        let Some((first, whole)) = self.steps(&path.from, there, at) else {
            return self.hyphened(path, there, at);
        };
        let Some(to) = &path.to else { return Some((vec![first], whole)) };
        let Some((last, whole_last)) = self.steps(to, there, at) else { return Some((vec![first], false)) };
        let range = self.range(there, first, last);
        let whole = whole && whole_last && !range.is_empty();
        Some((if range.is_empty() { vec![first, last] } else { range }, whole))
    }

    /// "sections 12-14": a range, where no section carries the whole label.
    fn hyphened(&self, path: &Path, there: usize, at: Option<ProvisionId>) -> Option<(Vec<ProvisionId>, bool)> {
        let [step] = path.from.as_slice() else { return None };
        let (from, to) = step.label.split_once('-').filter(|(_, to)| !to.contains('-'))?;
        let end = |label: &str| vec![Step { unit: step.unit, label: label.to_owned() }];
        self.path(&Path { from: end(from), to: Some(end(to)) }, there, at)
    }

    /// All provisions of one rank from `first` to `last`; below a section, those of one parent.
    fn range(&self, there: usize, first: ProvisionId, last: ProvisionId) -> Vec<ProvisionId> {
        let provisions = &self.instruments[there].provisions;
        let (level, parent) = (provisions[first].level, provisions[first].parent);
        let alike = |id: &ProvisionId| {
            provisions[*id].level == level && (level <= Level::Section || provisions[*id].parent == parent)
        };
        if level != provisions[last].level {
            return Vec::new();
        }
        (first..=last).filter(alike).collect()
    }

    fn steps(&self, steps: &[Step], there: usize, at: Option<ProvisionId>) -> Option<(ProvisionId, bool)> {
        let (first, rest) = steps.split_first()?;
        let mut id = self.first(first, there, at)?;
        for step in rest {
            let Some(next) = self.inside(step, there, id) else { return Some((id, false)) };
            id = next;
        }
        Some((id, true))
    }

    /// The first step of a path: by its label in the instrument, or in the section that refers.
    fn first(&self, step: &Step, there: usize, at: Option<ProvisionId>) -> Option<ProvisionId> {
        if let Some(level) = step.unit.level() {
            let found = self.books[there].places.get(&(level, self.words.key(level, &step.label)))?;
            return self.nearest(there, found, at);
        }
        let (instrument, from) = (&self.instruments[there], at?);
        let section = instrument.section_of(from);
        if step.unit == UnitWord::Subsection {
            return self.child(step, there, section);
        }
        let up_to_section =
            instrument.lineage(from).take_while(|&id| instrument.provisions[id].level >= Level::Section);
        up_to_section.into_iter().find_map(|id| self.child(step, there, id))
    }

    /// Of provisions with the same label, the one in the same schedule, else the first of the body, else the first.
    fn nearest(&self, there: usize, found: &[ProvisionId], at: Option<ProvisionId>) -> Option<ProvisionId> {
        let instrument = &self.instruments[there];
        let schedule =
            |id: ProvisionId| instrument.lineage(id).find(|&up| instrument.provisions[up].level == Level::Schedule);
        if let [only] = found {
            return Some(*only);
        }
        let home = at.and_then(schedule);
        let shared = |id: ProvisionId| {
            let up: Vec<ProvisionId> = at.map(|at| instrument.lineage(at).collect()).unwrap_or_default();
            instrument.lineage(id).filter(|one| up.contains(one)).count()
        };
        let candidates = found.iter().copied().take(CANDIDATES);
        candidates.min_by_key(|&id| (schedule(id) != home, std::cmp::Reverse(shared(id)), id))
    }

    fn child(&self, step: &Step, there: usize, id: ProvisionId) -> Option<ProvisionId> {
        let provisions = &self.instruments[there].provisions;
        let labelled = |child: &ProvisionId| {
            let provision = &provisions[*child];
            let rank = !matches!(provision.level, Level::Definition | Level::Note);
            rank && self.words.key(provision.level, &provision.label) == self.words.key(provision.level, &step.label)
        };
        provisions[id].children().find(labelled)
    }

    /// A step inside a provision: a child, a child of an unlabelled child, or a section of a division.
    fn inside(&self, step: &Step, there: usize, id: ProvisionId) -> Option<ProvisionId> {
        let provisions = &self.instruments[there].provisions;
        if let Some(level) = step.unit.level() {
            let found = self.books[there].places.get(&(level, self.words.key(level, &step.label)))?;
            let inside = |&&one: &&ProvisionId| self.instruments[there].lineage(one).any(|up| up == id);
            return found.iter().take(CANDIDATES).find(inside).copied();
        }
        let unlabelled = provisions[id].children().filter(|&child| provisions[child].label.is_empty());
        self.child(step, there, id).or_else(|| unlabelled.into_iter().find_map(|child| self.child(step, there, child)))
    }
}

/// The most provisions of one label that are compared.
const CANDIDATES: usize = 256;

impl Book {
    fn new(words: &ReferenceWords, instrument: &Instrument) -> Self {
        let mut places: HashMap<(Level, String), Vec<ProvisionId>> = HashMap::new();
        for (id, provision) in instrument.provisions.iter().enumerate() {
            if provision.level <= Level::Section && !provision.label.is_empty() {
                let key = (provision.level, words.key(provision.level, &provision.label));
                places.entry(key).or_default().push(id);
            }
        }
        Self { title: words.title(&instrument.facts.title), places }
    }
}

/// A name fits a title that holds all its words; years and numbers need agree only where both have them.
fn same_title(name: &BTreeSet<String>, title: &BTreeSet<String>) -> bool {
    let dated = title.iter().any(|word| is_number(word));
    name.iter().all(|word| title.contains(word) || is_number(word) && !dated)
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit())
}

impl ReferenceWords {
    /// The words of a title that tell it from others; none for "the Act", "the principal Act".
    fn title(&self, title: &str) -> BTreeSet<String> {
        let word = |token: &super::words::Token<'_>| -> Option<String> {
            let printed = token.span.of(title);
            let word = token.word().map_or(printed.to_owned(), str::to_owned);
            let counts = printed.starts_with(char::is_alphanumeric) && !self.small.contains(&word);
            counts.then_some(word)
        };
        let words: BTreeSet<String> = tokens(title).iter().filter_map(word).collect();
        let telling = words.iter().any(|word| !self.kinds.contains(word));
        if telling { words } else { BTreeSet::new() }
    }

    /// The form in which labels are compared: divisions by number, whatever the numerals.
    fn key(&self, level: Level, label: &str) -> String {
        let folded: String =
            label.chars().filter(|c| !c.is_whitespace() && *c != '.').flat_map(char::to_lowercase).collect();
        if level >= Level::Section {
            return folded;
        }
        let number = roman(&folded).map(f64::from).or_else(|| self.numbers.value(label));
        number.map_or(folded, |number| number.to_string())
    }
}

/// The value of a roman numeral.
fn roman(numeral: &str) -> Option<u32> {
    let digit = |c: char| Some([1, 5, 10, 50, 100, 500, 1000]["ivxlcdm".find(c)?]);
    let digits: Vec<u32> = numeral.chars().map(digit).collect::<Option<_>>()?;
    let after = digits.iter().skip(1).chain([&0]);
    let (plus, minus) =
        digits.iter().zip(after).fold(
            (0, 0),
            |(plus, minus), (&this, &next)| {
                if this < next { (plus, minus + this) } else { (plus + this, minus) }
            },
        );
    (!digits.is_empty() && digits.len() < 12 && plus > minus).then(|| plus - minus)
}

#[cfg(test)]
mod tests;
