//! Which provision of the newer version is which of the older: by content first, by number where content leaves it open.

use super::units::Unit;
use std::collections::{BTreeSet, HashMap};

/// A pair of indices; one of them may be missing.
pub(super) type Pair = (Option<usize>, Option<usize>);

/// Pairs all units of both versions, in the order of the newer one; what is gone stands where it would stand.
pub(super) fn pairs(old: &[Unit], new: &[Unit]) -> Vec<Pair> {
    let mut matching = Matching { old, new, forth: vec![None; old.len()], back: vec![None; new.len()] };
    matching.same_words();
    matching.similar_words();
    matching.same_number();
    matching.in_order()
}

struct Matching<'u> {
    old: &'u [Unit],
    new: &'u [Unit],
    forth: Vec<Option<usize>>,
    back: Vec<Option<usize>>,
}

impl<'u> Matching<'u> {
    fn pair(&mut self, old: usize, new: usize) {
        self.forth[old] = Some(new);
        self.back[new] = Some(old);
    }

    fn is_free(&self, old: usize, new: usize) -> bool {
        self.forth[old].is_none() && self.back[new].is_none()
    }

    /// Equal words: under the same number where there is one, else in order.
    fn same_words(&mut self) {
        self.equal(|unit| Some((unit.numbers.as_slice(), unit.citation.as_str())));
        self.equal(|unit| (unit.numbers.len() >= FEW).then_some((unit.numbers.as_slice(), "")));
    }

