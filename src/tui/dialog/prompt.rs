//! A question for a text: a reason, a note, evidence, an item, a quantity.

use crate::domain::{Date, ItemId, KeyDate, ProcurementState, StageNo, evidence, outcome, plan};
use crate::register::{Act, Anchor, NewEvidence};
use crate::tui::command::{Command, Offer};
use crate::tui::effect::{Effect, Message, Place};
use crate::tui::event::Key;
use crate::tui::job::Job;
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::field::{LineField, NoteField};
use crate::tui::widget::form::fault;
use crate::tui::widget::text;

/// What is asked, and what follows from the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Prompt {
    pub(crate) title: String,
    /// What will happen, in words.
    pub(crate) explain: String,
    pub(crate) initial: String,
    pub(crate) reference: String,
    pub(crate) seen: i64,
    pub(crate) then: Then,
}

/// What follows from the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Then {
    RuleOut(ItemId),
    Note(ItemId),
    Attach(ItemId),
    AddItem(StageNo),
    CloseStage(StageNo),
    SkipStage(StageNo),
    ReopenStage(StageNo),
    State(ProcurementState),
    Quantity {
        outcome: String,
        why: Option<String>,
    },
    Relevance {
        outcome: String,
        quantity: Option<rust_decimal::Decimal>,
        /// Whether the outcome is sought already.
        sought: bool,
    },
    RevokeOptOut,
    KeyDate(KeyDate),
    Target(StageNo),
    WaitFor,
    LeaveOutStatute,
    BackUp,
    /// The anchor that the register is held against.
    Anchor,
    /// Where drafts are to be written, each with the name of its file.
    Write(Vec<(String, String)>),
}

impl Then {
    /// Words to choose from beside the text, where the answer has a kind.
    const fn kinds(&self) -> &'static [&'static str] {
        match self {
            Self::Attach(_) => &["Note", "Link", "File"],
            Self::AddItem(_) => &["Optional", "Required"],
            _ => &[],
        }
    }

    /// Whether the answer may be empty.
    const fn optional(&self) -> bool {
        matches!(
            self,
            Self::Note(_)
                | Self::CloseStage(_)
                | Self::Quantity { .. }
                | Self::Relevance { .. }
                | Self::KeyDate(_)
                | Self::Target(_)
        )
    }

    /// Whether the answer may have several lines.
    const fn several_lines(&self) -> bool {
        !matches!(
            self,
            Self::AddItem(_)
                | Self::Quantity { .. }
                | Self::KeyDate(_)
                | Self::Target(_)
                | Self::WaitFor
                | Self::BackUp
                | Self::Anchor
                | Self::Write(_)
        )
    }

    /// What accepting the answer does, as the hint says it.
    const fn does(&self) -> &'static str {
        match self {
            Self::BackUp => "backs up",
            Self::Anchor => "verifies",
            Self::Write(_) => "writes",
            _ => "saves",
        }
    }

    /// What is missing when nothing was typed.
    fn missing(&self) -> String {
        let back = Command::Back.key(true);
        match self {
            Self::Attach(_) => {
                format!("Type a note, an address or the path of a file; or press {back}.")
            }
            Self::AddItem(_) => format!("Type what is to be done; or press {back}."),
            Self::BackUp => format!("Type the path of a new file; or press {back}."),
            Self::Anchor => format!("Type or paste the hash of an entry; or press {back}."),
            Self::Write(_) => {
                format!("Type the path of a new file or of a folder; or press {back}.")
            }
            Self::WaitFor => format!("Type whom or what the tender waits for; or press {back}."),
            _ => {
                format!("A reason is needed: an auditor will ask for it. Type it, or press {back}.")
            }
        }
    }

    /// What is to be done with the answer.
    fn effect(&self, text: &str, kind: usize, prompt: &Prompt) -> Result<Effect, String> {
        if *self == Self::BackUp {
            let typed = text.trim();
            return if typed.is_empty() {
                Err(self.missing())
            } else {
                Ok(Effect::Job(Job::BackUp(typed.to_owned())))
            };
        }
        if *self == Self::Anchor {
            if text.trim().is_empty() {
                return Err(self.missing());
            }
            let anchor = Anchor::parse(text).map_err(|fault| {
                fault.hint().map_or_else(|| fault.to_string(), |hint| format!("{fault} {hint}"))
            })?;
            return Ok(Effect::Job(Job::Verify(vec![anchor])));
        }
        if let Self::Write(texts) = self {
            let path = text.trim().to_owned();
            return if path.is_empty() {
                Err(self.missing())
            } else {
                Ok(Effect::Write { path, texts: texts.clone() })
            };
        }
        let (reference, seen) = (prompt.reference.clone(), prompt.seen);
        Ok(Effect::Perform { reference, act: self.act(text, kind)?, seen })
    }

    fn act(&self, text: &str, kind: usize) -> Result<Act, String> {
        let text = text.trim();
        if text.is_empty() && !self.optional() {
            return Err(self.missing());
        }
        if matches!(self, Self::Relevance { sought: false, .. }) && text.is_empty() {
            let back = Command::Back.key(true);
            return Err(format!("Type why it is relevant and proportionate; or press {back}."));
        }
        let owned = || text.to_owned();
        let optional = || (!text.is_empty()).then(owned);
        Ok(match self {
            // These ask for no act.
            Self::BackUp | Self::Anchor | Self::Write(_) => return Err(self.missing()),
            Self::RuleOut(item) => Act::RuleOutItem { item: item.clone(), reason: owned() },
            Self::Note(item) => Act::NoteItem { item: item.clone(), note: owned() },
            Self::Attach(item) => {
                let evidence = match kind {
                    1 => NewEvidence::Link { address: owned() },
                    2 => NewEvidence::File { path: owned() },
                    _ => NewEvidence::Note { text: owned() },
                };
                Act::Attach { item: item.clone(), evidence }
            }
            Self::AddItem(stage) => {
                Act::AddItem { stage: *stage, text: owned(), required: kind == 1 }
            }
            Self::CloseStage(stage) => Act::CloseStage { stage: *stage, note: optional() },
            Self::SkipStage(stage) => Act::SkipStage { stage: *stage, reason: owned() },
            Self::ReopenStage(stage) => Act::ReopenStage { stage: *stage, reason: owned() },
            Self::State(state) => Act::SetState { state: *state, reason: owned() },
            Self::RevokeOptOut => Act::RevokeOptOut { reason: owned() },
            Self::LeaveOutStatute => Act::LeaveOutStatute { reason: owned() },
            Self::Target(stage) => {
                let day = optional().map(|text| text.parse::<Date>()).transpose();
                Act::SetTarget { stage: *stage, day: day.map_err(|error| fault(&error))? }
            }
            Self::WaitFor => {
                let (on, until) = plan::waiting(text)?;
                Act::WaitFor { on, until }
            }
            Self::KeyDate(name) => {
                let day = optional().map(|text| text.parse::<Date>()).transpose();
                Act::SetKeyDate { name: *name, day: day.map_err(|error| fault(&error))? }
            }
            Self::Quantity { outcome, why } => Act::Seek {
                outcome: outcome.clone(),
                quantity: optional().map(|text| outcome::quantity(&text)).transpose()?,
                why: why.clone(),
            },
            Self::Relevance { outcome, quantity, .. } => {
                Act::Seek { outcome: outcome.clone(), quantity: *quantity, why: optional() }
            }
        })
    }
}

