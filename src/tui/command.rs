//! Every command of the interface in one table: its name, its keys, its words.
//!
//! A screen offers commands; footer, help and keys are all read from those
//! offers and this table, so that none of them can be wrong about another.

use strum::{EnumIter, IntoStaticStr};

use crate::tui::event::{Code, Key};
use crate::tui::keymap;
use crate::tui::widget::text;

/// Something that the officer can ask for with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Command {
    Up,
    Down,
    PageUp,
    PageDown,
    Top,
    Bottom,
    Left,
    Right,
    NextPane,
    PreviousPane,
    Open,
    Back,
    FirstTab,
    SecondTab,
    ThirdTab,
    FourthTab,
    FifthTab,
    SixthTab,
    SeventhTab,
    New,
    Filter,
    Search,
    Sort,
    ReverseSort,
    Tick,
    RuleOut,
    Evidence,
    Note,
    NextOpen,
    CloseStage,
    ReopenStage,
    SkipStage,
    AddItem,
    Add,
    AddSection,
    MoveUp,
    MoveDown,
    Terms,
    Scales,
    Template,
    Draft,
    Lot,
    TakeOut,
    Offers,
    Answers,
    Clarify,
    Declare,
    Moderate,
    LookIntoPrice,
    Check,
    Award,
    RevokeAward,
    Deliver,
    Correct,
    Approve,
    Settle,
    TakeOver,
    Act,
    Finish,
    Vary,
    Figure,
    Assess,
    Hold,
    Account,
    Suppliers,
    Lessons,
    ReadLesson,
    Merge,
    Debarment,
    Begin,
    Tell,
    Reply,
    Decide,
    GoodPractice,
    Delete,
    Edit,
    State,
    Why,
    Compare,
    Weight,
    OptOut,
    Questions,
    Upgrade,
    Statute,
    Today,
    Wait,
    Zoom,
    Confirm,
    Undo,
    Redo,
    Accept,
    Save,
    NextField,
    PreviousField,
    Previous,
    Next,
    Discard,
    Palette,
    Copy,
    Tour,
    LookAround,
    Import,
    Export,
    Settings,
    Dashboard,
    Verify,
    Anchor,
    BackUp,
    Stop,
    Help,
    Quit,
}

/// One line of the table.
#[derive(Debug)]
pub(crate) struct Entry {
    /// The command.
    pub(crate) command: Command,
    /// What the footer calls it.
    pub(crate) label: &'static str,
    /// What help says of it.
    pub(crate) help: &'static str,
    /// Its keys, the first of which is shown.
    pub(crate) keys: &'static [Key],
}

const fn c(c: char) -> Key {
    Key::plain(Code::Char(c))
}

const fn k(code: Code) -> Key {
    Key::plain(code)
}

const fn entry(
    command: Command,
    label: &'static str,
    help: &'static str,
    keys: &'static [Key],
) -> Entry {
    Entry { command, label, help, keys }
}

