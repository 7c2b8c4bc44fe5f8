//! The forms that several tabs have: an action, evidence, taking away what was a mistake.

use strum::IntoEnumIterator;
use uuid::Uuid;

use crate::domain::contract::{Action, ActionKind, ContractRecord};
use crate::domain::{Date, EvidenceKind};
use crate::register::ContractAct;
use crate::tui::forms::Wrong;
use crate::tui::screen::contract::forms::parts::{
    Asks, DAY, attached, attaching, chosen, day, day_of, follow_kind, kinds, line, note, or_wrong,
};
use crate::tui::widget::form::{Field, Form as Fields};

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
    /// The day that is proposed, where one is.
    pub(crate) due: Option<Date>,
}

impl Asks for ActionForm {
    fn fields(&self) -> Vec<Field> {
        let kinds: Vec<String> = ActionKind::iter().map(|kind| kind.words().to_owned()).collect();
        let at = ActionKind::iter().position(|kind| kind == self.now.about).unwrap_or(0);
        vec![
            Field::note("Action", "What is to be done, in a sentence.", &self.now.what),
            Field::text("Owner", "Who does it, with us or at the supplier.", &self.now.owner),
            Field::text("Due", DAY, &day(self.due)),
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

impl EvidenceForm {
    /// What stands in the fields at first.
    fn at_first(&self) -> (&str, usize) {
        attached(self.kept.as_deref(), self.now.as_ref())
    }
}

impl Asks for EvidenceForm {
    fn fields(&self) -> Vec<Field> {
        let (words, kind) = self.at_first();
        vec![
            Field::note("Evidence", "A note, an address, or the path of a file.", words),
            Field::choice(
                "It is a",
                "A file is recorded with its size and hash; it stays where it is.",
                kinds(),
                kind,
            ),
        ]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut wrong = Wrong::new();
        let attached = attaching(form, (0, 1), None, &mut wrong);
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
        follow_kind(form, (0, 1), self.at_first().0);
    }
}

/// Adds a record, or changes it where it is there.
pub(super) fn set(uid: Option<Uuid>, record: impl Into<ContractRecord>) -> ContractAct {
    match uid {
        Some(uid) => ContractAct::change(uid, record),
        None => ContractAct::add(record),
    }
}
