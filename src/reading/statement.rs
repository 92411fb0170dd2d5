//! Whole sentences: a provision with a chapeau, items and closing words read as a lawyer reads it.
//!
//! "A person who — (a) recruits …; or (b) transports …, commits an offence" is two statements: chapeau, item (a) and
//! closing words; chapeau, item (b) and closing words. The pieces are *passages*; each is scanned once, and only the
//! joints between pieces are looked at again.

use super::concepts::ConceptSet;
use super::operative::{Role, roles};
use crate::instrument::{Content, Instrument, Level, ProvisionId};
use crate::language::Pack;
use crate::language::matcher::Mention;
use crate::language::token::{Break, Token, tokens};
use crate::span::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// One sentence, or part of one, that stands in one run of a provision's own words.
#[derive(Clone, Debug)]
pub struct Passage {
    /// The provision whose words they are.
    pub provision: ProvisionId,
    /// Its words.
    pub tokens: Range<usize>,
    /// What they mention.
    pub mentions: Vec<Mention>,
    /// The same, as a set.
    pub concepts: ConceptSet,
    /// True where it begins on a line of its own after a semicolon, in small letters: closing words of a list, perhaps.
    pub tail: bool,
}

/// Index of a passage in its text.
pub type PassageId = usize;

/// One sentence as a lawyer reads it.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The narrowest provision it runs through: the item, or the provision itself.
    pub provision: ProvisionId,
    /// Its passages in reading order: chapeaux, the item, closing words.
    pub parts: Vec<PassageId>,
    /// Which of the parts is the item's own.
    pub own: PassageId,
    /// Mentions that run across the joint of two parts, placed on their second part.
    pub joints: Vec<Mention>,
    /// Everything it mentions.
    pub concepts: ConceptSet,
    /// What the words are for.
    pub role: Role,
}

/// One instrument with its words, passages and statements.
#[derive(Debug)]
pub struct Text<'a> {
    /// The instrument.
    pub instrument: &'a Instrument,
    /// The language pack it is read with.
    pub pack: &'a Pack,
    /// All words of its provisions' own texts.
    pub tokens: Vec<Token>,
    /// All passages, in document order.
    pub passages: Vec<Passage>,
    /// All statements, in document order.
    pub statements: Vec<Statement>,
    /// For each provision, what its words are for.
    pub roles: Vec<Role>,
    /// For each provision, the concepts its heading mentions.
    pub headings: Vec<ConceptSet>,
    /// For each provision, the section it stands in.
    pub sections: Vec<ProvisionId>,
    /// For each provision, the last provision inside it.
    ends: Vec<ProvisionId>,
    by_section: BTreeMap<ProvisionId, Vec<StatementId>>,
}

/// Index of a statement in its text.
pub type StatementId = usize;

impl<'a> Text<'a> {
    /// Reads an instrument with a language pack.
    #[must_use]
    pub fn read(instrument: &'a Instrument, pack: &'a Pack) -> Self {
        let headings = headings(instrument, pack);
        let mut sections: Vec<ProvisionId> = Vec::with_capacity(instrument.provisions.len());
        for (id, provision) in instrument.provisions.iter().enumerate() {
            let inherited = provision.parent.map_or(id, |parent| sections[parent]);
            let inside = instrument.provisions[inherited].level == Level::Section;
            sections.push(if provision.level == Level::Section || !inside { id } else { inherited });
        }
        let mut ends: Vec<ProvisionId> = (0..instrument.provisions.len()).collect();
        for id in (0..ends.len()).rev() {
            if let Some(parent) = instrument.provisions[id].parent {
                ends[parent] = ends[parent].max(ends[id]);
            }
        }
        let (tokens, passages, runs) = passages(instrument, pack);
        let mut text = Self {
            instrument,
            pack,
            tokens,
            passages,
            statements: Vec::new(),
            roles: Vec::new(),
            headings,
            sections,
            ends,
            by_section: BTreeMap::new(),
        };
        text.roles = roles(&text);
        let mut builder = Builder { text: &text, runs: &runs, statements: Vec::new() };
        for (id, provision) in instrument.provisions.iter().enumerate() {
            if provision.parent.is_none() {
                builder.walk(id, &[], &[]);
            }
        }
        let statements = builder.statements;
        text.statements = statements;
        for (id, statement) in text.statements.iter().enumerate() {
            text.by_section.entry(text.sections[statement.provision]).or_default().push(id);
        }
        text
    }

