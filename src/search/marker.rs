//! Finds the words of a provision that a query meant, to cite the provision they stand in and to show them.

use super::near::choose;
use super::query::{Query, Slot};
use super::words::{Analysis, Stems, words};
use crate::span::Span;

/// How words are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Comparison {
    /// As they stand, without stems.
    pub(crate) exact: bool,
    /// Also where a letter or two differ.
    pub(crate) fuzzy: bool,
}

/// The words of a text, ready to be compared.
pub(crate) struct Marker {
    words: Vec<(String, Span)>,
    stems: Vec<String>,
    stemmer: Stems,
    comparison: Comparison,
}

impl Marker {
    /// A marker for `text` in this language.
    pub(crate) fn new(text: &str, language: &str, comparison: Comparison) -> Self {
        let stemmer = Analysis::of(language).stemmer();
        let words = words(text);
        let stems = words.iter().map(|(word, _)| stemmer.stem(word)).collect();
        Self { words, stems, stemmer, comparison }
    }

    /// The words that `query` meant, in order, without overlaps. `idle` says which words count for nothing.
    pub(crate) fn marks(&self, query: &Query, idle: &dyn Fn(&str) -> bool) -> Vec<Span> {
        let mut places = Vec::new();
        self.collect(query, idle, &mut places);
        places.sort_unstable();
        let mut marks: Vec<Span> = Vec::new();
        for (from, to) in places {
            let span = self.words[from as usize].1.join(self.words[to as usize - 1].1);
            match marks.last_mut() {
                Some(last) if last.overlaps(span) => *last = last.join(span),
                _ => marks.push(span),
            }
        }
        marks
    }

    fn collect(&self, query: &Query, idle: &dyn Fn(&str) -> bool, places: &mut Vec<(u32, u32)>) {
        match query {
            Query::Word(slot) if !slot.prefix && idle(&slot.word) => {}
            Query::Word(_) | Query::Phrase(_) => places.extend(self.places(query)),
            Query::Joined(slots) => {
                places.extend(self.places(query));
                let words = slots.iter().filter(|slot| slot.prefix || !idle(&slot.word));
                words.for_each(|slot| places.extend(self.places(&Query::Word(slot.clone()))));
            }
            Query::Near(distance, operands) => self.near(*distance, operands, places),
            Query::Words(all) | Query::And(all) | Query::Or(all) => {
                all.iter().for_each(|one| self.collect(one, idle, places));
            }
            Query::Not(_) => {}
        }
    }

    /// The places of a word or phrase, counted in words.
    fn places(&self, query: &Query) -> Vec<(u32, u32)> {
        let (slots, as_printed) = match query {
            Query::Word(slot) => (std::slice::from_ref(slot), self.comparison.exact),
            Query::Phrase(slots) => (slots.as_slice(), true),
            Query::Joined(slots) => (slots.as_slice(), self.comparison.exact),
            _ => return Vec::new(),
        };
        let stems: Vec<String> = slots.iter().map(|slot| self.stemmer.stem(&slot.word)).collect();
        let length = slots.len();
        let starts = 0..(self.words.len() + 1).saturating_sub(length);
        let fits = |start: &usize| {
            let mut pairs = slots.iter().zip(&stems).zip(*start..);
            pairs.all(|((slot, stem), at)| self.fits(slot, stem, at, as_printed))
        };
        let found = starts.filter(fits);
        found.filter_map(|start| Some((u32::try_from(start).ok()?, u32::try_from(start + length).ok()?))).collect()
    }

    fn fits(&self, slot: &Slot, stem: &str, at: usize, as_printed: bool) -> bool {
        let word = &self.words[at].0;
        if slot.prefix {
            return word.starts_with(&slot.word);
        }
        word == &slot.word
            || !as_printed && self.stems[at] == stem
            || !as_printed && self.comparison.fuzzy && is_near(word, &slot.word)
    }

    /// Marks the operands wherever they stand near each other.
    fn near(&self, distance: u32, operands: &[Query], places: &mut Vec<(u32, u32)>) {
        let all: Vec<Vec<(u32, u32)>> = operands.iter().map(|operand| self.places(operand)).collect();
        let Some(first) = all.first() else { return };
        for &start in first {
            let mut from_here = all.clone();
            from_here[0] = vec![start];
            places.extend(choose(&from_here, distance).into_iter().flatten());
        }
    }
}

/// True where few enough letters differ for the length of the word.
pub(crate) fn is_near(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let allowed = usize::from(letters_apart(b.len()));
    a.len().abs_diff(b.len()) <= allowed && distance(&a, &b) <= allowed
}

/// How many letters may differ in a word of this length.
pub(crate) const fn letters_apart(length: usize) -> u8 {
    match length {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

fn distance(a: &[char], b: &[char]) -> usize {
    let mut above: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut next = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let replaced = row[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            next[j] = replaced.min(row[j] + 1).min(next[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                next[j] = next[j].min(above[j - 2] + 1);
            }
        }
        above = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::super::query::parse;
    use super::*;

    fn marked(text: &str, typed: &str, comparison: Comparison) -> Vec<String> {
        let query = parse(typed).query.expect("a query");
        let marks = Marker::new(text, "en", comparison).marks(&query, &|word| word == "the");
        marks.into_iter().map(|span| span.of(text).to_owned()).collect()
    }

    #[test]
    fn every_kind_of_hit_is_marked() {
        let text = "The trafficker (a) took the victims’ passports; consent of the victim is no defence.";
        let plain = Comparison::default();
        assert_eq!(marked(text, "the victim passport", plain), ["victims", "passports", "victim"]);
        assert_eq!(marked(text, "\"took the victims\"", plain), ["took the victims"]);
        assert_eq!(marked(text, "traffick*", plain), ["trafficker"]);
        assert_eq!(marked(text, "victim NEAR/3 consent", plain), ["victims", "consent", "victim"]);
        assert_eq!(marked(text, "took NEAR/2 victim", plain), ["took", "victims"]);
        assert_eq!(marked(text, "defence NOT victim", plain), ["defence"]);
        assert_eq!(marked(text, "victim", Comparison { exact: true, fuzzy: false }), ["victim"]);
        assert_eq!(marked(text, "pasports", Comparison { exact: false, fuzzy: true }), ["passports"]);
        assert_eq!(marked(text, "\"trafficker took\"", plain), ["trafficker (a) took"]);
    }
}
