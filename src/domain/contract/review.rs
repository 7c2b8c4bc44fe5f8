//! Reviews of performance, what follows from them, and the risks that they look at.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::records::closed_list;
use crate::domain::{Date, Money};

/// A review of a contract's performance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// The contract.
    pub contract: Uuid,
    /// The day for which it is planned.
    pub planned: Date,
    /// The day on which it was held.
    pub held: Option<Date>,
    /// Who took part.
    pub present: Option<String>,
    /// The agenda as it stood when it was held; drawn from the records until then.
    pub agenda: Option<String>,
    /// The minutes.
    pub minutes: Option<String>,
    /// The value that was measured, in words.
    pub value: Option<String>,
    /// The same in money, where it can be.
    pub measured: Option<Money>,
}

closed_list! {
    /// Why there is an action.
    ActionKind {
        /// To make a shortfall good.
        Corrective = "corrective",
        /// From the joint action plan.
        Joint = "joint plan",
    }

    /// How great a risk is.
    Level {
        /// Low.
        Low = "low",
        /// Medium.
        Medium = "medium",
        /// High.
        High = "high",
    }
}

/// What somebody has to do by a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// The contract.
    pub contract: Uuid,
    /// Corrective, or from the joint plan.
    pub about: ActionKind,
    /// The commitment, indicator, risk or concern that it is for, where it is for one.
    pub concerns: Option<Uuid>,
    /// The review in which it was agreed, where it was in one.
    pub review: Option<Uuid>,
    /// What is to be done.
    pub what: String,
    /// Who does it.
    pub owner: String,
    /// By when.
    pub due: Date,
    /// The day on which it was done.
    pub done: Option<Date>,
    /// What came of it, or why it was dropped.
    pub outcome: Option<String>,
    /// Whether it was dropped.
    #[serde(default)]
    pub dropped: bool,
}

impl Action {
    /// One of which nothing is said yet but why there is one.
    pub const fn new(contract: Uuid, about: ActionKind, concerns: Option<Uuid>, due: Date) -> Self {
        Self {
            contract,
            about,
            concerns,
            review: None,
            what: String::new(),
            owner: String::new(),
            due,
            done: None,
            outcome: None,
            dropped: false,
        }
    }

    /// Whether it is still to be done.
    pub const fn is_open(&self) -> bool {
        self.done.is_none() && !self.dropped
    }
}

/// A risk of a contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Risk {
    /// The contract.
    pub contract: Uuid,
    /// What may happen.
    pub what: String,
    /// How great it is.
    pub level: Level,
    /// Who watches it.
    pub owner: Option<String>,
    /// What is done about it.
    pub response: Option<String>,
    /// The day on which it was seen.
    pub raised: Date,
    /// Why it is no longer one, once it is not.
    pub closed: Option<String>,
}
