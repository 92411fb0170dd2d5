//! Plain text: lines as they stand, paragraphs between blank lines.

use super::block::Draft;
use super::facts;
use super::lines::{self, Given, Line, Role, Shape};
use crate::source::SourceFile;
use crate::span::{OffsetMap, Span};

/// Reads plain text.
pub(super) fn read(file: &SourceFile, text: String, offsets: OffsetMap) -> Draft {
    let read = lines::read(&text, lines(&text), &Given::default());
    facts::draft(file, facts::Header::default(), text, offsets, read)
}

/// The lines of a plain text.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut gap, mut start) = (true, 0);
    for piece in text.split_inclusive('\n') {
        let whole = Span::new(start, start + piece.len());
        start = whole.end;
        for (at, page) in piece.split('\u{c}').enumerate() {
            let offset = page.as_ptr() as usize - piece.as_ptr() as usize;
            if at > 0 {
                lines.push(rule(whole.start + offset));
                gap = true;
            }
            let span = Span::new(whole.start + offset, whole.start + offset + page.len()).trim(text);
            if span.is_empty() {
                gap |= page.trim().is_empty() && (at == 0);
                continue;
            }
            lines.push(line(text, span, indent(page), gap));
            gap = false;
        }
    }
    lines
}

fn line(text: &str, span: Span, indent: usize, gap: bool) -> Line {
    let words = span.of(text);
    let rule = words.len() >= 5 && words.chars().all(|c| matches!(c, '-' | '_' | '=' | '*'));
    let shape = if rule { Shape::Break } else { Shape::Plain };
    Line { span, shape, gap, indent, bold: false, marker: 0, role: Role::Words }
}

/// A page break.
pub(super) fn rule(at: usize) -> Line {
    let span = Span::new(at, at);
    Line { span, shape: Shape::Break, gap: true, indent: 0, bold: false, marker: 0, role: Role::Words }
}

/// Columns of white space before the first character; a tab counts as four.
pub(super) fn indent(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum()
}
