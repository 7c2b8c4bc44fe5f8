//! The state of a procurement as a whole.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

/// Where a procurement stands as a whole.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Default,
    Serialize,
    Deserialize,
    Display,
    EnumString,
    EnumIter,
    IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ProcurementState {
    /// Being worked on.
    #[default]
    Active,
    /// Set aside for a time, with a reason.
    Paused,
    /// Given up, with a reason.
    Cancelled,
    /// Finished, with a reason.
    Closed,
}

impl ProcurementState {
    /// Whether items, stages and facts can be changed in this state.
    pub const fn is_workable(self) -> bool {
        matches!(self, Self::Active)
    }

    /// The deed that leads to this state, as an officer says it.
    pub const fn deed(self) -> &'static str {
        match self {
            Self::Active => "resume",
            Self::Paused => "pause",
            Self::Cancelled => "cancel",
            Self::Closed => "close",
        }
    }
}
