//! One walk under way: the tender in sight, the place in it, and what was done in this session.

use std::collections::HashMap;
use std::io::Write;

use crate::cli::failure::Result;
use crate::cli::walk::begin::Which;
use crate::cli::walk::talk::{Step, Talk};
use crate::cli::walk::{Endless, From};
use crate::cli::{Settings, assess, show, write};
use crate::domain::text::visible;
use crate::domain::{ItemId, StageNo, StageState};
use crate::register::{
    Act, Done, Fault, ItemView, Order, ProcurementView, Register, Session, StageView, Turned,
};

/// What is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// One item.
    Item(ItemId),
    /// A stage as a whole, after its items.
    Stage(StageNo),
    /// The tender as a whole: what is decided of it beside its items.
    Tender,
    /// The end of the tender, after its stages.
    End,
}

/// What became of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It was done and recorded.
    Recorded,
    /// What was typed cannot be taken; another answer may.
    Unfit,
    /// It is not possible now.
    Refused,
}

/// The walk.
pub(super) struct Walk<'a> {
    pub(super) talk: Talk<'a>,
    pub(super) settings: &'a Settings,
    pub(super) register: Register,
    pub(super) view: ProcurementView,
    pub(super) place: Place,
    /// The places before this one, the last at the end.
    before: Vec<Place>,
    /// What was done and can be turned around.
    session: Session,
    /// Where each of it was done, by its number in the journal, to go back there.
    places: HashMap<i64, Place>,
    /// Whether items of good practice are asked about, too.
    good_practice: bool,
    /// The newest entry of the journal that is ours or was told.
    newest: i64,
    changes: usize,
    /// Whether the tender itself was started in this session.
    started: bool,
    /// The place that was read out in full: the next time it is said in short.
    pub(super) heard: Option<Place>,
}

impl<'a> Walk<'a> {
    pub(super) fn open(talk: Talk<'a>, settings: &'a Settings, which: &Which) -> Result<Self> {
        let register = settings.backed_up(settings.register()?)?;
        let view = register.procurement(&which.reference)?;
        let newest = register.journal(view.reference.as_str(), 0, 1)?;
        Ok(Self {
            talk,
            settings,
            place: Place::End,
            before: Vec::new(),
            good_practice: false,
            session: Session::default(),
            places: HashMap::new(),
            newest: newest.lines.first().map_or(0, |line| line.sequence),
            changes: usize::from(which.started),
            started: which.started,
            heard: None,
            register,
            view,
        })
    }

    /// Says where the tender stands, then asks until the officer leaves.
    pub(super) fn go(&mut self, from: From) -> Endless {
        show::identity(&mut self.talk.out, &self.view)?;
        if !self.started {
            // Of a new tender it was told a moment ago.
            self.talk.say("What the policy requires")?;
            assess::in_short(&mut self.talk.out, &self.view.determination)?;
        }
        if matches!(from, From::Stage(_)) {
            write::next(&mut self.talk.out, &self.register, self.view.reference.as_str())?;
        }
        self.talk.say("Answer with a number or a word. An empty answer reads the question again, help lists the answers, quit leaves.")?;
        match from {
            From::FirstOpen => self.go_on(None)?,
            From::Stage(stage) => self.enter(stage)?,
            From::Item(item) => {
                self.place = Place::Item(self.view.find_item(&item)?.id.clone());
            }
        }
        self.before.clear();
        loop {
            self.refresh()?;
            if !self.view.state.is_workable() {
                self.place = Place::End;
            }
            match self.place.clone() {
                Place::Item(id) => self.ask_item(&id)?,
                Place::Stage(stage) => self.ask_stage(stage)?,
                Place::Tender => self.ask_tender()?,
                Place::End => self.ask_end()?,
            }
        }
    }

    /// Gives the conversation back, with what is to be said at its end.
    pub(super) fn farewell(self) -> (Talk<'a>, String) {
        let what = match self.changes {
            0 => "Nothing was changed in this session.".to_owned(),
            1 => "One change was recorded in this session.".to_owned(),
            more => format!("{more} changes were recorded in this session."),
        };
        let next = if self.view.state.is_workable() {
            format!(" “tenderbook walk {}” goes on from here.", self.view.reference)
        } else {
            format!(" The tender is {}.", self.view.state)
        };
        (self.talk, what + &next)
    }

    pub(super) fn stage(&self, number: StageNo) -> Step<&StageView> {
        let found = self.view.stage(number);
        Ok(found.ok_or_else(|| Fault::not_found(format!("There is no stage {number}.")))?)
    }

    pub(super) fn item(&self, id: &ItemId) -> Option<&ItemView> {
        self.view.item(id)
    }

