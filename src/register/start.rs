//! Starting procurements: one, or many in one transaction.

use std::collections::{BTreeMap, HashMap};

use serde_json::json;
use uuid::Uuid;

use crate::domain::plan::Targets;
use crate::domain::{Facts, KeyDates, LawFacts, ProcurementState, Reference, StageNo, text};
use crate::register::act::{Act, NewProcurement};
use crate::register::case::Case;
use crate::register::perform::{journal, tidy};
use crate::register::{Context, Done, Fault, LoadedPack, Register, Result, walk};
use crate::store::{Change, ProcurementRecord, StageRecord};

/// A policy and the statute over it, both pinned.
struct Pinned {
    policy: LoadedPack,
    overlay: LoadedPack,
    rows: (i64, i64),
}

impl Register {
    pub(super) fn start(&mut self, new: &NewProcurement, context: &Context) -> Result<Done> {
        let policy = self.library.policy(&new.policy)?.clone();
        let overlay = self.library.overlay()?.clone();
        let change = self.database.change()?;
        let pinned = pin(&change, policy, overlay, context)?;
        let reference = if let Some(reference) = &new.reference {
            reference.clone()
        } else {
            let year = context.today.civil().year();
            Reference::numbered(year, change.highest_number(year)?.saturating_add(1))
        };
        let (record, sequence) = add(&change, new, reference, &pinned, context)?;
        change.commit()?;
        Ok(Done {
            reference: record.reference,
            version: record.version,
            sequence,
            said: Act::Start(new.clone()).said(),
            undo: None,
        })
    }

    /// Starts many procurements in one transaction, each with its journal entry: all or none.
    ///
    /// Gives how many were started. Those without a reference are numbered on from the
    /// highest number of the year.
    ///
    /// # Errors
    /// When one of them cannot be started; then none was.
    pub fn start_many(
        &mut self,
        many: impl IntoIterator<Item = NewProcurement>,
        context: &Context,
    ) -> Result<usize> {
        let context = &tidy(context)?;
        let year = context.today.civil().year();
        let change = self.database.change()?;
        let mut highest = change.highest_number(year)?;
        let mut pinned: HashMap<String, Pinned> = HashMap::new();
        let mut started = 0;
        for new in many {
            if !pinned.contains_key(&new.policy) {
                let policy = self.library.policy(&new.policy)?.clone();
                let overlay = self.library.overlay()?.clone();
                pinned.insert(new.policy.clone(), pin(&change, policy, overlay, context)?);
            }
            let Some(pinned) = pinned.get(&new.policy) else {
                continue;
            };
            let reference = match &new.reference {
                Some(reference) => reference.clone(),
                None => Reference::numbered(year, highest.saturating_add(1)),
            };
            highest = highest.max(reference.number_in(year).unwrap_or(0));
            add(&change, &new, reference, pinned, context)?;
            started += 1;
        }
        change.commit()?;
        Ok(started)
    }
}

fn pin(
    change: &Change<'_>,
    policy: LoadedPack,
    overlay: LoadedPack,
    context: &Context,
) -> Result<Pinned> {
    let row = |loaded: &LoadedPack| {
        let header = &loaded.pack.policy;
        change.pin_pack(&header.id, &header.edition, &loaded.sha256, &loaded.content, &context.now)
    };
    let rows = (row(&policy)?, row(&overlay)?);
    Ok(Pinned { policy, overlay, rows })
}

/// Adds a procurement with its stages and its journal entry; nothing is lasting yet.
fn add(
    change: &Change<'_>,
    new: &NewProcurement,
    reference: Reference,
    pinned: &Pinned,
    context: &Context,
) -> Result<(ProcurementRecord, i64)> {
    let title = text::line("The title", &new.title)?;
    if let Some(other) = change.procurement(reference.as_str())? {
        return Err(Fault::Invalid {
            message: format!(
                "The reference {} is used already, for “{}”.",
                other.reference,
                text::visible(&other.title)
            ),
            hint: Some("Choose another, or leave it out to get the next free number.".to_owned()),
        });
    }
    let mut case = Case {
        record: ProcurementRecord {
            id: 0,
            uid: Uuid::now_v7(),
            reference: reference.clone(),
            title: title.clone(),
            policy: pinned.policy.pack.policy.id.clone(),
            pack: pinned.rows.0,
            overlay: pinned.rows.1,
            state: ProcurementState::Active,
            state_reason: None,
            facts: Facts {
                // It can be left out of a tender that is there, with a reason.
                law: LawFacts { applies: true, ..new.facts.law },
                ..new.facts.clone()
            },
            statute_left_out: None,
            created_at: context.now.clone(),
            changed_at: context.now.clone(),
            version: 1,
            stage: Some(StageNo::FIRST),
            closed_stages: 0,
            next_item: None,
            next_text: None,
        },
        pack: pinned.policy.pack.clone(),
        overlay: pinned.overlay.pack.clone(),
        older: Vec::new(),
        stages: Vec::new(),
        items: BTreeMap::new(),
        own: Vec::new(),
        evidence: BTreeMap::new(),
        sought: Vec::new(),
        weighting: None,
        opt_out: None,
        needs: None,
        dates: KeyDates::new(),
        targets: Targets::new(),
        waiting: None,
    };
    let summary = walk::summary(&walk::stages(&case, &case.determination()), case.record.state);
    case.record.next_item = summary.next_item;
    case.record.next_text = summary.next_text;
    case.record.id = change.add_procurement(&case.record)?;
    for stage in StageNo::all() {
        change.set_stage(case.record.id, stage, &StageRecord::default(), &context.now)?;
    }
    let detail = json!({
        "act": Act::Start(NewProcurement { reference: Some(reference), title, ..new.clone() }),
        "uid": case.record.uid,
        "edition": case.pack.policy.edition,
        "policy_sha256": pinned.policy.sha256,
        "statute_sha256": pinned.overlay.sha256,
    });
    let sequence = journal(change, &case.record, "start", &detail, context)?;
    Ok((case.record, sequence))
}
