//! A document as Markdown that reads well as it is.
//!
//! Whatever `CommonMark`, the tables and strokes of GitHub or HTML would read as markup has a
//! backslash in front; everything else stays as it was written, so that the file can be read
//! without a program for it. No backslash is written where none is needed.

use unicode_width::UnicodeWidthStr;

use crate::export::shape::{
    self, CHART_HEADINGS, DEEPEST, Grid, NO_CHART, NO_ROWS, cell_lines, line, line_or, lines,
    lines_or_none, measure,
};
use crate::report::document::{Block, Chart, Document, Section, Table};

/// Writes a document.
pub(super) fn write(document: &Document) -> String {
    let mut out = Text::default();
    out.block(&format!("# {}", heading(&document.title, "Untitled document")));
    let subtitle = line(&document.subtitle);
    if !subtitle.is_empty() {
        out.block(&escaped(&subtitle));
    }
    out.block(&pairs(&document.about, '-'));
    if document.sections.len() > 1 {
        out.block("## Contents");
        let titles = document.sections.iter();
        let titles = titles.map(|one| format!("- {}", escaped(&line_or(&one.title, "Untitled"))));
        out.block(&titles.collect::<Vec<_>>().join("\n"));
    }
    for section in &document.sections {
        chapter(&mut out, section, 1);
    }
    out.0
}

/// Blocks with an empty line between them.
#[derive(Default)]
struct Text(String);

impl Text {
    fn block(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        self.0.push_str(text);
        self.0.push('\n');
    }
}

fn heading(text: &str, otherwise: &str) -> String {
    // A row of `#` at the end would be read as the end of the heading.
    let text = inline(&line_or(text, otherwise));
    match text.strip_suffix('#') {
        Some(rest) => format!("{rest}\\#"),
        None => text,
    }
}

fn chapter(out: &mut Text, section: &Section, level: u8) {
    let marks = "#".repeat(usize::from(level.min(DEEPEST)) + 1);
    out.block(&format!("{marks} {}", heading(&section.title, "Untitled")));
    let mut before = None;
    for one in &section.blocks {
        let mark = match one {
            Block::List(_) => Some('*'),
            Block::Pairs(_) => Some('-'),
            _ => None,
        };
        // Two lists that follow each other with the same mark would be read as one.
        let mark = mark.map(|mark| if before == Some(mark) { '+' } else { mark });
        out.block(&block(one, mark.unwrap_or('-')));
        before = mark;
    }
    for part in &section.parts {
        chapter(out, part, level.saturating_add(1));
    }
}

fn block(block: &Block, mark: char) -> String {
    match block {
        Block::Paragraph(text) => broken(&lines(text), ""),
        Block::Quote(text) => format!("> {}", broken(&lines_or_none(text), "> ")),
        Block::Remark(text) => format!("**Note:** {}", broken(&lines(text), "")),
        Block::List(points) => {
            let points =
                points.iter().map(|text| format!("{mark} {}", broken(&lines_or_none(text), "  ")));
            points.collect::<Vec<_>>().join("\n")
        }
        Block::Pairs(known) => pairs(known, mark),
        Block::Table(one) => table(one),
        Block::Chart(one) => chart(one),
    }
}

/// Lines one below the other: two spaces at the end of a line keep the break, an empty line
/// between two paragraphs stays.
fn broken(lines: &[String], before: &str) -> String {
    let lines: Vec<String> = lines.iter().map(|line| escaped(line.trim_end())).collect();
    let paragraphs = lines.split(String::is_empty).filter(|lines| !lines.is_empty());
    let paragraphs = paragraphs.map(|lines| lines.join(&format!("  \n{before}")));
    let between = format!("\n{}\n{before}", before.trim_end());
    paragraphs.collect::<Vec<_>>().join(&between)
}

fn pairs(known: &[(String, String)], mark: char) -> String {
    let known = known.iter().map(|(name, value)| {
        let name = inline(&line_or(name, "Without a name"));
        format!("{mark} **{name}:** {}", broken(&lines_or_none(value), "  "))
    });
    known.collect::<Vec<_>>().join("\n")
}

fn table(table: &Table) -> String {
    let grid = Grid::of(table);
    let caption = format!("**{}**", inline(&line_or(&table.caption, "Table")));
    if grid.rows.is_empty() || grid.heads.is_empty() {
        return format!("{caption}\n\n{NO_ROWS}");
    }
    let heads = grid.heads.iter().map(|head| (inline(&head.name), head.figures)).collect();
    let rows = grid.rows.iter().map(|row| {
        let cells = row.cells.iter().map(|cell| {
            let words = in_cell(&cell_lines(cell, row.total));
            if row.total && !words.is_empty() { format!("**{words}**") } else { words }
        });
        cells.collect()
    });
    format!("{caption}\n\n{}", drawn(heads, &rows.collect::<Vec<_>>()))
}

