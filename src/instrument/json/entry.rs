//! Finds the provisions in a JSON document, whatever the members are called.

use super::value::{Value, decode};
use crate::span::Span;

/// Names of lists of provisions at the top of a document.
pub(super) const LISTS: [&str; 12] = [
    "provisions",
    "articles",
    "sections",
    "items",
    "clauses",
    "artigos",
    "articulos",
    "artículos",
    "content",
    "body",
    "parts",
    "chapters",
];
/// Names under which the words of a provision stand.
const WORDS: [&str; 9] = ["content", "text", "body", "texto", "texte", "contenido", "conteudo", "conteúdo", "inhalt"];
/// Names under which its label stands.
const LABELS: [&str; 15] = [
    "section",
    "article",
    "artigo",
    "articulo",
    "artículo",
    "section_number",
    "article_number",
    "number",
    "num",
    "numero",
    "número",
    "label",
    "clause",
    "provision_ref",
    "ref",
];
/// Names under which a heading stands.
const HEADINGS: [&str; 11] =
    ["title", "heading", "titulo", "título", "nome", "name", "titre", "rubrica", "caption", "marginal_note", "chapter"];
/// Members that repeat the law or tell about it.
const IGNORED: [&str; 23] = [
    "amended_by",
    "repealed_by",
    "sources",
    "topics",
    "subjects",
    "aliases",
    "concepts",
    "definitions",
    "eu_references",
    "references",
    "notes",
    "metadata",
    "title_page",
    "amendments",
    "versions",
    "citations",
    "cross_references",
    "history",
    "related",
    "tags",
    "keywords",
    "links",
    "case_law",
];

/// One step through the document.
#[derive(Debug)]
pub(super) enum Entry {
    /// A division that holds what follows.
    Container {
        /// The name of the list it stands in.
        list: String,
        /// Its own name.
        name: Option<Span>,
        /// Its label, where it has no name.
        label: String,
        /// Its depth among containers.
        depth: usize,
    },
    /// A provision.
    Provision(Provision),
}

/// A provision as the file gives it; spans lie in the file, inside the quotation marks of strings.
#[derive(Debug)]
pub(super) struct Provision {
    pub(super) label: String,
    pub(super) reference: String,
    pub(super) list: String,
    pub(super) chapter: Option<Span>,
    pub(super) heading: Option<Span>,
    pub(super) words: Vec<Span>,
    pub(super) language: String,
    /// What stands inside it: depth, label and words.
    pub(super) inside: Vec<(usize, String, Vec<Span>)>,
}

/// All containers and provisions of the document, in its order.
pub(super) fn entries(value: &Value, text: &str) -> Vec<Entry> {
    let mut walk = Walk { text, entries: Vec::new() };
    match value {
        Value::List(values) => walk.list("provisions", values, 0),
        Value::Object(_) => walk.members(value, 0),
        _ => {}
    }
    walk.entries
}

/// The language of the first provision that names one.
pub(super) fn first_language(value: &Value, text: &str) -> Option<String> {
    let Value::List(list) = value.get(&LISTS)? else { return None };
    list.iter().take(3).find_map(|item| item.string(&["language", "lang"], text))
}

struct Walk<'a> {
    text: &'a str,
    entries: Vec<Entry>,
}

