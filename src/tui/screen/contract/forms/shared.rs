//! What the forms of several tabs share: how a day is typed, evidence, actions, taking away.

use strum::IntoEnumIterator;
use uuid::Uuid;

use crate::domain::contract::{Action, ActionKind, ContractRecord, Level};
use crate::domain::{Date, EvidenceKind, evidence, text};
use crate::register::{ContractAct, NewEvidence};
use crate::tui::dates;
use crate::tui::forms::{Wrong, needed, typed};
use crate::tui::widget::form::{Content, Field, Form as Fields};

/// What every form here can do.
pub(super) trait Asks {
    /// The fields with what stands in them at first.
    fn fields(&self) -> Vec<Field>;

    /// The act that it becomes, or what is wrong.
    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong>;

    /// Sentences below the fields, and whether each is to be heeded.
    fn remarks(&self, _form: &Fields) -> Vec<(String, bool)> {
        Vec::new()
    }

    /// Shows and hides fields after what was chosen.
    fn follow(&self, _form: &mut Fields) {}
}

/// How a day is typed.
pub(super) const DAY: &str = "A day like 21 Nov 2026, 21/11/2026 or 2026-11-21.";
/// The same where it may be left out.
pub(super) const DAY_OR_NONE: &str = "A day like 21 Nov 2026 or 21/11/2026; may be empty.";

/// A day as it stands in a field.
pub(super) fn day(day: Option<Date>) -> String {
    day.map(dates::day).unwrap_or_default()
}

/// What stands in a field that may be empty.
pub(super) fn plain(text: Option<&String>) -> &str {
    text.map_or("", String::as_str)
}

/// The place of the word that is chosen in a field.
pub(super) fn chosen(form: &Fields, at: usize) -> usize {
    form.fields.get(at).map_or(0, Field::chosen)
}

/// Shows or hides a field.
pub(super) fn show(form: &mut Fields, at: usize, shown: bool) {
    if let Some(field) = form.fields.get_mut(at) {
        field.shown = shown;
    }
}

/// Chooses a word in a field that the officer has not been in yet.
pub(super) fn choose_at_first(form: &mut Fields, at: usize, word: usize) {
    if let Some(Field { content: Content::Choice { words, at }, visited: false, .. }) =
        form.fields.get_mut(at)
        && word < words.len()
    {
        *at = word;
    }
}

/// The act where nothing is wrong and everything was read.
pub(super) fn or_wrong(act: Option<ContractAct>, wrong: Wrong) -> Result<ContractAct, Wrong> {
    match act {
        Some(act) if wrong.is_empty() => Ok(act),
        _ => Err(wrong),
    }
}

/// A line that has to be typed.
pub(super) fn line(form: &Fields, at: usize, what: &str, wrong: &mut Wrong) -> Option<String> {
    needed(form, at, what, wrong, |words| text::line("The text", words))
}

/// A text of several lines that has to be typed.
pub(super) fn note(form: &Fields, at: usize, what: &str, wrong: &mut Wrong) -> Option<String> {
    needed(form, at, what, wrong, |words| text::note("The text", words))
}

/// A line that may be left out; one that cannot be kept is wrong.
pub(super) fn line_or_none(form: &Fields, at: usize, wrong: &mut Wrong) -> Option<String> {
    crate::tui::forms::given(form, at, wrong, |words| text::line("The text", words))
}

/// A text of several lines that may be left out; one that cannot be kept is wrong.
pub(super) fn note_or_none(form: &Fields, at: usize, wrong: &mut Wrong) -> Option<String> {
    crate::tui::forms::given(form, at, wrong, |words| text::note("The text", words))
}

/// A day that has to be typed.
pub(super) fn day_of(form: &Fields, at: usize, what: &str, wrong: &mut Wrong) -> Option<Date> {
    needed(form, at, what, wrong, str::parse::<Date>)
}

/// A day that has to be typed and has come already.
pub(super) fn past(
    form: &Fields,
    at: usize,
    what: &str,
    today: Date,
    wrong: &mut Wrong,
) -> Option<Date> {
    let day = day_of(form, at, what, wrong)?;
    if day > today {
        wrong.push((at, format!("That day is still to come; today is {}.", today.british())));
        return None;
    }
    Some(day)
}

/// A day that may be left out.
pub(super) fn day_or_none(form: &Fields, at: usize, wrong: &mut Wrong) -> Option<Date> {
    crate::tui::forms::given(form, at, wrong, str::parse::<Date>)
}

/// How great a risk is, as a choice.
pub(super) fn levels() -> Vec<String> {
    Level::iter().map(|level| level.words().to_owned()).collect()
}

/// The level that is chosen in a field.
pub(super) fn level(form: &Fields, at: usize) -> Level {
    Level::iter().nth(chosen(form, at)).unwrap_or(Level::High)
}

/// The same where none is there at first, so that none is given by mistake.
pub(super) fn levels_to_choose() -> Vec<String> {
    std::iter::once("choose".to_owned()).chain(levels()).collect()
}

/// The level that is chosen there; none while none is.
pub(super) fn level_chosen(form: &Fields, at: usize) -> Option<Level> {
    Level::iter().nth(chosen(form, at).checked_sub(1)?)
}

/// The place of a level in its choice.
pub(super) fn level_at(level: Level) -> usize {
    Level::iter().position(|one| one == level).unwrap_or(0)
}

