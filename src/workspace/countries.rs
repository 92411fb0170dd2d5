//! Names of countries and territories by their ISO 3166-1 alpha-3 code, for folders that do not name themselves.

/// One line per code, sorted: code, tab, English short name as the United Nations write it.
const TABLE: &str = include_str!("countries.tsv");

/// The name of the country or territory with this code, in either case.
#[must_use]
pub fn name(code: &str) -> Option<&'static str> {
    let code = code.to_ascii_lowercase();
    TABLE.lines().filter_map(|line| line.split_once('\t')).find(|(known, _)| *known == code).map(|(_, name)| name)
}

/// True for a folder name that says by itself which jurisdiction it holds: `zmb`, or a part of one, `gbr-sct`.
#[must_use]
pub fn is_code(word: &str) -> bool {
    name(word.split('-').next().unwrap_or(word)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_whole_and_well_formed() {
        let codes: Vec<&str> = TABLE.lines().map(|line| line.split_once('\t').expect("a tab in each line").0).collect();
        assert_eq!(codes.len(), 249);
        assert!(codes.is_sorted_by(|a, b| a < b));
        assert!(codes.iter().all(|code| code.len() == 3 && code.bytes().all(|b| b.is_ascii_lowercase())));
    }

    #[test]
    fn codes_are_known_in_either_case() {
        assert_eq!(name("ZMB"), Some("Zambia"));
        assert_eq!(name("en"), None);
        assert!(is_code("gbr-sct") && !is_code("laws"));
    }
}
