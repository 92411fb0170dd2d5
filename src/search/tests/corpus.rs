//! Real laws, where they are at hand: the right provision first, and one file changed among many.

#![allow(clippy::print_stderr)]

use super::*;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The folder of shared laws; none where it is not there, which is said aloud.
pub(super) fn shared(inside: &str) -> Option<PathBuf> {
    let root = std::env::var_os("LACUNA_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let folder = root.join(inside);
    if !folder.is_dir() {
        eprintln!("skipped: {} is not there", folder.display());
        return None;
    }
    Some(folder)
}

/// A query with the provisions of which one should come first: code, part of the file's name, citation.
type Asked<'q> = (&'q str, Vec<(&'q str, &'q str, &'q str)>);

fn queries(table: &str) -> Vec<Asked<'_>> {
    let mut all: Vec<Asked> = Vec::new();
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [query, code, instrument, citation] = cells[..] else { panic!("four columns: {line}") };
        match all.last_mut() {
            Some((last, wanted)) if *last == query => wanted.push((code, instrument, citation)),
            _ => all.push((query, vec![(code, instrument, citation)])),
        }
    }
    all
}

/// True where a hit is the provision, or stands in it.
fn fits(hit: &Hit, (code, instrument, citation): (&str, &str, &str)) -> bool {
    let name = Path::new(&hit.file).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let bare = hit.citation.trim_start_matches(|c: char| !c.is_lowercase() && c != '§');
    let here = [hit.citation.as_str(), bare, hit.citation.rsplit_once(" s ").map_or("", |(_, rest)| rest)];
    let wanted = citation.trim_start_matches("s ");
    let inside = |place: &&str| {
        let place = place.trim_start_matches("s ").trim_start_matches("§ ");
        place
            .strip_prefix(wanted.trim_start_matches("§ "))
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '.'))
    };
    hit.jurisdiction == code && name.contains(instrument) && here.iter().any(inside)
}

/// How many of the queries have the right provision among the first three.
fn right(all: &[Asked], answer: &dyn Fn(&str) -> Vec<Hit>) -> usize {
    let mut count = 0;
    for (query, wanted) in all {
        let hits = answer(query);
        let found = hits.iter().take(3).any(|hit| wanted.iter().any(|one| fits(hit, *one)));
        count += usize::from(found);
        if !found {
            let first: Vec<String> =
                hits.iter().take(3).map(|hit| format!("{} {}", hit.jurisdiction, hit.citation)).collect();
            eprintln!("  not among the first three: {query} (found {})", first.join(", "));
        }
    }
    count
}

#[test]
fn the_right_provision_is_among_the_first_three() {
    let Some(corpus) = shared("corpus/en") else { return };
    let place = TempDir::new().expect("a folder");
    let library = Library::new(&[corpus], Some(place.path())).expect("a library");
    let index = library.open(Catalogue::built_in(), &mut |_| {}).expect("an index");
    let all = queries(include_str!("../../../tests/queries.tsv"));
    assert_eq!(all.len(), 60);
    let request = |query: &str| Request { limit: Some(3), ..typed(query) };
    let ours =
        right(&all, &|query| index.search(&request(query), Some(Catalogue::built_in())).expect("an answer").hits);
    eprintln!("plain BM25 over the words of the provision:");
    let plain = right(&all, &|query| index.plain(query, 3).expect("an answer"));
    eprintln!("right among the first three: {ours} of 60; plain BM25: {plain} of 60");
    assert!(ours >= 54, "{ours} of 60");
    assert!(ours > plain);
}

#[test]
fn of_many_files_only_the_changed_one_is_indexed_again() {
    let (Some(corpus), Some(acts)) = (shared("corpus/en"), shared("corpus/large/irl")) else { return };
    let root = TempDir::new().expect("a folder");
    let mut names: Vec<PathBuf> = fs::read_dir(&acts).expect("acts").flatten().map(|entry| entry.path()).collect();
    names.sort();
    let mut copied: BTreeMap<String, PathBuf> = BTreeMap::new();
    let small = |path: &&PathBuf| fs::metadata(path).is_ok_and(|data| data.len() < 60_000);
    for path in names.iter().filter(small).step_by(16) {
        let to = root.path().join("laws/irl").join(path.file_name().expect("a name"));
        fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
        fs::copy(path, &to).expect("a copy");
        copied.insert(to.to_string_lossy().into_owned(), to);
    }
    for entry in fs::read_dir(corpus.join("zmb")).expect("acts").flatten() {
        let to = root.path().join("laws/zmb").join(entry.file_name());
        fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
        fs::copy(entry.path(), &to).expect("a copy");
    }
    let library = Library::new(&[root.path().join("laws")], Some(&root.path().join("index"))).expect("a library");
    let open = || library.open(Catalogue::built_in(), &mut |_| {}).expect("an index");
    let first = open();
    assert!(first.built.as_ref().is_some_and(|built| built.indexed.len() > 30), "{:?}", first.built);
    let (_, touched) = copied.iter().nth(10).expect("enough acts");
    let text = fs::read_to_string(touched).expect("an act").replace(" shall ", " must ");
    fs::write(touched, text + "\n").expect("it is written");
    let second = open();
    let indexed = &second.built.as_ref().expect("it was brought up to date").indexed;
    assert_eq!(indexed.len(), 1, "{indexed:?}");
    assert!(indexed[0].ends_with(&*touched.file_name().expect("a name").to_string_lossy()));
    assert_eq!(first.provisions(), second.provisions());
}
