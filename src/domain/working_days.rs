//! Working days and periods of the Procurement Act 2023, and how they are counted.
//!
//! A working day is not a Saturday, a Sunday or a bank holiday in any part of
//! the United Kingdom (section 123). The bank holidays come in as data; beyond
//! them nothing is guessed.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use jiff::civil::Weekday;
use serde::{Deserialize, Serialize};

use crate::domain::Date;

/// A part of the United Kingdom with bank holidays of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nation {
    /// England and Wales, which share theirs.
    EnglandAndWales,
    /// Scotland.
    Scotland,
    /// Northern Ireland.
    NorthernIreland,
}

/// A bank holiday in at least one part of the United Kingdom.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BankHoliday {
    /// The day.
    pub date: Date,
    /// What it is called.
    pub name: String,
    /// Whether it stands in for a holiday that falls on a weekend.
    #[serde(default)]
    pub substitute: bool,
    /// Where it is kept.
    pub kept_in: Vec<Nation>,
}

impl BankHoliday {
    /// Where it is kept, in words: `in Scotland`, `throughout the UK`.
    pub fn place(&self) -> String {
        let has = |nation| self.kept_in.contains(&nation);
        let mut parts = Vec::new();
        if has(Nation::EnglandAndWales) {
            parts.extend(["England", "Wales"]);
        }
        if has(Nation::Scotland) {
            parts.push("Scotland");
        }
        if has(Nation::NorthernIreland) {
            parts.push("Northern Ireland");
        }
        match parts.as_slice() {
            [_, _, _, _] => "throughout the UK".to_owned(),
            [most @ .., last] if !most.is_empty() => format!("in {} and {last}", most.join(", ")),
            parts => format!("in {}", parts.join("")),
        }
    }
}

impl fmt::Display for BankHoliday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let substitute = if self.substitute { " (substitute day)" } else { "" };
        write!(f, "{}{substitute} {}", self.name, self.place())
    }
}

/// Why a day is not a working day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DayOff {
    /// It is a Saturday.
    Saturday,
    /// It is a Sunday.
    Sunday,
    /// It is a bank holiday somewhere in the United Kingdom.
    BankHoliday(BankHoliday),
}

impl fmt::Display for DayOff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Saturday => f.write_str("Saturday"),
            Self::Sunday => f.write_str("Sunday"),
            Self::BankHoliday(holiday) => holiday.fmt(f),
        }
    }
}

/// Why a period has no last day that could be told.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DaysError {
    /// The day lies outside the bank holidays that are known.
    #[error("whether {} is a working day is not known: {}", .date.long(), what_is_known(*.known))]
    Unknown {
        /// The day that was asked about.
        date: Date,
        /// The first and last day whose bank holidays are known, if any are.
        known: Option<(Date, Date)>,
    },
    /// The count goes on beyond the bank holidays that are known.
    #[error(
        "the last of {} beginning with {} is not known: {}, enough for {counted} of them",
        working_days(*.count), .from.long(), what_is_known(*.known)
    )]
    RunsOut {
        /// The day that the period begins with.
        from: Date,
        /// How many working days were to be counted.
        count: u16,
        /// How many are known.
        counted: u16,
        /// The first and last day whose bank holidays are known, if any are.
        known: Option<(Date, Date)>,
    },
    /// A period of no days.
    #[error("a period of no days has no last day; count at least 1")]
    Nothing,
    /// The period ends beyond the calendar.
    #[error("a period of {days} days beginning with {} ends after the year 2199", .first.long())]
    FarAway {
        /// The day that the period begins with.
        first: Date,
        /// How many days it has.
        days: u16,
    },
}

fn what_is_known(known: Option<(Date, Date)>) -> String {
    known.map_or_else(
        || "no bank holidays are known".to_owned(),
        |(from, to)| {
            format!("bank holidays are known from {} to {} only", from.british(), to.british())
        },
    )
}

fn working_days(count: u16) -> String {
    if count == 1 { "1 working day".to_owned() } else { format!("{count} working days") }
}

