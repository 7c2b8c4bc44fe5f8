//! Reviews, actions and risks.

mod draft;

use uuid::Uuid;

use crate::domain::contract::{Action, ActionKind, Level, Review, Risk};
use crate::domain::text::{visible, visible_lines};
use crate::register::ContractAct;
use crate::tui::command::{Command, Offer};
use crate::tui::dates;
use crate::tui::effect::{Effect, LineKind, Place, Section};
use crate::tui::screen::contract::desk::{Desk, Group, Line, Tone, copied, section};
use crate::tui::screen::contract::forms::ContractForm;
use crate::tui::screen::contract::forms::reviews::{
    CloseForm, DropForm, FinishForm, Form, HoldForm, PlanForm, RiskForm,
};
use crate::tui::screen::contract::forms::shared::{ActionForm, RemoveForm};
use crate::tui::screen::contract::{Part, Scene};
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::text::capital;

/// Where the officer stands on the tab.
#[derive(Debug, Default)]
pub(super) struct Reviews {
    desk: Desk,
}

const REVIEWS: usize = 0;
const ACTIONS: usize = 1;
const RISKS: usize = 2;

/// What is selected.
enum Selected<'a> {
    Nothing,
    Review(Uuid, &'a Review),
    Action(Uuid, &'a Action),
    Risk(Uuid, &'a Risk),
}

/// The reviews, those that are planned first and then the newest.
fn reviews(scene: Scene<'_>) -> Vec<(Uuid, &Review)> {
    let all = scene.view.file.reviews.iter().filter(|(_, of)| of.contract == scene.contract.uid);
    let mut all: Vec<(Uuid, &Review)> = all.map(|(uid, of)| (*uid, of)).collect();
    all.sort_by_key(|(uid, of)| (of.held.is_some(), std::cmp::Reverse((of.held, *uid))));
    let planned = all.iter().take_while(|(_, of)| of.held.is_none()).count();
    all[..planned].sort_by_key(|(uid, of)| (of.planned, *uid));
    all
}

/// The actions, those that are open first, the most urgent of them before.
fn actions(scene: Scene<'_>) -> Vec<(Uuid, &Action)> {
    let all = scene.view.file.actions.iter().filter(|(_, of)| of.contract == scene.contract.uid);
    let mut all: Vec<(Uuid, &Action)> = all.map(|(uid, of)| (*uid, of)).collect();
    all.sort_by_key(|(uid, of)| (!of.is_open(), of.due, *uid));
    all
}

/// The risks, those that are open first, the greatest of them before.
fn risks(scene: Scene<'_>) -> Vec<(Uuid, &Risk)> {
    let all = scene.view.file.risks.iter().filter(|(_, of)| of.contract == scene.contract.uid);
    let mut all: Vec<(Uuid, &Risk)> = all.map(|(uid, of)| (*uid, of)).collect();
    all.sort_by_key(|(uid, of)| {
        (of.closed.is_some(), std::cmp::Reverse(of.level), of.raised, *uid)
    });
    all
}

/// How great a risk is, as it is drawn.
pub(super) const fn level_tone(level: Level) -> Tone {
    match level {
        Level::Low => Tone::Plain,
        Level::Medium => Tone::Heed,
        Level::High => Tone::Wrong,
    }
}

/// How an action stands: a word for it, and its tone.
fn stands(scene: Scene<'_>, of: &Action) -> (&'static str, Tone) {
    match of {
        of if of.dropped => ("dropped", Tone::Dim),
        of if of.done.is_some() => ("done", Tone::Done),
        of if of.due < scene.view.today => ("overdue", Tone::Wrong),
        _ => ("open", Tone::Plain),
    }
}

fn action_lines(scene: Scene<'_>, of: &Action) -> Vec<(LineKind, String)> {
    let (state, tone) = stands(scene, of);
    let heed = if tone == Tone::Wrong { LineKind::Warning } else { LineKind::Plain };
    let mut lines = vec![
        (LineKind::Plain, visible_lines(&of.what)),
        (heed, format!("{}, by {}: {state}.", visible(&of.owner), dates::day(of.due))),
    ];
    if let Some(done) = of.done {
        lines.push((LineKind::Plain, format!("Done on {}.", dates::day(done))));
    }
    let outcome = of.outcome.iter().map(|words| visible_lines(words));
    lines.extend(outcome.map(|words| (LineKind::Inset, words)));
    lines
}

/// What somebody has to do about a record, where there is anything.
pub(super) fn actions_about(scene: Scene<'_>, uid: Uuid) -> Option<Section> {
    let all = actions(scene);
    let about = all.iter().filter(|(_, of)| of.concerns == Some(uid));
    let lines: Vec<(LineKind, String)> =
        about.flat_map(|(_, of)| action_lines(scene, of)).collect();
    (!lines.is_empty()).then(|| section("Actions", lines))
}

/// What a record that an action is for is called.
fn named(scene: Scene<'_>, uid: Uuid) -> Option<String> {
    let file = &scene.view.file;
    let words = file.commitments.get(&uid).map(|of| &of.title);
    let words = words.or_else(|| file.kpis.get(&uid).map(|of| &of.title));
    let words = words.or_else(|| file.risks.get(&uid).map(|of| &of.what));
    words.or_else(|| file.concerns.get(&uid).map(|of| &of.what)).map(|words| visible(words))
}

/// When the next review is, and why then.
fn next_words(scene: Scene<'_>) -> (String, Tone) {
    let add = Command::Add.key(false);
    let Some(next) = &scene.contract.next_review else {
        if !scene.contract.runs() {
            return ("The contract has ended; no review follows.".to_owned(), Tone::Dim);
        }
        let says = scene.view.pack.contract_review.as_ref();
        let policy = says.map_or_else(
            || "The policy does not say how often contracts are reviewed.".to_owned(),
            |review| format!("{} ({})", visible(&review.says), visible(&review.clause)),
        );
        return (format!("No review is planned. {policy} {add} plans one."), Tone::Heed);
    };
    let late = next.day < scene.view.today;
    let words = format!(
        "Next review: {}{}, {}.",
        dates::day(next.day),
        if late { ", overdue" } else { "" },
        visible(&next.why)
    );
    (words, if late { Tone::Wrong } else { Tone::Plain })
}

impl Reviews {
    fn selected<'a>(&self, scene: Scene<'a>) -> Selected<'a> {
        let file = &scene.view.file;
        let Some(uid) = self.desk.uid() else { return Selected::Nothing };
        match self.desk.group() {
            REVIEWS => file.reviews.get(&uid).map(|of| Selected::Review(uid, of)),
            ACTIONS => file.actions.get(&uid).map(|of| Selected::Action(uid, of)),
            _ => file.risks.get(&uid).map(|of| Selected::Risk(uid, of)),
        }
        .unwrap_or(Selected::Nothing)
    }

    fn rebuild(&mut self, scene: Scene<'_>) {
        let today = scene.view.today;
        let held = |(uid, of): (Uuid, &Review)| {
            let (tone, state, day) = match of.held {
                Some(held) => (Tone::Done, "held", held),
                None if of.planned < today => (Tone::Wrong, "overdue", of.planned),
                None => (Tone::Plain, "planned", of.planned),
            };
            let what = match (&of.held, &of.minutes, &of.value) {
                (None, ..) => "agenda drawn from what is open".to_owned(),
                (Some(_), None, None) => "no minutes yet".to_owned(),
                (Some(_), minutes, value) => {
                    let words = value.as_deref().or(minutes.as_deref()).unwrap_or_default();
                    visible(words.lines().next().unwrap_or_default())
                }
            };
            Line { uid: Some(uid), tone, state: state.to_owned(), what, right: dates::day(day) }
        };
        let action = |(uid, of): (Uuid, &Action)| {
            let (state, tone) = stands(scene, of);
            let first = of.what.lines().next().unwrap_or_default();
            Line {
                uid: Some(uid),
                tone,
                state: state.to_owned(),
                what: format!("{}: {}", visible(&of.owner), visible(first)),
                right: dates::day(of.due),
            }
        };
        let risk = |(uid, of): (Uuid, &Risk)| {
            let (tone, state) = match of.closed {
                Some(_) => (Tone::Dim, "closed"),
                None => (level_tone(of.level), of.level.words()),
            };
            let what = visible(of.what.lines().next().unwrap_or_default());
            let right = dates::day(of.raised);
            Line { uid: Some(uid), tone, state: state.to_owned(), what, right }
        };
        let (add, hold) = (Command::Add.key(false), Command::Hold.key(false));
        let act = Command::Act.key(false);
        let groups = vec![
            Group {
                title: "Reviews".to_owned(),
                lines: reviews(scene).into_iter().map(held).collect(),
                empty: format!(
                    "None yet. {add} plans the first; {hold} records one that was held."
                ),
            },
            Group {
                title: "Actions".to_owned(),
                lines: actions(scene).into_iter().map(action).collect(),
                empty: format!("None. {act} adds one, with who does it and by when."),
            },
            Group {
                title: "Risks".to_owned(),
                lines: risks(scene).into_iter().map(risk).collect(),
                empty: format!("None on record. {add} adds one here."),
            },
        ];
        let head = vec![next_words(scene)];
        self.desk.set(head, groups, scene.size);
    }

    fn agenda(scene: Scene<'_>) -> Section {
        let lines: Vec<(LineKind, String)> = if scene.contract.agenda.is_empty() {
            vec![(
                LineKind::Plain,
                "Nothing is open: no action, commitment, indicator or risk.".to_owned(),
            )]
        } else {
            scene
                .contract
                .agenda
                .iter()
                .map(|line| (LineKind::Plain, format!("- {line}")))
                .collect()
        };
        section("Agenda, drawn from what is open", lines)
    }

    fn review(scene: Scene<'_>, uid: Uuid, of: &Review) -> Vec<Section> {
        let Some(held) = of.held else {
            let words = format!("Planned for {}.", dates::day(of.planned));
            let first = section("The review", vec![(LineKind::Plain, words)]);
            return vec![first, Self::agenda(scene)];
        };
        let mut lines = vec![(LineKind::Plain, format!("Held on {}.", dates::day(held)))];
        if let Some(present) = &of.present {
            lines.push((LineKind::Plain, format!("Present: {}", visible(present))));
        }
        let money = of.measured.map(|money| format!("{}; ", money.short())).unwrap_or_default();
        let value = of.value.as_deref().map(visible_lines);
        let value = match (value, of.measured) {
            (None, None) => "none is on record".to_owned(),
            (value, _) => format!("{money}{}", value.unwrap_or_default()),
        };
        let value = value.trim_end_matches("; ");
        lines.push((LineKind::Plain, format!("Measured value: {value}")));
        let mut sections = vec![section("The review", lines)];
        let minutes = if let Some(minutes) = &of.minutes {
            (LineKind::Plain, visible_lines(minutes))
        } else {
            let key = Command::Open.key(false);
            (LineKind::Warning, format!("There are none yet. {key} adds them."))
        };
        sections.push(section("Minutes", vec![minutes]));
        let all = actions(scene);
        let agreed = all.iter().filter(|(_, action)| action.review == Some(uid));
        let agreed: Vec<(LineKind, String)> =
            agreed.flat_map(|(_, action)| action_lines(scene, action)).collect();
        if !agreed.is_empty() {
            sections.push(section("Agreed in the review", agreed));
        }
        if let Some(agenda) = &of.agenda {
            let lines = vec![(LineKind::Plain, visible_lines(agenda))];
            sections.push(section("Agenda as it stood", lines));
        }
        sections
    }

    fn sections(&self, scene: Scene<'_>) -> Vec<Section> {
        match self.selected(scene) {
            Selected::Review(uid, of) => Self::review(scene, uid, of),
            Selected::Action(_, of) => {
                let mut sections = vec![section("The action", action_lines(scene, of))];
                let lines = &mut sections[0].lines;
                lines.push((LineKind::Inset, format!("{}.", capital(of.about.words()))));
                if let Some(words) = of.concerns.and_then(|uid| named(scene, uid)) {
                    lines.push((LineKind::Inset, format!("For: {words}")));
                }
                let review = of.review.and_then(|uid| scene.view.file.reviews.get(&uid));
                if let Some(day) = review.and_then(|review| review.held) {
                    let words = format!("Agreed in the review of {}.", dates::day(day));
                    lines.push((LineKind::Inset, words));
                }
                sections
            }
            Selected::Risk(uid, of) => {
                let owner = of.owner.as_deref().map_or_else(|| "nobody yet".to_owned(), visible);
                let response = of.response.as_deref();
                let response = response.map_or_else(|| "nothing yet".to_owned(), visible_lines);
                let mut lines = vec![
                    (LineKind::Plain, visible_lines(&of.what)),
                    (LineKind::Strong, format!("The risk is {}.", of.level.words())),
                    (LineKind::Plain, format!("Watched by: {owner}")),
                    (LineKind::Plain, format!("Done about it: {response}")),
                    (LineKind::Inset, format!("Seen on {}.", dates::day(of.raised))),
                ];
                if let Some(closed) = &of.closed {
                    lines.push((LineKind::Plain, format!("Closed: {}", visible_lines(closed))));
                }
                let mut sections = vec![section("The risk", lines)];
                sections.extend(actions_about(scene, uid));
                sections
            }
            Selected::Nothing => vec![Self::agenda(scene)],
        }
    }

    fn ask(scene: Scene<'_>, title: &str, explain: &str, form: Form) -> Effect {
        scene.form(title, explain, ContractForm::Reviews(form))
    }

    fn blank(scene: Scene<'_>) -> Review {
        let day = scene.contract.next_review.as_ref().map(|next| next.day);
        Review {
            contract: scene.contract.uid,
            planned: day.unwrap_or(scene.view.today),
            held: None,
            present: None,
            agenda: None,
            minutes: None,
            value: None,
            measured: None,
        }
    }

    fn add(&self, scene: Scene<'_>) -> Effect {
        if self.desk.group() == RISKS {
            let now = Risk {
                contract: scene.contract.uid,
                what: String::new(),
                level: Level::Medium,
                owner: None,
                response: None,
                raised: scene.view.today,
                closed: None,
            };
            return Self::ask(scene, "A new risk", "", Form::Risk(RiskForm { uid: None, now }));
        }
        let why = match &scene.contract.next_review {
            Some(next) if next.planned.is_none() => format!("Proposed: {}.", visible(&next.why)),
            Some(_) => "There is one planned already; this is another.".to_owned(),
            None => "Nothing says how often; choose a day that fits the contract.".to_owned(),
        };
        let mut now = Self::blank(scene);
        if scene.contract.next_review.as_ref().is_some_and(|next| next.planned.is_some()) {
            now.planned = now.planned.plus_months(3_u16).unwrap_or(now.planned);
        }
        let form = Form::Plan(PlanForm { uid: None, now, why });
        Self::ask(scene, "Plan a review", "Its agenda is drawn from what is open then.", form)
    }

    fn hold(scene: Scene<'_>, uid: Option<Uuid>, of: Review) -> Effect {
        let mut now = of;
        let drawn = || {
            let lines: Vec<String> =
                scene.contract.agenda.iter().map(|line| format!("- {line}")).collect();
            (!lines.is_empty()).then(|| lines.join("\n"))
        };
        if now.held.is_none() {
            now.agenda = now.agenda.or_else(drawn);
        }
        let title = if now.held.is_some() { "The review" } else { "A review that was held" };
        let explain = "Actions of the joint plan are added afterwards, one by one.";
        let form = HoldForm { uid, now, today: scene.view.today };
        Self::ask(scene, title, explain, Form::Hold(form))
    }

    fn hold_next(&self, scene: Scene<'_>) -> Effect {
        if let Selected::Review(uid, of) = self.selected(scene)
            && of.held.is_none()
        {
            return Self::hold(scene, Some(uid), of.clone());
        }
        let planned = scene.contract.next_review.as_ref().and_then(|next| next.planned);
        let review = planned.and_then(|uid| Some((uid, scene.view.file.reviews.get(&uid)?)));
        match review {
            Some((uid, of)) => Self::hold(scene, Some(uid), of.clone()),
            None => Self::hold(scene, None, Self::blank(scene)),
        }
    }

    fn act(&self, scene: Scene<'_>) -> Effect {
        let (review, concerns) = match self.selected(scene) {
            Selected::Review(uid, of) if of.held.is_some() => (Some(uid), None),
            Selected::Risk(uid, _) => (None, Some(uid)),
            _ => (None, None),
        };
        let joint = Action::new(scene.contract.uid, ActionKind::Joint, concerns, scene.view.today);
        let now = Action { review, ..joint };
        let held = review.and_then(|uid| scene.view.file.reviews.get(&uid)?.held);
        let words = held.map(|day| format!("the review of {}", dates::day(day)));
        let concerns = words.or_else(|| concerns.and_then(|uid| named(scene, uid)));
        let form = ActionForm { uid: None, now, concerns, due: None };
        Self::ask(scene, "A new action", "Who does what by when.", Form::Action(form))
    }

    fn change(&self, scene: Scene<'_>) -> Effect {
        match self.selected(scene) {
            Selected::Review(uid, of) if of.held.is_some() => {
                Self::hold(scene, Some(uid), of.clone())
            }
            Selected::Review(uid, of) => {
                let why = "The agenda is drawn from what is open.".to_owned();
                let form = Form::Plan(PlanForm { uid: Some(uid), now: of.clone(), why });
                Self::ask(scene, "The planned review", "", form)
            }
            Selected::Action(uid, of) => {
                let concerns = of.concerns.and_then(|uid| named(scene, uid));
                let form =
                    ActionForm { uid: Some(uid), now: of.clone(), concerns, due: Some(of.due) };
                Self::ask(scene, "The action", "", Form::Action(form))
            }
            Selected::Risk(uid, of) => {
                let form = RiskForm { uid: Some(uid), now: of.clone() };
                Self::ask(scene, "The risk", "", Form::Risk(form))
            }
            Selected::Nothing => Effect::None,
        }
    }

    fn finish(&self, scene: Scene<'_>) -> Effect {
        let Selected::Action(uid, of) = self.selected(scene) else { return Effect::None };
        if !of.is_open() {
            let again = Action { done: None, dropped: false, outcome: None, ..of.clone() };
            return scene.perform(ContractAct::change(uid, again));
        }
        let explain = visible_lines(&of.what);
        let form = FinishForm { uid, now: of.clone(), today: scene.view.today };
        Self::ask(scene, "The action is done", &explain, Form::Finish(form))
    }

    fn settle(&self, scene: Scene<'_>) -> Effect {
        match self.selected(scene) {
            Selected::Action(uid, of) => {
                let form = Form::Drop(DropForm { uid, now: of.clone() });
                Self::ask(scene, "Drop the action", &visible_lines(&of.what), form)
            }
            Selected::Risk(uid, of) if of.closed.is_some() => {
                let again = Risk { closed: None, ..of.clone() };
                scene.perform(ContractAct::change(uid, again))
            }
            Selected::Risk(uid, of) => {
                let form = Form::Close(CloseForm { uid, now: of.clone() });
                Self::ask(scene, "Close the risk", &visible_lines(&of.what), form)
            }
            _ => Effect::None,
        }
    }

    fn remove(&self, scene: Scene<'_>) -> Effect {
        let Some(uid) = self.desk.uid() else { return Effect::None };
        let explain = "For what was recorded by mistake; the journal keeps it.";
        Self::ask(scene, "Take it away", explain, Form::Remove(RemoveForm { uid }))
    }

    fn draft(&self, scene: Scene<'_>) -> Effect {
        let review = if let Selected::Review(uid, of) = self.selected(scene) {
            Some((uid, of))
        } else {
            let planned = scene.contract.next_review.as_ref().and_then(|next| next.planned);
            planned.and_then(|uid| Some((uid, scene.view.file.reviews.get(&uid)?)))
        };
        let name = crate::domain::item::slug(&scene.view.reference.to_string());
        Effect::Push(Place::Letter {
            title: "Agenda and minutes".to_owned(),
            name: format!("{name}-review.md"),
            text: draft::text(scene, review),
        })
    }
}

