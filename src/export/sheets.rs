//! A document as a workbook: a sheet for each chapter with tables or charts, and a cover.
//!
//! Figures, amounts and days are true ones with a format of their own; texts are written as
//! texts, never as formulas and never as links. A chapter of words alone has no sheet; the cover
//! names it and repeats every remark, so that nobody takes the workbook for the whole.

use jiff::Timestamp;
use rust_xlsxwriter::{
    Chart as Drawing, ChartDataLabel, ChartFormat, ChartSolidFill, DocProperties, ExcelDateTime,
    Format, FormatAlign, Url, Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use crate::export::cells::{Kind, Look, cut, failed, fitting, put, put_text, text_format};
use crate::export::csv::guarded;
use crate::export::shape::{
    self, CHART_HEADINGS, Grid, NO_CHART, NO_DATA, NO_ROWS, cell_lines, line, line_or, lines,
    lines_or_none,
};
use crate::register::{Fault, Result};
use crate::report::document::{Bar, Block, Cell, Chart, Document, Section, Table};

/// How many rows and columns a sheet has.
const ROWS: u32 = 1_048_576;
const COLUMNS: usize = 16_384;

/// Writes a document.
pub(super) fn write(document: &Document) -> Result<Vec<u8>> {
    for section in &document.sections {
        refuse_too_large(section)?;
    }
    book(document).map_err(|error| failed(&error))
}

fn book(document: &Document) -> std::result::Result<Vec<u8>, XlsxError> {
    let title = line_or(&document.title, "Untitled document");
    let mut book = Workbook::new();
    book.set_properties(&properties(document, &title)?);
    let mut names = vec!["Cover".to_owned()];
    let chapters: Vec<(&Section, Option<String>)> = document
        .sections
        .iter()
        .map(|section| {
            let has_rows = has_rows(section);
            (
                section,
                has_rows.then(|| sheet_name(&line_or(&section.title, "Untitled"), &mut names)),
            )
        })
        .collect();
    let foot = format!(
        "&L{}&RPage &P of &N",
        // Halved, because a sign that is doubled counts twice.
        cut(&title, 100).replace('&', "&&")
    );
    let sheet = book.add_worksheet();
    sheet.set_name("Cover")?;
    set_up(sheet, &foot);
    cover(sheet, document, &title, &chapters)?;
    for (section, name) in &chapters {
        if let Some(name) = name {
            let sheet = book.add_worksheet();
            sheet.set_name(name)?;
            set_up(sheet, &foot);
            chapter(sheet, name, section)?;
        }
    }
    book.save_to_buffer()
}

/// A table that no sheet can hold is refused before anything is written.
fn refuse_too_large(section: &Section) -> Result<()> {
    let mut rows = 0;
    let mut widest = 0;
    each(section, &mut |_, block| {
        rows += match block {
            Block::Table(table) => {
                widest = widest.max(Grid::of(table).heads.len());
                table.rows.len() + 4
            }
            Block::Chart(chart) => chart.bars.len() * 3 + 16,
            Block::List(points) => points.len(),
            Block::Pairs(known) => known.len(),
            _ => 2,
        };
    });
    if rows < ROWS as usize && widest <= COLUMNS {
        return Ok(());
    }
    Err(Fault::Invalid {
        message: format!(
            "“{}” has more rows or columns than a sheet of a workbook holds \
             (1,048,576 rows, 16,384 columns).",
            line(&section.title)
        ),
        hint: Some("Export it in another format.".to_owned()),
    })
}

/// What a file manager shows; the day is that of the document or a fixed one, never today's.
fn properties(document: &Document, title: &str) -> std::result::Result<DocProperties, XlsxError> {
    let made = match document.made_at.parse::<Timestamp>() {
        Ok(moment) => ExcelDateTime::from_timestamp(moment.as_second())?,
        Err(_) => ExcelDateTime::from_ymd(2000, 1, 1)?,
    };
    Ok(DocProperties::new()
        .set_title(cut(title, 250))
        .set_subject(cut(&line(&document.subtitle), 250))
        .set_author("Tenderbook")
        .set_creation_datetime(&made))
}

fn set_up(sheet: &mut Worksheet, foot: &str) {
    // 9 is A4. One page wide, as many pages long as it takes.
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0).set_footer(foot);
}

