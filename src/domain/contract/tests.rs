//! What must hold of the arithmetic of commitments.

use proptest::prelude::*;
use rstest::rstest;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::*;
use crate::domain::EvidenceKind;
use crate::domain::exact::Exact;

fn day(text: &str) -> Date {
    Date::from_iso(text).unwrap()
}

fn contract(starts: &str, ends: &str) -> Contract {
    Contract {
        lot: None,
        supplier: Uuid::from_u128(1),
        title: None,
        value: None,
        signed: Some(day(starts)),
        starts: day(starts),
        ends: day(ends),
        extendable_to: None,
        manager: None,
        review_months: None,
        collaborative: None,
        partners: None,
        no_kpis: None,
        ended: None,
        note: None,
    }
}

const CONTRACT: Uuid = Uuid::from_u128(10);
const PEOPLE: Uuid = Uuid::from_u128(20);

fn commitment(quantity: &str, schedule: Schedule) -> Commitment {
    Commitment {
        quantity: Some(quantity.parse().unwrap()),
        unit: Some("people".to_owned()),
        ..Commitment::new(CONTRACT, "Apprenticeships".to_owned(), schedule)
    }
}

fn delivery(on: Date, quantity: &str) -> Delivery {
    Delivery {
        quantity: Some(quantity.parse().unwrap()),
        at: format!("{on}T09:00:00Z"),
        officer: "A. Officer".to_owned(),
        ..Delivery::new(PEOPLE, on)
    }
}

fn file(commitment: Commitment, deliveries: &[Delivery]) -> ContractFile {
    let mut file = ContractFile::default();
    file.contracts.insert(CONTRACT, contract("2026-04-01", "2029-03-31"));
    file.commitments.insert(PEOPLE, commitment);
    for (uid, delivery) in (100..).zip(deliveries) {
        file.deliveries.insert(Uuid::from_u128(uid), delivery.clone());
    }
    file
}

fn on(file: &ContractFile, today: &str) -> Progress {
    progress(file, PEOPLE, &file.commitments[&PEOPLE], day(today))
}

fn every(months: u8, from: &str, until: &str) -> Schedule {
    Schedule::Every { months, from: day(from), until: day(until) }
}

#[rstest]
#[case::quarters_of_three_years(3, "2026-04-01", "2029-03-31", 12, "2026-06-30", "2029-03-31")]
#[case::months_across_a_leap_day(1, "2027-11-30", "2028-03-30", 4, "2027-12-29", "2028-03-29")]
#[case::from_the_last_of_a_month(1, "2027-01-31", "2027-04-30", 3, "2027-02-27", "2027-04-29")]
#[case::from_a_leap_day(12, "2028-02-29", "2032-02-28", 4, "2029-02-27", "2032-02-28")]
#[case::a_short_rest_asks_for_nothing(3, "2026-04-01", "2026-08-31", 1, "2026-06-30", "2026-06-30")]
fn a_rhythm_ends_its_periods_the_day_before_the_next_begins(
    #[case] months: u8,
    #[case] from: &str,
    #[case] until: &str,
    #[case] count: usize,
    #[case] first: &str,
    #[case] last: &str,
) {
    let periods = every(months, from, until).periods();
    assert_eq!(periods.len(), count, "{periods:?}");
    assert_eq!(periods.first().copied(), Some(day(first)));
    assert_eq!(periods.last().copied(), Some(day(last)));
}

#[rstest]
#[case("2026-04-01", "2027-03-31", "1")]
#[case("2027-04-01", "2028-03-31", "1")]
#[case("2026-04-01", "2028-03-31", "2")]
#[case("2026-04-01", "2026-04-01", "1/365")]
#[case("2027-04-01", "2027-04-01", "1/366")]
#[case("2026-04-01", "2027-04-01", "366/365")]
#[case("2028-02-29", "2029-02-27", "1")]
#[case("2026-04-02", "2026-04-01", "0")]
fn time_is_counted_in_years_from_anniversary_to_anniversary(
    #[case] from: &str,
    #[case] to: &str,
    #[case] expected: &str,
) {
    let exact = years(day(from), day(to));
    let expected = match expected.split_once('/') {
        Some(("366", below)) => {
            // A year and the first day of the leap year after it.
            assert_eq!(below, "365");
            &Exact::from(1) + &Exact::from(1).over(&Exact::from(366)).unwrap()
        }
        Some((above, below)) => {
            let number = |text: &str| Exact::from(text.parse::<i64>().unwrap());
            number(above).over(&number(below)).unwrap()
        }
        None => Exact::from(expected.parse::<i64>().unwrap()),
    };
    assert_eq!(exact, expected);
}

