//! The evaluation of one lot: criteria, bids, evaluators, scores, result and award, as tabs.
//!
//! Each tab is a [`Part`] in a file of its own. What it shows comes from one view model; what it
//! changes goes out as an act like anywhere else.

mod award;
mod below;
mod bids;
mod criteria;
mod evaluators;
pub(crate) mod forms;
mod result;
mod scores;

pub(in crate::tui::screen) use criteria::{draft_of, template_words};

use crate::domain::Date;
use crate::domain::evaluation::LotNo;
use crate::register::{Act, EvaluationAct, EvaluationView, StepPart};
use crate::tui::command::{Command, Offer};
use crate::tui::dialog::choose::Choose;
use crate::tui::dialog::export::Exporting;
use crate::tui::dialog::filling::Filling;
use crate::tui::effect::{Effect, Loaded, Message, Notice, Place, Query};
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::{header, tabs, text};

/// Which evaluation to open, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Opening {
    pub(crate) reference: String,
    pub(crate) lot: LotNo,
    pub(crate) part: StepPart,
}

/// What a tab is told with every call: the view model, the lot, and the room there is.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) view: &'a EvaluationView,
    pub(crate) lot: LotNo,
    /// The day on which the screen was opened, which forms begin with.
    pub(crate) today: Option<Date>,
    /// Columns and rows of the tab's content.
    pub(crate) size: (usize, usize),
}

impl Scene<'_> {
    /// An act on the tender that was seen.
    pub(crate) fn perform(&self, act: EvaluationAct) -> Effect {
        Effect::Perform {
            reference: self.view.reference.to_string(),
            act: Act::Evaluate(act),
            seen: self.view.version,
        }
    }

    /// A form over the screen.
    pub(crate) fn form(
        &self,
        title: &str,
        explain: String,
        asked: crate::tui::forms::Asked,
    ) -> Effect {
        Effect::Push(Place::Filling(Filling {
            title: title.to_owned(),
            explain,
            reference: Some(self.view.reference.to_string()),
            seen: self.view.version,
            asked,
        }))
    }

    /// Whether anything of the lot can be changed.
    pub(crate) fn is_open(&self) -> bool {
        self.view.is_open(self.lot)
    }
}

