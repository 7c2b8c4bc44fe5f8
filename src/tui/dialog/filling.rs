//! A form over the screen: labelled fields, checked while they are typed, that become one act.

use std::ops::ControlFlow::{Break, Continue};

use crate::register::{Order, Purpose};
use crate::tui::command::{Command, Offer};
use crate::tui::dialog::keys::{self, Filled};
use crate::tui::effect::{Effect, Message};
use crate::tui::forms::Asked;
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::form::Form;
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::text;

/// What is asked, and on which tender.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Filling {
    pub(crate) title: String,
    /// What will happen, in words.
    pub(crate) explain: String,
    /// The tender; none where it concerns the register, such as a supplier.
    pub(crate) reference: Option<String>,
    pub(crate) seen: i64,
    pub(crate) asked: Asked,
}

/// The dialog.
pub(crate) struct FillingDialog {
    filling: Filling,
    form: Form,
    at_first: Vec<String>,
    error: Option<String>,
    /// Whether what has to be done first is being done.
    begun: bool,
    /// Where the officer reads in the words above the fields, which may not all fit.
    scroll: Scroll,
    size: (usize, usize),
}

/// How a dialog is divided: the rows of what is said above the fields, of the fields, and of what
/// is said below them.
struct Layout {
    explain: Vec<String>,
    above: usize,
    fields: usize,
    remarks: Vec<(String, bool)>,
}

impl FillingDialog {
    pub(crate) fn new(filling: Filling) -> Self {
        let form = Form::new(filling.asked.fields());
        let (scroll, size) = (Scroll::default(), (80, 22));
        let (at_first, error, begun) = (Vec::new(), None, false);
        let mut dialog = Self { filling, form, at_first, error, begun, scroll, size };
        dialog.filling.asked.follow(&mut dialog.form);
        if dialog.form.focused().is_some_and(|field| !field.shown) {
            dialog.form.step(true);
        }
        dialog.at_first = dialog.values();
        dialog
    }

    fn values(&self) -> Vec<String> {
        self.form.fields.iter().map(|field| field.value().to_owned()).collect()
    }

    /// Reads the form anew after a key; what is wrong stands beside its field.
    fn check(&mut self) {
        self.error = None;
        self.filling.asked.follow(&mut self.form);
        if self.form.focused().is_some_and(|field| !field.shown) {
            self.form.step(true);
        }
        let wrong = self.filling.asked.read(&self.form).err().unwrap_or_default();
        for (at, field) in self.form.fields.iter_mut().enumerate() {
            let fault = wrong.iter().find(|(of, _)| *of == at);
            field.error = fault.map(|(_, sentence)| sentence.clone());
        }
    }

    fn lay_out(&self, (width, height): (usize, usize)) -> Layout {
        let inside = columns(width).saturating_sub(4);
        let explain = match self.filling.explain.as_str() {
            "" => Vec::new(),
            words => text::wrap(words, inside),
        };
        let remarks = match &self.error {
            Some(error) => vec![(error.clone(), true)],
            None => self.filling.asked.remarks(&self.form),
        };
        let remarks: Vec<(String, bool)> = remarks
            .iter()
            .flat_map(|(words, heed)| {
                text::wrap(words, inside).into_iter().map(|line| (line, *heed))
            })
            .collect();
        // Room for the help or fault below one or two of the fields.
        let gap = usize::from(!explain.is_empty());
        let all = height.saturating_sub(3 + gap);
        let rest = all.saturating_sub(remarks.len());
        let mut wanted = self.form.rows() + 3;
        if explain.len() + wanted > rest {
            wanted = self.form.height(inside);
        }
        // What does not fit above the fields is read on in; a third of the room is always theirs.
        let least = explain.len().min(rest / 3);
        let above = explain.len().min(rest.saturating_sub(wanted).max(least));
        let fields = wanted.min(rest.saturating_sub(above).max(3));
        Layout { explain, above, fields, remarks }
    }
}

impl Filled for FillingDialog {
    fn form(&mut self) -> &mut Form {
        &mut self.form
    }

    fn changed(&mut self) -> Effect {
        self.check();
        Effect::None
    }