    /// All mentions of a statement.
    pub fn mentions<'s>(&'s self, statement: &'s Statement) -> impl Iterator<Item = &'s Mention> + 's {
        statement.parts.iter().flat_map(|&part| &self.passages[part].mentions).chain(&statement.joints)
    }

    /// The words of a passage as they stand in the text.
    #[must_use]
    pub fn span(&self, passage: PassageId) -> Span {
        let words = &self.passages[passage].tokens;
        Span::new(self.tokens[words.start].span.start, self.tokens[words.end - 1].span.end)
    }

    /// The passages of a provision and all inside it.
    pub fn passages_in(&self, provision: ProvisionId) -> impl Iterator<Item = PassageId> {
        let last = self.ends[provision];
        let from = self.passages.partition_point(|p| p.provision < provision);
        let to = self.passages.partition_point(|p| p.provision <= last);
        from..to
    }

    /// The statements of a provision and all inside it.
    pub fn statements_in(&self, provision: ProvisionId) -> impl Iterator<Item = StatementId> {
        let last = self.ends[provision];
        let section = self.sections[provision];
        let near = self.by_section.get(&section).map_or(&[][..], Vec::as_slice);
        let wide = self.instrument.provisions[provision].level < Level::Section;
        let all = if wide { 0..self.statements.len() } else { 0..0 };
        let inside = move |id: &StatementId| (provision..=last).contains(&self.statements[*id].provision);
        near.iter().copied().filter(move |_| !wide).chain(all).filter(inside)
    }

    /// True where a statement mentions the concept of this name.
    #[must_use]
    pub fn says(&self, statement: &Statement, concept: &str) -> bool {
        self.pack.concept(concept).is_some_and(|id| statement.concepts.has(id))
    }
}

fn headings(instrument: &Instrument, pack: &Pack) -> Vec<ConceptSet> {
    let (crime, victim) = (pack.concept("trafficking"), pack.concept("victim"));
    let read = |span: Span| {
        let found = pack.matcher.scan(&tokens(&instrument.text, span));
        // "Services of a trafficked person" is no heading of the crime.
        let of_victim = |m: &Mention| {
            Some(m.concept) == crime
                && found.iter().any(|v| Some(v.concept) == victim && v.start <= m.start && m.end <= v.end)
        };
        found.iter().filter(|m| !of_victim(m)).map(|mention| mention.concept).collect()
    };
    instrument.provisions.iter().map(|p| p.heading.map_or_else(ConceptSet::default, read)).collect()
}

/// A run of a provision's own words between its children: the place of its first piece, and its passages.
type Run = (usize, Range<PassageId>);

/// Cuts the own words of every provision into passages and scans them all in one pass.
fn passages(instrument: &Instrument, pack: &Pack) -> (Vec<Token>, Vec<Passage>, Vec<Vec<Run>>) {
    let mut words: Vec<Token> = Vec::with_capacity(instrument.text.len() / 6);
    let mut passages: Vec<Passage> = Vec::new();
    let mut runs: Vec<Vec<Run>> = vec![Vec::new(); instrument.provisions.len()];
    for (id, provision) in instrument.provisions.iter().enumerate() {
        if provision.level == Level::Note {
            continue;
        }
        let in_schedule = instrument.lineage(id).any(|up| instrument.provisions[up].level == Level::Schedule);
        let is_text = |piece: &Content| matches!(piece, Content::Text(_));
        let mut place = 0;
        for run in provision.content.chunk_by(|a, b| is_text(a) && is_text(b)) {
            let first = words.len();
            let mut joints = Vec::new();
            for piece in run {
                let at = words.len();
                if let Content::Text(span) = piece {
                    read_run(&instrument.text, *span, first, in_schedule, &mut words);
                }
                // A new line after a semicolon, in small letters, may close the list that the provision ends.
                if at > first && words.get(at).is_some_and(|word| word.before == Break::Hard && !word.capital) {
                    joints.push(at);
                }
            }
            let before = passages.len();
            split(id, first..words.len(), &joints, &words, &mut passages);
            if passages.len() > before {
                runs[id].push((place, before..passages.len()));
            }
            place += run.len();
        }
    }
    scan(&words, pack, &mut passages);
    (words, passages, runs)
}

