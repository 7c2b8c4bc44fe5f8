//! `tenderbook supplier contact`: people to talk to.

use std::io::Write;

use clap::{Args, Subcommand};
use uuid::Uuid;

use crate::cli::Settings;
use crate::cli::after::deed::{self, Told};
use crate::cli::failure::Result;
use crate::cli::flags::Said;
use crate::cli::pick::{Kind, Known, pick};
use crate::cli::value::{or_none, over};
use crate::domain::supplier::Contact;
use crate::register::{SupplierAct, SupplierView};

/// People to talk to at a supplier: add, change, remove
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook supplier contact add Acme \"Pat Dale\" --role \"Contract manager\" --email pat@acme.example
  tenderbook supplier contact change Acme Pat --phone none
  tenderbook supplier contact remove Acme Pat --reason \"Has left\"")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Add somebody
    #[command(after_help = "Example:
  tenderbook supplier contact add Acme \"Pat Dale\" --email pat@acme.example --phone \"01228 555 100\"")]
    Add(Add),
    /// Change what is known of somebody; a flag that is left out changes nothing
    #[command(after_help = "Example:
  tenderbook supplier contact change Acme Pat --role \"Director\" --note none")]
    Change(Change),
    /// Take somebody away
    #[command(after_help = "Example:
  tenderbook supplier contact remove Acme Pat --reason \"Has left\"")]
    Remove(Remove),
}

#[derive(Debug, Args)]
struct ContactFlags {
    /// What they do there; or none
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    role: Option<Said<String>>,
    /// The e-mail address; or none
    #[arg(long, value_name = "ADDRESS", value_parser = or_none::<String>)]
    email: Option<Said<String>>,
    /// The telephone number; or none
    #[arg(long, value_name = "NUMBER", value_parser = or_none::<String>)]
    phone: Option<Said<String>>,
    /// What is noted, internal; or none
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    note: Option<Said<String>>,
}

impl ContactFlags {
    fn over(self, base: Contact) -> Contact {
        Contact {
            role: over(self.role, base.role),
            email: over(self.email, base.email),
            phone: over(self.phone, base.phone),
            note: over(self.note, base.note),
            ..base
        }
    }
}

#[derive(Debug, Args)]
struct Add {
    /// The supplier, by name, company number or uid
    #[arg(value_name = "SUPPLIER")]
    supplier: String,
    /// The name
    #[arg(value_name = "NAME")]
    name: String,
    #[command(flatten)]
    flags: ContactFlags,
    #[command(flatten)]
    told: Told,
}

#[derive(Debug, Args)]
struct Change {
    /// The supplier, by name, company number or uid
    #[arg(value_name = "SUPPLIER")]
    supplier: String,
    /// Who, by name, number or uid
    #[arg(value_name = "CONTACT")]
    contact: String,
    /// The name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    flags: ContactFlags,
    #[command(flatten)]
    told: Told,
}

#[derive(Debug, Args)]
struct Remove {
    /// The supplier, by name, company number or uid
    #[arg(value_name = "SUPPLIER")]
    supplier: String,
    /// Who, by name, number or uid
    #[arg(value_name = "CONTACT")]
    contact: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    told: Told,
}

fn contact(view: &SupplierView, given: &str) -> Result<(Uuid, Contact)> {
    let kind =
        Kind { one: "contact", many: "contacts", none: "“supplier contact add” adds one." };
    let all = (1_usize..).zip(&view.contacts).map(|(number, (uid, one))| Known {
        it: (*uid, one.clone()),
        uid: uid.to_string(),
        number: Some(number.to_string()),
        name: one.name.clone(),
    });
    pick(kind, given, all.collect())
}

pub(super) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    match arguments.command {
        Command::Add(Add { supplier, name, flags, told }) => {
            let not_done = "The contact was not added.";
            deed::supply(out, settings, told, not_done, &supplier, |view, _, _| {
                let base = Contact {
                    supplier: view.uid,
                    name,
                    role: None,
                    email: None,
                    phone: None,
                    note: None,
                };
                Ok(SupplierAct::add(flags.over(base)))
            })
        }
        Command::Change(Change { supplier, contact: given, name, flags, told }) => {
            let not_done = "The contact was not changed.";
            deed::supply(out, settings, told, not_done, &supplier, |view, _, _| {
                let (uid, mut base) = contact(view, &given)?;
                if let Some(name) = name {
                    base.name = name;
                }
                Ok(SupplierAct::change(uid, flags.over(base)))
            })
        }
        Command::Remove(Remove { supplier, contact: given, reason, told }) => {
            let not_done = "The contact was not taken away.";
            deed::supply(out, settings, told, not_done, &supplier, |view, _, _| {
                Ok(SupplierAct::Remove { uid: contact(view, &given)?.0, reason })
            })
        }
    }
}
