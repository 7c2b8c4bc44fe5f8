//! Everything that is known of one procurement, gathered to be judged.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::outcome::Sought;
use crate::domain::{Evidence, ItemId};
use crate::policy::{Determination, Pack, determine};
use crate::store::{
    ItemRecord, OptOutRecord, OwnItem, ProcurementRecord, StageRecord, WeightingRecord,
};

/// One procurement with its policy, the statute, and what has been done.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) record: ProcurementRecord,
    pub(crate) pack: Arc<Pack>,
    pub(crate) overlay: Arc<Pack>,
    pub(crate) stages: Vec<StageRecord>,
    pub(crate) items: BTreeMap<ItemId, ItemRecord>,
    pub(crate) own: Vec<OwnItem>,
    pub(crate) evidence: BTreeMap<ItemId, Vec<Evidence>>,
    pub(crate) sought: Vec<Sought>,
    pub(crate) weighting: Option<WeightingRecord>,
    pub(crate) opt_out: Option<OptOutRecord>,
}

impl Case {
    /// What the policy requires of the procurement as it stands.
    pub(crate) fn determination(&self) -> Determination {
        determine(&self.pack, &self.overlay, &self.record.facts)
    }
}
