//! A document as every written rendering sees it: headings, paragraphs, lists, quotations and tables of marked words.
//!
//! What a report says is decided once, where a document is made; Markdown, HTML and DOCX only write it down. Words in
//! it are foreign: each renderer escapes them for itself.

use super::Outcome;

/// A whole document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// Its parts, in order.
    pub parts: Vec<Part>,
}

/// A stretch of a document that can be linked to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Unique in the document: small letters, figures and hyphens; may be empty.
    pub id: String,
    /// The outcome it is about, where it is about one finding.
    pub outcome: Option<Outcome>,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// One block of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading of rank 1 to 4.
    Heading(u8, Text),
    /// A paragraph.
    Paragraph(Text),
    /// A list without order.
    Items(Vec<Text>),
    /// Words of a law in their surroundings.
    Quotation(Text),
    /// A table.
    Table(Table),
    /// How often each outcome stands in each row. A drawing beside a table that says the same, so that only
    /// renderings that draw show it.
    Overview(Vec<(String, Vec<(Outcome, usize)>)>),
}

/// A table with a row of headings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What it is a table of, for those who do not see it.
    pub caption: String,
    /// The headings of its columns.
    pub head: Vec<String>,
    /// Its rows, each as long as the row of headings.
    pub rows: Vec<Vec<Text>>,
}

/// Marked words in a row.
pub type Text = Vec<Run>;

/// Words that look alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// How they look.
    pub look: Look,
    /// The words. White space at either end counts.
    pub words: String,
    /// The id of the part to which they lead.
    pub to: Option<String>,
}

/// How words look, by what they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// Ordinary words.
    #[default]
    Plain,
    /// Labels, citations and answers.
    Strong,
    /// The words of a law that carry a finding.
    Marked,
    /// Ids, hashes and paths.
    Code,
    /// An answer: its sign and word say which, its colour says it again.
    Answer(Outcome),
    /// Words that a newer version adds.
    Inserted,
    /// Words that a newer version drops.
    Deleted,
}

/// Ordinary words.
pub fn plain(words: impl Into<String>) -> Run {
    Run { look: Look::Plain, words: words.into(), to: None }
}

/// Words of one look.
pub fn look(look: Look, words: impl Into<String>) -> Run {
    Run { look, words: words.into(), to: None }
}

/// Strong words.
pub fn strong(words: impl Into<String>) -> Run {
    look(Look::Strong, words)
}

/// Ordinary words that lead to a part.
pub fn link(words: impl Into<String>, to: impl Into<String>) -> Run {
    Run { look: Look::Plain, words: words.into(), to: Some(to.into()) }
}

/// A cell of ordinary words.
pub fn cell(words: impl Into<String>) -> Text {
    vec![plain(words)]
}

/// A heading of ordinary words.
pub fn heading(rank: u8, words: impl Into<String>) -> Block {
    Block::Heading(rank, vec![plain(words)])
}

/// A paragraph of ordinary words.
pub fn paragraph(words: impl Into<String>) -> Block {
    Block::Paragraph(vec![plain(words)])
}

/// An id made of what is left of some words.
#[must_use]
pub fn id(words: &[&str]) -> String {
    let mut id = String::new();
    for word in words {
        for c in word.chars() {
            match c {
                c if c.is_ascii_alphanumeric() => id.push(c.to_ascii_lowercase()),
                _ if id.is_empty() || id.ends_with('-') => {}
                _ => id.push('-'),
            }
        }
        id.push('-');
    }
    id.trim_end_matches('-').to_owned()
}

impl Document {
    /// Makes every id unique: two supplies may bear one code.
    pub fn settle_ids(&mut self) {
        let mut taken = std::collections::BTreeSet::new();
        for part in self.parts.iter_mut().filter(|part| !part.id.is_empty()) {
            let names = std::iter::once(part.id.clone()).chain((2..).map(|n| format!("{}-{n}", part.id)));
            let free = names.into_iter().find(|name| !taken.contains(name)).unwrap_or_default();
            taken.insert(free.clone());
            part.id = free;
        }
    }
}

impl Part {
    /// A part without outcome.
    #[must_use]
    pub fn new(id: String, blocks: Vec<Block>) -> Self {
        Self { id, outcome: None, blocks }
    }
}

impl Table {
    /// A table without rows yet.
    pub fn new<'a>(caption: impl Into<String>, head: impl IntoIterator<Item = &'a str>) -> Self {
        Self { caption: caption.into(), head: head.into_iter().map(str::to_owned).collect(), rows: Vec::new() }
    }

    /// The table with one more row of ordinary words.
    pub fn row<S: Into<String>>(&mut self, cells: impl IntoIterator<Item = S>) {
        self.rows.push(cells.into_iter().map(cell).collect());
    }

    /// The table as a block, unless it has no rows.
    #[must_use]
    pub fn block(self) -> Option<Block> {
        (!self.rows.is_empty()).then_some(Block::Table(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_safe_whatever_the_words() {
        assert_eq!(id(&["zmb", "definition-acts"]), "zmb-definition-acts");
        assert_eq!(id(&["\"><x>", "é"]), "x");
    }
}
