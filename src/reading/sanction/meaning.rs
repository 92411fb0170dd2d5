//! From what the sanction grammar found to penalties in years.

use super::condition::conditions;
use super::prison::Prison;
use super::symbols::Symbols;
use super::{Increase, Penalty};
use crate::report::Fine;
use crate::span::Span;
use grammar::{Rule, SanctionParser};
use pest::Parser;
use pest::iterators::Pair;

#[allow(missing_docs, unreachable_pub, reason = "generated from the grammar")]
pub(super) mod grammar {
    #[derive(pest_derive::Parser)]
    #[grammar = "grammar/sanction.pest"]
    pub struct SanctionParser;
}

/// A word that leads to a penalty is looked for this many symbols before it.
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
    let phrases: Vec<_> = found.iter().map(|found| found.start..found.end).collect();
    let conditions = conditions(&phrases, symbols);
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
        let after = last.map_or(0, |found| found.end);
        let lead = lead(symbols, after, start);
        let denied = symbols.string[after..start].trim_end_matches('t').ends_with("!l");
        let stated = group.prison.stated() || group.fine_stated || (lead.is_some() && group.has_fine());
        if !stated || denied {
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

pub(super) fn place(symbols: &Symbols, start: usize, end: usize) -> Span {
    symbols.places[start].join(symbols.places[end - 1])
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
