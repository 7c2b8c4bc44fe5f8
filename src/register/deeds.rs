//! The deeds themselves: what each act checks, changes, and how it is taken back.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::domain::outcome::Sought;
use crate::domain::{
    Evidence, EvidenceKind, Facts, ItemId, ItemState, LawFacts, ProcurementState, Refusal, StageNo,
    StageState, item, text,
};
use crate::policy::Weight;
use crate::register::act::Act;
use crate::register::case::Case;
use crate::register::perform::Prepared;
use crate::register::upgrade::Own;
use crate::register::walk::StageView;
use crate::register::{Context, Fault, Result};
use crate::store::{Change, ItemRecord, OwnItem, ProcurementRecord, StageRecord};

/// What an act did, before it is journalled.
pub(super) struct Effected {
    /// What is known of the change, for the journal.
    pub(super) detail: Value,
    /// The act that takes it back.
    pub(super) undo: Option<Act>,
    /// The deed in words, where the act alone does not know the names in it.
    pub(super) said: Option<String>,
}

impl Effected {
    pub(super) fn new(detail: Value, undo: Act) -> Self {
        Self { detail, undo: Some(undo), said: None }
    }
}

/// An act under way inside its transaction.
pub(super) struct Doing<'a> {
    pub(super) case: Case,
    pub(super) stages: Vec<StageView>,
    pub(super) change: &'a Change<'a>,
    pub(super) context: &'a Context,
    pub(super) record: ProcurementRecord,
}

