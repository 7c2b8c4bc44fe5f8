//! `contract begin`, `change`, `end` and `remove`: what was signed, and how it ended.

use std::io::Write;

use clap::Args;
use uuid::Uuid;

use crate::cli::Settings;
use crate::cli::after::deed::{self, Scene, Which};
use crate::cli::after::find;
use crate::cli::failure::{Failure, Result};
use crate::cli::flags::{Said, word};
use crate::cli::pick::{Kind, Known, pick};
use crate::cli::value::{answer, or_none, over};
use crate::domain::contract::{Contract, EndKind, Ended};
use crate::domain::text::visible;
use crate::domain::{Date, Money};
use crate::register::{Awarded, ContractAct, Fault};

/// What a contract says; a flag that is left out changes nothing.
#[derive(Debug, Args)]
struct TermFlags {
    /// What it is called, where the tender has more than one; or none
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    title: Option<Said<String>>,
    /// Its value over the whole term, without VAT; or none
    #[arg(long, value_name = "AMOUNT", allow_negative_numbers = true, value_parser = or_none::<Money>)]
    value: Option<Said<Money>>,
    /// The day of the signature; or none
    #[arg(long, value_name = "DATE", value_parser = or_none::<Date>)]
    signed: Option<Said<Date>>,
    /// The day up to which it may be extended; or none
    #[arg(long, value_name = "DATE", value_parser = or_none::<Date>)]
    extendable_to: Option<Said<Date>>,
    /// Who manages it; or none
    #[arg(long, value_name = "NAME", value_parser = or_none::<String>)]
    manager: Option<Said<String>>,
    /// After how many months its performance is reviewed; or none
    #[arg(long, value_name = "MONTHS", value_parser = or_none::<u8>)]
    review_months: Option<Said<u8>>,
    /// Whether it was awarded in collaboration with other authorities
    #[arg(long, value_name = "ANSWER", value_parser = answer())]
    collaborative: Option<Said<bool>>,
    /// With whom; or none
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    partners: Option<Said<String>>,
    /// Why it has no key performance indicators, where the law would ask for some; or none
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    no_kpis: Option<Said<String>>,
    /// What is noted on it, internal; or none
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    note: Option<Said<String>>,
}

impl TermFlags {
    fn over(self, base: Contract) -> Contract {
        Contract {
            title: over(self.title, base.title),
            value: over(self.value, base.value),
            signed: over(self.signed, base.signed),
            extendable_to: over(self.extendable_to, base.extendable_to),
            manager: over(self.manager, base.manager),
            review_months: over(self.review_months, base.review_months),
            collaborative: over(self.collaborative, base.collaborative),
            partners: over(self.partners, base.partners),
            no_kpis: over(self.no_kpis, base.no_kpis),
            note: over(self.note, base.note),
            ..base
        }
    }
}

/// Record a contract, from the award where there is one
///
/// After an award, the supplier, the value and the lot are those of the winning
/// bid unless something else is said. The supplier has to be in the directory.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook contract begin 2026-0001 --starts 2026-04-01 --ends 2029-03-31 --signed 2026-03-20 --take-over
  tenderbook contract begin 2026-0001 --supplier \"Acme Care Ltd\" --value 98000 --starts 2026-04-01 --ends 2027-03-31
  tenderbook contract begin 2026-0001 --lot 2 --starts 2026-04-01 --ends 2029-03-31 --review-months 3")]
pub(super) struct Begin {
    #[command(flatten)]
    which: Which,
    /// The supplier, by name, company number or uid
    #[arg(long, value_name = "SUPPLIER")]
    supplier: Option<String>,
    /// The lot that was awarded, by its number or title; or none where it follows from no award
    #[arg(long, value_name = "LOT")]
    lot: Option<String>,
    /// The first day
    #[arg(long, value_name = "DATE")]
    starts: Date,
    /// The last day
    #[arg(long, value_name = "DATE")]
    ends: Date,
    #[command(flatten)]
    flags: TermFlags,
    /// Also make what the winning bid promised commitments of the contract
    #[arg(long)]
    take_over: bool,
}

