//! `tenderbook delivery`: what was delivered of commitments.

use std::io::Write;

use clap::{Args, Subcommand};
use rust_decimal::Decimal;
use serde::Serialize;
use uuid::Uuid;

use crate::cli::after::deed::{self, Look, Which};
use crate::cli::after::evidence::Attached;
use crate::cli::after::find;
use crate::cli::failure::Result;
use crate::cli::flags::Said;
use crate::cli::value::{or_none, over, quantity_or_none};
use crate::cli::{Settings, write};
use crate::domain::Date;
use crate::domain::contract::{Delivery, Verified};
use crate::domain::exact::Exact;
use crate::domain::outcome::quantity;
use crate::domain::text::visible;
use crate::register::{ContractAct, ContractView, ContractsView, Corrected};

/// Deliveries: record them, correct them, say who has checked them
///
/// What was recorded stays on record: a delivery is corrected or withdrawn with
/// a reason, never taken away. A delivery is named by its number in the list or
/// the start of its uid.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook delivery add 2026-0001 1 --quantity 2 --on 2026-06-30 --file certificates.pdf
  tenderbook delivery verify 2026-0001 1 --by \"R. Okafor\" --how \"Called both colleges\"
  tenderbook delivery correct 2026-0001 1 --quantity 1 --reason \"One of them had left\"
  tenderbook delivery list 2026-0001")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List the deliveries, all or those of one commitment
    #[command(after_help = "Examples:
  tenderbook delivery list 2026-0001
  tenderbook delivery list 2026-0001 Apprenticeships --json")]
    List(List),
    /// Record a delivery
    #[command(after_help = "Examples:
  tenderbook delivery add 2026-0001 1 --quantity 2 --on 2026-06-30
  tenderbook delivery add 2026-0001 \"Local jobs\" --quantity 1.5 --from 2026-04-01 --on 2027-03-31 --note \"Payroll, two people\"")]
    Add(Add),
    /// Correct a delivery; how it stood before stays on record
    #[command(after_help = "Example:
  tenderbook delivery correct 2026-0001 1 --quantity 1 --reason \"One of them had left\"")]
    Correct(Correct),
    /// Say that a delivery does not count because it was recorded by mistake
    #[command(after_help = "Example:
  tenderbook delivery withdraw 2026-0001 2 --reason \"Entered twice\"")]
    Withdraw(Withdraw),
    /// Say who has checked a delivery, or with --nobody that nobody has
    #[command(after_help = "Examples:
  tenderbook delivery verify 2026-0001 1 --by \"R. Okafor\" --how \"Called both colleges\"
  tenderbook delivery verify 2026-0001 1 --nobody")]
    Verify(Verify),
    /// Say why a delivery is not the same as another that looks like it
    #[command(after_help = "Example:
  tenderbook delivery distinct 2026-0001 2 --reason \"Other people: the second intake\"")]
    Distinct(Distinct),
}

#[derive(Debug, Args)]
struct List {
    #[command(flatten)]
    look: Look,
    /// The commitment, by its number, words or uid
    #[arg(value_name = "COMMITMENT")]
    commitment: Option<String>,
}

#[derive(Debug, Args)]
struct Add {
    #[command(flatten)]
    which: Which,
    /// The commitment, by its number, words or uid
    #[arg(value_name = "COMMITMENT")]
    commitment: String,
    /// How much, in the unit of the commitment
    #[arg(long, value_name = "NUMBER", value_parser = quantity, allow_negative_numbers = true)]
    quantity: Option<Decimal>,
    /// The day of the delivery, or the last day that it covers; left out it is today
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// The first day that it covers, where it counts over time
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// What was delivered, in words
    #[arg(long, value_name = "TEXT")]
    words: Option<String>,
    /// Why it is not the same as another delivery that looks like it
    #[arg(long, value_name = "TEXT")]
    distinct: Option<String>,
    #[command(flatten)]
    attached: Attached,
}

