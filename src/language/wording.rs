//! The little language in which lawyers write wordings, and what it is compiled to.
//!
//! `abuse of [a|the] position of vulnerab*`, `(prison|gaol)`, `not .. exceeding`, `# years`: words, stems, options,
//! alternatives, gaps and numbers. See `docs/wording.md`.

use super::token::words;

/// A parsed wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wording {
    /// One exact word.
    Word(String),
    /// Any word with this beginning.
    Stem(String),
    /// A number in figures or words.
    Number,
    /// Up to so many words of any kind, within one sentence.
    Gap(u8),
    /// One after the other.
    Sequence(Vec<Wording>),
    /// Any one of them.
    Either(Vec<Wording>),
    /// There or not.
    Optional(Box<Wording>),
}

/// Reads one wording.
///
/// # Errors
/// A sentence saying what is wrong with it and at which character.
pub fn parse(source: &str) -> Result<Wording, String> {
    let mut parser = Parser { rest: source, source };
    let wording = parser.alternatives(&[])?;
    if !parser.rest.is_empty() {
        return Err(format!("`{}` closes nothing (character {})", &parser.rest[..1], parser.place()));
    }
    if begins_or_ends_open(&wording) {
        return Err("a wording must begin and end with a word, not with a gap or an option alone".to_owned());
    }
    Ok(wording)
}

/// The longest gap a wording may ask for, in words.
const LONGEST_GAP: u8 = 30;

struct Parser<'s> {
    rest: &'s str,
    source: &'s str,
}

impl Parser<'_> {
    fn place(&self) -> usize {
        self.source.len() - self.rest.len() + 1
    }

    fn alternatives(&mut self, closers: &[char]) -> Result<Wording, String> {
        let mut options = vec![self.sequence(closers)?];
        while self.rest.starts_with('|') {
            self.rest = &self.rest[1..];
            options.push(self.sequence(closers)?);
        }
        Ok(if options.len() == 1 { options.remove(0) } else { Wording::Either(options) })
    }

    fn sequence(&mut self, closers: &[char]) -> Result<Wording, String> {
        let mut parts = Vec::new();
        loop {
            self.rest = self.rest.trim_start();
            match self.rest.chars().next() {
                None => break,
                Some(c) if c == '|' || closers.contains(&c) => break,
                Some('(') => parts.push(self.group(')')?),
                Some('[') => parts.push(Wording::Optional(Box::new(self.group(']')?))),
                Some(')' | ']') => break,
                Some(_) => self.atom(&mut parts)?,
            }
        }
        match parts.len() {
            0 => Err(format!("nothing stands at character {}", self.place())),
            1 => Ok(parts.remove(0)),
            _ => Ok(Wording::Sequence(parts)),
        }
    }

    fn group(&mut self, closer: char) -> Result<Wording, String> {
        let opened = self.place();
        self.rest = &self.rest[1..];
        let inside = self.alternatives(&[closer])?;
        if !self.rest.starts_with(closer) {
            return Err(format!("the bracket at character {opened} is not closed"));
        }
        self.rest = &self.rest[1..];
        Ok(inside)
    }

    fn atom(&mut self, parts: &mut Vec<Wording>) -> Result<(), String> {
        let end = self.rest.find([' ', '(', ')', '[', ']', '|', '\t', '\n']).unwrap_or(self.rest.len());
        let (atom, rest) = self.rest.split_at(end);
        let place = self.place();
        self.rest = rest;
        if atom == "#" {
            parts.push(Wording::Number);
            return Ok(());
        }
        if let Some(width) = atom.strip_prefix("..") {
            let width = if width.is_empty() { Ok(4) } else { width.parse::<u8>() };
            return match width {
                Ok(width) if width <= LONGEST_GAP => {
                    parts.push(Wording::Gap(width));
                    Ok(())
                }
                _ => Err(format!("`{atom}` at character {place} is no gap: write `..` or `..8`")),
            };
        }
        let (text, stem) = atom.strip_suffix('*').map_or((atom, false), |text| (text, true));
        if text.contains('*') {
            return Err(format!("`*` stands only at the end of a word (character {place})"));
        }
        let mut inside = words(text);
        let Some(last) = inside.pop() else {
            return Err(format!("`{atom}` at character {place} is no word"));
        };
        parts.extend(inside.into_iter().map(Wording::Word));
        parts.push(if stem { Wording::Stem(last) } else { Wording::Word(last) });
        Ok(())
    }
}

fn begins_or_ends_open(wording: &Wording) -> bool {
    match wording {
        Wording::Gap(_) | Wording::Optional(_) => true,
        Wording::Sequence(parts) => {
            matches!(parts.first(), Some(Wording::Gap(_)))
                || matches!(parts.last(), Some(Wording::Gap(_)))
                || parts.iter().all(|part| matches!(part, Wording::Gap(_) | Wording::Optional(_)))
        }
        Wording::Either(options) => options.iter().any(begins_or_ends_open),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_construct_is_read() {
        let word = |w: &str| Wording::Word(w.to_owned());
        let got = parse("abuse of [a|the] posi* .. (need|no means) # years").expect("it is well formed");
        let expected = Wording::Sequence(vec![
            word("abuse"),
            word("of"),
            Wording::Optional(Box::new(Wording::Either(vec![word("a"), word("the")]))),
            Wording::Stem("posi".to_owned()),
            Wording::Gap(4),
            Wording::Either(vec![word("need"), Wording::Sequence(vec![word("no"), word("means")])]),
            Wording::Number,
            word("years"),
        ]);
        assert_eq!(got, expected);
    }

    #[test]
    fn mistakes_are_named_with_their_place() {
        for (source, expected) in [
            ("abuse (of", "not closed"),
            ("*ing", "only at the end"),
            (".. power", "begin and end"),
            ("a b)", "closes nothing"),
            ("a ..99 b", "no gap"),
            ("", "nothing stands"),
        ] {
            let message = parse(source).expect_err(source);
            assert!(message.contains(expected), "{source}: {message}");
        }
    }
}
