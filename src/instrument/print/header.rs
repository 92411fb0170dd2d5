//! The header of a printed extract: the facts that may stand in one.

use super::Printer;
use crate::instrument::statute::header::{is_date, is_id, is_jurisdiction, is_language};
use crate::instrument::{Facts, LawKind};

impl Printer<'_> {
    pub(super) fn facts(&mut self, facts: &Facts) {
        let kinds: Vec<&str> = facts.kinds.iter().copied().map(LawKind::name).collect();
        let year =
            facts.year.filter(|year| (1000..=2999).contains(year)).map_or(String::new(), |year| year.to_string());
        let title = [&facts.title, &facts.id].into_iter().find(|name| !name.trim().is_empty());
        self.header_line("id", fitting(&facts.id, is_id));
        self.header_line("jurisdiction", fitting(&facts.jurisdiction, is_jurisdiction));
        self.header_line("title", title.map_or("Untitled", String::as_str));
        self.header_line("number", &facts.number);
        self.header_line("year", &year);
        self.header_line("language", fitting(&facts.language, is_language));
        self.header_line("in-force", fitting(&facts.in_force, is_date));
        self.header_line("status", &facts.status);
        self.header_line("source", &facts.source);
        self.header_line("consulted", fitting(&facts.consulted, is_date));
        self.header_line("text", facts.text.name());
        self.header_line("kinds", &kinds.join(", "));
    }

    pub(super) fn header_line(&mut self, key: &str, value: &str) {
        if value.trim().is_empty() {
            return;
        }
        self.out.push_str(key);
        self.out.push_str(": ");
        self.words(value);
        self.out.push('\n');
    }
}

/// The value where it may stand in a header, otherwise nothing.
fn fitting(value: &str, fits: fn(&str) -> bool) -> &str {
    if fits(value) { value } else { "" }
}
