//! The tour: five steps through what a register is and how a tender walks through it.
//!
//! Shown once by itself, and again whenever it is asked for. It can be left at
//! any step and changes nothing.

use crate::tui::command::{Command, Offer};
use crate::tui::effect::{Effect, LineKind, Message, Section};
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::scroll::Scroll;

/// How many steps there are.
const STEPS: usize = 5;

/// The dialog.
#[derive(Default)]
pub(crate) struct Tour {
    /// The step, counted from 0.
    at: usize,
    scroll: Scroll,
    size: (usize, usize),
}

/// The text of a step.
fn step(at: usize) -> Section {
    let key = |command: Command| command.key(false);
    let (heading, sentences) = match at {
        0 => (
            "Your register",
            vec![
                "A register is one file on this machine with all your tenders. Nothing leaves it: Tenderbook has no network code.".to_owned(),
                "Every change is kept the moment it is confirmed, with an entry in a journal that is only ever added to.".to_owned(),
                format!(
                    "The list of tenders is home. Move with the arrows, open with {}, go back with {}. The last line always says what is possible.",
                    key(Command::Open),
                    key(Command::Back)
                ),
            ],
        ),
        1 => (
            "A tender, and what your policy requires",
            vec![
                format!("{} in the list starts a tender: title, policy, type and value are enough.", key(Command::New)),
                "While you type you are told what the policy requires: whether social value counts, with which weight, who signs off; each line with its clause.".to_owned(),
                "What nobody knows yet may stay open. Unknown never counts as no.".to_owned(),
            ],
        ),
        2 => (
            "The walk",
            vec![
                "A tender walks through 13 stages, each with a checklist. It opens at the next thing to do.".to_owned(),
                format!(
                    "{} ticks an item, {} rules one out with a reason, {} writes a note. {} goes to the next open item, across stages.",
                    key(Command::Tick),
                    key(Command::RuleOut),
                    key(Command::Note),
                    key(Command::NextOpen)
                ),
            ],
        ),
        3 => (
            "Evidence, and closing a stage",
            vec![
                format!(
                    "{} attaches evidence to an item: a note, a link, or a file, of which path, size and hash are kept. Each item says what will satisfy an auditor.",
                    key(Command::Evidence)
                ),
                format!(
                    "{} closes the stage when everything required is settled; until then it lists what is open and takes you there. A stage can be skipped ({}) or reopened ({}), with a reason.",
                    key(Command::CloseStage),
                    key(Command::SkipStage),
                    key(Command::ReopenStage)
                ),
            ],
        ),
        _ => (
            "Why, help and undo",
            vec![
                format!("{} says why: the clause and the facts behind what is required, and what would change it.", key(Command::Why)),
                format!("{} lists everything that is possible where you are, and from there this tour.", key(Command::Help)),
                format!("{} takes back what you changed in this session, {} does it again; what cannot be taken back says so. So try things.", key(Command::Undo), key(Command::Redo)),
                format!("{} in the list opens your settings: name, colours, keys.", key(Command::Settings)),
            ],
        ),
    };
    Section {
        heading: heading.to_owned(),
        lines: sentences.into_iter().map(|sentence| (LineKind::Plain, sentence)).collect(),
    }
}

impl Tour {
    fn inside(&self) -> (usize, usize) {
        (width(self.size.0).saturating_sub(4), self.size.1.saturating_sub(5))
    }
}

/// The width of the dialog in a window.
fn width(window: usize) -> usize {
    if window < 84 { window } else { 76 }
}

impl Screen for Tour {
    fn title(&self) -> &'static str {
        "The tour"
    }

    fn is_dialog(&self) -> bool {
        true
    }

    fn commands(&self) -> Vec<Offer> {
        let last = self.at + 1 == STEPS;
        let mut offers = vec![
            Offer::useful(Command::Open).called(if last { "end the tour" } else { "next step" }),
            Offer::useful(Command::Previous).called("step before").when(self.at > 0),
            Offer::plain(Command::Next).called("next step").when(!last),
        ];
        offers.extend([Offer::plain(Command::Up), Offer::plain(Command::Down)]);
        offers.push(Offer::useful(Command::Back).called("leave the tour"));
        offers
    }

    fn copy(&self) -> Option<(String, String)> {
        let step = step(self.at);
        let lines: Vec<String> = step.lines.into_iter().map(|(_, line)| line).collect();
        Some(("the step".to_owned(), format!("{}\n{}", step.heading, lines.join("\n"))))
    }

    fn update(&mut self, message: Message) -> Effect {
        match message {
            Message::Size { width, height } => self.size = (width, height),
            Message::Command(Command::Back) => return Effect::Pop,
            Message::Command(Command::Open | Command::Next) => {
                if self.at + 1 == STEPS {
                    return Effect::Pop;
                }
                self.at += 1;
                self.scroll = Scroll::default();
            }
            Message::Command(Command::Previous) => {
                self.at = self.at.saturating_sub(1);
                self.scroll = Scroll::default();
            }
            Message::Command(command) => {
                let (columns, height) = self.inside();
                let length = super::reading::count(&[step(self.at)], columns);
                self.scroll.follow_text(command, length, height);
            }
            _ => {}
        }
        Effect::None
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let width = width(canvas.width());
        let lines = super::reading::lay_out(&[step(self.at)], width.saturating_sub(4), canvas.look);
        let height = (lines.len() + 4).min(canvas.height().saturating_sub(1));
        let mut frame = super::middle(canvas, width, height);
        let title = format!("Tour, step {} of {STEPS}", self.at + 1);
        let mut inner = frame.framed(&title);
        let (columns, rows) = (inner.width(), inner.height());
        let mut text = inner.part(0, 0, columns, rows.saturating_sub(2));
        super::reading::scrolled(&mut text, &lines, self.scroll.offset);
        let next = if self.at + 1 == STEPS { "ends the tour" } else { "goes on" };
        let hint = format!(
            "{} {next}, {} leaves it at any time.",
            Command::Open.key(false),
            Command::Back.key(false)
        );
        inner.text(rows.saturating_sub(1), 0, &hint, theme.dim);
        inner.reading_cursor(0, 0);
    }
}
