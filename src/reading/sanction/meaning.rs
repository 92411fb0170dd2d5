//! From what the sanction grammar found to penalties in years.

use super::symbols::Symbols;
use super::{Increase, Penalty};
use crate::report::{Fine, Life, Years};
use crate::span::Span;
use grammar::{Rule, SanctionParser};
use pest::Parser;
use pest::iterators::Pair;

#[allow(missing_docs, unreachable_pub, reason = "generated from the grammar")]
mod grammar {
    #[derive(pest_derive::Parser)]
    #[grammar = "grammar/sanction.pest"]
    pub struct SanctionParser;
}

/// What follows a penalty or leads to it is looked for this many symbols away.
const NEAR: usize = 12;

/// The penalties among the symbols.
pub(super) fn penalties(symbols: &Symbols) -> Vec<Penalty> {
    let mut found: Vec<Found> = Vec::new();
    for pair in phrases(symbols) {
        let last = found.last();
        let next = match pair.as_rule() {
            Rule::penalty => Found::penalty(pair, symbols, last),
            Rule::ellipsis => Found::ellipsis(pair, symbols, last),
            _ => None,
        };
        found.extend(next);
    }
    let conditions = conditions(&found, symbols);
    found.into_iter().zip(conditions).map(|(found, condition)| Penalty { condition, ..found.penalty }).collect()
}

/// The increases among the symbols.
pub(super) fn increases(symbols: &Symbols) -> Vec<Increase> {
    let increases = phrases(symbols).filter(|pair| pair.as_rule() == Rule::increase);
    increases.map(|pair| increase(pair, symbols)).collect()
}

fn phrases(symbols: &Symbols) -> impl Iterator<Item = Pair<'_, Rule>> {
    let sentence = SanctionParser::parse(Rule::sentence, &symbols.string);
    sentence.expect("the grammar takes every string of symbols").flat_map(Pair::into_inner)
}

/// A penalty and the symbols it was read from.
struct Found {
    penalty: Penalty,
    has_prison: bool,
    start: usize,
    end: usize,
}

impl Found {
    fn penalty(pair: Pair<'_, Rule>, symbols: &Symbols, last: Option<&Self>) -> Option<Self> {
        let (start, end) = (pair.as_span().start(), pair.as_span().end());
        let group = Group::read(pair, symbols);
        let lead = lead(symbols, last.map_or(0, |found| found.end), start);
        let stated = group.prison.stated() || group.fine_stated || (lead.is_some() && group.has_fine());
        if !stated {
            return None;
        }
        let penalty = group.penalty(place(symbols, start, end), lead == Some('M'));
        Some(Self { penalty, has_prison: group.prison.stated(), start, end })
    }

    /// A term without a word for prison counts only after a condition that follows a prison term.
    fn ellipsis(pair: Pair<'_, Rule>, symbols: &Symbols, last: Option<&Self>) -> Option<Self> {
        let end = pair.as_span().end();
        let last = last.filter(|last| last.has_prison)?;
        let between = &symbols.string[last.end..pair.as_span().start()];
        if !between.contains('C') || between.contains('.') {
            return None;
        }
        let mut prison = Prison::default();
        let terms: Vec<_> = pair.into_inner().collect();
        let start = terms.first()?.as_span().start();
        terms.into_iter().for_each(|term| prison.take(term, symbols));
        let group = Group { prison, ..Group::default() };
        Some(Self { penalty: group.penalty(place(symbols, start, end), false), has_prison: true, start, end })
    }
}

/// The nearest word before a phrase that leads to a penalty, or none.
fn lead(symbols: &Symbols, after: usize, start: usize) -> Option<char> {
    let from = after.max(start.saturating_sub(NEAR));
    let before = symbols.string[from..start].chars().rev().take_while(|c| !matches!(c, '.' | '!'));
    // A phrase may carry its lead itself: "Penalty: 5 years".
    let own = symbols.string[start..].chars().next().filter(|c| matches!(c, 'l' | 'M'));
    own.or_else(|| before.into_iter().find(|c| matches!(c, 'l' | 'M')))
}

