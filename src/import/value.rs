//! Amounts of money as they stand in lists.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::domain::money::MoneyError;
use crate::domain::{Money, Percent};
use crate::import::cell::{Read, is_error, is_missing, is_shortened};
use crate::import::names::{plain, short};

/// The total value that a cell says, excluding VAT; otherwise why it says none.
///
/// Where the column includes VAT, it is taken off at the given rate.
pub(super) fn value(cell: &str, includes_vat: bool, vat: Percent) -> Result<Read<Money>, String> {
    if is_missing(cell) {
        let said =
            if cell.is_empty() { String::new() } else { format!(" (“{}”)", short(cell)) };
        return Err(format!("there is no value{said}"));
    }
    if is_error(cell) {
        return Err(format!("the value “{}” is an error of the spreadsheet", short(cell)));
    }
    if is_shortened(cell) {
        return Err(format!(
            "the value “{cell}” was shortened by a spreadsheet; make its column a number with two decimals there"
        ));
    }
    let mut doubts = Vec::new();
    let mut read = amount(cell, &mut doubts)?;
    if includes_vat || says_vat(cell) {
        let (gross, net) = (read, excluding(read, vat)?);
        doubts.push(format!("{gross} with VAT at {vat} is read as {net} without"));
        read = net;
    }
    if read == Money::ZERO {
        doubts.push("the value is nothing".to_owned());
    }
    Ok(Read { value: read, doubts })
}

/// Whether the cell itself says that VAT is in it.
fn says_vat(cell: &str) -> bool {
    let cell = plain(cell);
    ["inc vat", "incl vat", "including vat", "inclusive of vat"]
        .iter()
        .any(|end| cell.ends_with(end))
}

/// The amount of which `gross` is that much more, rounded half up to the penny.
fn excluding(gross: Money, vat: Percent) -> Result<Money, String> {
    let divisor = Decimal::ONE_HUNDRED + vat.value();
    let net = gross.pounds() * Decimal::ONE_HUNDRED / divisor;
    pence(net).ok_or_else(|| format!("{gross} is not an amount"))
}

fn pence(pounds: Decimal) -> Option<Money> {
    let rounded = pounds.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    Money::from_pence(i64::try_from(rounded.checked_mul(Decimal::ONE_HUNDRED)?).ok()?)
}

fn amount(cell: &str, doubts: &mut Vec<String>) -> Result<Money, String> {
    let no = |why: &str| Err(format!("the value “{}” {why}", short(cell)));
    if cell.contains(['€', '$', '¥'])
        || plain(cell).split(' ').any(|word| ["eur", "usd"].contains(&word))
    {
        return no("is not in pounds");
    }
    let said = format!(" {} ", plain(cell));
    if [
        " pa ",
        " p a ",
        " per annum ",
        " annual ",
        " annually ",
        " per year ",
        " a year ",
        " yearly ",
    ]
    .iter()
    .any(|word| said.contains(word))
    {
        return no("is a figure for one year; write the total over the whole term");
    }
    if [" per hour ", " per day ", " hourly ", " per month ", " per unit ", " each "]
        .iter()
        .any(|word| said.contains(word))
    {
        return no("is a rate; write the total over the whole term");
    }
    // Brackets around a figure are the bookkeeper's minus.
    if cell.starts_with('(') && cell.ends_with(')') {
        return no("is negative");
    }
    match bare(cell).parse::<Money>() {
        Ok(money) => return Ok(money),
        Err(MoneyError::Negative(_)) => return no("is negative"),
        Err(_) => {}
    }
    let figures = figures(cell);
    match figures.as_slice() {
        [] => no("is not an amount"),
        [one] => {
            let money = figure(one, doubts)?;
            // A fraction of a penny has said enough of itself.
            if doubts.is_empty() {
                doubts.push(format!("the value “{}” is read as {money}", short(cell)));
            }
            Ok(money)
        }
        [low, high] if is_range(cell, low, high) => {
            let (low, high) = (figure(low, doubts)?, figure(high, doubts)?);
            let money = low.max(high);
            doubts.push(format!("the value “{}” is a range; {money} is taken", short(cell)));
            Ok(money)
        }
        _ => no("names several figures"),
    }
}

/// The cell without signs and words that mean pounds and change nothing.
fn bare(cell: &str) -> String {
    // A pound sign that was decoded wrongly keeps a letter before it.
    let cell = cell.trim().replace("Â£", "£");
    let lower = cell.to_lowercase();
    let cell = match (lower.starts_with("gbp"), lower.ends_with("gbp")) {
        (true, _) => cell.get(3..).unwrap_or_default(),
        (false, true) => cell.get(..cell.len().saturating_sub(3)).unwrap_or_default(),
        _ => &cell,
    };
    let cell = cell.trim().trim_end_matches("/-").trim();
    let lower = plain(cell);
    let vat = ["exc vat", "excl vat", "ex vat", "excluding vat", "plus vat"]
        .iter()
        .any(|end| lower.ends_with(end));
    if !vat {
        return cell.to_owned();
    }
    let digits = cell.rfind(|c: char| c.is_ascii_digit()).map_or(0, |at| at + 1);
    let unit = cell.get(digits..).and_then(|rest| rest.chars().next());
    let end = if unit.is_some_and(|c| "kKmM".contains(c)) { digits + 1 } else { digits };
    cell.get(..end).unwrap_or_default().to_owned()
}

