//! Logistics and the end: `contract logistics`, `exit-plan` and `account`.

use std::io::Write;

use clap::{Args, Subcommand};

use crate::cli::Settings;
use crate::cli::after::deed::{self, Which};
use crate::cli::after::evidence::Attached;
use crate::cli::after::find;
use crate::cli::failure::{Failure, Result};
use crate::cli::flags::{Said, word};
use crate::cli::value::{or_none, over};
use crate::domain::Date;
use crate::domain::contract::{ExitPlan, FinalAccount, Logistics, LogisticsKind};
use crate::register::{ContractAct, Fault};

/// Note a delivery, storage, receipt or return of goods
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook contract logistics 2026-0001 receipt \"Uniforms, second batch\" --quantity \"120 sets\" --place \"Depot, Carlisle\" --by \"R. Okafor\"
  tenderbook contract logistics 2026-0001 storage \"Uniforms\" --place \"Depot, Carlisle\" --note \"Dry, locked\"")]
pub(super) struct LogisticsArguments {
    #[command(flatten)]
    which: Which,
    /// What it is about
    #[arg(value_name = "KIND", value_parser = word::<LogisticsKind>())]
    about: LogisticsKind,
    /// What arrived, is stored or was received
    #[arg(value_name = "TEXT")]
    what: String,
    /// The note that is recorded better, by its number, words or uid
    #[arg(long, value_name = "NOTE")]
    entry: Option<String>,
    /// How much, in words; or none
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    quantity: Option<Said<String>>,
    /// Where; or none
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    place: Option<Said<String>>,
    /// Who received or checked it; or none
    #[arg(long, value_name = "NAME", value_parser = or_none::<String>)]
    by: Option<Said<String>>,
    /// The day; left out it is today
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    #[command(flatten)]
    attached: Attached,
}

pub(super) fn logistics(
    arguments: LogisticsArguments,
    settings: &Settings,
    out: &mut impl Write,
) -> Result {
    let LogisticsArguments { which, about, what, entry, quantity, place, by, on, attached } =
        arguments;
    deed::perform(out, settings, &which, "The note was not recorded.", |scene| {
        let named = which.contract.as_deref();
        let known = match &entry {
            Some(given) => Some(find::logistics_note(scene.view, named, given)?),
            None => None,
        };
        let (uid, base) = if let Some((uid, base)) = known {
            (Some(uid), base)
        } else {
            let fresh = Logistics {
                contract: scene.contract()?,
                about,
                day: scene.context.today,
                what: String::new(),
                quantity: None,
                place: None,
                by: None,
                evidence: None,
            };
            (None, fresh)
        };
        let note = Logistics {
            about,
            what,
            day: on.unwrap_or(base.day),
            quantity: over(quantity, base.quantity),
            place: over(place, base.place),
            by: over(by, base.by),
            ..base
        };
        let act = match uid {
            Some(uid) => ContractAct::change(uid, note),
            None => ContractAct::add(note),
        };
        Ok(act.with(attached.taken()))
    })
}

/// Write how a contract is handed over; a flag that is left out changes nothing
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook contract exit-plan 2026-0001 --owner \"R. Okafor\" --handed-over-by 2029-02-28 --service \"Goes on with the next supplier\" --data \"Records come back encrypted\"
  tenderbook contract exit-plan 2026-0001 --done 2029-02-20
  tenderbook contract exit-plan 2026-0001 --remove --reason \"Written for another contract\"")]
pub(super) struct Arguments {
    #[command(flatten)]
    which: Which,
    /// Who leads it; left out in a new plan it is you
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// The day by which everything is handed over; or none
    #[arg(long, value_name = "DATE", value_parser = or_none::<Date>)]
    handed_over_by: Option<Said<Date>>,
    /// How the service goes on, and with whom; or none
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    service: Option<Said<String>>,
    /// What happens to the people who do the work; or none
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    people: Option<Said<String>>,
    /// What happens to data and records; or none
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    data: Option<Said<String>>,
    /// What happens to assets, equipment and stock; or none
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    assets: Option<Said<String>>,
    /// What happens to what was promised and not yet delivered; or none
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    commitments: Option<Said<String>>,
    /// The day on which everything was handed over; or none
    #[arg(long, value_name = "DATE", value_parser = or_none::<Date>)]
    done: Option<Said<Date>>,
    /// Take the plan away
    #[arg(
        long,
        requires = "reason",
        conflicts_with_all = [
            "owner", "handed_over_by", "service", "people", "data", "assets", "commitments", "done",
        ],
    )]
    remove: bool,
    /// Why it is taken away
    #[arg(long, value_name = "TEXT", requires = "remove")]
    reason: Option<String>,
}

