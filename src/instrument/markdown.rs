//! Markdown: front matter, headings, lists and emphasis, as statute collections and converters of PDF write them.
//!
//! The text is the file byte for byte; spans leave out the marks at the ends of a line. Emphasis inside a line stays in
//! the span: a quotation is what the file says.

use super::block::Draft;
use super::facts;
use super::lines::{self, Given, Line, Role, Shape, label};
use super::plain;
use crate::source::SourceFile;
use crate::span::{OffsetMap, Span};

/// Reads Markdown.
pub(super) fn read(file: &SourceFile, text: String, offsets: OffsetMap) -> Draft {
    let (header, body) = facts::front_matter(&text);
    let given = Given { title: header.title.clone(), section: header.section.clone() };
    let read = lines::read(&text, lines(&text, body), &given);
    facts::draft(file, header, text, offsets, read)
}

/// The lines of a Markdown text from byte `body` on.
fn lines(text: &str, body: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let (mut gap, mut start, mut comment) = (true, body, false);
    for piece in text[body..].split_inclusive('\n') {
        let (at, trimmed) = (start, piece.trim());
        start += piece.len();
        if trimmed.is_empty() {
            gap = true;
            continue;
        }
        if comment || trimmed.starts_with("<!--") {
            comment = !trimmed.contains("-->");
            continue;
        }
        if is_underline(trimmed)
            && !gap
            && let Some(last) = lines.last_mut()
        {
            last.shape = Shape::Heading(1);
            continue;
        }
        if is_rule(trimmed) {
            lines.push(plain::rule(at));
            gap = true;
            continue;
        }
        let mut line = line(text, at, piece);
        line.gap = gap || line.shape != Shape::Plain;
        gap = line.is_heading();
        lines.push(line);
    }
    lines
}

fn line(text: &str, at: usize, piece: &str) -> Line {
    let indent = plain::indent(piece);
    let lead = piece.len() - piece.trim_start_matches(|c: char| c.is_whitespace() || c == '>').len();
    let words = piece[lead..].trim_end();
    let (shape, marker) = shape(words);
    let keep = if matches!(shape, Shape::Numbered(_)) { 0 } else { marker };
    let raw = Span::new(at + lead + keep, at + lead + words.len());
    let bold = raw.of(text).starts_with("**") || raw.of(text).starts_with("__");
    let span = unmarked(text, raw);
    let strong = shape == Shape::Plain && is_whole(raw.of(text));
    let shape = if strong { Shape::Strong } else { shape };
    let marker = if matches!(shape, Shape::Numbered(_)) { marker.min(span.len()) } else { 0 };
    Line { span, shape, gap: false, indent, bold, marker, role: Role::Words }
}

/// The shape of a line and the length of the marker that tells it.
fn shape(words: &str) -> (Shape, usize) {
    let hashes = words.bytes().take_while(|&b| b == b'#').count();
    if (1..=6).contains(&hashes) && words[hashes..].starts_with([' ', '\t']) {
        let marker = words.len() - words[hashes..].trim_start().len();
        return (Shape::Heading(hashes as u8), marker);
    }
    if let Some(rest) =
        words.strip_prefix(['-', '*', '+', '•']).filter(|rest| rest.starts_with([' ', '\t']) || rest.is_empty())
    {
        return (Shape::Bullet, words.len() - rest.trim_start().len());
    }
    let end = words.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(words.len());
    let counts = words[..end].chars().all(|c| c.is_ascii_digit()) && end <= 3
        || label::is_roman(&words[..end])
        || (end == 1 && words.starts_with(|c: char| c.is_ascii_lowercase()));
    let rest = &words[end..];
    if end > 0 && counts && rest.starts_with('.') && (rest.len() == 1 || rest[1..].starts_with([' ', '\t'])) {
        let marker = words.len() - rest[1..].trim_start().len();
        return (Shape::Numbered(words[..end].to_owned()), marker);
    }
    (Shape::Plain, 0)
}

