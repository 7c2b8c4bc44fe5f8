//! The palette over the stack of screens: what is in it, and where it leads.

use crate::tui::app::{App, error_notice};
use crate::tui::command::{Command, Offer};
use crate::tui::dialog;
use crate::tui::effect::Message;
use crate::tui::effect::{Answer, Place};
use crate::tui::finding::{self, Page, Target};
use crate::tui::screen::{self, Screen};

impl App {
    /// The palette leads elsewhere: it is not for where something is typed that would be lost.
    pub(super) fn palette_offer(&self, top: &dyn Screen) -> Option<Offer> {
        let typed = self.stack.iter().any(|screen| screen.holds_typed());
        // In a field that holds text the key may mean something else.
        (!typed || !top.takes_text()).then(|| Offer {
            useful: !top.is_dialog() && !top.takes_text(),
            ..Offer::plain(Command::Palette).when(!typed)
        })
    }

    /// The palette over the top screen, with everything that is possible and known here.
    pub(super) fn palette(&self) -> dialog::palette::Palette {
        let because = self.stack.last().and_then(|screen| screen.because());
        let mut findings = finding::commands(&self.offers(), because.as_deref());
        let tender = self.stack.iter().rev().find(|screen| screen.reference().is_some());
        findings.extend(tender.map(|screen| screen.findable()).unwrap_or_default());
        let library = self.register.library();
        findings
            .extend(library.policies().iter().chain(library.overlay_pack()).map(finding::policy));
        findings.extend(finding::pages(&self.offers()));
        findings.extend(dialog::topics::titles().map(finding::topic));
        dialog::palette::Palette::new(findings, self.recent.clone())
    }

    /// Takes the palette away, and does or goes to what was chosen in it.
    pub(super) fn find(&mut self, target: Target) {
        self.pop();
        self.has_used(target.clone());
        match target {
            Target::Command(command) => {
                let offer = self.offers().into_iter().find(|offer| offer.command == command);
                if let Some(offer) = offer {
                    self.ask(offer);
                }
            }
            Target::Tender(reference) => {
                let mut open = self.stack.iter().map(|screen| screen.reference());
                if let Some(at) = open.position(|open| open == Some(&reference)) {
                    self.return_to(at);
                } else {
                    self.stack.truncate(1);
                    self.push(Place::Procurement { reference, new: false });
                }
            }
            Target::Supplier(uid) => {
                self.stack.truncate(1);
                self.push(Place::Supplier(uid));
            }
            Target::Page(page) => {
                self.stack.truncate(1);
                self.push(match page {
                    Page::Suppliers => Place::Suppliers,
                    Page::Lessons => Place::Lessons { reference: None },
                    Page::Targets => Place::Targets,
                });
            }
            Target::Stage(stage) => self.go_in_tender(Answer::ToStage(stage)),
            Target::Item(item) => self.go_in_tender(Answer::Jump(item)),
            Target::Outcome(id) => self.go_in_tender(Answer::ToOutcome(id)),
            Target::Policy(id) => {
                let library = self.register.library();
                let statute = library.overlay_pack();
                let sme = statute.and_then(|statute| statute.pack.sme.as_ref());
                let of_statute = statute.filter(|statute| statute.pack.policy.id == id);
                let reading = match of_statute {
                    Some(statute) => Ok(statute),
                    None => library.policy(&id),
                }
                .map(|loaded| screen::policy::reading(loaded, sme));
                match reading {
                    Ok(reading) => self.push(reading),
                    Err(fault) => self.notice = Some(error_notice(&fault)),
                }
            }
            Target::Topic(title) => {
                let register = self.register.path();
                let about = dialog::topics::About { look: &self.look, register };
                if let Some(place) = dialog::topics::reading(title, &about) {
                    self.push(place);
                }
            }
        }
    }

    fn go_in_tender(&mut self, answer: Answer) {
        if let Some(at) = self.stack.iter().rposition(|screen| screen.reference().is_some()) {
            self.return_to(at);
            self.tell_top(Message::Answer(answer));
        }
    }

    /// Takes away what lies over a screen; what is typed there comes back where it was asked for.
    fn return_to(&mut self, at: usize) {
        for screen in self.stack.split_off(at + 1) {
            self.keep_question(screen.as_ref());
        }
        self.tell_top(self.size_message());
    }

    /// Remembers what was used last, for the palette.
    pub(super) fn has_used(&mut self, target: Target) {
        const MOST: usize = 12;
        self.recent.retain(|other| *other != target);
        self.recent.insert(0, target);
        self.recent.truncate(MOST);
    }
}