fn place(symbols: &Symbols, start: usize, end: usize) -> Span {
    symbols.places[start].join(symbols.places[end - 1])
}

/// What is said about imprisonment in one penalty.
#[derive(Default)]
struct Prison {
    min: Option<Years>,
    max: Option<Years>,
    terms: usize,
    bounded: bool,
    called_fixed: bool,
}

impl Prison {
    fn stated(&self) -> bool {
        self.terms > 0
    }

    fn at_least(&mut self, years: Option<Years>) {
        self.bounded = true;
        self.min = lower(self.min, years);
    }

    fn at_most(&mut self, years: Option<Years>) {
        self.max = higher(self.max, years);
    }

    /// Takes in one piece of a prison phrase.
    fn take(&mut self, pair: Pair<'_, Rule>, symbols: &Symbols) {
        match pair.as_rule() {
            Rule::prison => self.take_phrase(pair, symbols),
            Rule::term => {
                self.terms += 1;
                pair.into_inner().for_each(|part| self.take(part, symbols));
            }
            Rule::fixed => self.called_fixed = true,
            Rule::sentence_for_life => {
                self.terms += 1;
                self.at_most(Some(Years::Life(Life::Life)));
            }
            Rule::lesser => self.bounded = true,
            Rule::plain => self.take_plain(pair, symbols),
            Rule::from | Rule::at_least | Rule::counted_least => self.at_least(edges(pair, symbols).0),
            Rule::at_most | Rule::counted_most => {
                self.bounded = true;
                self.at_most(edges(pair, symbols).0);
            }
            Rule::range => self.take_range(pair, symbols),
            Rule::bounds if pair.clone().into_inner().any(|part| part.as_rule() == Rule::open) => {
                self.take_range(pair, symbols);
            }
            Rule::bounds => pair.into_inner().for_each(|part| self.take(part, symbols)),
            _ => {}
        }
    }

    /// "a minimum imprisonment of five years": the bound stands before the noun.
    fn take_phrase(&mut self, pair: Pair<'_, Rule>, symbols: &Symbols) {
        let mut bound = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::least | Rule::most => bound = Some(part.as_rule()),
                Rule::term if bound == Some(Rule::least) && self.terms == 0 => {
                    let mut term = Self::default();
                    term.take(part, symbols);
                    self.terms += 1;
                    self.at_least(term.min.or(term.max));
                }
                _ => self.take(part, symbols),
            }
        }
        self.bounded |= bound.is_some();
    }

    fn take_plain(&mut self, pair: Pair<'_, Rule>, symbols: &Symbols) {
        let open_above = pair.clone().into_inner().any(|part| part.as_rule() == Rule::or_more);
        self.bounded |= pair.clone().into_inner().any(|part| part.as_rule() == Rule::or_less);
        let (years, _) = edges(pair, symbols);
        if open_above { self.at_least(years) } else { self.at_most(years) }
    }

    fn take_range(&mut self, pair: Pair<'_, Rule>, symbols: &Symbols) {
        let (low, high) = edges(pair, symbols);
        self.at_least(low);
        self.at_most(high);
    }
}

fn lower(one: Option<Years>, other: Option<Years>) -> Option<Years> {
    match (one, other) {
        (Some(a), Some(b)) => Some(if rank(b) < rank(a) { b } else { a }),
        (a, b) => a.or(b),
    }
}

fn higher(one: Option<Years>, other: Option<Years>) -> Option<Years> {
    match (one, other) {
        (Some(a), Some(b)) => Some(if rank(b) > rank(a) { b } else { a }),
        (a, b) => a.or(b),
    }
}

fn rank(years: Years) -> f64 {
    match years {
        Years::Number(number) => number,
        Years::Life(Life::Life) => f64::INFINITY,
    }
}

