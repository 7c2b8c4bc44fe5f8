//! The lock of a register on a network share, where one program writes at a time.
//!
//! It is a file that people can read, beside the register: who writes, on which machine, since
//! when. Whoever holds it looks before each change whether it is still theirs, so that a lock
//! that was taken over stops the one who had it. Nothing is refreshed while nobody writes.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::files;
use crate::store::backup::{Draft, beside};
use crate::store::{Result, StoreError, place};

/// What is being done.
const TAKING: &str = "taking the lock of the register";
/// What stands at the end of the lock's name.
const ENDING: &str = ".lock";
/// How long a lock of another machine may stand without a sign of life before it is taken.
const STALE: Duration = Duration::from_hours(12);
/// How long a sign of life holds before a change gives the next one.
const FRESH: Duration = Duration::from_mins(5);
/// How much of a lock is read: one that is longer is none of ours.
const LONGEST: u64 = 16 * 1024;

/// Who has a register to write to it, as it stands in the lock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// A word to whoever opens the file.
    about: String,
    /// The officer's name.
    pub officer: String,
    /// The name of the machine.
    pub machine: String,
    /// The number of the process on it.
    pub process: u32,
    /// Since when, in UTC, as `2026-11-21T09:00:00Z`.
    pub since: String,
    /// What tells this lock from every other.
    token: Uuid,
}

impl Holder {
    fn new(officer: &str, now: &str) -> Self {
        Self {
            about: "This program writes to the register beside this file; others can read it. Tenderbook takes the file away when it is left.".to_owned(),
            officer: officer.to_owned(),
            machine: place::machine(),
            process: std::process::id(),
            since: now.to_owned(),
            token: Uuid::now_v7(),
        }
    }

    /// The holder in words, such as “B. Officer on PC-7, since 2026-11-21 09:00 UTC”.
    pub fn told(&self) -> String {
        let since = match self.since.get(..16) {
            Some(minute) => format!("{} UTC", minute.replace('T', " ")),
            None => self.since.clone(),
        };
        format!("{} on {}, since {since}", self.officer, self.machine)
    }
}

/// The right to write to a register on a network share, as long as it lives.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    token: Uuid,
    /// Held by the system for as long as this process lives, so that others on this machine can
    /// tell whether it does.
    file: Option<File>,
    /// When the last sign of life was given.
    signed: Mutex<Instant>,
}

/// Every lock that this process holds: its own work beside the interface shares them.
static HELD: Mutex<Vec<Weak<Lock>>> = Mutex::new(Vec::new());

impl Lock {
    /// Takes the lock of a register; gives whose lock was taken away because nobody held it any
    /// more.
    pub(super) fn take(
        register: &Path,
        officer: &str,
        now: &str,
    ) -> Result<(Arc<Self>, Option<Holder>)> {
        let path = of(register);
        let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|lock| lock.strong_count() > 0);
        if let Some(lock) = held.iter().filter_map(Weak::upgrade).find(|lock| lock.path == path) {
            return Ok((lock, None));
        }
        let (lock, left) = Self::take_anew(register, path, &Holder::new(officer, now))?;
        let lock = Arc::new(lock);
        held.push(Arc::downgrade(&lock));
        Ok((lock, left))
    }

    fn take_anew(register: &Path, path: PathBuf, me: &Holder) -> Result<(Self, Option<Holder>)> {
        let failed = |source| StoreError::Io { doing: TAKING, path: path.clone(), source };
        let draft = Draft::of(&path, TAKING)?;
        let content = serde_json::to_vec_pretty(me).map_err(|error| failed(error.into()))?;
        fs::write(&draft.0, content).map_err(failed)?;
        // Held before anybody can see it: one that nobody holds is known as left behind. Windows
        // would not let it get its name then.
        let held = if cfg!(unix) { Some(open_held(&draft.0).map_err(failed)?) } else { None };
        if let Some(file) = &held {
            // Where the system cannot hold it, the lock still tells who, where and since when.
            let _ = file.try_lock();
        }
        let mut left = None;
        let standing = read(&path);
        if is_left(&path, standing.as_ref(), &draft.0) {
            if !set_aside(&path, standing.as_ref())? {
                return Err(held_by(register, read(&path)));
            }
            left = standing;
        } else if path.symlink_metadata().is_ok() {
            // One that was let go of meanwhile is in nobody's way.
            return Err(held_by(register, standing.or_else(|| read(&path))));
        }
        match draft.arrive(&path, false, TAKING) {
            Ok(()) => {}
            Err(StoreError::NoPlace { .. }) => return Err(held_by(register, read(&path))),
            Err(error) => return Err(error),
        }
        drop(draft);
        let file = match held {
            Some(file) => file,
            None => open_held(&path).map_err(failed)?,
        };
        let lock =
            Self { path, token: me.token, file: Some(file), signed: Mutex::new(Instant::now()) };
        // Where files cannot have two names, two may have put theirs here at the same moment.
        lock.is_still_ours(register)?;
        Ok((lock, left))
    }

    /// Makes sure that nobody has taken the lock over, and gives a sign of life where the last
    /// one is old.
    pub(super) fn is_still_ours(&self, register: &Path) -> Result<()> {
        let standing = read(&self.path);
        if standing.as_ref().is_none_or(|holder| holder.token != self.token) {
            let path = register.to_owned();
            return Err(StoreError::LockLost { path, holder: standing.map(Box::new) });
        }
        let mut signed = self.signed.lock().unwrap_or_else(PoisonError::into_inner);
        if signed.elapsed() > FRESH
            && let (Some(holder), Some(mut file)) = (standing, self.file.as_ref())
            && let Ok(content) = serde_json::to_vec_pretty(&holder)
        {
            // Writing what stands there already lets the server, whose clock counts, date it anew.
            let _ = file.rewind().and_then(|()| file.write_all(&content));
            *signed = Instant::now();
        }
        Ok(())
    }

    /// Whether the lock is known to have been taken over, so that it may be asked for again.
    pub(super) fn is_lost(error: &StoreError) -> bool {
        matches!(error, StoreError::LockLost { .. })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Windows does not rename what is held.
        if cfg!(windows) {
            self.file = None;
        }
        if let Some(holder) = read(&self.path).filter(|holder| holder.token == self.token) {
            // A lock that stays is known as left behind by the next who comes.
            let _ = set_aside(&self.path, Some(&holder));
        }
    }
}

