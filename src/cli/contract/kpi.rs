//! `contract kpi` and `contract assess`: indicators, and what came of them.

use std::io::Write;

use clap::{Args, Subcommand};

use crate::cli::Settings;
use crate::cli::after::deed::{self, Which};
use crate::cli::after::find;
use crate::cli::failure::Result;
use crate::cli::flags::{Said, word};
use crate::cli::value::{or_none, over};
use crate::domain::Date;
use crate::domain::contract::{Assessment, Kpi, KpiRating};
use crate::register::ContractAct;

/// Key performance indicators: add, change, drop
///
/// The law asks for at least three in a contract over £5 million, assessed at
/// least once in twelve months.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook contract kpi add 2026-0001 \"Response time\" --target \"Within 60 minutes\" --every 3
  tenderbook contract kpi change 2026-0001 1 --published 2026-04-10
  tenderbook contract kpi drop 2026-0001 2 --reason \"Replaced by response time\"")]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Add an indicator
    #[command(after_help = "Example:
  tenderbook contract kpi add 2026-0001 \"Response time\" --target \"Within 60 minutes\" --every 3")]
    Add(Add),
    /// Change an indicator; a flag that is left out changes nothing
    #[command(after_help = "Examples:
  tenderbook contract kpi change 2026-0001 1 --published 2026-04-10
  tenderbook contract kpi change 2026-0001 1 --dropped none")]
    Change(Change),
    /// Say that an indicator is no longer assessed
    #[command(after_help = "Example:
  tenderbook contract kpi drop 2026-0001 2 --reason \"Replaced by response time\"")]
    Drop(Drop),
}

#[derive(Debug, Args)]
struct KpiFlags {
    /// How it is measured; or none
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    how: Option<Said<String>>,
    /// The day on which it was published; or none
    #[arg(long, value_name = "DATE", value_parser = or_none::<Date>)]
    published: Option<Said<Date>>,
}

#[derive(Debug, Args)]
struct Add {
    #[command(flatten)]
    which: Which,
    /// What is measured
    #[arg(value_name = "TITLE")]
    title: String,
    /// What has to be reached
    #[arg(long, value_name = "TEXT")]
    target: String,
    /// After how many months it is assessed
    #[arg(long, value_name = "MONTHS", default_value_t = 12)]
    every: u8,
    #[command(flatten)]
    flags: KpiFlags,
}

#[derive(Debug, Args)]
struct Change {
    #[command(flatten)]
    which: Which,
    /// The indicator, by its number, title or uid
    #[arg(value_name = "INDICATOR")]
    kpi: String,
    /// What is measured
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// What has to be reached
    #[arg(long, value_name = "TEXT")]
    target: Option<String>,
    /// After how many months it is assessed
    #[arg(long, value_name = "MONTHS")]
    every: Option<u8>,
    #[command(flatten)]
    flags: KpiFlags,
    /// Why it is no longer assessed; or none, to assess it again
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    dropped: Option<Said<String>>,
}

#[derive(Debug, Args)]
struct Drop {
    #[command(flatten)]
    which: Which,
    /// The indicator, by its number, title or uid
    #[arg(value_name = "INDICATOR")]
    kpi: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub(super) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    match arguments.command {
        Command::Add(Add { which, title, target, every, flags }) => {
            deed::perform(out, settings, &which, "The indicator was not added.", |scene| {
                Ok(ContractAct::add(Kpi {
                    contract: scene.contract()?,
                    title,
                    target,
                    how: over(flags.how, None),
                    every_months: every,
                    published: over(flags.published, None),
                    dropped: None,
                }))
            })
        }
        Command::Change(Change { which, kpi, title, target, every, flags, dropped }) => {
            deed::perform(out, settings, &which, "The indicator was not changed.", |scene| {
                let (uid, base) = find::kpi(scene.view, which.contract.as_deref(), &kpi)?;
                let kpi = Kpi {
                    title: title.unwrap_or(base.title),
                    target: target.unwrap_or(base.target),
                    how: over(flags.how, base.how),
                    every_months: every.unwrap_or(base.every_months),
                    published: over(flags.published, base.published),
                    dropped: over(dropped, base.dropped),
                    ..base
                };
                Ok(ContractAct::change(uid, kpi))
            })
        }
        Command::Drop(Drop { which, kpi, reason }) => {
            deed::perform(out, settings, &which, "The indicator was not dropped.", |scene| {
                let (uid, base) = find::kpi(scene.view, which.contract.as_deref(), &kpi)?;
                Ok(ContractAct::change(uid, Kpi { dropped: Some(reason), ..base }))
            })
        }
    }
}

/// Record an assessment against an indicator, in the words of the regulations
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook contract assess 2026-0001 1 good --from 2026-04-01 --to 2026-06-30 --measured \"52 minutes\"
  tenderbook contract assess 2026-0001 Response approaching-target --from 2026-07-01 --to 2026-09-30 --reasons \"Two nights above\"")]
pub(super) struct Assess {
    #[command(flatten)]
    which: Which,
    /// The indicator, by its number, title or uid
    #[arg(value_name = "INDICATOR")]
    kpi: String,
    /// The rating
    #[arg(value_name = "RATING", value_parser = word::<KpiRating>())]
    rating: KpiRating,
    /// The first day that it covers
    #[arg(long, value_name = "DATE")]
    from: Date,
    /// The last day that it covers
    #[arg(long, value_name = "DATE")]
    to: Date,
    /// What was measured
    #[arg(long, value_name = "TEXT")]
    measured: Option<String>,
    /// Why it is rated so; needed for all but good
    #[arg(long, value_name = "TEXT")]
    reasons: Option<String>,
    /// Who assessed it; left out it is you
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The day on which it was published
    #[arg(long, value_name = "DATE")]
    published: Option<Date>,
}

pub(super) fn assess(arguments: Assess, settings: &Settings, out: &mut impl Write) -> Result {
    let Assess { which, kpi, rating, from, to, measured, reasons, by, published } = arguments;
    deed::perform(out, settings, &which, "The assessment was not recorded.", |scene| {
        let (kpi, _) = find::kpi(scene.view, which.contract.as_deref(), &kpi)?;
        // The same days are assessed once: what was recorded of them is recorded better.
        let known = scene.view.file.assessments_of(kpi).into_iter();
        let known = known.into_iter().find(|(_, one)| (one.from, one.to) == (from, to));
        let assessment =
            Assessment { kpi, from, to, rating, measured, reasons, by: scene.by(by), published };
        Ok(match known {
            Some((uid, _)) => ContractAct::change(uid, assessment),
            None => ContractAct::add(assessment),
        })
    })
}
