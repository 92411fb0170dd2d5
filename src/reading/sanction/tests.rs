//! Sentences written for the purpose, coded real laws where they are at hand, and any text at all.
#![allow(clippy::print_stderr, reason = "a test says what it measured, or that it was skipped")]

use super::*;
use crate::report::Life;
use proptest::prelude::*;
use std::sync::LazyLock;

/// The English words, as the catalogue ships them.
pub(crate) fn english() -> &'static SanctionWords {
    static WORDS: LazyLock<SanctionWords> = LazyLock::new(|| {
        let yaml = include_str!("../../../obligations/languages/en/sanctions.yaml");
        SanctionWords::from_yaml("sanctions.yaml", yaml).expect("the shipped words are sound")
    });
    &WORDS
}

/// `min-max`, then the fine: `none`, `and` or `or`; a star where the term is fixed; penalties apart by a bar.
fn shown(sentence: &str) -> String {
    let years = |years: Option<Years>| match years {
        None => "none".to_owned(),
        Some(Years::Number(number)) => format!("{number}"),
        Some(Years::Life(Life::Life)) => "life".to_owned(),
    };
    let show = |penalty: Penalty| {
        let fine = match penalty.fine {
            Fine::None => "",
            Fine::Additional => " and",
            Fine::Alternative => " or",
        };
        let fixed = if penalty.fixed { "*" } else { "" };
        format!("{}..{}{fixed}{fine}", years(penalty.min), years(penalty.max))
    };
    english().penalties(sentence).into_iter().map(show).collect::<Vec<_>>().join(" | ")
}

fn check(table: &[(&str, &str)]) {
    let wrong: Vec<String> = table
        .iter()
        .filter(|(sentence, expected)| shown(sentence) != *expected)
        .map(|(sentence, expected)| format!("{sentence}\n   expected {expected}\n   found    {}", shown(sentence)))
        .collect();
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), table.len(), wrong.join("\n"));
}

#[test]
fn terms_of_imprisonment() {
    check(&[
        ("He is liable to imprisonment for a term of fourteen years.", "none..14"),
        ("He is liable on conviction to imprisonment for seven years.", "none..7"),
        ("She is liable to imprisonment for a term not exceeding 25 years.", "none..25"),
        ("liable to imprisonment for a term of not less than five years and not exceeding ten years", "5..10"),
        ("liable to imprisonment for a term not less than five nor more than ten years", "5..10"),
        ("liable to imprisonment for not less than 5 but not more than 10 years", "5..10"),
        ("shall be punished with imprisonment for a term which may extend to nine years", "none..9"),
        (
            "punished with imprisonment which may extend to nine years and which shall not be less than two years",
            "2..9",
        ),
        (
            "rigorous imprisonment for a term which shall not be less than seven years but which may extend to ten years",
            "7..10",
        ),
        ("punishable by imprisonment of at least four years", "4..none"),
        ("imprisonment for a minimum of three years and a maximum of eight years", "3..8"),
        ("imprisonment for a maximum period of eight years", "none..8"),
        ("a minimum term of imprisonment of six years", "6..none"),
        ("imprisonment for up to 6 years", "none..6"),
        ("imprisonment for six years or less", "none..6"),
        ("imprisonment for ten years or more", "10..none"),
        ("imprisonment of five years at least", "5..none"),
        ("imprisonment for a term exceeding twelve months", "1..none"),
        ("imprisoned for not more than 20 years", "none..20"),
        ("imprisoned for a term not to exceed 15 years", "none..15"),
        ("imprisonment for one year and six months", "none..1.5"),
        ("imprisonment for eighteen months", "none..1.5"),
        ("imprisonment from six months to three years", "0.5..3"),
        ("imprisonment of six to eighteen months", "0.5..1.5"),
        ("imprisonment for two and a half years", "none..2.5"),
        ("imprisonment for six years and one day to twelve years", "6..12"),
        ("imprisonment for a year", "none..1"),
        ("imprisonment for ten (10) years", "none..10"),
        ("imprisonment for 10 (ten) years", "none..10"),
        ("imprisonment of three (3) to five (5) years", "3..5"),
        ("imprisonment of not less than twenty-five (25) years and not more than thirty (30) years", "25..30"),
        ("im\u{ad}prisonment for a term of *twenty*-\nfive years", "none..25"),
        ("five years' imprisonment", "none..5"),
        ("imprisonment for thirty days", "none..0.08"),
        ("imprisonment for four weeks", "none..0.08"),
    ]);
}