pub(super) fn begin(arguments: Begin, settings: &Settings, out: &mut impl Write) -> Result {
    let Begin { which, supplier, lot, starts, ends, flags, take_over } = arguments;
    if which.contract.is_some() {
        return Err(Failure::usage(
            "The contract was not begun. A contract that is begun has no number yet.",
            "Leave --contract out; “contract change” changes one that is there.",
        ));
    }
    let act = |scene: &Scene<'_>| {
        let awarded = awarded(scene, lot.as_deref())?;
        let uid = match (&supplier, awarded) {
            (Some(given), _) => find::supplier(scene.register, given)?.0,
            (None, Some(awarded)) => winner(scene, awarded)?,
            (None, None) => {
                return Err(Failure::usage(
                    "There is no award that says with whom it is.",
                    "Add --supplier with a name of the directory.",
                ));
            }
        };
        if take_over && awarded.is_none_or(|awarded| awarded.promised == 0) {
            return Err(Failure::Fault(Fault::Invalid {
                message: "The award has no commitments to take over.".to_owned(),
                hint: Some("Leave --take-over out and add commitments one by one.".to_owned()),
            }));
        }
        let base = Contract {
            lot: awarded.map(|awarded| awarded.lot),
            supplier: uid,
            title: None,
            value: awarded.and_then(|awarded| awarded.price),
            signed: None,
            starts,
            ends,
            extendable_to: None,
            manager: None,
            review_months: None,
            collaborative: None,
            partners: None,
            no_kpis: None,
            ended: None,
            note: None,
        };
        Ok(ContractAct::add(flags.over(base)))
    };
    deed::perform_then(out, settings, &which, "The contract was not begun.", act, |contract| {
        take_over.then_some(ContractAct::TakeOver { contract })
    })
}

/// The award that the contract follows from: the one that is named, or the only one that has no
/// contract yet.
fn awarded<'a>(scene: &'a Scene<'_>, lot: Option<&str>) -> Result<Option<&'a Awarded>> {
    let all = &scene.view.awarded;
    match (lot.map(str::trim), all.as_slice()) {
        (Some("none"), _) | (None, []) => Ok(None),
        (None, [only]) => Ok(Some(only)),
        (None, several) => {
            let names: Vec<String> = several.iter().map(|one| visible(&one.words)).collect();
            Err(Failure::usage(
                "Several lots were awarded, and which one is meant is not said.",
                format!("Add --lot with its number: {}.", names.join("; ")),
            ))
        }
        (Some(given), all) => {
            let kind = Kind {
                one: "awarded lot without a contract",
                many: "lots",
                none: "Every lot that was awarded has its contract; --lot none records one without an award.",
            };
            let known = all.iter().map(|one| Known {
                it: one,
                uid: String::new(),
                number: Some(one.lot.to_string()),
                name: one.words.clone(),
            });
            pick(kind, given, known.collect()).map(Some)
        }
    }
}

/// The supplier that the award went to, where the directory has exactly it.
fn winner(scene: &Scene<'_>, awarded: &Awarded) -> Result<Uuid> {
    let name = visible(&awarded.supplier);
    let found = scene.register.suppliers_called(&awarded.supplier)?;
    let wanted = awarded.supplier.trim().to_lowercase();
    let mut same = found.iter().filter(|(_, one)| one.name.to_lowercase() == wanted);
    match (same.next(), same.next()) {
        (Some((uid, _)), None) => Ok(*uid),
        (None, _) => Err(Failure::Fault(Fault::NotFound {
            message: format!("The award went to “{name}”, which is not in the directory."),
            hint: Some(format!(
                "“tenderbook supplier add --name \"{name}\"” adds it; --supplier names another that is there."
            )),
        })),
        (Some(_), Some(_)) => find::supplier(scene.register, &awarded.supplier).map(|one| one.0),
    }
}

/// Change what is recorded of a contract; a flag that is left out changes nothing
///
/// Once it is signed, its supplier, value and days stand: what was agreed since is
/// a change of the contract (“contract vary”); --reason mends a slip of the pen.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook contract change 2026-0001 --signed 2026-03-20 --manager \"R. Okafor\"
  tenderbook contract change 2026-0001 --value 98,500 --reason \"Mistyped: the contract says so\"
  tenderbook contract change 2026-0001 --contract 2 --extendable-to none")]
