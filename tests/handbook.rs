//! The handbook of obligations is what the catalogue says. `LACUNA_BLESS=1 cargo test --test handbook` writes it anew.

use lacuna::catalogue::{Catalogue, Obligation};
use lacuna::report::handbook;
use std::path::Path;

#[test]
fn docs_obligations_is_written_out_from_the_catalogue() {
    let catalogue = Catalogue::built_in();
    let all: Vec<&Obligation> = catalogue.obligations.iter().collect();
    let expected = handbook::markdown(&all, &catalogue.plan().expect("the table has no mistakes"));
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/obligations.md");
    if std::env::var_os("LACUNA_BLESS").is_some() {
        std::fs::write(&file, &expected).expect("the handbook can be written");
    }
    let found = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(found == expected, "docs/obligations.md is not what the catalogue says; run this test with LACUNA_BLESS=1");
}

#[test]
fn the_full_profile_has_sixty_obligations_or_more() {
    assert!(Catalogue::built_in().obligations.len() >= 60);
}
