//! Single cells: what stands in them, and what is doubtful about the reading.

use crate::domain::{Date, Percent, Reference, text};
use crate::import::names::{plain, short};

/// What a cell says, with what is doubtful about it as sentences without a full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Read<T> {
    pub(super) value: T,
    pub(super) doubts: Vec<String>,
}

impl<T> Read<T> {
    pub(super) const fn sure(value: T) -> Self {
        Self { value, doubts: Vec::new() }
    }

    pub(super) fn doubtful(value: T, doubt: impl Into<String>) -> Self {
        Self { value, doubts: vec![doubt.into()] }
    }
}

/// Whether a cell says that there is nothing to say.
pub(super) fn is_missing(cell: &str) -> bool {
    const WORDS: [&str; 20] = [
        "",
        "n a",
        "na",
        "n k",
        "nk",
        "none",
        "null",
        "nil",
        "tbc",
        "tba",
        "tbd",
        "unknown",
        "not known",
        "not applicable",
        "not available",
        "to be confirmed",
        "to be determined",
        "to be agreed",
        "not stated",
        "blank",
    ];
    let spread = plain(cell);
    if spread.is_empty() {
        return cell.chars().all(|c| c.is_whitespace() || "-–—−?.*_/'".contains(c));
    }
    WORDS.contains(&spread.as_str())
}

/// Whether a cell holds the error of a spreadsheet's formula, or its sign for too narrow a column.
pub(super) fn is_error(cell: &str) -> bool {
    const ERRORS: [&str; 8] =
        ["#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"];
    ERRORS.contains(&cell) || (cell.len() > 1 && cell.bytes().all(|byte| byte == b'#'))
}

/// Yes or no; none where the cell says neither.
pub(super) fn yes_or_no(cell: &str) -> Option<bool> {
    let said = plain(cell);
    match said.as_str() {
        "yes" | "y" | "true" | "t" | "1" | "x" | "advertised" => Some(true),
        "no" | "n" | "false" | "f" | "0" | "not advertised" => Some(false),
        said if said.starts_with("yes ") => Some(true),
        said if said.starts_with("no ") => Some(false),
        _ if ["✓", "✔", "☑"].contains(&cell.trim()) => Some(true),
        _ => None,
    }
}

/// A rate of VAT.
pub(super) fn vat(cell: &str) -> Option<Read<Percent>> {
    let percent = |text: &str| text.parse::<Percent>().ok();
    let said = plain(cell);
    match said.as_str() {
        "standard" | "standard rate" | "standard rated" => return percent("20").map(Read::sure),
        "reduced" | "reduced rate" => return percent("5").map(Read::sure),
        "zero" | "zero rate" | "zero rated" | "exempt" | "vat exempt" | "outside the scope" => {
            return percent("0").map(Read::sure);
        }
        _ => {}
    }
    let found = percent(cell)?;
    // A spreadsheet writes 20% as 0.2 where the cell's format is lost.
    let value = found.value();
    if !value.is_zero() && value < rust_decimal::Decimal::ONE && !cell.contains('%') {
        let times = Percent::new(value * rust_decimal::Decimal::ONE_HUNDRED)?;
        return Some(Read::doubtful(times, format!("the VAT “{cell}” is read as {times}")));
    }
    Some(Read::sure(found))
}

/// Whether a number was shortened by a spreadsheet, such as `1.2E+11`.
pub(super) fn is_shortened(cell: &str) -> bool {
    let Some((mantissa, power)) = cell.split_once("E+").or_else(|| cell.split_once("e+")) else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(&mantissa.replacen('.', "", 1)) && digits(power)
}

/// A reference, written so that the register can take it; none where there is none.
///
/// The error says why it cannot be taken.
pub(super) fn reference(cell: &str) -> Result<Read<Option<Reference>>, String> {
    if is_missing(cell) {
        return Ok(Read::sure(None));
    }
    if is_error(cell) {
        return Err(format!("the reference “{}” is an error of the spreadsheet", short(cell)));
    }
    if is_shortened(cell) {
        return Err(format!(
            "the reference “{cell}” was shortened by a spreadsheet; make its column text there"
        ));
    }
    if let Ok(reference) = cell.parse::<Reference>() {
        return Ok(Read::sure(Some(reference)));
    }
    let mut written = String::new();
    for c in cell.chars() {
        if c.is_ascii_alphanumeric() || "-/._".contains(c) {
            written.push(c);
        } else if !written.is_empty() && !written.ends_with(['-', '/', '.', '_']) {
            written.push('-');
        }
    }
    let tidy = written.trim_matches(['-', '/', '.', '_']);
    Ok(match tidy.parse::<Reference>() {
        Ok(reference) => {
            let doubt = format!("the reference “{}” is written {reference}", short(cell));
            Read::doubtful(Some(reference), doubt)
        }
        Err(_) => Read::doubtful(
            None,
            format!("“{}” cannot be a reference; the next free number is taken", short(cell)),
        ),
    })
}

