//! Which keys mean which command: those of the table, and those of the officer's settings.
//!
//! A line of the settings that gives a command a key which another command of
//! the same screens has, or one that would be text, is reported and ignored:
//! then the command keeps the keys of the table. The keymap in force belongs to
//! the thread that runs the interface, so that a sentence anywhere can name a
//! key as it is.

#[cfg(test)]
mod page;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use strum::{EnumIter, IntoEnumIterator};

use crate::domain::text::{nearest, visible};
use crate::settings::{Fault, KeyLine};
use crate::tui::command::{Command, Offer};
use crate::tui::event::{Code, Key};

/// Where commands can be offered side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter)]
pub(crate) enum Context {
    Register,
    Today,
    Filter,
    Walk,
    Facts,
    Outcomes,
    Timeline,
    Journal,
    Form,
    Prompt,
    List,
    Marking,
    Rating,
    Confirming,
    Leaving,
    Settings,
    Dashboard,
    /// The tab of a tender that shows where its evaluation stands.
    Evaluation,
    Criteria,
    Bids,
    Evaluators,
    Scores,
    Result,
    Award,
    /// The tab of a tender that shows its contracts.
    Contract,
    /// The parts of one contract.
    Agreed,
    Commitments,
    Indicators,
    Reviews,
    Ethics,
    Logistics,
    Exit,
    Suppliers,
    Supplier,
    Status,
    Lessons,
    Targets,
}

impl Context {
    /// What the place is called in a sentence.
    const fn words(self) -> &'static str {
        match self {
            Self::Register => "the list of tenders",
            Self::Today => "Today",
            Self::Filter => "the filter",
            Self::Walk => "the walk",
            Self::Facts => "the facts",
            Self::Outcomes => "the outcomes",
            Self::Timeline => "the timeline",
            Self::Journal => "the journal",
            Self::Form | Self::Prompt => "a form",
            Self::List | Self::Marking | Self::Rating => "a dialog",
            Self::Confirming | Self::Leaving => "a question",
            Self::Settings => "the settings",
            Self::Dashboard => "the dashboard",
            Self::Evaluation => "the evaluation",
            Self::Criteria => "the award criteria",
            Self::Bids => "the bids",
            Self::Evaluators => "the evaluators",
            Self::Scores => "the scores",
            Self::Result => "the result",
            Self::Award => "the award",
            Self::Contract => "the contracts",
            Self::Agreed => "the terms of a contract",
            Self::Commitments => "the commitments",
            Self::Indicators => "the indicators",
            Self::Reviews => "the reviews",
            Self::Ethics => "modern slavery and ethics",
            Self::Logistics => "logistics",
            Self::Exit => "the exit",
            Self::Suppliers => "the directory of suppliers",
            Self::Supplier => "a supplier",
            Self::Status => "the status of a supplier",
            Self::Lessons => "the lessons",
            Self::Targets => "the targets",
        }
    }
}

