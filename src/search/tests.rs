//! The index over small libraries written for these tests, and over the corpus where it is at hand.

use super::*;
use crate::catalogue::Catalogue;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

mod corpus;
mod durable;
mod hidden;

/// An act of a country that does not exist.
const ACT: &str = "\
jurisdiction: abc
title: Trafficking in Persons Act
year: 2015
language: en
in-force: 2015-03-01
text: draft
kinds: special-act

Section 1. Interpretation
\"child\" means a person under eighteen years.

Section 2. Trafficking in persons
(1) A person who recruits, transports or harbours another person by threat, force or deception, for the purpose of \
exploitation, commits an offence and is liable to imprisonment for five to twenty years.
(2) The consent of the victim is no defence to a charge under subsection (1).

Section 3. Passports
An employer shall not
(a) keep the passport of a worker;
(b) threaten a worker with denunciation.

Section 4. Recovery
A victim may stay in the country for thirty days of recovery and reflection.
";

/// Another one.
const OTHER: &str = "\
jurisdiction: xyz
title: Protection of Workers Act
year: 2019
language: en
text: draft

Section 7. Documents of workers
No employer keeps or hides the travel documents of a worker, such as a passport.

Section 8. Wages
Wages are paid every month.
";

/// A library of files, and a place for its index.
struct Shelf {
    root: TempDir,
}

impl Shelf {
    fn new(files: &[(&str, &str)]) -> Self {
        let shelf = Self { root: TempDir::new().expect("a temporary folder") };
        files.iter().for_each(|(path, text)| shelf.write(path, text));
        shelf
    }