/// Taking away what was recorded by mistake.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RemoveForm {
    pub(crate) uid: Uuid,
}

impl Asks for RemoveForm {
    fn fields(&self) -> Vec<Field> {
        vec![Field::note("Why", "Why it goes; an auditor will read it.", "")]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut wrong = Wrong::new();
        let reason = note(form, 0, "the reason", &mut wrong);
        or_wrong(reason.map(|reason| ContractAct::Remove { uid: self.uid, reason }), wrong)
    }
}

/// What somebody has to do by a day.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ActionForm {
    /// The action to change; none for a new one.
    pub(crate) uid: Option<Uuid>,
    /// How it stands, or what is known of a new one.
    pub(crate) now: Action,
    /// What it is for, in words, where it is for something.
    pub(crate) concerns: Option<String>,
}

impl Asks for ActionForm {
    fn fields(&self) -> Vec<Field> {
        let kinds: Vec<String> = ActionKind::iter().map(|kind| kind.words().to_owned()).collect();
        let at = ActionKind::iter().position(|kind| kind == self.now.about).unwrap_or(0);
        let due = self.uid.map(|_| self.now.due);
        vec![
            Field::note("Action", "What is to be done, in a sentence.", &self.now.what),
            Field::text("Owner", "Who does it, with us or at the supplier.", &self.now.owner),
            Field::text("Due", DAY, &day(due)),
            Field::choice("Kind", "Corrective makes a shortfall good.", kinds, at),
        ]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut wrong = Wrong::new();
        let what = note(form, 0, "what is to be done", &mut wrong);
        let owner = line(form, 1, "who does it", &mut wrong);
        let due = day_of(form, 2, "the day by which it is done", &mut wrong);
        let about = ActionKind::iter().nth(chosen(form, 3)).unwrap_or(self.now.about);
        let act = what.zip(owner).zip(due).map(|((what, owner), due)| {
            set(self.uid, Action { about, what, owner, due, ..self.now.clone() })
        });
        or_wrong(act, wrong)
    }

    fn remarks(&self, _form: &Fields) -> Vec<(String, bool)> {
        self.concerns.iter().map(|words| (format!("For: {words}."), false)).collect()
    }
}

/// What shows that something is so: a note, an address or a file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct EvidenceForm {
    pub(crate) uid: Uuid,
    pub(crate) record: ContractRecord,
    pub(crate) now: Option<EvidenceKind>,
    /// The path of a file of which nothing came.
    pub(crate) kept: Option<String>,
}

const KINDS: [&str; 3] = ["note", "link", "file"];
const FILE: usize = 2;

/// The place of a kind of evidence in its choice.
fn kind_at(now: Option<&EvidenceKind>) -> usize {
    now.and_then(|now| KINDS.iter().position(|kind| *kind == now.word())).unwrap_or(0)
}

impl EvidenceForm {
    /// What stands in the field at first.
    fn at_first(&self) -> &str {
        let now = || self.now.as_ref().map_or("", EvidenceKind::summary);
        self.kept.as_deref().unwrap_or_else(now)
    }
}

impl Asks for EvidenceForm {
    fn fields(&self) -> Vec<Field> {
        let kind = if self.kept.is_some() { FILE } else { kind_at(self.now.as_ref()) };
        vec![
            Field::note("Evidence", "A note, an address, or the path of a file.", self.at_first()),
            Field::choice(
                "It is a",
                "A file is recorded with its size and hash; it stays where it is.",
                KINDS.map(str::to_owned).to_vec(),
                kind,
            ),
        ]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut wrong = Wrong::new();
        let attached = attached(form, 0, 1, &mut wrong);
        if attached.is_none() && wrong.is_empty() {
            wrong.push((0, "Type a note, an address or the path of a file.".to_owned()));
        }
        let act = attached.map(|given| {
            let record = self.record.clone();
            ContractAct::Set { uid: Some(self.uid), record, attached: Some(given), reason: None }
        });
        or_wrong(act, wrong)
    }

    fn follow(&self, form: &mut Fields) {
        // The kind follows what is typed until the officer has chosen it.
        if let Some(typed) = typed(form, 0).filter(|typed| typed != self.at_first()) {
            choose_at_first(form, 1, usize::from(evidence::is_link(&typed)));
        }
    }
}

/// What is attached in a field, with its kind in another.
fn attached(form: &Fields, at: usize, kind: usize, wrong: &mut Wrong) -> Option<NewEvidence> {
    let text = note_or_none(form, at, wrong)?;
    match KINDS.get(chosen(form, kind)) {
        Some(&"link") if !evidence::is_link(&text) => {
            let words =
                "An address begins with https://, http://, file:// or mailto: and has no spaces.";
            wrong.push((at, words.to_owned()));
            None
        }
        Some(&"link") => Some(NewEvidence::Link { address: text }),
        Some(&"file") => Some(NewEvidence::File { path: text }),
        _ => Some(NewEvidence::Note { text }),
    }
}

/// Adds a record, or changes it where it is there.
pub(super) fn set(uid: Option<Uuid>, record: impl Into<ContractRecord>) -> ContractAct {
    match uid {
        Some(uid) => ContractAct::change(uid, record),
        None => ContractAct::add(record),
    }
}