/// Why bank holidays do not make a calendar.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The calendar ends before it begins.
    #[error("the calendar ends on {to}, before it begins on {from}")]
    Backwards {
        /// Its first day.
        from: Date,
        /// Its last day.
        to: Date,
    },
    /// A bank holiday lies outside.
    #[error("the bank holiday of {0} lies outside the calendar")]
    Outside(Date),
    /// A day is there twice.
    #[error("the bank holiday of {0} is there twice")]
    Twice(Date),
    /// A bank holiday that nobody keeps.
    #[error("the bank holiday of {0} is kept nowhere")]
    Nowhere(Date),
}

/// The bank holidays of the United Kingdom over a span of days.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    known: Option<(Date, Date)>,
    holidays: BTreeMap<Date, BankHoliday>,
}

impl Calendar {
    /// Makes a calendar that knows every bank holiday of the days from `from` to `to`.
    ///
    /// # Errors
    /// When a bank holiday lies outside, is there twice or is kept nowhere.
    pub fn new(
        from: Date,
        to: Date,
        holidays: impl IntoIterator<Item = BankHoliday>,
    ) -> Result<Self, CalendarError> {
        if to < from {
            return Err(CalendarError::Backwards { from, to });
        }
        let mut by_day = BTreeMap::new();
        for holiday in holidays {
            let date = holiday.date;
            if !(from..=to).contains(&date) {
                return Err(CalendarError::Outside(date));
            }
            if holiday.kept_in.is_empty() {
                return Err(CalendarError::Nowhere(date));
            }
            if by_day.insert(date, holiday).is_some() {
                return Err(CalendarError::Twice(date));
            }
        }
        Ok(Self { known: Some((from, to)), holidays: by_day })
    }

    /// The first and last day whose bank holidays are known; `None` for a calendar that knows nothing.
    pub const fn known(&self) -> Option<(Date, Date)> {
        self.known
    }

    /// The bank holidays in the order of the year.
    pub fn holidays(&self) -> impl Iterator<Item = &BankHoliday> {
        self.holidays.values()
    }

    /// Why a day is not a working day; `None` for a working day.
    ///
    /// # Errors
    /// When the bank holidays of that day are not known.
    pub fn day_off(&self, date: Date) -> Result<Option<DayOff>, DaysError> {
        // Those of a weekend need no list of holidays.
        match date.civil().weekday() {
            Weekday::Saturday => return Ok(Some(DayOff::Saturday)),
            Weekday::Sunday => return Ok(Some(DayOff::Sunday)),
            _ => {}
        }
        if !self.known.is_some_and(|(from, to)| (from..=to).contains(&date)) {
            return Err(DaysError::Unknown { date, known: self.known });
        }
        Ok(self.holidays.get(&date).cloned().map(DayOff::BankHoliday))
    }

    /// Whether a day is a working day.
    ///
    /// # Errors
    /// When the bank holidays of that day are not known.
    pub fn is_working_day(&self, date: Date) -> Result<bool, DaysError> {
        Ok(self.day_off(date)?.is_none())
    }

    /// How many working days there are after a day, up to another and with it.
    ///
    /// # Errors
    /// When a day in between lies outside the bank holidays that are known.
    pub fn after(&self, from: Date, to: Date) -> Result<u32, DaysError> {
        let (mut count, mut day) = (0, from);
        while day < to {
            let Some(next) = day.plus_days(1) else { break };
            day = next;
            count += u32::from(self.is_working_day(day)?);
        }
        Ok(count)
    }

    /// Counts working days beginning with a day, which counts when it is one itself.
    ///
    /// # Errors
    /// When `count` is 0, or the bank holidays are not known up to the last day.
    pub fn count(&self, from: Date, count: u16) -> Result<WorkingDays, DaysError> {
        if count == 0 {
            return Err(DaysError::Nothing);
        }
        let mut skipped = Vec::new();
        let mut first = None;
        let mut counted = 0;
        let mut day = from;
        loop {
            match self.day_off(day) {
                Ok(Some(why)) => skipped.push(Skipped { date: day, why }),
                Ok(None) => {
                    counted += 1;
                    let first = *first.get_or_insert(day);
                    if counted == count {
                        return Ok(WorkingDays { from, count, first, last: day, skipped });
                    }
                }
                Err(unknown) if day == from => return Err(unknown),
                Err(_) => return Err(self.runs_out(from, count, counted)),
            }
            day = day.plus_days(1).ok_or_else(|| self.runs_out(from, count, counted))?;
        }
    }

