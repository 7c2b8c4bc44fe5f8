//! What was delivered: recording it, what shows it, correcting it, checking it.

use uuid::Uuid;

use crate::domain::contract::{Commitment, Counting, Delivery, Progress, Verified};
use crate::domain::exact::Exact;
use crate::domain::{Date, outcome, text};
use crate::register::{ContractAct, Corrected};
use crate::tui::forms::{Wrong, given, needed, typed};
use crate::tui::screen::contract::forms::parts::{
    Asks, DAY, attached, attaching, chosen, day, day_of, day_or_none, follow_kind, kinds, or_wrong,
    show, words,
};
use crate::tui::widget::form::{Field, Form as Fields};

/// What was delivered of a commitment.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DeliveryForm {
    pub(crate) uid: Uuid,
    pub(crate) of: Commitment,
    /// How far it is without this delivery.
    pub(crate) progress: Option<Progress>,
    /// The day after the last delivery over time ended, or the first day of the commitment.
    pub(crate) from: Option<Date>,
    pub(crate) today: Option<Date>,
    /// What was typed before, when nothing came of its file: the record and the path.
    pub(crate) kept: Option<(Delivery, String)>,
}

const FROM: usize = 0;
const DAY_OF: usize = 1;
const QUANTITY: usize = 2;
const WORDS: usize = 3;
const EVIDENCE: usize = 4;
const KIND: usize = 5;

impl DeliveryForm {
    fn counts_over_time(&self) -> bool {
        self.of.counting == Counting::OverTime
    }

    fn path(&self) -> &str {
        self.kept.as_ref().map_or("", |(_, path)| path)
    }
}

/// The quantity of a delivery, as the commitment counts it.
fn quantity(
    form: &Fields,
    at: usize,
    of: &Commitment,
    wrong: &mut Wrong,
) -> Option<rust_decimal::Decimal> {
    if of.quantity.is_none() {
        return given(form, at, wrong, outcome::quantity);
    }
    needed(form, at, "how much was delivered", wrong, outcome::quantity)
}

impl Asks for DeliveryForm {
    fn fields(&self) -> Vec<Field> {
        let kept = self.kept.as_ref().map(|(kept, _)| kept);
        let quantity = kept.and_then(|kept| kept.quantity).map(|q| q.normalize().to_string());
        let path = self.kept.as_ref().map(|(_, path)| path.as_str());
        let (evidence, at) = attached(path, None);
        let expected = self.of.evidence.as_deref().map(text::visible);
        let expected = expected.map_or_else(
            || {
                "What shows it: a note, an address, or the path of a file; may stay empty."
                    .to_owned()
            },
            |expected| format!("Expected: {expected}. A note, an address, or the path of a file."),
        );
        let from = kept.and_then(|kept| kept.from).or(self.from);
        vec![
            Field::text("From", "The first day that it covers.", &day(from)),
            Field::text(
                "Delivered on",
                "The day, or the last day that it covers; like 2026-06-01 or 01/06/2026.",
                &day(kept.map(|kept| kept.day).or(self.today)),
            ),
            Field::text("How much", "A number like 4 or 2.5.", &quantity.unwrap_or_default()),
            Field::note(
                "What",
                "What was delivered, in words.",
                kept.and_then(|kept| kept.words.as_deref()).unwrap_or_default(),
            ),
            Field::note("Evidence", expected, evidence),
            Field::choice("It is a", "A file is recorded with its size and hash.", kinds(), at),
        ]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut wrong = Wrong::new();
        let from = if self.counts_over_time() {
            day_of(form, FROM, "the first day that it covers", &mut wrong)
        } else {
            None
        };
        let day = day_of(form, DAY_OF, "the day", &mut wrong);
        if let (Some(from), Some(day)) = (from, day)
            && day < from
        {
            wrong.push((DAY_OF, "It would end before it begins.".to_owned()));
        }
        if let (Some(day), Some(today)) = (day, self.today)
            && day > today
        {
            wrong.push((DAY_OF, "That day is still to come.".to_owned()));
        }
        let quantity = quantity(form, QUANTITY, &self.of, &mut wrong);
        let evidence = attaching(form, (EVIDENCE, KIND), None, &mut wrong);
        let said = typed(form, WORDS);
        if self.of.quantity.is_none() && said.is_none() && evidence.is_none() {
            wrong.push((WORDS, "Say what was delivered.".to_owned()));
        }
        let act = day.map(|day| {
            let delivery = Delivery { from, quantity, words: said, ..Delivery::new(self.uid, day) };
            ContractAct::add(delivery).with(evidence)
        });
        or_wrong(act, wrong)
    }

