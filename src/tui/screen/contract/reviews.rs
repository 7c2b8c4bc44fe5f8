//! Reviews, actions and risks.

use crate::tui::command::{Command, Offer};
use crate::tui::effect::Effect;
use crate::tui::screen::contract::{Part, Scene};
use crate::tui::widget::canvas::Canvas;

/// Where the officer stands on the tab.
#[derive(Debug, Default)]
pub(super) struct Reviews {}

impl Part for Reviews {
    fn commands(&self, _scene: Scene<'_>) -> Vec<Offer> {
        Vec::new()
    }

    fn command(&mut self, _command: Command, _scene: Scene<'_>) -> Effect {
        Effect::None
    }

    fn keep(&mut self, _scene: Scene<'_>) {}

    fn point(&mut self, _pane: usize, _at: usize, _scene: Scene<'_>) -> Effect {
        Effect::None
    }

    fn copy(&self, _scene: Scene<'_>) -> Option<(String, String)> {
        None
    }

    fn draw(&self, _canvas: &mut Canvas<'_>, _scene: Scene<'_>) {}
}
