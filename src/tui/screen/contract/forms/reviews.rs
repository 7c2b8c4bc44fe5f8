//! Forms: reviews, actions and risks.

use uuid::Uuid;

use crate::domain::contract::{Action, Review, Risk};
use crate::domain::{Date, Money};
use crate::register::ContractAct;
use crate::tui::forms::{Wrong, given};
use crate::tui::screen::contract::forms::parts::{
    Asks, DAY, day, day_of, level, level_at, levels, line_or_none, note, note_or_none, or_wrong,
    past, plain,
};
use crate::tui::screen::contract::forms::shared::{ActionForm, RemoveForm, set};
use crate::tui::widget::form::{Field, Form as Fields};

/// A form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Form {
    /// The day of a review.
    Plan(PlanForm),
    /// A review that was held.
    Hold(HoldForm),
    /// What somebody has to do.
    Action(ActionForm),
    /// What came of an action.
    Finish(FinishForm),
    /// Why an action is dropped.
    Drop(DropForm),
    /// A risk.
    Risk(RiskForm),
    /// Why a risk is no longer one.
    Close(CloseForm),
    /// Taking away what was recorded by mistake.
    Remove(RemoveForm),
}

impl Form {
    pub(super) const fn asks(&self) -> &dyn Asks {
        match self {
            Self::Plan(form) => form,
            Self::Hold(form) => form,
            Self::Action(form) => form,
            Self::Finish(form) => form,
            Self::Drop(form) => form,
            Self::Risk(form) => form,
            Self::Close(form) => form,
            Self::Remove(form) => form,
        }
    }
}

/// The day of a review that is planned.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PlanForm {
    pub(crate) uid: Option<Uuid>,
    pub(crate) now: Review,
    /// Where the day that is proposed comes from.
    pub(crate) why: String,
}

impl Asks for PlanForm {
    fn fields(&self) -> Vec<Field> {
        vec![Field::text("Planned for", DAY, &day(Some(self.now.planned)))]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut wrong = Wrong::new();
        let planned = day_of(form, 0, "the day of the review", &mut wrong);
        let act = planned.map(|planned| set(self.uid, Review { planned, ..self.now.clone() }));
        or_wrong(act, wrong)
    }

    fn remarks(&self, _form: &Fields) -> Vec<(String, bool)> {
        vec![(self.why.clone(), false)]
    }
}

/// A review that was held.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct HoldForm {
    /// The review that was planned, or is changed; none where none was planned.
    pub(crate) uid: Option<Uuid>,
    pub(crate) now: Review,
    pub(crate) today: Date,
}

impl Asks for HoldForm {
    fn fields(&self) -> Vec<Field> {
        let now = &self.now;
        vec![
            Field::text("Held on", DAY, &day(Some(now.held.unwrap_or(self.today)))),
            Field::text("Present", "Who took part, ours and theirs.", plain(now.present.as_ref())),
            Field::note(
                "Agenda",
                "As drawn from what is open; change it to what was talked about. It is kept.",
                plain(now.agenda.as_ref()),
            ),
            Field::note("Minutes", "What was said and agreed.", plain(now.minutes.as_ref())),
            Field::note(
                "Value",
                "The value that was measured, in words, such as “14 people in work”.",
                plain(now.value.as_ref()),
            ),
            Field::text(
                "In money",
                "The same in pounds, where it can be; may be empty.",
                &now.measured.map(Money::short).unwrap_or_default(),
            ),
        ]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut wrong = Wrong::new();
        let held = past(form, 0, "the day of the review", self.today, &mut wrong);
        let present = line_or_none(form, 1, &mut wrong);
        let agenda = note_or_none(form, 2, &mut wrong);
        let minutes = note_or_none(form, 3, &mut wrong);
        let value = note_or_none(form, 4, &mut wrong);
        let measured = given(form, 5, &mut wrong, str::parse::<Money>);
        let act = held.map(|held| {
            let contract = self.now.contract;
            // One that nobody planned was planned for the day on which it was held.
            let planned = if self.uid.is_some() { self.now.planned } else { held };
            let held = Some(held);
            let review =
                Review { contract, planned, held, present, agenda, minutes, value, measured };
            set(self.uid, review)
        });
        or_wrong(act, wrong)
    }

