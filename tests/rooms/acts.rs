//! The rules of the cycle, as the register keeps them.

use std::fs;

use rstest::rstest;
use tenderbook::domain::{
    ContractType, EvidenceKind, Facts, ItemState, ProcurementState, Refusal, StageNo, StageState,
};
use tenderbook::register::{Act, Fault, Filter, NewEvidence, Order, Sort, StageView};

use super::{Desk, facts, id, money, stage};
use ContractType::Services;

/// A required item of stage 1 in the pack of Cumbria.
fn first_required(desk: &Desk, number: u8) -> String {
    desk.view().stages[stage(number).index()].holding_up().next().unwrap().id.to_string()
}

fn close(number: u8) -> Act {
    Act::CloseStage { stage: stage(number), note: None }
}

fn skip(number: u8) -> Act {
    Act::SkipStage { stage: stage(number), reason: "bought before".to_owned() }
}

fn reopen(number: u8) -> Act {
    Act::ReopenStage { stage: stage(number), reason: "the need has changed".to_owned() }
}

fn set_state(state: ProcurementState) -> Act {
    Act::SetState { state, reason: "the board decided".to_owned() }
}

fn state_of(desk: &Desk, number: u8) -> StageState {
    desk.view().stages[stage(number).index()].state
}

#[track_caller]
fn refusal(result: Result<tenderbook::register::Done, Fault>) -> Refusal {
    match result {
        Err(Fault::Refused(refusal)) => refusal,
        other => panic!("a refusal was expected, not {other:?}"),
    }
}

#[test]
fn a_new_tender_stands_open_at_stage_1_with_its_first_item_next() {
    let desk = Desk::with_tender();
    let view = desk.view();
    assert_eq!(view.version, 1);
    assert_eq!(view.state, ProcurementState::Active);
    assert_eq!(view.stages.len(), 13);
    assert!(view.stages.iter().all(|stage| stage.state == StageState::Open));
    assert_eq!(view.progress().stage, Some(StageNo::FIRST));
    let list = desk.register.list(&Filter::default(), Sort::default(), 0, 10).unwrap();
    assert_eq!(list.rows[0].next_item.as_ref().unwrap().as_str(), first_required(&desk, 1));
}

#[test]
fn a_stage_with_open_required_items_cannot_close_and_lists_them() {
    let mut desk = Desk::with_tender();
    let waiting: Vec<_> = desk.view().stages[0]
        .holding_up()
        .map(|item| (item.id.clone(), item.text.clone()))
        .collect();
    let before = desk.entries();
    let Refusal::OpenItems { stage, items } = refusal(desk.attempt(close(1))) else {
        panic!("the open items are the reason");
    };
    assert_eq!(stage, StageNo::FIRST);
    assert_eq!(items, waiting);
    assert!(!items.is_empty());
    assert_eq!(desk.entries(), before, "a refusal leaves nothing in the journal");
}

#[test]
fn a_stage_closes_when_every_required_item_is_done_or_ruled_out() {
    let mut desk = Desk::with_tender();
    let open: Vec<_> = desk.view().stages[0].holding_up().map(|item| item.id.clone()).collect();
    for (at, item) in open.into_iter().enumerate() {
        desk.act(if at % 2 == 0 {
            Act::TickItem { item }
        } else {
            Act::RuleOutItem { item, reason: "bought from a framework".to_owned() }
        });
    }
    desk.act(Act::CloseStage { stage: stage(1), note: Some(" all settled \n".to_owned()) });
    let view = desk.view();
    assert_eq!(view.stages[0].state, StageState::Closed);
    assert_eq!(view.stages[0].note.as_deref(), Some("all settled"));
    assert_eq!(view.progress().stage, Some(stage(2)));
}

