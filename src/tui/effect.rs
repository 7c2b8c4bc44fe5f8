//! What screens ask for and are told: plain data, so that they can be tested without a terminal.

use std::sync::Arc;

use uuid::Uuid;

use crate::domain::contract::FinancialYear;
use crate::domain::plan::TodayPart;
use crate::domain::{Date, Facts, ItemId, StageNo};
use crate::import::Plan;
use crate::policy::Determination;
use crate::register::{
    Act, ContractsView, Dashboard, DirectoryView, Done, EvaluationView, Filter, HitView, Hits,
    JournalView, LessonView, List, ListRow, Order, ProcurementView, Slice, Sort, SupplierView,
    TargetsView, TodayPage, Upgrade,
};
use crate::settings::Setting;
use crate::tui::command::Command;
use crate::tui::dialog::choose::Choose;
use crate::tui::dialog::export::Exporting;
use crate::tui::dialog::filling::Filling;
use crate::tui::dialog::import::Listing;
use crate::tui::dialog::needs::Asking;
use crate::tui::dialog::opt_out::OptingOut;
use crate::tui::dialog::pick::Picking;
use crate::tui::dialog::prompt::Prompt;
use crate::tui::dialog::upgrade::Upgrading;
use crate::tui::dialog::weight::Weighing;
use crate::tui::event::Key;
use crate::tui::finding::Target;
use crate::tui::job::Job;
use crate::tui::screen::contract::ContractOpening;
use crate::tui::screen::evaluation::Opening;

/// What a screen is told.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// The screen has come to the top, or the window has another size.
    Size { width: usize, height: usize },
    /// The officer asked for something.
    Command(Command),
    /// The officer pressed a key that is no command here.
    Key(Key),
    /// The officer clicked a line; where it was selected already, it is opened.
    Pointed { pane: usize, at: usize },
    /// The officer drew a picture with the mouse, by so many columns to the right.
    Dragged(i32),
    /// The officer pasted text.
    Paste(String),
    /// What was asked to be read.
    Loaded(Loaded),
    /// The register has changed; read again.
    Changed,
    /// An act of this screen was done.
    Done(Done),
    /// What this screen asked for goes on beside the interface.
    Underway,
    /// What went on beside the interface has come to its end.
    Settled,
    /// An act of this screen was not done.
    Failed(String),
    /// Where something was to be written there is something already, as a sentence says.
    IsThere(String),
    /// What an act of this screen concerns has another version now, which the officer is about to see.
    Seen(i64),
    /// How the officer is called from now on, and for whom they buy.
    Officer { who: String, authority: String },
    /// A dialog above gave an answer.
    Answer(Answer),
}

/// What a screen asks for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Effect {
    /// Nothing.
    None,
    /// Put a screen on top.
    Push(Place),
    /// Put a screen in this one's place.
    Replace(Place),
    /// Take this screen away.
    Pop,
    /// Take this dialog away and give its answer to the screen below.
    Answer(Answer),
    /// Take the palette away, and do or go to what was chosen in it.
    Find(Target),
    /// Read something from the register.
    Read(Query),
    /// Do something on a procurement.
    Perform { reference: String, act: Act, seen: i64 },
    /// Do what concerns no procurement that is there, such as starting one.
    Order(Box<Order>),
    /// Undo the last change of this session.
    Undo,
    /// Do again what was undone.
    Redo,
    /// Say something in the line above the footer.
    Notify(Notice),
    /// Change a setting.
    Set(Change),
    /// Write drafts to the file or the folder that was typed, each with the name of its file.
    Write { path: String, texts: Vec<(String, String)> },
    /// Do work that takes long, beside the interface.
    Job(Job),
    /// Count the targets of the policies in a financial year, the current one where it is absent.
    CountTargets(Option<FinancialYear>),
    /// Leave Tenderbook; while a job runs, ask first.
    Quit,
    /// Leave Tenderbook, and stop the job that runs.
    QuitAnyway,
    /// Several of these, in order.
    Batch(Vec<Effect>),
}

/// A sentence for the line above the footer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Notice {
    pub(crate) text: String,
    pub(crate) kind: NoticeKind,
}

