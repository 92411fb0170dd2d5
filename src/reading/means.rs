//! What a list of means does in the offence: an element of it, heavier only, or not needed at all.
//!
//! A variant needs means where its statement names a Protocol means, or uses a definition of the crime that does, and
//! does not open the list ("by any means"). Cumulative items ("(a) …; and (b) …") are read together, alternatives apart.

use super::Reading;
use super::offence::{Part, Rule, count};
use super::penalty;
use super::place::Place;
use super::scope::Source;
use super::statement::{Statement, Text};
use crate::report::{Life, Years};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Whether means are needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// One of the means is needed.
    Needed,
    /// None is.
    NotNeeded,
}

/// One variant of the offence and whether it needs means.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Index of its rule.
    pub rule: usize,
    /// Whether it is for children only.
    pub child: bool,
    /// Whether it needs means.
    pub need: Need,
    /// Its words.
    pub place: Place,
    /// The purposes it reaches, by concept; none where it reaches exploitation at large.
    pub purposes: Option<BTreeSet<String>>,
}

/// All variants, in the order of the rules.
#[must_use]
pub fn variants(reading: &Reading) -> Vec<Variant> {
    let mut found = Vec::new();
    for (index, rule) in reading.rules.iter().enumerate() {
        let child = match rule.part {
            Part::Offence => false,
            Part::ChildOffence => true,
            _ => continue,
        };
        found.extend(of_rule(reading, index, rule, child));
    }
    without_aggravated(reading, found)
}

fn of_rule(reading: &Reading, index: usize, rule: &Rule, child: bool) -> Vec<Variant> {
    let text = &reading.texts[rule.text];
    let defined = crime_needs_means(reading);
    let described = rule_in_section_describes(reading, rule);
    let purposes = purposes(reading, text, rule);
    let variant = |statement: &Statement, need, child| Variant {
        rule: index,
        child,
        need,
        place: Place::of_statement(rule.text, text, statement),
        purposes: purposes.clone(),
    };
    let carries = |s: &Statement| family(text, s, "act.") > 0 || text.says(s, "trafficking.commits");
    let statements: Vec<&Statement> = rule.statements.iter().map(|&id| &text.statements[id]).collect();
    let acting: Vec<&Statement> = statements.iter().copied().filter(|s| carries(s)).collect();
    // "By any of the means set out in subsection (2)" needs them, wherever they are listed.
    let by_list = statements.iter().any(|s| text.says(s, "means-by-reference"));
    let Some(first) = acting.first().copied() else {
        // The acts stand in subsections that explain the offence.
        let need = if statements.iter().any(|s| names_means(text, s)) { Need::Needed } else { Need::NotNeeded };
        let alone = statements.first().filter(|_| !described);
        return alone.map(|s| variant(s, need, child)).into_iter().collect();
    };
    if cumulative(text, &statements) || acting.len() == 1 {
        let needs = statements.iter().any(|s| names_means(text, s)) && !statements.iter().any(|s| opens_means(text, s));
        let by_term = !statements.iter().any(|s| family(text, s, "act.") >= 2) && defined == Some(Need::Needed);
        let need = if needs || by_list || (by_term && !child) { Need::Needed } else { Need::NotNeeded };
        let only_priced = !needs && (defined.is_none() || described) && family(text, first, "act.") == 0;
        return if only_priced { Vec::new() } else { vec![variant(first, need, child)] };
    }
    let lists = means_lists(text, &acting);
    let mut found: Vec<Variant> = Vec::new();
    for statement in acting {
        let for_child = child || (text.says(statement, "child") && !text.says(statement, "person"));
        let own = family(text, statement, "act.") >= 2;
        let names = by_list || names_means(text, statement) || lists.contains(&shared(statement));
        let need = match (names && !opens_means(text, statement), own) {
            (true, _) => Need::Needed,
            (false, true) => Need::NotNeeded,
            (false, false) if for_child => Need::NotNeeded,
            (false, false) => match defined {
                Some(need) if !described => need,
                _ => continue,
            },
        };
        if own || text.says(statement, "trafficking.commits") {
            found.push(variant(statement, need, for_child));
        }
    }
    found
}

/// The parts of a statement that its sister items share: chapeaux and closing words.
fn shared(statement: &Statement) -> Vec<usize> {
    statement.parts.iter().copied().filter(|&part| part != statement.own).collect()
}

/// The lists of means: the acts stand in the words that the items share, and two items name a means.
///
/// An item of such a list that names no Protocol means is a means of this law all the same.
fn means_lists(text: &Text, acting: &[&Statement]) -> BTreeSet<Vec<usize>> {
    let mut named: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
    for statement in acting {
        let lead = shared(statement);
        let acts =
            |part: &usize| text.passages[*part].mentions.iter().any(|m| text.pack.name(m.concept).starts_with("act."));
        if lead.iter().any(acts) && names_means(text, statement) {
            *named.entry(lead).or_default() += 1;
        }
    }
    named.into_iter().filter(|(_, items)| *items >= 2).map(|(lead, _)| lead).collect()
}

