//! What a page prints that is not the law: running heads, page numbers, gazette lines, narrow marginal notes.

use super::{Line, Role, Shape};
use std::collections::HashMap;

/// Marks page furniture as noise, and marginal notes caught between pages as notes.
pub(crate) fn strip(text: &str, lines: &mut [Line]) {
    let heads = running_heads(text, lines);
    for (line, head) in lines.iter_mut().zip(heads) {
        let words = line.span.of(text);
        if line.shape != Shape::Break
            && (head || is_page_number(words) || is_gazette(words) || is_rule(words) || is_leader(words))
        {
            line.role = Role::Noise;
        }
    }
    margins(text, lines);
}

/// Lines that come back at page breaks, whatever their page number, or follow a break in italics or with a number.
fn running_heads(text: &str, lines: &[Line]) -> Vec<bool> {
    let near = near_breaks(text, lines);
    let keys: Vec<Option<String>> = lines.iter().map(|line| key(text, line)).collect();
    let mut count: HashMap<&str, usize> = HashMap::new();
    for (key, &near) in keys.iter().zip(&near) {
        if let (Some(key), true) = (key, near) {
            *count.entry(key).or_default() += 1;
        }
    }
    let repeated = |key: &Option<String>| key.as_deref().is_some_and(|k| count.get(k).copied().unwrap_or(0) >= 2);
    let mut heads: Vec<bool> = keys.iter().zip(&near).map(|(key, &near)| near && repeated(key)).collect();
    for at in 1..lines.len() {
        let after_break = lines[at - 1].shape == Shape::Break || (heads[at - 1] && !lines[at].gap);
        heads[at] |= after_break && near[at] && is_head(text, &lines[at]);
    }
    heads
}

/// Marks lines that stand within two lines of a page break or page number.
fn near_breaks(text: &str, lines: &[Line]) -> Vec<bool> {
    let mut near = vec![false; lines.len()];
    for (at, line) in lines.iter().enumerate() {
        if line.shape == Shape::Break || is_page_number(line.words(text)) {
            let last = lines.len().min(at + 3);
            near[at.saturating_sub(2)..last].fill(true);
        }
    }
    near
}

/// A line as a running head: letters only, without page number; none for what is too long to be one.
fn key(text: &str, line: &Line) -> Option<String> {
    let words = line.words(text);
    // "Article (3)" comes back with every number and is no running head.
    let unit = super::label::opening(words).is_some_and(|opening| opening.keyword);
    let opens = unit || super::division::opening(words).is_some() || words.starts_with('(');
    if line.is_heading() || opens || words.len() > 120 {
        return None;
    }
    let key: String = words.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    // What is bold in one place and plain in another is a heading and its entry in the table of contents.
    (key.chars().count() >= 4).then(|| format!("{}{key}", u8::from(line.bold)))
}

/// The first line after a break, short, in italics, without the marks of a provision.
fn is_head(text: &str, line: &Line) -> bool {
    let words = line.words(text);
    let single = |sign: &str, double: &str| {
        text[..line.span.start].ends_with(sign) && !text[..line.span.start].ends_with(double)
    };
    let before = single("_", "__") || single("*", "**");
    let after = text[line.span.end..].starts_with(['_', '*']);
    let number = words.split_whitespace().next_back().is_some_and(|w| w.chars().all(|c| c.is_ascii_digit()))
        || words.starts_with(|c: char| c.is_ascii_digit());
    let short = words.split_whitespace().count() <= 10;
    let italic_end = number && before && words.contains('_');
    short && ((before && after) || italic_end) && !words.starts_with('(') && !words.ends_with([';', ':', '.', ','])
}

fn is_page_number(words: &str) -> bool {
    let bare = words.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '[' | ']' | '|'));
    let lower = bare.to_ascii_lowercase();
    let bare = lower.strip_prefix("page").map_or(lower.as_str(), str::trim);
    let (first, of) = bare.split_once(" of ").or_else(|| bare.split_once('/')).unwrap_or((bare, "1"));
    let number = |s: &str| !s.is_empty() && s.len() <= 4 && s.chars().all(|c| c.is_ascii_digit());
    number(first.trim()) && number(of.trim())
}

fn is_gazette(words: &str) -> bool {
    if words.len() > 600 || words.split_whitespace().count() > 14 {
        return false;
    }
    let capitals = words.chars().filter(|c| c.is_uppercase()).count();
    let small = words.chars().filter(|c| c.is_lowercase()).count();
    let gazette = words.contains("GAZETTE") || words.contains("Gazette No.");
    gazette && (capitals > small || words.contains("____"))
}

