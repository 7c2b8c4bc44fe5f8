//! Opting out of social value, where the policy allows it.

use rstest::rstest;
use tenderbook::domain::{ContractType, KeyDate};
use tenderbook::register::{Act, Fault, Filter, Sort};

use super::{Desk, POLICIES, date, facts, policy};

fn opt_out(explored: &[&str], why: &str, agreed_by: &str) -> Act {
    Act::OptOut {
        explored: explored.iter().map(|one| (*one).to_owned()).collect(),
        why: why.to_owned(),
        agreed_by: agreed_by.to_owned(),
    }
}

fn revoke() -> Act {
    Act::RevokeOptOut { reason: "A second seller was found".to_owned() }
}

fn desk(policy: &str) -> Desk {
    let mut desk = Desk::new();
    desk.start("T-1", policy, facts(ContractType::Services, "300000"));
    desk
}

#[test]
fn a_tender_is_opted_out_only_where_its_policy_allows_it() {
    for id in POLICIES {
        let mut desk = desk(id);
        let done = desk.attempt(opt_out(&["everything"], "One seller", "Leadership Team"));
        assert_eq!(done.is_ok(), policy(id).opt_out.is_some(), "{id}");
        if let Err(fault) = done {
            assert!(fault.to_string().contains("knows no opting out"), "{fault}");
            assert!(fault.hint().is_some());
            assert_eq!(desk.entries(), 1);
        }
    }
}

#[test]
fn what_was_explored_why_and_who_agreed_are_kept_and_told() {
    let mut desk = desk("nelc");
    let outcome = desk.view().pack.objectives[0].outcomes[0].clone();
    let done = desk.act(opt_out(
        &[&outcome.id, " ", &outcome.id, " the market "],
        "One licence\none seller ",
        " Leadership Team",
    ));
    let record = desk.view().opt_out.unwrap();
    assert_eq!(record.explored, [outcome.id.as_str(), "the market"]);
    assert_eq!(record.why, "One licence\none seller");
    assert_eq!(record.agreed_by, "Leadership Team");
    assert_eq!(desk.view().outcome_title(&outcome.id), Some(outcome.title.as_str()));
    let line = desk.register.journal("T-1", 0, 1).unwrap().lines.remove(0);
    assert_eq!((line.sequence, line.said.as_str()), (done.sequence, "opted out of social value"));
    let detail = line.detail.unwrap();
    assert!(detail.contains(&outcome.id) && detail.contains("the market"), "{detail}");
    assert!(detail.ends_with("one seller (agreed by Leadership Team)"), "{detail}");
    let list = desk.register.list(&Filter::default(), Sort::default(), 0, 10).unwrap();
    assert!(list.rows[0].opted_out);
}

#[rstest]
#[case(&[], "why", "who", "What was explored is missing")]
#[case(&["  "], "why", "who", "What was explored is missing")]
#[case(&["1.1"], " ", "who", "Why none of it is possible is missing")]
#[case(&["1.1"], "why", "", "The name of who agreed is missing")]
fn nothing_of_an_opting_out_may_be_missing(
    #[case] explored: &[&str],
    #[case] why: &str,
    #[case] agreed_by: &str,
    #[case] said: &str,
) {
    let mut desk = desk("nelc");
    let fault = desk.attempt(opt_out(explored, why, agreed_by)).unwrap_err();
    assert!(matches!(fault, Fault::Invalid { .. }) && fault.to_string().contains(said), "{fault}");
    assert_eq!(desk.entries(), 1);
}

#[test]
fn opting_out_when_bidders_were_asked_already_is_allowed_and_told() {
    let mut desk = desk("nelc");
    let day = |day| Act::SetKeyDate { name: KeyDate::TenderNotice, day: Some(date(day)) };
    let out = opt_out(&["the market"], "One seller", "Leadership Team");
    desk.act(day("2026-06-02"));
    let done = desk.act(out.clone());
    assert_eq!(done.warnings, [""; 0], "it is not out yet");
    desk.undo(&done).unwrap();
    desk.act(day("2026-06-01"));
    let done = desk.act(out);
    let said = done.warnings.join(" ");
    assert!(said.starts_with("The tender notice was published on 1 Jun 2026;"), "{said}");
}

#[test]
fn it_is_recorded_once_revoked_with_a_reason_and_recorded_anew() {
    let mut desk = desk("nelc");
    let fault = desk.attempt(revoke()).unwrap_err();
    assert!(fault.to_string().contains("is not opted out"), "{fault}");
    desk.act(opt_out(&["1.1"], "One seller", "Cabinet"));
    let fault = desk.attempt(opt_out(&["1.2"], "Still one", "Cabinet")).unwrap_err();
    assert!(fault.to_string().contains("opted out already; Cabinet agreed"), "{fault}");
    let nothing = Act::RevokeOptOut { reason: "\n".to_owned() };
    assert!(desk.attempt(nothing).is_err());
    desk.context.now = "2026-06-02T09:00:00Z".to_owned();
    let revoked = desk.act(revoke());
    assert_eq!(desk.view().opt_out, None);
    desk.undo(&revoked).unwrap();
    let record = desk.view().opt_out.unwrap();
    assert_eq!((record.at.as_str(), record.why.as_str()), ("2026-06-01T09:00:00Z", "One seller"));
    desk.act(revoke());
    desk.act(opt_out(&["1.2"], "Gone again", "Cabinet"));
    let journal = desk.register.journal("T-1", 0, 10).unwrap().lines;
    assert_eq!(journal[1].said, "revoked the opting out of social value");
    assert_eq!(journal[1].detail.as_deref(), Some("A second seller was found"));
    assert_eq!(desk.faults(), [""; 0]);
}
