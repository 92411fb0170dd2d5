//! An instrument: one act, code, bill or digest as a tree of provisions whose words keep their place.
//!
//! Readers (`statute`, `json`, `markdown`, …) turn a file into a flat list of [`block::Block`]s; `tree` builds the
//! provisions from it. Nothing here knows what the law means.

pub mod block;
#[cfg(test)]
mod corpus;
mod decode;
mod facts;
pub(crate) mod hierarchy;
mod html;
pub mod json;
pub mod kinds;
mod lines;
mod markdown;
#[cfg(test)]
mod outline;
mod plain;
pub mod print;
pub mod read;
mod refuse;
pub mod statute;
pub mod tree;

use crate::diagnostic::Diagnostic;
use crate::span::{OffsetMap, Span};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One text of law, read from one file.
#[derive(Clone, Debug, Default)]
pub struct Instrument {
    /// Facts about the instrument, as far as the file gives them.
    pub facts: Facts,
    /// The path of the file as given.
    pub file: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// The text that was read; every span of the provisions points into it.
    pub text: String,
    /// The way from `text` to the bytes of the file.
    pub offsets: OffsetMap,
    /// All provisions in document order; a parent comes before its children.
    pub provisions: Vec<Provision>,
    /// What was noticed while reading.
    pub diagnostics: Vec<Diagnostic>,
}

/// What a file says about the instrument it holds. An unknown fact is an empty string or `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// A stable name, unique in its jurisdiction: the file's own id, or its stem.
    pub id: String,
    /// Code of the jurisdiction (ISO 3166 alpha-3, lower case), where the file names one.
    pub jurisdiction: String,
    /// The title by which the instrument is cited.
    pub title: String,
    /// Its number, as printed (`11 of 2008`).
    pub number: String,
    /// The year in its title or number.
    pub year: Option<u16>,
    /// BCP 47 language code, `en` where nothing else is known.
    pub language: String,
    /// Date of entry into force (`YYYY-MM-DD`).
    pub in_force: String,
    /// Status as the source puts it (`in force`, `repealed`, `bill`, …).
    pub status: String,
    /// Address of the official text.
    pub source: String,
    /// Date on which the source was consulted.
    pub consulted: String,
    /// What kind of text this is.
    pub text: TextKind,
    /// The kinds of law it is said to be; empty where they are to be recognised from the text.
    pub kinds: Vec<LawKind>,
}

/// What the words of a file are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TextKind {
    /// The official text, or an official translation of it.
    #[default]
    Official,
    /// A restatement in Lacuna's own words.
    Digest,
    /// A bill or draft.
    Draft,
}

/// The kinds of law in which States put their duties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LawKind {
    /// An act made against trafficking in persons.
    SpecialAct,
    /// The special part of a criminal code, or the section of it that creates the offence.
    CriminalCode,
    /// The general part of a criminal code: attempt, participation, legal persons, jurisdiction.
    CriminalCodeGeneralPart,
    /// Criminal procedure.
    Procedure,
    /// Proceeds of crime, confiscation, money-laundering.
    ProceedsOfCrime,
    /// Extradition.
    Extradition,
    /// Mutual legal assistance.
    MutualAssistance,
    /// Immigration and asylum.
    Immigration,
    /// Protection of witnesses.
    WitnessProtection,
    /// Protection and assistance of victims of crime.
    VictimProtection,
    /// Labour and recruitment.
    Labour,
    /// Protection of children.
    ChildProtection,
}

/// Index of a provision in [`Instrument::provisions`].
pub type ProvisionId = usize;

/// One node of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provision {
    /// Its rank.
    pub level: Level,
    /// Its label without brackets, stops or the word for its rank (`3`, `1A`, `a`, `iv`, `225-4-1`); for a
    /// definition, the term defined; empty for a provision that carries none.
    pub label: String,
    /// Its heading, which is never operative text.
    pub heading: Option<Span>,
    /// Its own words and its children, in document order: words before the first child are the chapeau, words
    /// after the last one the closing words.
    pub content: Vec<Content>,
    /// The provision it stands in; none for a provision at the top.
    pub parent: Option<ProvisionId>,
    /// Akoma Ntoso style id, unique in the instrument (`sec_3__subsec_1__para_a`).
    pub eid: String,
    /// Citation for a reader (`s 3(1)(a)`, `art. 225-4-1`).
    pub citation: String,
    /// From the first to the last byte of it, children and heading included.
    pub span: Span,
}

/// A piece of a provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Words of the provision itself.
    Text(Span),
    /// A provision inside it.
    Child(ProvisionId),
}

/// The rank of a provision. The order is from the widest to the narrowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Words before the first division: long title, preamble, enacting words.
    Preamble,
    /// A schedule, annex or appendix: holds the same ranks as the body.
    Schedule,
    /// A book.
    Book,
    /// A title.
    Title,
    /// A part.
    Part,
    /// A chapter.
    Chapter,
    /// A division or subchapter.
    Division,
    /// A subdivision, or a heading without a rank word.
    Subdivision,
    /// A section, article, clause, regulation or rule: the unit lawyers cite.
    Section,
    /// A subsection, or numbered paragraph of an article.
    Subsection,
    /// A lettered paragraph.
    Paragraph,
    /// A sub-paragraph: roman numerals.
    Item,
    /// Anything deeper.
    Subitem,
    /// The definition of one term.
    Definition,
    /// A note, illustration, amendment history, marginal note: never operative.
    Note,
}

impl Instrument {
    /// The words at `span`.
    #[must_use]
    pub fn quote(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// A provision and the provisions it stands in, narrowest first.
    pub fn lineage(&self, id: ProvisionId) -> impl Iterator<Item = ProvisionId> + '_ {
        std::iter::successors(Some(id), |&at| self.provisions[at].parent)
    }

    /// The section or article in which a provision stands, or the provision itself where it stands in none.
    #[must_use]
    pub fn section_of(&self, id: ProvisionId) -> ProvisionId {
        self.lineage(id).find(|&at| self.provisions[at].level == Level::Section).unwrap_or(id)
    }

    /// A provision and all inside it, in document order.
    pub fn subtree(&self, id: ProvisionId) -> impl Iterator<Item = ProvisionId> + '_ {
        (id..self.provisions.len()).take_while(move |&at| at == id || self.lineage(at).any(|up| up == id))
    }
}

impl Provision {
    /// The provision's own words, without those of its children.
    pub fn own_text(&self) -> impl Iterator<Item = Span> + '_ {
        self.content.iter().filter_map(|piece| match piece {
            Content::Text(span) => Some(*span),
            Content::Child(_) => None,
        })
    }

    /// The provisions directly inside it.
    pub fn children(&self) -> impl Iterator<Item = ProvisionId> + '_ {
        self.content.iter().filter_map(|piece| match piece {
            Content::Child(id) => Some(*id),
            Content::Text(_) => None,
        })
    }
}
