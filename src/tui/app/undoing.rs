//! Undo and redo: what was done in this session is turned around by acts of its own.

use crate::register::{Subject, Turned};
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
                // Of some acts the sentence names what they were on.
                let on = done.on.to_string();
                let on = if said.contains(&on) { String::new() } else { format!(" ({on})") };
                Notice::done(format!("{lead}: {said}{on}"))
            }
            Turned::Nothing => {
                self.notice = Some(Notice::warning(nothing));
                return;
            }
            Turned::Final { on, said } => {
                let key = Command::State.key(false);
                let sentence = match &on {
                    Subject::Procurement(reference) => format!(
                        "{reference} was {said}. That cannot be undone; {key} in the tender cancels it, with a reason."
                    ),
                    Subject::Supplier { .. } => format!("That cannot be undone: {said} ({on})."),
                };
                self.notice = Some(Notice::warning(sentence));
                return;
            }
            Turned::Overtaken(on) => Notice::error(format!(
                "{on} was changed by another program since, so what you did before that is not turned around."
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
