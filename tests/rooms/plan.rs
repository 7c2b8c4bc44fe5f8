//! Target dates, whom a tender waits for, and what is due over all tenders.

use rstest::rstest;
use strum::IntoEnumIterator;
use tenderbook::domain::plan::TodayPart;
use tenderbook::domain::{
    ContractType, Facts, ItemId, KeyDate, LawFacts, ProcurementState, Route, Tendering,
};
use tenderbook::register::{Act, DueLine, Filter, Order, sample};

use super::{Desk, date, facts, stage};

fn due(desk: &Desk, part: TodayPart, today: &str) -> Vec<String> {
    let page = desk.register.today(part, date(today), &Filter::default(), 0, 50).unwrap();
    let line = |line: &DueLine| match line.day {
        Some(day) => format!("{day} {} {}", line.reference, line.what),
        None => format!("{} {}", line.reference, line.what),
    };
    page.lines.iter().map(line).collect()
}

fn counts(desk: &Desk, today: &str) -> [usize; 5] {
    desk.register.today(TodayPart::Overdue, date(today), &Filter::default(), 0, 1).unwrap().counts
}

fn target(number: u8, day: Option<&str>) -> Act {
    Act::SetTarget { stage: stage(number), day: day.map(date) }
}

#[test]
fn a_target_is_due_until_its_stage_is_settled() {
    let mut desk = Desk::with_tender();
    assert_eq!(counts(&desk, "2026-06-01"), [0, 0, 0, 0, 1], "nothing is planned");
    desk.act(target(1, Some("2026-06-07")));
    assert_eq!(counts(&desk, "2026-06-01"), [0, 1, 0, 0, 0], "the seventh day counts");
    assert_eq!(counts(&desk, "2026-05-31"), [0, 0, 1, 0, 0]);
    assert_eq!(counts(&desk, "2026-06-07"), [0, 1, 0, 0, 0], "today is not overdue");
    assert_eq!(
        due(&desk, TodayPart::Overdue, "2026-06-08"),
        ["2026-06-07 T-1 Finish stage 1, Understand the need"]
    );
    desk.act(Act::SkipStage { stage: stage(1), reason: "Done before.".to_owned() });
    assert_eq!(counts(&desk, "2026-06-08"), [0, 0, 0, 0, 1]);
    desk.act(Act::ReopenStage { stage: stage(1), reason: "Not quite.".to_owned() });
    assert_eq!(counts(&desk, "2026-06-08"), [1, 0, 0, 0, 0]);
}

#[test]
fn a_target_can_be_moved_and_taken_away() {
    let mut desk = Desk::with_tender();
    desk.act(target(4, Some("2026-06-07")));
    let undo = desk.act(target(4, Some("2026-06-09"))).undo.unwrap();
    assert!(desk.attempt(target(4, Some("2026-06-09"))).is_err());
    desk.act(undo);
    assert_eq!(desk.view().targets[&stage(4)], date("2026-06-07"));
    desk.act(target(4, None));
    assert!(desk.view().targets.is_empty());
    assert!(desk.attempt(target(4, None)).is_err());
}

#[test]
fn what_waits_is_listed_with_or_without_a_day() {
    let mut desk = Desk::with_tender();
    let wait =
        |on: &str, until: Option<&str>| Act::WaitFor { on: on.to_owned(), until: until.map(date) };
    desk.act(wait("the legal team", None));
    assert_eq!(due(&desk, TodayPart::Waiting, "2026-06-01"), ["T-1 the legal team"]);
    assert_eq!(counts(&desk, "2026-06-01"), [0, 0, 0, 1, 0]);
    let undo = desk.act(wait("the board", Some("2026-06-03"))).undo.unwrap();
    assert_eq!(counts(&desk, "2026-06-04"), [1, 0, 0, 1, 0], "the board is late");
    assert_eq!(
        due(&desk, TodayPart::Overdue, "2026-06-04"),
        ["2026-06-03 T-1 Waiting on the board"]
    );
    desk.act(undo);
    assert_eq!(desk.view().waiting.unwrap().on, "the legal team");
    desk.act(Act::StopWaiting);
    assert!(desk.attempt(Act::StopWaiting).is_err());
    assert!(desk.attempt(wait("  ", None)).is_err());
    assert_eq!(counts(&desk, "2026-06-01"), [0, 0, 0, 0, 1]);
}

