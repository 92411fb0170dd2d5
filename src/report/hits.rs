//! What a search found, for reading in a terminal, for passing on, and for programs.

use super::foreign::plain;
use super::layout::{Face, Page};
use super::markdown::escape;
use crate::search::{Answer, Hit, Shown};
use std::fmt::Write as _;

/// The answer for reading in a terminal.
#[must_use]
pub fn terminal(answer: &Answer, width: usize, colour: bool) -> String {
    let mut page = Page::new(width, colour);
    for note in &answer.notes {
        page.paragraph(0, 6, &[(Face::Half, "Note: "), (Face::Plain, note)]);
    }
    if answer.notes.len() > 1 || (!answer.notes.is_empty() && !answer.hits.is_empty()) {
        page.paragraph(0, 6, &[(Face::Faint, "Understood: "), (Face::Plain, &answer.understood)]);
    }
    if answer.hits.is_empty() {
        page.line(0, Face::Strong, "No provision matches.");
        return page.text;
    }
    for (at, hit) in answer.hits.iter().enumerate() {
        if answer.some_words_from == Some(at) {
            let said = if at == 0 {
                "No provision has all the words. With some of them:"
            } else {
                "With some of the words only:"
            };
            page.line(0, Face::Half, said);
            page.blank();
        }
        one_hit(&mut page, at + 1, hit);
    }
    summary(&mut page, answer);
    page.text
}

fn one_hit(page: &mut Page, number: usize, hit: &Hit) {
    let place = format!("{number}. {} {}", hit.jurisdiction, hit.citation);
    let title = format!("  {}", hit.title);
    page.paragraph(0, 3, &[(Face::Strong, &place), (Face::Plain, &title)]);
    if !hit.headings.is_empty() {
        page.line(3, Face::Faint, &hit.headings.join(" › "));
    }
    let mut pieces: Vec<(Face, &str)> = Vec::new();
    let mut at = 0;
    for mark in &hit.marks {
        pieces.push((Face::Plain, &hit.quote[at..mark.start]));
        pieces.push((Face::Quoted, &hit.quote[mark.start..mark.end]));
        at = mark.end;
    }
    pieces.push((Face::Plain, &hit.quote[at..]));
    page.paragraph(3, 3, &pieces);
    page.blank();
}

/// How many there are, and where.
fn summary(page: &mut Page, answer: &Answer) {
    let shown = match answer.some_words_from {
        Some(all) if all < answer.hits.len() => format!("{all} with all the words"),
        _ => format!("{} shown of {}", answer.hits.len(), answer.total),
    };
    page.line(0, Face::Strong, &shown);
    let counts = [("Jurisdictions: ", &answer.jurisdictions), ("Obligations: ", &answer.obligations)];
    for (label, counts) in counts {
        if !counts.is_empty() {
            let all: Vec<String> = counts.iter().map(|(name, count)| format!("{name} {count}")).collect();
            page.paragraph(0, 2, &[(Face::Faint, label), (Face::Plain, &all.join(", "))]);
        }
    }
}

/// The answer for programs.
#[must_use]
pub fn json(answer: &Answer) -> String {
    serde_json::to_string_pretty(answer).map_or_else(|_| String::new(), |text| text + "\n")
}

/// One hit a line, for programs that read lines.
#[must_use]
pub fn lines(answer: &Answer) -> String {
    let lines = answer.hits.iter().filter_map(|hit| serde_json::to_string(hit).ok());
    lines.fold(String::new(), |text, line| text + &line + "\n")
}

/// A table for spreadsheets; no cell can be taken for a formula.
#[must_use]
pub fn csv(answer: &Answer) -> String {
    let mut text = String::from("jurisdiction,instrument,citation,eid,heading,quote,score,start,end\r\n");
    for hit in &answer.hits {
        let cells = [&hit.jurisdiction, &hit.instrument, &hit.citation, &hit.eid, &hit.heading, &hit.quote];
        let cells: Vec<String> = cells.into_iter().map(|words| cell(words)).collect();
        let _ = write!(text, "{},{},{},{}\r\n", cells.join(","), hit.score, hit.start, hit.end);
    }
    text
}

/// One cell in quotation marks; what a spreadsheet would run gets an apostrophe in front.
fn cell(words: &str) -> String {
    let opens = words.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
        || words.starts_with(['\t', '\r', '\n']);
    format!("\"{}{}\"", if opens { "'" } else { "" }, words.replace('"', "\"\"").replace('\0', ""))
}

