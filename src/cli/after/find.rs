//! Finding what is meant after the award: contracts, their records, and suppliers.
//!
//! Records are numbered in the order in which they were recorded, so that a number stays the same
//! while the list grows.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::cli::failure::{Failure, Result};
use crate::cli::pick::{Kind, Known, pick};
use crate::domain::contract::{
    Action, Commitment, Concern, ContractFile, Delivery, Diligence, Figure, Kpi, Lesson, Logistics,
    Paper, Review, Risk, Variation,
};
use crate::domain::supplier::Supplier;
use crate::domain::text::visible;
use crate::register::{ContractView, ContractsView, Fault, Register};

/// The contracts in the order in which they were recorded, with their numbers.
pub(crate) fn contracts(view: &ContractsView) -> Vec<(usize, &ContractView)> {
    let in_order = view.file.contracts.keys().filter_map(|uid| view.contract(*uid));
    (1..).zip(in_order).collect()
}

/// The contract that is meant: the one that is named, or the only one there is.
pub(crate) fn contract<'a>(
    view: &'a ContractsView,
    given: Option<&str>,
) -> Result<&'a ContractView> {
    let all = contracts(view);
    let known = all.iter().map(|(number, contract)| Known {
        it: *contract,
        uid: contract.uid.to_string(),
        number: Some(number.to_string()),
        name: contract.words.clone(),
    });
    let known: Vec<Known<&ContractView>> = known.collect();
    if known.is_empty() {
        return Err(Failure::Fault(Fault::NotFound {
            message: format!("{} has no contract yet.", view.reference),
            hint: Some(format!(
                "“tenderbook contract begin {}” records the first.",
                view.reference
            )),
        }));
    }
    match (given, all.as_slice()) {
        (Some(given), _) => {
            pick(Kind { one: "contract", many: "contracts", none: "" }, given, known)
        }
        (None, [(_, only)]) => Ok(only),
        (None, _) => {
            let names: Vec<String> = known.iter().map(Known::words).collect();
            Err(Failure::usage(
                "The tender has several contracts, and which one is meant is not said.",
                format!("Add --contract with its number: {}.", names.join("; ")),
            ))
        }
    }
}

/// The contracts that are meant: one that is named, or all.
pub(crate) fn some_contracts<'a>(
    view: &'a ContractsView,
    given: Option<&str>,
) -> Result<Vec<(usize, &'a ContractView)>> {
    let mut all = contracts(view);
    if let Some(given) = given {
        let uid = contract(view, Some(given))?.uid;
        all.retain(|(_, one)| one.uid == uid);
    }
    Ok(all)
}

/// Records of one kind, with what they are called and where they hang.
struct Records<'a, T> {
    kind: Kind,
    all: &'a BTreeMap<Uuid, T>,
    contract: fn(&ContractFile, &T) -> Option<Uuid>,
    name: fn(&T) -> String,
}

impl<'a, T> Records<'a, T> {
    fn of(&self, file: &ContractFile, contract: Uuid) -> Vec<(usize, Uuid, &'a T)> {
        let of = self.all.iter().filter(|(_, one)| (self.contract)(file, one) == Some(contract));
        (1..).zip(of).map(|(number, (uid, one))| (number, *uid, one)).collect()
    }

    fn one(
        &self,
        view: &ContractsView,
        contract_given: Option<&str>,
        given: &str,
    ) -> Result<(Uuid, &'a T)> {
        // A whole uid says by itself to which contract it belongs.
        if let Ok(uid) = Uuid::try_parse(given.trim())
            && let Some(one) = self.all.get(&uid)
        {
            return Ok((uid, one));
        }
        let contract = contract(view, contract_given)?.uid;
        let all = self.of(&view.file, contract).into_iter().map(|(number, uid, one)| Known {
            it: (uid, one),
            uid: uid.to_string(),
            number: Some(number.to_string()),
            name: (self.name)(one),
        });
        pick(self.kind, given, all.collect())
    }
}