#[test]
fn only_active_tenders_have_something_due() {
    let mut desk = Desk::with_tender();
    desk.act(target(1, Some("2026-06-07")));
    desk.act(Act::WaitFor { on: "the board".to_owned(), until: None });
    let pause = |state| Act::SetState { state, reason: "Budget under review.".to_owned() };
    desk.act(pause(ProcurementState::Paused));
    assert_eq!(counts(&desk, "2026-06-08"), [0, 0, 0, 0, 0]);
    desk.act(pause(ProcurementState::Active));
    assert_eq!(counts(&desk, "2026-06-08"), [1, 0, 0, 1, 0]);
}

/// A services tender above the thresholds, by the open procedure.
fn large() -> Facts {
    let law = LawFacts {
        route: Some(Route::Open),
        framework: Some(false),
        engagement: Some(false),
        tendering: Some(Tendering::Standard),
        ..LawFacts::default()
    };
    Facts { law, ..facts(ContractType::Services, "6000000") }
}

#[test]
fn a_time_limit_of_the_statute_is_due_until_it_is_met() {
    let mut desk = Desk::new();
    desk.start("T-1", "cumbria", large());
    let set = |name, day| Act::SetKeyDate { name, day: Some(date(day)) };
    desk.act(set(KeyDate::ContractSigned, "2026-06-23"));
    let said = due(&desk, TodayPart::Later, "2026-06-23");
    let notice = "2026-07-22 T-1 Last day for the contract details notice";
    assert!(said.iter().any(|line| line == notice), "{said:?}");
    desk.act(set(KeyDate::DetailsNotice, "2026-07-01"));
    let said = due(&desk, TodayPart::Later, "2026-06-23");
    assert!(!said.iter().any(|line| line == notice), "{said:?}");
}

#[test]
fn what_cannot_hold_is_told() {
    let mut desk = Desk::new();
    desk.start("T-1", "cumbria", large());
    let warned = |desk: &Desk| desk.view().date_warnings(date("2026-06-01"));
    assert_eq!(warned(&desk), [""; 0]);
    let set = |name, day| Act::SetKeyDate { name, day: Some(date(day)) };
    desk.act(set(KeyDate::TenderNotice, "2026-06-02"));
    desk.act(set(KeyDate::TenderDeadline, "2026-06-20"));
    let said = warned(&desk);
    assert!(said[0].contains("Tenders due: not before Sat 27 June 2026"), "{said:?}");
    desk.act(set(KeyDate::TenderDeadline, "2026-06-27"));
    assert_eq!(warned(&desk), [""; 0]);
    desk.act(set(KeyDate::AwardNotice, "2026-07-01"));
    desk.act(set(KeyDate::AssessmentSummaries, "2026-06-30"));
    desk.act(target(9, Some("2026-07-10")));
    let said = warned(&desk);
    assert!(said[0].contains("standstill lasts until Fri 10 July 2026"), "{said:?}");
    desk.act(target(9, Some("2026-07-11")));
    assert_eq!(warned(&desk), [""; 0]);
    desk.act(target(11, Some("2026-07-10")));
    let said = warned(&desk);
    assert!(said[0].contains("before stage 9 on Sat 11 July 2026"), "{said:?}");
    desk.act(target(11, Some("2026-08-01")));
    desk.act(target(1, Some("2026-05-31")));
    let said = warned(&desk);
    assert!(said[0].contains("Stage 1 was to be finished by Sun 31 May 2026"), "{said:?}");
}

