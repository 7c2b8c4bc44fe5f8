//! The Evaluation tab: where every part of the evaluation of each lot stands, and what comes next.

use crate::domain::evaluation::LotNo;
use crate::register::{EvaluationStep, EvaluationView, StepPart};
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::effect::{Effect, Place};
use crate::tui::screen::evaluation::Opening;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::scroll::Scroll;

/// Where the officer stands among the parts.
#[derive(Debug, Default)]
pub(super) struct EvaluationTab {
    pub(super) view: Option<Box<EvaluationView>>,
    scroll: Scroll,
}

impl EvaluationTab {
    /// The parts of every lot, in order.
    fn steps(&self) -> Vec<(LotNo, EvaluationStep)> {
        let Some(view) = &self.view else { return Vec::new() };
        let lots = view.evaluation.lots.keys();
        lots.flat_map(|lot| view.steps(*lot).into_iter().map(|step| (*lot, step))).collect()
    }

    pub(super) fn keep(&mut self, (_, height): (usize, usize)) {
        self.scroll.keep(self.steps().len(), height);
    }

    pub(super) fn commands(&self) -> Vec<Offer> {
        let mut offers = vec![Offer::useful(Command::Open)];
        offers.extend(MOVING);
        offers
    }

    pub(super) fn command(&mut self, command: Command, size: (usize, usize)) -> Effect {
        let steps = self.steps();
        match (command, steps.get(self.scroll.selected), &self.view) {
            (Command::Open, Some((lot, step)), Some(view)) => open(view, *lot, step.part),
            _ => {
                self.scroll.follow(command, steps.len(), size.1);
                Effect::None
            }
        }
    }

    pub(super) fn draw(&self, _canvas: &mut Canvas<'_>) {}
}

fn open(view: &EvaluationView, lot: LotNo, part: StepPart) -> Effect {
    let reference = view.reference.to_string();
    Effect::Push(Place::Evaluation(Opening { reference, lot, part }))
}
