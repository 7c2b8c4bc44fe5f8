//! The tenders behind a figure of the dashboard, those that were changed last first.

use crate::domain::ProcurementState;
use crate::register::{List, ListRow, Slice, Sort};
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::dialog::export::Exporting;
use crate::tui::effect::{Effect, Loaded, Message, Place, Query};
use crate::tui::screen::Screen;
use crate::tui::screen::dashboard::tenders;
use crate::tui::screen::register::Columns;
use crate::tui::widget::canvas::{Canvas, Target};
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::{header, text};

/// Rows above the list: header, how many, column heads.
const ABOVE: usize = 3;

/// The screen.
pub(crate) struct BehindScreen {
    officer: String,
    slice: Slice,
    title: String,
    list: List,
    scroll: Scroll,
    height: usize,
    loaded: bool,
}

impl BehindScreen {
    pub(crate) fn new(slice: Slice, title: String, officer: &str) -> Self {
        Self {
            officer: officer.to_owned(),
            slice,
            title,
            list: List::default(),
            scroll: Scroll::default(),
            height: 10,
            loaded: false,
        }
    }

    fn read(&self) -> Effect {
        Effect::Read(Query::Behind {
            slice: self.slice.clone(),
            first: self.scroll.offset,
            most: self.height,
        })
    }

    fn selected(&self) -> Option<&ListRow> {
        self.list.rows.get(self.scroll.selected.checked_sub(self.list.first)?)
    }

    fn open(&self) -> Effect {
        match self.selected().map(|row| row.reference.to_string()) {
            Some(reference) => Effect::Push(Place::Procurement { reference, new: false }),
            None => Effect::None,
        }
    }
}

impl Screen for BehindScreen {
    fn title(&self) -> &'static str {
        "Tenders behind a figure"
    }

    fn commands(&self) -> Vec<Offer> {
        let mut offers = vec![Offer::useful(Command::Open).when(self.selected().is_some())];
        offers.push(Offer::plain(Command::Export));
        offers.extend(MOVING);
        offers.push(Offer::useful(Command::Back));
        offers.push(Offer::useful(Command::Help));
        offers
    }

    fn copy(&self) -> Option<(String, String)> {
        let row = self.selected()?;
        let parts = [row.reference.to_string(), row.title.clone(), row.policy.clone()];
        Some(("the tender".to_owned(), format!("{}; {}", parts.join("; "), row.value)))
    }

    fn update(&mut self, message: Message) -> Effect {
        match message {
            Message::Size { height, .. } => {
                self.height = height.saturating_sub(ABOVE).max(1);
                self.scroll.keep(self.list.matching, self.height);
                self.read()
            }
            Message::Officer { who, .. } => {
                self.officer = who;
                Effect::None
            }
            Message::Changed => self.read(),
            Message::Loaded(Loaded::Behind(list)) => {
                self.list = list;
                self.loaded = true;
                let before = self.scroll.offset;
                self.scroll.keep(self.list.matching, self.height);
                // The list has become shorter than where we stood in it.
                if self.scroll.offset == before { Effect::None } else { self.read() }
            }
            Message::Pointed { at, .. } if at == self.scroll.selected => self.open(),
            Message::Pointed { at, .. } => {
                self.scroll.selected = at;
                Effect::None
            }
            Message::Command(Command::Open) => self.open(),
            Message::Command(Command::Back) => Effect::Pop,
            Message::Command(Command::Export) => {
                Effect::Push(Place::Export(Exporting::of_behind(self.slice.clone())))
            }
            Message::Command(command) => {
                let before = self.scroll.offset;
                self.scroll.follow(command, self.list.matching, self.height);
                if self.scroll.offset == before { Effect::None } else { self.read() }
            }
            _ => Effect::None,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        header::draw(canvas, "Dashboard", &self.officer);
        if !self.loaded {
            return;
        }
        let words = match self.list.matching {
            0 => "no tender is counted here now".to_owned(),
            many => format!("{}, newest change first", tenders(many)),
        };
        let room = canvas.width().saturating_sub(text::width(&words) + 4);
        let title = text::fit(&self.title, room, canvas.look.glyphs.cut);
        canvas.text(1, 1, &format!("{title}: {words}"), theme.title);
        let columns = Columns::for_width(canvas.width());
        canvas.text(ABOVE - 1, 0, &columns.heads(Sort::default()), theme.dim);
        for (at, row) in self.list.rows.iter().enumerate() {
            let place = self.list.first + at;
            let selected = place == self.scroll.selected;
            let style = match (selected, row.state) {
                (true, _) => theme.selected,
                (false, ProcurementState::Active) => theme.text,
                (false, _) => theme.dim,
            };
            let line = columns.row(row, selected, canvas.look);
            canvas.text(ABOVE + at, 0, &text::left(&line, canvas.width(), ""), style);
            canvas.target(ABOVE + at, Target::Line { pane: 0, at: place });
            if selected {
                canvas.cursor(ABOVE + at, 0);
            }
        }
    }
}
