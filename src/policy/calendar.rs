//! The bank holidays that are compiled into the executable.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::domain::Date;
use crate::domain::working_days::{BankHoliday, Calendar};

const BANK_HOLIDAYS: &str = include_str!("../../calendar/bank-holidays.toml");

/// The bank holidays as their file holds them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    licence: String,
    source: String,
    updated: Date,
    from: Date,
    to: Date,
    holiday: Vec<BankHoliday>,
}

/// The bank holidays of the United Kingdom, and where they come from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BankHolidays {
    /// The holidays, day by day.
    pub calendar: Calendar,
    /// The licence of the data.
    pub licence: String,
    /// Where the data were read.
    pub source: String,
    /// When the source was last changed.
    pub updated: Option<Date>,
}

/// The bank holidays that are compiled in.
///
/// Data that could not be read would leave a calendar that knows nothing: every
/// answer an error, none a guess. A test proves that they can be read.
pub fn bank_holidays() -> &'static BankHolidays {
    static READ: LazyLock<BankHolidays> = LazyLock::new(|| read(BANK_HOLIDAYS).unwrap_or_default());
    &READ
}

/// Reads a file of bank holidays.
///
/// # Errors
/// A sentence on what is wrong with it.
pub fn read(text: &str) -> Result<BankHolidays, String> {
    let written: Written = toml::from_str(text).map_err(|error| error.to_string())?;
    let calendar =
        Calendar::new(written.from, written.to, written.holiday).map_err(|e| e.to_string())?;
    let Written { licence, source, updated, .. } = written;
    Ok(BankHolidays { calendar, licence, source, updated: Some(updated) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::working_days::{DaysError, Nation};
    use proptest::prelude::*;
    use rstest::rstest;

    fn calendar() -> &'static Calendar {
        &bank_holidays().calendar
    }

    fn day(text: &str) -> Date {
        Date::from_iso(text).unwrap()
    }

    #[test]
    fn the_file_can_be_read_and_names_its_source_and_licence() {
        let read = read(BANK_HOLIDAYS).unwrap();
        assert_eq!(&read, bank_holidays());
        assert_eq!(read.licence, "Open Government Licence v3.0");
        assert_eq!(read.source, "https://www.gov.uk/bank-holidays");
        assert_eq!(read.calendar.known(), Some((day("2024-01-01"), day("2028-12-31"))));
    }

    #[test]
    fn a_wrong_file_is_refused() {
        for (right, wrong, said) in [
            ("date = \"2026-06-15\"", "date = \"2026-06-31\"", "does not exist"),
            ("date = \"2026-06-15\"", "date = \"2029-06-15\"", "outside the calendar"),
            ("date = \"2026-06-15\"", "date = \"2026-05-25\"", "there twice"),
            ("kept_in = [\"scotland\"]", "kept_in = [\"france\"]", "france"),
            ("kept_in = [\"scotland\"]", "kept_in = []", "kept nowhere"),
            ("licence = ", "license = ", "license"),
        ] {
            let fault = read(&BANK_HOLIDAYS.replacen(right, wrong, 1)).unwrap_err();
            assert!(fault.contains(said), "{fault}");
        }
    }

    /// The days as GOV.UK gives them: month and day, substitutes marked with `s`.
    #[rstest]
    #[case(
        2024,
        "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
        "01-02 03-18 07-12 08-05 12-02"
    )]
    #[case(
        2025,
        "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
        "01-02 03-17 07-14 08-04 12-01"
    )]
    #[case(
        2026,
        "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28s",
        "01-02 03-17 06-15 07-13 08-03 11-30"
    )]
    #[case(
        2027,
        "01-01 03-26 03-29 05-03 05-31 08-30 12-27s 12-28s",
        "01-04 03-17 07-12 08-02 11-30"
    )]
    #[case(
        2028,
        "01-03s 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
        "01-04 03-17 07-12 08-07 11-30"
    )]
    fn the_holidays_of_a_year_are_those_of_its_source(
        #[case] year: i16,
        #[case] england_and_wales: &str,
        #[case] elsewhere: &str,
    ) {
        let (mut here, mut there) = (Vec::new(), Vec::new());
        for holiday in calendar().holidays().filter(|h| h.date.civil().year() == year) {
            let month_and_day = holiday.date.to_string()[5..].to_owned();
            if holiday.kept_in.contains(&Nation::EnglandAndWales) {
                here.push(month_and_day + if holiday.substitute { "s" } else { "" });
            } else {
                there.push(month_and_day);
            }
        }
        assert_eq!(here.join(" "), england_and_wales);
        assert_eq!(there.join(" "), elsewhere);
    }

    #[test]
    fn every_holiday_is_a_weekday_with_a_name() {
        for holiday in calendar().holidays() {
            let weekday = holiday.date.civil().weekday().to_monday_one_offset();
            assert!(weekday <= 5, "{holiday} on {} is on a weekend", holiday.date);
            assert!(!holiday.name.trim().is_empty());
        }
    }

    #[rstest]
    #[case::worked_example_st_patrick("2026-03-12", "2026-03-24")]
    #[case::worked_example_world_cup("2026-06-10", "2026-06-22")]
    #[case::easter_2024("2024-03-27", "2024-04-09")]
    #[case::easter_2025("2025-04-16", "2025-04-29")]
    #[case::easter_2026("2026-04-01", "2026-04-14")]
    #[case::christmas_2024("2024-12-20", "2025-01-06")]
    #[case::christmas_2026_with_a_substitute("2026-12-22", "2027-01-06")]
    #[case::christmas_2027_with_four_substitutes("2027-12-22", "2028-01-06")]
    #[case::begins_on_christmas_eve_2027("2027-12-24", "2028-01-10")]
    #[case::st_andrew_2024_substitute("2024-11-28", "2024-12-10")]
    #[case::st_andrew_2025_substitute("2025-11-27", "2025-12-09")]
    #[case::st_andrew_2026("2026-11-26", "2026-12-08")]
    #[case::twelfth_of_july_2025_substitute("2025-07-10", "2025-07-22")]
    #[case::twelfth_of_july_2026_substitute("2026-07-09", "2026-07-21")]
    #[case::twelfth_of_july_2027("2027-07-08", "2027-07-20")]
    #[case::late_august_2024("2024-08-22", "2024-09-03")]
    #[case::late_august_2026("2026-08-27", "2026-09-08")]
    #[case::early_august_2028_in_scotland("2028-08-03", "2028-08-15")]
    #[case::begins_on_a_saturday("2026-06-13", "2026-06-25")]
    fn standstill_of_8_working_days_ends(#[case] from: &str, #[case] last: &str) {
        assert_eq!(calendar().count(day(from), 8).unwrap().last, day(last));
    }

    #[rstest]
    #[case("2024-01-01", "2024-01-03")]
    #[case("2026-12-25", "2026-12-29")]
    #[case("2028-01-01", "2028-01-05")]
    #[case("2026-06-10", "2026-06-10")]
    fn the_first_day_counts_when_it_is_a_working_day(#[case] from: &str, #[case] last: &str) {
        assert_eq!(calendar().count(day(from), 1).unwrap().last, day(last));
    }

    #[test]
    fn holidays_of_another_year_are_named_with_it() {
        assert_eq!(
            calendar().count(day("2026-12-30"), 3).unwrap().words(),
            "3 working days beginning with Wed 30 December 2026; \
             Fri 1 January 2027 is a bank holiday throughout the UK; \
             Mon 4 January 2027 is a bank holiday in Scotland; last day Tue 5 January 2027"
        );
    }

    #[test]
    fn the_end_of_the_data_is_the_end_of_the_count() {
        assert_eq!(calendar().count(day("2028-12-20"), 6).unwrap().last, day("2028-12-29"));
        assert!(matches!(
            calendar().count(day("2028-12-20"), 7),
            Err(DaysError::RunsOut { counted: 6, .. })
        ));
        assert!(matches!(calendar().count(day("2023-12-29"), 1), Err(DaysError::Unknown { .. })));
    }

    proptest! {
        #[test]
        fn counted_and_skipped_days_cover_the_span(offset in 0_u16..1200, count in 1_u16..400) {
            let from = day("2024-01-01").plus_days(offset).unwrap();
            let Ok(days) = calendar().count(from, count) else {
                // Only a count towards the end of 2028 can run out of data.
                prop_assert!(u32::from(offset) + u32::from(count) * 7 / 5 + 70 > 1827);
                return Ok(());
            };
            prop_assert!(calendar().is_working_day(days.last).unwrap());
            prop_assert!(calendar().is_working_day(days.first).unwrap());
            let span: Vec<Date> = (0..)
                .map_while(|n| from.plus_days(n))
                .take_while(|day| *day <= days.last)
                .collect();
            let (working, off): (Vec<Date>, Vec<Date>) =
                span.iter().partition(|day| calendar().is_working_day(**day).unwrap());
            prop_assert_eq!(working.len(), usize::from(count));
            let skipped: Vec<Date> = days.skipped.iter().map(|skipped| skipped.date).collect();
            prop_assert_eq!(off, skipped);
        }
    }
}
