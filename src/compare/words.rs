//! Which words of a provision were dropped and which were added. The only file that knows `similar`.

use super::units::Unit;
use crate::instrument::{Instrument, ProvisionId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffTag, capture_diff_slices_deadline};
use std::ops::Range;
use std::time::{Duration, Instant};

/// A run of words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Piece {
    /// Whether they stand in both versions.
    pub kind: PieceKind,
    /// The words as printed.
    pub words: String,
}

/// In which version words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PieceKind {
    /// In both.
    Kept,
    /// In the older one only.
    Dropped,
    /// In the newer one only.
    Added,
}

/// A run of words that differs, or does not.
struct Step {
    same: bool,
    old: Range<usize>,
    new: Range<usize>,
}

/// Two versions of one provision, either of which may be missing, word by word.
pub(super) struct Difference<'u> {
    from: Option<&'u Unit>,
    to: Option<&'u Unit>,
    steps: Vec<Step>,
}

impl<'u> Difference<'u> {
    pub(super) fn of(from: Option<&'u Unit>, to: Option<&'u Unit>) -> Self {
        Self { from, to, steps: steps(from, to) }
    }

    /// The words of both, those that differ marked, long stretches that do not differ cut short.
    pub(super) fn pieces(&self, old: &[Instrument], new: &[Instrument]) -> Vec<Piece> {
        let last = self.steps.len().saturating_sub(1);
        let mut pieces = Vec::new();
        for (at, step) in self.steps.iter().enumerate() {
            let told = |kind, unit: Option<&Unit>, texts, range| {
                unit.map(|unit| Piece { kind, words: printed((unit, texts), range) })
            };
            if step.same {
                let words = self.to.map(|unit| kept((unit, new), &step.new, at > 0, at < last));
                pieces.extend(words.map(|words| Piece { kind: PieceKind::Kept, words }));
                continue;
            }
            pieces.extend(told(PieceKind::Dropped, self.from, old, &step.old));
            pieces.extend(told(PieceKind::Added, self.to, new, &step.new));
        }
        pieces.retain(|piece| !piece.words.is_empty());
        pieces
    }

    /// The provisions whose words differ: those of the newer version, and of the older where words are only gone.
    pub(super) fn places(&self, old: &[Instrument], new: &[Instrument]) -> Vec<String> {
        let mut places: Vec<String> = Vec::new();
        for step in self.steps.iter().filter(|step| !step.same) {
            let gone = step.new.is_empty();
            let (unit, instruments, range) = if gone { (self.from, old, &step.old) } else { (self.to, new, &step.new) };
            let Some(unit) = unit else { continue };
            for (_, provision) in &unit.places[range.clone()] {
                let citation = &instruments[unit.instrument].provisions[*provision].citation;
                if !places.contains(citation) && places.len() < MOST_PLACES {
                    places.push(citation.clone());
                }
            }
        }
        places
    }
}

const MOST_PLACES: usize = 200;

/// No pair of provisions may take longer; what is left is then told as dropped and added whole.
const PATIENCE: Duration = Duration::from_secs(5);

/// So few equal words between two changes are chance, and would only tear a sentence apart.
const CHANCE: usize = 2;

fn steps(from: Option<&Unit>, to: Option<&Unit>) -> Vec<Step> {
    let numbers = |unit: Option<&Unit>| unit.map_or(Vec::new(), |unit| unit.numbers.clone());
    let (old, new) = (numbers(from), numbers(to));
    let ops = capture_diff_slices_deadline(Algorithm::Myers, &old, &new, Some(Instant::now() + PATIENCE));
    let mut steps: Vec<Step> = Vec::new();
    for op in ops {
        let (tag, old, new) = op.as_tag_tuple();
        let same = tag == DiffTag::Equal;
        match steps.last_mut() {
            Some(last) if last.same == same => (last.old.end, last.new.end) = (old.end, new.end),
            _ => steps.push(Step { same, old, new }),
        }
    }
    joined(steps)
}

/// Takes equal words that stand between two changes by chance into the change.
fn joined(steps: Vec<Step>) -> Vec<Step> {
    let count = steps.len();
    let mut joined: Vec<Step> = Vec::new();
    for (at, mut step) in steps.into_iter().enumerate() {
        step.same &= at == 0 || at + 1 == count || step.new.len() > CHANCE;
        match joined.last_mut() {
            Some(last) if last.same == step.same => (last.old.end, last.new.end) = (step.old.end, step.new.end),
            _ => joined.push(step),
        }
    }
    joined
}

/// Words that are the same in both: all of them where they are few, else those next to a change.
fn kept(side: (&Unit, &[Instrument]), range: &Range<usize>, follows: bool, precedes: bool) -> String {
    let wanted = usize::from(follows) * NEXT + usize::from(precedes) * NEXT;
    if range.len() <= wanted + 4 {
        return printed(side, range);
    }
    let head = if follows { printed(side, &(range.start..range.start + NEXT)) } else { String::new() };
    let tail = if precedes { printed(side, &(range.end - NEXT..range.end)) } else { String::new() };
    format!("{head} … {tail}").trim().to_owned()
}

/// How many words next to a change are shown.
const NEXT: usize = 14;

/// Words as printed, with the label of each provision that begins among them.
fn printed((unit, instruments): (&Unit, &[Instrument]), range: &Range<usize>) -> String {
    let instrument = &instruments[unit.instrument];
    let places = &unit.places[range.clone()];
    let (mut text, mut at) = (String::new(), range.start);
    for run in places.chunk_by(|a, b| a.1 == b.1) {
        if !text.is_empty() {
            text.push(' ');
        }
        if unit.firsts.contains(&at) {
            text.push_str(&label(unit, instrument, run[0].1));
        }
        at += run.len();
        let (first, last) = (run[0].0.start, run[run.len() - 1].0.end);
        let words = instrument.text.get(first..with_stop(&instrument.text, last)).unwrap_or_default();
        text.push_str(words.replace("**", "").trim());
    }
    text
}

/// The end of a word with the stop right after it.
fn with_stop(text: &str, end: usize) -> usize {
    let stop = text.get(end..).and_then(|rest| rest.chars().next()).filter(|c| ".,;:?!)”\"".contains(*c));
    end + stop.map_or(0, char::len_utf8)
}

fn label(unit: &Unit, instrument: &Instrument, provision: ProvisionId) -> String {
    let one = &instrument.provisions[provision];
    let defined = one.level == crate::instrument::Level::Definition;
    if provision == unit.provision || one.label.is_empty() || defined {
        return String::new();
    }
    format!("({}) ", one.label)
}
