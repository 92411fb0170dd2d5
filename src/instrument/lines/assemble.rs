//! Puts the blocks together in one pass over the lines: divisions, sections and their headings.
//!
//! The words between them are [`super::body`]'s.

use super::body::Body;
use super::label::Opening;
use super::survey::Habit;
use super::{Given, Line, Read, Role, Shape, division, heading, label, notes};
use crate::instrument::Level;
use crate::instrument::block::{Block, Unit};
use crate::instrument::facts;
use crate::span::Span;

/// Reads the lines of a text whose habit is known.
pub(crate) fn assemble(text: &str, lines: &[Line], habit: &Habit, given: &Given) -> Read {
    let mut assembler = Assembler::new(text, lines, habit, given);
    assembler.run();
    assembler.finish()
}

struct Assembler<'a> {
    text: &'a str,
    lines: &'a [Line],
    habit: &'a Habit,
    given: &'a Given,
    body: Body<'a>,
    /// Divisions open now, widest first, to pass over their repetition on the next page.
    open: Vec<(Level, String)>,
    /// The section open now.
    section: Option<Current>,
    /// The next label of a numbered list inside a section.
    nested: Option<u32>,
    /// Words of another law are being quoted.
    quoted: bool,
    title: Option<Span>,
    /// A heading that waits for its section, in lists with marginal notes.
    waiting: Option<Span>,
    counted: u32,
}

/// What matters of the section that is open.
struct Current {
    label: String,
    unit: Unit,
    keyword: bool,
    bold: bool,
    block: usize,
}

/// What stands after the label of a section, in its line.
enum Rest {
    Nothing,
    Heading(Span),
    Both(Span, Span),
    Text(Span),
}

impl<'a> Assembler<'a> {
    fn new(text: &'a str, lines: &'a [Line], habit: &'a Habit, given: &'a Given) -> Self {
        let body = Body::new(text, lines, habit);
        let (open, section, nested, quoted) = (Vec::new(), None, None, false);
        Self { text, lines, habit, given, body, open, section, nested, quoted, title: None, waiting: None, counted: 0 }
    }

    fn run(&mut self) {
        if let Some((label, span)) = self.given.section.clone() {
            self.open_section(label, Unit::Section, span, None, (false, false));
        }
        let mut at = 0;
        while at < self.lines.len() {
            at = self.step(at);
        }
    }

    /// Reads the line at `at`, and what belongs to it; gives the next line to read.
    fn step(&mut self, at: usize) -> usize {
        let line = &self.lines[at];
        let words = line.words(self.text);
        if line.role == Role::Note {
            self.body.note(line.span);
            return at + 1;
        }
        if line.role == Role::Margin {
            let opens = at + 1 < self.lines.len() && self.section_at(at + 1).is_some();
            if opens {
                self.waiting = Some(tidy(self.text, line.span))
            } else {
                self.body.note(line.span)
            }
            return at + 1;
        }
        if self.section.is_some() && notes::note(words) == Some(notes::Note::Rest) {
            self.lines[at..].iter().for_each(|line| self.body.note(line.span));
            return self.lines.len();
        }
        let next = self
            .label_again(at)
            .or_else(|| self.try_section(at))
            .or_else(|| self.try_division(at))
            .or_else(|| self.try_heading(at));
        let next = next.unwrap_or_else(|| {
            self.words(at);
            at + 1
        });
        for line in &self.lines[at..next] {
            self.follow_quotes(line.words(self.text));
        }
        next
    }

    fn finish(mut self) -> Read {
        let mut blocks = self.body.finish();
        if self.habit.heading_numbers {
            number_between(&mut blocks);
        }
        if self.title.is_none() {
            self.title = self.title_in_words(&blocks);
        }
        Read { blocks, title: self.title, contents: 0, counted: self.counted > 0 }
    }

    // Sections.

