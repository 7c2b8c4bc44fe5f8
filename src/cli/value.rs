//! How the values of flags are read: marks, yes or no, and “none” for what is taken away.

use std::fmt::Display;
use std::str::FromStr;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use rust_decimal::Decimal;

use crate::cli::flags::Said;
use crate::domain::Date;
use crate::domain::outcome::quantity;
use crate::domain::text::visible;

/// Reads a mark of a scale: a plain number such as 4 or 2.5.
pub(crate) fn mark(text: &str) -> Result<Decimal, String> {
    let given = text.trim();
    let plain = given.bytes().all(|b| b.is_ascii_digit() || b == b'.') && given.len() <= 8;
    let read = given.parse::<Decimal>().ok().filter(|_| plain && !given.is_empty());
    read.map(|mark| mark.normalize())
        .ok_or_else(|| format!("“{}” is not a mark; write a number like 4 or 2.5", visible(text)))
}

/// Reads a mark, or “none”.
pub(crate) fn mark_or_none(text: &str) -> Result<Said<Decimal>, String> {
    if is_none(text) { Ok(Said(None)) } else { mark(text).map(|mark| Said(Some(mark))) }
}

/// Reads a value, or “none”, which takes it away.
pub(crate) fn or_none<T: FromStr>(text: &str) -> Result<Said<T>, String>
where
    T::Err: Display,
{
    if is_none(text) {
        return Ok(Said(None));
    }
    text.parse().map(|value| Said(Some(value))).map_err(|error: T::Err| error.to_string())
}

fn is_none(text: &str) -> bool {
    text.trim().eq_ignore_ascii_case("none")
}

/// Reads yes or no.
pub(crate) fn yes_or_no() -> impl TypedValueParser<Value = bool> {
    PossibleValuesParser::new(["yes", "no"]).map(|word| word == "yes")
}

/// Reads yes, no or unknown.
pub(crate) fn answer() -> impl TypedValueParser<Value = Said<bool>> {
    PossibleValuesParser::new(["yes", "no", "unknown"])
        .map(|word| Said((word != "unknown").then(|| word == "yes")))
}

/// Reads a pair such as `4=Good: everything asked is met`.
pub(crate) fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((before, after)) if !before.trim().is_empty() && !after.trim().is_empty() => {
            Ok((before.trim().to_owned(), after.trim().to_owned()))
        }
        _ => Err(format!("“{}” has no = between two texts", visible(text))),
    }
}

/// Reads a mark with what earns it: `4=Good`.
pub(crate) fn described(text: &str) -> Result<(Decimal, String), String> {
    let (before, after) = text.split_once('=').unwrap_or((text, ""));
    Ok((mark(before)?, after.trim().to_owned()))
}

/// The day that was given, or today.
pub(crate) fn day(given: Option<Date>, today: Date) -> Date {
    given.unwrap_or(today)
}

/// Reads a quantity, or “none”.
pub(crate) fn quantity_or_none(text: &str) -> Result<Said<Decimal>, String> {
    if is_none(text) { Ok(Said(None)) } else { quantity(text).map(|number| Said(Some(number))) }
}

/// The value after a change: what was said of it, or what it was.
pub(crate) fn over<T>(said: Option<Said<T>>, before: Option<T>) -> Option<T> {
    match said {
        Some(said) => said.0,
        None => before,
    }
}
