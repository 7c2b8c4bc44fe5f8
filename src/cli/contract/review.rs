//! `contract review` and `contract action`: reviews of performance, and what follows from them.

use std::io::Write;

use clap::{Args, Subcommand};
use uuid::Uuid;

use crate::cli::Settings;
use crate::cli::after::deed::{self, Scene, Which};
use crate::cli::after::find;
use crate::cli::failure::{Failure, Result};
use crate::cli::flags::{Said, word};
use crate::cli::value::{or_none, over};
use crate::domain::contract::{Action, ActionKind, Review};
use crate::domain::{Date, Money};
use crate::register::ContractAct;

/// Reviews of performance: plan, hold
///
/// The agenda is drawn from open actions, commitments, indicators and risks, and
/// is kept as it stood when the review was held.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook contract review plan 2026-0001 2026-07-10
  tenderbook contract agenda 2026-0001
  tenderbook contract review hold 2026-0001 --present \"J. Smith, P. Dale\" --minutes \"Two apprentices began\"")]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Plan a review, or with --review move one that is planned
    #[command(after_help = "Examples:
  tenderbook contract review plan 2026-0001 2026-07-10
  tenderbook contract review plan 2026-0001 2026-07-17 --review 2")]
    Plan(Plan),
    /// Record that a review was held: the planned one, or one that nobody had planned
    #[command(after_help = "Examples:
  tenderbook contract review hold 2026-0001 --minutes \"Two apprentices began\" --value \"Two people in work\" --measured £14,000
  tenderbook contract review hold 2026-0001 --review 1 --minutes \"As sent on 3 May\"")]
    Hold(Hold),
}

#[derive(Debug, Args)]
struct Plan {
    #[command(flatten)]
    which: Which,
    /// The day for which it is planned
    #[arg(value_name = "DATE")]
    day: Date,
    /// The review that is moved, by its number, day or uid
    #[arg(long, value_name = "REVIEW")]
    review: Option<String>,
}

#[derive(Debug, Args)]
struct Hold {
    #[command(flatten)]
    which: Which,
    /// The review, by its number, day or uid; left out it is the next that is planned
    #[arg(long, value_name = "REVIEW")]
    review: Option<String>,
    /// The day on which it was held; left out it is today
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// Who took part; or none
    #[arg(long, value_name = "NAMES", value_parser = or_none::<String>)]
    present: Option<Said<String>>,
    /// The agenda, where it was another than the one that is drawn
    #[arg(long, value_name = "TEXT")]
    agenda: Option<String>,
    /// The minutes; or none
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    minutes: Option<Said<String>>,
    /// The value that was measured, in words; or none
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    value: Option<Said<String>>,
    /// The same in money; or none
    #[arg(long, value_name = "AMOUNT", allow_negative_numbers = true, value_parser = or_none::<Money>)]
    measured: Option<Said<Money>>,
}

pub(super) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    match arguments.command {
        Command::Plan(Plan { which, day, review }) => {
            deed::perform(out, settings, &which, "The review was not planned.", |scene| {
                if let Some(given) = &review {
                    let named = which.contract.as_deref();
                    let (uid, base) = find::review(scene.view, named, given)?;
                    return Ok(ContractAct::change(uid, Review { planned: day, ..base }));
                }
                Ok(ContractAct::add(fresh(scene.contract()?, day)))
            })
        }
        Command::Hold(arguments) => hold(arguments, settings, out),
    }
}

fn fresh(contract: Uuid, planned: Date) -> Review {
    Review {
        contract,
        planned,
        held: None,
        present: None,
        agenda: None,
        minutes: None,
        value: None,
        measured: None,
    }
}

