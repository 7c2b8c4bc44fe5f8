//! Lessons: all of them, or those that are offered to a tender.

use crate::tui::command::{Command, Offer};
use crate::tui::effect::{Effect, Loaded, Message, Query};
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::header;

/// The screen.
pub(crate) struct LessonsScreen {
    officer: String,
    reference: Option<String>,
    view: Option<Vec<crate::register::LessonView>>,
    size: (usize, usize),
}

impl LessonsScreen {
    pub(crate) fn new(reference: Option<String>, officer: &str) -> Self {
        Self { officer: officer.to_owned(), reference, view: None, size: (80, 22) }
    }
}

impl Screen for LessonsScreen {
    fn title(&self) -> &'static str {
        "Lessons"
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
                Effect::Read(Query::Lessons)
            }
            Message::Changed => Effect::Read(Query::Lessons),
            Message::Loaded(Loaded::Lessons(view)) => {
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
