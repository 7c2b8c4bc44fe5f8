//! Every act can be taken back, and taking it back leads to where one was.

use std::fs;

use proptest::prelude::*;
use rstest::rstest;
use rust_decimal::Decimal;
use strum::IntoEnumIterator;
use tenderbook::domain::outcome::Sought;
use tenderbook::domain::plan::Targets;
use tenderbook::domain::{
    ContractType, Facts, Fifth, Impact, ItemId, KeyDate, KeyDates, LawFacts, NeedsAnswers,
    ProcurementState, Route,
};
use tenderbook::policy::{Base, Limit};
use tenderbook::register::{
    Act, Done, NeedsRecord, NewEvidence, OptOutRecord, ProcurementView, StageView, WaitingRecord,
    WeightingView,
};

use super::{Desk, another_edition, facts, money, stage};

/// Everything that an officer sees of a procurement, without what counts its changes.
#[derive(Debug, PartialEq)]
struct Seen {
    title: String,
    state: ProcurementState,
    reason: Option<String>,
    edition: String,
    newer: bool,
    facts: Facts,
    stages: Vec<StageView>,
    sought: Vec<Sought>,
    weighting: Option<WeightingView>,
    opt_out: Option<OptOutRecord>,
    needs_answers: Option<NeedsRecord>,
    statute_left_out: Option<String>,
    dates: KeyDates,
    limits: Vec<Limit>,
    targets: Targets,
    waiting: Option<WaitingRecord>,
}

impl From<ProcurementView> for Seen {
    fn from(view: ProcurementView) -> Self {
        Self {
            title: view.title,
            state: view.state,
            reason: view.state_reason,
            edition: view.pack.policy.edition.clone(),
            newer: view.newer.is_some(),
            facts: view.facts,
            stages: view.stages,
            sought: view.sought,
            weighting: view.weighting,
            opt_out: view.opt_out,
            needs_answers: view.needs_answers,
            statute_left_out: view.statute_left_out,
            dates: view.dates,
            limits: view.limits,
            targets: view.targets,
            waiting: view.waiting,
        }
    }
}

fn seen(desk: &Desk) -> Seen {
    desk.view().into()
}

/// What an officer might do next; the numbers pick among what is there.
#[derive(Debug, Clone)]
enum Wish {
    Tick(usize),
    Untick(usize),
    RuleOut(usize),
    Note(usize, bool),
    Attach(usize, u8),
    Detach(usize),
    Add(u8, bool, u8),
    Remove(usize),
    Settle,
    Close,
    Skip,
    Reopen(u8),
    Value(u8),
    KeyProvider(Option<bool>),
    State(u8),
    Seek(usize, Option<u8>),
    Drop(usize),
    Weight(u8, bool, bool),
    ClearWeight,
    OptOut(usize),
    Revoke,
    Upgrade,
    Answer(Option<Impact>, Option<u8>, u8),
    KeyDate(usize, Option<u8>),
    Statute,
    Target(u8, Option<u8>),
    Wait(Option<u8>),
    Route(Option<Route>),
}

