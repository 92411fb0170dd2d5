//! Laws of the tree that hold for any text: nothing is lost, nothing overlaps, everything leads back to the file.

use lacuna::instrument::block::{Block, Mark, Unit};
use lacuna::instrument::{Content, Level, Provision, json, tree};
use lacuna::source::SourceFile;
use lacuna::span::Span;
use proptest::prelude::*;
use std::collections::HashSet;

/// Pieces of which statutes, and worse, are made.
const PIECES: &[&str] = &[
    "(1) ",
    "(2) ",
    "(1A) ",
    "(a) ",
    "(b) ",
    "(c) ",
    "(i) ",
    "(ii) ",
    "(A) ",
    "(I) ",
    "(aa) ",
    "1. ",
    "2. ",
    "a) ",
    "1° ",
    "I.- ",
    "- ",
    "A person who",
    "a child",
    ", commits an offence",
    "; or ",
    "; and ",
    "— ",
    ". ",
    ", ",
    ": ",
    "\"child\" means ",
    "“child” includes ",
    "**_slave_** means ",
    "[ Cap. 12 ]",
    "[section 3 inserted by Act 4 of 2020]",
    "under section 3(1)(a) ",
    "paragraph (a) or (b) ",
    "twelve (12) months ",
    "Explanation 1.—",
    "Illustrations.",
    "Note: ",
    "“3A. (1) ",
    "”; ",
    "is amended by inserting the following section",
    "Part II – Victims",
    "The court shall",
    "(the first person)",
    "é",
    "（一）",
    "条",
    "\u{ad}",
    " ",
    "*",
    "“",
    "”",
    "‘",
    "’",
    "(",
    ")",
    "[",
    "]",
    "§ 1º ",
];

fn law() -> impl Strategy<Value = Vec<String>> {
    let line = prop::collection::vec(prop::sample::select(PIECES), 1..14).prop_map(|pieces| pieces.concat());
    prop::collection::vec(line, 1..10)
}

fn blocks(lines: &[String], marks: &[u8]) -> (String, Vec<Block>) {
    let mut text = String::from("Heading\n");
    let heading = Span::new(0, 7);
    let mut blocks =
        vec![Block::Section { label: "3".into(), unit: Unit::Section, heading: Some(heading), span: heading }];
    for (line, mark) in lines.iter().zip(marks) {
        let start = text.len();
        text.push_str(line);
        let span = Span::new(start, text.len());
        text.push('\n');
        let depth = usize::from(mark % 3);
        blocks.push(match mark {
            0..3 => Block::Text { span, mark: Mark::Label { label: "a".into(), depth } },
            3..5 => Block::Text { span, mark: Mark::Closing { depth } },
            5 => Block::Note { span },
            6 => Block::Division { level: Level::Part, label: "I".into(), heading: None, span },
            _ => Block::Text { span, mark: Mark::InText },
        });
    }
    (text, blocks)
}

/// Parents come first, children lie inside, siblings follow one another, and no two pieces share a byte.
fn nests(text: &str, provisions: &[Provision]) {
    let mut pieces: Vec<Span> = Vec::new();
    for (id, provision) in provisions.iter().enumerate() {
        assert!(provision.parent.is_none_or(|parent| parent < id));
        let mut end = 0;
        for piece in &provision.content {
            let span = match piece {
                Content::Text(span) => {
                    assert!(!span.of(text).trim().is_empty());
                    pieces.push(*span);
                    *span
                }
                Content::Child(child) => {
                    assert_eq!(provisions[*child].parent, Some(id));
                    provisions[*child].span
                }
            };
            assert!(provision.span.contains(span), "{} does not hold {span:?}", provision.citation);
            assert!(span.start >= end, "pieces of {} overlap or run back", provision.citation);
            end = span.end;
        }
    }
    pieces.sort_unstable();
    assert!(pieces.windows(2).all(|pair| pair[0].end <= pair[1].start));
    let ids: HashSet<&str> = provisions.iter().map(|provision| provision.eid.as_str()).collect();
    assert_eq!(ids.len(), provisions.len(), "an id is used twice");
}

/// Every letter of the text stands in a provision's own words, in a label, or in a heading.
fn loses_nothing(text: &str, blocks: &[Block], provisions: &[Provision]) {
    let mut said = vec![false; text.len()];
    let words = provisions.iter().flat_map(Provision::own_text);
    words.for_each(|span| said[span.start..span.end].fill(true));
    for block in blocks {
        let (Block::Text { span, .. } | Block::Note { span }) = block else { continue };
        let lost =
            text[span.start..span.end].char_indices().filter(|(at, c)| c.is_alphanumeric() && !said[span.start + at]);
        let lost: String = lost.map(|(_, c)| c).collect();
        let labels =
            ["1", "2", "3", "1A", "a", "b", "c", "i", "ii", "A", "I", "aa", "3A", "一", "Explanation1", "º", "°"];
        let mut rest = lost.as_str();
        while !rest.is_empty() {
            let label = labels.iter().filter_map(|label| rest.strip_prefix(label)).min_by_key(|rest| rest.len());
            rest = label.unwrap_or_else(|| panic!("{rest:?} of {:?} was lost", span.of(text)));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(800))]

    #[test]
    fn spans_nest_and_nothing_is_lost(lines in law(), marks in prop::collection::vec(0_u8..20, 10)) {
        let (text, blocks) = blocks(&lines, &marks);
        let provisions = tree::build(&text, &blocks);
        nests(&text, &provisions);
        loses_nothing(&text, &blocks, &provisions);
    }

    #[test]
    fn words_read_from_json_lead_back_to_its_bytes(lines in law(), escape in any::<bool>()) {
        let content = lines.join("\n") + " A person who hides \u{1F600} another shall pay.";
        let mut encoded = serde_json::to_string(&content).expect("a string");
        if escape {
            encoded = encoded.chars().map(escaped).collect();
        }
        let file = format!("{{\"title\":\"T\",\"provisions\":[{{\"section\":\"1\",\"title\":\"H\",\"content\":{encoded}}}]}}");
        let source = SourceFile::new("t.json", file.clone());
        let draft = json::read(&source, &file, 0).expect("it has words of law");
        let provisions = tree::build(&draft.text, &draft.blocks);
        nests(&draft.text, &provisions);
        for span in provisions.iter().flat_map(Provision::own_text) {
            let raw = draft.offsets.file_span(span).of(&file);
            let decoded: String = serde_json::from_str(&format!("\"{raw}\"")).expect("whole escapes");
            prop_assert_eq!(&decoded, span.of(&draft.text));
        }
    }
}

/// The character as JSON may escape it, where it is not ASCII.
fn escaped(c: char) -> String {
    if c.is_ascii() {
        return c.to_string();
    }
    let mut units = [0; 2];
    c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")).collect()
}
