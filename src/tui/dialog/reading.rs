//! A text to read and scroll: the determination with its reasons, an entry of the journal.

use ratatui::text::{Line, Span};

use crate::settings::Preferences;
use crate::tui::Look;
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::dialog::export::Exporting;
use crate::tui::dialog::help::{self, KeyLine};
use crate::tui::dialog::letter;
use crate::tui::dialog::prompt::{Prompt, Then};
use crate::tui::effect::{Effect, LineKind, Message, Place, Section};
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::text;

/// What is read.
pub(crate) enum Body {
    /// Text under headings.
    Sections(Vec<Section>),
    /// A policy, one of a list that can be exported.
    Policy(Vec<Section>),
    /// What verifying found; what is copied is the anchor.
    Verified { sections: Vec<Section>, anchor: Option<String> },
    /// A draft, copied as it is, and the name of the file that it can be written to.
    Letter { name: String, text: String },
    /// Commands with their keys.
    Keys(Vec<KeyLine>),
}

impl Body {
    fn lay_out(&self, columns: usize, look: &Look) -> Vec<Line<'static>> {
        match self {
            Self::Sections(sections) | Self::Policy(sections) | Self::Verified { sections, .. } => {
                lay_out(sections, columns, look)
            }
            Self::Letter { text, .. } => letter::lay_out(text, columns, look),
            Self::Keys(keys) => help::lay_out(keys, columns, look),
        }
    }
}

/// The dialog.
pub(crate) struct Reading {
    title: String,
    body: Body,
    scroll: Scroll,
    size: (usize, usize),
}

impl Reading {
    pub(crate) const fn new(title: String, body: Body) -> Self {
        Self { title, body, scroll: Scroll { selected: 0, offset: 0 }, size: (80, 22) }
    }

    fn width(&self) -> usize {
        if self.size.0 < 110 { self.size.0 } else { 102 }
    }

    fn inside(&self) -> (usize, usize) {
        (self.width().saturating_sub(4), self.size.1.saturating_sub(3))
    }
}

impl Screen for Reading {
    fn title(&self) -> &'static str {
        "Reading"
    }

    fn is_dialog(&self) -> bool {
        true
    }

    fn commands(&self) -> Vec<Offer> {
        let mut offers = vec![
            Offer::useful(Command::Down).called("read on"),
            Offer::useful(Command::PageDown).called("a page on"),
            Offer::useful(Command::Back).called("close"),
            Offer::plain(Command::Open).called("close"),
        ];
        offers.extend(MOVING);
        if matches!(self.body, Body::Letter { .. }) {
            offers.push(Offer::useful(Command::Copy).called("copy all"));
            offers.push(Offer::useful(Command::Save).called("write to a file"));
        }
        if matches!(self.body, Body::Policy(_)) {
            offers.push(Offer::useful(Command::Export).called("export the list"));
        }
        if matches!(self.body, Body::Verified { anchor: Some(_), .. }) {
            offers.push(Offer::useful(Command::Copy).called("copy the anchor"));
            offers.push(Offer::useful(Command::Anchor));
        }
        if matches!(self.body, Body::Keys(_)) {
            offers.push(Offer::useful(Command::Tour));
            offers.push(Offer::useful(Command::Settings));
        }
        offers
    }

    fn copy(&self) -> Option<(String, String)> {
        if let Body::Letter { text, .. } = &self.body {
            return Some((self.title.clone(), text.clone()));
        }
        if let Body::Verified { anchor: Some(anchor), .. } = &self.body {
            return Some(("the anchor".to_owned(), anchor.clone()));
        }
        let lines = self.body.lay_out(self.inside().0, &Look::of(&Preferences::default()));
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        Some(("the text".to_owned(), lines.join("\n")))
    }

    fn update(&mut self, message: Message) -> Effect {
        match message {
            Message::Size { width, height } => {
                self.size = (width, height);
                Effect::None
            }
            Message::Command(Command::Back | Command::Open) => Effect::Pop,
            Message::Command(Command::Export) => {
                Effect::Push(Place::Export(Exporting::of_policies()))
            }
            // In its place: what comes of the new check is shown where this was.
            Message::Command(Command::Anchor) => Effect::Replace(Place::Prompt(Prompt {
                title: "Check an anchor".to_owned(),
                explain: "An anchor is the hash of an entry of the journal, as it was kept or stands on a report; its first 16 digits are enough. The register is verified anew and held against it.".to_owned(),
                initial: String::new(),
                reference: String::new(),
                seen: 0,
                then: Then::Anchor,
            })),
            Message::Command(Command::Save) => match &self.body {
                Body::Letter { name, text } => Effect::Push(Place::Prompt(Prompt {
                    title: "Write it to a file".to_owned(),
                    explain: "Type the path of a new file, or a folder that it goes into under its own name. It is plain text; nothing is written over.".to_owned(),
                    initial: name.clone(),
                    reference: String::new(),
                    seen: 0,
                    then: Then::Write(vec![(name.clone(), text.clone())]),
                })),
                _ => Effect::None,
            },
            Message::Command(command) => {
                let (columns, height) = self.inside();
                // How many lines there are does not depend on the look.
                let length = self.body.lay_out(columns, &Look::of(&Preferences::default())).len();
                self.scroll.follow_text(command, length, height);
                Effect::None
            }
            // The key that opened help closes it again.
            Message::Key(key) if Command::Help.keys().contains(&key) => Effect::Pop,
            _ => Effect::None,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let columns = self.inside().0;
        let lines = self.body.lay_out(columns, canvas.look);
        let height = (lines.len() + 2).min(canvas.height().saturating_sub(1));
        let mut frame = super::middle(canvas, self.width(), height);
        let mut inner = frame.framed(&self.title);
        scrolled(&mut inner, &lines, self.scroll.offset);
    }
}

