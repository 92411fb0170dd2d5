//! What a person typed, understood. Nothing typed is an error: what cannot be meant is left out, and said.
//!
//! Words side by side belong together and bind tighter than AND, which binds tighter than OR: `forced labour OR
//! servitude` is what it reads like.

use super::words::{is_ideograph, words};
use std::fmt;

/// A query as it was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Query {
    /// One word.
    Word(Slot),
    /// Words in this order, none between them.
    Phrase(Vec<Slot>),
    /// Words that were typed as one, such as `non-punishment`: the phrase, or else all of its words.
    Joined(Vec<Slot>),
    /// Things within so many words of each other, in any order.
    Near(u32, Vec<Query>),
    /// Things side by side: all of them where a provision has them all, else as many as it has.
    Words(Vec<Query>),
    /// All of them.
    And(Vec<Query>),
    /// Any of them.
    Or(Vec<Query>),
    /// Provisions without it.
    Not(Box<Query>),
}

/// A word, or the beginning of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Slot {
    /// The word, folded.
    pub(crate) word: String,
    /// True where any word that begins with it is meant.
    pub(crate) prefix: bool,
}

/// What came of a query: how it was understood, and what was noticed on the way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Understood {
    /// None where no word was left.
    pub(crate) query: Option<Query>,
    /// What was left out or read otherwise than it may have been meant.
    pub(crate) notes: Vec<String>,
}

/// Reads a query.
pub(crate) fn parse(typed: &str) -> Understood {
    let mut notes = Vec::new();
    let mut pieces = pieces(typed, &mut notes);
    if pieces.len() > MOST {
        pieces.truncate(MOST);
        notes.push(format!("only the first {MOST} parts of the query are searched"));
    }
    let mut parser = Parser { pieces, at: 0, depth: 0, notes };
    let mut found = Vec::new();
    while parser.at < parser.pieces.len() {
        found.extend(parser.either());
        if parser.peek() == Some(&Piece::Close) {
            parser.notes.push("a closing bracket without an opening one was left out".to_owned());
            parser.at += 1;
        }
    }
    Understood { query: together(found, Query::Words), notes: parser.notes }
}

/// More than a person types.
const MOST: usize = 256;

/// Brackets deeper than this are nobody's query.
const DEEPEST: usize = 32;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Leaf(Query),
    Open,
    Close,
    And,
    Or,
    Not,
    Near(u32),
}

fn pieces(typed: &str, notes: &mut Vec<String>) -> Vec<Piece> {
    let (mut found, mut rest) = (Vec::new(), typed.trim_start());
    while let Some(first) = rest.chars().next() {
        let width = first.len_utf8();
        match first {
            '(' => found.push(Piece::Open),
            ')' => found.push(Piece::Close),
            '"' | '“' | '”' | '„' | '«' => {
                let body = &rest[width..];
                let closed = body.find(['"', '”', '“', '»']);
                if closed.is_none() {
                    notes.push("a quotation mark is not closed; the phrase was read to the end".to_owned());
                }
                let end = closed.unwrap_or(body.len());
                found.extend(phrase(&body[..end], notes).map(Piece::Leaf));
                let mark = body[end..].chars().next().map_or(0, char::len_utf8);
                rest = body[end + mark..].trim_start();
                continue;
            }
            '-' if rest[width..].starts_with(|c: char| c.is_alphanumeric() || c == '"' || c == '(') => {
                found.push(Piece::Not);
            }
            _ => {
                let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"' | '“' | '”'));
                let end = end.unwrap_or(rest.len());
                found.extend(chunk(&rest[..end], notes));
                rest = rest[end..].trim_start();
                continue;
            }
        }
        rest = rest[width..].trim_start();
    }
    found
}

/// What stands between two spaces: an operator or words.
fn chunk(chunk: &str, notes: &mut Vec<String>) -> Option<Piece> {
    match chunk {
        "AND" | "&&" | "&" => return Some(Piece::And),
        "OR" | "||" | "|" => return Some(Piece::Or),
        "NOT" => return Some(Piece::Not),
        _ => {}
    }
    if let Some(distance) = chunk.strip_prefix("NEAR") {
        match distance.strip_prefix('/').map(str::parse) {
            Some(Ok(words)) => return Some(Piece::Near(words)),
            None if distance.is_empty() => return Some(Piece::Near(USUAL)),
            Some(Err(_)) => {
                notes.push(format!("`{chunk}` names no number of words; it is read as NEAR/{USUAL}"));
                return Some(Piece::Near(USUAL));
            }
            None => {}
        }
    }
    let mut slots = slots(chunk, notes);
    match slots.len() {
        0 => None,
        1 => slots.pop().map(|slot| Piece::Leaf(Query::Word(slot))),
        // Scripts without spaces are read as they stand.
        _ if slots.iter().any(|slot| slot.word.chars().all(is_ideograph)) => Some(Piece::Leaf(Query::Phrase(slots))),
        _ => Some(Piece::Leaf(Query::Joined(slots))),
    }
}

