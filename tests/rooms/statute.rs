//! The statute over the policies: thresholds, items and time limits, on both sides of every line.

use rstest::rstest;
use tenderbook::domain::{
    AuthorityKind, ContractType, Date, Facts, ItemId, KeyDate, KeyDates, LawFacts, Regime, Route,
    Tendering,
};
use tenderbook::policy::calendar::bank_holidays;
use tenderbook::policy::{Limit, LimitStanding, StatuteFinding, determine, limits};
use tenderbook::register::Act;

use super::{Desk, date, facts, money, policy, stage, statute};
use AuthorityKind::{Central, SubCentral, Utilities};
use ContractType::{Goods, Services, Works};
use Regime::{Concession, General, LightTouch, LightTouchConcession};

/// Facts with a value that includes VAT, of which the rate is none.
fn without_vat(kind: ContractType, value: &str, start: &str, law: LawFacts) -> Facts {
    let vat = "0".parse().unwrap();
    Facts { vat, law, start: date(start), ..facts(kind, value) }
}

fn finding(facts: &Facts) -> StatuteFinding {
    determine(policy("cumbria"), statute(), facts).statute
}

fn penny_less(amount: &str) -> String {
    let amount: rust_decimal::Decimal = amount.parse().unwrap();
    (amount - rust_decimal::Decimal::new(1, 2)).to_string()
}

#[rstest]
#[case(SubCentral, General, Goods, "214904", "207720")]
#[case(SubCentral, General, Services, "214904", "207720")]
#[case(SubCentral, General, Works, "5372609", "5193000")]
#[case(Central, General, Goods, "139688", "135018")]
#[case(Central, General, Services, "139688", "135018")]
#[case(Central, General, Works, "5372609", "5193000")]
#[case(Utilities, General, Goods, "429809", "415440")]
#[case(Utilities, General, Services, "429809", "415440")]
#[case(Utilities, General, Works, "5372609", "5193000")]
#[case(SubCentral, LightTouch, Services, "663540", "663540")]
#[case(Central, LightTouch, Services, "663540", "663540")]
#[case(Utilities, LightTouch, Services, "884720", "884720")]
#[case(SubCentral, Concession, Services, "5372609", "5193000")]
#[case(Central, Concession, Works, "5372609", "5193000")]
#[case(SubCentral, LightTouchConcession, Services, "5372609", "5372609")]
fn a_threshold_is_reached_to_the_penny_and_from_its_day(
    #[case] authority: AuthorityKind,
    #[case] regime: Regime,
    #[case] kind: ContractType,
    #[case] until_2025: &str,
    #[case] from_2026: &str,
) {
    let law = LawFacts { authority, regime, ..LawFacts::default() };
    for (start, amount, from) in [
        ("2024-01-01", until_2025, "2024-01-01"),
        ("2025-12-31", until_2025, "2024-01-01"),
        ("2026-01-01", from_2026, "2026-01-01"),
        ("2027-12-31", from_2026, "2026-01-01"),
    ] {
        let at = finding(&without_vat(kind, amount, start, law));
        assert_eq!(at.threshold, Some(money(amount)), "{start}");
        assert_eq!((at.above, at.from), (Some(true), Some(date(from))), "{start}");
        let below = finding(&without_vat(kind, &penny_less(amount), start, law));
        assert_eq!(below.above, Some(false), "{start}");
    }
    for unknown in ["2023-12-31", "2028-01-01"] {
        let found = finding(&without_vat(kind, until_2025, unknown, law));
        assert_eq!((found.threshold, found.above), (None, None), "{unknown}");
    }
}

#[test]
fn the_value_that_is_held_against_a_threshold_includes_the_rate_of_the_tender() {
    for (vat, above) in [("20", true), ("5", false), ("0", false)] {
        let facts = Facts { vat: vat.parse().unwrap(), ..facts(Goods, "180000") };
        let found = finding(&facts);
        assert_eq!(found.above, Some(above), "{vat}");
        assert!(found.text.contains(&format!("including {vat}% VAT")), "{}", found.text);
    }
}

/// A services tender above every threshold of sub-central authorities, all of it known.
fn large() -> Facts {
    let law = LawFacts {
        route: Some(Route::Open),
        framework: Some(false),
        engagement: Some(false),
        tendering: Some(Tendering::Standard),
        ..LawFacts::default()
    };
    Facts { law, ..facts(Services, "6000000") }
}

fn limits_of(facts: &Facts, dates: &[(KeyDate, &str)]) -> Vec<Limit> {
    let dates: KeyDates = dates.iter().map(|(name, day)| (*name, date(day))).collect();
    let above = finding(facts).above;
    limits(statute(), facts, above, &dates, &bank_holidays().calendar)
}