#[test]
fn optional_items_do_not_hold_up_a_stage() {
    let mut desk = Desk::with_tender();
    let optional = desk
        .view()
        .stages
        .iter()
        .find(|stage| stage.items.iter().any(|item| !item.required && !item.is_off()))
        .map(|stage| stage.number)
        .unwrap();
    for number in 1..=optional.get() {
        desk.walk(number);
    }
    let view = desk.view();
    let stage = view.stage(optional).unwrap();
    assert_eq!(stage.state, StageState::Closed);
    assert!(stage.items.iter().any(|item| !item.state.is_settled()));
}

#[test]
fn stages_are_settled_in_order_and_only_once() {
    let mut desk = Desk::with_tender();
    let earlier = Refusal::EarlierStage { stage: stage(2), earlier: stage(1) };
    assert_eq!(refusal(desk.attempt(close(2))), earlier);
    assert_eq!(refusal(desk.attempt(skip(2))), earlier);
    desk.walk(1);
    let settled = Refusal::StageSettled { stage: stage(1), state: StageState::Closed };
    assert_eq!(refusal(desk.attempt(close(1))), settled);
    assert_eq!(refusal(desk.attempt(skip(1))), settled);
    desk.act(skip(2));
    // A skipped stage stands aside: the next one can be closed.
    desk.walk(3);
    assert_eq!(state_of(&desk, 2), StageState::Skipped);
    assert_eq!(state_of(&desk, 3), StageState::Closed);
}

#[rstest]
#[case("")]
#[case("  \n\t ")]
fn what_departs_from_the_cycle_needs_a_reason(#[case] reason: &str) {
    let mut desk = Desk::with_tender();
    let reason = reason.to_owned();
    let item = id(&first_required(&desk, 1));
    desk.walk(1);
    let before = desk.view();
    for act in [
        Act::SkipStage { stage: stage(2), reason: reason.clone() },
        Act::ReopenStage { stage: stage(1), reason: reason.clone() },
        Act::RuleOutItem { item, reason: reason.clone() },
        Act::SetState { state: ProcurementState::Paused, reason: reason.clone() },
        Act::SetState { state: ProcurementState::Cancelled, reason },
    ] {
        let fault = desk.attempt(act.clone()).unwrap_err();
        assert!(fault.to_string().contains("reason is missing"), "{act:?}: {fault}");
    }
    assert_eq!(desk.view().version, before.version);
}

#[test]
fn reopening_makes_a_stage_open_again_and_keeps_its_items() {
    let mut desk = Desk::with_tender();
    assert_eq!(refusal(desk.attempt(reopen(1))), Refusal::StageOpen { stage: stage(1) });
    desk.walk(1);
    desk.act(skip(2));
    desk.act(reopen(1));
    let view = desk.view();
    assert_eq!(view.stages[0].state, StageState::Open);
    assert_eq!(view.stages[0].note, None);
    assert!(view.stages[0].holding_up().next().is_none());
    assert_eq!(view.progress().stage, Some(stage(1)));
    // The later one stays settled, and the earlier one can be closed again.
    assert_eq!(view.stages[1].state, StageState::Skipped);
    desk.act(close(1));
    desk.act(reopen(2));
    assert_eq!(state_of(&desk, 2), StageState::Open);
}

#[test]
fn any_stage_can_be_worked_on_at_any_time() {
    let mut desk = Desk::with_tender();
    let last = first_required(&desk, 13);
    desk.tick(&last);
    desk.act(Act::NoteItem { item: id(&last), note: "early".to_owned() });
    assert_eq!(desk.view().item(&id(&last)).unwrap().state, ItemState::Done);
    // In a skipped stage too.
    desk.act(skip(1));
    let item = first_required(&desk, 1);
    desk.tick(&item);
    desk.act(Act::UntickItem { item: id(&item) });
    assert_eq!(state_of(&desk, 1), StageState::Skipped);
}

