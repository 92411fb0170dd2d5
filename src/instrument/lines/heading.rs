//! What reads like a heading, and where a heading ends and the law begins in one line.

use super::label::is_markup;

/// Words that a heading rarely and a provision mostly contains.
const VERBS: &[&str] = &[
    "shall", "may", "must", "is", "are", "was", "were", "has", "have", "means", "includes", "applies", "apply", "will",
    "commits", "does", "do", "be", "who", "whoever", "es", "son", "será", "serán", "podrá", "est", "sont", "sera",
    "peut", "é", "são", "ist", "sind", "wird",
];

/// The longest heading, in words.
const MOST: usize = 28;

/// True for words that could be a heading: short, with a capital, without the stop or the verbs of a sentence.
pub(crate) fn is_like(words: &str) -> bool {
    let words = words.trim_matches(|c: char| is_markup(c) || c.is_whitespace());
    // A remark in brackets at the end ("(as amended by …)") does not make a heading of a sentence.
    if let Some((head, _)) = words.rsplit_once(" (").filter(|_| words.ends_with(')')) {
        return !head.is_empty() && is_like(head);
    }
    let count = words.split_whitespace().count();
    if count == 0 || count > MOST || words.chars().count() > 200 {
        return false;
    }
    if ["In this ", "For the purposes ", "In these "].iter().any(|lead| words.starts_with(lead)) {
        return false;
    }
    if words.trim_end_matches('.').ends_with([';', ',', ':', '-', '—', '–'])
        || words.starts_with(['(', '“', '"', '-', '•', '‘', '…'])
    {
        return false;
    }
    let Some(first) = words.chars().find(|c| c.is_alphanumeric()) else { return false };
    if first.is_lowercase() || first.is_ascii_digit() {
        return false;
    }
    if words.ends_with('.') && count > 14 {
        return false;
    }
    !has_verb(words) || (!words.ends_with('.') && count <= 12 && is_title_case(words))
}

/// True for words that are a heading because they are set apart in print, or go on with one.
pub(crate) fn is_apart(words: &str, goes_on: bool) -> bool {
    let words = words.trim_matches(|c: char| is_markup(c) || c.is_whitespace());
    let small =
        words.chars().find(|c| c.is_alphanumeric()).is_none_or(|first| first.is_lowercase() || first.is_ascii_digit());
    let ended = words.ends_with([';', ':', '—', '–']) || words.starts_with(['(', '“', '"', '‘']);
    let count = words.split_whitespace().count();
    (1..=MOST).contains(&count) && !ended && (goes_on || !small) && (!words.ends_with('.') || !has_verb(words))
}

/// True where a finite verb of drafting shows a sentence.
pub(crate) fn has_verb(words: &str) -> bool {
    words.split(|c: char| !c.is_alphabetic()).any(|word| VERBS.contains(&word.to_lowercase().as_str()))
}

fn is_title_case(words: &str) -> bool {
    let long = || words.split_whitespace().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 3);
    long().filter(|w| w.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)).count() * 2
        > long().count()
}

/// Splits `Heading. — Text`, `Heading.-Text`, `Heading: Text` and `Heading. Text`: where the heading ends and the
/// text begins.
pub(crate) fn split(words: &str) -> Option<(usize, usize)> {
    by_dash(words).or_else(|| by_stop(words))
}

fn by_dash(words: &str) -> Option<(usize, usize)> {
    let limit = words.char_indices().nth(240).map_or(words.len(), |(i, _)| i);
    for (at, _) in words[..limit].match_indices(['.', ':']) {
        let after = words[at + 1..].trim_start_matches(|c: char| c.is_whitespace() || is_markup(c));
        let text = after.trim_start_matches(['-', '–', '—', '―']);
        if text.len() == after.len() {
            continue;
        }
        let text = text.trim_start_matches(|c: char| c.is_whitespace() || is_markup(c));
        if !text.is_empty() && is_like(&words[..at]) {
            return Some((at, words.len() - text.len()));
        }
    }
    None
}