/// One tab.
pub(crate) trait Part {
    /// What can be done here right now, movement included.
    fn commands(&self, scene: Scene<'_>) -> Vec<Offer>;

    /// Why some of what is offered is not possible right now.
    fn because(&self, _scene: Scene<'_>) -> Option<String> {
        None
    }

    /// Follows a command.
    fn command(&mut self, command: Command, scene: Scene<'_>) -> Effect;

    /// Keeps the selection within what there is, after a change or a resize.
    fn keep(&mut self, scene: Scene<'_>);

    /// Follows a click on a line.
    fn point(&mut self, pane: usize, at: usize, scene: Scene<'_>) -> Effect;

    /// What is selected: what it is, and its text in full.
    fn copy(&self, scene: Scene<'_>) -> Option<(String, String)>;

    /// Draws the tab.
    fn draw(&self, canvas: &mut Canvas<'_>, scene: Scene<'_>);
}

const PARTS: [(StepPart, &str, Command); 6] = [
    (StepPart::Criteria, "Criteria", Command::FirstTab),
    (StepPart::Bids, "Bids", Command::SecondTab),
    (StepPart::Evaluators, "Evaluators", Command::ThirdTab),
    (StepPart::Scores, "Scores", Command::FourthTab),
    (StepPart::Result, "Result", Command::FifthTab),
    (StepPart::Award, "Award", Command::SixthTab),
];

/// What a tab's command is called here.
const fn called(part: StepPart) -> &'static str {
    match part {
        StepPart::Criteria => "criteria",
        StepPart::Bids => "bids",
        StepPart::Evaluators => "evaluators",
        StepPart::Scores => "scores",
        StepPart::Result => "result",
        StepPart::Award => "award",
    }
}

/// Rows above a tab's content: header, title, tabs, a rule.
const ABOVE: usize = 4;

/// The screen.
pub(crate) struct EvaluationScreen {
    reference: String,
    officer: String,
    lot: LotNo,
    part: StepPart,
    today: Option<Date>,
    view: Option<Box<EvaluationView>>,
    criteria: criteria::Criteria,
    bids: bids::Bids,
    evaluators: evaluators::Evaluators,
    scores: scores::Scores,
    result: result::ResultTab,
    award: award::AwardTab,
    size: (usize, usize),
}

impl EvaluationScreen {
    pub(crate) fn new(opening: Opening, officer: &str) -> Self {
        Self {
            reference: opening.reference,
            officer: officer.to_owned(),
            lot: opening.lot,
            part: opening.part,
            today: None,
            view: None,
            criteria: criteria::Criteria::default(),
            bids: bids::Bids::default(),
            evaluators: evaluators::Evaluators::default(),
            scores: scores::Scores::default(),
            result: result::ResultTab::default(),
            award: award::AwardTab::default(),
            size: (80, 22),
        }
    }

    /// The same, opened on a day.
    pub(crate) const fn on(mut self, today: Date) -> Self {
        self.today = Some(today);
        self
    }

    fn read(&self) -> Effect {
        Effect::Read(Query::Evaluation(self.reference.clone()))
    }

    fn scene(&self) -> Option<Scene<'_>> {
        let size = (self.size.0, self.size.1.saturating_sub(ABOVE));
        self.view.as_deref().map(|view| Scene { view, lot: self.lot, today: self.today, size })
    }

    fn tab(&self) -> &dyn Part {
        match self.part {
            StepPart::Criteria => &self.criteria,
            StepPart::Bids => &self.bids,
            StepPart::Evaluators => &self.evaluators,
            StepPart::Scores => &self.scores,
            StepPart::Result => &self.result,
            StepPart::Award => &self.award,
        }
    }

    /// Calls the tab that is open with the scene; `None` before anything was read.
    fn with_tab<T>(&mut self, call: impl FnOnce(&mut dyn Part, Scene<'_>) -> T) -> Option<T> {
        let size = (self.size.0, self.size.1.saturating_sub(ABOVE));
        let view = self.view.as_deref()?;
        let scene = Scene { view, lot: self.lot, today: self.today, size };
        let tab: &mut dyn Part = match self.part {
            StepPart::Criteria => &mut self.criteria,
            StepPart::Bids => &mut self.bids,
            StepPart::Evaluators => &mut self.evaluators,
            StepPart::Scores => &mut self.scores,
            StepPart::Result => &mut self.result,
            StepPart::Award => &mut self.award,
        };
        Some(call(tab, scene))
    }

    /// Goes to another lot: one more than the last begins a new one.
    fn lots(&self, view: &EvaluationView) -> Effect {
        let lots = &view.evaluation.lots;
        let mut choices: Vec<(String, Effect)> = lots
            .keys()
            .map(|lot| {
                let opening =
                    Opening { reference: self.reference.clone(), lot: *lot, part: self.part };
                (view.evaluation.lot_words(*lot), Effect::Replace(Place::Evaluation(opening)))
            })
            .collect();
        if view.state.is_workable() {
            let prompt = forms::new_lot(view);
            choices.push(("Add a lot".to_owned(), Effect::Push(prompt)));
            choices.extend(forms::lot_choices(view, self.lot));
        }
        Effect::Push(Place::Choose(Choose {
            title: "Lots".to_owned(),
            explain: "Each lot has its own criteria, bids, result and award.".to_owned(),
            choices,
        }))
    }

    fn command(&mut self, command: Command) -> Effect {
        let Some(view) = &self.view else {
            return if command == Command::Back { Effect::Pop } else { Effect::None };
        };
        if let Some((part, ..)) = PARTS.iter().find(|(_, _, tab)| *tab == command) {
            self.part = *part;
            self.with_tab(|tab, scene| tab.keep(scene));
            return Effect::None;
        }
        match command {
            Command::Back => Effect::Pop,
            Command::Lot => self.lots(view),
            Command::Export => {
                Effect::Push(Place::Export(Exporting::of_evaluation(&self.reference)))
            }
            command => {
                self.with_tab(|tab, scene| tab.command(command, scene)).unwrap_or(Effect::None)
            }
        }
    }
}

impl Screen for EvaluationScreen {
    fn title(&self) -> &'static str {
        match self.part {
            StepPart::Criteria => "Award criteria",
            StepPart::Bids => "Bids",
            StepPart::Evaluators => "Evaluators",
            StepPart::Scores => "Scores",
            StepPart::Result => "Result",
            StepPart::Award => "Award",
        }
    }

    fn reference(&self) -> Option<&str> {
        Some(&self.reference)
    }

    fn commands(&self) -> Vec<Offer> {
        let mut offers = self.scene().map(|scene| self.tab().commands(scene)).unwrap_or_default();
        offers.extend(PARTS.map(|(part, _, command)| Offer::plain(command).called(called(part))));
        offers.extend([
            Offer::plain(Command::Lot),
            Offer::plain(Command::Export),
            Offer::plain(Command::Undo),
            Offer::plain(Command::Redo),
            Offer::useful(Command::Back),
            Offer::useful(Command::Help),
        ]);
        offers
    }

    fn because(&self) -> Option<String> {
        let scene = self.scene()?;
        if !scene.view.state.is_workable() {
            return Some(format!("The tender is {}.", scene.view.state));
        }
        if !scene.is_open() {
            return Some("The lot is awarded; its evaluation can only be read.".to_owned());
        }
        self.tab().because(scene)
    }

    fn copy(&self) -> Option<(String, String)> {
        self.tab().copy(self.scene()?)
    }

    fn update(&mut self, message: Message) -> Effect {
        match message {
            Message::Size { width, height } => {
                self.size = (width, height);
                self.read()
            }
            Message::Changed => self.read(),
            Message::Loaded(Loaded::Evaluation(view)) => {
                // The lot may have been taken away meanwhile.
                let known = view.evaluation.lots.contains_key(&self.lot);
                let first = view.evaluation.lots.keys().next().copied();
                let gone = !known && first.is_some_and(|_| self.view.is_some());
                if let Some(first) = first.filter(|_| !known) {
                    self.lot = first;
                }
                self.view = Some(view);
                self.with_tab(|tab, scene| tab.keep(scene));
                if gone {
                    return Effect::Notify(Notice::warning(
                        "That lot is no longer there; this is the first one.",
                    ));
                }
                Effect::None
            }
            Message::Pointed { pane, at } => {
                self.with_tab(|tab, scene| tab.point(pane, at, scene)).unwrap_or(Effect::None)
            }
            Message::Officer { who, .. } => {
                self.officer = who;
                Effect::None
            }
            Message::Command(command) => self.command(command),
            _ => Effect::None,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let Some(scene) = self.scene() else {
            header::draw(canvas, &self.reference, &self.officer);
            return;
        };
        header::draw(canvas, &scene.view.pack.policy.short_words(), &self.officer);
        let lot = scene.view.evaluation.lot_words(self.lot);
        let right = match scene.view.evaluation.lots.len() {
            0 | 1 => "Evaluation ".to_owned(),
            _ => format!("{lot} "),
        };
        let room = canvas.width().saturating_sub(text::width(&right) + 2);
        let words = format!("{}  {}", scene.view.reference, scene.view.title);
        canvas.text(1, 1, &text::fit(&words, room, canvas.look.glyphs.cut), theme.title);
        canvas.text_right(1, &right, theme.text);
        let tabs = PARTS.map(|(_, name, command)| (name, command));
        let open = PARTS.iter().position(|(part, ..)| *part == self.part).unwrap_or(0);
        tabs::draw(canvas, 2, &tabs, open);
        canvas.rule(3);
        let (width, height) = (canvas.width(), canvas.height().saturating_sub(ABOVE));
        let mut inside = canvas.part(0, ABOVE, width, height);
        self.tab().draw(&mut inside, scene);
    }
}
