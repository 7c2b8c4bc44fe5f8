//! A table as CSV that no spreadsheet takes for formulas.
//!
//! RFC 4180 with a byte order mark, so that spreadsheets read it as UTF-8. Days are ISO days and
//! amounts plain decimals without a sign of the currency. A text that a spreadsheet would read
//! as a formula gets an apostrophe in front, and every text stands in quotation marks, as OWASP
//! advises against CSV injection; figures, days and amounts stay as they are. Nothing else is
//! changed but control characters, which are shown.

use csv::{QuoteStyle, Terminator, WriterBuilder};

use crate::export::shape::{Grid, lines};
use crate::register::{Fault, Result};
use crate::report::document::{Cell, Table};

/// Writes a table: UTF-8 with a byte order mark, commas, ISO days.
pub(super) fn write(table: &Table) -> Result<Vec<u8>> {
    let grid = Grid::of(table);
    let heads: Vec<String> = grid.heads.iter().map(|head| guarded(&head.name)).collect();
    let rows = grid.rows.iter().map(|row| row.cells.iter().map(|cell| field(cell)).collect());
    records(std::iter::once(heads).chain(rows))
}

/// Writes records whose fields are guarded already.
fn records(records: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>> {
    let failed = |error: &dyn std::fmt::Display| {
        Fault::invalid(format!("Writing the rows as CSV failed: {error}."))
    };
    let mut writer = WriterBuilder::new()
        .quote_style(QuoteStyle::NonNumeric)
        .terminator(Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    for record in records {
        // A line without fields would be no line at all.
        if !record.is_empty() {
            writer.write_record(&record).map_err(|error| failed(&error))?;
        }
    }
    writer.into_inner().map_err(|error| failed(&error))
}

/// A cell as a program and a spreadsheet read it.
fn field(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => guarded(&lines(text).join("\n")),
        Cell::Number(number) => number.to_string(),
        Cell::Money(money) => money.pounds().to_string(),
        Cell::Percent(percent) => percent.to_string(),
        Cell::Date(day) => day.to_string(),
    }
}

/// A text that no spreadsheet takes for a formula.
///
/// One that has an apostrophe there already gets one more, so that every text can be told from
/// what was done to it.
pub(super) fn guarded(text: &str) -> String {
    if is_formula(text.trim_start_matches('\'')) { format!("'{text}") } else { text.to_owned() }
}

/// Whether a spreadsheet may take a text for a formula: because of its first character, or of
/// the first that is left when it has taken away spaces and what does not show.
fn is_formula(text: &str) -> bool {
    if text.starts_with(['\t', '\r', '\n']) {
        return true;
    }
    let first = |c: &char| !(c.is_whitespace() || c.is_control() || *c == '\u{feff}');
    matches!(
        text.chars().find(first),
        Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '﹢' | '﹣' | '﹦' | '﹫' | '−')
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    /// The text behind a guarded one.
    fn bared(field: &str) -> &str {
        match field.strip_prefix('\'') {
            Some(text) if is_formula(text.trim_start_matches('\'')) => text,
            _ => field,
        }
    }

    #[rstest]
    #[case("=1+1")]
    #[case("+44 1539 000000")]
    #[case("-5 degrees")]
    #[case("@SUM(A1)")]
    #[case("  =cmd|' /C calc'!A0")]
    #[case("\u{a0}\u{3000}=1")]
    #[case("\tx")]
    #[case("\rx")]
    #[case("\n=1")]
    #[case("＝1+1")]
    #[case("＠SUM(A1)")]
    #[case("'=1")]
    fn what_a_spreadsheet_would_compute_is_written_as_text(#[case] text: &str) {
        assert_eq!(guarded(text), format!("'{text}"));
    }

    #[rstest]
    #[case("")]
    #[case("Road salt")]
    #[case("a=b")]
    #[case("'tis")]
    #[case("£5")]
    fn other_texts_stay_as_they_are(#[case] text: &str) {
        assert_eq!(guarded(text), text);
    }

    proptest! {
        #[test]
        fn every_text_can_be_had_back(text in "[ '=+@a\t\n-]{0,8}|.*") {
            let guarded = guarded(&text);
            prop_assert_eq!(bared(&guarded), text.as_str());
        }

        #[test]
        fn no_field_begins_like_a_formula(text in "[ '=+@a\t\n-]{0,8}|.*") {
            prop_assert!(!is_formula(&guarded(&text)));
        }
    }
}
