//! The Plan, paragraph by paragraph: which obligations each one carries, or why it carries none.
//!
//! The table stands in `plan/*.yaml` of the catalogue. It holds no sentence of the resolution: of each paragraph only a
//! few terms of art, to which the obligations are anchored, and a fingerprint of its words.

use super::Obligation;
use crate::diagnostic::Diagnostic;
use crate::suggest;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Paragraphs of the annex, which is the Plan itself.
pub const ANNEX: usize = 61;
/// Operative paragraphs of the resolution that adopts it.
pub const RESOLUTION: usize = 7;
/// What stands before the operative paragraphs of the resolution.
pub const PREAMBLE: &str = "preamble";
/// What stands before the first paragraph of the annex.
pub const OPENING: &str = "opening";

/// The whole table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// In the order of the text: preamble, resolution, opening of the annex, annex.
    pub paragraphs: Vec<Paragraph>,
}

/// What becomes of one paragraph.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Paragraph {
    /// `§43(b)`, `§3(res.)`, `preamble`.
    pub paragraph: String,
    /// What it is about, in our own words.
    pub about: String,
    /// The obligations it carries, each with the terms of art in the paragraph that it rests on.
    #[serde(default)]
    pub obligations: BTreeMap<String, Vec<String>>,
    /// Why it, or the rest of it, is nothing that a statute could show.
    #[serde(default)]
    pub kind: Option<Kind>,
    /// The same in a sentence.
    #[serde(default)]
    pub reason: Option<String>,
    /// Fingerprint of its words in the official English text.
    #[serde(default)]
    pub fingerprint: String,
}

/// Why a paragraph carries no obligation.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A matter of policy or practice, which a law alone cannot show.
    Policy,
    /// Addressed to the United Nations.
    UnLevel,
    /// Recalls, recognizes or reaffirms, and asks for nothing.
    Preambular,
}

impl Kind {
    /// Its name for readers.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::UnLevel => "UN level",
            Self::Preambular => "preambular",
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanFile {
    paragraphs: Vec<Paragraph>,
}

impl Plan {
    /// Reads the table and holds it against the obligations, both ways.
    ///
    /// # Errors
    /// Every mistake: a paragraph unaccounted for or listed twice, an obligation that does not exist, an obligation
    /// and a paragraph that disagree.
    pub fn load(files: &[(String, String)], obligations: &[Obligation]) -> Result<Self, Vec<Diagnostic>> {
        let (mut listed, mut wrong): (Vec<(usize, Paragraph)>, Vec<Diagnostic>) = (Vec::new(), Vec::new());
        for (at, (path, text)) in files.iter().enumerate() {
            match crate::yaml::from_str::<PlanFile>(path, text) {
                Ok(file) => listed.extend(file.paragraphs.into_iter().map(|paragraph| (at, paragraph))),
                Err(more) => wrong.extend(more),
            }
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let mut check = Check { files, wrong: &mut wrong };
        check.entries(&listed, obligations);
        check.obligations(&listed, obligations);
        check.numbers(&listed);
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let mut paragraphs: Vec<Paragraph> = listed.into_iter().map(|(_, paragraph)| paragraph).collect();
        paragraphs.sort_by_cached_key(|one| place(&one.paragraph));
        Ok(Self { paragraphs })
    }

    /// The entry with this label.
    #[must_use]
    pub fn paragraph(&self, label: &str) -> Option<&Paragraph> {
        self.paragraphs.iter().find(|one| one.paragraph == label)
    }
}

/// Where a label stands in the text; none for what is no label.
fn place(label: &str) -> Option<(u8, usize, String)> {
    match label {
        PREAMBLE => return Some((0, 0, String::new())),
        OPENING => return Some((2, 0, String::new())),
        _ => {}
    }
    let rest = label.strip_prefix('§')?;
    let (part, most, rest) = match rest.strip_suffix("(res.)") {
        Some(number) => (1, RESOLUTION, number),
        None => (3, ANNEX, rest),
    };
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let number = rest[..digits].parse().ok().filter(|number| (1..=most).contains(number))?;
    let letter = &rest[digits..];
    let lettered = letter.strip_prefix('(').and_then(|inside| inside.strip_suffix(')'));
    let plain = letter.is_empty() || lettered.is_some_and(|inside| inside.len() == 1 && inside.is_ascii());
    plain.then(|| (part, number, letter.to_owned()))
}

struct Check<'c> {
    files: &'c [(String, String)],
    wrong: &'c mut Vec<Diagnostic>,
}

impl Check<'_> {
    /// Points at `words` inside the entry of `label` where they stand in the file.
    fn say(&mut self, code: &str, at: usize, label: &str, words: &str, message: String, help: String) {
        let (path, text) = &self.files[at];
        let quoted = format!("\"{label}\"");
        let entry = text.find(&quoted).unwrap_or(0);
        let mut diagnostic = Diagnostic::error(code, path, message).help(help);
        if let Some(found) = text[entry..].find(words) {
            diagnostic = diagnostic.at(text, entry + found, entry + found + words.len());
        }
        self.wrong.push(diagnostic);
    }

