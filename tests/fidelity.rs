//! The test of a digest: assessing it and assessing the official text give the same answers, key by key.

// A test that did not run must say so, and differences are there to be read.
#![allow(clippy::print_stderr)]

use lacuna::assess::{Selection, assess};
use lacuna::catalogue::{Catalogue, Profile};
use lacuna::instrument::read::read;
use lacuna::jurisdiction::Jurisdiction;
use lacuna::report::{Evidence, JurisdictionReport};
use lacuna::workspace::survey;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The share of the core's keys that must be equal over the whole library, and that of all keys.
const LEAST: (f64, f64) = (0.95, 0.92);

fn report(folder: PathBuf) -> Option<JurisdictionReport> {
    let mut supply = survey(&[folder]).supplies.into_iter().next()?;
    let sources: Vec<_> = supply.sources().filter_map(Result::ok).collect();
    let mut instruments: Vec<_> = sources.iter().filter_map(|source| read(source).ok()).collect();
    for instrument in &mut instruments {
        supply.settle(&instrument.file, &mut instrument.facts);
    }
    let jurisdiction =
        Jurisdiction { code: supply.code, name: supply.name, instruments, supplied: supply.record.supplied };
    let selection = Selection { profile: Profile::Full, only: Vec::new() };
    Some(assess(Catalogue::built_in(), &jurisdiction, &selection))
}

/// Every key with its answer and where it stands: elements of the definition, outcomes, sanctions.
fn keys(report: &JurisdictionReport) -> BTreeMap<String, (String, String)> {
    let mut all = BTreeMap::new();
    let places =
        |evidence: &[Evidence]| evidence.iter().take(3).map(|one| one.citation.as_str()).collect::<Vec<_>>().join(", ");
    for finding in &report.findings {
        if finding.obligation.starts_with("definition-") {
            for element in &finding.elements {
                let answer = (format!("{:?}", element.outcome), places(&element.evidence));
                all.insert(element.element.clone(), answer);
            }
        } else {
            let evidence: Vec<Evidence> = finding.elements.iter().flat_map(|one| one.evidence.clone()).collect();
            all.insert(finding.obligation.clone(), (format!("{:?}", finding.outcome), places(&evidence)));
        }
    }
    for (who, sanction) in [("adult", &report.sanctions.adult), ("child", &report.sanctions.child)] {
        let answer = format!("{:?} {:?} {:?}", sanction.min, sanction.max, sanction.fine);
        all.insert(format!("sanction.{who}"), (answer, sanction.citation.clone()));
    }
    all
}

fn official_texts() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let texts = std::env::var_os("LACUNA_SHARED").map_or(beside, PathBuf::from).join("corpus/en");
    if texts.is_dir() {
        return Some(texts);
    }
    eprintln!("SKIPPED: the official texts are not at hand in {}", texts.display());
    None
}

#[test]
fn digests_give_the_answers_of_the_official_texts() {
    let Some(texts) = official_texts() else { return };
    let library = Path::new(env!("CARGO_MANIFEST_DIR")).join("jurisdictions");
    let mut codes: Vec<_> =
        std::fs::read_dir(&library).expect("the library").flatten().map(|entry| entry.file_name()).collect();
    codes.sort();
    let catalogue = Catalogue::built_in();
    let is_core = |key: &str| catalogue.obligation(key).is_none_or(|one| one.profile == Profile::Core);
    let (mut core, mut full) = ((0_u32, 0_u32), (0_u32, 0_u32));
    for code in codes {
        let (Some(official), Some(digest)) = (report(texts.join(&code)), report(library.join(&code))) else { continue };
        let (official, digest) = (keys(&official), keys(&digest));
        for (key, (answer, place)) in &official {
            let (other, other_place) = &digest[key];
            for count in [Some(&mut full), is_core(key).then_some(&mut core)].into_iter().flatten() {
                count.0 += u32::from(answer == other);
                count.1 += 1;
            }
            if answer != other {
                eprintln!("{} {key}: {answer} ({place}); digest: {other} ({other_place})", code.to_string_lossy());
            }
        }
    }
    let share = |(equal, all): (u32, u32)| f64::from(equal) / f64::from(all.max(1));
    eprintln!("core: {} of {} keys are equal ({:.1} %)", core.0, core.1, share(core) * 100.0);
    eprintln!("all: {} of {} keys are equal ({:.1} %)", full.0, full.1, share(full) * 100.0);
    assert!(core.1 > 300 && share(core) >= LEAST.0 && share(full) >= LEAST.1, "{core:?} {full:?}; see the list above");
}
