//! Contracts and what follows from them: the deeds, their rules, and what is read of them.
//!
//! A deed is worked out as a list of pieces, so that one way of writing and one way of taking
//! back serve all of them.

mod act;
mod agenda;
mod notes;
mod promise;
mod rules;
mod tidy;
mod view;
mod words;

use serde_json::json;
use uuid::Uuid;

pub use act::{ContractAct, Corrected};
pub use promise::Promise;
pub use view::{
    Awarded, ContractView, ContractsView, DeliveryView, KpiView, Note, NoteKind, Offered, ReviewDay,
};

use crate::domain::contract::{
    Contract, ContractFile, ContractKind, ContractPiece, ContractRecord, Correction, LessonRead,
    Verified,
};
use crate::domain::text;
use crate::register::act::Act;
use crate::register::deeds::{Doing, Effected};
use crate::register::perform::Prepared;
use crate::register::texts::optional;
use crate::register::{Fault, Result};

/// What a deed changes, and how it is said.
struct Deed {
    said: String,
    pieces: Vec<ContractPiece>,
}

impl Deed {
    fn new(said: impl Into<String>, pieces: Vec<ContractPiece>) -> Self {
        Self { said: said.into(), pieces }
    }
}

/// A deed under way.
struct Contracting<'a> {
    doing: &'a Doing<'a>,
    of: ContractFile,
}

impl Doing<'_> {
    /// Does a deed after the award.
    pub(super) fn contract(&self, act: &ContractAct, prepared: &Prepared) -> Result<Effected> {
        let of = self.change.contract_file(self.record.id)?;
        let contracting = Contracting { doing: self, of };
        let deed = contracting.deed(act, prepared)?;
        contracting.write(act, deed)
    }
}