    fn remarks(&self, form: &Fields) -> Vec<(String, bool)> {
        if form.fields[3].value().trim().is_empty() {
            let words = "There are no minutes yet; they can be added later.";
            return vec![(words.to_owned(), true)];
        }
        Vec::new()
    }
}

/// What came of an action.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FinishForm {
    pub(crate) uid: Uuid,
    pub(crate) now: Action,
    pub(crate) today: Date,
}

impl Asks for FinishForm {
    fn fields(&self) -> Vec<Field> {
        vec![
            Field::text("Done on", DAY, &day(Some(self.now.done.unwrap_or(self.today)))),
            Field::note(
                "Outcome",
                "What came of it; may be empty.",
                plain(self.now.outcome.as_ref()),
            ),
        ]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut wrong = Wrong::new();
        let done = past(form, 0, "the day on which it was done", self.today, &mut wrong);
        let outcome = note_or_none(form, 1, &mut wrong);
        let act = done.map(|done| {
            ContractAct::change(self.uid, Action { done: Some(done), outcome, ..self.now.clone() })
        });
        or_wrong(act, wrong)
    }
}

/// Why an action is dropped.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DropForm {
    pub(crate) uid: Uuid,
    pub(crate) now: Action,
}

impl Asks for DropForm {
    fn fields(&self) -> Vec<Field> {
        vec![Field::note("Dropped because", "Why it is no longer to be done.", "")]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut wrong = Wrong::new();
        let reason = note(form, 0, "the reason", &mut wrong);
        let act = reason.map(|reason| {
            let outcome = Some(reason);
            ContractAct::change(self.uid, Action { dropped: true, outcome, ..self.now.clone() })
        });
        or_wrong(act, wrong)
    }
}

/// A risk of the contract.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RiskForm {
    pub(crate) uid: Option<Uuid>,
    pub(crate) now: Risk,
}

impl Asks for RiskForm {
    fn fields(&self) -> Vec<Field> {
        let now = &self.now;
        vec![
            Field::note("Risk", "What may happen, and what it would mean.", &now.what),
            Field::choice("Level", "How great it is now.", levels(), level_at(now.level)),
            Field::text("Owner", "Who watches it; may be empty.", plain(now.owner.as_ref())),
            Field::note(
                "Response",
                "What is done about it; may be empty.",
                plain(now.response.as_ref()),
            ),
            Field::text("Seen on", DAY, &day(Some(now.raised))),
        ]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut wrong = Wrong::new();
        let what = note(form, 0, "what may happen", &mut wrong);
        let owner = line_or_none(form, 2, &mut wrong);
        let response = note_or_none(form, 3, &mut wrong);
        let raised = day_of(form, 4, "the day on which it was seen", &mut wrong);
        let act = what.zip(raised).map(|(what, raised)| {
            let (contract, closed) = (self.now.contract, self.now.closed.clone());
            let level = level(form, 1);
            set(self.uid, Risk { contract, what, level, owner, response, raised, closed })
        });
        or_wrong(act, wrong)
    }
}

/// Why a risk is no longer one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CloseForm {
    pub(crate) uid: Uuid,
    pub(crate) now: Risk,
}

impl Asks for CloseForm {
    fn fields(&self) -> Vec<Field> {
        vec![Field::note("Closed because", "Why it is no longer a risk.", "")]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut wrong = Wrong::new();
        let reason = note(form, 0, "the reason", &mut wrong);
        let act = reason.map(|reason| {
            ContractAct::change(self.uid, Risk { closed: Some(reason), ..self.now.clone() })
        });
        or_wrong(act, wrong)
    }
}
