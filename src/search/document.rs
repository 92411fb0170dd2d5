//! One unit as the index keeps it: the fields it is found by, and what is shown of it.

use super::tokens::{EXACT, STEMS, named, tagged};
use super::unit::{Unit, headings};
use crate::instrument::{Content, Instrument, Level, ProvisionId};
use crate::span::{OffsetMap, Span};
use serde::{Deserialize, Serialize};
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::{TantivyDocument, Term};

/// Changes whenever an index made before can no longer be read.
pub(super) const SCHEMA: u32 = 1;

/// The fields.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    pub(super) schema: Schema,
    pub(super) key: Field,
    pub(super) file: Field,
    pub(super) jurisdiction: Field,
    pub(super) instrument: Field,
    pub(super) kind: Field,
    pub(super) language: Field,
    pub(super) cite: Field,
    pub(super) stems: Field,
    pub(super) exact: Field,
    pub(super) stored: Field,
}

impl Fields {
    pub(super) fn new() -> Self {
        let mut schema = Schema::builder();
        let name = || {
            let whole = TextFieldIndexing::default().set_tokenizer("raw").set_fieldnorms(false);
            TextOptions::default().set_indexing_options(whole.set_index_option(IndexRecordOption::Basic))
        };
        let words = |tokenizer: &str, record| {
            let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(record);
            TextOptions::default().set_indexing_options(indexing)
        };
        let key = schema.add_u64_field("key", FAST);
        let file = schema.add_u64_field("file", INDEXED);
        let [jurisdiction, instrument, kind, language, cite] =
            ["jurisdiction", "instrument", "kind", "language", "cite"]
                .map(|field| schema.add_text_field(field, name()));
        let stems = schema.add_text_field("stems", words(STEMS, IndexRecordOption::WithFreqs));
        let exact = schema.add_text_field("exact", words(EXACT, IndexRecordOption::WithFreqsAndPositions));
        let stored = schema.add_bytes_field("stored", STORED);
        let schema = schema.build();
        Self { schema, key, file, jurisdiction, instrument, kind, language, cite, stems, exact, stored }
    }

    pub(super) fn term(field: Field, value: &str) -> Term {
        Term::from_field_text(field, value)
    }
}

/// What is shown of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stored {
    /// Its words.
    #[serde(rename = "t")]
    pub(crate) text: String,
    /// The headings above it, widest first.
    #[serde(rename = "h")]
    pub(crate) headings: Vec<String>,
    /// The provisions in it, itself first.
    #[serde(rename = "p")]
    pub(crate) parts: Vec<Part>,
    /// The way from the words to the bytes of the file.
    #[serde(rename = "o")]
    pub(crate) offsets: Vec<(usize, usize, usize, usize)>,
}

/// A provision in a unit: its place in the words, citation, eid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Part(pub(crate) usize, pub(crate) usize, pub(crate) String, pub(crate) String);

impl Stored {
    /// What is shown of `unit`.
    pub(super) fn of(instrument: &Instrument, unit: &Unit) -> Self {
        let within = |span: Span| {
            let start = span.start.clamp(unit.span.start, unit.span.end);
            (start - unit.span.start, span.end.clamp(start, unit.span.end) - unit.span.start)
        };
        let part = |id: &ProvisionId| {
            let provision = &instrument.provisions[*id];
            let (start, end) = if *id == unit.provision { (0, unit.span.len()) } else { within(provision.span) };
            Part(start, end, provision.citation.clone(), provision.eid.clone())
        };
        let pieces = instrument.offsets.pieces(unit.span).into_iter();
        Self {
            text: instrument.quote(unit.span).to_owned(),
            headings: headings(instrument, unit.provision),
            parts: unit.parts.iter().map(part).collect(),
            offsets: pieces
                .map(|(text, file)| (text.start - unit.span.start, text.len(), file.start, file.len()))
                .collect(),
        }
    }

    /// The way from the words to the bytes of the file.
    pub(crate) fn map(&self) -> OffsetMap {
        let mut map = OffsetMap::default();
        for &(at, length, start, bytes) in &self.offsets {
            map.push(Span::new(at, at + length), Span::new(start, start + bytes));
        }
        map
    }

    /// The bytes of the file in which `span` of the words stands.
    pub(crate) fn file_span(&self, span: Span) -> Span {
        self.map().file_span(span)
    }

    /// The narrowest provision in which all of `span` stands.
    pub(crate) fn narrowest(&self, span: Span) -> &Part {
        let holds = |part: &&Part| part.0 <= span.start && span.end <= part.1;
        let inside = self.parts.iter().filter(holds).min_by_key(|part| part.1 - part.0);
        inside.or(self.parts.first()).expect("a unit has the provision it is")
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok().filter(|stored: &Self| !stored.parts.is_empty())
    }
}

/// The kinds of provision, by bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It says what a term means.
    Definition,
    /// It makes something a crime.
    Offence,
    /// It states a penalty.
    Sanction,
    /// It obliges somebody to something.
    Duty,
    /// Anything else.
    Other,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::Definition, Self::Offence, Self::Sanction, Self::Duty, Self::Other];

    /// Its name in filters.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Definition => "definition",
            Self::Offence => "offence",
            Self::Sanction => "sanction",
            Self::Duty => "duty",
            Self::Other => "other",
        }
    }

    pub(super) const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// What a unit is found by, beside its words.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    pub(super) key: u64,
    pub(super) jurisdiction: String,
    pub(super) concepts: Vec<String>,
    pub(super) kinds: u8,
}

