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

use crate::export::Saved;
use crate::import::{Choice, Columns, Defaults, Plan, Sheet};
use crate::register::sample::{self, ThrownAway};
use crate::register::{
    Anchor, Context, Damage, Fault, HashedFile, Library, Order, Register, Step, TargetsView,
    Verification, Watch, Written, full_path,
};
use crate::tui::dialog::export::Asked;
use crate::tui::dialog::import::Draft;
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
    /// News of a job; the number says of which, as one that was given up may tell its end late.
    Job {
        number: u64,
        told: Told,
    },
    /// What was counted beside the interface; the number says for which asking.
    Counted {
        number: u64,
        view: Result<Box<TargetsView>, Ended>,
    },
}

/// Work that takes long, as data.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Job {
    /// Check the register, and hold it against anchors.
    Verify(Vec<Anchor>),
    /// Copy the register to a place, as it was typed.
    BackUp(String),
    /// Copy the register to the place of the day.
    BackUpDaily(PathBuf),
    /// Hash a large file, then do the act that attaches it.
    Attach { path: String, order: Box<Order> },
    /// Write to a file, or to many.
    Export(Box<Asked>),
    /// Read a list from a file, by its path as typed; of a workbook the sheet that is named.
    ReadList { path: String, tab: Option<String> },
    /// Say what a list would become.
    DryRun { sheet: Arc<Sheet>, columns: Columns, defaults: Defaults },
    /// Import what a dry run has shown; the draft is what the officer chose for it.
    Import { plan: Arc<Plan>, draft: Box<Draft> },
    /// Make a register of samples to look around in.
    Samples,
}

/// What a job has with it, away from the interface.
#[derive(Debug)]
pub(crate) struct Desk {
    /// Where the register is.
    pub(crate) register: PathBuf,
    /// The policies, as the interface has read them.
    pub(crate) library: Library,
    pub(crate) context: Context,
    /// The place that was worked out before it began.
    pub(crate) place: Option<PathBuf>,
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
    Verified(Box<Verification>),
    BackedUp(Written),
    Hashed(HashedFile),
    Listed {
        sheet: Box<Sheet>,
        columns: Box<Columns>,
    },
    Planned(Plan),
    Imported(usize),
    Exported(Saved),
    /// The samples are there.
    Sampled(Box<(Register, ThrownAway)>),
    /// The register was found to be damaged.
    Damaged(Box<Damage>),
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
            Self::Verify(_) => "Verifying",
            Self::BackUp(_) => "Backing up",
            Self::BackUpDaily(_) => "The backup of the day",
            Self::Attach { .. } => "Attaching a file",
            Self::Export(_) => "Exporting",
            Self::ReadList { .. } | Self::DryRun { .. } => "Reading the list",
            Self::Import { .. } => "Importing",
            Self::Samples => "Making the samples",
        }
    }

    /// What is true when it did not come to its end.
    pub(crate) const fn unharmed(&self) -> &'static str {
        match self {
            Self::Verify(_) => "Nothing was changed.",
            Self::BackUp(_) | Self::BackUpDaily(_) => "No backup was written.",
            Self::Attach { .. } => "Nothing was attached.",
            Self::Export(_) => "Nothing was written.",
            Self::ReadList { .. } | Self::DryRun { .. } | Self::Import { .. } => {
                "Nothing was imported."
            }
            Self::Samples => "You are in your own register.",
        }
    }

    /// Whether it changes the register itself, on a connection of its own: meanwhile the interface
    /// reads, and changes nothing.
    pub(crate) const fn writes(&self) -> bool {
        matches!(self, Self::Import { .. })
    }

    /// Whether leaving loses nothing of it: the backup of the day is made the next time, and
    /// samples would be thrown away.
    pub(crate) const fn may_be_left(&self) -> bool {
        matches!(self, Self::BackUpDaily(_) | Self::Samples)
    }

    /// What it does, away from the interface.
    pub(crate) fn work(
        &self,
        desk: Desk,
    ) -> impl FnOnce(&Watch) -> Result<Outcome, Fault> + Send + 'static {
        let job = self.clone();
        move |watch| {
            let Desk { register, library, context, place } = desk;
            let open = |library| Register::open_to_read(&register, library, watch);
            Ok(match job {
                Self::Verify(anchors) => {
                    Outcome::Verified(Box::new(open(library)?.verify_all(&anchors, watch)?))
                }
                Self::BackUp(typed) => {
                    let target = place.unwrap_or_else(|| PathBuf::from(typed));
                    Outcome::BackedUp(open(library)?.back_up(&target, false, watch)?)
                }
                Self::BackUpDaily(target) => {
                    let made = open(library)?.back_up_daily(&target, watch);
                    let damage = |fault: &Fault| Damage::of(&register, fault, watch);
                    match made.as_ref().err().and_then(damage) {
                        Some(damage) => Outcome::Damaged(Box::new(damage)),
                        None => Outcome::BackedUp(made?),
                    }
                }
                Self::Attach { path, .. } => Outcome::Hashed(HashedFile::read(&path, watch)?),
                Self::Export(asked) => {
                    let registers = [open(library)?];
                    let path = place.unwrap_or_else(|| PathBuf::from(&asked.typed));
                    let Asked { wish, replace, .. } = *asked;
                    let saved = wish.save(&registers, &path, replace, &context, watch)?;
                    Outcome::Exported(saved)
                }
                Self::ReadList { path, tab } => {
                    let register = open(library)?;
                    let memory = |header: &str| register.remembered_columns(header);
                    let columns = |sheet: &Sheet| Columns::remembering(sheet, &[], &memory);
                    let fits = |sheet: &Sheet| columns(sheet).is_ok();
                    let choice = Choice { named: tab.as_deref(), fits: &fits };
                    let sheet = Sheet::read_chosen(&full_path(&path), &choice, watch)?;
                    let columns = columns(&sheet).map_err(without_wishes)?;
                    Outcome::Listed { sheet: Box::new(sheet), columns: Box::new(columns) }
                }
                Self::DryRun { sheet, columns, defaults } => {
                    let register = open(library)?;
                    let (library, when) = (register.library(), (context.today, watch));
                    let one = Some(&register);
                    Outcome::Planned(Plan::of(one, library, &sheet, &columns, &defaults, when)?)
                }
                Self::Import { plan, .. } => {
                    let mut register = Register::open(&register, library, &context)?;
                    // Refused rows are left out, as the officer was told.
                    Outcome::Imported(plan.run(&mut register, true, (&context, watch))?.len())
                }
                Self::Samples => Outcome::Sampled(Box::new(sample::thrown_away_watched(
                    library,
                    &context,
                    sample::Rows::default(),
                    watch,
                )?)),
            })
        }
    }
}

