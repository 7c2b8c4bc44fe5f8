//! Work beside the interface: starting it, following it, stopping it, and what comes of it.
//!
//! One job runs at a time, on its own thread and connection (`tui/job.rs`). Its
//! news come through the channel of the inputs, so nothing is ever asked for in
//! turn: while no job runs, nothing wakes up.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

use crate::domain::text as words;
use crate::register::sample::ThrownAway;
use crate::register::{
    self, Fault, NewEvidence, Order, Purpose, Register, Step, Verification, Watch, is_large_file,
};
use crate::tui::app::export::Spot;
use crate::tui::app::kept::Kept;
use crate::tui::app::{App, error_notice, sentence};
use crate::tui::command::{Command, Offer};
use crate::tui::damaged;
use crate::tui::dialog::export::Asked as AskedExport;
use crate::tui::dialog::import::Draft;
use crate::tui::dialog::prompt::{Prompt, Then};
use crate::tui::effect::{LineKind, Loaded, Message, Notice, Place, Section};
use crate::tui::job::{self, Desk, Ended, Handle, Happening, Job, Outcome, Told};
use crate::tui::screen::Screen;
use crate::tui::widget::text;

/// What the interface knows of jobs.
#[derive(Debug, Default)]
pub(super) struct Jobs {
    /// Where jobs tell their news; without it a job is done on the spot.
    sender: Option<Sender<Happening>>,
    /// Tells the newest job from those that were given up.
    pub(super) number: u64,
    running: Option<Running>,
    /// What the officer asked for while the backup of the day was made.
    queued: Option<(Job, Option<PathBuf>)>,
    /// What waits until nothing is being typed, the oldest first.
    waiting: Vec<Waiting>,
    /// What was typed for jobs of which nothing came, or for questions that went away.
    pub(super) kept: Vec<Kept>,
    /// What was chosen for an import of which nothing came.
    draft: Option<Box<Draft>>,
    /// Whether the officer's own register was found to be damaged: it is not written to any more.
    damaged: bool,
}

/// What a job has made for the officer to see, and which comes between nobody and what is typed.
#[derive(Debug)]
enum Waiting {
    Report(Box<Place>),
    /// A register of samples to look around in.
    Samples(Box<(Register, ThrownAway)>),
}

#[derive(Debug)]
struct Running {
    job: Job,
    handle: Handle,
    /// How high the stack was when it began: there, Esc stops it.
    depth: usize,
    told: Option<(Option<Step>, Duration)>,
    stopping: bool,
}

impl Running {
    /// Whether it is the backup of the day, which nobody has asked for.
    const fn is_daily(&self) -> bool {
        matches!(self.job, Job::BackUpDaily(_))
    }
}

impl App {
    /// Forgets what was typed for jobs of which nothing came: it was meant for one register.
    pub(in crate::tui) fn forget_typed(&mut self) {
        self.jobs.kept.clear();
        self.jobs.draft = None;
        self.exports.kept = None;
    }

    /// Lets jobs run beside the interface and tell their news here.
    pub(crate) fn listen_with(&mut self, sender: Sender<Happening>) {
        self.jobs.sender = Some(sender);
    }

    /// Where what runs beside the interface tells its news; nowhere before it runs.
    pub(super) fn tells_jobs(&self) -> Option<Sender<Happening>> {
        self.jobs.sender.clone()
    }

    /// How many rows above the footer belong to the job.
    pub(super) fn job_rows(&self) -> u16 {
        u16::from(self.jobs.running.as_ref().is_some_and(|running| running.told.is_some()))
    }

    /// Whether Esc on the top screen stops the job: it lies on top of what was there when it
    /// began, and Esc takes away what came last.
    fn esc_stops(&self) -> bool {
        let Some(running) = &self.jobs.running else { return false };
        // Not before the line of progress says so.
        if running.told.is_none() {
            return false;
        }
        let open = |top: &dyn Screen| top.waits() || (!top.is_dialog() && !top.takes_text());
        let open = self.stack.last().is_some_and(|top| open(top.as_ref()));
        open && self.stack.len() <= running.depth
    }

