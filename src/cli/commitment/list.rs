//! The commitments of a tender with their progress, those that press first.

use std::io::Write;

use clap::Args;
use serde::Serialize;
use uuid::Uuid;

use crate::cli::after::deed::Look;
use crate::cli::after::find;
use crate::cli::failure::Result;
use crate::cli::write::{Figure, figure};
use crate::cli::{Settings, write};
use crate::domain::Date;
use crate::domain::contract::{Commitment, Progress, Standing};
use crate::domain::text::visible;
use crate::register::{ContractView, ContractsView};

/// List the commitments with their progress, those that press first
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook commitment list 2026-0001
  tenderbook commitment list 2026-0001 --contract 2 --json")]
pub(crate) struct Arguments {
    #[command(flatten)]
    look: Look,
}

/// A commitment with its progress, as programs are given it.
#[derive(Serialize)]
pub(crate) struct Shown<'a> {
    number: usize,
    uid: Uuid,
    #[serde(flatten)]
    commitment: &'a Commitment,
    schedule_words: String,
    progress: Option<ProgressShown>,
}

/// How far a commitment is: figures rounded and exact.
#[derive(Serialize)]
struct ProgressShown {
    standing: Standing,
    total: Figure,
    expected: Figure,
    delivered: Figure,
    verified: Figure,
    shortfall: Figure,
    share: Option<Figure>,
    missed: Option<Date>,
    next: Option<Next>,
    deliveries: usize,
}

#[derive(Serialize)]
struct Next {
    day: Date,
    quantity: Figure,
}

fn progress(of: &Progress) -> ProgressShown {
    ProgressShown {
        standing: of.standing,
        total: figure(&of.total),
        expected: figure(&of.expected),
        delivered: figure(&of.delivered),
        verified: figure(&of.verified),
        shortfall: figure(&of.shortfall),
        share: of.share().as_ref().map(figure),
        missed: of.missed,
        next: of
            .next
            .as_ref()
            .map(|(day, quantity)| Next { day: *day, quantity: figure(quantity) }),
        deliveries: of.deliveries,
    }
}

/// The commitments of a contract with their numbers, those that press first.
fn pressing<'a>(
    view: &'a ContractsView,
    of: &'a ContractView,
) -> Vec<(usize, Uuid, &'a Commitment, Option<&'a Progress>)> {
    let mut all: Vec<_> = find::commitments(&view.file, of.uid)
        .into_iter()
        .map(|(number, uid, one)| (number, uid, one, of.progress_of(uid)))
        .collect();
    let place = |uid: Uuid| of.progress.iter().position(|one| one.commitment == uid);
    all.sort_by_key(|(number, uid, ..)| (place(*uid).unwrap_or(usize::MAX), *number));
    all
}

/// The commitments of a contract for programs.
pub(crate) fn shown<'a>(view: &'a ContractsView, of: &'a ContractView) -> Vec<Shown<'a>> {
    let all = pressing(view, of).into_iter();
    all.map(|(number, uid, commitment, of)| Shown {
        number,
        uid,
        commitment,
        schedule_words: commitment.schedule.words(),
        progress: of.map(progress),
    })
    .collect()
}

#[derive(Serialize)]
struct OfContract<'a> {
    contract: Uuid,
    number: usize,
    words: &'a str,
    commitments: Vec<Shown<'a>>,
}

fn run_json(out: &mut impl Write, view: &ContractsView, all: &[(usize, &ContractView)]) -> Result {
    let of = all.iter().map(|(number, one)| OfContract {
        contract: one.uid,
        number: *number,
        words: &one.words,
        commitments: shown(view, one),
    });
    write::json(out, &of.collect::<Vec<_>>())
}

pub(super) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let look = &arguments.look;
    let view = settings.register()?.contracts(&look.reference, &settings.context())?;
    let all = find::some_contracts(&view, look.contract.as_deref())?;
    if look.json {
        return run_json(out, &view, &all);
    }
    if all.is_empty() {
        find::contract(&view, None)?;
    }
    for (number, one) in all {
        writeln!(out, "{number}  {}", one.words)?;
        write(out, &view, one)?;
    }
    Ok(())
}

/// Writes the commitments of a contract.
pub(crate) fn write(out: &mut impl Write, view: &ContractsView, of: &ContractView) -> Result {
    let all = pressing(view, of);
    if all.is_empty() {
        writeln!(out, "  No commitments yet.")?;
    }
    for (number, _, one, progress) in all {
        let standing = progress.map_or("", |progress| progress.standing.words());
        writeln!(out, "  {number}  {}: {standing}", visible(&one.title))?;
        if let Some(progress) = progress {
            let late = match progress.standing {
                Standing::Late => progress.missed,
                _ => None,
            };
            writeln!(
                out,
                "     {} of {} delivered, {} expected by today; {} checked",
                progress.delivered.short(2),
                one.amount(&progress.total),
                progress.expected.short(2),
                progress.verified.short(2)
            )?;
            if let Some(missed) = late {
                writeln!(
                    out,
                    "     Late: {} are missing by now; the first day missed was {}",
                    one.amount(&progress.shortfall),
                    missed.british()
                )?;
            }
            // What was settled is not to come any more.
            match progress.next.as_ref().filter(|_| progress.standing.is_open()) {
                Some((day, quantity)) if progress.standing == Standing::Late => writeln!(
                    out,
                    "     By {}, {} in all are still to come, those that are late included",
                    day.british(),
                    one.amount(quantity)
                )?,
                Some((day, quantity)) => {
                    writeln!(out, "     Next: {} by {}", one.amount(quantity), day.british())?;
                }
                None => {}
            }
        }
        writeln!(out, "     Due {}", one.schedule.words())?;
        let parts = [
            ("Promised: ", &one.words),
            ("Area: ", &one.area),
            ("Evidence expected: ", &one.evidence),
        ];
        for (lead, text) in parts {
            if let Some(text) = text {
                write::indented(out, 5, lead, text)?;
            }
        }
        if let Some(withheld) = &one.withheld {
            write::indented(out, 5, "Not published: ", &withheld.reason)?;
        }
        if let Some(settled) = &one.settled {
            let lead = format!(
                "{} on {}, by {}: ",
                if settled.how == crate::domain::contract::SettledKind::Waived {
                    "Waived"
                } else {
                    "Left short"
                },
                settled.day.british(),
                visible(&settled.by)
            );
            write::indented(out, 5, &lead, &settled.reason)?;
        }
    }
    if !of.promised.is_empty() {
        let names: Vec<String> =
            of.promised.iter().map(|one| format!("“{}”", visible(&one.title))).collect();
        writeln!(out, "  Promised by the bid and not in the contract: {}", names.join(", "))?;
    }
    Ok(())
}
