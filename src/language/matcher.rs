//! Finds the wordings of all concepts in one pass over the words of a text.
//!
//! Every distinct word or stem of the wordings is a *class*; a word of the text is looked up once and gives the classes
//! it belongs to; the classes lead to the few wordings that can begin there, which are then followed word by word.

use super::token::{Break, Token};
use super::wording::Wording;
use crate::span::Span;
use std::collections::HashMap;

/// Index of a concept in its language pack.
pub type ConceptId = u16;

/// A concept found in a text: which, and at which words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mention {
    /// First word.
    pub start: usize,
    /// One past the last word.
    pub end: usize,
    /// The concept.
    pub concept: ConceptId,
}

impl Mention {
    /// The words it covers, as one span of the text.
    #[must_use]
    pub fn span(&self, tokens: &[Token]) -> Span {
        Span::new(tokens[self.start].span.start, tokens[self.end - 1].span.end)
    }
}

type Class = u32;

/// All wordings of a pack, compiled once.
#[derive(Clone, Debug, Default)]
pub struct Matcher {
    words: HashMap<String, Vec<Class>>,
    stems: Vec<(String, Class)>,
    stem_starts: HashMap<[u8; 2], Vec<u32>>,
    numbers: Vec<String>,
    rules: Vec<Rule>,
    /// For each class, the rules that may begin with it.
    first: Vec<Vec<u32>>,
}

#[derive(Clone, Debug)]
struct Rule {
    concept: ConceptId,
    /// True for an `unless` wording, which cancels mentions instead of making them.
    cancels: bool,
    program: Node,
}

#[derive(Clone, Debug)]
enum Node {
    Class(Class),
    Gap(u8),
    Sequence(Vec<Node>),
    Either(Vec<Node>),
    Optional(Box<Node>),
}

const NUMBER: Class = 0;

/// The words of a text with the classes each belongs to.
struct Classified<'t> {
    tokens: &'t [Token],
    classes: Vec<&'t [Class]>,
}

impl Matcher {
    /// An empty matcher that knows `numbers` as number words.
    #[must_use]
    pub fn new(numbers: Vec<String>) -> Self {
        let mut matcher = Self { numbers, ..Self::default() };
        matcher.first.push(Vec::new());
        matcher
    }

    /// Adds a wording of a concept; one that `cancels` removes the mentions it touches.
    pub fn add(&mut self, concept: ConceptId, wording: &Wording, cancels: bool) {
        let program = self.compile(wording);
        let rule = u32::try_from(self.rules.len()).expect("a pack has far fewer wordings than u32 holds");
        let mut classes = Vec::new();
        first_classes(&program, &mut classes);
        classes.sort_unstable();
        classes.dedup();
        for class in classes {
            self.first[class as usize].push(rule);
        }
        self.rules.push(Rule { concept, cancels, program });
    }

    fn compile(&mut self, wording: &Wording) -> Node {
        match wording {
            Wording::Word(word) => Node::Class(self.word_class(word)),
            Wording::Stem(stem) => Node::Class(self.stem_class(stem)),
            Wording::Number => Node::Class(NUMBER),
            Wording::Gap(width) => Node::Gap(*width),
            Wording::Sequence(parts) => Node::Sequence(parts.iter().map(|part| self.compile(part)).collect()),
            Wording::Either(options) => Node::Either(options.iter().map(|option| self.compile(option)).collect()),
            Wording::Optional(inside) => Node::Optional(Box::new(self.compile(inside))),
        }
    }

    fn new_class(&mut self) -> Class {
        self.first.push(Vec::new());
        u32::try_from(self.first.len() - 1).expect("a pack has far fewer words than u32 holds")
    }

    fn word_class(&mut self, word: &str) -> Class {
        // The exact class of a word is the first of its list; the classes of its stems are found by look-up.
        if let Some(class) = self.words.get(word).and_then(|classes| classes.first()) {
            return *class;
        }
        let class = self.new_class();
        self.words.insert(word.to_owned(), vec![class]);
        class
    }

    fn stem_class(&mut self, stem: &str) -> Class {
        if let Some((_, class)) = self.stems.iter().find(|(known, _)| known == stem) {
            return *class;
        }
        let class = self.new_class();
        let index = u32::try_from(self.stems.len()).expect("a pack has far fewer stems than u32 holds");
        self.stems.push((stem.to_owned(), class));
        self.stem_starts.entry(start_key(stem)).or_default().push(index);
        class
    }

    /// All mentions in `tokens`, sorted by place; of one concept's mentions that overlap, the longest only.
    #[must_use]
    pub fn scan(&self, tokens: &[Token]) -> Vec<Mention> {
        let mut memo: HashMap<&str, usize> = HashMap::new();
        let mut table: Vec<Vec<Class>> = Vec::new();
        let rows: Vec<usize> = tokens
            .iter()
            .map(|token| {
                *memo.entry(token.word.as_str()).or_insert_with(|| {
                    table.push(self.classes_of(&token.word));
                    table.len() - 1
                })
            })
            .collect();
        let classes = rows.iter().map(|&row| table[row].as_slice()).collect();
        self.follow(&Classified { tokens, classes })
    }

