//! The gap table as CSV. No cell can be taken for a formula by the program that opens it.

use super::Report;
use super::foreign::plain;
use super::gap::table::{self, COLUMNS};

/// The gap tables of all jurisdictions as one table, with a line of headings.
#[must_use]
pub fn render(report: &Report) -> String {
    let head = ["Jurisdiction", "Id"].into_iter().chain(COLUMNS).map(str::to_owned).collect();
    let rows = report.jurisdictions.iter().flat_map(table::rows);
    let rows = rows.map(|row| [row.jurisdiction, row.obligation].into_iter().chain(row.cells).collect());
    write(std::iter::once(head).chain(rows))
}

/// Rows as CSV.
#[must_use]
pub fn write(rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = ::csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in rows {
        // Writing to memory has no way to fail.
        let _ = writer.write_record(row.iter().map(|cell| safe(cell)));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// A cell that no spreadsheet takes for a formula.
fn safe(words: &str) -> String {
    let words = plain(words);
    if words.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) { format!("'{words}") } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn cells(text: &str) -> Vec<Vec<String>> {
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        reader.records().map(|row| row.expect("CSV").iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn there_is_a_row_for_each_element_and_a_column_for_each_thing() {
        let rows = cells(&render(&sample::report()));
        assert_eq!(rows[0][..3], ["Jurisdiction", "Id", "Obligation"]);
        assert_eq!(rows.len(), 1 + 6);
        assert_eq!(rows[1][6..10], ["recruitment (found)", "s 3(1)", "“recruits”", "✓ met"]);
    }

    #[test]
    fn formulas_are_words() {
        assert_eq!(safe("=1+1"), "'=1+1");
        assert_eq!(safe("\t@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(safe("s 3"), "s 3");
    }

    proptest::proptest! {
        #[test]
        fn no_words_of_a_law_change_the_table(hostile in sample::HOSTILE_PATTERN) {
            let rows = cells(&render(&sample::hostile(&hostile)));
            proptest::prop_assert_eq!(rows.len(), 7);
            proptest::prop_assert!(rows.iter().all(|row| row.len() == COLUMNS.len() + 2));
            proptest::prop_assert!(rows.iter().flatten().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])));
        }
    }
}
