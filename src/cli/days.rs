//! `tenderbook days`: count working days.

use std::io::Write;

use clap::Args;
use serde::Serialize;

use crate::cli::failure::{Failure, Result};
use crate::cli::write;
use crate::domain::working_days::Skipped;
use crate::domain::{Date, text};
use crate::policy::calendar::bank_holidays;

/// The most working days that can be asked for.
const MOST: u16 = 3000;

/// Count working days, as the Procurement Act 2023 does
///
/// The first day counts when it is a working day. A working day is not a
/// Saturday, a Sunday or a bank holiday in any part of the United Kingdom
/// (section 123). Beyond the bank holidays that are known nothing is guessed.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook days 2026-06-10 8           the standstill of an award notice of 10 June
  tenderbook days 2026-06-10 8 --json")]
pub(crate) struct Arguments {
    /// The day that the period begins with, like 2026-11-21
    #[arg(value_name = "FROM", value_parser = Date::from_iso, allow_negative_numbers = true)]
    from: Date,
    /// How many working days, from 1 to 3000
    #[arg(value_name = "COUNT", value_parser = count, allow_negative_numbers = true)]
    count: u16,
    /// Print one object for programs
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Counted {
    from: Date,
    count: u16,
    last: Date,
    skipped: Vec<NotCounted>,
}

#[derive(Serialize)]
struct NotCounted {
    date: Date,
    why: String,
}

fn count(given: &str) -> std::result::Result<u16, String> {
    let digits = !given.is_empty() && given.bytes().all(|byte| byte.is_ascii_digit());
    let number = given.parse().ok().filter(|number| digits && (1..=MOST).contains(number));
    number.ok_or_else(|| {
        let said = text::visible(given);
        format!("“{said}” is not a number of working days; write a whole number from 1 to {MOST}")
    })
}

pub(crate) fn run(arguments: &Arguments, out: &mut impl Write) -> Result {
    let known = bank_holidays();
    let days =
        known.calendar.count(arguments.from, arguments.count).map_err(|error| Failure::Other {
            message: format!("Working days could not be counted: {error}."),
            hint: Some(format!(
                "Look the other bank holidays up at {}, or use a newer Tenderbook.",
                known.source
            )),
        })?;
    if arguments.json {
        let skipped = days.skipped.iter();
        let skipped = skipped.map(|day| NotCounted { date: day.date, why: day.why.to_string() });
        return write::json(
            out,
            &Counted {
                from: days.from,
                count: days.count,
                last: days.last,
                skipped: skipped.collect(),
            },
        );
    }
    writeln!(out, "{}.", days.words())?;
    let holidays: Vec<&Skipped> =
        days.skipped.iter().filter(|day| day.holiday().is_some()).collect();
    let weekend = days.skipped.len() - holidays.len();
    if !holidays.is_empty() {
        writeln!(out, "Bank holidays that do not count:")?;
    }
    for day in holidays {
        writeln!(out, "  {}: {}", day.date.long(), day.why)?;
    }
    if weekend > 0 {
        writeln!(out, "Saturdays and Sundays that do not count: {weekend}")?;
    }
    if let Some(updated) = known.updated {
        writeln!(
            out,
            "Bank holidays as GOV.UK published them on {}; a special one can still be proclaimed.",
            updated.british()
        )?;
    }
    Ok(())
}
