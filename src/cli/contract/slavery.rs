//! Modern slavery and ethics: `contract slavery`, `diligence` and `concern`.

use std::io::Write;

use clap::{Args, Subcommand};

use crate::cli::Settings;
use crate::cli::after::deed::{self, Which};
use crate::cli::after::evidence::Attached;
use crate::cli::after::find;
use crate::cli::failure::Result;
use crate::cli::flags::{Said, word};
use crate::cli::value::{or_none, over};
use crate::domain::Date;
use crate::domain::contract::{Concern, Diligence, Factor, Level, SlaveryRisk};
use crate::register::ContractAct;

/// Assess the risk of modern slavery: sector, countries, kind of labour
///
/// As a whole the risk is as great as the greatest of its sides; --level with
/// --reasons says why it is less.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook contract slavery 2026-0001 --sector Catering --sector-level medium --country \"United Kingdom\" --country-level low --labour \"Agency staff\" --labour-level medium
  tenderbook contract slavery 2026-0001 --sector Uniforms --sector-level high --country \"Bangladesh\" --country-level high --labour \"Piecework\" --labour-level high --next 2027-04-01")]
pub(super) struct Arguments {
    #[command(flatten)]
    which: Which,
    /// The sector
    #[arg(long, value_name = "TEXT")]
    sector: String,
    /// How great the risk is from there
    #[arg(long, value_name = "LEVEL", value_parser = word::<Level>())]
    sector_level: Level,
    /// The countries of the supply chain
    #[arg(long, value_name = "TEXT")]
    country: String,
    /// How great the risk is from there
    #[arg(long, value_name = "LEVEL", value_parser = word::<Level>())]
    country_level: Level,
    /// The kind of labour
    #[arg(long, value_name = "TEXT")]
    labour: String,
    /// How great the risk is from there
    #[arg(long, value_name = "LEVEL", value_parser = word::<Level>())]
    labour_level: Level,
    /// How great it is as a whole; left out it is the greatest of the three
    #[arg(long, value_name = "LEVEL", value_parser = word::<Level>())]
    level: Option<Level>,
    /// Why; needed where it is below the greatest of the three
    #[arg(long, value_name = "TEXT")]
    reasons: Option<String>,
    /// Who assessed it; left out it is you
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The day of the assessment; left out it is today
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// The day on which it is looked at again
    #[arg(long, value_name = "DATE")]
    next: Option<Date>,
}

pub(super) fn run(of: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let which = of.which.clone();
    deed::perform(out, settings, &which, "The risk was not assessed.", |scene| {
        let mut risk = SlaveryRisk {
            contract: scene.contract()?,
            day: of.on.unwrap_or(scene.context.today),
            sector: Factor { words: of.sector, level: of.sector_level },
            country: Factor { words: of.country, level: of.country_level },
            labour: Factor { words: of.labour, level: of.labour_level },
            level: Level::Low,
            reasons: of.reasons,
            by: scene.by(of.by),
            next: of.next,
        };
        risk.level = of.level.unwrap_or_else(|| risk.greatest());
        Ok(ContractAct::add(risk))
    })
}

/// Record a step of due diligence
#[derive(Debug, Args)]
#[command(after_help = "Example:
  tenderbook contract diligence 2026-0001 \"Asked for the audit of the factory\" --found \"Audit of May, no findings\" --file audit.pdf")]
pub(super) struct DiligenceArguments {
    #[command(flatten)]
    which: Which,
    /// What was looked into
    #[arg(value_name = "TEXT")]
    what: String,
    /// The step that is recorded better, by its number, words or uid
    #[arg(long, value_name = "STEP")]
    step: Option<String>,
    /// What was found; or none
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    found: Option<Said<String>>,
    /// Who looked; left out it is you
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The day; left out it is today
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    #[command(flatten)]
    attached: Attached,
}

