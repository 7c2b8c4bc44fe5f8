//! Starting the procurements of an imported list: all of them in one transaction, none twice.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::domain::contract::Contract;
use crate::domain::supplier::{Supplier, core_of};
use crate::domain::{Date, Money, Reference, text};
use crate::register::act::NewProcurement;
use crate::register::library::sha256_of;
use crate::register::perform::{journal, tidy};
use crate::register::start::{Pinned, Rules, add, pin};
use crate::register::supplier::supply;
use crate::register::{
    Act, Context, ContractAct, Fault, Library, Order, Purpose, Register, Result, Step, Subject,
    SupplierAct, Unit, Watch,
};
use crate::store::{Change, ColumnsRecord};

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
    /// The contract that it led to, where the row says so.
    pub contract: Option<ImportedContract>,
}

/// A contract about to be recorded from a row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedContract {
    /// With whom.
    pub party: Party,
    /// Its first day.
    pub starts: Date,
    /// Its last day.
    pub ends: Date,
    /// Its value over the whole term, without VAT; `None` while it is not known.
    pub value: Option<Money>,
}

/// The supplier of an imported contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// It is in the directory.
    There(Uuid),
    /// It comes into the directory with the list: its place among the new suppliers.
    New(usize),
}

/// What is imported from one list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportedList {
    /// The name of the file.
    pub file: String,
    /// The procurements, in the order of the list.
    pub rows: Vec<Imported>,
    /// The suppliers that contracts are with and that are not in the directory yet.
    pub suppliers: Vec<Supplier>,
    /// The fingerprint of the names of the columns, and what stands in which, to be taken again
    /// for the next list with these names.
    pub columns: Option<(String, BTreeMap<String, Option<usize>>)>,
}

/// How an officer set the columns of an earlier list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RememberedColumns {
    /// What stands in which column, counted from nought; in none where there is no number.
    pub columns: BTreeMap<String, Option<usize>>,
    /// Who set them.
    pub officer: String,
    /// On which day.
    pub day: Date,
}

/// The fingerprint of a row: the SHA-256 of its text.
pub fn fingerprint(row: &str) -> String {
    sha256_of(row.as_bytes())
}

/// The highest number that a given reference may lead the count of the year with.
const HIGHEST_GIVEN: u32 = 999_999;

impl Register {
    /// Starts the procurements of a list in one transaction, with their contracts and suppliers:
    /// all or none.
    ///
    /// Gives their references, in the order of the list. Those without one are numbered on
    /// from the highest number of the year, past the references that the list itself gives.
    ///
    /// # Errors
    /// When one of them cannot be started, has been imported meanwhile, or the work is to stop;
    /// then none was.
    pub fn import(
        &mut self,
        list: &ImportedList,
        context: &Context,
        watch: &Watch,
    ) -> Result<Vec<Reference>> {
        let context = &tidy(context)?;
        let year = context.today.civil().year();
        self.database.keep_readers()?;
        let change = self.database.change()?;
        let rows = &list.rows;
        let given = rows.iter().filter_map(|row| row.new.reference.as_ref()?.number_in(year));
        let given = given.filter(|number| *number <= HIGHEST_GIVEN).max().unwrap_or(0);
        let mut highest = change.highest_number(year)?.max(given);
        let mut pinned: HashMap<&str, Pinned> = HashMap::new();
        let mut parties = Parties::of(&change, &self.library, &list.suppliers)?;
        let mut started = Vec::with_capacity(rows.len());
        for (at, Imported { new, origin, contract }) in rows.iter().enumerate() {
            let (done, of) = (at as u64, rows.len() as u64);
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
                let rules = Rules::of(&self.library, &new.policy).map_err(of_row)?;
                pinned.insert(&new.policy, pin(&change, rules, context)?);
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
            if let Some(contract) = contract {
                let supplier = parties.uid(contract.party, context).map_err(of_row)?;
                let act = Act::Contract(ContractAct::add(contract.with(supplier)));
                let order = Order::on(record.reference.as_str(), act);
                pinned.prepared().perform(&change, &order, context).map_err(of_row)?;
            }
            started.push(record.reference);
        }
        if let Some((header, columns)) = &list.columns {
            let record = ColumnsRecord {
                header: header.clone(),
                columns: json!(columns).to_string(),
                day: context.today,
                officer: context.officer.clone(),
            };
            change.keep_import_columns(&record)?;
            let detail = json!({ "file": list.file, "header": header, "columns": columns });
            journal(&change, None, "keep_columns", &detail, context)?;
        }
        // From here on it is done: a commit is all or nothing, and short.
        change.commit()?;
        Ok(started)
    }

