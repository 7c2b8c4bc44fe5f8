//! The steps about a price that looks abnormally low.

use uuid::Uuid;

use crate::domain::evaluation::LowPrice;
use crate::domain::{Date, text};
use crate::register::EvaluationAct;
use crate::tui::command::Command;
use crate::tui::forms::{Wrong, needed, typed};
use crate::tui::screen::evaluation::forms::bids::{Asks, chosen, or_wrong, show, words};
use crate::tui::widget::form::{Field, Form as Fields};

/// What the statute asks for, in our words.
pub(crate) const STEPS: &str = "Procurement Act 2023 s.19(4) and (5): before a tender is disregarded as abnormally low, the supplier is told that its price looks so, and has a reasonable opportunity to show that it can perform at that price. Where it shows that, the tender may not be disregarded for its price.";

/// What was done about a price that looks abnormally low.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LowPriceForm {
    pub(crate) bid: Uuid,
    pub(crate) now: Option<LowPrice>,
}

const TOLD: usize = 0;
const SAID: usize = 1;
const DECIDED: usize = 2;
const REASONS: usize = 3;

const SATISFIES: usize = 1;
const DOES_NOT: usize = 2;

impl Asks for LowPriceForm {
    fn fields(&self) -> Vec<Field> {
        let now = self.now.as_ref();
        let told = now.and_then(|record| record.notified);
        let decided = match now.and_then(|record| record.satisfied) {
            None => 0,
            Some(true) => SATISFIES,
            Some(false) => DOES_NOT,
        };
        let said = now.and_then(|record| record.explanation.as_deref()).unwrap_or_default();
        let reasons = now.and_then(|record| record.reasons.as_deref()).unwrap_or_default();
        vec![
            Field::text(
                "1 Told on",
                "The day on which the supplier was told that its price looks abnormally low, like 01/06/2026.",
                &told.map(|day| day.to_string()).unwrap_or_default(),
            ),
            Field::note(
                "2 Supplier says",
                "What it said to show that it can perform; where nothing came, that and the day asked for. Empty until then.",
                said,
            ),
            Field::choice(
                "3 Decision",
                "",
                words(&["not yet", "can perform", "has not shown it"]),
                decided,
            ),
            Field::note("4 Reasons", "Why it was decided so.", reasons),
        ]
    }

    fn read(&self, form: &Fields) -> Result<EvaluationAct, Wrong> {
        let mut wrong = Wrong::new();
        let notified = needed(form, TOLD, "the day", &mut wrong, str::parse::<Date>);
        let explanation = typed(form, SAID);
        let satisfied = match chosen(form, DECIDED) {
            _ if !form.fields[DECIDED].shown => None,
            SATISFIES => Some(true),
            DOES_NOT => Some(false),
            _ => None,
        };
        let reasons = if satisfied.is_some() {
            let note = |words: &str| text::note("The reasons", words);
            needed(form, REASONS, "why it was decided so", &mut wrong, note)
        } else {
            None
        };
        let record = LowPrice { notified, explanation, satisfied, reasons };
        or_wrong(Some(EvaluationAct::LookIntoPrice { bid: self.bid, record }), wrong)
    }

    fn remarks(&self, form: &Fields) -> Vec<(String, bool)> {
        let out = Command::TakeOut.key(false);
        let (words, heed) = if !form.fields[SAID].shown {
            ("Next: tell the supplier, and type the day.".to_owned(), false)
        } else if !form.fields[DECIDED].shown {
            ("Save now, and come back when the supplier has answered.".to_owned(), false)
        } else {
            match chosen(form, DECIDED) {
                SATISFIES => (
                    "The tender may then not be disregarded for its price (s.19(5)).".to_owned(),
                    true,
                ),
                DOES_NOT => (
                    format!(
                        "The tender may then be disregarded (s.19(3)(c)); it need not be. If it is, take it out with {out}."
                    ),
                    false,
                ),
                _ => (
                    "Decide when everything that the supplier sent was looked at.".to_owned(),
                    false,
                ),
            }
        };
        vec![(words, heed)]
    }

    fn follow(&self, form: &mut Fields) {
        let told = typed(form, TOLD).is_some_and(|day| day.parse::<Date>().is_ok());
        show(form, SAID, told);
        let said = told && typed(form, SAID).is_some();
        show(form, DECIDED, said);
        show(form, REASONS, said && chosen(form, DECIDED) > 0);
    }
}
