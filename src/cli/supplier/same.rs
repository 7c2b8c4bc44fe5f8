//! Suppliers that are one and the same, and suppliers that go.

use std::io::Write;

use clap::Args;

use crate::cli::Settings;
use crate::cli::after::deed::{self, Told};
use crate::cli::after::find;
use crate::cli::failure::Result;
use crate::register::SupplierAct;

/// Say that a supplier is the same as another; its contracts and history count there
#[derive(Debug, Args)]
#[command(after_help = "Example:
  tenderbook supplier merge \"ACME Care\" --into \"Acme Care Ltd\" --reason \"Same company number\"")]
pub(super) struct Merge {
    /// The supplier that is no longer used by itself
    #[arg(value_name = "SUPPLIER")]
    supplier: String,
    /// The supplier that it is the same as
    #[arg(long, value_name = "SUPPLIER")]
    into: String,
    /// Why they are the same
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    told: Told,
}

pub(super) fn merge(arguments: Merge, settings: &Settings, out: &mut impl Write) -> Result {
    let Merge { supplier, into, reason, told } = arguments;
    let not_done = "The suppliers were not merged.";
    deed::supply(out, settings, told, not_done, &supplier, |view, register, _| {
        Ok(SupplierAct::Merge { uid: view.uid, into: find::supplier(register, &into)?.0, reason })
    })
}

/// Say that two suppliers that were merged are two after all
#[derive(Debug, Args)]
#[command(after_help = "Example:
  tenderbook supplier part \"ACME Care\" --reason \"A sister company with its own number\"")]
pub(super) struct Part {
    /// The supplier that stands for itself again
    #[arg(value_name = "SUPPLIER")]
    supplier: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    told: Told,
}

pub(super) fn part(arguments: Part, settings: &Settings, out: &mut impl Write) -> Result {
    let Part { supplier, reason, told } = arguments;
    let not_done = "The suppliers were not parted.";
    // Only one that was merged can be meant.
    let merged = find::merged(&settings.register()?, &supplier)?;
    let supplier = merged.map_or(supplier, |uid| uid.to_string());
    deed::supply(out, settings, told, not_done, &supplier, |view, _, _| {
        Ok(SupplierAct::Part { uid: view.uid, reason })
    })
}

/// Take a supplier away that was added by mistake and has nothing that belongs to it
#[derive(Debug, Args)]
#[command(after_help = "Example:
  tenderbook supplier remove \"Acme Car\" --reason \"Mistyped, never used\"")]
pub(super) struct Remove {
    /// The supplier, by name, company number or uid
    #[arg(value_name = "SUPPLIER")]
    supplier: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    told: Told,
}

pub(super) fn remove(arguments: Remove, settings: &Settings, out: &mut impl Write) -> Result {
    let Remove { supplier, reason, told } = arguments;
    let not_done = "The supplier was not taken away.";
    deed::supply(out, settings, told, not_done, &supplier, |view, _, _| {
        Ok(SupplierAct::Remove { uid: view.uid, reason })
    })
}
