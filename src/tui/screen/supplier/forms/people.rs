//! People to talk to, and looks at the debarment list.

use strum::IntoEnumIterator;
use uuid::Uuid;

use crate::domain::supplier::{Contact, DebarmentCheck, DebarmentResult};
use crate::domain::{Date, text};
use crate::register::SupplierAct;
use crate::tui::forms::{Wrong, needed};
use crate::tui::screen::supplier::forms::{Asks, chosen, day, or_wrong, text_in};
use crate::tui::widget::form::{Field, Form as Fields};

/// Somebody to talk to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ContactForm {
    pub(crate) supplier: Uuid,
    pub(crate) now: Option<(Uuid, Contact)>,
}

const NAME: usize = 0;
const ROLE: usize = 1;
const EMAIL: usize = 2;
const PHONE: usize = 3;
const NOTE: usize = 4;

impl Asks for ContactForm {
    fn fields(&self) -> Vec<Field> {
        let now = self.now.as_ref().map(|(_, contact)| contact);
        let held = |of: fn(&Contact) -> Option<&String>| {
            now.and_then(of).map(String::as_str).unwrap_or_default()
        };
        vec![
            Field::text("Name", "Whom to talk to.", now.map_or("", |one| &one.name)),
            Field::text("Role", "What they do there.", held(|one| one.role.as_ref())),
            Field::text("E-mail", "Like name@example.org.", held(|one| one.email.as_ref())),
            Field::text("Telephone", "With the area code.", held(|one| one.phone.as_ref())),
            Field::note("Note", "Internal.", held(|one| one.note.as_ref())),
        ]
    }

    fn read(&self, form: &Fields) -> Result<SupplierAct, Wrong> {
        let mut wrong = Wrong::new();
        let line = |words: &str| text::line("The name", words);
        let act = needed(form, NAME, "the name", &mut wrong, line).map(|name| {
            let supplier = self.now.as_ref().map_or(self.supplier, |(_, one)| one.supplier);
            let contact = Contact {
                supplier,
                name,
                role: text_in(form, ROLE),
                email: text_in(form, EMAIL),
                phone: text_in(form, PHONE),
                note: text_in(form, NOTE),
            };
            match &self.now {
                Some((uid, _)) => SupplierAct::change(*uid, contact),
                None => SupplierAct::add(contact),
            }
        });
        or_wrong(act, wrong)
    }
}

/// A look at the debarment list.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CheckForm {
    pub(crate) supplier: Uuid,
    pub(crate) now: Option<(Uuid, DebarmentCheck)>,
    pub(crate) officer: String,
    pub(crate) today: Date,
}

const RESULT: usize = 0;
const DAY: usize = 1;
const BY: usize = 2;
const CHECK_NOTE: usize = 3;

impl Asks for CheckForm {
    fn fields(&self) -> Vec<Field> {
        let now = self.now.as_ref().map(|(_, check)| check);
        // No result is there at first, so that none is given by mistake.
        let mut results = vec!["choose".to_owned()];
        results.extend(DebarmentResult::iter().map(|one| one.words().to_owned()));
        let at = now.and_then(|one| DebarmentResult::iter().position(|of| of == one.result));
        vec![
            Field::choice("Result", "What the list says.", results, at.map_or(0, |at| at + 1)),
            Field::text(
                "Looked on",
                "Like 01/06/2026.",
                &day(Some(now.map_or(self.today, |one| one.day))),
            ),
            Field::text("Looked up by", "Who looked.", now.map_or(&self.officer, |one| &one.by)),
            Field::note(
                "Note",
                "What there is to say of it, such as the entry's grounds.",
                now.and_then(|one| one.note.as_deref()).unwrap_or_default(),
            ),
        ]
    }

    fn read(&self, form: &Fields) -> Result<SupplierAct, Wrong> {
        let mut wrong = Wrong::new();
        let result =
            chosen(form, RESULT).checked_sub(1).and_then(|at| DebarmentResult::iter().nth(at));
        if result.is_none() {
            wrong.push((RESULT, "Choose what the list says.".to_owned()));
        }
        let day = needed(form, DAY, "the day", &mut wrong, str::parse::<Date>);
        let line = |words: &str| text::line("Who looked", words);
        let by = needed(form, BY, "who looked", &mut wrong, line);
        let act = result.zip(day).zip(by).map(|((result, day), by)| {
            let supplier = self.now.as_ref().map_or(self.supplier, |(_, one)| one.supplier);
            let check =
                DebarmentCheck { supplier, day, by, result, note: text_in(form, CHECK_NOTE) };
            match &self.now {
                Some((uid, _)) => SupplierAct::change(*uid, check),
                None => SupplierAct::add(check),
            }
        });
        or_wrong(act, wrong)
    }
}