/// Whether a date could be read with the day or the month first, and differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// It could be read in one way only.
    Clear,
    /// It could be either.
    Either,
    /// The month stands first, or it would be no date.
    MonthFirst,
}

/// A day, as people and spreadsheets write it; none where it is no day.
pub(super) fn day(cell: &str) -> Option<(Read<Date>, Order)> {
    let given = without_time(cell);
    if let Ok(date) = given.parse::<Date>() {
        return Some((Read::sure(date), order(given)));
    }
    if let Some(date) = month_first(given) {
        let doubt = format!("“{}” has the month first; read as {}", short(cell), date.british());
        return Some((Read::doubtful(date, doubt), Order::MonthFirst));
    }
    if let Some(date) = serial(given) {
        let doubt = format!("“{}” is a spreadsheet's number for {}", short(cell), date.british());
        return Some((Read::doubtful(date, doubt), Order::Clear));
    }
    if let Ok(date) = in_words(given).parse::<Date>() {
        return Some((Read::sure(date), Order::Clear));
    }
    if let Some(date) = first_of_month(given) {
        let doubt = format!("“{}” names no day; read as {}", short(cell), date.british());
        return Some((Read::doubtful(date, doubt), Order::Clear));
    }
    None
}

/// The text without a time of day behind it.
fn without_time(cell: &str) -> &str {
    let cell = cell.trim();
    let (date, time) = match cell.split_once([' ', 'T']) {
        Some((date, time)) if date.bytes().any(|byte| byte.is_ascii_digit()) => (date, time),
        _ => return cell,
    };
    let is_time = time.contains(':')
        && time.chars().all(|c| c.is_ascii_digit() || ":.+-ZAPMapm ".contains(c));
    if is_time { date } else { cell }
}