    /// Pairs what is still free and has the same key, in order.
    fn equal(&mut self, key: impl Fn(&'u Unit) -> Option<(&'u [u32], &'u str)>) {
        let (old, new) = (self.old, self.new);
        let mut free: HashMap<(&[u32], &str), Vec<usize>> = HashMap::new();
        for (to, unit) in new.iter().enumerate().rev().filter(|(to, _)| self.back[*to].is_none()) {
            if let Some(key) = key(unit) {
                free.entry(key).or_default().push(to);
            }
        }
        for (from, unit) in old.iter().enumerate() {
            if self.forth[from].is_some() {
                continue;
            }
            let Some(key) = key(unit) else { continue };
            if let Some(to) = free.get_mut(&key).and_then(Vec::pop) {
                self.pair(from, to);
            }
        }
    }

    /// The most similar first. The same number is a reason to prefer a pair, never a reason for it.
    fn similar_words(&mut self) {
        let pairs_of = |units: &[Unit], free: &[Option<usize>]| -> Vec<Vec<u64>> {
            units
                .iter()
                .zip(free)
                .map(|(unit, pair)| if pair.is_none() { word_pairs(unit) } else { Vec::new() })
                .collect()
        };
        let (before, after) = (pairs_of(self.old, &self.forth), pairs_of(self.new, &self.back));
        let mut found: Vec<(f64, usize, usize)> = Vec::new();
        let index = index(&after);
        let by_citation = self.by_citation();
        for (from, words) in before.iter().enumerate().filter(|(_, words)| !words.is_empty()) {
            let unit = &self.old[from];
            let mut candidates = most_shared(words, &index);
            candidates.extend(by_citation.get(unit.citation.as_str()).into_iter().flatten());
            for to in candidates {
                let same_number = self.new[to].citation == unit.citation;
                if let Some(score) = score(words, &after[to], same_number) {
                    found.push((score, from, to));
                }
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        for (_, from, to) in found {
            if self.is_free(from, to) {
                self.pair(from, to);
            }
        }
    }

    fn by_citation(&self) -> HashMap<&str, Vec<usize>> {
        let mut by_citation: HashMap<&str, Vec<usize>> = HashMap::new();
        for (to, unit) in self.new.iter().enumerate().filter(|(to, _)| self.back[*to].is_none()) {
            by_citation.entry(unit.citation.as_str()).or_default().push(to);
        }
        by_citation
    }

    /// What is left under one number in one work was written anew.
    fn same_number(&mut self) {
        let works = |units: &[Unit]| units.iter().map(|unit| unit.instrument).collect::<BTreeSet<_>>().len();
        let alone = works(self.old) <= 1 && works(self.new) <= 1;
        let key = |unit: &'u Unit| (if alone { "" } else { unit.work.as_str() }, unit.citation.as_str());
        let mut free: HashMap<(&str, &str), usize> = HashMap::new();
        for (to, unit) in self.new.iter().enumerate().filter(|(to, _)| self.back[*to].is_none()) {
            free.entry(key(unit)).or_insert(to);
        }
        for (from, unit) in self.old.iter().enumerate() {
            if let Some(to) = free.get(&key(unit)).copied().filter(|to| self.is_free(from, *to)) {
                self.pair(from, to);
            }
        }
    }

    fn in_order(&self) -> Vec<Pair> {
        let mut placed: Vec<((usize, usize), Pair)> =
            self.back.iter().enumerate().map(|(to, from)| ((to + 1, 0), (*from, Some(to)))).collect();
        let mut after = 0;
        for (from, to) in self.forth.iter().enumerate() {
            match to {
                Some(to) => after = to + 1,
                None => placed.push(((after, from + 1), (Some(from), None))),
            }
        }
        placed.sort_by_key(|(place, _)| *place);
        placed.into_iter().map(|(_, pair)| pair).collect()
    }
}

/// Fewer words than this say too little to tell one provision from another.
const FEW: usize = 5;

/// Neighbouring words, sorted; a word alone where there is but one.
fn word_pairs(unit: &Unit) -> Vec<u64> {
    let numbers = &unit.numbers;
    let mut pairs: Vec<u64> = numbers.windows(2).map(|two| (u64::from(two[0]) << 32) | u64::from(two[1])).collect();
    if pairs.is_empty() {
        pairs.extend(numbers.iter().map(|one| u64::from(*one)));
    }
    pairs.sort_unstable();
    pairs
}

/// In which units a pair of words stands; what stands in very many tells nothing.
fn index(units: &[Vec<u64>]) -> HashMap<u64, Vec<usize>> {
    let mut index: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, words) in units.iter().enumerate() {
        for run in words.chunk_by(|a, b| a == b) {
            index.entry(run[0]).or_default().push(at);
        }
    }
    index.retain(|_, units| units.len() <= COMMON);
    index
}

const COMMON: usize = 40;

/// The units that share the most with these words.
fn most_shared(words: &[u64], index: &HashMap<u64, Vec<usize>>) -> BTreeSet<usize> {
    let mut shared: HashMap<usize, usize> = HashMap::new();
    for run in words.chunk_by(|a, b| a == b) {
        for unit in index.get(&run[0]).into_iter().flatten() {
            *shared.entry(*unit).or_default() += 1;
        }
    }
    let mut shared: Vec<(usize, usize)> = shared.into_iter().collect();
    shared.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    shared.into_iter().take(CANDIDATES).map(|(unit, _)| unit).collect()
}

const CANDIDATES: usize = 8;

/// How alike two units are, where they are alike enough.
fn score(old: &[u64], new: &[u64], same_number: bool) -> Option<f64> {
    if new.is_empty() {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of words")]
    let of = |shared: usize, whole: usize| shared as f64 / whole as f64;
    let shared = common(old, new);
    let (alike, inside) = (of(2 * shared, old.len() + new.len()), of(shared, old.len().min(new.len())));
    let kept_whole = inside >= 0.85 && old.len().min(new.len()) >= 20;
    let enough = if same_number { alike >= 0.2 || inside >= 0.6 } else { alike >= 0.5 || kept_whole };
    enough.then_some(alike.max(inside * 0.6) + if same_number { 0.1 } else { 0.0 })
}

/// How many entries two sorted lists share.
fn common(a: &[u64], b: &[u64]) -> usize {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                (i, j, shared) = (i + 1, j + 1, shared + 1);
            }
        }
    }
    shared
}