fn hold(arguments: Hold, settings: &Settings, out: &mut impl Write) -> Result {
    let Hold { which, review, on, present, agenda, minutes, value, measured } = arguments;
    deed::perform(out, settings, &which, "The review was not recorded.", |scene| {
        let of = find::contract(scene.view, which.contract.as_deref())?;
        let day = on.unwrap_or(scene.context.today);
        let named = if let Some(given) = &review {
            Some(find::review(scene.view, which.contract.as_deref(), given)?)
        } else {
            let planned = of.next_review.as_ref().and_then(|next| next.planned);
            planned.and_then(|uid| Some((uid, scene.view.file.reviews.get(&uid)?.clone())))
        };
        let due = of.next_review.as_ref().map(|next| next.day);
        let (uid, base) = match named {
            Some((uid, base)) => (Some(uid), base),
            None => (None, fresh(of.uid, due.unwrap_or(day))),
        };
        let drawn = (!of.agenda.is_empty()).then(|| of.agenda.join("\n"));
        let held = Review {
            held: Some(on.or(base.held).unwrap_or(day)),
            present: over(present, base.present),
            agenda: agenda.or(base.agenda).or(drawn),
            minutes: over(minutes, base.minutes),
            value: over(value, base.value),
            measured: over(measured, base.measured),
            ..base
        };
        Ok(match uid {
            Some(uid) => ContractAct::change(uid, held),
            None => ContractAct::add(held),
        })
    })
}

/// What somebody has to do by a day: add, change, done, drop
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook contract action add 2026-0001 \"Send the missing certificates\" --owner \"P. Dale\" --due 2026-08-01 --commitment 1
  tenderbook contract action done 2026-0001 1 --outcome \"Both came on 28 July\"")]
pub(super) struct ActionArguments {
    #[command(subcommand)]
    command: ActionCommand,
}

#[derive(Debug, Subcommand)]
enum ActionCommand {
    /// Add an action: corrective where something is short, or of the joint plan
    #[command(after_help = "Examples:
  tenderbook contract action add 2026-0001 \"Two more apprentices\" --owner \"P. Dale\" --due 2026-09-30 --commitment 1
  tenderbook contract action add 2026-0001 \"Visit the depot together\" --kind joint --owner \"R. Okafor\" --due 2026-10-01 --review 2")]
    Add(AddAction),
    /// Change an action; a flag that is left out changes nothing
    #[command(after_help = "Example:
  tenderbook contract action change 2026-0001 1 --due 2026-10-15")]
    Change(ChangeAction),
    /// Say that an action was done
    #[command(after_help = "Example:
  tenderbook contract action done 2026-0001 1 --outcome \"Both came on 28 July\"")]
    Done(DoneAction),
    /// Drop an action, with a reason
    #[command(after_help = "Example:
  tenderbook contract action drop 2026-0001 1 --reason \"The site has closed\"")]
    Drop(DropAction),
}

/// What an action is for.
#[derive(Debug, Args)]
struct For {
    /// The commitment that it is for, by its number, words or uid
    #[arg(long, value_name = "COMMITMENT", group = "concerns")]
    commitment: Option<String>,
    /// The indicator that it is for
    #[arg(long, value_name = "INDICATOR", group = "concerns")]
    kpi: Option<String>,
    /// The risk that it is for
    #[arg(long, value_name = "RISK", group = "concerns")]
    risk: Option<String>,
    /// The concern that it is for
    #[arg(long, value_name = "CONCERN", group = "concerns")]
    concern: Option<String>,
    /// The review in which it was agreed, by its number, day or uid
    #[arg(long, value_name = "REVIEW")]
    review: Option<String>,
}

impl For {
    fn concerns(&self, scene: &Scene<'_>) -> Result<Option<Uuid>> {
        let (view, of) = (scene.view, scene.which.contract.as_deref());
        Ok(match (&self.commitment, &self.kpi, &self.risk, &self.concern) {
            (Some(given), ..) => Some(find::commitment(view, of, given)?.0),
            (_, Some(given), ..) => Some(find::kpi(view, of, given)?.0),
            (_, _, Some(given), _) => Some(find::risk(view, of, given)?.0),
            (_, _, _, Some(given)) => Some(find::concern(view, of, given)?.0),
            _ => None,
        })
    }

    fn review(&self, scene: &Scene<'_>) -> Result<Option<Uuid>> {
        let of = scene.which.contract.as_deref();
        let found = self.review.as_deref().map(|given| find::review(scene.view, of, given));
        Ok(found.transpose()?.map(|(uid, _)| uid))
    }
}

