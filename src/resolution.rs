//! The official text of the resolution, which users download: its paragraphs, and whether they are what the catalogue
//! says of them.
//!
//! The only file that knows the grammar of that text. It knows the English edition; its words are never kept here, so
//! that what is compared are terms of art and fingerprints.

use crate::catalogue::plan::{OPENING, PREAMBLE, Paragraph, Plan};
use crate::diagnostic::Diagnostic;
use crate::source::hex;
use grammar::{Grammar, Rule};
use pest::Parser;
use pest::iterators::Pair;
use sha2::{Digest, Sha256};

/// A module of its own, because the derived names are public.
mod grammar {
    #![allow(missing_docs, unreachable_pub)]

    #[derive(pest_derive::Parser)]
    #[grammar = "grammar/resolution.pest"]
    pub(super) struct Grammar;
}

/// One paragraph of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// `§43(b)`, `§3(res.)`, `preamble`, `opening`.
    pub label: String,
    /// Its words, with line breaks where the file has them.
    pub text: String,
    /// Bytes of its number, or of its first word, in the file.
    pub place: (usize, usize),
}

/// What the text was found to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// Paragraphs whose words are those of the official text.
    pub paragraphs: usize,
    /// Terms of art found in their paragraphs.
    pub anchors: usize,
    /// Everything that is not as the catalogue says.
    pub differences: Vec<Diagnostic>,
}

/// Splits the text into its paragraphs, in order; none where it is another text.
#[must_use]
pub fn passages(text: &str) -> Vec<Passage> {
    let mut reader = Reader::default();
    let Ok(mut pairs) = Grammar::parse(Rule::text, text) else { return Vec::new() };
    for line in pairs.next().into_iter().flat_map(Pair::into_inner) {
        reader.line(line);
    }
    reader.passages
}

/// Holds the paragraphs of `text` against the catalogue's table of them.
#[must_use]
pub fn verify(plan: &Plan, file: &str, text: &str) -> Verification {
    let passages = passages(text);
    let mut found = Verification::default();
    if !passages.iter().any(|passage| passage.label == "§1") {
        let said = "no paragraph of the Plan was found in this file";
        let help = "give the English text of resolution 64/293 with its annex, saved as plain text";
        found.differences.push(Diagnostic::error("not-the-resolution", file, said).help(help));
        return found;
    }
    for entry in &plan.paragraphs {
        let Some(passage) = passages.iter().find(|passage| passage.label == entry.paragraph) else {
            let said = format!("there is no paragraph {} in this text{}", entry.paragraph, carried(entry));
            found.differences.push(Diagnostic::error("missing-paragraph", file, said));
            continue;
        };
        let said = differences(entry, passage, &mut found.anchors);
        found.paragraphs += usize::from(said.is_empty());
        let at = |one: Diagnostic| one.at(text, passage.place.0, passage.place.1);
        found.differences.extend(said.into_iter().map(|(code, said)| at(Diagnostic::error(code, file, said))));
    }
    for passage in passages.iter().filter(|passage| plan.paragraph(&passage.label).is_none()) {
        let said = format!("{} is not accounted for in the catalogue", passage.label);
        let one = Diagnostic::error("unlisted-paragraph", file, said);
        found.differences.push(one.at(text, passage.place.0, passage.place.1));
    }
    found
}

fn differences(entry: &Paragraph, passage: &Passage, anchors: &mut usize) -> Vec<(&'static str, String)> {
    let label = &entry.paragraph;
    let words = words(&passage.text);
    let mut said = Vec::new();
    for (obligation, anchor) in entry.obligations.iter().flat_map(|(id, all)| all.iter().map(move |one| (id, one))) {
        let asked = self::words(anchor);
        if words.windows(asked.len().max(1)).any(|window| window == asked.as_slice()) {
            *anchors += 1;
        } else {
            said.push(("missing-anchor", format!("{label} does not say `{anchor}`, on which `{obligation}` rests")));
        }
    }
    let fingerprint = fingerprint(&words);
    if !entry.fingerprint.is_empty() && entry.fingerprint != fingerprint {
        let said_so = format!(
            "the words of {label} are not those of the official text{} (fingerprint {fingerprint}, not {})",
            carried(entry),
            entry.fingerprint
        );
        said.push(("changed-paragraph", said_so));
    }
    said
}

