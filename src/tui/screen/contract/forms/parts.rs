//! What forms on contracts share: choices, days, and what is attached.

use crate::domain::{Date, EvidenceKind, evidence};
use crate::register::{ContractAct, NewEvidence};
use crate::tui::dates;
use crate::tui::forms::{Wrong, given, needed, typed};
use crate::tui::widget::field::LineField;
use crate::tui::widget::form::{Content, Field, Form as Fields};

/// What every form of these two tabs can do.
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

/// How to write a day.
pub(super) const DAY: &str = "A day like 21 Nov 2026, 21/11/2026 or 2026-11-21.";

/// Words to choose from.
pub(super) fn words(all: &[&str]) -> Vec<String> {
    all.iter().map(|word| (*word).to_owned()).collect()
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

/// Puts a line into a field.
pub(super) fn fill(form: &mut Fields, at: usize, value: &str) {
    if let Some(field) = form.fields.get_mut(at)
        && field.value() != value
        && let Content::Text(line) = &mut field.content
    {
        *line = LineField::new(value);
    }
}

/// Chooses a word in a field that the officer has not been in yet.
pub(super) fn choose_at_first(form: &mut Fields, at: usize, word: usize) {
    if let Some(field) = form.fields.get_mut(at).filter(|field| !field.visited) {
        field.choose(word);
    }
}

/// A day as it stands in a field.
pub(super) fn written(day: Option<Date>) -> String {
    day.map(dates::day).unwrap_or_default()
}

/// A day that has to be there.
pub(super) fn day(form: &Fields, at: usize, what: &str, wrong: &mut Wrong) -> Option<Date> {
    needed(form, at, what, wrong, str::parse::<Date>)
}

/// A day that may be left out.
pub(super) fn day_given(form: &Fields, at: usize, wrong: &mut Wrong) -> Option<Date> {
    given(form, at, wrong, str::parse::<Date>)
}

/// The act where nothing is wrong and everything was read.
pub(super) fn or_wrong(act: Option<ContractAct>, wrong: Wrong) -> Result<ContractAct, Wrong> {
    match act {
        Some(act) if wrong.is_empty() => Ok(act),
        _ => Err(wrong),
    }
}

const LINK: usize = 1;
const FILE: usize = 2;

/// The kinds of what can be attached.
pub(super) fn kinds() -> Vec<String> {
    words(&["note", "link", "file"])
}

/// What stands in a field for what is attached, and which kind it is: a path that was typed
/// before, or what is on record.
pub(super) fn attached<'a>(
    path: Option<&'a str>,
    now: Option<&'a EvidenceKind>,
) -> (&'a str, usize) {
    match (path, now) {
        (Some(path), _) => (path, FILE),
        (None, Some(now)) => {
            let at = match now {
                EvidenceKind::Note { .. } => 0,
                EvidenceKind::Link { .. } => LINK,
                EvidenceKind::File { .. } => FILE,
            };
            (now.summary(), at)
        }
        (None, None) => ("", 0),
    }
}

/// What is attached anew; nothing where what is typed is what is on record already.
pub(super) fn attaching(
    form: &Fields,
    (text, kind): (usize, usize),
    now: Option<&EvidenceKind>,
    wrong: &mut Wrong,
) -> Option<NewEvidence> {
    let typed = typed(form, text)?;
    let (before, was) = attached(None, now);
    let kind = chosen(form, kind);
    if now.is_some() && typed == before.trim() && kind == was {
        return None;
    }
    Some(match kind {
        LINK => {
            if !evidence::is_link(&typed) {
                let words = "An address begins with https://, http://, file:// or mailto: and has no spaces.";
                wrong.push((text, words.to_owned()));
            }
            NewEvidence::Link { address: typed }
        }
        FILE => NewEvidence::File { path: typed },
        _ => NewEvidence::Note { text: typed },
    })
}

/// Lets the kind follow what is typed until the officer has chosen it.
pub(super) fn follow_kind(form: &mut Fields, (text, kind): (usize, usize), at_first: &str) {
    let changed = typed(form, text).filter(|typed| typed != at_first.trim());
    if let Some(typed) = changed.filter(|_| chosen(form, kind) != FILE) {
        choose_at_first(form, kind, usize::from(evidence::is_link(&typed)));
    }
}

/// Takes a record away that was made by mistake.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RemoveForm {
    pub(crate) uid: uuid::Uuid,
}

impl Asks for RemoveForm {
    fn fields(&self) -> Vec<Field> {
        vec![Field::note("Reason", "Why it was a mistake; the journal keeps it.", "")]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut wrong = Wrong::new();
        let read = |words: &str| crate::domain::text::note("The reason", words);
        let reason = needed(form, 0, "the reason", &mut wrong, read);
        or_wrong(reason.map(|reason| ContractAct::Remove { uid: self.uid, reason }), wrong)
    }
}
