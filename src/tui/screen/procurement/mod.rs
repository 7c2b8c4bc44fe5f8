//! One procurement: its walk, facts, outcomes and journal, as tabs of one screen.

mod checklist;
mod contract;
mod detail;
mod evaluation;
mod facts;
pub(crate) mod journal;
mod outcomes;
mod rail;
mod recorded;
mod timeline;
mod walk;

use crate::domain::{Date, ItemId, ProcurementState, StageNo, StageState};
use crate::export::Format;
use crate::policy::LimitStanding;
use crate::register::{Act, LEAVING_OUT, ProcurementView};
use crate::tui::command::{Command, Offer};
use crate::tui::dialog::choose::Choose;
use crate::tui::dialog::export::{Exporting, Shown};
use crate::tui::dialog::prompt::{Prompt, Then};
use crate::tui::dialog::upgrade::Upgrading;
use crate::tui::effect::{Answer, Effect, Loaded, Message, Notice, Place, Query, Spot};
use crate::tui::finding::{self, Finding};
use crate::tui::preferences::name_in;
use crate::tui::screen::{Screen, assessment, comparison};
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::filter::{FilterLine, Followed};
use crate::tui::widget::{header, tabs, text};

/// The tabs, in the order of their keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tab {
    Walk,
    Facts,
    Outcomes,
    Evaluation,
    Contract,
    Timeline,
    Journal,
}

impl Tab {
    /// The command that leads there.
    const fn command(self) -> Command {
        match self {
            Self::Walk => Command::FirstTab,
            Self::Facts => Command::SecondTab,
            Self::Outcomes => Command::ThirdTab,
            Self::Evaluation => Command::FourthTab,
            Self::Contract => Command::FifthTab,
            Self::Timeline => Command::SixthTab,
            Self::Journal => Command::SeventhTab,
        }
    }
}

const TABS: [(Tab, &str); 7] = [
    (Tab::Walk, "Walk"),
    (Tab::Facts, "Facts"),
    (Tab::Outcomes, "Outcomes"),
    (Tab::Evaluation, "Evaluation"),
    (Tab::Contract, "Contract"),
    (Tab::Timeline, "Timeline"),
    (Tab::Journal, "Journal"),
];

/// Rows above a tab's content: header, title, tabs, a rule.
const ABOVE: usize = 4;

/// The screen.
pub(crate) struct ProcurementScreen {
    reference: String,
    officer: String,
    view: Option<Box<ProcurementView>>,
    /// The day on which the view was read.
    today: Option<Date>,
    tab: Tab,
    /// Whether what the policy requires is shown first, because the tender is new.
    show_why: bool,
    /// Where to go once it has been read.
    spot: Option<Spot>,
    walk: walk::Walk,
    facts: facts::FactsTab,
    outcomes: outcomes::Outcomes,
    evaluation: evaluation::EvaluationTab,
    contract: contract::ContractTab,
    timeline: timeline::Timeline,
    journal: journal::Journal,
    size: (usize, usize),
}

/// What a filter has found.
enum Found {
    Nothing,
    Item(ItemId),
    Outcome(String),
}

impl ProcurementScreen {
    pub(crate) fn new(reference: String, officer: &str, new: bool) -> Self {
        Self {
            reference,
            officer: officer.to_owned(),
            view: None,
            today: None,
            tab: Tab::Walk,
            show_why: new,
            spot: None,
            walk: walk::Walk::default(),
            facts: facts::FactsTab::default(),
            outcomes: outcomes::Outcomes::default(),
            evaluation: evaluation::EvaluationTab::default(),
            contract: contract::ContractTab::default(),
            timeline: timeline::Timeline::default(),
            journal: journal::Journal::default(),
            size: (80, 22),
        }
    }

    /// The same screen, at a place of its own.
    #[must_use]
    pub(crate) fn at(mut self, spot: Spot) -> Self {
        self.spot = Some(spot);
        self
    }

