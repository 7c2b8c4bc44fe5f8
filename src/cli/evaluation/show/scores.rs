//! Individual and agreed scores, as text.

use std::io::Write;

use rust_decimal::Decimal;
use uuid::Uuid;

use crate::cli::failure::Result;
use crate::cli::write;
use crate::domain::evaluation::{
    Bid, Evaluation, Evaluator, Exact, Judged, LotNo, Question, Score,
};
use crate::domain::text::visible;
use crate::register::EvaluationView;

/// What is known of the scores of one answer.
pub(super) struct Answered<'a> {
    pub(super) number: String,
    pub(super) question: &'a Question,
    pub(super) bid: &'a Bid,
    /// Whether the individual scores may be shown.
    pub(super) open: bool,
    /// Who has scored, with the score, in the order of the evaluators.
    pub(super) given: Vec<(&'a Evaluator, &'a Score)>,
    /// Who takes part and has not scored.
    pub(super) waiting: Vec<&'a Evaluator>,
}

impl Answered<'_> {
    /// The mean of the individual scores of those who take part; it decides nothing.
    pub(super) fn average(&self) -> Option<Exact> {
        let scores: Vec<Exact> = self
            .given
            .iter()
            .filter(|(who, _)| who.takes_part())
            .map(|(_, score)| Exact::from(score.score))
            .collect();
        let count = Exact::from(i64::try_from(scores.len()).ok()?);
        scores.into_iter().sum::<Exact>().over(&count)
    }
}

/// The scores of every answer that evaluators judge: question by question, bid by bid.
pub(super) fn answered(of: &Evaluation, lot: LotNo) -> Vec<Answered<'_>> {
    let mut all = Vec::new();
    for (number, _, question) in of.numbered(lot) {
        if !matches!(question.judged, Judged::Scale { .. }) {
            continue;
        }
        for bid in of.bids_for(lot) {
            let given: Vec<_> = of
                .evaluators
                .values()
                .filter_map(|who| Some((who, of.scores.get(&(bid.uid, question.uid, who.uid))?)))
                .collect();
            let has = |uid: Uuid| given.iter().any(|(who, _)| who.uid == uid);
            let waiting = of.panel().filter(|who| !has(who.uid)).collect();
            let open = of.scores_are_open(lot, bid.uid, question.uid);
            all.push(Answered { number: number.clone(), question, bid, open, given, waiting });
        }
    }
    all
}

/// A score out of the most that there is: `4 of 5`.
pub(super) fn out_of(of: &Evaluation, lot: LotNo, question: &Question, score: Decimal) -> String {
    let score = score.normalize();
    match of.scale_of(lot, question) {
        Some(scale) => format!("{score} of {}", scale.highest().normalize()),
        None => score.to_string(),
    }
}

pub(super) fn write(out: &mut impl Write, view: &EvaluationView, lot: LotNo) -> Result {
    let of = &view.evaluation;
    writeln!(out, "\nScores")?;
    let all = answered(of, lot);
    if all.is_empty() {
        writeln!(out, "  Nothing to score yet.")?;
    }
    for one in &all {
        if one.given.is_empty() && !one.bid.takes_part() {
            continue;
        }
        let about = format!(
            "{} {}, {}",
            one.number,
            visible(&one.question.title),
            view.supplier(one.bid.uid)
        );
        let agreed = of.consensus.get(&(one.bid.uid, one.question.uid));
        match agreed {
            Some(agreed) => {
                let score = out_of(of, lot, one.question, agreed.score);
                writeln!(out, "  {about}: agreed {score}")?;
                write::indented(out, 6, "Reasons: ", &agreed.reasons)?;
                if let Some(comment) = &agreed.comment {
                    write::indented(out, 6, "Comment, internal: ", comment)?;
                }
                let (officer, at) = (visible(&agreed.officer), visible(&agreed.at));
                writeln!(out, "      Recorded by {officer}, {at}")?;
            }
            None => writeln!(out, "  {about}: not agreed yet")?,
        }
        if one.open {
            for (who, score) in &one.given {
                let lead = format!("{}, {}: ", visible(&who.name), score.score.normalize());
                write::indented(out, 6, &lead, &score.rationale)?;
            }
            if let Some(average) = one.average() {
                writeln!(out, "      Average {average}, which decides nothing")?;
            }
        } else if !one.given.is_empty() {
            writeln!(
                out,
                "      Hidden: {} of {} individual scores, until all are given",
                one.given.len(),
                one.given.len() + one.waiting.len()
            )?;
        }
        if agreed.is_none() && !one.waiting.is_empty() {
            let names: Vec<String> = one.waiting.iter().map(|who| visible(&who.name)).collect();
            writeln!(out, "      Not scored yet by {}", names.join(", "))?;
        }
    }
    Ok(())
}
