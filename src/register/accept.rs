//! Accepting what another program changed, with a reason: the journal says what differed, and
//! states what is there anew.

use serde_json::{Map, json};

use crate::domain::text;
use crate::register::perform::tidy;
use crate::register::verify::{moment, said};
use crate::register::{Context, Fault, Register, Result, Watch, counted, grouped};
use crate::store::Entry;

/// How an entry is told that accepts what another program changed.
const DEED: &str = "accept";

/// What was accepted at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The number of its first entry.
    pub first: i64,
    /// The number of its last entry.
    pub last: i64,
    /// The moment, in UTC.
    pub at: String,
    /// Who accepted it.
    pub officer: String,
    /// Why.
    pub reason: String,
    /// What differed, a sentence for each, as far as they are told.
    pub differences: Vec<String>,
    /// How many there were.
    pub count: usize,
}

/// How many differences are told of what was accepted; the journal has them all.
const MOST_TOLD: usize = 20;

impl Accepted {
    /// All of it in a sentence.
    pub fn told(&self) -> String {
        let differences = counted(self.count, "difference", "differences");
        let entries = if self.first == self.last {
            format!("entry {}", self.first)
        } else {
            format!("entries {} to {}", self.first, self.last)
        };
        format!(
            "{differences} on {} by {}, because “{}” ({entries}).",
            moment(&self.at),
            text::visible(&self.officer),
            text::visible(&self.reason)
        )
    }

    /// All of it, a line for each difference as far as they are told.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!("Accepted: {}", self.told())];
        lines.extend(self.differences.iter().map(|difference| format!("  {difference}")));
        if self.count > self.differences.len() {
            let more = grouped(self.count - self.differences.len());
            lines.push(format!("  And {more} more, in the journal."));
        }
        lines
    }

    /// Adds what an entry of the journal tells, where it tells of this.
    pub(super) fn gather(all: &mut Vec<Self>, entry: &Entry) {
        if entry.deed != DEED {
            return;
        }
        let detail: serde_json::Value = serde_json::from_str(&entry.detail).unwrap_or_default();
        // An act of an officer has its own detail and no such list.
        let Some(differences) = detail["accepted"].as_array() else { return };
        let reason = detail["reason"].as_str().unwrap_or_default();
        let goes_on = all.last().is_some_and(|last| {
            last.last + 1 == entry.sequence
                && last.at == entry.at
                && last.officer == entry.officer
                && last.reason == reason
        });
        if !goes_on {
            all.push(Self {
                first: entry.sequence,
                last: entry.sequence,
                at: entry.at.clone(),
                officer: entry.officer.clone(),
                reason: reason.to_owned(),
                differences: Vec::new(),
                count: 0,
            });
        }
        let Some(last) = all.last_mut() else { return };
        last.last = entry.sequence;
        last.count += differences.len();
        let room = MOST_TOLD.saturating_sub(last.differences.len());
        let words = differences.iter().filter_map(serde_json::Value::as_str).take(room);
        last.differences.extend(words.map(str::to_owned));
    }
}

impl Register {
    /// Accepts everything that another program changed, with a reason: each tender and supplier
    /// that differs gets an entry in its journal that names the differences, and from there on
    /// the journal stands for what is there.
    ///
    /// # Errors
    /// When nothing differs; when the file is damaged, the chain of the journal does not hold or
    /// a pinned policy is not what was pinned, as then nothing can be said of what is there; when
    /// it could not be written.
    pub fn accept(&mut self, reason: &str, context: &Context, watch: &Watch) -> Result<Vec<i64>> {
        let context = tidy(context)?;
        let reason = text::note("The reason", reason)?;
        self.is_fit_to_be_accepted(watch)?;
        let change = self.database.change()?;
        let differing = change.differing(watch)?;
        if differing.is_empty() {
            return Err(Fault::Invalid {
                message: "There is nothing to accept: everything stands as the journal says."
                    .to_owned(),
                hint: Some(
                    "“tenderbook verify” says what else may be wrong, and what helps.".to_owned(),
                ),
            });
        }
        let mut entries = Vec::with_capacity(differing.len());
        for one in differing {
            let miscounted = one.miscounted.into_iter().map(|what| miscounted(&what));
            let differences: Vec<String> = one.faults.iter().map(said).chain(miscounted).collect();
            let detail = Map::from_iter([
                ("reason".to_owned(), json!(reason)),
                ("accepted".to_owned(), json!(differences)),
            ]);
            entries.push(change.accept(&one.thing, &context.now, &context.officer, detail)?);
        }
        change.commit()?;
        // What is searched, due and counted follows from what stands now.
        self.rebuild(watch)?;
        Ok(entries)
    }

    /// Whether the file and the journal can be relied on, so that only the rows differ.
    fn is_fit_to_be_accepted(&self, watch: &Watch) -> Result<()> {
        let unfit = |what: String, hint: &str| {
            Err(Fault::Invalid {
                message: format!("Nothing was accepted. {what}"),
                hint: Some(hint.to_owned()),
            })
        };
        if let Some(what) = self.database.unsound(watch)?.first() {
            return unfit(
                format!("The file is damaged: {}.", text::visible(what)),
                "Restore a backup, or read out what can be read with “tenderbook restore --salvage”.",
            );
        }
        if let Some(fault) = self.database.verify_journal(watch)?.1.first() {
            let (at, what) = (moment(&fault.at), &fault.what);
            return unfit(
                format!("Journal entry {} of {at}: {what}.", fault.sequence),
                "A journal that does not hold cannot say what differs. Restore a backup.",
            );
        }
        if let Some(what) = self.wrong_pins()?.1.first() {
            return unfit(
                what.clone(),
                "The text of a policy cannot be accepted. Restore a backup.",
            );
        }
        Ok(())
    }
}

/// That something counts other changes than the journal has entries of, as a sentence.
pub(super) fn miscounted(what: &str) -> String {
    format!("Entries are missing or were added: {}.", text::visible(what))
}