fn wish() -> impl Strategy<Value = Wish> {
    let any_item = 0usize..200;
    let impact = prop::option::of(prop::sample::select(&[Impact::None, Impact::Significant][..]));
    prop_oneof![
        4 => any_item.clone().prop_map(Wish::Tick),
        2 => any_item.clone().prop_map(Wish::Untick),
        2 => any_item.clone().prop_map(Wish::RuleOut),
        2 => (any_item.clone(), any::<bool>()).prop_map(|(at, blank)| Wish::Note(at, blank)),
        3 => (any_item, 0u8..3).prop_map(|(at, kind)| Wish::Attach(at, kind)),
        3 => (0usize..20).prop_map(Wish::Detach),
        3 => (1u8..=13, any::<bool>(), 0u8..4).prop_map(|(at, req, text)| Wish::Add(at, req, text)),
        2 => (0usize..20).prop_map(Wish::Remove),
        3 => Just(Wish::Settle),
        3 => Just(Wish::Close),
        2 => Just(Wish::Skip),
        3 => (1u8..=13).prop_map(Wish::Reopen),
        3 => (0u8..4).prop_map(Wish::Value),
        2 => any::<Option<bool>>().prop_map(Wish::KeyProvider),
        1 => (0u8..4).prop_map(Wish::State),
        2 => (0usize..40, any::<Option<u8>>()).prop_map(|(at, some)| Wish::Seek(at, some)),
        2 => (0usize..40).prop_map(Wish::Drop),
        3 => (0u8..20, any::<bool>(), any::<bool>())
            .prop_map(|(at, quality, agreed)| Wish::Weight(at, quality, agreed)),
        1 => Just(Wish::ClearWeight),
        2 => (0usize..40).prop_map(Wish::OptOut),
        1 => Just(Wish::Revoke),
        2 => Just(Wish::Upgrade),
        3 => (impact, any::<Option<u8>>(), 0u8..4)
            .prop_map(|(impact, met, marks)| Wish::Answer(impact, met, marks)),
        3 => (0usize..15, prop::option::of(1u8..28))
            .prop_map(|(name, day)| Wish::KeyDate(name, day)),
        2 => (1u8..=13, prop::option::of(1u8..28)).prop_map(|(at, day)| Wish::Target(at, day)),
        2 => prop::option::of(1u8..28).prop_map(Wish::Wait),
        2 => Just(Wish::Statute),
        2 => prop::option::of(prop::sample::select(&[Route::Open, Route::CallOff][..]))
            .prop_map(Wish::Route),
    ]
}

impl Wish {
    /// The acts that the wish comes to, on what is there now.
    fn acts(&self, desk: &Desk) -> Vec<Act> {
        let view = desk.view();
        let items: Vec<&ItemId> =
            view.stages.iter().flat_map(|stage| &stage.items).map(|item| &item.id).collect();
        let item = |at: usize| items[at % items.len()].clone();
        let own: Vec<&ItemId> = items.iter().copied().filter(|id| id.is_own()).collect();
        let attached: Vec<_> = view
            .stages
            .iter()
            .flat_map(|stage| &stage.items)
            .flat_map(|item| &item.evidence)
            .map(|piece| piece.uid)
            .collect();
        let first = view.progress().stage;
        let pick = |at: usize, count: usize| (count > 0).then(|| at % count);
        let reason = || "because".to_owned();
        match *self {
            Self::Tick(at) => vec![Act::TickItem { item: item(at) }],
            Self::Untick(at) => vec![Act::UntickItem { item: item(at) }],
            Self::RuleOut(at) => vec![Act::RuleOutItem { item: item(at), reason: reason() }],
            Self::Note(at, blank) => {
                let note = if blank { String::new() } else { format!("note {at}") };
                vec![Act::NoteItem { item: item(at), note }]
            }
            Self::Attach(at, kind) => {
                let evidence = match kind {
                    0 => NewEvidence::Note { text: format!("piece {at}") },
                    1 => NewEvidence::Link { address: format!("https://example.org/{at}") },
                    _ => NewEvidence::File {
                        path: desk.folder.path().join("file.txt").display().to_string(),
                    },
                };
                // Few items, so that several pieces come together.
                vec![Act::Attach { item: item(at % 3), evidence }]
            }
            Self::Detach(at) => pick(at, attached.len())
                .map(|at| Act::Detach { evidence: attached[at] })
                .into_iter()
                .collect(),
            Self::Add(at, required, text) => {
                vec![Act::AddItem { stage: stage(at), text: format!("Own {text}"), required }]
            }
            Self::Remove(at) => pick(at, own.len())
                .map(|at| Act::RemoveItem { item: own[at].clone() })
                .into_iter()
                .collect(),
            Self::Settle => first.map_or_else(Vec::new, |number| {
                let open = view.stages[number.index()].holding_up();
                open.map(|item| Act::TickItem { item: item.id.clone() }).collect()
            }),
            Self::Close => first
                .map(|stage| Act::CloseStage { stage, note: Some("closed".to_owned()) })
                .into_iter()
                .collect(),
            Self::Skip => {
                first.map(|stage| Act::SkipStage { stage, reason: reason() }).into_iter().collect()
            }
            Self::Reopen(at) => vec![Act::ReopenStage { stage: stage(at), reason: reason() }],
            Self::Value(at) => {
                let value = ["90000", "100000.01", "2500000", "5"][usize::from(at)];
                let facts = Facts { value: money(value), ..view.facts.clone() };
                vec![Act::ChangeFacts { title: format!("Worth {value}"), facts }]
            }
            Self::KeyProvider(key_provider) => {
                let facts = Facts { key_provider, ..view.facts.clone() };
                vec![Act::ChangeFacts { title: view.title.clone(), facts }]
            }
            Self::State(at) => {
                let state = [
                    ProcurementState::Active,
                    ProcurementState::Paused,
                    ProcurementState::Cancelled,
                    ProcurementState::Closed,
                ][usize::from(at)];
                vec![Act::SetState { state, reason: reason() }]
            }
            Self::Seek(at, quantity) => {
                let outcomes: Vec<&str> = view
                    .pack
                    .objectives
                    .iter()
                    .flat_map(|objective| &objective.outcomes)
                    .map(|outcome| outcome.id.as_str())
                    .collect();
                vec![Act::Seek {
                    outcome: outcomes[at % outcomes.len()].to_owned(),
                    quantity: quantity.map(Decimal::from),
                    why: None,
                }]
            }
            Self::Drop(at) => pick(at, view.sought.len())
                .map(|at| Act::DropOutcome { outcome: view.sought[at].id.clone() })
                .into_iter()
                .collect(),
            _ => self.decisions(&view),
        }
    }