    /// The line of progress in so many columns, and how the job is stopped.
    pub(super) fn job_line(&self, columns: usize) -> Option<(String, String)> {
        let running = self.jobs.running.as_ref()?;
        let (step, elapsed) = running.told?;
        let takes_text = self.stack.last().is_some_and(|top| top.takes_text());
        let how = match (running.stopping, self.esc_stops()) {
            (true, _) => "stopping".to_owned(),
            (false, true) => format!("{} stops it", Command::Back.key(takes_text)),
            (false, false) => format!("{} stops it", Command::Stop.key(takes_text)),
        };
        let room = columns.saturating_sub(text::width(&how) + 4);
        let mut forms = register::progress(step, elapsed)
            .into_iter()
            .map(|told| format!("{}: {told}", running.job.title()));
        let shortest = forms.next_back()?;
        let told = forms.find(|told| text::width(told) <= room).unwrap_or(shortest);
        Some((text::fit(&told, room, self.look.glyphs.cut), how))
    }

    /// Says among the offers how the job is stopped.
    pub(super) fn offer_stopping(&self, offers: &mut Vec<Offer>) {
        if self.jobs.running.is_none() {
            return;
        }
        if self.esc_stops() {
            let stop = Offer::useful(Command::Back).called("stop the work");
            match offers.iter_mut().find(|offer| offer.command == Command::Back) {
                Some(back) => *back = stop,
                None => offers.push(stop),
            }
        }
        offers.push(Offer::plain(Command::Stop));
    }

    /// Follows Esc or the key for stopping, where it means the job.
    pub(super) fn stops_job(&mut self, command: Command) -> bool {
        let means = command == Command::Stop || (command == Command::Back && self.esc_stops());
        let Some(running) = self.jobs.running.as_mut().filter(|_| means) else { return false };
        running.handle.stop();
        running.stopping = true;
        true
    }

    /// What stands against another job, or against what a job must not see.
    pub(in crate::tui) fn busy(&self) -> Option<String> {
        let running = self.jobs.running.as_ref()?;
        Some(format!(
            "{} is not at its end, and one such work runs at a time. {} stops it.",
            running.job.title(),
            Command::Stop.key(true)
        ))
    }

    /// Why nothing else is changed at this moment: a job changes the register itself.
    pub(super) fn writing(&self) -> Option<Fault> {
        if self.jobs.damaged && self.aside.is_none() {
            return Some(Fault::Invalid {
                message: "The register is damaged, so nothing more is written to it.".to_owned(),
                hint: Some("Leave, and restore a backup or salvage it.".to_owned()),
            });
        }
        let running = self.jobs.running.as_ref().filter(|running| running.job.writes())?;
        Some(Fault::Invalid {
            message: format!(
                "{} is not at its end, and nothing else is changed meanwhile.",
                running.job.title()
            ),
            hint: Some(format!(
                "Look at anything, and do it then; {} stops it.",
                Command::Stop.key(true)
            )),
        })
    }

    /// What was chosen for an import of which nothing came.
    pub(super) fn kept_draft(&mut self) -> Option<Box<Draft>> {
        self.jobs.draft.take()
    }

    /// Asks where a backup is to go.
    pub(super) fn ask_backup(&mut self) {
        let context = self.clock.context(self.preferences.officer());
        let place = self.register.backup_by_default(&context);
        self.push(Place::Prompt(Prompt {
            title: "Back up the register".to_owned(),
            explain: "The whole register is copied to this file, and the copy is checked. You can go on working meanwhile.".to_owned(),
            initial: words::visible(&place.display().to_string()),
            reference: String::new(),
            seen: 0,
            then: Then::BackUp,
        }));
    }

    /// The work that an act takes first, where that is long.
    pub(super) fn long_work_of(order: &Order) -> Option<Job> {
        let Some(NewEvidence::File { path }) = order.act.attaches() else { return None };
        is_large_file(path)
            .then(|| Job::Attach { path: path.clone(), order: Box::new(order.clone()) })
    }