#[derive(Debug, Args)]
struct AddAction {
    #[command(flatten)]
    which: Which,
    /// What is to be done
    #[arg(value_name = "TEXT")]
    what: String,
    /// Corrective, or of the joint plan
    #[arg(long, value_name = "KIND", default_value = "corrective", value_parser = word::<ActionKind>())]
    kind: ActionKind,
    /// Who does it
    #[arg(long, value_name = "NAME")]
    owner: String,
    /// By when
    #[arg(long, value_name = "DATE")]
    due: Date,
    #[command(flatten)]
    of: For,
}

#[derive(Debug, Args)]
struct ChangeAction {
    #[command(flatten)]
    which: Which,
    /// The action, by its number, words or uid
    #[arg(value_name = "ACTION")]
    action: String,
    /// What is to be done
    #[arg(long, value_name = "TEXT")]
    what: Option<String>,
    /// Who does it
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// By when
    #[arg(long, value_name = "DATE")]
    due: Option<Date>,
    /// It is to be done after all
    #[arg(long)]
    open: bool,
    #[command(flatten)]
    of: For,
}

#[derive(Debug, Args)]
struct DoneAction {
    #[command(flatten)]
    which: Which,
    /// The action, by its number, words or uid
    #[arg(value_name = "ACTION")]
    action: String,
    /// The day; left out it is today
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// What came of it
    #[arg(long, value_name = "TEXT")]
    outcome: Option<String>,
}

#[derive(Debug, Args)]
struct DropAction {
    #[command(flatten)]
    which: Which,
    /// The action, by its number, words or uid
    #[arg(value_name = "ACTION")]
    action: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub(super) fn action(
    arguments: ActionArguments,
    settings: &Settings,
    out: &mut impl Write,
) -> Result {
    match arguments.command {
        ActionCommand::Add(AddAction { which, what, kind, owner, due, of }) => {
            deed::perform(out, settings, &which, "The action was not added.", |scene| {
                Ok(ContractAct::add(Action {
                    contract: scene.contract()?,
                    about: kind,
                    concerns: of.concerns(scene)?,
                    review: of.review(scene)?,
                    what,
                    owner,
                    due,
                    done: None,
                    outcome: None,
                    dropped: false,
                }))
            })
        }
        ActionCommand::Change(ChangeAction { which, action, what, owner, due, open, of }) => {
            deed::perform(out, settings, &which, "The action was not changed.", |scene| {
                let (uid, base) = find::action(scene.view, which.contract.as_deref(), &action)?;
                Ok(ContractAct::change(
                    uid,
                    Action {
                        what: what.unwrap_or(base.what),
                        owner: owner.unwrap_or(base.owner),
                        due: due.unwrap_or(base.due),
                        concerns: of.concerns(scene)?.or(base.concerns),
                        review: of.review(scene)?.or(base.review),
                        done: base.done.filter(|_| !open),
                        outcome: base.outcome.filter(|_| !open),
                        dropped: base.dropped && !open,
                        ..base
                    },
                ))
            })
        }
        ActionCommand::Done(DoneAction { which, action, on, outcome }) => {
            deed::perform(out, settings, &which, "The action was not finished.", |scene| {
                let (uid, base) = open_action(scene, &action)?;
                let done = Some(on.unwrap_or(scene.context.today));
                Ok(ContractAct::change(uid, Action { done, outcome, ..base }))
            })
        }
        ActionCommand::Drop(DropAction { which, action, reason }) => {
            deed::perform(out, settings, &which, "The action was not dropped.", |scene| {
                let (uid, base) = open_action(scene, &action)?;
                let outcome = Some(reason);
                Ok(ContractAct::change(uid, Action { dropped: true, outcome, ..base }))
            })
        }
    }
}

/// An action that is still to be done.
fn open_action(scene: &Scene<'_>, given: &str) -> Result<(Uuid, Action)> {
    let (uid, action) = find::action(scene.view, scene.which.contract.as_deref(), given)?;
    if action.is_open() {
        return Ok((uid, action));
    }
    Err(Failure::Fault(crate::register::Fault::Invalid {
        message: "That action was done or dropped already.".to_owned(),
        hint: Some("“tenderbook contract action change … --open” opens it again.".to_owned()),
    }))
}