/// Where a command can be offered.
///
/// One that is not named here counts as offered everywhere, which can only report too much.
#[expect(clippy::too_many_lines, reason = "it is a table of every command")]
fn contexts(command: Command) -> &'static [Context] {
    use Context::{
        Agreed, Award, Bids, Commitments, Confirming, Contract, Criteria, Dashboard, Ethics,
        Evaluation, Evaluators, Exit, Facts, Filter, Form, Indicators, Journal, Leaving, Lessons,
        List, Logistics, Marking, Outcomes, Prompt, Rating, Register, Result, Reviews, Scores,
        Settings, Status, Supplier, Suppliers, Targets, Timeline, Today, Walk,
    };
    match command {
        Command::Up | Command::Down | Command::Top | Command::Bottom | Command::Open => &[
            Register,
            Today,
            Filter,
            Walk,
            Facts,
            Outcomes,
            Timeline,
            Journal,
            List,
            Marking,
            Rating,
            Confirming,
            Settings,
            Dashboard,
            Evaluation,
            Criteria,
            Bids,
            Evaluators,
            Scores,
            Result,
            Award,
            Contract,
            Agreed,
            Commitments,
            Indicators,
            Reviews,
            Ethics,
            Logistics,
            Exit,
            Suppliers,
            Supplier,
            Status,
            Lessons,
            Targets,
        ],
        // A form whose words above its fields do not fit is read on in.
        Command::PageUp | Command::PageDown => &[
            Register,
            Today,
            Filter,
            Walk,
            Facts,
            Outcomes,
            Timeline,
            Journal,
            List,
            Marking,
            Rating,
            Confirming,
            Settings,
            Dashboard,
            Evaluation,
            Criteria,
            Bids,
            Evaluators,
            Scores,
            Result,
            Award,
            Form,
            Prompt,
            Contract,
            Agreed,
            Commitments,
            Indicators,
            Reviews,
            Ethics,
            Logistics,
            Exit,
            Suppliers,
            Supplier,
            Status,
            Lessons,
            Targets,
        ],
        Command::NextPane => &[
            Walk,
            Timeline,
            Today,
            Prompt,
            Dashboard,
            Bids,
            Evaluators,
            Scores,
            Result,
            Agreed,
            Commitments,
            Indicators,
            Reviews,
            Ethics,
            Logistics,
            Exit,
            Supplier,
            Status,
            Lessons,
            Targets,
        ],
        // Any list may come to be filtered, so its key is kept free in all of them.
        Command::Filter => &[
            Register, Today, Walk, Facts, Outcomes, Timeline, Journal, List, Marking, Rating,
            Settings, Suppliers, Lessons,
        ],
        Command::FirstTab
        | Command::SecondTab
        | Command::ThirdTab
        | Command::FourthTab
        | Command::FifthTab
        | Command::SixthTab
        | Command::SeventhTab => &[
            Walk,
            Facts,
            Outcomes,
            Evaluation,
            Contract,
            Timeline,
            Journal,
            Criteria,
            Bids,
            Evaluators,
            Scores,
            Result,
            Award,
            Agreed,
            Commitments,
            Indicators,
            Reviews,
            Ethics,
            Logistics,
            Exit,
            Supplier,
            Status,
        ],
        Command::Edit | Command::Wait | Command::State => &[
            Walk,
            Facts,
            Outcomes,
            Evaluation,
            Contract,
            Timeline,
            Journal,
            Agreed,
            Commitments,
            Indicators,
            Reviews,
            Ethics,
            Logistics,
            Exit,
            Supplier,
            Status,
            Lessons,
        ],
        Command::Search => {
            &[Register, Walk, Facts, Outcomes, Evaluation, Contract, Timeline, Journal]
        }
        Command::Export => &[
            Register,
            Today,
            Filter,
            Walk,
            Facts,
            Outcomes,
            Evaluation,
            Contract,
            Timeline,
            Journal,
            Criteria,
            Bids,
            Evaluators,
            Scores,
            Result,
            Award,
            Agreed,
            Commitments,
            Indicators,
            Reviews,
            Ethics,
            Logistics,
            Exit,
            Suppliers,
            Supplier,
            Status,
            Lessons,
            Targets,
            Dashboard,
        ],
        Command::Undo | Command::Redo => &[
            Register,
            Walk,
            Facts,
            Outcomes,
            Evaluation,
            Timeline,
            Journal,
            Criteria,
            Bids,
            Evaluators,
            Scores,
            Result,
            Award,
            Contract,
            Agreed,
            Commitments,
            Indicators,
            Reviews,
            Ethics,
            Logistics,
            Exit,
            Suppliers,
            Supplier,
            Status,
            Lessons,
            Targets,
        ],
        Command::Add => &[
            Criteria,
            Bids,
            Evaluators,
            Scores,
            Outcomes,
            Evaluation,
            Contract,
            Agreed,
            Commitments,
            Indicators,
            Reviews,
            Ethics,
            Logistics,
            Exit,
            Suppliers,
            Supplier,
            Lessons,
        ],
        Command::Deliver | Command::Correct | Command::Approve | Command::TakeOver => {
            &[Commitments]
        }
        Command::Settle => &[Commitments, Indicators, Reviews, Ethics, Agreed],
        Command::Act => &[Commitments, Indicators, Reviews, Ethics],
        Command::Finish => &[Commitments, Indicators, Reviews, Ethics, Exit],
        Command::Vary | Command::Figure => &[Agreed],
        Command::Assess => &[Indicators],
        Command::Hold => &[Reviews],
        Command::Account => &[Exit],
        Command::Lessons => &[Register, Exit, Contract, Outcomes],
        Command::ReadLesson => &[Lessons],
        Command::Merge => &[Suppliers, Supplier],
        Command::Debarment => &[Supplier],
        Command::Begin | Command::Tell | Command::Reply | Command::Decide => &[Status],
        Command::AddSection
        | Command::MoveUp
        | Command::MoveDown
        | Command::Terms
        | Command::Scales
        | Command::Template => &[Criteria],
        Command::Draft => &[Criteria, Outcomes, Result, Award, Reviews, Exit, Status],
        Command::Lot => &[Criteria, Bids, Evaluators, Scores, Result, Award],
        Command::TakeOut => &[Bids, Evaluators],
        Command::Offers | Command::Answers | Command::Clarify => &[Bids],
        Command::Declare => &[Evaluators],
        Command::Moderate => &[Scores],
        Command::LookIntoPrice => &[Bids, Result],
        Command::Check => &[Result, Award],
        Command::Award | Command::RevokeAward => &[Award],
        Command::New
        | Command::Suppliers
        | Command::Sort
        | Command::ReverseSort
        | Command::LookAround
        | Command::Verify
        | Command::BackUp
        | Command::Today
        | Command::Dashboard
        | Command::Import
        | Command::Quit => &[Register],
        Command::Tour | Command::Settings => &[Register, List],
        Command::Anchor => &[List],
        Command::Tick => &[Walk, Outcomes, Marking],
        Command::Left | Command::Right => {
            &[Walk, Timeline, Today, Dashboard, Scores, Result, Targets]
        }
        Command::PreviousPane => &[
            Walk,
            Timeline,
            Today,
            Prompt,
            Bids,
            Evaluators,
            Scores,
            Result,
            Agreed,
            Commitments,
            Indicators,
            Reviews,
            Ethics,
            Logistics,
            Exit,
            Supplier,
            Status,
            Lessons,
            Targets,
        ],
        Command::Evidence => &[Walk, Agreed, Commitments, Ethics, Logistics],
        Command::RuleOut
        | Command::CloseStage
        | Command::ReopenStage
        | Command::SkipStage
        | Command::AddItem
        | Command::GoodPractice => &[Walk],
        Command::Note => &[Walk, Outcomes],
        Command::NextOpen => &[Walk, Scores],
        Command::Delete => &[
            Walk,
            Outcomes,
            Timeline,
            Settings,
            Criteria,
            Bids,
            Evaluators,
            Scores,
            Agreed,
            Commitments,
            Indicators,
            Reviews,
            Ethics,
            Logistics,
            Exit,
            Suppliers,
            Supplier,
            Status,
            Lessons,
        ],
        Command::Why => &[
            Walk,
            Facts,
            Timeline,
            Dashboard,
            Criteria,
            Result,
            Commitments,
            Indicators,
            Ethics,
            Status,
            Targets,
        ],
        Command::Statute => &[Facts, Timeline],
        Command::Zoom => &[Timeline],
        Command::Compare => &[Facts, Result],
        Command::Weight | Command::OptOut | Command::Questions => &[Facts],
        Command::Upgrade => &[Facts, List],
        Command::Confirm => &[Confirming],
        Command::Accept => &[Form, Prompt],
        Command::Save => &[Form, Prompt, Marking, Rating],
        Command::NextField | Command::PreviousField => &[Form],
        Command::Previous | Command::Next => &[Form, Rating, Settings],
        Command::Discard => &[Leaving],
        Command::Copy => &[
            Register,
            Today,
            Filter,
            Walk,
            Facts,
            Outcomes,
            Timeline,
            Journal,
            Form,
            Prompt,
            List,
            Marking,
            Rating,
            Leaving,
            Settings,
            Dashboard,
            Evaluation,
            Criteria,
            Bids,
            Evaluators,
            Scores,
            Result,
            Award,
            Contract,
            Agreed,
            Commitments,
            Indicators,
            Reviews,
            Ethics,
            Logistics,
            Exit,
            Suppliers,
            Supplier,
            Status,
            Lessons,
            Targets,
        ],
        _ => &[
            Register,
            Today,
            Filter,
            Walk,
            Facts,
            Outcomes,
            Timeline,
            Journal,
            Form,
            Prompt,
            List,
            Marking,
            Rating,
            Confirming,
            Leaving,
            Settings,
            Dashboard,
            Evaluation,
            Criteria,
            Bids,
            Evaluators,
            Scores,
            Result,
            Award,
            Contract,
            Agreed,
            Commitments,
            Indicators,
            Reviews,
            Ethics,
            Logistics,
            Exit,
            Suppliers,
            Supplier,
            Status,
            Lessons,
            Targets,
        ],
    }
}

