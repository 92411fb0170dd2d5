//! A comparison as a document: what it does to the obligations first, then the provisions with their words.

use super::document::{
    Block, Document, Look, Part, Run, Table, Text, cell, heading, id, link, look, paragraph, plain, strong,
};
use super::words;
use super::{Outcome, SanctionReport};
use crate::compare::{Change, Comparison, Effect, EffectKind, PieceKind, ProvisionChange, Side, Stand};

/// An effect for a reader, with a sign for those who do not see colours.
#[must_use]
pub const fn effect(kind: EffectKind) -> &'static str {
    match kind {
        EffectKind::Opened => "▼ gap opened",
        EffectKind::Closed => "▲ gap closed",
        EffectKind::Supplied => "? other law supplied",
        EffectKind::Moved => "→ evidence moved",
        EffectKind::Unchanged => "= unchanged",
    }
}

const EFFECTS: [EffectKind; 5] =
    [EffectKind::Opened, EffectKind::Closed, EffectKind::Supplied, EffectKind::Moved, EffectKind::Unchanged];

/// A change of a provision for a reader.
#[must_use]
pub const fn change(change: Change) -> &'static str {
    match change {
        Change::Added => "added",
        Change::Removed => "removed",
        Change::Renumbered => "renumbered",
        Change::Changed => "changed",
    }
}

/// The comparisons as a document, one after the other.
#[must_use]
pub fn document(comparisons: &[Comparison]) -> Document {
    let names: Vec<&str> = comparisons.iter().map(|one| one.new.name.as_str()).collect();
    let mut document = Document { title: format!("Comparison: {}", names.join(", ")), parts: Vec::new() };
    document.parts.extend(comparisons.iter().flat_map(parts));
    document.parts.push(Part::new(
        "method".to_owned(),
        vec![heading(2, "How to read this"), Block::Items(METHOD.map(cell).to_vec()), paragraph(words::CAUTION)],
    ));
    document.settle_ids();
    document
}

const METHOD: [&str; 4] = [
    "Provisions are paired by their words, and by their number only where the words leave it open.",
    "A gap is opened or closed where the answer to an obligation gets worse or better, also where it gets so only in \
     part. Evidence has moved where the answer is the same and other words, or words at another place, carry it.",
    "What was missing because the law was not supplied, and is missing now that it was, is no new gap.",
    "Changes of headings and of words are shown; changes of punctuation, layout and notes are not.",
];

fn parts(one: &Comparison) -> Vec<Part> {
    let part = |name: &str, blocks| Part::new(id(&[&one.new.code, "part", name]), blocks);
    let mut parts = vec![part("cover", cover(one)), part("effects", effects(one))];
    if let Some(provisions) = &one.provisions {
        parts.push(part("provisions", list(one, provisions)));
        for (at, provision) in provisions.iter().enumerate() {
            parts.push(Part::new(provision_id(one, at), provision_blocks(provision)));
        }
    }
    parts
}

fn provision_id(one: &Comparison, at: usize) -> String {
    id(&[&one.new.code, "provision", &(at + 1).to_string()])
}

fn cover(one: &Comparison) -> Vec<Block> {
    let title = if one.old.name == one.new.name {
        one.new.name.clone()
    } else {
        format!("{} and {}", one.old.name, one.new.name)
    };
    let mut table = Table::new("The texts compared", ["Version", "Id", "Title", "Text", "File", "SHA-256"]);
    let mut rows = |label: &str, side: &Side| {
        for text in &side.instruments {
            let words =
                vec![cell(label), vec![look(Look::Code, &text.id)], cell(&text.title), cell(words::text(text.text))];
            table.rows.push([words, vec![cell(&text.file), vec![look(Look::Code, &text.sha256)]]].concat());
        }
    };
    rows("older", &one.old);
    rows("newer", &one.new);
    let mut blocks = vec![heading(1, format!("Comparison: {title}"))];
    if one.is_empty() {
        blocks.push(paragraph("Nothing differs."));
    }
    blocks.push(Block::Items(figures(one)));
    blocks.extend(table.block());
    blocks
}

/// How many provisions differ in which way, and how many obligations.
fn figures(one: &Comparison) -> Vec<Text> {
    let mut said = Vec::new();
    if let (Some(provisions), Some(unchanged)) = (&one.provisions, one.unchanged) {
        let count = |kind| provisions.iter().filter(|one| one.change == kind).count();
        let kinds = [Change::Added, Change::Removed, Change::Renumbered, Change::Changed];
        let counts: Vec<String> = kinds.map(|kind| format!("{} {}", count(kind), change(kind))).to_vec();
        said.push(vec![strong("Provisions: "), plain(format!("{}, {unchanged} unchanged", counts.join(", ")))]);
    }
    let count = |kind| one.effects.iter().filter(|one| one.effect == kind).count();
    let counts: Vec<String> = EFFECTS
        .iter()
        .filter(|kind| count(**kind) > 0)
        .map(|kind| format!("{} {}", count(*kind), effect(*kind)))
        .collect();
    said.push(vec![strong("Obligations: "), plain(counts.join(", "))]);
    said
}