    /// Goes to the place that was asked for.
    fn go(&mut self, view: &ProcurementView) {
        let inside = self.inside();
        match self.spot.take() {
            None | Some(Spot::Work) => {}
            Some(Spot::Stage(stage)) => self.walk.go_to_stage(stage),
            Some(Spot::Item(item)) => self.walk.go_to(view, &item, inside),
            Some(Spot::Facts) => self.tab = Tab::Facts,
            Some(Spot::Contracts) => self.tab = Tab::Contract,
            Some(Spot::Outcome(id)) => {
                self.tab = Tab::Outcomes;
                self.outcomes.go_to(view, &id, inside);
            }
        }
    }

    /// The size of a tab's content.
    const fn inside(&self) -> (usize, usize) {
        (self.size.0, self.size.1.saturating_sub(ABOVE))
    }

    fn read(&self) -> Effect {
        let mut effects = vec![Effect::Read(Query::Procurement(self.reference.clone()))];
        if self.tab == Tab::Evaluation {
            effects.push(Effect::Read(Query::Evaluation(self.reference.clone())));
        }
        if self.tab == Tab::Contract {
            effects.push(Effect::Read(Query::Contracts(self.reference.clone())));
        }
        if self.tab == Tab::Journal {
            effects.push(self.journal.read(&self.reference, self.inside().1));
        }
        Effect::Batch(effects)
    }

    fn loaded(&mut self, view: Box<ProcurementView>) -> Effect {
        let first = self.view.is_none();
        let inside = self.inside();
        match &self.view {
            None => self.walk.begin(&view),
            // Whoever has just closed a stage goes on to the next.
            Some(before) if self.walk.has_been_settled(before, &view) => self.walk.begin(&view),
            Some(_) => {}
        }
        if self.tab == Tab::Outcomes
            && let Some(id) = self.view.as_ref().and_then(|before| outcomes::added(before, &view))
        {
            self.outcomes.go_to(&view, &id, inside);
        }
        if self.tab == Tab::Walk
            && let Some(id) = self.view.as_ref().and_then(|before| walk::added(before, &view))
        {
            self.walk.go_to(&view, &id, inside);
        }
        self.go(&view);
        self.walk.keep(&view, inside);
        self.outcomes.keep(&view, inside);
        self.timeline.keep(&view, inside);
        let why = (first && self.show_why).then(|| Place::Reading {
            title: format!(
                "What {} requires of {}",
                view.pack.policy.short_words(),
                view.reference
            ),
            sections: assessment::sections(
                &view.determination,
                Some(&view.pack),
                view.facts.quality_share,
            ),
        });
        // Said once, when the tender is opened; the Facts tab goes on saying it.
        let newer =
            view.newer_words().filter(|_| first).map(|words| format!("{words} See 2 Facts."));
        let changed = self.view.as_ref().and_then(|before| what_changed(before, &view));
        self.view = Some(view);
        let told = newer.or(changed).map(|sentence| Effect::Notify(Notice::warning(sentence)));
        // The walk tells of lessons that other tenders left, while they can still be of use.
        let lessons = (self.tab == Tab::Walk && self.begins())
            .then(|| Effect::Read(Query::Contracts(self.reference.clone())));
        Effect::Batch(told.into_iter().chain(lessons).chain(why.map(Effect::Push)).collect())
    }

    /// Whether the first stage is open, at which lessons of other tenders are read.
    fn begins(&self) -> bool {
        let stages = self.view.as_ref().map_or(&[][..], |view| view.stages.as_slice());
        let first = stages.iter().find(|stage| stage.number == StageNo::FIRST);
        first.is_some_and(|stage| stage.state == StageState::Open)
            && self.view.as_ref().is_some_and(|view| view.state.is_workable())
    }

    /// The filter of the tab, where it has one.
    const fn filter(&self) -> Option<&FilterLine> {
        match self.tab {
            Tab::Walk => Some(&self.walk.filter),
            Tab::Facts | Tab::Evaluation | Tab::Contract | Tab::Timeline => None,
            Tab::Outcomes => Some(&self.outcomes.filter),
            Tab::Journal => Some(&self.journal.filter),
        }
    }

