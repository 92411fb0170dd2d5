//! Documents as a page of HTML that stands alone: no network, no script needed, readable on paper.
//!
//! The words go through Markdown and comrak, which escape them; the frame around them is written here. Markdown knows
//! no marks, so looks travel as signs that [`super::markdown::escape`] takes out of every foreign text.

mod drawing;

use super::Outcome;
use super::document::{Block, Document, Look, Part, Table, Text};
use super::markdown::{self, Dialect};
use super::words;
use comrak::{Options, markdown_to_html};
use std::fmt::Write;

/// The whole page.
#[must_use]
pub fn render(document: &Document) -> String {
    let title = escape(&document.title);
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">To the report</a>\n"
    );
    contents(&mut page, document);
    if document.parts.iter().any(|part| part.outcome.is_some()) {
        page.push_str(&filter());
    }
    page.push_str("<main id=\"main\">\n");
    let options = options();
    document.parts.iter().for_each(|one| part(&mut page, one, &options));
    let _ = write!(page, "</main>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n");
    page
}

/// Words as HTML text.
#[must_use]
pub fn escape(words: &str) -> String {
    let words = super::foreign::plain(words);
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.render.escape = true;
    options
}

fn part(page: &mut String, part: &Part, options: &Options) {
    let id = if part.id.is_empty() { String::new() } else { format!(" id=\"{}\"", escape(&part.id)) };
    let class = part
        .outcome
        .map_or_else(String::new, |outcome| format!(" class=\"finding {0}\" data-outcome=\"{0}\"", name(outcome)));
    let _ = writeln!(page, "<section{id}{class}>");
    let mut words = String::new();
    for block in &part.blocks {
        match block {
            Block::Overview(rows) => {
                prose(page, &mut words, options);
                page.push_str(&drawing::overview(rows));
            }
            Block::Table(table) => {
                prose(page, &mut words, options);
                let broad = match table.head.len() {
                    9.. if is_dense(table) => " dense",
                    9.. => " broad",
                    _ => "",
                };
                let caption = escape(&table.caption);
                let _ = writeln!(
                    page,
                    "<div class=\"scroll{broad}\" role=\"region\" aria-label=\"{caption}\" tabindex=\"0\">"
                );
                markdown::write_block(&mut words, block, Dialect::Page);
                let html = convert(&words, options);
                page.push_str(&html.replace("<table>", &format!("<table>\n<caption>{caption}</caption>")));
                page.push_str("</div>\n");
                words.clear();
            }
            _ => markdown::write_block(&mut words, block, Dialect::Page),
        }
    }
    prose(page, &mut words, options);
    page.push_str("</section>\n");
}

/// True for a table of signs, which needs no room.
fn is_dense(table: &Table) -> bool {
    let length = |cell: &Text| cell.iter().map(|run| run.words.chars().count()).sum::<usize>();
    table.rows.iter().all(|row| row.iter().skip(2).all(|cell| length(cell) < 8))
}

/// Writes the words gathered so far.
fn prose(page: &mut String, words: &mut String, options: &Options) {
    page.push_str(&convert(words, options));
    words.clear();
}

/// Markdown as HTML, with the signs of looks as elements and the headings of columns marked as such.
fn convert(markdown: &str, options: &Options) -> String {
    let html = markdown_to_html(markdown, options).replace("<th>", "<th scope=\"col\">");
    let mut text = String::with_capacity(html.len() + 64);
    for c in html.chars() {
        match markdown::SIGNS.iter().find(|(_, open, close)| c == *open || c == *close) {
            None => text.push(c),
            Some((look, open, _)) => {
                let _ = match (c == *open, look) {
                    (true, Look::Answer(outcome)) => write!(text, "<span class=\"answer {}\">", name(*outcome)),
                    (true, _) => write!(text, "<{}>", element(*look)),
                    (false, _) => write!(text, "</{}>", element(*look)),
                };
            }
        }
    }
    text
}

