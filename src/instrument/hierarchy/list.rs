//! Entries of lists whose labels and depth the format gives, and bullets.

use super::enumerator::{self, Form, Ordinal, Reading, Style};
use super::{Nest, ends_open};
use crate::instrument::block::Mark;
use crate::instrument::tree::outline::{Kind, Node};
use crate::span::Span;

impl Nest<'_> {
    /// An entry of a list whose numbers the format keeps outside the words.
    pub(super) fn list_entry(&mut self, label: &str, depth: usize, span: Span, after: Option<&Mark>) {
        let mut readings = enumerator::readings(label);
        // "aa" before "a" in one list is a letter put in front, no rank of its own.
        let in_front = |r: &Reading| r.style == Style::Letter && r.ordinal.major == 1 && r.ordinal.minor > 0;
        let before_a = matches!(after, Some(Mark::Label { label, depth: next }) if label == "a" && *next == depth);
        if before_a && readings.iter().any(in_front) {
            readings.retain(in_front);
        }
        let at = self.list_place(&readings, depth);
        let reading = at.1.or(readings.first().copied());
        let style = reading.map_or(Style::Bullet, |r| r.style);
        let mut node = Node::new(Kind::Item(Form::List, style), label, Span::new(span.start, span.start));
        node.ordinal = reading.map_or_else(Ordinal::default, |r| r.ordinal);
        node.list_depth = Some(depth);
        self.open_in(at.0, node);
    }

    /// True where a dash or dot begins an item: beside another one, or after words that open a list.
    pub(super) fn bullet_opens(&self) -> bool {
        let top = self.node(self.top());
        let beside = top.style().is_some_and(|(_, style)| style == Style::Bullet);
        let opened = self.last.is_some_and(|words| ends_open(words.of(self.text)));
        beside || opened
    }

    pub(super) fn take_bullet(&mut self, span: Span) {
        let beside = |id: &usize| self.node(*id).style().is_some_and(|(_, style)| style == Style::Bullet);
        let depth = self.open.iter().rposition(beside).map_or(self.open.len() - 1, |at| at - 1);
        let count = self.node(self.open[depth]).last_item.map_or(0, |id| self.node(id).ordinal.major);
        let mut node = Node::new(Kind::Item(Form::Bullet, Style::Bullet), "", span);
        node.ordinal.major = count + 1;
        self.open_in(depth, node);
    }

    /// Where the entry of a list goes: the run of labels decides before the depth the format gives.
    fn list_place(&self, readings: &[Reading], depth: usize) -> (usize, Option<Reading>) {
        let told = self.list_beside(readings, |d| d == Some(depth));
        if let Some((at, reading)) = told.or_else(|| self.list_beside(readings, |d| d.is_none())) {
            return (at, Some(reading));
        }
        let outer = self.open.iter().position(|id| self.node(*id).list_depth.is_some_and(|d| d >= depth));
        let first = readings.iter().copied().find(|r| r.is_first());
        (outer.map_or(self.open.len() - 1, |at| at - 1), first)
    }

    /// The innermost open item of fitting depth that the label of a list entry can follow.
    fn list_beside(&self, readings: &[Reading], fits: impl Fn(Option<usize>) -> bool) -> Option<(usize, Reading)> {
        (self.base()..self.open.len()).rev().find_map(|at| {
            let last = self.node(self.node(self.open[at]).last_item?);
            let (_, style) = last.style().filter(|_| fits(last.list_depth))?;
            let next = readings.iter().find(|r| r.style == style && last.ordinal.leads_to(r.ordinal))?;
            Some((at, *next))
        })
    }
}
