//! What several chapters are made of.

use rust_decimal::Decimal;

use crate::report::annual::figures::{Figure, Share};
use crate::report::document::{Bar, Block, Cell, Row, Section, Table};

/// How many, for a cell.
pub(super) fn number(count: usize) -> Cell {
    Cell::Number(Decimal::from(count))
}

/// Words, or a dash in words where there are none.
pub(super) fn or_not_recorded(text: Option<&str>) -> Cell {
    Cell::text(text.unwrap_or("not recorded"))
}

/// Yes, no, or that nobody has said.
pub(super) fn answer(answer: Option<bool>) -> Cell {
    Cell::text(match answer {
        Some(true) => "yes",
        Some(false) => "no",
        None => "not recorded",
    })
}

/// A chapter with how it is counted and what is not known.
pub(super) fn counted(section: Section, counted: &str, gaps: &[String]) -> Section {
    let section = remarks(section, gaps.to_vec());
    section.with(Block::paragraph(format!("How it is counted: {counted}")))
}

/// A chapter with what must not be missed, each a remark.
pub(super) fn remarks(mut section: Section, remarks: Vec<String>) -> Section {
    for remark in remarks {
        section = section.with(Block::Remark(remark));
    }
    section
}

/// A row that adds up the ones above.
pub(super) fn total(table: &mut Table, cells: impl IntoIterator<Item = Cell>) {
    table.rows.push(Row { cells: cells.into_iter().collect(), total: true });
}

/// A bar for a count.
pub(super) fn bar(label: impl Into<String>, count: usize, of: usize) -> Bar {
    Bar { label: label.into(), value: Some(Decimal::from(count)), said: format!("{count} of {of}") }
}

/// A share, for two cells: in words, and in per cent.
pub(super) fn share_cells(share: &Share) -> [Cell; 2] {
    let per_cent = share.share.as_ref().map_or(Cell::Empty, Figure::cell);
    [Cell::text(share.words()), per_cent]
}
