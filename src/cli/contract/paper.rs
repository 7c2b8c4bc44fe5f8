//! `contract document` and `contract figure`: papers, and money by financial year.

use std::io::Write;

use clap::{Args, Subcommand};

use crate::cli::Settings;
use crate::cli::after::deed::{self, Which};
use crate::cli::after::evidence::Attached;
use crate::cli::after::find;
use crate::cli::failure::Result;
use crate::cli::flags::word;
use crate::domain::contract::{Figure, FigureKind, FinancialYear, Paper};
use crate::domain::{Date, Money};
use crate::register::ContractAct;

/// Documents of a contract: add, change
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook contract document add 2026-0001 \"Signed contract\" --file contract.pdf
  tenderbook contract document change 2026-0001 1 --link https://intranet.example/contracts/17")]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Add a document: a note, a link or a file
    #[command(after_help = "Example:
  tenderbook contract document add 2026-0001 \"Signed contract\" --file contract.pdf --on 2026-03-20")]
    Add(Add),
    /// Change a document; a flag that is left out changes nothing
    #[command(after_help = "Example:
  tenderbook contract document change 2026-0001 1 --title \"Contract as signed\"")]
    Change(Change),
}

#[derive(Debug, Args)]
struct Add {
    #[command(flatten)]
    which: Which,
    /// What it is
    #[arg(value_name = "TITLE")]
    title: String,
    /// The day of the document; left out it is today
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    #[command(flatten)]
    attached: Attached,
}

#[derive(Debug, Args)]
struct Change {
    #[command(flatten)]
    which: Which,
    /// The document, by its number, title or uid
    #[arg(value_name = "DOCUMENT")]
    document: String,
    /// What it is
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// The day of the document
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    #[command(flatten)]
    attached: Attached,
}

pub(super) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    match arguments.command {
        Command::Add(Add { which, title, on, attached }) => {
            deed::perform(out, settings, &which, "The document was not added.", |scene| {
                let day = on.unwrap_or(scene.context.today);
                let paper = Paper { contract: scene.contract()?, title, day, document: None };
                Ok(ContractAct::add(paper).with(attached.taken()))
            })
        }
        Command::Change(Change { which, document, title, on, attached }) => {
            deed::perform(out, settings, &which, "The document was not changed.", |scene| {
                let named = which.contract.as_deref();
                let (uid, mut base) = find::paper(scene.view, named, &document)?;
                base.title = title.unwrap_or(base.title);
                base.day = on.unwrap_or(base.day);
                Ok(ContractAct::change(uid, base).with(attached.taken()))
            })
        }
    }
}

/// Record an amount of money of a financial year; again it changes the amount
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook contract figure 2026-0001 spend 2026-27 £38,500 --source \"Finance system, 4 April\"
  tenderbook contract figure 2026-0001 local-spend 2026-27 12k --source \"Supplier's return\"")]
pub(super) struct FigureArguments {
    #[command(flatten)]
    which: Which,
    /// What the amount is
    #[arg(value_name = "KIND", value_parser = word::<FigureKind>())]
    about: FigureKind,
    /// The financial year, like 2026-27
    #[arg(value_name = "YEAR")]
    year: FinancialYear,
    /// How much
    #[arg(value_name = "AMOUNT", allow_negative_numbers = true)]
    amount: Money,
    /// Where it comes from, such as the finance system
    #[arg(long, value_name = "TEXT")]
    source: String,
}

pub(super) fn figure(
    arguments: FigureArguments,
    settings: &Settings,
    out: &mut impl Write,
) -> Result {
    let FigureArguments { which, about, year, amount, source } = arguments;
    deed::perform(out, settings, &which, "The figure was not recorded.", |scene| {
        let contract = scene.contract()?;
        let known = find::figures(&scene.view.file, contract);
        let known = known.into_iter().find(|(_, _, one)| (one.about, one.year) == (about, year));
        let figure = Figure { contract, year, about, amount, source };
        Ok(match known {
            Some((_, uid, _)) => ContractAct::change(uid, figure),
            None => ContractAct::add(figure),
        })
    })
}