/// The words without emphasis that spans them, or that nothing inside them closes.
fn unmarked(text: &str, span: Span) -> Span {
    let words = span.of(text).trim_end_matches(|c: char| c.is_whitespace() || c == '\\');
    let lead = words.len() - words.trim_start_matches(label::is_markup).len();
    let trail = words.trim_end_matches(label::is_markup).len();
    if trail <= lead {
        return Span::new(span.start, span.start);
    }
    // Emphasis that ends inside the line is part of a term (`**_slave_** means`): only what spans the line goes.
    let inner = &words[lead..trail];
    let closes: String = words[..lead].chars().rev().collect();
    let opens: String = words[trail..].chars().rev().collect();
    let start = if lead > 0 && inner.contains(&closes) { 0 } else { lead };
    let end = if trail < words.len() && inner.contains(&opens) { words.len() } else { trail };
    Span::new(span.start + start, span.start + end).trim(text)
}

/// The emphasis that opens the line closes at its end.
fn is_whole(words: &str) -> bool {
    let inner = words.trim_matches(label::is_markup);
    let sign = &words[..words.len() - words.trim_start_matches(label::is_markup).len()];
    !sign.is_empty() && !inner.is_empty() && words.trim_end().ends_with(sign) && !inner.contains(sign)
}

fn is_rule(words: &str) -> bool {
    let first = words.chars().next();
    words.len() >= 3 && matches!(first, Some('-' | '_' | '*')) && words.chars().all(|c| Some(c) == first || c == ' ')
}