/// The table.
pub(crate) static TABLE: &[Entry] = &[
    entry(Command::Up, "up", "Move up", &[k(Code::Up), c('k')]),
    entry(Command::Down, "down", "Move down", &[k(Code::Down), c('j')]),
    entry(Command::PageUp, "page up", "Move a page up", &[k(Code::PageUp)]),
    entry(Command::PageDown, "page down", "Move a page down", &[k(Code::PageDown)]),
    entry(Command::Top, "top", "Move to the top", &[k(Code::Home), c('g')]),
    entry(Command::Bottom, "bottom", "Move to the bottom", &[k(Code::End), c('G')]),
    entry(Command::Left, "left", "Move to the pane on the left", &[k(Code::Left), c('h')]),
    entry(Command::Right, "right", "Move to the pane on the right", &[k(Code::Right), c('l')]),
    entry(Command::NextPane, "next pane", "Move to the next pane", &[k(Code::Tab)]),
    entry(Command::PreviousPane, "pane before", "Move to the pane before", &[k(Code::BackTab)]),
    entry(Command::Open, "open", "Open what is selected", &[k(Code::Enter)]),
    entry(Command::Back, "back", "Go back to the screen before", &[k(Code::Esc)]),
    entry(Command::FirstTab, "walk", "Walk: the 13 stages with their checklists", &[c('1')]),
    entry(
        Command::SecondTab,
        "facts",
        "Facts: what is known, and what the policy requires",
        &[c('2')],
    ),
    entry(Command::ThirdTab, "outcomes", "Outcomes: what social value is sought", &[c('3')]),
    entry(
        Command::FourthTab,
        "evaluation",
        "Evaluation: award criteria, bids, scores, result and award",
        &[c('4')],
    ),
    entry(
        Command::FifthTab,
        "contract",
        "Contract: what the supplier has to deliver, how it performs, exit and lessons",
        &[c('5')],
    ),
    entry(
        Command::SixthTab,
        "timeline",
        "Timeline: the days of the tender, and the time limits of the statute",
        &[c('6')],
    ),
    entry(Command::SeventhTab, "journal", "Journal: who changed what, and when", &[c('7')]),
    entry(Command::New, "new tender", "Start a new tender", &[c('a')]),
    entry(Command::Filter, "filter", "Filter the list as you type", &[c('/')]),
    entry(
        Command::Search,
        "search",
        "Search everything that was written, in every tender",
        &[c('F'), Key::ctrl('f')],
    ),
    entry(Command::Sort, "sort", "Sort by the next column", &[c('s')]),
    entry(Command::ReverseSort, "turn order", "Turn the order of the list around", &[c('S')]),
    entry(Command::Tick, "tick", "Tick the item as done, or untick it", &[c(' ')]),
    entry(Command::RuleOut, "rule out", "Rule the item out, with a reason", &[c('x')]),
    entry(Command::Evidence, "evidence", "Attach evidence: a note, a link or a file", &[c('e')]),
    entry(Command::Note, "note", "Write a note", &[c('o')]),
    entry(Command::NextOpen, "next", "Go to the next open item, across stages", &[c('n')]),
    entry(
        Command::CloseStage,
        "close stage",
        "Close the stage when everything required is settled",
        &[c('c')],
    ),
    entry(
        Command::ReopenStage,
        "reopen",
        "Reopen a closed or skipped stage, or an item that was ruled out",
        &[c('r')],
    ),
    entry(Command::SkipStage, "skip stage", "Skip the stage, with a reason", &[c('s')]),
    entry(Command::AddItem, "add item", "Add an item of your own to the stage", &[c('a')]),
    entry(Command::Add, "add", "Add a question, a bid or an evaluator", &[c('a')]),
    entry(Command::AddSection, "add section", "Add a section to the award criteria", &[c('A')]),
    entry(Command::MoveUp, "move up", "Move the criterion up", &[c('K')]),
    entry(Command::MoveDown, "move down", "Move the criterion down", &[c('J')]),
    entry(
        Command::Terms,
        "price method and terms",
        "Set the price method, the tie-break and who sees what",
        &[c('m')],
    ),
    entry(Command::Scales, "scales", "Write the scales and what each mark means", &[c('s')]),
    entry(Command::Template, "templates", "Save these criteria, or use saved ones", &[c('t')]),
    entry(
        Command::Draft,
        "draft",
        "Show a draft to copy: questions for the invitation, or assessment summaries",
        &[c('p')],
    ),
    entry(Command::Lot, "lots", "Go to another lot, or add one", &[c('L')]),
    entry(
        Command::TakeOut,
        "take out",
        "Say why a bid or an evaluator takes no further part, or let them take part again",
        &[c('x')],
    ),
    entry(Command::Offers, "offers", "Record what the bid offers of each measure", &[c('o')]),
    entry(Command::Answers, "answers", "Record what the bid answers, or where it is", &[c('e')]),
    entry(Command::Clarify, "clarify", "Record a question to the bidder and its answer", &[c('c')]),
    entry(Command::Declare, "declare", "Record a declaration of interests", &[c('i')]),
    entry(
        Command::Moderate,
        "moderate",
        "Record the agreed score with the authority's own reasons",
        &[c('M')],
    ),
    entry(
        Command::LookIntoPrice,
        "look into price",
        "Record the steps about a price that looks abnormally low",
        &[c('P')],
    ),
    entry(
        Command::Check,
        "arithmetic check",
        "Record a second person's check of the arithmetic",
        &[c('C')],
    ),
    entry(Command::Award, "award", "Record the award, with who signs it off", &[c('A')]),
    entry(Command::RevokeAward, "revoke", "Revoke the award, with a reason", &[c('R')]),
    entry(Command::Deliver, "record delivery", "Record what was delivered", &[c('r')]),
    entry(
        Command::Correct,
        "correct",
        "Correct or withdraw a delivery, with a reason; how it stood stays on record",
        &[c('c')],
    ),
    entry(Command::Approve, "verify", "Record who has checked a delivery", &[c('v')]),
    entry(
        Command::Settle,
        "settle",
        "Say what becomes of the rest: waived, short, dropped or closed, with a reason",
        &[c('x')],
    ),
    entry(
        Command::TakeOver,
        "take over",
        "Take over what the winning bid promised as commitments",
        &[c('o')],
    ),
    entry(
        Command::Act,
        "add action",
        "Add an action with owner and day: corrective, or of the joint plan",
        &[c('A')],
    ),
    entry(Command::Finish, "done", "Say that an action is done, and what came of it", &[c(' ')]),
    entry(
        Command::Vary,
        "change contract",
        "Record a change of the contract that was agreed: extension, value, commitments",
        &[c('m')],
    ),
    entry(
        Command::Figure,
        "money of a year",
        "Record spend, savings or claims of a financial year",
        &[c('f')],
    ),
    entry(Command::Assess, "assess", "Assess performance against the indicator", &[c('r')]),
    entry(
        Command::Hold,
        "hold review",
        "Record a review that was held, with its minutes",
        &[c('r')],
    ),
    entry(
        Command::Account,
        "final account",
        "Close the final account, or take it back, with a reason",
        &[c('C')],
    ),
    entry(Command::Suppliers, "suppliers", "Suppliers: the directory", &[c('p')]),
    entry(
        Command::Lessons,
        "lessons",
        "Lessons: what was learnt; in a tender, those of others that are like it",
        &[c('l')],
    ),
    entry(
        Command::ReadLesson,
        "read",
        "Record that a lesson was read for this tender, and what is made of it",
        &[c('r')],
    ),
    entry(
        Command::Merge,
        "merge",
        "Merge a supplier into another, or part it again; its history stays",
        &[c('M')],
    ),
    entry(Command::Debarment, "debarment check", "Record a look at the debarment list", &[c('b')]),
    entry(Command::Begin, "review status", "Begin a review of supplier status", &[c('s')]),
    entry(
        Command::Tell,
        "tell the supplier",
        "Record when the supplier was told what is intended",
        &[c('t')],
    ),
    entry(Command::Reply, "reply", "Record the supplier's reply", &[c('r')]),
    entry(Command::Decide, "decide", "Decide on the status, with a reason", &[c('D')]),
    entry(
        Command::GoodPractice,
        "good practice",
        "Show or hide items of good practice, which are not from the policy",
        &[c('p')],
    ),
    entry(
        Command::Delete,
        "take away",
        "Take away what is selected: evidence, an item of your own, an outcome, a criterion, a bid",
        &[c('d'), k(Code::Delete)],
    ),
    entry(Command::Edit, "edit", "Change title and facts", &[c('E')]),
    entry(
        Command::State,
        "state",
        "Pause, cancel, close or resume the tender, with a reason",
        &[c('S')],
    ),
    entry(
        Command::Why,
        "why",
        "Say why: what the policy requires, how the points of a bid come about, or how a figure is counted",
        &[c('w')],
    ),
    entry(
        Command::Compare,
        "compare policies",
        "Say what every policy would require of these facts; or what would change a result",
        &[c('v')],
    ),
    entry(
        Command::Weight,
        "set the weight",
        "Set the weight of social value, held against what the policy asks for",
        &[c('W')],
    ),
    entry(
        Command::OptOut,
        "opt out",
        "Opt out of social value where the policy allows it, or revoke that",
        &[c('O')],
    ),
    entry(
        Command::Questions,
        "the three questions",
        "Answer the questions on impact, objectives and needs, and see which weight follows",
        &[c('T')],
    ),
    entry(
        Command::Upgrade,
        "other edition",
        "Say what another edition of the policy would change, and move the tender to it",
        &[c('U')],
    ),
    entry(
        Command::Statute,
        "statute",
        "Leave items and time limits of the statute out of this tender, or let them apply again",
        &[c('L')],
    ),
    entry(
        Command::Today,
        "today",
        "Today: what is overdue, due this week or later, who is waited for, what has no plan",
        &[c('T')],
    ),
    entry(
        Command::Wait,
        "wait on someone",
        "Say whom the tender waits for, or that it waits no longer",
        &[c('H')],
    ),
    entry(Command::Zoom, "zoom", "Show the bars by week, by month or by quarter", &[c('z')]),
    entry(Command::Confirm, "confirm", "Confirm what was asked", &[c('y')]),
    entry(Command::Undo, "undo", "Undo your last change of this session", &[c('u')]),
    entry(Command::Redo, "redo", "Do again what you have undone", &[Key::ctrl('r')]),
    entry(Command::Accept, "accept", "Accept what is typed", &[k(Code::Enter)]),
    entry(
        Command::Save,
        "save",
        "Save everything that is typed; or write what is read to a file",
        &[Key::ctrl('s')],
    ),
    entry(Command::NextField, "next field", "Go to the next field", &[k(Code::Tab), k(Code::Down)]),
    entry(
        Command::PreviousField,
        "field before",
        "Go to the field before",
        &[k(Code::BackTab), k(Code::Up)],
    ),
    entry(Command::Previous, "choice before", "Take the choice before", &[k(Code::Left)]),
    entry(Command::Next, "next choice", "Take the next choice", &[k(Code::Right), c(' ')]),
    entry(Command::Discard, "discard", "Leave without keeping what was typed", &[c('d')]),
    entry(
        Command::Palette,
        "find anything",
        "Find and do anything: commands, tenders, stages, items, outcomes, policies, help",
        &[c(':'), Key::ctrl('p')],
    ),
    entry(
        Command::Copy,
        "copy",
        "Copy the selected row or the field to the clipboard",
        &[c('y'), Key::ctrl('y')],
    ),
    entry(Command::Tour, "tour", "Take the tour of five steps", &[c('t')]),
    entry(
        Command::LookAround,
        "look around",
        "Look around in samples that are thrown away at the end",
        &[c('d')],
    ),
    entry(
        Command::Import,
        "import",
        "Import a list of tenders or contracts from a spreadsheet",
        &[c('i')],
    ),
    entry(
        Command::Export,
        "export",
        "Export to a file: a tender, lists, reports, the whole register",
        &[c('X'), Key::ctrl('o')],
    ),
    entry(Command::Settings, "settings", "See and change your settings and keys", &[c(',')]),
    entry(
        Command::Dashboard,
        "dashboard",
        "Dashboard: stages, values, social value and weights over all tenders, as bars",
        &[c('D')],
    ),
    entry(
        Command::Verify,
        "verify",
        "Check the register: its file, its journal, that everything stands as the journal says",
        &[c('V')],
    ),
    entry(
        Command::Anchor,
        "check an anchor",
        "Hold the journal against an anchor that was kept",
        &[c('a')],
    ),
    entry(Command::BackUp, "back up", "Copy the register to a file, and check the copy", &[c('B')]),
    entry(Command::Stop, "stop the work", "Stop the work that runs", &[Key::ctrl('x')]),
    entry(Command::Help, "help", "Show what can be done here", &[c('?'), k(Code::Function(1))]),
    entry(Command::Quit, "quit", "Leave Tenderbook", &[c('q')]),
];

