//! Documents as Markdown: to pass on, and as the source of HTML.
//!
//! Every word of a law and of a file name is escaped, so that nothing a law prints can add structure, links or HTML.

use super::Outcome;
use super::document::{Block, Document, Look, Part, Run, Table};
use super::foreign::plain;

/// The whole document.
#[must_use]
pub fn render(document: &Document) -> String {
    let mut text = String::new();
    for Part { blocks, .. } in &document.parts {
        blocks.iter().for_each(|block| write_block(&mut text, block, Dialect::Plain));
    }
    text.truncate(text.trim_end().len());
    text + "\n"
}

/// For whom Markdown is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// For any reader of Markdown: looks are written with the signs everybody knows, and nothing is linked.
    Plain,
    /// For the page that [`super::html`] makes of it: looks are kept between signs that no text can hold.
    Page,
}

/// Signs from the private use area that open and close words of a look on the way to a page.
pub(super) const SIGNS: [(Look, char, char); 9] = [
    (Look::Strong, '\u{e000}', '\u{e001}'),
    (Look::Marked, '\u{e002}', '\u{e003}'),
    (Look::Inserted, '\u{e004}', '\u{e005}'),
    (Look::Deleted, '\u{e006}', '\u{e007}'),
    (Look::Answer(Outcome::Met), '\u{e008}', '\u{e009}'),
    (Look::Answer(Outcome::Partial), '\u{e00a}', '\u{e00b}'),
    (Look::Answer(Outcome::Missing), '\u{e00c}', '\u{e00d}'),
    (Look::Answer(Outcome::Contrary), '\u{e00e}', '\u{e00f}'),
    (Look::Answer(Outcome::NotSupplied), '\u{e010}', '\u{e011}'),
];

/// Foreign words as one line of Markdown that says just these words.
#[must_use]
pub fn escape(words: &str) -> String {
    let words = plain(words);
    let mut text = String::with_capacity(words.len() + 16);
    for (at, c) in words.char_indices() {
        match c {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '|' | '~' | '#' | '$' | '@' | '^' | '=' | '+' => {
                text.push('\\');
                text.push(c);
            }
            // An address would turn into a link by itself.
            ':' | '.' if makes_address(&words[..at], &words[at..]) => {
                text.push('\\');
                text.push(c);
            }
            // At the start of a line these make lists and lines.
            '-' if text.is_empty() => text.push_str("\\-"),
            '.' | ')' if text.bytes().all(|b| b.is_ascii_digit()) => {
                text.push('\\');
                text.push(c);
            }
            '\u{e000}'..='\u{e011}' => text.push('\u{fffd}'),
            c => text.push(c),
        }
    }
    text
}

fn makes_address(before: &str, after: &str) -> bool {
    after.starts_with("://") || (after.starts_with('.') && before.to_ascii_lowercase().ends_with("www"))
}

/// One block, with an empty line after it.
pub(super) fn write_block(text: &mut String, block: &Block, dialect: Dialect) {
    match block {
        Block::Heading(rank, words) => {
            text.push_str(&"#".repeat(usize::from(*rank)));
            text.push(' ');
            line(text, words, dialect);
        }
        Block::Paragraph(words) => line(text, words, dialect),
        Block::Quotation(words) => {
            text.push_str("> ");
            line(text, words, dialect);
        }
        Block::Items(items) => {
            for item in items {
                text.push_str("- ");
                line(text, item, dialect);
            }
        }
        Block::Table(table) => write_table(text, table, dialect),
        Block::Overview(_) => return,
    }
    text.push('\n');
}

fn line(text: &mut String, words: &[Run], dialect: Dialect) {
    let mut inline = String::new();
    words.iter().for_each(|run| write_run(&mut inline, run, dialect));
    text.push_str(inline.trim());
    text.push('\n');
}

fn write_table(text: &mut String, table: &Table, dialect: Dialect) {
    row(text, table.head.iter().map(|head| escape(head)));
    row(text, table.head.iter().map(|_| "---".to_owned()));
    for cells in &table.rows {
        row(
            text,
            cells.iter().map(|cell| {
                let mut inline = String::new();
                cell.iter().for_each(|run| write_run(&mut inline, run, dialect));
                inline
            }),
        );
    }
}

fn row(text: &mut String, cells: impl Iterator<Item = String>) {
    text.push('|');
    for cell in cells {
        text.push(' ');
        text.push_str(cell.trim());
        text.push_str(" |");
    }
    text.push('\n');
}

