//! One supplier over all its contracts, and its status.

pub(crate) mod forms;

use crate::tui::command::{Command, Offer};
use crate::tui::effect::{Effect, Loaded, Message, Query};
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::header;

/// The screen.
pub(crate) struct SupplierScreen {
    officer: String,
    uid: uuid::Uuid,
    view: Option<Box<crate::register::SupplierView>>,
    size: (usize, usize),
}

impl SupplierScreen {
    pub(crate) fn new(uid: uuid::Uuid, officer: &str) -> Self {
        Self { officer: officer.to_owned(), uid, view: None, size: (80, 22) }
    }
}

impl Screen for SupplierScreen {
    fn title(&self) -> &'static str {
        "Supplier"
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
                Effect::Read(Query::Supplier(self.uid))
            }
            Message::Changed => Effect::Read(Query::Supplier(self.uid)),
            Message::Loaded(Loaded::Supplier(view)) => {
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
