//! The named defects of the catalogue (`defects/*.yaml`): what each means and how a law gets rid of it.
//!
//! Most defects follow from the elements of an obligation and are named there; this adds their explanation. A defect
//! that needs to be looked for by itself is defined here, for the obligation it belongs to.

use super::obligation::{Condition, Defect, Examples, Obligation, Test};
use crate::diagnostic::Diagnostic;
use crate::suggest;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DefectFile {
    defects: Vec<Entry>,
}

/// One defect of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Entry {
    defect: String,
    explanation: String,
    /// The obligation, for a defect that is defined here.
    of: Option<String>,
    title: Option<String>,
    when: Option<Condition>,
    #[serde(default)]
    shown_by: Vec<Test>,
    /// Provisions that have it (`met`) and that have not (`not`).
    #[serde(default)]
    examples: BTreeMap<String, Examples>,
}

/// Adds what the files say to the obligations.
pub(super) fn add(files: &[(&String, &String)], obligations: &mut [(&String, &String, Obligation)]) -> Vec<Diagnostic> {
    let mut wrong = Vec::new();
    for (path, text) in files {
        match crate::yaml::from_str::<DefectFile>(path, text) {
            Ok(file) => {
                for entry in file.defects {
                    let name = entry.defect.clone();
                    if let Err((code, said, help)) = settle(entry, obligations) {
                        let mut one = Diagnostic::error(code, path, said).help(help);
                        if let Some(at) = text.find(&name) {
                            one = one.at(text, at, at + name.len());
                        }
                        wrong.push(one);
                    }
                }
            }
            Err(more) => wrong.extend(more),
        }
    }
    wrong
}

type Mistake = (&'static str, String, String);

fn settle(entry: Entry, obligations: &mut [(&String, &String, Obligation)]) -> Result<(), Mistake> {
    let Some(of) = entry.of else { return explain(entry, obligations) };
    let ids: Vec<&str> = obligations.iter().map(|(_, _, one)| one.id.as_str()).collect();
    let near = suggest::nearest(&of, ids.iter().copied());
    let help = near.map_or("`lacuna obligations` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
    let Some((_, _, obligation)) = obligations.iter_mut().find(|(_, _, one)| one.id == of) else {
        return Err(("unknown-obligation", format!("there is no obligation `{of}`"), help));
    };
    obligation.defects.push(Defect {
        title: entry.title.unwrap_or_else(|| entry.defect.clone()),
        id: entry.defect,
        when: entry.when.unwrap_or_default(),
        shown_by: entry.shown_by,
        explanation: entry.explanation,
        examples: entry.examples,
    });
    Ok(())
}

fn explain(entry: Entry, obligations: &mut [(&String, &String, Obligation)]) -> Result<(), Mistake> {
    let mut defects = obligations.iter_mut().flat_map(|(_, _, one)| &mut one.defects);
    if let Some(defect) = defects.find(|defect| defect.id == entry.defect) {
        defect.explanation = entry.explanation;
        defect.examples = entry.examples;
        return Ok(());
    }
    let said = format!("no obligation names the defect `{}`", entry.defect);
    Err(("unknown-defect", said, "name the obligation it belongs to under `of`, with `shown-by` or `when`".to_owned()))
}