/// Defines for a kind of records how all of a contract are listed, and how one is found.
macro_rules! records {
    ($($many:ident, $one:ident: $type:ident in $map:ident,
       $word:literal, $words:literal, $none:literal, $contract:expr, $name:expr;)*) => {$(
        /// The records of a contract with their numbers.
        pub(crate) fn $many(file: &ContractFile, contract: Uuid) -> Vec<(usize, Uuid, &$type)> {
            let kind = Kind { one: $word, many: $words, none: $none };
            Records { kind, all: &file.$map, contract: $contract, name: $name }.of(file, contract)
        }

        /// One record, by its number, its words or its uid.
        pub(crate) fn $one(
            view: &ContractsView,
            contract: Option<&str>,
            given: &str,
        ) -> Result<(Uuid, $type)> {
            let kind = Kind { one: $word, many: $words, none: $none };
            let records =
                Records { kind, all: &view.file.$map, contract: $contract, name: $name };
            records.one(view, contract, given).map(|(uid, one)| (uid, one.clone()))
        }
    )*};
}

records! {
    variations, variation: Variation in variations, "change", "changes",
        "“contract vary” records the first.", |_, one| Some(one.contract), |one| one.what.clone();
    papers, paper: Paper in papers, "document", "documents",
        "“contract document add” records the first.",
        |_, one| Some(one.contract), |one| one.title.clone();
    kpis, kpi: Kpi in kpis, "indicator", "indicators", "“contract kpi add” adds the first.",
        |_, one| Some(one.contract), |one| one.title.clone();
    commitments, commitment: Commitment in commitments, "commitment", "commitments",
        "“commitment add” adds the first, “commitment take-over” takes over those of the award.",
        |_, one| Some(one.contract), |one| one.title.clone();
    deliveries, delivery: Delivery in deliveries, "delivery", "deliveries",
        "“delivery add” records the first.",
        |file, one| file.commitments.get(&one.commitment).map(|of| of.contract),
        |one| one.words.clone().unwrap_or_default();
    reviews, review: Review in reviews, "review", "reviews", "“contract review plan” plans the first.",
        |_, one| Some(one.contract), |one| one.planned.to_string();
    actions, action: Action in actions, "action", "actions", "“contract action add” adds the first.",
        |_, one| Some(one.contract), |one| one.what.clone();
    risks, risk: Risk in risks, "risk", "risks", "“contract risk add” records the first.",
        |_, one| Some(one.contract), |one| one.what.clone();
    diligence, diligence_step: Diligence in diligence, "step", "steps",
        "“contract diligence” records the first.",
        |_, one| Some(one.contract), |one| one.what.clone();
    concerns, concern: Concern in concerns, "concern", "concerns",
        "“contract concern add” records the first.",
        |_, one| Some(one.contract), |one| one.what.clone();
    logistics, logistics_note: Logistics in logistics, "note", "notes",
        "“contract logistics” records the first.",
        |_, one| Some(one.contract), |one| one.what.clone();
}

/// The figures of a contract with their numbers.
pub(crate) fn figures(file: &ContractFile, contract: Uuid) -> Vec<(usize, Uuid, &Figure)> {
    let of = file.figures.iter().filter(|(_, one)| one.contract == contract);
    (1..).zip(of).map(|(number, (uid, one))| (number, *uid, one)).collect()
}

/// The lessons of a tender with their numbers.
pub(crate) fn lessons(file: &ContractFile) -> Vec<(usize, Uuid, &Lesson)> {
    (1..).zip(&file.lessons).map(|(number, (uid, one))| (number, *uid, one)).collect()
}

/// One lesson of a tender, by its number, its title or its uid.
pub(crate) fn lesson(view: &ContractsView, given: &str) -> Result<(Uuid, Lesson)> {
    let kind = Kind { one: "lesson", many: "lessons", none: "“lesson add” writes the first." };
    let all = lessons(&view.file).into_iter().map(|(number, uid, one)| Known {
        it: (uid, one.clone()),
        uid: uid.to_string(),
        number: Some(number.to_string()),
        name: one.title.clone(),
    });
    pick(kind, given, all.collect())
}

/// How much of a supplier's uid is enough to mean it.
const LEAST_OF_UID: usize = 8;

/// The one supplier that was merged into another whose name a text begins, where only one does.
pub(crate) fn merged(register: &Register, given: &str) -> Result<Option<Uuid>> {
    let wanted = given.trim().to_lowercase();
    let lines = register.directory()?.lines;
    let mut found = lines.iter().filter(|line| {
        line.merged_into.is_some() && line.supplier.name.to_lowercase().starts_with(&wanted)
    });
    Ok(match (found.next(), found.next()) {
        (Some(only), None) => Some(only.uid),
        _ => None,
    })
}