impl Doing<'_> {
    /// Checks an act against the rules of the cycle and makes its change.
    pub(super) fn act(&mut self, act: &Act, prepared: &Prepared) -> Result<Effected> {
        let state = self.record.state;
        let concerns_state = matches!(act, Act::SetState { .. } | Act::RestoreState { .. });
        if !state.is_workable() && !concerns_state {
            return Err(Refusal::NotActive { state }.into());
        }
        match act {
            Act::Start(_) => Err(Fault::invalid("The procurement has been started already.")),
            Act::ChangeFacts { title, facts } => self.change_facts(act, title, facts),
            Act::TickItem { item } => self.set_item(act, item, ItemState::Done, None),
            Act::UntickItem { item } => self.set_item(act, item, ItemState::Open, None),
            Act::RuleOutItem { item, reason } => {
                let reason = text::note("The reason", reason)?;
                self.set_item(act, item, ItemState::NotApplicable, Some(reason))
            }
            Act::NoteItem { item, note } => self.note_item(act, item, note),
            Act::Attach { item, .. } => self.attach(item, prepared.attached.clone()),
            Act::Detach { evidence } => self.detach(*evidence),
            Act::AddItem { stage, text, required } => self.add_item(*stage, text, *required),
            Act::RemoveItem { item } => self.remove_item(item),
            Act::CloseStage { stage, note } => self.close_stage(act, *stage, note.as_deref()),
            Act::SkipStage { stage, reason } => self.skip_stage(act, *stage, reason),
            Act::ReopenStage { stage, reason } => self.reopen_stage(act, *stage, reason),
            Act::SetState { state, reason } => {
                let reason = text::note("The reason", reason)?;
                self.set_state(act, *state, Some(reason))
            }
            Act::RestoreState { state, reason } => self.set_state(act, *state, reason.clone()),
            Act::Seek { outcome, quantity, why } => {
                let why = why.as_deref().map(|why| text::note("The reason", why)).transpose()?;
                self.seek(act, &Sought { id: outcome.clone(), quantity: *quantity, why })
            }
            Act::DropOutcome { outcome } => self.drop_outcome(act, outcome),
            Act::SetWeighting { weight, base, reason, agreed_by } => {
                let weight = Weight { percent: *weight, base: *base };
                self.set_weighting(weight, reason.as_deref(), agreed_by.as_deref())
            }
            Act::ClearWeighting => self.clear_weighting(act),
            Act::RestoreWeighting { record } => self.write_weighting(act, record.as_ref()),
            Act::OptOut { explored, why, agreed_by } => self.opt_out(explored, why, agreed_by),
            Act::RevokeOptOut { reason } => self.revoke_opt_out(act, reason),
            Act::RestoreOptOut { record } => self.write_opt_out(act, record.as_ref()),
            Act::AnswerNeeds(answers) => self.answer_needs(answers),
            Act::RestoreNeeds { record, impact, objectives, needs } => {
                self.write_needs(act, record.as_ref(), (*impact, *objectives, *needs))
            }
            Act::SetKeyDate { name, day } => self.set_key_date(act, *name, *day),
            Act::SetTarget { stage, day } => self.set_target(act, *stage, *day),
            Act::WaitFor { on, until } => self.wait_for(act, on, *until),
            Act::StopWaiting => self.write_waiting(act, None),
            Act::RestoreWaiting { record } => self.write_waiting(act, record.as_ref()),
            Act::LeaveOutStatute { reason } => self.leave_out_statute(act, reason),
            Act::ApplyStatute => self.apply_statute(act),
            Act::UpgradePolicy { .. } => {
                let own = Own { policy: &prepared.sha256, statute: &prepared.statute_sha256 };
                self.upgrade_policy(act, prepared.target.as_ref(), own)
            }
            Act::Evaluate(deed) => self.evaluate(deed, prepared),
            Act::RestoreItem { item, record, while_closed } => {
                let (stage, before) = self.find_any_item(item)?;
                if !while_closed {
                    self.may_change(stage, item, record.state)?;
                }
                self.write_item(act, item, stage, &before, record)
            }
            Act::RestoreStage { stage, record, waiting } => {
                self.restore_stage(act, *stage, record, waiting)
            }
            Act::RestoreEvidence { item, evidence } => self.restore_evidence(act, item, evidence),
            Act::RestoreOwnItem { own, record, evidence } => {
                self.restore_own_item(act, own, record.as_ref(), evidence)
            }
        }
    }

    pub(super) fn at(&self) -> (&str, &str) {
        (&self.context.now, &self.context.officer)
    }

    fn stage(&self, stage: StageNo) -> &StageView {
        &self.stages[stage.index()]
    }

    /// The stage and record of an item that is on the checklist.
    fn find_item(&self, id: &ItemId) -> Result<(StageNo, ItemRecord)> {
        let view = self.stages.iter().flat_map(|stage| &stage.items).find(|view| view.id == *id);
        view.map(|view| {
            let record = ItemRecord {
                state: view.state,
                reason: view.reason.clone(),
                note: view.note.clone(),
            };
            (view.stage, record)
        })
        .ok_or_else(|| {
            Fault::not_found(format!("There is no item {id} on the checklist of this procurement."))
        })
    }

    /// The same, also for an item that the facts no longer call for, or that the edition no longer
    /// has: work on it can be put back.
    fn find_any_item(&self, id: &ItemId) -> Result<(StageNo, ItemRecord)> {
        self.find_item(id).or_else(|fault| {
            let item = self.case.pack.item(id).or_else(|| self.case.overlay.item(id));
            let known = [&self.record.policy, &self.case.overlay.policy.id];
            let stage = match item {
                Some(item) => Some(item.stage),
                // An item of another edition, which its id still tells.
                None => id.stage().filter(|_| known.iter().any(|known| *known == id.source())),
            };
            let stage = stage.ok_or(fault)?;
            Ok((stage, self.case.items.get(id).cloned().unwrap_or_default()))
        })
    }

    /// Work goes on in every stage, but a closed one must not end up with an open required item.
    fn may_change(&self, stage: StageNo, item: &ItemId, to: ItemState) -> Result<()> {
        let view = self.stage(stage);
        let signed_off = view.items.iter().any(|view| {
            view.id == *item && view.required && view.state.is_settled() && view.state != to
        });
        if view.state == StageState::Closed && signed_off {
            return Err(Refusal::StageNotOpen { stage, state: view.state }.into());
        }
        Ok(())
    }

    fn set_item(
        &self,
        act: &Act,
        item: &ItemId,
        state: ItemState,
        reason: Option<String>,
    ) -> Result<Effected> {
        let (stage, before) = self.find_item(item)?;
        if before.state == state && before.reason == reason {
            return Err(Fault::invalid(format!("{item} is {} already.", state.word())));
        }
        self.may_change(stage, item, state)?;
        let after = ItemRecord { state, reason, note: before.note.clone() };
        self.write_item(act, item, stage, &before, &after)
    }

    fn note_item(&self, act: &Act, item: &ItemId, note: &str) -> Result<Effected> {
        let (stage, before) = self.find_item(item)?;
        let note = if note.trim().is_empty() { None } else { Some(text::note("The note", note)?) };
        let after = ItemRecord { note, ..before.clone() };
        self.write_item(act, item, stage, &before, &after)
    }

    fn write_item(
        &self,
        act: &Act,
        item: &ItemId,
        stage: StageNo,
        before: &ItemRecord,
        after: &ItemRecord,
    ) -> Result<Effected> {
        self.change.set_item(self.record.id, (item, stage), after, self.at())?;
        let while_closed = self.stage(stage).state == StageState::Closed;
        Ok(Effected::new(
            json!({ "act": act, "before": before, "after": after }),
            Act::RestoreItem { item: item.clone(), record: before.clone(), while_closed },
        ))
    }

    fn attach(&self, item: &ItemId, attached: Option<EvidenceKind>) -> Result<Effected> {
        self.find_item(item)?;
        let Some(kind) = attached else {
            return Err(Fault::invalid("There is nothing to attach."));
        };
        let evidence = Evidence {
            uid: Uuid::now_v7(),
            kind,
            at: self.context.now.clone(),
            officer: self.context.officer.clone(),
        };
        self.change.attach(self.record.id, item, &evidence)?;
        Ok(Effected::new(
            json!({ "act": { "deed": "attach", "item": item, "evidence": evidence } }),
            Act::Detach { evidence: evidence.uid },
        ))
    }

    fn detach(&self, uid: Uuid) -> Result<Effected> {
        let Some((item, evidence)) = self.change.find_evidence(self.record.id, uid)? else {
            return Err(Fault::not_found("That piece of evidence is no longer attached."));
        };
        self.change.detach(self.record.id, uid)?;
        Ok(Effected::new(
            json!({ "act": Act::Detach { evidence: uid }, "item": item, "before": evidence }),
            Act::RestoreEvidence { item, evidence },
        ))
    }

    fn restore_evidence(&self, act: &Act, item: &ItemId, evidence: &Evidence) -> Result<Effected> {
        self.find_any_item(item)?;
        if self.change.find_evidence(self.record.id, evidence.uid)?.is_some() {
            return Err(Fault::invalid("That piece of evidence is attached already."));
        }
        self.change.attach(self.record.id, item, evidence)?;
        Ok(Effected::new(json!({ "act": act }), Act::Detach { evidence: evidence.uid }))
    }

    fn add_item(&self, stage: StageNo, words: &str, required: bool) -> Result<Effected> {
        let words = text::line("The item", words)?;
        let view = self.stage(stage);
        if view.state.is_settled() {
            return Err(Refusal::StageNotOpen { stage, state: view.state }.into());
        }
        let name = item::slug(&words);
        let taken = |id: &ItemId| self.case.own.iter().any(|own| own.id == *id);
        let id = (1..1000)
            .map(|n| if n == 1 { name.clone() } else { format!("{name}-{n}") })
            .filter_map(|name| ItemId::own(stage, &name))
            .find(|id| !taken(id))
            .ok_or_else(|| Fault::invalid("There are too many items with that text."))?;
        let (at, officer) = self.at();
        let own = OwnItem {
            id: id.clone(),
            stage,
            text: words,
            required,
            at: at.to_owned(),
            officer: officer.to_owned(),
        };
        self.change.add_own_item(self.record.id, &own)?;
        Ok(Effected::new(
            json!({ "act": { "deed": "add_item", "item": own } }),
            Act::RemoveItem { item: id },
        ))
    }

    fn remove_item(&self, id: &ItemId) -> Result<Effected> {
        let Some(own) = self.case.own.iter().find(|own| own.id == *id).cloned() else {
            return Err(Fault::Invalid {
                message: format!("{id} comes from the policy and cannot be taken away."),
                hint: Some("Rule it out with a reason instead.".to_owned()),
            });
        };
        let view = self.stage(own.stage);
        if view.state.is_settled() {
            return Err(Refusal::StageNotOpen { stage: own.stage, state: view.state }.into());
        }
        let record = self.case.items.get(id).cloned();
        let evidence = self.case.evidence.get(id).cloned().unwrap_or_default();
        self.change.remove_own_item(self.record.id, id)?;
        Ok(Effected::new(
            json!({
                "act": Act::RemoveItem { item: id.clone() },
                "before": { "item": own, "record": record, "evidence": evidence },
            }),
            Act::RestoreOwnItem { own, record, evidence },
        ))
    }

    fn restore_own_item(
        &self,
        act: &Act,
        own: &OwnItem,
        record: Option<&ItemRecord>,
        evidence: &[Evidence],
    ) -> Result<Effected> {
        if self.case.own.iter().any(|other| other.id == own.id) {
            return Err(Fault::invalid(format!("The item {} is there already.", own.id)));
        }
        let view = self.stage(own.stage);
        if view.state.is_settled() {
            return Err(Refusal::StageNotOpen { stage: own.stage, state: view.state }.into());
        }
        self.change.add_own_item(self.record.id, own)?;
        if let Some(record) = record {
            self.change.set_item(self.record.id, (&own.id, own.stage), record, self.at())?;
        }
        for piece in evidence {
            self.change.attach(self.record.id, &own.id, piece)?;
        }
        Ok(Effected::new(json!({ "act": act }), Act::RemoveItem { item: own.id.clone() }))
    }

    fn close_stage(&self, act: &Act, stage: StageNo, note: Option<&str>) -> Result<Effected> {
        let note = match note.map(str::trim) {
            None | Some("") => None,
            Some(note) => Some(text::note("The note", note)?),
        };
        self.in_order(stage)?;
        let open: Vec<(ItemId, String)> = self
            .stage(stage)
            .holding_up()
            .map(|item| (item.id.clone(), item.text.clone()))
            .collect();
        if !open.is_empty() {
            return Err(Refusal::OpenItems { stage, items: open }.into());
        }
        self.criteria_allow_issue(stage)?;
        self.write_stage(act, stage, &StageRecord { state: StageState::Closed, note })
    }

    fn skip_stage(&self, act: &Act, stage: StageNo, reason: &str) -> Result<Effected> {
        let reason = text::note("The reason", reason)?;
        self.in_order(stage)?;
        let record = StageRecord { state: StageState::Skipped, note: Some(reason) };
        self.write_stage(act, stage, &record)
    }

    fn reopen_stage(&self, act: &Act, stage: StageNo, reason: &str) -> Result<Effected> {
        text::note("The reason", reason)?;
        if !self.stage(stage).state.is_settled() {
            return Err(Refusal::StageOpen { stage }.into());
        }
        self.write_stage(act, stage, &StageRecord::default())
    }

    fn restore_stage(
        &self,
        act: &Act,
        stage: StageNo,
        record: &StageRecord,
        waiting: &[ItemId],
    ) -> Result<Effected> {
        if record.state == StageState::Closed {
            let open: Vec<(ItemId, String)> = self
                .stage(stage)
                .holding_up()
                .filter(|item| !waiting.contains(&item.id))
                .map(|item| (item.id.clone(), item.text.clone()))
                .collect();
            if !open.is_empty() {
                return Err(Refusal::OpenItems { stage, items: open }.into());
            }
        }
        self.write_stage(act, stage, record)
    }

    /// A stage is settled once, and only after the stages before it.
    fn in_order(&self, stage: StageNo) -> Result<()> {
        let state = self.stage(stage).state;
        if state.is_settled() {
            return Err(Refusal::StageSettled { stage, state }.into());
        }
        let earlier = self.stages.iter().find(|view| !view.state.is_settled());
        match earlier {
            Some(earlier) if earlier.number < stage => {
                Err(Refusal::EarlierStage { stage, earlier: earlier.number }.into())
            }
            _ => Ok(()),
        }
    }

    fn write_stage(&self, act: &Act, stage: StageNo, after: &StageRecord) -> Result<Effected> {
        let view = self.stage(stage);
        let before = StageRecord { state: view.state, note: view.note.clone() };
        let waiting = match view.state {
            StageState::Closed => view.holding_up().map(|item| item.id.clone()).collect(),
            StageState::Open | StageState::Skipped => Vec::new(),
        };
        self.change.set_stage(self.record.id, stage, after, &self.context.now)?;
        Ok(Effected::new(
            json!({ "act": act, "before": before, "after": after }),
            Act::RestoreStage { stage, record: before, waiting },
        ))
    }

    fn change_facts(&mut self, act: &Act, title: &str, facts: &Facts) -> Result<Effected> {
        let title = text::line("The title", title)?;
        let before = (self.record.title.clone(), self.record.facts.clone());
        // Whether the statute applies is decided for itself, with a reason.
        let law = LawFacts { applies: before.1.law.applies, ..facts.law };
        let subject = facts.subject.clone().tidy()?;
        let facts = &Facts { law, subject, ..facts.clone() };
        if before.0 == title && before.1 == *facts {
            return Err(Fault::invalid("Nothing was changed."));
        }
        self.record.title = title;
        self.record.facts = facts.clone();
        Ok(Effected::new(
            json!({ "act": act, "before": { "title": before.0, "facts": before.1 } }),
            Act::ChangeFacts { title: before.0, facts: before.1 },
        ))
    }

    fn set_state(
        &mut self,
        act: &Act,
        state: ProcurementState,
        reason: Option<String>,
    ) -> Result<Effected> {
        let before = (self.record.state, self.record.state_reason.clone());
        if before.0 == state {
            return Err(Refusal::AlreadyInState { state }.into());
        }
        if state == ProcurementState::Closed
            && let Some(open) = self.stages.iter().find(|stage| !stage.state.is_settled())
        {
            return Err(Refusal::StagesOpen { stage: open.number }.into());
        }
        let open: Vec<(ItemId, String)> = self
            .stages
            .iter()
            .filter(|stage| stage.needs_attention())
            .flat_map(StageView::holding_up)
            .map(|item| (item.id.clone(), item.text.clone()))
            .collect();
        if state == ProcurementState::Closed && !open.is_empty() {
            return Err(Refusal::RequiredOpen { items: open }.into());
        }
        self.record.state = state;
        self.record.state_reason = reason;
        Ok(Effected::new(
            json!({ "act": act, "before": { "state": before.0, "reason": before.1 } }),
            Act::RestoreState { state: before.0, reason: before.1 },
        ))
    }

    fn seek(&self, act: &Act, sought: &Sought) -> Result<Effected> {
        let known = self.case.pack.has_outcome(&sought.id)
            || self.change.evaluation(self.record.id)?.measures.contains_key(&sought.id);
        if !known {
            return Err(Fault::not_found(format!(
                "The policy has no outcome or measure “{}”.",
                text::visible(&sought.id)
            )));
        }
        let before = self.case.sought.iter().find(|other| other.id == sought.id).cloned();
        if before.as_ref() == Some(sought) {
            return Err(Fault::invalid("Nothing was changed."));
        }
        self.change.seek(self.record.id, sought)?;
        let undo = match &before {
            Some(before) => Act::Seek {
                outcome: before.id.clone(),
                quantity: before.quantity,
                why: before.why.clone(),
            },
            None => Act::DropOutcome { outcome: sought.id.clone() },
        };
        Ok(Effected::new(json!({ "act": act, "before": before, "after": sought }), undo))
    }

    fn drop_outcome(&self, act: &Act, outcome: &str) -> Result<Effected> {
        let Some(before) = self.case.sought.iter().find(|sought| sought.id == outcome) else {
            return Err(Fault::not_found(format!(
                "The outcome “{}” is not among those sought.",
                text::visible(outcome)
            )));
        };
        self.change.drop_sought(self.record.id, outcome)?;
        Ok(Effected::new(
            json!({ "act": act, "before": before }),
            Act::Seek {
                outcome: before.id.clone(),
                quantity: before.quantity,
                why: before.why.clone(),
            },
        ))
    }
}