#[test]
fn a_settled_required_item_of_a_closed_stage_stays_as_it_was_signed_off() {
    let mut desk = Desk::with_tender();
    let item = id(&first_required(&desk, 1));
    desk.walk(1);
    assert_eq!(
        refusal(desk.attempt(Act::UntickItem { item: item.clone() })),
        Refusal::StageNotOpen { stage: stage(1), state: StageState::Closed }
    );
    // What was signed off is not ruled out either; evidence can still be attached.
    let reason = "the framework covers it".to_owned();
    assert_eq!(
        refusal(desk.attempt(Act::RuleOutItem { item: item.clone(), reason })),
        Refusal::StageNotOpen { stage: stage(1), state: StageState::Closed }
    );
    let note = NewEvidence::Note { text: "minutes of 4 May".to_owned() };
    desk.act(Act::Attach { item: item.clone(), evidence: note });
    desk.act(reopen(1));
    desk.act(Act::UntickItem { item });
    assert_eq!(desk.view().stages[0].holding_up().count(), 1);
}

#[test]
fn an_undo_that_comes_late_does_not_open_a_required_item_of_a_closed_stage() {
    let mut desk = Desk::with_tender();
    let item = first_required(&desk, 1);
    let ticked = desk.tick(&item);
    desk.walk(1);
    assert_eq!(
        refusal(desk.undo(&ticked)),
        Refusal::StageNotOpen { stage: stage(1), state: StageState::Closed }
    );
}

#[test]
fn raising_the_value_after_closing_stages_asks_for_attention() {
    let mut desk = Desk::new();
    let not_key = |value| Facts { key_provider: Some(false), ..facts(Services, value) };
    desk.start("T-1", "cumbria", not_key("90000"));
    for number in 1..=13 {
        desk.walk(number);
    }
    assert_eq!(desk.view().next_open((StageNo::FIRST, None)), None);
    desk.act(Act::ChangeFacts { title: "The same".to_owned(), facts: not_key("100000.01") });
    let view = desk.view();
    let attention: Vec<_> = view.stages.iter().filter(|stage| stage.needs_attention()).collect();
    assert!(!attention.is_empty(), "more is required over £100,000");
    assert!(attention.iter().all(|stage| stage.state == StageState::Closed));
    let next = view.next_open((StageNo::LAST, None)).unwrap();
    assert!(next.holds_up());
    let list = desk.register.list(&Filter::default(), Sort::default(), 0, 10).unwrap();
    assert_eq!(list.rows[0].next_item.as_ref(), attention[0].holding_up().next().map(|i| &i.id));
    assert_eq!(list.rows[0].value, money("100000.01"));
    // Doing the items where they are settles it.
    let open: Vec<_> =
        view.stages.iter().flat_map(StageView::holding_up).map(|item| item.id.clone()).collect();
    for item in open {
        desk.act(Act::TickItem { item });
    }
    assert!(!desk.view().stages.iter().any(StageView::needs_attention));
}

#[rstest]
#[case(ProcurementState::Paused)]
#[case(ProcurementState::Cancelled)]
fn a_procurement_that_is_not_active_refuses_changes_until_it_is_resumed(
    #[case] state: ProcurementState,
) {
    let mut desk = Desk::with_tender();
    let item = id(&first_required(&desk, 1));
    let own = desk.act(Act::AddItem {
        stage: stage(1),
        text: "Ask the board".to_owned(),
        required: false,
    });
    let Some(Act::RemoveItem { item: own }) = own.undo else {
        panic!("an own item can be removed")
    };
    desk.act(set_state(state));
    let view = desk.view();
    assert_eq!(view.state, state);
    assert_eq!(view.state_reason.as_deref(), Some("the board decided"));
    let facts = facts(Services, "1");
    for act in [
        Act::TickItem { item: item.clone() },
        Act::NoteItem { item: item.clone(), note: "x".to_owned() },
        Act::RuleOutItem { item: item.clone(), reason: "x".to_owned() },
        Act::Attach { item, evidence: NewEvidence::Note { text: "x".to_owned() } },
        Act::AddItem { stage: stage(1), text: "x".to_owned(), required: false },
        Act::RemoveItem { item: own },
        Act::ChangeFacts { title: "x".to_owned(), facts },
        Act::DropOutcome { outcome: "1.1".to_owned() },
        close(1),
        skip(1),
        reopen(1),
    ] {
        assert_eq!(refusal(desk.attempt(act)), Refusal::NotActive { state });
    }
    assert_eq!(refusal(desk.attempt(set_state(state))), Refusal::AlreadyInState { state });
    assert_eq!(desk.view().version, view.version);
    desk.act(set_state(ProcurementState::Active));
    desk.act(skip(1));
}

