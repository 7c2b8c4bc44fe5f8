//! Salvage: what can be read of a damaged register is put into a new one.
//!
//! The damaged file is read page by page without SQLite (`pages.rs`, `record.rs`), as it stands
//! with its log (`log.rs`), and never written to. What is found goes row by row into a new file
//! beside the place that is named (`rows.rs`), past the checks of its tables; what cannot stand
//! there is left out and counted (`account.rs`).

mod account;
mod beside;
mod leftover;
mod log;
mod mend;
mod pages;
mod record;
mod rows;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::store::backup::Draft;
use crate::store::journal::{Chain, Entry, keep_chain};
use crate::store::watch::Watch;
use crate::store::whole::{Layout, without_triggers};
use crate::store::{Database, Result, StoreError, migrate, open};

pub use account::{JournalAccount, Salvaged, TableAccount, TenderAccount};
pub(super) use beside::check as check_logs;
pub(crate) use beside::newest_number;
use leftover::Leftover;
pub(crate) use mend::Told;
use pages::Pages;
use rows::{Listed, READING, Reading, listed, references};

/// The text of a policy that is known by its SHA-256.
pub struct KnownPack {
    /// The id of the policy.
    pub policy: String,
    /// Its edition.
    pub edition: String,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
    /// Its text.
    pub content: String,
}

/// A register that was read out of a damaged one, beside the place that it is for.
pub(crate) struct Salvaging {
    draft: Draft,
    target: PathBuf,
    pub(crate) account: Salvaged,
    /// Entries of the journal that follow a gap.
    later: Vec<Entry>,
    leftover: Leftover,
}

fn failed(error: rusqlite::Error) -> StoreError {
    StoreError::when(READING)(error)
}

impl Salvaging {
    /// Reads a damaged file into a new one beside `target`, where nothing may be yet.
    ///
    /// `now` stands in the new register where the moment of its making is lost.
    pub(crate) fn read(
        file: &Path,
        target: &Path,
        known: &[KnownPack],
        now: &str,
        watch: &Watch,
    ) -> Result<Self> {
        if target.symlink_metadata().is_ok() {
            let why = "it is there already";
            return Err(StoreError::NoPlace { path: target.to_owned(), why });
        }
        open::no_orphaned_log(target)?;
        open::whole_file(file)?;
        let io = |path: &Path| {
            let path = path.to_owned();
            move |source| StoreError::Io { doing: READING, path, source }
        };
        let pages = Pages::open(file).map_err(io(file))?;
        let mut claimed = HashSet::new();
        let listed = listed(&pages, &mut claimed);
        let form = form(&pages, &listed, file)?;
        if let Some(folder) = target.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            open::make_folder(folder).map_err(io(folder))?;
        }
        let mut leftover = Leftover::beside(target, references(&pages, &listed))?;
        let draft = Draft::of(target, READING)?;
        let mut connection = Connection::open(&draft.0).map_err(failed)?;
        connection
            .execute_batch(
                "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;",
            )
            .map_err(failed)?;
        open::make_form(&mut connection, form)?;
        let (tables, kept) =
            fill(&connection, (&pages, &listed, &mut claimed), &mut leftover, known, now, watch)?;
        let Kept { remarks, journal, lost_tenders, later } = kept;
        let account = Salvaged {
            tables,
            tenders: Vec::new(),
            lost_tenders,
            journal,
            remarks,
            left_over: leftover.rows(),
            left_over_in: leftover.place(),
        };
        if account.rows_read() == 0 && account.left_over == 0 {
            return Err(StoreError::NotARegister {
                path: file.to_owned(),
                why: "nothing in it could be read as a part of a register",
            });
        }
        connection.close().map_err(|(_, error)| failed(error))?;
        let synced = std::fs::File::options().write(true).open(&draft.0);
        synced.and_then(|file| file.sync_all()).map_err(io(&draft.0))?;
        Ok(Self { draft, target: target.to_owned(), account, later, leftover })
    }

    /// Opens what was read, brought up to date when its form is older.
    pub(crate) fn open(&self, now: &str) -> Result<Database> {
        Database::open_draft(&self.draft.0, now)
    }

    /// Puts it in its place.
    pub(crate) fn arrive(&mut self) -> Result<()> {
        let (read, lost) = (self.account.rows_read(), self.account.rows_lost());
        tracing::info!(read, lost, pages = self.account.pages_lost(), "salvaged");
        let beside = self.leftover.arrive()?;
        let arrived = self.draft.arrive(&self.target, false, READING);
        if let (Err(_), Some(beside)) = (&arrived, beside) {
            let _ = std::fs::remove_file(beside);
        }
        arrived
    }
}

