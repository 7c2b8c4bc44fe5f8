//! The dry run: what every row of a list would become, and why not.

use std::collections::{BTreeMap, HashSet};

use crate::domain::supplier::Supplier;
use crate::domain::{ContractType, Date, Reference};
use crate::import::columns::Columns;
use crate::import::contract::Award;
use crate::import::reading::Reading;
use crate::import::sheet::Sheet;
use crate::register::{
    Context, Fault, Imported, ImportedList, Library, NewProcurement, Origin, Party, Register,
    Result, Watch, counted, grouped,
};

/// What holds for rows that do not say it themselves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Defaults {
    /// The id of the policy.
    pub policy: Option<String>,
    /// What is bought.
    pub contract_type: Option<ContractType>,
    /// The day on which the procurements commence; today when absent.
    pub start: Option<Date>,
    /// Whether contracts and suppliers are left out.
    pub tenders_only: bool,
}

/// A tender as a row says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tender {
    /// What would be started.
    pub new: NewProcurement,
    /// The contract that it led to, where the row says so.
    pub award: Option<Award>,
    /// What is doubtful, and how it was read; sentences without a full stop.
    pub doubts: Vec<String>,
    /// The SHA-256 of the row as it stands in the file.
    pub(super) fingerprint: String,
}

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A tender is made of it.
    New(Box<Tender>),
    /// It is in the register already, or earlier in the list.
    There {
        /// Where, and under which title.
        where_: String,
    },
    /// It cannot be taken.
    Refused {
        /// Why: sentences without a full stop.
        why: Vec<String>,
    },
    /// It is no tender: a heading, a total, a note.
    PassedOver {
        /// What it is instead.
        what: String,
    },
}

/// One row with what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number, as a spreadsheet counts.
    pub number: usize,
    /// What it is about, in short.
    pub about: String,
    /// What becomes of it.
    pub outcome: Outcome,
}

/// How many rows become what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Counts {
    /// Tenders that are made.
    pub new: usize,
    /// Those among them of which something is doubtful.
    pub doubtful: usize,
    /// Rows that are there already.
    pub there: usize,
    /// Rows that are refused.
    pub refused: usize,
    /// Rows that are no tenders; blank ones are not among them.
    pub passed_over: usize,
    /// Contracts that are recorded with the tenders.
    pub contracts: usize,
    /// Suppliers that come into the directory with them.
    pub new_suppliers: usize,
}

impl Counts {
    /// The counts as one sentence.
    pub fn words(self) -> String {
        let doubtful = match self.doubtful {
            0 => String::new(),
            count if count == self.new => " (each with doubts)".to_owned(),
            count => format!(" ({} with doubts)", grouped(count)),
        };
        let contracts = match (self.contracts, self.new_suppliers) {
            (0, _) => String::new(),
            (contracts, suppliers) => {
                let with = match suppliers {
                    0 => String::new(),
                    count => format!(", {}", counted(count, "new supplier", "new suppliers")),
                };
                format!(" With them: {}{with}.", counted(contracts, "contract", "contracts"))
            }
        };
        format!(
            "{}{doubtful}, {} there already, {} refused, {} passed over.{contracts}",
            counted(self.new, "new tender", "new tenders"),
            grouped(self.there),
            grouped(self.refused),
            grouped(self.passed_over)
        )
    }
}

/// What a list would become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The name of the file.
    pub file: String,
    /// What holds of the list as a whole: sentences.
    pub notes: Vec<String>,
    /// Its rows below the names of the columns, blank ones left out.
    pub rows: Vec<Row>,
    /// The suppliers that rows name and that are not in the directory.
    suppliers: Vec<Supplier>,
    /// The fingerprint of the names of the columns and what stands in which, where the officer
    /// has set them.
    columns: Option<(String, BTreeMap<String, Option<usize>>)>,
}

impl Plan {
    /// Reads every row of a list and holds it against the register, where there is one yet.
    ///
    /// # Errors
    /// When the default policy is not known, the register cannot be read, or it is to stop.
    pub fn of(
        register: Option<&Register>,
        library: &Library,
        sheet: &Sheet,
        columns: &Columns,
        defaults: &Defaults,
        (today, watch): (Date, &Watch),
    ) -> Result<Self> {
        if let Some(policy) = &defaults.policy {
            library.policy(policy)?;
        }
        let reading = Reading::of(register, library, sheet, columns, (defaults, today))?;
        let notes = reading.notes(sheet);
        let (rows, suppliers) = reading.rows(sheet, watch)?;
        let set = columns.to_remember().map(|set| (columns.fingerprint().to_owned(), set));
        Ok(Self { file: sheet.name.clone(), notes, rows, suppliers, columns: set })
    }

    /// How many rows become what.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        let mut suppliers = HashSet::new();
        for row in &self.rows {
            match &row.outcome {
                Outcome::New(tender) => {
                    counts.new += 1;
                    counts.doubtful += usize::from(!tender.doubts.is_empty());
                    if let Some(award) = &tender.award {
                        counts.contracts += 1;
                        if let Party::New(at) = award.contract.party {
                            suppliers.insert(at);
                        }
                    }
                }
                Outcome::There { .. } => counts.there += 1,
                Outcome::Refused { .. } => counts.refused += 1,
                Outcome::PassedOver { .. } => counts.passed_over += 1,
            }
        }
        counts.new_suppliers = suppliers.len();
        counts
    }

    /// The tenders that would be made.
    pub fn tenders(&self) -> impl Iterator<Item = (&Row, &Tender)> {
        self.rows.iter().filter_map(|row| match &row.outcome {
            Outcome::New(tender) => Some((row, tender.as_ref())),
            _ => None,
        })
    }

    /// Starts the tenders in one transaction, with their contracts and suppliers, each with its
    /// journal entry: all or none. How the officer set the columns is kept with them.
    ///
    /// # Errors
    /// When rows are refused and are not to be skipped, something else has come into the
    /// register meanwhile, or it is to stop; then nothing was written.
    pub fn run(
        &self,
        register: &mut Register,
        skip_refused: bool,
        (context, watch): (&Context, &Watch),
    ) -> Result<Vec<Reference>> {
        let refused = self.counts().refused;
        if refused > 0 && !skip_refused {
            let rows =
                if refused == 1 { "One row is".to_owned() } else { format!("{refused} rows are") };
            return Err(Fault::Invalid {
                message: format!("{rows} refused, so nothing was imported."),
                hint: Some(
                    "Mend them in the list, or import the others with --skip-refused.".to_owned(),
                ),
            });
        }
        let rows: Vec<Imported> = self
            .tenders()
            .map(|(row, tender)| Imported {
                new: tender.new.clone(),
                origin: Origin {
                    file: self.file.clone(),
                    row: row.number,
                    fingerprint: tender.fingerprint.clone(),
                    doubts: tender.doubts.clone(),
                },
                contract: tender.award.as_ref().map(|award| award.contract.clone()),
            })
            .collect();
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let (file, suppliers) = (self.file.clone(), self.suppliers.clone());
        let list = ImportedList { file, rows, suppliers, columns: self.columns.clone() };
        register.import(&list, context, watch)
    }
}
