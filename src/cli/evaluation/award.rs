//! `tenderbook evaluation check`, `award` and `revoke-award`: the end of an evaluation.

use std::io::Write;

use clap::Args;

use crate::cli::Settings;
use crate::cli::evaluation::deed::{self, Which};
use crate::cli::evaluation::find;
use crate::cli::failure::Result;
use crate::cli::value;
use crate::domain::Date;
use crate::domain::evaluation::Withheld;
use crate::register::{EvaluationAct, NewAward};

/// Record a second person's check of the arithmetic
///
/// It stands for the figures as they are; when one changes, the check no longer
/// holds, and that is said.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  tenderbook evaluation check 2026-0001 --by \"R. Okafor\" --note \"Worked out again by hand\"")]
pub(crate) struct CheckArguments {
    #[command(flatten)]
    which: Which,
    /// Who checked: somebody other than the one who recorded the scores
    #[arg(long, value_name = "NAME")]
    by: String,
    /// The day; left out it is today
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// What was noted
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

pub(super) fn check(
    arguments: CheckArguments,
    settings: &Settings,
    out: &mut impl Write,
) -> Result {
    let CheckArguments { which, by, on, note } = arguments;
    let day = value::day(on, settings.context().today);
    deed::perform(out, settings, &which.reference, "The check was not recorded.", |view| {
        Ok(EvaluationAct::Check { lot: which.lot(view)?, by, day, note })
    })
}

/// Record the decision to award, with who signs it off and why
///
/// The award goes to the bid that is first. Where bids share the first place,
/// --tie-break says how the published tie-break came out. What the winner offers
/// of measures becomes its commitments; afterwards the evaluation can only be
/// read.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook evaluation award 2026-0001 Acme --decided-by \"J. Smith\" --role \"Cabinet\" --reasons \"Most advantageous tender\"
  tenderbook evaluation award 2026-0001 Acme --decided-by \"J. Smith\" --reasons \"First\" --withhold \"Unit prices=Commercially sensitive, s.94\"")]
pub(crate) struct Arguments {
    #[command(flatten)]
    which: Which,
    /// The bid, by its supplier
    #[arg(value_name = "BID")]
    bid: String,
    /// Who decided
    #[arg(long, value_name = "NAME")]
    decided_by: String,
    /// In which role, where the policy names who signs off
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reasons: String,
    /// The day of the decision; left out it is today
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// How a tie for the first place was broken, and how that came out
    #[arg(long, value_name = "TEXT")]
    tie_break: Option<String>,
    /// What is withheld from publication, and why; may be given several times
    #[arg(long, value_name = "WHAT=WHY", value_parser = value::pair)]
    withhold: Vec<(String, String)>,
}

pub(super) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let Arguments { which, bid, decided_by, role, reasons, on, tie_break, withhold } = arguments;
    let day = value::day(on, settings.context().today);
    deed::perform(out, settings, &which.reference, "Nothing was awarded.", |view| {
        let lot = which.lot_of(view, &[&bid])?;
        let withheld = withhold.into_iter().map(|(what, reason)| Withheld { what, reason });
        let award = NewAward {
            bid: find::bid(view, lot, &bid)?.uid,
            decided_by,
            role,
            day,
            reasons,
            tie_break,
            withheld: withheld.collect(),
        };
        Ok(EvaluationAct::Award { lot, award })
    })
}

/// Take an award back; the evaluation can then be changed again
#[derive(Debug, Args)]
#[command(after_help = "Example:
  tenderbook evaluation revoke-award 2026-0001 --reason \"The winner has withdrawn\"")]
pub(crate) struct RevokeArguments {
    #[command(flatten)]
    which: Which,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub(super) fn revoke(
    arguments: RevokeArguments,
    settings: &Settings,
    out: &mut impl Write,
) -> Result {
    let RevokeArguments { which, reason } = arguments;
    deed::perform(out, settings, &which.reference, "The award was not revoked.", |view| {
        Ok(EvaluationAct::RevokeAward { lot: which.lot(view)?, reason })
    })
}