#[test]
fn a_contract_that_was_signed_without_an_award_notice_is_told() {
    let mut desk = Desk::new();
    desk.start("T-1", "cumbria", large());
    let warned = |desk: &Desk| desk.view().date_warnings(date("2026-06-23")).join(" ");
    let set = |name, day| Act::SetKeyDate { name, day: Some(date(day)) };
    desk.act(set(KeyDate::ContractSigned, "2026-06-23"));
    assert_eq!(desk.view().date_warnings(date("2026-06-22")), [""; 0], "it is only planned");
    let said = warned(&desk);
    assert!(
        said.contains("there is no day for “Contract award notice published”, which has to come before it (Procurement Act 2023 s.50"),
        "{said}"
    );
    desk.act(set(KeyDate::AwardNotice, "2026-06-01"));
    let said = warned(&desk);
    assert!(said.contains("there is no day for “Assessment summaries sent”"), "{said}");
    desk.act(set(KeyDate::AssessmentSummaries, "2026-06-01"));
    assert_eq!(warned(&desk), "");
}

#[rstest]
#[case::call_off(Route::CallOff, ContractType::Services, "6000000", 1)]
#[case::direct_award(Route::DirectAward, ContractType::Services, "6000000", 1)]
#[case::below_the_thresholds(Route::Open, ContractType::Services, "60000", 0)]
fn an_award_notice_is_missed_wherever_the_law_asks_for_one(
    #[case] route: Route,
    #[case] contract: ContractType,
    #[case] value: &str,
    #[case] warnings: usize,
) {
    let mut desk = Desk::new();
    let law = LawFacts { route: Some(route), framework: Some(false), ..LawFacts::default() };
    desk.start("T-1", "cumbria", Facts { law, ..facts(contract, value) });
    desk.act(Act::SetKeyDate { name: KeyDate::ContractSigned, day: Some(date("2026-06-23")) });
    let today = date("2026-06-23");
    let said = desk.view().date_warnings(today);
    assert_eq!(said.len(), warnings, "{said:?}");
    assert!(said.iter().all(|line| line.contains("award notice published")), "{said:?}");
    if warnings > 0 {
        let item: ItemId = "england.09.award-notice".parse().unwrap();
        let reason = "A user choice contract.".to_owned();
        desk.act(Act::RuleOutItem { item, reason });
        assert_eq!(desk.view().date_warnings(today), [""; 0]);
    }
}

#[test]
fn a_day_that_may_do_without_the_one_before_it_is_no_warning() {
    let mut desk = Desk::new();
    let law = LawFacts {
        route: Some(Route::CompetitiveFlexible),
        tendering: Some(Tendering::Short),
        engagement: Some(true),
        ..large().law
    };
    desk.start("T-1", "cumbria", Facts { law, ..large() });
    let set = |name, day| Act::SetKeyDate { name, day: Some(date(day)) };
    // Urgent, so without a planned notice; and no requests to participate.
    desk.act(set(KeyDate::TenderNotice, "2026-06-02"));
    desk.act(set(KeyDate::TenderDeadline, "2026-06-23"));
    assert_eq!(desk.view().date_warnings(date("2026-06-01")), [""; 0]);
}

#[test]
fn days_that_come_before_what_they_follow_are_told() {
    let mut desk = Desk::new();
    desk.start("T-1", "cumbria", facts(ContractType::Services, "6000"));
    let warned = |desk: &Desk| desk.view().date_warnings(date("2026-06-01")).join(" ");
    let set = |name, day| Act::SetKeyDate { name, day: Some(date(day)) };
    desk.act(set(KeyDate::TenderDeadline, "2026-06-23"));
    desk.act(set(KeyDate::ContractSigned, "2026-06-23"));
    assert_eq!(warned(&desk), "", "a day is not before itself");
    desk.act(set(KeyDate::ContractSigned, "2026-06-22"));
    let said = warned(&desk);
    assert_eq!(
        said,
        "“Contract entered into”, Mon 22 June 2026, lies before “Tenders due”, Tue 23 June 2026."
    );
}

