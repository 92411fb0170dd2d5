//! What the reader makes of an extract, and of every mistake in one.

use super::*;
use crate::instrument::block::Mark;
use crate::instrument::{LawKind, TextKind};

const HEADER: &str = "title: Example Act\n\n";

fn read_text(text: &str) -> Result<Draft, Vec<Diagnostic>> {
    read(&SourceFile::new("laws/example.statute", text), text, 0)
}

fn draft(text: &str) -> Draft {
    read_text(text).unwrap_or_else(|wrong| panic!("{wrong:#?}"))
}

/// The blocks of a body, one a line: what they are and what they quote.
fn outline(body: &str) -> Vec<String> {
    let draft = draft(&format!("{HEADER}{body}"));
    assert_eq!(draft.diagnostics, []);
    draft.blocks.iter().map(|block| shown(block, &draft.text)).collect()
}

fn shown(block: &Block, text: &str) -> String {
    let quote = |span: Option<Span>| span.map_or("", |span| span.of(text)).replace('\n', "/");
    match block {
        Block::Division { level, label, heading, .. } => format!("{level:?} {label}: {}", quote(*heading)),
        Block::Section { label, unit, heading, .. } => format!("{unit:?} {label}: {}", quote(*heading)),
        Block::Note { span } => format!("note: {}", quote(Some(*span))),
        Block::Text { span, mark: Mark::InText } => format!("- {}", quote(Some(*span))),
        Block::Text { span, mark: Mark::Label { label, depth } } if label == "\"" => {
            format!("{depth} “ {}", quote(Some(*span)))
        }
        Block::Text { span, mark: Mark::Label { label, depth } } => format!("{depth} [{label}] {}", quote(Some(*span))),
        Block::Text { span, mark: Mark::Closing { depth: usize::MAX } } => {
            format!("innermost … {}", quote(Some(*span)))
        }
        Block::Text { span, mark: Mark::Closing { depth } } => format!("{depth} … {}", quote(Some(*span))),
    }
}

/// The codes of all diagnostics of a file, in order.
fn codes(text: &str) -> Vec<String> {
    let told = match read_text(text) {
        Ok(draft) => draft.diagnostics,
        Err(diagnostics) => diagnostics,
    };
    told.into_iter().map(|diagnostic| diagnostic.code).collect()
}

#[test]
fn a_header_gives_the_facts() {
    let text = "\u{23}a comment\njurisdiction: ZMB\ntitle: Example: an Act\nnumber: 11 of 2008\nyear: 2008\nlanguage: en\n\
        in-force: 2008-11-14\nstatus: in force\nsource: https://example.org/a?b=c\nconsulted: 2026-11-20\ntext: digest\n\
        kinds: special-act, immigration\nnote: First.\nnote: Second.\n\nSection 1. Name\nThis is an act.\n";
    let draft = draft(text);
    assert_eq!(draft.facts.jurisdiction, "zmb");
    assert_eq!(draft.facts.title, "Example: an Act");
    assert_eq!((draft.facts.year, draft.facts.text), (Some(2008), TextKind::Digest));
    assert_eq!(draft.facts.kinds, [LawKind::SpecialAct, LawKind::Immigration]);
    assert_eq!(draft.facts.source, "https://example.org/a?b=c");
    assert_eq!(draft.facts.id, "example");
    assert_eq!(shown(&draft.blocks[1], text), "note: Second.");
}

