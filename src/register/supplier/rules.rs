//! Supplier records as they can be kept, and when they may be.

use uuid::Uuid;

use crate::domain::supplier::{SupplierRecord as R, SupplierRecord};
use crate::domain::text;
use crate::register::supplier::Supplying;
use crate::register::texts::{optional, optional_line};
use crate::register::{Fault, Result};

impl Supplying<'_> {
    /// Checks that a record may be added, or take the place of another.
    pub(super) fn allows(
        &self,
        uid: Uuid,
        record: &SupplierRecord,
        before: Option<&SupplierRecord>,
    ) -> Result<()> {
        if let Some(supplier) = record.supplier() {
            self.find(supplier)?;
            let moved = before.and_then(SupplierRecord::supplier).is_some_and(|of| of != supplier);
            if moved {
                return Err(Fault::invalid("It belongs to another supplier."));
            }
        }
        let R::Supplier(of) = record else {
            if let R::DebarmentCheck(of) = record
                && of.day > self.context.today
            {
                return Err(Fault::invalid(format!(
                    "The check would be on {}, which is still to come.",
                    of.day.british()
                )));
            }
            return Ok(());
        };
        if of.headcount_on.is_some() && of.headcount.is_none() {
            return Err(Fault::invalid("There is a day for a headcount that is not given."));
        }
        let days = [
            ("The headcount", of.headcount_on),
            ("The judgement", of.local.as_ref().map(|local| local.day)),
            ("What the supplier says", of.ownership.as_ref().map(|one| one.day)),
            ("The signature", of.code.as_ref().map(|code| code.day)),
        ];
        for (what, day) in days {
            if let Some(day) = day.filter(|day| *day > self.context.today) {
                return Err(Fault::invalid(format!(
                    "{what} would be of {}, which is still to come.",
                    day.british()
                )));
            }
        }
        // The same company twice would split its history.
        if of.number.is_none() {
            return Ok(());
        }
        let twin = self.change.suppliers()?.into_iter().find(|(other, supplier)| {
            let same_number = supplier.number == of.number;
            *other != uid && supplier.merged_into.is_none() && same_number
        });
        match twin.filter(|_| of.merged_into.is_none()) {
            Some((_, twin)) => Err(Fault::Invalid {
                message: format!(
                    "“{}” has that company number already.",
                    text::visible(&twin.name)
                ),
                hint: Some("Use that supplier, or merge the two.".to_owned()),
            }),
            None => Ok(()),
        }
    }

    /// Checks that nothing hangs on a supplier that goes.
    pub(super) fn may_go(&self, uid: Uuid) -> Result<()> {
        let file = self.change.supplier_file(uid)?;
        let contracts = self.change.contracts_with(&[uid])?;
        let hangs = if let Some(place) = contracts.first() {
            Some(format!("It has a contract in {}.", place.reference))
        } else if file.suppliers.values().any(|other| other.merged_into == Some(uid)) {
            Some("Others were merged into it.".to_owned())
        } else if file.contacts.values().any(|one| one.supplier == uid)
            || file.checks.values().any(|one| one.supplier == uid)
            || file.status_reviews.values().any(|one| one.supplier == uid)
        {
            Some("There are contacts, checks or reviews of status that belong to it.".to_owned())
        } else {
            None
        };
        match hangs {
            None => Ok(()),
            Some(why) => Err(Fault::Invalid {
                message: format!("The supplier cannot be taken away. {why}"),
                hint: Some("If it is there twice, merge the two.".to_owned()),
            }),
        }
    }
}

/// The record with its texts as they can be kept.
pub(super) fn tidy(
    record: &SupplierRecord,
    before: Option<&SupplierRecord>,
) -> Result<SupplierRecord> {
    let mut tidied = record.clone();
    match &mut tidied {
        R::Supplier(of) => {
            of.name = text::line("The name", &of.name)?;
            of.other_number = optional_line("The other number", of.other_number.as_deref())?;
            of.address = optional_line("The address", of.address.as_deref())?;
            of.website = optional_line("The website", of.website.as_deref())?;
            of.note = optional("The note", of.note.as_deref())?;
            if let Some(local) = &mut of.local {
                local.by = text::line("Who judged whether it is local", &local.by)?;
                local.reason = optional("Why it is local or not", local.reason.as_deref())?;
            }
            if let Some(ownership) = &mut of.ownership {
                ownership.says = text::line("The ownership", &ownership.says)?;
            }
            if let Some(statement) = &mut of.statement {
                statement.place =
                    optional_line("Where the statement is", statement.place.as_deref())?;
            }
            if let Some(code) = &mut of.code {
                code.by = text::line("Who signed the code", &code.by)?;
            }
            // Merging is a deed of its own.
            of.merged_into = match before {
                Some(R::Supplier(before)) => before.merged_into,
                _ => None,
            };
        }
        R::Contact(of) => {
            of.name = text::line("The name", &of.name)?;
            of.role = optional_line("The role", of.role.as_deref())?;
            of.email = optional_line("The e-mail address", of.email.as_deref())?;
            of.phone = optional_line("The telephone number", of.phone.as_deref())?;
            of.note = optional("The note", of.note.as_deref())?;
            if let Some(email) = of.email.as_deref().filter(|email| !is_email(email)) {
                return Err(Fault::invalid(format!(
                    "“{}” is not an e-mail address; it is written like name@example.org.",
                    text::visible(email)
                )));
            }
        }
        R::DebarmentCheck(of) => {
            of.by = text::line("Who looked", &of.by)?;
            of.note = optional("The note", of.note.as_deref())?;
        }
        R::StatusReview(_) => {
            return Err(Fault::invalid("A status is judged step by step."));
        }
    }
    Ok(tidied)
}

/// Whether a text has the form of an e-mail address.
fn is_email(text: &str) -> bool {
    let mut parts = text.split('@');
    let (Some(name), Some(place), None) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let plain = |part: &str| !part.is_empty() && !part.contains(char::is_whitespace);
    plain(name) && plain(place) && !place.starts_with('.') && !place.ends_with('.')
}