pub(super) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let which = arguments.which.clone();
    let not_done = "The exit plan was not recorded.";
    deed::perform(out, settings, &which, not_done, |scene| {
        let contract = scene.contract()?;
        let file = &scene.view.file;
        let known = file.exit_plans.get(&contract).cloned();
        if arguments.remove {
            if known.is_none() {
                return Err(none("There is no exit plan.", "Nothing has to be taken away."));
            }
            // The account stands at the same uid, and would go in its place.
            if file.final_accounts.contains_key(&contract) {
                return Err(closed());
            }
            let reason = arguments.reason.unwrap_or_default();
            return Ok(ContractAct::Remove { uid: contract, reason });
        }
        let base = known.unwrap_or_else(|| ExitPlan {
            contract,
            owner: scene.context.officer.clone(),
            handed_over_by: None,
            service: None,
            people: None,
            data: None,
            assets: None,
            commitments: None,
            done: None,
        });
        Ok(ContractAct::add(ExitPlan {
            contract,
            owner: arguments.owner.unwrap_or(base.owner),
            handed_over_by: over(arguments.handed_over_by, base.handed_over_by),
            service: over(arguments.service, base.service),
            people: over(arguments.people, base.people),
            data: over(arguments.data, base.data),
            assets: over(arguments.assets, base.assets),
            commitments: over(arguments.commitments, base.commitments),
            done: over(arguments.done, base.done),
        }))
    })
}

fn none(message: &str, hint: &str) -> Failure {
    Failure::Fault(Fault::NotFound { message: message.to_owned(), hint: Some(hint.to_owned()) })
}

fn closed() -> Failure {
    Failure::Fault(Fault::Invalid {
        message: "The final account of the contract is closed.".to_owned(),
        hint: Some(
            "“tenderbook contract account reopen” opens it again, with a reason.".to_owned(),
        ),
    })
}

/// The final account of commitments: close it, or reopen it
///
/// It closes once every commitment is delivered, waived, or short with a reason.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook contract account close 2026-0001 --note \"All delivered but two talks\"
  tenderbook contract account reopen 2026-0001 --reason \"A delivery came late\"")]
pub(super) struct AccountArguments {
    #[command(subcommand)]
    command: AccountCommand,
}

#[derive(Debug, Subcommand)]
enum AccountCommand {
    /// Close the final account; from then on nothing more is delivered under the contract
    #[command(after_help = "Example:
  tenderbook contract account close 2026-0001 --by \"R. Okafor\"")]
    Close(CloseAccount),
    /// Open a final account again
    #[command(after_help = "Example:
  tenderbook contract account reopen 2026-0001 --reason \"A delivery came late\"")]
    Reopen(ReopenAccount),
}

#[derive(Debug, Args)]
struct CloseAccount {
    #[command(flatten)]
    which: Which,
    /// Who closes it; left out it is you
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The day; left out it is today
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// What there is to say of it
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

#[derive(Debug, Args)]
struct ReopenAccount {
    #[command(flatten)]
    which: Which,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub(super) fn account(
    arguments: AccountArguments,
    settings: &Settings,
    out: &mut impl Write,
) -> Result {
    match arguments.command {
        AccountCommand::Close(CloseAccount { which, by, on, note }) => {
            deed::perform(out, settings, &which, "The account was not closed.", |scene| {
                let contract = scene.contract()?;
                if scene.view.file.is_settled(contract) {
                    return Err(closed());
                }
                let day = on.unwrap_or(scene.context.today);
                Ok(ContractAct::add(FinalAccount { contract, day, by: scene.by(by), note }))
            })
        }
        AccountCommand::Reopen(ReopenAccount { which, reason }) => {
            deed::perform(out, settings, &which, "The account was not reopened.", |scene| {
                let uid = scene.contract()?;
                if !scene.view.file.is_settled(uid) {
                    return Err(none(
                        "The contract has no final account that is closed.",
                        "“tenderbook contract account close” closes it.",
                    ));
                }
                Ok(ContractAct::Remove { uid, reason })
            })
        }
    }
}