    /// Starts a job for the screen at a place in the stack.
    pub(in crate::tui) fn start_job(&mut self, at: usize, job: Job) {
        let behind =
            self.jobs.queued.is_none() && self.jobs.running.as_ref().is_some_and(Running::is_daily);
        if let Some(why) = self.busy().filter(|_| !behind) {
            self.job_refused(at, why);
            return;
        }
        let place = match &job {
            Job::BackUp(typed) => match self.register.backup_place(typed, false) {
                Ok(place) => Some(place),
                Err(fault) => {
                    self.job_refused(at, sentence(&fault));
                    return;
                }
            },
            Job::Export(asked) => match self.export_spot(asked) {
                Ok(Spot::Free(place)) => Some(place),
                Ok(Spot::Taken(said)) => {
                    self.tell(at, Message::IsThere(said));
                    return;
                }
                Err(fault) => {
                    self.job_refused(at, sentence(&fault));
                    return;
                }
            },
            _ => None,
        };
        if behind {
            // The officer has not asked for the backup, so it is in nobody's way.
            self.tell(at, Message::Underway);
            self.jobs.queued = Some((job, place));
            return;
        }
        self.begin_job(at, job, place);
    }

    fn begin_job(&mut self, at: usize, job: Job, place: Option<PathBuf>) {
        let changes = job.writes() || matches!(job, Job::Attach { .. });
        if let Some(fault) = self.writing().filter(|_| changes) {
            self.job_refused(at, sentence(&fault));
            return;
        }
        let desk = Desk {
            register: self.register.path().to_owned(),
            library: self.register.library().clone(),
            context: self.clock.context(self.preferences.officer()),
            place,
        };
        let work = job.work(desk);
        let Some(sender) = self.jobs.sender.clone() else {
            self.tell(at, Message::Underway);
            let ended = job::run(work, &Watch::nobody());
            self.job_ended(job, ended);
            return;
        };
        self.jobs.number += 1;
        match job::spawn(work, self.jobs.number, sender) {
            Ok(handle) => {
                self.tell(at, Message::Underway);
                let depth = self.stack.len();
                let running = Running { job, handle, depth, told: None, stopping: false };
                self.jobs.running = Some(running);
            }
            Err(error) => {
                let why = format!("{} could not begin: {error}.", job.title());
                self.job_refused(at, why);
            }
        }
    }

    /// Says why a job does not begin: where something is typed, beside it.
    fn job_refused(&mut self, at: usize, why: String) {
        if self.stack.get(at).is_some_and(|screen| screen.is_answering()) {
            self.tell(at, Message::Failed(why));
        } else {
            self.notice = Some(Notice::warning(why));
        }
    }

    /// Follows the news of the job; news of one that was given up comes too late.
    pub(crate) fn told(&mut self, number: u64, told: Told) {
        if number != self.jobs.number {
            return;
        }
        match told {
            Told::Step { step, elapsed } => {
                let before = self.job_rows();
                if let Some(running) = &mut self.jobs.running {
                    running.told = Some((step, elapsed));
                }
                self.make_room(before);
            }
            Told::Ended(ended) => {
                let before = self.job_rows();
                if let Some(running) = self.jobs.running.take() {
                    self.make_room(before);
                    if self.jobs.queued.is_none() {
                        self.tell_all(&Message::Settled);
                    }
                    self.job_ended(running.job, ended);
                    if let Some((job, place)) = self.jobs.queued.take() {
                        self.begin_job(usize::MAX, job, place);
                    }
                    self.show_waiting();
                }
            }
        }
    }

    /// Gives the screens the room that the line of progress takes or leaves.
    fn make_room(&mut self, before: u16) {
        if self.job_rows() != before {
            let size = self.size_message();
            self.tell_all(&size);
        }
    }

    fn job_ended(&mut self, job: Job, ended: Result<Outcome, Ended>) {
        let (text, stopped) = match ended {
            Ok(outcome) => {
                self.came_of(job, outcome);
                return;
            }
            Err(Ended::Stopped) => (format!("{}: stopped.", job.title()), true),
            Err(Ended::Fault(fault)) => (sentence(&fault), false),
            Err(Ended::Broke(said)) => {
                let said = words::visible_lines(&said).replace('\n', " ");
                (format!("{} broke off, a fault of Tenderbook's: {said}.", job.title()), false)
            }
        };
        let mut text = text;
        // Whoever waits for it says it where it was asked for.
        let asked = matches!(job, Job::ReadList { .. } | Job::DryRun { .. });
        let waiting = self.stack.iter().position(|screen| asked && screen.waits());
        if let Some(at) = waiting.filter(|_| !stopped) {
            self.tell(at, Message::Failed(text));
            return;
        }
        if !text.to_lowercase().contains(&job.unharmed().to_lowercase()) {
            text = format!("{text} {}", job.unharmed());
        }
        if let Some(how) = self.keep_typed(&job) {
            text = format!("{text} {how}");
        }
        if let Some(at) = waiting {
            self.tell(at, Message::Failed(text));
            return;
        }
        // What failed by itself is not looked for; what was stopped was asked for.
        let daily = matches!(job, Job::BackUpDaily(_));
        self.notice = Some(match (stopped, daily) {
            (false, false) => Notice::error(text),
            _ => Notice::warning(text),
        });
    }

