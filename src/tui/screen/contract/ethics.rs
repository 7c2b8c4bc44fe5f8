//! Modern slavery and ethics: risk, due diligence, concerns.

mod says;

use uuid::Uuid;

use crate::domain::contract::{Action, ActionKind, Concern, Diligence, Level, SlaveryRisk};
use crate::domain::text::visible;
use crate::register::ContractAct;
use crate::tui::command::{Command, Offer};
use crate::tui::dates;
use crate::tui::dialog::choose::Choose;
use crate::tui::effect::{Effect, Place, Section};
use crate::tui::screen::contract::desk::{Desk, Group, Line, Tone, copied};
use crate::tui::screen::contract::forms::ContractForm;
use crate::tui::screen::contract::forms::ethics::{
    CloseForm, ConcernForm, DiligenceForm, Form, RiskForm,
};
use crate::tui::screen::contract::forms::shared::{ActionForm, EvidenceForm, RemoveForm};
use crate::tui::screen::contract::reviews::level_tone;
use crate::tui::screen::contract::{Part, Scene};
use crate::tui::widget::canvas::Canvas;

/// Where the officer stands on the tab.
#[derive(Debug, Default)]
pub(super) struct Ethics {
    desk: Desk,
}

const RISKS: usize = 0;
const STEPS: usize = 1;
const CONCERNS: usize = 2;