/// Calls for each block of a chapter with the title of the part that it stands in.
fn each<'a>(section: &'a Section, call: &mut dyn FnMut(&'a str, &'a Block)) {
    for block in &section.blocks {
        call(&section.title, block);
    }
    for part in &section.parts {
        each(part, call);
    }
}

fn has_rows(section: &Section) -> bool {
    let mut has_rows = false;
    each(section, &mut |_, block| {
        has_rows |= matches!(block, Block::Table(_) | Block::Chart(_));
    });
    has_rows
}

/// A name that a sheet can have and that no other has: at most 31 units of UTF-16, without the
/// characters that Excel forbids, whatever its case.
fn sheet_name(title: &str, names: &mut Vec<String>) -> String {
    const MOST: usize = 31;
    let allowed = |c: char| if "[]:*?/\\".contains(c) { ' ' } else { c };
    let clean: String = title.chars().map(allowed).collect();
    let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    let clean = clean.trim_matches(['\'', ' ']);
    // Excel keeps this name for itself.
    let clean =
        if clean.is_empty() || clean.eq_ignore_ascii_case("history") { "Chapter" } else { clean };
    let mut count = 1;
    loop {
        let end = if count == 1 { String::new() } else { format!(" ({count})") };
        let begin = cut(clean, MOST - end.len()).trim_end_matches(['\'', ' ']);
        let name = format!("{begin}{end}");
        if !names.iter().any(|other| other.to_lowercase() == name.to_lowercase()) {
            names.push(name.clone());
            return name;
        }
        count += 1;
    }
}

/// The place where the next thing is written.
struct Page<'a> {
    sheet: &'a mut Worksheet,
    /// The name of the sheet, for the places that a chart points to.
    name: &'a str,
    row: u32,
    /// The widths of the columns, in characters.
    widths: Vec<u16>,
}

impl Page<'_> {
    fn last(&self) -> u16 {
        u16::try_from(self.widths.len().saturating_sub(1)).unwrap_or(u16::MAX)
    }

    /// Words across a sheet from some column on, as high as they need.
    fn words(&mut self, from: u16, text: &str, look: Look) -> std::result::Result<u16, XlsxError> {
        let width: u16 = self.widths.iter().skip(from.into()).sum();
        let last = self.last();
        if last > from {
            let format = text_format(text, look);
            self.sheet.merge_range(self.row, from, self.row, last, &fitting(text), &format)?;
        } else {
            put_text(self.sheet, self.row, from, text, look)?;
        }
        // A little less than there is, because words are not broken.
        let room = usize::from(width).saturating_mul(9) / 10;
        let high: usize = text.lines().map(|line| line.width() / room.max(1) + 1).sum();
        Ok(u16::try_from(high.clamp(1, 27)).unwrap_or(1))
    }

    fn high(&mut self, lines: u16) -> std::result::Result<(), XlsxError> {
        if lines > 1 {
            self.sheet.set_row_height(self.row, lines * 15)?;
        }
        self.row += 1;
        Ok(())
    }

    fn paragraph(&mut self, text: &str, look: Look) -> std::result::Result<(), XlsxError> {
        let high = self.words(0, text, look)?;
        self.high(high)
    }

    fn heading(&mut self, text: &str, size: u8) -> std::result::Result<(), XlsxError> {
        let format = Format::new().set_bold().set_font_size(size).set_align(FormatAlign::Top);
        let format = if text_format(text, Look::default()) == Look::default().format() {
            format
        } else {
            format.set_quote_prefix()
        };
        self.sheet.write_string_with_format(self.row, 0, fitting(text), &format)?;
        self.sheet.set_row_height(self.row, size + 9)?;
        self.row += 1;
        Ok(())
    }

    fn pairs(&mut self, known: &[(String, String)]) -> std::result::Result<(), XlsxError> {
        for (name, value) in known {
            let name = line_or(name, "Without a name");
            put_text(self.sheet, self.row, 0, &name, Look::of(Kind::Named, false))?;
            let value = lines_or_none(value).join("\n");
            let high = self.words(1, &value, Look::of(Kind::Usual, false))?;
            self.high(high)?;
        }
        Ok(())
    }
}

