//! The figures over all procurements, against a register whose figures are known.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use tenderbook::domain::ContractType::{Services, Works};
use tenderbook::domain::{ProcurementState, StageNo};
use tenderbook::policy::{Against, Base, Bound, SocialValue, WeightPlace};
use tenderbook::register::{Act, Bar, Dashboard, Order, PartKind, Register, Slice};

use super::{Desk, context, facts, stage};

/// Sets a weight that may depart from the policy.
fn weigh(desk: &mut Desk, reference: &str, weight: &str, base: Base) {
    let act = Act::SetWeighting {
        weight: weight.parse().unwrap(),
        base,
        reason: Some("The market can bear it".to_owned()),
        agreed_by: Some("The board".to_owned()),
    };
    desk.register.perform(&Order::on(reference, act), &desk.context).unwrap();
}

fn state(desk: &mut Desk, reference: &str, state: ProcurementState) {
    let act = Act::SetState { state, reason: "So decided".to_owned() };
    desk.register.perform(&Order::on(reference, act), &desk.context).unwrap();
}

/// Ten tenders of which every figure can be told by hand.
fn desk() -> Desk {
    let mut desk = Desk::new();
    // At, below and above a minimum of 10% of the total.
    desk.start("N-1", "nelc", facts(Services, "120000"));
    weigh(&mut desk, "N-1", "10", Base::Total);
    desk.start("N-2", "nelc", facts(Services, "200000.50"));
    weigh(&mut desk, "N-2", "8", Base::Total);
    desk.start("N-3", "nelc", facts(Services, "50000"));
    weigh(&mut desk, "N-3", "12", Base::Total);
    // Opted out, with a weight that no longer counts.
    desk.start("N-4", "nelc", facts(Services, "150000"));
    weigh(&mut desk, "N-4", "10", Base::Total);
    let opt_out = Act::OptOut {
        explored: vec!["Apprenticeships".to_owned()],
        why: "One seller only".to_owned(),
        agreed_by: "Leadership Team".to_owned(),
    };
    desk.register.perform(&Order::on("N-4", opt_out), &desk.context).unwrap();
    // Above a ceiling of 10%, and under it without a weight and with an open fact.
    desk.start("C-1", "cumbria", facts(Services, "120000"));
    weigh(&mut desk, "C-1", "12", Base::Total);
    desk.start("C-2", "cumbria", facts(Works, "50000"));
    // A minimum of 2.5% of the quality part: 1% of the total is exactly that at 40% quality.
    let mut quality = facts(Services, "30000");
    quality.quality_share = Some("40".parse().unwrap());
    desk.start("O-1", "lancashire-opcc", quality.clone());
    weigh(&mut desk, "O-1", "1", Base::Total);
    // The same, whose share of quality is no longer known.
    desk.start("O-2", "lancashire-opcc", quality.clone());
    weigh(&mut desk, "O-2", "1", Base::Total);
    let facts = tenderbook::domain::Facts { quality_share: None, ..quality };
    let change = Act::ChangeFacts { title: "Without a split".to_owned(), facts };
    desk.register.perform(&Order::on("O-2", change), &desk.context).unwrap();
    // Set aside, and given up.
    let county = super::facts(Services, "300000");
    desk.start("L-1", "lancashire-county", county.clone());
    state(&mut desk, "L-1", ProcurementState::Paused);
    desk.start("L-2", "lancashire-county", county);
    state(&mut desk, "L-2", ProcurementState::Cancelled);
    desk
}

/// The number of tenders and their value behind each bar of a picture that has any.
fn figures(view: &Dashboard, kind: PartKind) -> BTreeMap<String, (usize, String)> {
    let part = view.parts.iter().find(|part| part.kind == kind).expect("the picture is there");
    let some = part.bars.iter().filter(|bar| bar.tenders > 0);
    some.map(|bar| (bar.label.trim().to_owned(), (bar.tenders, format!("{:.2}", bar.value))))
        .collect()
}

fn are(expected: &[(&str, usize, &str)]) -> BTreeMap<String, (usize, String)> {
    let of = |(label, tenders, value): &(&str, usize, &str)| {
        ((*label).to_owned(), (*tenders, (*value).to_owned()))
    };
    expected.iter().map(of).collect()
}

