//! What the offence costs: which penalty belongs to the base offence, for an adult and for a child.
//!
//! The penalty may stand in the rule itself, in another subsection of its section ("a person guilty of an offence under
//! this section"), or elsewhere by reference. A penalty under a condition ("where the victim is a child") is not the base.

use super::Reading;
use super::offence::{Part, Rule};
use super::place::Place;
use super::statement::{StatementId, Text};
use crate::language::matcher::Mention;
use crate::report::{Fine, Life, SanctionReport, Sanctions, Years};
use crate::span::{OffsetMap, Span};

/// A penalty and where it stands.
#[derive(Clone, Debug)]
pub struct Priced {
    /// Shortest imprisonment.
    pub min: Option<Years>,
    /// Longest imprisonment.
    pub max: Option<Years>,
    /// How a fine stands beside prison.
    pub fine: Fine,
    /// Where it stands.
    pub place: Place,
    /// The words of its condition.
    pub condition: Option<String>,
}

impl Priced {
    /// The penalty as a report shows it.
    #[must_use]
    pub fn report(&self, texts: &[Text]) -> SanctionReport {
        let evidence = self.place.evidence(texts);
        SanctionReport {
            min: self.min,
            max: self.max,
            fine: self.fine,
            citation: evidence.citation,
            quote: evidence.quote,
        }
    }

    fn has_prison(&self) -> bool {
        self.min.is_some() || self.max.is_some()
    }
}

/// The penalties of a rule, in the order of its words, items and closing words read together.
#[must_use]
pub fn of_rule(reading: &Reading, rule: &Rule) -> Vec<Priced> {
    of_statements(reading, rule, &rule.statements)
}

/// The penalties of some statements of a rule.
fn of_statements(reading: &Reading, rule: &Rule, statements: &[StatementId]) -> Vec<Priced> {
    let text = &reading.texts[rule.text];
    let Some(words) = text.pack.sanctions.as_ref() else { return Vec::new() };
    let mut passages: Vec<usize> = statements.iter().flat_map(|&id| text.statements[id].parts.clone()).collect();
    passages.sort_by_key(|&p| text.span(p).start);
    passages.dedup();
    let (mut joined, mut places, mut owners) = (String::new(), OffsetMap::default(), Vec::new());
    for passage in passages {
        let span = with_stop(text, text.span(passage));
        if !joined.is_empty() {
            joined.push(' ');
        }
        let start = joined.len();
        joined.push_str(span.of(&text.instrument.text));
        places.push(Span::new(start, joined.len()), span);
        owners.push((joined.len(), text.passages[passage].provision));
    }
    let found = words.penalties(&joined).into_iter();
    found
        .map(|penalty| {
            let owner = owners.partition_point(|(end, _)| *end <= penalty.span.start).min(owners.len() - 1);
            let start = places.file_span(penalty.span).start;
            let within = places.file_span(Span::new(penalty.span.start, penalty.span.end.min(owners[owner].0)));
            let span = Span::new(start, within.end.max(start));
            let place = Place { text: rule.text, span, provision: owners[owner].1, via: Vec::new() };
            let condition = penalty.condition.map(|span| span.of(&joined).to_owned());
            let condition = condition.or_else(|| repeated(text, span));
            Priced { min: penalty.min, max: penalty.max, fine: penalty.fine, place, condition }
        })
        .collect()
}

/// The words "on a second conviction" right before a penalty are its condition.
fn repeated(text: &Text, penalty: Span) -> Option<String> {
    let repeat = text.pack.concept("aggravation.repeat")?;
    let token = text.tokens.partition_point(|t| t.span.start < penalty.start);
    let passage = text.passages.get(text.passages.partition_point(|p| p.tokens.end <= token))?;
    let before = |m: &&Mention| m.concept == repeat && m.end <= token && token - m.end <= NEAR;
    passage.mentions.iter().find(before).map(|m| m.span(&text.tokens).of(&text.instrument.text).to_owned())
}

