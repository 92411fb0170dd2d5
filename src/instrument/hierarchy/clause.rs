//! Main clauses: what the sentence of a chapeau still lacks, and the words that supply it.

use super::words;
use crate::instrument::tree::outline::Node;

/// ", commits an offence …", "; the offender is liable …": where the main clause begins.
pub(super) fn main_clause(item: &str, lack: Lack) -> Option<usize> {
    if lack == Lack::Nothing {
        return None;
    }
    let breaks = || item.match_indices([',', ';', '—', '–']).map(|(at, mark)| at + mark.len());
    let first = |verbs: &[&str]| breaks().find(|at| opens_with_verb(&item[*at..], verbs, lack));
    let bare = || (lack == Lack::Predicate).then(|| bare_verb(item)).flatten();
    let pointing = || breaks().find(|at| points_back(&item[*at..], lack));
    let found = first(words::LIABILITY).or_else(bare).or_else(|| first(words::MODALS)).or_else(pointing)?;
    let shared = |at: &usize| words::begins_with(item[*at..].trim_start(), words::CONCESSIONS);
    let earlier = breaks().take_while(|at| *at < found).find(shared);
    Some(earlier.unwrap_or(found)).filter(|at| *at > 0)
}

/// True where `words` begin with a verb of `verbs`, with or without a short subject before it.
///
/// After "Where—" the main clause needs a subject of its own; after "A person who—" it may do without.
fn opens_with_verb(words: &str, verbs: &[&str], lack: Lack) -> bool {
    const SUBJECTS: [&str; 22] = [
        "the", "that", "such", "any", "a", "an", "no", "he", "she", "it", "they", "this", "each", "every", "both",
        "and", "his", "their", "those", "these", "or", "is",
    ];
    const BREAKS: [&str; 12] =
        ["who", "which", "where", "if", "whose", "unless", "whom", "when", "knowing", "by", "being", "having"];
    let words = words.trim_start();
    if words::begins_with(words, verbs) {
        return lack == Lack::Predicate;
    }
    if !words::begins_with(words, &SUBJECTS) {
        return false;
    }
    let mut rest = words;
    for _ in 0..10 {
        let Some(space) = rest.find(' ') else { return false };
        if rest[..space].ends_with([',', ';', '.', ':']) {
            return false;
        }
        rest = rest[space..].trim_start();
        if words::begins_with(rest, &BREAKS) {
            return false;
        }
        if words::begins_with(rest, verbs) {
            return true;
        }
    }
    false
}

/// ", such an agreement is called …": after a condition, a subject that points back to it begins the main clause.
fn points_back(words: &str, lack: Lack) -> bool {
    const POINTERS: [&str; 4] = ["such", "that person", "the said", "it"];
    const VERBS: [&str; 8] = ["is", "are", "has", "have", "applies", "apply", "constitutes", "constitute"];
    let pointer = words::begins_with(words.trim_start(), &POINTERS);
    pointer && lack == Lack::Clause && opens_with_verb(words, &VERBS, lack)
}

/// "(b) sells a child commits an offence": the verb of guilt without a comma before it.
fn bare_verb(item: &str) -> Option<usize> {
    const VERBS: [&str; 8] = [
        " commits an offence",
        " is guilty of",
        " shall be guilty",
        " shall be punished",
        " is liable to",
        " shall be liable",
        " commits the offence",
        " shall, on conviction",
    ];
    let at = VERBS.iter().filter_map(|verb| item.find(verb)).min()?;
    let before = super::lead::last_word(&item[..at]).to_lowercase();
    const SUBJECTS: [&str; 11] = ["who", "which", "that", "and", "or", "person", "he", "she", "they", "if", "it"];
    (!before.is_empty() && !SUBJECTS.contains(&&*before)).then_some(at)
}

/// True for words that begin the main clause of a sentence about guilt, punishment, powers or duties.
pub(super) fn opens_main_clause(words: &str) -> bool {
    Lack::Predicate.is_met_by(words)
}

/// True where the words before the items leave the main clause to the closing words: "A person who—", "Where—".
pub(super) fn awaits(text: &str, node: &Node) -> bool {
    lack(text, node) != Lack::Nothing
}

/// What the sentence of a chapeau still lacks when its items begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lack {
    /// It is whole: "The court may—".
    Nothing,
    /// Its predicate: "A person who—".
    Predicate,
    /// Its main clause: "Where—", "If the institution—".
    Clause,
}

impl Lack {
    pub(super) fn is_met_by(self, words: &str) -> bool {
        let opens = |verbs| opens_with_verb(words, verbs, self);
        self != Self::Nothing && (opens(words::LIABILITY) || opens(words::MODALS))
    }
}

/// What the words of `node` before its first item still lack.
pub(super) fn lack(text: &str, node: &Node) -> Lack {
    let Some(sentence) = sentence(text, node).filter(|sentence| !has_main_verb(sentence)) else { return Lack::Nothing };
    if words::begins_with(sentence, words::CONDITIONS) || ends_in_condition(sentence) {
        return Lack::Clause;
    }
    if words::begins_with(sentence, words::PERSONS) || has_verb(sentence, &["who", "whoever", "whosoever"]) {
        return Lack::Predicate;
    }
    let whole = has_verb(sentence, &["is", "are", "was", "were", "has", "have", "include", "mean", "can", "will"]);
    let subject = words::begins_with(sentence, &["a", "an", "any", "every", "the", "all", "no", "each", "one"]);
    if whole || !subject || sentence.contains("following") { Lack::Nothing } else { Lack::Predicate }
}

/// True where the words before the first item have a main clause.
pub(super) fn is_whole(text: &str, node: &Node) -> bool {
    sentence(text, node).is_some_and(has_main_verb)
}

/// The last sentence before the first item of `node`.
fn sentence<'a>(text: &'a str, node: &Node) -> Option<&'a str> {
    let words = node.chapeau().last()?.of(text);
    let from = words.match_indices(". ").last().map_or(0, |(at, _)| at + 2);
    Some(words[from..].trim_start_matches(|c: char| !c.is_alphanumeric()))
}

fn has_main_verb(sentence: &str) -> bool {
    has_verb(sentence, words::LIABILITY) || has_verb(sentence, &["shall", "may", "must", "means", "includes"])
}

/// "any institution in which—": the items are clauses with subjects of their own.
fn ends_in_condition(sentence: &str) -> bool {
    let word = super::lead::last_word(sentence.trim_end_matches(|c: char| !c.is_alphanumeric()));
    matches!(word, "which" | "where" | "if" | "that" | "when" | "whether" | "because")
}

fn has_verb(sentence: &str, verbs: &[&str]) -> bool {
    let starts = sentence.match_indices(' ').map(|(at, _)| &sentence[at + 1..]);
    std::iter::once(sentence).chain(starts).any(|tail| words::begins_with(tail, verbs))
}
