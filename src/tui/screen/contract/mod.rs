//! One contract: terms, commitments, indicators, reviews, ethics, logistics and exit, as tabs.
//!
//! Each tab is a [`Part`] in a file of its own. What it shows comes from one view model; what it
//! changes goes out as an act like anywhere else.

mod commitments;
mod desk;
mod ethics;
mod exit;
pub(crate) mod forms;
mod indicators;
mod logistics;
mod reviews;
mod terms;

pub(crate) use terms::agreed;

use uuid::Uuid;

use crate::domain::Date;
use crate::register::{Act, ContractAct, ContractView, ContractsView};
use crate::tui::command::{Command, Offer};
use crate::tui::dialog::export::Exporting;
use crate::tui::dialog::filling::Filling;
use crate::tui::effect::{Effect, Loaded, Message, Notice, Place, Query};
use crate::tui::forms::Asked;
use crate::tui::preferences::name_in;
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::{header, tabs, text};

/// Which contract to open, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ContractOpening {
    pub(crate) reference: String,
    pub(crate) contract: Uuid,
    pub(crate) part: ContractPart,
}

/// The tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum ContractPart {
    #[default]
    Terms,
    Commitments,
    Indicators,
    Reviews,
    Ethics,
    Logistics,
    Exit,
}

/// What a tab is told with every call: the view model, the contract, and the room there is.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) view: &'a ContractsView,
    pub(crate) contract: &'a ContractView,
    /// The officer, who is proposed where a name is asked for.
    pub(crate) officer: &'a str,
    /// The day on which the screen was opened, which forms begin with.
    pub(crate) today: Option<Date>,
    /// Columns and rows of the tab's content.
    pub(crate) size: (usize, usize),
}

impl Scene<'_> {
    /// An act on the tender that was seen.
    pub(crate) fn perform(&self, act: ContractAct) -> Effect {
        Effect::Perform {
            reference: self.view.reference.to_string(),
            act: Act::Contract(act),
            seen: self.view.version,
        }
    }

    /// A form over the screen.
    pub(crate) fn form(
        &self,
        title: &str,
        explain: impl Into<String>,
        asked: forms::ContractForm,
    ) -> Effect {
        Effect::Push(Place::Filling(Filling {
            title: title.to_owned(),
            explain: explain.into(),
            reference: Some(self.view.reference.to_string()),
            seen: self.view.version,
            asked: Asked::Contract(asked),
        }))
    }

    /// Whether anything can be changed.
    pub(crate) fn is_open(&self) -> bool {
        self.view.state.is_workable()
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

/// The tabs with their names and commands.
const PARTS: [(ContractPart, &str, Command); 7] = [
    (ContractPart::Terms, "Terms", Command::FirstTab),
    (ContractPart::Commitments, "Commitments", Command::SecondTab),
    (ContractPart::Indicators, "KPIs", Command::ThirdTab),
    (ContractPart::Reviews, "Reviews", Command::FourthTab),
    (ContractPart::Ethics, "Ethics", Command::FifthTab),
    (ContractPart::Logistics, "Logistics", Command::SixthTab),
    (ContractPart::Exit, "Exit", Command::SeventhTab),
];

/// What a tab's command is called here.
const fn called(part: ContractPart) -> &'static str {
    match part {
        ContractPart::Terms => "terms",
        ContractPart::Commitments => "commitments",
        ContractPart::Indicators => "indicators",
        ContractPart::Reviews => "reviews",
        ContractPart::Ethics => "ethics",
        ContractPart::Logistics => "logistics",
        ContractPart::Exit => "exit",
    }
}

/// Rows above a tab's content: header, title, tabs, a rule.
const ABOVE: usize = 4;

/// The screen.
pub(crate) struct ContractScreen {
    reference: String,
    officer: String,
    contract: Uuid,
    part: ContractPart,
    today: Option<Date>,
    view: Option<Box<ContractsView>>,
    terms: terms::Terms,
    commitments: commitments::Commitments,
    indicators: indicators::Indicators,
    reviews: reviews::Reviews,
    ethics: ethics::Ethics,
    logistics: logistics::Logistics,
    exit: exit::Exit,
    size: (usize, usize),
}

