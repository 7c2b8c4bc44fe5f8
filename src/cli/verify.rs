//! `tenderbook verify`: is the register what was written?

use std::io::Write;

use clap::Args;
use serde::Serialize;

use crate::cli::failure::{Failure, Result};
use crate::cli::progress::Progress;
use crate::cli::{Settings, write};
use crate::domain::text::visible;

/// Check the register: its file, the chain of its journal, its pinned policies, and its search
///
/// The hash of the newest entry stands for everything before it: keep it
/// elsewhere, and a later check can be held against it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook verify
  tenderbook verify --rebuild-search
  tenderbook verify --json --register /media/archive/register.db")]
pub(crate) struct Arguments {
    /// Print one object for programs
    #[arg(long)]
    json: bool,
    /// Make the index of words anew first; nothing that was written changes
    #[arg(long)]
    rebuild_search: bool,
}

#[derive(Serialize)]
struct Verified<'a> {
    sound: bool,
    register: String,
    entries: usize,
    newest: Option<Newest<'a>>,
    packs: usize,
    faults: &'a [String],
}

#[derive(Serialize)]
struct Newest<'a> {
    sequence: i64,
    hash: &'a str,
}

pub(crate) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let mut register = settings.register()?;
    if arguments.rebuild_search {
        register.rebuild_search()?;
    }
    let progress = Progress::of("Verifying");
    let found = register.verify_watched(&progress.watch)?;
    drop(progress);
    let place = visible(&register.path().display().to_string());
    if arguments.json {
        let verified = Verified {
            sound: found.faults.is_empty(),
            register: place,
            entries: found.entries,
            newest: found
                .newest
                .as_ref()
                .map(|(sequence, hash)| Newest { sequence: *sequence, hash }),
            packs: found.packs,
            faults: &found.faults,
        };
        write::json(out, &verified)?;
    } else {
        writeln!(out, "Register: {place}")?;
        writeln!(out, "Journal entries: {}", found.entries)?;
        if let Some((sequence, hash)) = &found.newest {
            writeln!(out, "Newest entry: {sequence}, {hash}")?;
        }
        writeln!(out, "Pinned policies: {}", found.packs)?;
        for fault in &found.faults {
            writeln!(out, "Fault: {}", visible(fault))?;
        }
        if found.faults.is_empty() {
            writeln!(out, "The file, the journal, the pinned policies and the search are sound.")?;
        }
    }
    out.flush()?;
    if found.faults.is_empty() {
        return Ok(());
    }
    if found.of_search == found.faults.len() {
        let hint = "Nothing that was written is lost. “tenderbook verify --rebuild-search” makes the index of words anew.";
        return Err(Failure::Other {
            message: "The search does not find what was written.".to_owned(),
            hint: Some(hint.to_owned()),
        });
    }
    Err(Failure::Other {
        message: format!("The register is not what was written: {} faults.", found.faults.len()),
        hint: Some("Keep the file as it is; ask who else has worked on it.".to_owned()),
    })
}
