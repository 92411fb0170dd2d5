//! Prints an instrument as a structured statute extract, in the one form that reads back as the same tree.
//!
//! Spans and layout of the source are not kept: white space is single, every list is indented, every enumerator
//! stands in brackets.

use super::statute::header::{is_date, is_id, is_jurisdiction, is_language};
use super::statute::{LabelKind, reads_as_more, written_label};
use super::{Content, Facts, Instrument, LawKind, Level, Provision, ProvisionId};
use crate::span::Span;

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
            Level::Definition => self.content(id, indent, indent + 1, false),
            Level::Subsection | Level::Paragraph | Level::Item | Level::Subitem => {
                self.indent(indent);
                self.enumerator(&provision.label);
                self.content(id, indent, indent + 1, true);
            }
            _ => self.unit(id, provision),
        }
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
        let inside = usize::from(!self.runs_on(provision));
        self.content(id, 0, inside, false);
    }

    fn unit_line(&mut self, provision: &Provision) {
        let (word, kind) = word_for(provision);
        self.out.push_str(word);
        if !provision.label.is_empty() {
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
        let plain = (numbered && before.is_empty() || defines) && !closed;
        plain || (deep && before.is_empty())
    }

    /// Prints the words and children of a provision: its own lines at `own`, its lists at `inside`.
    fn content(&mut self, id: ProvisionId, own: usize, inside: usize, mut line_open: bool) {
        let instrument = self.instrument;
        let content = &instrument.provisions[id].content;
        let (mut list, mut led, mut noted) = (None, false, false);
        for (index, piece) in content.iter().enumerate() {
            match *piece {
                Content::Child(child) => {
                    self.end_line(&mut line_open);
                    noted = instrument.provisions[child].level == Level::Note;
                    list = if noted { list } else { Some(child) };
                    self.child(child, inside);
                }
                Content::Text(span) if span.of(&instrument.text).trim().is_empty() => {}
                Content::Text(span) if line_open => {
                    led = true;
                    self.out.push(' ');
                    self.words(span.of(&instrument.text));
                    self.end_line(&mut line_open);
                }
                Content::Text(span) => match list {
                    Some(last) => {
                        self.close_lists(last, inside, led && !self.goes_on(&content[index + 1..]));
                        self.line(inside, "… ", span.of(&instrument.text));
                    }
                    None => {
                        led = true;
                        self.plain_line(span, own, std::mem::take(&mut noted));
                    }
                },
            }
        }
        self.end_line(&mut line_open);
    }

    /// Closes the lists below the item `last`, innermost first, where closing words might be taken for theirs.
    fn close_lists(&mut self, last: ProvisionId, inside: usize, evident: bool) {
        let provisions = &self.instrument.provisions;
        let evident = evident && provisions[last].level != Level::Definition;
        let last_item = |id: &ProvisionId| {
            let mut pieces = provisions[*id].content.iter().rev();
            match pieces
                .find(|piece| !matches!(piece, Content::Child(child) if provisions[*child].level == Level::Note))
            {
                Some(Content::Child(child)) => Some(*child),
                _ => None,
            }
        };
        let below = std::iter::successors(Some(last), last_item).count() - 1;
        for level in (1..=below).rev().filter(|_| !evident) {
            self.line(inside + level, "…", "");
        }
    }

    /// True where more of a list follows.
    fn goes_on(&self, later: &[Content]) -> bool {
        later
            .iter()
            .any(|piece| matches!(piece, Content::Child(id) if self.instrument.provisions[*id].level != Level::Note))
    }

    /// Words that stand on a line of their own. A note would take in a line that follows it directly.
    fn plain_line(&mut self, span: Span, indent: usize, after_note: bool) {
        if after_note {
            self.out.push('\n');
        }
        let words = span.of(&self.instrument.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let mark = if reads_as_more(&words) { "\\" } else { "" };
        self.line(indent, mark, &words);
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
        self.indent(indent);
        self.out.push_str(mark);
        self.words(words);
        self.out.push('\n');
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
