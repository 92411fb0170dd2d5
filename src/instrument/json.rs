//! Reads law from JSON: a list of provisions, each with its label, heading and words, flat or nested.
//!
//! The shape is recognised by the usual names of members, not by one schema: sources differ in what they call things.
//! The words go into the instrument's text decoded, and the offset map leads each of them back to its bytes.

mod chapter;
mod draft;
mod entry;
mod substance;
mod tail;
mod value;

use super::block::Draft;
use super::{Facts, TextKind};
use crate::diagnostic::Diagnostic;
use crate::source::SourceFile;
use value::Value;

/// Advice for a file that holds no law.
const SUPPLY: &str =
    "open the address the file came from and save the text of the law itself, or supply another format";

/// Reads the JSON in `text`, which is the decoded content of `file` after `skipped` bytes of byte order mark.
///
/// # Errors
/// Returns what is wrong where the file is no JSON, holds no list of provisions, or holds provisions without words of
/// law, as contents pages and stubs do.
pub fn read(file: &SourceFile, text: &str, skipped: usize) -> Result<Draft, Vec<Diagnostic>> {
    if text.trim().is_empty() {
        return Err(vec![Diagnostic::error("empty-instrument", &file.path, "the file is empty").help(SUPPLY)]);
    }
    let value = value::parse(text).map_err(|fault| {
        let message = format!("the file is not valid JSON: {}", fault.message);
        let help = "save the file again from its source; it may be cut short or not be JSON at all";
        vec![Diagnostic::error("invalid-json", &file.path, message).at(text, fault.at, fault.at + 1).help(help)]
    })?;
    let entries = entry::entries(&value, text);
    if entries.iter().all(|entry| matches!(entry, entry::Entry::Container { .. })) {
        return Err(vec![no_provisions(file, &value)]);
    }
    let facts = facts(file, &value, &entries, text);
    let draft = draft::build(text, skipped, facts, &entries);
    if let Some(reason) = substance::missing(&draft) {
        let message = format!("the file holds no law to read: {reason}");
        return Err(vec![Diagnostic::error("empty-instrument", &file.path, message).help(SUPPLY)]);
    }
    Ok(draft)
}

fn no_provisions(file: &SourceFile, value: &Value) -> Diagnostic {
    let listed = value.get(&entry::LISTS).is_some();
    let message =
        if listed { "the list of provisions is empty" } else { "no list of provisions was found in the file" };
    let help = if listed {
        SUPPLY.to_owned()
    } else {
        "a file of provisions is an object with a `provisions` list, each with `section`, `title` and `content`"
            .to_owned()
    };
    Diagnostic::error("empty-instrument", &file.path, message).help(help)
}

/// What the file says about the instrument.
fn facts(file: &SourceFile, value: &Value, entries: &[entry::Entry], text: &str) -> Facts {
    let page = value.get(&["title_page", "metadata", "meta"]);
    let string = |keys: &[&str]| {
        let found = value.string(keys, text).or_else(|| page.and_then(|page| page.string(keys, text)));
        found.map(|s| plain(&s)).unwrap_or_default()
    };
    let id = string(&["id"]);
    let title = string(&["title", "title_en", "name", "nome", "titulo", "short_name"]);
    let number = string(&["number", "act_number", "law_number", "numero", "num"]);
    let language = value.string(&["language", "lang"], text).or_else(|| entry::first_language(value, text));
    let year = string(&["year"])
        .parse()
        .ok()
        .or_else(|| year_in(&title))
        .or_else(|| year_in(&number))
        .or_else(|| year_in(&id));
    let jurisdiction = string(&["jurisdiction", "country_code", "country"]).to_lowercase();
    Facts {
        id: if id.is_empty() { file.stem().to_owned() } else { id },
        jurisdiction: if jurisdiction.len() == 3 { jurisdiction } else { String::new() },
        title,
        number,
        year,
        language: language.unwrap_or_else(|| super::facts::language(&entry::sample(entries, text)).to_owned()),
        in_force: string(&["in_force_date", "in_force", "commencement_date", "effective_date"]),
        status: string(&["status"]).replace('_', " "),
        source: string(&["url", "source", "source_url"]),
        consulted: string(&["consulted", "retrieved", "date_consulted"]),
        text: TextKind::Official,
        kinds: Vec::new(),
    }
}

/// A fact in one line, without soft hyphens.
fn plain(fact: &str) -> String {
    fact.replace('\u{ad}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The last number in `text` that can be a year.
fn year_in(text: &str) -> Option<u16> {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|part| part.len() == 4);
    numbers.filter_map(|part| part.parse().ok()).rfind(|year| (1500..2200).contains(year))
}

#[cfg(test)]
mod tests;
