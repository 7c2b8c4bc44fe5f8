//! Why a stage cannot be closed yet: the open items, each to jump to.

use crate::domain::ItemId;
use crate::tui::command::{Command, Offer};
use crate::tui::effect::{Effect, Message};
use crate::tui::finding::Target;
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::list::List;
use crate::tui::widget::text;

/// The dialog.
pub(crate) struct RefusalDialog {
    sentence: String,
    hint: String,
    items: Vec<ItemId>,
    texts: Vec<String>,
    list: List,
}

/// The most items that are shown at once.
const MOST: usize = 8;

impl RefusalDialog {
    pub(crate) fn new(sentence: String, hint: String, items: Vec<(ItemId, String)>) -> Self {
        let (items, texts) = items.into_iter().unzip();
        Self { sentence, hint, items, texts, list: List::default() }
    }
}

impl Screen for RefusalDialog {
    fn title(&self) -> &'static str {
        "Not yet"
    }

    fn is_dialog(&self) -> bool {
        true
    }

    fn takes_text(&self) -> bool {
        self.list.takes_text()
    }

    fn commands(&self) -> Vec<Offer> {
        let own = vec![
            Offer::useful(Command::Open).called("go to the item"),
            Offer::useful(Command::Back).called("stay here"),
        ];
        self.list.offers(self.items.len(), own)
    }

    fn update(&mut self, message: Message) -> Effect {
        if self.list.follow(&message, &self.texts, MOST) {
            return Effect::None;
        }
        match message {
            Message::Command(Command::Back) => return Effect::Pop,
            Message::Command(Command::Open) => {
                let selected = self.list.selected(&self.texts);
                if let Some(item) = selected.and_then(|at| self.items.get(at)) {
                    return Effect::Find(Target::Item(item.clone()));
                }
            }
            _ => {}
        }
        Effect::None
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let width = if canvas.width() < 90 { canvas.width() } else { 84 };
        let inside = width.saturating_sub(4);
        let sentence = text::wrap(&self.sentence, inside);
        let hint = text::wrap(&self.hint, inside);
        let shown = self.list.rows(self.items.len(), MOST);
        let height = sentence.len() + 1 + shown + 1 + hint.len() + 2;
        let mut frame = super::middle(canvas, width, height);
        let mut inner = frame.framed("Not yet");
        let mut row = 0;
        for line in &sentence {
            inner.text(row, 0, line, theme.warning);
            row += 1;
        }
        row += 1;
        let columns = inner.width();
        self.list.draw(&mut inner.part(0, row, columns, shown), &self.texts, "");
        row += shown;
        row += 1;
        for line in &hint {
            inner.text(row, 0, line, theme.dim);
            row += 1;
        }
    }
}