#[test]
fn civil_law_translations() {
    check(&[
        ("shall be punished by deprivation of liberty for a term of three to ten years", "3..10"),
        ("is punishable with imprisonment from 5 to 12 years", "5..12"),
        ("is punished by imprisonment of between 5 and 15 years and a fine of 50,000 to 100,000 crowns", "5..15 and"),
        ("imprisonment for not less than 5 nor more than 10 years", "5..10"),
        ("imprisonment of no less than three years", "3..none"),
        ("shall be sentenced with imprisonment ranging from two to six years", "2..6"),
        (
            "shall suffer the penalty of imprisonment of twenty (20) years and a fine of not less than One million pesos",
            "none..20* and",
        ),
        ("temporary imprisonment of 8–15 years", "8..15"),
        ("8-15 years of imprisonment", "8..15"),
        ("an eight-year imprisonment", "none..8"),
        ("a prison term of six years", "none..6"),
        ("a prison sentence of up to six years", "none..6"),
        ("sentenced to ten years in prison", "none..10"),
        ("sentenced to a term of ten to twenty years", "10..20"),
        (
            "fixed-term imprisonment of not less than three years but not more than seven years and shall also be fined",
            "3..7 and",
        ),
        ("seven years' imprisonment and a fine of 150,000 francs", "none..7 and"),
        ("shall be punished with imprisonment of seven years", "none..7*"),
        ("a mandatory term of imprisonment of seven years", "7..7*"),
        ("imprisonment for a fixed term of seven years", "7..7*"),
        ("The offence is punished with imprisonment from five years up to ten years", "5..10"),
        ("punished by imprisonment from ten years to life", "10..life"),
        ("imprisonment of not less than 5 years up to 10 years", "5..10"),
        ("a custodial sentence of one to ten years", "1..10"),
    ]);
}

#[test]
fn life_and_death() {
    check(&[
        ("is liable to imprisonment for life", "none..life"),
        ("is liable to life imprisonment", "none..life"),
        ("shall be punished by death", "none..life*"),
        ("If death results, he is liable to imprisonment for 10 years", "none..10"),
        ("imprisonment for the remainder of that person's natural life", "none..life"),
        (
            "imprisonment for life, which shall mean imprisonment for the remainder of that person’s natural life",
            "none..life",
        ),
        ("imprisonment for life or a lesser term", "none..life"),
        ("imprisonment for life or for any shorter term", "none..life"),
        ("imprisonment for life or for a term of not less than ten years", "10..life"),
        ("liable to imprisonment for not less than 10 years or for life", "10..life"),
        ("imprisonment for not less than thirty years and may be liable to imprisonment for life", "30..life"),
        ("imprisonment for not less than thirty years and may be liable to imprisonment or life", "30..life"),
        ("fined under this title, imprisoned for any term of years or for life, or both", "none..life or"),
        ("by a fine and imprisonment for any term of years not less than 15 or for life", "15..life and"),
        ("imprisonment for a term not less than ten years which may extend to imprisonment for life", "10..life"),
        ("imprisonment for a term of ten years to life", "10..life"),
        ("punished with death or imprisonment for life", "none..life"),
        ("imprisonment for life or imprisonment for a term of not less than eight years", "8..life"),
        ("the penalty of reclusion perpetua and a fine of 2,000,000 pesos", "none..life and"),
        ("He endangers the life of another and is liable to imprisonment for three years", "none..3"),
        ("liable to imprisonment for ten years or for life", "none..life"),
    ]);
}

