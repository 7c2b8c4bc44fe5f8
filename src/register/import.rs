//! Starting the procurements of an imported list: all of them in one transaction, none twice.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::Value;

use crate::domain::{Reference, text};
use crate::register::act::NewProcurement;
use crate::register::library::sha256_of;
use crate::register::perform::tidy;
use crate::register::start::{Pinned, add, pin};
use crate::register::{Context, Fault, Register, Result, Step, Unit, Watch};

/// Where in a list a procurement came from; it stands in the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// The name of the file, without its folder.
    pub file: String,
    /// The row, as a spreadsheet counts them.
    pub row: usize,
    /// The SHA-256 of the row as it stood in the file.
    pub fingerprint: String,
    /// What was doubtful in the row, and how it was read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<String>,
}

/// A procurement about to be started from a row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The procurement.
    pub new: NewProcurement,
    /// Where it came from.
    pub origin: Origin,
}

/// The fingerprint of a row: the SHA-256 of its text.
pub fn fingerprint(row: &str) -> String {
    sha256_of(row.as_bytes())
}

/// The highest number that a given reference may lead the count of the year with.
const HIGHEST_GIVEN: u32 = 999_999;

impl Register {
    /// Starts the procurements of a list in one transaction: all or none.
    ///
    /// Gives their references, in the order of the list. Those without one are numbered on
    /// from the highest number of the year, past the references that the list itself gives.
    ///
    /// # Errors
    /// When one of them cannot be started, has been imported meanwhile, or the work is to stop;
    /// then none was.
    pub fn import(
        &mut self,
        list: &[Imported],
        context: &Context,
        watch: &Watch,
    ) -> Result<Vec<Reference>> {
        let context = &tidy(context)?;
        let year = context.today.civil().year();
        self.database.keep_readers()?;
        let change = self.database.change()?;
        let given = list.iter().filter_map(|row| row.new.reference.as_ref()?.number_in(year));
        let given = given.filter(|number| *number <= HIGHEST_GIVEN).max().unwrap_or(0);
        let mut highest = change.highest_number(year)?.max(given);
        let mut pinned: HashMap<&str, Pinned> = HashMap::new();
        let mut started = Vec::with_capacity(list.len());
        for (at, Imported { new, origin }) in list.iter().enumerate() {
            let (done, of) = (at as u64, list.len() as u64);
            watch.step(Step { doing: "writing the tenders", done, of, unit: Unit::Rows })?;
            let of_row = |fault: Fault| in_row(origin.row, &fault);
            if let Some((reference, title)) = change.imported(&origin.fingerprint)? {
                return Err(of_row(Fault::Invalid {
                    message: format!(
                        "It has been imported meanwhile, as {reference}, “{}”.",
                        text::visible(&title)
                    ),
                    hint: Some("Look at the list again; it says what is new now.".to_owned()),
                }));
            }
            if !pinned.contains_key(new.policy.as_str()) {
                let policy = self.library.policy(&new.policy).map_err(of_row)?.clone();
                let overlay = self.library.overlay()?.clone();
                pinned.insert(&new.policy, pin(&change, policy, overlay, context)?);
            }
            let Some(pinned) = pinned.get(new.policy.as_str()) else { continue };
            let reference = if let Some(reference) = &new.reference {
                reference.clone()
            } else {
                highest = highest.saturating_add(1);
                Reference::numbered(year, highest)
            };
            let (record, _) =
                add(&change, new, reference, pinned, context, Some(origin)).map_err(of_row)?;
            started.push(record.reference);
        }
        // From here on it is done: a commit is all or nothing, and short.
        change.commit()?;
        Ok(started)
    }

    /// The reference and title of the procurement that came from the row with this fingerprint.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn imported(&self, fingerprint: &str) -> Result<Option<(String, String)>> {
        Ok(self.database.imported(fingerprint)?)
    }

    /// The reference of a procurement with this title, whatever its case.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn titled(&self, title: &str) -> Result<Option<String>> {
        Ok(self.database.titled(title)?)
    }

    /// The title of the procurement with this reference, where there is one.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn title_of(&self, reference: &Reference) -> Result<Option<String>> {
        Ok(self.database.list_row(reference.as_str())?.map(|row| row.title))
    }
}

/// Where a procurement came from, in words, by the entry of the journal that started it.
pub(super) fn told(entry: &Value) -> Option<String> {
    let from = &entry["imported_from"];
    let place = format!("from row {} of {}", from["row"].as_u64()?, from["file"].as_str()?);
    let doubts: Vec<&str> =
        from["doubts"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    Some(if doubts.is_empty() { place } else { format!("{place}; {}", doubts.join("; ")) })
}

/// The same fault, with the row of the list that it is about.
fn in_row(row: usize, fault: &Fault) -> Fault {
    Fault::Invalid { message: format!("Row {row}: {fault}"), hint: fault.hint() }
}
