//! Readers over real laws, where they are at hand: counts and labels only, never their words.
#![expect(clippy::print_stderr, reason = "what is skipped, and outlines asked for, are said aloud")]

use super::block::{Block, Draft, Mark};
use super::{decode, html, markdown, plain, refuse};
use crate::diagnostic::Diagnostic;
use crate::source::{Format, SourceFile};
use std::path::{Path, PathBuf};

/// The folder of real laws, or none where this machine has none.
fn shared() -> Option<PathBuf> {
    let given = std::env::var_os("LACUNA_SHARED").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let found = [given, Some(beside)].into_iter().flatten().map(|path| path.join("corpus")).find(|path| path.is_dir());
    if found.is_none() {
        eprintln!("skipped: no corpus of real laws beside this package");
    }
    found
}

fn draft(path: &Path) -> Result<(Vec<u8>, Draft), Vec<Diagnostic>> {
    let bytes = std::fs::read(path).expect("the corpus can be read");
    let file = SourceFile::new(path.to_string_lossy(), bytes);
    if file.bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(vec![refuse::empty_file(&file)]);
    }
    let decoded = decode::decode(&file).map_err(|error| vec![*error])?;
    let format = file.format().expect("a known format");
    let draft = match format {
        Format::Markdown => markdown::read(&file, decoded.text, decoded.offsets),
        Format::Text => plain::read(&file, decoded.text, decoded.offsets),
        Format::Html => html::read(&file, &decoded.text, &decoded.offsets)?,
        _ => return Err(Vec::new()),
    };
    refuse::check(&file, format, &draft).map_err(|error| vec![*error])?;
    Ok((file.bytes, draft))
}

fn labels(draft: &Draft) -> Vec<&str> {
    draft.blocks.iter().filter_map(section_label).collect()
}

fn section_label(block: &Block) -> Option<&str> {
    match block {
        Block::Section { label, .. } => Some(label),
        _ => None,
    }
}

/// Prints the outline of the files named in `LACUNA_OUTLINE`, for a person to read beside the law.
#[test]
fn outline() {
    let Some(paths) = std::env::var_os("LACUNA_OUTLINE") else { return };
    let width = std::env::var("LACUNA_WIDTH").ok().and_then(|w| w.parse().ok()).unwrap_or(90);
    for path in paths.to_string_lossy().split(':') {
        match draft(Path::new(path)) {
            Ok((_, draft)) if std::env::var_os("LACUNA_TREE").is_some() => tree(&draft, width),
            Ok((_, draft)) => print(path, &draft, width),
            Err(errors) => eprintln!("== {path}\n{errors:#?}"),
        }
    }
}

fn tree(draft: &Draft, width: usize) {
    let provisions = super::tree::build(&draft.text, &draft.blocks);
    for provision in &provisions {
        let words =
            |span: crate::span::Span| span.of(&draft.text).replace('\n', "⏎").chars().take(width).collect::<String>();
        let own: Vec<String> = provision.own_text().map(words).collect();
        eprintln!("{:<24} {:?} {}", provision.citation, provision.level, own.join(" ┊ "));
    }
}

fn print(path: &str, draft: &Draft, width: usize) {
    let text = &draft.text;
    let short = |span: crate::span::Span| span.of(text).replace('\n', "⏎").chars().take(width).collect::<String>();
    eprintln!("== {path}: {:?}", draft.facts);
    for block in &draft.blocks {
        match block {
            Block::Division { level, label, heading, .. } => {
                eprintln!("# {level:?} {label} | {}", heading.map(short).unwrap_or_default())
            }
            Block::Section { label, unit, heading, .. } => {
                eprintln!("§ {unit:?} {label} | {}", heading.map(short).unwrap_or_default())
            }
            Block::Text { span, mark: Mark::InText } => eprintln!("    ¶ {}", short(*span)),
            Block::Text { span, mark } => eprintln!("    {mark:?} {}", short(*span)),
            Block::Note { span } => eprintln!("    ! {}", short(*span)),
        }
    }
}

