//! Work that takes long, on a thread and a connection of its own: what there is, and how it runs.
//!
//! A new kind of work is one more [`Job`] with its words, what it does in
//! [`Job::work`], and what follows from its [`Outcome`] in `app/jobs.rs`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::domain::ItemId;
use crate::register::{
    Fault, HashedFile, Library, Order, Register, Step, Unit, Verification, Watch, Written,
};
use crate::tui::event::Input;

/// What the thread of a job is called, so that a panic there is known.
pub(crate) const THREAD: &str = "tenderbook-job";

/// How often progress is told, at most.
const PERIOD: Duration = Duration::from_millis(100);

/// How long leaving waits for a job to tidy up.
const PATIENCE: Duration = Duration::from_secs(3);

/// What happens to the interface: input, or news of a job.
#[derive(Debug)]
pub(crate) enum Happening {
    Input(Input),
    Job(Told),
}

/// Work that takes long, as data.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Job {
    /// Check the register.
    Verify,
    /// Copy the register to a place, as it was typed.
    BackUp(String),
    /// Copy the register to the place of the day.
    BackUpDaily(PathBuf),
    /// Hash a large file, then attach it to an item.
    Attach { path: String, item: ItemId, order: Box<Order> },
}

/// What a job tells while it runs.
#[derive(Debug)]
pub(crate) enum Told {
    /// How far it is, and how long it has taken.
    Step { step: Option<Step>, elapsed: Duration },
    /// It has ended.
    Ended(Result<Outcome, Ended>),
}

/// What came of a job.
#[derive(Debug)]
pub(crate) enum Outcome {
    Verified(Verification),
    BackedUp(Written),
    Hashed(HashedFile),
}

/// Why nothing came of a job.
#[derive(Debug)]
pub(crate) enum Ended {
    /// It was stopped.
    Stopped,
    /// It could not be done.
    Fault(Fault),
    /// It met a fault of Tenderbook's own.
    Broke(String),
}

impl Job {
    /// What is being done, as the beginning of a sentence.
    pub(crate) const fn title(&self) -> &'static str {
        match self {
            Self::Verify => "Verifying",
            Self::BackUp(_) => "Backing up",
            Self::BackUpDaily(_) => "The backup of the day",
            Self::Attach { .. } => "Attaching a file",
        }
    }

    /// What is true when it did not come to its end.
    pub(crate) const fn unharmed(&self) -> &'static str {
        match self {
            Self::Verify => "Nothing was changed.",
            Self::BackUp(_) | Self::BackUpDaily(_) => "No backup was written.",
            Self::Attach { .. } => "Nothing was attached.",
        }
    }

    /// What it does, away from the interface: with the register at this path.
    pub(crate) fn work(
        &self,
        register: PathBuf,
        replaced: Option<PathBuf>,
    ) -> impl FnOnce(&Watch) -> Result<Outcome, Fault> + Send + 'static {
        let job = self.clone();
        move |watch| {
            let open = || Register::open_to_read(&register, Library::new(None), watch);
            Ok(match job {
                Self::Verify => Outcome::Verified(open()?.verify_watched(watch)?),
                Self::BackUp(typed) => {
                    let target = replaced.unwrap_or_else(|| PathBuf::from(typed));
                    Outcome::BackedUp(open()?.back_up(&target, false, watch)?)
                }
                Self::BackUpDaily(target) => {
                    Outcome::BackedUp(open()?.back_up_daily(&target, watch)?)
                }
                Self::Attach { path, .. } => Outcome::Hashed(HashedFile::read(&path, watch)?),
            })
        }
    }
}

/// A job that runs.
#[derive(Debug)]
pub(crate) struct Handle {
    stop: Arc<AtomicBool>,
    /// Hung up by the thread when it ends.
    ended: Receiver<()>,
}

impl Handle {
    /// Lets the job end soon.
    pub(crate) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Lets the job end, and waits until it has, though not for ever: a disk may not answer.
    pub(crate) fn stop_and_wait(&self) {
        self.stop();
        let _ = self.ended.recv_timeout(PATIENCE);
    }
}

/// Does work on a thread of its own and tells how it goes.
pub(crate) fn spawn(
    work: impl FnOnce(&Watch) -> Result<Outcome, Fault> + Send + 'static,
    sender: Sender<Happening>,
) -> std::io::Result<Handle> {
    let stop = Arc::new(AtomicBool::new(false));
    let (hung_up, ended) = mpsc::channel::<()>();
    let watch = watch(Arc::clone(&stop), sender.clone());
    thread::Builder::new().name(THREAD.to_owned()).spawn(move || {
        let told = Told::Ended(run(work, &watch));
        // Everything of the work is gone before anybody hears that it has ended.
        drop(watch);
        let _ = sender.send(Happening::Job(told));
        drop(hung_up);
    })?;
    Ok(Handle { stop, ended })
}

