//! The sections and articles that a citation names: `s 3(1)(a); ss 4, 5` names 3, 4 and 5.

use std::collections::BTreeSet;

const UNITS: [&str; 13] =
    ["s", "ss", "sec", "secs", "section", "sections", "art", "arts", "article", "articles", "§", "§§", "r"];

/// Words that may stand between two numbers of one list.
const BETWEEN: [&str; 3] = ["and", "to", "y"];

/// The numbers of all sections and articles named.
pub(crate) fn sections(citation: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    // True while numbers belong to a unit named before.
    let mut listing = false;
    for word in words(citation) {
        if UNITS.contains(&word.to_lowercase().as_str()) {
            listing = true;
        } else if word.starts_with(|c: char| c.is_ascii_digit()) {
            if listing {
                found.insert(word.trim_end_matches(['.', '-']).to_lowercase());
            }
        } else {
            listing &= BETWEEN.contains(&word.as_str()) || [",", "-", "–"].contains(&word.as_str());
        }
    }
    found
}

/// Words, numbers with everything glued to them, and single marks; brackets after a number are left out.
fn words(text: &str) -> Vec<String> {
    let (mut found, mut word) = (Vec::<String>::new(), String::new());
    let mut rest = text.chars();
    // True after a number or its brackets: `3(1)(a)`.
    let mut number = false;
    while let Some(c) = rest.next() {
        let numeric = word.starts_with(|first: char| first.is_ascii_digit());
        if c.is_alphanumeric() || c == '§' || (numeric && matches!(c, '.' | '-')) {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            number = numeric;
            found.push(std::mem::take(&mut word));
        }
        match c {
            '(' if number => drop(rest.by_ref().find(|&c| c == ')')),
            '.' => {}
            c if c.is_whitespace() => number = false,
            c => {
                number = false;
                found.push(c.to_string());
            }
        }
    }
    found.extend(Some(word).filter(|word| !word.is_empty()));
    found
}