#[test]
fn fines_beside_prison() {
    check(&[
        ("liable to imprisonment for five years and to a fine", "none..5 and"),
        ("liable to imprisonment for five years and a fine not exceeding 400 shillings", "none..5 and"),
        ("punished with imprisonment for five years, and shall also be liable to fine", "none..5* and"),
        ("punished with imprisonment up to five years and may also be punished with fine", "none..5 and"),
        ("imprisonment of five years in addition to a fine of 100,000 rials", "none..5 and"),
        ("imprisonment for life and, at the discretion of the court, to a fine", "none..life and"),
        ("imprisonment for five years or to a fine", "none..5 or"),
        ("imprisonment for five years or with fine", "none..5 or"),
        ("a fine not exceeding 5,000 dollars or imprisonment for two years or both", "none..2 or"),
        (
            "a fine not exceeding 5,000 dollars or to imprisonment for two years, or to both such fine and imprisonment",
            "none..2 or",
        ),
        ("imprisonment for two years or a fine of K500,000 or both", "none..2 or"),
        ("imprisonment for two years and/or a fine", "none..2 or"),
        ("a fine of 300 penalty units, or imprisonment for five years, or both", "none..5 or"),
        (
            "a fine of not less than five million shillings but not more than ten million shillings or to imprisonment for a term of not less than two years and not more than ten years or to both",
            "2..10 or",
        ),
        (
            "imprisonment for a term which may extend to three years, or with fine which shall not be less than fifteen thousand rupees, or with both",
            "none..3 or",
        ),
        ("shall be fined under this title or imprisoned not more than 20 years, or both", "none..20 or"),
        ("shall be fined under this title, imprisoned not more than 30 years, or both", "none..30 or"),
        ("shall be fined under this title and imprisoned for not more than 30 years", "none..30 and"),
        (
            "a fine of 500 to 1,000 euros and imprisonment of one to five years, or one of these penalties only",
            "1..5 or",
        ),
        ("a fine of twelve to twenty-four months and imprisonment of two to five years", "2..5 and"),
        ("liable to both a fine and imprisonment for six years", "none..6 and"),
        ("imprisonment for fourteen years without the option of a fine", "none..14"),
        ("imprisonment for two years with the option of a fine", "none..2 or"),
        ("imprisonment for two years, with or without a fine", "none..2 and"),
        ("is liable to a fine of 5,000 pounds", "none..none or"),
        ("is liable to a fine", "none..none or"),
        ("shall be fined", "none..none or"),
        ("liable to 300 penalty units", "none..none or"),
        ("a fine not exceeding 800 pounds or, in default, imprisonment for six months", "none..none or"),
        (
            "imprisonment for five years and a fine of 800 pounds and, in default of payment, to imprisonment for a further six months",
            "none..5 and",
        ),
        (
            "liable to a fine not exceeding 800 pounds or imprisonment for six months in default of payment",
            "none..none or",
        ),
        ("life imprisonment and a fine of not less than five hundred thousand rupees", "none..life and"),
    ]);
}

#[test]
fn penalty_labels() {
    check(&[
        ("Penalty: Imprisonment for 12 years.", "none..12"),
        ("Maximum penalty: 25 years imprisonment.", "none..25"),
        ("Maximum penalty: 25 years.", "none..25"),
        ("Penalty – 20 years", "none..20"),
        ("**Penalty:** 300 penalty units.", "none..none or"),
        ("Penalty: Imprisonment for 5 years or 300 penalty units, or both.", "none..5 or"),
    ]);
}

#[test]
fn several_penalties_in_one_sentence() {
    check(&[
        (
            "is liable to imprisonment for ten years and, where the victim is a child, to imprisonment for life",
            "none..10 | none..life",
        ),
        (
            "is liable to imprisonment for ten years or, if the victim is a child, for twenty years",
            "none..10 | none..20",
        ),
        (
            "is liable (a) on summary conviction, to a fine or imprisonment for a term not exceeding 12 months or both; (b) on conviction on indictment, to imprisonment for life or a fine or both",
            "none..1 or | none..life or",
        ),
        (
            "(a) in the case of an individual, to imprisonment for five years; (b) in the case of a body corporate, to a fine of 1,000 pounds",
            "none..5 | none..none or",
        ),
        (
            "imprisonment for two years in the case of a first offence and for five years in the case of a second offence",
            "none..2 | none..5",
        ),
        (
            "shall be sentenced to imprisonment for five years and a body corporate is liable to a fine of one million rand",
            "none..5* | none..none or",
        ),
    ]);
}