    fn try_section(&mut self, at: usize) -> Option<usize> {
        if self.habit.unnumbered {
            return self.counted_section(at);
        }
        let opening = self.section_at(at)?;
        let line = &self.lines[at];
        let same = self.section.as_ref().is_some_and(|s| s.label == opening.label && s.unit == opening.unit);
        if same {
            return Some(self.repeated(at, &opening));
        }
        let (above, block_span) = (self.waiting.take(), line.span);
        let rest = match (self.rest(at, &opening), above) {
            // Where the heading stands above, what follows the label is law, however short.
            (Rest::Heading(span), Some(_)) => Rest::Text(Span::new(span.start, line.span.end)),
            (Rest::Both(heading, text), Some(_)) => Rest::Text(heading.join(text)),
            (rest, _) => rest,
        };
        let style = (opening.keyword, line.bold);
        let mut next = at + 1;
        let own = match &rest {
            Rest::Heading(span) | Rest::Both(span, _) => Some(*span),
            Rest::Nothing | Rest::Text(_) => above,
        };
        let below = match (&rest, own) {
            (Rest::Nothing, None) => self.heading_below(at + 1, opening.keyword),
            _ => None,
        };
        let heading = below.map(|(span, _)| span).or(own);
        if let Some((_, after)) = below {
            next = after;
        }
        self.open_section(opening.label, opening.unit, block_span, heading, style);
        if let Rest::Both(_, text) | Rest::Text(text) = rest {
            self.body.opening_words(at, text);
        }
        Some(next)
    }

    fn open_section(&mut self, label: String, unit: Unit, span: Span, heading: Option<Span>, style: (bool, bool)) {
        self.body.close();
        let block = self.body.push(Block::Section { label: label.clone(), unit, heading, span });
        self.section = Some(Current { label, unit, keyword: style.0, bold: style.1, block });
        self.nested = None;
        self.quoted = false;
    }

    /// The label of the open section again: on the next page, or before its words after a heading.
    fn repeated(&mut self, at: usize, opening: &Opening) -> usize {
        let line = &self.lines[at];
        let rest = Span::new(line.span.start + opening.rest, line.span.end);
        let heading = self.section.as_ref().and_then(|s| self.body.heading_of(s.block));
        let again = heading.is_some_and(|h| same_words(h.of(self.text), rest.of(self.text)));
        if !rest.is_empty() && !again {
            self.body.text(at, rest);
        }
        at + 1
    }

    /// The label of the section again before its first words: `##### 2 Title`, then `**2.**— (1) A person …`.
    fn label_again(&mut self, at: usize) -> Option<usize> {
        let line = &self.lines[at];
        if self.body.since_section() > 0
            || line.is_heading()
            || self.habit.list.is_some()
            || self.given.section.is_some()
        {
            return None;
        }
        let opening = label::opening(line.words(self.text))?;
        let again = self.section.as_ref().is_some_and(|s| s.label == opening.label);
        again.then(|| self.repeated(at, &opening))
    }

    /// The section that the line at `at` opens, where it opens one.
    fn section_at(&self, at: usize) -> Option<Opening> {
        let line = &self.lines[at];
        let words = line.words(self.text);
        if let Some(indent) = self.habit.list {
            return self.item_at(line, indent);
        }
        let opening = label::opening(words)?;
        if line.shape == Shape::Bullet || self.given.section.is_some() {
            return None;
        }
        let accepted = match (opening.keyword, line.is_heading()) {
            (true, _) => self.keyword_opens(at, &opening),
            (false, true) => self.number_opens_in_heading(words, &opening),
            (false, false) => self.number_opens(at, &opening),
        };
        accepted.then_some(opening)
    }

