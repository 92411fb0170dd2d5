//! The words of sections: which lines make one run, what is a note, what the format says about enumerators.

use super::lists::{self, Nesting};
use super::survey::Habit;
use super::{Line, Shape, label, notes};
use crate::instrument::block::{Block, Mark};
use crate::span::Span;

/// Collects blocks; joins lines of one paragraph into one span.
pub(crate) struct Body<'a> {
    text: &'a str,
    lines: &'a [Line],
    habit: &'a Habit,
    blocks: Vec<Block>,
    /// The run that may still grow, and the line it ends with.
    run: Option<(Span, usize)>,
    /// The last words of law.
    last: Option<Span>,
    nesting: Nesting,
    illustrations: bool,
    /// Words of the open section carry enumerators of their own.
    counted_in_text: bool,
    /// Lines that an open remark in brackets may still take, and its brackets that are open.
    remark: usize,
    brackets: usize,
    /// The depth that the last closing words closed.
    closed: Option<usize>,
    /// Words of the open section so far.
    texts: usize,
}

/// The most lines of one remark.
const REMARK: usize = 8;

impl<'a> Body<'a> {
    pub(crate) fn new(text: &'a str, lines: &'a [Line], habit: &'a Habit) -> Self {
        let (blocks, nesting) = (Vec::new(), Nesting::default());
        Self {
            text,
            lines,
            habit,
            blocks,
            run: None,
            last: None,
            nesting,
            illustrations: false,
            counted_in_text: false,
            remark: 0,
            brackets: 0,
            closed: None,
            texts: 0,
        }
    }

    /// Ends the run of words: a section or division begins.
    pub(crate) fn close(&mut self) {
        self.end_run();
        self.nesting.clear();
        (self.illustrations, self.counted_in_text, self.closed) = (false, false, None);
        (self.remark, self.brackets) = (0, 0);
        self.texts = 0;
    }

    /// Adds a block and gives its place.
    pub(crate) fn push(&mut self, block: Block) -> usize {
        self.end_run();
        self.blocks.push(block);
        self.blocks.len() - 1
    }

    /// Adds a note.
    pub(crate) fn note(&mut self, span: Span) {
        self.end_run();
        if let Some(Block::Note { span: last }) = self.blocks.last_mut() {
            let between = &self.text[last.end..span.start.max(last.end)];
            if between.len() < 8 && between.matches('\n').count() == 1 && between.trim().is_empty() {
                last.end = span.end;
                return;
            }
        }
        self.push(Block::Note { span });
    }

    /// All blocks.
    pub(crate) fn finish(&mut self) -> Vec<Block> {
        self.end_run();
        std::mem::take(&mut self.blocks)
    }

    /// True before anything was read.
    pub(crate) fn is_empty(&self) -> bool {
        self.blocks.is_empty() && self.run.is_none()
    }

    /// Runs of words since the section opened.
    pub(crate) fn since_section(&self) -> usize {
        self.texts
    }

    /// True right after a division or cross-heading.
    pub(crate) fn is_fresh_division(&self) -> bool {
        self.run.is_none() && matches!(self.blocks.last(), Some(Block::Division { .. }))
    }

    /// True where enacting words came last.
    pub(crate) fn enacted(&self) -> bool {
        self.last.is_some_and(|span| span.len() < 2000 && span.of(self.text).to_lowercase().contains("enacted"))
    }

    /// The heading of the section at `block`.
    pub(crate) fn heading_of(&self, block: usize) -> Option<Span> {
        match self.blocks.get(block) {
            Some(Block::Section { heading, .. }) => *heading,
            _ => None,
        }
    }

    /// Gives the section at `block` a heading that stands beside its words.
    pub(crate) fn set_heading(&mut self, block: usize, span: Span) {
        if let Some(Block::Section { heading, .. }) = self.blocks.get_mut(block) {
            *heading = Some(span);
        }
        self.end_run();
    }

    /// The words so far end a sentence.
    pub(crate) fn sentence_ended(&self) -> bool {
        let last = self.last;
        last.is_none_or(|span| span.of(self.text).trim_end().ends_with(['.', ';', '”', '"', ':']))
    }

