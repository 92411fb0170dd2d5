//! Prints an instrument as a structured statute extract, in the one form that reads back as the same tree.
//!
//! Spans and layout of the source are not kept: white space is single, every list is indented, every enumerator
//! stands in brackets.

use super::hierarchy;
use super::statute::header::{is_date, is_id, is_jurisdiction, is_language};
use super::statute::{LabelKind, is_ordinal, reads_as_more, written_label};
use super::{Content, Facts, Instrument, LawKind, Level, Provision, ProvisionId};

/// The canonical extract of an instrument.
///
/// Reading it gives the same labels, ranks, headings and words; printing that again gives the same text.
#[must_use]
pub fn print(instrument: &Instrument) -> String {
    let tops: Vec<ProvisionId> =
        (0..instrument.provisions.len()).filter(|&id| instrument.provisions[id].parent.is_none()).collect();
    let leading = tops.iter().take_while(|&&id| instrument.provisions[id].level == Level::Note).count();
    let (notes, rest) = tops.split_at(leading);
    let mut printer = Printer { instrument, out: String::with_capacity(instrument.text.len() + 1024) };
    printer.facts(&instrument.facts);
    for &note in notes {
        let words = printer.all_words(note);
        printer.header_line("note", &words);
    }
    printer.out.push('\n');
    for &id in rest {
        printer.child(id, 0);
    }
    printer.out
}

struct Printer<'i> {
    instrument: &'i Instrument,
    out: String,
}

impl<'i> Printer<'i> {
    fn facts(&mut self, facts: &Facts) {
        let kinds: Vec<&str> = facts.kinds.iter().copied().map(LawKind::name).collect();
        let year =
            facts.year.filter(|year| (1000..=2999).contains(year)).map_or(String::new(), |year| year.to_string());
        let title = [&facts.title, &facts.id].into_iter().find(|name| !name.trim().is_empty());
        self.header_line("id", fitting(&facts.id, is_id));
        self.header_line("jurisdiction", fitting(&facts.jurisdiction, is_jurisdiction));
        self.header_line("title", title.map_or("Untitled", String::as_str));
        self.header_line("number", &facts.number);
        self.header_line("year", &year);
        self.header_line("language", fitting(&facts.language, is_language));
        self.header_line("in-force", fitting(&facts.in_force, is_date));
        self.header_line("status", &facts.status);
        self.header_line("source", &facts.source);
        self.header_line("consulted", fitting(&facts.consulted, is_date));
        self.header_line("text", facts.text.name());
        self.header_line("kinds", &kinds.join(", "));
    }

    fn header_line(&mut self, key: &str, value: &str) {
        if value.trim().is_empty() {
            return;
        }
        self.out.push_str(key);
        self.out.push_str(": ");
        self.words(value);
        self.out.push('\n');
    }

    /// Prints a provision that stands `indent` levels deep in its unit.
    fn child(&mut self, id: ProvisionId, indent: usize) {
        let provision = &self.instrument.provisions[id];
        match provision.level {
            Level::Note => {
                let words = self.all_words(id);
                self.line(indent, "Note: ", &words);
            }
            Level::Definition => {
                self.content(id, Layout { own: indent, lists: indent + 1, paragraphs: false, line_open: false })
            }
            Level::Subsection if self.is_named(id) => {
                self.open_line(indent, &provision.label, ".—");
                self.content(id, Layout { own: indent, lists: indent + 1, paragraphs: false, line_open: true });
            }
            Level::Subsection | Level::Paragraph | Level::Item | Level::Subitem => {
                self.indent(indent);
                self.enumerator(&provision.label);
                self.content(id, Layout { own: indent, lists: indent + 1, paragraphs: false, line_open: true });
            }
            Level::Section if self.is_inserted(id) => self.inserted(id, indent),
            _ => self.unit(id, provision),
        }
    }

    /// True for a section that another one inserts into a law.
    fn is_inserted(&self, id: ProvisionId) -> bool {
        self.instrument.lineage(id).skip(1).any(|up| self.instrument.provisions[up].level >= Level::Section)
    }

    /// Prints an inserted section as the quotation that it is.
    fn inserted(&mut self, id: ProvisionId, indent: usize) {
        self.open_line(indent, "“", &self.instrument.provisions[id].label);
        self.out.push('.');
        self.content(id, Layout { own: indent, lists: indent + 1, paragraphs: false, line_open: true });
        self.out.truncate(self.out.trim_end().len());
        self.out.push_str("”\n");
    }