/// The one or two ends of a term. A number without a unit takes the unit of the number after it.
fn edges(pair: Pair<'_, Rule>, symbols: &Symbols) -> (Option<Years>, Option<Years>) {
    let mut ends = pair.into_inner().flat_map(|part| match part.as_rule() {
        Rule::at_least | Rule::at_most => part.into_inner().collect::<Vec<_>>(),
        _ => vec![part],
    });
    let mut ends = ends.by_ref().filter(|end| matches!(end.as_rule(), Rule::amount | Rule::life | Rule::open));
    let (Some(first), second) = (ends.next(), ends.next()) else { return (None, None) };
    let low = match first.as_rule() {
        Rule::open => Years::Number(round(number(&first, symbols) * unit_after(second.as_ref()))),
        _ => years(&first, symbols),
    };
    (Some(low), second.map(|end| years(&end, symbols)))
}

/// The length of the unit in which the later end of a range begins; years, where it is for life.
fn unit_after(end: Option<&Pair<'_, Rule>>) -> f64 {
    let part = end.and_then(|end| end.clone().into_inner().next());
    part.map_or(1.0, |part| length(part.as_rule()))
}

fn years(end: &Pair<'_, Rule>, symbols: &Symbols) -> Years {
    if end.as_rule() == Rule::life {
        return Years::Life(Life::Life);
    }
    let parts = end.clone().into_inner();
    Years::Number(round(parts.map(|part| number(&part, symbols) * length(part.as_rule())).sum()))
}

/// The number a pair holds, and the half added to it.
fn number(pair: &Pair<'_, Rule>, symbols: &Symbols) -> f64 {
    let parts = pair.clone().into_inner().map(|part| match part.as_rule() {
        Rule::number => symbols.values[part.as_span().start()],
        Rule::half => 0.5,
        _ => 0.0,
    });
    parts.sum()
}

fn length(period: Rule) -> f64 {
    match period {
        Rule::month => 1.0 / 12.0,
        Rule::week => 7.0 / 365.0,
        Rule::day => 1.0 / 365.0,
        _ => 1.0,
    }
}

fn round(years: f64) -> f64 {
    (years * 100.0).round() / 100.0
}

/// One penalty: prison, fine, and how they are joined.
#[derive(Default)]
struct Group {
    prison: Prison,
    /// Prison is named, with a term or without.
    names_prison: bool,
    fine: Fine,
    /// The fine is said in full: a sum, or "shall be fined".
    fine_stated: bool,
}

/// How an atom is joined to the one before it.
#[derive(Clone, Copy, Default, PartialEq)]
enum Joint {
    #[default]
    And,
    Or,
    InDefault,
}

impl Group {
    fn read(pair: Pair<'_, Rule>, symbols: &Symbols) -> Self {
        let mut group = Self::default();
        let mut joint = Joint::default();
        let mut parts = pair.into_inner().peekable();
        while let Some(part) = parts.next() {
            let served_in_default = parts.peek().is_some_and(|next| next.as_rule() == Rule::in_default);
            match part.as_rule() {
                Rule::and if joint != Joint::InDefault => joint = Joint::And,
                Rule::or if joint != Joint::InDefault => joint = Joint::Or,
                Rule::in_default => joint = Joint::InDefault,
                Rule::prison | Rule::bare if joint == Joint::InDefault => {}
                Rule::prison if served_in_default && group.has_fine() => {}
                Rule::prison | Rule::bare => group.add_prison(part, joint, symbols),
                Rule::fine if joint != Joint::InDefault => group.add_fine(&part, joint),
                Rule::both | Rule::option => group.fine = Fine::Alternative,
                Rule::without => group.fine = Fine::None,
                _ => {}
            }
        }
        group
    }

    fn has_fine(&self) -> bool {
        self.fine != Fine::None
    }

    fn add_prison(&mut self, part: Pair<'_, Rule>, joint: Joint, symbols: &Symbols) {
        if self.has_fine() && !self.names_prison && joint == Joint::And {
            self.fine = Fine::Additional;
        }
        self.names_prison = true;
        self.prison.take(part, symbols);
    }