/// The one supplier that a name, a number or a uid means.
pub(crate) fn supplier(register: &Register, given: &str) -> Result<(Uuid, Supplier)> {
    let mut found = register.suppliers_called(given)?;
    match found.len() {
        1 => Ok(found.swap_remove(0)),
        0 => {
            let all = register.directory()?;
            let names: Vec<&str> = all.lines.iter().map(|one| one.supplier.name.as_str()).collect();
            let lower: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
            let wanted = given.trim().to_lowercase();
            let near = crate::domain::text::nearest(&wanted, lower.iter().map(String::as_str));
            let near = near.and_then(|near| lower.iter().position(|name| name == near));
            let near = near.and_then(|at| names.get(at));
            let near = near.map(|name| format!("Did you mean “{}”? ", visible(name)));
            Err(Failure::Fault(Fault::NotFound {
                message: format!("There is no supplier “{}” in the directory.", visible(given)),
                hint: Some(format!(
                    "{}“tenderbook supplier add --name …” adds one, “tenderbook supplier list” lists them.",
                    near.unwrap_or_default()
                )),
            }))
        }
        count => {
            const LISTED: usize = 12;
            // So much of a uid as may stand for the whole, where no two begin alike.
            let alike = |count: usize| {
                let mut starts: Vec<String> = found
                    .iter()
                    .map(|(uid, _)| uid.to_string().chars().take(count).collect())
                    .collect();
                starts.sort();
                starts.windows(2).any(|pair| pair[0] == pair[1])
            };
            let start = (LEAST_OF_UID..36).find(|count| !alike(*count)).unwrap_or(36);
            let names = found.iter().map(|(_, one)| one.name.trim().to_lowercase());
            let one_name = names.collect::<std::collections::BTreeSet<_>>().len() == 1;
            let told: Vec<String> = found
                .iter()
                .take(LISTED)
                .map(|(uid, one)| {
                    let number = one.number.as_ref();
                    let number = number.map_or_else(String::new, |number| format!("{number}, "));
                    let start: String = uid.to_string().chars().take(start).collect();
                    format!("“{}” ({number}uid {start})", visible(&one.name))
                })
                .collect();
            let more = count.saturating_sub(LISTED);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            Err(Failure::Fault(Fault::NotFound {
                message: format!(
                    "“{}” could be several suppliers: {}{more}.",
                    visible(given),
                    told.join(", ")
                ),
                hint: Some(
                    if one_name {
                        "They have the same name: write the company number, or the start of the uid."
                    } else {
                        "Write the whole name, the company number, or the start of the uid."
                    }
                    .to_owned(),
                ),
            }))
        }
    }
}

/// The uid of any record that hangs on a contract, by the start of the uid.
pub(crate) fn any(view: &ContractsView, given: &str) -> Result<Uuid> {
    /// Fewer characters would take away what nobody meant.
    const LEAST: usize = 8;
    let of = &view.file;
    let wanted = given.trim().to_lowercase();
    let uids = of
        .variations
        .keys()
        .chain(of.papers.keys())
        .chain(of.figures.keys())
        .chain(of.kpis.keys())
        .chain(of.assessments.keys())
        .chain(of.commitments.keys())
        .chain(of.deliveries.keys())
        .chain(of.reviews.keys())
        .chain(of.actions.keys())
        .chain(of.risks.keys())
        .chain(of.slavery_risks.keys())
        .chain(of.diligence.keys())
        .chain(of.concerns.keys())
        .chain(of.logistics.keys())
        .chain(of.lessons.keys());
    let found: Vec<&Uuid> =
        uids.filter(|uid| wanted.len() >= LEAST && uid.to_string().starts_with(&wanted)).collect();
    match found.as_slice() {
        [only] => Ok(**only),
        [] => Err(Failure::Fault(Fault::NotFound {
            message: format!("No record has a uid that begins with “{}”.", visible(given)),
            hint: Some(format!(
                "“tenderbook contract show {} --json” tells the uids; write at least {LEAST} characters.",
                view.reference
            )),
        })),
        several => Err(Failure::Fault(Fault::NotFound {
            message: format!("{} records have a uid that begins so.", several.len()),
            hint: Some("Write more of the uid.".to_owned()),
        })),
    }
}
