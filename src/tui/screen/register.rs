//! The register: the list of procurements, which is home.

use crate::domain::ProcurementState;
use crate::register::{Filter, List, ListRow, Sort, SortBy, grouped, tenders};
use crate::tui::Look;
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::dialog::export::Exporting;
use crate::tui::effect::{Effect, Loaded, Message, Place, Query};
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::{Canvas, Target};
use crate::tui::widget::filter::{FilterLine, Followed};
use crate::tui::widget::matching;
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::{header, text};

/// The screen.
pub(crate) struct RegisterScreen {
    officer: String,
    /// For whom the officer buys, where that is set.
    authority: String,
    list: List,
    filter: FilterLine,
    sort: Sort,
    scroll: Scroll,
    height: usize,
    loaded: bool,
    /// The tender that was opened last: the list keeps to it when its order changes.
    opened: Option<String>,
    /// Whether the window that was asked for is the one around it.
    around: bool,
    /// Whether these are samples that the officer looks around in.
    visiting: bool,
}

/// The ways to begin with an empty register.
const WAYS: [(Command, &str); 5] = [
    (
        Command::New,
        "Start your first tender. You give it a title, your policy and its value, and are told what the policy requires and why.",
    ),
    (
        Command::LookAround,
        "Look around in samples: eleven tenders under five policies, thrown away when you come back.",
    ),
    (Command::Import, "Import a list of tenders from a workbook or CSV."),
    (Command::Tour, "Take the tour: five steps, to be left at any time."),
    (Command::Settings, "See your settings: your name, colours, keys."),
];

/// Rows above the list: header, a blank row, column heads.
const ABOVE: usize = 3;
/// Rows below the list: a rule and the selected procurement in full.
const BELOW: usize = 5;

impl RegisterScreen {
    pub(crate) fn new(officer: &str) -> Self {
        Self {
            officer: officer.to_owned(),
            authority: String::new(),
            list: List::default(),
            filter: FilterLine::default(),
            sort: Sort::default(),
            scroll: Scroll::default(),
            height: 10,
            loaded: false,
            opened: None,
            around: false,
            visiting: false,
        }
    }

    /// The same on samples that the officer looks around in.
    pub(crate) const fn visiting(mut self) -> Self {
        self.visiting = true;
        self
    }

    fn read(&self) -> Effect {
        Effect::Read(Query::List {
            filter: Filter { words: self.filter.words().to_owned() },
            sort: self.sort,
            first: self.scroll.offset,
            most: self.height,
        })
    }

    fn selected(&self) -> Option<&ListRow> {
        self.list.rows.get(self.scroll.selected.checked_sub(self.list.first)?)
    }

    /// What can be exported from here.
    fn exporting(&self) -> Exporting {
        let selected = self.selected().map(|row| row.reference.to_string());
        Exporting::of_register(selected.as_deref(), self.filter.words(), &self.matching())
    }

    /// How many tenders are shown, in words.
    fn matching(&self) -> String {
        let more = if self.list.more { "more than " } else { "" };
        format!("{more}{}", grouped(self.list.matching))
    }

    fn command(&mut self, command: Command) -> Effect {
        match self.filter.follow(command) {
            Followed::Not => {}
            Followed::Kept => return Effect::None,
            Followed::Changed => return self.stay(),
        }
        match command {
            Command::New => Effect::Push(Place::NewTender),
            Command::Dashboard => Effect::Push(Place::Dashboard),
            Command::Open => match self.selected().map(|row| row.reference.to_string()) {
                Some(reference) => {
                    self.opened = Some(reference.clone());
                    Effect::Push(Place::Procurement { reference, new: false })
                }
                None => Effect::None,
            },
            Command::Sort => {
                self.sort = Sort { by: next(self.sort.by), reversed: false };
                self.scroll = Scroll::default();
                self.read()
            }
            Command::ReverseSort => {
                self.sort.reversed = !self.sort.reversed;
                self.scroll = Scroll::default();
                self.read()
            }
            Command::Today => Effect::Push(Place::Today),
            Command::Search => Effect::Push(Place::Search),
            Command::Suppliers => Effect::Push(Place::Suppliers),
            Command::Lessons => Effect::Push(Place::Lessons { reference: None }),
            Command::Import => Effect::Push(Place::Import),
            Command::Export => Effect::Push(Place::Export(self.exporting())),
            Command::Quit => Effect::Quit,
            command => {
                let before = self.scroll.offset;
                self.scroll.follow(command, self.list.matching, self.height);
                if self.scroll.offset == before { Effect::None } else { self.read() }
            }
        }
    }

