//! The screens: each one file or folder, drawn with `&self`, changed only by messages.

pub(crate) mod assessment;
pub(crate) mod comparison;
pub(crate) mod contract;
pub(crate) mod dashboard;
pub(crate) mod evaluation;
pub(crate) mod lessons;
pub(crate) mod policy;
mod policy_after;
pub(crate) mod procurement;
pub(crate) mod register;
pub(crate) mod search;
pub(crate) mod settings;
pub(crate) mod supplier;
pub(crate) mod suppliers;
pub(crate) mod targets;
pub(crate) mod tender;
pub(crate) mod today;

use crate::tui::command::Offer;
use crate::tui::dialog::prompt::Prompt;
use crate::tui::effect::{Effect, Message};
use crate::tui::finding::Finding;
use crate::tui::widget::canvas::Canvas;

/// What stands on the stack: a full screen or a dialog.
pub(crate) trait Screen {
    /// What the screen is called, for help.
    fn title(&self) -> &'static str;

    /// What can be done here right now.
    fn commands(&self) -> Vec<Offer>;

    /// Whether letters are text here, not commands.
    fn takes_text(&self) -> bool {
        false
    }

    /// Whether the screen below stays in sight.
    fn is_dialog(&self) -> bool {
        false
    }

    /// Why some of what is offered is not possible right now.
    fn because(&self) -> Option<String> {
        None
    }

    /// Whether the screen itself says what went wrong, beside what was typed.
    fn is_answering(&self) -> bool {
        false
    }

    /// Whether it waits for a job, so that Esc stops that.
    fn waits(&self) -> bool {
        false
    }

    /// Whether something was typed here that going elsewhere would lose.
    fn holds_typed(&self) -> bool {
        false
    }

    /// The question that is asked here, and what is typed as its answer.
    fn question(&self) -> Option<(&Prompt, String)> {
        None
    }

    /// Whether this is the palette, whose key closes it.
    fn is_palette(&self) -> bool {
        false
    }

    /// The tender that is open here.
    fn reference(&self) -> Option<&str> {
        None
    }

    /// What there is here to go to.
    fn findable(&self) -> Vec<Finding> {
        Vec::new()
    }

    /// What the officer has selected or is typing: what it is, and its text in full.
    ///
    /// Without it, the row that the cursor is on counts.
    fn copy(&self) -> Option<(String, String)> {
        None
    }

    /// Follows a message.
    fn update(&mut self, message: Message) -> Effect;

    /// Draws the screen; nothing is changed and nothing is read.
    fn draw(&self, canvas: &mut Canvas<'_>);
}