    fn remarks(&self, form: &Fields) -> Vec<(String, bool)> {
        let Some(progress) = &self.progress else { return Vec::new() };
        let now = format!(
            "So far {} of {}; {} expected by today.",
            progress.delivered.short(2),
            self.of.amount(&progress.total),
            progress.expected.short(2)
        );
        let mut said = vec![(now, false)];
        let mut wrong = Wrong::new();
        if let Some(quantity) = given(form, QUANTITY, &mut wrong, outcome::quantity) {
            let adds = match (self.of.counting, day_or_none(form, FROM, &mut wrong)) {
                (Counting::Sum, _) => Some(Exact::from(quantity)),
                (Counting::OverTime, Some(from)) => day_or_none(form, DAY_OF, &mut wrong)
                    .map(|to| &Exact::from(quantity) * &crate::domain::contract::years(from, to)),
                (Counting::OverTime, None) => None,
            };
            if let Some(adds) = adds {
                let then = &progress.delivered + &adds;
                let words =
                    format!("With this: {} of {}.", then.short(2), self.of.amount(&progress.total));
                said.push((words, false));
            }
        }
        said
    }

    fn follow(&self, form: &mut Fields) {
        show(form, FROM, self.counts_over_time());
        show(form, QUANTITY, self.of.quantity.is_some());
        follow_kind(form, (EVIDENCE, KIND), self.path());
    }
}

/// What shows a delivery, and why it is not the same as another.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ShownForm {
    pub(crate) uid: Uuid,
    pub(crate) now: Delivery,
    /// What it looks the same as, in words.
    pub(crate) looks_like: Option<String>,
    /// What was typed before, when nothing came of its file: the record and the path.
    pub(crate) kept: Option<(Delivery, String)>,
}

const DISTINCT: usize = 0;
const SHOWN_BY: usize = 1;
const SHOWN_KIND: usize = 2;

impl ShownForm {
    fn at_first(&self) -> (&str, usize) {
        let path = self.kept.as_ref().map(|(_, path)| path.as_str());
        attached(path, self.now.evidence.as_ref())
    }
}

impl Asks for ShownForm {
    fn fields(&self) -> Vec<Field> {
        let (evidence, at) = self.at_first();
        let now = self.kept.as_ref().map_or(&self.now, |(kept, _)| kept);
        let distinct = now.distinct.as_deref().unwrap_or_default();
        vec![
            Field::note(
                "Not the same",
                "Why it is not the same as the other delivery, such as other people on the same day.",
                distinct,
            ),
            Field::note("Evidence", "A note, an address, or the path of a file.", evidence),
            Field::choice("It is a", "A file is recorded with its size and hash.", kinds(), at),
        ]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut wrong = Wrong::new();
        let recorded = self.now.evidence.as_ref();
        let evidence = attaching(form, (SHOWN_BY, SHOWN_KIND), recorded, &mut wrong);
        let mut delivery = self.now.clone();
        if form.fields.get(DISTINCT).is_some_and(|field| field.shown) {
            delivery.distinct = typed(form, DISTINCT);
        }
        or_wrong(Some(ContractAct::change(self.uid, delivery).with(evidence)), wrong)
    }

    fn remarks(&self, _form: &Fields) -> Vec<(String, bool)> {
        self.looks_like.iter().map(|words| (words.clone(), true)).collect()
    }

    fn follow(&self, form: &mut Fields) {
        let asked = self.looks_like.is_some() || self.now.distinct.is_some();
        show(form, DISTINCT, asked);
        let (at_first, _) = self.at_first();
        follow_kind(form, (SHOWN_BY, SHOWN_KIND), at_first);
    }
}

/// How a delivery is to stand.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CorrectForm {
    pub(crate) uid: Uuid,
    pub(crate) now: Delivery,
    pub(crate) of: Commitment,
}

const STANDS: usize = 0;
const C_FROM: usize = 1;
const C_DAY: usize = 2;
const C_QUANTITY: usize = 3;
const C_WORDS: usize = 4;
const C_REASON: usize = 5;

