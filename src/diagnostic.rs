//! What Lacuna has to say about a file the user wrote or supplied: collected, located, with advice.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How much a diagnostic weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The file, or the part named, could not be used.
    Error,
    /// It was used, but something in it may make the answers less complete.
    Warning,
}

/// One remark about one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Diagnostic {
    /// How much it weighs.
    pub severity: Severity,
    /// A permanent name in kebab-case, such as `unreadable-file`.
    pub code: String,
    /// What was found, in the reader's words.
    pub message: String,
    /// The path of the file as given.
    pub file: String,
    /// First line, from 1, where there is a place to name.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub line: Option<usize>,
    /// First column in characters, from 1.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub column: Option<usize>,
    /// The line itself with a caret under the place, already drawn.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub excerpt: Option<String>,
    /// What to do next.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error about a file as a whole.
    #[must_use]
    pub fn error(code: &str, file: &str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, file, message.into())
    }

    /// A warning about a file as a whole.
    #[must_use]
    pub fn warning(code: &str, file: &str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, file, message.into())
    }

    fn new(severity: Severity, code: &str, file: &str, message: String) -> Self {
        let (code, file) = (code.to_owned(), file.to_owned());
        Self { severity, code, message, file, line: None, column: None, excerpt: None, help: None }
    }

    /// Adds what to do next.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Points at bytes `start..end` of `text`: line, column and an excerpt with a caret.
    #[must_use]
    pub fn at(mut self, text: &str, start: usize, end: usize) -> Self {
        let start = floor_char(text, start);
        let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
        let before = &text[line_start..start];
        let marked = text[start..floor_char(text, end.clamp(start, line_end))].chars().count().max(1);
        self.line = Some(text[..line_start].matches('\n').count() + 1);
        self.column = Some(before.chars().count() + 1);
        self.excerpt = Some(excerpt(before, &text[start..line_end], marked));
        self
    }
}

/// The longest stretch of a line, in characters, that an excerpt shows on either side of its place.
const EXCERPT: usize = 60;

fn excerpt(before: &str, after: &str, marked: usize) -> String {
    let skip = before.chars().count().saturating_sub(EXCERPT);
    let lead: String = before.chars().skip(skip).map(plain).collect();
    let rest: String = after.trim_end().chars().take(EXCERPT.max(marked.min(EXCERPT * 2))).map(plain).collect();
    let dots = if skip > 0 { "…" } else { "" };
    let indent = " ".repeat(dots.chars().count() + lead.chars().count());
    format!("{dots}{lead}{rest}\n{indent}{}", "^".repeat(marked.min(rest.chars().count().max(1))))
}

/// Control characters of a foreign text must not reach a terminal.
fn plain(c: char) -> char {
    if c.is_control() { ' ' } else { c }
}

fn floor_char(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
