//! View models: what screens, commands and reports show.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde_json::Value;
use uuid::Uuid;

use crate::domain::evaluation::OwnMeasure;
use crate::domain::outcome::Sought;
use crate::domain::plan::Targets;
use crate::domain::{Facts, ItemId, KeyDates, ProcurementState, Reference, StageNo, text};
use crate::policy::{Determination, Limit, Pack, parse_pinned};
use crate::register::case::{Case, gathered};
use crate::register::told::told;
use crate::register::upgrade::Edition;
use crate::register::walk::{self, ItemView, StageView};
use crate::register::weight::WeightingView;
use crate::register::{Fault, Filter, List, ListRow, LoadedPack, Register, Result, Sort};
use crate::store::{
    Entry, JournalPage, NeedsRecord, OptOutRecord, ProcurementRecord, WaitingRecord,
};

/// What a list of many says of a procurement beside its line.
#[derive(Debug, Clone)]
pub struct ToldInLists {
    /// What is known of it.
    pub facts: Facts,
    /// Why it is in its state, where that was said.
    pub state_reason: Option<String>,
    /// The weight that was set, in words.
    pub weight: Option<String>,
    /// Whom it waits for, where it does.
    pub waiting: Option<WaitingRecord>,
    /// When it was started, in UTC.
    pub created_at: String,
}

/// One procurement as it is shown.
#[derive(Debug, Clone)]
pub struct ProcurementView {
    /// The id that stays the same on every machine.
    pub uid: Uuid,
    /// The human key.
    pub reference: Reference,
    /// What it is about.
    pub title: String,
    /// The policy that it was started under.
    pub pack: Arc<Pack>,
    /// The edition that the library has, where its text is another.
    pub newer: Option<Edition>,
    /// The edition of the statute that the library has, where its text is another.
    pub newer_statute: Option<Edition>,
    /// Where it stands.
    pub state: ProcurementState,
    /// Why it stands there.
    pub state_reason: Option<String>,
    /// What is known of it.
    pub facts: Facts,
    /// What the policy requires of it.
    pub determination: Determination,
    /// The 13 stages with their checklists.
    pub stages: Vec<StageView>,
    /// The next item to settle.
    pub next_item: Option<ItemId>,
    /// What to do next, in words; `None` when there is nothing to do.
    pub next_text: Option<String>,
    /// The outcomes and measures that it seeks.
    pub sought: Vec<Sought>,
    /// The measures of the officer's own, by id.
    pub own_measures: BTreeMap<String, OwnMeasure>,
    /// The weight of social value that was set for it.
    pub weighting: Option<WeightingView>,
    /// How it was opted out of social value, where it was.
    pub opt_out: Option<OptOutRecord>,
    /// The answers on impact, objectives and needs, where there are some.
    pub needs_answers: Option<NeedsRecord>,
    /// The statute over the policy.
    pub overlay: Arc<Pack>,
    /// Why items and time limits of the statute are left out, where they are.
    pub statute_left_out: Option<String>,
    /// The days of the tender that are known.
    pub dates: KeyDates,
    /// The statutory time limits, by stage.
    pub limits: Vec<Limit>,
    /// The days by which stages are to be finished.
    pub targets: Targets,
    /// Whom it waits for, where it does.
    pub waiting: Option<WaitingRecord>,
    /// Counts every change.
    pub version: i64,
    /// When it was started, in UTC.
    pub created_at: String,
    /// When it was last changed, in UTC.
    pub changed_at: String,
}

/// How far a procurement has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The first open stage.
    pub stage: Option<StageNo>,
    /// How many stages are closed or skipped.
    pub settled: u8,
}

impl JournalView {
    /// A page of entries that are about no item of a checklist.
    pub(super) fn told(page: JournalPage, first: usize) -> Self {
        let line = |entry: Entry| {
            let (said, detail) = told(&entry.deed, &entry.detail);
            JournalLine {
                about: None,
                sequence: entry.sequence,
                at: entry.at,
                officer: entry.officer,
                said,
                detail,
                hash: entry.hash,
            }
        };
        let lines = page.entries.into_iter().map(line).collect();
        Self { lines, first, matching: page.matching, total: page.total }
    }
}

impl JournalLine {
    /// The moment as it is shown in a list: “2026-11-21 09:00:00”.
    pub fn moment(&self) -> String {
        shown_moment(&self.at)
    }
}

