//! What the keys on the scores lead to.

use uuid::Uuid;

use crate::domain::evaluation::{Evaluator, Scale};
use crate::domain::text::{visible, visible_lines};
use crate::register::EvaluationAct;
use crate::tui::dialog::choose::Choose;
use crate::tui::effect::{Effect, Notice, Place};
use crate::tui::forms::Asked;
use crate::tui::screen::evaluation::Scene;
use crate::tui::screen::evaluation::forms::BidsForm;
use crate::tui::screen::evaluation::forms::bids::{AgreeForm, ReasonForm, ScoreForm};
use crate::tui::screen::evaluation::scores::Spot;
use crate::tui::screen::evaluation::scores::grid::average;

fn scale<'a>(scene: Scene<'a>, spot: &Spot<'_>) -> Option<&'a Scale> {
    scene.view.evaluation.scale_of(scene.lot, spot.question)
}

fn about(spot: &Spot<'_>) -> String {
    let (title, supplier) = (visible(&spot.question.title), visible(&spot.bid.supplier));
    format!("{} {title}, {supplier}", spot.number)
}

/// What was asked and answered.
fn read(scene: Scene<'_>, spot: &Spot<'_>) -> String {
    let answer = scene.view.evaluation.answers.get(&(spot.bid.uid, spot.question.uid));
    let asks = spot.question.asks.as_deref().map(|asks| format!("Asked: {}", visible_lines(asks)));
    let answer = answer.map(|answer| {
        format!("Answer ({}): {}", answer.kind.word(), visible_lines(answer.kind.summary()))
    });
    let lines: Vec<String> = asks.into_iter().chain(answer).collect();
    lines.join("\n")
}

fn has_scored(scene: Scene<'_>, spot: &Spot<'_>, who: Uuid) -> bool {
    let key = (spot.bid.uid, spot.question.uid, who);
    scene.view.evaluation.scores.contains_key(&key)
}

/// The form for one evaluator's score.
fn form(scene: Scene<'_>, spot: &Spot<'_>, one: &Evaluator) -> Effect {
    let Some(scale) = scale(scene, spot) else { return Effect::None };
    let key = (spot.bid.uid, spot.question.uid, one.uid);
    let form = ScoreForm {
        bid: spot.bid.uid,
        question: spot.question.uid,
        evaluator: one.uid,
        scale: scale.clone(),
        now: scene.view.evaluation.scores.get(&key).cloned(),
    };
    let title = format!("{} scores {}", visible(&one.name), about(spot));
    scene.form(&title, read(scene, spot), Asked::Bids(BidsForm::Score(form)))
}

/// Scores an answer: at once as who scored last, or as the only one who may; else it is asked as
/// whom.
pub(super) fn score(scene: Scene<'_>, spot: &Spot<'_>, acting: Option<Uuid>) -> Effect {
    let of = &scene.view.evaluation;
    let may: Vec<&Evaluator> = of.panel().filter(|one| one.hindrance().is_none()).collect();
    let goes_on = |one: &&&Evaluator| Some(one.uid) == acting && !has_scored(scene, spot, one.uid);
    match (may.as_slice(), may.iter().find(goes_on)) {
        ([only], _) => form(scene, spot, only),
        (_, Some(one)) => form(scene, spot, one),
        _ => score_as(scene, spot, acting),
    }
}

/// Asks as whom an answer is scored: those who have not scored it first.
pub(super) fn score_as(scene: Scene<'_>, spot: &Spot<'_>, acting: Option<Uuid>) -> Effect {
    let mut panel: Vec<&Evaluator> = scene.view.evaluation.panel().collect();
    panel.sort_by_key(|one| {
        let scored = has_scored(scene, spot, one.uid);
        (one.hindrance().is_some(), scored, Some(one.uid) != acting)
    });
    let choices = panel.into_iter().map(|one| {
        let name = visible(&one.name);
        match one.hindrance() {
            Some(words) => {
                (format!("{name} (may not score yet)"), Effect::Notify(Notice::warning(words)))
            }
            None if has_scored(scene, spot, one.uid) => {
                (format!("{name} (has scored; to change it)"), form(scene, spot, one))
            }
            None => (name, form(scene, spot, one)),
        }
    });
    Effect::Push(Place::Choose(Choose {
        title: "Whose score is it?".to_owned(),
        explain: format!("{}. It is remembered for the answers after this one.", about(spot)),
        choices: choices.collect(),
    }))
}

/// The form for the agreed score, with what each evaluator gives in view.
pub(super) fn moderate(scene: Scene<'_>, spot: &Spot<'_>) -> Effect {
    let Some(scale) = scale(scene, spot) else { return Effect::None };
    let (bid, question) = (spot.bid.uid, spot.question.uid);
    let form = AgreeForm {
        bid,
        question,
        scale: scale.clone(),
        average: average(scene, bid, question).map(|average| average.to_string()),
        now: scene.view.evaluation.consensus.get(&(bid, question)).cloned(),
    };
    let mut lines: Vec<String> = scene
        .view
        .evaluation
        .evaluators
        .values()
        .filter_map(|one| {
            let score = scene.view.evaluation.scores.get(&(bid, question, one.uid))?;
            let (name, rationale) = (visible(&one.name), visible_lines(&score.rationale));
            Some(format!("{}, {name}: {rationale}", score.score.normalize()))
        })
        .collect();
    lines.extend(Some(read(scene, spot)).filter(|words| !words.is_empty()));
    let title = format!("Agree on {}", about(spot));
    scene.form(&title, lines.join("\n"), Asked::Bids(BidsForm::Agree(form)))
}

/// Takes the agreed score away, with a reason, or else a score of an evaluator.
pub(super) fn take_away(scene: Scene<'_>, spot: &Spot<'_>, acting: Option<Uuid>) -> Effect {
    let of = &scene.view.evaluation;
    let (bid, question) = (spot.bid.uid, spot.question.uid);
    if of.consensus.contains_key(&(bid, question)) {
        let explain = "The individual scores stay, and the answer can be moderated again.";
        let asked = Asked::Bids(BidsForm::Reason(ReasonForm::ClearAgreed { bid, question }));
        let title = format!("Take the agreed score away: {}", about(spot));
        return scene.form(&title, explain.to_owned(), asked);
    }
    let mut all: Vec<&Evaluator> =
        of.evaluators.values().filter(|one| has_scored(scene, spot, one.uid)).collect();
    all.sort_by_key(|one| Some(one.uid) != acting);
    let choices = all.into_iter().map(|one| {
        let act = EvaluationAct::ClearScore { bid, question, evaluator: one.uid };
        (visible(&one.name), scene.perform(act))
    });
    Effect::Push(Place::Choose(Choose {
        title: "Whose score is taken away?".to_owned(),
        explain: about(spot),
        choices: choices.collect(),
    }))
}