fn cover(
    sheet: &mut Worksheet,
    document: &Document,
    title: &str,
    chapters: &[(&Section, Option<String>)],
) -> std::result::Result<(), XlsxError> {
    let widths = vec![32, 88];
    set_widths(sheet, &widths)?;
    let mut page = Page { sheet, name: "Cover", row: 0, widths };
    page.heading(title, 18)?;
    let subtitle = line(&document.subtitle);
    if !subtitle.is_empty() {
        page.heading(&subtitle, 13)?;
    }
    page.row += 1;
    page.pairs(&document.about)?;
    let mut remarks = Vec::new();
    for (section, _) in chapters {
        each(section, &mut |part, block| {
            if let Block::Remark(text) = block {
                remarks.push((part.to_owned(), text.clone()));
            }
        });
    }
    if !remarks.is_empty() {
        page.row += 1;
        page.heading("Remarks", 13)?;
        page.pairs(&remarks)?;
    }
    if chapters.iter().any(|(_, name)| name.is_some()) {
        page.row += 1;
        page.heading("Sheets", 13)?;
        for (section, name) in chapters {
            if let Some(name) = name {
                let title = line_or(&section.title, "Untitled");
                let link = Url::new(format!("internal:'{}'!A1", name.replace('\'', "''")))
                    .set_text(fitting(&title));
                page.sheet.write_url(page.row, 0, link)?;
                page.row += 1;
            }
        }
    }
    let words: Vec<String> = chapters
        .iter()
        .filter(|(_, name)| name.is_none())
        .map(|(section, _)| line_or(&section.title, "Untitled"))
        .collect();
    if !words.is_empty() {
        page.row += 1;
        page.heading("Chapters that are not in this workbook", 13)?;
        page.paragraph(
            "They have neither tables nor charts; read them in the document itself.",
            Look::default(),
        )?;
        for title in words {
            page.paragraph(&title, Look::default())?;
        }
    }
    Ok(())
}

fn chapter(
    sheet: &mut Worksheet,
    name: &str,
    section: &Section,
) -> std::result::Result<(), XlsxError> {
    let widths = widths(section);
    set_widths(sheet, &widths)?;
    let mut page = Page { sheet, name, row: 0, widths };
    let mut heads = Vec::new();
    part(&mut page, section, 16, &mut heads)?;
    // With one table its names stay in sight; with several only the name of the sheet can.
    let (head, first) = match heads.as_slice() {
        [(head, first)] if *head <= 12 => (*head, *first),
        _ => (0, false),
    };
    page.sheet.set_freeze_panes(head + 1, u16::from(first))?;
    page.sheet.set_repeat_rows(head, head)?;
    Ok(())
}

fn part(
    page: &mut Page<'_>,
    section: &Section,
    size: u8,
    heads: &mut Vec<(u32, bool)>,
) -> std::result::Result<(), XlsxError> {
    page.heading(&line_or(&section.title, "Untitled"), size)?;
    for block in &section.blocks {
        match block {
            Block::Paragraph(text) | Block::Quote(text) => {
                page.paragraph(&lines(text).join("\n"), Look::default())?;
            }
            Block::Remark(text) => {
                let text = format!("Note: {}", lines(text).join("\n"));
                page.paragraph(&text, Look::of(Kind::Named, false))?;
            }
            Block::List(points) => {
                for point in points {
                    let point = format!("• {}", lines_or_none(point).join("\n"));
                    page.paragraph(&point, Look::default())?;
                }
            }
            Block::Pairs(known) => {
                page.pairs(known)?;
                page.row += 1;
            }
            Block::Table(one) => {
                table(page, one, heads)?;
                page.row += 1;
            }
            Block::Chart(one) => {
                chart(page, one)?;
                page.row += 1;
            }
        }
    }
    for one in &section.parts {
        page.row += 1;
        part(page, one, 13, heads)?;
    }
    Ok(())
}