/// "; it carries `attempt`, `accomplice`".
fn carried(entry: &Paragraph) -> String {
    let ids: Vec<String> = entry.obligations.keys().map(|id| format!("`{id}`")).collect();
    if ids.is_empty() { String::new() } else { format!("; it carries {}", ids.join(", ")) }
}

/// The words of a paragraph in lower case, without punctuation and without the marks of footnotes, which plain text
/// glues to the word or the punctuation before them.
fn words(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut before = ' ';
    for piece in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let last = piece.chars().next_back().unwrap_or(' ');
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        let mark = word.chars().all(|c| c.is_ascii_digit()) && ",;.:)\"”".contains(before);
        let plain = word.trim_end_matches(|c: char| c.is_ascii_digit() && word.starts_with(char::is_alphabetic));
        if !plain.is_empty() && !mark {
            all.push(plain.to_lowercase());
        }
        before = last;
    }
    all
}

/// A short name for these words in this order.
fn fingerprint(words: &[String]) -> String {
    let mut long = hex(&Sha256::digest(words.join(" ").as_bytes()));
    long.truncate(FINGERPRINT);
    long
}

/// Twelve digits tell any two of a hundred paragraphs apart.
const FINGERPRINT: usize = 12;

/// Which part of the text a line stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    /// Symbols, dates and titles.
    #[default]
    Front,
    Preamble,
    Resolution,
    /// After the heading of the annex.
    Annex,
}

#[derive(Default)]
struct Reader {
    part: Part,
    /// The last number of the part.
    number: usize,
    passages: Vec<Passage>,
    open: bool,
}

impl Reader {
    fn line(&mut self, line: Pair<Rule>) {
        let place = line.as_span();
        let trimmed = place.as_str().trim_end();
        let start = place.start() + (trimmed.len() - trimmed.trim_start().len());
        let first = trimmed.split_whitespace().next().map_or(0, str::len);
        let place = (start, start + first);
        match line.as_rule() {
            Rule::annex => (self.part, self.number, self.open) = (Part::Annex, 0, false),
            Rule::numbered => self.numbered(line, place),
            Rule::lettered => self.lettered(line, place),
            Rule::heading if self.part == Part::Annex => self.open = false,
            Rule::heading | Rule::words => self.words(trimmed.trim(), place),
            _ => {}
        }
    }

    fn numbered(&mut self, line: Pair<Rule>, place: (usize, usize)) {
        let mut inside = line.into_inner();
        let number = inside.next().and_then(|number| number.as_str().parse().ok()).unwrap_or(0);
        let text = inside.next().map_or("", |rest| rest.as_str());
        if self.part == Part::Preamble {
            (self.part, self.number) = (Part::Resolution, 0);
        }
        if self.part == Part::Front || number <= self.number {
            return self.words(text, place);
        }
        self.number = number;
        self.begin(format!("§{number}{}", if self.part == Part::Resolution { "(res.)" } else { "" }), text, place);
    }

    fn lettered(&mut self, line: Pair<Rule>, place: (usize, usize)) {
        let mut inside = line.into_inner();
        let letter = inside.next().map_or("", |letter| letter.as_str());
        let text = inside.next().map_or("", |rest| rest.as_str());
        if self.part == Part::Annex && self.number > 0 {
            self.begin(format!("§{}({letter})", self.number), text, place);
        } else {
            self.words(text, place);
        }
    }

    /// Words go on with a paragraph that has not come to its end; after the end they are furniture or footnotes.
    fn words(&mut self, text: &str, place: (usize, usize)) {
        match self.part {
            Part::Front if text.starts_with("The General Assembly") => self.part = Part::Preamble,
            Part::Preamble if self.passages.is_empty() => self.begin(PREAMBLE.to_owned(), text, place),
            Part::Annex if self.number == 0 && !self.open && text.starts_with("We,") => {
                self.begin(OPENING.to_owned(), text, place);
            }
            _ if self.open => self.go_on(text),
            _ => {}
        }
    }

    fn begin(&mut self, label: String, text: &str, place: (usize, usize)) {
        self.passages.push(Passage { label, text: String::new(), place });
        self.go_on(text);
    }