pub(super) struct Change {
    #[command(flatten)]
    which: Which,
    /// The supplier, by name, company number or uid
    #[arg(long, value_name = "SUPPLIER")]
    supplier: Option<String>,
    /// The first day
    #[arg(long, value_name = "DATE")]
    starts: Option<Date>,
    /// The last day as signed
    #[arg(long, value_name = "DATE")]
    ends: Option<Date>,
    #[command(flatten)]
    flags: TermFlags,
    /// It has not ended after all
    #[arg(long)]
    runs: bool,
    /// Why, where it is signed and its supplier, value or days change
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

pub(super) fn change(arguments: Change, settings: &Settings, out: &mut impl Write) -> Result {
    let Change { which, supplier, starts, ends, flags, runs, reason } = arguments;
    deed::perform(out, settings, &which, "The contract was not changed.", |scene| {
        let of = find::contract(scene.view, which.contract.as_deref())?;
        let mut base = of.contract.clone();
        if let Some(given) = &supplier {
            base.supplier = find::supplier(scene.register, given)?.0;
        }
        base.starts = starts.unwrap_or(base.starts);
        base.ends = ends.unwrap_or(base.ends);
        if runs {
            base.ended = None;
        }
        Ok(ContractAct::change(of.uid, flags.over(base)).because(reason))
    })
}

/// Record how a contract ended
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook contract end 2026-0001 --how expired --reason \"The term is over\" --on 2029-03-31
  tenderbook contract end 2026-0001 --how terminated --reason \"Two warnings\" --notice 2027-02-01")]
pub(super) struct End {
    #[command(flatten)]
    which: Which,
    /// In which way
    #[arg(long, value_name = "HOW", value_parser = word::<EndKind>())]
    how: EndKind,
    /// Why, or what there is to say of it
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// The last day; left out it is today
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// The day on which the termination notice was published
    #[arg(long, value_name = "DATE")]
    notice: Option<Date>,
}

pub(super) fn end(arguments: End, settings: &Settings, out: &mut impl Write) -> Result {
    let End { which, how, reason, on, notice } = arguments;
    deed::perform(out, settings, &which, "The contract was not ended.", |scene| {
        let of = find::contract(scene.view, which.contract.as_deref())?;
        let day = on.unwrap_or(scene.context.today);
        let ended = Some(Ended { day, how, reason, notice });
        Ok(ContractAct::change(of.uid, Contract { ended, ..of.contract.clone() }))
    })
}

/// Take a contract away that was recorded by mistake, or one of its records
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook contract remove 2026-0001 --reason \"Belongs to another tender\"
  tenderbook contract remove 2026-0001 01995f2a-7c1e --reason \"Entered twice\"")]
pub(super) struct Remove {
    #[command(flatten)]
    which: Which,
    /// A record of the contract, by the start of its uid; left out it is the contract itself
    #[arg(value_name = "RECORD")]
    record: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub(super) fn remove(arguments: Remove, settings: &Settings, out: &mut impl Write) -> Result {
    let Remove { which, record, reason } = arguments;
    deed::perform(out, settings, &which, "Nothing was taken away.", |scene| {
        if let Some(given) = &record {
            let uid = find::any(scene.view, given)?;
            return Ok(ContractAct::Remove { uid, reason });
        }
        let uid = scene.contract()?;
        let file = &scene.view.file;
        // They share the contract's uid, and would go in its place.
        for (there, what, how) in [
            (file.final_accounts.contains_key(&uid), "a final account", "account reopen"),
            (file.exit_plans.contains_key(&uid), "an exit plan", "exit-plan --remove"),
        ] {
            if there {
                return Err(Failure::Fault(Fault::Invalid {
                    message: format!("The contract has {what}."),
                    hint: Some(format!("“tenderbook contract {how}” takes it away first.")),
                }));
            }
        }
        Ok(ContractAct::Remove { uid, reason })
    })
}
