//! Headings of the next divisions, left as lines at the end of a section: "TITLE TWO", "CRIMES AGAINST LIBERTY".

use super::chapter::{self, Chapter};
use crate::instrument::Level;
use crate::instrument::block::Block;
use crate::span::Span;

/// A division announced at the end of a section.
#[derive(Debug)]
pub(super) struct Heading {
    chapter: Chapter,
    heading: Option<Span>,
    span: Span,
    /// How many lines it takes.
    pub(super) lines: usize,
}

impl Heading {
    /// The block it stands for.
    pub(super) fn division(self) -> Block {
        Block::Division { level: self.chapter.level, label: self.chapter.label, heading: self.heading, span: self.span }
    }
}

/// The headings that the last lines of a section announce; none where they are words of the section.
pub(super) fn headings(text: &str, lines: &[Span]) -> Vec<Heading> {
    let capitals = lines.iter().rev().take_while(|line| is_capitals(line.of(text))).count();
    let tail = &lines[lines.len() - capitals..];
    let Some(first) = tail.iter().position(|line| ranked(line.of(text)).is_some()) else { return Vec::new() };
    let mut found: Vec<Heading> = Vec::new();
    for line in &tail[first..] {
        if let Some(chapter) = ranked(line.of(text)) {
            let inside = |h: Span| Span::new(line.start + h.start, line.start + h.end);
            found.push(Heading { heading: chapter.heading.map(inside), chapter, span: *line, lines: 1 });
        } else if let Some(last) = found.last_mut() {
            last.heading = Some(last.heading.map_or(*line, |heading| heading.join(*line)));
            last.span = last.span.join(*line);
            last.lines += 1;
        }
    }
    found
}

/// A division with a rank and a number.
fn ranked(line: &str) -> Option<Chapter> {
    Some(chapter::chapter(line)).filter(|chapter| chapter.level != Level::Subdivision && !chapter.label.is_empty())
}

fn is_capitals(line: &str) -> bool {
    line.chars().any(char::is_alphabetic)
        && !line.chars().any(char::is_lowercase)
        && !line.ends_with([';', ':'])
        && line.len() < 200
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_in_capitals_announce_the_next_divisions() {
        let text = "It is punished.\nTITLE TWO\nLIBERTY\nCHAPTER ONE\nBONDAGE\nAND SALE";
        let mut at = 0;
        let spans: Vec<Span> = text
            .split('\n')
            .map(|line| {
                let span = Span::new(at, at + line.len());
                at = span.end + 1;
                span
            })
            .collect();
        let found: Vec<(Level, String, &str)> = headings(text, &spans)
            .into_iter()
            .map(|h| (h.chapter.level, h.chapter.label, h.heading.map_or("", |h| h.of(text))))
            .collect();
        assert_eq!(found, [(Level::Title, "2".into(), "LIBERTY"), (Level::Chapter, "1".into(), "BONDAGE\nAND SALE")]);
        assert!(headings(text, &spans[..1]).is_empty());
    }
}