/// How near NEAR is where no number is given.
const USUAL: u32 = 5;

fn phrase(body: &str, notes: &mut Vec<String>) -> Option<Query> {
    let mut slots = slots(body, notes);
    match slots.len() {
        0 => {
            notes.push("an empty phrase was left out".to_owned());
            None
        }
        // A word alone in quotation marks is meant as it stands.
        1 => slots.pop().map(|slot| Query::Phrase(vec![slot])),
        _ => Some(Query::Phrase(slots)),
    }
}

/// The words of a piece of text; a star right behind one means all words that begin so.
fn slots(text: &str, notes: &mut Vec<String>) -> Vec<Slot> {
    let all = words(text);
    let stars = text.matches('*').count();
    let slots: Vec<Slot> =
        all.into_iter().map(|(word, span)| Slot { prefix: text[span.end..].starts_with('*'), word }).collect();
    if stars > slots.iter().filter(|slot| slot.prefix).count() {
        notes.push("a star counts only at the end of a word, as in traffick*".to_owned());
    }
    slots
}

struct Parser {
    pieces: Vec<Piece>,
    at: usize,
    depth: usize,
    notes: Vec<String>,
}

impl Parser {
    fn peek(&self) -> Option<&Piece> {
        self.pieces.get(self.at)
    }

    fn take(&mut self, piece: &Piece) -> bool {
        let takes = self.peek() == Some(piece);
        self.at += usize::from(takes);
        takes
    }

    fn either(&mut self) -> Option<Query> {
        self.chain(&Piece::Or, "OR", Self::all, Query::Or)
    }

    fn all(&mut self) -> Option<Query> {
        self.chain(&Piece::And, "AND", Self::side_by_side, Query::And)
    }

    /// Operands with one operator between them.
    fn chain(
        &mut self,
        operator: &Piece,
        name: &str,
        operand: fn(&mut Self) -> Option<Query>,
        join: fn(Vec<Query>) -> Query,
    ) -> Option<Query> {
        let mut found = Vec::new();
        let mut wanted = false;
        loop {
            match operand(self) {
                Some(one) => found.push(one),
                None if wanted || self.peek() == Some(operator) => self.idle(name),
                None => {}
            }
            wanted = self.take(operator);
            if !wanted {
                return together(found, join);
            }
        }
    }

    fn idle(&mut self, name: &str) {
        let note = format!("`{name}` with nothing to join was left out");
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    fn side_by_side(&mut self) -> Option<Query> {
        let mut found = Vec::new();
        while let Some(piece) = self.peek() {
            if matches!(piece, Piece::And | Piece::Or | Piece::Close) {
                break;
            }
            found.extend(self.signed());
        }
        together(found, Query::Words)
    }

    fn signed(&mut self) -> Option<Query> {
        let mut negative = false;
        let mut signs = 0;
        while self.take(&Piece::Not) {
            negative = !negative;
            signs += 1;
        }
        let Some(one) = self.near() else {
            if signs > 0 {
                self.idle("NOT");
            }
            return None;
        };
        Some(if negative { Query::Not(Box::new(one)) } else { one })
    }

    fn near(&mut self) -> Option<Query> {
        let (mut found, mut distance) = (Vec::new(), 0);
        found.extend(self.atom());
        while let Some(&Piece::Near(words)) = self.peek() {
            self.at += 1;
            distance = distance.max(words.clamp(1, FARTHEST));
            let before = found.len();
            found.extend(self.atom());
            if found.len() == before || before == 0 {
                self.idle("NEAR");
            }
        }
        let placed = |query: &Query| matches!(query, Query::Word(_) | Query::Phrase(_) | Query::Joined(_));
        if found.len() > 1 && !found.iter().all(placed) {
            self.notes.push("NEAR stands between words or phrases only; it is read as AND".to_owned());
            return together(found, Query::And);
        }
        together(found, |all| Query::Near(distance, all))
    }

    fn atom(&mut self) -> Option<Query> {
        match self.peek()?.clone() {
            Piece::Leaf(query) => {
                self.at += 1;
                Some(query)
            }
            Piece::Open => {
                self.at += 1;
                self.bracket()
            }
            _ => None,
        }
    }

    fn bracket(&mut self) -> Option<Query> {
        if self.depth >= DEEPEST {
            self.notes.push("brackets nested this deep were left out".to_owned());
            while matches!(self.peek(), Some(Piece::Open)) {
                self.at += 1;
            }
        }
        self.depth += 1;
        let inside = if self.depth > DEEPEST { self.side_by_side() } else { self.either() };
        self.depth -= 1;
        if !self.take(&Piece::Close) && self.at >= self.pieces.len() {
            let note = "a bracket is not closed; it was read to the end".to_owned();
            if !self.notes.contains(&note) {
                self.notes.push(note);
            }
        }
        inside
    }
}

/// Farther than any provision is long.
const FARTHEST: u32 = 1_000;

/// Several queries as one; one stays what it is.
fn together(mut found: Vec<Query>, join: impl FnOnce(Vec<Query>) -> Query) -> Option<Query> {
    match found.len() {
        0 | 1 => found.pop(),
        _ => Some(join(found)),
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}{}", self.word, if self.prefix { "*" } else { "" })
    }
}