/// How many words may stand between a condition and its penalty.
const NEAR: usize = 6;

/// Passages end before their full stop; the penalty grammar wants to see it.
fn with_stop(text: &Text, span: Span) -> Span {
    let rest = &text.instrument.text[span.end..];
    let stop = rest.chars().next().filter(|c| matches!(c, '.' | ';' | ','));
    Span::new(span.start, span.end + stop.map_or(0, char::len_utf8))
}

/// The sanctions of the base offence.
#[must_use]
pub fn sanctions(reading: &Reading) -> (Option<Priced>, Option<Priced>) {
    let mut adult = None;
    for rule in reading.rules.iter().filter(|rule| rule.part == Part::Offence) {
        adult = own(reading, rule, false).or_else(|| beside(reading, rule, false)).or_else(|| elsewhere(reading, rule));
        if adult.is_some() {
            break;
        }
    }
    let adult = adult.or_else(|| limited(reading));
    let child = child(reading, adult.as_ref());
    (adult, child)
}

/// The report's sanctions.
#[must_use]
pub fn report(reading: &Reading) -> Sanctions {
    let (adult, child) = sanctions(reading);
    let report = |priced: Option<Priced>| priced.map_or_else(SanctionReport::default, |p| p.report(&reading.texts));
    Sanctions { adult: report(adult), child: report(child) }
}

/// True where the penalty for a child victim is heavier than for an adult: a longer maximum, or a longer minimum.
pub(super) fn child_costs_more(reading: &Reading) -> bool {
    let (Some(adult), Some(child)) = sanctions(reading) else { return false };
    let (most, least) = (|p: &Priced| term(p.max.or(p.min)), |p: &Priced| term(p.min));
    most(&child) > most(&adult) || (most(&child) >= most(&adult) && least(&child) > least(&adult))
}

fn limited(reading: &Reading) -> Option<Priced> {
    let mut rules = reading.rules.iter().filter(|rule| rule.part == Part::LimitedOffence);
    rules.find_map(|rule| own(reading, rule, false).or_else(|| beside(reading, rule, false)))
}

/// The penalty in the rule itself: for a child the one under a condition about children, else the first without one.
fn own(reading: &Reading, rule: &Rule, for_child: bool) -> Option<Priced> {
    let all: Vec<Priced> = of_rule(reading, rule).into_iter().filter(Priced::has_prison).collect();
    if for_child {
        // Where children fall into age bands, the lightest penalty is that of the oldest.
        let children = all.iter().filter(|p| speaks_of_child(reading, p));
        return children.reduce(|best, next| if weight(next) < weight(best) { next } else { best }).cloned();
    }
    choose(reading, &all)
}

/// The base penalty among several: no condition but the way of trying the offence, and of those the heaviest.
fn choose(reading: &Reading, all: &[Priced]) -> Option<Priced> {
    let all: Vec<&Priced> = all.iter().filter(|p| p.has_prison()).collect();
    let plain: Vec<&Priced> = all.iter().copied().filter(|p| is_mode(reading, p)).collect();
    let mut best = heaviest(plain.iter().copied()).or_else(|| all.first().copied()).cloned()?;
    // A fine alone is possible where any way of trying the offence allows it.
    if plain.iter().any(|p| p.fine == Fine::Alternative) {
        best.fine = Fine::Alternative;
    }
    Some(best)
}

/// True where a penalty has no condition but the way of trying the offence.
fn is_mode(reading: &Reading, priced: &Priced) -> bool {
    let text = &reading.texts[priced.place.text];
    let Some(mode) = text.pack.concept("conviction.mode") else { return priced.condition.is_none() };
    priced.condition.as_ref().is_none_or(|words| {
        let all = crate::language::token::tokens(words, Span::new(0, words.len()));
        text.pack.matcher.scan(&all).iter().any(|m| m.concept == mode)
    })
}

/// Where a rule is priced for summary conviction and on indictment, the heavier counts.
fn heaviest<'p>(priced: impl Iterator<Item = &'p Priced>) -> Option<&'p Priced> {
    priced.reduce(|best, next| if weight(next) > weight(best) { next } else { best })
}

