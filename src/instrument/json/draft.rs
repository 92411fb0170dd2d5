//! Puts the provisions of a JSON document into one text and a run of blocks.

use super::chapter::{self, Chapter};
use super::entry::{Entry, Provision, bare_label, said};
use super::tail;
use super::value;
use crate::instrument::block::{Block, Draft, Mark, Unit};
use crate::instrument::hierarchy;
use crate::instrument::{Facts, Level};
use crate::span::Span;

/// Words with which web pages of law go on after the law.
const FOOTERS: [&str; 3] = ["History of this document", "▲ To the top", "Skip to document content"];

/// Builds the draft from the entries, in their order.
pub(super) fn build(source: &str, skipped: usize, facts: Facts, entries: &[Entry]) -> Draft {
    let english = facts.language.is_empty() || facts.language.starts_with("en");
    let mut build = Build {
        source,
        skipped,
        english,
        draft: Draft { facts, ..Draft::default() },
        chapter: None,
        next_heading: None,
        highest: 0,
        counted: 0,
        schedule: false,
        seen_chapters: Vec::new(),
    };
    for entry in entries {
        match entry {
            Entry::Container { list, name, label, depth } => build.container(list, *name, label, *depth),
            Entry::Provision(provision) => build.provision(provision),
        }
    }
    build.drop_next_heading();
    build.draft
}

struct Build<'a> {
    source: &'a str,
    skipped: usize,
    english: bool,
    draft: Draft,
    /// The name of the division of the provision before.
    chapter: Option<String>,
    /// A heading found at the end of the last section, for the division that follows.
    next_heading: Option<Span>,
    /// The highest section number so far, and how many sections there were.
    highest: u32,
    counted: usize,
    schedule: bool,
    seen_chapters: Vec<String>,
}