/// Whether a command is needed where letters are text, so that one of its keys must be no letter.
const fn is_needed_beside_text(command: Command) -> bool {
    matches!(
        command,
        Command::Accept
            | Command::Save
            | Command::NextField
            | Command::PreviousField
            | Command::NextPane
            | Command::Back
            | Command::Open
            | Command::Help
    )
}

/// Whether a field that is typed into needs the key for itself.
fn edits_text(key: Key) -> bool {
    match key.code {
        Code::Char(c) => key.ctrl && "aefbwukhjp".contains(c),
        Code::Left | Code::Right | Code::Home | Code::End | Code::Backspace | Code::Delete => true,
        _ => false,
    }
}

/// The keys that differ from those of the table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keymap {
    own: HashMap<Command, Vec<Key>>,
}

thread_local! {
    static IN_FORCE: RefCell<Rc<Keymap>> = RefCell::default();
}

/// Puts a keymap in force for the interface on this thread.
pub(crate) fn install(keymap: &Rc<Keymap>) {
    IN_FORCE.with_borrow_mut(|in_force| *in_force = Rc::clone(keymap));
}

/// The keys that mean a command, the first of which is shown.
pub(crate) fn keys(command: Command) -> Vec<Key> {
    IN_FORCE.with_borrow(|keymap| keymap.keys(command).to_vec())
}

