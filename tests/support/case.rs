//! A literate case: prose for a lawyer, the smallest extract of law that shows a point, and what must be found in it.

use lacuna::assess::{Selection, assess};
use lacuna::catalogue::{Catalogue, Profile};
use lacuna::instrument::read::read;
use lacuna::jurisdiction::Jurisdiction;
use lacuna::reading::Reading;
use lacuna::reading::facts::{self, facts};
use lacuna::report::{JurisdictionReport, Presence};
use lacuna::source::SourceFile;
use std::path::{Path, PathBuf};

use super::score::answers;

/// What stands before an extract that has no header of its own.
const HEADER: &str = "title: Act against Trafficking in Persons\ntext: draft\nkinds: special-act\n\n";

/// One case file.
pub(crate) struct Case {
    /// The name of its file.
    pub(crate) name: String,
    /// Its extracts; each is a law of its own.
    laws: Vec<String>,
    /// What is expected, line by line.
    pub(crate) expected: Vec<String>,
}

/// The cases in a folder, by name.
pub(crate) fn cases(folder: &Path) -> Vec<Case> {
    let entries = folder.read_dir().into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "md"));
    files.sort();
    files.iter().map(|file| Case::read(file)).collect()
}

impl Case {
    fn read(file: &Path) -> Self {
        let text = std::fs::read_to_string(file).expect("a case can be read");
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let laws = blocks(&text, "statute");
        let expected = blocks(&text, "expect").join("\n").lines().map(str::trim).map(str::to_owned).collect::<Vec<_>>();
        let expected = expected.into_iter().filter(|line| !line.is_empty()).collect();
        Self { name, laws, expected }
    }

    /// What is wrong: an extract that cannot be read, or expectations that do not hold.
    pub(crate) fn wrong(&self) -> Vec<String> {
        if self.laws.is_empty() || self.expected.is_empty() {
            return vec!["a case has a `statute` block and an `expect` block".to_owned()];
        }
        let mut instruments = Vec::new();
        for (number, law) in self.laws.iter().enumerate() {
            let text = if law.starts_with("title:") { law.clone() } else { format!("{HEADER}{law}") };
            match read(&SourceFile::new(format!("law-{}.statute", number + 1), text)) {
                Ok(instrument) => instruments.push(instrument),
                Err(mistakes) => return vec![format!("law {}: {mistakes:#?}", number + 1)],
            }
        }
        let jurisdiction = Jurisdiction { code: "xxx".into(), instruments, ..Jurisdiction::default() };
        let seen = Seen::of(&jurisdiction);
        self.expected.iter().filter_map(|line| seen.against(line)).collect()
    }
}

/// The fenced blocks of one kind.
fn blocks(text: &str, kind: &str) -> Vec<String> {
    let opening = format!("```{kind}\n");
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(&opening) {
        rest = &rest[at + opening.len()..];
        let end = rest.find("\n```").unwrap_or(rest.len());
        found.push(format!("{}\n", &rest[..end]));
        rest = &rest[end..];
    }
    found
}

/// What was found in the laws of a case.
struct Seen {
    report: JurisdictionReport,
    facts: Vec<&'static str>,
    offences: Vec<String>,
}

impl Seen {
    fn of(jurisdiction: &Jurisdiction) -> Self {
        let catalogue = Catalogue::built_in();
        let reading = Reading::of(jurisdiction, catalogue);
        let rules = reading.rules.iter().filter(|rule| rule.part.is_trafficking());
        let offences =
            rules.map(|rule| reading.texts[rule.text].instrument.provisions[rule.provision].citation.clone()).collect();
        let selection = Selection { profile: Profile::Full, only: Vec::new() };
        Self {
            report: assess(catalogue, jurisdiction, &selection),
            facts: facts(&reading).keys().copied().collect(),
            offences,
        }
    }