impl Part for Reviews {
    fn commands(&self, scene: Scene<'_>) -> Vec<Offer> {
        let open = scene.is_open();
        let selected = self.selected(scene);
        let any = !matches!(selected, Selected::Nothing);
        let add = if self.desk.group() == RISKS { "add risk" } else { "plan a review" };
        let (finish, can_finish) = match selected {
            Selected::Action(_, of) if of.is_open() => ("done", true),
            Selected::Action(..) => ("open again", true),
            _ => ("done", false),
        };
        let (settle, can_settle) = match selected {
            Selected::Action(_, of) => ("drop", of.is_open()),
            Selected::Risk(_, of) if of.closed.is_some() => ("open again", true),
            Selected::Risk(..) => ("close risk", true),
            _ => ("drop or close", false),
        };
        let mut offers = vec![
            Offer::useful(Command::Hold).when(open),
            Offer::useful(Command::Add).called(add).when(open),
            Offer::useful(Command::Act).when(open),
            Offer::useful(Command::Finish).called(finish).when(open && can_finish),
            Offer::useful(Command::Settle).called(settle).when(open && can_settle),
            Offer::useful(Command::Open).called("change").when(open && any),
            Offer::plain(Command::Draft).called("agenda and minutes"),
            Offer::plain(Command::Delete).when(open && any && !scene.contract.settled),
        ];
        offers.extend(self.desk.offers());
        offers
    }

