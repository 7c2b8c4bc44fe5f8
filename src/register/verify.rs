//! Verifying: is the register what was written, and does an anchor belong to it?

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use crate::domain::{Date, text};
use crate::register::accept::{Accepted, miscounted};
use crate::register::case::{Case, gathered};
use crate::register::{Fault, Register, Result, Watch, dashboard, files, plan};
use crate::store::{
    Indexed, JournalFault, NamedFile, PinnedPack, StateFault, StateFound, Step, StoreError, Unit,
    Whose, hash_file,
};

/// How many faults of one kind are told.
const MOST_FAULTS: usize = 20;
/// How many procurements are read at once.
const WINDOW: usize = 500;
/// How many files are remembered, so that one that many records name is read once.
const FILES: usize = 4096;
/// How few digits of a hash stand for it.
const FEWEST_DIGITS: usize = 16;

/// The hash of an entry that was kept elsewhere, or its beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor(String);

impl Anchor {
    /// The anchor that was typed: at least 16 digits of the hash, whatever their case, with or
    /// without spaces.
    ///
    /// # Errors
    /// When it cannot be one.
    pub fn parse(typed: &str) -> Result<Self> {
        let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
        let digits = digits.to_ascii_lowercase();
        if digits.chars().all(|c| c.is_ascii_hexdigit())
            && (FEWEST_DIGITS..=64).contains(&digits.len())
        {
            return Ok(Self(digits));
        }
        Err(Fault::Invalid {
            message: format!("“{}” is not the hash of an entry.", text::visible(typed.trim())),
            hint: Some(format!(
                "A hash has 64 digits from 0 to 9 and a to f; the first {FEWEST_DIGITS} are enough. “tenderbook journal --anchor” prints the newest."
            )),
        })
    }
}

/// What became of an anchor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnchorFound {
    /// The hash as it was given.
    pub given: String,
    /// The number, moment and whole hash of its entry, where the register has it.
    pub entry: Option<(i64, String, String)>,
    /// What follows, in a sentence.
    pub said: String,
    /// Whether the entry is there and everything up to it is unchanged.
    pub holds: bool,
}

/// What was checked in the register, and what was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verification {
    /// How many entries the journal has.
    pub entries: usize,
    /// The number and hash of the newest entry.
    pub newest: Option<(i64, String)>,
    /// How many pinned policies there are.
    pub packs: usize,
    /// How many procurements were compared with the journal.
    pub procurements: usize,
    /// How many suppliers were compared with the journal.
    pub suppliers: usize,
    /// How many files that records name were read; none where they were not asked for.
    pub files: Option<usize>,
    /// What was held against the journal.
    pub anchors: Vec<AnchorFound>,
    /// What another program had changed and an officer has accepted.
    pub accepted: Vec<Accepted>,
    /// Whether all that is wrong in what was written are rows that could be accepted as they are.
    pub acceptable: bool,
    /// What is wrong, a sentence for each; empty when all is well.
    pub faults: Vec<String>,
    /// How many of the faults, the last ones, are only of what can be made anew.
    pub derived: usize,
}

impl Verification {
    /// What is said of a register in which nothing is wrong.
    pub const SOUND: &str = "The file, the journal, what it tells of, the pinned policies, the files and the search are sound.";

    /// How many of the anchors do not hold.
    pub fn lost_anchors(&self) -> usize {
        self.anchors.iter().filter(|anchor| !anchor.holds).count()
    }

