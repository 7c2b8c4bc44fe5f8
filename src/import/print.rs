//! The fingerprint of a row, by which it is known again.

use crate::domain::Money;
use crate::import::cell::{self, Order};
use crate::import::columns::{Columns, Field};
use crate::import::names::plain;
use crate::import::sheet::Line;
use crate::register::fingerprint;

/// The hashes of a row: of what its cells say, with the names of their columns, whatever their
/// order, and no name of a file, because copies are renamed; and of the cells as they stand,
/// which earlier editions have kept.
pub(super) fn prints(columns: &Columns, line: &Line) -> (String, String) {
    let reference = columns.column(Field::Reference);
    let says = hashed(&columns.names, line, |at, cell| {
        if Some(at) == reference { cell.to_owned() } else { says(cell) }
    });
    let stands = hashed(columns.own(), line, |_, cell| cell.to_owned());
    (says, stands)
}

fn hashed(names: &[String], line: &Line, write: impl Fn(usize, &str) -> String) -> String {
    let mut cells: Vec<String> = line
        .cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| !cell.is_empty())
        .map(|(at, cell)| {
            let name = names.get(at).map(|name| plain(name)).unwrap_or_default();
            format!("{name}\t{}\n", write(at, cell))
        })
        .collect();
    cells.sort_unstable();
    fingerprint(&cells.concat())
}

/// What a cell says, in one way of writing it: a day and an amount look otherwise in a workbook
/// than in the CSV of the same list.
fn says(cell: &str) -> String {
    // A number alone stays as it is: its first zeros may mean something.
    let amount = || {
        let figure = cell.trim_start_matches('£').trim();
        let plain = !figure.starts_with('0') || figure.starts_with("0.");
        let digits = figure.bytes().all(|byte| byte.is_ascii_digit() || b",.".contains(&byte));
        let money: Option<Money> = figure.parse().ok().filter(|_| plain && digits);
        money.map(|money| money.pounds().normalize().to_string())
    };
    let day = || match cell::day(cell) {
        Some((read, Order::Clear | Order::Either)) if read.doubts.is_empty() => {
            Some(read.value.to_string())
        }
        _ => None,
    };
    amount().or_else(day).unwrap_or_else(|| cell.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("£1,234.50", "1234.5")]
    #[case("1234.5", "1234.5")]
    #[case("120000.00", "120000")]
    #[case("100", "100")]
    #[case("007", "007")]
    #[case("0.5", "0.5")]
    #[case("01/04/2026", "2026-04-01")]
    #[case("2026-04-01", "2026-04-01")]
    #[case("1 April 2026", "2026-04-01")]
    #[case("04/25/2026", "04/25/2026")]
    #[case("46113", "46113")]
    #[case("Roof", "Roof")]
    #[case("c. £5", "c. £5")]
    fn one_thing_is_written_in_one_way(#[case] cell: &str, #[case] said: &str) {
        assert_eq!(says(cell), said);
    }
}
