//! The walk: a rail of the 13 stages, the stage's checklist, and the item in full.

use crate::domain::{ItemId, ItemState, ProcurementState, StageNo, StageState};
use crate::register::{Act, ItemView, ProcurementView, StageView};
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::dialog::choose::Choose;
use crate::tui::dialog::prompt::{Prompt, Then};
use crate::tui::dialog::reading;
use crate::tui::effect::{Effect, Notice, Place};
use crate::tui::screen::assessment;
use crate::tui::screen::procurement::{checklist, detail, rail};
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::filter::FilterLine;
use crate::tui::widget::scroll::Scroll;

/// Which pane has the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Pane {
    Rail,
    #[default]
    Items,
    Detail,
}

/// Where the officer stands in the walk.
#[derive(Debug, Default)]
pub(super) struct Walk {
    stage: Option<StageNo>,
    items: Scroll,
    pane: Pane,
    detail: Scroll,
    good_practice: bool,
    /// The filter of the stage's checklist; another stage begins without one.
    pub(super) filter: FilterLine,
}

/// How the panes share the tab.
pub(super) struct Layout {
    pub(super) rail: usize,
    /// Width and height of the checklist.
    pub(super) items: (usize, usize),
    /// Column and row where the item in full begins, its width and height.
    pub(super) detail: (usize, usize, usize, usize),
}

impl Layout {
    pub(super) const fn of((width, height): (usize, usize)) -> Self {
        let rail = if width >= 110 { 36 } else { 32 };
        let rest = width.saturating_sub(rail + 1);
        if width >= 130 {
            let items = rest / 2;
            let column = rail + 1 + items + 1;
            Self {
                rail,
                items: (items, height),
                detail: (column, 0, width.saturating_sub(column), height),
            }
        } else {
            let items = (height * 2) / 5;
            let items = if items < 5 { 5 } else { items };
            Self {
                rail,
                items: (rest, items),
                detail: (rail + 1, items + 1, rest, height.saturating_sub(items + 1)),
            }
        }
    }

    /// How many lines of the checklist are items: the first two are the stage's own.
    pub(super) const fn item_rows(&self) -> usize {
        self.items.1.saturating_sub(checklist::ABOVE)
    }
}

/// The item of the officer's own that has been added between two views.
pub(super) fn added(before: &ProcurementView, now: &ProcurementView) -> Option<ItemId> {
    let items = now.stages.iter().flat_map(|stage| &stage.items);
    let new = |item: &&ItemView| item.is_own() && before.item(&item.id).is_none();
    items.into_iter().find(new).map(|item| item.id.clone())
}

impl Walk {
    /// Begins at the first open stage, at its first open item.
    pub(super) fn begin(&mut self, view: &ProcurementView) {
        self.go_to_stage(view.progress().stage.unwrap_or(StageNo::LAST));
        self.pane = Pane::Items;
        let listed = self.listed(view);
        let open = listed.iter().position(|item| item.holds_up());
        let open = open.or_else(|| listed.iter().position(|item| !item.state.is_settled()));
        self.items = Scroll { selected: open.unwrap_or(0), offset: 0 };
    }

    /// Whether the stage in sight was open before and is settled now.
    pub(super) fn has_been_settled(&self, before: &ProcurementView, now: &ProcurementView) -> bool {
        let settled =
            |view: &ProcurementView| self.stage(view).is_some_and(|stage| stage.state.is_settled());
        !settled(before) && settled(now)
    }

    /// Keeps the place inside what is there.
    pub(super) fn keep(&mut self, view: &ProcurementView, size: (usize, usize)) {
        let count = self.listed(view).len();
        self.items.keep(count, Layout::of(size).item_rows());
    }

    /// Goes to a stage, at the top of its whole checklist.
    pub(super) fn go_to_stage(&mut self, stage: StageNo) {
        self.stage = Some(stage);
        self.items = Scroll::default();
        self.detail = Scroll::default();
        self.filter = FilterLine::default();
    }

    /// Follows a filter that has become another one.
    pub(super) fn refiltered(&mut self) {
        self.items = Scroll::default();
        self.detail = Scroll::default();
    }

    /// Gives the keyboard to the checklist, which is about to be filtered.
    pub(super) const fn focus_items(&mut self) {
        self.pane = Pane::Items;
    }

