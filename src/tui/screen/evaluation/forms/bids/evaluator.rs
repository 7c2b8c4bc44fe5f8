//! Who scores, and their declarations of interests.

use uuid::Uuid;

use crate::domain::evaluation::{Declaration, Evaluator};
use crate::domain::{Date, text};
use crate::register::EvaluationAct;
use crate::tui::forms::{Wrong, needed, typed};
use crate::tui::screen::evaluation::forms::bids::{Asks, chosen, or_wrong, show, words};
use crate::tui::widget::form::{Field, Form as Fields};

/// The name and role of an evaluator.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct EvaluatorForm {
    /// What is recorded; nothing for a new one.
    pub(crate) now: Option<Evaluator>,
}

const NAME: usize = 0;
const ROLE: usize = 1;

impl Asks for EvaluatorForm {
    fn fields(&self) -> Vec<Field> {
        let now = self.now.as_ref();
        let role = now.and_then(|one| one.role.as_deref()).unwrap_or_default();
        vec![
            Field::text("Name", "", now.map_or("", |one| &one.name)),
            Field::text("Role", "What they bring, such as “contract manager”. May be empty.", role),
        ]
    }

    fn read(&self, form: &Fields) -> Result<EvaluationAct, Wrong> {
        let mut wrong = Wrong::new();
        let line = |words: &str| text::line("The name", words);
        let name = needed(form, NAME, "the name", &mut wrong, line);
        let act = name.map(|name| EvaluationAct::SetEvaluator {
            uid: self.now.as_ref().map(|one| one.uid),
            name,
            role: typed(form, ROLE),
        });
        or_wrong(act, wrong)
    }
}

/// A declaration of interests.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DeclareForm {
    pub(crate) uid: Uuid,
    pub(crate) today: Option<Date>,
    pub(crate) now: Option<Declaration>,
}

const DAY: usize = 0;
const INTEREST: usize = 1;
const WHAT: usize = 2;
const HANDLING: usize = 3;

impl Asks for DeclareForm {
    fn fields(&self) -> Vec<Field> {
        let now = self.now.as_ref();
        let day = now.map(|one| one.day).or(self.today);
        let interest = now.and_then(|one| one.interest.as_deref()).unwrap_or_default();
        let handling = now.and_then(|one| one.handling.as_deref()).unwrap_or_default();
        vec![
            Field::text(
                "Made on",
                "A day like 2026-06-01 or 01/06/2026.",
                &day.map(|day| day.to_string()).unwrap_or_default(),
            ),
            Field::choice(
                "Interest",
                "Personal, professional or financial, direct or indirect.",
                words(&["none", "declared"]),
                usize::from(!interest.is_empty()),
            ),
            Field::note("What it is", "", interest),
            Field::note(
                "Dealt with",
                "What was done so that nobody has an advantage or disadvantage by it.",
                handling,
            ),
        ]
    }

    fn read(&self, form: &Fields) -> Result<EvaluationAct, Wrong> {
        let mut wrong = Wrong::new();
        let day = needed(form, DAY, "the day", &mut wrong, str::parse::<Date>);
        if let (Some(day), Some(today)) = (day, self.today)
            && day > today
        {
            wrong.push((DAY, "That day has not come yet.".to_owned()));
        }
        let (mut interest, mut handling) = (None, None);
        if chosen(form, INTEREST) == 1 {
            let note = |words: &str| text::note("The interest", words);
            interest = needed(form, WHAT, "what the interest is", &mut wrong, note);
            handling = typed(form, HANDLING);
        }
        let act = day.map(|day| EvaluationAct::Declare {
            uid: self.uid,
            declaration: Declaration { day, interest, handling },
        });
        or_wrong(act, wrong)
    }

    fn remarks(&self, form: &Fields) -> Vec<(String, bool)> {
        if chosen(form, INTEREST) == 1 && typed(form, HANDLING).is_none() {
            let words = "It can be recorded so; they may not score before it is on file how the interest is dealt with.";
            return vec![(words.to_owned(), true)];
        }
        Vec::new()
    }

    fn follow(&self, form: &mut Fields) {
        let declared = chosen(form, INTEREST) == 1;
        show(form, WHAT, declared);
        show(form, HANDLING, declared);
    }
}