    /// What helps where something is wrong.
    pub fn advice(&self) -> &'static str {
        let all = self.faults.len();
        if self.derived == all {
            "Nothing that was written is lost. “tenderbook verify --rebuild” makes it anew."
        } else if self.lost_anchors() == all {
            "Check the hash, and which register it was taken from; in itself the register is sound."
        } else if self.acceptable {
            "Keep the file as it is; ask who else has worked on it. When it is known and right, “tenderbook verify --accept REASON” takes what differs as it stands, and the journal says so."
        } else {
            "Keep the file as it is; ask who else has worked on it."
        }
    }

    /// What was accepted at some time although it was not what was written, a line each.
    pub fn accepted_lines(&self) -> Vec<String> {
        self.accepted.iter().flat_map(Accepted::lines).collect()
    }

    /// What was checked, in words, with how much of it there was.
    pub fn checked(&self) -> Vec<(&'static str, Option<usize>)> {
        let mut checked = vec![
            ("The file itself, and what refers to what in it", None),
            ("Entries of the journal, each following from the one before", Some(self.entries)),
            ("Procurements, each as the journal says", Some(self.procurements)),
            ("Suppliers, each as the journal says", Some(self.suppliers)),
            ("Pinned policies", Some(self.packs)),
        ];
        if let Some(files) = self.files {
            checked.push(("Files that records name, each with its hash", Some(files)));
            checked.push(("What is due, counted and searched, as it follows from the rest", None));
        } else {
            checked.push(("What is searched, as it follows from the rest", None));
        }
        checked
    }
}

impl Register {
    /// Checks what is in the register: the file, the chain of the journal, that everything stands
    /// as the journal says, the pins of the policies, and the search.
    ///
    /// # Errors
    /// When the register cannot be read at all.
    pub fn verify(&self) -> Result<Verification> {
        self.verify_watched(&Watch::nobody())
    }

    /// The same, while somebody watches.
    ///
    /// # Errors
    /// When the register cannot be read at all, or the work is to stop.
    pub fn verify_watched(&self, watch: &Watch) -> Result<Verification> {
        self.check(None, watch)
    }

    /// The same, and also the files that records name, what follows from the rest, and anchors.
    ///
    /// # Errors
    /// When the register cannot be read at all, or the work is to stop.
    pub fn verify_all(&self, anchors: &[Anchor], watch: &Watch) -> Result<Verification> {
        self.check(Some(anchors), watch)
    }

