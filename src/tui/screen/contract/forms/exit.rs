//! Forms: exit plan, final account and lessons.

use uuid::Uuid;

use crate::domain::contract::{ExitPlan, FinalAccount, Lesson, tags};
use crate::domain::{Date, StageNo};
use crate::register::ContractAct;
use crate::tui::forms::Wrong;
use crate::tui::screen::contract::forms::parts::{
    Asks, DAY, DAY_OR_NONE, chosen, day, day_or_none, line, line_or_none, note, note_or_none,
    or_wrong, past, plain,
};
use crate::tui::screen::contract::forms::shared::{RemoveForm, set};
use crate::tui::widget::form::{Field, Form as Fields};

/// A form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Form {
    /// How the contract is brought to its end.
    Plan(PlanForm),
    /// Closing the final account.
    Account(AccountForm),
    /// A lesson.
    Lesson(LessonForm),
    /// Taking away what was recorded by mistake, or the account back.
    Remove(RemoveForm),
}

impl Form {
    pub(super) const fn asks(&self) -> &dyn Asks {
        match self {
            Self::Plan(form) => form,
            Self::Account(form) => form,
            Self::Lesson(form) => form,
            Self::Remove(form) => form,
        }
    }
}

/// How the contract is brought to its end.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PlanForm {
    pub(crate) contract: Uuid,
    pub(crate) now: Option<ExitPlan>,
    /// Who is proposed to lead it.
    pub(crate) owner: String,
    /// The last day of the contract, which is proposed for the handover.
    pub(crate) ends: Date,
    pub(crate) today: Date,
}

impl Asks for PlanForm {
    fn fields(&self) -> Vec<Field> {
        let now = self.now.as_ref();
        let part =
            |of: fn(&ExitPlan) -> &Option<String>| now.map_or("", |plan| plain(of(plan).as_ref()));
        let by = now.map_or(Some(self.ends), |plan| plan.handed_over_by);
        vec![
            Field::text(
                "Led by",
                "Who leads the exit.",
                now.map_or(self.owner.as_str(), |plan| &plan.owner),
            ),
            Field::text("Hand over by", DAY_OR_NONE, &day(by)),
            Field::note(
                "The service",
                "How it goes on, and with whom: tendered again, taken in house, ended.",
                part(|plan| &plan.service),
            ),
            Field::note(
                "The people",
                "What happens to those who do the work; whether TUPE may apply.",
                part(|plan| &plan.people),
            ),
            Field::note(
                "Data and records",
                "What comes back, what is deleted, who confirms it.",
                part(|plan| &plan.data),
            ),
            Field::note(
                "Assets",
                "Equipment, stock, keys, licences: whose they are and where they go.",
                part(|plan| &plan.assets),
            ),
            Field::note(
                "Commitments",
                "What happens to what was promised and not yet delivered.",
                part(|plan| &plan.commitments),
            ),
            Field::text("Handed over on", DAY_OR_NONE, &day(now.and_then(|plan| plan.done))),
        ]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut wrong = Wrong::new();
        let owner = line(form, 0, "who leads it", &mut wrong);
        let handed_over_by = day_or_none(form, 1, &mut wrong);
        let service = note_or_none(form, 2, &mut wrong);
        let people = note_or_none(form, 3, &mut wrong);
        let data = note_or_none(form, 4, &mut wrong);
        let assets = note_or_none(form, 5, &mut wrong);
        let commitments = note_or_none(form, 6, &mut wrong);
        let done = day_or_none(form, 7, &mut wrong);
        if done.is_some_and(|done| done > self.today) {
            wrong.push((7, "That day is still to come.".to_owned()));
        }
        let act = owner.map(|owner| {
            let contract = self.contract;
            let uid = self.now.as_ref().map(|_| contract);
            let plan = ExitPlan {
                contract,
                owner,
                handed_over_by,
                service,
                people,
                data,
                assets,
                commitments,
                done,
            };
            set(uid, plan)
        });
        or_wrong(act, wrong)
    }
}