/// Whether the contexts of the table know that these commands are offered side by side.
pub(crate) fn covers(offers: &[Offer]) -> bool {
    offers.iter().enumerate().all(|(at, one)| {
        offers.iter().skip(at + 1).all(|other| shared(one.command, other.command).is_some())
    })
}

/// A place where two commands can be offered side by side.
fn shared(one: Command, other: Command) -> Option<Context> {
    contexts(one).iter().find(|context| contexts(other).contains(context)).copied()
}

/// A line of the settings that names a command and keys that exist.
struct Wish<'a> {
    command: Command,
    keys: Vec<Key>,
    line: &'a KeyLine,
}

impl Keymap {
    /// The keys that mean a command.
    fn keys(&self, command: Command) -> &[Key] {
        self.own.get(&command).map_or(command.entry().keys, Vec::as_slice)
    }

    /// The keys of a command as they are shown.
    pub(crate) fn shown(&self, command: Command) -> String {
        let keys: Vec<String> = self.keys(command).iter().map(Key::to_string).collect();
        keys.join(" or ")
    }

    /// The keymap that lines of the settings ask for, and what is wrong in them and ignored.
    pub fn of(lines: &[KeyLine]) -> (Self, Vec<Fault>) {
        let mut faults = Vec::new();
        let mut wishes: Vec<Wish<'_>> = Vec::new();
        for line in lines {
            match read(line) {
                Ok(wish) => wishes.push(wish),
                Err(fault) => faults.push(fault),
            }
        }
        let mut keymap = Self::default();
        for wish in &wishes {
            keymap.own.insert(wish.command, wish.keys.clone());
        }
        // A line that is taken back gives its command the keys of the table again, which may be
        // in the way of another line: so until nothing clashes.
        while let Some((at, fault)) = keymap.first_clash(&wishes) {
            let wish = wishes.remove(at);
            keymap.own.remove(&wish.command);
            faults.push(fault);
        }
        faults.sort_by_key(|fault| fault.line);
        (keymap, faults)
    }