fn table(
    page: &mut Page<'_>,
    table: &Table,
    heads: &mut Vec<(u32, bool)>,
) -> std::result::Result<(), XlsxError> {
    let grid = Grid::of(table);
    page.paragraph(&line_or(&table.caption, "Table"), Look::STRONG)?;
    for (column, head) in (0u16..).zip(&grid.heads) {
        put_text(page.sheet, page.row, column, &head.name, Look::of(Kind::Head, head.figures))?;
    }
    if !grid.heads.is_empty() {
        heads.push((page.row, table.named_rows));
        page.row += 1;
    }
    for row in &grid.rows {
        for ((column, cell), head) in (0u16..).zip(&row.cells).zip(&grid.heads) {
            let kind = if row.total { Kind::Total } else { Kind::Usual };
            put(page.sheet, page.row, column, cell, Look::of(kind, head.figures))?;
        }
        page.row += 1;
    }
    if grid.rows.is_empty() {
        page.paragraph(NO_ROWS, Look::default())?;
    }
    Ok(())
}

/// The figures of a chart, and below them the chart that a spreadsheet draws of them.
fn chart(page: &mut Page<'_>, chart: &Chart) -> std::result::Result<(), XlsxError> {
    let title = (page.row, line_or(&chart.title, "Chart"));
    page.paragraph(&title.1, Look::STRONG)?;
    let [item, figure] = CHART_HEADINGS;
    for (column, head) in (0u16..).zip([item, "Value", figure]) {
        put_text(page.sheet, page.row, column, head, Look::of(Kind::Head, column == 1))?;
    }
    page.row += 1;
    let first = page.row;
    let values = chart.bars.iter().map(|bar| bar.value);
    let values = values.chain(chart.mark.iter().map(|(_, value)| Some(*value)));
    for (value, [name, said]) in values.zip(shape::figures(chart)) {
        // The drawing has no bar to write it beside, and shows what stands here.
        let name = if value.is_none() { format!("{name} ({NO_DATA})") } else { name };
        put_text(page.sheet, page.row, 0, &name, Look::of(Kind::Usual, false))?;
        put(page.sheet, page.row, 1, &Cell::from(value), Look::of(Kind::Usual, true))?;
        put_text(page.sheet, page.row, 2, &said, Look::of(Kind::Usual, false))?;
        page.row += 1;
    }
    if chart.bars.iter().all(|bar| bar.value.is_none()) {
        return page.paragraph(NO_CHART, Look::default());
    }
    let count = u32::try_from(chart.bars.len()).unwrap_or(ROWS);
    let last = first + count - 1;
    let mut drawing = Drawing::new_bar();
    let labels: Vec<ChartDataLabel> = (first..).zip(&chart.bars).map(label(page.name)).collect();
    drawing
        .add_series()
        .set_name((page.name, title.0, 0))
        .set_categories((page.name, first, 0, last, 0))
        .set_values((page.name, first, 1, last, 1))
        .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(0x001C_6A86)))
        .set_gap(60)
        .set_custom_data_labels(&labels);
    drawing.title().set_name((page.name, title.0, 0));
    drawing.legend().set_hidden();
    // A spreadsheet draws the first bar at the bottom unless it is told to turn them round.
    drawing.y_axis().set_reverse();
    let height = (count * 32 + 110).min(900);
    let told = told(chart, &title.1);
    drawing.set_width(820).set_height(height).set_alt_text(cut(&told, 250));
    page.sheet.insert_chart(page.row + 1, 0, &drawing)?;
    page.row += height / 20 + 3;
    Ok(())
}