fn effects(one: &Comparison) -> Vec<Block> {
    let mut blocks = vec![heading(2, "What it does to each obligation")];
    let mut table = Table::new("Effects on obligations", ["Obligation", "Effect", "Before", "Now", "What differs"]);
    for kind in EFFECTS.into_iter().filter(|kind| *kind != EffectKind::Unchanged) {
        table.rows.extend(one.effects.iter().filter(|effect| effect.effect == kind).map(effect_row));
    }
    if table.rows.is_empty() {
        blocks.push(paragraph(unread(one).unwrap_or("No answer differs, and no evidence has moved.")));
    }
    blocks.extend(table.block());
    let same: Vec<&str> =
        one.effects.iter().filter(|one| one.effect == EffectKind::Unchanged).map(|one| one.title.as_str()).collect();
    if !same.is_empty() {
        blocks.push(Block::Paragraph(vec![strong("Unchanged: "), plain(same.join("; "))]));
    }
    blocks.extend(sanctions(one));
    blocks
}

/// What is said of texts in which nothing could be looked for: that no answer differs would be no news of them.
fn unread(one: &Comparison) -> Option<&str> {
    let reason = one.effects.first().map(|effect| effect.reason.as_str())?;
    let open = |effect: &Effect| effect.new == Some(Outcome::NotSupplied) && effect.reason == reason;
    (one.effects.len() > 1 && one.effects.iter().all(open)).then_some(reason)
}

fn effect_row(one: &Effect) -> Vec<Text> {
    let answer = |outcome: Option<Outcome>| match outcome {
        Some(outcome) => format!("{} {}", words::sign(outcome), words::outcome(outcome)),
        None => "not asked".to_owned(),
    };
    let mut differs: Vec<String> = Vec::new();
    if one.old != one.new {
        differs.push(one.reason.clone());
    }
    let listed = [("found now", &one.gained), ("no longer found", &one.lost)];
    differs.extend(
        listed.iter().filter(|(_, all)| !all.is_empty()).map(|(label, all)| format!("{label}: {}", all.join("; "))),
    );
    if one.from != one.to {
        let said = |places: &[String]| if places.is_empty() { "nowhere".to_owned() } else { places.join(", ") };
        differs.push(format!("evidence: {} → {}", said(&one.from), said(&one.to)));
    } else if differs.is_empty() {
        differs.push(format!("other words in {}", one.to.join(", ")));
    }
    vec![
        cell(&one.title),
        vec![strong(effect(one.effect))],
        cell(answer(one.old)),
        cell(answer(one.new)),
        cell(differs.join(". ")),
    ]
}

fn sanctions(one: &Comparison) -> Vec<Block> {
    let mut table = Table::new("Sanctions of the base offence", ["Victim", "Before", "Now"]);
    let said = |one: &SanctionReport| match one.citation.as_str() {
        "" => "none found".to_owned(),
        citation => format!("{} ({citation})", words::sanction(one)),
    };
    one.sanctions.iter().for_each(|change| table.row([change.victim.clone(), said(&change.old), said(&change.new)]));
    let block = table.block();
    block.into_iter().flat_map(|block| [heading(3, "Sanctions of the base offence"), block]).collect()
}

fn list(one: &Comparison, provisions: &[ProvisionChange]) -> Vec<Block> {
    let mut table = Table::new("Provisions that differ", ["Change", "Before", "Now", "Where in it"]);
    for (at, provision) in provisions.iter().enumerate() {
        let stand = |stand: &Option<Stand>| stand.as_ref().map(named).unwrap_or_default();
        let mut cells = vec![vec![link(change(provision.change), provision_id(one, at))]];
        cells.extend([cell(stand(&provision.old)), cell(stand(&provision.new)), cell(shown(&provision.places))]);
        table.rows.push(cells);
    }
    std::iter::once(heading(2, "Provisions that differ")).chain(table.block()).collect()
}

fn shown(places: &[String]) -> String {
    match places.len() {
        0..=8 => places.join(", "),
        many => format!("{} and {} more", places[..7].join(", "), many - 7),
    }
}

fn named(stand: &Stand) -> String {
    let heading = if stand.heading.is_empty() { String::new() } else { format!(" {}", stand.heading) };
    format!("{}{heading} [{}]", stand.citation, stand.instrument)
}

fn provision_blocks(provision: &ProvisionChange) -> Vec<Block> {
    let citation = |stand: &Option<Stand>| stand.as_ref().map(|stand| stand.citation.clone());
    let place = match (citation(&provision.old), citation(&provision.new)) {
        (Some(old), Some(new)) if old != new => format!("{old} → {new}"),
        (_, Some(place)) | (Some(place), None) => place,
        (None, None) => String::new(),
    };
    let mut blocks = vec![heading(3, format!("{place}: {}", change(provision.change)))];
    let mut words: Vec<Run> = Vec::new();
    for piece in &provision.words {
        if !words.is_empty() {
            words.push(plain(" "));
        }
        words.push(match piece.kind {
            PieceKind::Kept => plain(&piece.words),
            PieceKind::Dropped => look(Look::Deleted, &piece.words),
            PieceKind::Added => look(Look::Inserted, &piece.words),
        });
    }
    blocks.push(Block::Quotation(words));
    blocks
}
