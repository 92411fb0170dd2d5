//! Tells a law from a page about one: contents pages and stubs have provisions, but no words of law.

use crate::instrument::block::{Block, Draft};

/// Why there is no law in the draft, or none where there is.
pub(super) fn missing(draft: &Draft) -> Option<String> {
    let english = draft.facts.language.is_empty() || draft.facts.language.starts_with("en");
    let sections = draft.blocks.iter().filter(|block| matches!(block, Block::Section { .. })).count();
    let words = draft.blocks.iter().filter_map(|block| match block {
        Block::Text { span, .. } => Some(span.of(&draft.text)),
        _ => None,
    });
    let words: Vec<&str> = words.collect();
    if words.is_empty() {
        return Some(format!("its {sections} provisions have headings but no words"));
    }
    if words.iter().any(|line| says_law(line, english)) {
        return None;
    }
    let one = sections == 1;
    let what = if one { "its only provision is" } else { "its provisions are only" };
    Some(format!("{what} a title, a notice or lines of a table of contents"))
}

/// True for a line that could bind someone: not a short title, and in English not without a verb.
fn says_law(line: &str, english: bool) -> bool {
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    if !english {
        return letters >= 12;
    }
    let lower = line.to_lowercase();
    if letters < 20 || (lower.contains("may be cited") && lower.len() < 400) {
        return false;
    }
    const VERBS: [&str; 24] = [
        "shall", "may", "must", "is", "are", "means", "includes", "commits", "has", "have", "does", "applies", "apply",
        "be", "was", "were", "will", "can", "liable", "guilty", "punished", "who", "whoever", "not",
    ];
    lower.split(|c: char| !c.is_alphabetic()).any(|word| VERBS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::says_law;

    #[test]
    fn a_contents_page_says_no_law() {
        for line in ["3. Object of Act. PART II. Care of Victims", "This Act may be cited as the Example Act.", "Forms"]
        {
            assert!(!says_law(line, true), "{line}");
        }
        assert!(says_law("A person who hides another commits an offence.", true));
    }
}