#[test]
fn what_is_no_penalty() {
    check(&[
        ("A person under eighteen years of age shall not be heard in open court.", ""),
        ("The fine shall be paid into the fund.", ""),
        ("A prison officer shall report within five years.", ""),
        ("The term of office of a member is three years.", ""),
        ("A person aged 20 years is liable to be called.", ""),
        ("He is serving a sentence of imprisonment.", ""),
        ("", ""),
    ]);
}

#[test]
fn conditions_are_the_words_that_govern_a_penalty() {
    let conditions = |sentence: &str| -> Vec<String> {
        let found = english().penalties(sentence).into_iter();
        found.map(|penalty| penalty.condition.map_or("-".to_owned(), |span| span.of(sentence).to_owned())).collect()
    };
    let table: &[(&str, &[&str])] = &[
        (
            "Where the victim is a child, the offender is liable to imprisonment for life.",
            &["Where the victim is a child"],
        ),
        (
            "is liable to imprisonment for ten years and, where the victim is a child, to imprisonment for life",
            &["-", "where the victim is a child"],
        ),
        (
            "is liable (a) on summary conviction, to a fine; (b) on conviction on indictment, to imprisonment for life",
            &["on summary conviction", "on conviction on indictment"],
        ),
        (
            "imprisonment for two years in the case of a first offence and for five years in the case of a second offence",
            &["in the case of a first offence", "in the case of a second offence"],
        ),
        ("imprisonment for two years if the victim is a child", &["if the victim is a child"]),
        ("He is liable to imprisonment for two years.", &["-"]),
        ("When he fails. He is liable to imprisonment for two years.", &["-"]),
    ];
    for (sentence, expected) in table {
        assert_eq!(conditions(sentence), *expected, "{sentence}");
    }
}

#[test]
fn the_phrase_is_quoted_as_printed() {
    let sentence = "X commits an offence and is liable to *imprison\u{ad}ment* for a term of\nten years.";
    let found = english().penalties(sentence);
    assert_eq!(found[0].span.of(sentence), "imprison\u{ad}ment* for a term of\nten years");
    let at = sentence.find("is liable").expect("stands there");
    assert_eq!(english().penalties_at(sentence, Span::new(at, sentence.len())), found);
}

#[test]
fn increases_by_a_share() {
    let table: &[(&str, &[(f64, f64)])] = &[
        ("the penalty shall be increased by one half", &[(0.5, 0.5)]),
        ("the penalties are increased from one third to one half", &[(1.0 / 3.0, 0.5)]),
        ("shall be increased by up to one third", &[(0.0, 1.0 / 3.0)]),
        ("the term shall be doubled", &[(1.0, 1.0)]),
        ("the penalty is raised by 50 per cent", &[(0.5, 0.5)]),
        ("the penalty shall be increased by a third to two thirds", &[(1.0 / 3.0, 2.0 / 3.0)]),
        ("the penalty shall be reduced by one third", &[]),
        ("the number of officers shall be increased", &[]),
    ];
    for (sentence, expected) in table {
        let found: Vec<_> = english().increases(sentence).iter().map(|found| (found.low, found.high)).collect();
        assert_eq!(found, *expected, "{sentence}");
    }
}

#[test]
fn a_wording_in_two_lists_is_refused() {
    let yaml =
        include_str!("../../../obligations/languages/en/sanctions.yaml").replace("fined: [fined]", "fined: [fine]");
    let refused = SanctionWords::from_yaml("words.yaml", &yaml).expect_err("fine stands twice");
    assert!(refused.message.contains("`fine` stands in two lists"), "{}", refused.message);
}