/// Draws lines from one on; when there are more below, the last row says how many.
pub(crate) fn scrolled(canvas: &mut Canvas<'_>, lines: &[Line<'_>], offset: usize) {
    let height = canvas.height();
    let offset = offset.min(lines.len().saturating_sub(height));
    if lines.len() <= offset + height {
        canvas.lines(&lines[offset..]);
        return;
    }
    let shown = height.saturating_sub(1);
    canvas.lines(&lines[offset..offset + shown]);
    let below = lines.len() - offset - shown;
    let look = canvas.look;
    let words = format!("{} {below} more lines ", look.glyphs.more[1]);
    canvas.text_right(shown, &words, look.theme.accent);
}

/// How many lines the sections take.
pub(crate) fn count(sections: &[Section], columns: usize) -> usize {
    let line = |(kind, words): &(LineKind, String)| text::wrap(words, room(*kind, columns)).len();
    sections
        .iter()
        .map(|section| {
            let heading = text::wrap(&section.heading, columns).len();
            heading + section.lines.iter().map(line).sum::<usize>() + 1
        })
        .sum::<usize>()
        .saturating_sub(1)
}

const fn room(kind: LineKind, columns: usize) -> usize {
    match kind {
        LineKind::Strong | LineKind::Plain => columns.saturating_sub(2),
        LineKind::Inset | LineKind::Warning => columns.saturating_sub(4),
    }
}

/// Lays sections out in lines.
pub(crate) fn lay_out(sections: &[Section], columns: usize, look: &Look) -> Vec<Line<'static>> {
    let theme = look.theme;
    let mut lines = Vec::new();
    for (at, section) in sections.iter().enumerate() {
        if at > 0 {
            lines.push(Line::default());
        }
        for line in text::wrap(&section.heading, columns) {
            lines.push(Line::styled(line, theme.accent));
        }
        for (kind, words) in &section.lines {
            let (indent, style) = match kind {
                LineKind::Strong => ("  ", theme.title),
                LineKind::Plain => ("  ", theme.text),
                LineKind::Inset => ("    ", theme.dim),
                LineKind::Warning => ("    ", theme.warning),
            };
            for line in text::wrap(words, room(*kind, columns)) {
                lines.push(Line::from(vec![Span::raw(indent), Span::styled(line, style)]));
            }
        }
    }
    lines
}