#[test]
fn every_figure_counts_the_tenders_that_it_says() {
    let view = desk().register.dashboard().unwrap();
    assert_eq!(view.tenders, 10);
    assert_eq!(figures(&view, PartKind::Stages), are(&[("1 Understand the need", 8, "750000.50")]));
    assert_eq!(
        figures(&view, PartKind::Policies),
        are(&[
            ("NE Lincolnshire Council", 4, "520000.50"),
            ("Lancashire County (draft)", 1, "300000.00"),
            ("Cumbria Constabulary", 2, "170000.00"),
            ("Lancashire OPCC", 2, "60000.00"),
        ])
    );
    assert_eq!(
        figures(&view, PartKind::States),
        are(&[
            ("Active", 8, "750000.50"),
            ("Paused", 1, "300000.00"),
            ("Cancelled", 1, "300000.00")
        ])
    );
    assert_eq!(
        figures(&view, PartKind::SocialValue),
        are(&[
            ("Required", 6, "800000.50"),
            ("Expected", 1, "50000.00"),
            ("Not decided yet", 1, "50000.00"),
            ("Opted out", 1, "150000.00"),
        ])
    );
    assert_eq!(
        figures(&view, PartKind::Weights(Bound::Minimum)),
        are(&[
            ("Below the minimum", 1, "200000.50"),
            ("At the minimum", 2, "150000.00"),
            ("Above the minimum", 1, "50000.00"),
            ("Not comparable yet", 1, "30000.00"),
        ])
    );
    assert_eq!(
        figures(&view, PartKind::Weights(Bound::Ceiling)),
        are(&[("Above the ceiling", 1, "120000.00"), ("No weight set yet", 1, "50000.00")])
    );
    let departing: Vec<&str> = view
        .parts
        .iter()
        .flat_map(|part| &part.bars)
        .filter(|bar| bar.departs && bar.tenders > 0)
        .map(|bar| bar.label.as_str())
        .collect();
    assert_eq!(departing, ["Below the minimum", "Above the ceiling"]);
}

#[test]
fn a_figure_is_split_by_policy_and_the_split_adds_up() {
    let view = desk().register.dashboard().unwrap();
    let at = WeightPlace { bound: Bound::Minimum, standing: Against::At };
    let (part, bar) = view.find(&Slice::Weight(at)).unwrap();
    assert_eq!(part.kind, PartKind::Weights(Bound::Minimum));
    let split: Vec<(&str, usize)> =
        bar.by_policy.iter().map(|(short, count, _)| (short.as_str(), *count)).collect();
    assert_eq!(split, [("Lancashire OPCC", 1), ("NE Lincolnshire Council", 1)]);
    for bar in view.parts.iter().flat_map(|part| &part.bars) {
        let tenders: usize = bar.by_policy.iter().map(|(_, count, _)| count).sum();
        let value: Decimal = bar.by_policy.iter().map(|(_, _, value)| value).sum();
        assert_eq!((tenders, value), (bar.tenders, bar.value), "{}", bar.label);
    }
}

#[test]
fn behind_every_figure_stand_exactly_the_tenders_that_it_counts() {
    let mut desk = desk();
    let view = desk.register.dashboard().unwrap();
    for bar in view.parts.iter().flat_map(|part| &part.bars) {
        let list = desk.register.behind(&bar.slice, 0, 100).unwrap();
        assert_eq!((list.matching, list.rows.len()), (bar.tenders, bar.tenders), "{}", bar.label);
        let value: Decimal = list.rows.iter().map(|row| row.value.pounds()).sum();
        assert_eq!(value, bar.value, "{}", bar.label);
    }
    let out = Slice::SocialValue(SocialValue::OptedOut);
    let list = desk.register.behind(&out, 0, 100).unwrap();
    assert_eq!(list.rows[0].reference.as_str(), "N-4");
    let windowed = desk.register.behind(&Slice::State(ProcurementState::Active), 6, 5).unwrap();
    assert_eq!((windowed.rows.len(), windowed.first, windowed.matching), (2, 6, 8));
}

/// Every bar with its number of tenders.
fn bars(register: &mut Register) -> Vec<(Slice, usize)> {
    let view = register.dashboard().unwrap();
    let bars = view.parts.iter().flat_map(|part| &part.bars);
    bars.map(|bar: &Bar| (bar.slice.clone(), bar.tenders)).collect()
}