    pub(super) fn go_to(&mut self, view: &ProcurementView, id: &ItemId, size: (usize, usize)) {
        let Some(item) = view.item(id) else { return };
        if self.stage != Some(item.stage) || !self.filter.needle().matches(&item.text) {
            self.go_to_stage(item.stage);
        }
        if item.is_off() {
            self.good_practice = true;
        }
        let place = self.listed(view).iter().position(|listed| listed.id == *id);
        self.items.selected = place.unwrap_or(0);
        self.pane = Pane::Items;
        self.detail = Scroll::default();
        self.keep(view, size);
    }

    fn number(&self) -> StageNo {
        self.stage.unwrap_or(StageNo::FIRST)
    }

    fn stage<'a>(&self, view: &'a ProcurementView) -> Option<&'a StageView> {
        view.stage(self.number())
    }

    /// The items of the stage that can be shown.
    fn all<'a>(&self, view: &'a ProcurementView) -> impl Iterator<Item = &'a ItemView> {
        let items = self.stage(view).map(|stage| stage.items.as_slice()).unwrap_or_default();
        items.iter().filter(|item| self.good_practice || !item.is_off())
    }

    /// The items of the stage that are shown: those that the filter leaves.
    fn listed<'a>(&self, view: &'a ProcurementView) -> Vec<&'a ItemView> {
        let needle = self.filter.needle();
        self.all(view).filter(|item| needle.matches(&item.text)).collect()
    }

    /// The item that is selected.
    pub(super) fn selected(&self, view: &ProcurementView) -> Option<ItemId> {
        self.item(view).map(|item| item.id.clone())
    }

    fn item<'a>(&self, view: &'a ProcurementView) -> Option<&'a ItemView> {
        self.listed(view).get(self.items.selected).copied()
    }

    pub(super) fn commands(&self, view: &ProcurementView) -> Vec<Offer> {
        let active = view.state.is_workable();
        let item = self.item(view);
        let on_item = active && item.is_some();
        let stage = self.stage(view);
        let open = stage.is_some_and(|stage| stage.state == StageState::Open);
        let settled = stage.is_some_and(|stage| stage.state.is_settled());
        let ruled_out = item.is_some_and(|item| item.state == ItemState::NotApplicable);
        let good = stage.is_some_and(|stage| stage.items.iter().any(|item| item.good_practice));
        let has_evidence = item.is_some_and(|item| !item.evidence.is_empty() || item.is_own());
        let ticked = item.is_some_and(|item| item.state == ItemState::Done);
        let first_open = view.progress().stage == Some(self.number());
        let ready =
            open && first_open && stage.is_some_and(|stage| stage.holding_up().next().is_none());
        let mut offers = Vec::new();
        if ready && active {
            // What the stage is waiting for now comes first.
            offers.push(Offer::useful(Command::CloseStage));
        }
        if !active || view.progress().stage.is_none() {
            offers.push(Offer::useful(Command::State).called(match view.state {
                ProcurementState::Active => "close the tender",
                _ => "resume",
            }));
        }
        offers.extend([
            Offer::useful(Command::Tick)
                .called(match (ticked, ruled_out) {
                    (true, _) => "untick",
                    (_, true) => "reopen",
                    _ => "tick",
                })
                .when(on_item),
            Offer::useful(Command::Evidence).when(on_item),
            Offer::useful(Command::RuleOut).when(on_item && !ruled_out),
            Offer::useful(Command::NextOpen),
            Offer::useful(Command::CloseStage).when(active && open),
            Offer::useful(Command::ReopenStage).when(active && (settled || ruled_out)),
            Offer::useful(Command::Why),
            Offer::plain(Command::Note).when(on_item),
            Offer::plain(Command::SkipStage).when(active && open),
            Offer::plain(Command::AddItem).when(active && open),
            Offer::plain(Command::Delete).when(active && has_evidence),
            Offer::plain(Command::GoodPractice).when(good),
            Offer::plain(Command::Open).called("read the item").when(item.is_some()),
            Offer::plain(Command::Filter).when(self.all(view).next().is_some()),
            Offer::plain(Command::Left),
            Offer::plain(Command::Right),
            Offer::plain(Command::NextPane),
            Offer::plain(Command::PreviousPane),
        ]);
        offers.extend(MOVING);
        offers
    }

    /// Follows a click on a line of a pane; what was selected already is opened.
    pub(super) fn point(
        &mut self,
        (pane, at): (usize, usize),
        view: &ProcurementView,
        size: (usize, usize),
    ) {
        if pane == Pane::Rail as usize {
            if self.number().index() == at {
                self.pane = if self.pane == Pane::Rail { Pane::Items } else { Pane::Rail };
                return;
            }
            self.pane = Pane::Rail;
            self.stage = StageNo::all().nth(at);
            self.items = Scroll::default();
            self.detail = Scroll::default();
        } else if pane == Pane::Items as usize {
            if self.pane == Pane::Items && self.items.selected == at {
                self.pane = Pane::Detail;
                return;
            }
            self.pane = Pane::Items;
            if self.items.selected != at {
                self.items.selected = at;
                self.detail = Scroll::default();
            }
            self.keep(view, size);
        } else {
            self.pane = Pane::Detail;
        }
    }

    /// What is selected in the pane with the keyboard.
    pub(super) fn copy(&self, view: &ProcurementView) -> Option<(String, String)> {
        match self.pane {
            Pane::Rail => {
                let stage = self.stage(view)?;
                let (settled, all) = stage.progress();
                let (number, name) = (stage.number, stage.number.name());
                let words = format!("Stage {number}, {name}: {}, {settled}/{all}", stage.state);
                Some(("the stage".to_owned(), words))
            }
            Pane::Items => Some(("the item".to_owned(), self.item(view)?.text.clone())),
            Pane::Detail => {
                let sections = detail::sections(self.item(view)?);
                let lines = sections.into_iter().flat_map(|section| {
                    let lines = section.lines.into_iter().map(|(_, line)| line);
                    std::iter::once(section.heading).chain(lines).collect::<Vec<String>>()
                });
                Some(("the item".to_owned(), lines.collect::<Vec<String>>().join("\n")))
            }
        }
    }

    /// Why some of what is offered is not possible on this stage.
    pub(super) fn because(&self, view: &ProcurementView) -> Option<String> {
        let stage = self.stage(view)?;
        match stage.state {
            StageState::Open if stage.items.is_empty() => {
                Some(format!("Stage {} has no items.", stage.number))
            }
            StageState::Open => None,
            state => {
                let reopen = Command::ReopenStage.key(false);
                Some(format!("Stage {} is {state}; {reopen} reopens it.", stage.number))
            }
        }
    }

    pub(super) fn command(
        &mut self,
        command: Command,
        view: &ProcurementView,
        size: (usize, usize),
    ) -> Effect {
        match command {
            Command::Left => self.pane = Pane::Rail,
            Command::Right if self.pane == Pane::Rail => self.pane = Pane::Items,
            Command::Right | Command::Open if self.pane == Pane::Items => self.pane = Pane::Detail,
            Command::Open if self.pane == Pane::Rail => self.pane = Pane::Items,
            Command::Open => self.pane = Pane::Items,
            Command::NextPane => {
                self.pane = match self.pane {
                    Pane::Rail => Pane::Items,
                    Pane::Items => Pane::Detail,
                    Pane::Detail => Pane::Rail,
                }
            }
            Command::PreviousPane => {
                self.pane = match self.pane {
                    Pane::Rail => Pane::Detail,
                    Pane::Items => Pane::Rail,
                    Pane::Detail => Pane::Items,
                }
            }
            Command::GoodPractice => {
                self.good_practice = !self.good_practice;
                self.keep(view, size);
            }
            Command::NextOpen => return self.next_open(view, size),
            Command::Why => return Effect::Push(self.why(view)),
            Command::Tick => return self.tick(view),
            Command::RuleOut => {
                return self.ask_item(
                    view,
                    "Why does it not apply?",
                    |item| {
                        (format!("“{}” is ruled out. Say why, for an auditor.", item.text), None)
                    },
                    |item| Then::RuleOut(item.id.clone()),
                );
            }
            Command::Evidence => {
                return self.ask_item(
                    view,
                    "Attach evidence",
                    |item| {
                        let wanted = if item.wanted.is_empty() {
                            format!("For “{}”.", item.text)
                        } else {
                            format!(
                                "For “{}”. What will satisfy an auditor: {}",
                                item.text, item.wanted
                            )
                        };
                        (wanted, None)
                    },
                    |item| Then::Attach(item.id.clone()),
                );
            }
            Command::Note => {
                return self.ask_item(
                    view,
                    "A note on the item",
                    |item| (format!("On “{}”.", item.text), item.note.clone()),
                    |item| Then::Note(item.id.clone()),
                );
            }
            Command::CloseStage => return self.close_stage(view),
            Command::SkipStage => {
                let explain =
                    format!("Stage {} is passed over with its open items. Say why.", self.number());
                return ask(view, "Why skip the stage?", explain, Then::SkipStage(self.number()));
            }
            Command::ReopenStage => return self.reopen(view),
            Command::AddItem => {
                let explain =
                    format!("An item of your own in stage {}: what is to be done?", self.number());
                return ask(view, "Add an item", explain, Then::AddItem(self.number()));
            }
            Command::Delete => return self.delete(view),
            command => self.follow(command, view, size),
        }
        Effect::None
    }

    fn follow(&mut self, command: Command, view: &ProcurementView, size: (usize, usize)) {
        let layout = Layout::of(size);
        match self.pane {
            Pane::Rail => {
                let stages = StageNo::all().len();
                let mut scroll = Scroll { selected: self.number().index(), offset: 0 };
                let moved = scroll.follow(command, stages, stages);
                if let Some(stage) = StageNo::all().nth(scroll.selected).filter(|_| moved) {
                    self.go_to_stage(stage);
                }
            }
            Pane::Items => {
                let count = self.listed(view).len();
                if self.items.follow(command, count, layout.item_rows()) {
                    self.detail = Scroll::default();
                }
            }
            Pane::Detail => {
                let (_, _, width, height) = layout.detail;
                let sections = self.item(view).map_or_else(Vec::new, detail::sections);
                let length = reading::count(&sections, width.saturating_sub(2));
                self.detail.follow_text(command, length, height);
            }
        }
    }

    fn next_open(&mut self, view: &ProcurementView, size: (usize, usize)) -> Effect {
        let here = self.item(view).map(|item| item.id.clone());
        let Some(next) = view.next_open((self.number(), here.as_ref())) else {
            let words = match view.progress().stage {
                None if view.state.is_workable() => {
                    let state = Command::State.key(false);
                    format!(
                        "Everything is done: all 13 stages are settled. {state} closes the tender."
                    )
                }
                None => format!("Everything is done, and the tender is {}.", view.state),
                Some(stage) => {
                    self.go_to_stage(stage);
                    let close = Command::CloseStage.key(false);
                    format!("No item is open any more. Stage {stage} can be closed with {close}.")
                }
            };
            return Effect::Notify(Notice::done(words));
        };
        if here.as_ref() == Some(&next.id) {
            return Effect::Notify(Notice::done("This is the only item that is open."));
        }
        let left = view.progress().stage.filter(|first| *first < next.stage);
        let id = next.id.clone();
        self.go_to(view, &id, size);
        match left {
            Some(first) => match view.stage(first).map_or(0, |stage| stage.holding_up().count()) {
                0 => Effect::Notify(Notice::done(format!(
                    "Stage {first} is ready: {} closes it.",
                    Command::CloseStage.key(false)
                ))),
                1 => Effect::Notify(Notice::warning(format!(
                    "Stage {first} still has a required item that is open."
                ))),
                more => Effect::Notify(Notice::warning(format!(
                    "Stage {first} still has {more} required items that are open."
                ))),
            },
            None => Effect::None,
        }
    }

    fn why(&self, view: &ProcurementView) -> Place {
        let mut sections = Vec::new();
        if let Some(item) = self.item(view) {
            sections.push(assessment::of_item(item));
        }
        sections.extend(assessment::sections(
            &view.determination,
            Some(&view.pack),
            view.facts.quality_share,
        ));
        Place::Reading { title: format!("Why: {}", view.pack.policy.title), sections }
    }

    fn tick(&self, view: &ProcurementView) -> Effect {
        let Some(item) = self.item(view) else { return Effect::None };
        let item_id = item.id.clone();
        let act = match item.state {
            ItemState::Open => Act::TickItem { item: item_id },
            ItemState::Done | ItemState::NotApplicable => Act::UntickItem { item: item_id },
        };
        perform(view, act)
    }

    fn close_stage(&mut self, view: &ProcurementView) -> Effect {
        // Stages are closed in order: the key means the one whose turn it is.
        if let Some(first) = view.progress().stage.filter(|first| *first < self.number()) {
            self.go_to_stage(first);
        }
        let Some(stage) = self.stage(view) else { return Effect::None };
        if stage.holding_up().next().is_some() {
            // The register refuses and says why, in one place for every door.
            return perform(view, Act::CloseStage { stage: stage.number, note: None });
        }
        let known = stage.before_closing();
        let explain = format!("{known} A note on the stage is welcome, and may be left out.");
        let title = format!("Close stage {}?", stage.number);
        ask(view, &title, explain, Then::CloseStage(stage.number))
    }

    fn reopen(&self, view: &ProcurementView) -> Effect {
        let settled = self.stage(view).is_some_and(|stage| stage.state.is_settled());
        if settled {
            let explain = format!("Stage {} is opened again. Say why.", self.number());
            return ask(view, "Why reopen the stage?", explain, Then::ReopenStage(self.number()));
        }
        match self.item(view) {
            Some(item) if item.state == ItemState::NotApplicable => {
                perform(view, Act::UntickItem { item: item.id.clone() })
            }
            _ => Effect::None,
        }
    }

    fn delete(&self, view: &ProcurementView) -> Effect {
        let Some(item) = self.item(view) else { return Effect::None };
        let mut choices: Vec<(String, Effect)> = item
            .evidence
            .iter()
            .map(|evidence| {
                let words = crate::domain::text::visible(evidence.kind.summary());
                let label = format!("{}: {words}", evidence.kind.word());
                (label, perform(view, Act::Detach { evidence: evidence.uid }))
            })
            .collect();
        if item.is_own() {
            let act = Act::RemoveItem { item: item.id.clone() };
            choices
                .push(("the item itself, with all that is on it".to_owned(), perform(view, act)));
        }
        Effect::Push(Place::Choose(Choose {
            title: "Take away".to_owned(),
            explain: format!(
                "What is taken away stays in the journal, and {} brings it back.",
                Command::Undo.key(false)
            ),
            choices,
        }))
    }

    fn ask_item(
        &self,
        view: &ProcurementView,
        title: &str,
        explain: impl Fn(&ItemView) -> (String, Option<String>),
        then: impl Fn(&ItemView) -> Then,
    ) -> Effect {
        let Some(item) = self.item(view) else { return Effect::None };
        let (explain, initial) = explain(item);
        Effect::Push(Place::Prompt(Prompt {
            title: title.to_owned(),
            explain,
            initial: initial.unwrap_or_default(),
            reference: view.reference.to_string(),
            seen: view.version,
            then: then(item),
        }))
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, view: &ProcurementView) {
        let layout = Layout::of((canvas.width(), canvas.height()));
        let height = canvas.height();
        let mut part = canvas.part(0, 0, layout.rail, height);
        rail::draw(&mut part, view, self.number(), self.pane == Pane::Rail);
        canvas.rule_down(layout.rail);
        let (width, rows) = layout.items;
        let listed = checklist::Listed {
            items: self.listed(view),
            all: self.all(view).count(),
            filter: &self.filter,
        };
        // A stage without items has nothing to show below: what is said of it gets the room.
        let rows = if listed.items.is_empty() { canvas.height() } else { rows };
        let mut part = canvas.part(layout.rail + 1, 0, width, rows);
        if let Some(stage) = self.stage(view) {
            let focused = self.pane == Pane::Items;
            let first_open = view.progress().stage;
            checklist::draw(&mut part, stage, first_open, &listed, self.items, focused);
        }
        if listed.items.is_empty() {
            return;
        }
        let (column, row, width, rows) = layout.detail;
        if row > 0 {
            let mut rule = canvas.part(layout.rail + 1, row - 1, width, 1);
            rule.rule(0);
        } else {
            canvas.rule_down(column - 1);
        }
        let mut part = canvas.part(column + 1, row, width.saturating_sub(1), rows);
        if let Some(item) = self.item(view) {
            detail::draw(&mut part, item, self.detail.offset, self.pane == Pane::Detail);
        }
    }
}

fn perform(view: &ProcurementView, act: Act) -> Effect {
    Effect::Perform { reference: view.reference.to_string(), act, seen: view.version }
}

fn ask(view: &ProcurementView, title: &str, explain: String, then: Then) -> Effect {
    Effect::Push(Place::Prompt(Prompt {
        title: title.to_owned(),
        explain,
        initial: String::new(),
        reference: view.reference.to_string(),
        seen: view.version,
        then,
    }))
}
