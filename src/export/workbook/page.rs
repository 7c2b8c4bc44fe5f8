//! One sheet being written: how cells look, where they are, and formulas with what they come to.

use std::collections::BTreeMap;
use std::rc::Rc;

use rust_decimal::Decimal;
use rust_xlsxwriter::{
    Color, ConditionalFormatText, ConditionalFormatTextRule, Format, FormatAlign, FormatBorder,
    Formula, IgnoreError, Worksheet, XlsxError,
};
use strum::{EnumIter, IntoEnumIterator};

use crate::domain::evaluation::Exact;
use crate::domain::text::{visible, visible_lines};
use crate::register::{Fault, Result};

/// The row of the headings, counted from nothing.
const HEAD: u32 = 3;

/// The first row below the headings, counted from nothing.
pub(super) const TOP: u32 = HEAD + 1;

/// How wide a note over all columns is at most, in characters.
const WIDEST: u32 = 150;

/// How high a line is, and a row can be, in pixels.
const LINE: u32 = 20;
const HIGHEST: u32 = 545;

/// The last row and column of a sheet.
const LAST_ROW: u32 = 1_048_575;
const LAST_COLUMN: u16 = 16_383;

/// The most characters that a cell holds in every spreadsheet.
const MOST: usize = 32_767;

/// What stands at the end of a text that is longer than a cell.
const CUT: &str = " [cut here: a cell holds no more]";

/// What a formula says where it and Tenderbook come to the same.
pub(super) const AGREES: &str = "agrees";

/// What it says where they do not.
pub(super) const DIFFERS: &str = "DIFFERS";

/// How a cell looks. What begins with `Raw` was recorded, and can be changed to try other figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter)]
pub(super) enum Look {
    Title,
    /// Our own words, over several lines.
    Note,
    /// The same on one line, over the empty cells beside it.
    Remark,
    Head,
    Words,
    RawWords,
    Figure,
    RawFigure,
    Points,
    Pounds,
    RawPounds,
}

impl Look {
    fn format(self) -> Format {
        let base = Format::new().set_align(FormatAlign::Top);
        let framed = || {
            let line = Color::RGB(0x00BF_BFBF);
            base.clone().set_border(FormatBorder::Thin).set_border_color(line)
        };
        let raw = || framed().set_background_color(Color::RGB(0x00FF_F6D6));
        match self {
            Self::Title => base.set_bold().set_font_size(14),
            Self::Note => base.set_text_wrap(),
            Self::Remark => base,
            Self::Head => {
                framed().set_bold().set_text_wrap().set_background_color(Color::RGB(0x00DD_E6EE))
            }
            Self::Words => framed().set_text_wrap(),
            Self::RawWords => raw().set_text_wrap(),
            Self::Figure => framed(),
            Self::RawFigure => raw(),
            Self::Points => framed().set_num_format("0.00"),
            Self::Pounds => framed().set_num_format("£#,##0.00"),
            Self::RawPounds => raw().set_num_format("£#,##0.00"),
        }
    }
}

/// The looks, made once for the whole workbook.
pub(super) struct Looks(Vec<Format>);

impl Looks {
    pub(super) fn new() -> Rc<Self> {
        Rc::new(Self(Look::iter().map(Look::format).collect()))
    }

    fn of(&self, look: Look) -> &Format {
        // Every look has its format, in the order of the enumeration.
        &self.0[look as usize]
    }
}

/// What a cell holds, or what its formula comes to.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Text(String),
    Number(Decimal),
}

impl Value {
    /// A figure that was worked out, or what is said where there is none.
    pub(super) fn exact(figure: Option<&Exact>, else_say: &str) -> Self {
        let found = figure.and_then(decimal);
        found.map_or_else(|| Self::from(else_say), Self::Number)
    }

    pub(super) fn count(count: usize) -> Self {
        Self::Number(Decimal::from(count))
    }

