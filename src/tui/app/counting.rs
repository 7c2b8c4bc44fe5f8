//! Counting beside the interface: what the policies want to reach is counted from every contract
//! of a year, which takes long in a large register. The screen is drawn at once; its figures follow.

use std::sync::mpsc::Sender;

use crate::domain::contract::FinancialYear;
use crate::register::{Fault, Register, TargetsView};
use crate::tui::app::{App, error_notice};
use crate::tui::effect::{Loaded, Message, Notice};
use crate::tui::job::{self, Ended, Handle, Happening};

/// What is being counted, and what is to be counted next.
#[derive(Debug, Default)]
pub(super) struct Counting {
    /// Tells the newest counting from those that were given up.
    number: u64,
    running: Option<(Asked, Handle)>,
    next: Vec<Asked>,
}

/// The year that was asked for; none for that of the day.
type Asked = Option<FinancialYear>;

impl App {
    /// Counts the targets of the policies in a year, and tells every screen.
    pub(super) fn count_targets(&mut self, asked: Asked) {
        let Some(sender) = self.tells_jobs() else {
            let counted = self
                .year_of(asked)
                .and_then(|year| self.register.targets(year, self.clock.today()).map(Box::new));
            self.have_counted(asked, counted.map_err(Ended::Fault));
            return;
        };
        // Of the years that a screen turns to, only the one that it stops at.
        let passed = |other: Asked| asked.is_some() && other.is_some();
        self.counting.next.retain(|waiting| *waiting != asked && !passed(*waiting));
        self.counting.next.push(asked);
        if let Some((running, handle)) = &self.counting.running
            && passed(*running)
        {
            handle.stop();
        }
        self.count_next(sender);
    }

    fn count_next(&mut self, sender: Sender<Happening>) {
        if self.counting.running.is_some() || self.counting.next.is_empty() {
            return;
        }
        let asked = self.counting.next.remove(0);
        let year = match self.year_of(asked) {
            Ok(year) => year,
            Err(fault) => return self.have_counted(asked, Err(Ended::Fault(fault))),
        };
        self.counting.number += 1;
        let (number, today) = (self.counting.number, self.clock.today());
        let (path, library) = (self.register.path().to_owned(), self.register.library().clone());
        let handle = job::spawn_reading(
            move |watch| {
                Register::open_to_read(&path, library, watch)?.targets(year, today).map(Box::new)
            },
            move |view| {
                let _ = sender.send(Happening::Counted { number, view });
            },
        );
        match handle {
            Ok(handle) => self.counting.running = Some((asked, handle)),
            Err(error) => {
                let why = format!("it could not begin: {error}");
                self.have_counted(asked, Err(Ended::Broke(why)));
            }
        }
    }

    /// Follows a counting that has ended.
    pub(crate) fn counted(&mut self, number: u64, view: Result<Box<TargetsView>, Ended>) {
        if number != self.counting.number {
            return;
        }
        let Some((asked, _)) = self.counting.running.take() else { return };
        self.have_counted(asked, view);
        if let Some(sender) = self.tells_jobs() {
            self.count_next(sender);
        }
    }

    fn have_counted(&mut self, asked: Asked, view: Result<Box<TargetsView>, Ended>) {
        let view = match view {
            Ok(view) => Some(view),
            Err(Ended::Stopped) => return,
            Err(Ended::Fault(fault)) => {
                self.notice = Some(error_notice(&fault));
                None
            }
            Err(Ended::Broke(why)) => {
                self.notice = Some(Notice::error(format!("Counting the targets: {why}.")));
                None
            }
        };
        self.tell_all(&Message::Loaded(Loaded::Targets { asked, view }));
    }

    /// Gives up what is being counted, as its register goes out of sight.
    pub(crate) fn stop_counting(&mut self) {
        self.counting.next.clear();
        self.counting.number += 1;
        if let Some((_, handle)) = self.counting.running.take() {
            handle.stop_and_wait();
        }
    }

    fn year_of(&self, asked: Asked) -> Result<FinancialYear, Fault> {
        asked.or_else(|| FinancialYear::of(self.clock.today())).ok_or_else(|| Fault::Invalid {
            message: "The day of the clock lies in no financial year.".to_owned(),
            hint: Some("Set the clock of the computer.".to_owned()),
        })
    }
}
