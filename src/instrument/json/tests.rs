//! Documents of provisions in the shapes that sources give them.

use super::read;
use crate::instrument::block::{Block, Draft};
use crate::instrument::{Instrument, Level, Provision, tree};
use crate::source::SourceFile;

fn draft(text: &str) -> Draft {
    read(&SourceFile::new("act.json", text), text, 0).expect("it holds law")
}

fn code(text: &str) -> String {
    read(&SourceFile::new("act.json", text), text, 0).expect_err("it holds no law")[0].code.clone()
}

fn citations(draft: &Draft) -> Vec<String> {
    let cited = |p: &Provision| (p.level != Level::Note).then(|| p.citation.clone());
    tree::build(&draft.text, &draft.blocks).iter().filter_map(cited).collect()
}

fn document(provisions: &str) -> String {
    format!("{{\"title\": \"Bondage Act, 2001\", \"provisions\": [{provisions}]}}")
}

fn provision(chapter: &str, section: &str, title: &str, content: &str) -> String {
    format!(
        "{{\"provision_ref\": \"s{section}\", \"chapter\": \"{chapter}\", \"section\": \"{section}\", \"title\": \"{title}\", \"content\": \"{content}\"}}"
    )
}

#[test]
fn facts_come_from_the_document() {
    let text = "{\"title\": \"Bondage Act, 2001\", \"act_number\": 12, \"status\": \"in_force\", \"url\": \"https://example.org/1\", \
        \"in_force_date\": \"2002-01-01\", \"provisions\": [{\"section\": \"1\", \"content\": \"A person who keeps another in bondage commits an offence.\"}]}";
    let facts = draft(text).facts;
    assert_eq!((facts.title.as_str(), facts.number.as_str(), facts.year), ("Bondage Act, 2001", "12", Some(2001)));
    assert_eq!((facts.status.as_str(), facts.in_force.as_str()), ("in force", "2002-01-01"));
    assert_eq!((facts.language.as_str(), facts.id.as_str()), ("en", "act"));
}

#[test]
fn a_heading_glued_to_a_section_heads_the_next_part() {
    let text = document(
        &[
            provision(
                "Part I",
                "1",
                "Bondage",
                "A person shall not keep another. Part II \\u2013 Care of victims [Part II inserted by Act 3 of 2004]",
            ),
            provision("Part II", "2", "Care", "The State shall help victims."),
        ]
        .join(","),
    );
    let draft = draft(&text);
    let heading = draft.blocks.iter().rev().find_map(|block| match block {
        Block::Division { label, heading, .. } => Some((label.as_str(), heading.map(|h| h.of(&draft.text)))),
        _ => None,
    });
    assert_eq!(heading, Some(("II", Some("Care of victims"))));
    assert_eq!(citations(&draft), ["Part I", "s 1", "Part II", "s 2"]);
}

#[test]
fn numbers_that_begin_anew_stand_in_a_schedule() {
    let mut sections: Vec<String> =
        (1..7).map(|n| provision("Part I", &n.to_string(), "Bondage", "A person shall not keep another.")).collect();
    sections.push(provision(
        "Part I",
        "7",
        "Forms",
        "The Minister may amend the forms. First Schedule (Section 6) Forms Each form is signed.",
    ));
    sections.push(provision("Part I", "1", "Language", "The form shall be in plain words."));
    sections.push(provision(
        "Part II",
        "1",
        "Copies",
        "The form is kept. Second Schedule (Section 7) Fees A fee of ten is paid.",
    ));
    let cited = citations(&draft(&document(&sections.join(","))));
    assert_eq!(
        cited[7..],
        ["s 7", "Sch 1", "Sch 1 Part I", "Sch 1 Part I para 1", "Sch 1 Part II", "Sch 1 Part II para 1", "Sch 2"]
    );
}

#[test]
fn nested_lists_are_divisions_and_subsections() {
    let text = "{\"name\": \"Code\", \"parts\": [{\"name\": \"GENERAL PART\", \"titles\": [{\"name\": \"TITLE I\", \"articles\": [\
        {\"article\": \"Art. 1\", \"heading\": \"Law\", \"text\": \"Art. 1 - No one is punished without law.\"},\
        {\"article\": \"Art. 2\", \"text\": \"It is a crime:\", \"items\": [{\"label\": \"a\", \"text\": \"to sell a person;\"}, {\"label\": \"b\", \"text\": \"to keep one.\"}]}]}]}]}";
    let cited = citations(&draft(text));
    assert_eq!(cited, ["Part", "Title I", "art. 1", "art. 2", "art. 2(a)", "art. 2(b)"]);
}

#[test]
fn lists_of_strings_are_words_too() {
    let text = "{\"title_page\": {\"title\": \"Bondage Act\", \"num\": \"3\"}, \"body\": {\"part_list\": [{\"num\": \"0\", \"text\": \"\", \"levels\": [\
        {\"num\": \"1\", \"text\": \"In this Act the following is law:\", \"blocks\": [\"(2) A person shall not keep another.\"], \"levels\": []}]}]}}";
    let draft = draft(text);
    assert_eq!((draft.facts.title.as_str(), draft.facts.number.as_str()), ("Bondage Act", "3"));
    assert_eq!(citations(&draft), ["s 1", "s 1(2)"]);
}

#[test]
fn an_array_at_the_top_is_a_list_of_provisions() {
    let text = "[{\"number\": \"4\", \"heading\": \"Bondage\", \"body\": [\"A person shall not keep another.\", \"A court may order release.\"]}]";
    assert_eq!(citations(&draft(text)), ["s 4"]);
}

#[test]
fn other_languages_have_articles() {
    let text = "{\"titulo\": \"C\\u00f3digo\", \"provisions\": [{\"section\": \"5\", \"content\": \"La persona que someta a otra a servidumbre ser\\u00e1 castigada con la pena de prisi\\u00f3n de seis a doce a\\u00f1os y con la multa que determine el juez.\"}]}";
    let draft = draft(text);
    assert_eq!(draft.facts.language, "es");
    assert_eq!(citations(&draft), ["art. 5"]);
}

#[test]
fn files_without_law_are_refused() {
    let stub = provision("", "1", "Short title", "1. Short title\\nThis Act may be cited as the Bondage Act.");
    let contents = provision("", "3", "Section 3", "3. Object of Act.\\n PART II. Care of victims");
    for text in ["", " \n", "{\"provisions\": []}", "{\"a\": 1}", "7", &document(&stub), &document(&contents)] {
        assert_eq!(code(text), "empty-instrument", "{text}");
    }
    for text in ["{", "[1,", "<html>", &"[".repeat(10_000)] {
        assert_eq!(code(text), "invalid-json");
    }
}

#[test]
fn words_lead_back_to_the_file_after_a_byte_order_mark() {
    let text = document(&provision("", "1", "Bondage", "A person who \\u201ckeeps\\u201d another shall\\tpay."));
    let file = format!("\u{feff}{text}");
    let draft = read(&SourceFile::new("act.json", file.clone()), &text, 3).expect("it holds law");
    let instrument =
        Instrument { provisions: tree::build(&draft.text, &draft.blocks), text: draft.text, ..Instrument::default() };
    let span = instrument.provisions[0].own_text().next().expect("words");
    assert_eq!(instrument.quote(span), "A person who \u{201c}keeps\u{201d} another shall\tpay.");
    assert_eq!(draft.offsets.file_span(span).of(&file), "A person who \\u201ckeeps\\u201d another shall\\tpay.");
}