    fn unit(&mut self, id: ProvisionId, provision: &Provision) {
        if !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
        match provision.level {
            Level::Preamble => self.out.push_str("Preamble\n"),
            Level::Subdivision if provision.label.is_empty() => {
                self.out.push_str("== ");
                provision.heading.iter().for_each(|heading| self.words(heading.of(&self.instrument.text)));
                self.out.push_str(" ==\n");
            }
            _ => self.unit_line(provision),
        }
        let lists = usize::from(!self.runs_on(provision));
        self.content(id, Layout { own: 0, lists, paragraphs: true, line_open: false });
    }

    fn unit_line(&mut self, provision: &Provision) {
        let (word, kind) = word_for(provision);
        let ordinal = provision.level == Level::Schedule && is_ordinal(&provision.label);
        if ordinal {
            self.out.push_str(&provision.label);
            self.out.push(' ');
        }
        self.out.push_str(word);
        if !provision.label.is_empty() && !ordinal {
            self.out.push(' ');
            self.out.push_str(&written_label(kind, &provision.label));
        }
        if let Some(heading) = provision.heading {
            let words = heading.of(&self.instrument.text).trim_start();
            let dash = words.starts_with(['-', '–', '—']);
            self.out.push_str(if dash { ". — " } else { ". " });
            self.words(words);
        }
        self.out.push('\n');
    }