#[test]
fn units_are_told_by_their_words() {
    let body = "Preamble\nWhereas.\n\nBook I\nTITLE 2: Persons\nPart II. Prohibition\nChapter One — Acts\nDivision A\nSubdivision 3\n\
        == Main offences ==\nSection 3. Trafficking\nx\nClause 4\nx\nRegulation 5 — Forms\nx\nRule 6.\nx\nArticle [7 and 8]. Both\nx\n\
        Artículo 177 bis. Trata\nx\nArt. 225-4-1\nx\n§ 232a. Menschenhandel\nx\nArticle L. 425-1: Heading\nx\n\nSchedule\nx\nAnnex B.\n\
        SECOND SCHEDULE — Forms\n";
    let expected = [
        "Preamble : ",
        "- Whereas.",
        "Book I: ",
        "Title 2: Persons",
        "Part II: Prohibition",
        "Chapter One: Acts",
        "Division A: ",
        "Subdivision 3: ",
        "Subdivision : Main offences",
        "Section 3: Trafficking",
        "Clause 4: ",
        "Regulation 5: Forms",
        "Regulation 6: ",
        "Article 7 and 8: Both",
        "Article 177 bis: Trata",
        "Article 225-4-1: ",
        "Paragraph 232a: Menschenhandel",
        "Article L. 425-1: Heading",
        "Schedule : ",
        "Schedule B: ",
        "Schedule SECOND: Forms",
    ];
    let found: Vec<String> = outline(body).into_iter().filter(|line| line != "- x").collect();
    assert_eq!(found, expected);
}

#[test]
fn prose_that_begins_with_a_unit_word_stays_prose() {
    let body = "Section 1. Name\nAn offence under\nSection 3 of this Act, or against\nPart II, is grave. The\nSchedule. And\n\
        Title deeds are no matter.\n";
    assert_eq!(outline(body).len(), 2);
}

#[test]
fn indentation_decides_the_depth() {
    let body = "Section 3. Trafficking\n(1) First.\n(2) It is no defence that\n  (a) the victim consented;\n  (b) the parent\n    \
        consented; or\n  (c) the victim\n    (i) was paid;\n    (ii) had consented,\n  … to any act.\n(3) Third.\n";
    let expected = [
        "Section 3: Trafficking",
        "0 [1] First.",
        "0 [2] It is no defence that",
        "1 [a] the victim consented;",
        "1 [b] the parent/    consented; or",
        "1 [c] the victim",
        "2 [i] was paid;",
        "2 [ii] had consented,",
        "1 … to any act.",
        "0 [3] Third.",
    ];
    assert_eq!(outline(body), expected);
}

#[test]
fn a_list_may_be_indented_under_a_chapeau_without_number() {
    let body = "Section 3\nA person who\n  (a) buys; or\n  (b) sells\n  ... a person, is guilty.\n";
    assert_eq!(outline(body)[1..], ["- A person who", "0 [a] buys; or", "0 [b] sells", "0 … a person, is guilty."]);
}

#[test]
fn closing_words_stand_under_the_list_or_under_its_provision() {
    let body = "Section 3\n(1) Whoever\n  (a) buys; or\n  (b) sells\n    (i) a child;\n    (ii) an adult,\n  … for money; or\n  (c) keeps\n\
        … a person is guilty.\n(2) Consent is no defence.\n";
    let expected = ["2 … for money; or", "1 [c] keeps", "1 … a person is guilty.", "0 [2] Consent is no defence."];
    assert_eq!(outline(body)[6..], expected);
    let body = "Section 3\n(1) In this Act\n  \"debt\" means\n    (a) a sum; or\n    (b) a pledge,\n  … due:\n    (i) now; or\n    (ii) later;\n\
        \x20 \"child\" means a person under 18.\n(2) Other.\n";
    let expected = ["2 [a] a sum; or", "2 [b] a pledge,", "2 … due:", "2 [i] now; or", "2 [ii] later;"];
    assert_eq!(outline(body)[3..8], expected);
    assert_eq!(outline(body)[8..], ["1 “ \"child\" means a person under 18.", "0 [2] Other."]);
}

#[test]
fn a_dedented_line_leaves_the_list() {
    let body = "Section 45\nTo abet is\n  (a) to instigate; or\n  (b) to aid.\nThe court decides.\n";
    assert_eq!(outline(body)[2..], ["0 [a] to instigate; or", "0 [b] to aid.", "0 … The court decides."]);
}

#[test]
fn inserted_law_is_no_unclosed_definition() {
    let body = "Section 7\nAfter section 3 there is added\n  “3A. (1) Whoever\n    (a) buys; or\n    (b) sells\n  … a person is guilty.\n\
        \x20 (2) In this section\n    ‘beg’ means to ask.”\n";
    assert_eq!(
        outline(body)[2..6],
        ["0 “ “3A. (1) Whoever", "1 [a] buys; or", "1 [b] sells", "1 … a person is guilty."]
    );
}

