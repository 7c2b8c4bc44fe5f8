//! `tenderbook commitment`: what a supplier has to deliver.

pub(crate) mod list;

use std::io::Write;

use clap::{ArgGroup, Args, Subcommand};
use rust_decimal::Decimal;

use crate::cli::Settings;
use crate::cli::after::deed::{self, Scene, Which};
use crate::cli::after::find;
use crate::cli::failure::{Failure, Result};
use crate::cli::flags::Said;
use crate::cli::value::{or_none, over, quantity_or_none};
use crate::domain::Date;
use crate::domain::contract::{Commitment, Counting, Schedule, Settled, SettledKind, Withheld};
use crate::register::ContractAct;

/// Commitments: what the supplier has to deliver, by when, and how far it is
///
/// They come from the winning bid (take-over) or are added. Once the contract is
/// signed they change by agreement: name the change of the contract with
/// --variation, or mend a slip with --reason. A commitment is named by its
/// number in the list, the beginning of its words, or the start of its uid.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook commitment take-over 2026-0001
  tenderbook commitment add 2026-0001 \"Apprenticeships\" --quantity 2 --unit people --every 3 --from 2026-04-01 --until 2029-03-31
  tenderbook commitment change 2026-0001 1 --by 2027-03-31 --variation 1
  tenderbook commitment list 2026-0001
  tenderbook commitment settle 2026-0001 2 --waived --reason \"The site has closed\" --by \"J. Smith\"")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    List(list::Arguments),
    /// Add a commitment
    #[command(
        group(ArgGroup::new("when").required(true).args(["by_day", "every", "evenly"])),
        after_help = "Examples:
  tenderbook commitment add 2026-0001 \"Careers talks\" --quantity 4 --unit talks --by 2027-03-31
  tenderbook commitment add 2026-0001 \"Apprenticeships\" --quantity 2 --unit people --every 3 --from 2026-04-01 --until 2029-03-31
  tenderbook commitment add 2026-0001 \"Local jobs\" --quantity 6 --unit jobs --over-time --evenly --from 2026-04-01 --until 2029-03-31"
    )]
    Add(Add),
    /// Change a commitment; a flag that is left out changes nothing
    #[command(
        group(ArgGroup::new("when").args(["by_day", "every", "evenly"])),
        after_help = "Examples:
  tenderbook commitment change 2026-0001 1 --every 3 --from 2026-04-01 --until 2029-03-31
  tenderbook commitment change 2026-0001 Careers --quantity 6 --variation 1"
    )]
    Change(Change),
    /// Make what the winning bid promised commitments of the contract
    #[command(after_help = "Example:
  tenderbook commitment take-over 2026-0001")]
    TakeOver(TakeOver),
    /// Say what becomes of the rest that was not delivered: waived, or short
    #[command(
        group(ArgGroup::new("how").required(true).args(["waived", "short", "open"])),
        after_help = "Examples:
  tenderbook commitment settle 2026-0001 2 --waived --reason \"The site has closed\" --by \"J. Smith\"
  tenderbook commitment settle 2026-0001 2 --short --reason \"Two talks were never held\" --by \"J. Smith\"
  tenderbook commitment settle 2026-0001 2 --open --reason \"They are made good after all\""
    )]
    Settle(Settle),
    /// Take a commitment away that was made by mistake and has no deliveries
    #[command(after_help = "Example:
  tenderbook commitment remove 2026-0001 3 --reason \"Entered twice\"")]
    Remove(Remove),
}

/// When it falls due.
#[derive(Debug, Args)]
#[command(next_help_heading = "When it falls due")]
struct When {
    /// All of it by this day
    #[arg(long = "by", value_name = "DATE", conflicts_with_all = ["from", "until"])]
    by_day: Option<Date>,
    /// The quantity again in every period of so many months; with --from and --until
    #[arg(long, value_name = "MONTHS", requires = "from", requires = "until")]
    every: Option<u8>,
    /// Spread evenly, day by day; with --from and --until
    #[arg(long, requires = "from", requires = "until")]
    evenly: bool,
    /// The first day
    #[arg(long, value_name = "DATE", requires = "until")]
    from: Option<Date>,
    /// The last day
    #[arg(long, value_name = "DATE", requires = "from")]
    until: Option<Date>,
}

