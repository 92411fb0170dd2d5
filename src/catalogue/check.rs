//! Checks that a catalogue hangs together: ids unique, concepts known, conditions about elements that exist.

use super::obligation::{Condition, Obligation, Test};
use crate::diagnostic::Diagnostic;
use crate::language::Pack;
use crate::reading::facts;
use std::collections::{BTreeMap, BTreeSet};

/// Adds a diagnostic for every mistake in `obligations` (`path`, `text`, obligation).
pub(super) fn check(
    obligations: &[(&String, &String, Obligation)],
    packs: &BTreeMap<String, Pack>,
    wrong: &mut Vec<Diagnostic>,
) {
    let mut seen = BTreeMap::new();
    for (path, text, obligation) in obligations {
        let mut file = File { path, text, wrong };
        if let Some(first) = seen.insert(&obligation.id, *path) {
            let message = format!("the obligation `{}` is already defined in {first}", obligation.id);
            file.say("duplicate-obligation", &obligation.id, message, None);
        }
        elements(obligation, &mut file);
        for element in &obligation.elements {
            for test in &element.shown_by {
                concepts(test, packs, &mut file);
            }
        }
        for defect in &obligation.defects {
            for test in &defect.shown_by {
                concepts(test, packs, &mut file);
            }
            if defect.shown_by.is_empty() && defect.when == Condition::default() {
                let message = format!("nothing says when the defect `{}` is there", defect.id);
                let help = "write `when`, with elements of the obligation, or `shown-by`".to_owned();
                file.say("defect-without-condition", &defect.id, message, Some(help));
            }
        }
    }
}

struct File<'f> {
    path: &'f str,
    text: &'f str,
    wrong: &'f mut Vec<Diagnostic>,
}

impl File<'_> {
    fn say(&mut self, code: &str, words: &str, message: String, help: Option<String>) {
        let mut diagnostic = Diagnostic::error(code, self.path, message);
        if let Some(at) = self.text.find(words) {
            diagnostic = diagnostic.at(self.text, at, at + words.len());
        }
        diagnostic.help = help;
        self.wrong.push(diagnostic);
    }
}

fn elements(obligation: &Obligation, file: &mut File) {
    let mut ids = BTreeSet::new();
    for element in &obligation.elements {
        if !ids.insert(element.id.as_str()) {
            file.say("duplicate-element", &element.id, format!("the element `{}` is defined twice", element.id), None);
        }
    }
    let outcome = &obligation.outcome;
    let conditions = [&outcome.contrary, &outcome.met, &outcome.partial].into_iter().flatten();
    let others = obligation.defects.iter().map(|d| &d.when).chain(obligation.review.iter().map(|r| &r.when));
    for id in conditions.chain(others).flat_map(Condition::elements) {
        if !ids.contains(id) {
            let message = format!("`{id}` is not an element of this obligation");
            file.say("unknown-element", id, message, did_you_mean(id, ids.iter().copied()));
        }
    }
}

fn concepts(test: &Test, packs: &BTreeMap<String, Pack>, file: &mut File) {
    let named: Vec<&String> = match test {
        Test::Clause(clause) => clause.all.iter().chain(&clause.any).chain(&clause.none).collect(),
        Test::Offence(concept) => vec![concept],
        Test::Fact(fact) => {
            if !facts::NAMES.contains(&fact.as_str()) {
                let message = format!("`{fact}` is not a fact that the reading works out");
                file.say("unknown-fact", fact, message, did_you_mean(fact, facts::NAMES.iter().copied()));
            }
            return;
        }
    };
    for name in named {
        if !packs.values().any(|pack| pack.concept(name).is_some()) {
            let known = packs.values().flat_map(|pack| pack.concepts.iter().map(|c| c.concept.as_str()));
            let message = format!("`{name}` is not a concept of any language pack");
            file.say("unknown-concept", name, message, did_you_mean(name, known));
        }
    }
}

fn did_you_mean<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<String> {
    crate::suggest::nearest(name, known).map(|near| format!("did you mean `{near}`?"))
}
