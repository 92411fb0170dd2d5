//! Diagnostics as people read them in a terminal.

use super::foreign::{plain, plain_lines};
use crate::diagnostic::{Diagnostic, Severity};
use std::fmt::Write;

/// One diagnostic as several lines: what, where, the line itself, what to do.
#[must_use]
pub fn render(diagnostic: &Diagnostic, colour: bool) -> String {
    let word = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let style = match (colour, diagnostic.severity) {
        (false, _) => anstyle::Style::new(),
        (true, Severity::Error) => anstyle::AnsiColor::Red.on_default().bold(),
        (true, Severity::Warning) => anstyle::AnsiColor::Yellow.on_default().bold(),
    };
    let mut text = format!("{style}{word}[{}]{style:#}: {}\n", diagnostic.code, plain(&diagnostic.message));
    let line = diagnostic.line.map(|line| line.to_string());
    let gutter = " ".repeat(line.as_ref().map_or(1, String::len));
    let _ = writeln!(text, "{gutter}--> {}", place(diagnostic));
    if let Some(excerpt) = &diagnostic.excerpt {
        let _ = writeln!(text, "{gutter} |");
        for (index, row) in plain_lines(excerpt).lines().enumerate() {
            let number = if index == 0 { line.as_deref().unwrap_or(" ") } else { &gutter };
            let _ = writeln!(text, "{number} | {row}");
        }
    }
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(text, "{gutter} = help: {}", plain(help));
    }
    text
}

/// The file with line and column, as editors understand it.
#[must_use]
pub fn place(diagnostic: &Diagnostic) -> String {
    let file = plain(&diagnostic.file);
    match (diagnostic.line, diagnostic.column) {
        (Some(line), Some(column)) => format!("{file}:{line}:{column}"),
        (Some(line), None) => format!("{file}:{line}"),
        _ => file,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diagnostic_shows_the_line_and_what_to_do() {
        let diagnostic = Diagnostic::error("unknown-key", "a.yaml", "`naem` is not a key that belongs here")
            .at("code: abc\nnaem: x\n", 10, 14)
            .help("did you mean `name`?");
        let expected = "error[unknown-key]: `naem` is not a key that belongs here\n \
                        --> a.yaml:2:1\n  |\n2 | naem: x\n  | ^^^^\n  = help: did you mean `name`?\n";
        assert_eq!(render(&diagnostic, false), expected);
    }

    #[test]
    fn a_diagnostic_about_a_whole_file_names_it() {
        let text = render(&Diagnostic::warning("odd", "a\u{1b}.md", "why"), true);
        assert!(text.contains("\n --> a␛.md\n"), "{text:?}");
        assert!(text.starts_with("\u{1b}["));
    }
}