fn is_underline(words: &str) -> bool {
    words.len() >= 3 && words.chars().all(|c| c == '=')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(text: &str) -> Draft {
        read(&SourceFile::new("act.md", text), text.to_owned(), OffsetMap::identity(text.len(), 0))
    }

    fn outline(text: &str) -> Vec<String> {
        crate::instrument::outline::outline(&draft(text))
    }

    #[test]
    fn numbers_in_headings_and_again_in_the_text() {
        let text = "# Bondage Act 2001\n\n##### 1.. **Meaning.**\n\n**1**.— (1) In this Act bondage is wide.\n\n##### 2 Bondage.\n\n**2.**—A person who\n\n(*a*) keeps another, or\n\n(*b*) sells another,\n\ncommits an offence.\n";
        assert_eq!(
            outline(text),
            [
                "§1 Meaning",
                "¶ (1) In this Act bondage is wide.",
                "§2 Bondage",
                "¶ A person who",
                "¶ (*a*) keeps another, or",
                "¶ (*b*) sells another,",
                "¶ commits an offence."
            ]
        );
    }

    #[test]
    fn bullets_whose_indentation_is_the_hierarchy() {
        let text = "##### Division 9--Bondage\n\n##### 9.1A  Bondage\n\n    * (1) A person who:\n\n     * (a) keeps another; or\n\n     * (b) sells another;\n\n    * commits an offence.\n\n      * Penalty: Ten years.\n\n        * Note: See section 4.\n\n##### 9.2  Courts\n\n    * The court decides.\n";
        assert_eq!(
            outline(text),
            [
                "#Division 9 Bondage",
                "§9.1A Bondage",
                "(1)0 A person who:",
                "(a)1 keeps another; or",
                "(b)1 sells another;",
                "|1 commits an offence.",
                "¶ Penalty: Ten years.",
                "! Note: See section 4.",
                "§9.2 Courts",
                "¶ The court decides."
            ]
        );
    }

    #[test]
    fn headings_that_are_text_and_pages_that_repeat_the_section() {
        let text = "# Title 9— CRIMES\n### CHAPTER 7— BONDAGE\n#### § 15. Bondage\n###### (a) Whoever\n\n(1) keeps another;\n\n# Title 9— CRIMES\n### CHAPTER 7— BONDAGE\n#### § 15. Bondage\n###### (b) Whoever violates this section pays.\n";
        assert_eq!(
            outline(text),
            [
                "#Title 9 CRIMES",
                "#Chapter 7 BONDAGE",
                "§15 Bondage",
                "¶ (a) Whoever",
                "¶ (1) keeps another;",
                "¶ (b) Whoever violates this section pays."
            ]
        );
    }

    #[test]
    fn headings_above_bold_numbers_between_pages() {
        let text = "ARRANGEMENT OF CLAUSES\n\n1. Title\n\n2. Bondage\n\n-----\n\nA BILL\n\nENACTED as follows:\n\nPART I\n\nPRELIMINARY\n\n**Short title**\n\n**1.** (1) This Act is the Bondage Act\n2001.\n\n**Offence of bondage and of**\n**sale**\n\n**2. (1) A person who keeps another in**\n\n-----\n\n_Bill_\n\nbondage commits an offence.\n\nEXPLANATORY STATEMENT\n\n1. Clause 1 is the title.\n";
        assert_eq!(
            outline(text),
            [
                "¶ A BILL",
                "¶ ENACTED as follows:",
                "#Part I PRELIMINARY",
                "§1 Short title",
                "¶ (1) This Act is the Bondage Act 2001.",
                "§2 Offence of bondage and of** **sale",
                "¶ (1) A person who keeps another in",
                "¶ bondage commits an offence.",
                "! EXPLANATORY STATEMENT",
                "! 1. Clause 1 is the title."
            ]
        );
    }

    #[test]
    fn lists_whose_numbers_are_sections_with_marginal_notes() {
        let text = "# Bondage Act\n\n0. \n    1. This Act is the Bondage Act.\n        - Short title.\n    2. \n        1. Any person who\n            - Offence of bondage.\n            a. keeps another ;\n            b. sells another,\n                - is guilty of an offence.\n        2. The fine is ten.\n        - Courts.\n    3. The court decides.\n";
        assert_eq!(
            outline(text),
            [
                "§1 Short title.",
                "¶ This Act is the Bondage Act.",
                "§2 Offence of bondage.",
                "(1)0 Any person who",
                "(a)1 keeps another ;",
                "(b)1 sells another,",
                "|1 is guilty of an offence.",
                "(2)0 The fine is ten.",
                "§3 Courts.",
                "¶ The court decides."
            ]
        );
    }

    #[test]
    fn headings_without_any_number_are_counted() {
        let text = "# THE GAZETTE OF RURITANIA\n\nIt is hereby enacted as follows:\n\n# Short title\n\n(1) This Act is the Bondage Act.\n\n# Definitions\n\nIn this Act:\n\n- \"child\" means a person under eighteen;\n\n# Bondage\n\n(1) A person who keeps another pays.\n\n# In this section:\n\n\"keeps\" means holds.\n\nAbetment of bondage (1) Any person who aids pays.\n";
        let outline = outline(text);
        let sections: Vec<&String> = outline.iter().filter(|line| line.starts_with('§')).collect();
        assert_eq!(sections, ["§1 Short title", "§2 Definitions", "§3 Bondage", "§4 Abetment of bondage"]);
    }

    #[test]
    fn a_file_that_is_one_section() {
        let text = "---\ntitle: \"Code Section 43: Whoever\"\nsection: \"43\"\nact: \"Ruritanian Code, 2001\"\n---\n\n(1) Whoever keeps another in bondage for a long time by\n(a) threats; or\n(b) force,\ncommits the offence of bondage as it is meant by this law.\n2. not a section here.\n";
        let outline = outline(text);
        assert_eq!(outline[0], "§43");
        assert_eq!(outline.iter().filter(|line| line.starts_with('§')).count(), 1);
        assert_eq!(draft(text).facts.title, "Ruritanian Code, 2001");
    }

    #[test]
    fn headings_that_lost_their_number_are_numbered_where_they_fit() {
        let text = "# 1. Title\n\nThis is it.\n\n# Bondage\n\nA person who keeps another pays.\n\n# 3. Courts\n\nThe court decides.\n";
        assert_eq!(outline(text)[2], "§2 Bondage");
    }

    #[test]
    fn articles_have_sections_as_divisions() {
        let text = "## Section 1 : Bondage\n\n##### Article 225-4-1\n\nIt is punished.\n\n##### Article 225-4-2\n\nIt is punished more.\n";
        assert_eq!(outline(text)[..2], ["#Division 1 Bondage", "§225-4-1"]);
    }
}
