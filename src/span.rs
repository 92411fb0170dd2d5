//! Places in a text, and the way back from the text Lacuna reads to the bytes of the file it came from.

use serde::{Deserialize, Serialize};

/// A half-open range of bytes in [`crate::instrument::Instrument::text`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A span from `start` up to, not including, `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The number of bytes covered.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// True where nothing is covered.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The words at this place in `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// True where `other` lies wholly inside this span.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True where the two spans share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The span without white space at either end.
    #[must_use]
    pub fn trim(self, text: &str) -> Self {
        let words = self.of(text);
        let start = self.start + (words.len() - words.trim_start().len());
        Self::new(start, start + words.trim().len())
    }
}

/// Leads from byte offsets in the text that was read to byte offsets in the file.
///
/// The two are the same in plain formats (after a byte order mark); they differ where the file escapes
/// characters (JSON, HTML, XML), where markup stands between the words, and where the file is not UTF-8.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OffsetMap {
    segments: Vec<Segment>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Segment {
    text: Span,
    file: Span,
}

impl OffsetMap {
    /// The map of a text that stands in its file byte for byte, after `skipped` leading bytes.
    #[must_use]
    pub fn identity(length: usize, skipped: usize) -> Self {
        let mut map = Self::default();
        map.push(Span::new(0, length), Span::new(skipped, skipped + length));
        map
    }

    /// Adds the next piece of text and the bytes of the file it was read from.
    ///
    /// Pieces come in text order. A piece of equal length on both sides maps byte by byte; a piece of
    /// unequal length (an escape) maps as a whole.
    pub fn push(&mut self, text: Span, file: Span) {
        if text.is_empty() {
            return;
        }
        if let Some(last) = self.segments.last_mut() {
            let straight = last.text.len() == last.file.len() && text.len() == file.len();
            if straight && last.text.end == text.start && last.file.end == file.start {
                last.text.end = text.end;
                last.file.end = file.end;
                return;
            }
        }
        self.segments.push(Segment { text, file });
    }

    /// The bytes of the file from which `span` was read.
    #[must_use]
    pub fn file_span(&self, span: Span) -> Span {
        if span.is_empty() {
            let at = self.start_of(span.start);
            return Span::new(at, at);
        }
        Span::new(self.start_of(span.start), self.end_of(span.end))
    }

    /// True where the words of `span` stand in the file in one run, apart from escapes.
    #[must_use]
    pub fn is_contiguous(&self, span: Span) -> bool {
        let first = self.segments.partition_point(|s| s.text.end <= span.start);
        let last = self.segments.partition_point(|s| s.text.start < span.end);
        self.segments[first..last]
            .windows(2)
            .all(|pair| pair[0].file.end == pair[1].file.start && pair[0].text.end == pair[1].text.start)
    }

    /// The pieces of text and file from which `span` is made, in order; a piece that is cut maps byte by byte or whole.
    #[must_use]
    pub fn pieces(&self, span: Span) -> Vec<(Span, Span)> {
        let first = self.segments.partition_point(|s| s.text.end <= span.start);
        let last = self.segments.partition_point(|s| s.text.start < span.end);
        let cut = |s: &Segment| {
            let text = Span::new(s.text.start.max(span.start), s.text.end.min(span.end));
            (text, Span::new(self.start_of(text.start), self.end_of(text.end)))
        };
        self.segments[first..last.max(first)].iter().map(cut).collect()
    }

    fn start_of(&self, at: usize) -> usize {
        let index = self.segments.partition_point(|s| s.text.end <= at);
        match self.segments.get(index) {
            Some(s) if at < s.text.start => s.file.start,
            Some(s) if s.text.len() == s.file.len() => s.file.start + (at - s.text.start),
            Some(s) => s.file.start,
            None => self.segments.last().map_or(at, |s| s.file.end),
        }
    }

    fn end_of(&self, at: usize) -> usize {
        let index = self.segments.partition_point(|s| s.text.start < at);
        match index.checked_sub(1).and_then(|i| self.segments.get(i)) {
            Some(s) if at >= s.text.end => s.file.end,
            Some(s) if s.text.len() == s.file.len() => s.file.start + (at - s.text.start),
            Some(s) => s.file.end,
            None => at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escape_maps_as_a_whole() {
        // file: ab\"cd   text: ab"cd
        let mut map = OffsetMap::default();
        map.push(Span::new(0, 2), Span::new(0, 2));
        map.push(Span::new(2, 3), Span::new(2, 4));
        map.push(Span::new(3, 5), Span::new(4, 6));
        assert_eq!(map.file_span(Span::new(1, 4)), Span::new(1, 5));
        assert_eq!(map.file_span(Span::new(2, 3)), Span::new(2, 4));
        assert!(map.is_contiguous(Span::new(0, 5)));
    }

    #[test]
    fn a_byte_order_mark_shifts_every_offset() {
        let map = OffsetMap::identity(4, 3);
        assert_eq!(map.file_span(Span::new(1, 3)), Span::new(4, 6));
    }
}
