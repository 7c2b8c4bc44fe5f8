//! Doing an act: let its deed check and change the register, write the journal, in one transaction.

use std::sync::Arc;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::domain::{EvidenceKind, Refusal, evidence, text};
use crate::policy::Pack;
use crate::register::act::{Act, NewEvidence, Order, Purpose};
use crate::register::case::{Case, gathered};
use crate::register::deeds::Doing;
use crate::register::files::HashedFile;
use crate::register::upgrade::Target;
use crate::register::{
    Context, Fault, Register, Result, Step, Subject, Unit, Watch, dashboard, files, plan, walk,
};
use crate::store::{Change, NewEntry};

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// What it concerned.
    pub on: Subject,
    /// Its version now.
    pub version: i64,
    /// The number of the journal's entry.
    pub sequence: i64,
    /// The deed in words.
    pub said: String,
    /// The act that takes it back, where there is one.
    pub undo: Option<Act>,
    /// What somebody should know of it, a sentence each.
    pub warnings: Vec<String>,
}

/// What an act needs to know before the register is held.
pub(super) struct Prepared {
    pub(super) attached: Option<EvidenceKind>,
    pub(super) pack: Arc<Pack>,
    /// The SHA-256 of the text of that pack.
    pub(super) sha256: String,
    pub(super) overlay: Arc<Pack>,
    /// The SHA-256 of the text of the statute.
    pub(super) statute_sha256: String,
    /// The text of the policy that the procurement is moved to.
    pub(super) target: Option<Target>,
}

impl Register {
    /// Does an act: all of it with its journal entry, or nothing.
    ///
    /// # Errors
    /// A refusal when a rule of the cycle stands against it; a sentence when what was typed
    /// cannot be taken, is not there, or could not be written.
    pub fn perform(&mut self, order: &Order, context: &Context) -> Result<Done> {
        let context = tidy(context)?;
        match &order.act {
            // What concerns no procurement that is there comes before the others.
            Act::Start(new) => self.start(new, &context),
            Act::Supply(act) => self.supply(act, order, &context),
            _ => self.perform_on_procurement(order, None, &context),
        }
    }

    /// Does an act that attaches a file whose hash has been taken already, away from here because
    /// that took long.
    ///
    /// # Errors
    /// As [`Register::perform`].
    pub fn perform_hashed(
        &mut self,
        order: &Order,
        hashed: HashedFile,
        context: &Context,
    ) -> Result<Done> {
        self.perform_on_procurement(order, Some(hashed), &tidy(context)?)
    }

    fn perform_on_procurement(
        &mut self,
        order: &Order,
        hashed: Option<HashedFile>,
        context: &Context,
    ) -> Result<Done> {
        let prepared = self.prepare(order, hashed)?;
        let change = self.database.change()?;
        let done = prepared.perform(&change, order, context)?;
        change.commit()?;
        Ok(done)
    }

    /// Does several acts on procurements that are there, in one transaction: all or none.
    ///
    /// # Errors
    /// When one of them cannot be done, or the work is to stop; then none was.
    pub fn perform_all(&mut self, orders: &[(Order, Context)], watch: &Watch) -> Result<Vec<Done>> {
        let prepared = orders
            .iter()
            .map(|(order, context)| Ok((self.prepare(order, None)?, order, tidy(context)?)))
            .collect::<Result<Vec<_>>>()?;
        let change = self.database.change()?;
        let (doing, of, unit) = ("recording", prepared.len() as u64, Unit::Entries);
        let done = (0..)
            .zip(&prepared)
            .map(|(done, (prepared, order, context))| {
                watch.step(Step { doing, done, of, unit })?;
                prepared.perform(&change, order, context)
            })
            .collect::<Result<Vec<_>>>()?;
        change.commit()?;
        Ok(done)
    }

    fn prepare(&self, order: &Order, hashed: Option<HashedFile>) -> Result<Prepared> {
        // A file is looked at before the register is held: a slow disk must not block others.
        let attached = match (order.act.attaches(), hashed) {
            (Some(_), Some(HashedFile(kind))) => Some(self.attachable(kind)?),
            (Some(evidence), None) => Some(self.attachable(kind_of(evidence)?)?),
            _ => None,
        };
        let record = self.record(named(order)?)?;
        let (pack, sha256) = self.pinned(record.pack)?;
        let (overlay, statute_sha256) = self.pinned(record.overlay)?;
        Ok(Prepared {
            attached,
            pack,
            sha256,
            target: self.target(&order.act, &record)?,
            overlay,
            statute_sha256,
        })
    }
}

impl Register {
    /// The register is no evidence for itself: it changes with the very entry.
    fn attachable(&self, kind: EvidenceKind) -> Result<EvidenceKind> {
        let own = self.path().canonicalize().ok();
        let path = match &kind {
            EvidenceKind::File { path, .. } => std::path::Path::new(path).canonicalize().ok(),
            _ => None,
        };
        if path.is_some() && path == own {
            return Err(Fault::invalid("The register itself cannot be attached as evidence."));
        }
        Ok(kind)
    }
}

