//! What the keys on the commitments lead to.

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::domain::contract::{
    Action, ActionKind, Commitment, Counting, Delivery, Progress, Schedule, Standing,
};
use crate::domain::text::visible;
use crate::register::ContractAct;
use crate::tui::dialog::choose::Choose;
use crate::tui::effect::{Effect, Place};
use crate::tui::screen::contract::Scene;
use crate::tui::screen::contract::commitments::{detail, list};
use crate::tui::screen::contract::forms::{
    ActionForm, CommitmentForm, CommitmentsForm, ContractForm, CorrectForm, DeliveryForm,
    FinishForm, MeasureChoice, RemoveForm, SettleForm, ShownForm, VerifyForm,
};

/// What becomes of one delivery.
pub(super) type OfDelivery = fn(Scene<'_>, Uuid, &Delivery) -> Effect;

fn form(
    scene: Scene<'_>,
    title: &str,
    explain: impl Into<String>,
    asked: CommitmentsForm,
) -> Effect {
    scene.form(title, explain, ContractForm::Commitments(asked))
}

/// The measures to choose from: those that are sought first, then the officer's own and the rest
/// of the policy's.
fn measures(scene: Scene<'_>, also: Option<&str>) -> Vec<MeasureChoice> {
    let view = scene.view;
    let outcomes = view.pack.objectives.iter().flat_map(|objective| &objective.outcomes);
    let of_policy = outcomes.flat_map(|outcome| {
        let measures = outcome.measures.iter().map(|measure| measure.id.clone());
        measures.chain(outcome.measures.is_empty().then(|| outcome.id.clone()))
    });
    let own = view.own_measures.keys().cloned();
    let mut known = BTreeSet::new();
    let also = also.map(str::to_owned).into_iter();
    let all = also.chain(view.sought.iter().cloned()).chain(own).chain(of_policy);
    all.filter(|id| known.insert(id.clone()))
        .map(|id| {
            let own = view.own_measures.get(&id);
            let title = own.map(|own| own.text.as_str()).or_else(|| view.pack.outcome_words(&id));
            let unit = match own {
                Some(own) => own.unit.as_deref(),
                None => view.pack.measure_unit(&id),
            };
            MeasureChoice {
                title: title.unwrap_or(&id).to_owned(),
                unit: unit.map(str::to_owned),
                over_time: view.pack.measure_over_time(&id),
                id,
            }
        })
        .collect()
}

fn commitment(scene: Scene<'_>, now: Option<(Uuid, Commitment)>) -> CommitmentsForm {
    let variations = scene.view.file.variations_of(scene.contract.uid).into_iter().rev();
    let variations = variations
        .map(|(uid, of)| {
            let what = of.what.lines().next().map(visible).unwrap_or_default();
            (uid, format!("{}: {what}", of.day.british()))
        })
        .collect();
    let also = now.as_ref().and_then(|(_, now)| now.measure.clone());
    CommitmentsForm::Commitment(Box::new(CommitmentForm {
        contract: scene.contract.uid,
        measures: measures(scene, also.as_deref()),
        now,
        variations,
        signed: scene.contract.contract.signed.is_some(),
        term: (scene.contract.contract.starts, scene.contract.ends),
    }))
}

/// A form for a new commitment.
pub(super) fn add(scene: Scene<'_>) -> Effect {
    form(scene, "A commitment", "", commitment(scene, None))
}

/// The form of one that is there.
pub(super) fn change(scene: Scene<'_>, uid: Uuid, now: &Commitment) -> Effect {
    form(scene, "The commitment", "", commitment(scene, Some((uid, now.clone()))))
}

/// Takes over what the winning bid promised.
pub(super) fn take_over(scene: Scene<'_>) -> Effect {
    scene.perform(ContractAct::TakeOver { contract: scene.contract.uid })
}

/// A form for what was delivered.
pub(super) fn deliver(scene: Scene<'_>, uid: Uuid, of: &Commitment, progress: &Progress) -> Effect {
    let last = scene.view.file.deliveries_of(uid);
    let last = last.iter().filter(|(_, one)| one.counts()).map(|(_, one)| one.day).max();
    let from = match (last, &of.schedule) {
        (Some(last), _) => last.plus_days(1),
        (None, Schedule::Every { from, .. } | Schedule::Evenly { from, .. }) => Some(*from),
        (None, Schedule::By { .. }) => Some(scene.contract.contract.starts),
    };
    // A period cannot begin after today.
    let from = from.filter(|from| scene.today.is_none_or(|today| *from <= today));
    let explain = match (of.counting, of.quantity) {
        (Counting::OverTime, _) => {
            "It counts for as long as it lasts: say from which day to which. What goes on is recorded again with the days after."
        }
        (Counting::Sum, None) => "It is not counted: each delivery counts once.",
        (Counting::Sum, Some(_)) => "",
    };
    let asked = DeliveryForm {
        uid,
        of: of.clone(),
        progress: Some(progress.clone()),
        from,
        today: scene.today,
        kept: None,
    };
    let title = format!("Delivered: {}", visible(&of.title));
    form(scene, &title, explain, CommitmentsForm::Delivery(Box::new(asked)))
}

/// A form for what shows a delivery, and why it is not the same as another.
pub(super) fn shown(scene: Scene<'_>, uid: Uuid, delivery: &Delivery) -> Effect {
    let overlap = detail::overlaps(scene, uid).next();
    let looks_like = overlap.map(|overlap| detail::looks_like(scene, uid, overlap));
    let asked = ShownForm { uid, now: delivery.clone(), looks_like, kept: None };
    let title = format!("The delivery of {}", list::days(delivery));
    let explain = "What was delivered stays as it is here; a figure that is wrong is corrected.";
    form(scene, &title, explain, CommitmentsForm::Shown(Box::new(asked)))
}

/// A form to correct or withdraw a delivery.
pub(super) fn correct(scene: Scene<'_>, uid: Uuid, delivery: &Delivery) -> Effect {
    let Some(of) = scene.view.file.commitments.get(&delivery.commitment) else {
        return Effect::None;
    };
    let asked = CorrectForm { uid, now: delivery.clone(), of: of.clone() };
    let title = format!("Correct the delivery of {}", list::days(delivery));
    form(scene, &title, "", CommitmentsForm::Correct(Box::new(asked)))
}

/// A form for who has checked a delivery.
pub(super) fn verify(scene: Scene<'_>, uid: Uuid, delivery: &Delivery) -> Effect {
    let asked = VerifyForm {
        uid,
        now: delivery.verified.clone(),
        officer: scene.officer.to_owned(),
        today: scene.today,
    };
    let title = format!("Who has checked the delivery of {}", list::days(delivery));
    form(scene, &title, "", CommitmentsForm::Verify(Box::new(asked)))
}

/// Asks which delivery is meant, where there are several.
pub(super) fn of_which(
    scene: Scene<'_>,
    of: &Commitment,
    all: &[(Uuid, &Delivery)],
    way: OfDelivery,
) -> Effect {
    match all {
        [] => Effect::None,
        [(uid, delivery)] => way(scene, *uid, delivery),
        all => Effect::Push(Place::Choose(Choose {
            title: "Which delivery?".to_owned(),
            explain: visible(&of.title),
            choices: all
                .iter()
                .map(|(uid, delivery)| {
                    let words = format!("{}: {}", list::days(delivery), list::amount(of, delivery));
                    (words, way(scene, *uid, delivery))
                })
                .collect(),
        })),
    }
}

/// The actions for a commitment, open ones first.
pub(super) fn actions(scene: Scene<'_>, uid: Uuid) -> Vec<(Uuid, &Action)> {
    let all = scene.view.file.actions.iter();
    let mut all: Vec<(Uuid, &Action)> = all
        .filter(|(_, action)| action.concerns == Some(uid))
        .map(|(uid, action)| (*uid, action))
        .collect();
    all.sort_by_key(|(uid, action)| (!action.is_open(), action.due, *uid));
    all
}

/// Those that are still to be done.
pub(super) fn open_actions(scene: Scene<'_>, uid: Uuid) -> Vec<(Uuid, &Action)> {
    let all = actions(scene, uid).into_iter();
    all.filter(|(_, action)| action.is_open()).collect()
}

/// A form for a corrective action.
pub(super) fn act(scene: Scene<'_>, uid: Uuid, of: &Commitment, progress: &Progress) -> Effect {
    let title = visible(&of.title);
    let missing = match (progress.standing, &progress.next) {
        (Standing::Late, _) => Some(of.amount(&progress.shortfall)),
        (_, Some((_, missing))) => Some(of.amount(missing)),
        _ => None,
    };
    let what = match missing {
        Some(missing) => format!("Deliver the {missing} that are missing: {title}."),
        None => String::new(),
    };
    let due = scene.today.and_then(|today| today.plus_days(28));
    let owner = visible(&scene.contract.supplier);
    let now = Action::new(scene.contract.uid, ActionKind::Corrective, Some(uid), scene.view.today);
    let asked = ActionForm { uid: None, now: Action { what, owner, ..now }, concerns: None, due };
    let explain = "Who makes the shortfall good, and by when. It stands on the agenda of the next review until it is done.";
    form(scene, &format!("Corrective action: {title}"), explain, CommitmentsForm::Action(asked))
}

/// A form for what came of an action; asks which where several are open.
pub(super) fn finish(scene: Scene<'_>, uid: Uuid) -> Effect {
    let open = open_actions(scene, uid);
    let one = |uid: Uuid, action: &Action| {
        let asked = FinishForm { uid, now: action.clone(), today: scene.today };
        let words = format!("{} ({})", visible(&action.what), visible(&action.owner));
        form(scene, "What came of the action", words, CommitmentsForm::Finish(asked))
    };
    match open.as_slice() {
        [] => Effect::None,
        [(uid, action)] => one(*uid, action),
        all => Effect::Push(Place::Choose(Choose {
            title: "Which action?".to_owned(),
            explain: String::new(),
            choices: all
                .iter()
                .map(|(uid, action)| {
                    let words = format!("{}: {}", action.due.british(), visible(&action.what));
                    (words, one(*uid, action))
                })
                .collect(),
        })),
    }
}

/// A form for what becomes of the rest.
pub(super) fn settle(scene: Scene<'_>, uid: Uuid, of: &Commitment) -> Effect {
    let asked =
        SettleForm { uid, now: of.clone(), officer: scene.officer.to_owned(), today: scene.today };
    let explain = "For what will not be delivered. What was delivered stays counted.";
    let title = format!("The rest of: {}", visible(&of.title));
    form(scene, &title, explain, CommitmentsForm::Settle(Box::new(asked)))
}

/// A form to take a commitment away.
pub(super) fn remove(scene: Scene<'_>, uid: Uuid, of: &Commitment) -> Effect {
    let explain = "For one that was recorded by mistake and has no deliveries. What is no longer asked for is waived instead.";
    let title = format!("Take away: {}", visible(&of.title));
    form(scene, &title, explain, CommitmentsForm::Remove(RemoveForm { uid }))
}