/// Sections of real laws as coded by their readers: what the sheet says must be among the penalties that are read.
#[test]
fn coded_laws_are_read_as_coded() {
    let root = std::env::var("LACUNA_SHARED").unwrap_or(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared").to_owned());
    let laws = [
        ("zmb", "anti-human-trafficking-act-2008"),
        ("mwi", "trafficking-in-persons-act-2015"),
        ("tza", "anti-trafficking-in-persons-act-2008"),
        ("lso", "anti-trafficking-in-persons-act-2011"),
    ];
    for (code, file) in laws {
        let sheet = std::fs::read_to_string(format!("{root}/gold/{code}.tsv"));
        let law = std::fs::read_to_string(format!("{root}/corpus/en/{code}/{file}.json"));
        let (Ok(sheet), Ok(law)) = (sheet, law) else {
            eprintln!("skipped: no coded laws under {root}");
            return;
        };
        let law: serde_json::Value = serde_json::from_str(&law).expect("the law is JSON");
        for victim in ["adult", "child"] {
            let (expected, provision) = coded(&sheet, victim);
            let words = subsection(&law, &provision);
            let found = shown(&words);
            let fits = found.split(" | ").any(|one| one == expected || victim == "child" && one.starts_with(&expected));
            assert!(fits, "{code} {victim} {provision}: coded {expected}, found {found}");
        }
    }
}

/// The coded sanction in the notation of `shown`, and the last provision it is taken from.
fn coded(sheet: &str, victim: &str) -> (String, String) {
    let row = |key: &str| {
        let rows = sheet.lines().map(|line| line.split('\t').collect::<Vec<_>>());
        let row = rows.into_iter().find(|row| row[0] == format!("sanction.{victim}.{key}"));
        row.map_or(("none".to_owned(), String::new()), |row| (row[1].to_owned(), row[2].to_owned()))
    };
    let (min, provision) = row("min");
    let fine = match row("fine").0.as_str() {
        "additional" => " and",
        "alternative" => " or",
        _ => "",
    };
    let last = provision.rsplit("s ").next().unwrap_or_default().to_owned();
    (format!("{min}..{}{fine}", row("max").0), last)
}

/// The words of a subsection such as `4(5)`, cut out between its number and the next.
fn subsection(law: &serde_json::Value, provision: &str) -> String {
    let (section, rest) = provision.split_once('(').expect("a subsection is coded");
    let number: usize = rest.trim_end_matches(')').parse().expect("it has a number");
    let sections = law["provisions"].as_array().expect("the law has provisions");
    let content = sections.iter().find(|one| one["section"] == section).and_then(|one| one["content"].as_str());
    let content = content.expect("the section is there");
    let from = content.find(&format!("({number}) ")).unwrap_or(0);
    let next = format!(" ({}) ", number + 1);
    let opens = |&(at, _): &(usize, &str)| content[at + next.len()..].starts_with(char::is_uppercase);
    let to = content.match_indices(&next).find(opens).map_or(content.len(), |(at, _)| at);
    content[from..to.max(from)].to_owned()
}

#[test]
fn a_very_long_sentence_is_read_in_passing() {
    let sentence = "liable to a fine or imprisonment for ten years, not less than five and if ".repeat(20_000);
    let started = std::time::Instant::now();
    assert!(english().penalties(&sentence).len() >= 10_000);
    eprintln!("penalties: {:.1} MB/s", sentence.len() as f64 / 1e6 / started.elapsed().as_secs_f64());
}

const PIECES: [&str; 28] = [
    "imprisonment",
    "for",
    "life",
    "ten",
    "(10)",
    "years",
    "not less than",
    "not exceeding",
    "or",
    "and",
    "a fine",
    "fined",
    "both",
    "to",
    "from",
    "between",
    ",",
    ";",
    ".",
    "where",
    "liable",
    "penalty",
    ":",
    "in default",
    "increased by",
    "one half",
    "é",
    "month",
];

proptest! {
    #[test]
    fn spans_lie_in_the_sentence(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60)) {
        let sentence = pieces.join(" ");
        for penalty in english().penalties(&sentence) {
            prop_assert!(!penalty.span.of(&sentence).is_empty());
            prop_assert!(penalty.condition.is_none_or(|span| !span.of(&sentence).is_empty()));
        }
        let _ = english().increases(&sentence);
    }

    #[test]
    fn any_text_is_taken(text in ".{0,200}") {
        let _ = english().penalties(&text);
        let _ = english().increases(&text);
    }
}