/// Closing the final account.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct AccountForm {
    pub(crate) contract: Uuid,
    pub(crate) by: String,
    pub(crate) today: Date,
}

impl Asks for AccountForm {
    fn fields(&self) -> Vec<Field> {
        vec![
            Field::text("Closed on", DAY, &day(Some(self.today))),
            Field::text("Closed by", "Who closes it.", &self.by),
            Field::note("Note", "What there is to say of it as a whole; may be empty.", ""),
        ]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut wrong = Wrong::new();
        let day = past(form, 0, "the day", self.today, &mut wrong);
        let by = line(form, 1, "who closes it", &mut wrong);
        let note = note_or_none(form, 2, &mut wrong);
        let act = day.zip(by).map(|(day, by)| {
            ContractAct::add(FinalAccount { contract: self.contract, day, by, note })
        });
        or_wrong(act, wrong)
    }
}

/// A lesson.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LessonForm {
    pub(crate) contract: Uuid,
    pub(crate) now: Option<(Uuid, Lesson)>,
    pub(crate) by: String,
    pub(crate) today: Date,
}

/// The stages to choose from, after none.
fn stages() -> Vec<String> {
    let mut words = vec!["no stage".to_owned()];
    words.extend(StageNo::all().map(|stage| format!("{stage} {}", stage.short_name())));
    words
}

impl Asks for LessonForm {
    fn fields(&self) -> Vec<Field> {
        let now = self.now.as_ref().map(|(_, lesson)| lesson);
        let stage = now.and_then(|lesson| lesson.stage);
        vec![
            Field::text(
                "Lesson",
                "The lesson in one line, as you would want to be told it.",
                now.map_or("", |lesson| &lesson.title),
            ),
            Field::note("What happened", "In a few sentences.", now.map_or("", |of| &of.happened)),
            Field::note(
                "Next time",
                "What to do next time; may be empty.",
                now.map_or("", |lesson| plain(lesson.advice.as_ref())),
            ),
            Field::choice(
                "Stage",
                "The stage that it is about.",
                stages(),
                stage.map_or(0, |stage| stage.index() + 1),
            ),
            Field::text(
                "Category",
                "What kind of purchase, where it is not that of this tender; may be empty.",
                now.map_or("", |lesson| plain(lesson.category.as_ref())),
            ),
            Field::text(
                "Tags",
                "Words to find it by, with commas between them; may be empty.",
                &now.map(|lesson| lesson.tags.join(", ")).unwrap_or_default(),
            ),
            Field::text("Written on", DAY, &day(Some(now.map_or(self.today, |of| of.day)))),
            Field::text("Written by", "Who wrote it.", now.map_or(self.by.as_str(), |of| &of.by)),
        ]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut wrong = Wrong::new();
        let title = line(form, 0, "the lesson", &mut wrong);
        let happened = note(form, 1, "what happened", &mut wrong);
        let advice = note_or_none(form, 2, &mut wrong);
        let stage = chosen(form, 3).checked_sub(1).and_then(|at| StageNo::all().nth(at));
        let category = line_or_none(form, 4, &mut wrong);
        let found = tags(&line_or_none(form, 5, &mut wrong).unwrap_or_default());
        let day = past(form, 6, "the day", self.today, &mut wrong);
        let by = line(form, 7, "who wrote it", &mut wrong);
        let act = title.zip(happened).zip(day).zip(by).map(|(((title, happened), day), by)| {
            let uid = self.now.as_ref().map(|(uid, _)| *uid);
            // A lesson stays with the contract from which it was learnt.
            let contract = match &self.now {
                Some((_, lesson)) => lesson.contract,
                None => Some(self.contract),
            };
            let tags = found;
            set(uid, Lesson { contract, day, title, happened, advice, stage, category, tags, by })
        });
        or_wrong(act, wrong)
    }
}
