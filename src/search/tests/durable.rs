//! What an index withstands: changes of one file, loss, damage, other versions, readers and writers at once.

use super::*;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

fn built(index: &Index) -> Vec<String> {
    let indexed = index.built.as_ref().map(|built| built.indexed.clone()).unwrap_or_default();
    indexed.iter().filter_map(|path| Some(Path::new(path).file_name()?.to_string_lossy().into_owned())).collect()
}

#[test]
fn only_the_file_that_changed_is_indexed_again() {
    let shelf = Shelf::two();
    assert_eq!(built(&shelf.open()), ["act.statute", "workers.statute"]);
    assert_eq!(built(&shelf.open()), Vec::<String>::new());
    shelf.write("xyz/workers.statute", &OTHER.replace("every month", "every fortnight"));
    let index = shelf.open();
    assert_eq!(built(&index), ["workers.statute"]);
    assert_eq!(found(&index, "fortnight"), ["xyz s 8"]);
    assert_eq!(found(&index, "wages month"), Vec::<String>::new());
    assert_eq!(found(&index, "consent"), ["abc s 2(2)"]);
}

#[test]
fn files_come_and_go() {
    let shelf = Shelf::two();
    let before = shelf.open().provisions();
    shelf.write(
        "xyz/more.statute",
        "jurisdiction: xyz\ntitle: More\n\nSection 1. Cranes\nA crane is a bird that is kept by no one.\n",
    );
    let index = shelf.open();
    assert_eq!(built(&index), ["more.statute"]);
    assert_eq!(found(&index, "crane"), ["xyz s 1"]);
    fs::remove_file(shelf.root.path().join("laws/xyz/more.statute")).expect("it is removed");
    let index = shelf.open();
    assert_eq!((found(&index, "crane").len(), index.provisions()), (0, before));
    shelf.write("xyz/jurisdiction.yaml", "code: xyw\n");
    assert_eq!(found(&shelf.open(), "wages"), ["xyw s 8"]);
}

#[test]
fn a_file_touched_without_a_change_is_not_indexed_again() {
    let shelf = Shelf::two();
    shelf.open();
    shelf.write("xyz/workers.statute", OTHER);
    let index = shelf.open();
    assert_eq!(built(&index), Vec::<String>::new());
    assert_eq!(found(&index, "wages"), ["xyz s 8"]);
}

/// The files of the index, with those that hold words.
fn files(shelf: &Shelf) -> Vec<std::path::PathBuf> {
    let folder = fs::read_dir(shelf.root.path().join("index")).expect("the index");
    let inside = folder
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .flat_map(|entry| fs::read_dir(entry.path()).expect("it"));
    let mut all: Vec<_> = inside.flatten().map(|entry| entry.path()).collect();
    all.sort();
    all
}

#[test]
fn an_index_that_is_damaged_is_built_anew() {
    let shelf = Shelf::two();
    let expected = found(&shelf.open(), "passport OR wages OR consent");
    let names: Vec<String> =
        files(&shelf).iter().filter_map(|path| Some(path.extension()?.to_string_lossy().into_owned())).collect();
    assert!(names.iter().any(|name| name == "idx") && names.iter().any(|name| name == "store"), "{names:?}");
    for at in 0..names.len() {
        for harm in [0, 1, 2] {
            let all = files(&shelf);
            let Some(path) = all.get(at).filter(|path| path.extension().is_some_and(|ending| ending != "lock")) else {
                continue;
            };
            let length = fs::metadata(path).map_or(0, |data| data.len());
            match harm {
                0 => drop(fs::remove_file(path)),
                1 => fs::OpenOptions::new()
                    .write(true)
                    .open(path)
                    .and_then(|file| file.set_len(length / 2))
                    .expect("cut"),
                _ => fs::write(path, b"").expect("emptied"),
            }
            assert_eq!(found(&shelf.open(), "passport OR wages OR consent"), expected, "{} {harm}", path.display());
        }
    }
    fs::write(shelf.root.path().join("index/current"), "v-../../elsewhere").expect("it is written");
    assert_eq!(found(&shelf.open(), "passport OR wages OR consent"), expected);
}

#[test]
fn an_index_of_another_catalogue_or_library_is_built_anew() {
    let shelf = Shelf::two();
    shelf.open();
    let mut other = Catalogue::built_in().clone();
    other.sha256.push('x');
    let index = shelf.library().open(&other, &mut |_| {}).expect("an index");
    assert_eq!(built(&index).len(), 2);
    let half = Library::new(&[shelf.root.path().join("laws/xyz")], Some(&shelf.root.path().join("index")));
    let index = half.expect("a library").open(&other, &mut |_| {}).expect("an index");
    assert_eq!(index.jurisdictions(), ["xyz"]);
}

#[test]
fn eight_readers_keep_reading_while_the_index_is_rebuilt() {
    let shelf = Shelf::two();
    shelf.open();
    let (done, asked) = (AtomicBool::new(false), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let mine = shelf.open();
                while !done.load(Ordering::Relaxed) {
                    assert_eq!(found(&mine, "consent"), ["abc s 2(2)"], "an open index stays as it is");
                    assert_eq!(found(&shelf.open(), "consent"), ["abc s 2(2)"], "a newly opened one is whole");
                    asked.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        for round in 0..6 {
            if round % 2 == 0 {
                shelf.library().rebuild(Catalogue::built_in(), &mut |_| {}).expect("it is rebuilt");
            } else {
                shelf.write("xyz/workers.statute", &OTHER.replace("every month", &format!("every {round} weeks")));
                shelf.open();
            }
        }
        while asked.load(Ordering::Relaxed) < 16 {
            std::thread::yield_now();
        }
        done.store(true, Ordering::Relaxed);
    });
    assert_eq!(found(&shelf.open(), "5 weeks"), ["xyz s 8"]);
}

#[test]
fn two_who_build_at_once_end_with_one_index() {
    let shelf = Shelf::two();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| built(&shelf.open()).len())).collect();
        let indexed: Vec<usize> = threads.into_iter().map(|thread| thread.join().expect("it ends")).collect();
        assert_eq!(indexed.iter().filter(|files| **files == 2).count(), 1, "one builds, the others wait: {indexed:?}");
    });
}
