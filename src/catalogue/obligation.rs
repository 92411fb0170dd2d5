//! One obligation as a lawyer writes it: what is owed, from which text, and what in a law shows it.

use crate::instrument::LawKind;
use crate::report::Strength;
use serde::Deserialize;
use std::collections::BTreeMap;

/// An obligation of the catalogue; one YAML file.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Obligation {
    /// Unique, permanent, kebab-case.
    pub id: String,
    /// A few words.
    pub title: String,
    /// Where it stands in reports.
    pub chapter: Chapter,
    /// Place inside its chapter.
    #[serde(default)]
    pub order: u32,
    /// Whether it belongs to the core.
    pub profile: Profile,
    /// What the State owes, in our own words.
    pub statement: String,
    /// Paragraphs of the Plan (`§43(b)`).
    pub plan: Vec<String>,
    /// Articles of the Protocol and the Convention.
    #[serde(default)]
    pub treaty: Vec<Treaty>,
    /// How binding it is.
    pub strength: Strength,
    /// The kinds of law in which States put it: supplied without it, it is missing.
    pub belongs_in: Vec<LawKind>,
    /// The smallest things tested.
    pub elements: Vec<Element>,
    /// What the elements add up to.
    pub outcome: Outcomes,
    /// One sentence for each outcome.
    #[serde(default)]
    pub reasons: Reasons,
    /// Named defects.
    #[serde(default)]
    pub defects: Vec<Defect>,
    /// Questions that only a reader can settle.
    #[serde(default)]
    pub review: Vec<Review>,
    /// Drafting advice; its verb follows the strength.
    pub advice: String,
    /// Provisions that satisfy it and that do not, by language.
    #[serde(default)]
    pub examples: BTreeMap<String, Examples>,
}

/// Where an obligation stands in a report.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub enum Chapter {
    /// What trafficking is.
    Definition,
    /// That it is a crime.
    Offence,
    /// Who answers for it.
    Liability,
    /// What it costs.
    Sanctions,
    /// Where it can be tried, and cooperation.
    Jurisdiction,
    /// What victims are owed.
    Victims,
    /// Prevention and institutions.
    Prevention,
}

impl Chapter {
    /// Its name in reports.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Definition => "Definition",
            Self::Offence => "Offence",
            Self::Liability => "Liability",
            Self::Sanctions => "Sanctions and assets",
            Self::Jurisdiction => "Jurisdiction and cooperation",
            Self::Victims => "Victims and witnesses",
            Self::Prevention => "Prevention and institutions",
        }
    }
}

/// Which obligations are asked for.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Profile {
    /// §2 and §§43–45 of the Plan.
    #[default]
    Core,
    /// Everything that the text of a statute can show.
    Full,
}

/// A treaty article behind an obligation.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Treaty {
    /// `Protocol art. 5(2)(a)`.
    pub article: String,
    /// False where the article has not yet been checked against the treaty's text.
    #[serde(default)]
    pub checked: bool,
}

/// The smallest thing tested.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Element {
    /// Unique in its obligation.
    pub id: String,
    /// What it is.
    pub title: String,
    /// Any one of these shows it.
    pub shown_by: Vec<Test>,
}

/// Something that can be looked for in a reading of the law.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
#[serde(try_from = "RawTest")]
pub enum Test {
    /// An operative statement that mentions certain concepts.
    Clause(Clause),
    /// A concept named in the trafficking offence or a definition that it uses.
    Offence(String),
    /// Something the reading works out by itself.
    Fact(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawTest {
    clause: Option<Clause>,
    offence: Option<String>,
    fact: Option<String>,
}

impl TryFrom<RawTest> for Test {
    type Error = &'static str;

    fn try_from(raw: RawTest) -> Result<Self, Self::Error> {
        match (raw.clause, raw.offence, raw.fact) {
            (Some(clause), None, None) => Ok(Self::Clause(clause)),
            (None, Some(concept), None) => Ok(Self::Offence(concept)),
            (None, None, Some(fact)) => Ok(Self::Fact(fact)),
            _ => Err("write exactly one of `clause`, `offence` or `fact`"),
        }
    }
}

/// An operative statement that mentions certain concepts.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Clause {
    /// All of these.
    #[serde(default)]
    pub all: Vec<String>,
    /// At least one of these, where any are listed.
    #[serde(default)]
    pub any: Vec<String>,
    /// None of these.
    #[serde(default)]
    pub none: Vec<String>,
    /// How close together.
    #[serde(default)]
    pub within: Within,
    /// Where in the law.
    #[serde(default)]
    pub scope: Scope,
    /// What the statement must govern.
    #[serde(default)]
    pub reach: Reach,
    /// True where a definition counts too ("person" includes a body corporate); otherwise only rules do.
    #[serde(default)]
    pub definitions: bool,
}

/// How close together the concepts of a clause must stand.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Within {
    /// In one sentence: chapeau, item and closing words.
    #[default]
    Sentence,
    /// Anywhere in one section or article.
    Section,
}