    /// Why a line does not hold; none where it does.
    fn against(&self, line: &str) -> Option<String> {
        let (kind, rest) = line.split_once(' ')?;
        let holds = match kind {
            "fact" => self.fact(rest),
            "offence" => Ok(self.offences.iter().any(|one| one == rest)),
            "no" => match rest.split_once(' ') {
                Some(("fact", name)) => self.fact(name).map(|holds| !holds),
                Some(("offence", place)) => Ok(!self.offences.iter().any(|one| one == place)),
                None if rest == "offence" => Ok(self.offences.is_empty()),
                _ => Err("say `no fact NAME`, `no offence` or `no offence PLACE`"),
            },
            "finding" => self.finding(rest),
            "element" => self.element(rest),
            "cites" => self.cites(rest),
            "sanction" => self.sanction(rest),
            _ => Err("a line begins with fact, no, offence, finding, element, cites or sanction"),
        };
        match holds {
            Ok(true) => None,
            Ok(false) => Some(format!("{line}\n    but {}", self.instead(kind, rest))),
            Err(why) => Some(format!("{line}: {why}")),
        }
    }

    fn fact(&self, name: &str) -> Result<bool, &'static str> {
        let known = facts::NAMES.contains(&name);
        if known { Ok(self.facts.contains(&name)) } else { Err("there is no such fact") }
    }

    /// `attempt = met`
    fn finding(&self, rest: &str) -> Result<bool, &'static str> {
        let (id, outcome) = rest.split_once(" = ").ok_or("write `finding ID = OUTCOME`")?;
        let finding = self.report.findings.iter().find(|one| one.obligation == id).ok_or("no such obligation")?;
        Ok(super::score::outcome(finding.outcome) == outcome)
    }

    /// `means.fraud = present`
    fn element(&self, rest: &str) -> Result<bool, &'static str> {
        let (id, presence) = rest.split_once(" = ").ok_or("write `element ID = present` or `absent`")?;
        let element = self.elements().find(|one| one.element == id).ok_or("no such element")?;
        Ok((element.outcome == Presence::Present) == (presence == "present"))
    }

    fn elements(&self) -> impl Iterator<Item = &lacuna::report::ElementFinding> {
        self.report.findings.iter().flat_map(|finding| &finding.elements)
    }

    /// `attempt s 12`: evidence for an obligation or an element stands there, or comes in through there.
    fn cites(&self, rest: &str) -> Result<bool, &'static str> {
        let (id, place) = rest.split_once(' ').ok_or("write `cites ID PLACE`")?;
        Ok(self.places(id).iter().any(|one| one == place))
    }

    fn places(&self, id: &str) -> Vec<String> {
        let findings = self.report.findings.iter();
        let all = findings.flat_map(|finding| finding.elements.iter().map(move |element| (finding, element)));
        let own = all.filter(|(finding, element)| finding.obligation == id || element.element == id);
        let evidence = own.flat_map(|(_, element)| &element.evidence);
        evidence
            .flat_map(|one| std::iter::once(one.citation.clone()).chain(one.via.iter().map(|via| via.citation.clone())))
            .collect()
    }

    /// `adult 3..10 fine additional`
    fn sanction(&self, rest: &str) -> Result<bool, &'static str> {
        let (who, what) = rest.split_once(' ').ok_or("write `sanction adult 3..10`")?;
        let (years, fine) = what.split_once(" fine ").map_or((what, None), |(years, fine)| (years, Some(fine)));
        let (min, max) = years.split_once("..").ok_or("write the years as `3..10`, `none..life`")?;
        let all = answers(&self.report);
        let is = |key: &str, want: &str| all.get(&format!("sanction.{who}.{key}")).is_some_and(|have| have == want);
        Ok(is("min", min) && is("max", max) && fine.is_none_or(|fine| is("fine", fine)))
    }

    /// What was found in the place of what was expected.
    fn instead(&self, kind: &str, rest: &str) -> String {
        let id = rest.split([' ', '=']).next().unwrap_or_default();
        match kind {
            "fact" => format!("these are: {}", self.facts.join(", ")),
            "no" => format!("offences {:?}, facts {:?}", self.offences, self.facts),
            "offence" => format!("offences are {:?}", self.offences),
            "sanction" => format!("{:?}", self.report.sanctions),
            "cites" => format!("it cites {:?}", self.places(id)),
            "element" => format!("it is not; places {:?}", self.places(id)),
            _ => {
                let finding = self.report.findings.iter().find(|one| one.obligation == id);
                let elements = finding.iter().flat_map(|one| &one.elements);
                let present: Vec<&str> = elements
                    .filter(|element| element.outcome == Presence::Present)
                    .map(|element| element.element.as_str())
                    .collect();
                format!("{:?}, from {present:?} at {:?}", finding.map(|one| one.outcome), self.places(id))
            }
        }
    }
}
