//! Importing a list from the interface: reading it, the dry run, and the import itself.

use std::sync::Arc;

use crate::domain::text::visible;
use crate::import::{Columns, Defaults, Plan, Sheet};
use crate::register::{Fault, Result, full_path};
use crate::tui::app::{App, sentence};
use crate::tui::dialog::import::Listing;
use crate::tui::effect::{Loaded, Message, Notice};

impl App {
    /// Reads a list and recognises its columns.
    pub(super) fn read_sheet(&self, typed: &str) -> Result<Loaded> {
        let sheet = Sheet::read(&full_path(typed))?;
        let columns = Columns::of(&sheet, &[]).map_err(|fault| match fault {
            // Here columns can be chosen only where a row names them.
            Fault::Invalid { message, .. } => Fault::Invalid {
                message,
                hint: Some("Name the title and the value in a row above the list.".to_owned()),
            },
            fault => fault,
        })?;
        let policies = self.register.library().policies().iter();
        Ok(Loaded::Sheet(Box::new(Listing {
            sheet: Arc::new(sheet),
            columns,
            policies: policies.map(|loaded| loaded.pack.policy.id.clone()).collect(),
            preferred: self.preferred.clone(),
        })))
    }

    /// What a list would become.
    pub(super) fn read_plan(
        &self,
        sheet: &Sheet,
        columns: &Columns,
        defaults: &Defaults,
    ) -> Result<Loaded> {
        let (register, library) = (&self.register, self.register.library());
        let plan = Plan::of(Some(register), library, sheet, columns, defaults, self.clock.today())?;
        Ok(Loaded::Plan(Arc::new(plan)))
    }

    /// Imports what a dry run has shown; refused rows are left out, as the officer was told.
    pub(super) fn import(&mut self, at: usize, plan: &Plan) {
        let context = self.clock.context(self.preferences.officer());
        match plan.run(&mut self.register, true, &context) {
            Ok(made) => {
                self.stack.truncate(at);
                let tenders = match made.len() {
                    1 => "one tender".to_owned(),
                    count => format!("{count} tenders"),
                };
                let text = format!("Imported {tenders} from {}.", visible(&plan.file));
                self.notice = Some(Notice::done(text));
                self.tell_top(self.size_message());
                self.tell_all(&Message::Changed);
            }
            Err(fault) => self.tell(at, Message::Failed(sentence(&fault))),
        }
    }
}
