//! Why a stage cannot be closed yet: the open items, each to jump to.

use crate::domain::ItemId;
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::effect::{Answer, Effect, Message};
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::text;

/// The dialog.
pub(crate) struct RefusalDialog {
    sentence: String,
    hint: String,
    items: Vec<(ItemId, String)>,
    scroll: Scroll,
}

/// The most items that are shown at once.
const MOST: usize = 8;

impl RefusalDialog {
    pub(crate) fn new(sentence: String, hint: String, items: Vec<(ItemId, String)>) -> Self {
        Self { sentence, hint, items, scroll: Scroll::default() }
    }
}

impl Screen for RefusalDialog {
    fn title(&self) -> &'static str {
        "Not yet"
    }

    fn is_dialog(&self) -> bool {
        true
    }

    fn commands(&self) -> Vec<Offer> {
        let mut offers = vec![
            Offer::useful(Command::Open).called("go to the item"),
            Offer::useful(Command::Back).called("stay here"),
        ];
        offers.extend(MOVING);
        offers
    }

    fn update(&mut self, message: Message) -> Effect {
        match message {
            Message::Command(Command::Back) => Effect::Pop,
            Message::Command(Command::Open) => match self.items.get(self.scroll.selected) {
                Some((item, _)) => Effect::Answer(Answer::Jump(item.clone())),
                None => Effect::Pop,
            },
            Message::Command(command) => {
                self.scroll.follow(command, self.items.len(), MOST);
                Effect::None
            }
            _ => Effect::None,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let width = if canvas.width() < 90 { canvas.width() } else { 84 };
        let inside = width.saturating_sub(4);
        let sentence = text::wrap(&self.sentence, inside);
        let hint = text::wrap(&self.hint, inside);
        let shown = self.items.len().min(MOST);
        let height = sentence.len() + 1 + shown + 1 + hint.len() + 2;
        let mut frame = super::middle(canvas, width, height);
        let mut inner = frame.framed("Not yet");
        let mut row = 0;
        for line in &sentence {
            inner.text(row, 0, line, theme.warning);
            row += 1;
        }
        row += 1;
        let visible = self.items.iter().enumerate().skip(self.scroll.offset).take(MOST);
        for (at, (_, words)) in visible {
            let selected = at == self.scroll.selected;
            let marker = if selected { inner.look.glyphs.here } else { " " };
            let columns = inner.width();
            let line = text::left(&format!("{marker} {words}"), columns, inner.look.glyphs.cut);
            inner.text(row, 0, &line, if selected { theme.selected } else { theme.text });
            if selected {
                inner.cursor(row, 0);
            }
            row += 1;
        }
        row += 1;
        for line in &hint {
            inner.text(row, 0, line, theme.dim);
            row += 1;
        }
    }
}