#[test]
fn a_procurement_is_closed_only_at_the_end_of_the_cycle() {
    let mut desk = Desk::with_tender();
    let closing = set_state(ProcurementState::Closed);
    let open = |number| Refusal::StagesOpen { stage: stage(number) };
    assert_eq!(refusal(desk.attempt(closing.clone())), open(1));
    for number in 1..=12 {
        desk.act(skip(number));
    }
    assert_eq!(refusal(desk.attempt(closing.clone())), open(13));
    desk.act(skip(13));
    desk.act(closing);
    assert_eq!(desk.view().state, ProcurementState::Closed);
    assert_eq!(desk.view().progress().settled, 13);
    assert_eq!(
        refusal(desk.attempt(reopen(13))),
        Refusal::NotActive { state: ProcurementState::Closed }
    );
}

#[test]
fn officers_add_items_of_their_own_and_take_them_away() {
    let mut desk = Desk::with_tender();
    let add =
        |text: &str, required| Act::AddItem { stage: stage(1), text: text.to_owned(), required };
    desk.act(add("Brief the Board!", true));
    desk.act(add("brief the board", false));
    let own: Vec<_> =
        desk.view().stages[0].items.iter().filter(|item| item.is_own()).cloned().collect();
    let ids: Vec<&str> = own.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(ids, ["own.01.brief-the-board", "own.01.brief-the-board-2"]);
    assert!(own[0].required && !own[1].required);
    // A required one holds up the stage like any other.
    let policy: Vec<_> = desk.view().stages[0]
        .holding_up()
        .filter(|item| !item.is_own())
        .map(|item| item.id.clone())
        .collect();
    for item in policy {
        desk.act(Act::TickItem { item });
    }
    let Refusal::OpenItems { items, .. } = refusal(desk.attempt(close(1))) else {
        panic!("the own item holds up the stage");
    };
    assert_eq!(items, [(id("own.01.brief-the-board"), "Brief the Board!".to_owned())]);
    desk.act(Act::RemoveItem { item: id("own.01.brief-the-board") });
    desk.act(close(1));
    // Neither added to nor taken from a stage that is settled.
    let settled = Refusal::StageNotOpen { stage: stage(1), state: StageState::Closed };
    assert_eq!(refusal(desk.attempt(add("Later", true))), settled);
    let other = Act::RemoveItem { item: id("own.01.brief-the-board-2") };
    assert_eq!(refusal(desk.attempt(other)), settled);
}

#[test]
fn an_item_of_the_policy_cannot_be_taken_away() {
    let mut desk = Desk::with_tender();
    let item = id(&first_required(&desk, 1));
    let fault = desk.attempt(Act::RemoveItem { item }).unwrap_err();
    assert!(fault.to_string().contains("comes from the policy"), "{fault}");
    assert!(fault.hint().unwrap().contains("Rule it out"));
}

