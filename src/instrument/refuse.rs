//! What is no law: empty files, contents pages, bot walls, pages about a law instead of the law.
//!
//! Each refusal says what was found and what to do, so that a bad download never becomes a page of "missing".

use super::block::{Block, Draft};
use super::facts;
use crate::diagnostic::Diagnostic;
use crate::source::{Format, SourceFile};

/// A section with fewer words is a title, not a rule.
pub(super) const FEW: usize = 12;

/// A file in a format that is not read.
pub(super) fn unknown_format(file: &SourceFile) -> Diagnostic {
    let message = "this kind of file is not read";
    Diagnostic::error("unknown-format", &file.path, message).help("supply .statute, .json, .md, .txt or .html")
}

/// A file with nothing in it.
pub(super) fn empty_file(file: &SourceFile) -> Diagnostic {
    let message = format!("the file is empty ({} bytes)", file.bytes.len());
    Diagnostic::error("empty-file", &file.path, message)
        .help("download the law again and look at the file before you supply it")
}

/// Refuses a draft that holds no law.
pub(super) fn check(file: &SourceFile, format: Format, draft: &Draft) -> Result<(), Box<Diagnostic>> {
    let sections = facts::operative_words(&draft.text, &draft.blocks);
    let words: usize = draft.blocks.iter().map(|block| text_words(&draft.text, block)).sum();
    let longest = sections.iter().copied().max().unwrap_or(0);
    // An extract is typed on purpose, however short.
    if format == Format::Statute && words > 0 {
        return Ok(());
    }
    if let Some(wall) = wall(&draft.text).filter(|_| longest < 40) {
        let message = format!("this is not the law but a page that keeps robots out (it says “{wall}”)");
        let help = "open the address in a browser and save the page with the full text";
        return Err(Box::new(Diagnostic::error("blocked-download", &file.path, message).help(help)));
    }
    let empty = sections.iter().filter(|&&count| count < FEW).count();
    if sections.len() >= 3 && empty * 10 >= sections.len() * 9 && longest < 60 {
        let count = sections.len();
        let found = format!("{count} headings of sections were found, but no words under them");
        return Err(Box::new(contents_only(file, &found)));
    }
    // On a page about a law the few words that look like sections are lost among the others.
    let about = format == Format::Html && sections.iter().sum::<usize>() * 3 < words;
    if (longest >= FEW && !about) || (sections.is_empty() && words >= 60 && format != Format::Html) {
        return Ok(());
    }
    let all = facts::count_words(&draft.text);
    if format == Format::Html && all >= 60 {
        let message = format!("this page holds {all} words, but no section or article of a law was found in them");
        let help = "it looks like a page about the law; save the page with the full text of the law";
        return Err(Box::new(Diagnostic::error("not-a-statute", &file.path, message).help(help)));
    }
    let message = format!("no law was found in this file: {} sections, {words} words", sections.len());
    Err(Box::new(Diagnostic::error("empty-instrument", &file.path, message).help("supply the full text of the law")))
}

/// A table of contents saved as the law.
pub(super) fn contents_only(file: &SourceFile, found: &str) -> Diagnostic {
    let message = format!("this looks like the table of contents of a law, not the law: {found}");
    Diagnostic::error("contents-only", &file.path, message)
        .help("save the page with the full text, or download the law as one document")
}

fn text_words(text: &str, block: &Block) -> usize {
    match block {
        Block::Text { span, .. } => facts::count_words(span.of(text)),
        _ => 0,
    }
}

/// Words by which pages that keep robots out give themselves away.
fn wall(text: &str) -> Option<&'static str> {
    const WALLS: &[&str] = &[
        "captcha",
        "access denied",
        "request access",
        "enable javascript",
        "are you human",
        "verify you are human",
        "just a moment",
        "unusual traffic",
        "automated scraping",
        "403 forbidden",
        "404 not found",
        "page not found",
        "service unavailable",
        "bad gateway",
    ];
    let head: String = text.chars().take(20_000).flat_map(char::to_lowercase).collect();
    WALLS.iter().copied().find(|wall| head.contains(wall))
}
