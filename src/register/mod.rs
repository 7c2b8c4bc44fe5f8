//! The use cases: the only door through which the register is read and written.
//!
//! An [`Act`] is anything that an officer can do; [`Register::perform`] checks
//! it against the rules of the cycle, makes the change and its journal entry in
//! one transaction, and says what was done. Reading gives view models that
//! screens, commands and reports share. The clock and the officer's name come
//! in as values, in a [`Context`].

mod accept;
mod act;
mod assess;
mod backup;
mod case;
mod clock;
mod contract;
mod damage;
mod dashboard;
mod deeds;
mod evaluation;
mod fault;
mod files;
mod import;
mod law;
mod lessons;
mod library;
mod needs;
mod opt_out;
mod perform;
mod plan;
mod progress;
mod read;
mod restore;
mod salvage;
pub mod sample;
mod search;
mod session;
mod start;
mod subject;
mod supplier;
mod targets;
mod texts;
mod together;
mod told;
mod upgrade;
mod verify;
mod walk;
mod weight;
mod whole;

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

pub use accept::Accepted;
pub use act::{Act, NewEvidence, NewProcurement, Order, Purpose};
pub use assess::Checked;
pub use clock::{CLOCK_VARIABLE, Clock};
pub use contract::{
    Awarded, ContractAct, ContractView, ContractsView, Corrected, DeliveryView, KpiView, Note,
    NoteKind, Offered, Promise, ReviewDay,
};
pub use damage::{Damage, GoodBackup};
pub use dashboard::{Bar, Dashboard, NO_ACTUAL, Part, PartKind, PolicyTargets};
pub use evaluation::{
    EvaluationAct, EvaluationView, LetterKind, LotView, NewAward, NewBid, NewQuestion, NewSection,
    Quotes, SocialShare, Step as EvaluationStep, StepPart, SummaryDuty, assessment_summary,
    letter_kind, letter_name, letters, moment, question_table, write_texts,
};
pub use fault::Fault;
pub use files::{HashedFile, because, full_path, is_file, is_large_file, put_file, sweep_drafts};
pub use import::{
    Imported, ImportedContract, ImportedList, Origin, Party, RememberedColumns, fingerprint,
};
pub use law::LEAVING_OUT;
pub use lessons::LessonView;
pub use library::{Library, LoadedPack, PackFault, PackPlace};
pub use perform::Done;
pub use progress::{counted, grouped, progress, size, tenders};
pub use read::{JournalLine, JournalView, ProcurementView, Progress, ToldInLists};
pub use restore::{Restored, Restoring, is_sealed};
pub use salvage::Salvage;
pub use search::HitView;
pub use session::{Session, Turned};
pub use subject::Subject;
pub use supplier::{
    ContractPlaceView, DirectoryView, Says, SchemeView, StatusView, SupplierAct, SupplierLine,
    SupplierView, Track,
};
pub use targets::{
    HeldContracts, Holder, TargetFigure, TargetLine, TargetsOfPolicy, TargetsView, awarded, ran_in,
    targets_of,
};
pub use together::{Account, Firm, Firms, RegisterRead, Same, StatusDecision, Together};
pub use upgrade::{Edition, Source, Upgrade, counts};
pub use verify::{Anchor, AnchorFound, Verification};
pub use walk::{ItemView, Kept, StageView};
pub use weight::{WeightingView, objection, weight_stands, weight_wanted};
pub use whole::Whole;

pub use crate::store::{
    DueLine, Filter, Hit, Hits, List, ListRow, NeedsRecord, OptOutRecord, Passphrase, Salvaged,
    Slice, Sort, SortBy, Step, StoreError, TodayPage, Unit, WaitingRecord, Watch, WeightingRecord,
    Writing, Written,
};

use crate::domain::{Date, text};
use crate::policy::Pack;
use crate::store::Database;

/// The result of every use case.
pub type Result<T> = std::result::Result<T, Fault>;

/// Who acts, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// The officer's name, as it is written into the journal.
    pub officer: String,
    /// The moment, in UTC, as `2026-11-21T09:00:00Z`.
    pub now: String,
    /// The day where the officer is.
    pub today: Date,
}

/// An open register with the policies that are known to it.
#[derive(Debug)]
pub struct Register {
    database: Database,
    library: Library,
    /// Pinned packs that have been read, with the SHA-256 of their texts, by their row.
    pinned: RefCell<HashMap<i64, (Arc<Pack>, String)>>,
    /// The journal that was searched last, by the uid of its procurement: what its entries say.
    searched: RefCell<(String, HashMap<i64, String>)>,
}

impl Register {
    /// A register over its open file.
    fn over(database: Database, library: Library) -> Self {
        Self { database, library, pinned: RefCell::default(), searched: RefCell::default() }
    }

    /// Opens the register at `path`, and makes it when there is none.
    ///
    /// # Errors
    /// When the file cannot be made or read, or is something else.
    pub fn open(path: &Path, library: Library, context: &Context) -> Result<Self> {
        let database = Database::open(path, &context.now, &context.officer)?;
        Ok(Self::over(database, library))
    }

    /// How long the file of a register is, in bytes, that opening backs up and brings up to date
    /// first; none where nothing is to be done.
    pub fn of_older_form(path: &Path) -> Option<u64> {
        Database::of_older_form(path)
    }

    /// Whether a register has to be opened to write before it can be opened only to read: it is of
    /// an older form, or it has come to a network share with a write-ahead log.
    pub fn wants_opening(path: &Path) -> bool {
        Database::wants_opening(path)
    }

    /// Opens the register that is at `path` beside whoever else has it open, only to read it.
    ///
    /// # Errors
    /// When it is not there, is something else, or cannot be read.
    pub fn open_to_read(path: &Path, library: Library, watch: &Watch) -> Result<Self> {
        let database = Database::open_to_read(path, watch)?;
        Ok(Self::over(database, library))
    }

    /// Makes sure, where the register lies on a network share, that nobody else writes to it
    /// until this is closed. Gives a sentence where a lock was found that nobody holds any more.
    ///
    /// # Errors
    /// When somebody else writes to it.
    pub fn claim(&mut self) -> Result<Option<String>> {
        let left = self.database.claim()?;
        Ok(left.map(|holder| {
            format!(
                "The lock of {} was left behind and has been taken away.",
                text::visible(&holder.told())
            )
        }))
    }

    /// Whether the register lies on a network share, where one program writes at a time.
    pub const fn is_shared(&self) -> bool {
        self.database.is_shared()
    }

    /// Takes the lock of a register on a network share away from whoever holds it, and gives a
    /// sentence that says so; nothing where there is none.
    ///
    /// # Errors
    /// When it cannot be taken away, or somebody else was faster.
    pub fn take_over(path: &Path) -> Result<Option<String>> {
        let holder = Database::take_over(path)?;
        Ok(holder.map(|holder| {
            format!(
                "The register was taken over from {}, who is told before the next change there.",
                text::visible(&holder)
            )
        }))
    }

    /// Where the register is.
    pub fn path(&self) -> &Path {
        self.database.path()
    }

    /// A count that goes up whenever the register is read or written from now on.
    ///
    /// # Errors
    /// When it cannot be counted.
    #[doc(hidden)]
    pub fn counted_steps(&mut self) -> Result<Arc<AtomicU64>> {
        Ok(self.database.counted_steps()?)
    }

    /// The policies that procurements can be started under.
    pub const fn library(&self) -> &Library {
        &self.library
    }

    /// A number that changes whenever another program has changed the register.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn others_changes(&self) -> Result<i64> {
        Ok(self.database.others_changes()?)
    }
}