    fn save(&mut self) -> Effect {
        self.check();
        if self.form.go_to_error() {
            return Effect::None;
        }
        if let Some(act) = self.filling.asked.first(&self.form) {
            self.begun = true;
            return Effect::Order(Box::new(Order {
                reference: None,
                act,
                seen: None,
                purpose: Purpose::Plain,
            }));
        }
        match self.filling.asked.read(&self.form) {
            Ok(act) => match self.filling.reference.clone() {
                Some(reference) => Effect::Perform { reference, act, seen: self.filling.seen },
                // What is new has not been seen by anybody.
                None => Effect::Order(Box::new(Order {
                    reference: None,
                    act,
                    seen: (self.filling.seen > 0).then_some(self.filling.seen),
                    purpose: Purpose::Plain,
                })),
            },
            Err(wrong) => {
                self.error = wrong.into_iter().next().map(|(_, sentence)| sentence);
                Effect::None
            }
        }
    }
}

impl Screen for FillingDialog {
    fn title(&self) -> &'static str {
        "A form"
    }

    fn is_dialog(&self) -> bool {
        true
    }

    fn is_answering(&self) -> bool {
        true
    }

    fn takes_text(&self) -> bool {
        self.form.takes_text()
    }

    fn holds_typed(&self) -> bool {
        self.values() != self.at_first
    }

    fn copy(&self) -> Option<(String, String)> {
        self.form.copy()
    }

    fn commands(&self) -> Vec<Offer> {
        let mut offers = keys::offers(&self.form, "save");
        let layout = self.lay_out(self.size);
        if layout.above < layout.explain.len() {
            offers.push(Offer::useful(Command::PageDown).called("read on above"));
            offers.push(Offer::plain(Command::PageUp).called("read back above"));
        }
        offers
    }

    fn update(&mut self, message: Message) -> Effect {
        if let Message::Command(command @ (Command::PageUp | Command::PageDown)) = message {
            let layout = self.lay_out(self.size);
            self.scroll.follow_text(command, layout.explain.len(), layout.above);
            return Effect::None;
        }
        match keys::follow(self, message) {
            Break(effect) => return effect,
            Continue(Message::Size { width, height }) => self.size = (width, height),
            Continue(Message::Seen(version)) => self.filling.seen = version,
            Continue(Message::Failed(sentence)) => {
                self.begun = false;
                self.error = Some(sentence);
            }
            // What had to be done first is done: now what was asked for.
            Continue(Message::Done(done)) if std::mem::take(&mut self.begun) => {
                self.filling.asked.begun(&done.on, &mut self.form);
                return self.save();
            }
            Continue(Message::Done(_) | Message::Underway) => return Effect::Pop,
            Continue(_) => {}
        }
        Effect::None
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let glyphs = canvas.look.glyphs;
        let Layout { explain, above, fields, remarks } =
            self.lay_out((canvas.width(), canvas.height()));
        let gap = usize::from(above > 0);
        let height = above + gap + fields + remarks.len() + 2;
        let mut frame = super::middle(canvas, columns(canvas.width()), height);
        let mut inner = frame.framed(&self.filling.title);
        let offset = self.scroll.offset.min(explain.len().saturating_sub(above));
        for (row, line) in explain.iter().skip(offset).take(above).enumerate() {
            inner.text(row, 0, line, theme.text);
        }
        let below = explain.len() - offset - above;
        if above > 0 && (below > 0 || offset > 0) {
            let (arrow, command, count) = match below {
                0 => (glyphs.more[0], Command::PageUp, offset),
                below => (glyphs.more[1], Command::PageDown, below),
            };
            let lines = if count == 1 { "line" } else { "lines" };
            let words = format!("{arrow} {count} more {lines}: {} ", command.key(true));
            inner.text_right(above, &words, theme.accent);
        }
        let columns = inner.width();
        self.form.draw(&mut inner.part(0, above + gap, columns, fields));
        for (row, (line, heed)) in remarks.iter().enumerate() {
            let style = if *heed { theme.warning } else { theme.text };
            inner.text(above + gap + fields + row, 0, line, style);
        }
    }
}

/// How wide the dialog is.
const fn columns(width: usize) -> usize {
    if width < 90 { width } else { 88 }
}
