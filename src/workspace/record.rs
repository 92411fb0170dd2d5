//! `jurisdiction.yaml`: what a person wrote down about a folder of laws.

use crate::diagnostic::Diagnostic;
use crate::instrument::{Facts, LawKind, TextKind};
use crate::report::Outcome;
use crate::yaml;
use serde::Deserialize;

/// The names under which the file is looked for.
pub const NAMES: [&str; 2] = ["jurisdiction.yaml", "jurisdiction.yml"];

/// The whole file. Every key may be left out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Record {
    /// Code of the jurisdiction; the folder's name where left out.
    pub code: String,
    /// Its name; the name in ISO 3166 where left out.
    pub name: String,
    /// Languages of its laws (BCP 47).
    pub languages: Vec<String>,
    /// Its standing towards the treaties, as facts with their date and source.
    pub treaties: Vec<Treaty>,
    /// Facts about single files, which complete or correct what the files say of themselves.
    pub instruments: Vec<Entry>,
    /// Kinds of law of which everything relevant was supplied, so that silence in them is a gap.
    pub supplied: Vec<LawKind>,
    /// Anything a reader should know.
    pub note: String,
    /// What reviewers decided where the engine asked.
    pub decisions: Vec<Decision>,
}

/// The standing of a State towards one treaty.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Treaty {
    /// The treaty's title.
    pub name: String,
    /// `party`, `signed`, `none`, with the words of the depositary where that is not enough.
    pub status: String,
    /// Date of it (`YYYY-MM-DD`).
    pub date: String,
    /// Where that can be checked.
    pub source: String,
    /// Reservations and declarations.
    pub note: String,
}

/// What is known of one file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Entry {
    /// The file, from the folder of `jurisdiction.yaml`.
    pub file: String,
    /// Title of the instrument.
    #[serde(default)]
    pub title: Option<String>,
    /// Address of the official text.
    #[serde(default)]
    pub source: Option<String>,
    /// Date on which it was consulted.
    #[serde(default)]
    pub consulted: Option<String>,
    /// Official text, digest or draft.
    #[serde(default)]
    pub text: Option<TextKind>,
    /// The kinds of law it is.
    #[serde(default)]
    pub kinds: Vec<LawKind>,
    /// Anything a reader should know.
    #[serde(default)]
    pub note: String,
}

/// A reviewer's answer to a question of a report.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Decision {
    /// Id of the obligation.
    pub obligation: String,
    /// The outcome decided on.
    pub outcome: Outcome,
    /// The provision that decides it (`s 3(1)`).
    #[serde(default)]
    pub provision: String,
    /// Why.
    pub reason: String,
    /// Who decided.
    #[serde(default)]
    pub by: String,
    /// When (`YYYY-MM-DD`).
    #[serde(default)]
    pub date: String,
    /// Until when it holds (`YYYY-MM-DD`); without end where left out.
    #[serde(default)]
    pub expires: String,
    /// SHA-256 of the file it was made on, as `lacuna check --format json` prints it; where none of the files read has
    /// it any more, the decision is stale.
    #[serde(default)]
    pub sha256: String,
}

impl Record {
    /// Reads the file.
    ///
    /// # Errors
    /// Everything wrong with it, with lines.
    pub fn read(file: &str, text: &str) -> Result<Self, Vec<Diagnostic>> {
        yaml::from_str(file, text)
    }

    /// Completes or corrects what the file at `path` (from the folder of the record) says of itself.
    pub fn amend(&self, path: &str, facts: &mut Facts) {
        let Some(entry) = self.instruments.iter().find(|entry| entry.names(path)) else { return };
        replace(&mut facts.title, entry.title.as_ref());
        replace(&mut facts.source, entry.source.as_ref());
        replace(&mut facts.consulted, entry.consulted.as_ref());
        facts.text = entry.text.unwrap_or(facts.text);
        if !entry.kinds.is_empty() {
            facts.kinds.clone_from(&entry.kinds);
        }
    }
}

impl Entry {
    /// True where this entry is about the file at `path`, from the folder of the record.
    #[must_use]
    pub fn names(&self, path: &str) -> bool {
        self.file.trim_start_matches("./") == path
    }
}

fn replace(fact: &mut String, with: Option<&String>) {
    if let Some(with) = with {
        fact.clone_from(with);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Record, Vec<Diagnostic>> {
        Record::read("abc/jurisdiction.yaml", text)
    }

    #[test]
    fn a_record_corrects_the_facts_of_the_file_it_names_and_no_other() {
        let record = read(
            "code: abc\ninstruments:\n  - file: ./act.txt\n    title: The Act\n    text: draft\n    kinds: [special-act]\n",
        )
        .unwrap();
        let (mut act, mut other) = (Facts::default(), Facts::default());
        record.amend("act.txt", &mut act);
        record.amend("other.txt", &mut other);
        assert_eq!((act.title.as_str(), act.text, act.kinds), ("The Act", TextKind::Draft, vec![LawKind::SpecialAct]));
        assert_eq!(other, Facts::default());
    }

    #[test]
    fn an_unknown_kind_of_law_is_reported_with_its_line() {
        let found = read("supplied:\n  - special-act\n  - criminal-cod\n").unwrap_err();
        assert_eq!((found[0].code.as_str(), found[0].line), ("unknown-word", Some(3)));
        assert_eq!(found[0].help.as_deref(), Some("did you mean `criminal-code`?"));
    }
}
