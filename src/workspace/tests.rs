use super::*;
use std::collections::BTreeMap;
use tempfile::TempDir;

/// A folder with the files named, each holding its own name unless it says otherwise.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let root = TempDir::new().unwrap();
    for (name, text) in files {
        let path = root.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, if text.is_empty() { name } else { text }).unwrap();
    }
    root
}

/// Code of each jurisdiction with the names of its files.
fn found(workspace: &Workspace) -> BTreeMap<String, Vec<String>> {
    let names = |jurisdiction: &Supply| jurisdiction.files.iter().map(|file| file.name().to_owned()).collect();
    workspace.supplies.iter().map(|one| (one.code.clone(), names(one))).collect()
}

fn codes(diagnostics: &[Diagnostic]) -> Vec<&str> {
    diagnostics.iter().map(|diagnostic| diagnostic.code.as_str()).collect()
}

fn expected(pairs: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
    pairs
        .iter()
        .map(|(code, files)| ((*code).to_owned(), files.iter().map(|file| (*file).to_owned()).collect()))
        .collect()
}

#[test]
fn a_folder_of_files_is_one_jurisdiction_with_the_files_in_the_order_of_their_names() {
    let root = folder(&[("zmb/b.json", ""), ("zmb/a.md", ""), ("zmb/README.md", ""), ("zmb/.hidden.md", "")]);
    let workspace = survey(&[root.path().join("zmb")]);
    assert_eq!(found(&workspace), expected(&[("zmb", &["a.md", "b.json"])]));
    assert_eq!(workspace.supplies[0].name, "Zambia");
    assert!(workspace.diagnostics.is_empty() && workspace.supplies[0].diagnostics.is_empty());
}

#[test]
fn a_library_is_one_jurisdiction_per_folder_whatever_stands_between() {
    let root = folder(&[("en/zmb/a.md", ""), ("en/mwi/b.md", ""), ("fr/fra/loi/c.txt", ""), ("README.md", "")]);
    let workspace = survey(&[root.path().to_owned()]);
    assert_eq!(found(&workspace), expected(&[("zmb", &["a.md"]), ("mwi", &["b.md"]), ("fra", &["c.txt"])]));
}

#[test]
fn folders_inside_a_jurisdiction_belong_to_it_unless_they_name_another() {
    let root = folder(&[
        ("abc/a.md", ""),
        ("abc/acts/b.md", ""),
        ("abc/zmb/c.md", ""),
        ("abc/x/jurisdiction.yaml", "code: xyz\n"),
        ("abc/x/d.md", ""),
    ]);
    let workspace = survey(&[root.path().join("abc")]);
    assert_eq!(found(&workspace), expected(&[("abc", &["a.md", "b.md"]), ("zmb", &["c.md"]), ("xyz", &["d.md"])]));
}

#[test]
fn the_record_names_the_jurisdiction_and_corrects_its_files() {
    let record = "code: abc\nname: Abecedaria\ninstruments:\n  - file: a.txt\n    title: The Act\n  - file: gone.txt\n";
    let root = folder(&[("x/jurisdiction.yaml", record), ("x/a.txt", "")]);
    let mut workspace = survey(&[root.path().join("x")]);
    let one = &mut workspace.supplies[0];
    assert_eq!((one.code.as_str(), one.name.as_str()), ("abc", "Abecedaria"));
    assert_eq!(codes(&one.diagnostics), ["absent-file"]);
    let path = one.sources().next().unwrap().unwrap().path;
    let mut facts = Facts::default();
    one.settle(&path, &mut facts);
    assert_eq!(facts.title, "The Act");
}

#[test]
fn mistakes_in_the_record_are_reported_and_the_laws_still_read() {
    let root = folder(&[("zmb/jurisdiction.yaml", "nam: Zambia\n"), ("zmb/a.txt", "")]);
    let workspace = survey(&[root.path().join("zmb")]);
    assert_eq!(found(&workspace), expected(&[("zmb", &["a.txt"])]));
    assert_eq!(codes(&workspace.supplies[0].diagnostics), ["unknown-key"]);
}