/// Prints a query with every bracket, as it was understood.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Word(slot) => write!(f, "{slot}"),
            Self::Phrase(slots) => {
                let words: Vec<String> = slots.iter().map(Slot::to_string).collect();
                write!(f, "\"{}\"", words.join(" "))
            }
            Self::Joined(slots) => {
                let words: Vec<String> = slots.iter().map(Slot::to_string).collect();
                f.write_str(&words.join("-"))
            }
            Self::Near(words, inside) => join(f, inside, &format!(" NEAR/{words} ")),
            Self::Words(inside) => join(f, inside, " "),
            Self::And(inside) => join(f, inside, " AND "),
            Self::Or(inside) => join(f, inside, " OR "),
            Self::Not(inside) => {
                f.write_str("NOT ")?;
                bracketed(f, inside)
            }
        }
    }
}

fn join(f: &mut fmt::Formatter, inside: &[Query], operator: &str) -> fmt::Result {
    for (at, query) in inside.iter().enumerate() {
        if at > 0 {
            f.write_str(operator)?;
        }
        bracketed(f, query)?;
    }
    Ok(())
}

fn bracketed(f: &mut fmt::Formatter, query: &Query) -> fmt::Result {
    match query {
        Query::Word(_) | Query::Phrase(_) | Query::Joined(_) | Query::Not(_) => write!(f, "{query}"),
        _ => write!(f, "({query})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> (String, Vec<String>) {
        let Understood { query, notes } = parse(typed);
        (query.map_or_else(String::new, |query| query.to_string()), notes)
    }

    fn understood(typed: &str) -> String {
        let (query, notes) = read(typed);
        assert_eq!(notes, Vec::<String>::new(), "{typed}");
        query
    }

    #[test]
    fn what_lawyers_type_is_understood() {
        assert_eq!(understood("Forced labour OR servitude"), "(forced labour) OR servitude");
        assert_eq!(understood("a AND b OR c AND NOT d"), "(a AND b) OR (c AND NOT d)");
        assert_eq!(understood("\"to be or not to be\" traffick*"), "\"to be or not to be\" traffick*");
        assert_eq!(understood("victim NEAR/5 \"consent of\""), "victim NEAR/5 \"consent of\"");
        assert_eq!(understood("consent -(sale goods)"), "consent NOT (sale goods)");
        assert_eq!(understood("non-punishment"), "non-punishment");
        assert_eq!(understood("forced and bonded"), "forced and bonded");
        assert_eq!(understood("“forced lab*”"), "\"forced lab*\"");
    }

    #[test]
    fn what_cannot_be_meant_is_left_out_and_said() {
        for (typed, left, said) in [
            ("AND passport", "passport", "`AND` with nothing to join"),
            ("passport OR", "passport", "`OR` with nothing to join"),
            ("(passport", "passport", "a bracket is not closed"),
            ("passport)", "passport", "closing bracket without"),
            ("\"travel documents", "\"travel documents\"", "not closed"),
            ("*port", "port", "a star counts only"),
            ("NEAR/5 passport", "passport", "`NEAR` with nothing to join"),
            ("a NEAR/x b", "a NEAR/5 b", "names no number"),
            ("a NEAR/3 (b OR c)", "a AND (b OR c)", "NEAR stands between words"),
            ("NOT", "", "`NOT` with nothing"),
            ("\"\"", "", "an empty phrase"),
        ] {
            let (query, notes) = read(typed);
            assert_eq!(query, left, "{typed}");
            assert!(notes.iter().any(|note| note.contains(said)), "{typed}: {notes:?}");
        }
    }

    #[test]
    fn nothing_typed_brings_it_down() {
        for typed in ["", "   ", "()", "((((", "))))", "body:*", "\\", "a:b:c", "- -", "\u{0}", "NEAR/99999999999999 a"]
        {
            let _ = parse(typed);
        }
        let _ = parse(&"(".repeat(100_000));
        let _ = parse(&"NOT ".repeat(100_000));
        let _ = parse(&"a OR ".repeat(100_000));
    }
}