    fn entries(&mut self, listed: &[(usize, Paragraph)], obligations: &[Obligation]) {
        let mut seen = BTreeSet::new();
        for (at, one) in listed {
            let label = one.paragraph.as_str();
            if place(label).is_none() {
                let help =
                    format!("write §1 to §{ANNEX}, §43(b), §1(res.) to §{RESOLUTION}(res.), {PREAMBLE} or {OPENING}");
                self.say(
                    "unknown-paragraph",
                    *at,
                    label,
                    label,
                    format!("`{label}` is no paragraph of the Plan"),
                    help,
                );
            }
            if !seen.insert(label) {
                let help = "put all its obligations into one entry".to_owned();
                self.say("duplicate-paragraph", *at, label, label, format!("{label} is listed twice"), help);
            }
            if one.kind.is_some() != one.reason.as_ref().is_some_and(|reason| !reason.trim().is_empty()) {
                let help = "give both `kind` and `reason`, or neither".to_owned();
                self.say("half-reason", *at, label, label, format!("{label} has a kind or a reason, not both"), help);
            }
            if one.obligations.is_empty() && one.kind.is_none() {
                let help = "name its obligations, or a `kind` (policy, un-level, preambular) and a `reason`".to_owned();
                self.say("unaccounted-paragraph", *at, label, label, format!("nothing is said of {label}"), help);
            }
            self.anchors(*at, one, obligations);
        }
    }