#[rstest]
#[case("own.01.nothing-of-the-kind")]
#[case("cumbria.01.nothing-of-the-kind")]
#[case("nelc.01.record-need")]
fn an_item_that_is_not_on_the_checklist_is_not_found(#[case] item: &str) {
    let mut desk = Desk::with_tender();
    for act in [
        Act::TickItem { item: id(item) },
        Act::NoteItem { item: id(item), note: "x".to_owned() },
        Act::Attach { item: id(item), evidence: NewEvidence::Note { text: "x".to_owned() } },
    ] {
        let fault = desk.attempt(act).unwrap_err();
        assert!(matches!(fault, Fault::NotFound { .. }), "{fault}");
    }
}

#[test]
fn evidence_of_every_kind_is_attached_and_taken_off() {
    let mut desk = Desk::with_tender();
    let item = id(&first_required(&desk, 1));
    let path = desk.folder.path().join("minutes of May.txt");
    fs::write(&path, "abc").unwrap();
    let attach = |evidence| Act::Attach { item: item.clone(), evidence };
    desk.act(attach(NewEvidence::Note { text: "seen by the board\r\non 4 May".to_owned() }));
    desk.act(attach(NewEvidence::Link { address: " https://example.org/minutes ".to_owned() }));
    let file = desk.act(attach(NewEvidence::File { path: path.display().to_string() }));
    let kinds: Vec<EvidenceKind> =
        desk.view().item(&item).unwrap().evidence.iter().map(|piece| piece.kind.clone()).collect();
    assert_eq!(kinds[0], EvidenceKind::Note { text: "seen by the board\non 4 May".to_owned() });
    assert_eq!(kinds[1], EvidenceKind::Link { address: "https://example.org/minutes".to_owned() });
    let EvidenceKind::File { path: kept, size, sha256 } = &kinds[2] else {
        panic!("a file is kept as a file");
    };
    assert_eq!((kept.as_str(), *size), (path.to_str().unwrap(), 3));
    assert_eq!(
        sha256.to_string(),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    let Some(detach) = file.undo else { panic!("evidence can be taken off") };
    desk.act(detach.clone());
    assert_eq!(desk.view().item(&item).unwrap().evidence.len(), 2);
    let fault = desk.attempt(detach).unwrap_err();
    assert!(fault.to_string().contains("no longer attached"), "{fault}");
}

#[rstest]
#[case(NewEvidence::Note { text: " \n".to_owned() }, "note is missing")]
#[case(NewEvidence::Link { address: "example.org".to_owned() }, "not an address")]
#[case(NewEvidence::Link { address: "javascript:alert(1)".to_owned() }, "not an address")]
#[case(NewEvidence::File { path: "/no/such/file".to_owned() }, "/no/such/file")]
#[case(NewEvidence::File { path: String::new() }, "Attaching")]
fn what_is_no_evidence_is_refused_and_changes_nothing(
    #[case] evidence: NewEvidence,
    #[case] reason: &str,
) {
    let mut desk = Desk::with_tender();
    let item = id(&first_required(&desk, 1));
    let fault = desk.attempt(Act::Attach { item, evidence }).unwrap_err();
    assert!(fault.to_string().contains(reason), "{fault}");
    assert_eq!(desk.view().version, 1);
}

#[test]
fn doing_what_is_done_already_is_said_and_not_journalled() {
    let mut desk = Desk::with_tender();
    let item = first_required(&desk, 1);
    desk.tick(&item);
    let before = desk.entries();
    let fault = desk.attempt(Act::TickItem { item: id(&item) }).unwrap_err();
    assert!(fault.to_string().contains("done already"), "{fault}");
    let (title, facts) = (desk.view().title, desk.view().facts);
    let fault = desk.attempt(Act::ChangeFacts { title, facts }).unwrap_err();
    assert!(fault.to_string().contains("Nothing was changed"), "{fault}");
    assert_eq!(desk.entries(), before);
}

#[test]
fn references_are_numbered_by_year_from_the_highest_one_on() {
    let mut desk = Desk::new();
    let mut next = |reference: Option<&str>| {
        desk.try_start(reference, "nelc", facts(Services, "1")).unwrap().on.to_string()
    };
    assert_eq!(next(None), "2026-0001");
    assert_eq!(next(None), "2026-0002");
    assert_eq!(next(Some("2026-0041")), "2026-0041");
    assert_eq!(next(None), "2026-0042");
    // Other years, other forms and shorter numbers do not count, or count as what they are.
    assert_eq!(next(Some("2025-0900")), "2025-0900");
    assert_eq!(next(Some("2026-custody")), "2026-custody");
    assert_eq!(next(Some("2026-9000b")), "2026-9000b");
    assert_eq!(next(Some("2026-00000007")), "2026-00000007");
    assert_eq!(next(None), "2026-0043");
    assert_eq!(next(Some("2026-9999")), "2026-9999");
    assert_eq!(next(None), "2026-10000");
    assert_eq!(next(None), "2026-10001");
}

#[test]
fn a_reference_is_used_only_once_whatever_its_case() {
    let mut desk = Desk::new();
    desk.start("ICT-7a", "nelc", facts(Services, "1"));
    for same in ["ICT-7a", "ict-7A", "Ict-7a"] {
        let fault = desk.try_start(Some(same), "cumbria", facts(Services, "1")).unwrap_err();
        assert!(fault.to_string().contains("ICT-7a is used already"), "{fault}");
    }
    assert_eq!(desk.entries(), 1);
    // It is found and worked on whatever its case, and with space around it.
    assert_eq!(desk.register.procurement(" ict-7A ").unwrap().reference.as_str(), "ICT-7a");
    let order = Order::on(" ict-7a ", skip(1));
    assert_eq!(desk.register.perform(&order, &desk.context).unwrap().on.key(), "ICT-7a");
}

#[test]
fn an_unknown_reference_is_answered_with_the_nearest_one() {
    let mut desk = Desk::with_tender();
    let fault = desk.register.procurement("T-2").unwrap_err();
    assert_eq!(fault.to_string(), "There is no procurement “T-2”.");
    assert_eq!(fault.hint().unwrap(), "Did you mean “T-1”?");
    let order = Order::on("\u{1b}[2J", skip(1));
    let fault = desk.register.perform(&order, &desk.context).unwrap_err();
    assert_eq!(fault.to_string(), "There is no procurement “\\u{1b}[2J”.");
}

#[rstest]
#[case("", "title is missing")]
#[case(" \n ", "title is missing")]
fn a_tender_needs_a_title(#[case] title: &str, #[case] reason: &str) {
    let mut desk = Desk::with_tender();
    let act = Act::ChangeFacts { title: title.to_owned(), facts: desk.view().facts };
    let fault = desk.attempt(act).unwrap_err();
    assert!(fault.to_string().contains(reason), "{fault}");
}

#[test]
fn the_next_open_item_goes_through_all_stages_and_says_when_all_is_done() {
    let mut desk = Desk::with_tender();
    let view = desk.view();
    // From the top, every open item comes once, in order, and then the first again.
    let all: Vec<_> =
        view.stages.iter().flat_map(StageView::open_items).map(|item| &item.id).collect();
    let mut at = (StageNo::FIRST, None);
    let mut seen = Vec::new();
    for _ in 0..all.len() {
        let next = view.next_open(at).unwrap();
        seen.push(&next.id);
        at = (next.stage, Some(&next.id));
    }
    assert_eq!(seen, all);
    assert_eq!(&view.next_open(at).unwrap().id, all[0]);
    // A place in the middle of the walk goes on from there.
    let six = view.next_open((stage(6), None)).unwrap();
    assert_eq!(six.stage, stage(6));
    for number in 1..=13 {
        desk.walk(number);
    }
    assert_eq!(desk.view().next_open((StageNo::FIRST, None)), None);
    assert_eq!(desk.view().progress().stage, None);
}

#[test]
fn outcomes_of_the_policy_are_chosen_changed_and_dropped() {
    let mut desk = Desk::with_tender();
    let pack = desk.view().pack;
    let outcome = pack.objectives[0].outcomes[0].id.clone();
    let seek = |quantity: Option<i64>, why: Option<&str>| Act::Seek {
        outcome: outcome.clone(),
        quantity: quantity.map(Into::into),
        why: why.map(str::to_owned),
    };
    desk.act(seek(None, None));
    desk.act(seek(Some(4), Some("the custody suite needs it")));
    let sought = desk.view().sought;
    assert_eq!(sought.len(), 1);
    assert_eq!(sought[0].quantity, Some(4.into()));
    assert!(desk.attempt(seek(Some(4), Some("the custody suite needs it"))).is_err());
    desk.act(Act::DropOutcome { outcome: outcome.clone() });
    assert_eq!(desk.view().sought, []);
    let fault = desk.attempt(Act::DropOutcome { outcome }).unwrap_err();
    assert!(matches!(fault, Fault::NotFound { .. }), "{fault}");
    let unknown = Act::Seek { outcome: "no.such".to_owned(), quantity: None, why: None };
    assert!(matches!(desk.attempt(unknown).unwrap_err(), Fault::NotFound { .. }));
}

#[test]
fn the_journal_tells_every_act_in_words() {
    let mut desk = Desk::with_tender();
    let item = first_required(&desk, 1);
    let ticked = desk.tick(&item);
    desk.act(Act::NoteItem { item: id(&item), note: "the minutes".to_owned() });
    desk.act(skip(1));
    let undone = desk.act(reopen(1));
    desk.undo(&undone).unwrap();
    let journal = desk.register.journal("T-1", 0, 100).unwrap();
    let said: Vec<&str> = journal.lines.iter().rev().map(|line| line.said.as_str()).collect();
    let name = id(&item).name().to_owned();
    assert_eq!(
        said,
        [
            "started “Custody healthcare services”".to_owned(),
            format!("ticked {name}"),
            format!("wrote a note on {name}"),
            "skipped stage 1".to_owned(),
            "reopened the skipped stage 1".to_owned(),
            format!("undid entry {}: made stage 1 skipped", undone.sequence),
        ]
    );
    assert_eq!(journal.lines[2].detail.as_deref(), Some("bought before"));
    assert_eq!(journal.total, 6);
    assert_eq!(ticked.sequence, 2);
    assert_eq!(desk.faults(), [""; 0]);
}

#[test]
fn a_window_onto_the_journal_shows_the_newest_first() {
    let mut desk = Desk::with_tender();
    for number in 1..=5 {
        desk.act(skip(number));
    }
    let window = desk.register.journal("T-1", 1, 2).unwrap();
    assert_eq!(window.total, 6);
    let numbers: Vec<i64> = window.lines.iter().map(|line| line.sequence).collect();
    assert_eq!(numbers, [5, 4]);
}

#[test]
fn a_tender_keeps_the_edition_that_it_was_started_under() {
    let mut desk = Desk::with_tender();
    let folder = desk.folder.path().join("policies");
    fs::create_dir(&folder).unwrap();
    let newer = tenderbook::register::Library::default().policy("cumbria").unwrap().content.clone();
    let newer = newer.replacen("edition = \"2019\"", "edition = \"2027\"", 1);
    fs::write(folder.join("cumbria.toml"), newer).unwrap();
    let library = tenderbook::register::Library::new(Some(folder));
    desk.register =
        tenderbook::register::Register::open(&desk.path(), library, &desk.context).unwrap();
    desk.start("T-2", "cumbria", facts(Services, "1"));
    assert_eq!(desk.register.procurement("T-1").unwrap().pack.policy.edition, "2019");
    assert_eq!(desk.register.procurement("T-2").unwrap().pack.policy.edition, "2027");
    assert_eq!(desk.faults(), [""; 0]);
}
