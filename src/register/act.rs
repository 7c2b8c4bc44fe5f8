//! Every deed that an officer can do, as plain data.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    Date, Evidence, Facts, Impact, ItemId, ItemState, KeyDate, Needs, NeedsAnswers, Percent,
    ProcurementState, Reference, StageNo, text,
};
use crate::policy::{Base, Weight};
use crate::register::contract::ContractAct;
use crate::register::evaluation::EvaluationAct;
use crate::register::supplier::SupplierAct;
use crate::store::{
    ItemRecord, NeedsRecord, OptOutRecord, OwnItem, StageRecord, WaitingRecord, WeightingRecord,
};

/// One deed. Self-contained: it names things by reference, id or uid, never by a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case")]
pub enum Act {
    /// Start a procurement.
    Start(NewProcurement),
    /// Change title and facts.
    ChangeFacts {
        /// The new title.
        title: String,
        /// The new facts.
        facts: Facts,
    },
    /// Say that an item is done.
    TickItem {
        /// The item.
        item: ItemId,
    },
    /// Say that an item is open again.
    UntickItem {
        /// The item.
        item: ItemId,
    },
    /// Rule an item out.
    RuleOutItem {
        /// The item.
        item: ItemId,
        /// Why it does not apply.
        reason: String,
    },
    /// Write a note on an item; an empty note takes it away.
    NoteItem {
        /// The item.
        item: ItemId,
        /// The note.
        note: String,
    },
    /// Attach evidence to an item.
    Attach {
        /// The item.
        item: ItemId,
        /// What is attached.
        evidence: NewEvidence,
    },
    /// Take a piece of evidence off an item.
    Detach {
        /// The evidence.
        evidence: Uuid,
    },
    /// Add an item of the officer's own to a stage.
    AddItem {
        /// The stage.
        stage: StageNo,
        /// What to do.
        text: String,
        /// Whether the stage waits for it.
        required: bool,
    },
    /// Take an item of the officer's own away.
    RemoveItem {
        /// The item.
        item: ItemId,
    },
    /// Close a stage.
    CloseStage {
        /// The stage.
        stage: StageNo,
        /// A note on it.
        note: Option<String>,
    },
    /// Pass over a stage.
    SkipStage {
        /// The stage.
        stage: StageNo,
        /// Why.
        reason: String,
    },
    /// Open a closed or skipped stage again.
    ReopenStage {
        /// The stage.
        stage: StageNo,
        /// Why.
        reason: String,
    },
    /// Pause, cancel, close or resume the procurement.
    SetState {
        /// The new state.
        state: ProcurementState,
        /// Why.
        reason: String,
    },
    /// Seek an outcome or measure of the policy, or change how much of it.
    Seek {
        /// The outcome or measure.
        outcome: String,
        /// How much of it.
        quantity: Option<Decimal>,
        /// Why it is relevant and proportionate.
        why: Option<String>,
    },
    /// No longer seek an outcome or measure.
    DropOutcome {
        /// The outcome or measure.
        outcome: String,
    },
    /// Set the weight of social value.
    SetWeighting {
        /// How much.
        weight: Percent,
        /// Of what.
        base: Base,
        /// Why; needed where it departs from the policy, or the policy asks for it.
        reason: Option<String>,
        /// Who agreed; needed where it departs from the policy.
        agreed_by: Option<String>,
    },
    /// Take the weight away that was set.
    ClearWeighting,
    /// Opt out of social value, where the policy allows it.
    OptOut {
        /// What was explored: ids of outcomes, or words.
        explored: Vec<String>,
        /// Why none of it is possible.
        why: String,
        /// Who agreed.
        agreed_by: String,
    },
    /// Take the opting out back.
    RevokeOptOut {
        /// Why.
        reason: String,
    },
    /// Answer the questions on impact, objectives and needs, as far as they can be answered; the
    /// three facts follow. No answer at all takes them away.
    AnswerNeeds(NeedsAnswers),
    /// Set a day of the tender, or take it away.
    SetKeyDate {
        /// Which day.
        name: KeyDate,
        /// The day.
        day: Option<Date>,
    },
    /// Set the day by which a stage is to be finished, or take it away.
    SetTarget {
        /// The stage.
        stage: StageNo,
        /// The day.
        day: Option<Date>,
    },
    /// Say whom the tender waits for.
    WaitFor {
        /// Whom, or what.
        on: String,
        /// Until when, where that is known.
        until: Option<Date>,
    },
    /// The tender waits no longer.
    StopWaiting,
    /// Put whom the tender waits for back to how it was.
    RestoreWaiting {
        /// How it was, where it waited.
        record: Option<WaitingRecord>,
    },
    /// Leave items and time limits of the statute out.
    LeaveOutStatute {
        /// Why.
        reason: String,
    },
    /// Let items and time limits of the statute hold again.
    ApplyStatute,
    /// Move to another text of the same policy, or of the statute; work is carried over by item.
    UpgradePolicy {
        /// The SHA-256 of the text, which the library has or the register pinned before.
        sha256: String,
    },
    /// Do something about the evaluation of bids.
    Evaluate(EvaluationAct),
    /// Do something about what follows from the award.
    Contract(ContractAct),
    /// Do something about a supplier of the directory; it concerns no procurement.
    Supply(SupplierAct),
    /// Put an item back to how it was; the compensation of the deeds above.
    RestoreItem {
        /// The item.
        item: ItemId,
        /// How it was.
        record: ItemRecord,
        /// Whether its stage stood closed then, so that it may stand so again.
        #[serde(default)]
        while_closed: bool,
    },
    /// Put a stage back to how it was.
    RestoreStage {
        /// The stage.
        stage: StageNo,
        /// How it was.
        record: StageRecord,
        /// The required items that were open while it stood closed, because facts had changed.
        #[serde(default)]
        waiting: Vec<ItemId>,
    },
    /// Put the state of the procurement back to how it was.
    RestoreState {
        /// The state.
        state: ProcurementState,
        /// The reason that stood with it.
        reason: Option<String>,
    },
    /// Put evidence back that was taken off.
    RestoreEvidence {
        /// The item.
        item: ItemId,
        /// The evidence.
        evidence: Evidence,
    },
    /// Put an item of the officer's own back, with what was known of it.
    RestoreOwnItem {
        /// The item.
        own: OwnItem,
        /// Where it stood.
        record: Option<ItemRecord>,
        /// Its evidence.
        evidence: Vec<Evidence>,
    },
    /// Put the weight back to how it was.
    RestoreWeighting {
        /// How it was, where one was set.
        record: Option<WeightingRecord>,
    },
    /// Put the opting out back to how it was.
    RestoreOptOut {
        /// How it was, where it was recorded.
        record: Option<OptOutRecord>,
    },
    /// Put the answers and the facts that followed from them back to how they were.
    RestoreNeeds {
        /// The answers, where there were some.
        record: Option<NeedsRecord>,
        /// The fact of the impact.
        impact: Option<Impact>,
        /// The fact of the objectives.
        objectives: Option<u8>,
        /// The fact of the needs.
        needs: Option<Needs>,
    },
}

