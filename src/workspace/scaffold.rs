//! Writes the first `jurisdiction.yaml` of a folder from what its files say of themselves.

use super::countries;
use crate::instrument::{Instrument, TextKind};
use std::collections::BTreeSet;
use std::fmt::Write;

/// The record of a jurisdiction with these laws, each under the name of its file.
#[must_use]
pub fn record(code: &str, laws: &[(&str, &Instrument)]) -> String {
    let languages: BTreeSet<&str> = laws.iter().map(|(_, law)| law.facts.language.as_str()).collect();
    let languages: Vec<String> = languages.into_iter().map(quoted).collect();
    let mut text = String::new();
    let _ = writeln!(text, "code: {}", quoted(code));
    let name = countries::name(code).map(|name| format!("name: {}\n", quoted(name)));
    text.push_str(name.as_deref().unwrap_or("# name: the name of the jurisdiction\n"));
    let _ = writeln!(text, "languages: [{}]", languages.join(", "));
    text.push_str(TREATIES);
    text.push_str("instruments:\n");
    laws.iter().for_each(|(name, law)| instrument(&mut text, name, law));
    text.push_str(SUPPLIED);
    text
}

const TREATIES: &str = "\
# The standing of the State towards the treaties, as facts with date and source:
# treaties:
#   - name: Trafficking Protocol
#     status: party
#     date: 2005-04-24
#     source: https://treaties.un.org
";

const SUPPLIED: &str = "\
# Kinds of law of which everything relevant is in this folder, so that silence in them is a gap. Laws of a kind that
# Lacuna recognises count already. The kinds are special-act, criminal-code, criminal-code-general-part, procedure,
# proceeds-of-crime, extradition, mutual-assistance, immigration, witness-protection, victim-protection, labour and
# child-protection.
supplied: []
";

fn instrument(text: &mut String, name: &str, law: &Instrument) {
    let facts = &law.facts;
    let kind = match facts.text {
        TextKind::Official => "official",
        TextKind::Digest => "digest",
        TextKind::Draft => "draft",
    };
    let _ = writeln!(text, "  - file: {}", quoted(name));
    let known = [("title", facts.title.trim()), ("source", facts.source.trim()), ("consulted", facts.consulted.trim())];
    for (key, value) in known {
        if value.is_empty() {
            let _ = writeln!(text, "    # {key}:");
        } else {
            let _ = writeln!(text, "    {key}: {}", quoted(value));
        }
    }
    let _ = writeln!(text, "    text: {kind}");
    if !facts.kinds.is_empty() {
        let kinds = serde_json::to_string(&facts.kinds).unwrap_or_default();
        let _ = writeln!(text, "    kinds: {}", kinds.replace('"', "").replace(',', ", "));
    }
}

/// A word as it is where YAML takes it for one; everything else as a JSON string, which YAML reads alike.
fn quoted(words: &str) -> String {
    let simple = words.starts_with(|c: char| c.is_ascii_alphabetic())
        && words.chars().all(|c| c.is_ascii_alphanumeric() || " -_./()".contains(c))
        && !words.ends_with(' ')
        && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(&words.to_lowercase().as_str());
    if simple {
        return words.to_owned();
    }
    let mut text = String::new();
    for c in serde_json::to_string(words).unwrap_or_default().chars() {
        match c {
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') => {
                let _ = write!(text, "\\u{:04x}", u32::from(c));
            }
            c => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::record::Record;
    use super::*;
    use crate::instrument::{Facts, LawKind};

    fn law(title: &str) -> Instrument {
        let kinds = vec![LawKind::SpecialAct, LawKind::Immigration];
        let facts = Facts { title: title.to_owned(), language: "en".to_owned(), kinds, ..Facts::default() };
        Instrument { facts, ..Instrument::default() }
    }

    #[test]
    fn what_is_written_can_be_read() {
        let (plain, odd) = (law("Horses Act"), law("# \"An Act\": to\n[keep] {horses} \u{1b}"));
        let text = record("zmb", &[("a.md", &plain), ("no.json", &odd), ("- b: c.txt", &odd)]);
        let record = Record::read("jurisdiction.yaml", &text).unwrap_or_else(|wrong| panic!("{wrong:?}\n{text}"));
        assert_eq!((record.code.as_str(), Some(record.name.as_str())), ("zmb", countries::name("zmb")));
        assert_eq!(record.instruments[2].file, "- b: c.txt");
        assert_eq!(record.instruments[1].title.as_deref(), Some(odd.facts.title.as_str()));
        assert_eq!(record.instruments[0].kinds, [LawKind::SpecialAct, LawKind::Immigration]);
    }

    proptest::proptest! {
        #[test]
        fn no_title_breaks_the_file(title in "(?s).{1,40}") {
            let odd = law(&title);
            let text = record("zmb", &[("a.md", &odd)]);
            let record = Record::read("jurisdiction.yaml", &text);
            proptest::prop_assert!(record.is_ok_and(|one| one.instruments.len() == 1), "{text}");
        }
    }
}