    fn item_at(&self, line: &Line, indent: usize) -> Option<Opening> {
        let Shape::Numbered(label) = &line.shape else { return None };
        let number = label.parse::<u32>().ok()?;
        let last = self.section.as_ref().map_or(0, |s| order(&s.label).map_or(0, |(n, _)| n));
        let fits = line.indent == indent && (number > last || self.section.is_none());
        let opening =
            Opening { keyword: false, unit: Unit::Section, label: label.clone(), rest: line.marker, firm: true };
        fits.then_some(opening)
    }

    fn keyword_opens(&self, at: usize, opening: &Opening) -> bool {
        let line = &self.lines[at];
        let words = line.words(self.text);
        // In codes of articles a section is a division, and `§ 1` a paragraph of an article.
        if matches!(opening.unit, Unit::Section | Unit::Paragraph) && self.habit.articles {
            return false;
        }
        let tail = words[opening.rest..].trim_start_matches(['(', '[', '“', '"', '*', '_']);
        let capital = tail.is_empty() || !tail.starts_with(char::is_lowercase);
        if line.is_heading() {
            return capital || opening.firm;
        }
        let apart = line.shape == Shape::Strong || line.bold || line.gap || self.ended_before(at);
        let title = capital && heading::is_like(tail) && !words.ends_with('.');
        if !apart || !(opening.firm || (title && words.chars().next().is_some_and(|c| !c.is_lowercase()))) {
            return false;
        }
        self.in_order(opening, line.shape == Shape::Strong || line.bold)
    }

    fn number_opens_in_heading(&self, words: &str, opening: &Opening) -> bool {
        let tail = words[opening.rest..].trim_start_matches(['(', '[', '“', '"', '‘']);
        let year = opening.label.len() > 4 && opening.label.chars().all(|c| c.is_ascii_digit());
        let alone = !self.habit.heading_numbers && !opening.firm && opening.label != "1";
        !year && !alone && (tail.is_empty() || !tail.starts_with(char::is_lowercase) || opening.firm)
    }

    fn number_opens(&self, at: usize, opening: &Opening) -> bool {
        let line = &self.lines[at];
        let taken = self.habit.heading_numbers || self.habit.keywords || self.habit.articles;
        if taken
            || self.section.as_ref().is_some_and(|s| s.keyword)
            || (self.habit.wrap.is_some() && !line.gap && !self.ended_before(at))
        {
            return false;
        }
        let Some((number, suffix)) = order(&opening.label) else { return false };
        let tail = &line.words(self.text)[opening.rest..];
        let sentence = tail.is_empty() || !tail.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
        let bare_title = heading::is_like(tail) && !tail.ends_with('.');
        let Some(current) = &self.section else {
            return number == 1 && suffix.is_empty() && sentence && (opening.firm || bare_title)
                || (opening.firm && line.bold);
        };
        let Some((last, last_suffix)) = order(&current.label) else { return false };
        let under_heading = number == last + 1 && at > 0 && self.lines[at - 1].shape == Shape::Strong;
        if current.bold != line.bold && !self.quoted && !under_heading {
            return false;
        }
        let next = (number == last + 1 && suffix.is_empty())
            || (number == last && suffix > last_suffix)
            || (number == last + 1 && suffix == "A");
        let later = number > last + 1 && number <= last + 400 && line.bold && opening.firm && !self.quoted;
        if self.quoted && number != last + 1 {
            return false;
        }
        if self.nested == Some(number) && !line.bold {
            return false;
        }
        sentence && ((next && (opening.firm || bare_title)) || later)
    }

    /// A label that comes before the open one is a reference or a quotation, unless a division has begun since.
    fn in_order(&self, opening: &Opening, apart: bool) -> bool {
        let Some(current) = self.section.as_ref().filter(|s| s.keyword) else { return !self.quoted || apart };
        let (Some(new), Some(old)) = (order(&opening.label), order(&current.label)) else { return !self.quoted };
        if self.quoted {
            return new.0 == old.0 + 1;
        }
        new > old || apart || self.body.is_fresh_division() || new.0 == 1
    }

