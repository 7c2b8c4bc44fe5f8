//! A form over the screen: labelled fields, checked while they are typed, that become one act.

use crate::register::Act;
use crate::tui::command::{Command, Offer};
use crate::tui::effect::{Answer, Effect, Message, Place};
use crate::tui::screen::Screen;
use crate::tui::screen::evaluation::forms::Asked;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::form::Form;
use crate::tui::widget::text;

/// What is asked, and on which tender.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Filling {
    pub(crate) title: String,
    /// What will happen, in words.
    pub(crate) explain: String,
    pub(crate) reference: String,
    pub(crate) seen: i64,
    pub(crate) asked: Asked,
}

/// The dialog.
pub(crate) struct FillingDialog {
    filling: Filling,
    form: Form,
    at_first: Vec<String>,
    error: Option<String>,
}

impl FillingDialog {
    pub(crate) fn new(filling: Filling) -> Self {
        let form = Form::new(filling.asked.fields());
        let mut dialog = Self { filling, form, at_first: Vec::new(), error: None };
        dialog.filling.asked.follow(&mut dialog.form);
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
        let wrong = self.filling.asked.read(&self.form).err().unwrap_or_default();
        for (at, field) in self.form.fields.iter_mut().enumerate() {
            let fault = wrong.iter().find(|(of, _)| *of == at);
            field.error = fault.map(|(_, sentence)| sentence.clone());
        }
    }

    fn save(&mut self) -> Effect {
        self.check();
        if self.form.go_to_error() {
            return Effect::None;
        }
        match self.filling.asked.read(&self.form) {
            Ok(act) => Effect::Perform {
                reference: self.filling.reference.clone(),
                act: Act::Evaluate(act),
                seen: self.filling.seen,
            },
            Err(wrong) => {
                self.error = wrong.into_iter().next().map(|(_, sentence)| sentence);
                Effect::None
            }
        }
    }

    fn command(&mut self, command: Command) -> Effect {
        match command {
            Command::Back if self.holds_typed() => Effect::Push(Place::Leave),
            Command::Back => Effect::Pop,
            Command::Save => self.save(),
            Command::Accept if self.form.at_last() => self.save(),
            Command::Accept => {
                self.form.step(true);
                self.check();
                Effect::None
            }
            command => {
                if self.form.follow(command) {
                    self.check();
                }
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
        self.form.offers("save")
    }

    fn update(&mut self, message: Message) -> Effect {
        match message {
            Message::Command(command) => return self.command(command),
            Message::Key(key) if self.form.key(key) => self.check(),
            Message::Pointed { at, .. } => {
                self.form.point(at);
                self.check();
            }
            Message::Paste(pasted) => {
                self.form.paste(&pasted);
                self.check();
            }
            Message::Seen(version) => self.filling.seen = version,
            Message::Failed(sentence) => self.error = Some(sentence),
            Message::Done(_) | Message::Answer(Answer::Leave) => return Effect::Pop,
            _ => {}
        }
        Effect::None
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let width = if canvas.width() < 90 { canvas.width() } else { 88 };
        let inside = width.saturating_sub(4);
        let explain = text::wrap(&self.filling.explain, inside);
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
        let shown = self.form.fields.iter().filter(|field| field.shown).count();
        // Room for the help or fault below one or two of the fields.
        let wanted = shown + 3;
        let above = explain.len() + usize::from(!explain.is_empty());
        let rest = canvas.height().saturating_sub(above + remarks.len() + 3);
        let fields = wanted.min(rest.max(3));
        let mut frame = super::middle(canvas, width, above + fields + remarks.len() + 2);
        let mut inner = frame.framed(&self.filling.title);
        for (row, line) in explain.iter().enumerate() {
            inner.text(row, 0, line, theme.text);
        }
        let columns = inner.width();
        self.form.draw(&mut inner.part(0, above, columns, fields));
        for (row, (line, heed)) in remarks.iter().enumerate() {
            let style = if *heed { theme.warning } else { theme.text };
            inner.text(above + fields + row, 0, line, style);
        }
    }
}