    /// The number and hash of the newest entry, which stands for everything before it.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn anchor(&self) -> Result<Option<(i64, String)>> {
        Ok(self.database.newest_entry()?)
    }

    fn check(&self, all: Option<&[Anchor]>, watch: &Watch) -> Result<Verification> {
        let snapshot = self.database.snapshot()?;
        let mut found = Verification::default();
        let mut derived: Vec<String> = Vec::new();
        let unsound = self.database.unsound(watch)?;
        found.faults.extend(
            unsound
                .into_iter()
                .map(|what| format!("The file is damaged: {}.", text::visible(&what))),
        );
        let mut indexed = Indexed::default();
        let mut accepted = Vec::new();
        let (entries, broken) = self.database.walk_journal(watch, |entry| {
            Accepted::gather(&mut accepted, entry);
            self.database.see_sums(&mut indexed, entry)
        })?;
        found.accepted = accepted;
        found.entries = entries;
        let first_broken = broken.iter().map(|fault| fault.sequence).min();
        found.faults.extend(broken.into_iter().map(|JournalFault { sequence, at, what }| {
            format!("Journal entry {sequence} of {}: {what}.", moment(&at))
        }));
        // What differs in the rows can be accepted; what is wrong in file or journal cannot.
        let unfit = !found.faults.is_empty();
        found.faults.extend(self.database.miscounted()?.into_iter().map(|what| miscounted(&what)));
        let state = self.database.verify_state(indexed, watch)?;
        let StateFound { procurements, suppliers, faults, stale } = state;
        (found.procurements, found.suppliers) = (procurements, suppliers);
        found.faults.extend(faults.iter().map(said));
        derived.extend(stale.map(|what| {
            format!(
                "The index of what the journal says is not what follows from it ({what}), so not everything was compared."
            )
        }));
        let differs = found.faults.len();
        let (packs, wrong) = self.wrong_pins()?;
        found.packs = packs;
        found.faults.extend(wrong);
        found.acceptable = !unfit && differs > 0 && differs == found.faults.len();
        found.newest = self.database.newest_entry()?;
        if let Some(anchors) = all {
            for anchor in anchors {
                let anchor = self.held_against(anchor, first_broken, found.newest.as_ref())?;
                if !anchor.holds {
                    found.faults.push(anchor.said.clone());
                }
                found.anchors.push(anchor);
            }
            found.files = Some(self.check_files(&mut found.faults, watch)?);
            self.check_what_follows(&mut found.faults, &mut derived, watch)?;
        }
        // SQLite checks an index of words as if it wrote to it, which a snapshot stands against.
        drop(snapshot);
        match self.database.stale_search() {
            Ok(stale) => derived.extend(
                stale
                    .into_iter()
                    .map(|what| format!("What is searched is not what was written: {what}.")),
            ),
            Err(stopped @ StoreError::Stopped { .. }) => return Err(stopped.into()),
            // A text that was changed into what it cannot be stands in the way.
            Err(error) => found.faults.push(format!("The search cannot be checked: {error}")),
        }
        found.derived = derived.len();
        found.faults.extend(derived);
        Ok(found)
    }

    /// How many policies are pinned, and those that are not what was pinned, a sentence for each.
    pub(super) fn wrong_pins(&self) -> Result<(usize, Vec<String>)> {
        let packs = self.database.pinned_packs()?;
        let wrong = packs
            .iter()
            .filter(|pinned| super::library::sha256_of(pinned.content.as_bytes()) != pinned.sha256);
        let told = |pinned: &PinnedPack| {
            let policy = text::visible(&pinned.policy);
            format!("The pinned policy {policy} does not agree with its hash.")
        };
        Ok((packs.len(), wrong.map(told).collect()))
    }

    /// Whether an anchor belongs to the journal as it is.
    fn held_against(
        &self,
        Anchor(given): &Anchor,
        first_broken: Option<i64>,
        newest: Option<&(i64, String)>,
    ) -> Result<AnchorFound> {
        let mut entries = self.database.entries_hashed(given)?;
        let several = entries.len() > 1;
        let entry = (!several).then(|| entries.pop()).flatten();
        let (holds, said) = match &entry {
            None if several => {
                (false, format!("Several entries begin with {given}: give more digits of it."))
            }
            None => (
                false,
                format!(
                    "No entry has the hash {given}. Either the journal was rewritten after that anchor was taken, or it is the anchor of another register; since when they differ cannot be known."
                ),
            ),
            Some((sequence, at, _)) => {
                let at = moment(at);
                let after = newest.map_or(0, |(newest, _)| newest - sequence);
                if first_broken.is_some_and(|broken| broken <= *sequence) {
                    let what = "the journal up to it is not as it was written";
                    (false, format!("Entry {sequence} of {at} has the hash {given}, but {what}."))
                } else {
                    let after = match after {
                        0 => "it is the newest".to_owned(),
                        1 => "one entry has come since".to_owned(),
                        after => format!("{after} entries have come since"),
                    };
                    (
                        true,
                        format!(
                            "The anchor {given} is entry {sequence} of {at}: no entry up to it was changed, and {after}."
                        ),
                    )
                }
            }
        };
        Ok(AnchorFound { given: given.clone(), entry, said, holds })
    }

    /// Reads every file that a record names; gives how many.
    fn check_files(&self, faults: &mut Vec<String>, watch: &Watch) -> Result<usize> {
        let mut known: HashMap<String, std::result::Result<(u64, String), String>> = HashMap::new();
        let (mut count, mut wrong) = (0, 0);
        self.database.named_files(|file| {
            count += 1;
            if known.len() >= FILES {
                known.clear();
            }
            if !known.contains_key(&file.path) {
                known.insert(file.path.clone(), read(&file.path, watch)?);
            }
            let is = match known.get(&file.path) {
                Some(Ok((size, sha256))) => {
                    let same = i64::try_from(*size) == Ok(file.size) && *sha256 == file.sha256;
                    (!same).then(|| {
                        "is not the file that was recorded: its content is another".to_owned()
                    })
                }
                Some(Err(why)) => Some(format!("cannot be checked: {why}")),
                None => None,
            };
            if let Some(is) = is {
                wrong += 1;
                if wrong <= MOST_FAULTS {
                    faults.push(of_file(file, &is));
                }
            }
            Ok(())
        })?;
        if wrong > MOST_FAULTS {
            faults.push(format!("And {} more files are not as recorded.", wrong - MOST_FAULTS));
        }
        Ok(count)
    }

    /// Works out what is due and counted of every procurement, and compares.
    fn check_what_follows(
        &self,
        faults: &mut Vec<String>,
        derived: &mut Vec<String>,
        watch: &Watch,
    ) -> Result<()> {
        let mut unreadable = 0;
        self.each_procurement("working out what follows", watch, |reference| {
            if derived.len() >= MOST_FAULTS || unreadable >= MOST_FAULTS {
                return Ok(());
            }
            match self.what_follows(reference) {
                Ok(wrong) => derived.extend(wrong),
                Err(fault) if fault.is_stopped() => return Err(fault),
                Err(fault) => {
                    unreadable += 1;
                    faults.push(format!("{reference} cannot be read: {fault}"));
                }
            }
            Ok(())
        })
    }

    fn each_procurement(
        &self,
        doing: &'static str,
        watch: &Watch,
        mut each: impl FnMut(&str) -> Result<()>,
    ) -> Result<()> {
        let (of, mut done, mut last) = (self.database.count_procurements()?, 0, 0);
        loop {
            let window = self.database.procurements_after(last, WINDOW)?;
            let Some((row, _)) = window.last() else { return Ok(()) };
            last = *row;
            for (_, reference) in &window {
                done += 1;
                watch.step(Step { doing, done, of, unit: Unit::Procurements })?;
                each(reference)?;
            }
        }
    }

    /// What of a procurement is not as it follows from the rest.
    fn what_follows(&self, reference: &str) -> Result<Vec<String>> {
        let case = self.case(reference)?;
        let determination = case.determination();
        // One place in the table holds one thing: the last that is due under a name.
        let due: BTreeMap<[String; 2], [String; 2]> =
            plan::agenda(&case, &case.limits(&determination))
                .into_iter()
                .map(|due| {
                    let kind: &str = due.kind.into();
                    ([kind.to_owned(), due.name], [due.day.to_string(), due.what])
                })
                .collect();
        let kept: BTreeMap<[String; 2], [String; 2]> = self
            .database
            .agenda_of(case.record.id)?
            .into_iter()
            .map(|[kind, name, day, what]| ([kind, name], [day, what]))
            .collect();
        let mut wrong = Vec::new();
        if due != kept {
            wrong.push(format!("What is due of {reference} is not what follows from its dates."));
        }
        let counted = self.database.counted_as(case.record.id)?;
        let (social_value, weight) = dashboard::counted(&case, &determination);
        let placed =
            [social_value.to_string(), weight.bound.to_string(), weight.standing.to_string()];
        if !counted.agrees || counted.placed.is_some_and(|kept| kept != placed) {
            wrong.push(format!("What the dashboard counts of {reference} is not as it stands."));
        }
        Ok(wrong)
    }

    /// Makes everything anew that follows from the rest: what is searched, due and counted, and
    /// the index of what the journal says. Nothing that was written changes.
    ///
    /// # Errors
    /// When the register cannot be read or written, or the work is to stop.
    pub fn rebuild(&mut self, watch: &Watch) -> Result<()> {
        let mut last = 0;
        loop {
            // A window at a time, so that what others write does not wait long.
            let window = self.database.procurements_after(last, WINDOW)?;
            let Some((row, _)) = window.last() else { break };
            last = *row;
            let mut packs = HashMap::new();
            for (_, reference) in &window {
                if let Some(record) = self.database.procurement(reference)? {
                    let pinned =
                        (self.pinned_pack(record.pack)?, self.pinned_pack(record.overlay)?);
                    packs.insert((record.pack, record.overlay), pinned);
                }
            }
            let change = self.database.change()?;
            for (_, reference) in &window {
                watch.step(Step {
                    doing: "working out what follows",
                    done: 0,
                    of: 0,
                    unit: Unit::Procurements,
                })?;
                let Some(record) = change.procurement(reference)? else { continue };
                let Some(packs) = packs.get(&(record.pack, record.overlay)).cloned() else {
                    continue;
                };
                let case = gathered!(change, record, packs);
                let determination = case.determination();
                let due = plan::agenda(&case, &case.limits(&determination));
                change.set_agenda(case.record.id, &due)?;
                change.count(&case.record, dashboard::counted(&case, &determination))?;
            }
            change.commit()?;
        }
        let change = self.database.change()?;
        change.rebuild_sums()?;
        change.rebuild_search()?;
        Ok(change.commit()?)
    }
}