    /// Reads the list again around the tender that is selected, which it keeps to.
    fn stay(&mut self) -> Effect {
        let selected = self.selected().map(|row| row.reference.to_string());
        let Some(reference) = selected.filter(|_| self.filter.words().is_empty()) else {
            return self.read();
        };
        self.opened = Some(reference.clone());
        self.around = true;
        Effect::Read(Query::ListAround {
            reference,
            above: self.scroll.selected.saturating_sub(self.scroll.offset),
            sort: self.sort,
            most: self.height,
        })
    }

    fn refilter(&mut self) -> Effect {
        self.scroll = Scroll::default();
        self.read()
    }

    fn draw_empty(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        if self.list.total > 0 {
            self.filter.draw_nothing(canvas, ABOVE, 3);
            return;
        }
        let here = "There is no tender in this register yet. Ways to begin:";
        canvas.text(ABOVE, 3, here, theme.title);
        let mut row = ABOVE + 2;
        let room = canvas.width().saturating_sub(10);
        for (command, words) in WAYS {
            canvas.text(row, 3, &command.key(false), theme.accent);
            for line in text::wrap(words, room) {
                canvas.text(row, 8, &line, theme.text);
                canvas.target(row, Target::Command(command));
                row += 1;
            }
            row += usize::from(canvas.height() > 18);
        }
        let help = format!("Help is always one key away:  {}", Command::Help.key(false));
        let gap = canvas.height() <= 18 && row + 1 < canvas.height();
        canvas.text(row + usize::from(gap), 3, &help, theme.text);
    }

    fn draw_list(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let columns = Columns::for_width(canvas.width());
        canvas.text(ABOVE - 1, 0, &columns.heads(self.sort), theme.dim);
        let needle = self.filter.needle();
        for (at, row) in self.list.rows.iter().enumerate() {
            let selected = self.list.first + at == self.scroll.selected;
            let line = columns.row(row, selected, canvas.look);
            let style = match (selected, row.state) {
                (true, _) => theme.selected,
                (false, ProcurementState::Active) => theme.text,
                (false, _) => theme.dim,
            };
            canvas.text(ABOVE + at, 0, &line, style);
            let marked = matching::mark(&theme, style);
            for (column, words, room) in columns.searched(row) {
                let marks = needle.marks(&words);
                canvas.mark((ABOVE + at, column), &words, &marks, room, marked);
            }
            let at_all = self.list.first + at;
            canvas.target(ABOVE + at, Target::Line { pane: 0, at: at_all });
            if selected && !self.filter.is_typing() {
                canvas.cursor(ABOVE + at, 0);
            }
        }
        let top = canvas.height().saturating_sub(BELOW);
        canvas.rule(top);
        if let Some(row) = self.selected() {
            let title = format!("{}  {}", row.reference, row.title);
            canvas.text(top + 1, 1, &title, theme.title);
            let place = match (row.state, row.stage) {
                (ProcurementState::Active, Some(stage)) => {
                    format!("Stage {stage} of 13, {}", stage.short_name())
                }
                (ProcurementState::Active, None) => {
                    "All 13 stages are closed or skipped".to_owned()
                }
                (state, _) => format!("The tender is {state}"),
            };
            let place = format!("{place}; {}, {}", row.policy, row.value);
            canvas.text(top + 2, 1, &place, theme.text);
            let paused =
                format!("resume it with {}, when its time comes", Command::State.key(false));
            let next = match (row.next_text.as_deref(), row.state) {
                (Some(next), _) => next,
                (None, ProcurementState::Closed) => "nothing, it is closed",
                (None, ProcurementState::Cancelled) => "nothing, it is cancelled",
                (None, ProcurementState::Paused) => &paused,
                (None, ProcurementState::Active) => "nothing is left to do",
            };
            let next = format!("Next: {next}");
            for (at, line) in text::wrap(&next, canvas.width().saturating_sub(2)).iter().enumerate()
            {
                canvas.text(top + 3 + at, 1, line, theme.text);
            }
        }
    }
}

/// The column after a column.
const fn next(by: SortBy) -> SortBy {
    match by {
        SortBy::Changed => SortBy::Reference,
        SortBy::Reference => SortBy::Title,
        SortBy::Title => SortBy::Policy,
        SortBy::Policy => SortBy::Value,
        SortBy::Value => SortBy::Stage,
        SortBy::Stage => SortBy::Changed,
    }
}

/// How wide the columns are; those that are 0 are left out.
pub(super) struct Columns {
    reference: usize,
    title: usize,
    policy: usize,
    value: usize,
    stage: usize,
    next: usize,
}

