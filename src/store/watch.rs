//! How work that takes long tells how far it is, and hears that it is to stop.

use std::fmt;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};

use crate::files;
use crate::store::{Database, Result, StoreError};

/// How far work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// What is being done, such as “checking the journal”.
    pub doing: &'static str,
    /// How much is done.
    pub done: u64,
    /// Of how much; 0 when that is not known.
    pub of: u64,
    /// What is counted.
    pub unit: Unit,
}

/// What the steps of work are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Entries of the journal.
    Entries,
    /// Bytes of a file.
    Bytes,
    /// Rows of a list.
    Rows,
    /// Files that are written.
    Files,
    /// Procurements.
    Procurements,
}

/// What a [`Watch`] calls: with a step, or with none when there is nothing new to tell.
type Ask = dyn Fn(Option<Step>) -> bool + Send + Sync;

/// Whoever watches the work: is told its steps and says whether it goes on.
#[derive(Clone)]
pub struct Watch(Option<Arc<Ask>>);

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Watch" } else { "Watch(nobody)" })
    }
}

impl Watch {
    /// Nobody watches: the work goes on to its end.
    pub const fn nobody() -> Self {
        Self(None)
    }

    /// Calls `ask` often, from the thread that works; the work ends soon after it says no.
    pub fn new(ask: impl Fn(Option<Step>) -> bool + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(ask)))
    }

    /// Whether the work is to go on.
    pub(crate) fn goes_on(&self) -> bool {
        self.0.as_ref().is_none_or(|ask| ask(None))
    }

    /// Tells a step.
    ///
    /// # Errors
    /// When the work is to stop.
    pub fn step(&self, step: Step) -> Result<()> {
        if self.0.as_ref().is_none_or(|ask| ask(Some(step))) {
            return Ok(());
        }
        Err(StoreError::Stopped { doing: step.doing })
    }
}

impl Database {
    /// A count that goes up whenever SQLite does anything from now on, so that a test can hold
    /// that something reads nothing.
    ///
    /// # Errors
    /// When SQLite cannot be asked to count.
    #[doc(hidden)]
    pub fn counted_steps(&mut self) -> Result<Arc<AtomicU64>> {
        let steps = Arc::new(AtomicU64::new(0));
        let counting = Arc::clone(&steps);
        let count = move || {
            counting.fetch_add(1, Ordering::Relaxed);
            false
        };
        self.connection
            .progress_handler(1, Some(count))
            .map_err(StoreError::when("counting what is read"))?;
        Ok(steps)
    }
}

/// The size and SHA-256 of a file, read from its beginning to its end.
pub(crate) fn hash_file(
    path: &Path,
    doing: &'static str,
    watch: &Watch,
) -> Result<(u64, [u8; 32])> {
    let io = |source| StoreError::Io { doing, path: path.to_owned(), source };
    let mut file = files::open(path).map_err(io)?;
    let of = file.metadata().map_err(io)?.len();
    let mut hasher = Sha256::new();
    let mut done = 0_u64;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = file.read(&mut buffer).map_err(io)?;
        if read == 0 {
            return Ok((done, hasher.finalize().into()));
        }
        hasher.update(&buffer[..read]);
        done += read as u64;
        watch.step(Step { doing, done, of, unit: Unit::Bytes })?;
    }
}