/// Where the lock of a register is.
fn of(register: &Path) -> PathBuf {
    let full = place::itself(register);
    beside(&std::path::absolute(&full).unwrap_or(full), ENDING)
}

/// Takes a lock away whoever holds it, because the officer has said so; gives whose it was, in
/// words, where there was one.
pub(super) fn take_over(register: &Path) -> Result<Option<String>> {
    let path = of(register);
    if path.symlink_metadata().is_err() {
        return Ok(None);
    }
    let standing = read(&path);
    if !set_aside(&path, standing.as_ref())? {
        return Err(held_by(register, read(&path)));
    }
    Ok(Some(standing.map_or_else(|| NAMELESS.to_owned(), |holder| holder.told())))
}

/// Whose lock it is that cannot be read.
const NAMELESS: &str = "somebody whose name its lock does not tell";

/// Who is known to hold a lock; nobody where there is none, or it cannot be read.
fn read(path: &Path) -> Option<Holder> {
    let mut content = Vec::new();
    files::open(path).ok()?.take(LONGEST).read_to_end(&mut content).ok()?;
    serde_json::from_slice(&content).ok()
}

/// Whether nobody holds a lock any more: its process on this machine has ended, or another
/// machine has given no sign for long by the clock of the share, which made the file `now`.
fn is_left(path: &Path, standing: Option<&Holder>, now: &Path) -> bool {
    match OpenOptions::new().read(true).write(true).open(path).map(|file| file.try_lock()) {
        // Somebody lives who holds it.
        Ok(Err(TryLockError::WouldBlock)) => return false,
        Ok(Ok(())) if standing.is_some_and(|held| held.machine == place::machine()) => return true,
        // Windows does not let a file be opened to write that its holder keeps to itself.
        Err(error) if cfg!(windows) && error.kind() != std::io::ErrorKind::NotFound => {
            return false;
        }
        _ => {}
    }
    let dated = |path: &Path| fs::metadata(path).and_then(|file| file.modified()).ok();
    let age = dated(now).zip(dated(path)).and_then(|(now, then)| now.duration_since(then).ok());
    age.is_some_and(|age| age > STALE)
}

/// Takes a lock away that is the one that was read; gives whether it was. Of two who try at once
/// only one renames it, and one that has changed hands meanwhile is put back.
fn set_aside(path: &Path, expected: Option<&Holder>) -> Result<bool> {
    let failed = |source| StoreError::Io { doing: TAKING, path: path.to_owned(), source };
    let aside = beside(path, &format!(".part-{}", Uuid::now_v7().simple()));
    match fs::rename(path, &aside) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        renamed => renamed.map_err(failed)?,
    }
    let same = read(&aside).as_ref() == expected;
    if !same {
        // Where it cannot be put back, its holder notices before the next change.
        let _ = fs::hard_link(&aside, path);
    }
    let _ = fs::remove_file(&aside);
    Ok(same)
}

/// Opens the lock that was just made, so that it is known that its holder lives.
fn open_held(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    // There a lock of the system would keep others from reading who holds it.
    #[cfg(windows)]
    std::os::windows::fs::OpenOptionsExt::share_mode(&mut options, 1);
    options.open(path)
}

