//! The lines under one unit: which of them open a provision, continue one or close an enumeration, and how deep.

use super::mistake::{Code, Mistakes};
use super::quotes;
use crate::instrument::block::{Block, Mark};
use crate::instrument::hierarchy;
use crate::span::Span;

/// One line of the body, as the grammar tells it apart.
pub(super) struct Line {
    pub(super) kind: Kind,
    /// The first byte after the indentation.
    pub(super) start: usize,
    /// The columns of white space before it; a tab counts as one level of two.
    pub(super) columns: usize,
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

/// Closing words without indentation close the innermost list, however deep that is.
const INNERMOST: usize = usize::MAX;

/// Reads the lines under one unit into blocks; true where there were operative words among them.
pub(super) fn read(text: &str, lines: &[Line], blocks: &mut Vec<Block>, mistakes: &mut Mistakes) -> bool {
    let first = blocks.len();
    let indented = lines.iter().any(|line| line.columns >= 2 && line.is_placed(text));
    let told = Told::default();
    let mut body = Body {
        text,
        indented,
        blocks,
        mistakes,
        open: Vec::new(),
        above: 0,
        listed: false,
        noted: None,
        introduced: false,
        end: None,
        told,
    };
    for (index, line) in lines.iter().enumerate() {
        body.take(line, &lines[index + 1..]);
    }
    quotes::check(text, &blocks[first..], mistakes);
    blocks[first..].iter().any(|block| matches!(block, Block::Text { .. }))
}

impl Line {
    /// True for lines whose indentation says where they belong.
    fn is_placed(&self, text: &str) -> bool {
        match self.kind {
            Kind::Item(_) | Kind::Closing => true,
            Kind::Plain => quotes::opens(self.words.of(text)) || self.is_named(text),
            Kind::Note | Kind::Literal => false,
        }
    }

    /// True for "Explanation 1.—" and its like, which stand beside the provisions of a section.
    fn is_named(&self, text: &str) -> bool {
        hierarchy::named(text, self.words.start, self.words.end).is_some()
    }
}

pub(super) struct Body<'t, 'm> {
    pub(super) text: &'t str,
    /// True where indentation decides the depth, false where the style of the enumerators does.
    indented: bool,
    blocks: &'m mut Vec<Block>,
    pub(super) mistakes: &'m mut Mistakes,
    /// The open provisions, outermost first.
    pub(super) open: Vec<Open<'t>>,
    /// How far the line above is indented.
    pub(super) above: usize,
    /// True once a provision has been opened.
    listed: bool,
    /// How far the note is indented that closed the last list.
    noted: Option<usize>,
    /// True where words stand before the first provision.
    introduced: bool,
    /// Where the last line ended, while its block may still be continued.
    end: Option<usize>,
    pub(super) told: Told,
}

/// An open provision.
pub(super) struct Open<'t> {
    /// How far it is indented.
    pub(super) level: usize,
    /// Its label; none for a definition, or for law that is quoted.
    pub(super) label: Option<&'t str>,
    /// True where words follow its label.
    wordy: bool,
}

/// Mistakes that are told once a unit: the lines after the first one repeat them.
#[derive(Default)]
pub(super) struct Told {
    pub(super) too_deep: bool,
    pub(super) dedented: bool,
}

