//! `contract risk`: what may happen, and what is done about it.

use std::io::Write;

use clap::{Args, Subcommand};

use crate::cli::Settings;
use crate::cli::after::deed::{self, Which};
use crate::cli::after::find;
use crate::cli::failure::Result;
use crate::cli::flags::{Said, word};
use crate::cli::value::{or_none, over};
use crate::domain::Date;
use crate::domain::contract::{Level, Risk};
use crate::register::ContractAct;

/// Risks of a contract: add, change, close
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook contract risk add 2026-0001 \"The only trained driver may leave\" --level medium
  tenderbook contract risk change 2026-0001 1 --level low --response \"A second one is in training\"
  tenderbook contract risk close 2026-0001 1 --reason \"The second one is trained\"")]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Add a risk
    #[command(after_help = "Example:
  tenderbook contract risk add 2026-0001 \"The only trained driver may leave\" --level medium --owner \"P. Dale\"")]
    Add(Add),
    /// Change a risk; a flag that is left out changes nothing
    #[command(after_help = "Examples:
  tenderbook contract risk change 2026-0001 1 --level high
  tenderbook contract risk change 2026-0001 1 --closed none")]
    Change(Change),
    /// Close a risk that is none any more
    #[command(after_help = "Example:
  tenderbook contract risk close 2026-0001 1 --reason \"The second driver is trained\"")]
    Close(Close),
}

#[derive(Debug, Args)]
struct RiskFlags {
    /// Who watches it; or none
    #[arg(long, value_name = "NAME", value_parser = or_none::<String>)]
    owner: Option<Said<String>>,
    /// What is done about it; or none
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    response: Option<Said<String>>,
    /// The day on which it was seen
    #[arg(long, value_name = "DATE")]
    raised: Option<Date>,
}

#[derive(Debug, Args)]
struct Add {
    #[command(flatten)]
    which: Which,
    /// What may happen
    #[arg(value_name = "TEXT")]
    what: String,
    /// How great it is
    #[arg(long, value_name = "LEVEL", value_parser = word::<Level>())]
    level: Level,
    #[command(flatten)]
    flags: RiskFlags,
}

#[derive(Debug, Args)]
struct Change {
    #[command(flatten)]
    which: Which,
    /// The risk, by its number, words or uid
    #[arg(value_name = "RISK")]
    risk: String,
    /// What may happen
    #[arg(long, value_name = "TEXT")]
    what: Option<String>,
    /// How great it is
    #[arg(long, value_name = "LEVEL", value_parser = word::<Level>())]
    level: Option<Level>,
    #[command(flatten)]
    flags: RiskFlags,
    /// Why it is none any more; or none, to open it again
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    closed: Option<Said<String>>,
}

#[derive(Debug, Args)]
struct Close {
    #[command(flatten)]
    which: Which,
    /// The risk, by its number, words or uid
    #[arg(value_name = "RISK")]
    risk: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub(super) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    match arguments.command {
        Command::Add(Add { which, what, level, flags }) => {
            deed::perform(out, settings, &which, "The risk was not added.", |scene| {
                Ok(ContractAct::add(Risk {
                    contract: scene.contract()?,
                    what,
                    level,
                    owner: over(flags.owner, None),
                    response: over(flags.response, None),
                    raised: flags.raised.unwrap_or(scene.context.today),
                    closed: None,
                }))
            })
        }
        Command::Change(Change { which, risk, what, level, flags, closed }) => {
            deed::perform(out, settings, &which, "The risk was not changed.", |scene| {
                let (uid, base) = find::risk(scene.view, which.contract.as_deref(), &risk)?;
                Ok(ContractAct::change(
                    uid,
                    Risk {
                        what: what.unwrap_or(base.what),
                        level: level.unwrap_or(base.level),
                        owner: over(flags.owner, base.owner),
                        response: over(flags.response, base.response),
                        raised: flags.raised.unwrap_or(base.raised),
                        closed: over(closed, base.closed),
                        ..base
                    },
                ))
            })
        }
        Command::Close(Close { which, risk, reason }) => {
            deed::perform(out, settings, &which, "The risk was not closed.", |scene| {
                let (uid, base) = find::risk(scene.view, which.contract.as_deref(), &risk)?;
                Ok(ContractAct::change(uid, Risk { closed: Some(reason), ..base }))
            })
        }
    }
}