#[test]
fn a_single_file_takes_its_code_from_its_header_its_folder_or_its_name() {
    let root =
        folder(&[("x/a.statute", "title: A\njurisdiction: ABC\n\n"), ("zmb/b.json", ""), ("x/act-of-2008.md", "")]);
    let paths = ["x/a.statute", "zmb/b.json", "x/act-of-2008.md"].map(|path| root.path().join(path));
    let mut workspace = survey(&paths);
    assert_eq!(
        found(&workspace),
        expected(&[("abc", &["a.statute"]), ("zmb", &["b.json"]), ("act-of-2008", &["act-of-2008.md"])])
    );
    let mut facts = Facts { jurisdiction: "MWI".to_owned(), ..Facts::default() };
    workspace.supplies[2].settle("x/act-of-2008.md", &mut facts);
    assert_eq!(workspace.supplies[2].name, "Malawi");
    workspace.supplies[1].settle("zmb/b.json", &mut facts);
    assert_eq!(workspace.supplies[1].code, "zmb");
}

#[test]
fn files_of_one_folder_given_one_by_one_are_read_together() {
    let root = folder(&[("zmb/a.json", ""), ("zmb/b.json", "")]);
    let paths = ["zmb/b.json", "zmb/a.json", "zmb/b.json"].map(|path| root.path().join(path));
    assert_eq!(found(&survey(&paths)), expected(&[("zmb", &["a.json", "b.json"])]));
}

#[test]
fn formats_that_are_not_read_are_named_and_weigh_more_where_a_law_may_be_in_them() {
    let root = folder(&[("zmb/a.md", ""), ("zmb/act.PDF", ""), ("zmb/map.png", "")]);
    let found = &survey(&[root.path().join("zmb")]).supplies[0].diagnostics;
    assert_eq!(codes(found), ["unsupported-format", "unsupported-format"]);
    assert_eq!(
        (found[0].severity, found[1].severity),
        (crate::diagnostic::Severity::Error, crate::diagnostic::Severity::Warning)
    );
    assert!(found[0].help.as_deref().unwrap().contains(".statute"));
}

#[test]
fn paths_without_law_are_diagnostics() {
    let root = folder(&[("only/act.pdf", ""), ("other/map.png", "")]);
    fs::create_dir(root.path().join("empty")).unwrap();
    let paths = ["empty", "nowhere", "only", "only/act.pdf"].map(|path| root.path().join(path));
    let workspace = survey(&paths);
    assert_eq!(codes(&workspace.diagnostics), ["empty-folder", "missing-path", "unsupported-format"]);
    assert_eq!(found(&workspace), expected(&[("only", &[])]));
    assert_eq!(codes(&workspace.supplies[0].diagnostics), ["unsupported-format"]);
}

#[test]
fn a_path_given_twice_and_a_file_copied_are_read_once() {
    let root = folder(&[("zmb/a.txt", "same"), ("zmb/b.txt", "same"), ("zmb/c.txt", "else")]);
    let workspace = survey(&[root.path().to_owned(), root.path().join("zmb"), root.path().join("zmb/a.txt")]);
    assert_eq!(workspace.supplies.len(), 1);
    let read: Vec<_> = workspace.supplies[0].sources().collect();
    assert_eq!(read.iter().filter(|source| source.is_ok()).count(), 2);
    assert_eq!(read[1].as_ref().unwrap_err().code, "duplicate-file");
}

#[test]
fn two_folders_with_one_code_stay_apart() {
    let root = folder(&[("old/zmb/a.txt", ""), ("new/zmb/a.txt", "")]);
    let workspace = survey(&[root.path().join("old"), root.path().join("new")]);
    assert_eq!(workspace.supplies.len(), 2);
    assert_eq!(codes(&workspace.supplies[1].diagnostics), ["same-code"]);
}

#[cfg(unix)]
#[test]
fn loops_of_links_end_and_broken_links_are_reported() {
    use std::os::unix::fs::symlink;
    let root = folder(&[("zmb/a.txt", "")]);
    symlink(root.path(), root.path().join("zmb/again")).unwrap();
    symlink(root.path().join("nowhere.txt"), root.path().join("zmb/broken.txt")).unwrap();
    let workspace = survey(&[root.path().to_owned()]);
    assert_eq!(found(&workspace), expected(&[("zmb", &["a.txt", "broken.txt"])]));
    let read: Vec<_> = workspace.supplies[0].sources().collect();
    assert_eq!(read[1].as_ref().unwrap_err().code, "unreadable-file");
}
