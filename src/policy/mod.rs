//! What an authority's policy requires of a procurement.
//!
//! A [`Pack`] is one policy as data; [`determine()`] holds the facts of a
//! procurement against it and gives a [`Determination`] in which every line has
//! its reasons. Pure: texts come in, values go out; files are read elsewhere.

mod after;
pub mod bundled;
pub mod calendar;
mod condition;
mod determine;
mod difference;
mod entry;
mod law;
mod limit;
pub mod needs;
mod pack;
mod parse;
mod placing;
mod statute;
mod validate;
mod weight;

pub use after::{
    Behaviour, ContractReview, Counted, Kpi, Level, LocalArea, SizeClass, SlaveryRisk,
    SupplierStatus, Target, every,
};
pub use condition::{Condition, Truth};
pub use determine::{
    Applies, Determination, Obligation, Question, Reason, ScopeFinding, SignOffFinding,
    TensionFinding, WeightingFinding, applies, determine,
};
pub use difference::{Changed, Difference, DifferenceKind, consequences, differences};
pub use law::{
    ChangeLimit, ChangeSide, ContractKpis, Counting, Deadline, KpiRating, Relation,
    SlaveryStatement, SmeTest, Threshold,
};
pub use limit::{Length, Limit, Standing as LimitStanding, limits};
pub use pack::{
    Base, Clause, Expectation, Header, Indicators, Item, Measure, Objective, OptOut, Origin,
    Outcome, Pack, PackKind, ScopeRule, ScopeStatus, SignOff, Silence, Tension, Theme, ValueBasis,
    WeightingRule,
};
pub use parse::{PackError, PackErrors, parse, parse_pinned};
pub use placing::{Against, Bound, SocialValue, WeightPlace};
pub use statute::StatuteFinding;
pub use weight::{Standing, Wanted, Weight, decider};
