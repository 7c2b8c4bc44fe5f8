//! What stands in a cell of a sheet, and how: texts that stay texts, figures that stay figures.

use jiff::civil::date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use crate::export::csv::guarded;
use crate::export::shape::lines;
use crate::register::Fault;
use crate::report::document::Cell;

/// The most that a cell holds, in units of UTF-16.
const LONGEST: usize = 32_767;
/// What stands at the end of a text that is cut.
const CUT: &str =
    "\n[Cut here: a cell of a spreadsheet holds no more. The whole text is in the other formats.]";

/// How a cell looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// What it is.
    pub kind: Kind,
    /// Whether it stands to the right.
    pub right: bool,
}

/// What a cell is, which says how it looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// Words without anything around them.
    #[default]
    Words,
    /// The same in bold.
    Strong,
    /// One of a table.
    Usual,
    /// One of a table that names others, or must not be missed.
    Named,
    /// The name of a column.
    Head,
    /// One of a row that adds up the ones above.
    Total,
}

impl Look {
    /// A cell of some kind, that stands to the right where it is a figure.
    pub(super) const fn of(kind: Kind, right: bool) -> Self {
        Self { kind, right }
    }

    /// Words in bold without anything around them.
    pub(super) const STRONG: Self = Self::of(Kind::Strong, false);

    /// The format of a spreadsheet.
    pub(super) fn format(self) -> Format {
        let mut format = Format::new().set_align(FormatAlign::Top).set_text_wrap();
        if !matches!(self.kind, Kind::Words | Kind::Usual) {
            format = format.set_bold();
        }
        if matches!(self.kind, Kind::Head | Kind::Total) {
            format = format.set_background_color(0x00F1_F4F7);
        }
        if !matches!(self.kind, Kind::Words | Kind::Strong) {
            format = format.set_border(FormatBorder::Thin).set_border_color(0x0077_818D);
        }
        if self.kind == Kind::Total {
            format = format.set_border_top(FormatBorder::Double);
        }
        if self.right {
            format = format.set_align(FormatAlign::Right);
        }
        format
    }
}

/// The fault of a workbook that cannot be written.
pub(super) fn failed(error: &XlsxError) -> Fault {
    Fault::invalid(format!("Writing the workbook failed: {error}."))
}

/// Writes a cell as what it is; a figure that a spreadsheet would not hold exactly is a text.
pub(super) fn put(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    look: Look,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {
            sheet.write_blank(row, column, &look.format())?;
        }
        Cell::Text(text) => put_text(sheet, row, column, &lines(text).join("\n"), look)?,
        Cell::Number(number) => {
            let places = format!("0{}", decimals(number.scale()));
            put_number(sheet, row, column, (*number, &places), &cell.words(), look)?;
        }
        Cell::Money(money) => {
            let pounds = (money.pounds(), "[$£-809]#,##0.00");
            put_number(sheet, row, column, pounds, &cell.words(), look)?;
        }
        Cell::Percent(percent) => {
            let places = format!("0{}%", decimals(percent.value().normalize().scale()));
            let share = (percent.value() / Decimal::ONE_HUNDRED, places.as_str());
            put_number(sheet, row, column, share, &cell.words(), look)?;
        }
        Cell::Date(day) => {
            let civil = day.civil();
            // Excel has a 29 February 1900, which never was; it disagrees with others before it.
            if civil < date(1900, 3, 1) {
                return put_text(sheet, row, column, &cell.words(), look);
            }
            let (Ok(year), Ok(month), Ok(day)) = (
                u16::try_from(civil.year()),
                u8::try_from(civil.month()),
                u8::try_from(civil.day()),
            ) else {
                return put_text(sheet, row, column, &cell.words(), look);
            };
            let format = look.format().set_num_format("d mmm yyyy").set_align(FormatAlign::Left);
            let day = ExcelDateTime::from_ymd(year, month, day)?;
            sheet.write_datetime_with_format(row, column, &day, &format)?;
        }
    }
    Ok(())
}

/// Writes a text that no spreadsheet takes for a formula, not even when it is edited.
pub(super) fn put_text(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
    look: Look,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(row, column, fitting(text), &text_format(text, look))?;
    Ok(())
}

/// The format of a text: one that looks like a formula is marked as text.
pub(super) fn text_format(text: &str, look: Look) -> Format {
    let format = look.format();
    if guarded(text) == text { format } else { format.set_quote_prefix() }
}

fn put_number(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    (number, format): (Decimal, &str),
    words: &str,
    look: Look,
) -> Result<(), XlsxError> {
    // A spreadsheet keeps fifteen digits of a number and makes noughts of the others.
    let is_kept = number.normalize().mantissa().unsigned_abs() < 1_000_000_000_000_000;
    match number.to_f64() {
        Some(figure) if is_kept => {
            let format = look.format().set_num_format(format);
            sheet.write_number_with_format(row, column, figure, &format)?;
            Ok(())
        }
        _ => put_text(sheet, row, column, words, look),
    }
}

fn decimals(places: u32) -> String {
    if places == 0 { String::new() } else { format!(".{}", "0".repeat(places as usize)) }
}

/// A text that fits into a cell; what is cut says so.
pub(super) fn fitting(text: &str) -> String {
    if text.encode_utf16().count() <= LONGEST {
        return text.to_owned();
    }
    format!("{}{CUT}", cut(text, LONGEST - CUT.encode_utf16().count()))
}

/// The beginning of a text, of so many units of UTF-16 at most.
pub(super) fn cut(text: &str, most: usize) -> &str {
    let mut length = 0;
    for (at, c) in text.char_indices() {
        length += c.len_utf16();
        if length > most {
            return text.get(..at).unwrap_or(text);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_characters_and_says_so() {
        assert_eq!(cut("a💷b", 2), "a");
        assert_eq!(cut("a💷b", 3), "a💷");
        assert_eq!(cut("a💷b", 9), "a💷b");
        let long = fitting(&"💷".repeat(40_000));
        assert!(long.encode_utf16().count() <= LONGEST);
        assert!(long.ends_with(CUT));
        assert_eq!(fitting(&"x".repeat(LONGEST)).len(), LONGEST);
    }
}
