//! Delivery, storage and receipt.

use uuid::Uuid;

use crate::domain::StageNo;
use crate::domain::contract::{Logistics as Note, LogisticsKind};
use crate::domain::text::{visible, visible_lines};
use crate::policy::{Item, Origin};
use crate::tui::command::{Command, Offer};
use crate::tui::dates;
use crate::tui::effect::{Effect, LineKind, Section};
use crate::tui::screen::contract::desk::{Desk, Group, Line, Tone, copied, section};
use crate::tui::screen::contract::forms::ContractForm;
use crate::tui::screen::contract::forms::logistics::{Form, NoteForm};
use crate::tui::screen::contract::forms::shared::{EvidenceForm, RemoveForm};
use crate::tui::screen::contract::{Part, Scene};
use crate::tui::widget::canvas::Canvas;

/// Where the officer stands on the tab.
#[derive(Debug, Default)]
pub(super) struct Logistics {
    desk: Desk,
}

const NOTES: usize = 0;
const SUGGESTED: usize = 1;

/// The stage that the tab is about.
fn is_here(stage: StageNo) -> bool {
    stage.get() == 10
}

/// The notes, the newest first.
fn notes(scene: Scene<'_>) -> Vec<(Uuid, &Note)> {
    let all = scene.view.file.logistics.iter();
    let all = all.filter(|(_, of)| of.contract == scene.contract.uid);
    let mut all: Vec<(Uuid, &Note)> = all.map(|(uid, of)| (*uid, of)).collect();
    all.sort_by_key(|(uid, of)| std::cmp::Reverse((of.day, *uid)));
    all
}

/// The items of the stage that come from good practice, or those that do not.
fn items(scene: Scene<'_>, origin: Origin) -> Vec<&Item> {
    let all = scene.view.pack.items.iter().chain(&scene.view.overlay.items);
    all.filter(|item| is_here(item.stage) && item.origin == origin).collect()
}

/// What the policy says of the stage, or that it says nothing.
fn says(scene: Scene<'_>) -> Section {
    let mut lines = Vec::new();
    let silence = scene.view.pack.silences.iter().find(|silence| is_here(silence.stage));
    if let Some(silence) = silence {
        lines.push((LineKind::Plain, visible(&silence.says)));
        lines.push((LineKind::Inset, visible(&silence.clause)));
    }
    for item in items(scene, Origin::Policy) {
        lines.push((LineKind::Plain, visible(&item.text)));
        lines.push((LineKind::Inset, visible(&item.clause)));
    }
    if lines.is_empty() {
        lines.push((LineKind::Plain, "The policy says nothing of this stage.".to_owned()));
    }
    section("Stage 10, Logistics: the policy", lines)
}

