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
            Ok((_, draft)) => print(path, &draft, width),
            Err(errors) => eprintln!("== {path}\n{errors:#?}"),
        }
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

#[test]
fn every_real_law_is_read_without_panic() {
    let Some(corpus) = shared() else { return };
    let mut summary = Vec::new();
    walk(&corpus, &mut |path| {
        let known = matches!(
            SourceFile::new(path.to_string_lossy(), "").format(),
            Some(Format::Markdown | Format::Text | Format::Html)
        );
        if !known || (path.to_string_lossy().contains("large") && summary.len() > 200) {
            return;
        }
        let found = draft(path);
        let line = match &found {
            Ok((_, draft)) => format!("{} sections {}", labels(draft).len(), labels(draft).join(" ")),
            Err(errors) => format!("{:?}", errors.iter().map(|e| e.code.clone()).collect::<Vec<_>>()),
        };
        summary.push(format!(
            "{}: {}",
            path.strip_prefix(&corpus).unwrap_or(path).display(),
            line.chars().take(400).collect::<String>()
        ));
    });
    if std::env::var_os("LACUNA_SUMMARY").is_some() {
        eprintln!("{}", summary.join("\n"));
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