    /// Reads a whole line.
    pub(crate) fn line(&mut self, at: usize) {
        let line = &self.lines[at];
        let span = unmarked(self.text, line.span);
        let words = span.of(self.text);
        if words.chars().all(|c| !c.is_alphanumeric()) {
            return;
        }
        if self.remark > 0 {
            return self.remark_on(span);
        }
        if self.illustrations && !notes::ends_illustrations(words) {
            return self.note(span);
        }
        self.illustrations = false;
        match notes::note(words) {
            Some(notes::Note::Illustrations) => {
                self.illustrations = true;
                return self.note(span);
            }
            // In codes of articles the note to an article is law: "Note. In this article, exploitation means …".
            Some(notes::Note::Line) if !(self.habit.articles && words.starts_with("Note")) => {
                self.remark = REMARK;
                return self.remark_on(span);
            }
            _ => {}
        }
        let structured = self.habit.list.is_some() || self.habit.nested_bullets;
        match &line.shape {
            Shape::Numbered(label) if structured || line.marker == 0 => {
                let mark = self.nesting.item(label, line.indent);
                self.closed = None;
                let span = Span::new((line.span.start + line.marker).min(line.span.end), line.span.end);
                self.marked(span.trim(self.text), mark);
            }
            Shape::Bullet if structured => self.nested(at, span),
            Shape::Bullet => self.bullet(at, span),
            _ => self.text(at, span),
        }
    }

    /// Reads what stands after the label of a section in its line.
    pub(crate) fn opening_words(&mut self, at: usize, span: Span) {
        match notes::note(span.of(self.text)) {
            Some(notes::Note::Line) => {
                self.remark = REMARK;
                self.remark_on(span);
            }
            _ => self.text(at, span),
        }
    }

    /// A remark in brackets goes on until its bracket closes, on however many lines it stands.
    fn remark_on(&mut self, span: Span) {
        let words = span.of(self.text);
        let bracketed = self.remark < REMARK || words.trim_start_matches(label::is_markup).starts_with('(');
        let opened = words.matches('(').count() + self.brackets;
        self.brackets = opened.saturating_sub(words.matches(')').count());
        self.remark = if bracketed && self.brackets > 0 { self.remark - 1 } else { 0 };
        if self.remark == 0 {
            self.brackets = 0;
        }
        self.note(span);
    }

    /// Reads words of the line at `at`.
    pub(crate) fn text(&mut self, at: usize, span: Span) {
        if span.is_empty() {
            return;
        }
        if let Some((run, last)) = self.run
            && self.joins(run, last, at, span)
        {
            self.run = Some((run.join(span), at));
            self.last = Some(span);
            return;
        }
        self.end_run();
        self.texts += 1;
        let words = span.of(self.text);
        self.counted_in_text |= words.starts_with('(') || words.contains(" (1) ");
        self.run = Some((span, at));
        self.last = Some(span);
    }

    fn marked(&mut self, span: Span, mark: Mark) {
        self.end_run();
        self.texts += 1;
        self.counted_in_text |= mark == Mark::InText && span.of(self.text).contains(" (1) ");
        self.last = Some(span);
        self.blocks.push(Block::Text { span, mark });
    }

    fn nested(&mut self, at: usize, span: Span) {
        let (words, indent) = (span.of(self.text), self.lines[at].indent);
        if let Some((label, rest)) = lists::enumerator(words) {
            let mark = self.nesting.item(label, indent);
            self.closed = None;
            return self.marked(Span::new(span.start + rest, span.end), mark);
        }
        if self.is_subheading(at, words) {
            return self.note(span);
        }
        let open = !self.ends_item();
        let bare = words.trim_start_matches(label::is_markup);
        let defines = words.starts_with(['“', '"', '‘']) || (bare.len() < words.len() && bare.contains("_**"));
        let mark = match self.nesting.bare(bare, indent, open) {
            Mark::Closing { .. } if defines && !bare.starts_with(char::is_lowercase) => Mark::InText,
            // Depths count from the section; enumerators in the words themselves would be left out of the count.
            Mark::Closing { .. } if self.counted_in_text => Mark::InText,
            // Nothing deeper is open any more: the words go on.
            Mark::Closing { depth } if self.closed == Some(depth) => Mark::InText,
            mark => mark,
        };
        self.closed = match mark {
            Mark::Closing { depth } => Some(depth),
            _ => self.closed,
        };
        self.marked(span, mark);
    }

    /// A title among the items, right before the next numbered one.
    fn is_subheading(&self, at: usize, words: &str) -> bool {
        let next = self.lines.get(at + 1).filter(|next| next.indent == self.lines[at].indent);
        let label = next.and_then(|next| lists::enumerator(next.words(self.text)));
        let numbered = label.is_some_and(|(label, _)| label.starts_with(|c: char| c.is_ascii_digit()));
        numbered && !words.ends_with('.') && super::heading::is_like(words)
    }

