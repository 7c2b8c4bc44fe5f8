//! `days`: working days counted on the command line.

use rstest::rstest;
use serde_json::json;

use crate::support::Desk;

#[test]
fn days_gives_the_last_day_and_every_day_that_was_skipped() {
    let desk = Desk::new();
    assert_eq!(
        desk.json(["days", "2026-06-10", "8", "--json"]),
        json!({
            "from": "2026-06-10",
            "count": 8,
            "last": "2026-06-22",
            "skipped": [
                { "date": "2026-06-13", "why": "Saturday" },
                { "date": "2026-06-14", "why": "Sunday" },
                { "date": "2026-06-15", "why": "World Cup bank holiday in Scotland" },
                { "date": "2026-06-20", "why": "Saturday" },
                { "date": "2026-06-21", "why": "Sunday" },
            ],
        })
    );
    assert!(!desk.register().exists());
}

#[test]
fn a_first_day_that_is_no_working_day_is_skipped_too() {
    let desk = Desk::new();
    let counted = desk.json(["days", "2026-12-25", "1", "--json"]);
    assert_eq!(counted["last"], "2026-12-29");
    assert_eq!(
        counted["skipped"],
        json!([
            { "date": "2026-12-25", "why": "Christmas Day throughout the UK" },
            { "date": "2026-12-26", "why": "Saturday" },
            { "date": "2026-12-27", "why": "Sunday" },
            { "date": "2026-12-28", "why": "Boxing Day (substitute day) throughout the UK" },
        ])
    );
}

#[test]
fn the_calculation_is_told_in_words() {
    let desk = Desk::new();
    assert_eq!(
        desk.ok(["days", "2026-06-10", "8"]),
        "8 working days beginning with Wed 10 June 2026; Mon 15 June is a bank holiday in \
         Scotland; last day Mon 22 June 2026.\n\
         Bank holidays that do not count:\n  \
         Mon 15 June 2026: World Cup bank holiday in Scotland\n\
         Saturdays and Sundays that do not count: 4\n\
         Bank holidays as GOV.UK published them on 24 Nov 2025; a special one can still be \
         proclaimed.\n"
    );
}

#[rstest]
#[case("2026-06-10", "0", "not a number of working days")]
#[case("2026-06-10", "-1", "not a number of working days")]
#[case("2026-06-10", "+8", "not a number of working days")]
#[case("2026-06-10", "8.5", "not a number of working days")]
#[case("2026-06-10", "3001", "from 1 to 3000")]
#[case("2026-06-10", "99999999999", "from 1 to 3000")]
#[case("2026-06-10", "eight", "not a number of working days")]
#[case("2026-06-10", "", "not a number of working days")]
#[case("10/06/2026", "8", "write it like 2026-11-21")]
#[case("2026-06-31", "8", "does not exist")]
#[case("-5", "8", "not a date")]
fn a_wrong_day_or_count_is_wrong_usage(
    #[case] from: &str,
    #[case] count: &str,
    #[case] reason: &str,
) {
    let said = Desk::new().no(2, ["days", from, count]);
    assert!(said.contains(reason), "{said}");
    assert!(said.contains("\nHint: "), "{said}");
}

#[rstest]
#[case("2023-12-29", "1", "whether Fri 29 December 2023 is a working day is not known")]
#[case("2029-01-01", "1", "whether Mon 1 January 2029 is a working day is not known")]
#[case("2028-12-20", "7", "only, enough for 6 of them")]
#[case("2024-01-01", "3000", "the last of 3000 working days")]
fn beyond_the_data_nothing_is_guessed(
    #[case] from: &str,
    #[case] count: &str,
    #[case] reason: &str,
) {
    for more in [&[][..], &["--json"]] {
        let said = Desk::new().no(1, ["days", from, count].iter().chain(more));
        assert!(said.contains(reason), "{said}");
        assert!(said.contains("known from 1 Jan 2024 to 31 Dec 2028 only"), "{said}");
        assert!(said.contains("\nHint: "), "{said}");
    }
}