    fn runs_out(&self, from: Date, count: u16, counted: u16) -> DaysError {
        DaysError::RunsOut { from, count, counted, known: self.known }
    }
}

/// A day of a period that was not counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The day.
    pub date: Date,
    /// Why it does not count.
    pub why: DayOff,
}

impl Skipped {
    /// The bank holiday that it is, unless it is a day of the weekend.
    pub fn holiday(&self) -> Option<&BankHoliday> {
        match &self.why {
            DayOff::BankHoliday(holiday) => Some(holiday),
            DayOff::Saturday | DayOff::Sunday => None,
        }
    }
}

/// A period of working days that was counted out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingDays {
    /// The day that the period begins with, working day or not.
    pub from: Date,
    /// How many working days it has.
    pub count: u16,
    /// The first working day in it.
    pub first: Date,
    /// Its last working day, and so its last day.
    pub last: Date,
    /// Every day from the first to the last that was not counted.
    pub skipped: Vec<Skipped>,
}

impl WorkingDays {
    /// The most bank holidays that are named in one sentence.
    const NAMED: usize = 6;

    /// The calculation in words, without a full stop.
    pub fn words(&self) -> String {
        let mut words = format!("{} beginning with {}", working_days(self.count), self.from.long());
        let holidays: Vec<&BankHoliday> =
            self.skipped.iter().filter_map(Skipped::holiday).collect();
        if holidays.len() > Self::NAMED {
            let _ = write!(words, "; {} bank holidays do not count", holidays.len());
        } else {
            for holiday in holidays {
                let day = self.beside(holiday.date);
                let _ = write!(words, "; {day} is a bank holiday {}", holiday.place());
            }
        }
        if self.first != self.from {
            let _ = write!(words, "; the first that counts is {}", self.beside(self.first));
        }
        let _ = write!(words, "; last day {}", self.last.long());
        words
    }

    /// A day with its year only where that differs from the year of the beginning.
    fn beside(&self, date: Date) -> String {
        let same = date.civil().year() == self.from.civil().year();
        if same { date.day_of_year() } else { date.long() }
    }
}

/// A period of calendar days, weekends and bank holidays included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The day after which it starts, for a period that starts the day after.
    pub after: Option<Date>,
    /// Its first day.
    pub first: Date,
    /// How many days it has.
    pub days: u16,
    /// Its last day.
    pub last: Date,
}

impl Period {
    /// A period “beginning with” a day: that day is the first that counts.
    ///
    /// # Errors
    /// When it has no days, or ends beyond the calendar.
    pub fn beginning_with(first: Date, days: u16) -> Result<Self, DaysError> {
        let more = days.checked_sub(1).ok_or(DaysError::Nothing)?;
        let last = first.plus_days(more).ok_or(DaysError::FarAway { first, days })?;
        Ok(Self { after: None, first, days, last })
    }

    /// A tendering or participation period, which starts the day after (section 54(5)).
    ///
    /// # Errors
    /// When it has no days, or ends beyond the calendar.
    pub fn following(day: Date, days: u16) -> Result<Self, DaysError> {
        let first = day.plus_days(1).ok_or(DaysError::FarAway { first: day, days })?;
        Ok(Self { after: Some(day), ..Self::beginning_with(first, days)? })
    }