/// A procurement about to be started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewProcurement {
    /// The reference; the next free number of the year when absent.
    pub reference: Option<Reference>,
    /// What it is about.
    pub title: String,
    /// The id of the policy.
    pub policy: String,
    /// What is known of it.
    pub facts: Facts,
}

/// Evidence about to be attached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum NewEvidence {
    /// A text.
    Note {
        /// The text.
        text: String,
    },
    /// The address of a document.
    Link {
        /// The address.
        address: String,
    },
    /// A file; its size and hash are taken when it is attached.
    File {
        /// The path, as it was typed.
        path: String,
    },
}

/// An act on its way to the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The procurement that it concerns; `None` when it starts one, or concerns none.
    pub reference: Option<String>,
    /// The act.
    pub act: Act,
    /// The version of what it concerns that the officer has seen; the act is refused when
    /// somebody has changed it since. `None` when the officer has not looked.
    pub seen: Option<i64>,
    /// Whether it undoes or redoes an earlier act.
    pub purpose: Purpose,
}

impl Order {
    /// An act on a procurement, done for its own sake.
    pub fn on(reference: impl Into<String>, act: Act) -> Self {
        Self { reference: Some(reference.into()), act, seen: None, purpose: Purpose::Plain }
    }

    /// The start of a procurement.
    pub const fn start(new: NewProcurement) -> Self {
        Self { reference: None, act: Act::Start(new), seen: None, purpose: Purpose::Plain }
    }
}