#[test]
fn a_figure_follows_every_change_and_its_undo() {
    let mut desk = Desk::with_tender();
    let count = |desk: &mut Desk, slice: Slice| {
        let view = desk.register.dashboard().unwrap();
        view.find(&slice).map_or(0, |(_, bar)| bar.tenders)
    };
    let at = |number: u8| Slice::Stage(StageNo::new(number));
    assert_eq!((count(&mut desk, at(1)), count(&mut desk, at(2))), (1, 0));
    let skipped = desk.act(Act::SkipStage { stage: stage(1), reason: "Known".to_owned() });
    assert_eq!((count(&mut desk, at(1)), count(&mut desk, at(2))), (0, 1));
    desk.undo(&skipped).unwrap();
    assert_eq!((count(&mut desk, at(1)), count(&mut desk, at(2))), (1, 0));
    let place = |standing| Slice::Weight(WeightPlace { bound: Bound::Ceiling, standing });
    assert_eq!(count(&mut desk, place(Against::NotSet)), 1);
    let set = desk.act(Act::SetWeighting {
        weight: "10".parse().unwrap(),
        base: Base::Total,
        reason: Some("Large contract".to_owned()),
        agreed_by: None,
    });
    assert_eq!(count(&mut desk, place(Against::At)), 1);
    desk.undo(&set).unwrap();
    assert_eq!(
        (count(&mut desk, place(Against::At)), count(&mut desk, place(Against::NotSet))),
        (0, 1)
    );
    for number in 1..=13 {
        desk.act(Act::SkipStage { stage: stage(number), reason: "Known".to_owned() });
    }
    assert_eq!(count(&mut desk, Slice::Stage(None)), 1, "all settled, and still active");
    desk.act(Act::SetState { state: ProcurementState::Closed, reason: "Ended".to_owned() });
    assert_eq!(count(&mut desk, Slice::Stage(None)), 0);
    assert_eq!(count(&mut desk, Slice::State(ProcurementState::Closed)), 1);
}

#[test]
fn what_is_kept_is_what_would_be_worked_out_anew() {
    let mut desk = desk();
    let kept = bars(&mut desk.register);
    let entries = desk.entries();
    rusqlite::Connection::open(desk.path())
        .unwrap()
        .execute("UPDATE counted SET social_value = NULL, bound = NULL, standing = NULL", [])
        .unwrap();
    let mut again = desk.another();
    assert_eq!(bars(&mut again), kept);
    assert_eq!(desk.entries(), entries, "nothing was decided, so nothing is written down");
    assert_eq!(desk.faults(), [""; 0]);
}

#[test]
fn a_register_of_the_first_form_is_counted_at_the_first_look() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.db");
    std::fs::copy(super::package().join("tests/fixtures/register-form-1.db"), &path).unwrap();
    let mut register =
        Register::open(&path, tenderbook::register::Library::default(), &context()).unwrap();
    let view = register.dashboard().unwrap();
    assert_eq!(view.tenders, 2);
    assert_eq!(view.find(&Slice::Stage(StageNo::new(3))).unwrap().1.tenders, 1);
    assert_eq!(view.find(&Slice::State(ProcurementState::Paused)).unwrap().1.tenders, 1);
}

#[test]
fn targets_come_from_the_edition_that_was_pinned_last_of_each_policy_in_use() {
    let mut desk = desk();
    desk.start("H-1", "cheshire", facts(Services, "90000"));
    let view = desk.register.dashboard().unwrap();
    let targets: Vec<(&str, usize)> =
        view.targets.iter().map(|of| (of.policy.as_str(), of.targets.len())).collect();
    assert_eq!(
        targets,
        [
            ("cheshire", 0),
            ("cumbria", 1),
            ("lancashire-county", 0),
            ("lancashire-opcc", 1),
            ("nelc", 1)
        ]
    );
    let nelc = &view.targets[4].targets[0];
    assert_eq!(nelc.minimum.map(|least| least.to_string()).as_deref(), Some("25%"));
}

#[test]
fn the_largest_values_add_up() {
    let mut desk = Desk::new();
    let largest = facts(Services, "999999999999.99");
    for number in 1..=3 {
        desk.start(&format!("T-{number}"), "nelc", largest.clone());
    }
    let view = desk.register.dashboard().unwrap();
    let (_, bar) = view.find(&Slice::Policy("nelc".to_owned())).unwrap();
    assert_eq!(bar.value.to_string(), "2999999999999.97");
}

#[test]
fn an_empty_register_has_no_figures_and_no_targets() {
    let view = Desk::new().register.dashboard().unwrap();
    assert_eq!((view.tenders, view.targets.len()), (0, 0));
    assert!(view.parts.iter().flat_map(|part| &part.bars).all(|bar| bar.tenders == 0));
}