/// The size and hash of a file as it is, or why it cannot be read.
fn read(
    path: &str,
    watch: &Watch,
) -> std::result::Result<std::result::Result<(u64, String), String>, StoreError> {
    match hash_file(Path::new(path), "reading the files that records name", watch) {
        Ok((size, hash)) => Ok(Ok((size, crate::domain::evidence::Sha256(hash).to_string()))),
        Err(StoreError::Io { source, .. }) => Ok(Err(files::because(&source))),
        Err(error) => Err(error),
    }
}

fn of_file(file: &NamedFile, is: &str) -> String {
    let since = file.at.as_deref().map(|at| format!(" since {}", day(at))).unwrap_or_default();
    format!(
        "{}: the file {}, {}{since}, {is}.",
        text::visible(&file.reference),
        text::visible(&file.path),
        file.shows,
    )
}

/// A fault of the rows in a sentence.
pub(super) fn said(fault: &StateFault) -> String {
    let whose = match &fault.whose {
        Whose::Register => "the register".to_owned(),
        Whose::Procurement(reference) => text::visible(reference),
        Whose::Supplier(name) => format!("the supplier “{}”", text::visible(name)),
        Whose::Gone(uid) => format!("what was recorded as {}", text::visible(uid)),
    };
    let at = |(entry, at): &(i64, String)| format!("entry {entry} of {}", moment(at));
    let since = match (&fault.agreed, &fault.differed) {
        (Some(agreed), Some(differed)) => format!(
            "; it last agreed with the journal at {}, and no longer at {}",
            at(agreed),
            at(differed)
        ),
        (Some(agreed), None) => format!("; it last agreed with the journal at {}", at(agreed)),
        (None, Some(differed)) => format!("; it did not agree at {}", at(differed)),
        (None, None) => "; the journal tells of none".to_owned(),
    };
    match fault.what {
        Some(what) => {
            format!("Not what Tenderbook wrote: {what} of {whose}{since}.")
        }
        None if fault.agreed.is_none() && fault.differed.is_none() => {
            format!("Not what Tenderbook wrote: {whose}{since}.")
        }
        None => format!("No longer in the register: {whose}{since}."),
    }
}

