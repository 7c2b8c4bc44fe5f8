//! Suppliers: who they are, what they have said and signed, and how an authority rates them.
//!
//! The directory belongs to the register, not to one tender. A
//! [`SupplierFile`] holds what was recorded of suppliers; [`SupplierPiece`] is
//! one record of it with its place.

mod doubt;
mod name;
mod number;
mod profile;
mod status;

use uuid::Uuid;

pub use doubt::doubt;
pub use name::{core_of, is_same_name};
pub use number::{CompanyNumber, Postcode};
pub use profile::{
    CodeSigned, Contact, DebarmentCheck, DebarmentResult, LivingWage, LocalJudgement, Ownership,
    Sector, Size, Statement, StatementDue, Supplier,
};
pub use status::{Decided, Judgement, Proposal, Reply, StatusReview, propose};

use crate::domain::records::record_file;

record_file! {
    /// What was recorded of suppliers, each record at its uid.
    SupplierFile,
    /// One record of any kind.
    SupplierRecord,
    /// The kinds of records.
    SupplierKind,
    /// One record with its place; nothing takes it away.
    SupplierPiece {
        /// The suppliers.
        Supplier(Supplier) in suppliers = "a supplier";
        /// People to talk to.
        Contact(Contact) in contacts = "a contact";
        /// Looks at the debarment list.
        DebarmentCheck(DebarmentCheck) in checks = "a check of the debarment list";
        /// Reviews of supplier status.
        StatusReview(StatusReview) in status_reviews = "a status review";
    }
}

impl SupplierRecord {
    /// The supplier that the record hangs on; none for a supplier itself.
    pub const fn supplier(&self) -> Option<Uuid> {
        match self {
            Self::Supplier(_) => None,
            Self::Contact(of) => Some(of.supplier),
            Self::DebarmentCheck(of) => Some(of.supplier),
            Self::StatusReview(of) => Some(of.supplier),
        }
    }
}

impl SupplierFile {
    /// The supplier that a uid stands for now: the one into which it was merged, if it was.
    pub fn resolve(&self, uid: Uuid) -> Uuid {
        let mut at = uid;
        // A chain of merges cannot be longer than there are suppliers, even in a damaged file.
        for _ in 0..=self.suppliers.len() {
            match self.suppliers.get(&at).and_then(|supplier| supplier.merged_into) {
                Some(next) => at = next,
                None => break,
            }
        }
        at
    }

    /// The newest look at the debarment list of a supplier.
    pub fn debarment_check(&self, supplier: Uuid) -> Option<(Uuid, &DebarmentCheck)> {
        let of = self.checks.iter().filter(|(_, check)| check.supplier == supplier);
        of.max_by_key(|(uid, check)| (check.day, **uid)).map(|(uid, check)| (*uid, check))
    }

    /// The status reviews of a supplier under a policy, the newest first.
    pub fn status_reviews_of(&self, supplier: Uuid, policy: &str) -> Vec<(Uuid, &StatusReview)> {
        let mut all: Vec<(Uuid, &StatusReview)> = self
            .status_reviews
            .iter()
            .filter(|(_, review)| review.supplier == supplier && review.policy == policy)
            .map(|(uid, review)| (*uid, review))
            .collect();
        all.sort_by_key(|(uid, review)| {
            let decided = review.decided.as_ref().map_or(review.begun, |decided| decided.day);
            std::cmp::Reverse((decided, *uid))
        });
        all
    }

    /// The decision on a supplier's status that stands under a policy.
    pub fn status(&self, supplier: Uuid, policy: &str) -> Option<(Uuid, &StatusReview)> {
        let all = self.status_reviews_of(supplier, policy);
        all.into_iter().find(|(_, review)| review.decided.is_some())
    }
}

#[cfg(test)]
mod tests;