/// The answer for passing on.
#[must_use]
pub fn markdown(answer: &Answer) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "# Search: {}\n", escape(&plain(&answer.query)));
    for note in &answer.notes {
        let _ = writeln!(text, "Note: {}\n", escape(note));
    }
    if answer.hits.is_empty() {
        text.push_str("No provision matches.\n");
    }
    for (at, hit) in answer.hits.iter().enumerate() {
        if answer.some_words_from == Some(at) {
            text.push_str("From here on, with some of the words only:\n\n");
        }
        let place = format!("{} {}", hit.jurisdiction, hit.citation);
        let _ = writeln!(text, "{}. **{}**, {}", at + 1, escape(&place), escape(&plain(&hit.title)));
        if !hit.heading.is_empty() {
            let _ = writeln!(text, "   {}", escape(&plain(&hit.heading)));
        }
        let _ = writeln!(text, "\n   > {}\n", marked(hit));
    }
    text
}

fn marked(hit: &Hit) -> String {
    let (mut text, mut at) = (String::new(), 0);
    let words = |from: usize, to: usize| escape(&hit.quote[from..to].split('\n').collect::<Vec<_>>().join(" "));
    for mark in &hit.marks {
        let _ = write!(text, "{}**{}**", words(at, mark.start), words(mark.start, mark.end));
        at = mark.end;
    }
    text + &words(at, hit.quote.len())
}

/// A provision in its context, for reading in a terminal.
#[must_use]
pub fn shown(shown: &Shown, width: usize, colour: bool) -> String {
    let mut page = Page::new(width, colour);
    let place = format!("{} {}", shown.jurisdiction, shown.citation);
    let title = format!("  {}", shown.title);
    page.paragraph(0, 2, &[(Face::Strong, &place), (Face::Plain, &title)]);
    page.line(0, Face::Faint, &format!("{} bytes {}–{}", shown.file, shown.start, shown.end));
    shown.headings.iter().for_each(|heading| page.line(0, Face::Strong, heading));
    page.blank();
    for line in &shown.lines {
        let face = if line.asked { Face::Plain } else { Face::Faint };
        let sign = if line.asked { "▌ " } else { "  " };
        let label = if line.label.is_empty() { String::new() } else { format!("{} ", line.label) };
        let indent = line.depth * 2;
        page.paragraph(indent, indent + 4, &[(Face::Plain, sign), (face, &label), (face, &line.text)]);
    }
    page.text
}

/// The same for passing on.
#[must_use]
pub fn shown_markdown(shown: &Shown) -> String {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "# {} {}, {}\n",
        escape(&shown.jurisdiction),
        escape(&shown.citation),
        escape(&plain(&shown.title))
    );
    for heading in &shown.headings {
        let _ = writeln!(text, "**{}**\n", escape(&plain(heading)));
    }
    for line in &shown.lines {
        let words = format!("{} {}", line.label, line.text);
        let words = escape(&plain(words.trim()));
        let words = if line.asked { format!("**{words}**") } else { words };
        let _ = writeln!(text, "{}- {words}", "  ".repeat(line.depth));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn answer() -> Answer {
        let hit = Hit {
            jurisdiction: "abc".to_owned(),
            instrument: "act".to_owned(),
            citation: "s 3".to_owned(),
            heading: "=HYPERLINK(\"x\")".to_owned(),
            quote: "Bonded \u{1b}[31m labour | <b> is \"forbidden\"".to_owned(),
            marks: vec![Span::new(0, 6)],
            ..Hit::default()
        };
        Answer { query: "bond* `x`".to_owned(), hits: vec![hit], total: 1, ..Answer::default() }
    }

    #[test]
    fn a_cell_is_no_formula() {
        let text = csv(&answer());
        assert!(text.contains(",\"'=HYPERLINK(\"\"x\"\")\","), "{text}");
        for opener in ["=1", "+1", "-1", "@x", " =1", "\t=1", "\r=1", "＝1"] {
            assert!(cell(opener).starts_with("\"'"), "{opener:?}");
        }
    }

    #[test]
    fn foreign_words_do_not_reach_the_terminal_raw() {
        let text = terminal(&answer(), 80, true);
        assert!(!text.contains("\u{1b}[31m"), "{text:?}");
        assert!(text.contains("Bonded"));
        let text = markdown(&answer());
        assert!(text.contains("**Bonded**") && !text.contains("<b>"), "{text}");
    }

    #[test]
    fn a_hit_for_programs_has_these_keys() {
        let hit: serde_json::Value = serde_json::from_str(lines(&answer()).trim()).expect("JSON");
        let keys: Vec<&str> = hit.as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(
            keys,
            ["jurisdiction", "instrument", "citation", "eid", "heading", "quote", "score", "start", "end"]
        );
        let all: serde_json::Value = serde_json::from_str(&json(&answer())).expect("JSON");
        assert_eq!(all["query"], "bond* `x`");
    }
}