/// `Short title ........ 3`: an entry of a table of contents.
fn is_leader(words: &str) -> bool {
    let bare = words.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    words.len() < 300
        && (bare.ends_with(".....") || bare.ends_with("…..") || bare.ends_with("……") || bare.ends_with(". . . ."))
}

fn is_rule(words: &str) -> bool {
    words.len() >= 3 && words.chars().all(|c| matches!(c, '_' | '-' | '=' | '.' | '*' | '·' | '~' | ' ' | '—'))
}

/// The widest line that still counts as part of a column of marginal notes.
const NARROW: usize = 22;

/// A run of narrow lines beside page furniture, in a text whose lines are wrapped, is a column of marginal notes.
fn margins(text: &str, lines: &mut [Line]) {
    if wrap_width(text, lines).is_none() {
        return;
    }
    let narrow = |line: &Line| {
        let words = line.span.of(text);
        line.role == Role::Words
            && matches!(line.shape, Shape::Plain)
            && words.chars().count() <= NARROW
            && !words.starts_with(['(', '“', '"'])
            && super::division::opening(words).is_none()
            && !words.ends_with(['—', ':', ';', '–'])
    };
    let mut at = 0;
    while at < lines.len() {
        let end = at + lines[at..].iter().take_while(|line| narrow(line)).count();
        let beside = lines.get(end).is_some_and(|line| line.role == Role::Noise || line.shape == Shape::Break)
            || (at > 0 && (lines[at - 1].role == Role::Noise || lines[at - 1].shape == Shape::Break));
        let starts = lines.get(at).is_some_and(|line| line.words(text).starts_with(char::is_uppercase));
        let column = (end - at >= 2 && beside) || (end - at >= 4 && end == lines.len());
        if column && starts {
            lines[at..end].iter_mut().for_each(|line| line.role = Role::Note);
        }
        at = end.max(at + 1);
    }
}

/// The width at which lines are wrapped, where they are.
///
/// Wrapped lines are about equally long and mostly follow each other without a blank line.
pub(crate) fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    let plain = |line: &&Line| line.shape == Shape::Plain && line.role == Role::Words;
    let mut widths: Vec<usize> = lines.iter().filter(plain).map(|line| line.words(text).chars().count()).collect();
    if widths.len() < 4 {
        return None;
    }
    let tight = lines.iter().filter(plain).filter(|line| !line.gap).count();
    widths.sort_unstable();
    let wide = widths[(widths.len() - 1) * 9 / 10];
    (tight * 4 >= widths.len() && (40..=140).contains(&wide)).then_some(wide)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instrument::plain;

    fn left(text: &str) -> Vec<String> {
        let mut lines = plain::lines(text);
        strip(text, &mut lines);
        let kept = |line: &&Line| line.role == Role::Words && line.shape != Shape::Break;
        lines.iter().filter(kept).map(|line| line.words(text).to_owned()).collect()
    }

    #[test]
    fn an_article_after_a_page_number_stays() {
        let text =
            "Article (2)\nThe court may\nPage 3 of 40\nArticle (3)\norder it.\nPage 4 of 40\nArticle (4)\nIt may not.";
        assert!(left(text).contains(&"Article (3)".to_owned()), "{:?}", left(text));
    }

    #[test]
    fn page_numbers_and_gazette_lines_go() {
        let text = "12\nThe court may\nPage 3 of 40\n- 4 -\n7 THE GAZETTE OF RURITANIA [Part II____________\norder it.";
        assert_eq!(left(text), ["The court may", "order it."]);
    }

    #[test]
    fn a_running_head_at_page_breaks_goes() {
        let text = "A person may\n\u{c}\nAnti-Slavery 3\nappeal.\nThe court\n\u{c}\nAnti-Slavery 4\ndecides.\n";
        assert_eq!(left(text), ["A person may", "appeal.", "The court", "decides."]);
    }

    #[test]
    fn a_column_of_marginal_notes_goes() {
        let text = "A person who keeps another in bondage for longer than the\nterm allowed by this law commits an offence and is liable\n\
            Keeping in\nbondage.\n44 THE GAZETTE OF RURITANIA\nto imprisonment for a term of five years or to a fine set by\nthe court.";
        let kept = left(text);
        assert!(!kept.iter().any(|line| line.contains("bondage.")), "{kept:?}");
        assert_eq!(kept.len(), 4);
    }
}
