//! What a statement governs: the trafficking offence, some other offence, its victims, or something else.
//!
//! A rule on attempt counts only where it reaches trafficking: because it refers to the offence, to "this Act" of a
//! trafficking act, to a Part that contains it, because it names it, because it stands in it, or because it is a general
//! rule of the criminal code about any offence.

use super::Reading;
use super::offence::names_crime;
use super::statement::{Statement, StatementId, Text};
use crate::catalogue::Reach;
use crate::instrument::{LawKind, Level, ProvisionId};

/// What a statement governs, from the widest answer down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Governs {
    /// Nothing to do with trafficking.
    Nothing,
    /// Trafficking as a subject, its victims, or victims of crime.
    Subject,
    /// The act that creates the offence, without pointing at any of its offences.
    Act,
    /// Offences of the supplied trafficking texts, but not the trafficking offence.
    SomeOffence,
    /// The trafficking offence.
    Offence,
}

impl Governs {
    /// True where it satisfies what a clause asks for.
    #[must_use]
    pub fn satisfies(self, asked: Reach) -> bool {
        match asked {
            Reach::Anywhere => true,
            Reach::Act => matches!(self, Self::Offence | Self::Act),
            Reach::Subject => self >= Self::Subject,
            Reach::SomeOffence => self == Self::SomeOffence,
            Reach::Offence => self == Self::Offence,
        }
    }
}

/// What `statement` of `text` governs.
#[must_use]
pub fn governs(reading: &Reading, text: usize, statement: StatementId) -> Governs {
    let here = &reading.texts[text];
    let words = &here.statements[statement];
    let section = here.sections[words.provision];
    if reading.is_trafficking_section(text, section) && !has_own_offence(reading, text, words) {
        return Governs::Offence;
    }
    // An act against trafficking that does not create the offence speaks of its own offences, unless it amends the one that does.
    let apart = reading.is_special(text) && !reading.creates_offence(text) && !reading.is_family(text);
    if names_crime(here, words) && !apart {
        return Governs::Offence;
    }
    match referred(reading, text, words) {
        Some(true) => return Governs::Offence,
        Some(false) => return some_offence(reading, text),
        None => {}
    }
    let special = reading.is_special(text);
    if apart && names_crime(here, words) {
        return if reading.has_offence() { Governs::SomeOffence } else { Governs::Subject };
    }
    let any_offence = here.says(words, "any-offence");
    if special && (here.says(words, "this-act") || any_offence) {
        return match (apart, reading.has_offence()) {
            (_, false) => Governs::Subject,
            (true, true) => Governs::SomeOffence,
            (false, true) => Governs::Offence,
        };
    }
    // A general rule may name the offence in one paragraph and its consequence in the next.
    let general =
        any_offence || (!reading.is_penal_section(text, section) && section_says(here, section, "any-offence"));
    let takes_part = PARTICIPATION.iter().any(|concept| here.says(words, concept));
    let general = general || (takes_part && !reading.is_penal_section(text, section));
    if general && reading.is_general_part_of_offence(text) {
        return Governs::Offence;
    }
    if special && reading.creates_offence(text) {
        return Governs::Act;
    }
    if special || here.says(words, "victim") && protects_victims(reading, text) {
        return Governs::Subject;
    }
    Governs::Nothing
}

/// Concepts of rules that stand in general parts and reach every offence by their nature.
const PARTICIPATION: [&str; 5] = ["attempt", "accomplice", "organizing", "conspiracy", "legal-person.liable"];

fn section_says(text: &Text, section: ProvisionId, concept: &str) -> bool {
    text.statements_in(section).any(|id| text.says(&text.statements[id], concept))
}

fn some_offence(reading: &Reading, text: usize) -> Governs {
    if reading.is_special(text) { Governs::SomeOffence } else { Governs::Nothing }
}

/// A rule inside the section of the offence that creates an offence of its own does not speak of trafficking by itself.
fn has_own_offence(reading: &Reading, text: usize, statement: &Statement) -> bool {
    let rule = reading.rule_of(text, statement.provision);
    rule.is_some_and(|rule| {
        rule.part == super::offence::Part::OtherOffence && !reading.texts[text].says(statement, "any-offence")
    })
}

fn protects_victims(reading: &Reading, text: usize) -> bool {
    let kinds = &reading.kinds[text];
    kinds.iter().any(|k| matches!(k, LawKind::VictimProtection | LawKind::WitnessProtection | LawKind::SpecialAct))
}

/// True where a reference leads to the trafficking offence, false where references lead elsewhere, none without any.
fn referred(reading: &Reading, text: usize, statement: &Statement) -> Option<bool> {
    let mut answer = None;
    for &part in &statement.parts {
        if let Some(places) = reading.referred(text, part) {
            let reaches = places.iter().any(|&(at, provision)| contains_offence(reading, at, provision));
            answer = Some(answer.unwrap_or(false) || reaches);
        }
    }
    answer
}

/// True where a provision is, contains or belongs to the trafficking offence.
pub(super) fn contains_offence(reading: &Reading, text: usize, provision: ProvisionId) -> bool {
    let instrument = reading.texts[text].instrument;
    let offences = reading.rules.iter().filter(|rule| rule.text == text && rule.part.is_trafficking());
    let level = instrument.provisions[provision].level;
    for rule in offences {
        let whole_section = level == Level::Section && rule.section == provision;
        let wider = level < Level::Section && instrument.lineage(rule.section).any(|up| up == provision);
        let rule_itself = instrument.lineage(provision).any(|up| up == rule.provision);
        if whole_section || wider || rule_itself {
            return true;
        }
    }
    false
}
