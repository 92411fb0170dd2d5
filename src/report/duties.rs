//! The obligations themselves, as a list and one by one.

use super::foreign::plain;
use super::layout::{Face, Page};
use super::markdown::escape;
use super::words;
use crate::catalogue::{Examples, Obligation, Profile};
use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{Attribute, Cell, ColumnConstraint, ContentArrangement, LineStyle, Table};
use serde_json::{Value, json};
use std::fmt::Write;

/// A table for the terminal, by chapter.
#[must_use]
pub fn list(obligations: &[&Obligation], width: usize, colour: bool) -> String {
    let mut table = Table::new();
    table.load_style(UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none()));
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(u16::try_from(width).unwrap_or(u16::MAX));
    if colour {
        table.enforce_styling()
    } else {
        table.force_no_tty()
    };
    table.set_header(["Obligation", "Title", "Profile", "Plan", "Strength"]);
    for chapter in obligations.chunk_by(|a, b| a.chapter == b.chapter) {
        table.add_row([Cell::new(chapter[0].chapter.title().to_uppercase()).add_attribute(Attribute::Bold)]);
        for one in chapter {
            let plan = one.plan.join(", ");
            table.add_row([one.id.as_str(), &plain(&one.title), profile(one), &plan, words::verb(one.strength)]);
        }
    }
    table.set_constraints([ColumnConstraint::ContentWidth]);
    table.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// A table in Markdown.
#[must_use]
pub fn list_markdown(obligations: &[&Obligation]) -> String {
    let mut text =
        "| Chapter | Obligation | Title | Profile | Plan | Treaty | Strength |\n|---|---|---|---|---|---|---|\n"
            .to_owned();
    for one in obligations {
        let (plan, treaty) = (one.plan.join(", "), articles(one).join(", "));
        let cells =
            [one.chapter.title(), &one.id, &one.title, profile(one), &plan, &treaty, words::strength(one.strength)];
        let row: String = cells.iter().map(|cell| format!(" {} |", escape(cell))).collect();
        let _ = writeln!(text, "|{row}");
    }
    text
}

/// Everything about some obligations, for programs.
#[must_use]
pub fn json(obligations: &[&Obligation]) -> String {
    let all: Vec<Value> = obligations.iter().map(|one| value(one)).collect();
    serde_json::to_string_pretty(&all).unwrap_or_default() + "\n"
}

fn value(one: &Obligation) -> Value {
    let elements = one.elements.iter().map(|element| json!({ "id": element.id, "title": element.title }));
    let treaty = one.treaty.iter().map(|treaty| json!({ "article": treaty.article, "checked": treaty.checked }));
    let defects = one.defects.iter().map(|defect| json!({ "id": defect.id, "title": defect.title }));
    json!({
        "id": one.id,
        "title": one.title,
        "chapter": one.chapter.title(),
        "profile": profile(one),
        "statement": one.statement,
        "plan": one.plan,
        "treaty": treaty.collect::<Vec<_>>(),
        "strength": one.strength,
        "belongs_in": one.belongs_in,
        "elements": elements.collect::<Vec<_>>(),
        "defects": defects.collect::<Vec<_>>(),
        "questions": one.review.iter().map(|review| review.question.as_str()).collect::<Vec<_>>(),
        "advice": one.advice,
    })
}

/// One obligation, whole, for the terminal.
#[must_use]
pub fn explain(one: &Obligation, width: usize, colour: bool) -> String {
    let mut page = Page::new(width, colour);
    page.paragraph(0, 2, &[(Face::Strong, &one.title), (Face::Faint, &format!(" [{}]", one.id))]);
    page.line(2, Face::Plain, &one.statement);
    for Part { title, lines } in parts(one) {
        page.blank();
        page.line(0, Face::Strong, title);
        for (label, words) in lines {
            let label = if label.is_empty() { label } else { format!("{label}: ") };
            page.paragraph(2, 4, &[(Face::Faint, &label), (Face::Plain, &words)]);
        }
    }
    page.text
}

/// One obligation, whole, in Markdown.
#[must_use]
pub fn explain_markdown(one: &Obligation) -> String {
    let mut text = format!("# {}\n\n`{}`\n\n{}\n", escape(&one.title), one.id, escape(&one.statement));
    for Part { title, lines } in parts(one) {
        let _ = writeln!(text, "\n## {title}\n");
        for (label, words) in lines {
            let label = if label.is_empty() { label } else { format!("**{}:** ", escape(&label)) };
            let _ = writeln!(text, "- {label}{}", escape(&words));
        }
    }
    text
}

/// A heading with labelled lines beneath it.
struct Part {
    title: &'static str,
    lines: Vec<(String, String)>,
}

fn parts(one: &Obligation) -> Vec<Part> {
    let said = |label: &str, words: &str| (label.to_owned(), words.to_owned());
    let basis = vec![
        said("chapter", one.chapter.title()),
        said("profile", profile(one)),
        said("Plan", &one.plan.join(", ")),
        said("treaty", &articles(one).join(", ")),
        said("strength", words::strength(one.strength)),
        said("usually stands in", &words::laws(&one.belongs_in)),
    ];
    let reasons = &one.reasons;
    let reasons = [
        ("met", &reasons.met),
        ("partly met", &reasons.partial),
        ("missing", &reasons.missing),
        ("not supplied", &reasons.not_supplied),
        ("contrary", &reasons.contrary),
    ];
    let parts = [
        Part { title: "Basis", lines: basis },
        Part { title: "What is tested", lines: one.elements.iter().map(|e| said(&e.id, &e.title)).collect() },
        Part {
            title: "What the answers mean",
            lines: reasons.iter().filter_map(|(label, words)| words.as_ref().map(|words| said(label, words))).collect(),
        },
        Part { title: "Known defects", lines: one.defects.iter().map(|d| said(&d.id, &d.title)).collect() },
        Part { title: "Questions to the reader", lines: one.review.iter().map(|r| said("", &r.question)).collect() },
        Part { title: "Advice", lines: vec![said("", &one.advice)] },
        Part {
            title: "Examples",
            lines: one.examples.iter().flat_map(|(language, all)| examples(language, all)).collect(),
        },
    ];
    let filled = parts.into_iter().map(|mut part| {
        part.lines.retain(|(_, words)| !words.trim().is_empty());
        part
    });
    filled.filter(|part| !part.lines.is_empty()).collect()
}

fn examples(language: &str, all: &Examples) -> Vec<(String, String)> {
    let kinds = [("met", &all.met), ("partly met", &all.partial), ("contrary", &all.contrary), ("not met", &all.not)];
    let label = |kind: &str| format!("{kind} ({language})");
    kinds.iter().flat_map(|(kind, texts)| texts.iter().map(|text| (label(kind), text.clone()))).collect()
}

fn articles(one: &Obligation) -> Vec<String> {
    let mark = |checked: bool| if checked { "" } else { " (not yet checked)" };
    one.treaty.iter().map(|treaty| format!("{}{}", treaty.article, mark(treaty.checked))).collect()
}

const fn profile(one: &Obligation) -> &'static str {
    match one.profile {
        Profile::Core => "core",
        Profile::Full => "full",
    }
}
