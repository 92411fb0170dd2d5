//! The catalogue: the obligations of the Plan as data, with the language packs that find them in the law.

pub mod check;
mod defects;
pub mod obligation;
pub mod plan;
pub mod questionnaire;

use crate::diagnostic::Diagnostic;
use crate::language::Pack;
use crate::source::hex;
use include_dir::{Dir, include_dir};
pub use obligation::{Clause, Condition, Element, Examples, Obligation, Profile, Reach, Scope, Test, Within};
pub use plan::Plan;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::OnceLock;

static BUILT_IN: Dir = include_dir!("$CARGO_MANIFEST_DIR/obligations");

/// Obligations and language packs, validated once and then trusted.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// Every obligation, in the order of reports: by chapter, then by place.
    pub obligations: Vec<Obligation>,
    /// The language packs, by language code.
    pub packs: BTreeMap<String, Pack>,
    /// SHA-256 over all files.
    pub sha256: String,
    /// The files of the table of the Plan's paragraphs; read by [`Catalogue::plan`], as only few commands need it.
    pub plan_files: Vec<(String, String)>,
    /// The files of questionnaires; read by [`questionnaire::load`].
    pub question_files: Vec<(String, String)>,
}

impl Catalogue {
    /// The catalogue that ships with the program.
    ///
    /// # Panics
    /// Never in a released program: a test loads it.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static LOADED: OnceLock<Catalogue> = OnceLock::new();
        LOADED.get_or_init(|| {
            Self::load(&built_in_files()).unwrap_or_else(|wrong| {
                let list: Vec<String> = wrong.iter().map(|d| format!("{}: {}", d.file, d.message)).collect();
                panic!("the built-in catalogue is checked by the tests: {}", list.join("\n"))
            })
        })
    }

    /// Builds a catalogue from its files (`path` relative to the catalogue's folder, `text`).
    ///
    /// # Errors
    /// Every mistake in them, at its line.
    pub fn load(files: &[(String, String)]) -> Result<Self, Vec<Diagnostic>> {
        let mut files: Vec<&(String, String)> = files.iter().filter(|(path, _)| is_yaml(path)).collect();
        files.sort();
        let mut wrong = Vec::new();
        let mut languages: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
        let (mut obligations, mut defect_files) = (Vec::new(), Vec::new());
        let (mut plan_files, mut question_files) = (Vec::new(), Vec::new());
        let mut digest = Sha256::new();
        for (path, text) in files {
            digest.update(path.as_bytes());
            digest.update([0]);
            digest.update(text.as_bytes());
            match language_of(path) {
                Some(language) => languages.entry(language).or_default().push((path, text)),
                None if path.starts_with("plan/") => plan_files.push((path.clone(), text.clone())),
                None if path.starts_with("defects/") => defect_files.push((path, text)),
                None if path.starts_with("questionnaire/") => question_files.push((path.clone(), text.clone())),
                None if path.contains('/') => {}
                None => match crate::yaml::from_str::<Obligation>(path, text) {
                    Ok(obligation) => obligations.push((path, text, obligation)),
                    Err(more) => wrong.extend(more),
                },
            }
        }
        wrong.extend(defects::add(&defect_files, &mut obligations));
        let mut packs = BTreeMap::new();
        for (language, sources) in languages {
            match Pack::load(&sources) {
                Ok(pack) => drop(packs.insert(language.to_owned(), pack)),
                Err(more) => wrong.extend(more),
            }
        }
        if wrong.is_empty() {
            check::check(&obligations, &packs, &mut wrong);
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let mut obligations: Vec<Obligation> = obligations.into_iter().map(|(_, _, obligation)| obligation).collect();
        obligations.sort_by(|a, b| (a.chapter, a.order, &a.id).cmp(&(b.chapter, b.order, &b.id)));
        Ok(Self { obligations, packs, sha256: hex(&digest.finalize()), plan_files, question_files })
    }

    /// The paragraphs of the Plan and what becomes of each; empty for a catalogue without such a table.
    ///
    /// # Errors
    /// Every mistake in the table, and every disagreement between it and the obligations.
    pub fn plan(&self) -> Result<Plan, Vec<Diagnostic>> {
        if self.plan_files.is_empty() { Ok(Plan::default()) } else { Plan::load(&self.plan_files, &self.obligations) }
    }

    /// The obligations of a profile: `core` is part of `full`.
    pub fn profile(&self, profile: Profile) -> impl Iterator<Item = &Obligation> {
        self.obligations.iter().filter(move |o| profile == Profile::Full || o.profile == Profile::Core)
    }

    /// The obligation with this id.
    #[must_use]
    pub fn obligation(&self, id: &str) -> Option<&Obligation> {
        self.obligations.iter().find(|o| o.id == id)
    }

    /// The pack of a language, by its code or the code before its region (`en-GB` → `en`).
    #[must_use]
    pub fn pack(&self, language: &str) -> Option<&Pack> {
        let code = language.to_ascii_lowercase();
        self.packs.get(&code).or_else(|| self.packs.get(code.split(['-', '_']).next().unwrap_or("")))
    }
}

/// The files of the built-in catalogue: `path` relative to `obligations/`, and text.
#[must_use]
pub fn built_in_files() -> Vec<(String, String)> {
    let mut files = Vec::new();
    collect(&BUILT_IN, &mut files);
    files
}

fn collect(folder: &Dir, files: &mut Vec<(String, String)>) {
    for file in folder.files() {
        if let Some(text) = file.contents_utf8() {
            files.push((file.path().to_string_lossy().replace('\\', "/"), text.to_owned()));
        }
    }
    folder.dirs().for_each(|inside| collect(inside, files));
}

fn is_yaml(path: &str) -> bool {
    [".yaml", ".yml"].iter().any(|ending| path.ends_with(ending))
}

/// `languages/en/means.yaml` → `en`.
fn language_of(path: &str) -> Option<&str> {
    path.strip_prefix("languages/")?.split_once('/').map(|(language, _)| language)
}
