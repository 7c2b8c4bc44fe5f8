//! What follows from a shortfall: a corrective action, and what becomes of the rest.

use strum::IntoEnumIterator;
use uuid::Uuid;

use crate::domain::contract::{Action, Commitment, Settled, SettledKind};
use crate::domain::{Date, text};
use crate::register::ContractAct;
use crate::tui::forms::{Wrong, needed, typed};
use crate::tui::screen::contract::forms::parts::{
    Asks, DAY, chosen, day, day_of, or_wrong, show, words,
};
use crate::tui::widget::form::{Field, Form as Fields};

/// What came of an action.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FinishForm {
    pub(crate) uid: Uuid,
    pub(crate) now: Action,
    pub(crate) today: Option<Date>,
}

const HOW: usize = 0;
const DONE: usize = 1;
const OUTCOME: usize = 2;

impl Asks for FinishForm {
    fn fields(&self) -> Vec<Field> {
        vec![
            Field::choice("The action", "", words(&["is done", "is dropped"]), 0),
            Field::text("Done on", DAY, &day(self.today)),
            Field::note(
                "What came of it",
                "Or why it was dropped.",
                self.now.outcome.as_deref().unwrap_or_default(),
            ),
        ]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut wrong = Wrong::new();
        let mut action = self.now.clone();
        action.outcome = typed(form, OUTCOME);
        action.dropped = chosen(form, HOW) == 1;
        if action.dropped {
            if action.outcome.is_none() {
                wrong.push((OUTCOME, "Type why it was dropped.".to_owned()));
            }
            action.done = None;
        } else {
            action.done = day_of(form, DONE, "the day", &mut wrong);
        }
        or_wrong(Some(ContractAct::change(self.uid, action)), wrong)
    }

    fn follow(&self, form: &mut Fields) {
        show(form, DONE, chosen(form, HOW) == 0);
    }
}

/// What becomes of what was not delivered.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SettleForm {
    pub(crate) uid: Uuid,
    pub(crate) now: Commitment,
    pub(crate) officer: String,
    pub(crate) today: Option<Date>,
}

const KIND: usize = 0;
const REASON: usize = 1;
const BY: usize = 2;
const ON: usize = 3;

impl Asks for SettleForm {
    fn fields(&self) -> Vec<Field> {
        let now = self.now.settled.as_ref();
        let mut kinds: Vec<String> =
            SettledKind::iter().map(|kind| kind.words().to_owned()).collect();
        if now.is_some() {
            kinds.push("is still asked for".to_owned());
        }
        let at = now.and_then(|now| SettledKind::iter().position(|kind| kind == now.how));
        vec![
            Field::choice(
                "The rest",
                "Waived: it is no longer asked for. Stayed short: it was owed and did not come.",
                kinds,
                at.unwrap_or(0),
            ),
            Field::note(
                "Reason",
                "Why; it stands in the final account.",
                now.map_or("", |now| &now.reason),
            ),
            Field::text(
                "Decided by",
                "Who decided for the authority.",
                now.map_or(self.officer.as_str(), |now| &now.by),
            ),
            Field::text("Decided on", DAY, &day(now.map(|now| now.day).or(self.today))),
        ]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut commitment = self.now.clone();
        let Some(how) = SettledKind::iter().nth(chosen(form, KIND)) else {
            commitment.settled = None;
            return Ok(ContractAct::change(self.uid, commitment));
        };
        let mut wrong = Wrong::new();
        let note = |words: &str| text::note("The reason", words);
        let reason = needed(form, REASON, "the reason", &mut wrong, note);
        let line = |words: &str| text::line("Who decided", words);
        let by = needed(form, BY, "who decided", &mut wrong, line);
        let day = day_of(form, ON, "the day", &mut wrong);
        let act = reason.zip(by).zip(day).map(|((reason, by), day)| {
            commitment.settled = Some(Settled { how, reason, by, day });
            ContractAct::change(self.uid, commitment)
        });
        or_wrong(act, wrong)
    }

    fn follow(&self, form: &mut Fields) {
        let away = SettledKind::iter().nth(chosen(form, KIND)).is_none();
        for at in [REASON, BY, ON] {
            show(form, at, !away);
        }
    }
}
