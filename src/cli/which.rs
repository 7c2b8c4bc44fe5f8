//! Which procurement, item or stage a command is about.

use clap::Args;

use crate::domain::StageNo;

/// A procurement.
#[derive(Debug, Clone, Args)]
pub(crate) struct Which {
    /// The reference of the procurement, such as 2026-0001
    #[arg(value_name = "REF")]
    pub(crate) reference: String,
}

/// An item of a procurement.
#[derive(Debug, Clone, Args)]
pub(crate) struct WhichItem {
    /// The reference of the procurement, such as 2026-0001
    #[arg(value_name = "REF")]
    pub(crate) reference: String,
    /// The item: its whole id, such as cumbria.01.purpose, or its last part, such as purpose
    #[arg(value_name = "ITEM")]
    pub(crate) item: String,
}

/// A stage of a procurement.
#[derive(Debug, Clone, Args)]
pub(crate) struct WhichStage {
    /// The reference of the procurement, such as 2026-0001
    #[arg(value_name = "REF")]
    pub(crate) reference: String,
    /// The stage, from 1 to 13
    #[arg(value_name = "STAGE", allow_negative_numbers = true)]
    pub(crate) stage: StageNo,
}
