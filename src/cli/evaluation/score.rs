//! `tenderbook evaluation score` and `agree`: what evaluators give, and what they agree on.

use std::io::Write;

use clap::Args;
use rust_decimal::Decimal;

use crate::cli::Settings;
use crate::cli::evaluation::deed::{self, Which};
use crate::cli::evaluation::find;
use crate::cli::failure::{Failure, Result};
use crate::cli::value::mark;
use crate::register::EvaluationAct;

/// Record what one evaluator gives one answer, with the rationale
///
/// Scoring again replaces it, until a score is agreed. Where individual scores
/// are hidden, they are shown once all evaluators have given theirs.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook evaluation score 2026-0001 Acme 1.1 4 --by Dana --why \"Two nurses on site, page 4\"
  tenderbook evaluation score 2026-0001 Acme 1.1 --by Dana --clear")]
pub(crate) struct Arguments {
    #[command(flatten)]
    which: Which,
    /// The bid, by its supplier
    #[arg(value_name = "BID")]
    bid: String,
    /// The question, by its number or title
    #[arg(value_name = "QUESTION")]
    question: String,
    /// The mark, one of the scale
    #[arg(allow_negative_numbers = true, value_name = "MARK", value_parser = mark, required_unless_present = "clear")]
    mark: Option<Decimal>,
    /// The evaluator, by name
    #[arg(long, value_name = "NAME")]
    by: String,
    /// The rationale, drawn from the answer; internal
    #[arg(long, value_name = "TEXT", required_unless_present = "clear")]
    why: Option<String>,
    /// Take the score away
    #[arg(long, conflicts_with_all = ["mark", "why"])]
    clear: bool,
}

pub(super) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let Arguments { which, bid, question, mark, by, why, clear } = arguments;
    let not_done =
        if clear { "The score was not taken away." } else { "The score was not recorded." };
    deed::perform(out, settings, &which.reference, not_done, |view| {
        let lot = which.lot_of(view, &[&bid, &question])?;
        let bid = find::bid(view, lot, &bid)?.uid;
        let question = find::question(view, lot, &question)?.uid;
        let evaluator = find::evaluator(view, &by)?.uid;
        Ok(match mark {
            Some(score) => {
                let rationale = why.unwrap_or_default();
                EvaluationAct::Score { bid, question, evaluator, score, rationale }
            }
            None => EvaluationAct::ClearScore { bid, question, evaluator },
        })
    })
}

/// Record the score that the evaluators agree on, with the authority's own reasons
///
/// The reasons go into the letter to the bidder; --comment stays inside. An
/// average is shown beside, and never becomes the score by itself. A score that
/// was agreed before is changed, or taken away to be moderated again, with
/// --change and why.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook evaluation agree 2026-0001 Acme 1.1 4 --reasons \"The staffing plan covers nights and weekends.\"
  tenderbook evaluation agree 2026-0001 Acme 1.1 3 --reasons \"Nights are not covered.\" --change \"Page 7 was misread\"
  tenderbook evaluation agree 2026-0001 Acme 1.1 --clear --change \"To be moderated again\"")]
pub(crate) struct AgreeArguments {
    #[command(flatten)]
    which: Which,
    /// The bid, by its supplier
    #[arg(value_name = "BID")]
    bid: String,
    /// The question, by its number or title
    #[arg(value_name = "QUESTION")]
    question: String,
    /// The mark, one of the scale
    #[arg(allow_negative_numbers = true, value_name = "MARK", value_parser = mark, required_unless_present = "clear")]
    mark: Option<Decimal>,
    /// Why, drawn from the tender: the wording for the letter
    #[arg(long, value_name = "TEXT", required_unless_present = "clear")]
    reasons: Option<String>,
    /// What is not for the letter
    #[arg(long, value_name = "TEXT")]
    comment: Option<String>,
    /// Why a score that was agreed before is changed or taken away
    #[arg(long, value_name = "TEXT")]
    change: Option<String>,
    /// Take the agreed score away, so that it can be moderated again
    #[arg(long, conflicts_with_all = ["mark", "reasons", "comment"])]
    clear: bool,
}

pub(super) fn agree(
    arguments: AgreeArguments,
    settings: &Settings,
    out: &mut impl Write,
) -> Result {
    let AgreeArguments { which, bid, question, mark, reasons, comment, change, clear } = arguments;
    let not_done =
        if clear { "The agreed score was not taken away." } else { "The score was not agreed." };
    deed::perform(out, settings, &which.reference, not_done, |view| {
        let lot = which.lot_of(view, &[&bid, &question])?;
        let bid = find::bid(view, lot, &bid)?.uid;
        let question = find::question(view, lot, &question)?.uid;
        match mark {
            Some(score) => Ok(EvaluationAct::Agree {
                bid,
                question,
                score,
                reasons: reasons.unwrap_or_default(),
                comment,
                change,
            }),
            None => match change {
                Some(reason) => Ok(EvaluationAct::ClearAgreed { bid, question, reason }),
                None => Err(Failure::usage(
                    "Why it is taken away is missing.",
                    "Say it with --change; the journal keeps it.",
                )),
            },
        }
    })
}
