//! The handbook of obligations (`docs/obligations.md`): one page for each, written out from the catalogue.

use super::markdown::escape;
use super::{plan, words};
use crate::catalogue::obligation::{Chapter, Defect};
use crate::catalogue::{Examples, Obligation, Plan, Profile};
use std::fmt::Write;

/// The whole handbook: every obligation by chapter, then the table of the Plan.
#[must_use]
pub fn markdown(obligations: &[&Obligation], table: &Plan) -> String {
    let core = obligations.iter().filter(|one| one.profile == Profile::Core).count();
    let defects: usize = obligations.iter().map(|one| one.defects.len()).sum();
    let mut text = format!(
        "# Obligations\n\n<!-- Written by `lacuna obligations --format markdown --full`; change the catalogue, not this file. -->\n\n\
         {} obligations, {core} of them in the core profile, with {defects} named defects. Each page says what the State owes, \
         with which verb, from which text, what a law must say, where laws commonly fall short, and gives a provision that \
         satisfies it and one that does not, all in our own words. An article marked *not yet checked* still has to be \
         held against the text of the treaty.\n",
        obligations.len()
    );
    contents(obligations, &mut text);
    let mut chapter = None;
    for one in obligations {
        if chapter != Some(one.chapter) {
            chapter = Some(one.chapter);
            let _ = write!(text, "\n## {}\n", one.chapter.title());
        }
        page(one, &mut text);
    }
    if !table.paragraphs.is_empty() {
        let _ = write!(text, "\n## The Plan, paragraph by paragraph\n\n{}", plan::markdown(table));
    }
    text
}

fn contents(obligations: &[&Obligation], text: &mut String) {
    let by_chapter = obligations.chunk_by(|a, b| a.chapter == b.chapter);
    for chapter in by_chapter {
        let links: Vec<String> = chapter.iter().map(|one| format!("[{}](#{})", escape(&one.title), one.id)).collect();
        let _ = write!(text, "\n**{}**: {}\n", Chapter::title(chapter[0].chapter), links.join(" · "));
    }
}

fn page(one: &Obligation, text: &mut String) {
    let profile = if one.profile == Profile::Core { "core" } else { "full" };
    let _ = write!(text, "\n<a id=\"{}\"></a>\n\n### {}\n\n", one.id, escape(&one.title));
    let _ = write!(text, "`{}` · {profile} profile\n\n{}\n\n", one.id, escape(one.statement.trim()));
    line(text, "Verb", words::strength(one.strength));
    line(text, "In the Plan", &one.plan.join(", "));
    line(text, "In the treaties", &articles(one));
    let laws = if one.belongs_in.is_empty() {
        "often policy rather than law".to_owned()
    } else {
        words::laws(&one.belongs_in)
    };
    line(text, "Usually stands in", &laws);
    list(text, "What a law must say", one.elements.iter().map(|e| format!("{} (`{}`)", escape(&e.title), e.id)));
    list(text, "What the answers mean", answers(one).into_iter());
    list(text, "Common defects", one.defects.iter().map(defect));
    list(text, "Questions left to the reader", one.review.iter().map(|r| escape(r.question.trim())));
    let _ = write!(text, "\n**Advice.** {}\n", escape(one.advice.trim()));
    for (language, all) in &one.examples {
        examples(text, language, all);
    }
}

fn line(text: &mut String, label: &str, words: &str) {
    if !words.is_empty() {
        let _ = writeln!(text, "- **{label}:** {}", escape(words));
    }
}

fn list(text: &mut String, title: &str, items: impl Iterator<Item = String>) {
    let items: Vec<String> = items.map(|item| format!("- {item}\n")).collect();
    if !items.is_empty() {
        let _ = write!(text, "\n**{title}**\n\n{}", items.concat());
    }
}

fn articles(one: &Obligation) -> String {
    let mark = |checked: bool| if checked { "" } else { " (not yet checked)" };
    one.treaty.iter().map(|t| format!("{}{}", t.article, mark(t.checked))).collect::<Vec<_>>().join(", ")
}

fn answers(one: &Obligation) -> Vec<String> {
    let reasons = &one.reasons;
    let all = [
        ("met", &reasons.met),
        ("partly met", &reasons.partial),
        ("contrary", &reasons.contrary),
        ("missing", &reasons.missing),
        ("not supplied", &reasons.not_supplied),
    ];
    let said = all.into_iter().filter_map(|(label, reason)| reason.as_ref().map(|reason| (label, reason)));
    said.map(|(label, reason)| format!("*{label}*: {}", escape(reason.trim()))).collect()
}

fn defect(defect: &Defect) -> String {
    format!("`{}`: {}. {}", defect.id, escape(defect.title.trim_end_matches('.')), escape(defect.explanation.trim()))
}

/// One provision of each kind.
fn examples(text: &mut String, language: &str, all: &Examples) {
    let kinds = [
        ("Satisfies it", &all.met),
        ("Satisfies part of it", &all.partial),
        ("Says the opposite", &all.contrary),
        ("Does not satisfy it", &all.not),
    ];
    for (title, list) in kinds {
        if let Some(example) = list.first() {
            let quoted: Vec<String> = example.lines().map(|line| format!("> {}", escape(line))).collect();
            let _ = write!(text, "\n{title} ({language}):\n\n{}\n", quoted.join("\n>\n"));
        }
    }
}