fn weight(priced: &Priced) -> f64 {
    term(priced.max.or(priced.min))
}

/// A term in years; none is no time, life is without end.
fn term(years: Option<Years>) -> f64 {
    match years {
        Some(Years::Life(Life::Life)) => f64::INFINITY,
        Some(Years::Number(years)) => years,
        None => 0.0,
    }
}

fn speaks_of_child(reading: &Reading, priced: &Priced) -> bool {
    let text = &reading.texts[priced.place.text];
    let Some(child) = text.pack.concept("child") else { return false };
    priced.condition.as_ref().is_some_and(|words| {
        let all = crate::language::token::tokens(words, Span::new(0, words.len()));
        text.pack.matcher.scan(&all).iter().any(|m| m.concept == child)
    })
}

/// The penalty in another rule of the same section that prices the offence.
fn beside(reading: &Reading, rule: &Rule, for_child: bool) -> Option<Priced> {
    let text = &reading.texts[rule.text];
    let others = reading
        .rules
        .iter()
        .filter(|other| other.text == rule.text && other.section == rule.section && other.provision != rule.provision);
    let wanted = others.filter(|other| {
        let conditional = other.part == Part::Aggravation;
        let names_child = text.pack.concept("child").is_some_and(|c| other.concepts.has(c));
        if for_child { conditional && names_child } else { !conditional && other.part != Part::ChildOffence }
    });
    wanted.filter_map(|other| own(reading, other, false)).next()
}

/// The penalty of a rule elsewhere that prices the offence, by reference or by name.
fn elsewhere(reading: &Reading, rule: &Rule) -> Option<Priced> {
    let pricing = |other: &&Rule| other.part == Part::Penalty || other.part.is_trafficking();
    let rules = reading.rules.iter().filter(pricing).filter(|other| other.section != rule.section);
    let priced = rules.flat_map(|other| other.statements.iter().map(move |&id| (other, id)));
    let mut prices: Vec<(bool, &Rule, StatementId)> = priced
        .filter(|(other, id)| super::offence::prices(reading, other, *id))
        .map(|(other, id)| (!refers_to(reading, other, id, rule), other, id))
        .collect();
    // A reference to this very section comes before a general one.
    prices.sort_by_key(|(general, other, id)| (*general, other.text, *id));
    prices.into_iter().find_map(|(_, other, id)| choose(reading, &of_statements(reading, other, &[id])))
}

/// True where a statement refers to the section of a rule.
fn refers_to(reading: &Reading, from: &Rule, id: StatementId, rule: &Rule) -> bool {
    let text = &reading.texts[from.text];
    let mut places = text.statements[id].parts.iter().filter_map(|&part| reading.referred(from.text, part)).flatten();
    places.any(|(at, provision)| at == rule.text && text_section(reading, at, provision) == rule.section)
}

fn text_section(reading: &Reading, text: usize, provision: usize) -> usize {
    reading.texts[text].sections[provision]
}

/// The penalty that applies to a child victim.
fn child(reading: &Reading, adult: Option<&Priced>) -> Option<Priced> {
    let offences = |part: Part| reading.rules.iter().filter(move |rule| rule.part == part);
    let stated = |rule| own(reading, rule, true).or_else(|| own(reading, rule, false));
    offences(Part::ChildOffence)
        .find_map(stated)
        .or_else(|| {
            offences(Part::Offence).find_map(|rule| own(reading, rule, true).or_else(|| same_section(reading, rule)))
        })
        .or_else(|| priced_for_child(reading))
        .or_else(|| aggravated(reading, |reading, rule| own(reading, rule, true).or_else(|| own(reading, rule, false))))
        .or_else(|| increased(reading, adult?))
        .or_else(|| offences(Part::ChildOffence).find_map(|rule| beside(reading, rule, false)))
        .or_else(|| aggravated(reading, priced_beside))
        .or_else(|| adult.cloned())
}