#[test]
fn without_indentation_the_enumerators_stay_in_the_words() {
    let body = "Section 3\n(1) One who\n(a) buys,\nor\n1. sells\n- a child\n… is guilty.\n2° x\nb) y\n(1 bis) z\nNote: added.\n";
    let expected = ["- (1) One who", "- (a) buys,/or", "- 1. sells", "- - a child", "innermost … is guilty."];
    assert_eq!(outline(body)[1..6], expected);
    assert_eq!(outline(body)[6..], ["- 2° x", "- b) y", "- (1 bis) z", "note: added."]);
}

#[test]
fn a_backslash_makes_a_line_plain_and_a_hash_a_comment() {
    let body = "Section 3\nWords\n  # not read\ngo on.\n\\Section 4. is quoted.\n\\# one.\n";
    assert_eq!(outline(body)[1..], ["- Words", "- go on.", "- Section 4. is quoted.", "- # one."]);
}

#[test]
fn line_ends_of_other_systems_leave_no_trace() {
    let body = "Section 3. Name\r\n(1) One\r\ntwo.\r\n\r\nSection 4. Other\r\nWords.\r\n\r\nSection 5\r\nWords.\r\n \r\nSchedule\r\n";
    let text = format!("title: Example\r\n\r\n{body}");
    let found = draft(&text);
    assert_eq!(found.facts.title, "Example");
    let quotes: Vec<String> = found.blocks.iter().map(|block| shown(block, &text)).collect();
    assert_eq!(
        quotes,
        [
            "Section 3: Name",
            "- (1) One\r/two.",
            "Section 4: Other",
            "- Words.",
            "Section 5: ",
            "- Words.",
            "Schedule : "
        ]
    );
}

#[test]
fn every_mistake_has_a_file_that_shows_it() {
    let cases: &[(Code, &str)] = &[
        (Code::MissingTitle, "year: 2008\n\nSection 1\nx y z\n"),
        (Code::MalformedHeaderLine, "title: A\nan act about things\n\nSection 1\nx\n"),
        (Code::MalformedHeaderLine, "title: A\nThe President of the Republic: as follows\n\nSection 1\nx\n"),
        (Code::UnknownHeaderKey, "title: A\nTitle: B\n\nSection 1\nx\n"),
        (Code::DuplicateHeaderKey, "title: A\ntitle: B\n\nSection 1\nx\n"),
        (Code::EmptyHeaderValue, "title: A\nyear:\n\nSection 1\nx\n"),
        (Code::MissingBlankLine, "title: A\nSection 1. Name\nx\n"),
        (Code::HeaderLineInBody, "title: A\n\nyear: 2008\n\nSection 1\nx\n"),
        (Code::BadId, "title: A\nid: My Act\n\nSection 1\nx\n"),
        (Code::BadJurisdiction, "title: A\njurisdiction: Our Land\n\nSection 1\nx\n"),
        (Code::BadLanguage, "title: A\nlanguage: English\n\nSection 1\nx\n"),
        (Code::BadYear, "title: A\nyear: 08\n\nSection 1\nx\n"),
        (Code::BadDate, "title: A\nin-force: 14.11.2008\n\nSection 1\nx\n"),
        (Code::UnknownTextKind, "title: A\ntext: summary\n\nSection 1\nx\n"),
        (Code::UnknownLawKind, "title: A\nkinds: special-act, imigration\n\nSection 1\nx\n"),
        (Code::NoProvisions, "title: A\n"),
        (Code::TextBeforeFirstSection, "title: A\n\nIt is enacted:\n\nSection 1\nx\n"),
        (Code::HeadingWithoutStop, "title: A\n\nSection 3 Trafficking in persons\nx\n"),
        (Code::HeadingWithoutStop, "title: A\n\nSection 2\nx\n\nPart II Trafficking in persons\n"),
        (Code::UnclosedCrossHeading, "title: A\n\n== Offences\nSection 1\nx\n"),
        (Code::SectionWithoutLabel, "title: A\n\nSection. Name\nx\n"),
        (Code::EmptySection, "title: A\n\nSection 1. A person who buys a person is guilty of a crime.\n"),
        (Code::LongHeading, "title: A\n\nSection 1. Trafficking. (1) A person who buys is guilty.\nx\n"),
        (Code::DuplicateSection, "title: A\n\nSection 1\nx\n\nSection 1\ny\n"),
        (Code::LabelOutOfOrder, "title: A\n\nSection 4\nx\n\nSection 3\ny\n"),
        (Code::DuplicateLabel, "title: A\n\nSection 4\n(1) x\n  (a) x\n  (a) x\n"),
        (Code::DuplicateLabel, "title: A\n\nSection 4\n(1) x\n(1) x\n"),
        (Code::UnclosedEnumerator, "title: A\n\nSection 4\n(a) x\n(b y\n"),
        (Code::ClosingWordsWithoutEnumeration, "title: A\n\nSection 4\nx\n… y\n"),
        (Code::ClosingWordsWithoutEnumeration, "title: A\n\nSection 4\n(1) x\n  (a) x\n    … y\n"),
        (Code::IndentationJump, "title: A\n\nSection 4\n(1) x\n    (a) y\n"),
        (Code::UnevenIndentation, "title: A\n\nSection 4\n(1) x\n   (a) y\n"),
        (Code::DedentedLine, "title: A\n\nSection 4\n(1) x\n  (a) y\nand z\n"),
        (Code::UnclosedQuoteInDefinition, "title: A\n\nSection 4\n\"child means a person\n"),
    ];
    for (code, text) in cases {
        assert_eq!(codes(text), [code.name()], "{text}");
    }
    let elsewhere = [Code::NestedTooDeep, Code::TooManyMistakes];
    for code in Code::ALL {
        assert!(elsewhere.contains(code) || cases.iter().any(|(shown, _)| shown == code), "{}", code.name());
    }
}

