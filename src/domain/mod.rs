//! The nouns of a procurement and their arithmetic.
//!
//! Pure: nothing in here reads a file, a clock, a database or a terminal, and
//! nothing keeps a float. What lives here can be tested by calling it.

pub mod contract;
pub mod cpv;
pub mod date;
pub mod evaluation;
pub mod evidence;
pub mod exact;
pub mod facts;
pub mod item;
pub mod law;
pub mod money;
pub mod needs;
mod ocds_prefix;
pub mod outcome;
pub mod percent;
pub mod plan;
pub mod procurement;
mod records;
pub mod reference;
pub mod refusal;
pub mod stage;
pub mod subject;
pub mod supplier;
pub mod text;
pub mod working_days;

pub use cpv::CpvCode;
pub use date::Date;
pub use evidence::{Evidence, EvidenceKind, Sha256};
pub use facts::{ContractType, Facts, Impact, Needs};
pub use item::{ItemId, ItemState};
pub use law::{AuthorityKind, KeyDate, KeyDates, LawFacts, Regime, Route, Tendering};
pub use money::Money;
pub use needs::{Fifth, NeedsAnswers};
pub use ocds_prefix::{OcdsPrefix, OcdsPrefixError};
pub use percent::Percent;
pub use procurement::ProcurementState;
pub use reference::Reference;
pub use refusal::Refusal;
pub use stage::{StageNo, StageState};
pub use subject::Subject;