/// Adds the words of `span`; they continue the run's last sentence unless that one has ended.
fn read_run(text: &str, span: Span, run: usize, in_schedule: bool, words: &mut Vec<Token>) {
    let at = words.len();
    words.extend(tokens(text, span));
    let Some(previous) = at.checked_sub(1).filter(|&previous| previous >= run) else { return };
    let Some(next) = words.get(at) else { return };
    let between = &text[words[previous].span.end..next.span.start];
    let stopped = between.trim_start_matches(['"', '”', '’', ')', ']']).starts_with(['.', '?', '!']);
    // In the list of a schedule, a line that begins with a figure begins anew.
    let listed = in_schedule && between.contains('\n') && next.word.starts_with(|c: char| c.is_ascii_digit());
    words[at].before = match ((stopped && words[at].capital) || listed, between.contains(';')) {
        (true, _) => Break::Sentence,
        (false, true) => Break::Hard,
        (false, false) => Break::None,
    };
}

fn split(provision: ProvisionId, run: Range<usize>, joints: &[usize], words: &[Token], passages: &mut Vec<Passage>) {
    let mut start = run.start;
    for at in run.clone().skip(1).chain([run.end]) {
        let ends = at == run.end || words[at].before == Break::Sentence || joints.contains(&at);
        if at > start && ends {
            let (mentions, concepts, tail) = (Vec::new(), ConceptSet::default(), joints.contains(&start));
            passages.push(Passage { provision, tokens: start..at, mentions, concepts, tail });
            start = at;
        }
    }
}

fn scan(words: &[Token], pack: &Pack, passages: &mut [Passage]) {
    let found = pack.matcher.scan(words);
    let mut mentions = in_their_place(pack, found).into_iter().peekable();
    for passage in passages {
        while let Some(mention) = mentions.next_if(|m| m.start < passage.tokens.end) {
            passage.concepts.insert(mention.concept);
            passage.mentions.push(mention);
        }
    }
}

/// Leaves out mentions that only belong to a wider phrase.
///
/// The persons of "trafficking in persons" are no victims of a particular rule, and the deprivation of liberty that is
/// the penalty is no means of the offender.
fn in_their_place(pack: &Pack, mut found: Vec<Mention>) -> Vec<Mention> {
    let places = |name: &str| -> Vec<(usize, usize)> {
        let concept = pack.concept(name);
        found.iter().filter(|m| Some(m.concept) == concept).map(|m| (m.start, m.end)).collect()
    };
    let (crimes, penalties) = (places("trafficking"), places("imprisonment"));
    let inside = |wide: &[(usize, usize)], m: &Mention| {
        let near = wide.partition_point(|&(start, _)| start <= m.start);
        near > 0 && wide[near - 1].1 >= m.end
    };
    let person = pack.concept("person");
    let means: Vec<bool> = pack.concepts.iter().map(|c| c.concept.starts_with("means.")).collect();
    found.retain(|m| {
        let named = Some(m.concept) == person && inside(&crimes, m);
        let penal = means[usize::from(m.concept)] && inside(&penalties, m);
        !named && !penal
    });
    found
}

/// Joins passages into statements, walking down the tree.
struct Builder<'b, 'a> {
    text: &'b Text<'a>,
    runs: &'b [Vec<Run>],
    statements: Vec<Statement>,
}

impl Builder<'_, '_> {
    /// Adds the statements of a provision, read after the words `before` and before the words `after`.
    fn walk(&mut self, id: ProvisionId, before: &[PassageId], after: &[PassageId]) {
        let provisions = &self.text.instrument.provisions;
        if provisions[id].level == Level::Note {
            return;
        }
        let children = self.children(id);
        let mut opening = self.run(id, 0, children.first().map_or(usize::MAX, |&(place, _)| place));
        if children.is_empty() {
            // Closing words that stand in the last item belong to all items and are not its own.
            opening.retain(|passage| opening_is_own(after, *passage));
            self.sentences(id, &opening, before, after);
            return;
        }
        let spoken = !opening.is_empty();
        let lead = opening.pop_if(|last| self.leads(*last));
        self.sentences(id, &opening, before, &[]);
        // Items continue the sentence that leads into them; where a provision has no words of its own, its parent's.
        let open = lead.is_some() || !spoken;
        let mut chapeau = if open && opening.is_empty() { before.to_vec() } else { Vec::new() };
        chapeau.extend(lead);
        let mut closing: Vec<PassageId> = if open { after.to_vec() } else { Vec::new() };
        let carried = self.carried(&children).filter(|_| lead.is_some());
        if let Some(tail) = carried {
            closing = std::iter::once(tail).chain(closing).collect();
        }
        let mut tails = Vec::with_capacity(children.len());
        for (index, &(place, _)) in children.iter().enumerate().rev() {
            let run = self.run(id, place, children.get(index + 1).map_or(usize::MAX, |&(next, _)| next));
            if let (Some(&first), true) = (run.first(), lead.is_some()) {
                closing = std::iter::once(first).chain(after.iter().copied()).collect();
            }
            tails.push((closing.clone(), run));
        }
        for (&(_, child), (tail, run)) in children.iter().zip(tails.iter().rev()) {
            if provisions[child].level <= Level::Section {
                self.walk(child, &[], &[]);
            } else {
                self.walk(child, &chapeau, tail);
            }
            let further = &run[usize::from(lead.is_some()).min(run.len())..];
            self.sentences(id, further, &[], &[]);
        }
    }