    fn anchors(&mut self, at: usize, one: &Paragraph, obligations: &[Obligation]) {
        let label = one.paragraph.as_str();
        for (id, anchors) in &one.obligations {
            let Some(obligation) = obligations.iter().find(|obligation| obligation.id == *id) else {
                let near = suggest::nearest(id, obligations.iter().map(|obligation| obligation.id.as_str()));
                let help =
                    near.map_or("`lacuna obligations` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
                self.say("unknown-obligation", at, label, id, format!("there is no obligation `{id}`"), help);
                continue;
            };
            if !obligation.plan.iter().any(|paragraph| paragraph == label) {
                let message = format!("{label} names `{id}`, which does not name {label} under `plan`");
                self.say(
                    "plan-disagrees",
                    at,
                    label,
                    id,
                    message,
                    format!("add \"{label}\" there, or take it out here"),
                );
            }
            let long = anchors.iter().find(|anchor| anchor.split_whitespace().count() > LONGEST_ANCHOR);
            if let Some(anchor) = long {
                let help = format!("choose the term of art in it, at most {LONGEST_ANCHOR} words");
                self.say(
                    "long-anchor",
                    at,
                    label,
                    anchor,
                    format!("the anchor `{anchor}` is a piece of sentence"),
                    help,
                );
            }
            if anchors.is_empty() {
                let help = format!("write a term of the paragraph it rests on: {id}: [\"…\"]");
                self.say("no-anchor", at, label, id, format!("`{id}` is anchored to no word of {label}"), help);
            }
        }
    }

    fn obligations(&mut self, listed: &[(usize, Paragraph)], obligations: &[Obligation]) {
        for obligation in obligations {
            for label in &obligation.plan {
                let entry = listed.iter().find(|(_, one)| one.paragraph == *label);
                if entry.is_none_or(|(_, one)| !one.obligations.contains_key(&obligation.id)) {
                    let message = format!("`{}` names {label}, which does not name it back", obligation.id);
                    let help = format!("add `{}` and its anchors to {label}", obligation.id);
                    self.say("plan-disagrees", entry.map_or(0, |(at, _)| *at), label, label, message, help);
                }
            }
        }
    }

    /// A paragraph is accounted for by itself or by its lettered parts.
    fn numbers(&mut self, listed: &[(usize, Paragraph)]) {
        let numbered = (1..=RESOLUTION).map(|n| (1, n, format!("§{n}(res.)")));
        let all = numbered.chain((1..=ANNEX).map(|n| (3, n, format!("§{n}"))));
        let there: BTreeSet<(u8, usize)> = listed
            .iter()
            .filter_map(|(_, one)| place(&one.paragraph))
            .map(|(part, number, _)| (part, number))
            .collect();
        for (part, number, label) in all {
            if !there.contains(&(part, number)) {
                let help = "add an entry: its obligations, or a `kind` and a `reason`".to_owned();
                self.say("unaccounted-paragraph", 0, &label, &label, format!("{label} is not accounted for"), help);
            }
        }
    }
}

/// A longer anchor would be a quotation.
const LONGEST_ANCHOR: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    fn mistakes(change: impl Fn(&str) -> String) -> Vec<String> {
        let catalogue = Catalogue::built_in();
        let files: Vec<(String, String)> =
            catalogue.plan_files.iter().map(|(path, text)| (path.clone(), change(text))).collect();
        let wrong = Plan::load(&files, &catalogue.obligations).err().unwrap_or_default();
        wrong.into_iter().map(|one| format!("{}: {}", one.code, one.message)).collect()
    }

    #[test]
    fn every_paragraph_is_accounted_for_and_agrees_with_the_obligations() {
        assert_eq!(mistakes(str::to_owned), Vec::<String>::new());
        let plan = Catalogue::built_in().plan().unwrap();
        assert!(plan.paragraphs.iter().all(|one| !one.fingerprint.is_empty()));
    }

    #[test]
    fn a_paragraph_left_out_is_missed() {
        let found = mistakes(|text| text.replace("\"§57\"", "\"§58\""));
        assert!(found.contains(&"unaccounted-paragraph: §57 is not accounted for".to_owned()), "{found:#?}");
        assert!(found.contains(&"duplicate-paragraph: §58 is listed twice".to_owned()), "{found:#?}");
    }

    #[test]
    fn an_obligation_and_its_paragraph_must_name_each_other() {
        let found = mistakes(|text| text.replace("      attempt:", "      accomplise:"));
        assert_eq!(
            found,
            [
                "unknown-obligation: there is no obligation `accomplise`",
                "plan-disagrees: `attempt` names §43(b), which does not name it back"
            ]
        );
        let found = mistakes(|text| text.replace("      attempt:", "      attempt: [attempting]\n      privacy:"));
        assert_eq!(found, ["plan-disagrees: §43(b) names `privacy`, which does not name §43(b) under `plan`"]);
    }

    #[test]
    fn labels_stand_in_the_order_of_the_text() {
        let labels = ["preamble", "§3(res.)", "opening", "§2", "§43", "§43(b)", "§61"];
        assert!(labels.map(place).windows(2).all(|pair| pair[0] < pair[1]));
        assert!(["§0", "§62", "§8(res.)", "§43b", "43", "§43(bb)"].into_iter().all(|label| place(label).is_none()));
    }
}