    /// The acts that decide on weight, opting out and edition.
    fn decisions(&self, view: &ProcurementView) -> Vec<Act> {
        let reason = || "because".to_owned();
        match *self {
            Self::Weight(weight, quality, agreed) => vec![Act::SetWeighting {
                weight: weight.to_string().parse().unwrap(),
                base: if quality { Base::Quality } else { Base::Total },
                reason: Some(reason()),
                agreed_by: agreed.then(|| "the board".to_owned()),
            }],
            Self::KeyDate(name, day) => vec![Act::SetKeyDate {
                name: KeyDate::iter().nth(name).unwrap(),
                day: day.map(|day| super::date(&format!("2026-06-{day:02}"))),
            }],
            Self::Target(at, day) => vec![Act::SetTarget {
                stage: stage(at),
                day: day.map(|day| super::date(&format!("2026-07-{day:02}"))),
            }],
            Self::Wait(None) => vec![Act::StopWaiting],
            Self::Wait(Some(day)) => vec![Act::WaitFor {
                on: format!("board {day}"),
                until: (day > 9).then(|| super::date(&format!("2026-07-{day:02}"))),
            }],
            Self::Statute if view.statute_left_out.is_some() => vec![Act::ApplyStatute],
            Self::Statute => vec![Act::LeaveOutStatute { reason: reason() }],
            Self::Route(route) => {
                let law = LawFacts { route, ..view.facts.law };
                let facts = Facts { law, ..view.facts.clone() };
                vec![Act::ChangeFacts { title: view.title.clone(), facts }]
            }
            Self::ClearWeight => vec![Act::ClearWeighting],
            Self::OptOut(at) => vec![Act::OptOut {
                explored: vec![format!("{at}"), "the whole market".to_owned()],
                why: reason(),
                agreed_by: "the board".to_owned(),
            }],
            Self::Revoke => vec![Act::RevokeOptOut { reason: reason() }],
            Self::Upgrade => view
                .newer
                .iter()
                .map(|newer| Act::UpgradePolicy { sha256: newer.sha256.clone() })
                .collect(),
            Self::Answer(impact, met, marks) => {
                let objectives = &view.pack.objectives;
                let names = objectives.iter().flat_map(|one| &one.indicators);
                let names = names.flat_map(|indicators| &indicators.names).take(marks.into());
                let picked = |met: u8| {
                    objectives.iter().take(usize::from(met % 4)).map(|one| one.id.clone())
                };
                vec![Act::AnswerNeeds(NeedsAnswers {
                    impact,
                    objectives: met.map(|met| picked(met).collect()),
                    area: (marks > 1).then(|| "Burnley".to_owned()),
                    marks: names.map(|name| (name.clone(), Fifth::SecondWorst)).collect(),
                })]
            }
            _ => Vec::new(),
        }
    }
}