impl Contracting<'_> {
    fn deed(&self, act: &ContractAct, prepared: &Prepared) -> Result<Deed> {
        use ContractAct as A;
        match act {
            A::Set { uid, record, attached, reason } => {
                let given = attached.as_ref().and(prepared.attached.as_ref());
                self.set(*uid, record, given, reason.as_deref())
            }
            A::Remove { uid, reason } => self.remove(*uid, reason),
            A::TakeOver { contract } => self.take_over(*contract),
            A::Correct { delivery, to, reason } => self.correct(*delivery, to, reason),
            A::Verify { delivery, verified } => self.verify(*delivery, verified.as_ref()),
            A::ReadLesson { lesson, taken } => self.read_lesson(*lesson, taken.as_deref()),
            A::Restore { said, pieces } => {
                Ok(Deed::new(format!("took back: {said}"), pieces.clone()))
            }
        }
    }

    /// Writes the pieces of a deed; what stood there before takes it back.
    fn write(&self, act: &ContractAct, deed: Deed) -> Result<Effected> {
        let before: Vec<ContractPiece> =
            deed.pieces.iter().map(|piece| self.of.before(piece)).collect();
        if before == deed.pieces {
            return Err(Fault::invalid("Nothing was changed."));
        }
        let mut after = self.of.clone();
        for piece in &deed.pieces {
            self.doing.change.put_contract(self.doing.record.id, piece)?;
            after.put(piece.clone());
        }
        // Taking it back again does it anew.
        let undone = match act {
            ContractAct::Restore { said, .. } => said.clone(),
            _ => deed.said.clone(),
        };
        let undo = ContractAct::Restore { said: undone, pieces: before.clone() };
        let full = Act::Contract(act.clone());
        let detail = match act {
            // The pieces of a compensation are what comes after it; they are told once.
            ContractAct::Restore { .. } => {
                json!({ "act": full, "said": deed.said, "before": before })
            }
            _ => json!({
                "act": full, "said": deed.said, "before": before, "after": deed.pieces,
            }),
        };
        let warnings = rules::warnings(&self.of, &after, &deed.pieces);
        Ok(Effected {
            said: Some(deed.said),
            warnings,
            ..Effected::new(detail, Act::Contract(undo))
        })
    }

    fn set(
        &self,
        uid: Option<Uuid>,
        record: &ContractRecord,
        attached: Option<&crate::domain::EvidenceKind>,
        reason: Option<&str>,
    ) -> Result<Deed> {
        let before = match uid {
            Some(uid) => Some(self.of.get(uid, record.kind()).ok_or_else(|| gone(record.kind()))?),
            None => None,
        };
        let uid = match record {
            // One plan and one account to a contract: they stand at its uid.
            ContractRecord::ExitPlan(plan) => plan.contract,
            ContractRecord::FinalAccount(account) => account.contract,
            _ => uid.unwrap_or_else(Uuid::now_v7),
        };
        let before = before.or_else(|| self.of.get(uid, record.kind()));
        let record = self.tidy(record, before.as_ref(), attached)?;
        self.allows(uid, &record, before.as_ref(), reason)?;
        let said = self.said_of_set(&record, before.as_ref(), reason);
        Ok(Deed::new(said, vec![ContractPiece { uid, of: record.kind(), is: Some(record) }]))
    }

    fn remove(&self, uid: Uuid, reason: &str) -> Result<Deed> {
        let reason = text::note("The reason", reason)?;
        let Some(record) = self.of.find(uid) else {
            return Err(Fault::not_found("That record is no longer there."));
        };
        // A contract, its plan and its account share a uid: the newest of them goes first.
        let kind = [ContractKind::FinalAccount, ContractKind::ExitPlan]
            .into_iter()
            .find(|kind| self.of.get(uid, *kind).is_some())
            .unwrap_or_else(|| record.kind());
        let record = self.of.get(uid, kind).unwrap_or(record);
        self.may_go(uid, &record)?;
        let said = format!(
            "took {} away: {} ({})",
            kind.words().replacen("a ", "the ", 1).replacen("an ", "the ", 1),
            self.names(&record),
            text::visible(&reason)
        );
        Ok(Deed::new(said, vec![ContractPiece::away(uid, kind)]))
    }

    /// What the winning bid promised, as commitments by the last day of the contract.
    fn take_over(&self, uid: Uuid) -> Result<Deed> {
        let contract = self.find_contract(uid)?;
        let promised = self.doing.promised(contract)?;
        let known: Vec<Uuid> =
            self.of.commitments.values().filter_map(|commitment| commitment.promised).collect();
        let ends = self.of.ends(uid).unwrap_or(contract.ends);
        let pieces: Vec<ContractPiece> = promised
            .into_iter()
            .filter(|promise| !known.contains(&promise.uid))
            .map(|promise| ContractPiece::put(Uuid::now_v7(), promise.commitment(uid, ends)))
            .collect();
        if pieces.is_empty() {
            return Err(Fault::Invalid {
                message: "The award has no commitments that the contract does not have already."
                    .to_owned(),
                hint: Some("Add commitments one by one.".to_owned()),
            });
        }
        let count = pieces.len();
        let many = if count == 1 { "commitment" } else { "commitments" };
        Ok(Deed::new(format!("took over {count} {many} of the award"), pieces))
    }

    fn correct(&self, uid: Uuid, to: &Corrected, reason: &str) -> Result<Deed> {
        let reason = text::note("The reason", reason)?;
        let Some(before) = self.of.deliveries.get(&uid) else {
            return Err(gone(ContractKind::Delivery));
        };
        let words = optional("What was delivered", to.words.as_deref())?;
        let mut after = before.clone();
        after.day = to.day;
        after.from = to.from;
        after.quantity = to.quantity;
        after.words = words;
        after.withdrawn = to.withdrawn.then(|| reason.clone());
        let same = |one: &crate::domain::contract::Delivery| {
            (one.day, one.from, one.quantity, one.words.clone(), one.withdrawn.is_some())
        };
        if same(&after) == same(before) {
            return Err(Fault::invalid("Nothing was changed."));
        }
        // What somebody has checked was what stood there before.
        after.verified = None;
        after.corrections.push(Correction {
            day: before.day,
            from: before.from,
            quantity: before.quantity,
            words: before.words.clone(),
            reason: reason.clone(),
            at: self.doing.context.now.clone(),
            officer: self.doing.context.officer.clone(),
        });
        self.fits(&after)?;
        let named = self.names(&after.clone().into());
        let said = if to.withdrawn {
            format!("withdrew a delivery: {named} ({})", text::visible(&reason))
        } else {
            format!("corrected a delivery: {named} ({})", text::visible(&reason))
        };
        Ok(Deed::new(said, vec![ContractPiece::put(uid, after)]))
    }

    fn verify(&self, uid: Uuid, verified: Option<&Verified>) -> Result<Deed> {
        let Some(before) = self.of.deliveries.get(&uid) else {
            return Err(gone(ContractKind::Delivery));
        };
        let of = self.of.commitments.get(&before.commitment);
        if of.is_some_and(|commitment| self.of.is_settled(commitment.contract)) {
            return Err(rules::settled());
        }
        if !before.counts() && verified.is_some() {
            return Err(Fault::invalid("The delivery was withdrawn; there is nothing to verify."));
        }
        let mut after = before.clone();
        after.verified = match verified {
            None => None,
            Some(verified) => {
                self.not_to_come("The check", verified.day)?;
                Some(Verified {
                    by: text::line("The name of who checked it", &verified.by)?,
                    day: verified.day,
                    how: optional("How it was checked", verified.how.as_deref())?,
                })
            }
        };
        let named = self.names(&after.clone().into());
        let said = match &after.verified {
            Some(verified) => {
                format!("verified a delivery: {named}, by {}", text::visible(&verified.by))
            }
            None => format!("took the verification of a delivery back: {named}"),
        };
        Ok(Deed::new(said, vec![ContractPiece::put(uid, after)]))
    }

    fn read_lesson(&self, uid: Uuid, taken: Option<&str>) -> Result<Deed> {
        let Some(place) = self.doing.change.lesson(uid)? else {
            return Err(Fault::not_found("That lesson is no longer there."));
        };
        if place.reference == self.doing.record.reference {
            return Err(Fault::invalid("That lesson is this tender's own."));
        }
        let read = LessonRead {
            from: place.reference.to_string(),
            title: place.lesson.title,
            taken: optional("What is made of it", taken)?,
            day: self.doing.context.today,
            by: self.doing.context.officer.clone(),
        };
        let said = format!("read a lesson of {}: {}", read.from, text::visible(&read.title));
        Ok(Deed::new(said, vec![ContractPiece::put(uid, read)]))
    }

    fn find_contract(&self, uid: Uuid) -> Result<&Contract> {
        self.of.contracts.get(&uid).ok_or_else(|| gone(ContractKind::Contract))
    }
}

/// The fault where a record is no longer there.
fn gone(kind: ContractKind) -> Fault {
    let words = kind.words();
    let name = words.strip_prefix("an ").or_else(|| words.strip_prefix("a ")).unwrap_or(words);
    Fault::not_found(format!("That {name} is no longer there."))
}