    /// The last line that gives a key which another command has, and why that cannot be.
    fn first_clash(&self, wishes: &[Wish<'_>]) -> Option<(usize, Fault)> {
        for (at, wish) in wishes.iter().enumerate().rev() {
            for other in Command::iter().filter(|other| *other != wish.command) {
                let Some(context) = shared(wish.command, other) else { continue };
                let Some(key) = wish.keys.iter().find(|key| self.keys(other).contains(key)) else {
                    continue;
                };
                // Where both come from the table they have been looked at already.
                let theirs = wishes.iter().find(|wish| wish.command == other);
                let line = theirs.map(|wish| format!(" (line {})", wish.line.line));
                let message = format!(
                    "{} cannot have the key {key}: in {} it is that of {}{}",
                    wish.command.name(),
                    context.words(),
                    other.name(),
                    line.unwrap_or_default()
                );
                return Some((at, ignored(wish, message)));
            }
        }
        None
    }
}

fn ignored(wish: &Wish<'_>, message: String) -> Fault {
    let keys: Vec<String> = wish.command.entry().keys.iter().map(Key::to_string).collect();
    let help = format!("The line is ignored; {} keeps {}.", wish.command.name(), keys.join(", "));
    Fault { line: wish.line.line, message, help: Some(help) }
}

/// Reads one line of the settings.
fn read(line: &KeyLine) -> Result<Wish<'_>, Fault> {
    let command = Command::iter().find(|command| command.name() == line.command);
    let Some(command) = command else {
        let names = Command::iter().map(Command::name);
        let help = nearest(&line.command, names).map_or_else(
            || "The screen of the settings lists the commands.".to_owned(),
            |near| format!("Did you mean “{near}”?"),
        );
        let message = format!("there is no command “{}”", visible(&line.command));
        return Err(Fault { line: line.line, message, help: Some(help) });
    };
    let mut wish = Wish { command, keys: Vec::new(), line };
    for text in &line.keys {
        match parse(text) {
            Ok(key) => wish.keys.push(key),
            Err(why) => return Err(ignored(&wish, format!("{}: {why}", command.name()))),
        }
    }
    if let Some(key) =
        wish.keys.iter().find(|key| edits_text(**key) && !command.entry().keys.contains(key))
        && is_needed_beside_text(command)
    {
        let why = format!("{} cannot have the key {key}: it edits text in a field", command.name());
        return Err(ignored(&wish, why));
    }
    if is_needed_beside_text(command) && wish.keys.iter().all(|key| key.typed().is_some()) {
        let why = format!(
            "{} needs a key that is no letter as well: {} is text in a field",
            command.name(),
            wish.keys.first().map(ToString::to_string).unwrap_or_default()
        );
        return Err(ignored(&wish, why));
    }
    Ok(wish)
}

/// Reads a key as people write it: `x`, `X`, `ctrl-n`, `F5`, `shift-tab`.
pub(crate) fn parse(text: &str) -> Result<Key, String> {
    let given = text.trim();
    let mut chars = text.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return if c.is_control() || unicode_width::UnicodeWidthChar::width(c) == Some(0) {
            Err(format!("“{}” is no key", visible(text)))
        } else {
            Ok(Key::plain(Code::Char(c)))
        };
    }
    let unknown = || {
        format!(
            "“{}” is no key; write one like x, X, ctrl-n, alt-n, F5, space or shift-tab",
            visible(given)
        )
    };
    let lower = given.to_lowercase().replace('+', "-");
    let (mut ctrl, mut alt, mut shift) = (false, false, false);
    let mut rest = lower.as_str();
    loop {
        if let Some(after) = rest.strip_prefix("ctrl-").filter(|after| !after.is_empty()) {
            (ctrl, rest) = (true, after);
        } else if let Some(after) = rest.strip_prefix("alt-").filter(|after| !after.is_empty()) {
            (alt, rest) = (true, after);
        } else if let Some(after) = rest.strip_prefix("shift-").filter(|after| !after.is_empty()) {
            (shift, rest) = (true, after);
        } else {
            break;
        }
    }
    let mut chars = rest.chars();
    let code = match (chars.next(), chars.next()) {
        (Some(c), None) if shift => {
            let c = c.to_uppercase().next().unwrap_or(c);
            return Err(format!("“{}”: write {c} for Shift with a letter", visible(given)));
        }
        // With Alt the case is what the terminal sends; with Ctrl there is none.
        (Some(_), None) if alt && !ctrl => Code::Char(given.chars().last().unwrap_or(' ')),
        (Some(c), None) => Code::Char(c),
        _ => named(rest).ok_or_else(unknown)?,
    };
    let code = if shift && code == Code::Tab { Code::BackTab } else { code };
    if shift && code != Code::BackTab {
        return Err(unknown());
    }
    if ctrl && alt && matches!(code, Code::Char(_)) {
        return Err(format!("“{}” types a character on some keyboards", visible(given)));
    }
    match (ctrl, code) {
        (true, Code::Char('c')) => {
            Err("Ctrl-C is kept, so that it never means anything else".to_owned())
        }
        (true, Code::Char('i')) => Err("most terminals send Tab for Ctrl-I".to_owned()),
        (true, Code::Char('m')) => Err("most terminals send Enter for Ctrl-M".to_owned()),
        (true, Code::Char('[')) => Err("terminals send Esc for Ctrl-[".to_owned()),
        _ => Ok(Key { code, ctrl, alt }),
    }
}

