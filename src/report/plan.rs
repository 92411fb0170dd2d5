//! The table of the Plan's paragraphs, in three forms.

use super::foreign::plain;
use super::layout::{Face, Page};
use super::markdown::escape;
use crate::catalogue::Plan;
use crate::catalogue::plan::Paragraph;
use serde_json::{Value, json};
use std::fmt::Write;

/// For reading in a terminal.
#[must_use]
pub fn terminal(plan: &Plan, width: usize, colour: bool) -> String {
    let mut page = Page::new(width, colour);
    for one in &plan.paragraphs {
        page.paragraph(
            0,
            LABEL,
            &[(Face::Strong, &plain(&one.paragraph)), (Face::Plain, &format!("  {}", plain(&one.about)))],
        );
        for (id, anchors) in &one.obligations {
            let anchors = format!("  {}", anchors.iter().map(|one| plain(one)).collect::<Vec<_>>().join(", "));
            page.paragraph(LABEL, LABEL + 2, &[(Face::Good, id), (Face::Faint, &anchors)]);
        }
        if let (Some(kind), Some(reason)) = (one.kind, &one.reason) {
            let kind = format!("{}: ", kind.title());
            page.paragraph(LABEL, LABEL + 2, &[(Face::Faint, &kind), (Face::Plain, &plain(reason))]);
        }
    }
    page.blank();
    page.line(0, Face::Plain, &summary(plan));
    page.text
}

/// Columns before everything that belongs to a paragraph.
const LABEL: usize = 4;

/// A table in Markdown.
#[must_use]
pub fn markdown(plan: &Plan) -> String {
    let mut text = "| Paragraph | About | Obligations | Otherwise |\n|---|---|---|---|\n".to_owned();
    for one in &plan.paragraphs {
        let ids: Vec<String> = one.obligations.keys().map(|id| format!("`{id}`")).collect();
        let cells = [escape(&one.paragraph), escape(&one.about), ids.join(", "), escape(&otherwise(one))];
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
    text + "\n" + &summary(plan) + "\n"
}

fn otherwise(one: &Paragraph) -> String {
    match (one.kind, &one.reason) {
        (Some(kind), Some(reason)) => format!("{}: {reason}", kind.title()),
        _ => String::new(),
    }
}

/// For programs.
#[must_use]
pub fn json(plan: &Plan) -> String {
    let value = |one: &Paragraph| json!({ "paragraph": one.paragraph, "about": one.about, "obligations": one.obligations, "kind": one.kind, "reason": one.reason });
    let all: Vec<Value> = plan.paragraphs.iter().map(value).collect();
    serde_json::to_string_pretty(&all).unwrap_or_default() + "\n"
}

/// "87 entries: 50 carry obligations, 37 carry none (…)."
fn summary(plan: &Plan) -> String {
    let bare = |one: &&Paragraph| one.obligations.is_empty();
    let kind = |asked: &str| {
        plan.paragraphs.iter().filter(bare).filter(|one| one.kind.is_some_and(|k| k.title() == asked)).count()
    };
    let all = plan.paragraphs.len();
    let none = plan.paragraphs.iter().filter(bare).count();
    format!(
        "{all} entries: {} carry obligations; {none} carry none ({} policy, {} UN level, {} preambular).",
        all - none,
        kind("policy"),
        kind("UN level"),
        kind("preambular")
    )
}
