//! What happens after the award, record by record, and what is asked of all contracts and lessons
//! of the register.
//!
//! [`Change::put_contract`] writes one record, writes over it or takes it away. Records may come
//! in any order within one change; whether all of them fit together is looked at when the change
//! is committed. [`Database::contract_file`] reads all records of one procurement.

mod read;
mod table;
mod write;

use rusqlite::{Params, Row};
use uuid::Uuid;

use crate::domain::contract::{ContractFile, ContractPiece, Lesson};
use crate::domain::cpv::CpvCode;
use crate::domain::{Date, Reference};
use crate::store::convert::{listed, parsed};
use crate::store::{Change, Database, Reading, Result, StoreError, subject};

/// A contract with the procurement that it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractPlace {
    /// The procurement's row.
    pub procurement: i64,
    /// Its reference.
    pub reference: Reference,
    /// What it is about.
    pub title: String,
    /// The id of its policy.
    pub policy: String,
    /// The row of its pinned policy.
    pub pack: i64,
    /// The contract.
    pub contract: Uuid,
    /// The supplier of the contract.
    pub supplier: Uuid,
}

/// A lesson with the procurement that it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LessonPlace {
    /// The lesson's uid.
    pub uid: Uuid,
    /// The procurement's row.
    pub procurement: i64,
    /// Its reference.
    pub reference: Reference,
    /// What it is about.
    pub tender: String,
    /// What kind of purchase that procurement is about, where it says so.
    pub category: Option<String>,
    /// The codes of the Common Procurement Vocabulary of that procurement.
    pub cpv: Vec<CpvCode>,
    /// The lesson.
    pub lesson: Lesson,
}

macro_rules! reading {
    ($($holder:ty),*) => {$(
        impl $holder {
            /// Everything that was recorded of a procurement after its award; empty where nothing
            /// was. It is read table by table: hold a snapshot where others may write.
            ///
            /// # Errors
            /// When the register cannot be read, or something in it is not what it should be.
            pub fn contract_file(&self, procurement: i64) -> Result<ContractFile> {
                read::contract_file(self, procurement)
            }

            /// What is counted of the contracts of several procurements, in one file: contracts
            /// and their changes, money, commitments and deliveries, without how these were
            /// corrected. A few statements for all of them.
            ///
            /// # Errors
            /// When the register cannot be read, or something in it is not what it should be.
            pub fn counted_contracts(&self, procurements: &[i64]) -> Result<ContractFile> {
                read::counted(self, procurements)
            }

            /// Whether anything was recorded of a procurement after its award: a contract, or a
            /// lesson that was written or read.
            ///
            /// # Errors
            /// When the register cannot be read.
            pub fn has_contracts(&self, procurement: i64) -> Result<bool> {
                has_contracts(self, procurement)
            }

            /// The contracts of some suppliers, in the order of their references.
            ///
            /// # Errors
            /// When the register cannot be read.
            pub fn contracts_with(&self, suppliers: &[Uuid]) -> Result<Vec<ContractPlace>> {
                let suppliers: Vec<String> = suppliers.iter().map(Uuid::to_string).collect();
                let chosen = "WHERE contract.supplier IN (SELECT value FROM json_each (?1))";
                places(self, chosen, [listed(&suppliers)])
            }

            /// All contracts of the register, in the order of their references.
            ///
            /// # Errors
            /// When the register cannot be read.
            pub fn contract_places(&self) -> Result<Vec<ContractPlace>> {
                places(self, "", [])
            }

            /// The procurements with a contract that may have run or been signed between two days:
            /// those whose contract was moved are among them, whatever its days.
            ///
            /// # Errors
            /// When the register cannot be read.
            pub fn with_contracts_between(&self, first: Date, last: Date) -> Result<Vec<i64>> {
                with_contracts_between(self, first, last)
            }

            /// The contracts of some procurements, in the order of their references.
            ///
            /// # Errors
            /// When the register cannot be read.
            pub fn contracts_under(&self, procurements: &[i64]) -> Result<Vec<ContractPlace>> {
                let list = serde_json::Value::from(procurements).to_string();
                places(self, "WHERE contract.procurement IN (SELECT value FROM json_each (?1))", [list])
            }

            /// How many contracts each supplier has that has any.
            ///
            /// # Errors
            /// When the register cannot be read.
            pub fn contracts_by_supplier(&self) -> Result<Vec<(Uuid, usize)>> {
                contracts_by_supplier(self)
            }

            /// A lesson of any procurement.
            ///
            /// # Errors
            /// When the register cannot be read, or the lesson is not what it should be.
            pub fn lesson(&self, uid: Uuid) -> Result<Option<LessonPlace>> {
                let found = lessons(self, "WHERE lesson.uid = ?1", [uid.to_string()])?;
                Ok(found.into_iter().next())
            }

            /// All lessons of the register, the newest first.
            ///
            /// # Errors
            /// When the register cannot be read, or a lesson is not what it should be.
            pub fn lessons(&self) -> Result<Vec<LessonPlace>> {
                lessons(self, "", [])
            }

            /// Every lesson that was read for a procurement, with the reference of that.
            ///
            /// # Errors
            /// When the register cannot be read.
            pub fn lessons_read(&self) -> Result<Vec<(Uuid, Reference)>> {
                lessons_read(self)
            }

            /// The references of the procurements for which a lesson was read.
            ///
            /// # Errors
            /// When the register cannot be read.
            pub fn lessons_read_of(&self, lesson: Uuid) -> Result<Vec<Reference>> {
                read_where(self, lesson)
            }
        }
    )*};
}

