//! Lines on a terminal: words wrapped to a width, with faces, and quotations underlined with or without colour.

use super::foreign::plain;
use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthChar;

/// How words look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Face {
    /// As they are.
    #[default]
    Plain,
    /// Titles.
    Strong,
    /// What a reader may skip.
    Faint,
    /// Words of the law that carry a finding.
    Quoted,
    /// Met.
    Good,
    /// Partly met, and questions.
    Half,
    /// Missing or contrary.
    Bad,
    /// Not supplied.
    Open,
}

impl Face {
    fn style(self) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Strong => Style::new().bold(),
            Self::Faint => Style::new().dimmed(),
            Self::Quoted => Style::new().underline(),
            Self::Good => AnsiColor::Green.on_default().bold(),
            Self::Half => AnsiColor::Yellow.on_default().bold(),
            Self::Bad => AnsiColor::Red.on_default().bold(),
            Self::Open => AnsiColor::Cyan.on_default().bold(),
        }
    }
}

/// A text that grows downwards.
pub(super) struct Page {
    pub(super) text: String,
    pub(super) width: usize,
    pub(super) colour: bool,
}

type Cell = (char, Face);

impl Page {
    pub(super) fn new(width: usize, colour: bool) -> Self {
        Self { text: String::new(), width: width.max(NARROWEST), colour }
    }

    pub(super) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// Lines that are laid out already.
    pub(super) fn drawn(&mut self, lines: &str) {
        self.text.push_str(lines);
        self.text.push('\n');
    }

    /// Words in one face, wrapped.
    pub(super) fn line(&mut self, indent: usize, face: Face, words: &str) {
        self.paragraph(indent, indent, &[(face, words)]);
    }

    /// Pieces of words, made plain and wrapped; the first line starts at `first`, all others at `rest`.
    pub(super) fn paragraph(&mut self, first: usize, rest: usize, pieces: &[(Face, &str)]) {
        let cells = cells(pieces);
        let mut left = &cells[..];
        let mut indent = first;
        loop {
            let (line, others) = break_line(left, self.width.saturating_sub(indent));
            self.put(indent, line);
            if others.is_empty() {
                return;
            }
            (left, indent) = (others, rest);
        }
    }

    fn put(&mut self, indent: usize, line: &[Cell]) {
        self.text.extend(std::iter::repeat_n(' ', indent));
        for run in line.chunk_by(|a, b| a.1 == b.1) {
            let style = if self.colour { run[0].1.style() } else { Style::new() };
            self.text.push_str(&style.render().to_string());
            self.text.extend(run.iter().map(|cell| cell.0));
            self.text.push_str(&style.render_reset().to_string());
        }
        self.text.push('\n');
        if !self.colour && line.iter().any(|cell| cell.1 == Face::Quoted) {
            let marks: String = line.iter().flat_map(|cell| mark(*cell)).collect();
            self.text.extend(std::iter::repeat_n(' ', indent));
            self.text.push_str(marks.trim_end());
            self.text.push('\n');
        }
    }
}

/// Narrower than this nothing can be read.
const NARROWEST: usize = 40;

/// What stands under a character on the line of marks.
fn mark((c, face): Cell) -> impl Iterator<Item = char> {
    let sign = if face == Face::Quoted { '~' } else { ' ' };
    std::iter::repeat_n(sign, c.width().unwrap_or(0))
}

/// The characters of all pieces; white space between two pieces counts once.
fn cells(pieces: &[(Face, &str)]) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for (face, words) in pieces {
        let space = |cells: &[Cell]| cells.last().is_some_and(|cell| cell.0 != ' ');
        if words.starts_with(char::is_whitespace) && space(&cells) {
            cells.push((' ', Face::Plain));
        }
        cells.extend(plain(words).chars().map(|c| (c, *face)));
        if words.len() > 1 && words.ends_with(char::is_whitespace) && space(&cells) {
            cells.push((' ', Face::Plain));
        }
    }
    cells
}

/// As many cells as fit, broken at the last space or, in a word longer than the line, anywhere.
fn break_line(cells: &[Cell], width: usize) -> (&[Cell], &[Cell]) {
    let (mut used, mut space) = (0, None);
    for (at, (c, _)) in cells.iter().enumerate() {
        used += c.width().unwrap_or(0);
        if *c == ' ' {
            space = Some(at);
        }
        if used > width && at > 0 {
            return match space {
                Some(space) => (&cells[..space], &cells[space + 1..]),
                None => cells.split_at(at),
            };
        }
    }
    (cells, &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(colour: bool, pieces: &[(Face, &str)]) -> String {
        let mut page = Page::new(40, colour);
        page.paragraph(2, 4, pieces);
        page.text
    }

    #[test]
    fn quotations_are_marked_beneath_where_there_is_no_colour() {
        let pieces = [
            (Face::Plain, "any person who "),
            (Face::Quoted, "recruits"),
            (Face::Plain, ", for profit, another person"),
        ];
        let expected = "  any person who recruits, for profit,\n                 ~~~~~~~~\n    another person\n";
        assert_eq!(page(false, &pieces), expected);
        assert!(page(true, &pieces).contains("\u{1b}[4mrecruits\u{1b}[0m, for"));
    }

    #[test]
    fn wide_characters_take_two_columns_and_long_words_are_cut() {
        assert_eq!(page(false, &[(Face::Quoted, "拐卖")]), "  拐卖\n  ~~~~\n");
        let long = page(false, &[(Face::Plain, &"x".repeat(60))]);
        assert_eq!(long, format!("  {}\n    {}\n", "x".repeat(38), "x".repeat(22)));
    }

    #[test]
    fn nothing_is_a_blank_line() {
        assert_eq!(page(false, &[(Face::Plain, "")]), "  \n");
    }

    proptest::proptest! {
        #[test]
        fn no_line_is_wider_than_the_page_and_no_word_is_lost(text in "[a-z 拐é\u{301}]{0,200}") {
            let page = page(false, &[(Face::Plain, &text)]);
            for line in page.lines() {
                proptest::prop_assert!(line.chars().map(|c| c.width().unwrap_or(0)).sum::<usize>() <= 40);
            }
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            proptest::prop_assert_eq!(letters(&page), letters(&text));
        }
    }
}
