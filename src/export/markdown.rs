//! A document as Markdown that reads well as it is.
//!
//! Whatever CommonMark, the tables and strokes of GitHub or HTML would read as markup has a
//! backslash in front; everything else stays as it was written, so that the file can be read
//! without a program for it. No backslash is written where none is needed.

use unicode_width::UnicodeWidthStr;

use crate::export::shape::{
    self, CHART_HEADINGS, DEEPEST, Grid, NO_CHART, NO_ROWS, cell_lines, line, line_or, lines,
    lines_or_none, measure,
};
use crate::report::document::{Block, Cell, Chart, Document, Section, Table};

/// Writes a document.
pub(super) fn write(document: &Document) -> String {
    let mut out = Text::default();
    out.block(&format!("# {}", heading(&document.title, "Untitled document")));
    let subtitle = line(&document.subtitle);
    if !subtitle.is_empty() {
        out.block(&escaped(&subtitle));
    }
    out.block(&pairs(&document.about));
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
    let text = escaped(&line_or(text, otherwise));
    match text.strip_suffix('#') {
        Some(rest) => format!("{rest}\\#"),
        None => text,
    }
}

fn chapter(out: &mut Text, section: &Section, level: u8) {
    let marks = "#".repeat(usize::from(level.min(DEEPEST)) + 1);
    out.block(&format!("{marks} {}", heading(&section.title, "Untitled")));
    let mut after_list = false;
    for one in &section.blocks {
        let is_list = matches!(one, Block::List(_) | Block::Pairs(_));
        if after_list && is_list {
            // Two lists that follow each other would be read as one.
            out.block("<!-- -->");
        }
        after_list = is_list;
        out.block(&block(one));
    }
    for part in &section.parts {
        chapter(out, part, level.saturating_add(1));
    }
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(text) => broken(&lines(text), ""),
        Block::Quote(text) => format!("> {}", broken(&lines_or_none(text), "> ")),
        Block::Remark(text) => format!("**Note:** {}", broken(&lines(text), "")),
        Block::List(points) => {
            let points = points.iter().map(|text| format!("- {}", point(&lines_or_none(text))));
            points.collect::<Vec<_>>().join("\n")
        }
        Block::Pairs(known) => pairs(known),
        Block::Table(one) => table(one),
        Block::Chart(one) => chart(one),
    }
}

/// Lines one below the other: two spaces at the end of a line keep the break.
fn broken(lines: &[String], before: &str) -> String {
    let lines = lines.iter().map(|line| escaped(line.trim_end()));
    // An empty line would end the paragraph; one with a space that is kept does not.
    let lines = lines.map(|line| if line.is_empty() { "\u{a0}".to_owned() } else { line });
    lines.collect::<Vec<_>>().join(&format!("  \n{before}"))
}

/// The lines of a point of a list, below its mark.
fn point(lines: &[String]) -> String {
    broken(lines, "  ")
}

fn pairs(known: &[(String, String)]) -> String {
    let known = known.iter().map(|(name, value)| {
        let name = escaped(&line_or(name, "Without a name"));
        format!("- **{name}:** {}", point(&lines_or_none(value)))
    });
    known.collect::<Vec<_>>().join("\n")
}

fn table(table: &Table) -> String {
    let grid = Grid::of(table);
    let caption = format!("**{}**", escaped(&line_or(&table.caption, "Table")));
    if grid.rows.is_empty() || grid.heads.is_empty() {
        return format!("{caption}\n\n{NO_ROWS}");
    }
    let heads = grid.heads.iter().map(|head| (escaped(&head.name), head.figures)).collect();
    let rows = grid.rows.iter().map(|row| {
        let cells = row.cells.iter().enumerate().map(|(at, cell)| {
            let words = in_cell(&cell_lines(cell, row.total));
            match cell {
                Cell::Empty => words,
                _ if row.total || (at == 0 && table.named_rows) => format!("**{words}**"),
                _ => words,
            }
        });
        cells.collect()
    });
    format!("{caption}\n\n{}", drawn(heads, rows.collect()))
}

/// The lines of a cell on the one line that a cell has.
fn in_cell(lines: &[String]) -> String {
    let lines = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty());
    escaped(&lines.collect::<Vec<_>>().join(" / "))
}

/// The widest that a column is made for the sake of a straight edge, in character cells.
const WIDEST: usize = 48;

/// Rows with straight edges; what is wider than a column may be stands out of it.
fn drawn(heads: Vec<(String, bool)>, rows: Vec<Vec<String>>) -> String {
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
    let caption = format!("**{}**", escaped(&line_or(&chart.title, "Chart")));
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
        vec![escaped(&name), escaped(&said), bar]
    });
    let heads = vec![
        (CHART_HEADINGS[0].to_owned(), false),
        (CHART_HEADINGS[1].to_owned(), true),
        ("Bar".to_owned(), false),
    ];
    format!("{caption}\n\n{}", drawn(heads, rows.collect()))
}

/// One line of text with a backslash before everything that would be read as markup.
fn escaped(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let start = text.len() - text.trim_start().len();
    let first = text.get(..start).map_or(0, |space| space.chars().count());
    for (at, &c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| chars.get(at)).copied();
        let after = chars.get(at + 1).copied();
        if at < first {
            // Space at the beginning would make code of a line, or be taken away.
            out.push('\u{a0}');
            continue;
        }
        let is_markup = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '~' | '$' => true,
            // Within a word it is a character like any other.
            '_' => !(is_word(before) && is_word(after)),
            // `&amp;` and the like.
            '&' => after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '#'),
            '#' | '>' | '-' | '+' | '=' | ':' => at == first,
            '.' | ')' => {
                at > first
                    && chars.get(first..at).is_some_and(|c| c.iter().all(char::is_ascii_digit))
            }
            _ => false,
        };
        if is_markup {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}