/// How often the words of a heading count against those of the text below it.
const HEADING: usize = 3;

/// The document of a unit.
pub(super) fn document(fields: &Fields, instrument: &Instrument, unit: &Unit, marks: &Marks) -> TantivyDocument {
    let stored = Stored::of(instrument, unit);
    let facts = &instrument.facts;
    let mut document = TantivyDocument::new();
    document.add_u64(fields.key, marks.key);
    document.add_u64(fields.file, u64::from(super::manifest::file_of(marks.key)));
    document.add_text(fields.jurisdiction, &marks.jurisdiction);
    document.add_text(fields.instrument, facts.id.to_lowercase());
    document.add_text(fields.language, language_code(&facts.language));
    for kind in Kind::ALL.into_iter().filter(|kind| marks.kinds & kind.bit() != 0) {
        document.add_text(fields.kind, kind.name());
    }
    let mut cites: Vec<String> = stored.parts.iter().flat_map(|part| [cite(&part.2), cite(&part.3)]).collect();
    let above = instrument.lineage(unit.provision).skip(1);
    let cited = above.filter(|&up| instrument.provisions[up].level >= Level::Section);
    cites.extend(
        cited.flat_map(|up| [&instrument.provisions[up].citation, &instrument.provisions[up].eid]).map(|c| cite(c)),
    );
    cites.sort();
    cites.dedup();
    cites.iter().for_each(|cite| document.add_text(fields.cite, cite));
    let mut stem = |text: &str| document.add_text(fields.stems, tagged(&facts.language, text));
    stem(&facts.title);
    let (own, wide) = stored.headings.split_last().map_or(("", &[][..]), |(own, wide)| (own.as_str(), wide));
    stem(&wide.join(" "));
    stem(&[own; HEADING].join(" "));
    stem(&chapeau(instrument, unit));
    stem(&stored.text);
    marks.concepts.iter().for_each(|concept| document.add_text(fields.stems, named(concept)));
    if !own.is_empty() {
        document.add_text(fields.exact, own);
    }
    document.add_text(fields.exact, &stored.text);
    document.add_bytes(fields.stored, &stored.bytes());
    document
}

/// The words that lead into an item which is searched apart from them.
fn chapeau(instrument: &Instrument, unit: &Unit) -> String {
    let provisions = &instrument.provisions;
    let mut above = instrument.lineage(unit.provision).skip(1).take_while(|&up| provisions[up].level > Level::Section);
    let Some(parent) = above.next() else { return String::new() };
    match provisions[parent].content.first() {
        Some(Content::Text(span)) if span.len() <= LONGEST_CHAPEAU => instrument.quote(*span).to_owned(),
        _ => String::new(),
    }
}

const LONGEST_CHAPEAU: usize = 600;

/// The code of a language without its region.
pub(super) fn language_code(language: &str) -> String {
    language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

/// A citation or eid as it is compared: `Section 3 (1)`, `s 3(1)` and `s. 3(1)` are one.
pub(super) fn cite(citation: &str) -> String {
    let lower = citation.to_lowercase();
    let lower = lower.trim();
    let units = UNITS.iter().flat_map(|(short, words)| words.iter().map(move |word| (*short, *word)));
    let unit = units.filter_map(|(short, word)| Some((short, lower.strip_prefix(word)?)));
    let names =
        |rest: &str| !rest.starts_with(|c: char| c.is_alphabetic() || c == '_') && rest.contains(char::is_alphanumeric);
    let unit = unit.filter(|(_, rest)| names(rest));
    let (short, rest) = unit.max_by_key(|(_, rest)| std::cmp::Reverse(rest.len())).unwrap_or(("", lower));
    let rest = rest.chars().filter(|c| !c.is_whitespace() && !matches!(c, '"' | '“' | '”' | ','));
    let rest: String = rest.collect();
    format!("{short} {}", rest.trim_start_matches('.')).trim().to_owned()
}

/// The words for a unit of law, with the one by which it is cited.
const UNITS: [(&str, &[&str]); 5] = [
    ("s", &["s", "s.", "ss", "sec", "sec.", "section", "sections"]),
    ("art.", &["art", "art.", "article", "articles", "artículo", "artikel", "articulo"]),
    ("§", &["§", "§§"]),
    ("cl", &["cl", "cl.", "clause"]),
    ("r", &["r", "r.", "reg", "reg.", "regulation", "rule"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_are_compared_by_what_they_name() {
        assert_eq!(cite("Section 3 (1)(a)"), cite("s 3(1)(a)"));
        assert_eq!(cite("Article 225-4-1"), cite("art. 225-4-1"));
        assert_eq!(cite("§ 232a"), "§ 232a");
        assert_ne!(cite("Schedule 1"), cite("s 1"));
        assert_eq!(cite("sec_3__subsec_1"), "sec_3__subsec_1");
        assert_eq!(cite("s 2(1) \"child\""), cite("s 2(1) “child”"));
    }
}
