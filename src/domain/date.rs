//! Calendar dates as officers write them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A day of the calendar, from 1900 to 2199.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

/// Why a text is not a date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Not in a known form.
    #[error("“{0}” is not a date; write {1}")]
    Form(String, &'static str),
    /// In the right form, but no such day.
    #[error("“{0}” does not exist in the calendar")]
    NoSuchDay(String),
    /// Too far away to be meant.
    #[error("“{0}” is outside the years 1900 to 2199")]
    FarAway(String),
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const LONG_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Date {
    /// Makes a date from year, month and day.
    ///
    /// # Errors
    /// When the day does not exist or lies outside 1900 to 2199.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, DateError> {
        let said = || format!("{year:04}-{month:02}-{day:02}");
        if !(1900..=2199).contains(&year) {
            return Err(DateError::FarAway(said()));
        }
        jiff::civil::Date::new(year, month, day).map(Self).map_err(|_| DateError::NoSuchDay(said()))
    }

    /// The day as the calendar library knows it.
    pub const fn civil(self) -> jiff::civil::Date {
        self.0
    }

    /// Reads an ISO date only: `2026-11-21`, the form of commands and packs.
    ///
    /// # Errors
    /// When the text has another form, or the day does not exist.
    pub fn from_iso(text: &str) -> Result<Self, DateError> {
        let form = || DateError::Form(crate::domain::text::visible(text), "it like 2026-11-21");
        let parts: Vec<&str> = text.split('-').collect();
        let [year, month, day] = parts.as_slice() else {
            return Err(form());
        };
        if (year.len(), month.len(), day.len()) != (4, 2, 2) {
            return Err(form());
        }
        let number = |part: &str| {
            part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<i16>().ok()).flatten()
        };
        match (number(year), number(month), number(day)) {
            (Some(y), Some(m), Some(d)) => from_numbers(text, y, m, d),
            _ => Err(form()),
        }
    }

    /// The date as people in Britain write it: `21 Nov 2026`.
    pub fn british(self) -> String {
        let month = usize::from(self.0.month().unsigned_abs()).saturating_sub(1);
        format!("{} {} {}", self.0.day(), MONTHS.get(month).unwrap_or(&""), self.0.year())
    }

    /// The date with its month in full: `10 June 2026`.
    pub fn in_full(self) -> String {
        format!("{} {} {}", self.0.day(), self.long_month(), self.0.year())
    }

    fn long_month(self) -> &'static str {
        let month = usize::from(self.0.month().unsigned_abs()).saturating_sub(1);
        LONG_MONTHS.get(month).unwrap_or(&"")
    }

    /// The date with its weekday, for calculations in words: `Wed 10 June 2026`.
    pub fn long(self) -> String {
        format!("{} {}", self.day_of_year(), self.0.year())
    }

    /// The same without the year: `Wed 10 June`.
    pub fn day_of_year(self) -> String {
        use jiff::civil::Weekday::{
            Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday,
        };
        let weekday = match self.0.weekday() {
            Monday => "Mon",
            Tuesday => "Tue",
            Wednesday => "Wed",
            Thursday => "Thu",
            Friday => "Fri",
            Saturday => "Sat",
            Sunday => "Sun",
        };
        format!("{weekday} {} {}", self.0.day(), self.long_month())
    }

    /// The day that many days later; `None` beyond the year 2199.
    pub fn plus_days(self, days: u16) -> Option<Self> {
        let later = self.0.checked_add(jiff::Span::new().days(i32::from(days))).ok()?;
        Self::new(later.year(), later.month(), later.day()).ok()
    }
}

impl Date {
    /// The same day that many months later, the last of the month where it is shorter; `None`
    /// beyond the year 2199.
    pub fn plus_months(self, months: impl Into<u16>) -> Option<Self> {
        let later = self.0.checked_add(jiff::Span::new().months(i32::from(months.into()))).ok()?;
        Self::new(later.year(), later.month(), later.day()).ok()
    }

    /// The day before; `None` before the first day that there is.
    pub fn day_before(self) -> Option<Self> {
        let before = self.0.yesterday().ok()?;
        Self::new(before.year(), before.month(), before.day()).ok()
    }
}