impl Walk<'_> {
    /// All lists of objects among the members of an object.
    fn members(&mut self, object: &Value, depth: usize) {
        let Value::Object(members) = object else { return };
        for (name, value) in members {
            let ignored = IGNORED.contains(&name.as_str());
            match value {
                Value::List(values) if !ignored => self.list(name, values, depth),
                Value::Object(_) if !ignored => self.members(value, depth),
                _ => {}
            }
        }
    }

    fn list(&mut self, name: &str, values: &[Value], depth: usize) {
        for value in values {
            if !matches!(value, Value::Object(_)) {
                continue;
            }
            if self.is_provision(name, value) {
                let provision = self.provision(name, value);
                self.entries.push(Entry::Provision(provision));
                continue;
            }
            let heading = text_of(value, &HEADINGS);
            let label = value.string(&LABELS, self.text).unwrap_or_default();
            self.entries.push(Entry::Container { list: name.to_owned(), name: heading, label, depth });
            self.members(value, depth + 1);
        }
    }

    fn is_provision(&self, list: &str, value: &Value) -> bool {
        let words = WORDS.iter().any(|key| match value.get(&[key]) {
            Some(Value::Text(span)) => !span.of(self.text).trim().is_empty(),
            Some(Value::List(parts)) => matches!(parts.first(), Some(Value::Text(_))),
            _ => false,
        });
        let Value::Object(members) = value else { return false };
        let nests = members.iter().any(|(name, value)| {
            !IGNORED.contains(&name.as_str())
                && matches!(value, Value::List(l) if matches!(l.first(), Some(Value::Object(_))))
        });
        let unit = matches!(list, "provisions" | "articles" | "artigos" | "articulos" | "artículos" | "clauses");
        words
            || !nests && value.string(&LABELS, self.text).is_some()
            || (unit && nests && value.string(&LABELS[..8], self.text).is_some())
    }

    fn provision(&self, list: &str, value: &Value) -> Provision {
        let mut provision = Provision {
            label: value.string(&LABELS, self.text).unwrap_or_default(),
            reference: value.string(&["provision_ref", "ref", "id"], self.text).unwrap_or_default(),
            list: list.to_owned(),
            chapter: text_of(value, &["chapter", "part", "division"]),
            heading: text_of(value, &HEADINGS[..10]),
            words: words_of(value),
            language: value.string(&["language", "lang"], self.text).unwrap_or_default(),
            inside: Vec::new(),
        };
        self.inside(value, 0, &mut provision.inside);
        provision
    }

    /// What an object holds in lists of objects: subsections, paragraphs and so on.
    fn inside(&self, value: &Value, depth: usize, found: &mut Vec<(usize, String, Vec<Span>)>) {
        let Value::Object(members) = value else { return };
        for (name, value) in members {
            let Value::List(children) = value else { continue };
            if IGNORED.contains(&name.as_str()) {
                continue;
            }
            for child in children.iter().filter(|child| matches!(child, Value::Object(_))) {
                let label =
                    child.string(&["label", "number", "num", "numero", "letter", "letra", "ref", "section"], self.text);
                let mut words: Vec<Span> = text_of(child, &HEADINGS[..2]).into_iter().collect();
                words.extend(words_of(child));
                found.push((depth, label.unwrap_or_default(), words));
                self.inside(child, depth + 1, found);
            }
        }
    }
}

fn text_of(value: &Value, keys: &[&str]) -> Option<Span> {
    keys.iter().find_map(|key| match value.get(&[key])? {
        Value::Text(span) if !span.is_empty() => Some(*span),
        _ => None,
    })
}

fn words_of(value: &Value) -> Vec<Span> {
    let string = |value: &Value| match value {
        Value::Text(span) => Some(*span),
        _ => None,
    };
    let main = WORDS.iter().find_map(|key| match value.get(&[key])? {
        Value::Text(span) if !span.is_empty() => Some(vec![*span]),
        Value::List(parts) if matches!(parts.first(), Some(Value::Text(_))) => {
            Some(parts.iter().filter_map(string).collect())
        }
        _ => None,
    });
    let mut words = main.unwrap_or_default();
    let Value::Object(members) = value else { return words };
    // Lists of strings under other names are more words of it: lines, blocks, paragraphs.
    for (name, value) in members {
        if let (Value::List(parts), false) = (value, IGNORED.contains(&&**name) || WORDS.contains(&&**name)) {
            words.extend(parts.iter().filter_map(string));
        }
    }
    words
}

/// The label without the word for its unit: "Art. 1º" is 1, "s3A" is 3A.
pub(super) fn bare_label(label: &str) -> String {
    let label = label.trim();
    let digit = label.find(|c: char| c.is_ascii_digit());
    let Some(at) = digit else { return label.trim_end_matches(['.', ':']).to_owned() };
    let lead = label[..at].trim_end_matches(['.', ' ', '_', '-', '§']).to_lowercase();
    const UNITS: [&str; 17] = [
        "",
        "s",
        "sec",
        "section",
        "art",
        "article",
        "articulo",
        "artículo",
        "artigo",
        "artikel",
        "a",
        "cl",
        "clause",
        "reg",
        "regulation",
        "rule",
        "المادة",
    ];
    let bare = if UNITS.contains(&lead.as_str()) { &label[at..] } else { label };
    bare.trim_end_matches(['.', ':', 'º', '°', ' ', '-']).to_owned()
}

/// The first words of law, as many as tell their language.
pub(super) fn sample(entries: &[Entry], text: &str) -> String {
    let provisions = entries.iter().filter_map(|entry| match entry {
        Entry::Provision(provision) => Some(provision),
        Entry::Container { .. } => None,
    });
    let mut sample = String::new();
    for span in provisions.take(200).flat_map(|provision| &provision.words) {
        if sample.len() > 20_000 {
            break;
        }
        sample.push_str(&decode(text, *span));
        sample.push(' ');
    }
    sample
}

/// The decoded words of a span of the file.
pub(super) fn said(text: &str, span: Span) -> String {
    decode(text, span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_lose_the_word_for_their_unit() {
        for (label, bare) in [
            ("Art. 1º", "1"),
            ("s3A", "3A"),
            ("Section 12", "12"),
            ("121-A", "121-A"),
            ("Sch 1", "Sch 1"),
            ("art448-1", "448-1"),
        ] {
            assert_eq!(bare_label(label), bare);
        }
    }
}
