//! A document as one page for a browser, to be read or printed.
//!
//! Everything stands in the one file: no script, no picture from elsewhere, no font. The looks
//! are in `templates/document.css`, the markup in `templates/*.html`, where askama escapes every
//! text; what a text is made of before is in `shape`.

use std::fmt::Write as _;

use askama::Template;

use crate::export::shape::{
    self, CHART_HEADINGS, DEEPEST, Grid, NO_CHART, NO_ROWS, cell_lines, line, line_or, lines,
    lines_or_none, measure,
};
use crate::report::document::{Block, Cell, Chart, Document, Section, Table};

/// Writes a document.
pub(super) fn write(document: &Document) -> String {
    let mut ids = Ids::default();
    let chapters = document.sections.iter().map(|section| chapter(section, 2, &mut ids)).collect();
    let title = line_or(&document.title, "Untitled document");
    let page = Page {
        foot: css_string(&title),
        subtitle: line(&document.subtitle),
        about: pairs(&document.about),
        made_at: line(&document.made_at),
        chapters,
        title,
    };
    // Nothing that the templates call can fail, and a text takes all that is written to it.
    page.render().unwrap_or_default()
}

/// The page.
#[derive(Template)]
#[template(path = "document.html")]
struct Page {
    title: String,
    /// The title as the stylesheet has it at the foot of printed pages.
    foot: String,
    subtitle: String,
    about: Vec<(String, Vec<String>)>,
    made_at: String,
    chapters: Vec<Chapter>,
}

/// A chapter or a part of one, with its heading.
#[derive(Template)]
#[template(path = "section.html")]
struct Chapter {
    level: u8,
    id: String,
    title: String,
    views: Vec<View>,
    parts: Vec<Chapter>,
}

/// One thing on the page.
enum View {
    Paragraph(Vec<String>),
    Quote(Vec<String>),
    Remark(Vec<String>),
    List(Vec<Vec<String>>),
    Pairs(Vec<(String, Vec<String>)>),
    Table(Rows),
    Chart(Picture),
}

/// A table.
struct Rows {
    id: String,
    caption: String,
    heads: Vec<(String, bool)>,
    /// The width of each column in hundredths.
    widths: Vec<usize>,
    body: Vec<RowView>,
}

struct RowView {
    total: bool,
    cells: Vec<CellView>,
}

struct CellView {
    lines: Vec<String>,
    figures: bool,
    names_row: bool,
}

/// A chart as a drawing and as the table of its figures.
struct Picture {
    id: String,
    title: String,
    told: String,
    height: i64,
    nought: i64,
    bars: Vec<Stroke>,
    mark: Option<Mark>,
    figures: Vec<[String; 2]>,
}

/// A bar of a drawing.
struct Stroke {
    label: String,
    said: String,
    /// Where its words stand, and where the bar below them begins.
    words_at: i64,
    bar_at: i64,
    /// Where it begins and how long it is.
    bar: Option<(i64, i64)>,
}

/// The line across the bars.
struct Mark {
    name: String,
    at: i64,
    /// On which side of the line its name has room.
    anchor: &'static str,
}

/// Numbers for the places of a page that are pointed to.
#[derive(Default)]
struct Ids(usize);

impl Ids {
    fn next(&mut self, kind: &str) -> String {
        self.0 += 1;
        format!("{kind}-{}", self.0)
    }
}

impl Rows {
    /// Whether it has so many columns that a telephone must scroll through it.
    fn is_broad(&self) -> bool {
        self.heads.len() > 3
    }

    /// Whether it has so many that its letters are smaller.
    fn is_wide(&self) -> bool {
        self.heads.len() > 6
    }

    /// Whether it has so many that it is printed across the page.
    fn is_across(&self) -> bool {
        self.heads.len() > 7
    }
}

impl Chapter {
    /// Whether its first thing is a table that is printed across the page; its heading then
    /// stands on the page of the table.
    fn begins_across(&self) -> bool {
        matches!(self.views.first(), Some(View::Table(table)) if table.is_across())
    }
}

fn chapter(section: &Section, level: u8, ids: &mut Ids) -> Chapter {
    Chapter {
        level,
        id: ids.next("part"),
        title: line_or(&section.title, "Untitled"),
        views: section.blocks.iter().map(|block| view(block, ids)).collect(),
        // Below the title of the page the first heading is the second.
        parts: section
            .parts
            .iter()
            .map(|part| chapter(part, (level + 1).min(DEEPEST + 1), ids))
            .collect(),
    }
}