/// The three numbers of a date that is written in numbers.
fn numbers(text: &str) -> Option<[i16; 3]> {
    let mut parts = text.split(['/', '.', '-']);
    let mut next = || {
        let part = parts.next()?;
        ((1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse().ok())
            .flatten()
    };
    let found = [next()?, next()?, next()?];
    parts.next().is_none().then_some(found)
}

fn order(text: &str) -> Order {
    match numbers(text) {
        Some([day, month, _]) if (1..=12).contains(&day) && day != month => Order::Either,
        _ => Order::Clear,
    }
}

fn month_first(text: &str) -> Option<Date> {
    let [month, day, year] = numbers(text)?;
    if !(1..=12).contains(&month) || !(13..=31).contains(&day) {
        return None;
    }
    let year = if (0..100).contains(&year) { 2000 + year } else { year };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The day of the number that a spreadsheet keeps for it: days since 30 December 1899.
fn serial(text: &str) -> Option<Date> {
    let whole = text.strip_suffix(".0").unwrap_or(text);
    if whole.len() != 5 || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let days: i32 = whole.parse().ok()?;
    let first = jiff::civil::date(1899, 12, 30);
    let day = first.checked_add(jiff::Span::new().days(days)).ok()?;
    Date::new(day.year(), day.month(), day.day()).ok()
}

/// `Tuesday 1st of April, 2026` without what is not needed.
fn in_words(text: &str) -> String {
    const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let words = text.split([' ', ',']).filter(|word| !word.is_empty());
    let kept = words.filter_map(|word| {
        let lower = word.to_lowercase();
        let start: String = lower.chars().take(3).collect();
        if lower == "of" || lower == "the" || WEEKDAYS.contains(&start.as_str()) {
            return None;
        }
        let day = ["st", "nd", "rd", "th"].iter().find_map(|end| lower.strip_suffix(end));
        let day = day.filter(|day| !day.is_empty() && day.bytes().all(|b| b.is_ascii_digit()));
        Some(day.unwrap_or(&lower).to_owned())
    });
    let kept: Vec<String> = kept.collect();
    kept.join(" ")
}

/// The first day of a month that is named alone: `April 2026`, `Apr-26`, `04/2026`.
fn first_of_month(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split([' ', '-', '/']).filter(|part| !part.is_empty()).collect();
    let [month, year] = parts.as_slice() else { return None };
    let year = if year.len() == 2 { format!("20{year}") } else { (*year).to_owned() };
    if year.len() != 4 {
        return None;
    }
    format!("1 {month} {year}").parse().ok()
}

/// Whether a text looks as if its letters had been decoded wrongly when the file was made.
pub(super) fn is_garbled(text: &str) -> bool {
    text.contains('\u{fffd}')
        || ["â€", "Ã©", "Ã¨", "Â£", "Â ", "Ã¢"].iter().any(|trace| text.contains(trace))
}

/// The text as the title of a tender.
pub(super) fn title(cell: &str) -> Result<Read<String>, String> {
    if is_missing(cell) {
        let said =
            if cell.is_empty() { String::new() } else { format!(" (“{}”)", short(cell)) };
        return Err(format!("there is no title{said}"));
    }
    if is_error(cell) {
        return Err(format!("the title “{}” is an error of the spreadsheet", short(cell)));
    }
    let mut read = Read::sure(cell.to_owned());
    if cell.chars().count() > text::LONGEST_LINE {
        read.value = cell.chars().take(text::LONGEST_LINE - 3).collect::<String>() + "...";
        let most = text::LONGEST_LINE;
        read.doubts.push(format!("the title is longer than {most} characters and is cut"));
    }
    if is_garbled(cell) {
        read.doubts.push("the title looks garbled; was the file saved in another encoding?".into());
    }
    Ok(read)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("n/a")]
    #[case("N/A")]
    #[case("#N/A")]
    #[case("TBC")]
    #[case("-")]
    #[case(" – ")]
    #[case("?")]
    #[case("To be confirmed")]
    fn what_says_nothing_is_missing(#[case] cell: &str) {
        assert!(is_missing(cell));
    }

    #[rstest]
    #[case("2026-04-01", "2026-04-01", 0)]
    #[case("01/04/2026", "2026-04-01", 0)]
    #[case("1.4.26", "2026-04-01", 0)]
    #[case("01/04/2026 00:00:00", "2026-04-01", 0)]
    #[case("2026-04-01T09:30:00Z", "2026-04-01", 0)]
    #[case("1st April 2026", "2026-04-01", 0)]
    #[case("Wednesday 1 April 2026", "2026-04-01", 0)]
    #[case("Wed, 1st of Apr, 2026", "2026-04-01", 0)]
    #[case("04/25/2026", "2026-04-25", 1)]
    #[case("46113", "2026-04-01", 1)]
    #[case("Apr-26", "2026-04-01", 1)]
    #[case("April 2026", "2026-04-01", 1)]
    #[case("04/2026", "2026-04-01", 1)]
    fn days_are_read_as_people_and_spreadsheets_write_them(
        #[case] cell: &str,
        #[case] iso: &str,
        #[case] doubts: usize,
    ) {
        let (read, _) = day(cell).unwrap();
        assert_eq!((read.value.to_string().as_str(), read.doubts.len()), (iso, doubts));
    }

    #[rstest]
    #[case("31/02/2026")]
    #[case("ASAP")]
    #[case("Q1 2026/27")]
    #[case("2026")]
    #[case("13/13/2026")]
    fn what_is_no_day_is_none(#[case] cell: &str) {
        assert_eq!(day(cell), None);
    }

    #[rstest]
    #[case("DN123", "DN123", 0)]
    #[case("DN 123 (b)", "DN-123-b", 1)]
    #[case("£$%", "", 1)]
    #[case("n/a", "", 0)]
    fn references_are_written_so_that_the_register_takes_them(
        #[case] cell: &str,
        #[case] written: &str,
        #[case] doubts: usize,
    ) {
        let read = reference(cell).unwrap();
        let reference = read.value.map(|reference| reference.to_string()).unwrap_or_default();
        assert_eq!((reference.as_str(), read.doubts.len()), (written, doubts));
    }

    #[test]
    fn a_reference_that_a_spreadsheet_has_shortened_is_refused() {
        assert!(reference("1.23E+11").unwrap_err().contains("shortened"));
    }

    #[rstest]
    #[case("20%", "20%", 0)]
    #[case("20", "20%", 0)]
    #[case("0.2", "20%", 1)]
    #[case("0", "0%", 0)]
    #[case("Exempt", "0%", 0)]
    fn rates_of_vat_are_read(#[case] cell: &str, #[case] rate: &str, #[case] doubts: usize) {
        let read = vat(cell).unwrap();
        assert_eq!((read.value.to_string().as_str(), read.doubts.len()), (rate, doubts));
        assert_eq!(vat("£1,200"), None);
    }

    proptest! {
        #[test]
        fn no_cell_makes_the_readers_panic(cell in "\\PC*|[0-9/. :T-]{0,20}") {
            let _ = (day(&cell), vat(&cell), yes_or_no(&cell), title(&cell), is_error(&cell));
            if let Ok(read) = reference(&cell) {
                prop_assert!(read.value.is_some() || is_missing(&cell) || !read.doubts.is_empty());
            }
        }
    }
}
