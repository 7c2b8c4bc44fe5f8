//! A draft in Markdown laid out to be read: headings, lists, tables in columns.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::tui::Look;
use crate::tui::widget::text;

/// The narrowest that a column of a table becomes.
const LEAST: usize = 5;
/// The columns between two columns of a table.
const GAP: usize = 2;

/// Lays a draft out in lines.
pub(super) fn lay_out(draft: &str, columns: usize, look: &Look) -> Vec<Line<'static>> {
    let theme = look.theme;
    let mut lines = Vec::new();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for line in draft.lines() {
        if let Some(row) = line.strip_prefix('|') {
            let cells = row.trim_end().trim_end_matches('|').split('|');
            rows.push(cells.map(|cell| cell.trim().to_owned()).collect());
            continue;
        }
        lines.extend(table(&std::mem::take(&mut rows), columns, look));
        let heading = line.trim_start_matches('#');
        if heading.len() < line.len() && heading.starts_with(' ') {
            lines.extend(set(heading, "", "", columns, theme.accent));
        } else if let Some(words) = line.strip_prefix("- ") {
            lines.extend(set(words, "- ", "  ", columns, theme.text));
        } else if let Some(words) = line.strip_prefix("  ") {
            lines.extend(set(words, "  ", "  ", columns, theme.text));
        } else if let Some(words) =
            line.strip_prefix("**").and_then(|words| words.strip_suffix("**"))
        {
            lines.extend(set(words, "", "", columns, theme.title));
        } else {
            lines.extend(set(line, "", "", columns, theme.text));
        }
    }
    lines.extend(table(&rows, columns, look));
    lines
}

/// Words over several lines, the first with one sign before it and the others with another.
fn set(
    words: &str,
    first: &'static str,
    then: &'static str,
    columns: usize,
    style: Style,
) -> Vec<Line<'static>> {
    let wrapped = text::wrap(words, columns.saturating_sub(first.len()));
    let lines = wrapped.into_iter().enumerate().map(|(at, line)| {
        let lead = if at == 0 { first } else { then };
        Line::from(vec![Span::styled(lead, style), Span::styled(line, style)])
    });
    lines.collect()
}

/// The rows of a table in columns, the widest of which give way where they do not fit.
fn table(rows: &[Vec<String>], columns: usize, look: &Look) -> Vec<Line<'static>> {
    let is_rule =
        |row: &[String]| row.iter().all(|cell| !cell.is_empty() && cell.chars().all(|c| "-:".contains(c)));
    let rule = rows.get(1).filter(|row| is_rule(row));
    let to_the_right: Vec<bool> =
        rule.map(|row| row.iter().map(|cell| cell.ends_with(':')).collect()).unwrap_or_default();
    let rows: Vec<&Vec<String>> = rows.iter().filter(|row| !is_rule(row)).collect();
    let count = rows.iter().map(|row| row.len()).max().unwrap_or(0);
    let natural = |at: usize| {
        rows.iter().filter_map(|row| row.get(at)).map(|cell| text::width(cell)).max().unwrap_or(0)
    };
    let mut widths: Vec<usize> = (0..count).map(natural).collect();
    let room = columns.saturating_sub(GAP * count.saturating_sub(1));
    while widths.iter().sum::<usize>() > room {
        let Some(widest) = widths.iter_mut().max_by_key(|width| **width) else { break };
        if *widest <= LEAST {
            break;
        }
        *widest -= 1;
    }
    let mut lines = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let style = if number == 0 { look.theme.title } else { look.theme.text };
        let cells: Vec<Vec<String>> =
            row.iter().zip(&widths).map(|(cell, width)| text::wrap(cell, *width)).collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(1);
        for below in 0..height {
            let mut line = String::new();
            for (at, (cell, width)) in cells.iter().zip(&widths).enumerate() {
                if at > 0 {
                    line.push_str(&" ".repeat(GAP));
                }
                let words = cell.get(below).map_or("", String::as_str);
                let right = to_the_right.get(at).copied().unwrap_or(false);
                let place = if right { text::right } else { text::left };
                line.push_str(&place(words, *width, look.glyphs.cut));
            }
            lines.push(Line::styled(line.trim_end().to_owned(), style));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Preferences;

    fn laid_out(draft: &str, columns: usize) -> String {
        let lines = lay_out(draft, columns, &Look::of(&Preferences::default()));
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        lines.join("\n")
    }

    #[test]
    fn headings_lists_and_tables_are_laid_out_to_the_width() {
        let draft = "# Title\n\n- one two three four\n  more of it\n\n| Score | What earns it |\n| ---: | --- |\n| 0 | Nothing that bears on the question |\n| 10 | All |\n\n**Total: 3**\n";
        insta::assert_snapshot!(laid_out(draft, 24), @r"
         Title

        - one two three four
          more of it

        Score  What earns it
            0  Nothing that
               bears on the
               question
           10  All

        Total: 3
        ");
    }

    #[test]
    fn a_table_that_can_never_fit_is_still_drawn() {
        for columns in [0, 1, 3, 8] {
            assert!(!laid_out("| a | bbbbbbbbbbbbbb |\n| --- | --- |\n|  |", columns).is_empty());
        }
    }
}
