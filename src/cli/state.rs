//! `tenderbook pause`, `resume`, `cancel` and `close`: where a procurement stands as a whole.

use std::io::Write;

use clap::Args;

use crate::cli::failure::Result;
use crate::cli::which::Which;
use crate::cli::{Settings, write};
use crate::domain::ProcurementState;
use crate::register::Act;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    which: Which,
    /// Why; an auditor will read it
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub(crate) fn run(
    arguments: Arguments,
    state: ProcurementState,
    settings: &Settings,
    out: &mut impl Write,
) -> Result {
    let Arguments { which, reason } = arguments;
    let (register, done) =
        settings.perform(&which.reference, |_| Ok(Act::SetState { state, reason }))?;
    write::done(out, &register, &done)
}
