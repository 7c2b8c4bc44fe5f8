//! Undo and redo: what was done in this session is turned around by acts of its own.

use crate::register::{Act, Done, Fault, Order, Purpose};
use crate::tui::app::{App, error_notice};
use crate::tui::command::Command;
use crate::tui::effect::{Message, Notice};

/// An act that can be taken back, or done again.
pub(in crate::tui) struct Taken {
    reference: String,
    /// The act that turns it around; none for what cannot be undone, which stops there and says so.
    act: Option<Act>,
    sequence: i64,
    said: String,
}

impl App {
    /// Keeps what an act needs to be turned around.
    pub(super) fn remember(&mut self, done: &Done) {
        let reference = done.reference.to_string();
        self.mine.insert(reference.clone(), done.version);
        self.undo.push(Taken {
            reference,
            act: done.undo.clone(),
            sequence: done.sequence,
            said: done.said.clone(),
        });
    }

    pub(super) fn undo(&mut self) {
        let Some(taken) = self.undo.pop() else {
            self.notice = Some(Notice::warning("There is nothing to undo in this session."));
            return;
        };
        if taken.act.is_none() {
            let text = format!(
                "{} was {}; that is not undone. {} in the tender cancels it, with a reason.",
                taken.reference,
                taken.said,
                Command::State.key(false)
            );
            self.notice = Some(Notice::warning(text));
            return;
        }
        let purpose = Purpose::Undo(taken.sequence);
        if let Some(done) = self.compensate(&taken, purpose, "Undone") {
            self.redo.push(done);
        } else {
            self.undo.push(taken);
        }
        self.forget();
    }

    pub(super) fn redo(&mut self) {
        let Some(taken) = self.redo.pop() else {
            self.notice = Some(Notice::warning("There is nothing to do again."));
            return;
        };
        let purpose = Purpose::Redo(taken.sequence);
        if let Some(done) = self.compensate(&taken, purpose, "Done again") {
            self.undo.push(done);
        } else {
            self.redo.push(taken);
        }
        self.forget();
    }

    /// Drops what can no longer be turned around, so that it does not stand before the rest.
    fn forget(&mut self) {
        for reference in std::mem::take(&mut self.forgotten) {
            self.undo.retain(|taken| taken.reference != reference);
            self.redo.retain(|taken| taken.reference != reference);
        }
    }

    /// Takes an act back or does it again; gives what would turn that around.
    fn compensate(&mut self, taken: &Taken, purpose: Purpose, lead: &str) -> Option<Taken> {
        let order = Order {
            reference: Some(taken.reference.clone()),
            act: taken.act.clone()?,
            seen: self.mine.get(&taken.reference).copied(),
            purpose,
        };
        let context = self.clock.context(self.preferences.officer());
        match self.register.perform(&order, &context) {
            Ok(done) => {
                self.mine.insert(taken.reference.clone(), done.version);
                let text = format!("{lead}: {} ({})", taken.said, taken.reference);
                self.notice = None;
                self.tell_all(&Message::Changed);
                // What a screen says of the change comes after what was undone, not instead.
                self.notice = Some(match self.notice.take() {
                    Some(more) => Notice { text: format!("{text}. {}", more.text), ..more },
                    None => Notice::done(text),
                });
                // Doing again names the entry that was undone; undoing names the newest.
                let sequence = match purpose {
                    Purpose::Undo(original) => original,
                    Purpose::Plain | Purpose::Redo(_) => done.sequence,
                };
                Some(Taken {
                    reference: taken.reference.clone(),
                    act: done.undo,
                    sequence,
                    said: taken.said.clone(),
                })
            }
            Err(Fault::Stale { reference }) => {
                // Going on would overwrite what somebody else has done on purpose.
                self.forgotten.push(reference.clone());
                let text = format!(
                    "{reference} was changed by another program since, so what you did before that is not turned around."
                );
                self.notice = Some(Notice::error(text));
                self.tell_all(&Message::Changed);
                None
            }
            Err(fault) => {
                self.notice = Some(error_notice(&fault));
                self.tell_all(&Message::Changed);
                None
            }
        }
    }
}
