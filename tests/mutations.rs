//! x
mod support;
use support::law;
use support::score::answers;
#[test]
fn printed() {
    let Some(corpus) = support::shared("corpus/en") else { return };
    for j in law::library(&corpus) {
        let base = answers(&law::report(&j));
        let e = law::extracts(&j);
        let t = std::time::Instant::now();
        let again = law::reread(&j, &e).unwrap();
        let r = t.elapsed();
        let other = answers(&law::report(&again));
        println!("{} read {:?} all {:?}", j.code, r, t.elapsed());
        for (k, v) in &base {
            if other.get(k) != Some(v) {
                println!("{} {k} {v} {:?}", j.code, other.get(k));
            }
        }
    }
}
