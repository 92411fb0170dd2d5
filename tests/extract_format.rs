//! The reference of the extract format is true: its examples are read, its mistakes are found, its codes are all.

use lacuna::diagnostic::{Diagnostic, Severity};
use lacuna::instrument::LawKind;
use lacuna::instrument::statute::{self, Code};
use lacuna::source::SourceFile;

const REFERENCE: &str = include_str!("../docs/extract-format.md");

/// A fenced example, with the heading it stands under and the quotation that follows it.
#[derive(Default)]
struct Example {
    heading: String,
    info: String,
    text: String,
    quoted: Vec<String>,
}

fn examples() -> Vec<Example> {
    let (mut all, mut heading, mut fenced): (Vec<Example>, _, _) = (Vec::new(), String::new(), false);
    for line in REFERENCE.lines() {
        match (fenced, line.strip_prefix("```")) {
            (true, Some(_)) => fenced = false,
            (true, None) => {
                let example = all.last_mut().expect("a fence is open");
                example.text.extend([line, "\n"]);
            }
            (false, Some(info)) => {
                fenced = true;
                all.push(Example { heading: heading.clone(), info: info.to_owned(), ..Example::default() });
            }
            (false, None) if line.starts_with('#') => line.trim_start_matches(['#', ' ']).clone_into(&mut heading),
            (false, None) => {
                let quoted = line.strip_prefix("> ").map(str::to_owned);
                if let Some(example) = all.last_mut().filter(|example| example.heading == heading) {
                    example.quoted.extend(quoted);
                }
            }
        }
    }
    all
}

fn diagnostics(example: &Example) -> Vec<Diagnostic> {
    let whole = if example.info.contains("body") {
        format!("title: Example Act\n\n{}", example.text)
    } else {
        example.text.clone()
    };
    match statute::read(&SourceFile::new("example.statute", whole.as_str()), &whole, 0) {
        Ok(draft) => draft.diagnostics,
        Err(diagnostics) => diagnostics,
    }
}

#[test]
fn every_example_is_read_without_a_remark() {
    let good: Vec<Example> =
        examples().into_iter().filter(|e| e.info.starts_with("statute") && !e.info.contains("mistake")).collect();
    assert!(good.len() > 8);
    for example in good {
        assert_eq!(diagnostics(&example), [], "{}", example.text);
    }
}

#[test]
fn every_mistake_is_found_and_said_as_shown() {
    let wrong: Vec<Example> = examples().into_iter().filter(|e| e.info.contains("mistake")).collect();
    let mut differing = String::new();
    for example in &wrong {
        let found = diagnostics(example);
        let [only] = &found[..] else { panic!("one mistake in {}: {found:#?}", example.text) };
        let help = only.help.clone().unwrap_or_default();
        assert_eq!(example.heading, heading(&only.code, only.severity));
        if example.quoted != [only.message.clone(), help.clone()] {
            differing += &format!("{}\t{}\t{help}\n", only.code, only.message);
        }
    }
    assert_eq!(differing, "");
}

#[test]
fn the_reference_lists_the_codes_of_the_table_in_its_order() {
    let described: Vec<&str> =
        REFERENCE.lines().filter_map(|line| line.strip_prefix("### `")).map(|rest| rest.trim()).collect();
    let table: Vec<String> = Code::ALL.iter().map(|code| heading(code.name(), code.severity())).collect();
    let table: Vec<&str> = table.iter().map(|heading| heading.trim_start_matches('`')).collect();
    assert_eq!(described, table);
}

#[test]
fn the_reference_lists_the_kinds_of_law() {
    for kind in LawKind::ALL {
        assert!(REFERENCE.contains(&format!("| `{}` |", kind.name())), "{}", kind.name());
    }
}

fn heading(code: &str, severity: Severity) -> String {
    let weight = if severity == Severity::Error { "error" } else { "warning" };
    format!("`{code}` ({weight})")
}