impl When {
    fn schedule(&self, before: Option<Schedule>) -> Result<Schedule> {
        let Self { by_day, every, evenly, from, until } = *self;
        // New days alone keep the rhythm that it had.
        let every = every.or(match &before {
            Some(Schedule::Every { months, .. }) if !evenly => Some(*months),
            _ => None,
        });
        let evenly = evenly || matches!(before, Some(Schedule::Evenly { .. }));
        match (by_day, from.zip(until), every, before) {
            (Some(day), ..) => Ok(Schedule::By { day }),
            (None, Some((from, until)), Some(months), _) => {
                Ok(Schedule::Every { months, from, until })
            }
            (None, Some((from, until)), None, _) if evenly => Ok(Schedule::Evenly { from, until }),
            (None, None, _, Some(before)) => Ok(before),
            _ => Err(Failure::usage(
                "When it falls due is not said.",
                "Add --by, or --every or --evenly with --from and --until.",
            )),
        }
    }
}

#[derive(Debug, Args)]
struct CommitmentFlags {
    /// How much each time that it falls due; or none where it is not counted
    #[arg(long, value_name = "NUMBER", value_parser = quantity_or_none, allow_negative_numbers = true)]
    quantity: Option<Said<Decimal>>,
    /// What the quantity is counted in; or none
    #[arg(long, value_name = "UNIT", value_parser = or_none::<String>)]
    unit: Option<Said<String>>,
    /// The id of the measure of the policy or of your own; or none
    #[arg(long, value_name = "ID", value_parser = or_none::<String>)]
    measure: Option<Said<String>>,
    /// What more was promised, in words; or none
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    words: Option<Said<String>>,
    #[command(flatten)]
    when: When,
    /// Each quantity counts for as long as it lasts: full-time equivalents over time, in years
    #[arg(long, conflicts_with = "added_up")]
    over_time: bool,
    /// Quantities are added up, as they are when nothing is said
    #[arg(long)]
    added_up: bool,
    /// Where it is to have its effect; or none
    #[arg(long, value_name = "AREA", value_parser = or_none::<String>)]
    area: Option<Said<String>>,
    /// What is expected as evidence of a delivery; or none
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    evidence: Option<Said<String>>,
    /// Why it is not published; or none, to publish it
    #[arg(long, value_name = "REASON", value_parser = or_none::<String>)]
    withhold: Option<Said<String>>,
    /// The change of the contract by which it was agreed, by its number, words or uid
    #[arg(long, value_name = "CHANGE")]
    variation: Option<String>,
    /// Why, where the contract is signed and no change of it was agreed
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

#[derive(Debug, Args)]
struct Add {
    #[command(flatten)]
    which: Which,
    /// What is delivered, in words
    #[arg(value_name = "TITLE")]
    title: String,
    #[command(flatten)]
    flags: CommitmentFlags,
}

#[derive(Debug, Args)]
struct Change {
    #[command(flatten)]
    which: Which,
    /// The commitment, by its number, words or uid
    #[arg(value_name = "COMMITMENT")]
    commitment: String,
    /// What is delivered, in words
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    #[command(flatten)]
    flags: CommitmentFlags,
}

#[derive(Debug, Args)]
struct TakeOver {
    #[command(flatten)]
    which: Which,
}

#[derive(Debug, Args)]
struct Settle {
    #[command(flatten)]
    which: Which,
    /// The commitment, by its number, words or uid
    #[arg(value_name = "COMMITMENT")]
    commitment: String,
    /// It is no longer asked for
    #[arg(long)]
    waived: bool,
    /// It stayed short
    #[arg(long)]
    short: bool,
    /// It is open again
    #[arg(long)]
    open: bool,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Who decided; left out it is you
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The day of the decision; left out it is today
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
}

#[derive(Debug, Args)]
struct Remove {
    #[command(flatten)]
    which: Which,
    /// The commitment, by its number, words or uid
    #[arg(value_name = "COMMITMENT")]
    commitment: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub(crate) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    match arguments.command {
        Command::List(arguments) => list::run(&arguments, settings, out),
        Command::Add(Add { which, title, flags }) => {
            deed::perform(out, settings, &which, "The commitment was not added.", |scene| {
                let base = Commitment::new(scene.contract()?, title, flags.when.schedule(None)?);
                let reason = flags.reason.clone();
                Ok(ContractAct::add(flags.over(base, scene)?).because(reason))
            })
        }
        Command::Change(Change { which, commitment, title, flags }) => {
            deed::perform(out, settings, &which, "The commitment was not changed.", |scene| {
                let named = which.contract.as_deref();
                let (uid, mut base) = find::commitment(scene.view, named, &commitment)?;
                base.title = title.unwrap_or(base.title);
                let reason = flags.reason.clone();
                Ok(ContractAct::change(uid, flags.over(base, scene)?).because(reason))
            })
        }
        Command::TakeOver(TakeOver { which }) => {
            deed::perform(out, settings, &which, "Nothing was taken over.", |scene| {
                Ok(ContractAct::TakeOver { contract: scene.contract()? })
            })
        }
        Command::Settle(arguments) => settle(arguments, settings, out),
        Command::Remove(Remove { which, commitment, reason }) => {
            let not_done = "The commitment was not taken away.";
            deed::perform(out, settings, &which, not_done, |scene| {
                let named = which.contract.as_deref();
                let (uid, _) = find::commitment(scene.view, named, &commitment)?;
                Ok(ContractAct::Remove { uid, reason })
            })
        }
    }
}

impl CommitmentFlags {
    fn over(self, base: Commitment, scene: &Scene<'_>) -> Result<Commitment> {
        let variation = match &self.variation {
            None => base.variation,
            Some(given) => {
                let named = scene.which.contract.as_deref();
                Some(find::variation(scene.view, named, given)?.0)
            }
        };
        let counting = match (self.over_time, self.added_up) {
            (true, _) => Counting::OverTime,
            (_, true) => Counting::Sum,
            _ => base.counting,
        };
        let withheld = match self.withhold {
            Some(said) => said.0.map(|reason| Withheld { reason }),
            None => base.withheld,
        };
        Ok(Commitment {
            measure: over(self.measure, base.measure),
            quantity: over(self.quantity, base.quantity),
            unit: over(self.unit, base.unit),
            words: over(self.words, base.words),
            schedule: self.when.schedule(Some(base.schedule))?,
            counting,
            area: over(self.area, base.area),
            evidence: over(self.evidence, base.evidence),
            withheld,
            variation,
            ..base
        })
    }
}

fn settle(arguments: Settle, settings: &Settings, out: &mut impl Write) -> Result {
    let Settle { which, commitment, waived, short: _, open, reason, by, on } = arguments;
    deed::perform(out, settings, &which, "The commitment was not settled.", |scene| {
        let named = which.contract.as_deref();
        let (uid, base) = find::commitment(scene.view, named, &commitment)?;
        if open {
            let again = Commitment { settled: None, ..base };
            return Ok(ContractAct::change(uid, again).because(Some(reason)));
        }
        let settled = Settled {
            how: if waived { SettledKind::Waived } else { SettledKind::Short },
            reason,
            by: scene.by(by),
            day: on.unwrap_or(scene.context.today),
        };
        Ok(ContractAct::change(uid, Commitment { settled: Some(settled), ..base }))
    })
}