/// The one time limit from a day on another.
fn limit(facts: &Facts, from: (KeyDate, &str), bounds: KeyDate) -> Option<Limit> {
    let mut found = limits_of(facts, &[from]);
    found.retain(|limit| limit.from == from.0 && limit.bounds == Some(bounds));
    assert!(found.len() < 2, "{found:?}");
    found.pop()
}

#[rstest]
#[case("2026-03-12", "2026-03-24", "St Patrick's Day")]
#[case("2026-06-10", "2026-06-22", "a Scottish holiday for the World Cup")]
#[case("2026-04-01", "2026-04-14", "Easter")]
#[case("2026-12-21", "2027-01-05", "Christmas, New Year and the second of January in Scotland")]
#[case("2026-11-26", "2026-12-08", "St Andrew's Day")]
#[case("2026-07-08", "2026-07-20", "the twelfth of July, kept on the thirteenth")]
#[case("2026-08-26", "2026-09-07", "the late August holiday")]
#[case("2026-05-09", "2026-05-20", "begun on a Saturday")]
fn standstill_counts_working_days_of_the_whole_kingdom(
    #[case] published: &str,
    #[case] last: &str,
    #[case] across: &str,
) {
    let award = (KeyDate::AwardNotice, published);
    let standstill = limit(&large(), award, KeyDate::ContractSigned).unwrap();
    assert_eq!(standstill.day, Some(date(last)), "{across}: {}", standstill.words);
    let standing = |signed: &str| {
        let dates = [award, (KeyDate::ContractSigned, signed)];
        let found = limits_of(&large(), &dates);
        let found = found.into_iter().find(|limit| limit.id == standstill.id).unwrap();
        found.standing
    };
    assert_eq!(standing(last), LimitStanding::Broken, "{across}");
    let next = date(last).plus_days(1).unwrap().to_string();
    assert_eq!(standing(&next), LimitStanding::Kept, "{across}");
}

#[test]
fn a_standstill_beyond_the_bank_holidays_that_are_known_is_not_guessed() {
    let late = Facts { start: date("2027-12-01"), ..large() };
    let standstill =
        limit(&late, (KeyDate::AwardNotice, "2028-12-27"), KeyDate::ContractSigned).unwrap();
    assert_eq!((standstill.day, standstill.standing), (None, LimitStanding::Beyond));
    assert!(standstill.words.contains("not known"), "{}", standstill.words);
}

#[rstest]
#[case(LawFacts { route: Some(Route::CallOff), ..large().law })]
#[case(LawFacts { regime: LightTouch, ..large().law })]
fn standstill_is_not_mandatory_for_call_offs_and_light_touch(#[case] law: LawFacts) {
    let facts = Facts { law, ..large() };
    let award = (KeyDate::AwardNotice, "2026-06-10");
    assert_eq!(limit(&facts, award, KeyDate::ContractSigned), None);
}

#[rstest]
#[case(General, KeyDate::DetailsNotice, "2026-04-30")]
#[case(LightTouch, KeyDate::DetailsNotice, "2026-07-29")]
#[case(General, KeyDate::ContractCopy, "2026-06-29")]
#[case(LightTouch, KeyDate::ContractCopy, "2026-09-27")]
fn what_is_published_after_signing_counts_the_day_of_signing(
    #[case] regime: Regime,
    #[case] notice: KeyDate,
    #[case] last: &str,
) {
    let facts = Facts { law: LawFacts { regime, ..large().law }, ..large() };
    let found = limit(&facts, (KeyDate::ContractSigned, "2026-04-01"), notice).unwrap();
    assert_eq!(found.day, Some(date(last)), "{}", found.words);
}

#[rstest]
#[case(Tendering::Standard, Some("2026-04-26"))]
#[case(Tendering::OneMissing, Some("2026-05-01"))]
#[case(Tendering::BothMissing, Some("2026-05-06"))]
#[case(Tendering::Short, Some("2026-04-11"))]
#[case(Tendering::Agreed, None)]
fn the_least_time_for_tenders_begins_the_day_after(
    #[case] tendering: Tendering,
    #[case] earliest: Option<&str>,
) {
    let law = LawFacts { tendering: Some(tendering), ..large().law };
    let facts = Facts { law, ..large() };
    let found = limit(&facts, (KeyDate::TenderNotice, "2026-04-01"), KeyDate::TenderDeadline);
    assert_eq!(found.and_then(|limit| limit.day), earliest.map(date));
}