/// What is selected.
enum Selected<'a> {
    Nothing,
    Risk(Uuid, &'a SlaveryRisk),
    Step(Uuid, &'a Diligence),
    Concern(Uuid, &'a Concern),
    Supplier,
}

/// The assessments, the newest first.
fn risks(scene: Scene<'_>) -> Vec<(Uuid, &SlaveryRisk)> {
    let all = scene.view.file.slavery_risks.iter();
    let all = all.filter(|(_, of)| of.contract == scene.contract.uid);
    let mut all: Vec<(Uuid, &SlaveryRisk)> = all.map(|(uid, of)| (*uid, of)).collect();
    all.sort_by_key(|(uid, of)| std::cmp::Reverse((of.day, *uid)));
    all
}

/// The steps of due diligence, the newest first.
fn steps(scene: Scene<'_>) -> Vec<(Uuid, &Diligence)> {
    let all = scene.view.file.diligence.iter();
    let all = all.filter(|(_, of)| of.contract == scene.contract.uid);
    let mut all: Vec<(Uuid, &Diligence)> = all.map(|(uid, of)| (*uid, of)).collect();
    all.sort_by_key(|(uid, of)| std::cmp::Reverse((of.day, *uid)));
    all
}

/// The concerns, those that are not reported first, then those that are open.
fn concerns(scene: Scene<'_>) -> Vec<(Uuid, &Concern)> {
    let all = scene.view.file.concerns.iter();
    let all = all.filter(|(_, of)| of.contract == scene.contract.uid);
    let mut all: Vec<(Uuid, &Concern)> = all.map(|(uid, of)| (*uid, of)).collect();
    all.sort_by_key(|(uid, of)| {
        (of.reported_to.is_some(), of.outcome.is_some(), std::cmp::Reverse(of.day), *uid)
    });
    all
}

/// How a concern stands: its tone, and a word for it.
const fn stands(of: &Concern) -> (Tone, &'static str) {
    match (&of.reported_to, &of.outcome) {
        (None, _) => (Tone::Wrong, "not reported"),
        (Some(_), None) => (Tone::Heed, "reported"),
        (Some(_), Some(_)) => (Tone::Done, "closed"),
    }
}

fn first_line(text: &str) -> String {
    visible(text.lines().next().unwrap_or_default())
}

impl Ethics {
    fn selected<'a>(&self, scene: Scene<'a>) -> Selected<'a> {
        let (file, uid) = (&scene.view.file, self.desk.uid());
        let found = match (self.desk.group(), uid) {
            (RISKS, Some(uid)) => file.slavery_risks.get(&uid).map(|of| Selected::Risk(uid, of)),
            (STEPS, Some(uid)) => file.diligence.get(&uid).map(|of| Selected::Step(uid, of)),
            (CONCERNS, Some(uid)) => file.concerns.get(&uid).map(|of| Selected::Concern(uid, of)),
            (group, _) if group > CONCERNS => Some(Selected::Supplier),
            _ => None,
        };
        found.unwrap_or(Selected::Nothing)
    }

    fn rebuild(&mut self, scene: Scene<'_>) {
        let today = scene.view.today;
        let newest = risks(scene).first().map(|(uid, _)| *uid);
        let risk = |(uid, of): (Uuid, &SlaveryRisk)| {
            let now = Some(uid) == newest;
            let again = of.next.filter(|_| now);
            let right = match again {
                Some(day) if day < today => format!("look again, overdue {}", dates::day(day)),
                Some(day) => format!("look again {}", dates::day(day)),
                None => String::new(),
            };
            Line {
                uid: Some(uid),
                tone: if now { level_tone(of.level) } else { Tone::Dim },
                state: of.level.words().to_owned(),
                what: format!(
                    "{}{}",
                    dates::day(of.day),
                    if now { "" } else { ", an earlier assessment" }
                ),
                right,
            }
        };
        let step = |(uid, of): (Uuid, &Diligence)| {
            let (tone, state) = match (&of.found, &of.evidence) {
                (Some(_), Some(_)) => (Tone::Done, "with evidence"),
                (Some(_), None) => (Tone::Plain, "no evidence yet"),
                (None, _) => (Tone::Plain, "under way"),
            };
            let (what, right) = (first_line(&of.what), dates::day(of.day));
            Line { uid: Some(uid), tone, state: state.to_owned(), what, right }
        };
        let concern = |(uid, of): (Uuid, &Concern)| {
            let (tone, state) = stands(of);
            let (what, right) = (first_line(&of.what), dates::day(of.day));
            Line { uid: Some(uid), tone, state: state.to_owned(), what, right }
        };
        let add = Command::Add.key(false);
        let groups = vec![
            Group {
                title: "Risk of modern slavery".to_owned(),
                lines: risks(scene).into_iter().map(risk).collect(),
                empty: format!(
                    "Not assessed yet. {add} assesses it: sector, countries and kind of labour decide how closely to look."
                ),
            },
            Group {
                title: "Due diligence".to_owned(),
                lines: steps(scene).into_iter().map(step).collect(),
                empty: format!("No step yet. {add} records what was looked into and found."),
            },
            Group {
                title: "Concerns".to_owned(),
                lines: concerns(scene).into_iter().map(concern).collect(),
                empty: format!("None was raised. {add} records one, and to whom it was reported."),
            },
            Group {
                title: format!("The supplier: {}", visible(&scene.contract.supplier)),
                lines: says::supplier_lines(scene),
                empty: "The supplier is not in the directory.".to_owned(),
            },
        ];
        self.desk.set(says::head(scene), groups, scene.size);
    }

    fn sections(&self, scene: Scene<'_>) -> Vec<Section> {
        match self.selected(scene) {
            Selected::Risk(uid, of) => says::risk(scene, uid, of),
            Selected::Step(uid, of) => says::step(scene, uid, of),
            Selected::Concern(uid, of) => says::concern(scene, uid, of),
            Selected::Supplier => says::supplier(scene),
            Selected::Nothing => says::first(scene),
        }
    }

    fn form(scene: Scene<'_>, form: Form) -> Effect {
        let (title, explain) = match &form {
            Form::Risk(_) => (
                "Risk of modern slavery",
                "For this contract and its supply chain: the sector, the countries, the kind of labour, and the whole.",
            ),
            Form::Diligence(_) => ("A step of due diligence", ""),
            Form::Concern(_) => ("A concern", ""),
            Form::Close(_) => ("Close the concern", ""),
            Form::Evidence(_) => ("Evidence of the step", ""),
            Form::Action(_) => ("A new action", "Who does what by when."),
            Form::Remove(_) => {
                ("Take it away", "For what was recorded by mistake; the journal keeps it.")
            }
        };
        scene.form(title, explain, ContractForm::Ethics(form))
    }

    fn assess(scene: Scene<'_>, uid: Option<Uuid>, now: Option<SlaveryRisk>) -> Effect {
        use strum::IntoEnumIterator;
        let form = RiskForm {
            contract: scene.contract.uid,
            uid,
            now,
            by: scene.officer.to_owned(),
            today: scene.view.today,
            follows: Level::iter().map(|level| (level, says::in_short(scene, level))).collect(),
        };
        Self::form(scene, Form::Risk(form))
    }

    fn new_risk(scene: Scene<'_>) -> Effect {
        let before = risks(scene).first().map(|(_, of)| (*of).clone());
        Self::assess(scene, None, before)
    }

    fn new_step(scene: Scene<'_>) -> Effect {
        let (contract, by) = (scene.contract.uid, scene.officer.to_owned());
        let today = scene.view.today;
        Self::form(scene, Form::Diligence(DiligenceForm { contract, now: None, by, today }))
    }

    fn new_concern(scene: Scene<'_>) -> Effect {
        let (contract, today) = (scene.contract.uid, scene.view.today);
        Self::form(scene, Form::Concern(ConcernForm { contract, now: None, today }))
    }

    /// Asks what is added, the likeliest first.
    fn add(&self, scene: Scene<'_>) -> Effect {
        let mut choices = vec![
            ("Assess the risk of modern slavery".to_owned(), Self::new_risk(scene)),
            ("Record a step of due diligence".to_owned(), Self::new_step(scene)),
            ("Record a concern, and to whom it was reported".to_owned(), Self::new_concern(scene)),
        ];
        let first = self.desk.group().min(CONCERNS);
        choices[..=first].rotate_right(1);
        Effect::Push(Place::Choose(Choose {
            title: "Modern slavery and ethics".to_owned(),
            explain: "What do you want to record?".to_owned(),
            choices,
        }))
    }

    fn change(&self, scene: Scene<'_>) -> Effect {
        let (contract, today) = (scene.contract.uid, scene.view.today);
        match self.selected(scene) {
            Selected::Risk(uid, of) => Self::assess(scene, Some(uid), Some(of.clone())),
            Selected::Step(uid, of) => {
                let (now, by) = (Some((uid, of.clone())), scene.officer.to_owned());
                Self::form(scene, Form::Diligence(DiligenceForm { contract, now, by, today }))
            }
            Selected::Concern(uid, of) => {
                let now = Some((uid, of.clone()));
                Self::form(scene, Form::Concern(ConcernForm { contract, now, today }))
            }
            Selected::Supplier => Effect::Push(Place::Supplier(scene.contract.contract.supplier)),
            Selected::Nothing => Effect::None,
        }
    }

    fn settle(&self, scene: Scene<'_>) -> Effect {
        match self.selected(scene) {
            Selected::Concern(uid, of) if of.outcome.is_some() => {
                let again = Concern { outcome: None, ..of.clone() };
                scene.perform(ContractAct::change(uid, again))
            }
            Selected::Concern(uid, of) => {
                Self::form(scene, Form::Close(CloseForm { uid, now: of.clone() }))
            }
            _ => Effect::None,
        }
    }

    fn act(&self, scene: Scene<'_>) -> Effect {
        let (concerns, words) = match self.selected(scene) {
            Selected::Concern(uid, of) => (Some(uid), Some(first_line(&of.what))),
            Selected::Risk(uid, _) => (Some(uid), Some("the risk of modern slavery".to_owned())),
            Selected::Step(uid, of) => (Some(uid), Some(first_line(&of.what))),
            _ => (None, None),
        };
        let now =
            Action::new(scene.contract.uid, ActionKind::Corrective, concerns, scene.view.today);
        Self::form(scene, Form::Action(ActionForm { uid: None, now, concerns: words, due: None }))
    }

    fn evidence(&self, scene: Scene<'_>) -> Effect {
        let Selected::Step(uid, of) = self.selected(scene) else { return Effect::None };
        let (record, now) = (of.clone().into(), of.evidence.clone());
        Self::form(scene, Form::Evidence(EvidenceForm { uid, record, now, kept: None }))
    }
}