/// The dialog.
pub(crate) struct PromptDialog {
    prompt: Prompt,
    field: Field,
    kind: usize,
    /// Whether the officer has chosen the kind; until then it follows what is typed.
    kind_chosen: bool,
    error: Option<String>,
}

enum Field {
    Line(LineField),
    Note(Box<NoteField>),
}

impl PromptDialog {
    pub(crate) fn new(prompt: Prompt) -> Self {
        let field = if prompt.then.several_lines() {
            Field::Note(Box::new(NoteField::new(&prompt.initial)))
        } else {
            Field::Line(LineField::new(&prompt.initial))
        };
        Self { field, prompt, kind: 0, kind_chosen: false, error: None }
    }

    /// The same with the path of a file in it that was typed before.
    pub(crate) fn of_file(mut self) -> Self {
        if matches!(self.prompt.then, Then::Attach(_)) {
            (self.kind, self.kind_chosen) = (2, true);
        }
        self
    }

    fn value(&self) -> String {
        match &self.field {
            Field::Line(field) => field.value().to_owned(),
            Field::Note(field) => field.value(),
        }
    }

    fn typed(&mut self) {
        self.error = None;
        if matches!(self.prompt.then, Then::Attach(_)) && !self.kind_chosen {
            self.kind = usize::from(evidence::is_link(&self.value()));
        }
    }

    fn accept(&mut self) -> Effect {
        match self.prompt.then.effect(&self.value(), self.kind, &self.prompt) {
            Ok(effect) => effect,
            Err(error) => {
                self.error = Some(error);
                Effect::None
            }
        }
    }

    /// Whether something was typed that leaving would lose.
    fn is_changed(&self) -> bool {
        self.value().trim() != self.prompt.initial.trim()
    }

    fn key(&mut self, key: Key) -> Effect {
        let taken = match &mut self.field {
            Field::Line(field) => field.key(key),
            Field::Note(field) => field.key(key),
        };
        if taken {
            self.typed();
        }
        Effect::None
    }
}