#[test]
fn twelve_and_a_half_full_time_equivalents_for_two_years_are_twenty_five() {
    let mut jobs = commitment("25", Schedule::By { day: day("2028-03-31") });
    jobs.counting = Counting::OverTime;
    let mut done = delivery(day("2028-03-31"), "12.5");
    done.from = Some(day("2026-04-01"));
    let file = file(jobs, &[done]);
    assert_eq!(on(&file, "2028-03-31").delivered, Exact::from(25));
    assert_eq!(on(&file, "2028-03-31").standing, Standing::Delivered);
    // Half way it is half of it, to the day.
    assert_eq!(on(&file, "2027-03-31").delivered, Exact::from(Decimal::new(125, 1)));
}

#[test]
fn what_is_due_today_is_not_late_before_tomorrow() {
    let file = file(commitment("4", Schedule::By { day: day("2026-06-30") }), &[]);
    assert_eq!(on(&file, "2026-05-01").standing, Standing::NoData);
    assert_eq!(on(&file, "2026-06-10").standing, Standing::AtRisk);
    let today = on(&file, "2026-06-30");
    assert_eq!((today.standing, today.expected), (Standing::AtRisk, Exact::from(4)));
    let tomorrow = on(&file, "2026-07-01");
    assert_eq!(tomorrow.standing, Standing::Late);
    assert_eq!(tomorrow.missed, Some(day("2026-06-30")));
    assert_eq!(tomorrow.shortfall, Exact::from(4));
}

#[test]
fn a_part_leaves_the_rest_late_and_what_is_made_good_later_ends_it() {
    let rhythm = every(3, "2026-04-01", "2027-03-31");
    let short = file(commitment("3", rhythm.clone()), &[delivery(day("2026-06-20"), "2")]);
    let late = on(&short, "2026-07-15");
    assert_eq!((late.standing, late.shortfall), (Standing::Late, Exact::from(1)));
    assert_eq!(late.next, Some((day("2026-09-30"), Exact::from(4))));
    let made_good = file(
        commitment("3", rhythm),
        &[delivery(day("2026-06-20"), "2"), delivery(day("2026-07-14"), "1")],
    );
    let now = on(&made_good, "2026-07-15");
    assert_eq!((now.standing, now.missed), (Standing::OnTrack, None));
}

#[test]
fn what_comes_in_evenly_is_at_risk_when_behind_and_late_only_after_its_end() {
    let schedule = Schedule::Evenly { from: day("2026-04-01"), until: day("2027-03-31") };
    let some = file(commitment("365", schedule), &[delivery(day("2026-04-10"), "10")]);
    assert_eq!(on(&some, "2026-04-10").standing, Standing::OnTrack);
    let behind = on(&some, "2026-04-11");
    assert_eq!((behind.standing, behind.expected), (Standing::AtRisk, Exact::from(11)));
    assert_eq!(on(&some, "2027-03-31").standing, Standing::AtRisk);
    assert_eq!(on(&some, "2027-04-01").standing, Standing::Late);
}

#[test]
fn nothing_recorded_is_no_data_and_never_a_good_standing() {
    let far = file(commitment("1", Schedule::By { day: day("2029-03-31") }), &[]);
    assert_eq!(on(&far, "2026-05-01").standing, Standing::NoData);
    assert_eq!(on(&far, "2026-05-01").share(), Some(Exact::zero()));
}

#[test]
fn the_same_evidence_or_the_same_quantity_on_a_day_looks_like_counting_twice() {
    let mut of = file(
        commitment("4", Schedule::By { day: day("2026-06-30") }),
        &[delivery(day("2026-06-01"), "2")],
    );
    let other = Uuid::from_u128(21);
    let mut jobs = commitment("4", Schedule::By { day: day("2026-06-30") });
    jobs.title = "Local jobs".to_owned();
    of.commitments.insert(other, jobs);
    let mut twin = Delivery { commitment: other, ..delivery(day("2026-06-01"), "2") };
    of.deliveries.insert(Uuid::from_u128(900), twin.clone());
    assert_eq!(overlaps(&of).len(), 1);
    // Another day is another thing, but not with the same note behind it.
    twin.day = day("2026-06-02");
    of.deliveries.insert(Uuid::from_u128(900), twin.clone());
    assert!(overlaps(&of).is_empty());
    let note = Some(EvidenceKind::Note { text: "Register of starters".to_owned() });
    twin.evidence.clone_from(&note);
    of.deliveries.insert(Uuid::from_u128(900), twin.clone());
    of.deliveries.get_mut(&Uuid::from_u128(100)).unwrap().evidence = note;
    assert_eq!(overlaps(&of).len(), 1);
    // What was withdrawn counts nowhere, so not twice either.
    twin.withdrawn = Some("Recorded twice".to_owned());
    of.deliveries.insert(Uuid::from_u128(900), twin);
    assert!(overlaps(&of).is_empty());
}