    /// The closing words of a list that its last item carries: a tail that says what follows for all of them.
    fn carried(&self, children: &[(usize, ProvisionId)]) -> Option<PassageId> {
        let (_, last) = children.last().filter(|_| children.len() > 1)?;
        let tail = self.runs[*last].last()?.1.clone().next_back()?;
        let passage = &self.text.passages[tail];
        let closes = ["offence.creates", "liability", "trafficking.commits"].iter();
        let mut closes = closes.filter_map(|name| self.text.pack.concept(name));
        (passage.tail && closes.any(|concept| passage.concepts.has(concept))).then_some(tail)
    }

    /// The passages of a provision's own words between two places of its content.
    fn run(&self, id: ProvisionId, from: usize, to: usize) -> Vec<PassageId> {
        let inside = self.runs[id].iter().filter(|(place, _)| (from..to).contains(place));
        inside.flat_map(|(_, run)| run.clone()).collect()
    }

    /// The children that carry words, with their place in the content.
    fn children(&self, id: ProvisionId) -> Vec<(usize, ProvisionId)> {
        let provisions = &self.text.instrument.provisions;
        let pieces = provisions[id].content.iter().enumerate();
        pieces
            .filter_map(|(place, piece)| match piece {
                Content::Child(child) if provisions[*child].level != Level::Note => Some((place, *child)),
                _ => None,
            })
            .collect()
    }

    /// True where a passage leads into the items after it: it does not end with a full stop.
    fn leads(&self, passage: PassageId) -> bool {
        let end = self.text.span(passage).end;
        let rest = self.text.instrument.text[end..].trim_start_matches(['"', '”', '’', ')', ']', '*', '_', ' ']);
        !rest.starts_with('.') || rest.starts_with(".—") || rest.starts_with(".-")
    }

    /// One statement per passage: the first is read after `before`, the last one before `after`.
    fn sentences(&mut self, provision: ProvisionId, own: &[PassageId], before: &[PassageId], after: &[PassageId]) {
        for (index, &passage) in own.iter().enumerate() {
            let mut parts = Vec::new();
            if index == 0 {
                parts.extend_from_slice(before);
            }
            parts.push(passage);
            if index + 1 == own.len() {
                parts.extend_from_slice(after);
            }
            let statement = self.statement(provision, parts, passage);
            self.statements.push(statement);
        }
    }

    fn statement(&self, provision: ProvisionId, parts: Vec<PassageId>, own: PassageId) -> Statement {
        let mut concepts = ConceptSet::default();
        parts.iter().for_each(|&part| concepts.merge(&self.text.passages[part].concepts));
        let joints: Vec<Mention> = parts.windows(2).flat_map(|pair| self.joint(pair[0], pair[1])).collect();
        joints.iter().for_each(|mention| concepts.insert(mention.concept));
        Statement { provision, parts, own, joints, concepts, role: self.text.roles[provision] }
    }

    /// Mentions that begin in one passage and end in the next.
    fn joint(&self, left: PassageId, right: PassageId) -> Vec<Mention> {
        let (left, right) = (&self.text.passages[left].tokens, &self.text.passages[right].tokens);
        let from = left.end.saturating_sub(REACH).max(left.start);
        let until = (right.start + REACH).min(right.end);
        let mut window = self.text.tokens[from..left.end].to_vec();
        let middle = window.len();
        window.extend_from_slice(&self.text.tokens[right.start..until]);
        window[middle].before = Break::Soft;
        let found = self.text.pack.matcher.scan(&window).into_iter().filter(|m| m.start < middle && m.end > middle);
        found.map(|m| Mention { start: right.start, end: right.start + (m.end - middle), ..m }).collect()
    }
}

fn opening_is_own(after: &[PassageId], passage: PassageId) -> bool {
    !after.contains(&passage)
}

/// How many words on either side of a joint are looked at.
const REACH: usize = 10;