    /// Keeps what was typed for a job of which nothing came, and says how it comes back.
    fn keep_typed(&mut self, job: &Job) -> Option<String> {
        match job {
            Job::Export(asked) => {
                self.exports.kept = Some(AskedExport::clone(asked));
                let key = Command::Export.key(false);
                Some(format!("What you typed is kept: {key} brings it back."))
            }
            Job::Import { draft, .. } => {
                self.jobs.draft = Some(draft.clone());
                let key = Command::Import.key(false);
                Some(format!("What you chose is kept: {key} in the list brings it back."))
            }
            other => {
                let (kept, command) = Kept::of(other)?;
                self.jobs.keep(kept);
                Some(format!("What you typed is kept: {} brings it back.", command.key(false)))
            }
        }
    }

    fn came_of(&mut self, job: Job, outcome: Outcome) {
        if let Some((done, _)) = Kept::of(&job) {
            self.jobs.forget(&done);
        }
        match (job, outcome) {
            (_, Outcome::Verified(found)) => {
                let path = words::visible(&self.register.path().display().to_string());
                self.notice = Some(if found.faults.is_empty() {
                    Notice::done("The register is sound.")
                } else {
                    Notice::error("The register is not what was written: see the report.")
                });
                self.jobs.waiting.push(Waiting::Report(Box::new(report(&path, &found))));
                self.show_waiting();
            }
            (Job::BackUp(_), Outcome::BackedUp(written)) => {
                let place = words::visible(&written.path.display().to_string());
                let bytes = register::size(written.bytes);
                let text =
                    format!("Backed up and checked: {place}, {bytes}, SHA-256 {}.", written.sha256);
                self.notice = Some(Notice::done(text));
            }
            (job @ Job::Attach { .. }, Outcome::Hashed(hashed)) => self.attach(&job, hashed),
            (_, Outcome::Listed { sheet, columns }) => self.listed(*sheet, *columns),
            (_, Outcome::Planned(plan)) => {
                self.tell_all(&Message::Loaded(Loaded::Plan(Arc::new(plan))));
            }
            (Job::Export(asked), Outcome::Exported(saved)) => self.exported(&asked, &saved),
            (Job::Import { plan, .. }, Outcome::Imported(count)) => self.imported(&plan, count),
            (_, Outcome::Sampled(made)) => {
                // One look at a time.
                self.jobs.waiting.retain(|waiting| !matches!(waiting, Waiting::Samples(_)));
                self.jobs.waiting.push(Waiting::Samples(made));
                self.show_waiting();
            }
            (_, Outcome::Damaged(damage)) => {
                self.notice = Some(Notice::error(damage.what.clone()));
                let report = Waiting::Report(Box::new(damaged::found_beside(&damage)));
                self.jobs.waiting.push(report);
                self.jobs.damaged = true;
                self.show_waiting();
            }
            // The backup of the day is made without a word.
            _ => {}
        }
    }

    /// Attaches a file whose hash is known now.
    fn attach(&mut self, job: &Job, hashed: register::HashedFile) {
        let Job::Attach { order, .. } = job else { return };
        let order = Order::clone(order);
        let reference = order.reference.clone().unwrap_or_default();
        // What the officer did meanwhile was seen.
        let mine = self.session.version(&reference);
        let order = Order { seen: order.seen.max(mine), purpose: Purpose::Plain, ..order };
        let context = self.clock.context(self.preferences.officer());
        match self.register.perform_hashed(&order, hashed, &context) {
            Ok(done) => {
                self.session.remember(&done);
                self.notice = Some(super::notice_of(&done));
                self.tell_all(&Message::Changed);
            }
            Err(fault) => {
                let mut notice = error_notice(&fault);
                if let Some(how) = self.keep_typed(job) {
                    notice.text = format!("{} {how}", notice.text);
                }
                self.notice = Some(notice);
                self.tell_all(&Message::Changed);
            }
        }
    }