    const fn filter_mut(&mut self) -> Option<&mut FilterLine> {
        match self.tab {
            Tab::Walk => Some(&mut self.walk.filter),
            Tab::Facts | Tab::Evaluation | Tab::Contract | Tab::Timeline => None,
            Tab::Outcomes => Some(&mut self.outcomes.filter),
            Tab::Journal => Some(&mut self.journal.filter),
        }
    }

    /// Follows a filter that has become another one.
    fn refiltered(&mut self) -> Effect {
        let inside = self.inside();
        match (self.tab, &self.view) {
            (Tab::Walk, _) => self.walk.refiltered(),
            (Tab::Outcomes, Some(view)) => self.outcomes.refiltered(view, inside),
            (Tab::Journal, _) => {
                self.journal.refiltered();
                return self.journal.read(&self.reference, inside.1);
            }
            (Tab::Outcomes | Tab::Facts | Tab::Evaluation | Tab::Contract | Tab::Timeline, _) => {}
        }
        Effect::None
    }

    /// What is selected among what the filter has found.
    fn found(&self) -> Found {
        let Some(view) = &self.view else { return Found::Nothing };
        match self.tab {
            Tab::Walk => self.walk.selected(view).map_or(Found::Nothing, Found::Item),
            Tab::Outcomes => self.outcomes.selected(view).map_or(Found::Nothing, Found::Outcome),
            _ => Found::Nothing,
        }
    }

    /// What can be exported from here; what the tab shows comes first.
    fn exporting(&self) -> Exporting {
        let of_tender = |shown| Exporting::of_tender(&self.reference, shown);
        match self.tab {
            Tab::Walk | Tab::Facts => of_tender(Shown::Walk),
            Tab::Outcomes => of_tender(Shown::Outcomes),
            Tab::Evaluation => Exporting::of_evaluation(&self.reference),
            Tab::Contract => Exporting::of_contracts(&self.reference),
            Tab::Timeline => of_tender(Shown::Days).meaning(Format::Ics),
            Tab::Journal => of_tender(Shown::Journal),
        }
    }

    /// Follows a click on a line.
    fn pointed(&mut self, pane: usize, at: usize) -> Effect {
        let inside = self.inside();
        let Some(view) = &self.view else { return Effect::None };
        match self.tab {
            Tab::Walk => {
                self.walk.point((pane, at), view, inside);
                Effect::None
            }
            Tab::Facts => Effect::None,
            Tab::Evaluation => self.evaluation.point(at, inside),
            Tab::Contract => self.contract.point(at, view, inside, name_in(&self.officer)),
            Tab::Outcomes => self.outcomes.point(at, view, inside),
            Tab::Timeline => self.timeline.point((pane, at), view, inside),
            Tab::Journal => self.journal.point(at),
        }
    }

