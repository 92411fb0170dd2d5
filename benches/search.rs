//! Search against plain tantivy, for `benches/search.py`, which adds SQLite FTS5 and ripgrep (PERFORMANCE goals 4–6).
//!
//! ```text
//! cargo bench --bench search -- LIBRARY WORK QUERIES
//! ```
//!
//! Writes the provisions of the library to `WORK/provisions.ndjson` (so that every engine has the same input), builds
//! both indexes, runs the queries (one a line) warm, and prints one JSON object.

use lacuna::catalogue::Catalogue;
use lacuna::search::{Kind, Library, Request};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, QueryParser};
use tantivy::schema::{STORED, Schema, TEXT, Value};
use tantivy::snippet::SnippetGenerator;
use tantivy::{Index, TantivyDocument};

const ROUNDS: usize = 5;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|one| !one.starts_with("--")).collect();
    let [library, work, queries] = &arguments[..] else {
        say("usage: cargo bench --bench search -- LIBRARY WORK QUERIES (see benches/search.py)");
        return;
    };
    let work = PathBuf::from(work);
    let queries: Vec<String> = fs::read_to_string(queries).expect("queries").lines().map(str::to_owned).collect();
    let _ = fs::remove_dir_all(work.join("lacuna"));
    let shelf = Library::new(&[PathBuf::from(library)], Some(&work.join("lacuna"))).expect("a library");
    let start = Instant::now();
    let index = shelf.rebuild(Catalogue::built_in(), &mut |_| {}).expect("an index");
    let build = start.elapsed();
    let start = Instant::now();
    let reopened = shelf.open(Catalogue::built_in(), &mut |_| {}).expect("an index");
    let open = start.elapsed();
    let texts = index.texts().expect("texts");
    export(&texts, &work.join("provisions.ndjson"));
    let payload: usize = texts.iter().map(String::len).sum();
    let start = Instant::now();
    let plain = plain(&texts, &work.join("plain"));
    let plain_build = start.elapsed();
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        for query in &queries {
            times[0].push(timed(|| {
                let request = Request { query: query.clone(), limit: Some(10), ..Request::default() };
                reopened
                    .search(&request, Some(Catalogue::built_in()))
                    .map(|answer| answer.hits.len())
                    .unwrap_or_default()
            }));
            times[1].push(timed(|| ask_plain(&plain, query)));
        }
    }
    let figures = serde_json::json!({
        "provisions": texts.len(), "payload": payload, "kinds": Kind::ALL.len(),
        "lacuna": { "build_s": build.as_secs_f64(), "open_ms": open.as_secs_f64() * 1e3, "size": size(&work.join("lacuna")),
                    "p50_ms": at(&mut times[0], 0.5), "p99_ms": at(&mut times[0], 0.99) },
        "tantivy": { "build_s": plain_build.as_secs_f64(), "size": size(&work.join("plain")),
                     "p50_ms": at(&mut times[1], 0.5), "p99_ms": at(&mut times[1], 0.99) },
    });
    say(&figures.to_string());
}

fn say(words: &str) {
    let _ = writeln!(std::io::stdout(), "{words}");
}

fn timed(work: impl FnOnce() -> usize) -> Duration {
    let start = Instant::now();
    std::hint::black_box(work());
    start.elapsed()
}

fn at(times: &mut [Duration], share: f64) -> f64 {
    times.sort_unstable();
    times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3
}

fn export(texts: &[String], path: &Path) {
    let mut out = std::io::BufWriter::new(fs::File::create(path).expect("a file"));
    for text in texts {
        serde_json::to_writer(&mut out, text).expect("it is written");
        out.write_all(b"\n").expect("it is written");
    }
}

fn plain(texts: &[String], folder: &Path) -> Index {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).expect("a folder");
    let mut schema = Schema::builder();
    let body = schema.add_text_field("body", TEXT | STORED);
    let index = Index::create_in_dir(folder, schema.build()).expect("an index");
    let mut writer = index.writer_with_num_threads(1, 128 << 20).expect("a writer");
    for text in texts {
        let mut document = TantivyDocument::new();
        document.add_text(body, text);
        writer.add_document(document).expect("it is added");
    }
    writer.commit().expect("it is committed");
    writer.wait_merging_threads().expect("it is merged");
    index
}

/// The top ten with snippets; words side by side are all wanted first, as ours are.
fn ask_plain(index: &Index, query: &str) -> usize {
    thread_local! { static READER: std::cell::RefCell<Option<tantivy::Searcher>> = const { std::cell::RefCell::new(None) }; }
    let searcher = READER.with(|kept| {
        let mut kept = kept.borrow_mut();
        kept.get_or_insert_with(|| index.reader().expect("a reader").searcher()).clone()
    });
    let body = index.schema().get_field("body").expect("a field");
    let mut parser = QueryParser::for_index(index, vec![body]);
    parser.set_conjunction_by_default();
    let (run, _) = parser.parse_query_lenient(query);
    let run: Box<dyn Query> = Box::new(BooleanQuery::new(vec![(Occur::Must, run)]));
    let top = searcher.search(&run, &TopDocs::with_limit(10).order_by_score()).unwrap_or_default();
    let snippets = SnippetGenerator::create(&searcher, &run, body);
    let Ok(snippets) = snippets else { return 0 };
    let shown = top.iter().filter_map(|(_, address)| searcher.doc::<TantivyDocument>(*address).ok());
    shown
        .map(|one| snippets.snippet(one.get_first(body).and_then(|v| v.as_str()).unwrap_or("")).to_html().len())
        .filter(|length| *length > 0)
        .count()
}

fn size(folder: &Path) -> u64 {
    let inside = fs::read_dir(folder).into_iter().flatten().flatten();
    inside
        .map(|one| if one.path().is_dir() { size(&one.path()) } else { one.metadata().map_or(0, |data| data.len()) })
        .sum()
}
