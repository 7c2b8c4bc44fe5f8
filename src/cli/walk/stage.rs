//! The question at the end of a stage: close it, leave it, skip it, reopen it; and all 13 of them.

use std::io::Write;

use crate::cli::show;
use crate::cli::walk::answers::{AT_STAGE, Answer, in_short};
use crate::cli::walk::session::{Outcome, Place, Walk};
use crate::cli::walk::talk::{Step, Told};
use crate::domain::text::visible;
use crate::domain::{StageNo, StageState};
use crate::register::Act;

impl Walk<'_> {
    /// Says where a stage stands, and asks whether to close it.
    pub(super) fn ask_stage(&mut self, number: StageNo) -> Step {
        use Answer::{CloseStage, Next, OpenItems, Reopen, SkipStage};
        let stage = self.stage(number)?.clone();
        let waiting = stage.holding_up().count();
        let (settled, all) = stage.progress();
        let here = Some(self.place.clone());
        let out = &mut self.talk.out;
        writeln!(
            out,
            "\nEnd of stage {number}, {}: {}; {settled} of {all} items settled.",
            number.name(),
            stage.state
        )?;
        if self.heard != here {
            let standing = match (stage.state, waiting) {
                (StageState::Open, 0) => stage.before_closing(),
                (StageState::Skipped, _) => "It was skipped; reopen takes it up again.".to_owned(),
                (StageState::Closed, 0) => {
                    "It is closed; reopen takes it up again, with a reason.".to_owned()
                }
                (_, 1) => "One required item is still open.".to_owned(),
                (_, more) => format!("{more} required items are still open."),
            };
            show::stage_notes(out, &stage)?;
            writeln!(out, "{standing}")?;
            self.heard = here;
        }
        let picked: &[Answer] = match (stage.state, waiting) {
            (StageState::Open, 0) => &[CloseStage, Next],
            (StageState::Open, _) => &[CloseStage, Next, OpenItems, SkipStage],
            _ => &[Next, Reopen],
        };
        writeln!(out, "{}", in_short(&AT_STAGE, picked))?;
        let doing = if stage.state == StageState::Open { "Close stage" } else { "Stage" };
        let Some(answer) = self.answer(&format!("{doing} {number}"), &AT_STAGE)? else {
            return Ok(());
        };
        match answer {
            CloseStage => self.close_stage(number),
            Next => self.go_on(Some(number)),
            OpenItems => self.open_items(number),
            SkipStage => self.skip_stage(number),
            Reopen => self.reopen_stage(number),
            Answer::AddItem => self.add_item(number),
            _ => Ok(()),
        }
    }

    fn open_items(&mut self, number: StageNo) -> Step {
        let first = self.open_in(self.stage(number)?).first().map(|item| item.id.clone());
        match first {
            Some(id) => self.go_to(Place::Item(id)),
            None => self.talk.say("No item of this stage is open.")?,
        }
        Ok(())
    }

    /// Closes a stage with an optional note; what it waits for is listed where it may not close.
    pub(super) fn close_stage(&mut self, number: StageNo) -> Step {
        self.refresh()?;
        self.go_to(Place::Stage(number));
        let stage = self.stage(number)?;
        let earlier = self.view.progress().stage.is_some_and(|first| first < number);
        let may =
            stage.state == StageState::Open && stage.holding_up().next().is_none() && !earlier;
        loop {
            // Where it is refused anyway, nobody is asked for a note first.
            let note = if may {
                match self.talk.text("A note on the stage", "none")? {
                    Told::Text(note) => Some(note),
                    Told::Nothing => None,
                    Told::Back => return self.talk.say("The stage was left open."),
                }
            } else {
                None
            };
            match self.perform(&Act::CloseStage { stage: number, note })? {
                Outcome::Recorded => return self.go_on(Some(number)),
                Outcome::Refused => return Ok(()),
                Outcome::Unfit => {}
            }
        }
    }

    pub(super) fn skip_stage(&mut self, stage: StageNo) -> Step {
        self.talk.say(&format!(
            "Stage {stage} is passed over with its open items. Why? An auditor will read it."
        ))?;
        if self.reason("Reason", |reason| Act::SkipStage { stage, reason })? {
            self.go_on(Some(stage))?;
        }
        Ok(())
    }

    pub(super) fn reopen_stage(&mut self, stage: StageNo) -> Step {
        if !self.stage(stage)?.state.is_settled() {
            return self.talk.say(&format!("Stage {stage} is open already."));
        }
        self.talk.say(&format!("Stage {stage} is opened again. Why?"))?;
        if self.reason("Reason", |reason| Act::ReopenStage { stage, reason })? {
            self.enter(stage)?;
        }
        Ok(())
    }

    /// Reads out all stages, and asks which one to go to.
    pub(super) fn stages(&mut self) -> Step {
        for stage in &self.view.stages {
            show::stage_line(&mut self.talk.out, stage)?;
        }
        if !self.view.state.is_workable() {
            let all = visible(self.view.reference.as_str());
            return self.talk.say(&format!("“tenderbook show {all}” reads out every item."));
        }
        loop {
            let told = self.talk.text("Which stage, 1 to 13", "stay here")?;
            let Told::Text(said) = told else { return Ok(()) };
            let number = said.to_lowercase();
            match number.trim_start_matches("stage").parse::<StageNo>() {
                Ok(stage) => return self.enter(stage),
                Err(why) => self.talk.say(&format!("{why}."))?,
            }
        }
    }
}