/// How many concepts of a family a statement mentions.
fn family(text: &Text, statement: &Statement, family: &str) -> usize {
    count(text, &statement.concepts, family)
}

fn names_means(text: &Text, statement: &Statement) -> bool {
    text.mentions(statement).any(|m| {
        let name = text.pack.name(m.concept);
        name.starts_with("means.") && name != "means.any"
    })
}

fn opens_means(text: &Text, statement: &Statement) -> bool {
    text.says(statement, "means.any")
}

/// True where the items of a rule are joined by "and".
pub(super) fn cumulative(text: &Text, statements: &[&Statement]) -> bool {
    let Some(and) = text.pack.concept("list.and") else { return false };
    statements.iter().any(|s| {
        let own = &text.passages[s.own];
        s.parts.len() > 1 && own.mentions.iter().any(|m| m.concept == and && m.end == own.tokens.end)
    })
}

/// True where another rule of the section lists the acts: then a rule that only names the crime prices it.
fn rule_in_section_describes(reading: &Reading, rule: &Rule) -> bool {
    let text = &reading.texts[rule.text];
    reading.rules.iter().any(|other| {
        let beside = other.text == rule.text && other.section == rule.section && other.provision != rule.provision;
        beside && other.part == Part::Offence && count(text, &other.concepts, "act.") >= 2
    })
}

/// Whether the definition of the crime needs means; none where the texts do not define it by its acts.
fn crime_needs_means(reading: &Reading) -> Option<Need> {
    let lists = |s: &&super::scope::Scoped| {
        let text = &reading.texts[s.text];
        s.source == Source::Crime && family(text, &text.statements[s.statement], "act.") > 0
    };
    let crime: Vec<_> = reading.scope.iter().filter(lists).collect();
    if crime.is_empty() {
        return None;
    }
    let needs = crime.iter().any(|s| {
        let text = &reading.texts[s.text];
        let statement = &text.statements[s.statement];
        names_means(text, statement) && !opens_means(text, statement)
    });
    Some(if needs { Need::Needed } else { Need::NotNeeded })
}

/// The purposes a rule names; none where it says exploitation, or names the defined crime.
fn purposes(reading: &Reading, text: &Text, rule: &Rule) -> Option<BTreeSet<String>> {
    let says = |name: &str| text.pack.concept(name).is_some_and(|c| rule.concepts.has(c));
    let named = text.pack.concepts.iter().map(|c| &c.concept).filter(|c| c.starts_with("purpose.") && says(c));
    let own: BTreeSet<String> = named.filter(|c| *c != "leads-to-purpose").cloned().collect();
    let by_term =
        own.is_empty() && says("trafficking.commits") && reading.scope.iter().any(|s| s.source == Source::Crime);
    if own.contains("purpose.exploitation") || by_term { None } else { Some(own) }
}

impl Variant {
    /// True where it reaches every purpose that `other` reaches.
    fn covers(&self, other: &Self) -> bool {
        match (&self.purposes, &other.purposes) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(mine), Some(theirs)) => mine.is_superset(theirs),
        }
    }

    /// True where it reaches exploitation at large, or at least three kinds of it.
    #[must_use]
    pub fn is_wide(&self) -> bool {
        self.purposes.as_ref().is_none_or(|named| named.len() >= 3)
    }
}

/// Where one rule needs means and costs more than a rule that needs none, its means only make the offence heavier.
fn without_aggravated(reading: &Reading, mut variants: Vec<Variant>) -> Vec<Variant> {
    let price = |variant: &Variant| {
        let priced = penalty::of_rule(reading, &reading.rules[variant.rule]);
        let most = priced.iter().filter_map(|p| p.max.or(p.min)).map(years).max_by(f64::total_cmp);
        let least = priced.iter().filter_map(|p| p.min).map(years).max_by(f64::total_cmp);
        most.map(|most| (most, least.unwrap_or(0.0)))
    };
    let free: Vec<(Variant, (f64, f64))> = variants
        .iter()
        .filter(|v| !v.child && v.need == Need::NotNeeded)
        .filter_map(|v| Some((v.clone(), price(v)?)))
        .collect();
    variants.retain(|v| {
        let mine = price(v);
        let lighter =
            |(other, theirs): &(Variant, (f64, f64))| other.covers(v) && mine.is_some_and(|m| heavier(m, *theirs));
        v.child || v.need == Need::NotNeeded || !free.iter().any(lighter)
    });
    variants
}

fn heavier(a: (f64, f64), b: (f64, f64)) -> bool {
    a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)) == Ordering::Greater
}

fn years(term: Years) -> f64 {
    match term {
        Years::Number(years) => years,
        Years::Life(Life::Life) => f64::INFINITY,
    }
}
