//! `tenderbook restore --salvage`: read what can be read of a damaged register into a new one.

use std::io::Write;
use std::path::Path;

use serde::Serialize;

use crate::cli::failure::Result;
use crate::cli::progress::Progress;
use crate::cli::{Settings, write};
use crate::domain::text::visible;
use crate::register::{Salvage, Salvaged, counted, grouped, tenders};

#[derive(Serialize)]
struct Told<'a> {
    file: String,
    sha256: &'a str,
    register: String,
    rows_read: u64,
    rows_lost: u64,
    pages_lost: u64,
    #[serde(flatten)]
    account: &'a Salvaged,
    sound: bool,
    faults: &'a [String],
}

/// Reads a damaged file into a new register and tells what was read and what was lost.
pub(super) fn run(
    file: &Path,
    target: &Path,
    as_json: bool,
    settings: &Settings,
    out: &mut impl Write,
) -> Result {
    let progress = Progress::of("Salvaging");
    let mut salvage =
        Salvage::read(file, target, &settings.library(), &settings.context(), &progress.watch)?;
    drop(progress);
    salvage.arrive()?;
    let account = &salvage.account;
    let shown = |path: &Path| visible(&path.display().to_string());
    if as_json {
        let told = Told {
            file: shown(&salvage.file),
            sha256: &salvage.sha256,
            register: shown(&salvage.target),
            rows_read: account.rows_read(),
            rows_lost: account.rows_lost(),
            pages_lost: account.pages_lost(),
            account,
            sound: salvage.found.faults.is_empty(),
            faults: &salvage.found.faults,
        };
        return write::json(out, &told);
    }
    writeln!(out, "Read from: {}", shown(&salvage.file))?;
    writeln!(out, "  Nothing was written to it. SHA-256: {}", salvage.sha256)?;
    writeln!(out, "New register: {}", shown(&salvage.target))?;
    writeln!(
        out,
        "  {}, {}, {}",
        counted(account.rows_read(), "row read", "rows read"),
        counted(account.rows_lost(), "row lost", "rows lost"),
        pages(account.pages_lost())
    )?;
    if let Some(beside) = &account.left_over_in {
        let rows = counted(account.left_over, "row", "rows");
        writeln!(
            out,
            "Left over: {}\n  {rows} that could be read and stand in no tender, as text",
            shown(beside)
        )?;
    }
    tell(out, account)?;
    for fault in &salvage.found.faults {
        writeln!(out, "Fault: {}", visible(fault))?;
    }
    if salvage.found.faults.is_empty() {
        writeln!(out, "The new register was checked and is sound.")?;
    }
    writeln!(
        out,
        "Entry {} of its journal says what was done. Look at it with --register {}; “tenderbook restore” puts it in the place of the damaged one.",
        account.journal.entry,
        shown(&salvage.target)
    )?;
    Ok(())
}

fn tell(out: &mut impl Write, account: &Salvaged) -> Result {
    let journal = &account.journal;
    writeln!(out, "Journal: {} entries stand as they stood", grouped(journal.kept))?;
    if journal.evidence > 0 {
        writeln!(
            out,
            "  {} entries after a gap are kept as evidence, each inside a new entry",
            grouped(journal.evidence)
        )?;
    }
    for (from, to) in &journal.missing {
        if from == to {
            writeln!(out, "  Entry {from} is lost")?;
        } else {
            writeln!(out, "  Entries {from} to {to} are lost")?;
        }
    }
    let mut unread = Vec::new();
    for table in &account.tables {
        let parts: Vec<String> = [
            (table.left_out, "left out, being broken or leaning on what is lost"),
            (table.missing, "named by an index and found nowhere"),
            (
                table.astray,
                "found on pages that nothing led to; some may have been taken away before",
            ),
        ]
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{} {words}", grouped(*count)))
        .chain((table.pages > 0).then(|| pages(table.pages)))
        .collect();
        // Where nothing was found, it is said of all such tables at once.
        if table.read == 0 && table.pages > 0 && parts.len() == 1 {
            unread.push(table);
        } else if !parts.is_empty() {
            writeln!(
                out,
                "Table {}: {}; {}",
                table.table,
                counted(table.read, "row read", "rows read"),
                parts.join("; ")
            )?;
        }
    }
    if !unread.is_empty() {
        let names: Vec<&str> = unread.iter().map(|table| table.table.as_str()).collect();
        let lost = unread.iter().map(|table| table.pages).sum();
        writeln!(out, "No row found ({}), of the tables: {}", pages(lost), names.join(", "))?;
    }
    if !account.lost_tenders.is_empty() {
        let lost: Vec<_> = account.lost_tenders.iter().map(|lost| visible(lost)).collect();
        let many = tenders(lost.len());
        writeln!(out, "Lost, {many}: {}", lost.join(", "))?;
    }
    for tender in &account.tenders {
        let lost: Vec<String> = tender.lost.iter().map(|lost| visible(lost)).collect();
        writeln!(out, "Harmed tender: {}: lost {}", visible(&tender.reference), lost.join("; "))?;
    }
    for remark in &account.remarks {
        writeln!(out, "{}", visible(remark))?;
    }
    if account.is_whole() {
        writeln!(out, "Nothing is known to be lost.")?;
    }
    Ok(())
}

fn pages(count: u64) -> String {
    counted(count, "damaged page", "damaged pages")
}