/// Path, number of sections, first and last label.
type Expected = (&'static str, usize, &'static str, &'static str);

/// Counted by reading the files.
const EXPECTED: &[Expected] = &[
    ("en/irl/criminal-law-human-trafficking-act-2008.md", 16, "1", "15"),
    ("en/irl/criminal-law-human-trafficking-amendment-act-2013.md", 5, "1", "5"),
    ("en/aus/criminal-code-act-1995-div-270-271.md", 42, "270.1A", "271.13"),
    ("en/aus/criminal-code-act-1995-part-2.4-2.5.md", 13, "11.1", "12.6"),
    ("en/ind/bns_section_143.md", 1, "143", "143"),
    ("en/ind/bns_section_003.md", 1, "3", "3"),
    ("en/lka/assistance-to-and-protection-of-victims-of-crime-and-witnesses-act-2023.md", 105, "1", "105"),
    ("en/lka/penal-code-amendment-act-2006.md", 14, "1", "14"),
    ("en/lka/saarc-trafficking-convention-act-2005.md", 14, "1", "14"),
    ("en/mys/anti-trafficking-in-persons-bill-2007.md", 67, "1", "67"),
    ("versions/mys/atipsom-amendment-bill-2015.md", 17, "1", "17"),
    ("versions/mys/atipsom-amendment-bill-2021.md", 19, "1", "19"),
    ("en/pak/bonded-labour-system-abolition-act-1992.md", 21, "1", "21"),
    ("en/pak/prevention-of-trafficking-in-persons-act-2018.md", 15, "1", "15"),
    ("en/phl/act-3815-revised-penal-code.html", 367, "1", "367"),
    ("en/usa/18-usc-ch77-1581-1597.md", 19, "1581", "1597"),
    ("en/usa/22-usc-ch78-tvpa.md", 26, "7101", "7115"),
    ("fr/fra/code-penal-excerpt.md", 52, "111-4", "225-25"),
    ("es/esp/codigo-penal-excerpt.md", 44, "1", "570 ter"),
    ("es/esp/ley-4-2015-estatuto-victima.md", 35, "1", "35"),
    ("de/deu/prostschg.md", 39, "1", "38"),
    ("de/deu/stgb-excerpt.md", 36, "3", "237"),
    ("pt/bra/codigo-penal-excerpt.txt", 30, "13", "288-A"),
    ("zh/chn/chongqing-anti-trafficking-regulation.md", 24, "1", "24"),
    ("zh/chn/spc-interpretation-2016-trafficking.md", 10, "1", "10"),
    ("whole-codes/fra-code-penal-full.md", 1145, "111-1", "727-3"),
];

#[test]
fn real_laws_have_their_sections() {
    let Some(corpus) = shared() else { return };
    for (path, count, first, last) in EXPECTED {
        let (_, draft) = draft(&corpus.join(path)).unwrap_or_else(|errors| panic!("{path}: {errors:?}"));
        let labels = labels(&draft);
        assert_eq!((labels.len(), labels.first(), labels.last()), (*count, Some(first), Some(last)), "{path}");
    }
}

#[test]
fn real_bad_downloads_are_refused() {
    const REFUSED: &[(&str, &str)] = &[
        ("au-criminal-code-div-270-271.html", "contents-only"),
        ("coe-convention-2005-treaty-list.html", "not-a-statute"),
        ("eu-directive-2011-36-empty.html", "empty-file"),
        ("uk-human-trafficking-exploitation-scotland-2015.html", "contents-only"),
        ("uk-modern-slavery-act-2015.html", "contents-only"),
        ("us-18-usc-1589-1592.html", "contents-only"),
        ("us-8-cfr-214-11.html", "blocked-download"),
        ("us-tvpra-2008.html", "not-a-statute"),
    ];
    let Some(corpus) = shared() else { return };
    for (name, code) in REFUSED {
        let errors = draft(&corpus.join("bad-input").join(name)).expect_err(name);
        assert_eq!(errors[0].code, *code, "{name}");
        assert!(errors[0].help.is_some(), "{name} says what to do");
    }
}

#[test]
fn real_provision_lists_are_read_or_refused() {
    let Some(corpus) = shared() else { return };
    let mut wrong = Vec::new();
    walk(&corpus, &mut |path| {
        if path.extension().is_none_or(|extension| extension != "json") || path.to_string_lossy().contains("large") {
            return;
        }
        let file = SourceFile::new(path.to_string_lossy(), std::fs::read(path).expect("the corpus can be read"));
        let read = super::read::read(&file);
        let bad = path.to_string_lossy().contains("bad-input");
        if read.is_err() != bad {
            wrong.push(format!("{}: {:?}", path.display(), read.err().map(|errors| errors[0].message.clone())));
        }
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Reads every law once: no panic, spans in order, words as they stand in the file.
#[test]
fn every_real_law_is_read() {
    let Some(corpus) = shared() else { return };
    let (mut read, mut large) = (0, 0);
    let mut summary = Vec::new();
    walk(&corpus, &mut |path| {
        let format = SourceFile::new(path.to_string_lossy(), "").format();
        let many = path.to_string_lossy().contains("large");
        large += usize::from(many);
        // Unoptimised, every eighth of a thousand acts has to do.
        let skipped = many && cfg!(debug_assertions) && large % 8 != 0;
        if skipped || !matches!(format, Some(Format::Markdown | Format::Text | Format::Html)) {
            return;
        }
        let found = draft(path);
        if std::env::var_os("LACUNA_SUMMARY").is_some() {
            summary.push(summarise(path, &found));
        }
        let Ok((bytes, draft)) = found else { return };
        read += 1;
        check_spans(path, &bytes, &draft);
    });
    eprintln!("{}", summary.join("\n"));
    assert!(read > 80, "{read} files");
}

fn summarise(path: &Path, found: &Result<(Vec<u8>, Draft), Vec<Diagnostic>>) -> String {
    let line = match found {
        Ok((_, draft)) => format!("{} sections {}", labels(draft).len(), labels(draft).join(" ")),
        Err(errors) => errors.iter().map(|error| error.code.clone()).collect(),
    };
    format!("{}: {}", path.display(), line.chars().take(300).collect::<String>())
}

fn check_spans(path: &Path, bytes: &[u8], draft: &Draft) {
    let mut last = 0;
    for block in &draft.blocks {
        let span = match block {
            Block::Division { span, .. } | Block::Section { span, .. } => *span,
            Block::Text { span, .. } | Block::Note { span } => *span,
        };
        assert!(span.start >= last && span.end <= draft.text.len(), "{}: {span:?}", path.display());
        last = span.start;
        let file = draft.offsets.file_span(span);
        let raw = String::from_utf8_lossy(&bytes[file.start..file.end]);
        if path.extension().is_some_and(|e| e == "md" || e == "txt") {
            assert_eq!(raw, span.of(&draft.text), "{}", path.display());
        }
    }
}

fn walk(folder: &Path, each: &mut impl FnMut(&Path)) {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() { walk(&path, each) } else { each(&path) }
    }
}
