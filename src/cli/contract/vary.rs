//! `contract vary`: changes that both sides agreed on.

use std::io::Write;

use clap::Args;

use crate::cli::Settings;
use crate::cli::after::deed::{self, Which};
use crate::cli::after::find;
use crate::cli::failure::{Failure, Result};
use crate::cli::flags::{Said, word};
use crate::cli::value::{or_none, over};
use crate::domain::contract::{Variation, VariationKind};
use crate::domain::{Date, Money};
use crate::register::ContractAct;

/// Record a change that both sides agreed on: an extension, another value, other commitments
///
/// With --change it changes what is recorded of an earlier one, such as the day
/// on which its notice was published.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook contract vary 2026-0001 --about extension --ends 2030-03-31 --what \"One more year\" --agreed-by \"J. Smith\"
  tenderbook contract vary 2026-0001 --about value --value 130k --what \"Two more sites\" --ground \"Sch. 8 para. 8\" --agreed-by \"J. Smith\"
  tenderbook contract vary 2026-0001 --change 1 --notice 2028-12-01")]
pub(super) struct Arguments {
    #[command(flatten)]
    which: Which,
    /// The earlier change that is recorded better, by its number, words or uid
    #[arg(long, value_name = "CHANGE")]
    change: Option<String>,
    /// What it is about
    #[arg(long, value_name = "KIND", value_parser = word::<VariationKind>())]
    about: Option<VariationKind>,
    /// What changes
    #[arg(long, value_name = "TEXT")]
    what: Option<String>,
    /// The day of the agreement; left out it is today
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// The new last day; or none
    #[arg(long, value_name = "DATE", value_parser = or_none::<Date>)]
    ends: Option<Said<Date>>,
    /// The new value over the whole term; or none
    #[arg(long, value_name = "AMOUNT", allow_negative_numbers = true, value_parser = or_none::<Money>)]
    value: Option<Said<Money>>,
    /// What allows it: a term of the contract, or a ground of the law; or none
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    ground: Option<Said<String>>,
    /// Who agreed to it for the authority
    #[arg(long, value_name = "NAME")]
    agreed_by: Option<String>,
    /// The day on which a contract change notice was published; or none
    #[arg(long, value_name = "DATE", value_parser = or_none::<Date>)]
    notice: Option<Said<Date>>,
}

pub(super) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let Arguments { which, change, about, what, on, ends, value, ground, agreed_by, notice } =
        arguments;
    deed::perform(out, settings, &which, "The change was not recorded.", |scene| {
        let named = which.contract.as_deref();
        let before = match &change {
            Some(given) => Some(find::variation(scene.view, named, given)?),
            None => None,
        };
        let (uid, base) = if let Some((uid, base)) = before {
            (Some(uid), base)
        } else {
            let (Some(about), Some(what), Some(agreed_by)) =
                (about, what.clone(), agreed_by.clone())
            else {
                return Err(Failure::usage(
                    "What it is about, what changes or who agreed is not said.",
                    "Add --about, --what and --agreed-by.",
                ));
            };
            let base = Variation {
                contract: scene.contract()?,
                about,
                day: scene.context.today,
                what,
                ends: None,
                value: None,
                ground: None,
                agreed_by,
                notice: None,
            };
            (None, base)
        };
        let variation = Variation {
            about: about.unwrap_or(base.about),
            day: on.unwrap_or(base.day),
            what: what.unwrap_or(base.what),
            ends: over(ends, base.ends),
            value: over(value, base.value),
            ground: over(ground, base.ground),
            agreed_by: agreed_by.unwrap_or(base.agreed_by),
            notice: over(notice, base.notice),
            ..base
        };
        Ok(match uid {
            Some(uid) => ContractAct::change(uid, variation),
            None => ContractAct::add(variation),
        })
    })
}
