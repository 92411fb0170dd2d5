//! Terms of imprisonment in years.

use super::meaning::grammar::Rule;
use super::symbols::Symbols;
use crate::report::{Life, Years};
use pest::iterators::Pair;

/// What is said about imprisonment in one penalty.
#[derive(Default)]
pub(super) struct Prison {
    pub(super) min: Option<Years>,
    pub(super) max: Option<Years>,
    pub(super) terms: usize,
    pub(super) bounded: bool,
    pub(super) called_fixed: bool,
}

impl Prison {
    pub(super) fn stated(&self) -> bool {
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
    pub(super) fn take(&mut self, pair: Pair<'_, Rule>, symbols: &Symbols) {
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
    part.map_or(1.0, |part| unit(&part))
}

fn years(end: &Pair<'_, Rule>, symbols: &Symbols) -> Years {
    if end.as_rule() == Rule::life {
        return Years::Life(Life::Life);
    }
    let parts = end.clone().into_inner();
    Years::Number(round(parts.map(|part| number(&part, symbols) * unit(&part)).sum()))
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

/// The length of the unit of an amount, in years.
fn unit(part: &Pair<'_, Rule>) -> f64 {
    let length = |pair: Pair<'_, Rule>| match pair.as_rule() {
        Rule::month => Some(1.0 / 12.0),
        Rule::week => Some(7.0 / 365.0),
        Rule::day => Some(1.0 / 365.0),
        _ => None,
    };
    part.clone().into_inner().find_map(length).unwrap_or(1.0)
}

fn round(years: f64) -> f64 {
    (years * 100.0).round() / 100.0
}
