//! What a lawyer may get wrong in an extract: the table of codes, and the way from a mistake to a diagnostic.

use crate::diagnostic::{Diagnostic, Severity};
use crate::span::Span;

/// Defines the codes and the one table that names and weighs them.
macro_rules! codes {
    ($($variant:ident $severity:ident $name:literal)*) => {
        /// A kind of mistake. The names are permanent: people search for them and scripts filter by them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Code {
            $(#[doc = concat!("`", $name, "`")] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the reference.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The permanent name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// How much it weighs. What an official text may contain is at most a warning: every instrument
            /// can be printed as an extract and read again.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    MissingTitle Error "missing-title"
    MalformedHeaderLine Error "malformed-header-line"
    UnknownHeaderKey Error "unknown-header-key"
    DuplicateHeaderKey Error "duplicate-header-key"
    EmptyHeaderValue Warning "empty-header-value"
    MissingBlankLine Error "missing-blank-line"
    HeaderLineInBody Error "header-line-in-body"
    BadId Error "bad-id"
    BadJurisdiction Error "bad-jurisdiction"
    BadLanguage Error "bad-language"
    BadYear Error "bad-year"
    BadDate Error "bad-date"
    UnknownTextKind Error "unknown-text-kind"
    UnknownLawKind Error "unknown-law-kind"
    NoProvisions Error "no-provisions"
    TextBeforeFirstSection Warning "text-before-first-section"
    HeadingWithoutStop Error "heading-without-stop"
    UnclosedCrossHeading Error "unclosed-cross-heading"
    SectionWithoutLabel Warning "section-without-label"
    EmptySection Warning "empty-section"
    LongHeading Warning "long-heading"
    DuplicateSection Warning "duplicate-section"
    LabelOutOfOrder Warning "label-out-of-order"
    DuplicateLabel Warning "duplicate-label"
    UnclosedEnumerator Warning "unclosed-enumerator"
    ClosingWordsWithoutEnumeration Error "closing-words-without-enumeration"
    IndentationJump Error "indentation-jump"
    UnevenIndentation Error "uneven-indentation"
    NestedTooDeep Error "nested-too-deep"
    DedentedLine Warning "dedented-line"
    UnclosedQuoteInDefinition Warning "unclosed-quote-in-definition"
    TooManyMistakes Warning "too-many-mistakes"
}

/// One mistake at one place.
#[derive(Debug)]
struct Mistake {
    code: Code,
    at: Span,
    message: String,
    help: String,
}

/// The mistakes of one file, in the order in which they were noticed.
#[derive(Debug, Default)]
pub(super) struct Mistakes {
    found: Vec<Mistake>,
    untold: usize,
}

/// Beyond this number nobody reads on, and the file is probably not an extract at all.
const TOLD: usize = 100;

impl Mistakes {
    pub(super) fn add(&mut self, code: Code, at: Span, message: impl Into<String>, help: impl Into<String>) {
        if self.found.len() == TOLD {
            // An error must not hide behind a hundred warnings.
            let warning = self.found.iter().rposition(|m| m.code.severity() == Severity::Warning);
            self.untold += 1;
            match warning {
                Some(last) if code.severity() == Severity::Error => drop(self.found.remove(last)),
                _ => return,
            }
        }
        self.found.push(Mistake { code, at, message: message.into(), help: help.into() });
    }

    /// The diagnostics in the order of the file, each with its line and a caret.
    pub(super) fn into_diagnostics(mut self, file: &str, text: &str) -> Vec<Diagnostic> {
        self.found.sort_by_key(|mistake| mistake.at);
        let mut lines = LineCount::default();
        let mut told: Vec<_> = self.found.iter().map(|mistake| mistake.diagnostic(file, text, &mut lines)).collect();
        if self.untold > 0 {
            let message = format!("{} more mistakes are not listed", self.untold);
            let help = "Correct those above first, then run again.";
            told.push(Diagnostic::warning(Code::TooManyMistakes.name(), file, message).help(help));
        }
        told
    }
}

impl Mistake {
    fn diagnostic(&self, file: &str, text: &str, lines: &mut LineCount) -> Diagnostic {
        let plain = match self.code.severity() {
            Severity::Error => Diagnostic::error(self.code.name(), file, &self.message),
            Severity::Warning => Diagnostic::warning(self.code.name(), file, &self.message),
        };
        let line_start = text[..self.at.start].rfind('\n').map_or(0, |i| i + 1);
        let mut placed =
            plain.help(&self.help).at(&text[line_start..], self.at.start - line_start, self.at.end - line_start);
        placed.line = Some(lines.number_at(text, line_start));
        placed
    }
}

/// Counts lines in one pass over the text, whatever the number of mistakes.
#[derive(Default)]
struct LineCount {
    at: usize,
    breaks: usize,
}

impl LineCount {
    fn number_at(&mut self, text: &str, line_start: usize) -> usize {
        self.breaks += text.as_bytes()[self.at..line_start].iter().filter(|&&byte| byte == b'\n').count();
        self.at = line_start;
        self.breaks + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_in_kebab_case() {
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.name()).collect();
        assert!(names.iter().all(|name| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')));
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
    }

    #[test]
    fn an_error_is_told_after_a_flood_of_warnings() {
        let mut mistakes = Mistakes::default();
        for _ in 0..500 {
            mistakes.add(Code::LongHeading, Span::new(0, 1), "long", "shorten");
        }
        mistakes.add(Code::BadYear, Span::new(2, 3), "year", "correct");
        let told = mistakes.into_diagnostics("a.statute", "x\ny\n");
        assert_eq!(told.len(), TOLD + 1);
        assert_eq!((told[TOLD - 1].code.as_str(), told[TOLD - 1].line), ("bad-year", Some(2)));
    }
}