/// A command that a screen offers right now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Offer {
    /// The command.
    pub(crate) command: Command,
    /// What it is called here, where the table's word is too general.
    pub(crate) label: Option<&'static str>,
    /// Whether it can be done right now.
    pub(crate) enabled: bool,
    /// Whether it belongs among the most useful ones, which the footer shows first.
    pub(crate) useful: bool,
}

impl Offer {
    /// A command that is there, and not among the most useful.
    pub(crate) const fn plain(command: Command) -> Self {
        Self { command, label: None, enabled: true, useful: false }
    }

    /// A command for the footer.
    pub(crate) const fn useful(command: Command) -> Self {
        Self { command, label: None, enabled: true, useful: true }
    }

    /// The same command under another word.
    #[must_use]
    pub(crate) const fn called(mut self, label: &'static str) -> Self {
        self.label = Some(label);
        self
    }

    /// The same command, possible only when `condition` holds.
    #[must_use]
    pub(crate) const fn when(mut self, condition: bool) -> Self {
        self.enabled = condition;
        self
    }

    /// What it does, with what it is called here first.
    pub(crate) fn sentence(&self) -> String {
        let Entry { help, .. } = self.command.entry();
        let label = self.words();
        if self.stops_work() {
            return Command::Stop.entry().help.to_owned();
        }
        if help.to_lowercase().starts_with(&label.to_lowercase()) {
            return (*help).to_owned();
        }
        let mut rest = help.chars();
        let first = rest.next().map(|c| c.to_ascii_lowercase()).into_iter();
        format!("{}: {}", text::capital(label), first.chain(rest).collect::<String>())
    }