#[derive(Debug, Args)]
struct Correct {
    #[command(flatten)]
    which: Which,
    /// The delivery, by its number or uid
    #[arg(value_name = "DELIVERY")]
    delivery: String,
    /// How much; or none where the commitment is not counted
    #[arg(long, value_name = "NUMBER", value_parser = quantity_or_none, allow_negative_numbers = true)]
    quantity: Option<Said<Decimal>>,
    /// The day of the delivery, or the last day that it covers
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// The first day that it covers; or none
    #[arg(long, value_name = "DATE", value_parser = or_none::<Date>)]
    from: Option<Said<Date>>,
    /// What was delivered, in words; or none
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    words: Option<Said<String>>,
    /// It was withdrawn and counts again
    #[arg(long)]
    counts: bool,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Debug, Args)]
struct Withdraw {
    #[command(flatten)]
    which: Which,
    /// The delivery, by its number or uid
    #[arg(value_name = "DELIVERY")]
    delivery: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Debug, Args)]
struct Verify {
    #[command(flatten)]
    which: Which,
    /// The delivery, by its number or uid
    #[arg(value_name = "DELIVERY")]
    delivery: String,
    /// Who has checked it; left out it is you
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The day; left out it is today
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// How
    #[arg(long, value_name = "TEXT")]
    how: Option<String>,
    /// Nobody has checked it
    #[arg(long, conflicts_with_all = ["by", "on", "how"])]
    nobody: bool,
}

#[derive(Debug, Args)]
struct Distinct {
    #[command(flatten)]
    which: Which,
    /// The delivery, by its number or uid
    #[arg(value_name = "DELIVERY")]
    delivery: String,
    /// Why it is not the same; or none
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    reason: Said<String>,
}

pub(crate) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    match arguments.command {
        Command::List(arguments) => list(&arguments, settings, out),
        Command::Add(arguments) => add(arguments, settings, out),
        Command::Correct(arguments) => correct(arguments, settings, out),
        Command::Withdraw(Withdraw { which, delivery, reason }) => {
            deed::perform(out, settings, &which, "The delivery was not withdrawn.", |scene| {
                let named = which.contract.as_deref();
                let (uid, base) = find::delivery(scene.view, named, &delivery)?;
                let to = Corrected {
                    day: base.day,
                    from: base.from,
                    quantity: base.quantity,
                    words: base.words,
                    withdrawn: true,
                };
                Ok(ContractAct::Correct { delivery: uid, to, reason })
            })
        }
        Command::Verify(Verify { which, delivery, by, on, how, nobody }) => {
            deed::perform(out, settings, &which, "The check was not recorded.", |scene| {
                let named = which.contract.as_deref();
                let (uid, _) = find::delivery(scene.view, named, &delivery)?;
                let day = on.unwrap_or(scene.context.today);
                let verified = (!nobody).then(|| Verified { by: scene.by(by), day, how });
                Ok(ContractAct::Verify { delivery: uid, verified })
            })
        }
        Command::Distinct(Distinct { which, delivery, reason }) => {
            deed::perform(out, settings, &which, "That was not recorded.", |scene| {
                let named = which.contract.as_deref();
                let (uid, base) = find::delivery(scene.view, named, &delivery)?;
                Ok(ContractAct::change(uid, Delivery { distinct: reason.0, ..base }))
            })
        }
    }
}

fn add(arguments: Add, settings: &Settings, out: &mut impl Write) -> Result {
    let Add { which, commitment, quantity, on, from, words, distinct, attached } = arguments;
    deed::perform(out, settings, &which, "The delivery was not recorded.", |scene| {
        let named = which.contract.as_deref();
        let (commitment, _) = find::commitment(scene.view, named, &commitment)?;
        let delivery = Delivery {
            from,
            quantity,
            words,
            distinct,
            ..Delivery::new(commitment, on.unwrap_or(scene.context.today))
        };
        Ok(ContractAct::add(delivery).with(attached.taken()))
    })
}

fn correct(arguments: Correct, settings: &Settings, out: &mut impl Write) -> Result {
    let Correct { which, delivery, quantity, on, from, words, counts, reason } = arguments;
    deed::perform(out, settings, &which, "The delivery was not corrected.", |scene| {
        let named = which.contract.as_deref();
        let (uid, base) = find::delivery(scene.view, named, &delivery)?;
        let to = Corrected {
            day: on.unwrap_or(base.day),
            from: over(from, base.from),
            quantity: over(quantity, base.quantity),
            words: over(words, base.words),
            withdrawn: base.withdrawn.is_some() && !counts,
        };
        Ok(ContractAct::Correct { delivery: uid, to, reason })
    })
}