#[test]
fn five_mistakes_give_five_diagnostics_at_their_places() {
    let text = "titel: Example\ntitle: Example\nyear: 20008\n\nSection 3 Trafficking\n(1) One\n      (a) two\n… three\n\n\
        Section 4. Name\n… four\n";
    let told = read_text(text).expect_err("the file is full of mistakes");
    let places: Vec<_> = told.iter().map(|d| (d.code.as_str(), d.line.unwrap_or(0), d.column.unwrap_or(0))).collect();
    let expected = [
        ("unknown-header-key", 1, 1),
        ("bad-year", 3, 7),
        ("heading-without-stop", 5, 1),
        ("indentation-jump", 7, 7),
        ("closing-words-without-enumeration", 11, 1),
    ];
    assert_eq!(places, expected);
    assert_eq!(told[0].help.as_deref(), Some("Did you mean `title`?"));
    assert_eq!(told[1].excerpt.as_deref(), Some("year: 20008\n      ^^^^^"));
}

#[test]
fn thousands_of_levels_are_refused_once() {
    let mut text = HEADER.to_owned() + "Section 1\n";
    (0..2_000).for_each(|level| text += &format!("{}(a) x\n", "\t".repeat(level)));
    assert_eq!(codes(&text), ["nested-too-deep"]);
}

#[test]
fn a_file_that_is_no_extract_is_refused_with_few_words() {
    let text = "<p>Access denied</p>\n".repeat(5_000);
    let told = codes(&text);
    assert_eq!(told.len(), 101);
    assert_eq!(told.last().map(String::as_str), Some("too-many-mistakes"));
}

#[test]
fn odd_files_are_read_without_fear() {
    for text in [
        "",
        "\n",
        " ",
        "\r\n\r\n",
        "…",
        "title: A\n\n…",
        "title: A\n\n\\",
        "==",
        "#",
        "title: A\n\n(a)",
        "title: A\n\n\u{a0}",
        "§\0",
    ] {
        let _ = codes(text);
    }
}