impl Logistics {
    fn note<'a>(&self, scene: Scene<'a>) -> Option<(Uuid, &'a Note)> {
        let uid = self.desk.uid().filter(|_| self.desk.group() == NOTES)?;
        scene.view.file.logistics.get(&uid).map(|of| (uid, of))
    }

    fn rebuild(&mut self, scene: Scene<'_>) {
        let note = |(uid, of): (Uuid, &Note)| {
            let tone = match (of.about, &of.evidence) {
                (LogisticsKind::Return, _) => Tone::Heed,
                (_, Some(_)) => Tone::Done,
                (_, None) => Tone::Plain,
            };
            let what = visible(of.what.lines().next().unwrap_or_default());
            let what = match &of.quantity {
                Some(quantity) => format!("{}: {what}", visible(quantity)),
                None => what,
            };
            let state = match &of.evidence {
                Some(_) => format!("{}, shown", of.about.words()),
                None => of.about.words().to_owned(),
            };
            Line { uid: Some(uid), tone, state, what, right: dates::day(of.day) }
        };
        let suggested = items(scene, Origin::GoodPractice).into_iter().map(|item| Line {
            uid: None,
            tone: Tone::Plain,
            state: "suggested".to_owned(),
            what: visible(&item.text),
            right: String::new(),
        });
        let add = Command::Add.key(false);
        let groups = vec![
            Group {
                title: "Delivery, storage and receipt".to_owned(),
                lines: notes(scene).into_iter().map(note).collect(),
                empty: format!(
                    "No notes yet. {add} records what arrived, is stored, was received or went back."
                ),
            },
            Group {
                title: "Good practice, not from the policy".to_owned(),
                lines: suggested.collect(),
                empty: "There are no suggestions for this stage.".to_owned(),
            },
        ];
        let silent = scene.view.pack.silences.iter().any(|silence| is_here(silence.stage))
            || items(scene, Origin::Policy).is_empty();
        let head = if silent {
            "The policy is silent on logistics; what is suggested is good practice."
        } else {
            "The policy has items for logistics; they are ticked in the Walk, stage 10."
        };
        self.desk.set(vec![(head.to_owned(), Tone::Plain)], groups, scene.size);
    }

    fn sections(&self, scene: Scene<'_>) -> Vec<Section> {
        if let Some((_, of)) = self.note(scene) {
            let mut lines = vec![
                (LineKind::Plain, visible_lines(&of.what)),
                (LineKind::Inset, format!("{}, {}", of.about.words(), dates::day(of.day))),
            ];
            for (name, words) in [("How much", &of.quantity), ("Where", &of.place), ("By", &of.by)]
            {
                let words = words.iter().map(|words| format!("{name}: {}", visible(words)));
                lines.extend(words.map(|words| (LineKind::Plain, words)));
            }
            lines.push(if let Some(kind) = &of.evidence {
                let words = visible_lines(kind.summary());
                (LineKind::Plain, format!("Evidence ({}): {words}", kind.word()))
            } else {
                let key = Command::Evidence.key(false);
                (LineKind::Inset, format!("No evidence; {key} attaches a note, link or file."))
            });
            return vec![section("The note", lines)];
        }
        let suggested = items(scene, Origin::GoodPractice);
        let at = self.desk.at().filter(|_| self.desk.group() == SUGGESTED);
        let mut sections = Vec::new();
        if let Some(item) = at.and_then(|at| suggested.get(at)) {
            let walk = Command::GoodPractice.key(false);
            sections.push(section(
                "Suggested by good practice",
                vec![
                    (LineKind::Strong, visible(&item.text)),
                    (LineKind::Plain, visible(&item.guidance)),
                    (LineKind::Plain, format!("Evidence: {}", visible(&item.evidence))),
                    (
                        LineKind::Inset,
                        format!("It is not from the policy. In the Walk, {walk} shows such items, to be ticked there."),
                    ),
                ],
            ));
        }
        sections.push(says(scene));
        sections
    }

    fn ask(scene: Scene<'_>, title: &str, explain: &str, form: Form) -> Effect {
        scene.form(title, explain, ContractForm::Logistics(form))
    }

    fn write(scene: Scene<'_>, now: Option<(Uuid, Note)>) -> Effect {
        let title = if now.is_some() { "The note" } else { "A logistics note" };
        let (contract, by) = (scene.contract.uid, scene.officer.to_owned());
        let form = NoteForm { contract, now, by, today: scene.view.today };
        Self::ask(scene, title, "", Form::Note(form))
    }
}

impl Part for Logistics {
    fn commands(&self, scene: Scene<'_>) -> Vec<Offer> {
        let open = scene.is_open();
        let can = open && self.note(scene).is_some();
        let mut offers = vec![
            Offer::useful(Command::Add).called("add note").when(open),
            Offer::useful(Command::Open).called("change").when(can),
            Offer::useful(Command::Evidence).when(can),
            Offer::useful(Command::Delete).when(can && !scene.contract.settled),
        ];
        offers.extend(self.desk.offers());
        offers
    }

    fn because(&self, scene: Scene<'_>) -> Option<String> {
        (self.note(scene).is_none())
            .then(|| format!("No note is selected; {} adds one.", Command::Add.key(false)))
    }

    fn command(&mut self, command: Command, scene: Scene<'_>) -> Effect {
        match (command, self.note(scene)) {
            (Command::Add, _) => Self::write(scene, None),
            (Command::Open, Some((uid, of))) => Self::write(scene, Some((uid, of.clone()))),
            (Command::Evidence, Some((uid, of))) => {
                let (record, now) = (of.clone().into(), of.evidence.clone());
                let form = Form::Evidence(EvidenceForm { uid, record, now, kept: None });
                Self::ask(scene, "Evidence of the note", "", form)
            }
            (Command::Delete, Some((uid, _))) => {
                let explain = "For what was recorded by mistake; the journal keeps it.";
                Self::ask(scene, "Take it away", explain, Form::Remove(RemoveForm { uid }))
            }
            (command, _) => {
                let sections = self.sections(scene);
                self.desk.follow(command, scene.size, &sections);
                Effect::None
            }
        }
    }

    fn keep(&mut self, scene: Scene<'_>) {
        self.rebuild(scene);
    }

    fn point(&mut self, pane: usize, at: usize, scene: Scene<'_>) -> Effect {
        let again = self.desk.point(pane, at, scene.size);
        if again && scene.is_open() { self.command(Command::Open, scene) } else { Effect::None }
    }

    fn copy(&self, scene: Scene<'_>) -> Option<(String, String)> {
        copied(&self.sections(scene)).map(|words| ("what is selected".to_owned(), words))
    }

    fn draw(&self, canvas: &mut Canvas<'_>, scene: Scene<'_>) {
        self.desk.draw(canvas, &self.sections(scene));
    }
}
