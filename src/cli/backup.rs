//! `tenderbook backup`: copy the register to a file, and check the copy.

use std::io::Write;

use clap::Args;
use serde::Serialize;

use crate::cli::Settings;
use crate::cli::failure::Result;
use crate::cli::passphrase::{SEALED, Sealing};
use crate::cli::progress::Progress;
use crate::cli::write::{self, Newest};
use crate::domain::text::visible;

/// Copy the register to a file, and check the copy
///
/// The copy is the register of one moment, also while it is open elsewhere and
/// being written to. It is read back before it gets its name: its file, the
/// chain of its journal, and that it ends with the same entry. One backup a day
/// is made by itself before the register is first written to; ten are kept.
///
/// Under a passphrase the file is encrypted in the format of age, and can be
/// read by nobody who does not know it: there is no way back without it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook backup
  tenderbook backup /media/stick/register-2026-11-21.db
  tenderbook backup --passphrase /media/stick/register.db.age
  tenderbook backup --json")]
pub(crate) struct Arguments {
    /// Where to; left out, a file named after this moment in the folder backups beside the register
    #[arg(value_name = "FILE")]
    file: Option<String>,
    /// Replace the file when there is one already
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    sealing: Sealing,
    /// Print one object for programs
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct BackedUp<'a> {
    register: String,
    file: String,
    bytes: u64,
    sha256: &'a str,
    entries: usize,
    newest: Option<Newest<'a>>,
}

pub(crate) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let register = settings.register()?;
    let typed = arguments.file.clone();
    let typed = typed.unwrap_or_else(|| {
        let name = register.backup_by_default(&settings.context());
        format!("{}{}", name.display(), arguments.sealing.ending())
    });
    let place = register.backup_place(&typed, arguments.force)?;
    let passphrase = arguments.sealing.passphrase()?;
    let written = {
        let progress = Progress::of("Backing up");
        match &passphrase {
            Some(passphrase) => {
                register.back_up_sealed(&place, arguments.force, passphrase, &progress.watch)?
            }
            None => register.back_up(&place, arguments.force, &progress.watch)?,
        }
    };
    let file = visible(&written.path.display().to_string());
    let newest = written.newest.as_ref();
    if arguments.json {
        let backed_up = BackedUp {
            register: visible(&register.path().display().to_string()),
            file,
            bytes: written.bytes,
            sha256: &written.sha256,
            entries: written.entries,
            newest: newest.map(Newest::of),
        };
        write::json(out, &backed_up)?;
        return Ok(());
    }
    writeln!(out, "Backup: {file}")?;
    writeln!(out, "Size: {} bytes", written.bytes)?;
    writeln!(out, "SHA-256: {}", written.sha256)?;
    writeln!(out, "Journal entries: {}", written.entries)?;
    if let Some((sequence, hash)) = newest {
        writeln!(out, "Newest entry: {sequence}, {hash}")?;
    }
    if passphrase.is_some() {
        writeln!(out, "{SEALED}")?;
    }
    writeln!(out, "It was read back and is sound. “tenderbook restore” brings it back.")?;
    Ok(())
}
