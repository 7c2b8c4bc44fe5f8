//! How far long work is, on standard error: one line that is written over, and gone at the end.

use std::io::{IsTerminal, Write};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::register::{Step, Watch, progress};

/// How much longer the first news are held back: of short work nothing is told.
const HELD_BACK: Duration = Duration::from_millis(300);
/// How often progress is told, at most.
const PERIOD: Duration = Duration::from_millis(200);
/// The room that every terminal has.
const COLUMNS: usize = 58;

/// A watch that tells how far work is, where standard error is a terminal that can write over a
/// line; the line goes when this is dropped.
pub(crate) struct Progress {
    pub(crate) watch: Watch,
    told: bool,
}

impl Progress {
    /// Of work with this name, as the beginning of a sentence.
    pub(crate) fn of(title: &'static str) -> Self {
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        if dumb || !std::io::stderr().is_terminal() {
            return Self { watch: Watch::nobody(), told: false };
        }
        let begun = Instant::now();
        let last = Mutex::new(begun + HELD_BACK);
        let watch = Watch::new(move |step: Option<Step>| {
            let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
            if step.is_some() && last.elapsed() >= PERIOD {
                *last = Instant::now();
                let told = progress(step, begun.elapsed()).into_iter();
                let mut lines = told.map(|told| format!("{title}: {told}"));
                let line = lines.find(|line| line.len() <= COLUMNS).unwrap_or_default();
                // Work goes on whether or not anybody reads how far it is.
                let _ = write!(std::io::stderr(), "\r{line:COLUMNS$}");
            }
            true
        });
        Self { watch, told: true }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.told {
            let _ = write!(std::io::stderr(), "\r{:COLUMNS$}\r", "");
        }
    }
}