    /// Whether it stops the work that runs, as going back does where that began.
    pub(crate) fn stops_work(&self) -> bool {
        self.words() == Command::Stop.entry().label
    }

    /// What the footer calls it.
    pub(crate) fn words(&self) -> &'static str {
        self.label.unwrap_or_else(|| self.command.entry().label)
    }
}

/// The commands that move through a list.
pub(crate) const MOVING: [Offer; 6] = [
    Offer::plain(Command::Up),
    Offer::plain(Command::Down),
    Offer::plain(Command::PageUp),
    Offer::plain(Command::PageDown),
    Offer::plain(Command::Top),
    Offer::plain(Command::Bottom),
];

impl Command {
    /// The command's line in the table.
    pub(crate) fn entry(self) -> &'static Entry {
        static UNKNOWN: Entry = entry(Command::Help, "", "", &[]);
        TABLE.iter().find(|entry| entry.command == self).unwrap_or(&UNKNOWN)
    }

    /// What the command is called in the settings.
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }

    /// The keys that mean the command, as the officer has set them.
    pub(crate) fn keys(self) -> Vec<Key> {
        keymap::keys(self)
    }

    /// The key that is shown for the command; where letters are text, one that is no letter.
    pub(crate) fn key(self, letters_are_text: bool) -> String {
        let keys = self.keys();
        let shown = keys.iter().find(|key| !letters_are_text || key.typed().is_none());
        shown.or(keys.first()).map(ToString::to_string).unwrap_or_default()
    }
}

/// The command that a key means among those offered.
pub(crate) fn resolve(offers: &[Offer], key: Key) -> Option<Offer> {
    offers.iter().find(|offer| offer.command.keys().contains(&key)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::IntoEnumIterator;

    #[test]
    fn every_command_stands_in_the_table_exactly_once_with_a_key_and_help() {
        for command in Command::iter() {
            let lines: Vec<&Entry> =
                TABLE.iter().filter(|entry| entry.command == command).collect();
            assert_eq!(lines.len(), 1, "{command:?}");
            assert!(!lines[0].keys.is_empty(), "{command:?}");
            assert!(!lines[0].help.is_empty() && !lines[0].label.is_empty(), "{command:?}");
        }
    }

    #[test]
    fn no_default_key_needs_altgr_on_a_foreign_keyboard() {
        let keys = TABLE.iter().flat_map(|entry| entry.keys);
        for key in keys {
            if let Code::Char(c) = key.code {
                assert!(!"[]|@\\{}~".contains(c), "{key}");
            }
        }
    }
}