    fn cached(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.normalize().to_string(),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Decimal> for Value {
    fn from(number: Decimal) -> Self {
        Self::Number(number)
    }
}

/// A figure with twelve decimals, which is more than a spreadsheet keeps of most.
pub(super) fn decimal(figure: &Exact) -> Option<Decimal> {
    figure.short(12).parse().ok()
}

/// A place among rows or columns.
pub(super) fn row(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The letters of a column: `A`, `AB`.
fn letters(column: u16) -> String {
    let mut rest = u32::from(column) + 1;
    let mut found = String::new();
    while rest > 0 {
        let digit = (rest - 1) % 26;
        found.insert(0, char::from_u32(u32::from('A') + digit).unwrap_or('A'));
        rest = (rest - 1) / 26;
    }
    found
}

/// A cell on the same sheet: `E5`.
pub(super) fn cell(row: u32, column: u16) -> String {
    format!("{}{}", letters(column), u64::from(row) + 1)
}

/// A cell that stays the same where a formula is copied: `$E$5`.
pub(super) fn fixed(row: u32, column: u16) -> String {
    format!("${}${}", letters(column), u64::from(row) + 1)
}

/// The cells of a column from one row to another: `$E$5:$E$9`.
pub(super) fn column(column: u16, first: u32, last: u32) -> String {
    format!("{}:{}", fixed(first, column), fixed(last, column))
}

/// A cell or range on another sheet.
pub(super) fn on(sheet: &str, place: &str) -> String {
    format!("'{sheet}'!{place}")
}

/// The test whether a formula's cell and the cell with Tenderbook's figure hold the same.
pub(super) fn same(ours: &str, theirs: &str, within: &str) -> String {
    format!(
        "IF(AND(ISNUMBER({ours}),ISNUMBER({theirs})),IF(ABS({ours}-{theirs})<{within},\"{AGREES}\",\"{DIFFERS}\"),IF({ours}={theirs},\"{AGREES}\",\"{DIFFERS}\"))"
    )
}

/// How far two points may lie apart and be the same: what a spreadsheet's arithmetic leaves.
pub(super) const POINTS_APART: &str = "0.00000001";

/// The same of pounds a point.
pub(super) const POUNDS_APART: &str = "0.0001";

/// A text as a cell holds it: what does not show is made visible, what is too long is cut.
fn fitting(text: &str) -> String {
    let shown = visible_lines(text);
    // Spreadsheets count in units of UTF-16.
    if shown.encode_utf16().count() <= MOST {
        return shown;
    }
    let mut units = 0;
    let room = MOST - CUT.len();
    let kept: String = shown
        .chars()
        .take_while(|c| {
            units += c.len_utf16();
            units <= room
        })
        .collect();
    kept + CUT
}

/// A text for the head of a printed page, where `&` begins a code.
pub(super) fn printed(text: &str, most: usize) -> String {
    let shown = visible(text);
    let cut: String = shown.chars().take(most).collect();
    cut.replace('&', "&&")
}

#[expect(clippy::needless_pass_by_value, reason = "it stands where an error is mapped")]
pub(super) fn failed(error: XlsxError) -> Fault {
    Fault::Invalid {
        message: format!("Writing the workbook failed: {error}."),
        hint: Some("A sheet holds at most 1,048,576 rows and 16,384 columns.".to_owned()),
    }
}

/// What every sheet of one workbook shares.
#[derive(Clone)]
pub(super) struct Style {
    pub(super) looks: Rc<Looks>,
    /// Whether formulas carry what they come to; a test leaves it out to see them worked out.
    pub(super) cached: bool,
    /// The reference and the title, as they are printed on every page.
    pub(super) reference: String,
    pub(super) title: String,
}

/// One sheet.
pub(super) struct Page {
    sheet: Worksheet,
    style: Style,
    name: String,
    /// The widths of the columns, in characters.
    widths: Vec<u16>,
    /// How many lines the rows are high that are higher than one.
    lines: BTreeMap<u32, u32>,
}

impl Page {
    /// A sheet with its title, a note on how it is read, and its columns with their widths in
    /// characters.
    pub(super) fn new(
        style: &Style,
        name: &str,
        (title, note): (&str, &str),
        columns: &[(String, u16)],
    ) -> Result<Self> {
        let mut page = Self {
            sheet: Worksheet::new(),
            style: style.clone(),
            name: name.to_owned(),
            widths: columns.iter().map(|(_, width)| *width).collect(),
            lines: BTreeMap::new(),
        };
        page.set_up(columns).map_err(failed)?;
        page.text(0, 0, title, Look::Title)?;
        let width: u32 = columns.iter().map(|(_, width)| u32::from(*width)).sum();
        let note = fitting(note);
        let last = u16::try_from(columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
        // A note stands over all columns, as high as its lines.
        let lines = row(note.chars().count()) / width.clamp(20, WIDEST) + 1;
        page.lines.insert(1, lines);
        let last = last.min(last_within(columns, WIDEST));
        if last > 0 {
            let look = page.style.looks.of(Look::Note).clone();
            page.sheet.merge_range(1, 0, 1, last, &note, &look).map_err(failed)?;
        } else {
            page.text(1, 0, &note, Look::Note)?;
        }
        for (at, (heading, _)) in (0u16..).zip(columns) {
            page.text(HEAD, at, heading, Look::Head)?;
        }
        Ok(page)
    }

    fn set_up(&mut self, columns: &[(String, u16)]) -> std::result::Result<(), XlsxError> {
        let sheet = &mut self.sheet;
        sheet.set_name(&self.name)?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        sheet.set_repeat_rows(0, HEAD)?;
        sheet.set_freeze_panes(TOP, 1)?;
        // “2.10” is a number of a question, not one to reckon with; nobody is to be warned of it.
        sheet.ignore_error_range(TOP, 0, LAST_ROW, LAST_COLUMN, IgnoreError::NumberStoredAsText)?;
        let style = &self.style;
        sheet.set_header(format!("&L{}&C{}&R&A", style.reference, style.title));
        sheet.set_footer("&LTenderbook: evaluation&RPage &P of &N");
        for (at, (_, width)) in (0u16..).zip(columns) {
            sheet.set_column_width_pixels(at, u32::from(*width) * 7 + 5)?;
        }
        Ok(())
    }

    /// Words that somebody wrote, or our own; never read as a formula.
    pub(super) fn text(&mut self, row: u32, column: u16, text: &str, look: Look) -> Result<()> {
        let text = fitting(text);
        if !matches!(look, Look::Title | Look::Remark) && row != 1 {
            self.make_room(row, column, &text);
        }
        let look = self.style.looks.of(look);
        self.sheet.write_string_with_format(row, column, text, look).map(|_| ()).map_err(failed)
    }

    pub(super) fn number(
        &mut self,
        row: u32,
        column: u16,
        number: Decimal,
        look: Look,
    ) -> Result<()> {
        let look = self.style.looks.of(look);
        self.sheet.write_with_format(row, column, number, look).map(|_| ()).map_err(failed)
    }

    pub(super) fn value(&mut self, row: u32, column: u16, value: &Value, look: Look) -> Result<()> {
        match value {
            Value::Text(text) => self.text(row, column, text, look),
            Value::Number(number) => self.number(row, column, *number, look),
        }
    }

    /// A cell in which something can be written, and is not.
    pub(super) fn blank(&mut self, row: u32, column: u16, look: Look) -> Result<()> {
        let look = self.style.looks.of(look);
        self.sheet.write_blank(row, column, look).map(|_| ()).map_err(failed)
    }

    /// A formula with what it comes to, which is never an empty text: that would be kept as
    /// nought, and shown as it by what does not work formulas out.
    pub(super) fn formula(
        &mut self,
        (row, column): (u32, u16),
        formula: &str,
        comes_to: &Value,
        look: Look,
    ) -> Result<()> {
        let mut cell = Formula::new(format!("={formula}"));
        if self.style.cached {
            cell = cell.set_result(comes_to.cached());
        }
        let look = self.style.looks.of(look);
        self.sheet.write_formula_with_format(row, column, cell, look).map(|_| ()).map_err(failed)
    }

    /// Makes what differs red, in one column.
    pub(super) fn warn(&mut self, column: u16, first: u32, last: u32) -> Result<()> {
        let red = Format::new()
            .set_font_color(Color::RGB(0x009C_0006))
            .set_background_color(Color::RGB(0x00FF_C7CE));
        let rule = ConditionalFormatText::new()
            .set_rule(ConditionalFormatTextRule::Contains(DIFFERS.to_owned()))
            .set_format(red);
        self.sheet
            .add_conditional_format(first, column, last.max(first), column, &rule)
            .map(|_| ())
            .map_err(failed)
    }

    /// Columns that do not move away, beside the first.
    pub(super) fn freeze(&mut self, columns: u16) -> Result<()> {
        self.sheet.set_freeze_panes(TOP, columns).map(|_| ()).map_err(failed)
    }

    /// Makes a row as high as a text needs: not every spreadsheet does that by itself.
    fn make_room(&mut self, at: u32, column: u16, text: &str) {
        let width = self.widths.get(usize::from(column)).copied().unwrap_or(10).max(2);
        // Words do not break: a line holds a little less than its width.
        let held = usize::from(width - width / 6).max(1);
        let lines = text.lines().map(|line| line.chars().count().div_ceil(held).max(1)).sum();
        let lines = row(lines);
        if lines > 1 {
            let known = self.lines.entry(at).or_default();
            *known = lines.max(*known);
        }
    }

    pub(super) fn done(mut self) -> Result<Worksheet> {
        for (at, lines) in self.lines {
            let height = lines.saturating_mul(LINE).min(HIGHEST);
            self.sheet.set_row_height_pixels(at, height).map_err(failed)?;
        }
        Ok(self.sheet)
    }
}

/// The last column that ends within so many characters.
fn last_within(columns: &[(String, u16)], most: u32) -> u16 {
    let mut width = 0;
    let mut last = 0;
    for (at, (_, own)) in (0u16..).zip(columns) {
        width += u32::from(*own);
        if width > most {
            break;
        }
        last = at;
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_spreadsheets_name_them() {
        assert_eq!(cell(4, 0), "A5");
        assert_eq!(fixed(0, 25), "$Z$1");
        assert_eq!(cell(0, 26), "AA1");
        assert_eq!(cell(1_048_575, 16_383), "XFD1048576");
        assert_eq!(on("Lot 1 Prices", &column(1, 4, 8)), "'Lot 1 Prices'!$B$5:$B$9");
    }

    #[test]
    fn a_text_that_is_longer_than_a_cell_is_cut_and_says_so() {
        let long = fitting(&"😀".repeat(20_000));
        assert!(long.encode_utf16().count() <= MOST);
        assert!(long.ends_with(CUT));
        assert_eq!(fitting("two\nlines\u{7}"), "two\nlines\\u{7}");
    }

    #[test]
    fn an_ampersand_is_printed_as_one() {
        assert_eq!(printed("Cobalt & Sons", 100), "Cobalt && Sons");
        assert_eq!(printed("abcdef", 3), "abc");
    }
}