fn from_numbers(text: &str, year: i16, month: i16, day: i16) -> Result<Date, DateError> {
    let small = |n: i16| i8::try_from(n).unwrap_or(0);
    Date::new(year, small(month), small(day)).map_err(|error| match error {
        DateError::FarAway(_) => DateError::FarAway(crate::domain::text::visible(text)),
        _ => DateError::NoSuchDay(crate::domain::text::visible(text)),
    })
}

impl FromStr for Date {
    type Err = DateError;

    /// Reads ISO (`2026-11-21`) or British dates (`21/11/2026`, `21.11.26`, `21 Nov 2026`).
    fn from_str(text: &str) -> Result<Self, DateError> {
        let given = text.trim();
        if let Ok(date) = Self::from_iso(given) {
            return Ok(date);
        }
        let form = || {
            DateError::Form(crate::domain::text::visible(given), "it like 2026-11-21 or 21/11/2026")
        };
        let parts: Vec<&str> =
            given.split(['/', '.', '-', ' ']).filter(|part| !part.is_empty()).collect();
        let [day, month, year] = parts.as_slice() else {
            return Err(form());
        };
        if day.len() == 4 {
            // ISO order: let the strict reader say what is wrong with it.
            return Self::from_iso(given);
        }
        let number = |part: &str| {
            (part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse::<i16>().ok())
                .flatten()
        };
        let month = number(month).or_else(|| {
            let name = month.to_lowercase();
            (name.len() >= 3)
                .then(|| MONTHS.iter().position(|m| name.starts_with(&m.to_lowercase())))
                .flatten()
                .and_then(|at| i16::try_from(at + 1).ok())
        });
        let full_year = match year.len() {
            2 => number(year).map(|y| 2000 + y),
            4 => number(year),
            _ => None,
        };
        match (full_year, month, number(day)) {
            (Some(y), Some(m), Some(d)) => from_numbers(given, y, m, d),
            _ => Err(form()),
        }
    }
}

impl fmt::Display for Date {
    /// Writes the ISO form.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.to_string())
    }
}

impl From<jiff::civil::Date> for Date {
    fn from(date: jiff::civil::Date) -> Self {
        Self(date)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_iso(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("2026-11-21")]
    #[case("21/11/2026")]
    #[case("21.11.26")]
    #[case("21-11-2026")]
    #[case("21 Nov 2026")]
    #[case("21 november 2026")]
    fn dates_in_iso_and_british_form_are_understood(#[case] text: &str) {
        assert_eq!(text.parse::<Date>().unwrap().to_string(), "2026-11-21");
    }

    #[rstest]
    #[case("2026-02-30", "does not exist")]
    #[case("29/02/2026", "does not exist")]
    #[case("31/13/2026", "does not exist")]
    #[case("11/21/2026", "does not exist")]
    #[case("1066-10-14", "outside")]
    #[case("tomorrow", "not a date")]
    #[case("2026-1-1", "not a date")]
    #[case("", "not a date")]
    fn what_is_not_a_date_is_refused_with_a_reason(#[case] text: &str, #[case] reason: &str) {
        let said = text.parse::<Date>().unwrap_err().to_string();
        assert!(said.contains(reason), "{said}");
    }

    #[test]
    fn commands_take_only_the_iso_form() {
        assert!(Date::from_iso("21/11/2026").is_err());
        assert!(Date::from_iso("2026-11-21").is_ok());
    }

    #[test]
    fn a_date_is_shown_as_people_in_britain_write_it() {
        assert_eq!(Date::new(2026, 6, 5).unwrap().british(), "5 Jun 2026");
        assert_eq!(Date::new(2026, 6, 10).unwrap().long(), "Wed 10 June 2026");
    }

    #[test]
    fn days_are_added_across_months_and_years_up_to_the_last_known_one() {
        let day = |text| Date::from_iso(text).unwrap();
        assert_eq!(day("2027-12-31").plus_days(60), Some(day("2028-02-29")));
        assert_eq!(day("2199-12-31").plus_days(0), Some(day("2199-12-31")));
        assert_eq!(day("2199-12-31").plus_days(1), None);
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parser_panic(text in "\\PC*") {
            let _ = text.parse::<Date>();
        }

        #[test]
        fn every_day_reads_back(year in 1900i16..2199, month in 1i8..=12, day in 1i8..=28) {
            let date = Date::new(year, month, day).unwrap();
            prop_assert_eq!(date.to_string().parse::<Date>().unwrap(), date);
            prop_assert_eq!(date.british().parse::<Date>().unwrap(), date);
        }
    }
}
