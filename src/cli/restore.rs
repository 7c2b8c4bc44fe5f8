//! `tenderbook restore`: put a backup in the place of the register.

use std::io::{BufRead, IsTerminal, Read, Write};
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::cli::failure::{Failure, Result};
use crate::cli::passphrase::Unsealing;
use crate::cli::{Settings, salvage, write};
use crate::domain::text::visible;
use crate::register::{Fault, Restoring, StoreError};

/// Put a backup in the place of the register, or salvage a damaged register
///
/// The backup is copied and checked first. The register that is there now is
/// kept beside the new one under a dated name, and the journal says what was
/// done. While another program has the register open, nothing is replaced.
///
/// With --salvage FILE is a damaged register: what can be read of it is read
/// into a new file, and what was lost is said, of each table and each tender.
/// Rows whose tender is lost are put beside it as text, in NEW.left-over.txt.
/// The damaged file is never written to.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook restore backups/register-2026-11-20.db
  tenderbook restore /media/stick/register.db --yes
  tenderbook restore --salvage register.db --output register-salvaged.db")]
pub(crate) struct Arguments {
    /// The backup, or with --salvage the damaged register
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Read what can be read of a damaged register into a new file
    #[arg(long, requires = "output", conflicts_with = "yes")]
    salvage: bool,
    /// The new file; only with --salvage
    #[arg(short, long, value_name = "NEW", requires = "salvage")]
    output: Option<PathBuf>,
    #[command(flatten)]
    unsealing: Unsealing,
    /// Do it without asking
    #[arg(long)]
    yes: bool,
    /// Print one object for programs; needs --yes or --salvage
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Told<'a> {
    register: String,
    file: String,
    sha256: &'a str,
    entries: usize,
    entry: i64,
    kept_as: Option<String>,
}

pub(crate) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    if let Some(output) = &arguments.output {
        return salvage::run(&arguments.file, output, arguments.json, settings, out);
    }
    if arguments.json && !arguments.yes {
        return Err(Failure::usage(
            "With --json nobody is asked.",
            "The same with --yes carries it out.",
        ));
    }
    let place = settings.place()?;
    let context = settings.context();
    let passphrase = arguments.unsealing.passphrase_of(&arguments.file)?;
    let checked = match &passphrase {
        Some(passphrase) => Restoring::check_sealed(&arguments.file, passphrase, place, &context),
        None => Restoring::check(&arguments.file, place, &context),
    };
    let restoring = checked.map_err(|fault| explained(fault, settings))?;
    let shown = |path: &std::path::Path| visible(&path.display().to_string());
    let (file, sha256, entries) =
        (shown(&restoring.file), restoring.sha256.clone(), restoring.found.entries);
    if !arguments.json {
        tell(out, &restoring, &shown(place), place.exists())?;
    }
    if !arguments.yes && !confirmed(out)? {
        writeln!(out, "Nothing was changed.")?;
        return Ok(());
    }
    let restored = restoring.carry_out(&context)?;
    let kept = restored.aside.as_deref().map(shown);
    if arguments.json {
        let register = shown(place);
        let entry = restored.sequence;
        let told = Told { register, file, sha256: &sha256, entries, entry, kept_as: kept };
        return write::json(out, &told);
    }
    writeln!(out, "Restored: {}", shown(place))?;
    if let Some(kept) = kept {
        writeln!(out, "The register that was there is kept as {kept}")?;
    }
    writeln!(out, "Entry {} of the journal says so.", restored.sequence)?;
    Ok(())
}

/// Says what would replace what.
fn tell(out: &mut impl Write, restoring: &Restoring, place: &str, there: bool) -> Result {
    writeln!(out, "Backup: {}", visible(&restoring.file.display().to_string()))?;
    writeln!(out, "  It was checked and is sound.")?;
    let entries = restoring.found.entries;
    match &restoring.found.newest {
        Some((sequence, hash)) => {
            writeln!(out, "  Journal entries: {entries}; the newest is {sequence}, {hash}")?;
        }
        None => writeln!(out, "  Its journal is empty.")?,
    }
    writeln!(out, "Register: {place}")?;
    match (&restoring.present, there) {
        (Some((sequence, hash)), _) => {
            writeln!(out, "  Its newest entry is {sequence}, {hash}")?;
        }
        (None, true) => writeln!(out, "  It is empty or cannot be read.")?,
        (None, false) => writeln!(out, "  It is not there.")?,
    }
    if restoring.another {
        writeln!(out, "  It is another register, of which this backup is no copy.")?;
    }
    if there {
        let aside = visible(&restoring.aside.display().to_string());
        writeln!(out, "  It is kept as {aside}")?;
    }
    Ok(())
}

/// Asks on a terminal; elsewhere nobody could answer, so there it needs to have been said.
fn confirmed(out: &mut impl Write) -> Result<bool> {
    let stdin = std::io::stdin();
    if !stdin.is_terminal() || !Settings::has_terminal() {
        out.flush()?;
        return Err(Failure::usage(
            "Restoring replaces the register, and there is nobody here to ask. Nothing was changed.",
            "The same with --yes carries it out.",
        ));
    }
    write!(out, "Type yes to restore the backup, or only press Enter to leave it: ")?;
    out.flush()?;
    let mut answer = String::new();
    stdin.lock().take(1024).read_line(&mut answer)?;
    Ok(answer.trim().eq_ignore_ascii_case("yes"))
}

/// Why a file cannot be restored, with the backups that there are.
fn explained(fault: Fault, settings: &Settings) -> Failure {
    let hint = match settings.place().ok().and_then(Restoring::newest_backup) {
        Some(newest) => format!(
            "Nothing was restored. The newest backup of this register is {}.",
            visible(&newest.display().to_string())
        ),
        None => "Nothing was restored. Name a backup of a register.".to_owned(),
    };
    match fault {
        Fault::Store(StoreError::WrongPassphrase { .. } | StoreError::SealDamaged { .. }) => {
            fault.into()
        }
        Fault::Store(_) | Fault::Invalid { hint: None, .. } => {
            Failure::Other { message: fault.to_string(), hint: Some(hint) }
        }
        other => other.into(),
    }
}
