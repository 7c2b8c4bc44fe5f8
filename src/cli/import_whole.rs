//! `tenderbook import` of a whole register that was written out as JSON.

use std::io::Write;

use serde::Serialize;

use crate::cli::failure::{Failure, Result};
use crate::cli::passphrase::Unsealing;
use crate::cli::progress::Progress;
use crate::cli::{Settings, write};
use crate::domain::text::visible;
use crate::register::{Whole, grouped};

/// What is told to programs.
#[derive(Serialize)]
struct Told<'a> {
    register: String,
    procurements: usize,
    suppliers: usize,
    entries: usize,
    newest: Option<&'a str>,
    dry_run: bool,
}

/// Reads the register back into the place that is in force, where none may be yet.
pub(crate) fn run(
    file: &std::path::Path,
    unsealing: &Unsealing,
    (dry_run, as_json): (bool, bool),
    settings: &Settings,
    out: &mut impl Write,
) -> Result {
    let place = settings.place()?;
    let shown = visible(&place.display().to_string());
    if place.symlink_metadata().is_ok() {
        return Err(Failure::Other {
            message: format!(
                "{} is a whole register, and there is one at {shown} already. Nothing was changed.",
                visible(&file.display().to_string())
            ),
            hint: Some(
                "Name a file that is not there yet, such as --register copy.db; two registers are never mixed."
                    .to_owned(),
            ),
        });
    }
    let passphrase = unsealing.passphrase_of(file)?;
    let progress = Progress::of("Importing");
    let context = settings.context();
    let whole = Whole::read_sealed(file, passphrase.as_ref(), place, &context, &progress.watch)?;
    drop(progress);
    let newest = whole.found.newest.clone();
    let told = Told {
        register: place.display().to_string(),
        procurements: whole.procurements,
        suppliers: whole.suppliers,
        entries: whole.found.entries,
        newest: newest.as_ref().map(|(_, hash)| hash.as_str()),
        dry_run,
    };
    if !dry_run {
        whole.arrive()?;
    }
    if as_json {
        return write::json(out, &told);
    }
    let would = if dry_run { "would be" } else { "was" };
    let count = |number: usize| grouped(number);
    writeln!(out, "The register {would} read back into {shown}.")?;
    writeln!(
        out,
        "Procurements {}, suppliers {}, entries of the journal {}; its chain of hashes, and everything else that verify checks, agrees.",
        count(told.procurements),
        count(told.suppliers),
        count(told.entries)
    )?;
    if let Some(hash) = told.newest {
        writeln!(out, "The newest entry of the journal: {hash}")?;
    }
    Ok(())
}
