//! The scores of a lot.

use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::effect::Effect;
use crate::tui::screen::evaluation::{Part, Scene};
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::scroll::Scroll;

/// Where the officer stands in the scores.
#[derive(Debug, Default)]
pub(super) struct Scores {
    scroll: Scroll,
}

impl Part for Scores {
    fn commands(&self, _scene: Scene<'_>) -> Vec<Offer> {
        MOVING.to_vec()
    }

    fn command(&mut self, command: Command, scene: Scene<'_>) -> Effect {
        self.scroll.follow(command, 0, scene.size.1);
        Effect::None
    }

    fn keep(&mut self, scene: Scene<'_>) {
        self.scroll.keep(0, scene.size.1);
    }

    fn point(&mut self, _pane: usize, at: usize, _scene: Scene<'_>) -> Effect {
        self.scroll.selected = at;
        Effect::None
    }

    fn copy(&self, _scene: Scene<'_>) -> Option<(String, String)> {
        None
    }

    fn draw(&self, _canvas: &mut Canvas<'_>, _scene: Scene<'_>) {}
}