/// What a notice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoticeKind {
    Done,
    Warning,
    Error,
}

impl Notice {
    pub(crate) fn done(text: impl Into<String>) -> Self {
        Self { text: text.into(), kind: NoticeKind::Done }
    }

    pub(crate) fn warning(text: impl Into<String>) -> Self {
        Self { text: text.into(), kind: NoticeKind::Warning }
    }

    pub(crate) fn error(text: impl Into<String>) -> Self {
        Self { text: text.into(), kind: NoticeKind::Error }
    }
}

/// A screen or dialog that can be put on top, as data.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Place {
    /// The form for a new tender.
    NewTender,
    /// The form for title and facts of a procurement.
    EditFacts {
        reference: String,
        title: String,
        facts: Facts,
        policy: String,
        asks_impact: bool,
        version: i64,
    },
    /// One procurement; a new one shows its determination first.
    Procurement { reference: String, new: bool },
    /// Everything that can be done or gone to.
    Palette,
    /// What is due over all tenders.
    Today,
    /// One procurement, at the place where something was found.
    Found { reference: String, spot: Spot },
    /// The search, with the words of the last time.
    Search,
    /// What can be done on the screen below.
    Help,
    /// A question for a text.
    Prompt(Prompt),
    /// A question for one of several things.
    Choose(Choose),
    /// A text to read, with a title.
    Reading { title: String, sections: Vec<Section> },
    /// A policy to read.
    Policy { title: String, sections: Vec<Section> },
    /// What verifying found, with the anchor of the register where it has one.
    Verified { sections: Vec<Section>, anchor: Option<String> },
    /// A draft to read, copy and write to a file, which has a name.
    Letter { title: String, name: String, text: String },
    /// The open items that hold a stage up.
    Refusal { sentence: String, hint: String, items: Vec<(ItemId, String)> },
    /// The weight of social value.
    Weight(Weighing),
    /// Opting out of social value.
    OptOut(OptingOut),
    /// The evaluation of a lot.
    Evaluation(Opening),
    /// One contract of a tender.
    Contract(ContractOpening),
    /// The directory of suppliers.
    Suppliers,
    /// One supplier.
    Supplier(Uuid),
    /// Lessons: all, or those for a tender.
    Lessons { reference: Option<String> },
    /// Targets of the policies against what was recorded.
    Targets,
    /// A form that becomes an act.
    Filling(Filling),
    /// A list to take one line from, for a field of the form below.
    Pick(Picking),
    /// The questions on impact, objectives and needs.
    Needs(Asking),
    /// Another edition of the policy.
    Upgrade(Upgrading),
    /// Whether to leave what was typed.
    Leave,
    /// Writing something to a file.
    Export(Exporting),
    /// Bringing in a list of tenders.
    Import,
    /// Whether to leave while the job runs that a sentence tells of.
    Stop(String),
    /// The settings.
    Settings,
    /// The tour of five steps.
    Tour,
    /// Figures over all tenders.
    Dashboard,
    /// The tenders behind a figure, which has a title.
    Behind { slice: Slice, title: String },
}

/// A change of the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Change {
    /// A setting, to a value; empty lets what holds by default hold again.
    Setting(Setting, String),
    /// The keys of a command, as typed; empty lets those of the table hold again.
    Keys(Command, Vec<String>),
}

/// The settings in force, as they are shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct SettingsView {
    /// The file, and whether it is there.
    pub(crate) file: Option<(String, bool)>,
    /// Each setting with its value and where that comes from.
    pub(crate) settings: Vec<(Setting, String, String)>,
    /// The ids of the policies that a tender can be started under.
    pub(crate) policies: Vec<String>,
    /// Each command with its keys, and where they come from.
    pub(crate) keys: Vec<(Command, String, String)>,
    /// What is wrong in the file, and ignored.
    pub(crate) faults: Vec<String>,
}

/// A place within a procurement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Spot {
    /// Where the work is.
    Work,
    /// A stage of the walk.
    Stage(StageNo),
    /// An item of the walk.
    Item(ItemId),
    /// An outcome or measure.
    Outcome(String),
    /// The facts and decisions.
    Facts,
    /// The contracts.
    Contracts,
}

