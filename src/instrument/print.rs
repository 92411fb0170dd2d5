//! Prints an instrument as a structured statute extract, in the one form that reads back as the same tree.
//!
//! Spans and layout of the source are not kept: white space is single, every list is indented, every enumerator
//! stands in brackets.

mod header;
mod lists;

use super::statute::{LabelKind, is_ordinal, reads_as_more, written_label};
use super::{Content, Instrument, Level, Provision, ProvisionId};

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
                    list = if is_note || self.is_unmarked(child) { list } else { Some(child) };
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

    fn words_of(&self, piece: &Content) -> String {
        match piece {
            Content::Text(span) => single(span.of(&self.instrument.text)),
            Content::Child(id) if self.instrument.provisions[*id].level == Level::Note => single(&self.all_words(*id)),
            Content::Child(_) => String::new(),
        }
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