reading!(Database, Change<'_>);

impl Change<'_> {
    /// Puts one record at its place, in the place of what stood there, or takes it away.
    ///
    /// A record that others still point at can go, as long as they have gone, too, when the
    /// change is committed.
    ///
    /// # Errors
    /// When the register cannot be written, or the record says what no record can say.
    pub fn put_contract(&self, procurement: i64, piece: &ContractPiece) -> Result<()> {
        write::put(self, procurement, piece)
    }
}

/// Every other record hangs on a contract.
fn has_contracts(reading: &impl Reading, procurement: i64) -> Result<bool> {
    reading
        .connection()
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM contract WHERE procurement = ?1)
                 OR EXISTS (SELECT 1 FROM lesson WHERE procurement = ?1)
                 OR EXISTS (SELECT 1 FROM lesson_read WHERE procurement = ?1)",
        )
        .and_then(|mut statement| statement.query_row([procurement], |row| row.get(0)))
        .map_err(StoreError::when("looking for contracts"))
}

fn places(reading: &impl Reading, chosen: &str, values: impl Params) -> Result<Vec<ContractPlace>> {
    let place = |row: &Row<'_>| {
        Ok(ContractPlace {
            procurement: row.get("procurement")?,
            reference: row.get("reference")?,
            title: row.get("tender")?,
            policy: row.get("policy")?,
            pack: row.get("pack")?,
            contract: parsed(row, "contract")?,
            supplier: parsed(row, "supplier")?,
        })
    };
    reading
        .connection()
        .prepare_cached(&format!(
            "SELECT contract.procurement, reference, procurement.title AS tender, policy, pack,
                    contract.uid AS contract, contract.supplier
             FROM contract JOIN procurement ON procurement.id = contract.procurement {chosen}
             ORDER BY reference, contract.starts, contract.uid"
        ))
        .and_then(|mut statement| statement.query_map(values, place)?.collect())
        .map_err(StoreError::when("reading the contracts of the register"))
}

fn with_contracts_between(reading: &impl Reading, first: Date, last: Date) -> Result<Vec<i64>> {
    reading
        .connection()
        .prepare_cached(
            "SELECT DISTINCT procurement FROM contract
             WHERE (starts <= ?2 AND (ends >= ?1
                    OR EXISTS (SELECT 1 FROM contract_variation AS moved
                               WHERE moved.procurement = contract.procurement
                                 AND moved.contract = contract.uid
                                 AND moved.ends IS NOT NULL)))
                OR coalesce (signed, starts) BETWEEN ?1 AND ?2
             ORDER BY procurement",
        )
        .and_then(|mut statement| statement.query_map((first, last), |row| row.get(0))?.collect())
        .map_err(StoreError::when("reading which contracts ran in a year"))
}

fn contracts_by_supplier(reading: &impl Reading) -> Result<Vec<(Uuid, usize)>> {
    reading
        .connection()
        .prepare_cached("SELECT supplier, count(*) AS contracts FROM contract GROUP BY supplier")
        .and_then(|mut statement| {
            let count = |row: &Row<'_>| {
                let contracts: i64 = row.get("contracts")?;
                Ok((parsed(row, "supplier")?, usize::try_from(contracts).unwrap_or(0)))
            };
            statement.query_map([], count)?.collect()
        })
        .map_err(StoreError::when("counting the contracts of suppliers"))
}

fn lessons_read(reading: &impl Reading) -> Result<Vec<(Uuid, Reference)>> {
    reading
        .connection()
        .prepare_cached(
            "SELECT lesson_read.uid, reference
             FROM lesson_read JOIN procurement ON procurement.id = lesson_read.procurement
             ORDER BY reference",
        )
        .and_then(|mut statement| {
            let read = |row: &Row<'_>| Ok((parsed(row, "uid")?, row.get("reference")?));
            statement.query_map([], read)?.collect()
        })
        .map_err(StoreError::when("reading which lessons were read"))
}

fn lessons(reading: &impl Reading, chosen: &str, values: impl Params) -> Result<Vec<LessonPlace>> {
    let place = |row: &Row<'_>| {
        let lesson = read::lesson(row)?;
        let subject = subject::subject_of_tender(row)?;
        Ok(LessonPlace {
            uid: parsed(row, "uid")?,
            procurement: row.get("procurement")?,
            reference: row.get("reference")?,
            tender: row.get("tender")?,
            category: subject.category,
            cpv: subject.cpv,
            lesson,
        })
    };
    reading
        .connection()
        .prepare_cached(&format!(
            "SELECT reference, procurement.title AS tender, lesson.procurement, lesson.uid,
                    lesson.contract, lesson.day, lesson.title, lesson.happened, lesson.advice,
                    lesson.stage, lesson.category, lesson.tags, lesson.written_by,
                    subject.category AS tender_category, subject.cpv
             FROM lesson JOIN procurement ON procurement.id = lesson.procurement
                  LEFT JOIN subject ON subject.procurement = lesson.procurement {chosen}
             ORDER BY lesson.day DESC, lesson.uid DESC"
        ))
        .and_then(|mut statement| statement.query_map(values, place)?.collect())
        .map_err(StoreError::when("reading the lessons of the register"))
}

fn read_where(reading: &impl Reading, lesson: Uuid) -> Result<Vec<Reference>> {
    reading
        .connection()
        .prepare_cached(
            "SELECT reference FROM lesson_read
             JOIN procurement ON procurement.id = lesson_read.procurement
             WHERE lesson_read.uid = ?1 ORDER BY reference",
        )
        .and_then(|mut statement| {
            statement.query_map([lesson.to_string()], |row| row.get(0))?.collect()
        })
        .map_err(StoreError::when("looking where a lesson was read"))
}