/// A moment of the journal in words: “3 June 2026, 10:04 UTC”.
pub(super) fn moment(at: &str) -> String {
    match (at.get(..10).map(Date::from_iso), at.get(11..16)) {
        (Some(Ok(day)), Some(time)) => format!("{}, {} UTC", day.in_full(), text::visible(time)),
        _ => text::visible(at),
    }
}

/// The day of a moment, or a day, in words.
fn day(at: &str) -> String {
    match at.get(..10).map(Date::from_iso) {
        Some(Ok(day)) => day.in_full(),
        _ => text::visible(at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_is_a_hash_or_its_beginning_however_it_is_typed() {
        let hash = "0123456789abcdef".repeat(4);
        assert_eq!(Anchor::parse(&hash).unwrap(), Anchor(hash.clone()));
        assert_eq!(Anchor::parse(" 01234567 89ABCDEF ").unwrap(), Anchor(hash[..16].to_owned()));
        for wrong in ["", "0123456789abcde", "g123456789abcdef", &format!("{hash}0"), "é"] {
            assert!(Anchor::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_moment_is_told_in_words_whatever_stands_there() {
        assert_eq!(moment("2026-06-03T10:04:05Z"), "3 June 2026, 10:04 UTC");
        assert_eq!(moment("\u{1b}[2J"), text::visible("\u{1b}[2J"));
        assert_eq!(day("2026-06-03"), "3 June 2026");
    }
}
