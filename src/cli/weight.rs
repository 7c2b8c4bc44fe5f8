//! `tenderbook weight`: set the weight of social value.

use std::io::Write;

use clap::Args;
use serde::Serialize;

use crate::cli::failure::{Failure, Result};
use crate::cli::flags::word;
use crate::cli::which::Which;
use crate::cli::{Settings, write};
use crate::domain::Percent;
use crate::domain::text::visible;
use crate::policy::Base;
use crate::register::{Act, WeightingView};

/// Set the weight of social value, held against what the policy asks for
///
/// Within the policy's bounds nothing more is needed, unless the policy asks for
/// a justification. A weight below a minimum, above a ceiling or beside the
/// choices is recorded only with a reason and the name of who agreed, and stays
/// flagged. Setting it again replaces it; the journal keeps what was there.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook weight 2026-0001 10
  tenderbook weight 2026-0001 2.5 --base quality
  tenderbook weight 2026-0001 7.5 --reason \"Two of four lots\" --agreed-by \"Procurement Board\"
  tenderbook weight 2026-0001 --clear")]
pub(crate) struct Arguments {
    #[command(flatten)]
    which: Which,
    /// The weight in per cent, such as 10 or 2.5
    #[arg(
        value_name = "PERCENT",
        allow_negative_numbers = true,
        required_unless_present = "clear"
    )]
    weight: Option<Percent>,
    /// What it is a percentage of: the total award, or the quality part
    ///
    /// Left out, it is what the policy's own figure is of, or the total where
    /// the policy gives no figure.
    #[arg(long, value_name = "BASE", value_parser = word::<Base>())]
    base: Option<Base>,
    /// Why; an auditor will read it
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Who agreed, where it departs from the policy
    #[arg(long, value_name = "NAME")]
    agreed_by: Option<String>,
    /// Take the weight away
    #[arg(long, conflicts_with_all = ["weight", "base", "reason", "agreed_by"])]
    clear: bool,
}

/// A weight as programs are given it.
#[derive(Serialize)]
pub(crate) struct Shown<'a> {
    weight: Percent,
    base: Base,
    of_total: Option<Percent>,
    departs: Option<bool>,
    reason: Option<&'a str>,
    agreed_by: Option<&'a str>,
}

pub(crate) fn shown(view: &WeightingView) -> Shown<'_> {
    Shown {
        weight: view.record.weight,
        base: view.record.base,
        of_total: view.of_total,
        departs: view.departs,
        reason: view.record.reason.as_deref(),
        agreed_by: view.record.agreed_by.as_deref(),
    }
}

/// Says which weight is set, and what has to be seen with it.
pub(crate) fn tell(out: &mut impl Write, view: &WeightingView) -> Result {
    writeln!(out, "  Weight of social value: {}", view.words)?;
    if let Some(flag) = &view.flag {
        writeln!(out, "    Mind: {}", visible(flag))?;
    }
    if let Some(reason) = &view.record.reason {
        write::indented(out, 4, "Reason: ", reason)?;
    }
    if let Some(name) = &view.record.agreed_by {
        writeln!(out, "    Agreed by {}", visible(name))?;
    }
    writeln!(out, "    Set by {}, {}", visible(&view.record.officer), visible(&view.record.at))?;
    Ok(())
}

pub(crate) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let Arguments { which, weight, base, reason, agreed_by, clear } = arguments;
    let (register, done) = settings.perform(&which.reference, |view| match weight {
        _ if clear => Ok(Act::ClearWeighting),
        Some(weight) => {
            let policy = view.determination.weighting.as_ref().map(|finding| finding.base);
            let base = base.or(policy).unwrap_or(Base::Total);
            Ok(Act::SetWeighting { weight, base, reason, agreed_by })
        }
        None => Err(Failure::usage("No weight was given.", "Give it in per cent, or --clear.")),
    })?;
    writeln!(out, "{}: {}.", done.on, visible(&done.said))?;
    if let Some(weighting) = &register.procurement(&which.reference)?.weighting {
        tell(out, weighting)?;
    }
    write::next(out, &register, &which.reference)
}
