//! Citations in sentences written for the purpose, and any text at all.
#![allow(clippy::print_stderr, reason = "a test says what it measured")]

use super::*;
use proptest::prelude::*;
use std::sync::LazyLock;

/// The English words, as the catalogue ships them.
pub(crate) fn english() -> &'static ReferenceWords {
    static WORDS: LazyLock<ReferenceWords> = LazyLock::new(|| {
        let yaml = include_str!("../../../obligations/languages/en/references.yaml");
        let numbers = &crate::reading::sanction::tests::english().numbers;
        ReferenceWords::from_yaml("references.yaml", yaml, numbers).expect("the shipped words are sound")
    });
    &WORDS
}

fn path(steps: &[Step]) -> String {
    let show = |step: &Step| match step.unit {
        UnitWord::Provision => format!("({})", step.label),
        unit => format!(" {} {}", format!("{unit:?}").to_lowercase(), step.label),
    };
    steps.iter().map(show).collect::<String>().trim().to_owned()
}

/// The references of a text, in a short notation: `section 3(1)..section 3(4) @Penal Code; this part`.
fn shown(text: &str) -> String {
    let show = |reference: Reference| {
        let target = match &reference.target {
            Target::Units { labels, .. } => {
                let label = |label: &Path| match &label.to {
                    Some(to) => format!("{}..{}", path(&label.from), path(to)),
                    None => path(&label.from),
                };
                labels.iter().map(label).collect::<Vec<_>>().join(", ")
            }
            Target::This(unit) => format!("this {unit:?}").to_lowercase(),
            Target::Before(unit) => format!("before {unit:?}").to_lowercase(),
            Target::After(unit) => format!("after {unit:?}").to_lowercase(),
            Target::Whole => String::new(),
        };
        let name = reference.instrument.map_or(String::new(), |span| format!(" @{}", span.of(text)));
        format!("{target}{name}").trim().to_owned()
    };
    english().references(text).into_iter().map(show).collect::<Vec<_>>().join("; ")
}