    fn add_fine(&mut self, part: &Pair<'_, Rule>, joint: Joint) {
        let inner = part.clone().into_inner();
        self.fine_stated |= inner.into_iter().next().is_some();
        if !self.names_prison || joint == Joint::Or {
            self.fine = Fine::Alternative;
        } else if !self.has_fine() {
            self.fine = Fine::Additional;
        }
    }

    fn penalty(&self, span: Span, imposed: bool) -> Penalty {
        let Prison { max, terms, bounded, called_fixed, .. } = self.prison;
        let single = terms == 1 && !bounded && max.is_some();
        let min = if single && called_fixed { max } else { self.prison.min };
        let fixed = single && (called_fixed || imposed);
        Penalty { min, max, fine: self.fine, span, fixed, condition: None }
    }
}

/// The condition of each penalty: the words right after it, or those that lead to it.
fn conditions(found: &[Found], symbols: &Symbols) -> Vec<Option<Span>> {
    let mut taken = 0;
    let mut conditions = Vec::with_capacity(found.len());
    for (index, penalty) in found.iter().enumerate() {
        let next = found.get(index + 1).map_or(symbols.string.len(), |next| next.start);
        let before = condition_before(symbols, taken, penalty.start);
        let after = condition_after(symbols, penalty.end, next, index + 1 < found.len());
        taken = match (before, after) {
            (None, Some((_, end))) => end,
            _ => penalty.end,
        };
        conditions.push(before.or(after.map(|(span, _)| span)));
    }
    conditions
}

/// From the first word that opens a condition to the comma, or the word of liability, before the penalty.
fn condition_before(symbols: &Symbols, after: usize, start: usize) -> Option<Span> {
    let before = &symbols.string[after..start];
    let sentence = before.rfind(['.', ';']).map_or(0, |stop| stop + 1);
    let from = after + sentence + before[sentence..].find('C')?;
    let lead = symbols.string[from..start].rfind(['l', 'M']).map_or(start, |lead| from + lead);
    let comma = symbols.string[from..lead].rfind(',').map(|comma| from + comma);
    if let Some(comma) = comma.filter(|&comma| comma > from) {
        return Some(place(symbols, from, comma));
    }
    let last = symbols.string[from..lead].rfind(|c| !matches!(c, 't' | 'r' | 'a' | 'o' | '(' | '-')).unwrap_or(0);
    Some(place(symbols, from, from + last + 1))
}

/// A condition that directly follows a penalty, and the symbol at which it ends.
///
/// After a comma it belongs to the next penalty, if there is one.
fn condition_after(symbols: &Symbols, end: usize, next: usize, has_next: bool) -> Option<(Span, usize)> {
    let after = &symbols.string[end..next];
    let comma = usize::from(after.starts_with(',') && !has_next);
    if !after[comma..].starts_with('C') {
        return None;
    }
    let start = end + comma;
    let stop = symbols.string[start..next].find([',', ';', '.']).map_or(next, |stop| start + stop);
    let last = symbols.string[start..stop].rfind(|c| !matches!(c, 't' | 'r' | 'a' | 'o')).unwrap_or(0);
    Some((place(symbols, start, start + last + 1), stop))
}

fn increase(pair: Pair<'_, Rule>, symbols: &Symbols) -> Increase {
    let span = place(symbols, pair.as_span().start(), pair.as_span().end());
    let mut shares = Vec::new();
    let mut up_to = false;
    for part in pair.into_inner() {
        let at = part.as_span().start();
        match part.as_rule() {
            Rule::most => up_to = shares.is_empty(),
            Rule::share => shares.push(share(&part, at, symbols)),
            Rule::multiple => shares.push(symbols.values[at]),
            _ => {}
        }
    }
    let high = shares.last().copied().unwrap_or_default();
    let low = if up_to { 0.0 } else { shares.first().copied().unwrap_or_default() };
    Increase { low, high, span }
}

fn share(part: &Pair<'_, Rule>, at: usize, symbols: &Symbols) -> f64 {
    let percent = part.clone().into_inner().next().is_some();
    if percent { symbols.values[at] / 100.0 } else { symbols.values[at] }
}