    fn command(&mut self, command: Command) -> Effect {
        let inside = self.inside();
        if self.tab == Tab::Walk && command == Command::Filter {
            self.walk.focus_items();
        }
        let found = self.found();
        match self.filter_mut().map_or(Followed::Not, |filter| filter.follow(command)) {
            Followed::Not => {}
            // The filter's line may have come or gone, and the window with it.
            Followed::Kept if self.tab == Tab::Journal => {
                return self.journal.read(&self.reference, inside.1);
            }
            Followed::Kept => return Effect::None,
            // The filter went away; what it found stays selected.
            Followed::Changed => {
                let effect = self.refiltered();
                match (found, &self.view) {
                    (Found::Item(id), Some(view)) => self.walk.go_to(view, &id, inside),
                    (Found::Outcome(id), Some(view)) => self.outcomes.go_to(view, &id, inside),
                    _ => {}
                }
                return effect;
            }
        }
        let Some(view) = &self.view else {
            return if command == Command::Back { Effect::Pop } else { Effect::None };
        };
        let tab = match command {
            Command::FirstTab => Some(Tab::Walk),
            Command::SecondTab => Some(Tab::Facts),
            Command::ThirdTab => Some(Tab::Outcomes),
            Command::FourthTab => Some(Tab::Evaluation),
            Command::FifthTab => Some(Tab::Contract),
            Command::SixthTab => Some(Tab::Timeline),
            Command::SeventhTab => Some(Tab::Journal),
            _ => None,
        };
        if let Some(tab) = tab {
            self.tab = tab;
            return self.read();
        }
        match command {
            Command::Back => Effect::Pop,
            Command::Search => Effect::Push(Place::Search),
            Command::Export => Effect::Push(Place::Export(self.exporting())),
            Command::State => Effect::Push(state_choices(view)),
            Command::Statute => statute(view),
            Command::Wait => timeline::waiting(view),
            Command::Edit => Effect::Push(Place::EditFacts {
                reference: self.reference.clone(),
                title: view.title.clone(),
                facts: view.facts.clone(),
                policy: view.pack.policy.id.clone(),
                asks_impact: view.pack.asks_impact(),
                version: view.version,
            }),
            command => match self.tab {
                Tab::Walk => self.walk.command(command, view, inside),
                Tab::Facts => self.facts.command(command, view, inside),
                Tab::Outcomes => self.outcomes.command(command, view, inside),
                Tab::Evaluation => self.evaluation.command(command, inside),
                Tab::Contract => {
                    self.contract.command(command, view, inside, name_in(&self.officer))
                }
                Tab::Timeline => self.timeline.command(command, view, self.today, inside),
                Tab::Journal => self.journal.command(command, &self.reference, inside),
            },
        }
    }
}

/// What a change of facts has changed in what the policy requires, as a sentence.
fn what_changed(before: &ProcurementView, now: &ProcurementView) -> Option<String> {
    if let Some(words) = newly_broken(before, now) {
        return Some(words);
    }
    if before.facts == now.facts || before.statute_left_out != now.statute_left_out {
        return None;
    }
    let told = |view: &ProcurementView| {
        let found = &view.determination;
        let mut lines = assessment::summary(found);
        lines.push(format!("Required items: {}", found.required_words()));
        lines
    };
    let (old, new) = (told(before), told(now));
    let changes: Vec<&str> =
        new.iter().filter(|line| !old.contains(line)).map(String::as_str).collect();
    Some(if changes.is_empty() {
        "What the policy requires stays the same.".to_owned()
    } else {
        format!("What follows from the facts now: {}.", changes.join("; "))
    })
}

/// Leaves the statute out, with a reason, or lets it apply again.
fn statute(view: &ProcurementView) -> Effect {
    if view.statute_left_out.is_some() {
        return Effect::Perform {
            reference: view.reference.to_string(),
            act: Act::ApplyStatute,
            seen: view.version,
        };
    }
    Effect::Push(Place::Prompt(Prompt {
        title: "Why leave the statute out?".to_owned(),
        explain: LEAVING_OUT.to_owned(),
        initial: String::new(),
        reference: view.reference.to_string(),
        seen: view.version,
        then: Then::LeaveOutStatute,
    }))
}

/// The first statutory time limit that was kept, or open, before and is not kept now.
fn newly_broken(before: &ProcurementView, now: &ProcurementView) -> Option<String> {
    let broken = |view: &ProcurementView, id: &str| {
        let mut limits = view.limits.iter();
        limits.any(|limit| limit.id == id && limit.standing == LimitStanding::Broken)
    };
    let limit =
        now.limits.iter().find(|limit| broken(now, &limit.id) && !broken(before, &limit.id))?;
    let asks = limit.asks()?;
    Some(format!("A time limit of the statute is not kept. {asks}. {}", limit.clause))
}