/// The lines of a cell on the one line that a cell has.
fn in_cell(lines: &[String]) -> String {
    let lines = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty());
    inline(&lines.collect::<Vec<_>>().join(" / "))
}

/// The widest that a column is made for the sake of a straight edge, in character cells.
const WIDEST: usize = 48;

/// Rows with straight edges; what is wider than a column may be stands out of it.
fn drawn(heads: Vec<(String, bool)>, rows: &[Vec<String>]) -> String {
    let widths: Vec<usize> = heads
        .iter()
        .enumerate()
        .map(|(at, (head, _))| {
            let cells = rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.width());
            cells.filter(|width| *width <= WIDEST).max().unwrap_or(0).max(head.width()).max(3)
        })
        .collect();
    let figures: Vec<bool> = heads.iter().map(|(_, figures)| *figures).collect();
    let drawn = |cells: &[String]| {
        let cells = cells.iter().zip(&widths).zip(&figures).map(|((cell, width), figures)| {
            let room = " ".repeat(width.saturating_sub(cell.width()));
            if *figures { format!("{room}{cell}") } else { format!("{cell}{room}") }
        });
        format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
    };
    let names: Vec<String> = heads.into_iter().map(|(head, _)| head).collect();
    let rules: Vec<String> = widths
        .iter()
        .zip(&figures)
        .map(
            |(width, figures)| {
                if *figures { format!("{}:", "-".repeat(width - 1)) } else { "-".repeat(*width) }
            },
        )
        .collect();
    let rule = format!("| {} |", rules.join(" | "));
    let rows = rows.iter().map(|row| drawn(row));
    [drawn(&names), rule].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
}

/// How many blocks the longest bar has.
const LONGEST: i64 = 24;

fn chart(chart: &Chart) -> String {
    let caption = format!("**{}**", inline(&line_or(&chart.title, "Chart")));
    let Some(measured) = measure(chart, LONGEST) else {
        let figures = shape::figures(chart);
        let figures =
            figures.iter().map(|[name, said]| format!("- {}: {}", escaped(name), escaped(said)));
        let figures = figures.collect::<Vec<_>>().join("\n");
        return format!("{caption}\n\n{NO_CHART}\n\n{figures}").trim_end().to_owned();
    };
    let rows = shape::figures(chart).into_iter().enumerate().map(|(at, [name, said])| {
        // A bar below nought has the same length; that it is below is said by its figure.
        let length = measured.bars.get(at).copied().flatten().map_or(0, |(_, length)| length);
        let bar = "█".repeat(usize::try_from(length).unwrap_or(0));
        vec![inline(&name), inline(&said), bar]
    });
    let heads = vec![
        (CHART_HEADINGS[0].to_owned(), false),
        (CHART_HEADINGS[1].to_owned(), true),
        ("Bar".to_owned(), false),
    ];
    format!("{caption}\n\n{}", drawn(heads, &rows.collect::<Vec<_>>()))
}

/// A text at the beginning of a line, with a backslash before everything that would be read as
/// markup.
fn escaped(text: &str) -> String {
    let rest = text.trim_start();
    // Space at the beginning would make code of a line, or be taken away.
    let space = "\u{a0}".repeat(text.chars().count() - rest.chars().count());
    let escaped = inline(rest);
    let only = |known: &str| rest.chars().all(|c| known.contains(c));
    let begins = |mark: &str| rest.strip_prefix(mark).is_some_and(ends_mark);
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let numbered = rest.get(digits..).unwrap_or("");
    let is_number =
        (1..=9).contains(&digits) && numbered.strip_prefix(['.', ')']).is_some_and(ends_mark);
    if is_number {
        // The figures before the sign are no markup, so nothing was put before them.
        let (number, sign) = escaped.split_at(digits);
        return format!("{space}{number}\\{sign}");
    }
    let is_mark = rest.starts_with(['>', ':'])
        || (rest.starts_with('#') && ends_mark(rest.trim_start_matches('#')))
        || begins("-")
        || begins("+")
        || (!rest.is_empty() && (only("-: ") || only("= ")));
    if is_mark { format!("{space}\\{escaped}") } else { format!("{space}{escaped}") }
}

/// Whether a mark at the beginning of a line ends before this.
fn ends_mark(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(' ')
}

/// A text within a line, with a backslash before everything that would be read as markup.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied();
        let is_markup = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '~' | '$' => true,
            // Within a word it is a character like any other.
            '_' => !(is_word(before) && is_word(after)),
            // `&amp;` and the like.
            '&' => after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '#'),
            _ => false,
        };
        if is_markup {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}
