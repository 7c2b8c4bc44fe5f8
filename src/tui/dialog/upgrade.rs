//! Another edition of a tender's policy: what differs, to read, and then whether to move to it.

use crate::policy::{Changed, DifferenceKind};
use crate::register::{Act, ProcurementView, Source, Upgrade, counts};
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::dialog::reading;
use crate::tui::effect::{Effect, LineKind, Message, Section};
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::text;

/// What the dialog shows, and what it would do.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Upgrading {
    reference: String,
    seen: i64,
    workable: bool,
    upgrade: Box<Upgrade>,
}

impl Upgrading {
    pub(crate) fn of(view: &ProcurementView, upgrade: Box<Upgrade>) -> Self {
        Self {
            reference: view.reference.to_string(),
            seen: view.version,
            workable: view.state.is_workable(),
            upgrade,
        }
    }
}

/// The dialog.
pub(crate) struct UpgradeDialog {
    upgrading: Upgrading,
    sections: Vec<Section>,
    scroll: Scroll,
    size: (usize, usize),
    /// Whether it is being asked if the tender is to be moved.
    asking: bool,
    error: Option<String>,
}

impl UpgradeDialog {
    pub(crate) fn new(upgrading: Upgrading) -> Self {
        Self {
            sections: sections(&upgrading.upgrade),
            upgrading,
            scroll: Scroll::default(),
            size: (80, 22),
            asking: false,
            error: None,
        }
    }

    const fn width(&self) -> usize {
        if self.size.0 < 110 { self.size.0 } else { 102 }
    }

    const fn inside(&self) -> (usize, usize) {
        (self.width().saturating_sub(4), self.size.1.saturating_sub(3))
    }

    fn command(&mut self, command: Command) -> Effect {
        match command {
            Command::Back if self.asking => self.asking = false,
            Command::Back => return Effect::Pop,
            Command::Upgrade => self.asking = true,
            Command::Confirm if self.asking => {
                return Effect::Perform {
                    reference: self.upgrading.reference.clone(),
                    act: Act::UpgradePolicy { sha256: self.upgrading.upgrade.to.sha256.clone() },
                    seen: self.upgrading.seen,
                };
            }
            command => {
                let (columns, height) = self.inside();
                let length = reading::count(&self.sections, columns);
                self.scroll.follow_text(command, length, height);
            }
        }
        Effect::None
    }

    /// What will happen, in words.
    fn question(&self) -> String {
        let Upgrade { from, to, kept, source, .. } = self.upgrading.upgrade.as_ref();
        let what = match source {
            Source::Policy => "its policy",
            Source::Statute => "the statute",
        };
        let kept = match kept.len() {
            0 => String::new(),
            1 => " One item that was worked on is gone; it stays in sight.".to_owned(),
            count => format!(" {count} items that were worked on are gone; they stay in sight."),
        };
        format!(
            "{} moves from edition {} to edition {} of {what}. Everything that was done is carried over by item.{kept} It can be undone. Press {} to move it, or {} to go back to the difference.",
            self.upgrading.reference,
            from.edition,
            to.edition,
            Command::Confirm.key(false),
            Command::Back.key(false)
        )
    }
}

/// The difference as text to read.
fn sections(upgrade: &Upgrade) -> Vec<Section> {
    let Upgrade { from, to, .. } = upgrade;
    let mut lines = vec![(
        LineKind::Strong,
        format!(
            "The {}: from edition {} to edition {}",
            upgrade.source.word(),
            from.edition,
            to.edition
        ),
    )];
    if upgrade.consequences.is_empty() {
        let words = format!("The {} would require the same of its facts.", upgrade.source.word());
        lines.push((LineKind::Plain, words));
    }
    for changed in &upgrade.consequences {
        lines.extend(change(changed));
    }
    for id in &upgrade.kept {
        let words = format!("{id} was worked on and is gone; it stays in sight.");
        lines.push((LineKind::Warning, words));
    }
    for id in &upgrade.outcomes_gone {
        lines.push((LineKind::Warning, format!("Outcome {id} is sought and is gone.")));
    }
    let mut sections =
        vec![Section { heading: "What it changes for this tender".to_owned(), lines }];
    for (kind, heading) in [
        (DifferenceKind::Changed, "Rules and duties that change"),
        (DifferenceKind::New, "New"),
        (DifferenceKind::Gone, "Gone"),
        (DifferenceKind::Reworded, "Reworded"),
    ] {
        let found = upgrade.differences.iter().filter(|found| found.kind == kind);
        let lines: Vec<(LineKind, String)> = found
            .flat_map(|found| {
                let head = format!("{} {}: {}", found.part, found.id, found.text);
                let changes = found.changes.iter().flat_map(change);
                std::iter::once((LineKind::Plain, head)).chain(changes).collect::<Vec<_>>()
            })
            .collect();
        if !lines.is_empty() {
            sections.push(Section { heading: heading.to_owned(), lines });
        }
    }
    let words = format!("In all: {}.", counts(&upgrade.differences));
    let hashes = format!("SHA-256 {} to {}", from.sha256, to.sha256);
    sections.push(Section {
        heading: "The two texts".to_owned(),
        lines: vec![(LineKind::Plain, words), (LineKind::Inset, hashes)],
    });
    sections
}

fn change(changed: &Changed) -> [(LineKind, String); 2] {
    [
        (LineKind::Inset, format!("{}, before: {}", changed.what, changed.before)),
        (LineKind::Inset, format!("{}, now: {}", changed.what, changed.after)),
    ]
}

impl Screen for UpgradeDialog {
    fn title(&self) -> &'static str {
        "Another edition of the policy"
    }

    fn is_dialog(&self) -> bool {
        true
    }

    fn is_answering(&self) -> bool {
        true
    }

    fn commands(&self) -> Vec<Offer> {
        let workable = self.upgrading.workable;
        let mut offers = if self.asking {
            vec![
                Offer::useful(Command::Confirm).called("move the tender").when(workable),
                Offer::useful(Command::Back).called("back to the difference"),
            ]
        } else {
            vec![
                Offer::useful(Command::Upgrade).called("move to it").when(workable),
                Offer::useful(Command::Back).called("close"),
            ]
        };
        if !self.asking {
            offers.extend(MOVING);
        }
        offers.push(Offer::useful(Command::Help));
        offers
    }

    fn update(&mut self, message: Message) -> Effect {
        match message {
            Message::Size { width, height } => self.size = (width, height),
            Message::Command(command) => return self.command(command),
            Message::Failed(sentence) => self.error = Some(sentence),
            Message::Done(_) => return Effect::Pop,
            _ => {}
        }
        Effect::None
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let columns = self.inside().0;
        if self.asking {
            let question = text::wrap(&self.question(), columns);
            let error = self.error.as_ref().map(|error| text::wrap(error, columns));
            let error = error.unwrap_or_default();
            let mut frame = super::middle(canvas, self.width(), question.len() + error.len() + 2);
            let mut inner = frame.framed("Move to the other edition?");
            let lines = question.iter().map(|line| (line, theme.text));
            let lines = lines.chain(error.iter().map(|line| (line, theme.error)));
            for (row, (line, style)) in lines.enumerate() {
                inner.text(row, 0, line, style);
            }
            return;
        }
        let lines = reading::lay_out(&self.sections, columns, canvas.look);
        let height = (lines.len() + 2).min(canvas.height().saturating_sub(1));
        let mut frame = super::middle(canvas, self.width(), height);
        let mut inner =
            frame.framed(&format!("Another edition of the policy of {}", self.upgrading.reference));
        reading::scrolled(&mut inner, &lines, self.scroll.offset);
    }
}
