//! Conclusions about the offence that need more than finding words: whom it protects, whether means are needed, whether
//! a border must be crossed, what it costs.
//!
//! Every conclusion is a *fact* with a permanent name that obligations refer to, and the words it rests on.

use super::Reading;
use super::means::{Need, Variant, cumulative, variants};
use super::offence::Part;
use super::penalty::{Priced, sanctions};
use super::place::Place;
use super::scope::Source;
use super::statement::{Statement, Text};
use crate::report::{Fine, Life, Years};
use std::collections::BTreeMap;

/// The names of all facts.
pub const NAMES: [&str; 17] = [
    "offence.found",
    "offence.one-purpose-family",
    "means.required-always",
    "means.required-sometimes",
    "child.no-means",
    "child.no-means-partly",
    "child.means-required",
    "child.under-18",
    "child.lower-age",
    "border.not-required",
    "border.required-sometimes",
    "border.required",
    "victim.any",
    "victim.limited",
    "sanction.at-least-four-years",
    "sanction.under-four-years",
    "sanction.fine-alone",
];

/// The facts that hold, each with the words it rests on.
pub type Facts = BTreeMap<&'static str, Vec<Place>>;

/// Works out every fact.
#[must_use]
pub fn facts(reading: &Reading) -> Facts {
    let mut facts = Facts::new();
    let variants = variants(reading);
    offence(reading, &mut facts);
    means(&variants, &mut facts);
    child_means(reading, &variants, &mut facts);
    age(reading, &mut facts);
    border(reading, &mut facts);
    victim(reading, &mut facts);
    sanction(reading, &mut facts);
    facts
}

fn offence(reading: &Reading, facts: &mut Facts) {
    let places = offence_places(reading, |_| true);
    if places.is_empty() {
        return;
    }
    let sexual = purposes(reading).into_iter().all(|p| p == "purpose.sexual-exploitation");
    if sexual && !purposes(reading).is_empty() {
        facts.insert("offence.one-purpose-family", places.clone());
    }
    facts.insert("offence.found", places);
}