/// A delivery as programs are given it.
#[derive(Serialize)]
pub(crate) struct Shown<'a> {
    number: usize,
    uid: Uuid,
    #[serde(flatten)]
    delivery: &'a Delivery,
    counts: bool,
}

/// The deliveries of a contract for programs, or those of one commitment.
pub(crate) fn shown<'a>(
    view: &'a ContractsView,
    of: &ContractView,
    commitment: Option<Uuid>,
) -> Vec<Shown<'a>> {
    let all = find::deliveries(&view.file, of.uid).into_iter();
    all.filter(|(_, _, one)| commitment.is_none_or(|uid| one.commitment == uid))
        .map(|(number, uid, delivery)| Shown { number, uid, delivery, counts: delivery.counts() })
        .collect()
}

fn list(arguments: &List, settings: &Settings, out: &mut impl Write) -> Result {
    let List { look, commitment } = arguments;
    let view = settings.register()?.contracts(&look.reference, &settings.context())?;
    let named = look.contract.as_deref();
    let commitment = match commitment {
        Some(given) => Some(find::commitment(&view, named, given)?.0),
        None => None,
    };
    let all = find::some_contracts(&view, named)?;
    if look.json {
        let all = all.iter().flat_map(|(_, of)| shown(&view, of, commitment));
        return write::json(out, &all.collect::<Vec<_>>());
    }
    if all.is_empty() {
        find::contract(&view, None)?;
    }
    let several = all.len() > 1;
    for (number, of) in all {
        if several {
            writeln!(out, "{number}  {}", of.words)?;
        }
        write_all(out, &view, of, commitment)?;
    }
    Ok(())
}

/// Writes the deliveries of a contract, or those of one commitment.
pub(crate) fn write_all(
    out: &mut impl Write,
    view: &ContractsView,
    of: &ContractView,
    commitment: Option<Uuid>,
) -> Result {
    let mut all = find::deliveries(&view.file, of.uid);
    all.retain(|(_, _, one)| commitment.is_none_or(|uid| one.commitment == uid));
    if all.is_empty() {
        writeln!(out, "  No deliveries yet.")?;
    }
    for (number, _, one) in all {
        let what = view.file.commitments.get(&one.commitment);
        let title = what.map_or_else(String::new, |what| visible(&what.title));
        let unit = what.and_then(|what| what.unit.as_deref());
        let unit = unit.map_or_else(String::new, |unit| format!(" {}", visible(unit)));
        let amount = one.quantity.map_or_else(String::new, |quantity| {
            format!(", {}{unit}", Exact::from(quantity).short(6))
        });
        let from = one.from.map_or_else(String::new, |from| format!("{} to ", from.british()));
        writeln!(out, "  {number}  {from}{}: {title}{amount}", one.day.british())?;
        if let Some(words) = &one.words {
            write::indented(out, 5, "", words)?;
        }
        if let Some(evidence) = &one.evidence {
            write::indented(
                out,
                5,
                &format!("Evidence, {}: ", evidence.word()),
                evidence.summary(),
            )?;
        }
        match &one.verified {
            Some(verified) => {
                let how = verified
                    .how
                    .as_deref()
                    .map_or_else(String::new, |how| format!(": {}", visible(how)));
                let day = verified.day.british();
                writeln!(out, "     Checked by {}, {day}{how}", visible(&verified.by))?;
            }
            None => writeln!(out, "     Not checked by anybody")?,
        }
        if let Some(reason) = &one.withdrawn {
            write::indented(out, 5, "Withdrawn, does not count: ", reason)?;
        }
        if let Some(distinct) = &one.distinct {
            write::indented(out, 5, "Not counted twice: ", distinct)?;
        }
        for before in &one.corrections {
            let amount = before.quantity.map_or_else(String::new, |quantity| {
                format!("{}{unit}, ", Exact::from(quantity).short(6))
            });
            let lead = format!(
                "Until {} it said {amount}{}; corrected by {}: ",
                visible(&before.at),
                before.day.british(),
                visible(&before.officer)
            );
            write::indented(out, 5, &lead, &before.reason)?;
        }
    }
    Ok(())
}
