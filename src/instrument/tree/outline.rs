//! The tree while it grows: nodes with their words, before levels, citations and ids are known.

use super::super::Level;
use super::super::block::Unit;
use super::super::hierarchy::enumerator::{Form, Ordinal, Style};
use crate::span::Span;

/// The deepest nesting that is followed; whatever claims to stand deeper stays beside its parent.
pub(crate) const DEEPEST: usize = 60;

/// What a node is, before its rank is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A division, the preamble, or a schedule.
    Division(Level),
    /// A section, article, clause or regulation.
    Section(Unit),
    /// An enumerated item.
    Item(Form, Style),
    /// The definition of a term.
    Definition,
    /// A named addition that is law: "Explanation 1", "Exception".
    Named,
    /// Words that are no law.
    Note,
}

/// A piece of a node, in document order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Words of the node itself.
    Words(Span),
    /// A node inside it.
    Node(usize),
}

/// One node.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) label: String,
    pub(crate) ordinal: Ordinal,
    pub(crate) heading: Option<Span>,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) parent: Option<usize>,
    /// The words that announce it: its label or its line.
    pub(crate) mark: Span,
    /// Depth of the list it was an entry of, where the format says so.
    pub(crate) list_depth: Option<usize>,
    /// The last enumerated item inside it.
    pub(crate) last_item: Option<usize>,
    /// True where definitions stand directly in it.
    pub(crate) defines: bool,
}

impl Node {
    pub(crate) fn new(kind: Kind, label: impl Into<String>, mark: Span) -> Self {
        Self {
            kind,
            label: label.into(),
            ordinal: Ordinal::default(),
            heading: None,
            pieces: Vec::new(),
            parent: None,
            mark,
            list_depth: None,
            last_item: None,
            defines: false,
        }
    }

    /// The style of its enumerator, for an enumerated item.
    pub(crate) fn style(&self) -> Option<(Form, Style)> {
        match self.kind {
            Kind::Item(form, style) => Some((form, style)),
            _ => None,
        }
    }

    pub(crate) fn is_item(&self) -> bool {
        matches!(self.kind, Kind::Item(..))
    }

    /// True where nothing has been said in it yet.
    pub(crate) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The words before the first node inside it.
    pub(crate) fn chapeau(&self) -> impl Iterator<Item = Span> + '_ {
        self.pieces.iter().map_while(|piece| match piece {
            Piece::Words(span) => Some(*span),
            Piece::Node(_) => None,
        })
    }

    /// The last words that are its own, wherever they stand.
    pub(crate) fn last_words(&self) -> Option<Span> {
        self.pieces.iter().rev().find_map(|piece| match piece {
            Piece::Words(span) => Some(*span),
            Piece::Node(_) => None,
        })
    }
}

/// All nodes in document order; a parent comes before its children.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    pub(crate) nodes: Vec<Node>,
}

impl Outline {
    /// Puts `node` at the end of `parent`, or at the top.
    pub(crate) fn add(&mut self, parent: Option<usize>, mut node: Node) -> usize {
        let id = self.nodes.len();
        node.parent = parent;
        if let Some(parent) = parent {
            let above = &mut self.nodes[parent];
            above.pieces.push(Piece::Node(id));
            above.defines |= node.kind == Kind::Definition;
            above.last_item = if node.is_item() { Some(id) } else { above.last_item };
        }
        self.nodes.push(node);
        id
    }

    /// Adds words to the end of a node.
    pub(crate) fn say(&mut self, node: usize, words: Span) {
        if !words.is_empty() {
            self.nodes[node].pieces.push(Piece::Words(words));
        }
    }
}
