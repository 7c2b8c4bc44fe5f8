//! Starting procurements: one, or many in one transaction.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};
use uuid::Uuid;

use crate::domain::contract::ContractFile;
use crate::domain::plan::Targets;
use crate::domain::{Facts, KeyDates, LawFacts, ProcurementState, Reference, StageNo, text};
use crate::register::act::{Act, NewProcurement};
use crate::register::case::Case;
use crate::register::perform::{Prepared, journal, tidy};
use crate::register::{
    Context, Done, Fault, Library, LoadedPack, Origin, Register, Result, Subject, dashboard, walk,
};
use crate::store::{Change, ProcurementRecord, StageRecord};

/// A policy and the statute over it.
pub(super) struct Rules {
    policy: LoadedPack,
    overlay: LoadedPack,
}

/// The same, both pinned.
pub(super) struct Pinned {
    rules: Rules,
    rows: (i64, i64),
}

impl Rules {
    /// Those of the policy with the given id.
    ///
    /// # Errors
    /// When there is none, or no statute can be read.
    pub(super) fn of(library: &Library, policy: &str) -> Result<Self> {
        Ok(Self { policy: library.policy(policy)?.clone(), overlay: library.overlay()?.clone() })
    }

    /// What the journal says of the start of a procurement.
    pub(super) fn detail(&self, act: &Act, record: &ProcurementRecord) -> Value {
        json!({
            "act": act,
            "uid": record.uid,
            "edition": self.policy.pack.policy.edition,
            "policy_sha256": self.policy.sha256,
            "statute_sha256": self.overlay.sha256,
        })
    }
}

impl Pinned {
    /// Says in a procurement where its rules are pinned.
    pub(super) const fn note(&self, record: &mut ProcurementRecord) {
        (record.pack, record.overlay) = self.rows;
    }

    /// What an act on a procurement of this policy needs to know, where it attaches nothing.
    pub(super) fn prepared(&self) -> Prepared {
        let Rules { policy, overlay } = &self.rules;
        Prepared {
            attached: None,
            pack: policy.pack.clone(),
            sha256: policy.sha256.clone(),
            overlay: overlay.pack.clone(),
            statute_sha256: overlay.sha256.clone(),
            target: None,
        }
    }
}

impl Register {
    pub(super) fn start(&mut self, new: &NewProcurement, context: &Context) -> Result<Done> {
        let rules = Rules::of(&self.library, &new.policy)?;
        let change = self.database.change()?;
        let pinned = pin(&change, rules, context)?;
        let reference = if let Some(reference) = &new.reference {
            reference.clone()
        } else {
            let year = context.today.civil().year();
            Reference::numbered(year, change.highest_number(year)?.saturating_add(1))
        };
        let (record, sequence) = add(&change, new, reference, &pinned, context, None)?;
        change.commit()?;
        Ok(Done {
            on: Subject::Procurement(record.reference),
            version: record.version,
            sequence,
            said: Act::Start(new.clone()).said(),
            undo: None,
            warnings: Vec::new(),
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
        let many = many.into_iter();
        let change = self.database.change()?;
        let started = if many.size_hint().0 >= BULK {
            change.in_bulk(|| start_each(&self.library, &change, many, context))?
        } else {
            start_each(&self.library, &change, many, context)?
        };
        change.commit()?;
        Ok(started)
    }
}

/// From so many on, what new procurements say is gathered at once, and not one by one.
const BULK: usize = 100;

fn start_each(
    library: &Library,
    change: &Change<'_>,
    many: impl Iterator<Item = NewProcurement>,
    context: &Context,
) -> Result<usize> {
    let year = context.today.civil().year();
    let mut highest = change.highest_number(year)?;
    let mut pinned: HashMap<String, Pinned> = HashMap::new();
    let mut started = 0;
    for new in many {
        if !pinned.contains_key(&new.policy) {
            let rules = Rules::of(library, &new.policy)?;
            pinned.insert(new.policy.clone(), pin(change, rules, context)?);
        }
        let Some(pinned) = pinned.get(&new.policy) else {
            continue;
        };
        let reference = match &new.reference {
            Some(reference) => reference.clone(),
            None => Reference::numbered(year, highest.saturating_add(1)),
        };
        highest = highest.max(reference.number_in(year).unwrap_or(0));
        add(change, &new, reference, pinned, context, None)?;
        started += 1;
    }
    Ok(started)
}

pub(super) fn pin(change: &Change<'_>, rules: Rules, context: &Context) -> Result<Pinned> {
    let row = |loaded: &LoadedPack| {
        let header = &loaded.pack.policy;
        change.pin_pack(&header.id, &header.edition, &loaded.sha256, &loaded.content, &context.now)
    };
    let rows = (row(&rules.policy)?, row(&rules.overlay)?);
    Ok(Pinned { rules, rows })
}

/// Adds a procurement with its stages and its journal entry; nothing is lasting yet.
pub(super) fn add(
    change: &Change<'_>,
    new: &NewProcurement,
    reference: Reference,
    pinned: &Pinned,
    context: &Context,
    origin: Option<&Origin>,
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
    let named = (reference.clone(), title.clone(), Uuid::now_v7());
    let mut case = untouched(new, named, &pinned.rules, context)?;
    pinned.note(&mut case.record);
    let determination = case.determination();
    let summary = walk::summary(&case, &determination);
    case.record.next_item = summary.next_item;
    case.record.next_text = summary.next_text;
    case.record.id = change.add_procurement(&case.record)?;
    change.count(&case.record, dashboard::counted(&case, &determination))?;
    for stage in StageNo::all() {
        change.set_stage(case.record.id, stage, &StageRecord::default(), &context.now)?;
    }
    let act = Act::Start(NewProcurement { reference: Some(reference), title, ..new.clone() });
    let mut detail = pinned.rules.detail(&act, &case.record);
    if let Some(origin) = origin {
        change.record_import(case.record.id, &origin.fingerprint)?;
        detail["imported_from"] = json!(origin);
    }
    let sequence = journal(change, Some(&case.record.uid), "start", &detail, context)?;
    Ok((case.record, sequence))
}

/// A procurement of which only its facts are known, and not where it stands in the register.
///
/// # Errors
/// When what it is about cannot be written.
pub(super) fn untouched(
    new: &NewProcurement,
    (reference, title, uid): (Reference, String, Uuid),
    rules: &Rules,
    context: &Context,
) -> Result<Case> {
    let Rules { policy, overlay } = rules;
    Ok(Case {
        record: ProcurementRecord {
            id: 0,
            uid,
            reference,
            title,
            policy: policy.pack.policy.id.clone(),
            pack: 0,
            overlay: 0,
            state: ProcurementState::Active,
            state_reason: None,
            facts: Facts {
                // It can be left out of a tender that is there, with a reason.
                law: LawFacts { applies: true, ..new.facts.law },
                subject: new.facts.subject.clone().tidy()?,
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
        pack: policy.pack.clone(),
        overlay: overlay.pack.clone(),
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
        contracts: ContractFile::default(),
    })
}