    fn because(&self, scene: Scene<'_>) -> Option<String> {
        Some(match self.selected(scene) {
            Selected::Nothing => "Nothing is selected; add something first.".to_owned(),
            Selected::Review(..) => {
                "A review is held or changed; actions are done or dropped, risks closed.".to_owned()
            }
            Selected::Action(_, of) if !of.is_open() => {
                format!("The action is not open; {} opens it again.", Command::Finish.key(false))
            }
            Selected::Risk(..) => "A risk is closed, not done.".to_owned(),
            Selected::Action(..) => return None,
        })
    }

    fn command(&mut self, command: Command, scene: Scene<'_>) -> Effect {
        match command {
            Command::Add => self.add(scene),
            Command::Hold => self.hold_next(scene),
            Command::Act => self.act(scene),
            Command::Open => self.change(scene),
            Command::Finish => self.finish(scene),
            Command::Settle => self.settle(scene),
            Command::Delete => self.remove(scene),
            Command::Draft => self.draft(scene),
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
        if again && scene.is_open() { self.change(scene) } else { Effect::None }
    }

    fn copy(&self, scene: Scene<'_>) -> Option<(String, String)> {
        copied(&self.sections(scene)).map(|words| ("what is selected".to_owned(), words))
    }

    fn draw(&self, canvas: &mut Canvas<'_>, scene: Scene<'_>) {
        self.desk.draw(canvas, &self.sections(scene));
    }
}
