//! The question about one item, and what follows from its answers.

use std::io::Write;

use crate::cli::show::{self, Detail};
use crate::cli::walk::answers::{AT_ITEM, Answer, in_short};
use crate::cli::walk::choice::{Choice, find};
use crate::cli::walk::session::{Outcome, Place, Walk};
use crate::cli::walk::talk::{Step, Told};
use crate::cli::walk::tender::asks_for_weight;
use crate::cli::write;
use crate::domain::evidence::is_link;
use crate::domain::text::visible;
use crate::domain::{ItemId, StageNo};
use crate::register::{Act, NewEvidence, is_file};

/// The kinds of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Note,
    Link,
    File,
}

const KINDS: [Choice<'static, Kind>; 3] = [
    Choice::new(Kind::Note, "note", &["text"], ""),
    Choice::new(Kind::Link, "link", &["address"], ""),
    Choice::new(Kind::File, "file", &["path"], ""),
];

impl Walk<'_> {
    /// Reads an item out, in full the first time, and asks about it.
    pub(super) fn ask_item(&mut self, id: &ItemId) -> Step {
        let Some(item) = self.view.item(id) else {
            self.talk.say(&format!("The item {id} is no longer on the checklist."))?;
            return self.go_on(None);
        };
        let stage = self.stage(item.stage)?;
        let on = self.listed(stage);
        let place = on.iter().position(|other| other.id == *id).map_or(0, |at| at + 1);
        let number = match place {
            0 => "Good practice".to_owned(),
            place => format!("Item {place} of {} in stage {}", on.len(), item.stage),
        };
        let out = &mut self.talk.out;
        writeln!(out, "\n{number}, {}", show::item_line(item))?;
        let here = Some(self.place.clone());
        if item.good_practice {
            writeln!(out, "  Good practice: no clause demands it.")?;
        }
        if self.heard != here {
            write::indented(out, 2, "Why: ", &item.why)?;
            show::item_guidance(out, 2, item)?;
            show::item_source(out, 2, item)?;
        }
        show::item_record(out, 2, item, Detail::Short)?;
        if asks_for_weight(item) {
            let set = self.view.weighting.as_ref();
            let set = set.map_or_else(|| "none set".to_owned(), |set| visible(&set.words));
            writeln!(out, "  The weight of social value: {set}; weight sets it.")?;
        }
        let picked: &[Answer] = if item.state.is_settled() {
            &[Answer::Next, Answer::Reopen, Answer::Evidence, Answer::Note]
        } else {
            use Answer::{Done, Evidence, Next, NotApplicable, Note, Why};
            &[Done, Evidence, NotApplicable, Note, Next, Why]
        };
        writeln!(out, "{}", in_short(&AT_ITEM, picked))?;
        self.heard = here;
        let prompt = if place == 0 { number } else { format!("Item {place}") };
        let Some(answer) = self.answer(&prompt, &AT_ITEM)? else { return Ok(()) };
        match answer {
            Answer::Done => self.tick(id),
            Answer::Evidence => self.attach(id),
            Answer::NotApplicable => self.rule_out(id),
            Answer::Note => self.note(id),
            Answer::Next => {
                self.next_in_stage(id);
                Ok(())
            }
            Answer::Reopen => self.reopen(id),
            Answer::TakeAway => self.take_away(id),
            answer => self.of_stage(answer),
        }
    }

    fn stage_here(&self) -> StageNo {
        self.here().unwrap_or(StageNo::FIRST)
    }

    /// The answers that concern the stage of an item.
    fn of_stage(&mut self, answer: Answer) -> Step {
        let stage = self.stage_here();
        match answer {
            Answer::CloseStage => self.close_stage(stage),
            Answer::SkipStage => self.skip_stage(stage),
            Answer::AddItem => self.add_item(stage),
            _ => Ok(()),
        }
    }

    fn tick(&mut self, id: &ItemId) -> Step {
        if self.perform(&Act::TickItem { item: id.clone() })? == Outcome::Recorded {
            self.next_in_stage(id);
        }
        Ok(())
    }

    fn reopen(&mut self, id: &ItemId) -> Step {
        let Some(item) = self.item(id) else { return Ok(()) };
        if item.state.is_settled() {
            return self.perform(&Act::UntickItem { item: id.clone() }).map(|_| ());
        }
        let stage = item.stage;
        self.reopen_stage(stage)
    }

    /// Asks which piece of evidence is taken off, or whether an own item goes altogether.
    fn take_away(&mut self, id: &ItemId) -> Step {
        let Some(item) = self.view.item(id) else { return Ok(()) };
        let mut words: Vec<(String, Act)> = item
            .evidence
            .iter()
            .map(|evidence| {
                let summary = visible(evidence.kind.summary());
                let words = format!("{}: {summary}", evidence.kind.word());
                (words, Act::Detach { evidence: evidence.uid })
            })
            .collect();
        if item.is_own() {
            let words_of_it = "the item itself, with all that is on it".to_owned();
            words.push((words_of_it, Act::RemoveItem { item: id.clone() }));
        }
        if words.is_empty() {
            return self.talk.say("There is nothing on this item to take away.");
        }
        let choices: Vec<Choice<'_, &Act>> =
            words.iter().map(|(words, act)| Choice::new(act, words, &[], "")).collect();
        let question = "What is taken away? It stays in the journal, and undo brings it back.";
        match self.talk.choose(question, &choices)? {
            Some(at) => self.perform(choices[at].what).map(|_| ()),
            None => self.talk.say("Nothing was taken away."),
        }
    }

    fn rule_out(&mut self, id: &ItemId) -> Step {
        self.talk.say("Why does it not apply? An auditor will read it.")?;
        let act = |reason| Act::RuleOutItem { item: id.clone(), reason };
        if self.reason("Reason", act)? {
            self.next_in_stage(id);
        }
        Ok(())
    }

    fn note(&mut self, id: &ItemId) -> Step {
        let note = self.item(id).and_then(|item| item.note.clone());
        let prompt = if let Some(note) = note {
            self.talk.say(&format!("The note so far: {note}"))?;
            self.talk.say("A new note takes its place; a single hyphen takes it away.")?;
            "New note"
        } else {
            "Note"
        };
        loop {
            let told = self.talk.text(prompt, "nothing changes")?;
            let Told::Text(text) = told else {
                return self.talk.say("The note was left as it is.");
            };
            let note = if text == "-" { String::new() } else { text };
            if self.perform(&Act::NoteItem { item: id.clone(), note })? != Outcome::Unfit {
                return Ok(());
            }
        }
    }

    /// Asks for a reason and does what needs it; gives whether it was recorded.
    pub(super) fn reason(&mut self, prompt: &str, act: impl Fn(String) -> Act) -> Step<bool> {
        loop {
            let Told::Text(reason) = self.talk.text(prompt, "go back")? else {
                self.talk.say("Nothing was recorded: a reason is needed.")?;
                return Ok(false);
            };
            match self.perform(&act(reason))? {
                Outcome::Recorded => return Ok(true),
                Outcome::Refused => return Ok(false),
                Outcome::Unfit => {}
            }
        }
    }

    fn attach(&mut self, id: &ItemId) -> Step {
        let Some((kind, text)) = self.evidence()? else {
            return self.talk.say("Nothing was attached.");
        };
        let prompt = match kind {
            Kind::Note => "Note",
            Kind::Link => "Address, such as https://intranet.example/minutes",
            Kind::File => "Path of the file",
        };
        let mut told = text.map(Told::Text);
        loop {
            let answer = match told.take() {
                Some(told) => told,
                None => self.talk.text(prompt, "go back")?,
            };
            let Told::Text(given) = answer else {
                return self.talk.say("Nothing was attached.");
            };
            let evidence = match kind {
                Kind::Note => NewEvidence::Note { text: given },
                Kind::Link => NewEvidence::Link { address: given },
                Kind::File => NewEvidence::File { path: given },
            };
            let act = Act::Attach { item: id.clone(), evidence };
            if self.perform(&act)? != Outcome::Unfit {
                return Ok(());
            }
        }
    }

    /// The kind of evidence; an address or the path of a file may be given at once.
    fn evidence(&mut self) -> Step<Option<(Kind, Option<String>)>> {
        loop {
            let prompt = "What kind of evidence: 1 note, 2 link, 3 file";
            let Told::Text(line) = self.talk.text(prompt, "go back")? else { return Ok(None) };
            if is_link(&line) {
                return Ok(Some((Kind::Link, Some(line))));
            }
            match find(&KINDS, &line) {
                Ok(at) => return Ok(Some((KINDS[at].what, None))),
                Err(_) if is_file(&line) => return Ok(Some((Kind::File, Some(line)))),
                Err(sentence) => self.talk.say(&sentence)?,
            }
        }
    }

    /// Asks for an item of the officer's own, and goes to it.
    pub(super) fn add_item(&mut self, stage: StageNo) -> Step {
        loop {
            let told = self.talk.text("What is to be done, in one sentence", "go back")?;
            let Told::Text(text) = told else { return self.talk.say("No item was added.") };
            let required = self.talk.yes("Is the stage to wait for it?")?;
            let before: Vec<ItemId> = self.items_of(stage);
            match self.perform(&Act::AddItem { stage, text, required })? {
                Outcome::Unfit => {}
                Outcome::Refused => return Ok(()),
                Outcome::Recorded => {
                    let added = self.items_of(stage).into_iter().find(|id| !before.contains(id));
                    if let Some(id) = added {
                        self.go_to(Place::Item(id));
                    }
                    return Ok(());
                }
            }
        }
    }

    fn items_of(&self, stage: StageNo) -> Vec<ItemId> {
        let items = self.view.stage(stage).map(|stage| stage.items.as_slice());
        items.unwrap_or_default().iter().map(|item| item.id.clone()).collect()
    }
}