fn set_widths(sheet: &mut Worksheet, widths: &[u16]) -> std::result::Result<(), XlsxError> {
    for (column, width) in (0u16..).zip(widths) {
        sheet.set_column_width(column, *width)?;
    }
    Ok(())
}

/// The widths of the columns of a sheet: of what stands in them, but not beyond reason.
fn widths(section: &Section) -> Vec<u16> {
    let mut widths = vec![24, 16];
    let mut fit = |column: usize, text: &str, most: u16| {
        if widths.len() <= column {
            widths.resize(column + 1, 10);
        }
        let widest = text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0) + 2;
        let width = u16::try_from(widest).unwrap_or(most).min(most);
        if let Some(column) = widths.get_mut(column) {
            *column = width.max(*column);
        }
    };
    each(section, &mut |_, block| match block {
        Block::Table(table) => {
            let grid = Grid::of(table);
            for (column, head) in grid.heads.iter().enumerate() {
                fit(column, &head.name, 24);
            }
            for row in &grid.rows {
                for (column, cell) in row.cells.iter().enumerate() {
                    fit(column, &cell_lines(cell, true).join("\n"), 48);
                }
            }
        }
        Block::Chart(chart) => {
            for [name, said] in shape::figures(chart) {
                fit(0, &name, 48);
                fit(2, &said, 48);
            }
        }
        Block::Pairs(known) => known.iter().for_each(|(name, _)| fit(0, &line(name), 48)),
        _ => (),
    });
    // Words across a sheet need room to stand in.
    let sum: u16 = widths.iter().sum();
    if let Some(last) = widths.last_mut()
        && sum < 80
    {
        *last += 80 - sum;
    }
    widths
}

/// What stands beside a bar: its figure as it is read.
fn label(sheet: &str) -> impl Fn((u32, &Bar)) -> ChartDataLabel {
    move |(row, bar)| {
        let said = shape::said(bar);
        let mut label = ChartDataLabel::new();
        if guarded(&said) == said {
            label.set_value(cut(&said, 250));
        } else {
            // The library would read a text that begins like a formula as a place.
            label.set_value((sheet, row, 2));
        }
        label.to_custom()
    }
}

/// The words of a chart for those who do not see it.
fn told(chart: &Chart, title: &str) -> String {
    let figures = shape::figures(chart);
    let figures: Vec<String> =
        figures.iter().map(|[name, said]| format!("{name}: {said}")).collect();
    format!("{title}. {}", figures.join("; "))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Award/contract: [draft]?", "Award contract draft")]
    #[case("''", "Chapter")]
    #[case("History", "Chapter")]
    #[case("cover", "cover (2)")]
    #[case("A chapter whose title is far longer than a sheet", "A chapter whose title is far lo")]
    fn a_sheet_has_a_name_that_excel_takes(#[case] title: &str, #[case] name: &str) {
        assert_eq!(sheet_name(title, &mut vec!["Cover".to_owned()]), name);
    }

    #[test]
    fn names_that_are_alike_are_counted() {
        let mut names = Vec::new();
        let long = "💷".repeat(40);
        let made: Vec<String> = (0..3).map(|_| sheet_name(&long, &mut names)).collect();
        assert_eq!(made[0], "💷".repeat(15));
        assert_eq!(made[2], format!("{} (3)", "💷".repeat(13)));
        for name in made {
            rust_xlsxwriter::utility::check_sheet_name(&name).unwrap();
        }
    }

    #[test]
    fn a_table_that_no_sheet_holds_is_refused() {
        let columns = (0..=COLUMNS).map(|_| crate::report::document::Column::text("x"));
        let section = Section::new("Wide").with(Block::Table(Table::new("Wide", columns)));
        let document = Document { sections: vec![section], ..Document::default() };
        assert!(write(&document).unwrap_err().to_string().contains("16,384 columns"));
    }
}