impl Build<'_> {
    /// Adds a string of the file to the text.
    fn put(&mut self, span: Span) -> Span {
        let start = self.draft.text.len();
        for (piece, escaped) in value::pieces(self.source, span) {
            let from = self.draft.text.len();
            match escaped {
                Some(c) => self.draft.text.push(c),
                None => self.draft.text.push_str(piece.of(self.source)),
            }
            let file = Span::new(piece.start + self.skipped, piece.end + self.skipped);
            self.draft.offsets.push(Span::new(from, self.draft.text.len()), file);
        }
        let put = Span::new(start, self.draft.text.len());
        self.draft.text.push('\n');
        put.trim(&self.draft.text)
    }

    fn container(&mut self, list: &str, name: Option<Span>, label: &str, depth: usize) {
        self.drop_next_heading();
        self.chapter = None;
        let level = chapter::level_of_list(list);
        let Some(name) = name else {
            let numbered = !label.is_empty() && label != "0";
            if let Some(level) = level.or(if depth == 0 { Some(Level::Part) } else { None }).filter(|_| numbered) {
                let at = self.draft.text.len();
                self.division(&Chapter { level, label: label.to_owned(), heading: None }, Span::new(at, at));
            }
            return;
        };
        let span = self.put(name);
        let read = chapter::chapter(span.of(&self.draft.text));
        let level = if read.label.is_empty() { level.unwrap_or(read.level) } else { read.level };
        self.division(&Chapter { level, ..read }, span);
    }

    fn division(&mut self, chapter: &Chapter, span: Span) {
        let heading = chapter.heading.map(|h| Span::new(span.start + h.start, span.start + h.end));
        self.draft.blocks.push(Block::Division { level: chapter.level, label: chapter.label.clone(), heading, span });
    }

    fn provision(&mut self, provision: &Provision) {
        let mut label = bare_label(&provision.label);
        self.enter_chapter(provision, &label);
        let heading = provision.heading.map(|span| self.put(span)).and_then(|span| self.heading(span, &label));
        let words: Vec<Span> = provision.words.iter().map(|span| self.put(*span)).collect();
        if let Some(suffix) = words.first().and_then(|span| added_article(span.of(&self.draft.text))) {
            label = format!("{label}-{suffix}");
        }
        let unit = self.unit(provision, words.first().copied(), &label);
        let at = heading.or(words.first().copied()).map_or(self.draft.text.len(), |span| span.start);
        let span = heading.unwrap_or(Span::new(at, at));
        self.draft.blocks.push(Block::Section { label, unit, heading, span });
        for span in words {
            self.words(span);
        }
        for (depth, label, words) in &provision.inside {
            self.inside(*depth, label, words);
        }
    }

    fn inside(&mut self, depth: usize, label: &str, words: &[Span]) {
        for (index, span) in words.iter().enumerate() {
            let span = self.put(*span);
            let bare = label.trim_matches(['(', ')', '.', ' ', '§']).to_owned();
            let said = !bare.is_empty() && index == 0 && !span.of(&self.draft.text).starts_with(label);
            let mark = if said { Mark::Label { label: bare, depth } } else { Mark::InText };
            self.draft.blocks.push(Block::Text { span, mark });
        }
    }

    /// The heading, unless it only repeats the number of the section.
    fn heading(&self, span: Span, label: &str) -> Option<Span> {
        let words = span.of(&self.draft.text);
        if words.split_whitespace().count() <= 2 && words.trim_end_matches('.').ends_with(label) && !label.is_empty() {
            return None;
        }
        let after = hierarchy::after_repeated_heading(&self.draft.text, span, label, None);
        Some(Span::new(after, span.end)).filter(|span| !span.is_empty())
    }

    fn unit(&self, provision: &Provision, words: Option<Span>, label: &str) -> Unit {
        let starts = |text: &str| {
            let lower: String = text.chars().take(12).flat_map(char::to_lowercase).collect();
            match lower.as_str() {
                s if s.starts_with("art") => Some(Unit::Article),
                s if s.starts_with("reg") => Some(Unit::Regulation),
                s if s.starts_with("clause") || s.starts_with("cl.") => Some(Unit::Clause),
                s if s.starts_with("rule") => Some(Unit::Regulation),
                s if s.starts_with('§') => Some(Unit::Paragraph),
                _ => None,
            }
        };
        let lead = words.map(|span| span.of(&self.draft.text)).filter(|w| w.get(..30).unwrap_or(w).contains(label));
        let by_words = lead.and_then(starts);
        let by_name = by_words.or_else(|| starts(&provision.label)).or_else(|| starts(&provision.reference));
        let named = by_name.or_else(|| starts(&provision.list));
        let foreign = !self.english || !(provision.language.is_empty() || provision.language.starts_with("en"));
        named.unwrap_or(if foreign { Unit::Article } else { Unit::Section })
    }

    /// Opens the division a provision says it stands in, and a schedule where the numbers begin anew.
    fn enter_chapter(&mut self, provision: &Provision, label: &str) {
        let name = provision.chapter.map(|span| said(self.source, span)).filter(|name| !name.trim().is_empty());
        let changed = name.is_some() && name != self.chapter;
        self.count(label, changed, name.as_deref());
        if !changed {
            if name.is_some() || self.next_heading.is_some() {
                self.drop_next_heading();
            }
            return;
        }
        let Some((span, name)) = provision.chapter.zip(name) else { return };
        if !self.take_next_heading(&name) {
            self.drop_next_heading();
            self.put_chapter(span);
        }
        self.chapter = Some(name);
    }

    /// Puts the parts of "Chapter > Section" that differ from where we are.
    fn put_chapter(&mut self, raw: Span) {
        let span = self.put(raw);
        let mut from = span.start;
        let before: Vec<String> = self.chapter.as_deref().unwrap_or("").split(" > ").map(str::to_owned).collect();
        let parts: Vec<String> = span.of(&self.draft.text).split(" > ").map(str::to_owned).collect();
        let mut same = true;
        for (index, part) in parts.iter().enumerate() {
            same = same && before.get(index) == Some(part);
            let place = Span::new(from, from + part.len());
            from = place.end + " > ".len();
            if !same || index + 1 == parts.len() {
                self.division(&chapter::chapter(part), place);
            }
        }
    }

    /// A restart of the numbers at 1 belongs to a schedule where the body had its run, or its parts begin anew.
    fn count(&mut self, label: &str, changed: bool, name: Option<&str>) {
        let digits: String = label.chars().take_while(char::is_ascii_digit).collect();
        let Ok(number) = digits.parse::<u32>() else { return };
        let seen = changed && name.is_some_and(|name| self.seen_chapters.iter().any(|seen| seen == name));
        let restarts = number < self.highest && number <= 2 && self.counted >= 5;
        if restarts && !self.schedule && (seen || name.is_none()) {
            self.drop_next_heading();
            let at = self.draft.text.len();
            let span = Span::new(at, at);
            self.draft.blocks.push(Block::Division {
                level: Level::Schedule,
                label: String::new(),
                heading: None,
                span,
            });
            self.schedule = true;
        }
        if let (true, Some(name)) = (changed, name) {
            self.seen_chapters.push(name.to_owned());
        }
        self.highest = if restarts { number } else { self.highest.max(number) };
        self.counted += 1;
    }

    /// Uses the heading at the end of the section before, where it names the division that begins.
    fn take_next_heading(&mut self, name: &str) -> bool {
        let Some(span) = self.next_heading else { return false };
        let found = chapter::chapter(span.of(&self.draft.text));
        let wanted = chapter::chapter(name);
        if (found.level, &found.label) != (wanted.level, &wanted.label) {
            return false;
        }
        self.next_heading = None;
        self.division(&found, span);
        true
    }

    fn drop_next_heading(&mut self) {
        if let Some(span) = self.next_heading.take() {
            self.draft.blocks.push(Block::Note { span });
        }
    }

    /// The words of a section: its lines, without what the page or the next division added at the end.
    fn words(&mut self, span: Span) {
        let (law, footer) = self.cut_footer(span);
        let schedule = chapter::schedule_in(law.of(&self.draft.text));
        let own = schedule.as_ref().map_or(law, |(start, ..)| Span::new(law.start, law.start + start));
        let heading = hierarchy::trailing_heading(&self.draft.text, own.trim(&self.draft.text));
        self.lines(Span::new(own.start, heading.unwrap_or(own.end)));
        self.next_heading = heading.map(|at| self.without_note(Span::new(at, own.end).trim(&self.draft.text)));
        if let Some((start, end, label)) = schedule {
            self.drop_next_heading();
            self.schedule = true;
            let span = Span::new(law.start + start, law.start + end);
            self.draft.blocks.push(Block::Division { level: Level::Schedule, label, heading: None, span });
            self.chapter = None;
            self.words(Span::new(span.end, law.end).trim(&self.draft.text));
        }
        if let Some(span) = footer {
            self.draft.blocks.push(Block::Note { span });
        }
    }

    fn cut_footer(&self, span: Span) -> (Span, Option<Span>) {
        let words = span.of(&self.draft.text);
        let Some(at) = FOOTERS.iter().filter_map(|footer| words.find(footer)).min() else { return (span, None) };
        let (law, footer) = (Span::new(span.start, span.start + at), Span::new(span.start + at, span.end));
        (law.trim(&self.draft.text), Some(footer))
    }

    /// "Part IA – Heading [Part IA inserted by …]": the heading ends where the note begins.
    fn without_note(&self, span: Span) -> Span {
        let words = span.of(&self.draft.text);
        words.find('[').map_or(span, |at| Span::new(span.start, span.start + at).trim(&self.draft.text))
    }

    fn lines(&mut self, span: Span) {
        let text = &self.draft.text;
        let mut lines: Vec<Span> = Vec::new();
        let mut from = span.start;
        for line in span.of(text).split('\n') {
            let here = Span::new(from, from + line.len()).trim(text);
            from += line.len() + 1;
            if here.is_empty() {
                continue;
            }
            match lines.last_mut() {
                Some(last) if goes_on(last.of(text), here.of(text)) => last.end = here.end,
                _ => lines.push(here),
            }
        }
        let headings = tail::headings(text, &lines);
        let law = lines.len() - headings.iter().map(|heading| heading.lines).sum::<usize>();
        let words = lines[..law].iter().map(|span| Block::Text { span: *span, mark: Mark::InText });
        self.draft.blocks.extend(words);
        self.draft.blocks.extend(headings.into_iter().map(tail::Heading::division));
    }
}

/// True where a line was broken by the page: no stop before, and no capital or label after.
fn goes_on(before: &str, line: &str) -> bool {
    let stopped = before.ends_with(['.', ';', ':', '—', '–', '!', '?', '。', '；', '：', ']', '؛', '」', '-']);
    let broken = line.starts_with(|c: char| c.is_alphabetic() && !c.is_uppercase());
    let label = line.chars().take(4).any(|c| matches!(c, ')' | '.' | '°' | 'º'));
    !stopped && broken && !label && !before.ends_with(',')
}

/// 之一: an article added after the one whose number it shares.
fn added_article(words: &str) -> Option<usize> {
    let rest = words.strip_prefix('之')?;
    let sign = rest.chars().next()?;
    "一二三四五六七八九".chars().position(|d| d == sign).map(|at| at + 1)
}
