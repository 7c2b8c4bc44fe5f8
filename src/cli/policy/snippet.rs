//! Shows the line of a policy file that a fault lies in, with the fault underlined.
//!
//! Plain characters only, so that it reads the same on any terminal and in any
//! log; what the file says is made visible first and never obeyed.

use std::io::{self, Write};

use unicode_width::UnicodeWidthChar;

use crate::domain::text::visible;
use crate::policy::PackError;

/// The columns of a line that are shown before a fault, of the fault, and in all.
const BEFORE: usize = 24;
const FAULT: usize = 40;
const ALL: usize = 70;

/// Writes the line of a fault and, under it, what of it is at fault.
pub(super) fn write(out: &mut impl Write, source: &str, error: &PackError) -> io::Result<()> {
    let line = source.split('\n').nth(error.line - 1).unwrap_or_default();
    let line = line.strip_suffix('\r').unwrap_or(line);
    let cells: Vec<String> = line.chars().map(|c| visible(c.encode_utf8(&mut [0; 4]))).collect();
    let start = (error.column - 1).min(cells.len());
    let end = (start + error.length).min(cells.len());

    let before = last(&cells[..start], BEFORE);
    let marked = first(&cells[start..end], FAULT);
    let left = ALL.saturating_sub(width(&before) + width(&marked));
    let after = if marked.ends_with("...") { String::new() } else { first(&cells[end..], left) };

    let number = error.line;
    writeln!(out, "{number:6} | {before}{marked}{after}")?;
    let indent = width(&before);
    writeln!(out, "{:6} | {:indent$}{}", "", "", "^".repeat(width(&marked).max(1)))
}

fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// As much from the front as fits, with dots where something was left out.
fn first(cells: &[String], most: usize) -> String {
    let fitting = fitting(cells.iter(), most);
    if fitting == cells.len() {
        return cells.concat();
    }
    let dots = &"..."[..most.min(3)];
    let fitting = self::fitting(cells.iter(), most.saturating_sub(3));
    format!("{}{dots}", cells[..fitting].concat())
}

/// As much from the back as fits, with dots where something was left out.
fn last(cells: &[String], most: usize) -> String {
    let fitting = fitting(cells.iter().rev(), most);
    let shown = cells[cells.len() - fitting..].concat();
    if fitting == cells.len() { shown } else { format!("...{shown}") }
}

/// How many of the cells fit into a width.
fn fitting<'a>(cells: impl Iterator<Item = &'a String>, most: usize) -> usize {
    let sums = cells.scan(0, |sum, cell| {
        *sum += width(cell);
        Some(*sum)
    });
    sums.take_while(|sum| *sum <= most).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::parse;

    fn shown(source: &str) -> String {
        let errors = parse("small.toml", source).unwrap_err();
        let mut out = Vec::new();
        write(&mut out, source, &errors.0[0]).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_fault_is_underlined_in_its_line() {
        assert_eq!(shown("policy = \"x\"\r\n"), "     1 | policy = \"x\"\n       |          ^^^\n");
    }

    #[test]
    fn the_underline_stands_under_wide_characters_and_those_made_visible() {
        assert_eq!(
            shown("policy = \"日本\u{202e}\"\n"),
            "     1 | policy = \"日本\\u{202e}\"\n       |          ^^^^^^^^^^^^^^\n"
        );
    }

    #[test]
    fn a_long_line_is_cut_around_the_fault() {
        let source = format!("policy = {{ a = \"{}\" }} x", "long ".repeat(100));
        let text = shown(&source);
        assert!(text.lines().all(|line| width(line) <= 80), "{text}");
        assert!(text.contains("...") && text.contains('^'), "{text}");
        let text = shown(&format!("policy = \"{}\"", "long ".repeat(100)));
        assert!(text.lines().all(|line| width(line) <= 80), "{text}");
    }

    #[test]
    fn an_empty_file_has_a_place_too() {
        assert_eq!(shown(""), "     1 | \n       | ^\n");
    }
}
