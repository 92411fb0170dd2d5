//! HTML: official gazettes, law sites, saved pages.
//!
//! The text is what a reader of the page sees, in lines; every piece of it leads back to the bytes of the file.

mod page;
mod scan;

use super::block::{Block, Draft};
use super::facts::{self, Header};
use super::lines::{self, Given, Line, Role, Shape, label};
use super::refuse;
use crate::diagnostic::Diagnostic;
use crate::source::SourceFile;
use crate::span::OffsetMap;
use page::Page;

/// A page with fewer links to sections is no table of contents.
const ENTRIES: usize = 4;

/// Reads HTML that was decoded to `source`; `way` leads from there to the bytes of the file.
pub(super) fn read(file: &SourceFile, source: &str, way: &OffsetMap) -> Result<Draft, Vec<Diagnostic>> {
    let page = page::read(source, way);
    let entries = linked_entries(&page);
    let found = lines::read(&page.text, without_links(&page), &Given::default());
    let found = if has_sections(&found.blocks) { found } else { with_links(&page).unwrap_or(found) };
    let sections = facts::operative_words(&page.text, &found.blocks);
    let full = sections.iter().filter(|&&words| words >= refuse::FEW).count();
    if entries >= ENTRIES && full * 4 < entries {
        let found = format!("{entries} sections are listed as links, and none has its text");
        return Err(vec![refuse::contents_only(file, &found)]);
    }
    let header = Header { title: title(&page, &found), ..Header::default() };
    Ok(facts::draft(file, header, page.text, page.offsets, found))
}

fn has_sections(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| matches!(block, Block::Section { .. }))
}

/// A site may link the heading of every section: then the links are part of the law.
fn with_links(page: &Page) -> Option<lines::Read> {
    let read = lines::read(&page.text, page.lines.clone(), &Given::default());
    let sections = facts::operative_words(&page.text, &read.blocks);
    let full = sections.iter().filter(|&&words| words >= refuse::FEW).count();
    (full * 2 > sections.len()).then_some(read)
}

/// Lines that are links from end to end are menus and contents, unless the page says they are headings.
fn without_links(page: &Page) -> Vec<Line> {
    let mut lines = page.lines.clone();
    for (line, linked) in lines.iter_mut().zip(&page.linked) {
        if *linked && !matches!(line.shape, Shape::Heading(_)) {
            line.role = Role::Noise;
        }
    }
    lines
}

fn linked_entries(page: &Page) -> usize {
    let linked = page.lines.iter().zip(&page.linked).filter(|(_, linked)| **linked);
    linked.filter(|(line, _)| label::opening(line.words(&page.text)).is_some()).count()
}

/// The title in the head of the page, where it says more than the first heading.
fn title(page: &Page, read: &lines::Read) -> String {
    let title = page.title.split_whitespace().collect::<Vec<_>>().join(" ");
    match read.title {
        Some(_) => String::new(),
        None => title,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_page(page: &str) -> Result<Draft, Vec<Diagnostic>> {
        let file = SourceFile::new("act.html", page);
        read(&file, page, &OffsetMap::identity(page.len(), 0))
    }

    const LAW: &str = "<html><head><title>Bondage Act</title></head><body><nav><a href=/>Home</a></nav>\
        <p>TITLE ONE</p><p>BONDAGE</p>\
        <p><b>Article 1.</b> <i>Keeping.</i>-A person who keeps another in bondage &amp; sells that person pays:</p>\
        <ol type=\"a\"><li>a fine of ten;</li><li>costs.</li></ol>\
        <p><b>Article 2.</b> <i>Attempt.</i>-An attempt to keep another in bondage is punished as the act itself.</p></body></html>";

    #[test]
    fn a_page_is_read_as_its_articles() {
        let draft = read_page(LAW).expect("it is a law");
        let heading = |block: &Block| match block {
            Block::Section { label, heading, .. } => {
                Some(format!("{label} {}", heading.map_or("", |h| h.of(&draft.text))))
            }
            _ => None,
        };
        let sections: Vec<String> = draft.blocks.iter().filter_map(heading).collect();
        assert_eq!(sections, ["1 Keeping", "2 Attempt"]);
        assert_eq!(draft.facts.title, "Bondage Act");
    }

    #[test]
    fn words_lead_back_to_their_bytes() {
        let draft = read_page(LAW).expect("it is a law");
        for block in &draft.blocks {
            let Block::Text { span, .. } = block else { continue };
            let file = draft.offsets.file_span(*span);
            let raw = LAW[file.start..file.end].replace("&amp;", "&");
            assert_eq!(raw, span.of(&draft.text));
        }
    }

    #[test]
    fn a_page_of_contents_is_refused() {
        let entries: String = (1..9).map(|n| format!("<li><a href=#s{n}>{n}. Bondage in general</a></li>")).collect();
        let errors =
            read_page(&format!("<h1>Bondage Act</h1><ul>{entries}</ul>")).expect_err("it is a table of contents");
        assert_eq!(errors[0].code, "contents-only");
    }
}