impl Part for Ethics {
    fn commands(&self, scene: Scene<'_>) -> Vec<Offer> {
        let open = scene.is_open();
        let selected = self.selected(scene);
        let step = matches!(selected, Selected::Step(..));
        let record = self.desk.uid().is_some();
        let (settle, can_settle) = match selected {
            Selected::Concern(_, of) if of.outcome.is_some() => ("open again", true),
            Selected::Concern(..) => ("close concern", true),
            _ => ("close concern", false),
        };
        let (word, can_open) = match selected {
            Selected::Supplier => ("open supplier", true),
            Selected::Nothing => ("change", false),
            _ => ("change", open),
        };
        let mut offers = vec![
            Offer::useful(Command::Add).called("assess or record").when(open),
            Offer::useful(Command::Open).called(word).when(can_open),
            Offer::useful(Command::Settle).called(settle).when(open && can_settle),
            Offer::useful(Command::Evidence).when(open && step),
            Offer::useful(Command::Act).when(open),
            Offer::useful(Command::Why),
            Offer::plain(Command::Delete).when(open && record && !scene.contract.settled),
        ];
        offers.extend(self.desk.offers());
        offers
    }

    fn because(&self, scene: Scene<'_>) -> Option<String> {
        Some(match self.selected(scene) {
            Selected::Nothing => {
                format!("Nothing is recorded here yet; {} does.", Command::Add.key(false))
            }
            Selected::Supplier => {
                "What is known of the supplier is changed in the directory.".to_owned()
            }
            _ => "Concerns are closed; evidence belongs to steps of due diligence.".to_owned(),
        })
    }

    fn command(&mut self, command: Command, scene: Scene<'_>) -> Effect {
        match command {
            Command::Add => self.add(scene),
            Command::Open => self.change(scene),
            Command::Settle => self.settle(scene),
            Command::Act => self.act(scene),
            Command::Evidence => self.evidence(scene),
            Command::Delete => self
                .desk
                .uid()
                .map_or(Effect::None, |uid| Self::form(scene, Form::Remove(RemoveForm { uid }))),
            Command::Why => Effect::Push(Place::Reading {
                title: "What follows from the risk".to_owned(),
                sections: says::why(scene),
            }),
            command => {
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
        let reads = matches!(self.selected(scene), Selected::Supplier);
        if again && (reads || scene.is_open()) { self.change(scene) } else { Effect::None }
    }

    fn copy(&self, scene: Scene<'_>) -> Option<(String, String)> {
        copied(&self.sections(scene)).map(|words| ("what is selected".to_owned(), words))
    }

    fn draw(&self, canvas: &mut Canvas<'_>, scene: Scene<'_>) {
        self.desk.draw(canvas, &self.sections(scene));
    }
}