const fn element(look: Look) -> &'static str {
    match look {
        Look::Marked => "mark",
        Look::Inserted => "ins",
        Look::Deleted => "del",
        Look::Code => "code",
        Look::Answer(_) => "span",
        Look::Strong | Look::Plain => "strong",
    }
}

/// Links to the parts that open with a heading of the first two ranks.
fn contents(page: &mut String, document: &Document) {
    page.push_str("<nav aria-label=\"Contents\">\n<ul>\n");
    for part in document.parts.iter().filter(|part| !part.id.is_empty()) {
        if let Some(Block::Heading(1 | 2, words)) = part.blocks.first() {
            let words: String = words.iter().map(|run| escape(&run.words)).collect();
            let _ = writeln!(page, "<li><a href=\"#{}\">{words}</a></li>", escape(&part.id));
        }
    }
    page.push_str("</ul>\n</nav>\n");
}

/// A form that the script shows and that does nothing without it.
fn filter() -> String {
    let options: String = words::OUTCOMES
        .iter()
        .map(|one| {
            format!("<option value=\"{}\">{} {}</option>\n", name(*one), words::sign(*one), words::outcome(*one))
        })
        .collect();
    format!(
        "<form id=\"filter\" role=\"search\" hidden>\n<label>Words in findings <input type=\"search\" id=\"filter-words\"></label>\n\
         <label>Outcome <select id=\"filter-outcome\">\n<option value=\"\">all</option>\n{options}</select></label>\n\
         <span id=\"filter-count\" role=\"status\"></span>\n</form>\n"
    )
}

const fn name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "met",
        Outcome::Partial => "partial",
        Outcome::Missing => "missing",
        Outcome::NotSupplied => "not-supplied",
        Outcome::Contrary => "contrary",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::context::Contexts;
    use crate::report::gap::{self, Width};
    use crate::report::sample;
    use crate::report::words::Chapters;
    use scraper::{Html, Node};

    fn rendered(words: &str) -> String {
        let chapters = Chapters::new([("definition-acts", "Definition"), ("attempt", "Liability")]);
        render(&gap::document(&sample::hostile(words), &chapters, &[Contexts::default()], Width::Screen))
    }

    /// Every element with the names of its attributes, in order.
    fn structure(page: &str) -> Vec<String> {
        let html = Html::parse_document(page);
        let nodes = html.tree.nodes().filter_map(|node| match node.value() {
            Node::Element(element) => {
                Some(format!("{}{:?}", element.name(), element.attrs().map(|(k, _)| k).collect::<Vec<_>>()))
            }
            Node::Comment(_) => Some("comment".to_owned()),
            _ => None,
        });
        nodes.collect()
    }

    #[test]
    fn the_page_stands_alone_and_links_lead_somewhere() {
        let page = rendered("words");
        let html = Html::parse_document(&page);
        let all = |selector: &str| scraper::Selector::parse(selector).expect("a selector");
        for link in html.select(&all("a")) {
            let to = link.value().attr("href").and_then(|to| to.strip_prefix('#')).expect("a link inside the page");
            assert!(html.select(&all(&format!("[id='{to}']"))).next().is_some(), "{to}");
        }
        assert!(html.select(&all("img, link, iframe, [src]")).next().is_none());
        assert_eq!(html.select(&all("section.finding")).count(), 5);
        assert!(html.select(&all("mark")).next().is_some_and(|mark| mark.text().collect::<String>() == "recruits"));
        assert!(html.select(&all("table > caption")).count() == html.select(&all("table")).count());
        assert!(html.select(&all("th:not([scope])")).next().is_none());
        let errors: Vec<_> = html.errors.iter().collect();
        assert!(errors.is_empty(), "{errors:?}");
    }

    #[test]
    fn every_id_stands_once() {
        let page = rendered("words");
        let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let once: std::collections::BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(ids.len(), once.len(), "{ids:?}");
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
        #[test]
        fn no_words_of_a_law_change_the_structure(hostile in sample::HOSTILE_PATTERN) {
            proptest::prop_assert_eq!(structure(&rendered(&hostile)), structure(&rendered("words")));
        }
    }
}