    /// How an officer set the columns of lists with these names, by their fingerprint.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn remembered_columns(&self, header: &str) -> Result<Option<RememberedColumns>> {
        let record = self.database.import_columns(header)?;
        Ok(record.and_then(|ColumnsRecord { columns, day, officer, .. }| {
            // What another edition has written and this one cannot read is as if it were not there.
            let columns = serde_json::from_str(&columns).ok()?;
            Some(RememberedColumns { columns, officer, day })
        }))
    }

    /// Forgets how the columns of lists with these names were set; says whether that was known.
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn forget_columns(&mut self, header: &str, context: &Context) -> Result<bool> {
        let context = &tidy(context)?;
        let change = self.database.change()?;
        if !change.forget_import_columns(header)? {
            return Ok(false);
        }
        journal(&change, None, "forget_columns", &json!({ "header": header }), context)?;
        change.commit()?;
        Ok(true)
    }

    /// The suppliers of the directory by their uids, also those that were merged into others.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn suppliers(&self) -> Result<BTreeMap<Uuid, Supplier>> {
        Ok(self.database.suppliers()?)
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

impl ImportedContract {
    fn with(&self, supplier: Uuid) -> Contract {
        Contract {
            lot: None,
            supplier,
            title: None,
            value: self.value,
            signed: None,
            starts: self.starts,
            ends: self.ends,
            extendable_to: None,
            manager: None,
            review_months: None,
            collaborative: None,
            partners: None,
            no_kpis: None,
            ended: None,
            note: None,
        }
    }
}

/// The suppliers of a list, as they come into the directory.
struct Parties<'a> {
    change: &'a Change<'a>,
    library: &'a Library,
    new: &'a [Supplier],
    /// The uids of those that have come.
    made: HashMap<usize, Uuid>,
    /// The suppliers that were there before, by what their names have in common.
    there: HashMap<String, Vec<Supplier>>,
}

impl<'a> Parties<'a> {
    fn of(change: &'a Change<'a>, library: &'a Library, new: &'a [Supplier]) -> Result<Self> {
        let mut there: HashMap<String, Vec<Supplier>> = HashMap::new();
        if !new.is_empty() {
            for supplier in change.suppliers()?.into_values() {
                there.entry(core_of(&supplier.name)).or_default().push(supplier);
            }
        }
        Ok(Self { change, library, new, made: HashMap::new(), there })
    }

    /// The uid of a party, which is added to the directory where it is new.
    fn uid(&mut self, party: Party, context: &Context) -> Result<Uuid> {
        let at = match party {
            Party::There(uid) => return Ok(uid),
            Party::New(at) => at,
        };
        if let Some(uid) = self.made.get(&at) {
            return Ok(*uid);
        }
        let Some(supplier) = self.new.get(at) else {
            return Err(Fault::not_found("The supplier of the contract is not in the list."));
        };
        let core = core_of(&supplier.name);
        let same = self.there.get(&core).filter(|_| !core.is_empty());
        let other = |one: &&Supplier| match (&one.number, &supplier.number) {
            (Some(ours), Some(theirs)) => ours == theirs,
            _ => true,
        };
        if let Some(twin) = same.into_iter().flatten().find(other) {
            return Err(Fault::Invalid {
                message: format!(
                    "“{}” has come into the directory meanwhile.",
                    text::visible(&twin.name)
                ),
                hint: Some("Look at the list again; it says what is new now.".to_owned()),
            });
        }
        let act = SupplierAct::add(supplier.clone());
        let order = Order {
            reference: None,
            act: Act::Supply(act.clone()),
            seen: None,
            purpose: Purpose::Plain,
        };
        let done = supply(self.change, self.library, (&act, &order), context)?;
        let Subject::Supplier { uid, .. } = done.on else {
            return Err(Fault::not_found("The supplier is not in the directory."));
        };
        self.made.insert(at, uid);
        Ok(uid)
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