    fn follow(&self, text: &Classified) -> Vec<Mention> {
        let (mut found, mut cancelled) = (Vec::new(), Vec::new());
        for start in 0..text.tokens.len() {
            for class in text.classes[start] {
                for &index in &self.first[*class as usize] {
                    let rule = &self.rules[index as usize];
                    let Some(end) = longest(&rule.program, text, start) else { continue };
                    let mention = Mention { start, end, concept: rule.concept };
                    if rule.cancels { cancelled.push(mention) } else { found.push(mention) }
                }
            }
        }
        // Both lists are in the order of the text, so only the few cancelling matches about a mention are looked at.
        let longest = cancelled.iter().map(|c| c.end - c.start).max().unwrap_or(0);
        found.retain(|m| {
            let near = cancelled.partition_point(|c| c.start + longest <= m.start);
            let mut near = cancelled[near..].iter().take_while(|c| c.start < m.end);
            !near.any(|c| c.concept == m.concept && m.start < c.end)
        });
        keep_longest(found)
    }

    fn classes_of(&self, word: &str) -> Vec<Class> {
        let mut classes = self.words.get(word).cloned().unwrap_or_default();
        let keys = [start_key(word), [word.as_bytes().first().copied().unwrap_or(0), 0]];
        for key in &keys {
            for &index in self.stem_starts.get(key).map_or(&[][..], Vec::as_slice) {
                let (stem, class) = &self.stems[index as usize];
                if word.starts_with(stem.as_str()) {
                    classes.push(*class);
                }
            }
        }
        if word.as_bytes().first().is_some_and(u8::is_ascii_digit) || self.numbers.iter().any(|n| n == word) {
            classes.push(NUMBER);
        }
        classes.sort_unstable();
        classes.dedup();
        classes
    }
}

fn start_key(word: &str) -> [u8; 2] {
    let bytes = word.as_bytes();
    [bytes.first().copied().unwrap_or(0), bytes.get(1).copied().unwrap_or(0)]
}

fn first_classes(node: &Node, classes: &mut Vec<Class>) -> bool {
    match node {
        Node::Class(class) => {
            classes.push(*class);
            true
        }
        Node::Gap(_) => false,
        Node::Sequence(parts) => parts.iter().any(|part| first_classes(part, classes)),
        Node::Either(options) => {
            // Every option is visited: each may be the one a text begins with.
            let fixed = options.iter().filter(|option| first_classes(option, classes)).count();
            fixed == options.len()
        }
        Node::Optional(inside) => {
            first_classes(inside, classes);
            false
        }
    }
}

/// The end of the longest way to follow `node` from `start`.
fn longest(node: &Node, text: &Classified, start: usize) -> Option<usize> {
    let mut ends = Vec::with_capacity(4);
    follow(std::slice::from_ref(node), text, start, start, &mut ends);
    ends.into_iter().max().filter(|&end| end > start)
}

/// Follows the nodes one after the other from `at`; pushes every place where all of them are done.
fn follow(nodes: &[Node], text: &Classified, origin: usize, at: usize, ends: &mut Vec<usize>) {
    let Some((node, rest)) = nodes.split_first() else {
        ends.push(at);
        return;
    };
    match node {
        Node::Class(class) => {
            if joins(text, origin, at) && text.classes[at].binary_search(class).is_ok() {
                follow(rest, text, origin, at + 1, ends);
            }
        }
        Node::Gap(width) => {
            for skip in 0..=usize::from(*width) {
                follow(rest, text, origin, at + skip, ends);
                if !joins(text, origin, at + skip) {
                    break;
                }
            }
        }
        Node::Sequence(parts) => follow_both(parts, rest, text, origin, at, ends),
        Node::Either(options) => {
            for option in options {
                follow_both(std::slice::from_ref(option), rest, text, origin, at, ends);
            }
        }
        Node::Optional(inside) => {
            follow(rest, text, origin, at, ends);
            follow_both(std::slice::from_ref(&**inside), rest, text, origin, at, ends);
        }
    }
}

fn follow_both(first: &[Node], then: &[Node], text: &Classified, origin: usize, at: usize, ends: &mut Vec<usize>) {
    if then.is_empty() {
        follow(first, text, origin, at, ends);
        return;
    }
    let mut middle = Vec::with_capacity(4);
    follow(first, text, origin, at, &mut middle);
    middle.sort_unstable();
    middle.dedup();
    for place in middle {
        follow(then, text, origin, place, ends);
    }
}

/// True where there is a word at `at` and the phrase that began at `origin` may run on to it.
fn joins(text: &Classified, origin: usize, at: usize) -> bool {
    text.tokens.get(at).is_some_and(|token| at == origin || token.before < Break::Hard)
}

fn keep_longest(mut found: Vec<Mention>) -> Vec<Mention> {
    found.sort_unstable_by_key(|m| (m.concept, m.start, std::cmp::Reverse(m.end)));
    let mut kept: Vec<Mention> = Vec::with_capacity(found.len());
    for mention in found {
        match kept.last_mut() {
            Some(last) if last.concept == mention.concept && mention.start < last.end => {
                if mention.end - mention.start > last.end - last.start {
                    *last = mention;
                }
            }
            _ => kept.push(mention),
        }
    }
    kept.sort_unstable();
    kept
}
