//! How far long work is, on standard error: one line that is written over, and gone at the end.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::cli::console::errors;
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
        Self::until(title, None)
    }

    /// The same of work that Ctrl-C, or a request to end, lets tidy up before it ends; a second
    /// one ends it at once.
    pub(crate) fn stopped_by_signals(title: &'static str) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        // Where signals cannot be heard, they end the program as ever.
        let heard = hear_signals(&stop).is_ok();
        Self::until(title, heard.then_some(stop))
    }

    fn until(title: &'static str, stop: Option<Arc<AtomicBool>>) -> Self {
        let goes_on = move || stop.as_ref().is_none_or(|stop| !stop.load(Ordering::Relaxed));
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        if dumb || !std::io::stderr().is_terminal() {
            return Self { watch: Watch::new(move |_| goes_on()), told: false };
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
                let _ = write!(errors(), "\r{line:COLUMNS$}");
            }
            goes_on()
        });
        Self { watch, told: true }
    }
}

/// Lets signals that end a program say that work is to stop.
#[cfg(unix)]
fn hear_signals(stop: &Arc<AtomicBool>) -> std::io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    for signal in [SIGHUP, SIGINT, SIGTERM] {
        let code = 128 + signal;
        signal_hook::flag::register_conditional_shutdown(signal, code, Arc::clone(stop))?;
        signal_hook::flag::register(signal, Arc::clone(stop))?;
    }
    Ok(())
}

/// Lets signals that end a program say that work is to stop: here there are none to be heard.
#[cfg(not(unix))]
fn hear_signals(_stop: &Arc<AtomicBool>) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.told {
            let _ = write!(errors(), "\r{:COLUMNS$}\r", "");
        }
    }
}