    /// The calculation in words, without a full stop.
    pub fn words(&self) -> String {
        let days = if self.days == 1 { "day" } else { "days" };
        let after = self.after.map(|day| format!(", the day after {}", day.long()));
        format!(
            "{} {days} beginning with {}{}; last day {}",
            self.days,
            self.first.long(),
            after.unwrap_or_default(),
            self.last.long()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn day(text: &str) -> Date {
        Date::from_iso(text).unwrap()
    }

    fn holiday(date: &str, kept_in: &[Nation]) -> BankHoliday {
        BankHoliday {
            date: day(date),
            name: "Feast".to_owned(),
            substitute: false,
            kept_in: kept_in.to_vec(),
        }
    }

    #[test]
    fn working_days_ahead_leave_today_out_and_take_the_last_day_in() {
        let june = june();
        let ahead = |from: &str, to: &str| june.after(day(from), day(to)).unwrap();
        assert_eq!(ahead("2026-06-10", "2026-06-10"), 0);
        assert_eq!(ahead("2026-06-10", "2026-06-11"), 1);
        assert_eq!(ahead("2026-06-12", "2026-06-14"), 0, "a weekend");
        assert_eq!(ahead("2026-06-10", "2026-06-01"), 0, "nothing lies ahead");
        assert!(june.after(day("2026-06-10"), day("2099-01-01")).is_err());
    }

    fn june() -> Calendar {
        let feast = holiday("2026-06-15", &[Nation::Scotland]);
        Calendar::new(day("2026-06-01"), day("2026-06-30"), [feast]).unwrap()
    }

    #[rstest]
    #[case("2026-06-12", None)]
    #[case("2026-06-13", Some("Saturday"))]
    #[case("2026-06-14", Some("Sunday"))]
    #[case("2026-06-15", Some("Feast in Scotland"))]
    fn a_day_says_why_it_is_not_a_working_day(#[case] date: &str, #[case] why: Option<&str>) {
        let off = june().day_off(day(date)).unwrap();
        assert_eq!(off.map(|off| off.to_string()).as_deref(), why);
        assert_eq!(june().is_working_day(day(date)), Ok(why.is_none()));
    }

    #[test]
    fn the_calculation_is_told_in_words() {
        assert_eq!(
            june().count(day("2026-06-10"), 8).unwrap().words(),
            "8 working days beginning with Wed 10 June 2026; \
             Mon 15 June is a bank holiday in Scotland; last day Mon 22 June 2026"
        );
        assert_eq!(
            june().count(day("2026-06-13"), 1).unwrap().words(),
            "1 working day beginning with Sat 13 June 2026; \
             Mon 15 June is a bank holiday in Scotland; \
             the first that counts is Tue 16 June; last day Tue 16 June 2026"
        );
    }

    #[test]
    fn a_long_calculation_counts_its_bank_holidays_instead_of_naming_them() {
        let daily = (1..=19).filter_map(|n| {
            let date = Date::new(2026, 6, n).unwrap();
            let weekend = matches!(date.civil().weekday(), Weekday::Saturday | Weekday::Sunday);
            (!weekend).then(|| holiday(&date.to_string(), &[Nation::Scotland]))
        });
        let calendar = Calendar::new(day("2026-06-01"), day("2026-06-30"), daily).unwrap();
        let said = calendar.count(day("2026-06-01"), 1).unwrap().words();
        assert!(said.contains("; 15 bank holidays do not count; "), "{said}");
    }

    #[rstest]
    #[case("2026-05-29")]
    #[case("2026-07-01")]
    fn a_day_outside_the_data_is_not_guessed(#[case] date: &str) {
        let said = june().day_off(day(date)).unwrap_err().to_string();
        assert!(said.starts_with(&format!("whether {} is", day(date).long())), "{said}");
        assert!(said.ends_with("known from 1 Jun 2026 to 30 Jun 2026 only"), "{said}");
        assert!(june().count(day(date), 1).is_err());
    }

    #[test]
    fn a_weekend_is_known_without_the_data() {
        assert_eq!(june().day_off(day("2026-05-31")).unwrap(), Some(DayOff::Sunday));
        assert_eq!(june().count(day("2026-05-31"), 1).unwrap().last, day("2026-06-01"));
    }

    #[test]
    fn a_count_that_runs_out_of_data_is_not_guessed() {
        assert_eq!(june().count(day("2026-06-26"), 3).unwrap().last, day("2026-06-30"));
        assert_eq!(
            june().count(day("2026-06-26"), 4).unwrap_err().to_string(),
            "the last of 4 working days beginning with Fri 26 June 2026 is not known: bank holidays \
             are known from 1 Jun 2026 to 30 Jun 2026 only, enough for 3 of them"
        );
    }

    #[test]
    fn a_calendar_that_knows_nothing_answers_nothing() {
        let said = Calendar::default().count(day("2026-06-10"), 1).unwrap_err().to_string();
        assert!(said.ends_with("no bank holidays are known"), "{said}");
    }

    #[test]
    fn a_period_of_no_days_is_refused() {
        let today = day("2026-06-10");
        assert_eq!(june().count(today, 0), Err(DaysError::Nothing));
        assert_eq!(Period::beginning_with(today, 0), Err(DaysError::Nothing));
        assert_eq!(Period::following(today, 0), Err(DaysError::Nothing));
    }

    #[test]
    fn holidays_that_cannot_be_meant_make_no_calendar() {
        let make = |holidays: Vec<BankHoliday>| {
            Calendar::new(day("2026-06-01"), day("2026-06-30"), holidays).unwrap_err()
        };
        let feast = holiday("2026-06-15", &[Nation::Scotland]);
        assert_eq!(make(vec![feast.clone(), feast]), CalendarError::Twice(day("2026-06-15")));
        let july = holiday("2026-07-01", &[Nation::Scotland]);
        assert_eq!(make(vec![july]), CalendarError::Outside(day("2026-07-01")));
        assert_eq!(
            make(vec![holiday("2026-06-15", &[])]),
            CalendarError::Nowhere(day("2026-06-15"))
        );
        assert!(Calendar::new(day("2026-06-30"), day("2026-06-01"), []).is_err());
    }

    #[rstest]
    #[case(&[Nation::EnglandAndWales], "in England and Wales")]
    #[case(&[Nation::Scotland], "in Scotland")]
    #[case(&[Nation::Scotland, Nation::NorthernIreland], "in Scotland and Northern Ireland")]
    #[case(
        &[Nation::NorthernIreland, Nation::EnglandAndWales],
        "in England, Wales and Northern Ireland"
    )]
    #[case(
        &[Nation::EnglandAndWales, Nation::Scotland, Nation::NorthernIreland],
        "throughout the UK"
    )]
    fn a_holiday_says_where_it_is_kept(#[case] kept_in: &[Nation], #[case] place: &str) {
        assert_eq!(holiday("2026-06-15", kept_in).place(), place);
    }

    #[test]
    fn a_period_beginning_with_a_day_counts_it() {
        let period = Period::beginning_with(day("2026-04-01"), 30).unwrap();
        assert_eq!(
            period.words(),
            "30 days beginning with Wed 1 April 2026; last day Thu 30 April 2026"
        );
    }

    #[test]
    fn a_tendering_period_starts_the_day_after() {
        let period = Period::following(day("2026-06-10"), 25).unwrap();
        assert_eq!(
            period.words(),
            "25 days beginning with Thu 11 June 2026, the day after Wed 10 June 2026; \
             last day Sun 5 July 2026"
        );
    }

    #[test]
    fn a_period_beyond_the_calendar_is_refused() {
        let end = day("2199-12-31");
        assert!(Period::beginning_with(end, 1).is_ok());
        assert!(Period::beginning_with(end, 2).is_err());
        assert!(Period::following(end, 1).is_err());
    }

    proptest! {
        #[test]
        fn a_period_covers_exactly_its_days(offset in 0_u16..20_000, days in 1_u16..3000) {
            let start = day("2000-01-01").plus_days(offset).unwrap();
            let period = Period::beginning_with(start, days).unwrap();
            let span = period.last.civil() - period.first.civil();
            prop_assert_eq!(span.get_days(), i32::from(days) - 1);
            let later = Period::following(start, days).unwrap();
            prop_assert_eq!(later.last, period.last.plus_days(1).unwrap());
        }
    }
}
