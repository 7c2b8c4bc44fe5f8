//! A supplier itself: added, changed, and looked up on the debarment list.

use std::io::Write;

use clap::Args;

use crate::cli::Settings;
use crate::cli::after::deed::{self, Told};
use crate::cli::failure::{Failure, Result};
use crate::cli::flags::word;
use crate::cli::supplier::flags::SupplierFlags;
use crate::domain::Date;
use crate::domain::supplier::{DebarmentCheck, DebarmentResult, Supplier, is_same_name};
use crate::domain::text::visible;
use crate::register::SupplierAct;

/// Add a supplier to the directory
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook supplier add --name \"Acme Care Ltd\" --number 01234567 --postcode \"CA1 1RD\"
  tenderbook supplier add --name \"Youth Works CIC\" --headcount 12 --sector social-enterprise --local yes
  tenderbook supplier add --name \"Acme Care Ltd\" --code-signed 2026-06-01 --code-by \"P. Dale\"")]
pub(super) struct Add {
    /// Its name
    #[arg(long, value_name = "NAME")]
    name: String,
    #[command(flatten)]
    flags: Box<SupplierFlags>,
    #[command(flatten)]
    told: Told,
}

pub(super) fn add(arguments: Add, settings: &Settings, out: &mut impl Write) -> Result {
    const NOT: &str = "The supplier was not added.";
    let Add { name, flags, told } = arguments;
    let context = settings.context();
    let supplier = flags.over(Supplier::named(name), &context).map_err(|told| told.after(NOT))?;
    let mut register = settings.backed_up(settings.register()?)?;
    let known = register.supplier_names()?;
    let like = known.into_iter().filter(|(_, known, _)| is_same_name(known, &supplier.name));
    let like: Vec<String> = like
        .map(|(uid, name, number)| {
            let number = number.map_or_else(String::new, |number| format!("{number}, "));
            format!(
                "“{}” ({number}{uid}) stands in the directory already; “supplier merge” says that two are one.",
                visible(&name)
            )
        })
        .collect();
    let done = deed::order_supply(&mut register, SupplierAct::add(supplier), None, &context);
    let mut done = done.map_err(|fault| Failure::Fault(fault).after(NOT))?;
    done.warnings.extend(like);
    deed::tell(out, told, &done)
}

/// Change what is known of a supplier; a flag that is left out changes nothing
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook supplier change Acme --headcount 52 --headcount-on 2026-04-01
  tenderbook supplier change Acme --local yes --local-reason \"Office and staff in Carlisle\"
  tenderbook supplier change Acme --number none --sector unknown")]
pub(super) struct Change {
    /// The supplier, by name, company number or uid
    #[arg(value_name = "SUPPLIER")]
    supplier: String,
    /// Its name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    flags: Box<SupplierFlags>,
    #[command(flatten)]
    told: Told,
}

pub(super) fn change(arguments: Change, settings: &Settings, out: &mut impl Write) -> Result {
    let Change { supplier, name, flags, told } = arguments;
    let not_done = "The supplier was not changed.";
    deed::supply(out, settings, told, not_done, &supplier, |view, _, context| {
        let mut base = view.supplier.clone();
        if let Some(name) = name {
            base.name = name;
        }
        Ok(SupplierAct::change(view.uid, flags.over(base, context)?))
    })
}

/// Record a look at the debarment list
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook supplier check Acme --result not-listed
  tenderbook supplier check Acme --result discretionary --on 2026-06-01 --note \"Entry of 3 May\"")]
pub(super) struct Check {
    /// The supplier, by name, company number or uid
    #[arg(value_name = "SUPPLIER")]
    supplier: String,
    /// What came of it
    #[arg(long, value_name = "RESULT", value_parser = word::<DebarmentResult>())]
    result: DebarmentResult,
    /// Who looked; left out it is you
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The day; left out it is today
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// What there is to say of it
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[command(flatten)]
    told: Told,
}

pub(super) fn check(arguments: Check, settings: &Settings, out: &mut impl Write) -> Result {
    let Check { supplier, result, by, on, note, told } = arguments;
    let not_done = "The check was not recorded.";
    deed::supply(out, settings, told, not_done, &supplier, |view, _, context| {
        Ok(SupplierAct::add(DebarmentCheck {
            supplier: view.uid,
            day: on.unwrap_or(context.today),
            by: by.unwrap_or_else(|| context.officer.clone()),
            result,
            note,
        }))
    })
}
