//! The register: the list of procurements, which is home.

use crate::domain::ProcurementState;
use crate::register::{Filter, List, ListRow, Sort, SortBy};
use crate::tui::Look;
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::effect::{Effect, Loaded, Message, Place, Query};
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::field::LineField;
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::{header, text};

/// The screen.
pub(crate) struct RegisterScreen {
    officer: String,
    list: List,
    filter: LineField,
    /// Whether the filter has the keyboard.
    filtering: bool,
    sort: Sort,
    scroll: Scroll,
    height: usize,
    loaded: bool,
    /// The tender that was opened last: the list keeps to it when its order changes.
    opened: Option<String>,
}

/// Rows above the list: header, a blank row, column heads.
const ABOVE: usize = 3;
/// Rows below the list: a rule and the selected procurement in full.
const BELOW: usize = 5;

impl RegisterScreen {
    pub(crate) fn new(officer: &str) -> Self {
        Self {
            officer: officer.to_owned(),
            list: List::default(),
            filter: LineField::default(),
            filtering: false,
            sort: Sort::default(),
            scroll: Scroll::default(),
            height: 10,
            loaded: false,
            opened: None,
        }
    }

    fn read(&self) -> Effect {
        Effect::Read(Query::List {
            filter: Filter { words: self.filter.value().to_owned() },
            sort: self.sort,
            first: self.scroll.offset,
            most: self.height,
        })
    }

    fn selected(&self) -> Option<&ListRow> {
        self.list.rows.get(self.scroll.selected.checked_sub(self.list.first)?)
    }

    fn command(&mut self, command: Command) -> Effect {
        match command {
            Command::New => Effect::Push(Place::NewTender),
            Command::Open if self.filtering => {
                self.filtering = false;
                Effect::None
            }
            Command::Open => match self.selected().map(|row| row.reference.to_string()) {
                Some(reference) => {
                    self.opened = Some(reference.clone());
                    Effect::Push(Place::Procurement { reference, new: false })
                }
                None => Effect::None,
            },
            Command::Filter => {
                self.filtering = true;
                Effect::None
            }
            Command::Back => {
                self.filtering = false;
                self.filter = LineField::default();
                self.scroll = Scroll::default();
                self.read()
            }
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
            Command::Search => Effect::Push(Place::Search),
            Command::Quit => Effect::Quit,
            command => {
                let before = self.scroll.offset;
                self.scroll.follow(command, self.list.matching, self.height);
                if self.scroll.offset == before { Effect::None } else { self.read() }
            }
        }
    }

    fn refilter(&mut self) -> Effect {
        self.scroll = Scroll::default();
        self.read()
    }

    fn draw_empty(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        if self.list.total > 0 {
            let words = format!("Nothing matches “{}”.", self.filter.value());
            canvas.text(ABOVE, 3, &words, theme.title);
            canvas.text(ABOVE + 1, 3, "Esc takes the filter away.", theme.text);
            return;
        }
        let lines = [
            (theme.title, "There is no tender in this register yet."),
            (theme.text, ""),
            (
                theme.text,
                "Press a to start your first tender. You give it a title, your policy and",
            ),
            (theme.text, "its value, and are told what the policy requires and why."),
            (theme.text, ""),
            (theme.text, "To look around first, leave with q and run:  tenderbook demo"),
            (theme.text, "Help is always one key away:  ?"),
        ];
        for (row, (style, words)) in lines.iter().enumerate() {
            for (more, line) in
                text::wrap(words, canvas.width().saturating_sub(6)).iter().enumerate()
            {
                canvas.text(ABOVE + row + more, 3, line, *style);
            }
        }
    }

    fn draw_list(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let columns = Columns::for_width(canvas.width());
        canvas.text(ABOVE - 1, 0, &columns.heads(self.sort), theme.dim);
        for (at, row) in self.list.rows.iter().enumerate() {
            let selected = self.list.first + at == self.scroll.selected;
            let line = columns.row(row, selected, canvas.look);
            let style = match (selected, row.state) {
                (true, _) => theme.selected,
                (false, ProcurementState::Active) => theme.text,
                (false, _) => theme.dim,
            };
            canvas.text(ABOVE + at, 0, &line, style);
            if selected && !self.filtering {
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
            let next = match (row.next_text.as_deref(), row.state) {
                (Some(next), _) => next,
                (None, ProcurementState::Closed) => "nothing, it is closed",
                (None, ProcurementState::Cancelled) => "nothing, it is cancelled",
                (None, ProcurementState::Paused) => "resume it with S, when its time comes",
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
struct Columns {
    reference: usize,
    title: usize,
    policy: usize,
    value: usize,
    stage: usize,
    next: usize,
}

impl Columns {
    const fn for_width(width: usize) -> Self {
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
    fn heads(&self, sort: Sort) -> String {
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

    fn row(&self, row: &ListRow, selected: bool, look: &Look) -> String {
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
        self.filtering
    }

    fn commands(&self) -> Vec<Offer> {
        let any = self.list.total > 0;
        if self.filtering {
            let mut offers = vec![
                Offer::useful(Command::Open).called("keep the filter"),
                Offer::useful(Command::Back).called("take it away"),
            ];
            offers.extend(MOVING);
            offers.push(Offer::useful(Command::Help));
            return offers;
        }
        let mut offers = vec![
            Offer::useful(Command::Open).when(self.selected().is_some()),
            Offer::useful(Command::New),
            Offer::useful(Command::Filter).when(any),
            Offer::useful(Command::Search).when(any),
            Offer::useful(Command::Sort).when(any),
            Offer::plain(Command::ReverseSort).when(any),
        ];
        if self.filter.value().is_empty() {
            offers.push(Offer::plain(Command::Undo));
        } else {
            offers.push(Offer::useful(Command::Back).called("take the filter away"));
            offers.push(Offer::plain(Command::Undo));
        }
        offers.push(Offer::plain(Command::Redo));
        offers.push(Offer::useful(Command::Quit));
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
            Message::Changed => self.read(),
            Message::Loaded(Loaded::List(list)) => {
                self.list = list;
                self.loaded = true;
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
            Message::Command(command) => {
                self.opened = None;
                self.command(command)
            }
            Message::Key(key) if self.filtering => {
                if self.filter.key(key) {
                    self.refilter()
                } else {
                    Effect::None
                }
            }
            Message::Paste(pasted) if self.filtering => {
                self.filter.paste(&pasted);
                self.refilter()
            }
            _ => Effect::None,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        header::draw(canvas, "Register", &self.officer);
        if self.filtering || !self.filter.value().is_empty() {
            canvas.text(1, 1, "Filter:", theme.accent);
            let mut part = canvas.part(9, 1, 34, 1);
            self.filter.draw(&mut part, 0, 0, self.filtering);
            let more = if self.list.more { "more than " } else { "" };
            let words = format!("{more}{} of {}", self.list.matching, self.list.total);
            canvas.text(1, 44, &words, theme.dim);
        } else if self.list.total > 0 {
            let all = self.list.total;
            let noun = if all == 1 { "tender" } else { "tenders" };
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
            canvas.text(1, 1, &format!("{all} {noun}, {sorted}"), theme.dim);
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
