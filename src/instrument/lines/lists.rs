//! Lists whose nesting is shown by indentation: how deep an item stands, and what an item without label closes.

use crate::instrument::block::Mark;

/// The items open at a place in a nested list, outermost first.
#[derive(Debug, Default)]
pub(crate) struct Nesting {
    open: Vec<(usize, String)>,
    closing: Option<usize>,
}

/// No law nests deeper; what does is markup gone wrong.
const DEEPEST: usize = 24;

impl Nesting {
    /// Forgets everything: a section begins.
    pub(crate) fn clear(&mut self) {
        self.open.clear();
        self.closing = None;
    }

    /// The mark of an item with a label.
    pub(crate) fn item(&mut self, label: &str, indent: usize) -> Mark {
        self.closing = None;
        let sibling = self.open.iter().rposition(|(_, before)| follows(before, label));
        match sibling {
            // The next label of a list stands in that list, however crooked its indentation.
            Some(at) if self.open[at].0 + 4 >= indent && self.open[at].0 <= indent + 4 => {
                let indent = self.open[at].0;
                self.open.truncate(at);
                self.push(label, indent)
            }
            _ => {
                while self.open.last().is_some_and(|(last, _)| *last >= indent) {
                    self.open.pop();
                }
                self.push(label, indent)
            }
        }
    }

    fn push(&mut self, label: &str, indent: usize) -> Mark {
        self.open.truncate(DEEPEST);
        let depth = self.open.len();
        self.open.push((indent, label.to_owned()));
        Mark::Label { label: label.to_owned(), depth }
    }

    /// The mark of an item without a label.
    ///
    /// At the indentation of an open item, or left of it, it goes on with what stands there. Deeper and in small
    /// letters it closes the innermost list.
    pub(crate) fn bare(&mut self, words: &str, indent: usize, sentence_open: bool) -> Mark {
        if self.open.is_empty() {
            return Mark::InText;
        }
        let deeper = self.open.last().is_some_and(|(last, _)| *last < indent);
        if deeper || is_penalty(words) {
            return self.deeper(words, sentence_open);
        }
        let before = self.open.len();
        while self.open.last().is_some_and(|(last, _)| *last > indent) {
            self.open.pop();
        }
        self.closing = None;
        let beside = before == self.open.len() && words.starts_with(|c: char| c.is_lowercase()) && !sentence_open;
        // Beside the items of a list, in small letters: the words that close it.
        Mark::Closing { depth: self.open.len() - usize::from(beside) }
    }

    fn deeper(&mut self, words: &str, sentence_open: bool) -> Mark {
        if is_penalty(words) {
            let depth = self.open.iter().rposition(|(_, label)| is_number(label)).map_or(0, |at| at + 1);
            return Mark::Closing { depth };
        }
        let small = words.starts_with(|c: char| c.is_lowercase()) || words.starts_with("Provided");
        if let (Some(depth), true) = (self.closing, small) {
            return Mark::Closing { depth };
        }
        if small && !sentence_open {
            let depth = self.open.len() - 1;
            self.closing = Some(depth);
            return Mark::Closing { depth };
        }
        Mark::InText
    }
}

/// The penalty at the foot of an offence belongs to the whole of it.
fn is_penalty(words: &str) -> bool {
    ["Penalty", "Maximum penalty", "Punishment", "Fault element"].iter().any(|word| words.starts_with(word))
}

fn is_number(label: &str) -> bool {
    label.starts_with(|c: char| c.is_ascii_digit())
}

/// True where `label` comes right after `before` in a list.
fn follows(before: &str, label: &str) -> bool {
    if let (Ok(a), Ok(b)) = (before.parse::<u32>(), label.parse::<u32>()) {
        return b == a + 1;
    }
    let single = |s: &str| (s.len() == 1).then(|| s.as_bytes()[0]);
    match (single(before), single(label)) {
        (Some(a), Some(b)) if b == a + 1 => true,
        _ => roman(before).zip(roman(label)).is_some_and(|(a, b)| b == a + 1),
    }
}

