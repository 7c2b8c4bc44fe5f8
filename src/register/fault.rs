//! Why a use case did not do what it was asked.

use crate::domain::Refusal;
use crate::policy::PackErrors;
use crate::register::Subject;
use crate::store::StoreError;

/// Nothing was changed, for this reason.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A rule of the cycle stands against it.
    #[error("{0}")]
    Refused(#[from] Refusal),
    /// What was asked for is not there.
    #[error("{message}")]
    NotFound {
        /// What is not there.
        message: String,
        /// What helps.
        hint: Option<String>,
    },
    /// What was typed cannot be taken.
    #[error("{message}")]
    Invalid {
        /// What is wrong.
        message: String,
        /// What helps.
        hint: Option<String>,
    },
    /// Somebody else has changed the procurement or supplier since the officer looked.
    #[error(
        "“{on}” was changed by another program since you looked; nothing of yours was written."
    )]
    Stale {
        /// What was changed.
        on: Subject,
    },
    /// A pack cannot be read.
    #[error("{0}")]
    Pack(#[from] PackErrors),
    /// The register cannot be read or written.
    #[error("{0}")]
    Store(#[from] StoreError),
}

impl Fault {
    /// What is not there, without a hint.
    pub(crate) fn not_found(message: impl Into<String>) -> Self {
        Self::NotFound { message: message.into(), hint: None }
    }

    /// What cannot be taken, without a hint.
    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::Invalid { message: message.into(), hint: None }
    }

    /// What kind of fault it is, in words that say nothing of what an officer has written.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Refused(_) => "refused by a rule",
            Self::NotFound { .. } => "not found",
            Self::Invalid { .. } => "cannot be taken",
            Self::Stale { .. } => "changed by another program",
            Self::Pack(_) => "policy cannot be read",
            Self::Store(error) => error.kind(),
        }
    }

    /// Whether somebody asked for the work to stop.
    pub const fn is_stopped(&self) -> bool {
        matches!(self, Self::Store(StoreError::Stopped { .. }))
    }

    /// What helps, where that is known.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Refused(refusal) => Some(refusal.hint()),
            Self::NotFound { hint, .. } | Self::Invalid { hint, .. } => hint.clone(),
            Self::Stale { .. } => Some(
                "What is there now is on the screen; do it again if it still holds.".to_owned(),
            ),
            Self::Pack(_) => None,
            Self::Store(error) => error.hint(),
        }
    }
}

impl From<crate::domain::text::TextError> for Fault {
    fn from(error: crate::domain::text::TextError) -> Self {
        Self::invalid(format!("{error}."))
    }
}