/// The specific purposes that the offence names, by concept.
fn purposes(reading: &Reading) -> Vec<String> {
    let mut found = Vec::new();
    for scoped in reading.scope.iter().filter(|s| s.source.gives("purpose.")) {
        let text = &reading.texts[scoped.text];
        for mention in text.mentions(&text.statements[scoped.statement]) {
            let name = text.pack.name(mention.concept);
            if name.starts_with("purpose.") && !["leads-to-purpose", "purpose.exploitation"].contains(&name) {
                found.push(name.to_owned());
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The first statement of every rule of the offence that passes.
fn offence_places(reading: &Reading, passes: impl Fn(Part) -> bool) -> Vec<Place> {
    let rules = reading.rules.iter().filter(|rule| rule.part.is_trafficking() && passes(rule.part));
    rules
        .filter_map(|rule| {
            let text = &reading.texts[rule.text];
            rule.statements.first().map(|&id| Place::of_statement(rule.text, text, &text.statements[id]))
        })
        .collect()
}

fn means(variants: &[Variant], facts: &mut Facts) {
    let adult = |need: Need| variants.iter().filter(move |v| !v.child && v.need == need).map(|v| v.place.clone());
    let (with, without): (Vec<Place>, Vec<Place>) = (adult(Need::Needed).collect(), adult(Need::NotNeeded).collect());
    match (with.is_empty(), without.is_empty()) {
        (false, true) => drop(facts.insert("means.required-always", with)),
        (false, false) => drop(facts.insert("means.required-sometimes", [with, without].concat())),
        _ => {}
    }
}

fn child_means(reading: &Reading, variants: &[Variant], facts: &mut Facts) {
    if variants.is_empty() {
        return;
    }
    let express = statements(reading, |text, s| disapplies_means(text, s) && names_child(text, s));
    if !express.is_empty() {
        facts.insert("child.no-means", express);
        return;
    }
    let free = |child: bool| variants.iter().filter(move |v| v.child == child && v.need == Need::NotNeeded);
    let wide: Vec<Place> = free(true).filter(|v| v.is_wide()).map(|v| v.place.clone()).collect();
    if !wide.is_empty() {
        facts.insert("child.no-means", wide);
        return;
    }
    let adults_need = variants.iter().any(|v| !v.child && v.need == Need::Needed);
    let adults_free: Vec<Place> = free(false).map(|v| v.place.clone()).collect();
    if !adults_need && !adults_free.is_empty() {
        facts.insert("child.no-means", adults_free);
        return;
    }
    let narrow: Vec<Place> =
        free(true).map(|v| v.place.clone()).chain(adults_free).chain(child_offences(reading)).collect();
    if narrow.is_empty() {
        let needing = variants.iter().filter(|v| v.need == Need::Needed).map(|v| v.place.clone()).collect();
        facts.insert("child.means-required", needing);
    } else {
        facts.insert("child.no-means-partly", narrow);
    }
}

/// Other offences that punish Protocol acts upon children for an exploitative purpose, without means.
fn child_offences(reading: &Reading) -> Vec<Place> {
    let rules = reading.rules.iter().filter(|rule| rule.part == Part::OtherOffence);
    let statements = rules.flat_map(|rule| rule.statements.iter().map(move |&id| (rule.text, id)));
    statements
        .filter_map(|(at, id)| {
            let text = &reading.texts[at];
            let s = &text.statements[id];
            let joined = ["act.", "purpose."].iter().all(|family| super::offence::count(text, &s.concepts, family) > 0);
            let free = super::offence::count(text, &s.concepts, "means.") == 0;
            (joined && free && text.says(s, "child") && !text.says(s, "person"))
                .then(|| Place::of_statement(at, text, s))
        })
        .collect()
}

/// A clause that lets means fall away; one that follows a clause on consent only says that consent never counts.
fn disapplies_means(text: &Text, statement: &Statement) -> bool {
    let first = |concept: &str| {
        let id = text.pack.concept(concept)?;
        text.mentions(statement).filter(|m| m.concept == id).map(|m| m.start).min()
    };
    match (first("child.no-means"), first("consent.irrelevant")) {
        (Some(means), Some(consent)) => means < consent,
        (means, _) => means.is_some(),
    }
}

/// A statement speaks of children itself, or stands in a section that does.
fn names_child(text: &Text, statement: &Statement) -> bool {
    let section = text.sections[statement.provision];
    text.says(statement, "child") || text.pack.concept("child").is_some_and(|c| text.headings[section].has(c))
}

/// Operative statements and definitions of texts about trafficking, or of the offence's own section, that pass.
fn statements(reading: &Reading, passes: impl Fn(&Text, &Statement) -> bool) -> Vec<Place> {
    let mut found = Vec::new();
    for (index, text) in reading.texts.iter().enumerate() {
        for statement in text.statements.iter().filter(|s| s.role.is_law()) {
            let section = text.sections[statement.provision];
            let about = reading.is_special(index) || reading.is_trafficking_section(index, section);
            if (about || text.says(statement, "trafficking")) && passes(text, statement) {
                found.push(Place::of_statement(index, text, statement));
            }
        }
    }
    found
}

fn age(reading: &Reading, facts: &mut Facts) {
    if !reading.has_offence() {
        return;
    }
    let says = |concept: &'static str| {
        statements(reading, move |text, s| {
            text.says(s, concept) && (text.says(s, "child") || is_child_definition(text, s))
        })
    };
    let eighteen = says("age.under-18");
    if !eighteen.is_empty() {
        facts.insert("child.under-18", eighteen);
        return;
    }
    let lower = says("age.lower");
    if !lower.is_empty() {
        facts.insert("child.lower-age", lower);
    }
}

fn is_child_definition(text: &Text, statement: &Statement) -> bool {
    let label = &text.instrument.provisions[statement.provision].label;
    let all = crate::language::token::tokens(label, crate::span::Span::new(0, label.len()));
    let child = text.pack.concept("child");
    text.pack.matcher.scan(&all).iter().any(|m| Some(m.concept) == child)
}

fn border(reading: &Reading, facts: &mut Facts) {
    let rules: Vec<_> = reading.rules.iter().filter(|rule| rule.part.is_trafficking()).collect();
    if rules.is_empty() {
        return;
    }
    let limited = |text: &Text, s: &Statement| text.says(s, "border.crossing") && !text.says(s, "border.inclusive");
    // A definition with alternatives is limited only where every one of them is.
    let lists = |(text, s): &(&Text, &Statement)| super::offence::count(text, &s.concepts, "act.") > 0;
    let mut defining = crime(reading).filter(lists).peekable();
    let crime_limited = defining.peek().is_some() && defining.all(|(text, s)| limited(text, s));
    let (mut crossing, mut free) = (Vec::new(), Vec::new());
    for rule in rules {
        let text = &reading.texts[rule.text];
        let statements: Vec<&Statement> = rule.statements.iter().map(|&id| &text.statements[id]).collect();
        let acts = |s: &&Statement| super::offence::count(text, &s.concepts, "act.") > 0;
        let mut acting = statements.iter().copied().filter(acts).peekable();
        // Items joined by "and" are one variant; alternatives must all cross a border.
        let crosses = if cumulative(text, &statements) {
            statements.iter().any(|s| limited(text, s))
        } else {
            acting.peek().is_some() && acting.all(|s| limited(text, s))
        };
        let own_acts = super::offence::count(text, &rule.concepts, "act.") >= 2;
        let Some(&first) = rule.statements.first() else { continue };
        let place = Place::of_statement(rule.text, text, &text.statements[first]);
        if crosses || (!own_acts && crime_limited) { crossing.push(place) } else { free.push(place) }
    }
    match (crossing.is_empty(), free.is_empty()) {
        (true, _) => drop(facts.insert("border.not-required", free)),
        (false, false) => drop(facts.insert("border.required-sometimes", crossing)),
        (false, true) => drop(facts.insert("border.required", crossing)),
    }
}

/// The statements that define the crime.
fn crime<'r>(reading: &'r Reading) -> impl Iterator<Item = (&'r Text<'r>, &'r Statement)> {
    reading.scope.iter().filter(|s| s.source == Source::Crime).map(|s| {
        let text = &reading.texts[s.text];
        (text, &text.statements[s.statement])
    })
}

fn victim(reading: &Reading, facts: &mut Facts) {
    let any = offence_places(reading, |part| part == Part::Offence);
    if !any.is_empty() {
        facts.insert("victim.any", any);
        return;
    }
    let limited = offence_places(reading, |_| true);
    if !limited.is_empty() {
        facts.insert("victim.limited", limited);
    }
}

fn sanction(reading: &Reading, facts: &mut Facts) {
    let Some(adult) = sanctions(reading).0 else { return };
    let long = adult.max.or(adult.min).is_some_and(|term| match term {
        Years::Life(Life::Life) => true,
        Years::Number(years) => years >= SERIOUS,
    });
    let name = if long { "sanction.at-least-four-years" } else { "sanction.under-four-years" };
    facts.insert(name, vec![adult.place.clone()]);
    if fine_alone(&adult) {
        facts.insert("sanction.fine-alone", vec![adult.place]);
    }
}

/// A serious crime has a maximum of at least four years (Convention art. 2(b)).
const SERIOUS: f64 = 4.0;

fn fine_alone(priced: &Priced) -> bool {
    priced.fine == Fine::Alternative
}
