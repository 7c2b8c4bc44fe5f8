//! What the fields of forms on contracts share: texts, choices, days, and what is attached.

use strum::IntoEnumIterator;

use crate::domain::contract::Level;
use crate::domain::{Date, EvidenceKind, evidence, text};
use crate::register::{ContractAct, NewEvidence};
use crate::tui::dates;
use crate::tui::forms::{Wrong, given, needed, typed};
use crate::tui::widget::field::LineField;
use crate::tui::widget::form::{Content, Field, Form as Fields};

/// What every form on a contract can do.
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
pub(super) fn day(day: Option<Date>) -> String {
    day.map(dates::day).unwrap_or_default()
}

/// What stands in a field that may be empty.
pub(super) fn plain(text: Option<&String>) -> &str {
    text.map_or("", String::as_str)
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
    given(form, at, wrong, |words| text::line("The text", words))
}

/// A text of several lines that may be left out; one that cannot be kept is wrong.
pub(super) fn note_or_none(form: &Fields, at: usize, wrong: &mut Wrong) -> Option<String> {
    given(form, at, wrong, |words| text::note("The text", words))
}

/// A day that has to be there.
pub(super) fn day_of(form: &Fields, at: usize, what: &str, wrong: &mut Wrong) -> Option<Date> {
    needed(form, at, what, wrong, str::parse::<Date>)
}

/// A day that may be left out.
pub(super) fn day_or_none(form: &Fields, at: usize, wrong: &mut Wrong) -> Option<Date> {
    given(form, at, wrong, str::parse::<Date>)
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
