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
    heard: Heard,
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
        let heard = Heard::signals(&stop);
        let mut progress = Self::until(title, Some(stop));
        progress.heard = heard;
        progress
    }

    /// Ends it where the interface follows, which hears signals itself.
    pub(crate) fn hand_over(mut self) {
        self.heard.forget();
    }

    fn until(title: &'static str, stop: Option<Arc<AtomicBool>>) -> Self {
        let goes_on = move || stop.as_ref().is_none_or(|stop| !stop.load(Ordering::Relaxed));
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        if dumb || !std::io::stderr().is_terminal() {
            let watch = Watch::new(move |_| goes_on());
            return Self { watch, told: false, heard: Heard::default() };
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
        Self { watch, told: true, heard: Heard::default() }
    }
}

/// Signals that end a program, as long as they say that work is to stop; afterwards they end it.
#[derive(Default)]
struct Heard {
    #[cfg(unix)]
    by: Vec<(i32, signal_hook::SigId)>,
}

impl Heard {
    /// Where signals cannot be heard, they end the program as ever.
    #[cfg(unix)]
    fn signals(stop: &Arc<AtomicBool>) -> Self {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
        use signal_hook::flag::{register, register_conditional_shutdown};
        let mut by = Vec::new();
        for signal in [SIGHUP, SIGINT, SIGTERM] {
            let code = 128 + signal;
            let again = register_conditional_shutdown(signal, code, Arc::clone(stop));
            let first = register(signal, Arc::clone(stop));
            by.extend([again, first].into_iter().flatten().map(|id| (signal, id)));
        }
        Self { by }
    }

    /// Here there are none to be heard.
    #[cfg(not(unix))]
    fn signals(_stop: &Arc<AtomicBool>) -> Self {
        Self::default()
    }

    /// Hears them no more.
    fn forget(&mut self) {
        #[cfg(unix)]
        for (_, id) in self.by.drain(..) {
            signal_hook::low_level::unregister(id);
        }
    }
}

impl Drop for Heard {
    fn drop(&mut self) {
        #[cfg(unix)]
        {
            use signal_hook::flag::register_conditional_default;
            let signals: std::collections::BTreeSet<i32> =
                self.by.iter().map(|(signal, _)| *signal).collect();
            self.forget();
            for signal in signals {
                let _ = register_conditional_default(signal, Arc::new(AtomicBool::new(true)));
            }
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.told {
            let _ = write!(errors(), "\r{:COLUMNS$}\r", "");
        }
    }
}