#[rstest]
#[case("2026-06-01", "207720", true)]
#[case("2026-06-01", "207719.99", false)]
#[case("2025-06-01", "214904", true)]
#[case("2025-06-01", "214903.99", false)]
fn light_touch_is_asked_for_the_duty_of_2012_from_the_amount_of_its_year(
    #[case] start: &str,
    #[case] value: &str,
    #[case] asked: bool,
) {
    let law = LawFacts { regime: LightTouch, ..large().law };
    let facts = without_vat(Services, value, start, law);
    let found = determine(policy("cumbria"), statute(), &facts);
    let duty = |item: &str| item.starts_with("england.01.social-value-act-light-touch");
    let count = found.obligations.iter().filter(|one| duty(one.id.as_str())).count();
    assert_eq!(count, usize::from(asked));
}

#[test]
fn central_government_cannot_agree_a_shorter_time() {
    let selected = (KeyDate::ParticipationDeadline, "2026-04-01");
    for (authority, earliest) in [(Central, Some("2026-04-26")), (SubCentral, None)] {
        let law = LawFacts {
            authority,
            route: Some(Route::CompetitiveFlexible),
            tendering: Some(Tendering::Agreed),
            ..large().law
        };
        let facts = Facts { law, ..large() };
        let found = limit(&facts, selected, KeyDate::TenderDeadline);
        assert_eq!(found.and_then(|limit| limit.day), earliest.map(date), "{authority}");
    }
}

#[rstest]
#[case(Route::CallOff, "england.04.fair-engagement", false)]
#[case(Route::Open, "england.04.fair-engagement", true)]
#[case(Route::DirectAward, "england.07.transparency-notice", true)]
#[case(Route::Open, "england.07.transparency-notice", false)]
#[case(Route::Open, "england.07.tender-notice", true)]
#[case(Route::DirectAward, "england.07.tender-notice", false)]
#[case(Route::CallOff, "england.09.standstill", false)]
fn what_a_procedure_does_not_ask_for_is_not_on_its_list(
    #[case] route: Route,
    #[case] item: &str,
    #[case] listed: bool,
) {
    let law = LawFacts { route: Some(route), engagement: Some(true), ..large().law };
    let facts = Facts { law, ..large() };
    let found = determine(policy("cumbria"), statute(), &facts);
    let item = statute().item(&item.parse().unwrap()).unwrap();
    let applies = tenderbook::policy::applies(statute(), item, &facts, &found);
    assert_eq!(applies.listed, listed, "{}", applies.why);
}

#[rstest]
#[case("2026-04-01", "2026-07-29")]
#[case("2026-06-30", "2026-07-29")]
#[case("2026-07-01", "2026-10-29")]
#[case("2026-11-15", "2027-01-29")]
fn payments_are_reported_within_thirty_days_of_the_quarter(
    #[case] signed: &str,
    #[case] due: &str,
) {
    let facts = Facts { start: date("2026-04-01"), ..large() };
    let found = limits_of(&facts, &[(KeyDate::ContractSigned, signed)]);
    let days: Vec<Option<Date>> =
        found.iter().filter(|limit| limit.clause.contains("s.70")).map(|limit| limit.day).collect();
    assert_eq!(days, [Some(date(due))]);
}

#[test]
fn what_is_not_known_keeps_a_time_limit_in_sight_and_asks() {
    let facts = Facts { law: LawFacts::default(), ..large() };
    let found = limits_of(&facts, &[(KeyDate::TenderNotice, "2026-04-01")]);
    let tendering = found.iter().filter(|limit| limit.bounds == Some(KeyDate::TenderDeadline));
    assert!(tendering.clone().count() > 1);
    for limit in tendering {
        assert!(!limit.needs.is_empty(), "{limit:?}");
    }
}

#[test]
fn the_statute_lies_over_the_walk_and_can_be_left_out_with_a_reason() {
    let mut desk = Desk::new();
    desk.start("T-1", "cumbria", large());
    let by_law = |desk: &Desk| {
        let view = desk.view();
        let items = view.stages.iter().flat_map(|stage| &stage.items);
        items.filter(|item| item.by_law && item.kept.is_none()).count()
    };
    let all = by_law(&desk);
    assert!(all > 20, "{all}");
    assert!(!desk.view().limits.is_empty());
    let reason = String::from("Bought under a framework of 2023.");
    let undo = desk.act(Act::LeaveOutStatute { reason: reason.clone() }).undo.unwrap();
    assert_eq!(by_law(&desk), 0);
    assert!(desk.view().limits.is_empty());
    assert_eq!(desk.view().statute_left_out.as_deref(), Some(reason.as_str()));
    assert!(!desk.view().determination.statute.applies);
    // The thresholds stay: policies look at them.
    assert_eq!(desk.view().determination.statute.above, Some(true));
    assert!(desk.attempt(Act::LeaveOutStatute { reason }).is_err());
    desk.act(undo);
    assert_eq!(by_law(&desk), all);
    assert!(desk.attempt(Act::LeaveOutStatute { reason: " ".to_owned() }).is_err());
    assert!(desk.attempt(Act::ApplyStatute).is_err());
}