impl ProcurementView {
    /// How far it has come.
    pub fn progress(&self) -> Progress {
        let settled = self.stages.iter().filter(|stage| stage.state.is_settled()).count();
        Progress {
            stage: self
                .stages
                .iter()
                .find(|stage| !stage.state.is_settled())
                .map(|stage| stage.number),
            settled: u8::try_from(settled).unwrap_or(0),
        }
    }

    /// One stage.
    pub fn stage(&self, number: StageNo) -> Option<&StageView> {
        self.stages.get(number.index())
    }

    /// One item.
    pub fn item(&self, id: &ItemId) -> Option<&ItemView> {
        self.stages.iter().flat_map(|stage| &stage.items).find(|item| item.id == *id)
    }

    /// The next open item after a place in the walk, across stages, beginning again at the top.
    pub fn next_open(&self, after: (StageNo, Option<&ItemId>)) -> Option<&ItemView> {
        let open: Vec<&ItemView> = self.stages.iter().flat_map(StageView::open_items).collect();
        let places: Vec<&ItemView> = self.stages.iter().flat_map(|stage| &stage.items).collect();
        let place = |id: &ItemId| places.iter().position(|item| item.id == *id);
        let here = after.1.and_then(place);
        open.iter()
            .find(|item| match here {
                Some(here) => place(&item.id) > Some(here),
                None => item.stage >= after.0,
            })
            .or_else(|| open.first())
            .copied()
    }

    /// What an outcome or measure is called: the policy's, or one of the officer's own.
    pub fn outcome_title(&self, id: &str) -> Option<&str> {
        let own = self.own_measures.get(id).map(|measure| measure.text.as_str());
        own.or_else(|| self.pack.outcome_words(id))
    }

    /// The item that a text means: its whole id, or its last part where that is unambiguous.
    ///
    /// # Errors
    /// When no item is meant, or several are.
    pub fn find_item(&self, given: &str) -> Result<&ItemView> {
        let all = || self.stages.iter().flat_map(|stage| &stage.items);
        if let Some(item) = all().find(|item| item.id.as_str() == given) {
            return Ok(item);
        }
        // The last part, or the stage with it: `test-strategy` or `04.test-strategy`.
        let ending = format!(".{given}");
        let named: Vec<&ItemView> =
            all().filter(|item| item.id.as_str().ends_with(&ending)).collect();
        match named.as_slice() {
            [only] => Ok(only),
            [] => {
                let names = all().map(|item| item.id.name());
                let hint = text::nearest(given, names).map_or_else(
                    || format!("“tenderbook show {}” lists the items.", self.reference),
                    |near| format!("Did you mean “{near}”?"),
                );
                Err(Fault::NotFound {
                    message: format!(
                        "There is no item “{}” on the checklist of {}.",
                        text::visible(given),
                        self.reference
                    ),
                    hint: Some(hint),
                })
            }
            several => {
                let ids: Vec<&str> = several.iter().map(|item| item.id.as_str()).collect();
                Err(Fault::Invalid {
                    message: format!("“{}” could mean several items.", text::visible(given)),
                    hint: Some(format!("Write one of {}.", ids.join(", "))),
                })
            }
        }
    }
}

/// One entry of the journal as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalLine {
    /// Its number.
    pub sequence: i64,
    /// The moment, in UTC.
    pub at: String,
    /// Who did it.
    pub officer: String,
    /// The deed in words.
    pub said: String,
    /// The item that it concerns, with its text.
    pub about: Option<String>,
    /// What was written with it: a reason, a note, an address.
    pub detail: Option<String>,
    /// The hash of the entry.
    pub hash: String,
}

/// A window onto the journal of a procurement, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct JournalView {
    /// The entries in the window.
    pub lines: Vec<JournalLine>,
    /// The place of the first of them, from 0.
    pub first: usize,
    /// How many entries hold the words that were asked for.
    pub matching: usize,
    /// How many entries there are.
    pub total: usize,
}