fn view(block: &Block, ids: &mut Ids) -> View {
    match block {
        Block::Paragraph(text) => View::Paragraph(lines(text)),
        Block::Quote(text) => View::Quote(lines_or_none(text)),
        Block::Remark(text) => View::Remark(lines(text)),
        Block::List(points) => View::List(points.iter().map(|text| lines_or_none(text)).collect()),
        Block::Pairs(known) => View::Pairs(pairs(known)),
        Block::Table(table) => View::Table(rows(table, ids)),
        Block::Chart(chart) => View::Chart(picture(chart, ids)),
    }
}

fn pairs(known: &[(String, String)]) -> Vec<(String, Vec<String>)> {
    known
        .iter()
        .map(|(name, value)| (line_or(name, "Without a name"), lines_or_none(value)))
        .collect()
}

fn rows(table: &Table, ids: &mut Ids) -> Rows {
    let grid = Grid::of(table);
    let widths = grid.shares_of(100, 104).into_iter().map(|share| share.max(1)).collect();
    let figures = |at: usize, cell: &Cell| {
        let is_figure = matches!(cell, Cell::Number(_) | Cell::Money(_) | Cell::Percent(_));
        is_figure || grid.heads.get(at).is_some_and(|head| head.figures)
    };
    let body = grid.rows.iter().map(|row| RowView {
        total: row.total,
        cells: row
            .cells
            .iter()
            .enumerate()
            .map(|(at, cell)| CellView {
                lines: cell_lines(cell, row.total),
                figures: figures(at, cell),
                names_row: at == 0 && table.named_rows && !matches!(cell, Cell::Empty),
            })
            .collect(),
    });
    Rows {
        id: ids.next("table"),
        caption: line_or(&table.caption, "Table"),
        body: body.collect(),
        heads: grid.heads.into_iter().map(|head| (head.name, head.figures)).collect(),
        widths,
    }
}

/// The width of a drawing, in its own units; about as many as the pixels that it gets.
const WIDTH: i64 = 760;
/// How many characters stand side by side in a drawing at the least.
const LETTERS: usize = 96;

fn picture(chart: &Chart, ids: &mut Ids) -> Picture {
    let title = line_or(&chart.title, "Chart");
    let measured = measure(chart, WIDTH);
    let top = if chart.mark.is_some() { 26 } else { 4 };
    let strokes = chart.bars.iter().enumerate().map(|(at, bar)| {
        let above = top + i64::try_from(at).unwrap_or(0) * 46;
        let said = short(&shape::said(bar), LETTERS / 2);
        let label = short(&line(&bar.label), LETTERS - said.chars().count());
        let bar = measured.as_ref().and_then(|measured| *measured.bars.get(at)?);
        Stroke { label, said, words_at: above + 14, bar_at: above + 20, bar }
    });
    let bars: Vec<Stroke> = if measured.is_some() { strokes.collect() } else { Vec::new() };
    let mark = measured.as_ref().and_then(|measured| {
        let (name, _) = chart.mark.as_ref()?;
        let at = measured.mark?;
        let anchor = if at > WIDTH / 2 { "end" } else { "start" };
        Some(Mark { name: short(&line_or(name, "Line"), LETTERS / 2), at, anchor })
    });
    Picture {
        id: ids.next("chart"),
        told: told(chart),
        height: top + i64::try_from(bars.len()).unwrap_or(0) * 46,
        nought: measured.map_or(0, |measured| measured.nought),
        bars,
        mark,
        figures: shape::figures(chart),
        title,
    }
}

/// A drawing in words, for those who do not see it.
fn told(chart: &Chart) -> String {
    let mut told = format!("Bars, {} of them.", chart.bars.len());
    for [name, said] in shape::figures(chart) {
        // Writing into a text cannot fail.
        let _ = write!(told, " {name}: {said}.");
    }
    told
}

/// A text cut to so many characters; the whole of it stands in the table below a drawing.
fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(most.saturating_sub(1)).collect();
    short.push('…');
    short
}

/// A text as a string of a stylesheet: everything but letters and figures by its number, so that
/// none can end the string or the stylesheet.
fn css_string(text: &str) -> String {
    let mut string = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || c == ' ' {
            string.push(c);
        } else {
            // Writing into a text cannot fail.
            let _ = write!(string, "\\{:06x}", u32::from(c));
        }
    }
    string
}