/// A penalty elsewhere that prices the offence where the victim is a child.
fn priced_for_child(reading: &Reading) -> Option<Priced> {
    let rules = reading.rules.iter().filter(|rule| rule.part == Part::Penalty);
    let mut statements = rules.flat_map(|rule| rule.statements.iter().map(move |&id| (rule, id)));
    statements.find_map(|(rule, id)| {
        let text = &reading.texts[rule.text];
        let statement = &text.statements[id];
        let ours = text.says(statement, "child") && reading.refers_to_offence(rule.text, statement);
        ours.then(|| of_statements(reading, rule, &[id]).into_iter().find(Priced::has_prison)).flatten()
    })
}

/// The adult's penalty raised by the share that a rule adds for child victims: the lowest share to the minimum, the
/// highest to the maximum.
fn increased(reading: &Reading, adult: &Priced) -> Option<Priced> {
    let near = |rule: &&Rule| {
        rule.part == Part::Aggravation
            || reading.rules.iter().any(|o| o.part.is_trafficking() && (o.text, o.section) == (rule.text, rule.section))
    };
    let rules = reading.rules.iter().filter(near).filter(|rule| !rule.part.is_trafficking());
    let statements = rules.flat_map(|rule| rule.statements.iter().map(move |&id| (rule.text, id)));
    let mut raised = statements.filter_map(|(at, id)| {
        let text = &reading.texts[at];
        let statement = &text.statements[id];
        let words = text.pack.sanctions.as_ref().filter(|_| text.says(statement, "child"))?;
        let spoken: Vec<&str> = statement.parts.iter().map(|&p| text.instrument.quote(text.span(p))).collect();
        let increase = words.increases(&spoken.join(" ")).into_iter().next()?;
        let share = |term: Option<Years>, by: f64| match term {
            Some(Years::Number(years)) => Some(Years::Number((years * (1.0 + by) * 100.0).round() / 100.0)),
            other => other,
        };
        let place = Place::of_statement(at, text, statement);
        let (min, max) = (share(adult.min, increase.low), share(adult.max, increase.high));
        Some(Priced { min, max, place, ..adult.clone() })
    });
    raised.next()
}

/// A penalty under a condition about children in any rule of the offence's section.
fn same_section(reading: &Reading, rule: &Rule) -> Option<Priced> {
    let others = reading.rules.iter().filter(|other| other.text == rule.text && other.section == rule.section);
    let priced = others.filter(|other| other.part == Part::Aggravation || other.part == Part::OtherOffence);
    priced.filter(|other| names_child(reading, other)).find_map(|other| {
        own(reading, other, true).or_else(|| own(reading, other, false).filter(|_| other.part == Part::Aggravation))
    })
}

fn names_child(reading: &Reading, rule: &Rule) -> bool {
    reading.texts[rule.text].pack.concept("child").is_some_and(|c| rule.concepts.has(c))
}

/// Circumstances that name a child in one rule, and their penalty in another rule of the same section.
fn aggravated(reading: &Reading, price: impl Fn(&Reading, &Rule) -> Option<Priced>) -> Option<Priced> {
    let mut heavier = reading.rules.iter().filter(|rule| rule.part == Part::Aggravation && names_child(reading, rule));
    heavier.find_map(|rule| price(reading, rule))
}

fn priced_beside(reading: &Reading, rule: &Rule) -> Option<Priced> {
    let mut others = reading.rules.iter().filter(|o| o.text == rule.text && o.section == rule.section);
    others.find_map(|other| own(reading, other, false)).or_else(|| {
        let rules = reading.rules.iter().filter(|other| matches!(other.part, Part::Penalty | Part::Aggravation));
        let mut statements = rules.flat_map(|other| other.statements.iter().map(move |&id| (other, id)));
        statements.find_map(|(other, id)| {
            let points = other.section != rule.section && refers_to(reading, other, id, rule);
            points.then(|| choose(reading, &of_statements(reading, other, &[id]))).flatten()
        })
    })
}