#[rstest]
#[case(KeyDate::TransparencyNotice, KeyDate::AwardNotice)]
#[case(KeyDate::PlannedNotice, KeyDate::TenderNotice)]
#[case(KeyDate::ContractSigned, KeyDate::DetailsNotice)]
#[case(KeyDate::ContractSigned, KeyDate::TerminationNotice)]
#[case(KeyDate::TenderNotice, KeyDate::ContractEnd)]
fn each_day_is_held_against_what_it_follows(#[case] first: KeyDate, #[case] then: KeyDate) {
    let mut desk = Desk::new();
    desk.start("T-1", "cumbria", facts(ContractType::Services, "6000"));
    let set = |name, day| Act::SetKeyDate { name, day: Some(date(day)) };
    desk.act(set(first, "2026-06-23"));
    desk.act(set(then, "2026-06-22"));
    let said = desk.view().date_warnings(date("2026-06-01"));
    let words = format!(
        "“{}”, Mon 22 June 2026, lies before “{}”, Tue 23 June 2026.",
        then.words(),
        first.words()
    );
    assert_eq!(said, [words]);
    desk.act(set(then, "2026-06-23"));
    assert_eq!(desk.view().date_warnings(date("2026-06-01")), [""; 0]);
}

#[test]
fn a_day_to_wait_for_that_has_passed_is_told() {
    let mut desk = Desk::with_tender();
    let wait = |day| Act::WaitFor { on: "the board".to_owned(), until: Some(date(day)) };
    assert_eq!(desk.act(wait("2026-06-01")).warnings, [""; 0]);
    assert_eq!(desk.act(wait("2026-05-31")).warnings, ["Sun 31 May 2026 has passed already."]);
}

#[test]
fn a_long_list_is_read_a_window_at_a_time() {
    let mut desk = Desk::with_tender();
    for number in 1..=13 {
        desk.act(target(number, Some(&format!("2026-06-{number:02}"))));
    }
    let page = desk
        .register
        .today(TodayPart::Overdue, date("2026-07-01"), &Filter::default(), 5, 3)
        .unwrap();
    assert_eq!((page.counts[0], page.first, page.lines.len()), (13, 5, 3));
    assert_eq!(page.lines[0].day, Some(date("2026-06-06")));
}

#[test]
fn a_filter_leaves_the_lines_in_which_all_its_words_stand() {
    let mut desk = Desk::with_tender();
    for number in 1..=13 {
        desk.act(target(number, Some(&format!("2026-06-{number:02}"))));
    }
    let found = |words: &str| {
        let filter = Filter { words: words.to_owned() };
        let page = desk.register.today(TodayPart::Overdue, date("2026-07-01"), &filter, 0, 2);
        let page = page.unwrap();
        (page.matching, page.lines.len(), page.counts[0])
    };
    assert_eq!(found(""), (13, 2, 13));
    assert_eq!(found("stage 12"), (1, 1, 13));
    assert_eq!(found("T-1 FINISH"), (13, 2, 13));
    assert_eq!(found("stage % elsewhere"), (0, 0, 13));
}

#[test]
fn each_part_has_as_many_lines_as_it_counts() {
    let mut desk = Desk::new();
    sample::fill(&mut desk.register, &desk.context, 60).unwrap();
    desk.start("P-1", "cumbria", facts(ContractType::Services, "6000"));
    desk.start("T-1", "cumbria", facts(ContractType::Services, "6000"));
    let wait = Act::WaitFor { on: "the board".to_owned(), until: None };
    desk.register.perform(&Order::on("P-1", wait.clone()), &desk.context).unwrap();
    desk.act(wait);
    desk.act(target(4, Some("2026-06-07")));
    let paused = ProcurementState::Paused;
    desk.act(Act::SetState { state: paused, reason: "Not now.".to_owned() });
    let counted = counts(&desk, "2026-06-02");
    for (part, counted) in TodayPart::iter().zip(counted) {
        let page =
            desk.register.today(part, date("2026-06-02"), &Filter::default(), 0, 10_000).unwrap();
        assert_eq!(page.lines.len(), counted, "{part:?}");
        assert!(counted > 0, "{part:?} has nothing to count");
    }
}
