//! Contracts: between whom, for how long and how much, what was changed, and how they ended.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::evaluation::LotNo;
use crate::domain::records::closed_list;
use crate::domain::{Date, EvidenceKind, Money};

/// A contract with one supplier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contract {
    /// The lot that it is for, where it follows from an award.
    pub lot: Option<LotNo>,
    /// The supplier in the directory.
    pub supplier: Uuid,
    /// What it is called, where the tender has more than one.
    pub title: Option<String>,
    /// Its value over the whole term as signed, without VAT; `None` while it is not known.
    pub value: Option<Money>,
    /// The day of the signature.
    pub signed: Option<Date>,
    /// The first day.
    pub starts: Date,
    /// The last day as signed.
    pub ends: Date,
    /// The day up to which it may be extended, where it may.
    pub extendable_to: Option<Date>,
    /// Who manages it.
    pub manager: Option<String>,
    /// After how many months its performance is reviewed, where the contract says so.
    pub review_months: Option<u8>,
    /// Whether it was awarded in collaboration with other authorities.
    pub collaborative: Option<bool>,
    /// With whom.
    pub partners: Option<String>,
    /// Why it has no key performance indicators, where the law would ask for some.
    pub no_kpis: Option<String>,
    /// How it ended, once it did.
    pub ended: Option<Ended>,
    /// What is noted on it; internal.
    pub note: Option<String>,
}

/// How a contract ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// The last day.
    pub day: Date,
    /// In which way.
    pub how: EndKind,
    /// Why, or what there is to say of it.
    pub reason: String,
    /// The day on which the termination notice was published.
    pub notice: Option<Date>,
}

closed_list! {
    /// In which way a contract ended.
    EndKind {
        /// Its time was over, or everything was done.
        Expired = "ran its term",
        /// Both sides agreed.
        Agreed = "ended by agreement",
        /// The authority ended it.
        Terminated = "terminated by the authority",
        /// The supplier ended it, or could not go on.
        Supplier = "ended by the supplier",
    }

    /// What a change of a contract is about.
    VariationKind {
        /// It lasts longer, or shorter.
        Extension = "extension",
        /// Its value changes.
        Value = "value",
        /// What the supplier has to deliver changes.
        Commitments = "commitments",
        /// Another supplier takes it over.
        Supplier = "supplier",
        /// Something else.
        Other = "other",
    }
}

/// A change of a contract that both sides agreed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variation {
    /// The contract.
    pub contract: Uuid,
    /// What it is about.
    pub about: VariationKind,
    /// The day of the agreement.
    pub day: Date,
    /// What changes.
    pub what: String,
    /// The new last day, where that changes.
    pub ends: Option<Date>,
    /// The new value, where that changes.
    pub value: Option<Money>,
    /// What allows it: a term of the contract, or a ground of the law.
    pub ground: Option<String>,
    /// Who agreed to it for the authority.
    pub agreed_by: String,
    /// The day on which a contract change notice was published.
    pub notice: Option<Date>,
}

/// A document of a contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// The contract.
    pub contract: Uuid,
    /// What it is.
    pub title: String,
    /// The day of the document.
    pub day: Date,
    /// The note, address or file; the register takes it from what is attached.
    pub document: Option<EvidenceKind>,
}
