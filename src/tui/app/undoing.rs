//! Undo and redo: what was done in this session is turned around by acts of its own.

use crate::register::Turned;
use crate::tui::app::{App, error_notice};
use crate::tui::command::Command;
use crate::tui::effect::{Message, Notice, NoticeKind};

impl App {
    pub(super) fn undo(&mut self) {
        if let Some(fault) = self.writing() {
            self.notice = Some(error_notice(&fault));
            return;
        }
        let context = self.clock.context(self.preferences.officer());
        let turned = self.session.undo(&mut self.register, &context);
        self.turned(turned, "Undone", "There is nothing to undo in this session.");
    }

    pub(super) fn redo(&mut self) {
        if let Some(fault) = self.writing() {
            self.notice = Some(error_notice(&fault));
            return;
        }
        let context = self.clock.context(self.preferences.officer());
        let turned = self.session.redo(&mut self.register, &context);
        self.turned(turned, "Done again", "There is nothing to do again.");
    }

    /// Says what became of it.
    fn turned(&mut self, turned: Turned, lead: &str, nothing: &str) {
        let told = match turned {
            Turned::Done { done, said, .. } => {
                Notice::done(format!("{lead}: {said} ({})", done.reference))
            }
            Turned::Nothing => {
                self.notice = Some(Notice::warning(nothing));
                return;
            }
            Turned::Final { reference, said } => {
                let key = Command::State.key(false);
                self.notice = Some(Notice::warning(format!(
                    "{reference} was {said}; that is not undone. {key} in the tender cancels it, with a reason.",
                )));
                return;
            }
            Turned::Overtaken(reference) => Notice::error(format!(
                "{reference} was changed by another program since, so what you did before that is not turned around."
            )),
            Turned::Refused(fault) => error_notice(&fault),
        };
        self.notice = None;
        self.tell_all(&Message::Changed);
        // What a screen says of the change comes after what was undone, not instead.
        self.notice = Some(match self.notice.take() {
            Some(more) if told.kind == NoticeKind::Done => {
                Notice { text: format!("{}. {}", told.text, more.text), ..more }
            }
            _ => told,
        });
    }
}
