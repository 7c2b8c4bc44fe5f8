//! Why an act is not allowed: values that a dialog can list and jump from.

use crate::domain::{ItemId, ProcurementState, StageNo, StageState};

/// A rule of the cycle that stands against an act. Nothing has been changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Required items of the stage are neither done nor ruled out.
    #[error(
        "Stage {stage} cannot be closed yet: {} required {} still open.",
        items.len(),
        if items.len() == 1 { "item is" } else { "items are" }
    )]
    OpenItems {
        /// The stage that was to be closed.
        stage: StageNo,
        /// The open required items, id and text, in order.
        items: Vec<(ItemId, String)>,
    },
    /// Stages are settled in order.
    #[error("Stage {stage} cannot be settled before stage {earlier}, which is still open.")]
    EarlierStage {
        /// The stage that was to be closed or skipped.
        stage: StageNo,
        /// The first stage that is still open.
        earlier: StageNo,
    },
    /// The stage is closed or skipped already.
    #[error("Stage {stage} is {state} already.")]
    StageSettled {
        /// The stage.
        stage: StageNo,
        /// Where it stands.
        state: StageState,
    },
    /// Only a closed or skipped stage can be reopened.
    #[error("Stage {stage} is open already.")]
    StageOpen {
        /// The stage.
        stage: StageNo,
    },
    /// A stage is changed only while it is open.
    #[error("Stage {stage} is {state}; a required item that is settled there cannot be changed.")]
    StageNotOpen {
        /// The stage.
        stage: StageNo,
        /// Where it stands.
        state: StageState,
    },
    /// A paused, cancelled or closed procurement is not worked on.
    #[error("The procurement is {state}; it cannot be changed.")]
    NotActive {
        /// Where it stands.
        state: ProcurementState,
    },
    /// The procurement is in that state already.
    #[error("The procurement is {state} already.")]
    AlreadyInState {
        /// Where it stands.
        state: ProcurementState,
    },
    /// Facts have changed since stages were closed, and required items in them are open.
    #[error(
        "The procurement cannot be closed: {} required {} open in stages that are closed.",
        items.len(),
        if items.len() == 1 { "item is" } else { "items are" }
    )]
    RequiredOpen {
        /// The open required items, id and text, in order.
        items: Vec<(ItemId, String)>,
    },
    /// A procurement is closed at the end of the cycle.
    #[error("The procurement cannot be closed: stage {stage} is still open.")]
    StagesOpen {
        /// The first open stage.
        stage: StageNo,
    },
}

impl Refusal {
    /// What helps.
    pub fn hint(&self) -> String {
        match self {
            Self::OpenItems { .. } => {
                "Do each item, or rule it out with a reason; then close the stage.".to_owned()
            }
            Self::RequiredOpen { .. } => {
                "The facts have changed since. Do each item, or rule it out with a reason; then close the procurement.".to_owned()
            }
            Self::EarlierStage { earlier, .. } => {
                format!("Close stage {earlier} first, or skip it with a reason.")
            }
            Self::StageSettled { .. } => "Reopen it with a reason to work on it again.".to_owned(),
            Self::StageOpen { .. } => "There is nothing to reopen.".to_owned(),
            Self::StageNotOpen { .. } => "Reopen the stage with a reason first.".to_owned(),
            Self::NotActive { .. } => "Resume the procurement with a reason first.".to_owned(),
            Self::AlreadyInState { .. } => "Nothing needs to be done.".to_owned(),
            Self::StagesOpen { .. } => {
                "Close or skip every stage first; or cancel the procurement with a reason."
                    .to_owned()
            }
        }
    }
}
