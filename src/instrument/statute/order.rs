//! The run of section numbers through a file: what is numbered twice, and what runs backwards.

use super::mistake::{Code, Mistakes};
use crate::span::Span;
use std::collections::BTreeSet;

/// The sections seen so far in the body, or in the schedule at hand.
#[derive(Default)]
pub(super) struct Order {
    seen: BTreeSet<String>,
    last: Option<u64>,
    divided: bool,
}

impl Order {
    /// A division begins: numbers may start again under it, as articles do in the titles of some codes.
    pub(super) fn divide(&mut self, is_schedule: bool) {
        self.divided = true;
        if is_schedule {
            *self = Self::default();
        }
    }

    /// Takes the next section, whose line stands at `at`.
    pub(super) fn take(&mut self, label: &str, at: Span, mistakes: &mut Mistakes) {
        let number = leading_number(label);
        let starts_again = self.divided && number == Some(1) && self.last.is_some_and(|last| last > 1);
        if starts_again {
            *self = Self::default();
        }
        self.divided = false;
        if !self.seen.insert(label.to_owned()) {
            let help =
                "Correct the number against the official text; two sections with one number cannot be told apart.";
            return mistakes.add(Code::DuplicateSection, at, format!("there is already a section {label}"), help);
        }
        if let (Some(number), Some(last)) = (number, self.last)
            && number < last
        {
            let message = format!("section {label} follows section {last}");
            let help = "Check the number, and that the sections are in the order of the official text.";
            mistakes.add(Code::LabelOutOfOrder, at, message, help);
        }
        self.last = number.or(self.last);
    }
}

fn leading_number(label: &str) -> Option<u64> {
    let figures = label.bytes().take_while(u8::is_ascii_digit).count();
    label[..figures].parse().ok()
}