/// A part of a text to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Section {
    pub(crate) heading: String,
    pub(crate) lines: Vec<(LineKind, String)>,
}

/// How a line of a text is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LineKind {
    /// What matters most.
    Strong,
    /// A sentence.
    Plain,
    /// Set in, a reason or an explanation.
    Inset,
    /// Set in, and to be heeded.
    Warning,
}

/// What a dialog gives to the screen below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    /// Go to an item.
    Jump(ItemId),
    /// Go to a stage.
    ToStage(StageNo),
    /// Go to an outcome or measure.
    ToOutcome(String),
    /// Leave without keeping what was typed.
    Leave,
    /// The line of a list that was taken.
    Picked(usize),
}

/// What can be read from the register.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Query {
    /// A window onto the list.
    List { filter: Filter, sort: Sort, first: usize, most: usize },
    /// A window onto the whole list that holds a tender, with so many lines above it.
    ListAround { reference: String, above: usize, sort: Sort, most: usize },
    /// The tenders that match words, at most so many.
    Tenders { words: String, loose: bool, most: usize },
    /// Tenders by their references.
    Named(Vec<String>),
    /// A window onto what was found by its words.
    Search { words: String, first: usize, most: usize },
    /// One procurement.
    Procurement(String),
    /// Its evaluation.
    Evaluation(String),
    /// What follows from its award.
    Contracts(String),
    /// The directory of suppliers.
    Directory,
    /// The suppliers that stand for themselves, by uid, name and number.
    SupplierNames,
    /// One supplier.
    Supplier(Uuid),
    /// A window onto what was done about a supplier.
    SupplierJournal { supplier: Uuid, first: usize, most: usize },
    /// Every lesson.
    Lessons,
    /// A window onto its journal, of the entries that hold these words.
    Journal { reference: String, words: String, first: usize, most: usize },
    /// The policies that can be chosen, and which is preferred.
    Policies,
    /// A window onto one part of what is due over all tenders.
    Today { part: TodayPart, filter: Filter, first: usize, most: usize },
    /// What a policy requires of facts; for a procurement, the policy that it was started under.
    Assess { policy: String, reference: Option<String>, facts: Facts },
    /// What every policy requires of facts.
    Compare(Facts),
    /// What another edition of its policy would change for a procurement.
    Upgrade(String),
    /// The settings in force.
    Settings,
    /// Figures over all tenders.
    Dashboard,
    /// A window onto the tenders behind a figure.
    Behind { slice: Slice, first: usize, most: usize },
}

/// What was read.
#[derive(Debug, Clone)]
pub(crate) enum Loaded {
    List(List),
    Tenders(Vec<ListRow>),
    Named(Vec<ListRow>),
    Procurement {
        view: Box<ProcurementView>,
        today: Date,
    },
    Evaluation(Box<EvaluationView>),
    Contracts(Box<ContractsView>),
    Directory(Box<DirectoryView>),
    SupplierNames(Vec<(Uuid, String, Option<String>)>),
    Supplier(Box<SupplierView>),
    Lessons(Vec<LessonView>),
    /// Targets of the policies, with the year that was asked for; none where they could not be
    /// counted.
    Targets {
        asked: Option<FinancialYear>,
        view: Option<Box<TargetsView>>,
    },
    Today {
        page: TodayPage,
        today: Date,
    },
    Search(Hits<HitView>),
    Journal(JournalView),
    Policies {
        policies: Vec<PolicyChoice>,
        preferred: usize,
        today: Date,
    },
    Assessment(Box<Determination>),
    Comparison(Vec<Compared>),
    Upgrade(Option<Box<Upgrade>>),
    Sheet(Box<Listing>),
    Plan(Arc<Plan>),
    Settings(SettingsView),
    Dashboard(Box<Dashboard>),
    Behind(List),
}

/// What one policy requires of the facts that all are held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Compared {
    pub(crate) short: String,
    pub(crate) determination: Determination,
}

/// A policy that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PolicyChoice {
    pub(crate) id: String,
    pub(crate) short: String,
    /// Whether its rules ask for impact, objectives and needs.
    pub(crate) asks_impact: bool,
}