impl<'t> Body<'t, '_> {
    fn take(&mut self, line: &Line, later: &[Line]) {
        match line.kind {
            Kind::Item(enumerator) => self.item(line, enumerator),
            Kind::Closing => self.closing(line, later),
            Kind::Note => self.note(line),
            Kind::Literal => {
                self.introduced |= !self.listed;
                self.push(line.words, Mark::InText);
            }
            Kind::Plain if line.is_placed(self.text) => self.quoted(line),
            Kind::Plain => self.plain(line),
        }
        let continuable = !matches!(line.kind, Kind::Literal);
        self.end = continuable.then_some(line.words.end);
        if !matches!(line.kind, Kind::Note) {
            self.above = line.columns / 2;
        }
    }

    fn push(&mut self, span: Span, mark: Mark) {
        self.blocks.push(Block::Text { span, mark });
    }

    /// A note stands beside the provisions that are indented as far as it is.
    fn note(&mut self, line: &Line) {
        let level = line.columns / 2;
        self.noted = (self.indented && self.listed).then_some(level);
        if self.indented && self.close_to(level).is_some() {
            let here = Span::new(line.start, line.start);
            self.push(here, Mark::Closing { depth: self.open.len() });
        }
        self.blocks.push(Block::Note { span: line.words });
    }

    fn item(&mut self, line: &Line, enumerator: Span) {
        let label = bare(enumerator.of(self.text));
        self.listed = true;
        if !self.indented {
            let before = self.open.pop();
            self.check_repeated(enumerator, label, before);
            self.open.push(Open { level: 0, label: Some(label), wordy: true });
            return self.push(Span::new(line.start, line.words.end.max(enumerator.end)), Mark::InText);
        }
        let level = self.level(line);
        self.check_jump(line, level);
        let sibling = self.close_to(level).filter(|open| open.level == level);
        self.check_repeated(enumerator, label, sibling);
        self.check_depth(line);
        let depth = self.open.len();
        self.noted = None;
        self.open.push(Open { level, label: Some(label), wordy: !line.words.is_empty() });
        self.push(line.words, Mark::Label { label: label.to_owned(), depth });
    }

    /// A definition, or the beginning of quoted law: what is indented below it stands inside it.
    fn quoted(&mut self, line: &Line) {
        self.listed = true;
        if !self.indented {
            return self.push(line.words, Mark::InText);
        }
        let level = self.level(line);
        self.check_jump(line, level);
        let is_named = line.is_named(self.text);
        self.close_to(if is_named { 0 } else { level });
        self.check_depth(line);
        self.noted = None;
        let depth = self.open.len();
        self.open.push(Open { level, label: None, wordy: true });
        self.push(line.words, if is_named { Mark::InText } else { Mark::Label { label: "\"".to_owned(), depth } });
    }

    fn closing(&mut self, line: &Line, later: &[Line]) {
        let level = if self.indented { self.level(line) } else { 0 };
        if line.words.is_empty() {
            // Without words it only says that the list ends here.
            self.noted = self.noted.filter(|note| *note < level);
            self.close_to(if self.indented { level } else { usize::MAX });
            return;
        }
        let closes = if self.indented { self.close_list(level, later) } else { self.listed };
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
        let depth = if self.indented { self.open.len() } else { INNERMOST };
        self.push(line.words, Mark::Closing { depth });
    }

    /// Closes the list that closing words at `level` finish; false where there is none.
    ///
    /// Lawyers set them under the enumerators of the list, or under the provision whose list it is. The two differ
    /// only where lists are open at both levels. Then it is the inner one that is closed if the outer one could not
    /// be: because no words lead to it, or because it goes on.
    fn close_list(&mut self, level: usize, later: &[Line]) -> bool {
        let noted = self.noted.take();
        if noted == Some(level) {
            return true;
        }
        let below = self.close_to(level + 1).is_some() || noted.is_some_and(|note| note > level);
        let Some(open) = self.open.last().filter(|open| open.level == level) else { return below };
        let inner = below && (open.label.is_none() || !self.is_led_to() || goes_on(self.text, level, later));
        if !inner {
            self.open.pop();
        }
        true
    }

    /// True where words lead to the innermost open list.
    fn is_led_to(&self) -> bool {
        let above = self.open.len().checked_sub(2);
        above.map_or(self.introduced, |at| self.open[at].wordy)
    }

    fn plain(&mut self, line: &Line) {
        self.check_bracket(line);
        let level = line.columns / 2;
        if self.indented && self.open.last().is_some_and(|open| level < open.level) {
            self.check_dedent(line);
            self.close_to(level + 1);
            return self.push(line.words, Mark::Closing { depth: self.open.len() });
        }
        self.introduced |= !self.listed;
        let between = self.end.map(|end| &self.text[end..line.start]);
        if between.is_some_and(|space| space.bytes().filter(|&byte| byte == b'\n').count() == 1) {
            return self.extend(line.words);
        }
        self.push(line.words, Mark::InText);
    }

    /// Adds the words of a line to the block of the line above.
    fn extend(&mut self, words: Span) {
        let Some(Block::Text { span, .. } | Block::Note { span }) = self.blocks.last_mut() else { return };
        *span = if span.is_empty() { words } else { Span::new(span.start, words.end) };
    }

    /// Closes the provisions that are indented as far as `level` or further; the outermost of them, if any.
    fn close_to(&mut self, level: usize) -> Option<Open<'t>> {
        let mut closed = None;
        while self.open.last().is_some_and(|open| open.level >= level) {
            closed = self.open.pop();
        }
        closed
    }

    fn level(&mut self, line: &Line) -> usize {
        if line.columns % 2 == 1 {
            let message = format!("this line is indented by {} spaces", line.columns);
            let help = "Each level is indented by two spaces: use 2, 4, 6 …";
            self.mistakes.add(Code::UnevenIndentation, Span::new(line.start, line.words.end), message, help);
        }
        line.columns / 2
    }
}

/// How many lines are looked at for the next provision.
const AHEAD: usize = 8;

/// True where the next provision is one more of the list at `level`.
fn goes_on(text: &str, level: usize, later: &[Line]) -> bool {
    let opens = |line: &&Line| line.is_placed(text) && !matches!(line.kind, Kind::Closing);
    let next = later.iter().take(AHEAD).find(opens);
    next.is_some_and(|next| matches!(next.kind, Kind::Item(_)) && next.columns / 2 == level)
}

/// A label without the brackets, stop or bullet around it.
pub(super) fn bare(written: &str) -> &str {
    let inside = written.strip_prefix('(').map_or(written, |rest| rest.strip_suffix(')').unwrap_or(rest));
    if let Some(verbatim) = inside.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return verbatim.trim();
    }
    inside.trim_end_matches([')', '.']).trim_matches(['-', '–', '—', '•', ' '])
}
