//! The lines under one unit: which of them open a provision, continue one or close an enumeration, and how deep.

use super::mistake::{Code, Mistakes};
use crate::instrument::block::{Block, Mark};
use crate::span::Span;

/// One line of the body, as the grammar tells it apart.
pub(super) struct Line {
    pub(super) kind: Kind,
    /// The first byte after the indentation.
    pub(super) start: usize,
    /// The columns of white space before it; a tab counts as one level of two.
    columns: usize,
    /// The words after the enumerator, the dots or `Note:`, trimmed.
    pub(super) words: Span,
}

impl Line {
    pub(super) fn new(text: &str, kind: Kind, start: usize, words: Span) -> Self {
        let before = text.as_bytes()[..start].iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t'));
        Self { kind, start, columns: before.map(|byte| if *byte == b'\t' { 2 } else { 1 }).sum(), words }
    }
}

/// What a line does.
pub(super) enum Kind {
    /// Begins with an enumerator.
    Item(Span),
    /// Begins with `…`.
    Closing,
    /// Begins with `Note:`.
    Note,
    /// Begins with a backslash: words, whatever they look like.
    Literal,
    /// Anything else.
    Plain,
}

/// Deeper nesting is no law but a broken file; the bound also keeps every later step from running out of stack.
const DEEPEST: usize = 50;

/// Reads the lines under one unit into blocks; true where there were operative words among them.
pub(super) fn read(text: &str, lines: &[Line], blocks: &mut Vec<Block>, mistakes: &mut Mistakes) -> bool {
    let first = blocks.len();
    let indented = lines.iter().any(|line| line.kind.is_placed() && line.columns >= 2);
    let mut body =
        Body { text, indented, blocks, mistakes, open: Vec::new(), listed: false, end: None, told: Told::default() };
    lines.iter().for_each(|line| body.take(line));
    check_quotes(text, &blocks[first..], mistakes);
    blocks[first..].iter().any(|block| matches!(block, Block::Text { .. }))
}

impl Kind {
    /// True for lines whose indentation says where they belong.
    const fn is_placed(&self) -> bool {
        matches!(self, Self::Item(_) | Self::Closing)
    }
}

struct Body<'t, 'm> {
    text: &'t str,
    /// True where indentation decides the depth, false where the style of the enumerators does.
    indented: bool,
    blocks: &'m mut Vec<Block>,
    mistakes: &'m mut Mistakes,
    /// The open provisions, outermost first: how far each is indented, and its label.
    open: Vec<(usize, &'t str)>,
    /// True once a provision has been opened by an enumerator.
    listed: bool,
    /// Where the last line ended, while its block may still be continued.
    end: Option<usize>,
    told: Told,
}

/// Mistakes that are told once a unit: the lines after the first one repeat them.
#[derive(Default)]
struct Told {
    too_deep: bool,
    dedented: bool,
}

impl<'t> Body<'t, '_> {
    fn take(&mut self, line: &Line) {
        match line.kind {
            Kind::Item(enumerator) => self.item(line, enumerator),
            Kind::Closing => self.closing(line),
            Kind::Note => self.blocks.push(Block::Note { span: line.words }),
            Kind::Literal => self.push(line.words, Mark::InText),
            Kind::Plain => self.plain(line),
        }
        let continuable = !matches!(line.kind, Kind::Literal);
        self.end = continuable.then_some(line.words.end);
    }

    fn push(&mut self, span: Span, mark: Mark) {
        self.blocks.push(Block::Text { span, mark });
    }

    fn item(&mut self, line: &Line, enumerator: Span) {
        let label = bare(enumerator.of(self.text));
        self.listed = true;
        if !self.indented {
            let before = self.open.pop();
            self.check_repeated(enumerator, label, before);
            self.open.push((0, label));
            return self.push(Span::new(line.start, line.words.end.max(enumerator.end)), Mark::InText);
        }
        let level = self.level(line);
        self.check_jump(line, level);
        let sibling = self.close_to(level).filter(|(at, _)| *at == level);
        self.check_repeated(enumerator, label, sibling);
        self.check_depth(line);
        let depth = self.open.len();
        self.open.push((level, label));
        self.push(line.words, Mark::Label { label: label.to_owned(), depth });
    }

    fn closing(&mut self, line: &Line) {
        let level = if self.indented { self.level(line) } else { 0 };
        let closes = if self.indented { self.close_to(level).is_some() } else { self.listed };
        if !closes {
            let message = "these closing words close no enumeration";
            let help = if self.listed {
                "Closing words stand exactly under the enumerators of the list they close: indent the line as far as those."
            } else {
                "A line that begins with `…` follows a list such as (a), (b). Without a list, leave out the `…`."
            };
            self.mistakes.add(
                Code::ClosingWordsWithoutEnumeration,
                Span::new(line.start, line.words.end),
                message,
                help,
            );
        }
        let depth = if self.indented { self.open.len() } else { usize::MAX };
        self.push(line.words, Mark::Closing { depth });
    }

    fn plain(&mut self, line: &Line) {
        self.check_bracket(line);
        if self.continues(line) {
            return self.extend(line.words);
        }
        self.push(line.words, Mark::InText);
    }

