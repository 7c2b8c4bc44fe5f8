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

/// Which of the two texts over a procurement is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The authority's policy.
    Policy,
    /// The statute over it.
    Statute,
}

impl Source {
    /// The text in a word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Statute => "statute",
        }
    }
}

/// What would become of a procurement under the edition that the library has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upgrade {
    /// Which text has another edition.
    pub source: Source,
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
    /// What is to be said where the library has another text of the policy or of the statute.
    pub fn newer_words(&self) -> Option<String> {
        let policy = newer_words(Source::Policy, &self.pack, self.newer.as_ref());
        let statute = newer_words(Source::Statute, &self.overlay, self.newer_statute.as_ref());
        let words: Vec<String> = policy.into_iter().chain(statute).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }
}

fn newer_words(source: Source, own: &Pack, newer: Option<&Edition>) -> Option<String> {
    let (word, newer, own) = (source.word(), newer?, &own.policy.edition);
    Some(if newer.edition == *own {
        let of = if source == Source::Policy { "" } else { " of the statute" };
        format!("The text of edition {own}{of} was changed; this tender keeps the older one.")
    } else {
        format!("There is edition {} of the {word}; this tender keeps {own}.", newer.edition)
    })
}

impl Register {
    /// What would become of a procurement under the edition that the library has: of its policy,
    /// or of the statute where the policy is up to date.
    ///
    /// `None` when it has both editions already.
    ///
    /// # Errors
    /// When there is no such procurement, its policy is not known here any more, or the
    /// register cannot be read.
    pub fn upgrade(&self, reference: &str) -> Result<Option<Upgrade>> {
        let record = self.record(reference)?;
        let loaded = self.library().policy(&record.policy)?;
        let (policy, policy_sha256) = self.pinned(record.pack)?;
        let (overlay, overlay_sha256) = self.pinned(record.overlay)?;
        let (source, loaded, old, sha256) = if policy_sha256 == loaded.sha256 {
            let loaded = self.library().overlay()?;
            if overlay_sha256 == loaded.sha256 {
                return Ok(None);
            }
            (Source::Statute, loaded, overlay.clone(), overlay_sha256)
        } else {
            (Source::Policy, loaded, policy.clone(), policy_sha256)
        };
        let new = &loaded.pack;
        let before = determine(&policy, &overlay, &record.facts);
        let after = match source {
            Source::Policy => determine(new, &overlay, &record.facts),
            Source::Statute => determine(&policy, new, &record.facts),
        };
        let items = self.database.items(record.id)?;
        let evidence = self.database.evidence(record.id)?;
        let gone = |id: &&ItemId| id.source() == new.policy.id;
        let kept = kept(new, &items, &evidence).into_iter().filter(gone).cloned().collect();
        let known = |id: &str| {
            let mut outcomes = new.objectives.iter().flat_map(|objective| &objective.outcomes);
            outcomes.any(|outcome| {
                outcome.id == id || outcome.measures.iter().any(|measure| measure.id == id)
            })
        };
        let sought = self.database.sought(record.id)?.into_iter().map(|sought| sought.id);
        let of_policy = source == Source::Policy;
        let outcomes_gone = sought.filter(|id| of_policy && !known(id)).collect();
        Ok(Some(Upgrade {
            source,
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
        let library = [self.library().policy(&record.policy), self.library().overlay()];
        if let Some(loaded) =
            library.into_iter().filter_map(Result::ok).find(|loaded| loaded.sha256 == *sha256)
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

/// The hashes of the two texts that a procurement has.
#[derive(Clone, Copy)]
pub(super) struct Own<'a> {
    pub(super) policy: &'a str,
    pub(super) statute: &'a str,
}

/// The text of a policy, or of the statute, that a procurement is moved to.
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
        own: Own<'_>,
    ) -> Result<Effected> {
        let Some(target) = target else {
            return Err(Fault::not_found("That text of the policy is not known here."));
        };
        let header = &target.pack.policy;
        let of_statute = target.pack.is_overlay() && header.id == self.case.overlay.policy.id;
        if header.id != self.record.policy && !of_statute {
            return Err(Fault::invalid("That is another policy; a tender keeps its own."));
        }
        let own = if of_statute { own.statute } else { own.policy };
        if target.sha256 == own {
            return Err(Fault::invalid("The tender has that edition of its policy already."));
        }
        let row = self.change.pin_pack(
            &header.id,
            &header.edition,
            &target.sha256,
            &target.content,
            &self.context.now,
        )?;
        let before = self.case.determination();
        let old = if of_statute {
            self.record.overlay = row;
            std::mem::replace(&mut self.case.overlay, target.pack.clone())
        } else {
            self.record.pack = row;
            std::mem::replace(&mut self.case.pack, target.pack.clone())
        };
        let changed = consequences(&before, &self.case.determination());
        let found = differences(&old, &target.pack);
        Ok(Effected::new(
            json!({
                "act": act,
                "of": if of_statute { Source::Statute } else { Source::Policy }.word(),
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