    /// The stage that the place belongs to.
    pub(super) fn here(&self) -> Option<StageNo> {
        match &self.place {
            Place::Item(id) => self.item(id).map(|item| item.stage),
            Place::Stage(stage) => Some(*stage),
            Place::Tender | Place::End => None,
        }
    }

    /// The items of a stage that are on the checklist here.
    pub(super) fn listed<'b>(&self, stage: &'b StageView) -> Vec<&'b ItemView> {
        stage.items.iter().filter(|item| self.good_practice || !item.is_off()).collect()
    }

    /// The items of a stage that are asked about.
    pub(super) fn open_in<'b>(&self, stage: &'b StageView) -> Vec<&'b ItemView> {
        let open: Vec<&ItemId> = stage.open_items().map(|item| &item.id).collect();
        let mut listed = self.listed(stage);
        let is_open = stage.state == StageState::Open;
        listed.retain(|item| open.contains(&&item.id) || (is_open && item.is_off()));
        listed
    }

    pub(super) fn switch_good_practice(&mut self) -> Step {
        self.good_practice = !self.good_practice;
        self.talk.say(if self.good_practice {
            "Items of good practice are asked about, too; no clause demands them."
        } else {
            "Items of good practice are no longer asked about."
        })
    }

    // Going about

    /// Goes to a place; “back” comes back from it.
    pub(super) fn go_to(&mut self, place: Place) {
        if place != self.place {
            self.before.push(std::mem::replace(&mut self.place, place));
        }
    }

    /// Goes back to the place before.
    pub(super) fn back(&mut self) -> Step {
        while let Some(place) = self.before.pop() {
            let there = match &place {
                Place::Item(id) => self.item(id).is_some(),
                Place::Stage(_) | Place::Tender | Place::End => true,
            };
            if there && place != self.place {
                self.place = place;
                self.heard = None;
                return Ok(());
            }
        }
        self.talk.say("There is no question before this one. stages goes to any stage.")
    }

    /// Goes to the first open item of a stage, or to its end, and says which stage it is.
    pub(super) fn enter(&mut self, number: StageNo) -> Step {
        let stage = self.stage(number)?.clone();
        let place = match self.open_in(&stage).first() {
            Some(item) => {
                writeln!(self.talk.out)?;
                show::stage_line(&mut self.talk.out, &stage)?;
                show::stage_notes(&mut self.talk.out, &stage)?;
                Place::Item(item.id.clone())
            }
            None => Place::Stage(number),
        };
        self.heard = None;
        self.go_to(place);
        Ok(())
    }

    /// Goes to the next open item of the stage after a place, or to the stage's end.
    pub(super) fn next_in_stage(&mut self, id: &ItemId) {
        let Some(stage) = self.item(id).and_then(|item| self.view.stage(item.stage)) else {
            return;
        };
        let later = stage.items.iter().skip_while(|item| item.id != *id).skip(1);
        let later: Vec<&ItemId> = later.map(|item| &item.id).collect();
        let open = self.open_in(stage);
        let next = open.iter().find(|item| later.contains(&&item.id));
        let place = next.map_or(Place::Stage(stage.number), |item| Place::Item(item.id.clone()));
        self.go_to(place);
    }

    /// Goes to the next stage in which something is to be done, beginning again at the top.
    pub(super) fn go_on(&mut self, after: Option<StageNo>) -> Step {
        let waits = |stage: &&StageView| !stage.state.is_settled() || stage.needs_attention();
        let waiting: Vec<&StageView> = self.view.stages.iter().filter(waits).collect();
        let attention = waiting.iter().find(|stage| after.is_none() && stage.needs_attention());
        let later = waiting.iter().find(|stage| after.is_none_or(|after| stage.number > after));
        let next = attention.or(later).or_else(|| waiting.first()).map(|stage| stage.number);
        match next {
            Some(next) if Some(next) == after => {
                self.talk.say(&format!("Stage {next} is the only one that is still open."))
            }
            Some(next) => {
                if after.is_some_and(|after| next < after) {
                    self.talk
                        .say(&format!("That was the last stage. Stage {next} is still open."))?;
                }
                self.enter(next)
            }
            None => {
                self.go_to(Place::End);
                Ok(())
            }
        }
    }

    /// Reads out the newest entries of the journal.
    pub(super) fn journal(&mut self) -> Step {
        let reference = self.view.reference.as_str();
        let journal = self.register.journal(reference, 0, 10)?;
        let out = &mut self.talk.out;
        let (shown, total) = (journal.lines.len(), journal.total);
        if shown < total {
            writeln!(out, "The newest {shown} of {total} entries, the oldest of them first")?;
        } else {
            writeln!(out, "All {total} entries, the oldest first")?;
        }
        for line in journal.lines.iter().rev() {
            let (at, officer) = (visible(&line.at), visible(&line.officer));
            writeln!(out, "  {at}, {officer}: {}", visible(&line.said))?;
            if let Some(detail) = &line.detail {
                write::indented(out, 4, "", detail)?;
            }
        }
        self.talk.say(&format!("“tenderbook journal {reference}” gives all of it."))
    }

    // Acts

    /// Reads the tender again, and tells what another program has changed meanwhile.
    pub(super) fn refresh(&mut self) -> Step {
        let expected = self.view.version;
        self.read(expected)
    }

    fn read(&mut self, expected: i64) -> Step {
        let reference = self.view.reference.clone();
        self.view = self.register.procurement(reference.as_str())?;
        if self.view.version == expected {
            return Ok(());
        }
        let journal = self.register.journal(reference.as_str(), 0, 50)?;
        let newer = journal.lines.iter().filter(|line| line.sequence > self.newest);
        let newer: Vec<String> = newer
            .map(|line| format!("  {}: {}", visible(&line.officer), visible(&line.said)))
            .collect();
        self.newest = journal.lines.first().map_or(self.newest, |line| line.sequence);
        self.talk.say("Meanwhile another program has changed this tender:")?;
        for line in newer.iter().rev() {
            self.talk.say(line)?;
        }
        // Going on would overwrite what somebody else has done on purpose.
        if self.session.forget(reference.as_str()) {
            self.talk.say("What you did before that can no longer be undone here.")?;
        }
        self.heard = None;
        Ok(())
    }

    /// Does an act and says so, or says why not.
    pub(super) fn perform(&mut self, act: &Act) -> Step<Outcome> {
        loop {
            match self.order(act.clone()) {
                Ok(done) => {
                    self.talk.say(&format!("Recorded: {}.", done.said))?;
                    self.remember(&done)?;
                    return Ok(Outcome::Recorded);
                }
                Err(Fault::Stale { .. }) => {
                    self.refresh()?;
                    if !self.talk.yes("Your answer is not recorded yet. Record it all the same?")? {
                        self.talk.say("It was not recorded.")?;
                        return Ok(Outcome::Refused);
                    }
                }
                Err(fault) => {
                    self.talk.say_fault(&fault)?;
                    let unfit = matches!(fault, Fault::Invalid { .. });
                    return Ok(if unfit { Outcome::Unfit } else { Outcome::Refused });
                }
            }
        }
    }

    fn order(&mut self, act: Act) -> std::result::Result<Done, Fault> {
        let order =
            Order { seen: Some(self.view.version), ..Order::on(self.view.reference.as_str(), act) };
        self.register.perform(&order, &self.settings.context())
    }

    fn remember(&mut self, done: &Done) -> Step {
        self.changes += 1;
        self.newest = done.sequence;
        self.session.remember(done);
        self.places.insert(done.sequence, self.place.clone());
        self.read(done.version)
    }

    /// Takes the last act of this session back, and goes to where it was done.
    pub(super) fn undo(&mut self) -> Step {
        self.refresh()?;
        let turned = self.session.undo(&mut self.register, &self.settings.context());
        let started = if self.started {
            format!(
                " That the tender was started is not undone; “tenderbook cancel {}” gives it up, with a reason.",
                self.view.reference
            )
        } else {
            String::new()
        };
        let nothing = format!("There is nothing to undo in this session.{started}");
        self.turned(turned, "Undone", &nothing)
    }

    /// Does the act again that was taken back last.
    pub(super) fn redo(&mut self) -> Step {
        self.refresh()?;
        let turned = self.session.redo(&mut self.register, &self.settings.context());
        self.turned(turned, "Done again", "There is nothing to do again.")
    }

    fn turned(&mut self, turned: Turned, lead: &str, nothing: &str) -> Step {
        match turned {
            Turned::Done { done, said, of } => {
                self.changes += 1;
                self.newest = done.sequence;
                self.talk.say(&format!("{lead}: {said}."))?;
                self.read(done.version)?;
                if let Some(place) = self.places.get(&of).cloned() {
                    self.places.insert(done.sequence, place.clone());
                    self.go_to(place);
                }
                self.heard = None;
                Ok(())
            }
            Turned::Nothing => self.talk.say(nothing),
            Turned::Final { said, .. } => {
                self.talk.say(&format!("What was done last is not undone: {said}."))
            }
            // Somebody else was faster in this very moment; reading again tells what they did.
            Turned::Overtaken(_) => {
                self.refresh()?;
                self.talk.say("What you did before that can no longer be undone here.")
            }
            Turned::Refused(fault) => self.talk.say_fault(&fault),
        }
    }
}
