//! `tenderbook policy upgrade`: move a tender to the edition of its policy that is there now.

use std::io::{BufRead, IsTerminal, Read, Write};

use clap::Args;
use serde::Serialize;

use crate::cli::failure::Result;
use crate::cli::which::Which;
use crate::cli::{Settings, write};
use crate::domain::text::visible;
use crate::domain::{ItemId, Reference};
use crate::policy::{Changed, Difference, DifferenceKind};
use crate::register::{Act, Edition, Order, Source, Upgrade, counts};

/// Show what another edition of its policy would change for a tender, and move it there
///
/// A tender keeps the text of the policy that it was started under. When the
/// policies that Tenderbook knows hold another text, this shows the difference
/// item by item. With --yes, or when you confirm it on a terminal, the tender is
/// moved: work is carried over by the ids of the items, and an item that was
/// worked on and is gone stays in sight. The statute over the policy is kept and
/// moved in the same way, after the policy.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook policy upgrade 2026-0001
  tenderbook policy upgrade 2026-0001 --yes
  tenderbook policy upgrade 2026-0001 --json")]
pub(crate) struct Arguments {
    #[command(flatten)]
    which: Which,
    /// Carry it out without asking
    #[arg(long)]
    yes: bool,
    /// Print one object for programs; without --yes nothing is changed
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Shown<'a> {
    reference: &'a Reference,
    policy: &'a str,
    source: Option<Source>,
    from: Option<&'a Edition>,
    to: Option<&'a Edition>,
    determination: &'a [Changed],
    differences: &'a [Difference],
    kept: &'a [ItemId],
    outcomes_gone: &'a [String],
    done: bool,
}

pub(crate) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let mut register = settings.backed_up(settings.register()?)?;
    let view = register.procurement(&arguments.which.reference)?;
    write::left_out(register.library());
    let (reference, policy) = (&view.reference, view.pack.policy.id.as_str());
    let upgrade = register.upgrade(reference.as_str())?;
    if !arguments.json {
        match &upgrade {
            None => {
                writeln!(out, "{}", up_to_date(policy, reference))?;
            }
            Some(upgrade) => tell(out, policy, reference, upgrade)?,
        }
    }
    let wanted = match &upgrade {
        None => false,
        Some(_) => arguments.yes || (!arguments.json && confirmed(out, reference)?),
    };
    let mut done = None;
    if let Some(upgrade) = upgrade.as_ref().filter(|_| wanted) {
        let act = Act::UpgradePolicy { sha256: upgrade.to.sha256.clone() };
        let order = Order { seen: Some(view.version), ..Order::on(reference.as_str(), act) };
        done = Some(register.perform(&order, &settings.context())?);
    }
    if arguments.json {
        return write::json(
            out,
            &Shown {
                reference,
                policy,
                source: upgrade.as_ref().map(|upgrade| upgrade.source),
                from: upgrade.as_ref().map(|upgrade| &upgrade.from),
                to: upgrade.as_ref().map(|upgrade| &upgrade.to),
                determination: upgrade.as_ref().map_or(&[], |upgrade| &upgrade.consequences),
                differences: upgrade.as_ref().map_or(&[], |upgrade| &upgrade.differences),
                kept: upgrade.as_ref().map_or(&[], |upgrade| &upgrade.kept),
                outcomes_gone: upgrade.as_ref().map_or(&[], |upgrade| &upgrade.outcomes_gone),
                done: done.is_some(),
            },
        );
    }
    match (&done, &upgrade) {
        (Some(done), _) => write::done(out, &register, done),
        (None, Some(_)) => {
            writeln!(out, "Nothing was changed. The same with --yes carries it out.")?;
            Ok(())
        }
        (None, None) => Ok(()),
    }
}

/// That there is no other edition.
pub(crate) fn up_to_date(policy: &str, reference: &Reference) -> String {
    let policy = visible(policy);
    format!("{reference} has the text of {policy} and of the statute that is there now.")
}

/// Asks on a terminal whether to go on; elsewhere nobody could answer.
fn confirmed(out: &mut impl Write, reference: &Reference) -> Result<bool> {
    let stdin = std::io::stdin();
    if !stdin.is_terminal() || !Settings::has_terminal() {
        return Ok(false);
    }
    write!(out, "Type {reference} to carry it out, or only press Enter to leave it: ")?;
    out.flush()?;
    let mut answer = String::new();
    stdin.lock().take(1024).read_line(&mut answer)?;
    Ok(answer.trim().eq_ignore_ascii_case(reference.as_str()))
}

/// Writes what moving to another edition would change for a tender.
pub(crate) fn tell(
    out: &mut impl Write,
    policy: &str,
    reference: &Reference,
    upgrade: &Upgrade,
) -> Result {
    let Upgrade { from, to, .. } = upgrade;
    writeln!(
        out,
        "{reference}: {}, from edition {} to edition {}",
        match upgrade.source {
            Source::Policy => visible(policy),
            Source::Statute => "the statute".to_owned(),
        },
        visible(&from.edition),
        visible(&to.edition)
    )?;
    writeln!(out, "  SHA-256 {} to {}", from.sha256, to.sha256)?;
    writeln!(out, "\nWhat it changes for this tender")?;
    if upgrade.consequences.is_empty() {
        writeln!(out, "  The {} would require the same of its facts.", upgrade.source.word())?;
    }
    for changed in &upgrade.consequences {
        change(out, 2, changed)?;
    }
    if !upgrade.kept.is_empty() {
        writeln!(out, "  Items that were worked on and are gone; they stay in sight:")?;
        for id in &upgrade.kept {
            writeln!(out, "    {id}")?;
        }
    }
    if !upgrade.outcomes_gone.is_empty() {
        let gone: Vec<String> = upgrade.outcomes_gone.iter().map(|id| visible(id)).collect();
        writeln!(out, "  Outcomes that are sought and are gone: {}", gone.join(", "))?;
    }
    writeln!(out, "\nWhat differs: {}", counts(&upgrade.differences))?;
    for found in &upgrade.differences {
        let (part, id) = (found.part, visible(&found.id));
        let lead = format!("{} {part} {id}: ", capital(found.kind));
        write::indented(out, 2, &lead, &found.text)?;
        for changed in &found.changes {
            change(out, 4, changed)?;
        }
    }
    writeln!(out)?;
    Ok(())
}

fn change(out: &mut impl Write, by: usize, changed: &Changed) -> Result {
    write::indented(out, by, &format!("{}, before: ", changed.what), &changed.before)?;
    write::indented(out, by, &format!("{}, now: ", changed.what), &changed.after)
}

const fn capital(kind: DifferenceKind) -> &'static str {
    match kind {
        DifferenceKind::New => "New",
        DifferenceKind::Gone => "Gone",
        DifferenceKind::Reworded => "Reworded",
        DifferenceKind::Changed => "Changed",
    }
}
