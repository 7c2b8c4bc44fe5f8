//! `tenderbook new`: start a procurement.

use std::io::Write;

use clap::Args;

use crate::cli::failure::{Failure, Result};
use crate::cli::flags::FactFlags;
use crate::cli::{Settings, assess, show, write};
use crate::domain::{Reference, text};
use crate::register::{NewProcurement, Order};

/// Start a procurement, and see what its policy requires
#[derive(Debug, Args)]
#[command(
    mut_arg("contract_type", |arg| arg.required(true)),
    mut_arg("value", |arg| arg.required(true)),
    after_help = "Examples:
  tenderbook new --title \"Custody healthcare\" --policy cumbria --type services --value 120000
  tenderbook new --title \"Roof repairs\" --policy cheshire --type works --value 640k --advertised --reference EST/2026-7"
)]
pub(crate) struct Arguments {
    /// What it is about, in a few words
    #[arg(long)]
    title: String,
    /// The policy that it is started under; “tenderbook policy list” shows them
    #[arg(long, value_name = "POLICY")]
    policy: String,
    /// A reference of your own; the next free number of the year when it is left out
    #[arg(long, value_name = "REF")]
    reference: Option<Reference>,
    /// Print what “show --json” prints of the new procurement
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    facts: FactFlags,
}

pub(crate) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let facts = arguments.facts.fresh(settings.clock.today()).ok_or_else(|| {
        Failure::usage("A tender needs its type and value.", "Give --type and --value.")
    })?;
    let taken_as_no = arguments.facts.taken_as_no();
    let Arguments { title, policy, reference, json, .. } = arguments;
    // Looked up first, so that a mistyped policy leaves no empty register behind.
    let library = settings.library();
    library.policy(&policy)?;
    write::left_out(&library);
    let order = Order::start(NewProcurement { reference, title, policy, facts });
    let mut register = settings.backed_up(settings.make_register()?)?;
    let done = register.perform(&order, &settings.context())?;
    let Some(reference) = done.on.reference() else {
        return write::done(out, &register, &done);
    };
    let view = register.procurement(reference.as_str())?;
    if json {
        return show::json(out, &view);
    }
    writeln!(out, "{}: {}.", done.on, text::visible(&done.said))?;
    assess::brief(out, &view)?;
    if let Some(sentence) = taken_as_no {
        writeln!(out, "  {sentence}")?;
    }
    write::next(out, &register, reference.as_str())
}
