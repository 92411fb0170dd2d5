//! The reading: what a jurisdiction's texts say, before anything is asked of them.
//!
//! Each file answers one question a lawyer asks of a text: which words are law ([`operative`]), what a whole sentence
//! says ([`statement`]), what a term means ([`definition`]), which rule is the trafficking offence ([`offence`]) and what
//! it takes in ([`scope`]), what it costs ([`penalty`]), whom and what a clause governs ([`reach`]), what kind of law a
//! text is ([`kinds`]); [`facts`] draws the conclusions that need more than words.

pub mod concepts;
pub mod definition;
pub mod facts;
pub mod kinds;
pub mod means;
pub mod number;
pub mod offence;
pub mod operative;
pub mod penalty;
pub mod place;
pub mod reach;
pub mod reference;
pub mod resolve;
pub mod sanction;
pub mod scope;
pub mod statement;
pub mod trace;
pub(crate) mod words;

use crate::catalogue::Catalogue;
use crate::instrument::{Instrument, LawKind, Level, ProvisionId};
use crate::jurisdiction::Jurisdiction;
use definition::Definitions;
use offence::{Part, Rule};
use reach::Governs;
use resolve::{Resolution, Resolver};
use scope::Scoped;
use statement::{PassageId, StatementId, Text};
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

/// What the texts of one jurisdiction say.
#[derive(Debug)]
pub struct Reading<'a> {
    /// The texts that have a language pack.
    pub texts: Vec<Text<'a>>,
    /// For each text, the kinds of law it is.
    pub kinds: Vec<Vec<LawKind>>,
    /// All definitions.
    pub definitions: Definitions,
    /// All rules, by text and place.
    pub rules: Vec<Rule>,
    /// What the trafficking offence takes in.
    pub scope: Vec<Scoped>,
    /// Instruments that could not be read for want of a language pack, by index in the jurisdiction.
    pub unread: Vec<usize>,
    governs: RefCell<BTreeMap<(usize, StatementId), Governs>>,
    rule_of: BTreeMap<(usize, ProvisionId), usize>,
    instruments: &'a [Instrument],
    /// For each text, its index in the jurisdiction.
    places: Vec<usize>,
    resolver: OnceCell<Option<Resolver<'a>>>,
    child_costs_more: OnceCell<bool>,
}

impl<'a> Reading<'a> {
    /// Reads all texts of a jurisdiction.
    #[must_use]
    pub fn of(jurisdiction: &'a Jurisdiction, catalogue: &'a Catalogue) -> Self {
        let (mut texts, mut places, mut unread) = (Vec::new(), Vec::new(), Vec::new());
        for (index, instrument) in jurisdiction.instruments.iter().enumerate() {
            match catalogue.pack(&instrument.facts.language) {
                Some(pack) => {
                    texts.push(Text::read(instrument, pack));
                    places.push(index);
                }
                None => unread.push(index),
            }
        }
        let definitions = Definitions::collect(&texts);
        let rules = offence::rules(&texts, &definitions);
        let kinds = texts.iter().enumerate().map(|(index, text)| kinds::kinds(index, text, &rules)).collect();
        let rule_of = rules.iter().enumerate().map(|(at, rule)| ((rule.text, rule.provision), at)).collect();
        let instruments = jurisdiction.instruments.as_slice();
        let (governs, resolver, child_costs_more) = (RefCell::default(), OnceCell::new(), OnceCell::new());
        let mut reading = Self {
            texts,
            kinds,
            definitions,
            rules,
            scope: Vec::new(),
            unread,
            governs,
            rule_of,
            instruments,
            places,
            resolver,
            child_costs_more,
        };
        let parts = offence::other_parts(&reading);
        reading.rules.iter_mut().zip(parts).for_each(|(rule, part)| rule.part = part);
        reading.scope = scope::scope(&reading);
        reading
    }

    /// The provisions inside the supplied texts to which the words of a passage refer; none where it refers to none.
    #[must_use]
    pub fn referred(&self, text: usize, passage: PassageId) -> Option<Vec<(usize, ProvisionId)>> {
        let here = &self.texts[text];
        let words = here.pack.references.as_ref()?;
        let references = words.references_at(&here.instrument.text, here.span(passage));
        if references.is_empty() {
            return None;
        }
        let first = self.texts.iter().find_map(|text| text.pack.references.as_ref());
        let resolver = self.resolver.get_or_init(|| Some(Resolver::new(first?, self.instruments))).as_ref()?;
        let from = (self.places[text], here.passages[passage].provision);
        let mut found = None;
        for reference in references {
            if let Resolution::Inside(places) | Resolution::Near(places) = resolver.resolve(&reference, from) {
                let read = |index: usize| self.places.iter().position(|&place| place == index);
                let inside = places.into_iter().filter_map(|(index, id)| Some((read(index)?, id)));
                found.get_or_insert_with(Vec::new).extend(inside);
            }
        }
        found
    }

