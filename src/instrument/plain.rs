//! Plain text: lines as they stand, paragraphs between blank lines.

use super::block::Draft;
use super::facts;
use super::lines::{self, Given, Line, Role, Shape};
use crate::source::SourceFile;
use crate::span::{OffsetMap, Span};
use std::collections::BTreeMap;

/// Reads plain text.
pub(super) fn read(file: &SourceFile, text: String, offsets: OffsetMap) -> Draft {
    let read = lines::read(&text, lines(&text), &Given::default());
    facts::draft(file, facts::Header::default(), text, offsets, read)
}

/// The lines of a plain text.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let column = margin(text);
    let mut lines = Vec::new();
    let (mut gap, mut start) = (true, 0);
    for piece in text.split_inclusive('\n') {
        let whole = Span::new(start, start + piece.len());
        start = whole.end;
        for (at, page) in piece.split('\u{c}').enumerate() {
            let offset = page.as_ptr() as usize - piece.as_ptr() as usize;
            if at > 0 {
                lines.push(rule(whole.start + offset));
                gap = true;
            }
            let span = Span::new(whole.start + offset, whole.start + offset + page.len()).trim(text);
            if span.is_empty() {
                gap |= page.trim().is_empty() && (at == 0);
                continue;
            }
            let beside = column.and_then(|column| beside(page, column));
            if let Some((note, law)) = beside {
                let at = whole.start + offset;
                let note = Span::new(at, at + note).trim(text);
                lines.push(Line { role: Role::Margin, ..line(text, note, 0, true) });
                lines.push(line(text, Span::new(at + law, span.end), column.unwrap_or(0), gap));
            } else {
                lines.push(line(text, span, indent(page), gap));
            }
            gap = false;
        }
    }
    lines
}

/// The column at which the law begins where marginal notes stand in a column of their own to its left.
fn margin(text: &str) -> Option<usize> {
    let mut columns: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    let mut all = 0;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        all += 1;
        match gap_after(line) {
            Some((_, column)) => columns.entry(column).or_default().0 += 1,
            None => columns.entry(indent(line)).or_default().1 += 1,
        }
    }
    let (column, (notes, plain)) = columns.into_iter().max_by_key(|(_, (notes, _))| *notes)?;
    (notes >= 3 && plain * 2 >= notes && (notes + plain) * 10 >= all * 6).then_some(column)
}

/// A few words at the left edge, then white space: the byte at which the words end, and the column after the space.
fn gap_after(line: &str) -> Option<(usize, usize)> {
    let end = line.find("  ").filter(|&end| (3..=28).contains(&end))?;
    let column = end + (line[end..].len() - line[end..].trim_start().len());
    let letters = line[..end].chars().filter(|c| c.is_alphabetic()).count();
    (line.is_ascii() || line.is_char_boundary(column)).then_some(())?;
    (letters >= 3 && !line.starts_with(char::is_whitespace) && column < line.len())
        .then(|| (end, line[..column].chars().count()))
}

/// Splits a line with a marginal note: where the note ends and where the law begins.
fn beside(line: &str, column: usize) -> Option<(usize, usize)> {
    let (end, found) = gap_after(line)?;
    let law = end + (line[end..].len() - line[end..].trim_start().len());
    (found == column).then_some((end, law))
}

fn line(text: &str, span: Span, indent: usize, gap: bool) -> Line {
    let words = span.of(text);
    let rule = words.len() >= 5 && words.chars().all(|c| matches!(c, '-' | '_' | '=' | '*'));
    let shape = if rule { Shape::Break } else { Shape::Plain };
    Line { span, shape, gap, indent, bold: false, marker: 0, role: Role::Words }
}

/// A page break.
pub(super) fn rule(at: usize) -> Line {
    let span = Span::new(at, at);
    Line { span, shape: Shape::Break, gap: true, indent: 0, bold: false, marker: 0, role: Role::Words }
}