/// What can become of a procurement as a whole.
fn state_choices(view: &ProcurementView) -> Place {
    let prompt = |state: ProcurementState, explain: &str| {
        Effect::Push(Place::Prompt(Prompt {
            title: format!("Why {} {}?", state.deed(), view.reference),
            explain: explain.to_owned(),
            initial: String::new(),
            reference: view.reference.to_string(),
            seen: view.version,
            then: Then::State(state),
        }))
    };
    let resume = (
        "Resume it".to_owned(),
        prompt(
            ProcurementState::Active,
            "The tender can be worked on again. Say why it is resumed.",
        ),
    );
    let mut choices = match view.state {
        ProcurementState::Active => vec![
            (
                "Pause it".to_owned(),
                prompt(
                    ProcurementState::Paused,
                    "Nothing can be changed until it is resumed. Say why, and until when.",
                ),
            ),
            (
                "Cancel it".to_owned(),
                prompt(
                    ProcurementState::Cancelled,
                    "The tender is given up; everything in it is kept. Say why.",
                ),
            ),
            match view.progress().stage {
                Some(stage) => (
                    format!("Close it (not yet: stage {stage} is open)"),
                    Effect::Notify(Notice::warning(format!(
                        "Close or skip every stage first; stage {stage} is open. Cancelling is possible at any time."
                    ))),
                ),
                None => (
                    "Close it".to_owned(),
                    prompt(
                        ProcurementState::Closed,
                        "The tender is finished; every stage must be closed or skipped. Say how it ended.",
                    ),
                ),
            },
        ],
        _ => vec![resume],
    };
    if view.state == ProcurementState::Active && view.progress().stage.is_none() {
        // At the end of the cycle closing is what is meant.
        choices.rotate_right(1);
    }
    let explain = match &view.state_reason {
        Some(reason) if view.state != ProcurementState::Active => {
            format!("The tender is {}: {reason}", view.state)
        }
        _ => format!("The tender is {}.", view.state),
    };
    Place::Choose(Choose { title: format!("State of {}", view.reference), explain, choices })
}