/// What became of the journal and of what leans on nothing.
struct Kept {
    remarks: Vec<String>,
    journal: JournalAccount,
    lost_tenders: Vec<String>,
    later: Vec<Entry>,
}

/// Fills the tables of an empty register in one transaction.
fn fill(
    connection: &Connection,
    (pages, listed, claimed): (&Pages, &[Listed], &mut HashSet<u32>),
    leftover: &mut Leftover,
    known: &[KnownPack],
    now: &str,
    watch: &Watch,
) -> Result<(Vec<TableAccount>, Kept)> {
    connection.execute_batch("BEGIN").map_err(failed)?;
    // The texts for the search are gathered at the end; the journal is put in order here.
    let triggers = without_triggers(connection).map_err(failed)?;
    let mut reading = Reading::new(pages, connection, listed, leftover).map_err(failed)?;
    reading.read(claimed, listed, watch)?;
    let mut remarks = Vec::new();
    if reading.count() > 0 {
        remarks.extend(mend::register_row(connection, now).map_err(failed)?);
        let changed = mend::changed_packs(connection).map_err(failed)?;
        reading.take_back("pack", changed);
        remarks.extend(mend::packs(connection, known).map_err(failed)?);
    }
    reading.take_away_what_leans_on_nothing()?;
    let Chain { kept, later, missing } = keep_chain(connection)?;
    let journal = JournalAccount { kept, evidence: later.len() as u64, missing, entry: 0 };
    let lost_tenders =
        lost_tenders(connection, &reading.leftover.references, &later).map_err(failed)?;
    for sql in &triggers {
        connection.execute_batch(sql).map_err(failed)?;
    }
    connection.execute_batch("COMMIT").map_err(failed)?;
    Ok((reading.told(), Kept { remarks, journal, lost_tenders, later }))
}

/// The tenders that something is known of and that are not there, by their references.
fn lost_tenders(
    connection: &Connection,
    references: &HashMap<i64, String>,
    later: &[Entry],
) -> rusqlite::Result<Vec<String>> {
    let mut there = connection.prepare("SELECT 1 FROM procurement WHERE id = ?1")?;
    let mut lost = BTreeSet::new();
    for (id, reference) in references {
        if !there.exists([id])? {
            lost.insert(reference.clone());
        }
    }
    let mut known = connection.prepare("SELECT 1 FROM procurement WHERE uid = ?1")?;
    let mut started: Vec<(String, String)> = connection
        .prepare(
            "SELECT procurement, detail FROM journal
             WHERE deed = 'start' AND procurement NOT IN (SELECT uid FROM procurement)",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for entry in later.iter().filter(|entry| entry.deed == "start") {
        if let Some(uid) = &entry.procurement
            && !known.exists([uid])?
        {
            started.push((uid.clone(), entry.detail.clone()));
        }
    }
    for (uid, detail) in started {
        let detail: serde_json::Value = serde_json::from_str(&detail).unwrap_or_default();
        // The reference that stood in an index is the same; without it there is the entry.
        let act = &detail["act"];
        let reference = act["reference"].as_str().or_else(|| act["start"]["reference"].as_str());
        lost.insert(reference.unwrap_or(&uid).to_owned());
    }
    Ok(lost.into_iter().collect())
}

/// The form that the damaged register has: what it says, or else what its tables say.
fn form(pages: &Pages, listed: &[Listed], file: &Path) -> Result<i64> {
    let ours = pages.head(68).map(i64::from) == Some(open::APPLICATION);
    if let Some(said) = pages.head(60).map(i64::from).filter(|_| ours) {
        if (1..=migrate::NEWEST).contains(&said) {
            return Ok(said);
        }
        if said < open::UNHEARD_OF {
            return Err(StoreError::Newer {
                path: file.to_owned(),
                found: said,
                known: migrate::NEWEST,
            });
        }
    }
    let there: HashSet<&str> =
        listed.iter().filter(|line| line.kind == "table").map(|line| line.name.as_str()).collect();
    for form in (1..=migrate::NEWEST).rev().filter(|_| !there.is_empty()) {
        let mut connection = Connection::open_in_memory().map_err(failed)?;
        open::make_form(&mut connection, form)?;
        let tables = Layout::all(&connection).map_err(failed)?;
        if tables.iter().all(|layout| there.contains(layout.table.as_str())) {
            return Ok(form);
        }
    }
    Ok(migrate::NEWEST)
}