fn named(word: &str) -> Option<Code> {
    Some(match word {
        "space" => Code::Char(' '),
        "enter" | "return" => Code::Enter,
        "esc" | "escape" => Code::Esc,
        "tab" => Code::Tab,
        "backtab" => Code::BackTab,
        "up" => Code::Up,
        "down" => Code::Down,
        "left" => Code::Left,
        "right" => Code::Right,
        "home" => Code::Home,
        "end" => Code::End,
        "pgup" | "pageup" => Code::PageUp,
        "pgdn" | "pagedown" => Code::PageDown,
        "backspace" => Code::Backspace,
        "delete" | "del" => Code::Delete,
        _ => {
            let number: u8 = word.strip_prefix('f')?.parse().ok()?;
            if !(1..=12).contains(&number) {
                return None;
            }
            Code::Function(number)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(command: &str, keys: &[&str], line: usize) -> KeyLine {
        let keys = keys.iter().map(|key| (*key).to_owned()).collect();
        KeyLine { command: command.to_owned(), keys, line }
    }

    #[test]
    fn no_two_commands_of_one_screen_share_a_key_of_the_table() {
        for one in Command::iter() {
            for other in Command::iter().filter(|other| *other != one) {
                let Some(context) = shared(one, other) else { continue };
                for key in one.entry().keys {
                    let both = other.entry().keys.contains(key);
                    assert!(!both, "{key} means {one:?} and {other:?} in {context:?}");
                }
            }
        }
    }

    #[test]
    fn every_key_is_read_as_it_is_shown() {
        for key in Command::iter().flat_map(|command| command.entry().keys) {
            assert_eq!(parse(&key.to_string()), Ok(*key));
        }
        assert_eq!(parse("Ctrl+N"), Ok(Key::ctrl('n')));
        assert_eq!(parse(" "), Ok(Key::plain(Code::Char(' '))));
        assert_eq!(parse("-"), Ok(Key::plain(Code::Char('-'))));
        assert_eq!(parse("Alt-X"), Ok(Key { code: Code::Char('X'), ctrl: false, alt: true }));
        for wrong in ["", "ctrl-", "super-x", "F13", "ctrl-c", "ctrl-i", "shift-x", "xx", "\u{7}"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_line_replaces_the_keys_of_its_command_and_two_lines_can_swap() {
        let lines = [line("sort", &["a"], 2), line("new", &["s", "F5"], 3)];
        let (keymap, faults) = Keymap::of(&lines);
        assert_eq!(faults, []);
        assert_eq!(keymap.keys(Command::Sort), [Key::plain(Code::Char('a'))]);
        assert_eq!(keymap.keys(Command::New).len(), 2);
        assert_eq!(keymap.keys(Command::Quit), Command::Quit.entry().keys);
    }

    #[test]
    fn what_clashes_is_reported_with_both_commands_and_the_line_and_ignored() {
        let lines = [
            line("next-open", &["w"], 2),
            line("tick", &["z"], 3),
            line("why", &["z"], 4),
            line("save", &["x"], 5),
            line("accept", &["ctrl-e"], 6),
            line("nxet-open", &["n"], 7),
            line("edit", &["ctrl-i"], 8),
            line("sort", &["n"], 9),
        ];
        let (keymap, faults) = Keymap::of(&lines);
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        insta::assert_snapshot!(told.join("\n"), @r"
        line 2: next-open cannot have the key w: in the walk it is that of why. The line is ignored; next-open keeps n.
        line 4: why cannot have the key z: in the walk it is that of tick (line 3). The line is ignored; why keeps w.
        line 5: save needs a key that is no letter as well: x is text in a field. The line is ignored; save keeps Ctrl-S.
        line 6: accept cannot have the key Ctrl-E: it edits text in a field. The line is ignored; accept keeps Enter.
        line 7: there is no command “nxet-open”. Did you mean “next-open”?
        line 8: edit: most terminals send Tab for Ctrl-I. The line is ignored; edit keeps E.
        ");
        assert_eq!(keymap.own.len(), 2, "{keymap:?}");
        // A key of the walk is free in the list of tenders.
        assert_eq!(keymap.keys(Command::Sort), [Key::plain(Code::Char('n'))]);
    }

    #[test]
    fn a_line_that_is_ignored_can_be_in_the_way_of_another() {
        // Once the first is refused, s is that of sort again.
        let lines = [line("sort", &["q"], 2), line("new", &["s"], 3)];
        let (keymap, faults) = Keymap::of(&lines);
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert_eq!(keymap, Keymap::default());
    }
}
