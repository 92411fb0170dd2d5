//! How a provision is to be printed so that it reads back as what it is.

use super::Printer;
use crate::instrument::statute::opens_quotation;
use crate::instrument::{Content, Level, Provision, ProvisionId, hierarchy};

impl Printer<'_> {
    /// True for a section that another one inserts into a law.
    pub(super) fn is_inserted(&self, id: ProvisionId) -> bool {
        self.instrument.lineage(id).skip(1).any(|up| self.instrument.provisions[up].level >= Level::Section)
    }

    /// True where the lists of a unit may begin at the margin: the plainest cases of all, (1), (2), (3) or a run of
    /// definitions, and lists in which something is indented anyway.
    pub(super) fn runs_on(&self, provision: &Provision) -> bool {
        let listed = |child: &&Provision| child.level > Level::Section && child.level != Level::Note;
        let items: Vec<&Provision> =
            provision.children().map(|id| &self.instrument.provisions[id]).filter(listed).collect();
        let numbered = items.iter().enumerate().all(|(index, child)| child.label == (index + 1).to_string());
        let defines = items.iter().all(|child| child.level == Level::Definition);
        let deep = items.iter().any(|child| child.children().any(|id| listed(&&self.instrument.provisions[id])));
        let first = provision.content.iter().position(|piece| matches!(piece, Content::Child(_)));
        let (before, after) = provision.content.split_at(first.unwrap_or(provision.content.len()));
        let closed = after.iter().any(|piece| matches!(piece, Content::Text(_)));
        let noted =
            provision.children().any(|id| self.instrument.provisions[id].level == Level::Note && !self.is_inline(id));
        let plain = (numbered && before.is_empty() || defines) && !closed && !noted;
        items.is_empty() || plain || (deep && before.is_empty())
    }

    /// True for an "Explanation 1" and its like.
    pub(super) fn is_named(&self, id: ProvisionId) -> bool {
        let provision = &self.instrument.provisions[id];
        let line = format!("{}.— ", provision.label);
        let named = || hierarchy::named(&line, 0, line.len()).is_some_and(|(name, _)| name == provision.label);
        provision.level == Level::Subsection && named()
    }

    /// True for a definition without quotation marks, which begins like any other sentence.
    pub(super) fn is_unmarked(&self, id: ProvisionId) -> bool {
        let provision = &self.instrument.provisions[id];
        let first = provision.content.first().map(|piece| self.words_of(piece));
        provision.level == Level::Definition && !first.is_some_and(|words| opens_quotation(&words))
    }

    /// True for a note that stands in brackets between the words.
    pub(super) fn is_inline(&self, id: ProvisionId) -> bool {
        let provision = &self.instrument.provisions[id];
        let words = self.all_words(id);
        let words = words.trim();
        provision.level == Level::Note
            && matches!((words.chars().next(), words.chars().last()), (Some('['), Some(']')) | (Some('('), Some(')')))
    }

    /// Closes the lists below the item `last` where the closing words at `level` might be taken for theirs.
    pub(super) fn close_lists(&mut self, last: ProvisionId, level: usize, evident: bool) {
        let unmistakable =
            evident && self.instrument.provisions[last].level != Level::Definition && !self.is_named(last);
        let ends_in_list = matches!(self.instrument.provisions[last].content.last(), Some(Content::Child(_)));
        if ends_in_list && !unmistakable {
            self.line(level + 1, "…", "");
        }
    }

    /// True where more of a list follows.
    pub(super) fn goes_on(&self, later: &[Content]) -> bool {
        later
            .iter()
            .any(|piece| matches!(piece, Content::Child(id) if self.instrument.provisions[*id].level != Level::Note))
    }
}
