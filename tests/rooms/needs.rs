//! The three questions on impact, objectives and needs, and the facts that follow.

use rstest::rstest;
use tenderbook::domain::{ContractType, Fifth, Impact, Needs, NeedsAnswers};
use tenderbook::policy::needs;
use tenderbook::register::Act;

use super::{Desk, POLICIES, facts, policy};

fn answers(impact: Option<Impact>, met: Option<&[&str]>, marks: &[(&str, Fifth)]) -> NeedsAnswers {
    NeedsAnswers {
        impact,
        objectives: met.map(|met| met.iter().map(|id| (*id).to_owned()).collect()),
        area: Some(" Burnley ".to_owned()),
        marks: marks.iter().map(|(name, fifth)| ((*name).to_owned(), *fifth)).collect(),
    }
}

fn desk(policy: &str) -> Desk {
    let mut desk = Desk::new();
    desk.start("T-1", policy, facts(ContractType::Services, "300000"));
    desk
}

/// The two indicators of objective 2 of Lancashire County.
fn two() -> Vec<&'static str> {
    let pack = policy("lancashire-county");
    let objective = pack.objectives.iter().find(|objective| objective.id == "2").unwrap();
    objective.indicators.as_ref().unwrap().names.iter().map(String::as_str).collect()
}

#[rstest]
#[case::ten(Impact::Significant, &["2", "3"], Fifth::Worst, "10% of")]
#[case::five_for_less_need(Impact::Significant, &["2", "3"], Fifth::Best, "not decided yet")]
#[case::five_for_some_impact(Impact::Some, &["2", "3"], Fifth::SecondWorst, "5% of")]
#[case::one_objective(Impact::Significant, &["2"], Fifth::Worst, "no figure")]
#[case::no_impact(Impact::None, &["2", "3"], Fifth::Worst, "no figure")]
fn the_row_of_the_table_follows_from_the_answers(
    #[case] impact: Impact,
    #[case] met: &[&str],
    #[case] fifth: Fifth,
    #[case] words: &str,
) {
    let mut desk = desk("lancashire-county");
    let marks: Vec<(&str, Fifth)> = two().into_iter().map(|name| (name, fifth)).collect();
    desk.act(Act::AnswerNeeds(answers(Some(impact), Some(met), &marks)));
    let view = desk.view();
    assert_eq!(view.facts.objectives.map(usize::from), Some(met.len()));
    let (row, reasons) = needs::row(&view.determination);
    assert!(row.contains(words), "{row}");
    assert!(!reasons.is_empty());
}

#[test]
fn answers_are_left_half_done_and_taken_up_again() {
    let mut desk = desk("lancashire-county");
    desk.act(Act::AnswerNeeds(answers(None, Some(&["2"]), &[(two()[0], Fifth::Middle)])));
    let view = desk.view();
    let mut so_far = view.answers_so_far().unwrap();
    assert_eq!(so_far.area.as_deref(), Some("Burnley"));
    assert_eq!((view.facts.impact, view.facts.objectives, view.facts.needs), (None, Some(1), None));
    assert_eq!(needs::unanswered(&view.pack, &so_far).len(), 2);
    so_far.impact = Some(Impact::Some);
    so_far.marks.insert(two()[1].to_owned(), Fifth::Best);
    desk.act(Act::AnswerNeeds(so_far.clone()));
    let view = desk.view();
    assert_eq!(view.facts.needs, Some(Needs::Less));
    assert_eq!(needs::unanswered(&view.pack, &so_far), [""; 0]);
    let line = desk.register.journal("T-1", 0, 1).unwrap().lines.remove(0);
    assert_eq!(line.said, "answered on impact, objectives and needs");
    assert!(line.detail.unwrap().starts_with("impact some; objectives 2; area Burnley; "));
    let fault = desk.attempt(Act::AnswerNeeds(so_far)).unwrap_err();
    assert_eq!(fault.to_string(), "Nothing was changed.");
    desk.act(Act::AnswerNeeds(NeedsAnswers::default()));
    assert_eq!(desk.view().needs_answers, None);
    assert_eq!(desk.view().facts.impact, None);
    assert_eq!(desk.faults(), [""; 0]);
}

#[test]
fn taking_answers_back_puts_facts_back_that_nobody_had_answered_for() {
    let mut desk = Desk::new();
    let mut known = facts(ContractType::Services, "300000");
    (known.objectives, known.needs) = (Some(3), Some(Needs::Highest));
    desk.start("T-1", "lancashire-county", known.clone());
    let done = desk.act(Act::AnswerNeeds(answers(Some(Impact::Some), None, &[])));
    assert_eq!((desk.view().facts.objectives, desk.view().facts.needs), (None, None));
    desk.undo(&done).unwrap();
    assert_eq!((desk.view().facts, desk.view().needs_answers), (known, None));
}

#[test]
fn only_what_the_policy_asks_and_names_is_answered() {
    for id in POLICIES {
        let done = desk(id).attempt(Act::AnswerNeeds(answers(Some(Impact::Some), None, &[])));
        assert_eq!(done.is_ok(), policy(id).asks_impact(), "{id}");
    }
    let mut desk = desk("lancashire-county");
    let fault = desk.attempt(Act::AnswerNeeds(answers(None, Some(&["9"]), &[]))).unwrap_err();
    assert_eq!(fault.hint().unwrap(), "Its objectives are 1, 2, 3, 4, 5.");
    let wrong = answers(None, None, &[("Households in fuel povertyy", Fifth::Worst)]);
    let fault = desk.attempt(Act::AnswerNeeds(wrong)).unwrap_err();
    assert_eq!(fault.hint().unwrap(), "Did you mean “Households in fuel poverty”?");
}
