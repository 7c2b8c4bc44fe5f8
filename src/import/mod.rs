//! Lists of tenders from spreadsheets, as authorities have them.
//!
//! A file becomes a [`Sheet`] of cells, whether it is text, with whatever letters and separators,
//! or a workbook; [`Columns`] says which column is what; a [`Plan`] reads every row, holds it
//! against the register, and says what would be made, what is doubtful and how it was read, and
//! what is refused and why. Only [`Plan::run`] changes the register, in one transaction. Nothing
//! here knows a terminal.

mod cell;
mod columns;
mod contract;
mod decode;
mod heading;
mod kind;
mod names;
mod plan;
mod print;
mod reading;
mod sheet;
mod subject;
mod supplier;
mod value;
mod workbook;

pub use columns::{Columns, Field, Memory};
pub use contract::Award;
pub use plan::{Counts, Defaults, Outcome, Plan, Row, Tender};
pub use sheet::{Choice, Line, Sheet};

/// The letters of a column, as a spreadsheet names it: A, B, ... Z, AA.
pub fn letters(column: usize) -> String {
    let mut left = column;
    let mut letters = Vec::new();
    loop {
        let letter = u8::try_from(left % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        if left < 26 {
            break;
        }
        left = left / 26 - 1;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_in_a_spreadsheet() {
        let named: Vec<String> = [0, 25, 26, 51, 52, 701, 702].map(letters).into();
        assert_eq!(named, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
