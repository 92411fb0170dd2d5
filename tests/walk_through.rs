//! Follows docs/catalogue.md to the letter: writes every file it shows, runs every command, and looks for every answer.

use assert_cmd::Command;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const PAGE: &str = include_str!("../docs/catalogue.md");

/// The fenced blocks of the page: language and lines.
fn blocks() -> Vec<(&'static str, Vec<&'static str>)> {
    let (mut all, mut open): (Vec<(&str, Vec<&str>)>, bool) = (Vec::new(), false);
    for line in PAGE.lines() {
        match line.strip_prefix("```") {
            Some(language) if !open => {
                all.push((language, Vec::new()));
                open = true;
            }
            Some(_) => open = false,
            None if open => all.last_mut().expect("a block is open").1.push(line),
            None => {}
        }
    }
    all
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("the catalogue") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() { copy(&entry.path(), &target) } else { drop(fs::copy(entry.path(), target)) }
    }
}

fn write(root: &Path, lines: &[&str]) {
    let first = lines[0].strip_prefix("# ").expect("a file block begins with its path");
    let body = lines[1..].join("\n") + "\n";
    let (path, place) = first.split_once(", ").unwrap_or((first, ""));
    let file = root.join(path);
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    let text = match place {
        "" => body,
        "at the end" => fs::read_to_string(&file).expect("the file is there") + &body,
        _ => {
            let label =
                place.strip_prefix("in the entry of ").and_then(|rest| rest.split_once(", ")).expect("an entry").0;
            let text = fs::read_to_string(&file).expect("the file is there");
            let entry = text.find(&format!("\"{label}\"")).expect("the entry is there");
            let after =
                text[entry..].find("obligations:\n").expect("it has obligations") + entry + "obligations:\n".len();
            format!("{}{body}{}", &text[..after], &text[after..])
        }
    };
    fs::write(file, text).expect("a file");
}

/// Runs `$ …` lines; every other line is to be found in what the command above it prints.
fn run(root: &Path, lines: &[&str]) {
    let mut printed = String::new();
    for line in lines {
        let Some(command) = line.strip_prefix("$ ") else {
            assert!(printed.contains(line), "`{line}` is not in\n{printed}");
            continue;
        };
        let words: Vec<&str> = command.split(' ').collect();
        if words[0] == "cp" {
            copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(words[2]), &root.join(words[3]));
            continue;
        }
        assert_eq!(words[0], "lacuna", "{command}");
        let mut lacuna = Command::cargo_bin("lacuna").expect("the binary is built with the tests");
        let output = lacuna.current_dir(root).args(&words[1..]).output().expect("it runs");
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{command}\n{out}\n{err}");
        printed = out.split_whitespace().collect::<Vec<_>>().join(" ");
    }
}

#[test]
fn the_walk_through_works_as_it_is_written() {
    let root = TempDir::new().expect("a temporary folder");
    let mut commands = 0;
    for (language, lines) in blocks() {
        if language == "console" {
            commands += lines.iter().filter(|line| line.starts_with("$ ")).count();
            run(root.path(), &lines);
        } else {
            write(root.path(), &lines);
        }
    }
    assert!(commands >= 5, "{commands} commands");
}