/// Tells steps, at most so often, until it is to stop or nobody listens.
fn watch(stop: Arc<AtomicBool>, sender: Sender<Happening>) -> Watch {
    let begun = Instant::now();
    let state: Mutex<(Instant, Option<Step>)> = Mutex::new((begun, None));
    Watch::new(move |step| {
        if stop.load(Ordering::Relaxed) {
            return false;
        }
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        state.1 = step.or(state.1);
        if state.0.elapsed() >= PERIOD {
            state.0 = Instant::now();
            let told = Told::Step { step: state.1, elapsed: begun.elapsed() };
            return sender.send(Happening::Job(told)).is_ok();
        }
        true
    })
}

/// Does work here and now; a panic in it becomes a sentence.
pub(crate) fn run(
    work: impl FnOnce(&Watch) -> Result<Outcome, Fault>,
    watch: &Watch,
) -> Result<Outcome, Ended> {
    match catch_unwind(AssertUnwindSafe(|| work(watch))) {
        Ok(Ok(outcome)) => Ok(outcome),
        Ok(Err(fault)) if fault.is_stopped() => Err(Ended::Stopped),
        Ok(Err(fault)) => Err(Ended::Fault(fault)),
        Err(panic) => {
            let said = panic.downcast_ref::<&str>().map(|said| (*said).to_owned());
            let said = said.or_else(|| panic.downcast_ref::<String>().cloned());
            Err(Ended::Broke(said.unwrap_or_else(|| "it does not say why".to_owned())))
        }
    }
}

/// How far a job is, in words, at length and shorter for where there is less room:
/// “checking the journal, 4,200 of 10,000 (42%), 4 s”.
pub(crate) fn progress(step: Option<Step>, elapsed: Duration) -> Vec<String> {
    let time = time(elapsed);
    let Some(Step { doing, done, of, unit }) = step else { return vec![time] };
    if of == 0 {
        return vec![format!("{doing}, {time}"), time];
    }
    let done = done.min(of);
    let (far, all) = match unit {
        Unit::Entries => (grouped(done), grouped(of)),
        Unit::Bytes => (size(done), size(of)),
    };
    let percent = u128::from(done) * 100 / u128::from(of);
    let far = format!("{far} of {all} ({percent}%), {time}");
    vec![format!("{doing}, {far}"), far, format!("{percent}%, {time}")]
}

/// A length of time as people say it.
fn time(elapsed: Duration) -> String {
    match elapsed.as_secs() {
        seconds @ 0..60 => format!("{seconds} s"),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

/// A number with its thousands set apart.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// A size as file managers say it.
pub(crate) fn size(bytes: u64) -> String {
    const STEPS: [(u64, &str); 3] = [(1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "kB")];
    for (step, name) in STEPS {
        if bytes >= step {
            // To a tenth, cut: a copy never looks complete before it is.
            let tenths = u128::from(bytes) * 10 / u128::from(step);
            return format!("{}.{} {name}", tenths / 10, tenths % 10);
        }
    }
    format!("{bytes} bytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_told_in_words() {
        let step = |done, of, unit| Some(Step { doing: "checking the journal", done, of, unit });
        let told = |step, seconds| progress(step, Duration::from_secs(seconds)).remove(0);
        assert_eq!(told(None, 3), "3 s");
        assert_eq!(told(step(0, 0, Unit::Bytes), 59), "checking the journal, 59 s");
        assert_eq!(
            told(step(4200, 10_000, Unit::Entries), 61),
            "checking the journal, 4,200 of 10,000 (42%), 1 min 1 s"
        );
        let gigabyte = 1 << 30;
        assert_eq!(
            told(step(gigabyte - 1, 5 * gigabyte, Unit::Bytes), 0),
            "checking the journal, 1023.9 MB of 5.0 GB (19%), 0 s"
        );
        let shorter = progress(step(1, 3, Unit::Entries), Duration::ZERO);
        assert_eq!(shorter[1..], ["1 of 3 (33%), 0 s", "33%, 0 s"]);
        // A file that grew while it was read is not told as more than whole.
        assert!(told(step(7, 5, Unit::Bytes), 0).contains("5 bytes of 5 bytes (100%)"));
    }

    #[test]
    fn a_panic_in_the_work_becomes_a_sentence_and_the_thread_tells_it() {
        let (sender, receiver) = mpsc::channel();
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| {}));
        let handle = spawn(|_| panic!("out of luck"), sender).unwrap();
        let told = receiver.recv().unwrap();
        std::panic::set_hook(before);
        assert!(
            matches!(&told, Happening::Job(Told::Ended(Err(Ended::Broke(said)))) if said == "out of luck"),
            "{told:?}"
        );
        handle.stop_and_wait();
    }

    #[test]
    fn work_that_is_told_to_stop_ends_and_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large.bin");
        std::fs::File::create(&path).unwrap().set_len(64 << 30).unwrap();
        let (sender, receiver) = mpsc::channel();
        let typed = path.display().to_string();
        let handle =
            spawn(move |watch| Ok(Outcome::Hashed(HashedFile::read(&typed, watch)?)), sender)
                .unwrap();
        let first = receiver.recv().unwrap();
        assert!(matches!(first, Happening::Job(Told::Step { step: Some(_), .. })), "{first:?}");
        handle.stop_and_wait();
        let last = receiver.iter().last().unwrap();
        assert!(matches!(last, Happening::Job(Told::Ended(Err(Ended::Stopped)))), "{last:?}");
    }
}