    /// An item without label, in a text where bullets are rare: a limb of what it follows.
    fn bullet(&mut self, at: usize, span: Span) {
        let words = span.of(self.text);
        let quoted = words.starts_with(['“', '"', '‘']);
        if lists::enumerator(words).is_some() || quoted || self.blocks.is_empty() && self.run.is_none() {
            self.end_run();
            return self.text(at, span);
        }
        self.end_run();
        self.text(at, self.with_bullet(span));
        self.end_run();
    }

    /// The words with the bullet before them, which tells the hierarchy that a limb begins.
    fn with_bullet(&self, span: Span) -> Span {
        let line = self.text[..span.start].rfind('\n').map_or(0, |i| i + 1);
        let lead = &self.text[line..span.start];
        let start = line + (lead.len() - lead.trim_start_matches(|c: char| c.is_whitespace() || c == '>').len());
        let bullet = self.text[start..span.start].starts_with(['-', '*', '+', '•']);
        if bullet { Span::new(start, span.end) } else { span }
    }

    /// The last words end an item of a list: a comma, a semicolon, "or".
    fn ends_item(&self) -> bool {
        let Some(Block::Text { span, .. }) = self.blocks.last() else { return false };
        let words = span.of(self.text).trim_end();
        words.ends_with([',', ';', '.']) || words.ends_with(" or") || words.ends_with(" and")
    }

    /// True where the words go on in the same paragraph.
    fn joins(&self, run: Span, last: usize, at: usize, span: Span) -> bool {
        let between = &self.text[run.end..span.start.max(run.end)];
        if span.start < run.end
            || !between.chars().all(|c| c.is_whitespace() || label::is_markup(c))
            || between.contains('\u{c}')
        {
            return false;
        }
        let (words, next) = (run.of(self.text), span.of(self.text));
        if last == at {
            return true;
        }
        // A cell of a table that holds a label alone, and the cell of its words.
        if lists::enumerator(words).is_some_and(|(_, rest)| rest == words.len()) && !self.lines[at].gap {
            return true;
        }
        let ended = words
            .trim_end_matches(|c: char| label::is_markup(c))
            .ends_with(['.', ',', ';', ':', '—', '–', '-', '”', ')', ']', '。']);
        let small = next.starts_with(char::is_lowercase);
        if refers_on(words) && !next.starts_with(['“', '"', '‘']) {
            return true;
        }
        if self.lines[at].gap {
            return !ended && small && !lists::opens_item(next);
        }
        let enumerated = lists::opens_item(next) || next.starts_with(['“', '"', '•']);
        let conjunction = words.ends_with(" or") || words.ends_with(" and");
        if enumerated && (ended || conjunction || self.broke_early(last, next)) {
            return false;
        }
        if ended && !small && words.ends_with(['.', ':', ';']) {
            return false;
        }
        !(ended && self.broke_early(last, next))
    }

    /// The line ended though the next word would have fitted: its paragraph ended.
    fn broke_early(&self, last: usize, next: &str) -> bool {
        let Some(width) = self.habit.wrap else { return true };
        let line = self.lines[last].words(self.text).chars().count();
        let word = next.split_whitespace().next().map_or(0, |w| w.chars().count());
        line + 1 + word + 8 < width
    }

    fn end_run(&mut self) {
        if let Some((span, _)) = self.run.take() {
            self.blocks.push(Block::Text { span, mark: Mark::InText });
        }
    }
}

/// The words end in the middle of a reference: "under section", "paragraphs (a) and".
fn refers_on(words: &str) -> bool {
    const NOUNS: &[&str] = &[
        "section",
        "sections",
        "subsection",
        "subsections",
        "sub-section",
        "paragraph",
        "paragraphs",
        "article",
        "articles",
        "clause",
        "regulation",
        "under",
        "of",
        "the",
        "artículo",
        "artículos",
        "apartado",
        "artigo",
        "alinéa",
    ];
    let last = words.rsplit(|c: char| c.is_whitespace() || label::is_markup(c)).next().unwrap_or_default();
    NOUNS.contains(&last.to_lowercase().as_str())
}

/// The words without the marks of an editor (`F1[ … ]`) at their ends.
fn unmarked(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let Some(rest) = words.strip_prefix('F') else { return span };
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let Some(after) = rest[digits..].strip_prefix('[').filter(|_| digits > 0 && digits <= 3) else { return span };
    let start = span.end - after.len();
    let end = if after.ends_with(']') && !after[..after.len() - 1].contains('[') { span.end - 1 } else { span.end };
    Span::new(start, end.max(start))
}