impl Screen for ProcurementScreen {
    fn title(&self) -> &'static str {
        match self.tab {
            Tab::Walk => "Walk",
            Tab::Facts => "Facts",
            Tab::Outcomes => "Outcomes",
            Tab::Evaluation => "Evaluation",
            Tab::Contract => "Contract",
            Tab::Timeline => "Timeline",
            Tab::Journal => "Journal",
        }
    }

    fn reference(&self) -> Option<&str> {
        Some(&self.reference)
    }

    fn findable(&self) -> Vec<Finding> {
        self.view.as_deref().map_or_else(Vec::new, finding::in_tender)
    }

    fn takes_text(&self) -> bool {
        self.filter().is_some_and(FilterLine::is_typing)
    }

    fn commands(&self) -> Vec<Offer> {
        if self.takes_text() {
            return FilterLine::offers_while_typing();
        }
        let mut offers = match (&self.view, self.tab) {
            (None, _) => Vec::new(),
            (Some(view), Tab::Walk) => self.walk.commands(view),
            (Some(view), Tab::Facts) => facts::FactsTab::commands(view),
            (Some(view), Tab::Outcomes) => self.outcomes.commands(view),
            (Some(_), Tab::Evaluation) => self.evaluation.commands(),
            (Some(view), Tab::Contract) => self.contract.commands(view),
            (Some(view), Tab::Timeline) => self.timeline.commands(view),
            (Some(_), Tab::Journal) => self.journal.commands(),
        };
        offers.extend(self.filter().and_then(FilterLine::away));
        let active = self.view.as_ref().is_some_and(|view| view.state.is_workable());
        offers.extend([
            Offer::plain(Command::FirstTab),
            Offer::plain(Command::SecondTab),
            Offer::plain(Command::ThirdTab),
            Offer::plain(Command::FourthTab),
            Offer::plain(Command::FifthTab),
            Offer::plain(Command::SixthTab),
            Offer::plain(Command::SeventhTab),
            Offer::plain(Command::Search),
            Offer::plain(Command::Edit).when(active),
            Offer::plain(Command::Wait).when(active),
            Offer::plain(Command::State),
            Offer::plain(Command::Export),
            Offer::plain(Command::Undo),
            Offer::plain(Command::Redo),
            Offer::useful(Command::Back),
            Offer::useful(Command::Help),
        ]);
        offers
    }

    fn copy(&self) -> Option<(String, String)> {
        let view = self.view.as_ref()?;
        match self.tab {
            Tab::Walk => self.walk.copy(view),
            Tab::Facts => Some(facts::FactsTab::copy(view)),
            Tab::Outcomes => self.outcomes.copy(view),
            Tab::Evaluation => self.evaluation.copy(),
            Tab::Contract => self.contract.copy(),
            Tab::Timeline => self.timeline.copy(view),
            Tab::Journal => self.journal.copy(),
        }
    }

    fn because(&self) -> Option<String> {
        let view = self.view.as_ref()?;
        if !view.state.is_workable() {
            return Some(format!(
                "The tender is {}; {} resumes it.",
                view.state,
                Command::State.key(false)
            ));
        }
        if self.tab == Tab::Walk { self.walk.because(view) } else { None }
    }

    fn update(&mut self, message: Message) -> Effect {
        match message {
            Message::Size { width, height } => {
                self.size = (width, height);
                self.read()
            }
            Message::Changed => self.read(),
            Message::Loaded(Loaded::Procurement { view, today }) => {
                self.today = Some(today);
                self.loaded(view)
            }
            Message::Loaded(Loaded::Evaluation(view)) => {
                let inside = self.inside();
                let draft = self.outcomes.draft(&view);
                self.evaluation.loaded(view, inside);
                draft
            }
            Message::Loaded(Loaded::Contracts(view)) => {
                let inside = self.inside();
                self.contract.loaded(view, inside);
                Effect::None
            }
            Message::Loaded(Loaded::Comparison(compared)) => match &self.view {
                Some(view) => Effect::Push(Place::Reading {
                    title: format!("The facts of {} under every policy", view.reference),
                    sections: comparison::sections(&view.determination, &compared),
                }),
                None => Effect::None,
            },
            Message::Loaded(Loaded::Journal(page)) => {
                let height = self.inside().1;
                let first = page.first;
                self.journal.loaded(page, height);
                // The window has become another one than was read.
                if self.journal.begins_at(first) {
                    Effect::None
                } else {
                    self.journal.read(&self.reference, height)
                }
            }
            Message::Loaded(Loaded::Upgrade(upgrade)) => match (&self.view, upgrade) {
                (Some(view), Some(upgrade)) => {
                    Effect::Push(Place::Upgrade(Upgrading::of(view, upgrade)))
                }
                _ => Effect::None,
            },
            Message::Pointed { pane, at } => self.pointed(pane, at),
            Message::Dragged(columns) => {
                if self.tab == Tab::Timeline {
                    self.timeline.drag(columns);
                }
                Effect::None
            }
            Message::Officer { who, .. } => {
                self.officer = who;
                Effect::None
            }
            Message::Command(command) => self.command(command),
            Message::Key(key) => {
                let changed = self.filter_mut().is_some_and(|filter| filter.key(key));
                if changed { self.refiltered() } else { Effect::None }
            }
            Message::Paste(pasted) => {
                let changed = self.filter_mut().is_some_and(|filter| filter.paste(&pasted));
                if changed { self.refiltered() } else { Effect::None }
            }
            Message::Answer(Answer::Jump(item)) => {
                let inside = self.inside();
                self.tab = Tab::Walk;
                if let Some(view) = &self.view {
                    self.walk.go_to(view, &item, inside);
                }
                Effect::None
            }
            Message::Answer(Answer::ToStage(stage)) => {
                self.tab = Tab::Walk;
                self.walk.focus_items();
                self.walk.go_to_stage(stage);
                Effect::None
            }
            Message::Answer(Answer::ToOutcome(id)) => {
                let inside = self.inside();
                self.tab = Tab::Outcomes;
                if let Some(view) = &self.view {
                    self.outcomes.go_to(view, &id, inside);
                }
                Effect::None
            }
            _ => Effect::None,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let Some(view) = &self.view else {
            header::draw(canvas, &self.reference, &self.officer);
            return;
        };
        header::draw(canvas, &view.pack.policy.short_words(), &self.officer);
        draw_title(canvas, view);
        let cannot_hold = self.today.is_some_and(|today| !view.date_warnings(today).is_empty());
        let asks = view.determination.all_questions().count();
        // What is still to be asked is said wherever the officer is.
        let named = |in_words: bool| {
            TABS.map(|(tab, name)| match (tab, asks) {
                (Tab::Facts, 1..) if in_words => format!("{name}, {asks} to ask"),
                (Tab::Facts, 1..) => format!("{name} ?{asks}"),
                (Tab::Timeline, _) if cannot_hold => {
                    format!("{name} {}", canvas.look.glyphs.attention)
                }
                _ => name.to_owned(),
            })
        };
        // Where it is too much, the figure alone.
        let named_in_words = named(true);
        let fit = tabs::fit(named_in_words.iter().map(String::as_str), canvas.width());
        let names = if fit { named_in_words } else { named(false) };
        let mut tabs = Vec::with_capacity(TABS.len());
        for (name, (tab, _)) in names.into_iter().zip(TABS) {
            tabs.push((name, tab.command()));
        }
        let open = TABS.iter().position(|(tab, _)| *tab == self.tab).unwrap_or(0);
        let column = tabs::draw(canvas, 2, &tabs, open);
        let progress = view.progress();
        let place = match progress.stage {
            Some(stage) => format!("at stage {stage}, {} of 13 settled ", progress.settled),
            None => match view.stages.iter().filter(|stage| stage.needs_attention()).count() {
                0 => "all 13 stages settled ".to_owned(),
                1 => "all settled, but 1 stage has open items ".to_owned(),
                more => format!("all settled, but {more} stages have open items "),
            },
        };
        // Where the whole sentence does not fit beside the tabs, the figure does.
        let short = format!("{}/13 settled ", progress.settled);
        let room = canvas.width().saturating_sub(column);
        if let Some(shown) = [place, short].iter().find(|shown| text::width(shown) <= room) {
            canvas.text_right(2, shown, theme.dim);
        }
        canvas.rule(3);
        let unread = self.contract.unread();
        if self.tab == Tab::Walk && unread > 0 && self.begins() {
            let (of, left, them) = match unread {
                1 => ("A similar tender", "1 lesson".to_owned(), "it"),
                more => ("Similar tenders", format!("{more} lessons"), "them"),
            };
            let (tab, key) = (Command::FifthTab.key(false), Command::Lessons.key(false));
            let words = format!(
                " {} {of} left {left}: {tab}, then {key}, to read {them} ",
                canvas.look.glyphs.attention
            );
            canvas.text(3, 2, &words, theme.warning);
        }
        let (width, height) = (canvas.width(), canvas.height().saturating_sub(ABOVE));
        let mut inside = canvas.part(0, 4, width, height);
        match self.tab {
            Tab::Walk => self.walk.draw(&mut inside, view),
            Tab::Facts => self.facts.draw(&mut inside, view),
            Tab::Outcomes => self.outcomes.draw(&mut inside, view),
            Tab::Evaluation => self.evaluation.draw(&mut inside, view),
            Tab::Contract => self.contract.draw(&mut inside, view),
            Tab::Timeline => self.timeline.draw(&mut inside, view, self.today),
            Tab::Journal => self.journal.draw(&mut inside),
        }
    }
}

/// Reference and title on the left; type, value and state on the right.
fn draw_title(canvas: &mut Canvas<'_>, view: &ProcurementView) {
    let theme = canvas.look.theme;
    let opted_out = if view.opt_out.is_some() { ", opted out" } else { "" };
    let active = view.state == ProcurementState::Active && view.opt_out.is_none();
    let (contract, value) = (view.facts.contract_type, view.facts.value);
    let right = format!("{contract}  {value}  {}{opted_out} ", view.state);
    let width = text::width(&right);
    let room = canvas.width().saturating_sub(width + 2);
    let title =
        text::fit(&format!("{}  {}", view.reference, view.title), room, canvas.look.glyphs.cut);
    canvas.text(1, 1, &title, theme.title);
    canvas.text_right(1, &right, if active { theme.text } else { theme.warning });
}