#[test]
fn a_change_of_facts_does_not_bring_the_statute_back() {
    let mut desk = Desk::new();
    desk.start("T-1", "cumbria", large());
    desk.act(Act::LeaveOutStatute { reason: "Not ours.".to_owned() });
    let facts = Facts { value: money("7000000"), ..large() };
    desk.act(Act::ChangeFacts { title: "Another".to_owned(), facts });
    assert!(!desk.view().facts.law.applies);
    assert!(desk.view().statute_left_out.is_some());
}

#[test]
fn work_on_an_item_of_the_statute_is_kept_when_it_is_left_out() {
    let mut desk = Desk::new();
    desk.start("T-1", "cumbria", large());
    let view = desk.view();
    let item = view.stages.iter().flat_map(|stage| &stage.items).find(|item| item.by_law);
    let item: ItemId = item.unwrap().id.clone();
    desk.act(Act::TickItem { item: item.clone() });
    desk.act(Act::LeaveOutStatute { reason: "Not ours.".to_owned() });
    let view = desk.view();
    let kept = view.item(&item).unwrap();
    assert!(kept.kept.is_some() && !kept.required, "{kept:?}");
}

#[test]
fn a_tender_that_commenced_before_the_act_has_thresholds_and_nothing_more() {
    let mut desk = Desk::new();
    let facts = Facts { start: date("2025-02-23"), ..large() };
    desk.start("T-1", "cumbria", facts.clone());
    let view = desk.view();
    assert!(view.determination.statute.above == Some(true) && view.limits.is_empty());
    assert!(!view.stages.iter().flat_map(|stage| &stage.items).any(|item| item.by_law));
    let begun = Facts { start: date("2025-02-24"), ..facts };
    desk.act(Act::ChangeFacts { title: "T".to_owned(), facts: begun });
    assert!(!desk.view().limits.is_empty());
}

#[test]
fn the_days_of_a_tender_are_set_changed_and_taken_away() {
    let mut desk = Desk::new();
    desk.start("T-1", "cumbria", large());
    let set = |day: &str| Act::SetKeyDate { name: KeyDate::AwardNotice, day: Some(date(day)) };
    desk.act(set("2026-06-10"));
    let undo = desk.act(set("2026-06-11")).undo.unwrap();
    assert!(desk.attempt(set("2026-06-11")).is_err());
    desk.act(undo);
    assert_eq!(desk.view().dates[&KeyDate::AwardNotice], date("2026-06-10"));
    desk.act(Act::SetKeyDate { name: KeyDate::AwardNotice, day: None });
    assert!(desk.view().dates.is_empty());
    assert!(desk.attempt(Act::SetKeyDate { name: KeyDate::AwardNotice, day: None }).is_err());
    let said: Vec<String> =
        desk.register.journal("T-1", 0, 9).unwrap().lines.into_iter().map(|l| l.said).collect();
    assert!(
        said[0].contains("took the date of “Contract award notice published” away"),
        "{said:?}"
    );
}

#[test]
fn every_item_and_time_limit_names_clauses_whose_source_was_read_on_a_day() {
    let pack = statute();
    for item in &pack.items {
        assert!(pack.clauses_of(&item.clause).count() > 0, "{}", item.id);
        assert!(pack.clauses_of(&item.clause).all(|clause| clause.read.is_some()), "{}", item.id);
    }
    for deadline in &pack.deadlines {
        assert!(pack.clauses_of(&deadline.clause).count() > 0, "{}", deadline.id);
    }
    let numbers = pack.items.iter().filter_map(|item| item.notice.as_deref());
    for notice in numbers {
        let number: u8 = notice.strip_prefix("UK").unwrap().parse().unwrap();
        assert!((1..=17).contains(&number), "{notice}");
    }
    for number in [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 17] {
        let notice = format!("UK{number}");
        assert!(pack.items.iter().any(|item| item.notice.as_deref() == Some(&notice)), "{notice}");
    }
}

#[test]
fn the_stage_of_a_statutory_item_waits_for_it_like_for_any_other() {
    let mut desk = Desk::new();
    desk.start("T-1", "cumbria", large());
    let view = desk.view();
    let first = view.stages.iter().find(|one| one.items.iter().any(|i| i.by_law && i.required));
    let number = first.unwrap().number;
    for earlier in 1..number.get() {
        desk.act(Act::SkipStage { stage: stage(earlier), reason: "Done before.".to_owned() });
    }
    for item in view.stages[number.index()].items.iter().filter(|item| !item.by_law) {
        desk.act(Act::TickItem { item: item.id.clone() });
    }
    let refused = desk.attempt(Act::CloseStage { stage: number, note: None });
    assert!(refused.is_err());
}