    /// True where the line goes on from the line directly above it.
    fn continues(&mut self, line: &Line) -> bool {
        if starts_with_quote(line.words.of(self.text)) {
            return false;
        }
        self.check_dedent(line);
        let between = self.end.map(|end| &self.text[end..line.start]);
        between.is_some_and(|space| space.bytes().filter(|&byte| byte == b'\n').count() == 1)
    }

    fn extend(&mut self, words: Span) {
        let Some(Block::Text { span, .. } | Block::Note { span }) = self.blocks.last_mut() else { return };
        span.end = words.end;
        if span.start + 1 >= span.end || span.of(self.text).trim_start().len() < span.len() {
            *span = span.trim(self.text);
        }
    }

    /// Closes the provisions that are indented as far as `level` or further; the outermost of them, if any.
    fn close_to(&mut self, level: usize) -> Option<(usize, &'t str)> {
        let mut closed = None;
        while self.open.last().is_some_and(|(at, _)| *at >= level) {
            closed = self.open.pop();
        }
        closed
    }

    fn level(&mut self, line: &Line) -> usize {
        let columns = line.columns;
        if columns % 2 == 1 {
            let message = format!("this line is indented by {columns} spaces");
            let help = "Each level is indented by two spaces: use 2, 4, 6 …";
            self.mistakes.add(Code::UnevenIndentation, Span::new(line.start, line.words.end), message, help);
        }
        columns / 2
    }

    fn check_jump(&mut self, line: &Line, level: usize) {
        let deepest = self.open.last().map_or(1, |(at, _)| at + 1);
        if level > deepest {
            let message = "this line is indented by more than one level below the provision above it";
            let help = format!("Indent it by {} spaces, or add the provision in which it stands.", deepest * 2);
            self.mistakes.add(Code::IndentationJump, Span::new(line.start, line.words.start), message, help);
        }
    }

    fn check_depth(&mut self, line: &Line) {
        if self.open.len() < DEEPEST || self.told.too_deep {
            return;
        }
        self.told.too_deep = true;
        let message = format!("provisions are nested more than {DEEPEST} levels deep");
        let help = "Check the indentation: provisions of the same rank are indented alike.";
        self.mistakes.add(Code::NestedTooDeep, Span::new(line.start, line.words.start), message, help);
    }

    fn check_repeated(&mut self, at: Span, label: &str, sibling: Option<(usize, &str)>) {
        if label.is_empty() || sibling.is_none_or(|(_, before)| before != label) {
            return;
        }
        let message = format!("{} follows another provision with the same label", at.of(self.text));
        self.mistakes.add(
            Code::DuplicateLabel,
            at,
            message,
            "Correct one of the two labels against the official text.",
        );
    }

    fn check_dedent(&mut self, line: &Line) {
        let Some(&(level, label)) = self.open.last() else { return };
        if self.told.dedented || line.columns / 2 >= level {
            return;
        }
        self.told.dedented = true;
        let message = format!("this line stands further left than ({label}) and is read as part of it");
        let help =
            "If it closes the list, begin it with `…`. If it goes on from the line above, indent it as far as that.";
        self.mistakes.add(Code::DedentedLine, Span::new(line.start, line.words.end), message, help);
    }

    fn check_bracket(&mut self, line: &Line) {
        let words = line.words.of(self.text);
        let Some(inner) = words.strip_prefix('(') else { return };
        let length = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let label = &inner[..length];
        let tight = label.len() == 1 || label.bytes().any(|byte| byte.is_ascii_digit());
        if !tight || length > 4 || words.contains(')') || !inner[length..].starts_with([' ', ']', '}', '.']) {
            return;
        }
        let message = format!("`({label}` looks like an enumerator whose bracket is not closed");
        let at = Span::new(line.start, line.start + 1 + length);
        self.mistakes.add(Code::UnclosedEnumerator, at, message, format!("Write `({label})`."));
    }
}

/// A label without the brackets, stop or bullet around it.
pub(super) fn bare(written: &str) -> &str {
    let inside = written.strip_prefix('(').map_or(written, |rest| rest.strip_suffix(')').unwrap_or(rest));
    if let Some(verbatim) = inside.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return verbatim.trim();
    }
    inside.trim_end_matches([')', '.']).trim_matches(['-', '–', '—', '•', ' '])
}

/// The quotation marks with which a defined term may open, each with those that close it.
const QUOTES: [(char, &[char]); 5] =
    [('"', &['"', '”']), ('“', &['”', '"', '“']), ('«', &['»']), ('„', &['“', '”', '"']), ('‘', &['’'])];

fn starts_with_quote(words: &str) -> bool {
    words.starts_with(QUOTES.map(|(open, _)| open))
}

fn check_quotes(text: &str, blocks: &[Block], mistakes: &mut Mistakes) {
    for block in blocks {
        let Block::Text { span, .. } = block else { continue };
        let words = span.of(text);
        let Some((open, close)) = QUOTES.into_iter().find(|(open, _)| words.starts_with(*open)) else { continue };
        if words[open.len_utf8()..].contains(close) {
            continue;
        }
        let help = "Close the quotation after the term that is defined, so that the definition can be found.";
        let at = Span::new(span.start, span.start + open.len_utf8());
        mistakes.add(Code::UnclosedQuoteInDefinition, at, "this quotation mark is not closed", help);
    }
}