/// In which part of the law a clause is looked for.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Everywhere.
    #[default]
    Any,
    /// In what makes trafficking heavier.
    Aggravation,
    /// In the trafficking offence itself.
    Offence,
}

/// What a statement must govern in order to count.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// The trafficking offence.
    #[default]
    Offence,
    /// Offences of the supplied trafficking texts, but not the trafficking offence.
    SomeOffence,
    /// The trafficking offence, or the act that creates it, without pointing at another of its offences.
    Act,
    /// Trafficking, its victims, or victims of crime at large.
    Subject,
    /// Anything.
    Anywhere,
}

/// What the elements add up to; read in the order contrary, met, partial.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Outcomes {
    /// The text says the opposite.
    pub contrary: Option<Condition>,
    /// What is owed is there.
    pub met: Option<Condition>,
    /// Part of it is there.
    pub partial: Option<Condition>,
}

/// A condition on elements.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(untagged)]
pub enum Condition {
    /// This element is present.
    Element(String),
    /// A group of conditions.
    Group(Group),
}

/// A group of conditions; exactly one of its keys is written.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Group {
    /// Every one holds.
    #[serde(default)]
    pub all: Vec<Condition>,
    /// At least one holds.
    #[serde(default)]
    pub any: Vec<Condition>,
    /// Not one holds.
    #[serde(default)]
    pub none: Vec<Condition>,
    /// At least so many hold.
    pub at_least: Option<AtLeast>,
}

/// At least so many of some conditions.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct AtLeast {
    /// How many.
    pub of: usize,
    /// Of which.
    pub among: Vec<Condition>,
}

impl Default for Condition {
    /// A condition that always holds.
    fn default() -> Self {
        Self::Group(Group::default())
    }
}

impl Condition {
    /// True where it holds, given which elements are present.
    pub fn holds(&self, present: &dyn Fn(&str) -> bool) -> bool {
        match self {
            Self::Element(id) => present(id),
            Self::Group(group) => {
                group.all.iter().all(|c| c.holds(present))
                    && (group.any.is_empty() || group.any.iter().any(|c| c.holds(present)))
                    && !group.none.iter().any(|c| c.holds(present))
                    && group
                        .at_least
                        .as_ref()
                        .is_none_or(|n| n.among.iter().filter(|c| c.holds(present)).count() >= n.of)
            }
        }
    }

    /// The ids of all elements it speaks of.
    pub fn elements(&self) -> Vec<&str> {
        match self {
            Self::Element(id) => vec![id],
            Self::Group(group) => {
                let among = group.at_least.iter().flat_map(|n| &n.among);
                group.all.iter().chain(&group.any).chain(&group.none).chain(among).flat_map(Self::elements).collect()
            }
        }
    }
}

/// One sentence for each outcome.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Reasons {
    /// For `met`.
    pub met: Option<String>,
    /// For `partial`.
    pub partial: Option<String>,
    /// For `missing`.
    pub missing: Option<String>,
    /// For `not-supplied`.
    pub not_supplied: Option<String>,
    /// For `contrary`.
    pub contrary: Option<String>,
}

/// A named defect.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Defect {
    /// Its permanent code in kebab-case, unique in the catalogue.
    pub id: String,
    /// What it means, in a few words.
    pub title: String,
    /// When it is there, given which elements are present.
    #[serde(default)]
    pub when: Condition,
    /// Where it has to be looked for by itself: any one of these shows it.
    #[serde(default)]
    pub shown_by: Vec<Test>,
    /// Why it matters, and how a law gets rid of it.
    #[serde(default)]
    pub explanation: String,
    /// Provisions that have it (`met`) and that have not (`not`), by language.
    #[serde(default)]
    pub examples: BTreeMap<String, Examples>,
}

/// A question that only a reader can settle.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// When to ask it.
    pub when: Condition,
    /// The question.
    pub question: String,
}

/// Example provisions in one language, written by us.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Examples {
    /// Provisions that satisfy the obligation.
    #[serde(default)]
    pub met: Vec<String>,
    /// Provisions that satisfy part of it.
    #[serde(default)]
    pub partial: Vec<String>,
    /// Provisions that say the opposite.
    #[serde(default)]
    pub contrary: Vec<String>,
    /// Provisions that do not satisfy it.
    #[serde(default)]
    pub not: Vec<String>,
}