    /// True where the texts create a trafficking offence.
    #[must_use]
    pub fn has_offence(&self) -> bool {
        self.rules.iter().any(|rule| rule.part.is_trafficking())
    }

    /// True where this text creates it.
    #[must_use]
    pub fn creates_offence(&self, text: usize) -> bool {
        self.rules.iter().any(|rule| rule.text == text && rule.part.is_trafficking())
    }

    /// True where a text is an act against trafficking.
    #[must_use]
    pub fn is_special(&self, text: usize) -> bool {
        self.kinds[text].contains(&LawKind::SpecialAct)
    }

    /// True where general rules of this text about "an offence" reach the trafficking offence of the same code, or of
    /// any act where the text is a whole code.
    #[must_use]
    pub fn is_general_part_of_offence(&self, text: usize) -> bool {
        let kinds = &self.kinds[text];
        let whole = kinds.contains(&LawKind::CriminalCodeGeneralPart);
        let code = kinds.contains(&LawKind::CriminalCode);
        let same = |other: usize| other == text || (code && self.kinds[other].contains(&LawKind::CriminalCode));
        let holds = self.rules.iter().any(|rule| rule.part.is_trafficking() && same(rule.text));
        self.has_offence() && (whole || holds && code || self.same_work(text))
    }

    /// True where a text belongs to the act that creates the offence: one title holds all words of the other.
    #[must_use]
    pub fn is_family(&self, text: usize) -> bool {
        let words = |at: usize| title_words(&self.texts[at].instrument.facts.title);
        let mine = words(text);
        let mut homes = self.rules.iter().filter(|rule| rule.part.is_trafficking());
        homes.any(|rule| {
            let theirs = words(rule.text);
            !theirs.is_empty() && (theirs.is_subset(&mine) || mine.is_subset(&theirs))
        })
    }

    /// True where a text bears the title of the text that creates the offence.
    fn same_work(&self, text: usize) -> bool {
        let title = &self.texts[text].instrument.facts.title;
        let mut homes = self.rules.iter().filter(|rule| rule.part.is_trafficking());
        homes.any(|rule| &self.texts[rule.text].instrument.facts.title == title)
    }

    /// True where a section creates the trafficking offence or makes it heavier.
    #[must_use]
    pub fn is_trafficking_section(&self, text: usize, section: ProvisionId) -> bool {
        let mut rules = self.rules.iter().filter(|rule| rule.text == text && rule.section == section);
        rules.any(|rule| rule.part.is_trafficking() || rule.part == Part::Aggravation)
    }

    /// True where a section makes an offence of its own punishable.
    #[must_use]
    pub fn is_penal_section(&self, text: usize, section: ProvisionId) -> bool {
        let mut rules = self.rules.iter().filter(|rule| rule.text == text && rule.section == section);
        rules.any(|rule| rule.part == Part::OtherOffence)
    }

    /// The rule that a provision belongs to.
    #[must_use]
    pub fn rule_of(&self, text: usize, provision: ProvisionId) -> Option<&Rule> {
        let instrument = self.texts[text].instrument;
        let mut up = instrument.lineage(provision).take_while(|&at| instrument.provisions[at].level >= Level::Section);
        up.find_map(|at| self.rule_of.get(&(text, at))).map(|&at| &self.rules[at])
    }

    /// True where a statement refers to the trafficking offence, its section, or a division that holds it.
    #[must_use]
    pub fn refers_to_offence(&self, text: usize, statement: &statement::Statement) -> bool {
        let places = statement.parts.iter().filter_map(|&part| self.referred(text, part)).flatten();
        places.into_iter().any(|(at, provision)| reach::contains_offence(self, at, provision))
    }

    /// True where the penalty for a child victim is heavier than for an adult.
    #[must_use]
    pub fn costs_more_for_child(&self) -> bool {
        *self.child_costs_more.get_or_init(|| penalty::child_costs_more(self))
    }

    /// What a statement governs; worked out once.
    #[must_use]
    pub fn governs(&self, text: usize, statement: StatementId) -> Governs {
        if let Some(known) = self.governs.borrow().get(&(text, statement)) {
            return *known;
        }
        let answer = reach::governs(self, text, statement);
        self.governs.borrow_mut().insert((text, statement), answer);
        answer
    }
}

/// The words of a title that tell one act from another: no figures.
fn title_words(title: &str) -> BTreeSet<String> {
    let words = crate::language::token::words(title).into_iter();
    words.filter(|word| !word.starts_with(|c: char| c.is_ascii_digit())).collect()
}