/// The same fault for where columns can be chosen only where a row names them.
fn without_wishes(fault: Fault) -> Fault {
    match fault {
        Fault::Invalid { message, .. } => Fault::Invalid {
            message,
            hint: Some("Name the title and the value in a row above the list.".to_owned()),
        },
        fault => fault,
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
    number: u64,
    sender: Sender<Happening>,
) -> std::io::Result<Handle> {
    let stop = Arc::new(AtomicBool::new(false));
    let watch = watch(Arc::clone(&stop), number, sender.clone());
    spawn_watched(work, watch, stop, move |ended| {
        let _ = sender.send(Happening::Job { number, told: Told::Ended(ended) });
    })
}

/// Reads on a thread of its own; how far it is, nobody asks.
pub(crate) fn spawn_reading<T: 'static>(
    work: impl FnOnce(&Watch) -> Result<T, Fault> + Send + 'static,
    tell: impl FnOnce(Result<T, Ended>) + Send + 'static,
) -> std::io::Result<Handle> {
    let stop = Arc::new(AtomicBool::new(false));
    let stopped = Arc::clone(&stop);
    let watch = Watch::new(move |_| !stopped.load(Ordering::Relaxed));
    spawn_watched(work, watch, stop, tell)
}

fn spawn_watched<T: 'static>(
    work: impl FnOnce(&Watch) -> Result<T, Fault> + Send + 'static,
    watch: Watch,
    stop: Arc<AtomicBool>,
    tell: impl FnOnce(Result<T, Ended>) + Send + 'static,
) -> std::io::Result<Handle> {
    let (hung_up, ended) = mpsc::channel::<()>();
    thread::Builder::new().name(THREAD.to_owned()).spawn(move || {
        let told = run(work, &watch);
        // Everything of the work is gone before anybody hears that it has ended.
        drop(watch);
        tell(told);
        drop(hung_up);
    })?;
    Ok(Handle { stop, ended })
}

/// Tells steps, at most so often, until it is to stop or nobody listens.
fn watch(stop: Arc<AtomicBool>, number: u64, sender: Sender<Happening>) -> Watch {
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
            return sender.send(Happening::Job { number, told }).is_ok();
        }
        true
    })
}

/// Does work here and now; a panic in it becomes a sentence.
pub(crate) fn run<T>(
    work: impl FnOnce(&Watch) -> Result<T, Fault>,
    watch: &Watch,
) -> Result<T, Ended> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_in_the_work_becomes_a_sentence_and_the_thread_tells_it() {
        let (sender, receiver) = mpsc::channel();
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| {}));
        let handle = spawn(|_| panic!("out of luck"), 1, sender).unwrap();
        let told = receiver.recv().unwrap();
        std::panic::set_hook(before);
        assert!(
            matches!(&told, Happening::Job { number: 1, told: Told::Ended(Err(Ended::Broke(said))) } if said == "out of luck"),
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
            spawn(move |watch| Ok(Outcome::Hashed(HashedFile::read(&typed, watch)?)), 1, sender)
                .unwrap();
        let first = receiver.recv().unwrap();
        assert!(
            matches!(first, Happening::Job { told: Told::Step { step: Some(_), .. }, .. }),
            "{first:?}"
        );
        handle.stop_and_wait();
        let last = receiver.iter().last().unwrap();
        assert!(
            matches!(last, Happening::Job { told: Told::Ended(Err(Ended::Stopped)), .. }),
            "{last:?}"
        );
    }
}