#[test]
fn references_are_found_and_taken_apart() {
    let table = [
        ("an offence under section 3", "section 3"),
        ("sections 3, 4 and 5", "section 3, section 4, section 5"),
        ("sections 12 to 14", "section 12..section 14"),
        ("sections 12–14 apply", "section 12..section 14"),
        ("section 3(1)(a)", "section 3(1)(a)"),
        ("section 3 (1) (a) or (b)", "section 3(1)(a), section 3(1)(b)"),
        ("sections 3(1) and (2)", "section 3(1), section 3(2)"),
        ("subsection (1)", "subsection 1"),
        ("sub-section (2)", "subsection 2"),
        ("subsections (2) to (10)", "subsection 2..subsection 10"),
        ("subsection (1), (2) or (3)", "subsection 1, subsection 2, subsection 3"),
        ("*subsection (1)* or _section 4_", "subsection 1; section 4"),
        ("subsections (2)(c) and (3)(a)", "subsection 2(c), subsection 3(a)"),
        ("paragraph (a) of subsection (1) of section seven", "section 7 subsection 1 paragraph a"),
        (
            "paragraphs (a), (b) and (c) of subsection (1)",
            "subsection 1 paragraph a, subsection 1 paragraph b, subsection 1 paragraph c",
        ),
        ("section forty-two applies", "section 42"),
        ("s. 3 and ss 4, 5", "section 3; section 4, section 5"),
        ("article 225-4-1", "section 225-4-1"),
        ("articles 225-4-1 to 225-4-4", "section 225-4-1..section 225-4-4"),
        ("art. 177 bis", "section 177 bis"),
        ("§ 232a or §§ 233, 234", "section 232a; section 233, section 234"),
        ("article 5, paragraph 2", "section 5 paragraph 2"),
        ("the first paragraph of article 5", "section 5 paragraph 1"),
        ("this Act", "this instrument"),
        ("in this Part and this section", "this part; this section"),
        ("this law and this code", "this instrument; this instrument"),
        ("this act of kindness", ""),
        ("Part II", "part II"),
        ("Division 271", "division 271"),
        ("section 3 of this Act", "section 3"),
        ("Chapter V of the Penal Code", "chapter V @Penal Code"),
        ("section 7 of the Criminal Law Act 1997", "section 7 @Criminal Law Act 1997"),
        (
            "section 7 of the Criminal Law (Amendment) Act, 2011, applies",
            "section 7 @Criminal Law (Amendment) Act, 2011",
        ),
        ("section 2 of the principal Act", "section 2 @principal Act"),
        (
            "section 2 of the Protection of Children and Families Act",
            "section 2 @Protection of Children and Families Act",
        ),
        ("article 3 of Law No. 12 of 2004", "section 3 @Law No. 12 of 2004"),
        ("article 3 of the Convention on the Rights of the Child", "section 3 @Convention on the Rights of the Child"),
        ("section 4 of the Act of 2008", "section 4 @Act of 2008"),
        ("section 4—(1) in subsection (3)—", "section 4; subsection 3"),
        ("ports in Norland under the Harbours Act 1958", "@Harbours Act 1958"),
        ("the Penal Code 296", "@Penal Code"),
        ("section 1591 or 1592", "section 1591, section 1592"),
        ("Subject to the Penal Code, a person", "@Penal Code"),
        ("the preceding section", "before section"),
        ("the foregoing provisions", "before provision"),
        ("the following subsection", "after subsection"),
        ("paragraph (a) or (b)", "paragraph a, paragraph b"),
        ("section 3, a person", "section 3"),
        ("section 3; 4 persons", "section 3"),
        ("Part I. A person shall", "part I"),
        ("Every Act is law", ""),
        ("a section of the public, in part", ""),
        ("section 1A(2)", "section 1A(2)"),
        ("sections 3,4 and 5", "section 3, section 4, section 5"),
        ("sections 5 and 6 of the Extradition Act", "section 5, section 6 @Extradition Act"),
        ("section 4 or section 5", "section 4; section 5"),
        ("from section 4 to section 9", "section 4..section 9"),
        ("subsection (1) or paragraph (a) of subsection (2)", "subsection 1; subsection 2 paragraph a"),
        ("Schedule 2 to the Extradition Act", "schedule 2 @Extradition Act"),
    ];
    let wrong: Vec<String> = table
        .iter()
        .filter(|(text, expected)| shown(text) != *expected)
        .map(|(text, expected)| format!("{text}\n   expected {expected}\n   found    {}", shown(text)))
        .collect();
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), table.len(), wrong.join("\n"));
}

#[test]
fn places_are_those_of_the_text() {
    let text = "Despite *subsection\n(1)*, under section 7 of the Penal Code he";
    let quoted: Vec<&str> = english().references(text).iter().map(|found| found.span.of(text)).collect();
    assert_eq!(quoted, ["subsection\n(1)", "section 7 of the Penal Code"]);
    let at = text.find("under").expect("stands there");
    assert_eq!(english().references_at(text, Span::new(at, text.len())), english().references(text)[1..]);
}

#[test]
fn a_very_long_text_is_read_in_passing() {
    let text = "under sections 3, 4 and 5 of the Great Lakes Act (a) or (b) the preceding Of And The ".repeat(20_000);
    let started = std::time::Instant::now();
    assert!(english().references(&text).len() >= 20_000);
    eprintln!("references: {:.1} MB/s", text.len() as f64 / 1e6 / started.elapsed().as_secs_f64());
}

const PIECES: [&str; 24] = [
    "section",
    "subsection",
    "this",
    "Act",
    "Penal",
    "Code",
    "(1)",
    "(a)",
    "3",
    "225-4-1",
    "to",
    "and",
    "or",
    ",",
    ".",
    "of",
    "the",
    "II",
    "seven",
    "bis",
    "first",
    "paragraph",
    "preceding",
    "é",
];

proptest! {
    #[test]
    fn spans_lie_in_the_text(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60)) {
        let text = pieces.join(" ");
        for reference in english().references(&text) {
            prop_assert!(!reference.span.of(&text).is_empty());
            prop_assert!(reference.instrument.is_none_or(|name| reference.span.contains(name)));
        }
    }

    #[test]
    fn any_text_is_taken(text in ".{0,200}") {
        let _ = english().references(&text);
    }
}