/// Does what the wishes come to; an act that a rule forbids is passed over.
fn work(desk: &mut Desk, wishes: &[Wish]) -> Vec<(Seen, Done)> {
    let mut done = Vec::new();
    for wish in wishes {
        for act in wish.acts(desk) {
            let before = seen(desk);
            // Time passes, so that what is put back must remember its own.
            desk.context.now =
                format!("2026-06-01T10:{:02}:{:02}Z", done.len() / 60, done.len() % 60);
            match desk.attempt(act) {
                Ok(one) => done.push((before, one)),
                Err(_) => assert_eq!(seen(desk), before, "a refused act changes nothing"),
            }
        }
    }
    done
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn undoing_everything_leads_back_to_the_start(
        policy in prop::sample::select(&["cumbria", "nelc", "lancashire-county"]),
        wishes in prop::collection::vec(wish(), 1..40),
    ) {
        let mut desk = Desk::new();
        fs::write(desk.folder.path().join("file.txt"), "abc").unwrap();
        desk.start("T-1", policy, facts(ContractType::Services, "90000"));
        desk.put_policy(policy, &another_edition(policy));
        let done = work(&mut desk, &wishes);
        let acts = done.len();
        let end = seen(&desk);
        desk.context.now = "2026-06-02T09:00:00Z".to_owned();
        desk.context.officer = "B. Officer".to_owned();
        let mut redo = Vec::new();
        for (before, one) in done.into_iter().rev() {
            let back = desk.undo(&one);
            prop_assert!(back.is_ok(), "{} could not be undone: {}", one.said, back.unwrap_err());
            prop_assert_eq!(seen(&desk), before, "{} was not undone", one.said);
            redo.push(back.unwrap());
        }
        // And doing it all again leads to the end.
        for one in redo.into_iter().rev() {
            let again = desk.undo(&one);
            prop_assert!(again.is_ok(), "{} could not be done again: {}", one.said, again.unwrap_err());
        }
        prop_assert_eq!(seen(&desk), end);
        let check = desk.register.verify().unwrap();
        prop_assert_eq!(check.faults, Vec::<String>::new());
        prop_assert_eq!(check.entries, 1 + 3 * acts);
    }
}

/// A tender of £90,000 whose first stages are closed, and then grows.
fn grown() -> Desk {
    let mut desk = Desk::new();
    let not_key =
        |value| Facts { key_provider: Some(false), ..facts(ContractType::Services, value) };
    desk.start("T-1", "cumbria", not_key("90000"));
    for number in 1..=13 {
        desk.walk(number);
    }
    desk.act(Act::ChangeFacts { title: "Grown".to_owned(), facts: not_key("120000") });
    desk
}

#[test]
fn reopening_a_closed_stage_that_needs_attention_can_be_undone() {
    let mut desk = grown();
    let before = seen(&desk);
    let attention = desk.view().stages.iter().find(|s| s.needs_attention()).unwrap().number;
    let done = desk.act(Act::ReopenStage { stage: attention, reason: "look again".to_owned() });
    desk.undo(&done).unwrap();
    assert_eq!(seen(&desk), before);
}

#[test]
fn ticking_an_item_of_a_closed_stage_that_needs_attention_can_be_undone() {
    let mut desk = grown();
    let before = seen(&desk);
    let item = desk.view().stages.iter().flat_map(StageView::holding_up).next().unwrap().id.clone();
    let done = desk.act(Act::TickItem { item });
    desk.undo(&done).unwrap();
    assert_eq!(seen(&desk), before);
}