#[test]
fn what_is_due_is_the_first_day_that_is_not_covered_and_goes_with_the_account() {
    let rhythm = every(3, "2026-04-01", "2027-03-31");
    let mut of = file(commitment("3", rhythm), &[delivery(day("2026-06-20"), "4")]);
    let dues = of.due(None);
    let delivery_due = dues.iter().find(|due| due.what == DueWhat::Commitment).unwrap();
    assert_eq!(delivery_due.day, day("2026-09-30"));
    assert!(dues.iter().any(|due| due.what == DueWhat::Ends));
    of.final_accounts.insert(
        CONTRACT,
        FinalAccount {
            contract: CONTRACT,
            day: day("2029-04-01"),
            by: "A. Officer".to_owned(),
            note: None,
        },
    );
    assert!(of.due(None).iter().all(|due| due.what != DueWhat::Commitment));
}

#[rstest]
#[case("2026-27", "2026-27")]
#[case("2026/27", "2026-27")]
#[case("2026-2027", "2026-27")]
#[case("2026", "2026-27")]
#[case("1999-00", "1999-00")]
fn a_financial_year_is_read_as_people_write_it(#[case] given: &str, #[case] shown: &str) {
    assert_eq!(given.parse::<FinancialYear>().unwrap().to_string(), shown);
}

#[rstest]
#[case("2026-28")]
#[case("26-27")]
#[case("2026-7")]
#[case("")]
#[case("next year")]
fn what_is_no_financial_year_is_refused(#[case] given: &str) {
    assert!(given.parse::<FinancialYear>().unwrap_err().contains("2026-27"));
}

#[test]
fn a_financial_year_goes_from_april_to_march() {
    let year = FinancialYear::of(day("2027-03-31")).unwrap();
    assert_eq!(year.to_string(), "2026-27");
    assert_eq!((year.first(), year.last()), (Some(day("2026-04-01")), Some(day("2027-03-31"))));
    assert!(!year.holds(day("2027-04-01")));
}

#[test]
fn tags_are_trimmed_lowered_and_each_once() {
    assert_eq!(
        tags(" Food,  food waste ; FOOD\nsmall  firms,"),
        ["food", "food waste", "small firms"]
    );
}

fn any_day() -> impl Strategy<Value = Date> {
    (2020i16..2060, 1i8..=12, 1i8..=31)
        .prop_filter_map("no such day", |(year, month, number)| Date::new(year, month, number).ok())
}

fn span() -> impl Strategy<Value = (Date, Date)> {
    (any_day(), 0u16..2000).prop_map(|(from, days)| (from, from.plus_days(days).unwrap_or(from)))
}

fn schedule() -> impl Strategy<Value = Schedule> {
    prop_oneof![
        any_day().prop_map(|day| Schedule::By { day }),
        (1u8..=24, span()).prop_map(|(months, (from, until))| Schedule::Every {
            months,
            from,
            until
        }),
        span().prop_map(|(from, until)| Schedule::Evenly { from, until }),
    ]
}

fn deliveries() -> impl Strategy<Value = Vec<(Date, u32)>> {
    proptest::collection::vec((any_day(), 1u32..500), 0..12)
}

fn delivered(of: &[(Date, u32)]) -> Vec<Delivery> {
    of.iter()
        .map(|(day, tenths)| {
            let quantity = Decimal::new(i64::from(*tenths), 1);
            Delivery { quantity: Some(quantity), ..delivery(*day, "1") }
        })
        .collect()
}

