//! JSON as values that know where they stand in the file.
//!
//! Strings are kept as places and decoded only when they are law, so that each word can be led back to its bytes.

use crate::span::Span;

/// Deeper nesting than this is no list of provisions.
const DEEPEST: usize = 200;

/// A JSON value.
#[derive(Debug)]
pub(super) enum Value {
    /// A string: the bytes between its quotation marks.
    Text(Span),
    /// A number, `true`, `false` or `null`: its bytes.
    Plain(Span),
    /// An array.
    List(Vec<Value>),
    /// An object, in the order of the file.
    Object(Vec<(String, Value)>),
}

/// What is wrong, and where.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) at: usize,
    pub(super) message: &'static str,
}

/// Reads a whole JSON document.
pub(super) fn parse(text: &str) -> Result<Value, Fault> {
    let mut parser = Parser { text, at: 0 };
    let value = parser.value(0)?;
    parser.space();
    if parser.at < text.len() {
        return Err(parser.fault("more text follows the end of the JSON document"));
    }
    Ok(value)
}

impl Value {
    /// The value under the first of `keys` that the object has.
    pub(super) fn get(&self, keys: &[&str]) -> Option<&Value> {
        let Self::Object(members) = self else { return None };
        keys.iter().find_map(|key| members.iter().find(|(name, _)| name == key).map(|(_, value)| value))
    }

    /// The decoded string, or the figure, under the first of `keys` that holds one.
    pub(super) fn string(&self, keys: &[&str], text: &str) -> Option<String> {
        keys.iter().find_map(|key| match self.get(&[key])? {
            Self::Text(span) => Some(decode(text, *span)).filter(|s| !s.trim().is_empty()),
            Self::Plain(span) => Some(span.of(text).to_owned()).filter(|s| s.starts_with(|c: char| c.is_ascii_digit())),
            _ => None,
        })
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl Parser<'_> {
    fn fault(&self, message: &'static str) -> Fault {
        Fault { at: self.at, message }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while self.peek().is_some_and(|b| matches!(b, b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn value(&mut self, depth: usize) -> Result<Value, Fault> {
        if depth > DEEPEST {
            return Err(self.fault("the arrays and objects are nested too deeply"));
        }
        self.space();
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.list(depth),
            Some(b'"') => Ok(Value::Text(self.string()?)),
            Some(b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => self.plain(),
            Some(_) => Err(self.fault("a value was expected here")),
            None => Err(self.fault("the file ends in the middle of the JSON document")),
        }
    }

    fn plain(&mut self) -> Result<Value, Fault> {
        let start = self.at;
        let inside = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'+' | b'.');
        while self.peek().is_some_and(inside) {
            self.at += 1;
        }
        let span = Span::new(start, self.at);
        let words = span.of(self.text);
        if matches!(words, "true" | "false" | "null") || words.parse::<f64>().is_ok() {
            return Ok(Value::Plain(span));
        }
        self.at = start;
        Err(self.fault("this is neither a number nor true, false or null"))
    }

    fn list(&mut self, depth: usize) -> Result<Value, Fault> {
        let mut values = Vec::new();
        self.at += 1;
        self.space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Value::List(values));
        }
        loop {
            values.push(self.value(depth + 1)?);
            if self.ends(b']')? {
                return Ok(Value::List(values));
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, Fault> {
        let mut members = Vec::new();
        self.at += 1;
        self.space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Value::Object(members));
        }
        loop {
            self.space();
            if self.peek() != Some(b'"') {
                return Err(self.fault("the name of a member, in quotation marks, was expected here"));
            }
            let name = self.string()?;
            self.space();
            if self.peek() != Some(b':') {
                return Err(self.fault("a colon was expected after the name of the member"));
            }
            self.at += 1;
            members.push((decode(self.text, name), self.value(depth + 1)?));
            if self.ends(b'}')? {
                return Ok(Value::Object(members));
            }
        }
    }

    /// Reads the comma that goes on or the bracket that ends.
    fn ends(&mut self, close: u8) -> Result<bool, Fault> {
        self.space();
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                Ok(false)
            }
            Some(b) if b == close => {
                self.at += 1;
                Ok(true)
            }
            Some(_) => Err(self.fault("a comma or a closing bracket was expected here")),
            None => Err(self.fault("the file ends in the middle of the JSON document")),
        }
    }

