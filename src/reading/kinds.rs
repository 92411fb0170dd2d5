//! What kinds of law the supplied texts are, so that silence can be told from a text that was not supplied.
//!
//! A kind is declared in the file or recognised from the title; a text of no known kind that creates the trafficking
//! offence is the criminal code, or a part of it. An excerpt of a general part counts only for the rules it contains, so
//! the general part is supplied only by a code that looks whole.

use super::offence::Rule;
use super::statement::Text;
use crate::instrument::{LawKind, Level};

/// Concepts of titles, and the kind each tells.
const TITLES: [(&str, LawKind); 11] = [
    ("kind.special-act", LawKind::SpecialAct),
    ("kind.criminal-code", LawKind::CriminalCode),
    ("kind.procedure", LawKind::Procedure),
    ("kind.proceeds-of-crime", LawKind::ProceedsOfCrime),
    ("kind.extradition", LawKind::Extradition),
    ("kind.mutual-assistance", LawKind::MutualAssistance),
    ("kind.immigration", LawKind::Immigration),
    ("kind.witness-protection", LawKind::WitnessProtection),
    ("kind.victim-protection", LawKind::VictimProtection),
    ("kind.labour", LawKind::Labour),
    ("kind.child-protection", LawKind::ChildProtection),
];

/// The kinds of one text.
#[must_use]
pub fn kinds(index: usize, text: &Text, rules: &[Rule]) -> Vec<LawKind> {
    let declared = &text.instrument.facts.kinds;
    let mut kinds = if declared.is_empty() { by_title(text, &text.instrument.facts.title) } else { declared.clone() };
    if kinds.is_empty() {
        kinds = by_title(text, &text.instrument.facts.id.replace(['-', '_'], " "));
    }
    if kinds.contains(&LawKind::SpecialAct) {
        // An act on trafficking that also names women, children or victims in its title is still that act.
        kinds.retain(|k| {
            !matches!(k, LawKind::CriminalCode | LawKind::ChildProtection | LawKind::VictimProtection | LawKind::Labour)
        });
    }
    if kinds.is_empty() && (chapter_on_trafficking(text) || speaks_of_little_else(text)) {
        kinds.push(LawKind::SpecialAct);
    }
    let creates = rules.iter().any(|rule| rule.text == index && rule.part.is_trafficking());
    if creates && !kinds.contains(&LawKind::SpecialAct) && !kinds.contains(&LawKind::CriminalCode) {
        kinds.push(LawKind::CriminalCode);
    }
    if kinds.contains(&LawKind::CriminalCode) && is_whole_code(text) {
        kinds.push(LawKind::CriminalCodeGeneralPart);
    }
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

fn by_title(text: &Text, title: &str) -> Vec<LawKind> {
    let all = crate::language::token::tokens(title, crate::span::Span::new(0, title.len()));
    let found = text.pack.matcher.scan(&all);
    let told = |name: &str| text.pack.concept(name).is_some_and(|c| found.iter().any(|m| m.concept == c));
    TITLES.iter().filter(|(name, _)| told(name)).map(|(_, kind)| *kind).collect()
}

/// A chapter or part of a wider work that is about trafficking, where it is all that was supplied.
fn chapter_on_trafficking(text: &Text) -> bool {
    let Some(special) = text.pack.concept("kind.special-act") else { return false };
    let provisions = &text.instrument.provisions;
    let mut wide = provisions.iter().enumerate().filter(|(_, p)| p.level < Level::Section && p.heading.is_some());
    wide.any(|(id, _)| text.headings[id].has(special))
}

/// An act whose title does not tell, but of whose sections two in five speak of trafficking or its victims.
fn speaks_of_little_else(text: &Text) -> bool {
    let about: Vec<_> = ["trafficking", "victim"].iter().filter_map(|name| text.pack.concept(name)).collect();
    let provisions = text.instrument.provisions.iter().enumerate();
    let sections: Vec<usize> = provisions.filter(|(_, p)| p.level == Level::Section).map(|(id, _)| id).collect();
    let speaks =
        |id: &usize| text.passages_in(*id).any(|p| about.iter().any(|concept| text.passages[p].concepts.has(*concept)));
    let speaking = sections.iter().filter(|id| speaks(id)).count();
    sections.len() >= FEWEST && speaking * 5 >= sections.len() * 2
}

/// The fewest sections of an act that is judged by what its sections speak of.
const FEWEST: usize = 8;

/// The fewest sections of a code that is taken for whole.
const WHOLE: usize = 60;

/// A code looks whole where it begins at its beginning, is long, and has rules on attempt and on participation.
fn is_whole_code(text: &Text) -> bool {
    let sections = text.instrument.provisions.iter().filter(|p| p.level == Level::Section);
    let labels: Vec<&str> = sections.map(|p| p.label.as_str()).collect();
    let begins = labels.iter().take(5).any(|label| ["1", "2", "3"].contains(label));
    let speaks = |name: &str| text.pack.concept(name).is_some_and(|c| text.passages.iter().any(|p| p.concepts.has(c)));
    labels.len() >= WHOLE && begins && speaks("attempt") && speaks("accomplice")
}