/// The figures in a cell: digits with separators, and what multiplies them.
fn figures(cell: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut current = String::new();
    let chars: Vec<char> = cell.chars().collect();
    for (at, c) in chars.iter().enumerate() {
        let digit_after = |skip: usize| chars.get(at + skip).is_some_and(char::is_ascii_digit);
        // A space within a figure separates thousands.
        let thousands = *c == ' '
            && !current.is_empty()
            && (1..=3).all(digit_after)
            && !digit_after(4)
            && !current.contains('.');
        if c.is_ascii_digit() || (",.".contains(*c) && !current.is_empty() && digit_after(1)) {
            current.push(*c);
        } else if !thousands && !current.is_empty() {
            let rest: String = chars.iter().skip(at).take(9).collect::<String>().to_lowercase();
            current.push_str(multiplier(&rest));
            found.push(std::mem::take(&mut current));
        }
    }
    if !current.is_empty() {
        found.push(current);
    }
    found
}

/// What stands behind a figure and multiplies it.
fn multiplier(rest: &str) -> &'static str {
    let word: String = rest.trim_start().chars().take_while(char::is_ascii_alphabetic).collect();
    match word.as_str() {
        "k" | "thousand" => "k",
        "m" | "mn" | "mil" | "million" | "millions" => "m",
        _ => "",
    }
}

fn figure(figure: &str, doubts: &mut Vec<String>) -> Result<Money, String> {
    if let Ok(money) = figure.parse::<Money>() {
        return Ok(money);
    }
    // Spreadsheets compute with more decimals than there are pennies.
    let plain = figure.replace(',', "");
    let rounded = plain.contains('.').then(|| plain.parse::<Decimal>().ok()).flatten();
    match rounded.and_then(pence) {
        Some(money) if !figure.contains(',') || figure.parse::<Money>().is_err_and(is_fraction) => {
            doubts.push(format!("the value {} is rounded to {money}", short(figure)));
            Ok(money)
        }
        _ => {
            let why = figure.parse::<Money>().err().map(|error| error.to_string());
            Err(format!("the value: {}", why.unwrap_or_default()))
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it stands where an error is handed over")]
fn is_fraction(error: MoneyError) -> bool {
    matches!(error, MoneyError::FractionOfPenny(_))
}

fn is_range(cell: &str, low: &str, high: &str) -> bool {
    let between = cell
        .split_once(low.trim_end_matches(['k', 'm']))
        .and_then(|(_, rest)| rest.split_once(high.trim_end_matches(['k', 'm'])))
        .map(|(between, _)| between.to_lowercase());
    between.is_some_and(|between| {
        between.contains(['-', '–', '—'])
            || between.split_whitespace().any(|word| ["to", "and"].contains(&word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn read(cell: &str) -> Result<Read<Money>, String> {
        value(cell, false, "20".parse().unwrap())
    }

    #[rstest]
    #[case("£1,234.50", "1234.50", 0)]
    #[case("1234.5", "1234.50", 0)]
    #[case("GBP 120,000", "120000.00", 0)]
    #[case("120000 GBP", "120000.00", 0)]
    #[case("Â£120,000", "120000.00", 0)]
    #[case("£120k", "120000.00", 0)]
    #[case("£120,000 excl. VAT", "120000.00", 0)]
    #[case("£1.2 million", "1200000.00", 1)]
    #[case("c. £120,000", "120000.00", 1)]
    #[case("up to £50,000", "50000.00", 1)]
    #[case("1 234 567", "1234567.00", 1)]
    #[case("£100,000 - £250,000", "250000.00", 1)]
    #[case("between 100k and 250k", "250000.00", 1)]
    #[case("1234.56789", "1234.57", 1)]
    #[case("120000.000", "120000.00", 1)]
    #[case("0", "0.00", 1)]
    #[case("£120,000 inc VAT", "100000.00", 2)]
    fn amounts_are_read_and_doubts_told(
        #[case] cell: &str,
        #[case] pounds: &str,
        #[case] doubts: usize,
    ) {
        let read = read(cell).unwrap();
        assert_eq!(read.value.pounds().to_string(), pounds, "{:?}", read.doubts);
        assert_eq!(read.doubts.len(), doubts, "{:?}", read.doubts);
    }

    #[rstest]
    #[case("", "there is no value")]
    #[case("TBC", "there is no value (“TBC”)")]
    #[case("#REF!", "error of the spreadsheet")]
    #[case("#####", "error of the spreadsheet")]
    #[case("1.2E+06", "shortened")]
    #[case("€120,000", "not in pounds")]
    #[case("£20,000 p.a.", "one year")]
    #[case("£50 per hour", "rate")]
    #[case("(1,234)", "negative")]
    #[case("-5", "negative")]
    #[case("see contract", "not an amount")]
    #[case("£1,000 then £2,000 then £3,000", "several figures")]
    #[case("1,20,000", "commas")]
    #[case("999999999999999", "largest")]
    fn what_is_no_amount_is_refused_with_why(#[case] cell: &str, #[case] why: &str) {
        let said = read(cell).unwrap_err();
        assert!(said.contains(why), "{said}");
    }

    #[test]
    fn vat_in_the_column_is_taken_off() {
        let read = value("£120,000", true, "20".parse().unwrap()).unwrap();
        assert_eq!(read.value.pounds().to_string(), "100000.00");
        assert_eq!(read.doubts, ["£120,000.00 with VAT at 20% is read as £100,000.00 without"]);
    }

    proptest! {
        #[test]
        fn no_cell_makes_the_reader_panic(cell in "\\PC*|[£0-9,. km-]{0,24}", vat in any::<bool>()) {
            let _ = value(&cell, vat, "20".parse().unwrap());
        }
    }
}
