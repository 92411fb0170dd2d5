//! What may be wrong with the indentation and the enumerators of a section. Nothing here changes what is read.

use super::body::{Body, Line, Open};
use super::mistake::Code;
use crate::span::Span;

/// Deeper nesting is no law but a broken file; the bound also keeps every later step from running out of stack.
const DEEPEST: usize = 50;

impl Body<'_, '_> {
    pub(super) fn check_jump(&mut self, line: &Line, level: usize) {
        let deepest = self.open.last().map_or(0, |open| open.level).max(self.above) + 1;
        if level > deepest {
            let message = "this line is indented by more than one level below the provision above it";
            let help = format!("Indent it by {} spaces, or add the provision in which it stands.", deepest * 2);
            self.mistakes.add(Code::IndentationJump, Span::new(line.start, line.words.start), message, help);
        }
    }

    pub(super) fn check_depth(&mut self, line: &Line) {
        if self.open.len() < DEEPEST || self.told.too_deep {
            return;
        }
        self.told.too_deep = true;
        let message = format!("provisions are nested more than {DEEPEST} levels deep");
        let help = "Check the indentation: provisions of the same rank are indented alike.";
        self.mistakes.add(Code::NestedTooDeep, Span::new(line.start, line.words.start), message, help);
    }

    pub(super) fn check_repeated(&mut self, at: Span, label: &str, sibling: Option<Open>) {
        if label.is_empty() || sibling.is_none_or(|before| before.label != Some(label)) {
            return;
        }
        let message = format!("{} follows another provision with the same label", at.of(self.text));
        self.mistakes.add(
            Code::DuplicateLabel,
            at,
            message,
            "Correct one of the two labels against the official text.",
        );
    }

    /// A dedented line that begins a sentence is plain enough; another may only have been broken by the page.
    pub(super) fn check_dedent(&mut self, line: &Line) {
        if self.told.dedented || !line.words.of(self.text).starts_with(char::is_lowercase) {
            return;
        }
        self.told.dedented = true;
        let message = "this line stands further left than the list above it and is read as closing it";
        let help =
            "If it closes the list, begin it with `…`. If it goes on from the line above, indent it as far as that.";
        self.mistakes.add(Code::DedentedLine, Span::new(line.start, line.words.end), message, help);
    }

    pub(super) fn check_bracket(&mut self, line: &Line) {
        let words = line.words.of(self.text);
        let Some(inner) = words.strip_prefix('(') else { return };
        let length = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let label = &inner[..length];
        let tight = label.len() == 1 || label.bytes().any(|byte| byte.is_ascii_digit());
        if !tight || length > 4 || words.contains(')') || !inner[length..].starts_with([' ', ']', '}', '.']) {
            return;
        }
        let message = format!("`({label}` looks like an enumerator whose bracket is not closed");
        let at = Span::new(line.start, line.start + 1 + length);
        self.mistakes.add(Code::UnclosedEnumerator, at, message, format!("Write `({label})`."));
    }
}
