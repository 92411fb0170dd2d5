//! Numbers as laws print them: figures, words, and words put together.

use super::words::{Kind, Token, tokens};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The number words of a language.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberWords {
    words: BTreeMap<String, u32>,
    multipliers: BTreeMap<String, u64>,
    joiners: Vec<String>,
    one: Vec<String>,
}

impl NumberWords {
    /// The value of a text that is a number and nothing else.
    #[must_use]
    pub fn value(&self, text: &str) -> Option<f64> {
        let words = tokens(text);
        let (value, used) = self.read(&words, 0)?;
        (used == words.len()).then_some(value)
    }

    /// True for the words that count as one before a unit (`a year`).
    pub(crate) fn is_one(&self, word: &str) -> bool {
        self.one.iter().any(|one| one == word)
    }

    /// The number that begins at `at`, and how many tokens it takes.
    pub(crate) fn read(&self, words: &[Token<'_>], at: usize) -> Option<(f64, usize)> {
        match &words.get(at)?.kind {
            Kind::Figure(figure) => Some(self.scaled(figure_value(figure)?, words, at + 1)),
            Kind::Word(_) => self.read_words(&words[at..]),
            Kind::Mark(_) => None,
        }
    }

    /// A figure before a multiplier: `5 million`.
    fn scaled(&self, figure: f64, words: &[Token<'_>], at: usize) -> (f64, usize) {
        match words.get(at).and_then(Token::word).and_then(|word| self.multipliers.get(word)) {
            Some(&times) => (figure * times as f64, 2),
            None => (figure, 1),
        }
    }

    fn read_words(&self, words: &[Token<'_>]) -> Option<(f64, usize)> {
        let mut sum = Sum::default();
        let mut used = 0;
        while let Some(word) = words.get(used).and_then(Token::word) {
            let next = words.get(used + 1).and_then(Token::word).unwrap_or_default();
            let taken = match (self.words.get(word), self.multipliers.get(word)) {
                (Some(&value), _) => sum.add(u64::from(value)),
                (None, Some(&times)) => sum.multiply(times),
                _ if used == 0 && self.is_one(word) && self.multipliers.contains_key(next) => sum.add(1),
                _ => sum.may_join && self.joiners.iter().any(|j| j == word) && self.words.contains_key(next),
            };
            if !taken {
                break;
            }
            used += 1;
        }
        (used > 0).then_some((sum.total() as f64, used))
    }
}

/// A number in the making: `one hundred and seventy thousand` is (100 + 70) × 1000.
#[derive(Default)]
struct Sum {
    done: u64,
    open: u64,
    may_join: bool,
}

impl Sum {
    /// Adds a word below one hundred, where the number still has room for it.
    fn add(&mut self, value: u64) -> bool {
        let room = if value < 10 {
            self.open.is_multiple_of(10) && self.open % 100 != 10
        } else {
            self.open.is_multiple_of(100)
        };
        if room {
            self.open += value;
            self.may_join = false;
        }
        room
    }

    fn multiply(&mut self, times: u64) -> bool {
        if self.open == 0 {
            return false;
        }
        self.open = self.open.saturating_mul(times);
        if times > 100 {
            self.done = self.done.saturating_add(std::mem::take(&mut self.open));
        }
        self.may_join = true;
        true
    }

    fn total(&self) -> u64 {
        self.done.saturating_add(self.open)
    }
}

/// The value of digits with grouping marks or a decimal mark.
fn figure_value(figure: &str) -> Option<f64> {
    let groups: Vec<&str> = figure.split(['.', ',']).collect();
    let grouped = groups.len() > 1 && groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3);
    match groups.as_slice() {
        [whole] => whole.parse().ok(),
        _ if grouped => groups.concat().parse().ok(),
        [whole, part] => format!("{whole}.{part}").parse().ok(),
        [whole @ .., part] => format!("{}.{part}", whole.concat()).parse().ok(),
        [] => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sanction::tests::english;

    #[test]
    fn figures_and_words_have_values() {
        let table = [
            ("7", 7.0),
            ("1,500", 1500.0),
            ("2.5", 2.5),
            ("1.000.000", 1e6),
            ("1,000,000.00", 1e6),
            ("5 million", 5e6),
            ("seven", 7.0),
            ("twenty-five", 25.0),
            ("ninety nine", 99.0),
            ("a hundred", 100.0),
            ("one hundred and five", 105.0),
            ("one hundred and seventy thousand", 170_000.0),
            ("two million five hundred thousand", 2_500_000.0),
        ];
        for (text, value) in table {
            assert_eq!(english().numbers.value(text), Some(value), "{text}");
        }
    }

    #[test]
    fn two_numbers_are_not_one() {
        for text in ["five ten", "ten five", "five and ten", "twenty thirty", "two three", "a year", "and", "", "ten,"]
        {
            assert_eq!(english().numbers.value(text), None, "{text}");
        }
    }
}
