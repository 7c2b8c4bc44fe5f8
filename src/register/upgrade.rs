//! Moving a procurement to another edition of its policy, with its work.

use std::sync::Arc;

use serde::Serialize;
use serde_json::{Value, json};

use crate::domain::ItemId;
use crate::policy::{
    Changed, Difference, DifferenceKind, Pack, consequences, determine, differences,
};
use crate::register::act::Act;
use crate::register::case::kept;
use crate::register::deeds::{Doing, Effected};
use crate::register::{Fault, ProcurementView, Register, Result};
use crate::store::ProcurementRecord;

/// An edition of a policy, with the hash of its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edition {
    /// What the pack calls it.
    pub edition: String,
    /// The SHA-256 of the pack's text.
    pub sha256: String,
}

/// What would become of a procurement under the edition that the library has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upgrade {
    /// The edition that it keeps.
    pub from: Edition,
    /// The edition that it would move to.
    pub to: Edition,
    /// What the policy requires of its facts, before and after.
    pub consequences: Vec<Changed>,
    /// What differs between the two, item by item and rule by rule.
    pub differences: Vec<Difference>,
    /// Items that were worked on and are gone; they stay in sight.
    pub kept: Vec<ItemId>,
    /// Outcomes and measures that are sought and are gone.
    pub outcomes_gone: Vec<String>,
}

impl ProcurementView {
    /// What is to be said where the library has another text of the policy.
    pub fn newer_words(&self) -> Option<String> {
        let newer = self.newer.as_ref()?;
        let own = &self.pack.policy.edition;
        Some(if newer.edition == *own {
            format!("The text of edition {own} was changed; this tender keeps the older one.")
        } else {
            format!("There is edition {} of the policy; this tender keeps {own}.", newer.edition)
        })
    }
}

impl Register {
    /// What would become of a procurement under the edition that the library has.
    ///
    /// `None` when it has that edition already.
    ///
    /// # Errors
    /// When there is no such procurement, its policy is not known here any more, or the
    /// register cannot be read.
    pub fn upgrade(&self, reference: &str) -> Result<Option<Upgrade>> {
        let record = self.record(reference)?;
        let loaded = self.library().policy(&record.policy)?;
        let (old, sha256) = self.pinned(record.pack)?;
        if sha256 == loaded.sha256 {
            return Ok(None);
        }
        let overlay = self.pinned_pack(record.overlay)?;
        let before = determine(&old, &overlay, &record.facts);
        let after = determine(&loaded.pack, &overlay, &record.facts);
        let items = self.database.items(record.id)?;
        let evidence = self.database.evidence(record.id)?;
        let new = &loaded.pack;
        let kept = kept(new, &items, &evidence).into_iter().cloned().collect();
        let known = |id: &str| {
            let mut outcomes = new.objectives.iter().flat_map(|objective| &objective.outcomes);
            outcomes.any(|outcome| {
                outcome.id == id || outcome.measures.iter().any(|measure| measure.id == id)
            })
        };
        let sought = self.database.sought(record.id)?.into_iter().map(|sought| sought.id);
        let outcomes_gone = sought.filter(|id| !known(id)).collect();
        Ok(Some(Upgrade {
            from: Edition { edition: old.policy.edition.clone(), sha256 },
            to: Edition {
                edition: loaded.pack.policy.edition.clone(),
                sha256: loaded.sha256.clone(),
            },
            consequences: consequences(&before, &after),
            differences: differences(&old, &loaded.pack),
            kept,
            outcomes_gone,
        }))
    }

    /// The text that an act moves a procurement to: the library's, or one pinned before.
    pub(super) fn target(&self, act: &Act, record: &ProcurementRecord) -> Result<Option<Target>> {
        let Act::UpgradePolicy { sha256 } = act else { return Ok(None) };
        if let Ok(loaded) = self.library().policy(&record.policy)
            && loaded.sha256 == *sha256
        {
            return Ok(Some(Target {
                pack: loaded.pack.clone(),
                content: loaded.content.clone(),
                sha256: sha256.clone(),
            }));
        }
        let pinned = self.database.pinned_packs()?;
        let Some(pinned) = pinned.into_iter().find(|pinned| pinned.sha256 == *sha256) else {
            return Err(Fault::not_found("That text of the policy is not known here."));
        };
        Ok(Some(Target {
            pack: self.pinned_pack(pinned.id)?,
            content: pinned.content,
            sha256: pinned.sha256,
        }))
    }
}

/// The text of a policy that a procurement is moved to.
pub(super) struct Target {
    pack: Arc<Pack>,
    content: String,
    sha256: String,
}

impl Doing<'_> {
    pub(super) fn upgrade_policy(
        &mut self,
        act: &Act,
        target: Option<&Target>,
        own: &str,
    ) -> Result<Effected> {
        let Some(target) = target else {
            return Err(Fault::not_found("That text of the policy is not known here."));
        };
        if target.pack.policy.id != self.record.policy {
            return Err(Fault::invalid("That is another policy; a tender keeps its own."));
        }
        if target.sha256 == own {
            return Err(Fault::invalid("The tender has that edition of its policy already."));
        }
        let header = &target.pack.policy;
        let row = self.change.pin_pack(
            &header.id,
            &header.edition,
            &target.sha256,
            &target.content,
            &self.context.now,
        )?;
        let old = std::mem::replace(&mut self.case.pack, target.pack.clone());
        self.record.pack = row;
        let facts = &self.record.facts;
        let changed = consequences(
            &determine(&old, &self.case.overlay, facts),
            &determine(&target.pack, &self.case.overlay, facts),
        );
        let found = differences(&old, &target.pack);
        Ok(Effected::new(
            json!({
                "act": act,
                "before": { "edition": old.policy.edition, "sha256": own },
                "after": { "edition": header.edition, "sha256": target.sha256 },
                "counts": counts(&found),
                "consequences": changed,
                // Both texts are pinned, so that what each side said need not be repeated here.
                "differences": found.iter().map(brief).collect::<Vec<Value>>(),
            }),
            Act::UpgradePolicy { sha256: own.to_owned() },
        ))
    }
}

fn brief(found: &Difference) -> Value {
    let what: Vec<&str> = found.changes.iter().map(|change| change.what).collect();
    json!({ "part": found.part, "kind": found.kind, "id": found.id, "what": what })
}

/// How much differs, in words: “2 new, 1 gone, 3 reworded, 1 changed”.
pub fn counts(found: &[Difference]) -> String {
    let kinds = [
        DifferenceKind::New,
        DifferenceKind::Gone,
        DifferenceKind::Reworded,
        DifferenceKind::Changed,
    ];
    let words: Vec<String> = kinds
        .iter()
        .map(|kind| (found.iter().filter(|one| one.kind == *kind).count(), kind))
        .filter(|(count, _)| *count > 0)
        .map(|(count, kind)| format!("{count} {kind}"))
        .collect();
    if words.is_empty() { "nothing that an officer meets".to_owned() } else { words.join(", ") }
}