    fn go_on(&mut self, text: &str) {
        let Some(last) = self.passages.last_mut() else { return };
        if !last.text.is_empty() {
            last.text.push('\n');
        }
        last.text.push_str(text.trim_end());
        let end = last.text.trim_end_matches(|c: char| c.is_ascii_digit());
        self.open = last.label == PREAMBLE || !end.ends_with([';', '.']);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// A resolution that nobody adopted.
    const TEXT: &str = "Resolution adopted on a Tuesday\n64/999.\tPlan about umbrellas\n\n\tThe General Assembly,\n\
        \tMindful of rain in 1930 (No. 29),1\n\t(a)\tand of snow,\n\
        1.\tAdopts the plan;\n2.\tThanks the weather.\n\n12th meeting\n30 July 2010\n\nAnnex\nPlan about umbrellas\n\
        \tWe, the wet, resolve to:\n1.\tCarry umbrellas3 at all\ntimes of the\nA/RES/64/999\n12\nyear;\n\n\
        II.\tSharing\n2.\tShare them, including by:\n\t(a)\tHolding them high;\n\t(b)\tAttempting to be kind;4\n3.\t Dry them.\n\
        1 See resolution 1/1.\n12 August 2010\n";

    fn plan(change: impl Fn(&mut Paragraph)) -> Plan {
        let paragraphs = passages(TEXT).into_iter().map(|passage| {
            let mut entry = Paragraph {
                fingerprint: fingerprint(&words(&passage.text)),
                paragraph: passage.label,
                about: String::new(),
                obligations: BTreeMap::new(),
                kind: None,
                reason: None,
            };
            if entry.paragraph == "§2(b)" {
                entry.obligations.insert("attempt".to_owned(), vec!["attempting".to_owned()]);
            }
            change(&mut entry);
            entry
        });
        Plan { paragraphs: paragraphs.collect() }
    }

    fn said(plan: &Plan, text: &str) -> Vec<String> {
        let found = verify(plan, "a.txt", text);
        found.differences.into_iter().map(|one| format!("{}: {} {:?}", one.code, one.message, one.line)).collect()
    }

    #[test]
    fn the_text_is_split_into_its_own_paragraphs() {
        let all = passages(TEXT);
        let found: Vec<(&str, &str)> = all.iter().map(|one| (one.label.as_str(), one.text.as_str())).collect();
        let expected = [
            ("preamble", "Mindful of rain in 1930 (No. 29),1\nand of snow,"),
            ("§1(res.)", "Adopts the plan;"),
            ("§2(res.)", "Thanks the weather."),
            ("opening", "We, the wet, resolve to:"),
            ("§1", "Carry umbrellas3 at all\ntimes of the\nyear;"),
            ("§2", "Share them, including by:"),
            ("§2(a)", "Holding them high;"),
            ("§2(b)", "Attempting to be kind;4"),
            ("§3", "Dry them."),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn marks_of_footnotes_are_no_words_and_numbers_are() {
        assert_eq!(
            words("Crime3 and the Women,9 in 1930 (No. 29), 2012-2013;4"),
            ["crime", "and", "the", "women", "in", "1930", "no", "29", "2012", "2013"]
        );
    }

    #[test]
    fn the_text_as_it_is_has_no_differences() {
        let found = verify(&plan(|_| ()), "a.txt", TEXT);
        assert_eq!((found.paragraphs, found.anchors, found.differences), (9, 1, Vec::new()));
    }

    #[test]
    fn one_word_changed_is_reported_with_its_paragraph_and_obligation() {
        let changed = TEXT.replace("Attempting", "Tempting");
        let found = said(&plan(|_| ()), &changed);
        assert_eq!(found.len(), 2, "{found:#?}");
        assert!(found[0].contains("missing-anchor: §2(b) does not say `attempting`, on which `attempt` rests"));
        assert!(
            found[1].contains("changed-paragraph: the words of §2(b)") && found[1].contains("it carries `attempt`")
        );
        let elsewhere = said(&plan(|_| ()), &TEXT.replace("kind", "cruel"));
        assert_eq!(elsewhere.len(), 1, "{elsewhere:#?}");
    }

    #[test]
    fn a_paragraph_that_is_gone_and_one_that_is_new_are_both_said() {
        let found = said(&plan(|_| ()), &TEXT.replace("3.\t Dry", "4.\t Dry"));
        assert!(found[0].starts_with("missing-paragraph: there is no paragraph §3"), "{found:#?}");
        assert!(found[1].starts_with("unlisted-paragraph: §4"), "{found:#?}");
    }

    #[test]
    fn another_text_is_no_resolution() {
        for text in ["", "Section 1. Pigs\nA pig may be kept.\n", "\u{feff}1. One.\n", "\t\t"] {
            assert!(said(&plan(|_| ()), text)[0].starts_with("not-the-resolution"), "{text:?}");
        }
    }
}