/// The context with a name that can stand in the journal.
pub(super) fn tidy(context: &Context) -> Result<Context> {
    let officer = text::line("The officer's name", &text::visible(&context.officer))?;
    Ok(Context { officer, ..context.clone() })
}

fn named(order: &Order) -> Result<&str> {
    let reference = order.reference.as_deref().map(str::trim);
    reference.ok_or_else(|| Fault::invalid("No procurement was named."))
}

impl Prepared {
    /// Does an act in a change that is under way.
    pub(super) fn perform(
        &self,
        change: &Change<'_>,
        order: &Order,
        context: &Context,
    ) -> Result<Done> {
        let reference = named(order)?;
        let Some(record) = change.procurement(reference)? else {
            return Err(Fault::not_found(format!("{reference} is no longer in the register.")));
        };
        let concerns_state = matches!(order.act, Act::SetState { .. } | Act::RestoreState { .. });
        if !record.state.is_workable() && !concerns_state {
            // What stands in the way is said before that somebody has been here.
            return Err(Refusal::NotActive { state: record.state }.into());
        }
        if order.seen.is_some_and(|seen| seen != record.version) {
            return Err(Fault::Stale { on: Subject::Procurement(record.reference) });
        }
        let packs = (self.pack.clone(), self.overlay.clone());
        let case = gathered!(change, record.clone(), packs);
        let mut doing = Doing {
            stages: walk::stages(&case, &case.determination()),
            case,
            change,
            context,
            record,
        };
        let effected = doing.act(&order.act, self)?;
        let packs = (doing.case.pack.clone(), doing.case.overlay.clone());
        let mut record = doing.record;
        record.version += 1;
        record.changed_at.clone_from(&context.now);
        let case = gathered!(change, record.clone(), packs);
        let determination = case.determination();
        let summary = walk::summary(&case, &determination);
        let due = plan::agenda(&case, &case.limits(&determination));
        change.set_agenda(record.id, &due)?;
        record.stage = summary.stage;
        record.closed_stages = summary.closed;
        record.next_item = summary.next_item;
        record.next_text = summary.next_text;
        change.update_procurement(&record)?;
        change.count(&record, dashboard::counted(&case, &determination))?;
        let mut detail = effected.detail;
        let said = effected.said.unwrap_or_else(|| order.act.said());
        let said = marked(order.purpose, &mut detail, said);
        let sequence = journal(change, Some(&record.uid), order.act.word(), &detail, context)?;
        Ok(Done {
            on: Subject::Procurement(record.reference),
            version: record.version,
            sequence,
            said,
            undo: effected.undo,
            warnings: effected.warnings,
        })
    }
}

/// How the words of a compensation begin.
pub(super) const TOOK_BACK: &str = "took back: ";

/// Marks the detail of an entry, and the words, where the act turns an earlier one around.
pub(super) fn marked(purpose: Purpose, detail: &mut Value, said: String) -> String {
    // A compensation says what it takes back; turned around, that alone is what matters.
    let plain = said.strip_prefix(TOOK_BACK).unwrap_or(&said).to_owned();
    if purpose != Purpose::Plain && detail["said"].is_string() {
        detail["said"] = json!(plain);
    }
    match purpose {
        Purpose::Plain => said,
        Purpose::Undo(sequence) => {
            detail["undoes"] = json!(sequence);
            format!("undone: {plain}")
        }
        Purpose::Redo(sequence) => {
            detail["redoes"] = json!(sequence);
            format!("done again: {plain}")
        }
    }
}

/// Writes the entry of a deed, with the uid of the procurement where it concerns one.
pub(super) fn journal(
    change: &Change<'_>,
    procurement: Option<&Uuid>,
    deed: &str,
    detail: &Value,
    context: &Context,
) -> Result<i64> {
    let procurement = procurement.map(Uuid::to_string);
    let entry = NewEntry {
        at: &context.now,
        officer: &context.officer,
        procurement: procurement.as_deref(),
        deed,
        detail: &detail.to_string(),
    };
    Ok(change.journal(&entry)?)
}

fn kind_of(new: &NewEvidence) -> Result<EvidenceKind> {
    Ok(match new {
        NewEvidence::Note { text } => EvidenceKind::Note { text: text::note("The note", text)? },
        NewEvidence::Link { address } => {
            let address = text::line("The address", address)?;
            if !evidence::is_link(&address) {
                return Err(Fault::Invalid {
                    message: format!("“{}” is not an address.", text::visible(&address)),
                    hint: Some(
                        "An address begins with https://, http://, file:// or mailto: and has no spaces."
                            .to_owned(),
                    ),
                });
            }
            EvidenceKind::Link { address }
        }
        NewEvidence::File { path } => files::describe(path, &Watch::nobody())?,
    })
}
