//! Everything that is known of one procurement, gathered to be judged.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::contract::ContractFile;
use crate::domain::outcome::Sought;
use crate::domain::plan::Targets;
use crate::domain::{Evidence, ItemId, ItemState, KeyDates};
use crate::policy::calendar::bank_holidays;
use crate::policy::{Determination, Limit, Pack, determine, limits};
use crate::store::{
    ItemRecord, NeedsRecord, OptOutRecord, OwnItem, ProcurementRecord, StageRecord, WaitingRecord,
    WeightingRecord,
};

/// One procurement with its policy, the statute, and what has been done.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) record: ProcurementRecord,
    pub(crate) pack: Arc<Pack>,
    pub(crate) overlay: Arc<Pack>,
    /// Other editions of the policy, where items of theirs were worked on; the newest first.
    pub(crate) older: Vec<Arc<Pack>>,
    pub(crate) stages: Vec<StageRecord>,
    pub(crate) items: BTreeMap<ItemId, ItemRecord>,
    pub(crate) own: Vec<OwnItem>,
    pub(crate) evidence: BTreeMap<ItemId, Vec<Evidence>>,
    pub(crate) sought: Vec<Sought>,
    pub(crate) weighting: Option<WeightingRecord>,
    pub(crate) opt_out: Option<OptOutRecord>,
    pub(crate) needs: Option<NeedsRecord>,
    pub(crate) dates: KeyDates,
    pub(crate) targets: Targets,
    pub(crate) waiting: Option<WaitingRecord>,
    pub(crate) contracts: ContractFile,
}

/// Gathers a case from the register, or from a change under way: both are read alike.
macro_rules! gathered {
    ($from:expr, $record:expr, $packs:expr) => {{
        let (pack, overlay) = $packs;
        let record = $record;
        Case {
            stages: $from.stages(record.id)?,
            items: $from.items(record.id)?,
            own: $from.own_items(record.id)?,
            evidence: $from.evidence(record.id)?,
            sought: $from.sought(record.id)?,
            weighting: $from.weighting(record.id)?,
            opt_out: $from.opt_out(record.id)?,
            needs: $from.needs_answers(record.id)?,
            dates: $from.key_dates(record.id)?,
            targets: $from.targets(record.id)?,
            waiting: $from.waiting(record.id)?,
            contracts: $from.contract_file(record.id)?,
            older: Vec::new(),
            pack,
            overlay,
            record,
        }
    }};
}

pub(super) use gathered;

impl Case {
    /// Items that were worked on and that this edition of the policy does not have.
    pub(crate) fn kept(&self) -> BTreeSet<&ItemId> {
        let kept = kept(&self.pack, &self.items, &self.evidence);
        kept.into_iter().filter(|id| self.overlay.item(id).is_none()).collect()
    }

    /// Where an item stands.
    pub(crate) fn item_state(&self, id: &ItemId) -> ItemState {
        self.items.get(id).map(|item| item.state).unwrap_or_default()
    }

    /// The time limits of the statute that hold for it.
    pub(crate) fn limits(&self, determination: &Determination) -> Vec<Limit> {
        limits(
            &self.overlay,
            &self.record.facts,
            determination.statute.above,
            &self.dates,
            &bank_holidays().calendar,
        )
    }

    /// After how many months contracts are reviewed, where the policy says so.
    pub(crate) fn review_months(&self) -> Option<u8> {
        self.pack.contract_review.as_ref().and_then(|review| review.months)
    }

    /// What the policy requires of the procurement as it stands.
    pub(crate) fn determination(&self) -> Determination {
        determine(&self.pack, &self.overlay, &self.record.facts)
    }
}

/// Items that were worked on and that an edition of the policy does not have.
pub(crate) fn kept<'a>(
    pack: &Pack,
    items: &'a BTreeMap<ItemId, ItemRecord>,
    evidence: &'a BTreeMap<ItemId, Vec<Evidence>>,
) -> BTreeSet<&'a ItemId> {
    let touched = |item: &ItemRecord| item.state.is_settled() || item.note.is_some();
    let items = items.iter().filter(|(_, item)| touched(item)).map(|(id, _)| id);
    items.chain(evidence.keys()).filter(|id| !id.is_own() && pack.item(id).is_none()).collect()
}