/// The last sign of work goes from an item that the facts no longer call for, and with it the
/// item itself: putting it back must still find it.
#[rstest]
#[case::state(0)]
#[case::note(1)]
#[case::evidence(2)]
fn work_on_an_item_that_is_no_longer_called_for_can_be_put_back(#[case] kind: u8) {
    let mut desk = Desk::new();
    let of = |value| Facts { key_provider: Some(false), ..facts(ContractType::Services, value) };
    desk.start("T-1", "nelc", of("90000"));
    let ids = |desk: &Desk| -> Vec<ItemId> {
        desk.view().stages.iter().flat_map(|s| &s.items).map(|item| item.id.clone()).collect()
    };
    let small = ids(&desk);
    desk.act(Act::ChangeFacts { title: "Grown".to_owned(), facts: of("120000") });
    let item = ids(&desk).into_iter().find(|id| !small.contains(id)).unwrap();
    let remove = match kind {
        0 => {
            desk.act(Act::TickItem { item: item.clone() });
            Act::UntickItem { item: item.clone() }
        }
        1 => {
            desk.act(Act::NoteItem { item: item.clone(), note: "seen".to_owned() });
            Act::NoteItem { item: item.clone(), note: String::new() }
        }
        _ => {
            let evidence = NewEvidence::Note { text: "seen".to_owned() };
            desk.act(Act::Attach { item: item.clone(), evidence }).undo.unwrap()
        }
    };
    desk.act(Act::ChangeFacts { title: "Shrunk".to_owned(), facts: of("90000") });
    let before = seen(&desk);
    assert!(desk.view().item(&item).is_some_and(|item| item.kept.is_some()));
    let done = desk.act(remove);
    assert!(desk.view().item(&item).is_none());
    desk.undo(&done).unwrap();
    assert_eq!(seen(&desk), before);
}

#[test]
fn what_is_put_back_stands_where_it_stood() {
    let mut desk = Desk::with_tender();
    let item = desk.view().stages[0].items[0].id.clone();
    let attach = |text: &str| Act::Attach {
        item: item.clone(),
        evidence: NewEvidence::Note { text: text.to_owned() },
    };
    let first = desk.act(attach("first"));
    desk.act(attach("second"));
    let add = |text: &str| Act::AddItem { stage: stage(1), text: text.to_owned(), required: true };
    let own = desk.act(add("Zebra"));
    desk.context.now = "2026-06-01T09:30:00Z".to_owned();
    desk.act(add("Apple"));
    let before = seen(&desk);
    desk.context.now = "2026-06-01T10:00:00Z".to_owned();
    for made in [first, own] {
        let gone = desk.act(made.undo.unwrap());
        desk.undo(&gone).unwrap();
        assert_eq!(seen(&desk), before);
    }
}

#[test]
fn putting_back_what_is_there_already_is_said_in_a_sentence() {
    let mut desk = Desk::with_tender();
    let item = desk.view().stages[0].items[0].id.clone();
    let evidence = NewEvidence::Note { text: "seen".to_owned() };
    let attached = desk.act(Act::Attach { item, evidence });
    let gone = desk.act(attached.undo.unwrap());
    desk.undo(&gone).unwrap();
    let fault = desk.undo(&gone).unwrap_err();
    assert!(fault.to_string().contains("attached already"), "{fault}");
    let add = Act::AddItem { stage: stage(1), text: "Own".to_owned(), required: true };
    let added = desk.act(add);
    let gone = desk.act(added.undo.unwrap());
    desk.undo(&gone).unwrap();
    let fault = desk.undo(&gone).unwrap_err();
    assert!(fault.to_string().contains("there already"), "{fault}");
    assert_eq!(desk.faults(), [""; 0]);
}

#[test]
fn a_start_is_not_undone() {
    let mut desk = Desk::new();
    let done = desk.start("T-1", "nelc", facts(ContractType::Goods, "1"));
    assert_eq!(done.undo, None);
}