/// Words of one look; white space at their ends stays outside the signs, where Markdown wants it.
fn write_run(text: &mut String, run: &Run, dialect: Dialect) {
    if run.words.starts_with(char::is_whitespace) {
        space(text);
    }
    let words = if run.look == Look::Code { code(&run.words) } else { escape(&run.words) };
    if words.is_empty() {
        return;
    }
    let (open, close) = signs(run.look, dialect);
    if let (Some(to), Dialect::Page) = (&run.to, dialect) {
        text.push_str(&format!("[{open}{words}{close}](#{to})"));
    } else {
        text.push_str(&open);
        text.push_str(&words);
        text.push_str(&close);
    }
    if run.words.ends_with(char::is_whitespace) {
        space(text);
    }
}

fn space(text: &mut String) {
    if !text.is_empty() && !text.ends_with(' ') {
        text.push(' ');
    }
}

fn signs(look: Look, dialect: Dialect) -> (String, String) {
    let both = |sign: &str| (sign.to_owned(), sign.to_owned());
    match (look, dialect) {
        (Look::Plain, _) | (Look::Answer(_), Dialect::Plain) => both(""),
        (Look::Code, _) => both("`"),
        (_, Dialect::Page) => {
            let found = SIGNS.iter().find(|(one, ..)| *one == look);
            found.map_or_else(|| both(""), |(_, open, close)| (open.to_string(), close.to_string()))
        }
        (Look::Deleted, Dialect::Plain) => both("~~"),
        (Look::Strong | Look::Marked | Look::Inserted, Dialect::Plain) => both("**"),
    }
}

/// Words inside backticks.
fn code(words: &str) -> String {
    plain(words).replace(['`', '|'], "'").replace(|c| matches!(c, '\u{e000}'..='\u{e011}'), "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::context::Contexts;
    use crate::report::gap::{self, Width};
    use crate::report::words::Chapters;
    use crate::report::{Report, sample};

    fn rendered(report: &Report) -> String {
        let chapters = Chapters::new([("definition-acts", "Definition"), ("attempt", "Liability")]);
        render(&gap::document(report, &chapters, &[Contexts::default()], Width::Screen))
    }

    #[test]
    fn the_report_reads_well() {
        insta::assert_snapshot!(rendered(&sample::report()));
    }

    #[test]
    fn addresses_do_not_become_links_and_numbers_no_lists() {
        assert_eq!(escape("https://x.example www.y.example"), "https\\://x.example www\\.y.example");
        assert_eq!(escape("1. one"), "1\\. one");
        assert_eq!(escape("- one"), "\\- one");
        assert_eq!(escape("s 3(1)(a)"), "s 3(1)(a)");
    }

    #[test]
    fn looks_are_signs_and_white_space_stands_outside_them() {
        let mut text = String::new();
        let run = |look, words: &str| Run { look, words: words.to_owned(), to: Some("a-b".to_owned()) };
        let words = vec![run(Look::Plain, "any "), run(Look::Marked, " recruits\n"), run(Look::Deleted, "x")];
        write_block(&mut text, &Block::Paragraph(words.clone()), Dialect::Plain);
        assert_eq!(text, "any **recruits** ~~x~~\n\n");
        text.clear();
        write_block(&mut text, &Block::Paragraph(words[..1].to_vec()), Dialect::Page);
        assert_eq!(text, "[any](#a-b)\n\n");
    }

    /// The structure of the document: what a reader of Markdown sees apart from words.
    fn structure(markdown: &str) -> Vec<(usize, String)> {
        let heading = |line: &str| line.chars().take_while(|c| "#>-".contains(*c)).collect::<String>();
        let bars = |line: &str| line.replace("\\|", "").matches('|').count();
        markdown.lines().map(|line| (bars(line), heading(line))).collect()
    }

    /// True where a character that Markdown or HTML obeys stands without an escape.
    fn obeyed(words: &str) -> bool {
        let mut escaped = false;
        words.chars().any(|c| {
            let bare = !escaped && "`*_[]{}|~#<>$=+".contains(c);
            escaped = c == '\\' && !escaped;
            bare || c.is_control()
        })
    }

    proptest::proptest! {
        #[test]
        fn no_words_of_a_law_change_the_structure(hostile in sample::HOSTILE_PATTERN) {
            proptest::prop_assert!(!obeyed(&escape(&hostile)), "{}", escape(&hostile));
            let text = rendered(&sample::hostile(&hostile));
            proptest::prop_assert_eq!(structure(&text), structure(&rendered(&sample::hostile("words"))));
        }
    }
}
