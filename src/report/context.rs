//! What a terminal shows beyond the report: the words around evidence, and how the offence was found.
//!
//! A report holds the quotation alone. Whoever still has the instruments in memory collects the words around it.

use super::{Evidence, JurisdictionReport};
use crate::instrument::Instrument;
use std::collections::BTreeMap;

/// The words before and after a quotation, inside its provision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// Words before it, cut at a word with `…` where there were more.
    pub before: String,
    /// Words after it, cut likewise.
    pub after: String,
}

/// A rule that plays a part for the trafficking offence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleInPlay {
    /// Id of the instrument.
    pub instrument: String,
    /// Citation.
    pub citation: String,
    /// The part it plays, in words.
    pub part: String,
    /// Its heading, or the term it defines.
    pub heading: String,
    /// The concepts it mentions, from which its part was concluded.
    pub mentions: Vec<String>,
}

/// The surroundings of all evidence of one jurisdiction.
#[derive(Clone, Debug, Default)]
pub struct Contexts {
    /// The rules that play a part for the offence, where everything is to be explained.
    pub rules: Vec<RuleInPlay>,
    around: BTreeMap<(String, usize, usize), Around>,
}

/// How many characters are kept on either side.
const KEPT: usize = 160;

impl Contexts {
    /// Collects what stands around the evidence of a report in the instruments it was made from.
    #[must_use]
    pub fn collect(report: &JurisdictionReport, instruments: &[Instrument]) -> Self {
        let mut contexts = Self::default();
        for described in &report.instruments {
            let Some(instrument) = instruments.iter().find(|one| one.file == described.file) else { continue };
            let provisions: BTreeMap<&str, usize> =
                instrument.provisions.iter().enumerate().map(|(id, one)| (one.eid.as_str(), id)).collect();
            for evidence in all_evidence(report).filter(|evidence| evidence.instrument == described.id) {
                let Some(id) = provisions.get(evidence.eid.as_str()) else { continue };
                if let Some(around) = look_around(instrument, *id, evidence) {
                    contexts.around.insert(key(evidence), around);
                }
            }
        }
        contexts
    }

    /// What stands around this evidence, where that is known.
    #[must_use]
    pub fn of(&self, evidence: &Evidence) -> Option<&Around> {
        self.around.get(&key(evidence))
    }
}

fn key(evidence: &Evidence) -> (String, usize, usize) {
    (evidence.instrument.clone(), evidence.start, evidence.end)
}

fn all_evidence(report: &JurisdictionReport) -> impl Iterator<Item = &Evidence> {
    report.findings.iter().flat_map(|finding| {
        let elements = finding.elements.iter().flat_map(|element| &element.evidence);
        elements.chain(finding.defects.iter().flat_map(|defect| &defect.evidence))
    })
}

fn look_around(instrument: &Instrument, provision: usize, evidence: &Evidence) -> Option<Around> {
    if evidence.quote.is_empty() {
        return None;
    }
    let provision = &instrument.provisions[provision];
    let span = provision.span;
    let words = instrument.text.get(span.start..span.end)?;
    let below = provision.heading.map_or(0, |heading| heading.end.saturating_sub(span.start));
    let stands_at = |at: &usize| {
        let quoted = crate::span::Span::new(span.start + at, span.start + at + evidence.quote.len());
        instrument.offsets.file_span(quoted).start == evidence.start
    };
    let at = words.match_indices(&evidence.quote).map(|(at, _)| at).find(stands_at)?;
    let start = if below <= at { below } else { 0 };
    Some(Around { before: last(words.get(start..at)?), after: first(&words[at + evidence.quote.len()..]) })
}

fn first(words: &str) -> String {
    match words.char_indices().nth(KEPT) {
        None => words.to_owned(),
        Some((end, _)) => format!("{} …", words[..end].rsplit_once(char::is_whitespace).map_or("", |(kept, _)| kept)),
    }
}

fn last(words: &str) -> String {
    match words.char_indices().rev().nth(KEPT) {
        None => words.to_owned(),
        Some((start, _)) => {
            format!("… {}", words[start..].split_once(char::is_whitespace).map_or("", |(_, kept)| kept))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instrument::{Content, Level, Provision};
    use crate::report::sample;
    use crate::span::{OffsetMap, Span};

    fn instrument(text: &str) -> Instrument {
        let span = Span::new(0, text.len());
        let provision = Provision {
            level: Level::Subsection,
            label: "1".to_owned(),
            heading: None,
            content: vec![Content::Text(span)],
            parent: None,
            eid: "sec_3__subsec_1".to_owned(),
            citation: "s 3(1)".to_owned(),
            span,
        };
        Instrument {
            file: "abc/act.statute".to_owned(),
            text: text.to_owned(),
            offsets: OffsetMap::identity(text.len(), 0),
            provisions: vec![provision],
            ..Instrument::default()
        }
    }

    #[test]
    fn of_equal_words_the_ones_at_the_right_place_are_taken() {
        let text = format!("recruits {}recruits a person", "x ".repeat(50));
        assert_eq!(text.rfind("recruits"), Some(109));
        let mut report = sample::jurisdiction();
        let evidence = &mut report.findings[0].elements[0].evidence[0];
        (evidence.start, evidence.end) = (109, 117);
        let contexts = Contexts::collect(&report, &[instrument(&text)]);
        let around = contexts.of(&report.findings[0].elements[0].evidence[0]).unwrap();
        assert_eq!(around.after, " a person");
        assert!(around.before.starts_with("recruits x"));
    }

    #[test]
    fn long_surroundings_are_cut_at_a_word() {
        let words = "word ".repeat(60);
        assert!(first(&words).ends_with("word …") && first(&words).chars().count() <= KEPT + 2);
        assert!(last(&words).starts_with("… word") && last(&words).chars().count() <= KEPT + 2);
        assert_eq!(first(&"x".repeat(500)), " …");
    }
}