/// `Attempt. A person who …`: a few words without a verb, a stop, and more.
fn by_stop(words: &str) -> Option<(usize, usize)> {
    let after = |at: usize| words[at + 1..].trim_start_matches(is_markup);
    let at = words.match_indices('.').map(|(at, _)| at).find(|&at| after(at).starts_with(' ')).filter(|&at| at > 2)?;
    let head = &words[..at];
    let text = after(at).trim_start_matches(|c: char| c.is_whitespace() || is_markup(c));
    let few = head.split_whitespace().count() <= 10 && !has_verb(head) && is_like(head);
    let abbreviated = head.len() < 4 || head.ends_with("No") || head.ends_with("Art");
    (few && !abbreviated && text.starts_with(|c: char| c.is_uppercase() || c == '('))
        .then(|| (at, words.len() - text.len()))
}

/// `involves: Aggravating circumstances Where an offence`: in texts that lost their line breaks, a heading glued to
/// the sentence that opens its section. Gives the heading and the beginning of the text.
pub(crate) fn glued(words: &str) -> Option<(usize, usize, usize)> {
    const OPENERS: &[&str] =
        &["(1) ", "Where ", "Whoever ", "Any person ", "Every person ", "A person who ", "- A ", "- The ", "- Any "];
    let limit = words.char_indices().nth(110).map_or(words.len(), |(i, _)| i);
    let (at, opener) = OPENERS.iter().filter_map(|o| words[..limit].find(o).map(|at| (at, *o))).min()?;
    let before = words[..at].trim_end();
    let start = before.rfind([':', '.', ';']).map_or(0, |i| i + 1);
    let heading = before[start..].trim_start();
    let start = before.len() - heading.len();
    let text = if opener.starts_with('-') { at + 2 } else { at };
    let first = heading.split_whitespace().next().unwrap_or_default();
    let last = heading.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let reference =
        ["section", "paragraph", "article", "clause"].iter().any(|unit| last.contains(unit)) || last == "under";
    let heading = heading.trim_end_matches(['-', '—', ' ']);
    let few = (2..=9).contains(&heading.split_whitespace().count());
    let fits = few && !SENTENCE.contains(&first) && !reference && is_like(heading) && !has_verb(heading);
    fits.then_some((start, start + heading.len(), text))
}

/// Words with which sentences begin and headings seldom.
const SENTENCE: &[&str] =
    &["If", "When", "Where", "Any", "The", "In", "For", "An", "A", "No", "Subject", "Every", "Such", "Provided"];

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(words: &str) -> Option<(&str, &str)> {
        split(words).map(|(end, start)| (&words[..end], &words[start..]))
    }

    #[test]
    fn a_heading_is_told_from_its_text() {
        assert_eq!(parts("Title. — (a) Text"), Some(("Title", "(a) Text")));
        assert_eq!(parts("Acts of Keeping. - It shall be unlawful"), Some(("Acts of Keeping", "It shall be unlawful")));
        assert_eq!(parts("Attempt. A person who tries"), Some(("Attempt", "A person who tries")));
        assert_eq!(parts("A person who tries is liable. The court may add"), None);
        assert_eq!(parts("Attempt.* A person who tries"), Some(("Attempt", "A person who tries")));
        assert_eq!(parts("Repeal"), None);
    }

    #[test]
    fn sentences_are_no_headings() {
        assert!(is_like("Offence of keeping in bondage"));
        assert!(is_like("ABETMENT TO BE AN OFFENCE"));
        assert!(!is_like("A person who keeps another commits an offence."));
        assert!(!is_like("in the case of a child"));
        assert!(!is_like("the following;"));
    }

    #[test]
    fn a_glued_heading_is_found() {
        let words = "involves: Aggravating circumstances Where an offence";
        let (start, end, text) = glued(words).expect("there is one");
        assert_eq!((&words[start..end], &words[text..]), ("Aggravating circumstances", "Where an offence"));
        assert_eq!(glued("The court may decide. Where it does, the person"), None);
        assert_eq!(glued("If the offence under sub-section (1) is committed"), None);
    }
}
