//! One small invented library, and what every format makes of its report. A change in these files is a change in what
//! people are handed: read it before accepting it with `LACUNA_BLESS=1 cargo test --test golden`.
//!
//! The report itself is kept too (`report.json`), so that changes to the catalogue do not reach this test.

use lacuna::instrument::read::read;
use lacuna::report::context::Contexts;
use lacuna::report::gap::{self, Width};
use lacuna::report::words::Chapters;
use lacuna::report::{Report, csv, docx, html, json, markdown, matrix, prose, sarif, terminal, xlsx};
use lacuna::source::SourceFile;
use std::fmt::Write as _;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// The report, its chapters, and the words around its evidence.
fn library() -> (Report, Chapters, Vec<Contexts>) {
    let text = fs::read_to_string(folder().join("report.json")).expect("the report is kept");
    let report = json::parse(&text).expect("it is a report");
    let contexts = report.jurisdictions.iter().map(|jurisdiction| {
        let files = jurisdiction.instruments.iter().map(|one| SourceFile::new(&one.file, bytes(&one.file)));
        let read: Vec<_> = files.map(|file| read(&file).expect("it is a law")).collect();
        Contexts::collect(jurisdiction, &read)
    });
    let contexts = contexts.collect();
    let chapters = [
        ("definition-acts", "Definition"),
        ("consent-irrelevant", "Definition"),
        ("any-victim", "Definition"),
        ("no-border-required", "Definition"),
        ("attempt", "Liability"),
        ("penalty-gravity", "Sanctions and assets"),
        ("confiscation", "Sanctions and assets"),
    ];
    (report, Chapters::new(chapters), contexts)
}

fn bytes(file: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap_or_else(|wrong| panic!("{file}: {wrong}"))
}

fn hold(name: &str, text: &str) {
    let path = folder().join(name);
    if std::env::var_os("LACUNA_BLESS").is_some() {
        fs::write(&path, text).expect("it can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    let line = kept.lines().zip(text.lines()).position(|(a, b)| a != b).map_or(0, |at| at + 1);
    assert!(kept == text, "{name} differs from line {line}; read the difference, then LACUNA_BLESS=1");
}

/// The parts of an archive as text, one element a line.
fn unpacked(bytes: &[u8], wanted: &[&str]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
    let mut text = String::new();
    for name in wanted {
        let mut part = String::new();
        archive.by_name(name).expect("the part is there").read_to_string(&mut part).expect("it is text");
        let _ = writeln!(text, "=== {name}\n{}", part.replace("><", ">\n<"));
    }
    text
}

#[test]
fn a_report_survives_being_saved() {
    let text = fs::read_to_string(folder().join("report.json")).expect("the report is kept").replace("\r\n", "\n");
    assert_eq!(json::render(&json::parse(&text).expect("a report")), text);
}

#[test]
fn every_format_says_what_it_said() {
    let (report, chapters, contexts) = library();
    let gap = |width| gap::document(&report, &chapters, &contexts, width);
    let style = terminal::Style { width: 100, colour: false, explain: false };
    hold("report.txt", &terminal::render(&report, &chapters, &contexts, style));
    hold("report.md", &markdown::render(&gap(Width::Screen)));
    hold("report.html", &html::render(&gap(Width::Screen)));
    hold("report.csv", &csv::render(&report));
    hold("report.sarif", &sarif::render(&report, &|one| Some(bytes(&one.file))));
    let document = docx::render(&gap(Width::Paper)).expect("a document");
    hold("report.docx.xml", &unpacked(&document, &["word/document.xml"]));
    let book = xlsx::render(&report).expect("a workbook");
    hold("report.xlsx.xml", &unpacked(&book, &["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"]));
}

#[test]
fn the_matrix_says_what_it_said() {
    let (report, chapters, _) = library();
    hold("matrix.txt", &prose::render(&matrix::overview(&report, &chapters), 100, false));
    hold("matrix.html", &html::render(&matrix::document(&report, &chapters)));
    hold("matrix.csv", &matrix::render_csv(&report, &chapters));
    let book = matrix::render_xlsx(&report, &chapters).expect("a workbook");
    hold("matrix.xlsx.xml", &unpacked(&book, &["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"]));
}

#[test]
fn all_formats_name_the_same_answers() {
    let (report, chapters, contexts) = library();
    let gap = |width| gap::document(&report, &chapters, &contexts, width);
    let texts = [markdown::render(&gap(Width::Screen)), html::render(&gap(Width::Screen)), csv::render(&report)];
    let document = unpacked(&docx::render(&gap(Width::Paper)).expect("a document"), &["word/document.xml"]);
    for finding in report.jurisdictions.iter().flat_map(|one| &one.findings) {
        let standing = lacuna::report::words::standing(finding);
        for text in texts.iter().chain([&document]) {
            assert!(text.contains(&standing) && text.contains(finding.title.as_str()), "{standing} {}", finding.title);
        }
    }
}