impl Register {
    /// A window onto the list of procurements.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn list(&self, filter: &Filter, sort: Sort, first: usize, most: usize) -> Result<List> {
        let _snapshot = self.database.snapshot()?;
        Ok(self.database.list(filter, sort, first, most)?)
    }

    /// A window onto the whole list that holds a procurement, with so many lines above it; one
    /// from its beginning where there is no such procurement.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn list_around(
        &self,
        (reference, above): (&str, usize),
        sort: Sort,
        most: usize,
    ) -> Result<List> {
        let _snapshot = self.database.snapshot()?;
        let place = self.database.place_of(reference, sort)?.unwrap_or_default();
        Ok(self.database.list(&Filter::default(), sort, place.saturating_sub(above), most)?)
    }

    /// The procurements that match words, those that were changed last first, at most so many:
    /// fewer are all that there are. Where `loose`, the letters of a word only have to stand in
    /// order.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn tenders(&self, words: &str, loose: bool, most: usize) -> Result<Vec<ListRow>> {
        let _snapshot = self.database.snapshot()?;
        Ok(self.database.newest(&Filter { words: words.to_owned() }, loose, most)?)
    }

    /// The procurements with these references, as far as there are such.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn tenders_named(&self, references: &[String]) -> Result<Vec<ListRow>> {
        let _snapshot = self.database.snapshot()?;
        let mut found = Vec::new();
        for reference in references {
            found.extend(self.database.list_row(reference)?);
        }
        Ok(found)
    }

    /// One procurement with everything that is shown of it.
    ///
    /// # Errors
    /// When there is none with that reference, or the register cannot be read.
    pub fn procurement(&self, reference: &str) -> Result<ProcurementView> {
        let _snapshot = self.database.snapshot()?;
        let mut case = self.case(reference)?;
        let (_, sha256) = self.pinned(case.record.pack)?;
        let (_, statute_sha256) = self.pinned(case.record.overlay)?;
        if !case.kept().is_empty() {
            case.older = self.other_editions(&case.record)?;
        }
        let determination = case.determination();
        let stages = walk::stages(&case, &determination);
        let summary = walk::summary(&case, &determination);
        let newer = self.library().policy(&case.record.policy).ok();
        let edition = |loaded: &LoadedPack| Edition {
            edition: loaded.pack.policy.edition.clone(),
            sha256: loaded.sha256.clone(),
        };
        let newer = newer.filter(|loaded| loaded.sha256 != sha256).map(edition);
        let statute = self.library().overlay().ok();
        let newer_statute = statute.filter(|new| new.sha256 != statute_sha256).map(edition);
        let weighting = WeightingView::of(&case, &determination);
        let limits = case.limits(&determination);
        let own_measures = self.database.own_measures(case.record.id)?;
        let record = case.record;
        Ok(ProcurementView {
            next_item: summary.next_item,
            next_text: summary.next_text,
            uid: record.uid,
            reference: record.reference,
            title: record.title,
            pack: case.pack,
            newer,
            newer_statute,
            state: record.state,
            state_reason: record.state_reason,
            facts: record.facts,
            determination,
            stages,
            sought: case.sought,
            own_measures,
            weighting,
            opt_out: case.opt_out,
            needs_answers: case.needs,
            overlay: case.overlay,
            statute_left_out: record.statute_left_out,
            dates: case.dates,
            limits,
            targets: case.targets,
            waiting: case.waiting,
            version: record.version,
            created_at: record.created_at,
            changed_at: record.changed_at,
        })
    }

    /// What a list of many says of a procurement: nothing of it is worked out from the policy.
    ///
    /// # Errors
    /// When there is none with that reference, or the register cannot be read.
    pub fn told_in_lists(&self, reference: &str) -> Result<ToldInLists> {
        let _snapshot = self.database.snapshot()?;
        let record = self.record(reference)?;
        let weight = self.database.weighting(record.id)?;
        Ok(ToldInLists {
            weight: weight.map(|weight| weight.words(record.facts.quality_share)),
            waiting: self.database.waiting(record.id)?,
            facts: record.facts,
            state_reason: record.state_reason,
            created_at: record.created_at,
        })
    }

    /// A window onto the journal of a procurement.
    ///
    /// # Errors
    /// When there is none with that reference, or the register cannot be read.
    pub fn journal(&self, reference: &str, first: usize, most: usize) -> Result<JournalView> {
        self.journal_of(reference, "", first, most)
    }

    /// The same, of the entries in which all the words stand: in the number, the moment, the
    /// officer, the deed or what was written with it.
    ///
    /// # Errors
    /// When there is none with that reference, or the register cannot be read.
    pub fn journal_of(
        &self,
        reference: &str,
        words: &str,
        first: usize,
        most: usize,
    ) -> Result<JournalView> {
        let _snapshot = self.database.snapshot()?;
        let record = self.record(reference)?;
        let uid = record.uid.to_string();
        let page = if words.trim().is_empty() {
            self.database.journal_of(&uid, first, most)?
        } else {
            let mut searched = self.searched.borrow_mut();
            if searched.0 != uid {
                *searched = (uid.clone(), HashMap::new());
            }
            self.database.journal_picked(&uid, first, most, |entry| {
                // An entry never changes, so what it says is worked out once, not at every key.
                let line = searched.1.entry(entry.sequence).or_insert_with(|| searchable(entry));
                text::holds(line, words)
            })?
        };
        let pack = self.pinned_pack(record.pack)?;
        let own = self.database.own_items(record.id)?;
        let lines = page
            .entries
            .into_iter()
            .map(|entry| {
                let (said, detail) = told(&entry.deed, &entry.detail);
                let about = item_of(&entry.detail).and_then(|id| {
                    let words = pack.item(&id).map(|item| item.text.clone());
                    let words = words.or_else(|| {
                        own.iter().find(|own| own.id == id).map(|own| own.text.clone())
                    });
                    words.map(|words| format!("Item {id}: {words}"))
                });
                JournalLine {
                    about,
                    sequence: entry.sequence,
                    at: entry.at,
                    officer: entry.officer,
                    said,
                    detail,
                    hash: entry.hash,
                }
            })
            .collect();
        Ok(JournalView { lines, first, matching: page.matching, total: page.total })
    }

    /// Everything that is known of one procurement.
    pub(crate) fn case(&self, reference: &str) -> Result<Case> {
        let record = self.record(reference)?;
        let packs = (self.pinned_pack(record.pack)?, self.pinned_pack(record.overlay)?);
        Ok(gathered!(self.database, record, packs))
    }

    pub(crate) fn record(&self, reference: &str) -> Result<ProcurementRecord> {
        if let Some(record) = self.database.procurement(reference.trim())? {
            return Ok(record);
        }
        let known = self.database.references(5000)?;
        let hint = text::nearest(reference, known.iter().map(String::as_str)).map_or_else(
            || "“tenderbook list” shows those that there are.".to_owned(),
            |near| format!("Did you mean “{near}”?"),
        );
        Err(Fault::NotFound {
            message: format!("There is no procurement “{}”.", text::visible(reference)),
            hint: Some(hint),
        })
    }

    /// A pinned policy, read once.
    pub(crate) fn pinned_pack(&self, id: i64) -> Result<Arc<Pack>> {
        Ok(self.pinned(id)?.0)
    }

    /// A pinned policy with the SHA-256 of its text.
    pub(crate) fn pinned(&self, id: i64) -> Result<(Arc<Pack>, String)> {
        if let Some(known) = self.pinned.borrow().get(&id) {
            return Ok(known.clone());
        }
        let pinned = self.database.pinned_pack(id)?;
        let pack =
            Arc::new(parse_pinned(&format!("{} (as pinned)", pinned.policy), &pinned.content)?);
        let known = (pack, pinned.sha256);
        self.pinned.borrow_mut().insert(id, known.clone());
        Ok(known)
    }

    /// The other editions of a procurement's policy, and of the statute, that are pinned here, the
    /// newest first.
    fn other_editions(&self, record: &ProcurementRecord) -> Result<Vec<Arc<Pack>>> {
        let statute = self.pinned_pack(record.overlay)?;
        let packs = self.database.pinned_packs()?;
        let others = packs.iter().rev();
        others
            .filter(|pinned| ![record.pack, record.overlay].contains(&pinned.id))
            .filter(|pinned| pinned.policy == record.policy || pinned.policy == statute.policy.id)
            .map(|pinned| self.pinned_pack(pinned.id))
            .collect()
    }
}

/// What of an entry can be searched: what its line shows.
fn searchable(entry: &Entry) -> String {
    let (said, detail) = told(&entry.deed, &entry.detail);
    let detail = detail.map(|detail| text::visible(&detail)).unwrap_or_default();
    let (moment, officer) = (shown_moment(&entry.at), text::visible(&entry.officer));
    format!("{} {moment} {officer} {said} {detail}", entry.sequence)
}

/// A moment in UTC as it is shown in a list: “2026-11-21 09:00:00”.
fn shown_moment(at: &str) -> String {
    at.replace('T', " ").replace('Z', "")
}

/// The item that a journal entry concerns.
fn item_of(detail: &str) -> Option<ItemId> {
    let detail: Value = serde_json::from_str(detail).ok()?;
    let item = detail["act"]["item"].as_str().or_else(|| detail["item"].as_str());
    item.or_else(|| detail["act"]["item"]["id"].as_str())?.parse().ok()
}
