//! Example provisions: each is assessed as a small act, so that what an obligation claims of it can be held against it.

use crate::assess::{Selection, assess};
use crate::catalogue::{Catalogue, Obligation, Profile, Test};
use crate::diagnostic::Diagnostic;
use crate::instrument::read::read;
use crate::jurisdiction::Jurisdiction;
use crate::report::{Finding, Outcome};
use crate::source::SourceFile;

/// A plain offence, beside which most examples stand.
const OFFENCE: &str = "Section 2. Meaning of terms
\"trafficking in persons\" means the recruitment, transportation, transfer, harbouring or receipt of a person by force, \
coercion, abduction, fraud, deception or abuse of power, for the purpose of exploitation.
\"exploitation\" includes sexual exploitation, forced labour, slavery, servitude and the removal of organs.

Section 3. Trafficking in persons
A person who engages in trafficking in persons commits an offence and is liable to imprisonment for fifteen years.

";

/// What the obligation answers to an example of which `expected` is claimed (nothing, where it must only not be met).
///
/// # Errors
/// Where the example cannot be read as a provision.
pub fn outcome(
    catalogue: &Catalogue,
    obligation: &Obligation,
    language: &str,
    example: &str,
    expected: Option<Outcome>,
) -> Result<Outcome, Vec<Diagnostic>> {
    finding(catalogue, obligation, language, example, expected).map(|finding| finding.outcome)
}

/// The whole finding on an example: one about the offence itself stands alone, any other beside a plain offence.
///
/// # Errors
/// Where the example cannot be read as a provision.
pub fn finding(
    catalogue: &Catalogue,
    obligation: &Obligation,
    language: &str,
    example: &str,
    expected: Option<Outcome>,
) -> Result<Finding, Vec<Diagnostic>> {
    let before = if language != "en" || stands_alone(obligation, example, expected) { "" } else { OFFENCE };
    let starts_section = ["Section", "Article"].iter().any(|word| example.trim_start().starts_with(word));
    let heading = if starts_section { "" } else { "Section 8. Rule\n" };
    let text = format!(
        "title: Example Act against Trafficking in Persons\nlanguage: {language}\ntext: draft\nkinds: special-act\n\n\
         {before}{heading}{example}\n"
    );
    let instrument = read(&SourceFile::new("example.statute", text))?;
    let jurisdiction = Jurisdiction { code: "xxx".into(), instruments: vec![instrument], ..Jurisdiction::default() };
    let selection = Selection { profile: Profile::Full, only: vec![obligation.id.clone()] };
    Ok(assess(catalogue, &jurisdiction, &selection).findings.remove(0))
}

/// An example about the offence itself stands alone where it makes an offence of its own, or must show none.
fn stands_alone(obligation: &Obligation, example: &str, expected: Option<Outcome>) -> bool {
    let mut tests = obligation.elements.iter().flat_map(|element| &element.shown_by);
    let own = example.contains("imprison") || expected.is_none();
    own && tests.any(|test| !matches!(test, Test::Clause(_)))
}