    /// Shows what waits as soon as it would not come between the officer and what is typed; a
    /// register of samples also not between a job and the register that it works for.
    pub(super) fn show_waiting(&mut self) {
        let free = self
            .stack
            .last()
            .is_some_and(|top| !top.is_dialog() && !top.takes_text() && !top.holds_typed());
        let works = self.jobs.running.is_some();
        let shows = |waiting: &Waiting| !(works && matches!(waiting, Waiting::Samples(_)));
        // The next waits until this one was read.
        let Some(at) = self.jobs.waiting.iter().position(shows).filter(|_| free) else { return };
        match self.jobs.waiting.remove(at) {
            Waiting::Report(place) => self.push(*place),
            Waiting::Samples(made) => self.visit(*made),
        }
    }

    /// Leaves, or asks first when a job runs.
    pub(super) fn quit(&mut self) {
        let running = self.jobs.running.as_ref().map(|running| &running.job);
        let queued = self.jobs.queued.as_ref().map(|(job, _)| job);
        match running.into_iter().chain(queued).find(|job| !job.may_be_left()) {
            Some(job) => self.push(Place::Stop(format!("{} is not at its end.", job.title()))),
            None => self.quit_anyway(),
        }
    }

    /// Leaves, and stops the job that runs.
    pub(super) fn quit_anyway(&mut self) {
        self.end_jobs();
        while self.stack.last().is_some_and(|screen| screen.is_dialog()) {
            self.stack.pop();
        }
        self.tell_top(self.size_message());
        self.leave();
    }

    /// Stops the job that runs, and lets it tidy up.
    pub(crate) fn end_jobs(&mut self) {
        self.stop_counting();
        let before = self.job_rows();
        self.jobs.queued = None;
        if let Some(running) = self.jobs.running.take() {
            running.handle.stop_and_wait();
            self.make_room(before);
        }
    }

    /// Starts the backup of the day, where it is due: not of samples.
    pub(crate) fn back_up_daily(&mut self) {
        if self.remark.is_some() {
            return;
        }
        let context = self.clock.context(self.preferences.officer());
        if let Some(target) = self.register.daily_backup_due(&context) {
            self.start_job(usize::MAX, Job::BackUpDaily(target));
        }
    }
}

/// What verifying found, to be read.
fn report(path: &str, found: &Verification) -> Place {
    let plain = |words: String| (LineKind::Plain, words);
    let mut lines = vec![plain(format!("Register: {path}"))];
    lines.extend(found.checked().into_iter().map(|(what, count)| match count {
        Some(count) => plain(format!("{what}: {}", register::grouped(count))),
        None => plain(what.to_owned()),
    }));
    let mut result = if found.faults.is_empty() {
        Section {
            heading: "Sound".to_owned(),
            lines: vec![(LineKind::Strong, Verification::SOUND.to_owned())],
        }
    } else {
        let mut faults: Vec<(LineKind, String)> =
            found.faults.iter().map(|fault| (LineKind::Warning, words::visible(fault))).collect();
        faults.push(plain(found.advice().to_owned()));
        Section { heading: format!("Faults: {}", found.faults.len()), lines: faults }
    };
    let held = found.anchors.iter().filter(|anchor| anchor.holds);
    result.lines.extend(held.map(|anchor| (LineKind::Strong, words::visible(&anchor.said))));
    let mut sections = vec![result];
    let accepted = found.accepted_lines();
    if !accepted.is_empty() {
        let lines = accepted.iter().map(|line| plain(words::visible(line))).collect();
        sections.push(Section { heading: "Accepted".to_owned(), lines });
    }
    if let Some((sequence, hash)) = &found.newest {
        sections.push(Section {
            heading: "Anchor".to_owned(),
            lines: vec![
                plain(format!("Newest entry: {sequence}, {hash}")),
                plain("It stands for everything before it. Keep it elsewhere, and hold the register against it later.".to_owned()),
            ],
        });
    }
    sections.push(Section { heading: "What was checked".to_owned(), lines });
    Place::Verified { sections, anchor: found.newest.clone().map(|(_, hash)| hash) }
}