impl Screen for PromptDialog {
    fn title(&self) -> &'static str {
        "A question"
    }

    fn is_dialog(&self) -> bool {
        true
    }

    fn takes_text(&self) -> bool {
        true
    }

    fn is_answering(&self) -> bool {
        true
    }

    fn holds_typed(&self) -> bool {
        self.is_changed()
    }

    fn question(&self) -> Option<(&Prompt, String)> {
        Some((&self.prompt, self.value()))
    }

    fn copy(&self) -> Option<(String, String)> {
        Some(("the text".to_owned(), self.value()))
    }

    fn commands(&self) -> Vec<Offer> {
        let kinds = !self.prompt.then.kinds().is_empty();
        let mut offers = vec![
            Offer::useful(Command::Accept).called("save"),
            Offer::plain(Command::Save),
            Offer::useful(Command::Back).called("leave it"),
        ];
        offers.push(Offer::useful(Command::Help));
        if kinds {
            offers.push(Offer::useful(Command::NextPane).called("change the kind"));
        }
        offers
    }

    fn update(&mut self, message: Message) -> Effect {
        match message {
            Message::Command(Command::Accept | Command::Save) => self.accept(),
            Message::Command(Command::Back) if self.is_changed() => Effect::Push(Place::Leave),
            Message::Command(Command::Back)
            | Message::Done(_)
            | Message::Underway
            | Message::Answer(crate::tui::effect::Answer::Leave) => Effect::Pop,
            Message::Command(Command::NextPane) => {
                let count = self.prompt.then.kinds().len().max(1);
                self.kind = (self.kind + 1) % count;
                self.kind_chosen = true;
                self.error = None;
                Effect::None
            }
            Message::Key(key) => self.key(key),
            Message::Paste(pasted) => {
                match &mut self.field {
                    Field::Line(field) => field.paste(&pasted),
                    Field::Note(field) => field.paste(&pasted),
                }
                self.typed();
                Effect::None
            }
            Message::Seen(version) => {
                self.prompt.seen = version;
                Effect::None
            }
            Message::Failed(sentence) => {
                self.error = Some(sentence);
                Effect::None
            }
            _ => Effect::None,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let width = if canvas.width() < 90 { canvas.width() } else { 84 };
        let inside = width.saturating_sub(4);
        let mut explain = text::wrap(&self.prompt.explain, inside);
        let error = self.error.as_ref().map(|error| text::wrap(error, inside)).unwrap_or_default();
        let kinds = self.prompt.then.kinds();
        let rows = if self.prompt.then.several_lines() { 5 } else { 1 };
        let kinds_rows = usize::from(!kinds.is_empty()) * 2;
        // In a small window some of the field, and what is wrong with it, go before what is said.
        let wrong = if error.is_empty() { 0 } else { 1 + error.len() };
        let least = 1 + kinds_rows + rows.min(3) + wrong + 2;
        let room = canvas.height().saturating_sub(least + 1).max(1);
        let cut = canvas.look.glyphs.cut;
        if explain.len() > room {
            explain.truncate(room);
            let last = explain.pop().unwrap_or_default();
            explain.push(text::fit(&last, inside.saturating_sub(2), "") + " " + cut);
        }
        let height = explain.len() + 1 + kinds_rows + rows + 1 + error.len() + 1 + 2;
        let mut frame = super::middle(canvas, width, height);
        let mut inner = frame.framed(&self.prompt.title);
        let mut row = 0;
        for line in &explain {
            inner.text(row, 0, line, theme.text);
            row += 1;
        }
        row += 1;
        if !kinds.is_empty() {
            let mut column = 0;
            for (at, kind) in kinds.iter().enumerate() {
                let chosen = at == self.kind;
                let shown = if chosen { format!("[{kind}]") } else { format!(" {kind} ") };
                inner.text(row, column, &shown, if chosen { theme.accent } else { theme.dim });
                column += text::width(&shown) + 1;
            }
            let words = format!("({} changes)", Command::NextPane.key(true));
            inner.text(row, column + 1, &words, theme.dim);
            row += 2;
        }
        let rows = rows.min(inner.height().saturating_sub(row + wrong));
        match &self.field {
            Field::Line(field) => field.draw(&mut inner, row, 0, true),
            Field::Note(field) => {
                let here = inner.look.glyphs.here;
                inner.text(row, 0, here, theme.accent);
                let mut part = inner.part(2, row, inside.saturating_sub(2), rows);
                field.draw(&mut part);
            }
        }
        row += rows + 1;
        for line in &error {
            inner.text(row, 0, line, theme.error);
            row += 1;
        }
        let empty = if self.prompt.then.optional() { ", empty is fine" } else { "" };
        let lines = if self.prompt.then.several_lines() {
            "  Ctrl-J or Alt-Enter begins a new line."
        } else {
            ""
        };
        let (key, does) = (Command::Accept.key(true), self.prompt.then.does());
        let hint = format!("{key} {does}{empty}.{lines}");
        inner.text(row, 0, &hint, theme.dim);
    }
}