    /// True where the lists of a unit may begin at the margin: the plainest cases of all, (1), (2), (3) or a run of
    /// definitions, and lists in which something is indented anyway.
    fn runs_on(&self, provision: &Provision) -> bool {
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

    /// Prints the words and children of a provision, where its lines and its lists are to stand.
    fn content(&mut self, id: ProvisionId, mut at: Layout) {
        let instrument = self.instrument;
        let content = &instrument.provisions[id].content;
        let (mut list, mut led, mut before) = (None, false, Before::Nothing);
        for (index, piece) in content.iter().enumerate() {
            let words = self.words_of(piece);
            match *piece {
                Content::Text(_) if words.is_empty() => continue,
                Content::Text(_) if list.is_none() => {
                    led = true;
                    self.lead(&words, &mut at, before);
                    before = Before::Words;
                }
                Content::Text(_) => {
                    if at.line_open {
                        self.more(&words);
                    } else {
                        let last = list.expect("closing words follow a list");
                        self.close_lists(last, at.lists, led && !self.goes_on(&content[index + 1..]));
                        self.open_line(at.lists, "… ", &words);
                        at.line_open = true;
                    }
                }
                Content::Child(child) if self.is_inline(child) => {
                    if at.line_open {
                        self.more(&words)
                    } else {
                        self.open_line(at.own, "", &words)
                    }
                    at.line_open = true;
                    before = Before::InlineNote;
                }
                Content::Child(child) => {
                    self.end_line(&mut at.line_open);
                    let is_note = instrument.provisions[child].level == Level::Note;
                    list = if is_note { list } else { Some(child) };
                    before = Before::Line;
                    self.child(child, at.lists);
                }
            }
        }
        self.end_line(&mut at.line_open);
    }

    /// Words before the first list: the rest of an open line, or a paragraph of their own.
    fn lead(&mut self, words: &str, at: &mut Layout, before: Before) {
        let goes_on = before == Before::InlineNote || !at.paragraphs;
        if at.line_open && goes_on {
            return self.more(words);
        }
        self.end_line(&mut at.line_open);
        // Without a blank line the words would be taken into the line above.
        if before != Before::Nothing {
            self.out.push('\n');
        }
        let mark = if reads_as_more(words) { "\\" } else { "" };
        self.open_line(at.own, mark, words);
        at.line_open = true;
    }

    /// True for an "Explanation 1" and its like.
    fn is_named(&self, id: ProvisionId) -> bool {
        let provision = &self.instrument.provisions[id];
        let line = format!("{}.— ", provision.label);
        let named = || hierarchy::named(&line, 0, line.len()).is_some_and(|(name, _)| name == provision.label);
        provision.level == Level::Subsection && named()
    }

    /// True for a note that stands in brackets between the words.
    fn is_inline(&self, id: ProvisionId) -> bool {
        let provision = &self.instrument.provisions[id];
        let words = self.all_words(id);
        let words = words.trim();
        provision.level == Level::Note
            && matches!((words.chars().next(), words.chars().last()), (Some('['), Some(']')) | (Some('('), Some(')')))
    }

    fn words_of(&self, piece: &Content) -> String {
        match piece {
            Content::Text(span) => single(span.of(&self.instrument.text)),
            Content::Child(id) if self.instrument.provisions[*id].level == Level::Note => single(&self.all_words(*id)),
            Content::Child(_) => String::new(),
        }
    }

    /// Closes the lists below the item `last` where the closing words at `level` might be taken for theirs.
    fn close_lists(&mut self, last: ProvisionId, level: usize, evident: bool) {
        let unmistakable =
            evident && self.instrument.provisions[last].level != Level::Definition && !self.is_named(last);
        let ends_in_list = matches!(self.instrument.provisions[last].content.last(), Some(Content::Child(_)));
        if ends_in_list && !unmistakable {
            self.line(level + 1, "…", "");
        }
    }

    /// True where more of a list follows.
    fn goes_on(&self, later: &[Content]) -> bool {
        later
            .iter()
            .any(|piece| matches!(piece, Content::Child(id) if self.instrument.provisions[*id].level != Level::Note))
    }

    fn enumerator(&mut self, label: &str) {
        if label.is_empty() {
            return self.out.push('-');
        }
        self.out.push('(');
        self.out.push_str(&written_label(LabelKind::Item, label));
        self.out.push(')');
    }

    fn line(&mut self, indent: usize, mark: &str, words: &str) {
        self.open_line(indent, mark, words);
        self.out.push('\n');
    }

    fn open_line(&mut self, indent: usize, mark: &str, words: &str) {
        self.indent(indent);
        self.out.push_str(mark);
        self.words(words);
    }

    fn more(&mut self, words: &str) {
        self.out.push(' ');
        self.words(words);
    }

    fn end_line(&mut self, open: &mut bool) {
        if std::mem::take(open) {
            self.out.push('\n');
        }
    }

    fn indent(&mut self, levels: usize) {
        (0..levels).for_each(|_| self.out.push_str("  "));
    }

    /// Words with single spaces, on one line.
    fn words(&mut self, words: &str) {
        for (index, word) in words.split_whitespace().enumerate() {
            if index > 0 {
                self.out.push(' ');
            }
            self.out.push_str(word);
        }
    }

    /// All words of a provision and what stands in it, in order.
    fn all_words(&self, id: ProvisionId) -> String {
        let (mut words, mut rest) = (String::new(), vec![Content::Child(id)]);
        while let Some(piece) = rest.pop() {
            match piece {
                Content::Child(child) => rest.extend(self.instrument.provisions[child].content.iter().rev().copied()),
                Content::Text(span) => {
                    words.push_str(span.of(&self.instrument.text));
                    words.push(' ');
                }
            }
        }
        words
    }
}

/// Where the lines of a provision stand.
#[derive(Clone, Copy)]
struct Layout {
    /// How far its own words are indented.
    own: usize,
    /// How far its lists are indented.
    lists: usize,
    /// True where each run of words is a paragraph of its own.
    paragraphs: bool,
    /// True while the last line may take more words.
    line_open: bool,
}

/// What was printed last of a provision.
#[derive(Clone, Copy, PartialEq)]
enum Before {
    Nothing,
    Words,
    InlineNote,
    Line,
}

fn single(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The value where it may stand in a header, otherwise nothing.
fn fitting(value: &str, fits: fn(&str) -> bool) -> &str {
    if fits(value) { value } else { "" }
}

/// The word that announces a unit. A section's is told by its citation.
fn word_for(provision: &Provision) -> (&'static str, LabelKind) {
    let word = match provision.level {
        Level::Schedule => "Schedule",
        Level::Book => "Book",
        Level::Title => "Title",
        Level::Part => "Part",
        Level::Chapter => "Chapter",
        Level::Division => "Division",
        Level::Subdivision => "Subdivision",
        _ => return (section_word(&provision.citation), LabelKind::Section),
    };
    (word, LabelKind::Division)
}

fn section_word(citation: &str) -> &'static str {
    let words = citation.split_whitespace().rev();
    let known = |word: &str| match word {
        "art." => Some("Article"),
        "§" => Some("§"),
        "cl" => Some("Clause"),
        "r" => Some("Regulation"),
        "s" => Some("Section"),
        _ => None,
    };
    words.filter_map(known).next().unwrap_or("Section")
}