proptest! {
    #[test]
    fn whole_years_are_whole_wherever_they_begin(from in any_day(), count in 1u16..40) {
        let next = from.plus_months(count * 12).unwrap();
        let last = next.day_before().unwrap();
        prop_assert_eq!(years(from, last), Exact::from(i64::from(count)));
        // A day more is more, a day less is less.
        prop_assert!(years(from, next) > Exact::from(i64::from(count)));
        prop_assert!(years(from, last.day_before().unwrap()) < Exact::from(i64::from(count)));
    }

    #[test]
    fn periods_follow_each_other_without_gap_and_none_is_cut_short(
        months in 1u8..=24, from in any_day(), days in 0u16..3000,
    ) {
        let until = from.plus_days(days).unwrap_or(from);
        let schedule = Schedule::Every { months, from, until };
        let mut begins = from;
        for (count, last) in (1u16..).zip(schedule.periods()) {
            let next = from.plus_months(count * u16::from(months)).unwrap();
            prop_assert_eq!(last.plus_days(1), Some(next));
            prop_assert!(begins <= last && last <= until);
            begins = next;
        }
        let after = from.plus_months((u16::try_from(schedule.periods().len()).unwrap() + 1) * u16::from(months));
        prop_assert!(after.and_then(Date::day_before).is_none_or(|last| last > until));
        prop_assert_eq!(schedule.left_over().is_some(), begins <= until);
    }

    #[test]
    fn what_is_due_never_falls_and_is_all_of_it_on_the_last_day(
        schedule in schedule(), one in any_day(), other in any_day(),
    ) {
        let (earlier, later) = (one.min(other), one.max(other));
        prop_assert!(schedule.due_by(earlier) <= schedule.due_by(later));
        prop_assert!(schedule.due_by(later) <= schedule.times());
        if let Some(last) = schedule.last() {
            prop_assert_eq!(schedule.due_by(last), schedule.times());
        }
        for (day, times) in schedule.dues() {
            prop_assert_eq!(schedule.due_by(day), times);
        }
    }

    #[test]
    fn deliveries_count_once_in_any_order_and_in_any_parts(
        schedule in schedule(), given in deliveries(), today in any_day(),
    ) {
        let once = file(commitment("7.5", schedule.clone()), &delivered(&given));
        let mut turned = given.clone();
        turned.reverse();
        let other = file(commitment("7.5", schedule.clone()), &delivered(&turned));
        // Each delivery as two, of one part in ten and the rest.
        let parts: Vec<Delivery> = delivered(&given).into_iter().flat_map(|whole| {
            let part = whole.quantity.unwrap() / Decimal::TEN;
            let rest = whole.quantity.unwrap() - part;
            [Delivery { quantity: Some(part), ..whole.clone() }, Delivery { quantity: Some(rest), ..whole }]
        }).collect();
        let split = file(commitment("7.5", schedule), &parts);
        let figures = |of: &ContractFile| {
            let progress = progress(of, PEOPLE, &of.commitments[&PEOPLE], today);
            (progress.delivered, progress.expected, progress.shortfall, progress.standing, progress.missed)
        };
        prop_assert_eq!(figures(&once), figures(&other));
        prop_assert_eq!(figures(&once), figures(&split));
        let sum: Decimal = given.iter().filter(|(day, _)| *day <= today)
            .map(|(_, tenths)| Decimal::new(i64::from(*tenths), 1)).sum();
        prop_assert_eq!(figures(&once).0, Exact::from(sum));
    }

    #[test]
    fn a_correction_counts_as_if_it_had_been_recorded_so_at_first(
        schedule in schedule(), given in deliveries(), to in (any_day(), 1u32..500), today in any_day(),
    ) {
        prop_assume!(!given.is_empty());
        let mut right = delivered(&given);
        let corrected = delivered(&[to]).remove(0);
        let was = right[0].clone();
        right[0] = corrected.clone();
        let mut mended = right.clone();
        mended[0].corrections.push(Correction {
            day: was.day, from: was.from, quantity: was.quantity, words: was.words.clone(),
            reason: "Miscounted".to_owned(), at: was.at.clone(), officer: was.officer.clone(),
        });
        let at_first = file(commitment("3", schedule.clone()), &right);
        let later = file(commitment("3", schedule.clone()), &mended);
        let told = |of: &ContractFile| progress(of, PEOPLE, &of.commitments[&PEOPLE], today);
        prop_assert_eq!(told(&at_first), told(&later));
        // Withdrawn, it is as if it had never been.
        mended[0].withdrawn = Some("Recorded by mistake".to_owned());
        let without = file(commitment("3", schedule.clone()), &right[1..]);
        let withdrawn = file(commitment("3", schedule), &mended);
        prop_assert_eq!(told(&without).delivered, told(&withdrawn).delivered);
        prop_assert_eq!(told(&without).standing, told(&withdrawn).standing);
        prop_assert_eq!(told(&without).deliveries, told(&withdrawn).deliveries);
    }

    #[test]
    fn late_means_that_something_due_before_today_is_missing(
        schedule in schedule(), given in deliveries(), today in any_day(),
    ) {
        let of = file(commitment("5", schedule.clone()), &delivered(&given));
        let told = progress(&of, PEOPLE, &of.commitments[&PEOPLE], today);
        let yesterday = today.day_before().unwrap();
        let sum: Decimal = given.iter().filter(|(day, _)| *day <= today)
            .map(|(_, tenths)| Decimal::new(i64::from(*tenths), 1)).sum();
        let late = schedule.dues().into_iter().any(|(day, times)| {
            day <= yesterday && &Exact::from(5) * &times > Exact::from(sum)
        });
        prop_assert_eq!(told.standing == Standing::Late, late);
        prop_assert_eq!(told.missed.is_some(), late);
        prop_assert!(told.missed.is_none_or(|day| day <= yesterday));
        prop_assert!(told.next.as_ref().is_none_or(|(day, missing)| *day >= today && !missing.is_zero()));
    }
}
