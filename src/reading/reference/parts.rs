//! From what the reference grammar found to references with their labels taken apart.

use super::symbols::Symbols;
use super::{Path, Reference, Step, Target, UnitWord};
use crate::span::Span;
use grammar::{ReferenceParser, Rule};
use pest::Parser;
use pest::iterators::Pair;

#[allow(missing_docs, unreachable_pub, reason = "generated from the grammar")]
mod grammar {
    #[derive(pest_derive::Parser)]
    #[grammar = "grammar/reference.pest"]
    pub struct ReferenceParser;
}

/// The most provisions that one reference may name in combination.
const COMBINATIONS: usize = 64;

/// The references among the symbols; `text` is what their places point into.
pub(super) fn references(symbols: &Symbols, text: &str) -> Vec<Reference> {
    let found = ReferenceParser::parse(Rule::text, &symbols.string);
    let pairs = found.expect("the grammar takes every string of symbols").flat_map(Pair::into_inner);
    pairs.filter(|pair| pair.as_rule() != Rule::EOI).map(|pair| reference(pair, symbols, text)).collect()
}

fn reference(pair: Pair<'_, Rule>, symbols: &Symbols, text: &str) -> Reference {
    let span = place(&pair, symbols);
    let unit = symbols.units[pair.as_span().end() - 1];
    let simple = |target| Reference { span, target, instrument: None, name: String::new() };
    match pair.as_rule() {
        Rule::this => simple(Target::This(unit)),
        Rule::before => simple(Target::Before(unit)),
        Rule::after => simple(Target::After(unit)),
        Rule::whole => {
            let name = span.of(text).to_owned();
            Reference { span, target: Target::Whole, instrument: Some(span), name }
        }
        _ => chain(pair, symbols, text),
    }
}

fn place(pair: &Pair<'_, Rule>, symbols: &Symbols) -> Span {
    symbols.places[pair.as_span().start()].join(symbols.places[pair.as_span().end() - 1])
}

fn chain(pair: Pair<'_, Rule>, symbols: &Symbols, text: &str) -> Reference {
    let span = place(&pair, symbols);
    let mut links: Vec<Vec<Path>> = Vec::new();
    let mut instrument = None;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::unit | Rule::within => links.push(listed(part, symbols)),
            Rule::ordinal => links.push(vec![ordinal(&part, symbols)]),
            Rule::name => instrument = Some(place(&part, symbols)),
            _ => {}
        }
    }
    let unit = links.first().and_then(|link| link.first()).map_or(UnitWord::Provision, |path| path.from[0].unit);
    let name = instrument.map_or(String::new(), |name| name.of(text).to_owned());
    Reference { span, target: Target::Units { unit, labels: joined(links) }, instrument, name }
}

fn ordinal(pair: &Pair<'_, Rule>, symbols: &Symbols) -> Path {
    let at = pair.as_span().start();
    Path { from: vec![Step { unit: symbols.units[at + 1], label: symbols.labels[at].clone() }], to: None }
}

/// The links of a chain put together, the widest unit first whatever the order in which they were named.
fn joined(mut links: Vec<Vec<Path>>) -> Vec<Path> {
    links.sort_by_key(|link| link.first().map(|path| path.from[0].unit));
    links.into_iter().reduce(|wide, narrow| cross(&wide, &narrow)).unwrap_or_default()
}

fn cross(wide: &[Path], narrow: &[Path]) -> Vec<Path> {
    let pairs = wide.iter().flat_map(|outer| narrow.iter().map(move |inner| (outer, inner)));
    let under = |outer: &Path, steps: &[Step]| [outer.from.as_slice(), steps].concat();
    let path = |(outer, inner): (&Path, &Path)| Path {
        from: under(outer, &inner.from),
        to: inner.to.as_ref().map(|to| under(outer, to)),
    };
    pairs.take(COMBINATIONS).map(path).collect()
}

/// The provisions listed after one unit word.
fn listed(pair: Pair<'_, Rule>, symbols: &Symbols) -> Vec<Path> {
    let mut paths: Vec<Path> = Vec::new();
    let mut unit = UnitWord::Provision;
    let mut range = false;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::word | Rule::inner => unit = symbols.units[part.as_span().start()],
            Rule::through => range = true,
            _ => {
                let last = paths.last().map(|path| path.to.as_ref().unwrap_or(&path.from).as_slice());
                let ends = steps(part, unit, last.unwrap_or_default(), symbols);
                add(&mut paths, ends, std::mem::take(&mut range));
            }
        }
    }
    paths
}

fn add(paths: &mut Vec<Path>, ends: Vec<Vec<Step>>, range: bool) {
    for (index, steps) in ends.into_iter().enumerate() {
        match paths.last_mut().filter(|_| range && index == 0) {
            Some(path) => path.to = Some(steps),
            None => paths.push(Path { from: steps, to: None }),
        }
    }
}

/// The steps of one label; a figure such as `3,4` holds two.
fn steps(label: Pair<'_, Rule>, unit: UnitWord, last: &[Step], symbols: &Symbols) -> Vec<Vec<Step>> {
    let mut heads: Vec<String> = Vec::new();
    let mut nested: Vec<String> = Vec::new();
    for part in label.into_inner() {
        let printed = &symbols.labels[part.as_span().start()];
        match part.as_rule() {
            Rule::nested => nested.push(printed.clone()),
            Rule::suffix => heads.iter_mut().for_each(|head| *head = format!("{head} {printed}")),
            _ => heads.extend(printed.split(',').map(str::to_owned)),
        }
    }
    if heads.is_empty() {
        return vec![beside(last, unit, nested)];
    }
    let inside = || nested.iter().map(|label| Step { unit: UnitWord::Provision, label: label.clone() });
    let count = heads.len();
    let path = |(index, label)| {
        let head = std::iter::once(Step { unit, label });
        if index + 1 == count { head.chain(inside()).collect() } else { head.collect() }
    };
    heads.into_iter().enumerate().map(path).collect()
}

/// Labels in brackets alone: they open a path, or stand beside the last labels of the path before.
fn beside(last: &[Step], unit: UnitWord, nested: Vec<String>) -> Vec<Step> {
    let kept = if last.len() > nested.len() {
        last.len() - nested.len()
    } else {
        usize::from(last.len() == 1 && unit.level().is_some())
    };
    let mut steps = last[..kept].to_vec();
    for label in nested {
        let unit = if steps.is_empty() { unit } else { UnitWord::Provision };
        steps.push(Step { unit, label });
    }
    steps
}
