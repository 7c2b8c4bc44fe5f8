//! The Contract tab: the contracts of a tender, how each stands, and what comes next.

use crate::register::{ContractsView, ProcurementView};
use crate::tui::command::{Command, Offer};
use crate::tui::effect::Effect;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::scroll::Scroll;

/// Where the officer stands among the contracts.
#[derive(Debug, Default)]
pub(super) struct ContractTab {
    view: Option<Box<ContractsView>>,
    scroll: Scroll,
}

impl ContractTab {
    /// Takes a new view of the contracts.
    pub(super) fn loaded(&mut self, view: Box<ContractsView>, _size: (usize, usize)) {
        self.view = Some(view);
    }

    /// What follows from the award, once it was read.
    pub(super) fn view(&self) -> Option<&ContractsView> {
        self.view.as_deref()
    }

    pub(super) fn commands(&self, _view: &ProcurementView) -> Vec<Offer> {
        Vec::new()
    }

    pub(super) fn command(
        &mut self,
        _command: Command,
        _view: &ProcurementView,
        _size: (usize, usize),
    ) -> Effect {
        Effect::None
    }

    pub(super) fn point(
        &mut self,
        _at: usize,
        _view: &ProcurementView,
        _size: (usize, usize),
    ) -> Effect {
        Effect::None
    }

    pub(super) fn copy(&self) -> Option<(String, String)> {
        None
    }

    pub(super) fn draw(&self, _canvas: &mut Canvas<'_>, _view: &ProcurementView) {}
}