impl ContractScreen {
    pub(crate) fn new(opening: ContractOpening, officer: &str) -> Self {
        Self {
            reference: opening.reference,
            officer: officer.to_owned(),
            contract: opening.contract,
            part: opening.part,
            today: None,
            view: None,
            terms: terms::Terms::default(),
            commitments: commitments::Commitments::default(),
            indicators: indicators::Indicators::default(),
            reviews: reviews::Reviews::default(),
            ethics: ethics::Ethics::default(),
            logistics: logistics::Logistics::default(),
            exit: exit::Exit::default(),
            size: (80, 22),
        }
    }

    /// The same, opened on a day.
    pub(crate) const fn on(mut self, today: Date) -> Self {
        self.today = Some(today);
        self
    }

    fn read(&self) -> Effect {
        Effect::Read(Query::Contracts(self.reference.clone()))
    }

    fn scene(&self) -> Option<Scene<'_>> {
        let view = self.view.as_deref()?;
        let contract = view.contract(self.contract)?;
        let size = (self.size.0, self.size.1.saturating_sub(ABOVE));
        Some(Scene { view, contract, officer: name_in(&self.officer), today: self.today, size })
    }

    fn tab(&self) -> &dyn Part {
        match self.part {
            ContractPart::Terms => &self.terms,
            ContractPart::Commitments => &self.commitments,
            ContractPart::Indicators => &self.indicators,
            ContractPart::Reviews => &self.reviews,
            ContractPart::Ethics => &self.ethics,
            ContractPart::Logistics => &self.logistics,
            ContractPart::Exit => &self.exit,
        }
    }

    /// Calls the tab that is open with the scene; `None` before anything was read.
    fn with_tab<T>(&mut self, call: impl FnOnce(&mut dyn Part, Scene<'_>) -> T) -> Option<T> {
        let size = (self.size.0, self.size.1.saturating_sub(ABOVE));
        let view = self.view.as_deref()?;
        let contract = view.contract(self.contract)?;
        let officer = name_in(&self.officer);
        let scene = Scene { view, contract, officer, today: self.today, size };
        let tab: &mut dyn Part = match self.part {
            ContractPart::Terms => &mut self.terms,
            ContractPart::Commitments => &mut self.commitments,
            ContractPart::Indicators => &mut self.indicators,
            ContractPart::Reviews => &mut self.reviews,
            ContractPart::Ethics => &mut self.ethics,
            ContractPart::Logistics => &mut self.logistics,
            ContractPart::Exit => &mut self.exit,
        };
        Some(call(tab, scene))
    }

    fn command(&mut self, command: Command) -> Effect {
        if self.scene().is_none() {
            return if command == Command::Back { Effect::Pop } else { Effect::None };
        }
        if let Some((part, ..)) = PARTS.iter().find(|(_, _, tab)| *tab == command) {
            self.part = *part;
            self.with_tab(|tab, scene| tab.keep(scene));
            return Effect::None;
        }
        match command {
            Command::Back => Effect::Pop,
            Command::Export => {
                Effect::Push(Place::Export(Exporting::of_contracts(&self.reference)))
            }
            command => {
                self.with_tab(|tab, scene| tab.command(command, scene)).unwrap_or(Effect::None)
            }
        }
    }
}

impl Screen for ContractScreen {
    fn title(&self) -> &'static str {
        match self.part {
            ContractPart::Terms => "Terms of the contract",
            ContractPart::Commitments => "Commitments",
            ContractPart::Indicators => "Key performance indicators",
            ContractPart::Reviews => "Reviews",
            ContractPart::Ethics => "Modern slavery and ethics",
            ContractPart::Logistics => "Logistics",
            ContractPart::Exit => "Exit and lessons",
        }
    }

    fn reference(&self) -> Option<&str> {
        Some(&self.reference)
    }

    fn commands(&self) -> Vec<Offer> {
        let mut offers = self.scene().map(|scene| self.tab().commands(scene)).unwrap_or_default();
        offers.extend(PARTS.map(|(part, _, command)| Offer::plain(command).called(called(part))));
        offers.extend([
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
        if !scene.is_open() {
            return Some(format!("The tender is {}.", scene.view.state));
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
            Message::Loaded(Loaded::Contracts(view)) => {
                // The contract may have been taken away meanwhile, such as by an undo.
                if view.contract(self.contract).is_none() {
                    return Effect::Batch(vec![
                        Effect::Pop,
                        Effect::Notify(Notice::warning("That contract is no longer there.")),
                    ]);
                }
                self.view = Some(view);
                self.with_tab(|tab, scene| tab.keep(scene));
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
        let right = format!("{} ", text::fit(&scene.contract.words, 30, canvas.look.glyphs.cut));
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