    fn string(&mut self) -> Result<Span, Fault> {
        self.at += 1;
        let start = self.at;
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => self.escape()?,
                Some(_) => self.at += 1,
                None => return Err(self.fault("the file ends inside a string")),
            }
        }
        self.at += 1;
        Ok(Span::new(start, self.at - 1))
    }

    fn escape(&mut self) -> Result<(), Fault> {
        let next = self.text.as_bytes().get(self.at + 1);
        let length = match next {
            Some(b'u') => {
                let digits = self.text.as_bytes().get(self.at + 2..self.at + 6);
                if !digits.is_some_and(|d| d.iter().all(u8::is_ascii_hexdigit)) {
                    return Err(self.fault("\\u must be followed by four hexadecimal digits"));
                }
                6
            }
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => 2,
            _ => return Err(self.fault("this escape is not known in JSON")),
        };
        self.at += length;
        Ok(())
    }
}

/// The pieces of a string: words as they stand, and escapes with what they stand for.
pub(super) fn pieces(text: &str, span: Span) -> impl Iterator<Item = (Span, Option<char>)> + '_ {
    let mut at = span.start;
    std::iter::from_fn(move || {
        if at >= span.end {
            return None;
        }
        let start = at;
        let rest = &text[at..span.end];
        if !rest.starts_with('\\') {
            at = rest.find('\\').map_or(span.end, |i| start + i);
            return Some((Span::new(start, at), None));
        }
        let (c, length) = unescape(rest);
        at += length;
        Some((Span::new(start, at), Some(c)))
    })
}

/// The character an escape at the start of `text` stands for, and its length; the escape is known to be whole.
fn unescape(text: &str) -> (char, usize) {
    let unit = |at: usize| text.get(at + 2..at + 6).and_then(|d| u32::from_str_radix(d, 16).ok());
    match text.as_bytes().get(1) {
        Some(b'n') => ('\n', 2),
        Some(b't') => ('\t', 2),
        Some(b'r') => ('\r', 2),
        Some(b'b') => ('\u{8}', 2),
        Some(b'f') => ('\u{c}', 2),
        Some(b'u') => {
            let high = unit(0).unwrap_or(0xFFFD);
            let low = text[6..].starts_with("\\u").then(|| unit(6)).flatten();
            match (high, low) {
                (0xD800..=0xDBFF, Some(low @ 0xDC00..=0xDFFF)) => {
                    let code = 0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00);
                    (char::from_u32(code).unwrap_or('\u{FFFD}'), 12)
                }
                _ => (char::from_u32(high).unwrap_or('\u{FFFD}'), 6),
            }
        }
        Some(other) => (char::from(*other), 2),
        None => ('\\', 1),
    }
}

/// The string as the author wrote it.
pub(super) fn decode(text: &str, span: Span) -> String {
    let mut decoded = String::with_capacity(span.len());
    for (piece, escaped) in pieces(text, span) {
        match escaped {
            Some(c) => decoded.push(c),
            None => decoded.push_str(piece.of(text)),
        }
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone() {
        let text = r#""a\"b\n\u201cc\u201d \ud83d\ude00 \ud83d""#;
        let Ok(Value::Text(span)) = parse(text) else { panic!("a string") };
        assert_eq!(decode(text, span), "a\"b\n“c” 😀 \u{FFFD}");
        assert_eq!(decode(text, span).replace('\u{FFFD}', ""), "a\"b\n“c” 😀 ");
    }

    #[test]
    fn faults_are_located() {
        for (text, at) in [("{\"a\": }", 6), ("[1 2]", 3), ("\"abc", 4), ("[1] x", 4), ("", 0), ("{\"a\":\"\\q\"}", 6)]
        {
            assert_eq!(parse(text).map_err(|fault| fault.at).err(), Some(at), "{text}");
        }
    }

    #[test]
    fn deep_nesting_is_a_fault_and_no_crash() {
        let text = "[".repeat(10_000);
        assert_eq!(parse(&text).err().map(|f| f.message), Some("the arrays and objects are nested too deeply"));
    }
}