impl Columns {
    pub(super) const fn for_width(width: usize) -> Self {
        let wide = width >= 110;
        let reference = 12;
        let policy = if wide { 18 } else { 0 };
        let value = 14;
        let stage = if wide { 17 } else { 9 };
        let gaps = 2 + 2 * 3 + if wide { 4 } else { 0 };
        let rest = width.saturating_sub(reference + policy + value + stage + gaps);
        // On a narrow window what comes next stands below the list only.
        let title = if wide { rest * 3 / 5 } else { rest };
        Self { reference, title, policy, value, stage, next: rest - title }
    }

    /// The heads, with the direction of the sorted one in words.
    pub(super) fn heads(&self, sort: Sort) -> String {
        let head = |words: &str, by: SortBy| {
            if sort.by == by {
                format!("{words}{}", if sort.reversed { " -" } else { " +" })
            } else {
                words.to_owned()
            }
        };
        let mut line = String::from("  ");
        line += &text::left(&head("Reference", SortBy::Reference), self.reference + 2, "");
        line += &text::left(&head("Title", SortBy::Title), self.title + 2, "");
        if self.policy > 0 {
            line += &text::left(&head("Policy", SortBy::Policy), self.policy + 2, "");
        }
        line += &text::right(&head("Value", SortBy::Value), self.value, "");
        line += "  ";
        line += &text::left(&head("Stage", SortBy::Stage), self.stage, "");
        if self.next > 0 {
            line += "  ";
            line += &text::left("Next", self.next, "");
        }
        line
    }

    /// What the filter looks at, with its column and width: the marks go there.
    fn searched(&self, row: &ListRow) -> Vec<(usize, String, usize)> {
        let clean = crate::domain::text::visible;
        let title = 2 + self.reference + 2;
        let policy = title + self.title + 2;
        let mut searched = vec![
            (2, clean(row.reference.as_str()), self.reference + 1),
            (title, clean(&row.title), self.title),
        ];
        if self.policy > 0 {
            searched.push((policy, clean(&row.policy), self.policy));
        }
        if row.state != ProcurementState::Active {
            let policy = if self.policy > 0 { self.policy + 2 } else { 0 };
            let stage = title + self.title + 2 + policy + self.value + 2;
            searched.push(if self.next > 0 {
                (stage + self.stage + 2, format!("({})", row.state), self.next)
            } else {
                (stage, row.state.to_string(), self.stage)
            });
        }
        searched
    }

    pub(super) fn row(&self, row: &ListRow, selected: bool, look: &Look) -> String {
        let glyphs = look.glyphs;
        let cut = glyphs.cut;
        let clean = crate::domain::text::visible;
        let mut line = format!("{} ", if selected { glyphs.here } else { " " });
        line += &text::left(&clean(row.reference.as_str()), self.reference + 1, cut);
        line += " ";
        line += &text::left(&clean(&row.title), self.title, cut);
        line += "  ";
        if self.policy > 0 {
            line += &text::left(&clean(&row.policy), self.policy, cut);
            line += "  ";
        }
        line += &text::right(&row.value.short(), self.value, cut);
        line += "  ";
        if self.next == 0 {
            let stage = match row.state {
                ProcurementState::Active => stage_bar(row.closed_stages, self.stage, look),
                state => state.to_string(),
            };
            return line + &text::left(&stage, self.stage, cut);
        }
        line += &text::left(&stage_bar(row.closed_stages, self.stage, look), self.stage, cut);
        line += "  ";
        let next = match row.state {
            ProcurementState::Active => {
                row.next_text.clone().unwrap_or_else(|| "nothing left to do".to_owned())
            }
            state => format!("({state})"),
        };
        line += &text::left(&clean(&next), self.next, cut);
        line
    }
}

/// How far a procurement has come: a bar where there is room, and always the figure.
fn stage_bar(settled: u8, columns: usize, look: &Look) -> String {
    let figure = format!("{settled}/13");
    let room = columns.saturating_sub(6).min(10);
    if room < 5 {
        return format!("{figure:>5}");
    }
    let full = (usize::from(settled) * room / 13).min(room);
    format!(
        "{}{} {}",
        look.glyphs.full.repeat(full),
        look.glyphs.empty.repeat(room - full),
        text::right(&figure, 5, "")
    )
}

