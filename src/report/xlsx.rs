//! The gap table as a workbook: a table to filter and to fill in, the texts it was made from, and what it is not.

use super::foreign::plain;
use super::gap::table::{self, COLUMNS};
use super::{Outcome, Report, words};
use rust_xlsxwriter::{
    Color, ConditionalFormatText, ConditionalFormatTextRule, DataValidation, DocProperties, ExcelDateTime, Format,
    FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// The workbook.
///
/// # Errors
/// Where the table is larger than a sheet can be.
pub fn render(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let mut book = new_book("Gap report")?;
    gap_table(book.add_worksheet().set_name("Gap table")?, report)?;
    texts(book.add_worksheet().set_name("Texts read")?, report)?;
    notes(book.add_worksheet().set_name("About")?, report)?;
    book.save_to_buffer()
}

/// An empty workbook that is the same whenever it is made.
pub(super) fn new_book(title: &str) -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(title).set_author("Lacuna").set_creation_datetime(&made));
    Ok(book)
}

/// A sheet with frozen headings that filter.
pub(super) fn sheet<'a>(
    sheet: &mut Worksheet,
    head: impl Iterator<Item = (&'a str, u8)>,
    rows: &[Vec<String>],
) -> Result<(), XlsxError> {
    let bold = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_border(FormatBorder::Thin)
        .set_background_color(Color::RGB(0xe8_e8_e4));
    let cell = cell_format();
    let mut columns = 0_u16;
    for (name, width) in head {
        sheet.write_string_with_format(0, columns, name, &bold)?;
        sheet.set_column_width(columns, width)?;
        columns += 1;
    }
    for (at, row) in (1_u32..).zip(rows) {
        for (column, words) in (0_u16..).zip(row) {
            sheet.write_string_with_format(at, column, fitting(words), &cell)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?.set_landscape().set_repeat_rows(0, 0)?.set_print_fit_to_pages(1, 0);
    let last = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    sheet.autofilter(0, 0, last, columns.saturating_sub(1))?;
    Ok(())
}

/// How a cell with words looks.
pub(super) fn cell_format() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Thin)
}

/// The colour behind an outcome; its sign says the same.
pub(super) const fn colour(outcome: Outcome) -> Color {
    match outcome {
        Outcome::Met => Color::RGB(0x00cf_e9d5),
        Outcome::Partial => Color::RGB(0x00fb_e9ae),
        Outcome::Missing => Color::RGB(0x00f7_cfca),
        Outcome::Contrary => Color::RGB(0x00e7_c9e7),
        Outcome::NotSupplied => Color::RGB(0x00e8_eef7),
    }
}

/// As much as a cell of a workbook may hold.
fn fitting(words: &str) -> String {
    let words = plain(words);
    match words.char_indices().nth(CELL) {
        None => words,
        Some((end, _)) => format!("{}…", &words[..end]),
    }
}

const CELL: usize = 15_000;

const WIDTHS: [u8; 16] = [28, 10, 18, 14, 26, 18, 40, 16, 40, 40, 12, 20, 14, 16, 20, 24];

fn gap_table(to: &mut Worksheet, report: &Report) -> Result<(), XlsxError> {
    let rows = report.jurisdictions.iter().flat_map(table::rows);
    let rows: Vec<Vec<String>> =
        rows.map(|row| [row.jurisdiction, row.obligation].into_iter().chain(row.cells).collect()).collect();
    let head = [("Jurisdiction", 11), ("Id", 20)].into_iter().chain(COLUMNS.into_iter().zip(WIDTHS));
    sheet(to, head, &rows)?;
    let last = u32::try_from(rows.len()).unwrap_or(u32::MAX).max(1);
    for outcome in words::OUTCOMES {
        let starts = format!("{} {}", words::sign(outcome), words::outcome(outcome));
        let rule = ConditionalFormatText::new().set_rule(ConditionalFormatTextRule::BeginsWith(starts));
        to.add_conditional_format(
            1,
            9,
            last,
            9,
            &rule.set_format(Format::new().set_background_color(colour(outcome))),
        )?;
    }
    let priorities = DataValidation::new().allow_list_strings(&["high", "medium", "low"])?.ignore_blank(true);
    to.add_data_validation(1, 12, last, 12, &priorities)?;
    Ok(())
}

fn texts(to: &mut Worksheet, report: &Report) -> Result<(), XlsxError> {
    let mut rows = Vec::new();
    for jurisdiction in &report.jurisdictions {
        for one in &jurisdiction.instruments {
            let from = &one.provenance;
            let words = [&jurisdiction.code, &one.id, &one.title, &from.number, &from.in_force, &from.status];
            let mut row: Vec<String> = words.into_iter().cloned().collect();
            row.extend([words::text(one.text).to_owned(), one.language.clone(), words::laws(&one.kinds)]);
            row.extend([&from.source, &from.consulted, &one.file, &one.sha256].into_iter().cloned());
            rows.push(row);
        }
    }
    let head = [
        ("Jurisdiction", 11),
        ("Id", 24),
        ("Title", 36),
        ("Number", 12),
        ("In force", 12),
        ("Status", 14),
        ("Text", 24),
        ("Language", 10),
        ("Kinds of law", 30),
        ("Source", 36),
        ("Consulted", 12),
        ("File", 36),
        ("SHA-256", 66),
    ];
    sheet(to, head.into_iter(), &rows)
}

fn notes(to: &mut Worksheet, report: &Report) -> Result<(), XlsxError> {
    let mut rows = vec![
        vec!["Profile".to_owned(), words::profile(&report.catalogue.profile)],
        vec!["Catalogue".to_owned(), report.catalogue.sha256.clone()],
        vec!["Made with".to_owned(), format!("{} {}", report.generator.name, report.generator.version)],
    ];
    rows.extend(super::gap::METHOD.map(|said| vec!["Method and limits".to_owned(), said.to_owned()]));
    rows.push(vec!["Caution".to_owned(), words::CAUTION.to_owned()]);
    for jurisdiction in &report.jurisdictions {
        for (kinds, titles) in words::to_supply(jurisdiction) {
            rows.push(vec![format!("Not supplied ({})", jurisdiction.code), format!("{kinds}: {}", titles.join("; "))]);
        }
    }
    sheet(to, [("About", 24), ("", 100)].into_iter(), &rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn the_same_report_gives_the_same_bytes() {
        let bytes = render(&sample::report()).expect("a workbook");
        assert!(bytes.starts_with(b"PK"));
        assert_eq!(bytes, render(&sample::report()).expect("a workbook"));
    }

    #[test]
    fn long_words_fit_a_cell() {
        assert!(fitting(&"𝒳".repeat(40_000)).encode_utf16().count() <= 32_767);
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(32))]
        #[test]
        fn no_words_of_a_law_keep_it_from_being_written(hostile in sample::HOSTILE_PATTERN) {
            proptest::prop_assert!(render(&sample::hostile(&hostile)).is_ok());
        }
    }
}