    /// The words before this line came to an end.
    fn ended_before(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|i| &self.lines[i]) else { return true };
        let words = before.words(self.text).trim_end_matches(label::is_markup);
        before.is_heading()
            || before.role != Role::Words
            || words.ends_with(['.', ';', ':', '”', '"', ')', ']', '—', '。'])
            || (heading::is_like(words) && self.habit.wrap.is_none_or(|w| words.chars().count() + 15 <= w))
    }

    fn rest(&self, at: usize, opening: &Opening) -> Rest {
        let line = &self.lines[at];
        let span = Span::new(line.span.start + opening.rest, line.span.end).trim(self.text);
        let words = span.of(self.text);
        if words.trim_matches(|c: char| !c.is_alphanumeric()).is_empty() {
            return Rest::Nothing;
        }
        if super::lists::enumerator(words).is_some() || words.starts_with(|c: char| c.is_lowercase()) {
            return Rest::Text(span);
        }
        if self.habit.list.is_some() {
            return Rest::Text(span);
        }
        let next = self.lines.get(at + 1).filter(|next| next.role == Role::Words);
        let runs_on = next.is_some_and(|next| next.words(self.text).starts_with(char::is_lowercase));
        if let Some((end, start)) = heading::split(words) {
            let whole = span.start;
            return Rest::Both(Span::new(whole, whole + end), Span::new(whole + start, span.end));
        }
        if line.is_heading() {
            return if runs_on && !words.ends_with('.') {
                Rest::Text(span)
            } else {
                Rest::Heading(tidy(self.text, span))
            };
        }
        let alone = next.is_some_and(|_| self.is_text(at + 1, opening.keyword)) && !runs_on;
        if alone && heading::is_like(words) && (!words.ends_with('.') || words.split_whitespace().count() <= 12) {
            return Rest::Heading(tidy(self.text, span));
        }
        Rest::Text(span)
    }

    /// True for a line that opens neither a section nor a division; below an article, a number is a paragraph.
    fn is_text(&self, at: usize, keyword: bool) -> bool {
        let line = &self.lines[at];
        let words = line.words(self.text);
        let counts = |o: &Opening| o.keyword || !(keyword || self.habit.keywords);
        let opens = label::opening(words).is_some_and(|o| counts(&o) && (o.firm || line.is_heading()));
        !opens && self.division_at(at).is_none() && !self.section_at(at).is_some_and(|o| counts(&o))
    }

    /// The heading that stands below a label that stands alone.
    fn heading_below(&self, at: usize, keyword: bool) -> Option<(Span, usize)> {
        let line = self.lines.get(at)?;
        let words = line.words(self.text);
        let list = matches!(line.shape, Shape::Bullet | Shape::Numbered(_));
        if list || line.role != Role::Words || !heading::is_like(words) || !self.is_text(at, keyword) {
            return None;
        }
        let mut end = at + 1;
        while let Some(next) = self.lines.get(end).filter(|next| !next.gap && end < at + 3) {
            let more = next.words(self.text);
            if !more.starts_with(char::is_lowercase) || words.ends_with('.') || !heading::is_like(&capital(more)) {
                break;
            }
            end += 1;
        }
        let follows = self.lines.get(end).is_some_and(|_| self.is_text(end, keyword));
        let set_apart = line.shape == Shape::Strong || line.is_heading();
        let span = line.span.join(self.lines[end - 1].span);
        (follows || set_apart).then(|| (tidy(self.text, span), end))
    }

    /// Headings above their section: a short run of lines after which a section without heading opens.
    fn heading_above(&mut self, at: usize) -> Option<usize> {
        if self.habit.list.is_some() || self.habit.unnumbered || self.given.section.is_some() {
            return None;
        }
        let mut end = at;
        while end < at + 4 {
            let line = self.lines.get(end)?;
            let words = line.words(self.text);
            if end > at
                && let Some(opening) = self.section_at(end)
            {
                let set_apart = self.lines[at].shape == Shape::Strong && self.lines[end].shape == Shape::Plain;
                let takes = match self.rest(end, &opening) {
                    Rest::Text(_) => true,
                    Rest::Heading(_) | Rest::Both(..) if set_apart => true,
                    Rest::Nothing => self.habit.heading_above || self.heading_below(end + 1, opening.keyword).is_none(),
                    _ => false,
                };
                let again = self.section.as_ref().is_some_and(|s| s.label == opening.label);
                let span = self.lines[at].span.join(self.lines[end - 1].span);
                return (takes && !again).then(|| {
                    self.waiting = Some(tidy(self.text, span));
                    end
                });
            }
            let list = matches!(line.shape, Shape::Bullet | Shape::Numbered(_));
            let joined = end == at || self.adjoin(end - 1, end);
            let like = line.role == Role::Words && !list && joined && self.division_at(end).is_none();
            let apart = line.shape == Shape::Strong || line.is_heading();
            let fits = match (end > at, apart) {
                // A heading set apart may break its line after a comma, and may have a verb.
                (_, true) => heading::is_apart(words, end > at),
                (true, false) => !words.ends_with('.') && !line.gap && heading::is_like(&capital(words)),
                (false, false) => !words.ends_with('.') && heading::is_like(words) && self.ended_before(at),
            };
            if !like || !fits {
                return None;
            }
            end += 1;
        }
        None
    }

    /// Nothing but white space and emphasis stands between two lines.
    fn adjoin(&self, before: usize, after: usize) -> bool {
        let (start, end) = (self.lines[before].span.end, self.lines[after].span.start);
        self.text[start..end.max(start)].chars().all(|c| c.is_whitespace() || label::is_markup(c) || c == '#')
    }

    // Divisions and headings without label.

    fn division_at(&self, at: usize) -> Option<division::Opening> {
        let line = &self.lines[at];
        let words = line.words(self.text);
        let opening = division::opening(words)?;
        if opening.section_word
            && !(self.habit.articles
                && (line.is_heading()
                    || opening.label.chars().any(|c| !c.is_ascii_digit())
                    || heading::is_like(&words[opening.rest..])
                    || opening.rest == words.len()))
        {
            return None;
        }
        let apart = line.is_heading() || line.shape == Shape::Strong;
        let capitals = words.chars().take_while(|c| c.is_alphabetic()).all(char::is_uppercase);
        let list = matches!(line.shape, Shape::Bullet | Shape::Numbered(_));
        let short = words.split_whitespace().count() <= 24 && !words.ends_with([';', ',']);
        let alone = line.gap || capitals || self.ended_before(at);
        let sentence = words.ends_with('.') && heading::has_verb(words);
        let fits = apart || (short && alone && !sentence && (!list || capitals));
        (fits && (!self.quoted || apart)).then_some(opening)
    }

    fn try_division(&mut self, at: usize) -> Option<usize> {
        if let Some(next) = self.list_division(at) {
            return Some(next);
        }
        let opening = self.division_at(at)?;
        let line = &self.lines[at];
        let key = (opening.level, opening.label.clone());
        if line.is_heading() && !opening.label.is_empty() && self.open.contains(&key) {
            return Some(at + 1);
        }
        let own = Span::new(line.span.start + opening.rest, line.span.end).trim(self.text);
        let calling =
            (opening.level == Level::Schedule && self.calls_schedule(at + 1)).then(|| self.lines[at + 1].span);
        let below = at + 1 + usize::from(calling.is_some());
        let (heading, next) = match own.is_empty() || own.of(self.text).starts_with('(') {
            false => (Some(tidy(self.text, own)), below),
            true => self.division_heading(below),
        };
        self.open.retain(|(level, _)| *level < opening.level);
        self.open.push(key);
        self.body.close();
        if opening.level == Level::Schedule {
            self.section = None;
        }
        (self.nested, self.quoted) = (None, false);
        self.body.push(Block::Division { level: opening.level, label: opening.label, heading, span: line.span });
        if let Some(calling) = calling {
            self.body.note(calling);
        }
        Some(next)
    }

    /// `Section 14`, `(Sections 3 and 5)`, `[s. 8]` below `SCHEDULE 1`: the section that calls for the schedule.
    fn calls_schedule(&self, at: usize) -> bool {
        let Some(line) = self.lines.get(at).filter(|line| line.role == Role::Words && !line.is_heading()) else {
            return false;
        };
        let words = line.words(self.text);
        let bare = words.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = bare.to_lowercase();
        let named = ["section", "sections", "s.", "ss.", "article", "articles", "art.", "regulation", "clause"].iter();
        let rest = named.filter_map(|name| lower.strip_prefix(name)).min_by_key(|rest| rest.len());
        let number = rest.is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()));
        number
            && words.split_whitespace().count() <= 6
            && (words.starts_with(['(', '[']) || !words.ends_with(['.', ';']))
    }

    /// The heading of a division on the lines below it.
    fn division_heading(&self, at: usize) -> (Option<Span>, usize) {
        let mut end = at;
        while end < at + 3 {
            let Some(line) = self.lines.get(end) else { break };
            let words = line.words(self.text);
            let like = heading::is_like(words) && !(words.ends_with('.') && heading::has_verb(words));
            let list = matches!(line.shape, Shape::Bullet | Shape::Numbered(_));
            let opens = self.section_at(end).is_some() || division::opening(words).is_some() || list;
            let goes_on = end == at
                || (!line.gap
                    && line.shape == self.lines[at].shape
                    && is_capitals(words) == is_capitals(self.lines[at].words(self.text)));
            // The last line before a section may be the heading of that section.
            let of_section = self.takes_heading(end + 1, end > at, !is_capitals(words));
            if !like || opens || !goes_on || of_section || line.role != Role::Words {
                break;
            }
            end += 1;
        }
        if end == at {
            return (None, at);
        }
        (Some(tidy(self.text, self.lines[at].span.join(self.lines[end - 1].span))), end)
    }

    /// The section at `at` takes the line above it for its heading, rather than the division.
    fn takes_heading(&self, at: usize, second: bool, small: bool) -> bool {
        let Some(opening) = self.lines.get(at).and_then(|_| self.section_at(at)) else { return false };
        match self.rest(at, &opening) {
            Rest::Text(_) => second,
            Rest::Nothing => self.habit.heading_above && (second || small),
            _ => false,
        }
    }

    /// In texts whose sections are list items, an outer item in roman numerals is a part.
    fn list_division(&mut self, at: usize) -> Option<usize> {
        let (indent, line) = (self.habit.list?, &self.lines[at]);
        let Shape::Numbered(label) = &line.shape else { return None };
        if line.indent >= indent {
            return None;
        }
        if !label::is_roman(label) || label.starts_with(char::is_lowercase) || line.span.len() > line.marker + 1 {
            return (line.span.len() <= line.marker + 1).then_some(at + 1);
        }
        let heading = self
            .lines
            .get(at + 1)
            .filter(|next| next.shape == Shape::Bullet && heading::is_like(next.words(self.text)));
        self.body.close();
        let (span, heading) = (line.span, heading.map(|next| next.span));
        let label = label.clone();
        self.body.push(Block::Division { level: Level::Part, label, heading, span });
        Some(at + 1 + usize::from(heading.is_some()))
    }

    /// A heading without label: the title, the heading of the section below, a cross-heading.
    fn try_heading(&mut self, at: usize) -> Option<usize> {
        let line = &self.lines[at];
        let words = line.words(self.text);
        if line.shape == Shape::Heading(1) && self.body.is_empty() && self.title.is_none() && self.section.is_none() {
            self.title = Some(line.span);
            return Some(at + 1);
        }
        if let Some(next) = self.heading_above(at) {
            return Some(next);
        }
        if let (Some(_), Shape::Bullet) = (self.habit.list, &line.shape) {
            return self.marginal(at);
        }
        let lead_in = self.section.is_some() && (is_lead_in(words) || words.starts_with(char::is_lowercase));
        if !line.is_heading() || super::lists::enumerator(words).is_some() || lead_in {
            return None;
        }
        if self.habit.unnumbered && self.counted == 0 && self.title.is_some() {
            self.body.note(line.span);
            return Some(at + 1);
        }
        if self.title.is_none() && self.section.is_none() && self.open.is_empty() && self.body.is_empty() {
            self.title = Some(line.span);
            return Some(at + 1);
        }
        if self.section.is_none() && self.open.is_empty() {
            // Headings before the law begins (its date, its number, "Preamble") are no divisions of it.
            self.body.note(line.span);
            return Some(at + 1);
        }
        if same_words(words, &self.given.title) || self.title.is_some_and(|t| same_words(t.of(self.text), words)) {
            return Some(at + 1);
        }
        let next = self.lines.get(at + 1);
        let runs_on = next.is_some_and(|n| !n.is_heading() && n.words(self.text).starts_with(char::is_lowercase));
        let sentence = heading::has_verb(words) && words.split_whitespace().count() > 14;
        if (runs_on || sentence) && self.section.is_some() {
            return None;
        }
        self.body.close();
        let (heading, span) = (Some(tidy(self.text, line.span)), line.span);
        self.body.push(Block::Division { level: Level::Subdivision, label: String::new(), heading, span });
        Some(at + 1)
    }

    /// A marginal note in a list: the heading of its section, or of the next one.
    fn marginal(&mut self, at: usize) -> Option<usize> {
        let line = &self.lines[at];
        let words = line.words(self.text);
        let capital = words.starts_with(char::is_uppercase) && words.split_whitespace().count() <= 30;
        if !capital || super::lists::enumerator(words).is_some() || words.ends_with([';', ':', ',', '—', '-']) {
            return None;
        }
        let verb = ["shall", "may", "is", "are", "means", "has", "includes", "include", ":"]
            .iter()
            .any(|v| words.split_whitespace().any(|w| w == *v));
        if verb {
            return None;
        }
        let last =
            self.lines.get(at + 1).is_some_and(|next| self.item_at(next, self.habit.list.unwrap_or(0)).is_some());
        let block = self.section.as_ref().map(|s| s.block);
        let missing = block.is_some_and(|b| self.body.heading_of(b).is_none());
        if let (Some(block), true) = (block, missing && (self.body.since_section() <= 2 || !last)) {
            self.body.set_heading(block, line.span);
            return Some(at + 1);
        }
        if last && self.body.sentence_ended() {
            self.waiting = Some(line.span);
            return Some(at + 1);
        }
        None
    }

    // Sections that are told by headings alone.

    fn counted_section(&mut self, at: usize) -> Option<usize> {
        let line = &self.lines[at];
        let words = line.words(self.text);
        let begun = self.counted > 0;
        if line.is_heading() {
            let short_title = words.to_lowercase().starts_with("short title");
            let starts = begun || short_title || self.body.enacted();
            if !starts
                || is_lead_in(words)
                || division::opening(words).is_some()
                || (!begun && !short_title && self.title.is_none())
            {
                return None;
            }
            self.count(line.span, Some(tidy(self.text, line.span)));
            return Some(at + 1);
        }
        let (start, end, from) = heading::glued(words).filter(|_| begun)?;
        let base = line.span.start;
        if start > 0 {
            self.body.text(at, Span::new(base, base + start).trim(self.text));
        }
        let heading = Span::new(base + start, base + end);
        self.count(heading, Some(heading));
        self.body.text(at, Span::new(base + from, line.span.end));
        Some(at + 1)
    }

    fn count(&mut self, span: Span, heading: Option<Span>) {
        self.counted += 1;
        self.open_section(self.counted.to_string(), Unit::Section, span, heading, (false, false));
    }

    // Words.

    fn words(&mut self, at: usize) {
        let line = &self.lines[at];
        if let Some(number) = label::opening(line.words(self.text)).filter(|o| !o.keyword).and_then(|o| order(&o.label))
        {
            self.nested = (number.0 == 1 || self.nested == Some(number.0)).then_some(number.0 + 1).or(self.nested);
        }
        self.body.line(at);
    }

    fn follow_quotes(&mut self, words: &str) {
        if let Some(at) = words.rfind(['“', '”', '„', '«', '»']) {
            self.quoted = words[at..].starts_with(['“', '„', '«']);
        }
    }

    /// A title among the words before the first section: a short line that names an act, a law or a code.
    fn title_in_words(&self, blocks: &[Block]) -> Option<Span> {
        let preamble = blocks.iter().take_while(|b| matches!(b, Block::Text { .. } | Block::Note { .. }));
        preamble.take(12).find_map(|block| match block {
            Block::Text { span, .. } => {
                let words = span.of(self.text);
                let names = facts::names_a_law(words);
                (names && heading::is_like(words) && !words.to_lowercase().starts_with("an act")).then_some(*span)
            }
            _ => None,
        })
    }
}

