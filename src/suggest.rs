//! "Did you mean": the nearest of a few known words to one that is not known.

/// The known word nearest to `word`, or none where every one of them is a different word altogether.
///
/// A word counts as near where at most a third of it has to change; of equally near words the first one wins.
///
/// ```
/// assert_eq!(lacuna::suggest::nearest("atempt", ["accomplice", "attempt"]), Some("attempt"));
/// assert_eq!(lacuna::suggest::nearest("residence", ["accomplice", "attempt"]), None);
/// ```
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let allowed = (word.chars().count() / 3).max(1);
    let near = known.into_iter().map(|candidate| (distance(word, candidate), candidate));
    near.filter(|(steps, _)| *steps <= allowed).min_by_key(|(steps, _)| *steps).map(|(_, candidate)| candidate)
}

/// Longer words are not mistyped names, and measuring them would cost time.
const LONGEST: usize = 200;

/// Letters to insert, delete, replace or swap with their neighbour on the way from one word to the other.
fn distance(from: &str, to: &str) -> usize {
    let (from, to): (Vec<char>, Vec<char>) =
        (from.to_lowercase().chars().collect(), to.to_lowercase().chars().collect());
    let mut above = vec![0; to.len() + 1];
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for i in 1..=from.len() {
        let mut next = vec![i; to.len() + 1];
        for j in 1..=to.len() {
            let replaced = row[j - 1] + usize::from(from[i - 1] != to[j - 1]);
            next[j] = replaced.min(row[j] + 1).min(next[j - 1] + 1);
            if i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1] {
                next[j] = next[j].min(above[j - 2] + 1);
            }
        }
        above = std::mem::replace(&mut row, next);
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_swapped_are_one_step() {
        assert_eq!(distance("flie", "file"), 1);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
    }

    #[test]
    fn short_words_suggest_only_their_neighbours() {
        assert_eq!(nearest("coed", ["name", "code"]), Some("code"));
        assert_eq!(nearest("x", ["code"]), None);
        assert_eq!(nearest("", ["code"]), None);
    }
}