/// Columns of white space before the first character; a tab counts as four.
pub(super) fn indent(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instrument::outline;

    fn draft(text: &str) -> Draft {
        read(&SourceFile::new("law.txt", text), text.to_owned(), OffsetMap::identity(text.len(), 0))
    }

    fn outline(text: &str) -> Vec<String> {
        outline::outline(&draft(text))
    }

    #[test]
    fn headings_above_articles() {
        let text = "BONDAGE CODE\n\nCHAPTER ONE\nFIRST RULES\n\nAim of the Code\nArticle 1\n\nThis Code protects everyone.\n\nBondage of Human Beings\nArticle 44\n\n(1) Anyone who keeps another by force for\nthe purpose of profit\nshall be punished by a fine.\n(2) A child is protected as provided in\nArticle 4. The court decides.\n\nArticle 45 (Repealed)\n\nArticle 46\n\nWhoever sells another shall be punished.\n";
        assert_eq!(
            outline(text)[1..],
            [
                "#Chapter ONE FIRST RULES",
                "§1 Aim of the Code",
                "¶ This Code protects everyone.",
                "§44 Bondage of Human Beings",
                "¶ (1) Anyone who keeps another by force for the purpose of profit shall be punished by a fine.",
                "¶ (2) A child is protected as provided in Article 4. The court decides.",
                "§45",
                "¶ (Repealed)",
                "§46",
                "¶ Whoever sells another shall be punished."
            ]
        );
    }

    #[test]
    fn headings_below_articles() {
        let text = "LAW ON BONDAGE\n\nArticle 1\nScope of the law\n\nThis law governs bondage.\n\nArticle 2\nTerms\n\n1) bondage - the keeping of a person;\n2) victim - a person kept.\n\nArticle 3\nCourts\n\n1. The court decides.\n2. It hears the victim.\n";
        assert_eq!(outline::sections(&draft(text)), ["§1 Scope of the law", "§2 Terms", "§3 Courts"]);
    }

    #[test]
    fn headings_in_the_line_of_the_section() {
        let text = "Section 1. Title. - This Act is the Bondage Act.\n\nSec. 2. Policy of the State. — The State values everyone.\n\nSECTION 3. Terms. - As used in this Act:\n\n(a) Bondage - refers to keeping a person.\n\nSEC. 4. Acts of Bondage. - It shall be unlawful:\n\n(a) To keep a person; or\n\n(b) To sell a person.\n";
        assert_eq!(
            outline::sections(&draft(text)),
            ["§1 Title", "§2 Policy of the State", "§3 Terms", "§4 Acts of Bondage"]
        );
    }

    #[test]
    fn numbers_without_stop_after_a_table_of_contents() {
        let text = "Bondage Act 2015\n\nCONTENTS\n\n1 Bondage\n2 Attempt\n3 Meaning of bondage\n\nPART 1\nOffences\n\n1 Bondage\n\n(1) A person commits an offence if the person keeps another.\n\n2 Attempt\n\n(1) A person who tries is punished within\n12 months of the act.\n\n3 Meaning of bondage\n\n(1) For section 1 a person is kept if held.\n\nSCHEDULE 1\nSection 14\n\nForms\n\n1 The court uses this form.\n";
        let outline = outline(text);
        assert_eq!(outline[1..3], ["#Part 1 Offences", "§1 Bondage"]);
        assert_eq!(outline.iter().filter(|line| line.starts_with('§')).count(), 3);
        assert!(outline.contains(&"! Section 14".to_owned()), "{outline:?}");
    }

    #[test]
    fn numbers_glued_to_subsections_between_pages() {
        let text = "THE BONDAGE ACT, 2008\n\nPART I - PRELIMINARY\n\n1.-(1) This Act is the Bondage Act.\n   (2) It comes into operation on a day fixed by the Minister\nby notice in the Gazette.\n\n2. In this Act, unless the context otherwise requires -\n   \"victim\" means a person kept within the meaning of section\n3. and includes a child.\n                3\nNo. 6     Bondage     2008\n\nPART II - OFFENCES\n\n3.-(1) A person commits bondage if he -\n   (a) keeps another; and\n   (b) does so by threat,\nfor the purpose of profit.\n                4\nNo. 6     Bondage     2008\n\n4. Any person who attempts to commit an offence under section 3 commits an\noffence.\n";
        let outline = outline(text);
        let sections: Vec<&String> = outline.iter().filter(|line| line.starts_with('§')).collect();
        assert_eq!(sections, ["§1", "§2", "§3", "§4"]);
        assert!(!outline.iter().any(|line| line.contains("No. 6")), "{outline:?}");
        assert!(outline.contains(&"¶ for the purpose of profit.".to_owned()), "{outline:?}");
    }

    #[test]
    fn marginal_notes_in_a_column_are_headings() {
        let text = "THE BONDAGE ACT\n\nShort title.      1. This Act may be cited as the Bondage Act, and\n                  comes into force on a day fixed by order.\n\nInterpretation.   2. In this Act,\n                  \"child\" means a person under the age of ten.\n\nOffence           3. (1) A person who keeps another by threat\nof bondage.       commits an offence.\n                  (2) A person convicted pays.\n";
        assert_eq!(outline::sections(&draft(text)), ["§1 Short title", "§2 Interpretation", "§3 Offence"]);
        assert!(outline(text).contains(&"¶ commits an offence.".to_owned()));
    }

    #[test]
    fn a_treaty_in_a_schedule_keeps_its_articles() {
        let text = "THE BONDAGE ACT\n\n1. Short title\n\nThis Act is the Bondage Act.\n\n2. Bondage\n\n(1) A person who keeps another commits an offence.\n\n3. Smuggling.\n(1) A person who smuggles another pays.\n\nSCHEDULE\n(Section 5)\nTREATY ON BONDAGE\n\nArticle 1\nAim\n1. This treaty ends bondage.\n\nArticle 2\nTerms\nBondage is the keeping of a person.\n\nMEMORANDUM OF OBJECTS AND REASONS\nThe object is to end bondage.\n";
        assert_eq!(
            outline::sections(&draft(text)),
            ["§1 Short title", "§2 Bondage", "§3 Smuggling", "§1 Aim", "§2 Terms"]
        );
        assert!(outline(text).iter().any(|line| line.starts_with("#Schedule")));
    }

    #[test]
    fn divisions_called_section_in_codes_of_articles() {
        let text = "Section II. Penalties\nArt. 4 - Aggravation\nThe penalties are raised by a third.\nSection III. Procedure\nArt. 5 - Courts\nThe courts of the State are competent.\n";
        assert_eq!(
            outline(text),
            [
                "#Division II Penalties",
                "§4 Aggravation",
                "¶ The penalties are raised by a third.",
                "#Division III Procedure",
                "§5 Courts",
                "¶ The courts of the State are competent."
            ]
        );
    }

    #[test]
    fn quoted_sections_of_another_act_are_words_of_this_one() {
        let text = "1. This Act is the Bondage (Amendment) Act.\n\n2. The Act is amended by inserting after section 51 the following section:\n\n“Permission to move\n\n51A. A person kept may move.”.\n\n3. The amendment does not affect orders made before.\n";
        assert_eq!(outline::sections(&draft(text)), ["§1", "§2", "§3"]);
    }

    #[test]
    fn items_that_count_like_sections_are_items() {
        let text = "1. Any person may be heard.\n\n2. The court considers:\n\n1. the victim;\n\n2. the family;\n\n3. the harm.\n\n3. The court decides.\n\n4. The decision is final.\n";
        assert_eq!(outline::sections(&draft(text)), ["§1", "§2", "§3", "§4"]);
    }

    proptest::proptest! {
        /// Whatever the text, nothing panics, and spans lie in the text in the order of the blocks.
        #[test]
        fn spans_are_in_bounds_and_in_order(text in "([ -~\n]|[(]a[)] |Article [0-9]\n|[0-9][.] |“|”|—|é|第三条|PART I\n|\u{c}|-----\n|# |\\* |[*_]{1,3}){0,120}") {
            let files = [("a.txt", Some(draft(&text))), ("a.md", Some(crate::instrument::markdown::read(&SourceFile::new("a.md", text.as_str()), text.clone(), OffsetMap::identity(text.len(), 0)))),
                ("a.html", crate::instrument::html::read(&SourceFile::new("a.html", text.as_str()), &text, &OffsetMap::identity(text.len(), 0)).ok())];
            for (name, draft) in files {
                let Some(draft) = draft else { continue };
                let mut last = 0;
                for block in &draft.blocks {
                    let (crate::instrument::block::Block::Division { span, .. } | crate::instrument::block::Block::Section { span, .. } | crate::instrument::block::Block::Text { span, .. } | crate::instrument::block::Block::Note { span }) = block;
                    proptest::prop_assert!(draft.text.get(span.start..span.end).is_some(), "{name}: {span:?}");
                    proptest::prop_assert!(span.start >= last, "{name}: {block:?} begins before {last}");
                    last = span.start;
                }
            }
        }
    }
}
