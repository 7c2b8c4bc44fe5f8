//! `tenderbook opt-out`: leave social value out of a tender, where the policy allows it.

use std::io::Write;

use clap::Args;

use crate::cli::failure::{Failure, Result};
use crate::cli::which::Which;
use crate::cli::{Settings, write};
use crate::domain::text::visible;
use crate::register::{Act, OptOutRecord, ProcurementView};

/// Opt a tender out of social value, where its policy allows that, or revoke it
///
/// What was explored, why none of it is possible and who agreed go on file. The
/// tender stays marked as opted out wherever it is shown.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook opt-out 2026-0001 --explored 2.4 --explored 4.1 --why \"One licence, one seller\" --agreed-by \"Leadership Team\"
  tenderbook opt-out 2026-0001 --revoke --reason \"The market test found a second seller\"

“tenderbook policy show nelc” says what the policy asks for, and lists its outcomes.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    which: Which,
    /// An outcome that was explored, by its id, or what else was; once for each
    #[arg(long, value_name = "ID", num_args = 1.., required_unless_present = "revoke")]
    explored: Vec<String>,
    /// Why none of it is possible; an auditor will read it
    #[arg(long, value_name = "TEXT", required_unless_present = "revoke")]
    why: Option<String>,
    /// Who agreed
    #[arg(long, value_name = "NAME", required_unless_present = "revoke")]
    agreed_by: Option<String>,
    /// Take the opting out back
    #[arg(long, requires = "reason", conflicts_with_all = ["explored", "why", "agreed_by"])]
    revoke: bool,
    /// Why it is taken back
    #[arg(long, value_name = "TEXT", requires = "revoke")]
    reason: Option<String>,
}

/// Says how a tender was opted out.
pub(crate) fn tell(out: &mut impl Write, view: &ProcurementView, record: &OptOutRecord) -> Result {
    writeln!(out, "  Opted out of social value; agreed by {}", visible(&record.agreed_by))?;
    write::indented(out, 4, "Why none is possible: ", &record.why)?;
    writeln!(out, "    Explored:")?;
    for id in &record.explored {
        let title = view.outcome_title(id).map(|title| format!(" {}", visible(title)));
        writeln!(out, "      {}{}", visible(id), title.unwrap_or_default())?;
    }
    writeln!(out, "    Recorded by {}, {}", visible(&record.officer), visible(&record.at))?;
    Ok(())
}

pub(crate) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let Arguments { which, explored, why, agreed_by, revoke, reason } = arguments;
    let act = match (reason, why, agreed_by) {
        (Some(reason), ..) if revoke => Act::RevokeOptOut { reason },
        (_, Some(why), Some(agreed_by)) => Act::OptOut { explored, why, agreed_by },
        _ => {
            return Err(Failure::usage(
                "Something is missing to opt out.",
                "Give --explored, --why and --agreed-by.",
            ));
        }
    };
    let (register, done) = settings.perform(&which.reference, |_| Ok(act))?;
    writeln!(out, "{}: {}.", done.on, visible(&done.said))?;
    let view = register.procurement(&which.reference)?;
    if let Some(record) = &view.opt_out {
        tell(out, &view, record)?;
        if let Some(allowed) = &view.pack.opt_out {
            writeln!(out, "  What the policy wants on file:")?;
            for need in &allowed.needs {
                writeln!(out, "    {}", visible(need))?;
            }
        }
    }
    write::next(out, &register, &which.reference)
}
