//! `tenderbook verify`: is the register what was written?

use std::io::Write;

use clap::Args;
use serde::Serialize;

use crate::cli::Settings;
use crate::cli::failure::{Failure, Result};
use crate::cli::progress::Progress;
use crate::cli::write::{self, Newest};
use crate::domain::text::visible;
use crate::register::{Accepted, Anchor, AnchorFound, Verification, grouped};

/// Check the register: its file, the chain of its journal, that everything stands as the journal
/// says, the files that records name, and what follows from all that
///
/// The hash of the newest entry is an anchor: it stands for everything before it. Keep it
/// elsewhere, and hold the register against it later with --against. Tender files, evaluation
/// workbooks, reports and the whole register as JSON carry one.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook verify
  tenderbook verify --against 3f1c9a0b27de4481
  tenderbook verify --rebuild
  tenderbook verify --accept \"IT mended a date at my request\"
  tenderbook verify --json --register /media/archive/register.db")]
pub(crate) struct Arguments {
    /// Print one object for programs
    #[arg(long)]
    json: bool,
    /// Hold the journal against an anchor that was kept: the hash of an entry, or at least its first 16 digits; may be given several times
    #[arg(long, value_name = "HASH")]
    against: Vec<String>,
    /// Make anew first what follows from the rest: what is searched, due and counted; nothing that was written changes
    #[arg(long, alias = "rebuild-search")]
    rebuild: bool,
    /// Accept first what another program has changed, with your reason: the journal names each difference, and stands from there on for what is there
    #[arg(long, value_name = "REASON")]
    accept: Option<String>,
}

#[derive(Serialize)]
struct Verified<'a> {
    sound: bool,
    register: String,
    entries: usize,
    newest: Option<Newest<'a>>,
    packs: usize,
    checked: Vec<Checked>,
    anchors: Vec<Held<'a>>,
    accepted: Vec<Taken<'a>>,
    faults: &'a [String],
}

#[derive(Serialize)]
struct Checked {
    what: &'static str,
    count: Option<usize>,
}

#[derive(Serialize)]
struct Taken<'a> {
    first: i64,
    last: i64,
    at: &'a str,
    officer: &'a str,
    reason: &'a str,
    count: usize,
    differences: &'a [String],
}

impl<'a> Taken<'a> {
    fn of(accepted: &'a Accepted) -> Self {
        let Accepted { first, last, at, officer, reason, differences, count } = accepted;
        let (first, last, count) = (*first, *last, *count);
        Self { first, last, at, officer, reason, count, differences }
    }
}

#[derive(Serialize)]
struct Held<'a> {
    given: &'a str,
    holds: bool,
    sequence: Option<i64>,
    at: Option<&'a str>,
    hash: Option<&'a str>,
    said: &'a str,
}

impl<'a> Held<'a> {
    fn of(found: &'a AnchorFound) -> Self {
        let entry = found.entry.as_ref();
        Self {
            given: &found.given,
            holds: found.holds,
            sequence: entry.map(|(sequence, ..)| *sequence),
            at: entry.map(|(_, at, _)| at.as_str()),
            hash: entry.map(|(_, _, hash)| hash.as_str()),
            said: &found.said,
        }
    }
}

pub(crate) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let anchors: Vec<Anchor> = arguments
        .against
        .iter()
        .map(|typed| Anchor::parse(typed))
        .collect::<crate::register::Result<_>>()?;
    let mut register = settings.register()?;
    let progress = Progress::of("Verifying");
    if arguments.rebuild {
        register.rebuild(&progress.watch)?;
    }
    if let Some(reason) = &arguments.accept {
        register = settings.backed_up(register)?;
        register.accept(reason, &settings.context(), &progress.watch)?;
    }
    let found = register.verify_all(&anchors, &progress.watch)?;
    drop(progress);
    let place = visible(&register.path().display().to_string());
    if arguments.json {
        let checked = found.checked().into_iter();
        let verified = Verified {
            sound: found.faults.is_empty(),
            register: place,
            entries: found.entries,
            newest: found.newest.as_ref().map(Newest::of),
            packs: found.packs,
            checked: checked.map(|(what, count)| Checked { what, count }).collect(),
            anchors: found.anchors.iter().map(Held::of).collect(),
            accepted: found.accepted.iter().map(Taken::of).collect(),
            faults: &found.faults,
        };
        write::json(out, &verified)?;
    } else {
        told(&place, &found, out)?;
    }
    out.flush()?;
    failure(&found).map_or(Ok(()), Err)
}

fn told(place: &str, found: &Verification, out: &mut impl Write) -> Result {
    writeln!(out, "Register: {place}")?;
    if let Some((sequence, hash)) = &found.newest {
        writeln!(out, "Newest entry: {sequence}, {hash}")?;
    }
    writeln!(out, "Checked:")?;
    for (what, count) in found.checked() {
        match count {
            Some(count) => writeln!(out, "  {what}: {}", grouped(count))?,
            None => writeln!(out, "  {what}")?,
        }
    }
    for anchor in found.anchors.iter().filter(|anchor| anchor.holds) {
        writeln!(out, "{}", visible(&anchor.said))?;
    }
    for line in found.accepted_lines() {
        writeln!(out, "{}", visible(&line))?;
    }
    for fault in &found.faults {
        writeln!(out, "Fault: {}", visible(fault))?;
    }
    if found.faults.is_empty() {
        writeln!(out, "{}", Verification::SOUND)?;
    }
    Ok(())
}

/// What the command ends with when something is wrong.
fn failure(found: &Verification) -> Option<Failure> {
    let all = found.faults.len();
    if all == 0 {
        return None;
    }
    let message = if found.derived == all {
        "What follows from what was written is not as it should be.".to_owned()
    } else if found.lost_anchors() == all {
        "The register does not hold against the anchor.".to_owned()
    } else {
        let faults = if all == 1 { "1 fault".to_owned() } else { format!("{all} faults") };
        format!("The register is not what was written: {faults}.")
    };
    Some(Failure::Other { message, hint: Some(found.advice().to_owned()) })
}