fn roman(label: &str) -> Option<usize> {
    const ROMAN: [&str; 15] =
        ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"];
    ROMAN.iter().position(|r| *r == label)
}

/// An enumerator in brackets at the beginning of `words`, and where the words after it begin.
pub(crate) fn enumerator(words: &str) -> Option<(&str, usize)> {
    let start = words.find(|c: char| !super::label::is_markup(c))?;
    let inner = words[start..].strip_prefix('(')?;
    let end = inner.char_indices().take(9).find(|(_, c)| *c == ')').map(|(i, _)| i).filter(|&i| i > 0)?;
    let label = inner[..end].trim_matches(|c: char| super::label::is_markup(c) || c.is_whitespace());
    if label.is_empty() || !label.chars().all(char::is_alphanumeric) || label.len() > 5 {
        return None;
    }
    let after = start + 1 + end + 1;
    let rest = words[after..].find(|c: char| !(c.is_whitespace() || super::label::is_markup(c)));
    Some((label, rest.map_or(words.len(), |i| after + i)))
}

/// True where `words` open an item: `(a) …`, `a) …`, `1. …`, `1° …`, `• …`.
pub(crate) fn opens_item(words: &str) -> bool {
    if enumerator(words).is_some() || words.starts_with(['•', '–', '—', '·']) {
        return true;
    }
    let end = words.find(|c: char| !c.is_alphanumeric()).unwrap_or(words.len());
    let label = &words[..end];
    let short = (1..=3).contains(&label.chars().count())
        && (label.chars().count() <= 2 || label.chars().all(|c| c.is_ascii_digit()) || super::label::is_roman(label));
    let number = label.chars().all(|c| c.is_ascii_digit());
    let sign = words[end..].chars().next();
    let blank = words[end..].chars().nth(1).is_none_or(char::is_whitespace);
    short
        && blank
        && (sign == Some(')') || (number && matches!(sign, Some('.' | '°'))) || (end == 1 && sign == Some('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(mark: Mark) -> (String, usize) {
        match mark {
            Mark::Label { label, depth } => (label, depth),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn indentation_tells_depth() {
        let mut nesting = Nesting::default();
        assert_eq!(label(nesting.item("1", 4)), ("1".into(), 0));
        assert_eq!(label(nesting.item("a", 5)), ("a".into(), 1));
        assert_eq!(label(nesting.item("i", 6)), ("i".into(), 2));
        assert_eq!(label(nesting.item("b", 5)), ("b".into(), 1));
        assert_eq!(nesting.bare("is guilty of an offence.", 4, false), Mark::Closing { depth: 1 });
        assert_eq!(nesting.bare("Penalty: a fine.", 6, false), Mark::Closing { depth: 1 });
        assert_eq!(label(nesting.item("2", 4)), ("2".into(), 0));
    }

    #[test]
    fn small_words_beside_the_items_close_their_list() {
        let mut nesting = Nesting::default();
        nesting.item("1", 4);
        nesting.item("a", 8);
        nesting.item("b", 8);
        assert_eq!(nesting.bare("shall be guilty", 8, false), Mark::Closing { depth: 1 });
    }

    #[test]
    fn a_crooked_sibling_is_a_sibling() {
        let mut nesting = Nesting::default();
        nesting.item("1", 8);
        assert_eq!(label(nesting.item("i", 12)).1, 1);
        assert_eq!(label(nesting.item("ii", 16)).1, 1);
        assert_eq!(label(nesting.item("iii", 16)).1, 1);
        assert_eq!(nesting.bare("a building for the purpose,", 20, false), Mark::Closing { depth: 1 });
    }

    #[test]
    fn enumerators_in_brackets() {
        assert_eq!(enumerator("(*a*) taking"), Some(("a", 6)));
        assert_eq!(enumerator("( a ) taking"), Some(("a", 6)));
        assert_eq!(enumerator("(see section 4) taking"), None);
        assert!(
            ["a) taking", "1. taking", "2° taking", "iv) taking", "a. taking"].iter().all(|words| opens_item(words))
        );
        assert!(["of taking", "a taking", "the. x"].iter().all(|words| !opens_item(words)));
    }
}