/// Why an act is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Purpose {
    /// For its own sake.
    #[default]
    Plain,
    /// To undo the act with this number in the journal.
    Undo(i64),
    /// To do again what the act with this number in the journal undid.
    Redo(i64),
}

impl Act {
    /// What the act attaches, where it attaches something.
    pub const fn attaches(&self) -> Option<&NewEvidence> {
        match self {
            Self::Attach { evidence, .. }
            | Self::Evaluate(EvaluationAct::Answer { answer: Some(evidence), .. })
            | Self::Contract(ContractAct::Set { attached: Some(evidence), .. }) => Some(evidence),
            _ => None,
        }
    }

    /// The deed as a word: the journal's `deed`.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Start(_) => "start",
            Self::ChangeFacts { .. } => "change_facts",
            Self::TickItem { .. } => "tick_item",
            Self::UntickItem { .. } => "untick_item",
            Self::RuleOutItem { .. } => "rule_out_item",
            Self::NoteItem { .. } => "note_item",
            Self::Attach { .. } => "attach",
            Self::Detach { .. } => "detach",
            Self::AddItem { .. } => "add_item",
            Self::RemoveItem { .. } => "remove_item",
            Self::CloseStage { .. } => "close_stage",
            Self::SkipStage { .. } => "skip_stage",
            Self::ReopenStage { .. } => "reopen_stage",
            Self::SetState { .. } => "set_state",
            Self::Seek { .. } => "seek",
            Self::DropOutcome { .. } => "drop_outcome",
            Self::SetWeighting { .. } => "set_weighting",
            Self::ClearWeighting => "clear_weighting",
            Self::OptOut { .. } => "opt_out",
            Self::RevokeOptOut { .. } => "revoke_opt_out",
            Self::AnswerNeeds(_) => "answer_needs",
            Self::SetKeyDate { .. } => "set_key_date",
            Self::SetTarget { .. } => "set_target",
            Self::WaitFor { .. } => "wait_for",
            Self::StopWaiting => "stop_waiting",
            Self::RestoreWaiting { .. } => "restore_waiting",
            Self::LeaveOutStatute { .. } => "leave_out_statute",
            Self::ApplyStatute => "apply_statute",
            Self::UpgradePolicy { .. } => "upgrade_policy",
            Self::Evaluate(deed) => deed.word(),
            Self::Contract(deed) => deed.word(),
            Self::Supply(deed) => deed.word(),
            Self::RestoreItem { .. } => "restore_item",
            Self::RestoreStage { .. } => "restore_stage",
            Self::RestoreState { .. } => "restore_state",
            Self::RestoreEvidence { .. } => "restore_evidence",
            Self::RestoreOwnItem { .. } => "restore_own_item",
            Self::RestoreWeighting { .. } => "restore_weighting",
            Self::RestoreOptOut { .. } => "restore_opt_out",
            Self::RestoreNeeds { .. } => "restore_needs",
        }
    }

    /// The deed in words, as an officer would say it: “ticked test-strategy”.
    pub fn said(&self) -> String {
        match self {
            Self::Start(new) => format!("started “{}”", text::visible(&new.title)),
            Self::ChangeFacts { .. } => "changed the facts".to_owned(),
            Self::TickItem { item } => format!("ticked {}", item.name()),
            Self::UntickItem { item } => format!("reopened {}", item.name()),
            Self::RuleOutItem { item, .. } => format!("ruled out {}", item.name()),
            Self::NoteItem { item, .. } => format!("wrote a note on {}", item.name()),
            Self::Attach { item, evidence } => {
                let kind = match evidence {
                    NewEvidence::Note { .. } => "a note",
                    NewEvidence::Link { .. } => "a link",
                    NewEvidence::File { .. } => "a file",
                };
                format!("attached {kind} to {}", item.name())
            }
            Self::Detach { .. } => "took evidence off".to_owned(),
            Self::AddItem { stage, .. } => format!("added an item to stage {stage}"),
            Self::RemoveItem { item } => format!("took away {}", item.name()),
            Self::CloseStage { stage, .. } => format!("closed stage {stage}"),
            Self::SkipStage { stage, .. } => format!("skipped stage {stage}"),
            Self::ReopenStage { stage, .. } => format!("reopened stage {stage}"),
            Self::SetState { state, .. } | Self::RestoreState { state, .. } => match state {
                ProcurementState::Active => "resumed the tender".to_owned(),
                ProcurementState::Paused => "paused the tender".to_owned(),
                ProcurementState::Cancelled => "cancelled the tender".to_owned(),
                ProcurementState::Closed => "closed the tender".to_owned(),
            },
            Self::Seek { outcome, .. } => format!("chose outcome {outcome}"),
            Self::DropOutcome { outcome } => format!("dropped outcome {outcome}"),
            Self::SetWeighting { weight, base, .. } => set_weight(*weight, *base),
            Self::ClearWeighting | Self::RestoreWeighting { record: None } => {
                "took the weight of social value away".to_owned()
            }
            Self::RestoreWeighting { record: Some(record) } => {
                set_weight(record.weight, record.base)
            }
            Self::OptOut { .. } | Self::RestoreOptOut { record: Some(_) } => {
                "opted out of social value".to_owned()
            }
            Self::RevokeOptOut { .. } | Self::RestoreOptOut { record: None } => {
                "revoked the opting out of social value".to_owned()
            }
            Self::AnswerNeeds(answers) if answers.is_empty() => {
                "took the answers on impact, objectives and needs away".to_owned()
            }
            Self::AnswerNeeds(_) => "answered on impact, objectives and needs".to_owned(),
            Self::RestoreNeeds { .. } => {
                "put the answers on impact, objectives and needs back".to_owned()
            }
            Self::SetKeyDate { name, day: Some(day) } => {
                format!("set the date of “{}” to {}", name.words(), day.long())
            }
            Self::SetKeyDate { name, day: None } => {
                format!("took the date of “{}” away", name.words())
            }
            Self::SetTarget { stage, day: Some(day) } => {
                format!("planned stage {stage} to be finished by {}", day.long())
            }
            Self::SetTarget { stage, day: None } => {
                format!("took the target date of stage {stage} away")
            }
            Self::WaitFor { on, until }
            | Self::RestoreWaiting { record: Some(WaitingRecord { on, until, .. }) } => {
                let until = until.map(|day| format!(" until {}", day.long()));
                format!("waits on {}{}", text::visible(on), until.unwrap_or_default())
            }
            Self::StopWaiting | Self::RestoreWaiting { record: None } => {
                "waits on nobody any more".to_owned()
            }
            Self::LeaveOutStatute { .. } => "left the statute out".to_owned(),
            Self::ApplyStatute => "let the statute apply again".to_owned(),
            Self::UpgradePolicy { .. } => "moved to another edition of the policy".to_owned(),
            Self::Evaluate(deed) => deed.said(),
            Self::Contract(deed) => deed.said(),
            Self::Supply(deed) => deed.said(),
            Self::RestoreItem { item, record, .. } => match record.state {
                ItemState::Open => format!("made {} open", item.name()),
                ItemState::Done => format!("made {} done", item.name()),
                ItemState::NotApplicable => format!("made {} not applicable", item.name()),
            },
            Self::RestoreStage { stage, record, .. } => {
                format!("made stage {stage} {}", record.state)
            }
            Self::RestoreEvidence { item, .. } => format!("put evidence back on {}", item.name()),
            Self::RestoreOwnItem { own, .. } => format!("put {} back", own.id.name()),
        }
    }
}

fn set_weight(percent: Percent, base: Base) -> String {
    format!("set the weight of social value to {}", Weight { percent, base }.words(None))
}