    fn two() -> Self {
        Self::new(&[("abc/act.statute", ACT), ("xyz/workers.statute", OTHER)])
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root.path().join("laws").join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn library(&self) -> Library {
        Library::new(&[self.root.path().join("laws")], Some(&self.root.path().join("index"))).expect("a library")
    }

    fn open(&self) -> Index {
        self.library().open(Catalogue::built_in(), &mut |_| {}).expect("an index")
    }
}

fn ask(index: &Index, request: &Request) -> Answer {
    index.search(&Request { counts: true, ..request.clone() }, Some(Catalogue::built_in())).expect("an answer")
}

fn typed(query: &str) -> Request {
    Request { query: query.to_owned(), ..Request::default() }
}

fn citations(answer: &Answer) -> Vec<String> {
    answer.hits.iter().map(|hit| format!("{} {}", hit.jurisdiction, hit.citation)).collect()
}

/// The hits that have all the words.
fn found(index: &Index, query: &str) -> Vec<String> {
    let answer = ask(index, &typed(query));
    let mut all = citations(&answer);
    all.truncate(answer.some_words_from.unwrap_or(usize::MAX));
    all
}

#[test]
fn a_hit_is_cited_as_narrowly_as_its_words_stand() {
    let index = Shelf::two().open();
    assert_eq!(found(&index, "\"passport of a worker\""), ["abc s 3(a)"]);
    assert_eq!(found(&index, "employer denunciation"), ["abc s 3"], "the chapeau and an item are one sentence");
    assert_eq!(found(&index, "passport NEAR/3 worker"), ["abc s 3(a)"]);
    assert_eq!(found(&index, "denunc*"), ["abc s 3(b)"]);
    assert_eq!(found(&index, "\"worker, such\""), ["xyz s 7"]);
    assert_eq!(found(&index, "wages NOT month"), Vec::<String>::new());
}

#[test]
fn a_quotation_is_the_bytes_of_the_file() {
    let shelf = Shelf::two();
    let index = shelf.open();
    for query in ["passport", "exploitation", "consent", "employer NEAR/4 keeps", "child"] {
        let answer = ask(&index, &typed(query));
        assert!(!answer.hits.is_empty(), "{query}");
        for hit in answer.hits {
            let bytes = fs::read(&hit.file).expect("the file");
            assert_eq!(std::str::from_utf8(&bytes[hit.start..hit.end]).expect("text"), hit.quote);
            assert!(hit.marks.iter().all(|mark| mark.end <= hit.quote.len() && !mark.is_empty()));
        }
    }
}

#[test]
fn a_concept_is_found_by_whatever_words() {
    let index = Shelf::two().open();
    let first = |query: &str| ask(&index, &typed(query)).hits.first().map(|hit| hit.citation.clone());
    assert_eq!(first("reflection period").as_deref(), Some("s 4"));
    let concept = Request { concepts: vec!["means.deception".to_owned()], ..Request::default() };
    let answer = ask(&index, &concept);
    assert_eq!(citations(&answer), ["abc s 2(1)"]);
    assert_eq!(answer.hits[0].marks[0].of(&answer.hits[0].quote), "deception");
}

#[test]
fn filters_narrow_and_counts_tell_where() {
    let index = Shelf::two().open();
    let all = ask(&index, &typed("passport"));
    assert_eq!(all.total, 2);
    assert_eq!(all.jurisdictions, BTreeMap::from([("abc".to_owned(), 1), ("xyz".to_owned(), 1)]));
    let narrowed = |change: fn(&mut Request)| {
        let mut request = typed("passport OR imprisonment OR child OR wages");
        change(&mut request);
        let mut all = citations(&ask(&index, &request));
        all.sort();
        all
    };
    assert_eq!(narrowed(|one| one.jurisdictions = vec!["XYZ".to_owned()]), ["xyz s 7", "xyz s 8"]);
    assert_eq!(narrowed(|one| one.instruments = vec!["workers protection".to_owned()]), ["xyz s 7", "xyz s 8"]);
    assert_eq!(narrowed(|one| one.kinds = vec![Kind::Offence]), ["abc s 2(1)"]);
    assert_eq!(narrowed(|one| one.kinds = vec![Kind::Definition]).len(), 1);
    assert_eq!(narrowed(|one| one.languages = vec!["fr".to_owned()]), Vec::<String>::new());
    assert_eq!(narrowed(|one| one.obligations = vec!["penalty-gravity".to_owned()]), ["abc s 2(1)"]);
    let sorted = ask(&index, &Request { sort: Sort::Citation, ..typed("passport OR consent OR wages") });
    assert_eq!(citations(&sorted), ["abc s 2(2)", "abc s 3(a)", "xyz s 7", "xyz s 8"]);
}

#[test]
fn what_is_typed_badly_is_still_answered_and_explained() {
    let index = Shelf::two().open();
    for query in ["passport AND", "(passport", "\"passport", "NEAR/5 passport", "passport)", "*port passport"] {
        let answer = ask(&index, &typed(query));
        assert!(!answer.notes.is_empty() && !answer.understood.is_empty(), "{query}: {answer:?}");
        assert!(citations(&answer).iter().any(|hit| hit.starts_with("abc s 3")), "{query}: {answer:?}");
    }
    for query in ["", "\"\"", "()", "NOT", "***", "\u{0}"] {
        let answer = ask(&index, &typed(query));
        assert!(answer.hits.is_empty() && !answer.notes.is_empty(), "{query:?}: {answer:?}");
    }
    let answer = ask(&index, &typed("pasport"));
    assert!(answer.hits.is_empty() && answer.notes[0].contains("`passport`"), "{answer:?}");
    let fuzzy = ask(&index, &Request { fuzzy: true, ..typed("pasport") });
    assert_eq!(fuzzy.total, 2);
    let exact = ask(&index, &Request { exact: true, ..typed("wage") });
    assert_eq!(exact.total, 0);
    for query in ["body:*", "stored:x", "a\\b", "/regex/", "[a TO b]", "^2", "~", "the of and"] {
        let _ = ask(&index, &typed(query));
    }
}

#[test]
fn a_citation_leads_to_its_provision() {
    let shelf = Shelf::two();
    let index = shelf.open();
    let one = |citation: &str| index.find(citation, &Request::default()).expect("an answer");
    for citation in ["abc s 3(a)", "abc Section 3 (a)", "ABC/s. 3(a)", "sec_3__para_a"] {
        let found = one(citation);
        assert_eq!(found.len(), 1, "{citation}");
        let shown = index.show(&found[0]).expect("it is shown");
        assert_eq!(shown.citation, "s 3(a)");
        let asked: Vec<&str> = shown.lines.iter().filter(|line| line.asked).map(|line| line.text.as_str()).collect();
        assert_eq!(asked, ["keep the passport of a worker;"], "{shown:?}");
    }
    assert!(one("s 99").is_empty());
    let similar = index.similar(&one("abc s 3(a)")[0], &typed(""), Some(Catalogue::built_in())).expect("an answer");
    assert_eq!(citations(&similar).first().map(String::as_str), Some("xyz s 7"));
    assert!(similar.hits.iter().all(|hit| hit.jurisdiction != "abc"));
}

#[test]
fn languages_are_stemmed_by_their_own_rules() {
    let spanish =
        "jurisdiction: esp\ntitle: Ley\nlanguage: es\n\nArtículo 1. Explotación\nLas víctimas de explotaciones.\n";
    let chinese = "jurisdiction: chn\ntitle: 刑法\nlanguage: zh\n\nArticle 1. 拐卖\n拐卖妇女、儿童的，处五年以上十年以下有期徒刑。\n";
    let index = Shelf::new(&[("esp/ley.statute", spanish), ("chn/xingfa.statute", chinese)]).open();
    assert_eq!(found(&index, "victima explotacion"), ["esp art. 1"]);
    assert_eq!(found(&index, "拐卖"), ["chn art. 1"]);
    assert_eq!(found(&index, "\"妇女\""), ["chn art. 1"]);
    assert_eq!(found(&index, "卖拐"), Vec::<String>::new());
}
