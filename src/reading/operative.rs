//! What the words of a provision are for: only operative text is evidence.
//!
//! Headings, long titles, preambles, object clauses, notes, repeals, and schedules that reproduce a treaty say something
//! about the law; they are not the law.

use super::statement::Text;
use crate::instrument::{Level, ProvisionId};

/// What the words of a provision are for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// They are law.
    #[default]
    Operative,
    /// They define a term.
    Definition,
    /// Long title, preamble, enacting words.
    Preamble,
    /// A note, illustration or amendment history.
    Note,
    /// They state what the act is for.
    Object,
    /// They repeal something.
    Repeal,
    /// A schedule that reproduces a treaty.
    Treaty,
}

impl Role {
    /// True where the words can be evidence.
    #[must_use]
    pub const fn is_law(self) -> bool {
        matches!(self, Self::Operative | Self::Definition)
    }
}

/// The role of every provision.
pub(super) fn roles(text: &Text) -> Vec<Role> {
    let provisions = &text.instrument.provisions;
    let mut roles: Vec<Role> = Vec::with_capacity(provisions.len());
    let spoken = first_words(text);
    for (id, provision) in provisions.iter().enumerate() {
        let inherited = provision.parent.map_or(Role::Operative, |parent| roles[parent]);
        let role = match provision.level {
            _ if !inherited.is_law() => inherited,
            Level::Preamble => Role::Preamble,
            Level::Note => Role::Note,
            Level::Definition => Role::Definition,
            Level::Schedule if names_treaty(text, id) => Role::Treaty,
            Level::Section if is_object_clause(text, id, spoken[id]) => Role::Object,
            Level::Section if is_repeal(text, id, spoken[id]) => Role::Repeal,
            Level::Section if defines(text, id, spoken[id]) => Role::Definition,
            _ => inherited,
        };
        roles.push(role);
    }
    roles
}

/// For each provision, its first passage.
fn first_words(text: &Text) -> Vec<Option<usize>> {
    let mut first = vec![None; text.instrument.provisions.len()];
    for (index, passage) in text.passages.iter().enumerate() {
        first[passage.provision].get_or_insert(index);
    }
    first
}

fn heading_has(text: &Text, id: ProvisionId, concept: &str) -> bool {
    text.pack.concept(concept).is_some_and(|concept| text.headings[id].has(concept))
}

fn names_treaty(text: &Text, id: ProvisionId) -> bool {
    let party = text.pack.concept("treaty.party");
    heading_has(text, id, "treaty")
        || party.is_some_and(|c| text.passages_in(id).any(|p| text.passages[p].concepts.has(c)))
}

fn is_object_clause(text: &Text, id: ProvisionId, first: Option<usize>) -> bool {
    heading_has(text, id, "object-clause.heading")
        || first.is_some_and(|p| text.pack.concept("object-clause").is_some_and(|c| text.passages[p].concepts.has(c)))
}

/// A section under a heading such as "Definitions", or led in by "the following words have these meanings".
fn defines(text: &Text, id: ProvisionId, first: Option<usize>) -> bool {
    let says = |concept: &str| {
        first.is_some_and(|p| text.pack.concept(concept).is_some_and(|c| text.passages[p].concepts.has(c)))
    };
    says("definitions.lead") || (heading_has(text, id, "definitions.heading") && !heading_has(text, id, "trafficking"))
}

fn is_repeal(text: &Text, id: ProvisionId, first: Option<usize>) -> bool {
    heading_has(text, id, "repeals.heading")
        && first.is_some_and(|p| text.pack.concept("repeals").is_some_and(|c| text.passages[p].concepts.has(c)))
}
