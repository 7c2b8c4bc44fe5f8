//! The Timeline tab: the 13 stages as bars against dates, and the days of the tender with the
//! time limits of the statute that run from them.

mod bars;
mod days;

use crate::domain::Date;
use crate::register::ProcurementView;
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::dialog::prompt::{Prompt, Then};
use crate::tui::effect::{Effect, Place};
use crate::tui::widget::canvas::Canvas;

/// Which part of the tab has the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Part {
    #[default]
    Days,
    Stages,
}

/// Where the officer stands in the timeline.
#[derive(Debug, Default)]
pub(super) struct Timeline {
    part: Part,
    days: days::Days,
    bars: bars::Bars,
}

/// A tall window shows both parts, a low one the part that has the keyboard.
const TALL: usize = 34;

impl Timeline {
    /// The heights of the bars and of the days; none for what is not shown.
    const fn heights(&self, height: usize) -> (usize, usize) {
        match self.part {
            _ if height >= TALL => (bars::HEIGHT, height - bars::HEIGHT - 1),
            Part::Stages => (height, 0),
            Part::Days => (0, height),
        }
    }

    pub(super) fn commands(&self, view: &ProcurementView) -> Vec<Offer> {
        let workable = view.state.is_workable();
        let mut offers = match self.part {
            Part::Days => self.days.commands(view),
            Part::Stages => self.bars.commands(view),
        };
        let other = match self.part {
            Part::Days => "stages as bars",
            Part::Stages => "days",
        };
        let statute = match view.statute_left_out {
            Some(_) => "apply the statute",
            None => "leave out the statute",
        };
        let wait = if view.waiting.is_some() { "wait no longer" } else { "wait on someone" };
        offers.extend([
            Offer::useful(Command::NextPane).called(other),
            Offer::useful(Command::Wait).called(wait).when(workable),
            Offer::useful(Command::Statute).called(statute).when(workable),
        ]);
        offers.extend(MOVING);
        offers
    }

    /// Follows a click on a line; on the selected one it asks for the date.
    pub(super) fn point(
        &mut self,
        (pane, at): (usize, usize),
        view: &ProcurementView,
        size: (usize, usize),
    ) -> Effect {
        self.part = if pane == Part::Stages as usize { Part::Stages } else { Part::Days };
        let before = match self.part {
            Part::Days => self.days.select(at),
            Part::Stages => self.bars.select(at),
        };
        if before == at && view.state.is_workable() {
            return self.command(Command::Open, view, None, size);
        }
        Effect::None
    }

    /// Lets the days of the bars follow the mouse.
    pub(super) fn drag(&mut self, columns: i32) {
        self.bars.scroll(columns.saturating_neg());
    }

    pub(super) fn copy(&self, view: &ProcurementView) -> Option<(String, String)> {
        match self.part {
            Part::Days => self.days.copy(view),
            Part::Stages => Some(self.bars.copy(view)),
        }
    }

    pub(super) fn keep(&mut self, view: &ProcurementView, (width, height): (usize, usize)) {
        self.days.keep(view, (width, self.heights(height).1));
    }

    pub(super) fn command(
        &mut self,
        command: Command,
        view: &ProcurementView,
        today: Option<Date>,
        (width, height): (usize, usize),
    ) -> Effect {
        match command {
            Command::NextPane | Command::PreviousPane => {
                self.part = match self.part {
                    Part::Days => Part::Stages,
                    Part::Stages => Part::Days,
                };
                self.bars.begin(view);
                self.keep(view, (width, height));
                Effect::None
            }
            _ => match self.part {
                Part::Days => self.days.command(command, view, (width, self.heights(height).1)),
                Part::Stages => self.bars.command(command, view, today, width),
            },
        }
    }

    pub(super) fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        view: &ProcurementView,
        today: Option<Date>,
    ) {
        let (width, height) = (canvas.width(), canvas.height());
        let (bars, days) = self.heights(height);
        if bars > 0 {
            let mut part = canvas.part(0, 0, width, bars);
            self.bars.draw(&mut part, view, today, self.part == Part::Stages);
        }
        if days > 0 {
            let row = height - days;
            if row > 0 {
                canvas.rule(row - 1);
            }
            let mut part = canvas.part(0, row, width, days);
            self.days.draw(&mut part, view, self.part == Part::Days);
        }
    }
}

/// Asks whom the tender waits for, or says that it waits no longer.
pub(super) fn waiting(view: &ProcurementView) -> Effect {
    if view.waiting.is_some() {
        return Effect::Perform {
            reference: view.reference.to_string(),
            act: crate::register::Act::StopWaiting,
            seen: view.version,
        };
    }
    Effect::Push(Place::Prompt(Prompt {
        title: "Whom does the tender wait for?".to_owned(),
        explain: "A person, a body or a thing; and, where it is known, until when: “the legal team until 30/6/2026”. Today lists it.".to_owned(),
        initial: String::new(),
        reference: view.reference.to_string(),
        seen: view.version,
        then: Then::WaitFor,
    }))
}