impl Screen for RegisterScreen {
    fn title(&self) -> &'static str {
        "Register"
    }

    fn takes_text(&self) -> bool {
        self.filter.is_typing()
    }

    fn copy(&self) -> Option<(String, String)> {
        if self.filter.is_typing() {
            return Some(("the filter".to_owned(), self.filter.words().to_owned()));
        }
        let row = self.selected()?;
        let mut parts = vec![row.reference.to_string(), row.title.clone(), row.policy.clone()];
        parts.push(row.value.to_string());
        parts.extend(row.next_text.as_ref().map(|next| format!("next: {next}")));
        Some(("the tender".to_owned(), parts.join("; ")))
    }

    fn commands(&self) -> Vec<Offer> {
        let any = self.list.total > 0;
        if self.filter.is_typing() {
            return FilterLine::offers_while_typing();
        }
        let mut offers = vec![
            Offer::useful(Command::Open).when(self.selected().is_some()),
            Offer::useful(Command::New),
            Offer::useful(Command::Filter).when(any),
            Offer::useful(Command::Today).when(any),
            Offer::useful(Command::Search).when(any),
            Offer::useful(Command::Sort).when(any),
            Offer::plain(Command::ReverseSort).when(any),
            Offer::useful(Command::Suppliers),
            Offer::plain(Command::Lessons),
            Offer::plain(Command::Dashboard),
        ];
        offers.extend(self.filter.away());
        offers.push(Offer::plain(Command::Undo));
        offers.push(Offer::plain(Command::Redo));
        let empty = self.loaded && self.list.total == 0;
        let beside = |command| if empty { Offer::useful(command) } else { Offer::plain(command) };
        if !self.visiting {
            offers.push(beside(Command::LookAround));
            offers.push(beside(Command::Import));
        }
        offers.push(beside(Command::Tour));
        offers.push(beside(Command::Settings));
        offers.push(Offer::plain(Command::Export).when(any));
        offers.push(Offer::plain(Command::Verify));
        offers.push(Offer::plain(Command::BackUp));
        offers.push(if self.visiting {
            Offer::useful(Command::Quit).called("back to your register")
        } else {
            Offer::useful(Command::Quit)
        });
        offers.extend(MOVING);
        offers.push(Offer::useful(Command::Help));
        offers
    }

    fn update(&mut self, message: Message) -> Effect {
        match message {
            Message::Size { height, .. } => {
                self.height = height.saturating_sub(ABOVE + BELOW).max(1);
                self.scroll.keep(self.list.matching, self.height);
                self.read()
            }
            Message::Officer { who, authority } => {
                (self.officer, self.authority) = (who, authority);
                Effect::None
            }
            // What comes and goes above it leaves the selected tender where it is.
            Message::Changed if self.opened.is_none() => self.stay(),
            Message::Changed => self.read(),
            Message::Loaded(Loaded::List(list)) => {
                self.list = list;
                self.loaded = true;
                if std::mem::take(&mut self.around) {
                    self.scroll.offset = self.list.first;
                }
                let before = self.scroll.offset;
                if let Some(opened) = &self.opened {
                    let place =
                        self.list.rows.iter().position(|row| row.reference.as_str() == opened);
                    if let Some(place) = place {
                        self.scroll.selected = self.list.first + place;
                    } else if self.sort == Sort::default() && self.list.first > 0 {
                        // What has just been worked on now leads the list.
                        self.scroll = Scroll::default();
                    }
                }
                self.scroll.keep(self.list.matching, self.height);
                // The list has become shorter than where we stood in it.
                if self.scroll.offset == before { Effect::None } else { self.read() }
            }
            Message::Pointed { at, .. } if at == self.scroll.selected => {
                self.command(Command::Open)
            }
            Message::Pointed { at, .. } => {
                self.opened = None;
                self.scroll.selected = at;
                Effect::None
            }
            Message::Command(command) => {
                self.opened = None;
                self.command(command)
            }
            Message::Key(key) if self.filter.key(key) => self.refilter(),
            Message::Paste(pasted) if self.filter.paste(&pasted) => self.refilter(),
            _ => Effect::None,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let place = if self.authority.is_empty() {
            "Register".to_owned()
        } else {
            format!("Register of {}", self.authority)
        };
        header::draw(canvas, &place, &self.officer);
        if self.filter.is_on() {
            self.filter.draw_with(canvas, 1, &self.matching(), self.list.total);
        } else if self.list.total > 0 {
            let all = tenders(self.list.total);
            let sorted = match (self.sort.by, self.sort.reversed) {
                (SortBy::Changed, false) => "newest change first",
                (SortBy::Changed, true) => "oldest change first",
                (SortBy::Reference, false) => "by reference",
                (SortBy::Reference, true) => "by reference, the last first",
                (SortBy::Title, false) => "by title",
                (SortBy::Title, true) => "by title, Z to A",
                (SortBy::Policy, false) => "by policy",
                (SortBy::Policy, true) => "by policy, Z to A",
                (SortBy::Value, false) => "the highest value first",
                (SortBy::Value, true) => "the lowest value first",
                (SortBy::Stage, false) => "the least advanced first",
                (SortBy::Stage, true) => "the most advanced first",
            };
            canvas.text(1, 1, &format!("{all}, {sorted}"), theme.dim);
        }
        if !self.loaded {
            return;
        }
        if self.list.matching == 0 {
            self.draw_empty(canvas);
        } else {
            self.draw_list(canvas);
        }
    }
}
