//! One answer in full: what was asked and answered, what each gives and why, what is agreed.

use crate::domain::evaluation::{Evaluator, Judged, ROUNDING, Scored};
use crate::domain::text::{visible, visible_lines};
use crate::tui::effect::{LineKind, Section};
use crate::tui::screen::evaluation::Scene;
use crate::tui::screen::evaluation::bids::offer_words;
use crate::tui::screen::evaluation::scores::Spot;
use crate::tui::screen::evaluation::scores::grid::{average, per_cent, scored};

type Lines = Vec<(LineKind, String)>;

/// The answer under headings.
pub(super) fn sections(scene: Scene<'_>, spot: &Spot<'_>) -> Vec<Section> {
    let Spot { bid, question, number } = spot;
    let of = &scene.view.evaluation;
    let heading = format!("{number} {}, {}", visible(&question.title), visible(&bid.supplier));
    let mut lines = Lines::new();
    if let Some(out) = &bid.out {
        let words = format!("The bid takes no further part: {}.", out.kind.words());
        lines.push((LineKind::Warning, words));
    }
    lines.extend(question.asks.as_deref().map(|asks| (LineKind::Inset, visible_lines(asks))));
    lines.push(match of.answers.get(&(bid.uid, question.uid)) {
        Some(answer) => {
            let words = visible_lines(answer.kind.summary());
            (LineKind::Plain, format!("Answer ({}): {words}", answer.kind.word()))
        }
        None => (LineKind::Plain, "No answer is recorded.".to_owned()),
    });
    let mut sections = vec![Section { heading, lines }];
    match &question.judged {
        Judged::Offer { measure } => {
            let lines = offers(scene, spot, measure);
            let heading = "Scored from what the bids offer".to_owned();
            sections.push(Section { heading, lines });
        }
        Judged::Scale { scale } => {
            sections.extend(agreed(scene, spot));
            let heading = "What each evaluator gives (internal)".to_owned();
            sections.push(Section { heading, lines: individual(scene, spot) });
            let marks = of.scale_of(scene.lot, question).map(|scale| scale.marks.as_slice());
            let lines = marks.unwrap_or_default().iter().map(|mark| {
                let words = format!("{}: {}", mark.score.normalize(), visible(&mark.descriptor));
                (LineKind::Plain, words)
            });
            let heading = format!("The scale {}", visible(scale));
            sections.push(Section { heading, lines: lines.collect() });
        }
    }
    sections
}

fn agreed(scene: Scene<'_>, spot: &Spot<'_>) -> Option<Section> {
    let agreed = scene.view.evaluation.consensus.get(&(spot.bid.uid, spot.question.uid))?;
    let mut lines = vec![(LineKind::Plain, visible_lines(&agreed.reasons))];
    if let Some(comment) = &agreed.comment {
        lines.push((LineKind::Inset, format!("Internal: {}", visible_lines(comment))));
    }
    lines.push((LineKind::Inset, format!("Recorded by {}.", visible(&agreed.officer))));
    Some(Section { heading: format!("Agreed: {}", agreed.score.normalize()), lines })
}

/// What one evaluator gives, in a line and the rationale below it.
fn of_one(scene: Scene<'_>, spot: &Spot<'_>, one: &Evaluator, open: bool) -> Lines {
    let of = &scene.view.evaluation;
    let name = visible(&one.name);
    let score = of.scores.get(&(spot.bid.uid, spot.question.uid, one.uid));
    let out = if one.takes_part() { "" } else { " (stood down)" };
    match score {
        Some(score) if open => vec![
            (LineKind::Plain, format!("{name}{out}: {}", score.score.normalize())),
            (LineKind::Inset, visible_lines(&score.rationale)),
        ],
        Some(_) => {
            vec![(LineKind::Plain, format!("{name}{out}: given, hidden until all have scored"))]
        }
        None if !one.takes_part() => Lines::new(),
        None => match one.hindrance() {
            Some(words) => vec![(LineKind::Warning, words)],
            None => vec![(LineKind::Plain, format!("{name}: not yet"))],
        },
    }
}

/// What every evaluator gives, and the average beside it.
fn individual(scene: Scene<'_>, spot: &Spot<'_>) -> Lines {
    let of = &scene.view.evaluation;
    let (bid, question) = (spot.bid.uid, spot.question.uid);
    let open = of.scores_are_open(scene.lot, bid, question);
    let mut lines: Lines =
        of.evaluators.values().flat_map(|one| of_one(scene, spot, one, open)).collect();
    if let Some(average) = average(scene, bid, question) {
        let words =
            format!("Average {average}: shown beside, it never becomes the score. {ROUNDING}");
        lines.push((LineKind::Inset, words));
    }
    if lines.is_empty() {
        lines.push((LineKind::Plain, "There are no evaluators yet.".to_owned()));
    }
    lines
}

/// What every bid offers of a measure, and the share of the best offer.
fn offers(scene: Scene<'_>, spot: &Spot<'_>, measure: &str) -> Lines {
    let of = &scene.view.evaluation;
    let mut lines = vec![(LineKind::Plain, scene.view.measure_words(measure))];
    for bid in of.bids_for(scene.lot) {
        let offer = of.offers.get(&(bid.uid, measure.to_owned()));
        let words = match offer {
            Some(offer) => offer_words(scene, measure, offer),
            None => "offers nothing".to_owned(),
        };
        let share = scored(scene, bid.uid, spot.question).and_then(Scored::share);
        let share = share.map(|share| format!(", {} of the best offer", per_cent(&share)));
        let words = format!("{}: {words}{}", visible(&bid.supplier), share.unwrap_or_default());
        let kind = if bid.uid == spot.bid.uid { LineKind::Strong } else { LineKind::Plain };
        lines.push((kind, words));
    }
    lines
}
