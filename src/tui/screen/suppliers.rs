//! The directory of suppliers.

use crate::tui::command::{Command, Offer};
use crate::tui::effect::{Effect, Loaded, Message, Query};
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::header;

/// The screen.
pub(crate) struct SuppliersScreen {
    officer: String,
    view: Option<Box<crate::register::DirectoryView>>,
    size: (usize, usize),
}

impl SuppliersScreen {
    pub(crate) fn new(officer: &str) -> Self {
        Self { officer: officer.to_owned(), view: None, size: (80, 22) }
    }
}

impl Screen for SuppliersScreen {
    fn title(&self) -> &'static str {
        "Suppliers"
    }

    fn commands(&self) -> Vec<Offer> {
        vec![
            Offer::plain(Command::Undo),
            Offer::plain(Command::Redo),
            Offer::useful(Command::Back),
            Offer::useful(Command::Help),
        ]
    }

    fn update(&mut self, message: Message) -> Effect {
        match message {
            Message::Size { width, height } => {
                self.size = (width, height);
                Effect::Read(Query::Directory)
            }
            Message::Changed => Effect::Read(Query::Directory),
            Message::Loaded(Loaded::Directory(view)) => {
                self.view = Some(view);
                Effect::None
            }
            Message::Officer { who, .. } => {
                self.officer = who;
                Effect::None
            }
            Message::Command(Command::Back) => Effect::Pop,
            _ => Effect::None,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        header::draw(canvas, self.title(), &self.officer);
    }
}
