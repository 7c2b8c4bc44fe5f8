//! Importing a list from the interface: what comes of reading it, and of the import itself.

use std::sync::Arc;

use crate::domain::text::visible;
use crate::import::{Columns, Plan, Sheet};
use crate::register::tenders;
use crate::tui::app::App;
use crate::tui::dialog::import::Listing;
use crate::tui::effect::{Loaded, Message, Notice};

impl App {
    /// Hands over a list that was read, with what can be chosen for it.
    pub(super) fn listed(&mut self, sheet: Sheet, columns: Columns) {
        let policies = self.register.library().policies().iter();
        let listing = Listing {
            sheet: Arc::new(sheet),
            columns,
            policies: policies.map(|loaded| loaded.pack.policy.id.clone()).collect(),
            preferred: self.preferred.clone(),
        };
        self.tell_all(&Message::Loaded(Loaded::Sheet(Box::new(listing))));
    }

    /// Says that a list was imported, and shows it.
    pub(super) fn imported(&mut self, plan: &Plan, count: usize) {
        let tenders = match count {
            1 => "one tender".to_owned(),
            count => tenders(count),
        };
        let text = format!("Imported {tenders} from {}.", visible(&plan.file));
        self.notice = Some(Notice::done(text));
        // The job was another program to SQLite, but what it did is told here.
        self.others = self.register.others_changes().unwrap_or(self.others);
        self.tell_all(&Message::Changed);
    }
}