pub(super) fn diligence(
    arguments: DiligenceArguments,
    settings: &Settings,
    out: &mut impl Write,
) -> Result {
    let DiligenceArguments { which, what, step, found, by, on, attached } = arguments;
    deed::perform(out, settings, &which, "The step was not recorded.", |scene| {
        let named = which.contract.as_deref();
        let Some(given) = &step else {
            let step = Diligence {
                contract: scene.contract()?,
                day: on.unwrap_or(scene.context.today),
                what,
                found: over(found, None),
                by: scene.by(by),
                evidence: None,
            };
            return Ok(ContractAct::add(step).with(attached.taken()));
        };
        let (uid, base) = find::diligence_step(scene.view, named, given)?;
        let step = Diligence {
            what,
            found: over(found, base.found),
            by: by.unwrap_or(base.by),
            day: on.unwrap_or(base.day),
            ..base
        };
        Ok(ContractAct::change(uid, step).with(attached.taken()))
    })
}

/// Concerns about slavery, trafficking or ethics, and to whom they were reported: add, change
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook contract concern add 2026-0001 \"Passports held by the agency\" --reported-to \"Modern Slavery Helpline\" --reported-on 2026-06-03
  tenderbook contract concern change 2026-0001 1 --outcome \"The agency was replaced\"")]
pub(super) struct ConcernArguments {
    #[command(subcommand)]
    command: ConcernCommand,
}

#[derive(Debug, Subcommand)]
enum ConcernCommand {
    /// Add a concern
    #[command(after_help = "Example:
  tenderbook contract concern add 2026-0001 \"Passports held by the agency\" --reported-to \"Modern Slavery Helpline\" --reported-on 2026-06-03")]
    Add(AddConcern),
    /// Change a concern: to whom it was reported, what came of it
    #[command(after_help = "Example:
  tenderbook contract concern change 2026-0001 1 --outcome \"The agency was replaced\"")]
    Change(ChangeConcern),
}

#[derive(Debug, Args)]
struct ConcernFlags {
    /// To whom it was reported; or none
    #[arg(long, value_name = "NAME", value_parser = or_none::<String>)]
    reported_to: Option<Said<String>>,
    /// On which day; or none
    #[arg(long, value_name = "DATE", value_parser = or_none::<Date>)]
    reported_on: Option<Said<Date>>,
    /// What came of it; or none
    #[arg(long, value_name = "TEXT", value_parser = or_none::<String>)]
    outcome: Option<Said<String>>,
    /// The day on which it was raised; left out it is today
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
}

impl ConcernFlags {
    fn over(self, base: Concern) -> Concern {
        Concern {
            reported_to: over(self.reported_to, base.reported_to),
            reported_on: over(self.reported_on, base.reported_on),
            outcome: over(self.outcome, base.outcome),
            day: self.on.unwrap_or(base.day),
            ..base
        }
    }
}

#[derive(Debug, Args)]
struct AddConcern {
    #[command(flatten)]
    which: Which,
    /// What it is
    #[arg(value_name = "TEXT")]
    what: String,
    #[command(flatten)]
    flags: ConcernFlags,
}

#[derive(Debug, Args)]
struct ChangeConcern {
    #[command(flatten)]
    which: Which,
    /// The concern, by its number, words or uid
    #[arg(value_name = "CONCERN")]
    concern: String,
    /// What it is
    #[arg(long, value_name = "TEXT")]
    what: Option<String>,
    #[command(flatten)]
    flags: ConcernFlags,
}

pub(super) fn concern(
    arguments: ConcernArguments,
    settings: &Settings,
    out: &mut impl Write,
) -> Result {
    match arguments.command {
        ConcernCommand::Add(AddConcern { which, what, flags }) => {
            deed::perform(out, settings, &which, "The concern was not recorded.", |scene| {
                Ok(ContractAct::add(flags.over(Concern {
                    contract: scene.contract()?,
                    day: scene.context.today,
                    what,
                    reported_to: None,
                    reported_on: None,
                    outcome: None,
                })))
            })
        }
        ConcernCommand::Change(ChangeConcern { which, concern, what, flags }) => {
            deed::perform(out, settings, &which, "The concern was not changed.", |scene| {
                let (uid, mut base) =
                    find::concern(scene.view, which.contract.as_deref(), &concern)?;
                base.what = what.unwrap_or(base.what);
                Ok(ContractAct::change(uid, flags.over(base)))
            })
        }
    }
}