/// Labels headings that lost their number: as many of them as numbers are missing between two sections.
fn number_between(blocks: &mut [Block]) {
    let mut last: Option<u32> = None;
    let mut lost: Vec<usize> = Vec::new();
    for at in 0..blocks.len() {
        match &blocks[at] {
            Block::Section { label, .. } => {
                let number = label.parse::<u32>().ok();
                if let (Some(a), Some(b)) = (last, number)
                    && b > a
                    && (b - a - 1) as usize == lost.len()
                {
                    lost.iter().zip(a + 1..).for_each(|(&at, number)| relabel(&mut blocks[at], number));
                }
                last = number;
                lost.clear();
            }
            Block::Division { level: Level::Subdivision, label, .. } if label.is_empty() => {
                if matches!(blocks.get(at + 1), Some(Block::Text { .. })) {
                    lost.push(at);
                }
            }
            _ => {}
        }
    }
}

fn relabel(block: &mut Block, number: u32) {
    if let Block::Division { heading, span, .. } = block {
        *block = Block::Section { label: number.to_string(), unit: Unit::Section, heading: *heading, span: *span };
    }
}

/// The number a label begins with, and what follows it.
fn order(label: &str) -> Option<(u32, String)> {
    let end = label.find(|c: char| !c.is_ascii_digit()).unwrap_or(label.len());
    label[..end].parse().ok().map(|number| (number, label[end..].to_owned()))
}

/// A heading without the stops, dashes and remains of markup at its end.
fn tidy(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let words = words.split_once("</").map_or(words, |(head, _)| head);
    let end = words
        .trim_end_matches(|c: char| {
            c.is_whitespace() || label::is_markup(c) || matches!(c, '.' | '-' | '–' | '—' | ':' | '#')
        })
        .len();
    if end == 0 { span } else { Span::new(span.start, span.start + end) }
}

fn same_words(a: &str, b: &str) -> bool {
    let letters = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let (a, b) = (letters(a), letters(b));
    !a.is_empty() && a == b
}

fn capital(words: &str) -> String {
    let mut signs = words.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}

/// `In this section:` is no heading, however it is printed.
fn is_lead_in(words: &str) -> bool {
    let lower = words.to_lowercase();
    let leads = ["in this", "for the purpose", "for purposes"].iter().any(|lead| lower.starts_with(lead));
    leads && words.ends_with([':', '—', '–'])
}

fn is_capitals(words: &str) -> bool {
    !words.chars().any(char::is_lowercase)
}