impl Asks for CorrectForm {
    fn fields(&self) -> Vec<Field> {
        let now = &self.now;
        let quantity = now.quantity.map(|q| q.normalize().to_string()).unwrap_or_default();
        vec![
            Field::choice(
                "The delivery",
                "One that was recorded by mistake is withdrawn: it stays on record and no longer counts.",
                words(&["counts", "is withdrawn"]),
                usize::from(!now.counts()),
            ),
            Field::text("From", "The first day that it covers.", &day(now.from)),
            Field::text("Delivered on", DAY, &day(Some(now.day))),
            Field::text("How much", "A number like 4 or 2.5.", &quantity),
            Field::note(
                "What",
                "What was delivered, in words.",
                now.words.as_deref().unwrap_or_default(),
            ),
            Field::note("Reason", "Why it is corrected; how it stood stays on record.", ""),
        ]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut wrong = Wrong::new();
        let withdrawn = chosen(form, STANDS) == 1;
        let over_time = self.of.counting == Counting::OverTime;
        let from = if over_time && !withdrawn {
            day_of(form, C_FROM, "the first day that it covers", &mut wrong)
        } else {
            self.now.from
        };
        let (day, quantity, said) = if withdrawn {
            (Some(self.now.day), self.now.quantity, self.now.words.clone())
        } else {
            let day = day_of(form, C_DAY, "the day", &mut wrong);
            (day, quantity(form, C_QUANTITY, &self.of, &mut wrong), typed(form, C_WORDS))
        };
        let note = |words: &str| text::note("The reason", words);
        let reason = needed(form, C_REASON, "the reason", &mut wrong, note);
        let act = day.zip(reason).map(|(day, reason)| ContractAct::Correct {
            delivery: self.uid,
            to: Corrected { day, from, quantity, words: said, withdrawn },
            reason,
        });
        or_wrong(act, wrong)
    }

    fn remarks(&self, _form: &Fields) -> Vec<(String, bool)> {
        let checked = self.now.verified.as_ref().map(|verified| {
            let by = text::visible(&verified.by);
            (format!("{by} has checked it as it stood; that has to be done again."), true)
        });
        checked.into_iter().collect()
    }

    fn follow(&self, form: &mut Fields) {
        let counts = chosen(form, STANDS) == 0;
        show(form, C_FROM, counts && self.of.counting == Counting::OverTime);
        show(form, C_DAY, counts);
        show(form, C_QUANTITY, counts && self.of.quantity.is_some());
        show(form, C_WORDS, counts);
    }
}

/// Who has checked a delivery.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct VerifyForm {
    pub(crate) uid: Uuid,
    pub(crate) now: Option<Verified>,
    pub(crate) officer: String,
    pub(crate) today: Option<Date>,
}

const BY: usize = 0;
const ON: usize = 1;
const HOW: usize = 2;
const KEEP: usize = 3;

impl Asks for VerifyForm {
    fn fields(&self) -> Vec<Field> {
        let now = self.now.as_ref();
        vec![
            Field::text(
                "Checked by",
                "Who has checked it: somebody of the authority, not the supplier.",
                now.map_or(self.officer.as_str(), |now| &now.by),
            ),
            Field::text("Checked on", DAY, &day(now.map(|now| now.day).or(self.today))),
            Field::note(
                "How",
                "Such as a visit, or payslips that were looked at; may stay empty.",
                now.and_then(|now| now.how.as_deref()).unwrap_or_default(),
            ),
            Field::choice("The check", "", words(&["record", "nobody has checked it"]), 0),
        ]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let delivery = self.uid;
        if chosen(form, KEEP) == 1 {
            return Ok(ContractAct::Verify { delivery, verified: None });
        }
        let mut wrong = Wrong::new();
        let line = |words: &str| text::line("The name of who checked it", words);
        let by = needed(form, BY, "who checked it", &mut wrong, line);
        let day = day_of(form, ON, "the day", &mut wrong);
        let act = by.zip(day).map(|(by, day)| ContractAct::Verify {
            delivery,
            verified: Some(Verified { by, day, how: typed(form, HOW) }),
        });
        or_wrong(act, wrong)
    }

    fn follow(&self, form: &mut Fields) {
        let away = chosen(form, KEEP) == 1;
        for at in [BY, ON, HOW] {
            show(form, at, !away);
        }
        show(form, KEEP, self.now.is_some());
    }
}