fn held_by(register: &Path, holder: Option<Holder>) -> StoreError {
    StoreError::HeldElsewhere { path: register.to_owned(), holder: holder.map(Box::new) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-11-21T09:00:00Z";

    struct Desk {
        folder: tempfile::TempDir,
    }

    impl Desk {
        fn new() -> Self {
            Self { folder: tempfile::tempdir().unwrap() }
        }

        fn register(&self) -> PathBuf {
            self.folder.path().join("register.db")
        }

        fn lock(&self) -> PathBuf {
            of(&self.register())
        }

        fn take(&self, officer: &str) -> Result<(Arc<Lock>, Option<Holder>)> {
            Lock::take(&self.register(), officer, NOW)
        }

        /// Somebody's lock, with nobody who lives behind it.
        fn left_by(&self, machine: &str, age: Duration) -> Holder {
            let holder = Holder { machine: machine.to_owned(), ..Holder::new("B. Officer", NOW) };
            fs::write(self.lock(), serde_json::to_vec_pretty(&holder).unwrap()).unwrap();
            let then = std::time::SystemTime::now() - age;
            File::options().write(true).open(self.lock()).unwrap().set_modified(then).unwrap();
            holder
        }
    }

    #[test]
    fn a_lock_names_its_holder_and_goes_with_it() {
        let desk = Desk::new();
        let (lock, left) = desk.take("A. Officer").unwrap();
        assert_eq!(left, None);
        let text = fs::read_to_string(desk.lock()).unwrap();
        for said in ["A. Officer", NOW, &place::machine(), &std::process::id().to_string()] {
            assert!(text.contains(said), "{said} is not in {text}");
        }
        // The same program's work beside the interface writes, too.
        drop(desk.take("A. Officer").unwrap());
        lock.is_still_ours(&desk.register()).unwrap();
        drop(lock);
        assert_eq!(fs::read_dir(desk.folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn the_lock_of_another_machine_stands_until_it_is_old_or_taken_over() {
        let desk = Desk::new();
        let holder = desk.left_by("PC-7", Duration::from_hours(11));
        let said = desk.take("A. Officer").unwrap_err();
        assert!(said.to_string().contains("B. Officer on PC-7, since 2026-11-21 09:00 UTC"));
        assert!(said.hint().unwrap().contains("--take-over"), "{:?}", said.hint());
        assert_eq!(read(&desk.lock()), Some(holder.clone()));
        assert_eq!(take_over(&desk.register()).unwrap(), Some(holder.told()));
        assert_eq!(take_over(&desk.register()).unwrap(), None);
        assert_eq!(desk.take("A. Officer").unwrap().1, None);
        let old = desk.left_by("PC-7", STALE + Duration::from_mins(1));
        assert_eq!(desk.take("A. Officer").unwrap().1, Some(old));
    }

    #[test]
    fn a_lock_of_this_machine_whose_program_has_gone_is_taken_at_once() {
        let desk = Desk::new();
        let left = desk.left_by(&place::machine(), Duration::ZERO);
        let (_lock, taken_from) = desk.take("A. Officer").unwrap();
        assert_eq!(taken_from, Some(left));
    }

    #[test]
    fn a_lock_of_this_machine_whose_program_lives_is_not_taken_however_old_it_is() {
        let desk = Desk::new();
        desk.left_by(&place::machine(), STALE * 2);
        let held = open_held(&desk.lock()).unwrap();
        held.try_lock().unwrap();
        assert!(matches!(desk.take("A. Officer"), Err(StoreError::HeldElsewhere { .. })));
        drop(held);
        desk.take("A. Officer").unwrap();
    }

    #[test]
    fn a_lock_that_cannot_be_read_is_nobodys_to_take_until_it_is_old() {
        let desk = Desk::new();
        fs::write(desk.lock(), "half a li").unwrap();
        let said = desk.take("A. Officer").unwrap_err().to_string();
        assert!(said.contains("register.db.lock"), "{said}");
        assert_eq!(fs::read_to_string(desk.lock()).unwrap(), "half a li");
        assert_eq!(take_over(&desk.register()).unwrap().as_deref(), Some(NAMELESS));
        desk.take("A. Officer").unwrap();
    }

    #[test]
    fn who_has_lost_the_lock_is_told_to_whom_and_leaves_it_alone() {
        let desk = Desk::new();
        let (lock, _) = desk.take("A. Officer").unwrap();
        take_over(&desk.register()).unwrap();
        let gone = lock.is_still_ours(&desk.register()).unwrap_err();
        assert!(Lock::is_lost(&gone) && gone.to_string().contains("taken away"), "{gone}");
        let theirs = desk.left_by("PC-7", Duration::ZERO);
        let lost = lock.is_still_ours(&desk.register()).unwrap_err();
        assert!(lost.to_string().contains("B. Officer on PC-7"), "{lost}");
        drop(lock);
        assert_eq!(read(&desk.lock()), Some(theirs), "another's lock was taken away");
    }

    #[test]
    fn a_lock_that_has_changed_hands_since_it_was_read_is_put_back() {
        let desk = Desk::new();
        let before = desk.left_by("PC-7", Duration::ZERO);
        let after = desk.left_by("PC-8", Duration::ZERO);
        assert!(!set_aside(&desk.lock(), Some(&before)).unwrap());
        assert_eq!(read(&desk.lock()), Some(after));
        assert_eq!(fs::read_dir(desk.folder.path()).unwrap().count(), 1);
    }
}
