//! Whether the log that lies beside a register is its own, and whole, before SQLite plays it.

use std::path::Path;
use std::time::Duration;

use rusqlite::types::Value;

use crate::store::backup::beside;
use crate::store::{Result, StoreError};

use super::log::Log;
use super::pages::{Kind, Page, Pages};
use super::record::number;
use super::rows::listed;

/// How often, and after which pause, a log is looked at again: another program may just be
/// writing it back.
const LOOKS: usize = 4;
const PAUSE: Duration = Duration::from_millis(40);

/// Refuses a log that is broken, or that belongs to another file.
///
/// # Errors
/// When playing it would lose changes that are in it, or harm the file.
pub(in crate::store) fn check(path: &Path) -> Result<()> {
    let mut last = Ok(());
    for look in 0..LOOKS {
        if look > 0 {
            std::thread::sleep(PAUSE);
        }
        last = look_at(path);
        if last.is_ok() {
            return Ok(());
        }
    }
    last
}

fn look_at(path: &Path) -> Result<()> {
    let (ahead, back) = (beside(path, "-wal"), beside(path, "-journal"));
    let bad = |log: &Path, why| {
        Err(StoreError::DamagedLog { path: path.to_owned(), log: log.to_owned(), why })
    };
    if let Some(log) = Log::ahead(&ahead) {
        if log.broken {
            return bad(&ahead, "its beginning has been overwritten");
        }
        // One change behind a broken place may be one that was never confirmed.
        if log.behind > 1 {
            return bad(&ahead, "changes lie behind a place that has been overwritten");
        }
        if !log.pages.is_empty() && belongs(path) == Some(false) {
            return bad(&ahead, "it belongs to another file");
        }
    }
    if let Some(log) = Log::back(&back) {
        if log.broken {
            return bad(&back, "it has been overwritten or cut short");
        }
        if let (Some(place), Ok(pages)) = (log.pages.get(&1), Pages::alone(path))
            && let (Some(then), Some(now)) = (first_of(&back, *place), pages.head(24))
            && now.wrapping_sub(then) > 1
        {
            return bad(&back, "it belongs to another file");
        }
    }
    Ok(())
}

/// How often the file had been changed when its first page was put into a journal.
fn first_of(journal: &Path, place: u64) -> Option<u32> {
    use std::io::{Read, Seek, SeekFrom};
    let mut file = crate::files::open(journal).ok()?;
    file.seek(SeekFrom::Start(place)).ok()?;
    let mut bytes = [0; 100];
    file.read_exact(&mut bytes).ok()?;
    number(&bytes, 24)
}

/// Whether a file with its log still holds what it holds without: its own number, and the
/// newest entry of its journal. None where that cannot be said.
fn belongs(path: &Path) -> Option<bool> {
    let (with, alone) = (Pages::open(path).ok()?, Pages::alone(path).ok()?);
    let uid = |pages: &Pages| {
        let page = pages.page(root(pages, "register")?)?;
        match pages.rows(&page).next()?.1?.into_iter().nth(1)? {
            Value::Text(uid) => Some(uid),
            _ => None,
        }
    };
    if uid(&with)? != uid(&alone)? {
        return Some(false);
    }
    let Some((sequence, hash)) = newest(&alone) else { return Some(true) };
    Some(entry(&with, sequence) == Some(hash))
}

fn root(pages: &Pages, table: &str) -> Option<u32> {
    listed(pages, &mut std::collections::HashSet::new())
        .into_iter()
        .find(|line| line.kind == "table" && line.name == table)
        .and_then(|line| line.root)
}

/// How far down a tree is followed; none of ours is nearly as high.
const DEEPEST: usize = 40;

fn hash_of(row: Option<Vec<Value>>) -> Option<String> {
    match row?.into_iter().nth(7)? {
        Value::Text(hash) => Some(hash),
        _ => None,
    }
}

/// The number and hash of the newest entry of the journal.
fn newest(pages: &Pages) -> Option<(i64, String)> {
    let mut page = pages.page(root(pages, "journal")?)?;
    for _ in 0..DEEPEST {
        if page.kind == Kind::Rows {
            let (number, row) = pages.rows(&page).last()?;
            return Some((number?, hash_of(row)?));
        }
        page = pages.page(page.right?)?;
    }
    None
}

/// The number of the newest entry of the journal that can still be read, however damaged the
/// register is.
pub(crate) fn newest_number(path: &Path) -> Option<i64> {
    crate::store::open::whole_file(path).ok()?;
    let pages = Pages::open(path).ok()?;
    let root = root(&pages, "journal")?;
    let tree = pages.walk(root, true, &mut std::collections::HashSet::new());
    let last = tree.pages.iter().rev().find_map(|page| {
        let page = pages.page(*page)?;
        pages.rows(&page).filter(|(_, row)| row.is_some()).filter_map(|(number, _)| number).max()
    });
    last.filter(|number| *number > 0)
}

/// The hash of the entry of the journal with a number.
fn entry(pages: &Pages, sequence: i64) -> Option<String> {
    let mut page: Page = pages.page(root(pages, "journal")?)?;
    for _ in 0..DEEPEST {
        if page.kind == Kind::Rows {
            let mut rows = pages.rows(&page);
            return hash_of(rows.find(|(number, _)| *number == Some(sequence))?.1);
        }
        page = pages.page(page.towards(sequence)?)?;
    }
    None
}
