//! The question about the tender as a whole: when every stage is settled, or nothing is worked on.

use std::io::Write;

use crate::cli::walk::answers::{AT_END, AT_REST, Answer, in_short};
use crate::cli::walk::choice::Choice;
use crate::cli::walk::session::Walk;
use crate::cli::walk::talk::Step;
use crate::cli::write;
use crate::domain::ProcurementState;
use crate::register::Act;

impl Walk<'_> {
    /// Asks what is to become of the tender at its end.
    pub(super) fn ask_end(&mut self) -> Step {
        if !self.view.state.is_workable() {
            return self.ask_at_rest();
        }
        // A change of facts, or somebody else, may have brought something to do.
        let left = |stage: &crate::register::StageView| {
            !stage.state.is_settled() || stage.needs_attention()
        };
        if self.view.stages.iter().any(left) {
            return self.go_on(None);
        }
        let out = &mut self.talk.out;
        writeln!(out, "\nEverything is done: all 13 stages are closed or skipped.")?;
        writeln!(
            out,
            "{}",
            in_short(&AT_END, &[Answer::CloseTender, Answer::Stages, Answer::Quit])
        )?;
        let answer = self.answer("Close the tender", &AT_END)?;
        if answer == Some(Answer::CloseTender) {
            self.talk.say("Why is it finished? An auditor will read it.")?;
            let state = ProcurementState::Closed;
            self.reason("Reason", |reason| Act::SetState { state, reason })?;
        }
        Ok(())
    }

    /// Sets the tender aside or gives it up.
    pub(super) fn pause(&mut self) -> Step {
        let ways = [
            Choice::new(ProcurementState::Paused, "pause", &[], "Set it aside for a time."),
            Choice::new(ProcurementState::Cancelled, "cancel", &[], "Give it up."),
        ];
        let question = "Is the tender to be paused or cancelled? Either can be resumed.";
        let Some(at) = self.talk.choose(question, &ways)? else {
            return self.talk.say("The tender stays as it is.");
        };
        let state = ways[at].what;
        self.talk.say("Why? An auditor will read it.")?;
        self.reason("Reason", |reason| Act::SetState { state, reason })?;
        Ok(())
    }

    fn ask_at_rest(&mut self) -> Step {
        let state = self.view.state;
        self.talk.say(&format!(
            "\nThe tender is {state}; nothing in it can be changed until it is resumed."
        ))?;
        let out = &mut self.talk.out;
        if let Some(reason) = &self.view.state_reason {
            write::indented(out, 2, "Reason: ", reason)?;
        }
        writeln!(out, "{}", in_short(&AT_REST, &[Answer::Resume, Answer::Undo, Answer::Quit]))?;
        let answer = self.answer("The tender", &AT_REST)?;
        if answer == Some(Answer::Resume) {
            self.talk.say("Why is it taken up again?")?;
            let state = ProcurementState::Active;
            if self.reason("Reason", |reason| Act::SetState { state, reason })? {
                self.go_on(None)?;
            }
        }
        Ok(())
    }
}
