use super::*;
use crate::instrument::{Content, Facts, Provision};
use crate::reading::reference::tests::english;
use crate::span::Span;

/// An instrument from lines of depth, level and label.
fn instrument(title: &str, lines: &[(usize, Level, &str)]) -> Instrument {
    let mut instrument =
        Instrument { facts: Facts { title: title.to_owned(), ..Facts::default() }, ..Instrument::default() };
    let mut open: Vec<ProvisionId> = Vec::new();
    for (id, &(depth, level, label)) in lines.iter().enumerate() {
        open.truncate(depth);
        let parent = open.last().copied();
        if let Some(parent) = parent {
            instrument.provisions[parent].content.push(Content::Child(id));
        }
        instrument.provisions.push(Provision {
            level,
            label: label.to_owned(),
            heading: None,
            content: Vec::new(),
            parent,
            eid: String::new(),
            citation: String::new(),
            span: Span::default(),
        });
        open.push(id);
    }
    instrument
}

fn supplied() -> Vec<Instrument> {
    use Level::{Paragraph, Part, Schedule, Section, Subsection};
    let lines = [
        (0, Part, "I"),          // 0
        (1, Section, "1"),       // 1
        (1, Section, "2"),       // 2
        (2, Subsection, "1"),    // 3
        (3, Paragraph, "a"),     // 4
        (3, Paragraph, "b"),     // 5
        (2, Subsection, "2"),    // 6
        (2, Subsection, "3"),    // 7
        (0, Part, "Two"),        // 8
        (1, Section, "3"),       // 9
        (1, Section, "3A"),      // 10
        (1, Section, "177 bis"), // 11
        (0, Schedule, "1"),      // 12
        (1, Section, "2"),       // 13
    ];
    vec![
        instrument("Harbour Guests Act, 2011", &lines),
        instrument("Penal Code", &[(0, Section, "7"), (1, Subsection, "1")]),
        instrument("Harbour Guests (Amendment) Act 2019", &[(0, Section, "1")]),
    ]
}

#[test]
fn references_lead_to_provisions() {
    use Resolution::{Dangling, Inside, Near, Outside};
    let here = |ids: &[ProvisionId]| Inside(ids.iter().map(|&id| (0, id)).collect());
    let outside = |name: &str| Outside { name: name.to_owned() };
    let table = [
        ("section 3", 4, here(&[9])),
        ("sections 1 to 3A", 4, here(&[1, 2, 9, 10])),
        ("sections 1-3", 4, here(&[1, 2, 9])),
        ("section 2", 4, here(&[2])),
        ("section 2", 13, here(&[13])),
        ("section 2(1)(b)", 9, here(&[5])),
        ("section 2(1)(c)", 9, Near(vec![(0, 3)])),
        ("subsection (2)", 4, here(&[6])),
        ("subsections (1) to (3)", 4, here(&[3, 6, 7])),
        ("paragraph (b)", 4, here(&[5])),
        ("paragraph (a) of subsection (1) of section two", 9, here(&[4])),
        ("art. 177 bis", 4, here(&[11])),
        ("Part 1 and Part II", 4, here(&[0])),
        ("Part II", 4, here(&[8])),
        ("this Part", 4, here(&[0])),
        ("this section", 4, here(&[2])),
        ("this subsection", 4, here(&[3])),
        ("this Act", 4, here(&[0, 8, 12])),
        ("this Chapter", 4, Dangling),
        ("section 99", 4, Dangling),
        ("subsection (9)", 4, Dangling),
        ("the preceding section", 9, here(&[2])),
        ("the preceding subsection", 6, here(&[3])),
        ("the foregoing provisions", 7, here(&[3, 6])),
        ("the following section", 9, here(&[10])),
        ("section 7(1) of the Penal Code", 4, Inside(vec![(1, 1)])),
        ("the Penal Code", 4, here(&[]).with(1, 0)),
        ("section 3 of the Harbour Guests Act", 4, here(&[9])),
        ("section 3 of the Harbour Guests Act, 2012", 4, outside("Harbour Guests Act, 2012")),
        ("section 3 of the Fisheries Act", 4, outside("Fisheries Act")),
        ("section 3 of the principal Act", 4, outside("principal Act")),
    ];
    let instruments = supplied();
    let resolver = Resolver::new(english(), &instruments);
    for (text, from, expected) in table {
        let references = english().references(text);
        assert_eq!(resolver.resolve(&references[0], (0, from)), expected, "{text}");
    }
}

impl Resolution {
    fn with(self, instrument: usize, id: ProvisionId) -> Self {
        let Self::Inside(mut places) = self else { return self };
        places.push((instrument, id));
        Self::Inside(places)
    }
}

#[test]
fn an_amending_text_refers_to_the_one_it_amends() {
    let instruments = supplied();
    let resolver = Resolver::new(english(), &instruments);
    let references = english().references("section 3 of the principal Act");
    assert_eq!(resolver.resolve(&references[0], (2, 0)), Resolution::Inside(vec![(0, 9)]));
}

#[test]
fn numerals_have_values() {
    let table = [("iv", Some(4)), ("xiv", Some(14)), ("mcmxc", Some(1990)), ("", None), ("3", None), ("va", None)];
    for (numeral, value) in table {
        assert_eq!(roman(numeral), value, "{numeral}");
    }
}
