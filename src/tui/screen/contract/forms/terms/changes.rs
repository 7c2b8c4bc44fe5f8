//! What became of a contract since it was signed: changes that were agreed, and its end.

use strum::IntoEnumIterator;
use uuid::Uuid;

use crate::domain::contract::{Contract, EndKind, Ended, Variation, VariationKind};
use crate::domain::{Date, Money, text};
use crate::register::ContractAct;
use crate::tui::forms::{Wrong, given, needed, typed};
use crate::tui::screen::contract::forms::parts::{
    Asks, DAY, chosen, day, day_of, day_or_none, or_wrong, show, words,
};
use crate::tui::widget::form::{Field, Form as Fields};

/// A change of a contract that was agreed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct VariationForm {
    pub(crate) contract: Uuid,
    pub(crate) now: Option<(Uuid, Variation)>,
    pub(crate) officer: String,
    pub(crate) today: Option<Date>,
    /// The last day as it stands, and the day up to which the contract may be extended.
    pub(crate) ends: Date,
    pub(crate) extendable_to: Option<Date>,
}

const ABOUT: usize = 0;
const AGREED_ON: usize = 1;
const WHAT: usize = 2;
const NEW_END: usize = 3;
const NEW_VALUE: usize = 4;
const GROUND: usize = 5;
const AGREED_BY: usize = 6;
const NOTICE: usize = 7;

fn kind(form: &Fields) -> VariationKind {
    VariationKind::iter().nth(chosen(form, ABOUT)).unwrap_or(VariationKind::Other)
}

impl Asks for VariationForm {
    fn fields(&self) -> Vec<Field> {
        let now = self.now.as_ref().map(|(_, now)| now);
        let kinds = VariationKind::iter().map(|kind| kind.words().to_owned()).collect();
        let at = now.and_then(|now| VariationKind::iter().position(|kind| kind == now.about));
        let value = now.and_then(|now| now.value).map(|value| value.to_string());
        let officer = self.officer.as_str();
        vec![
            Field::choice("It is about", "", kinds, at.unwrap_or(0)),
            Field::text("Agreed on", DAY, &day(now.map(|now| now.day).or(self.today))),
            Field::note("What changes", "As it was agreed.", now.map_or("", |now| &now.what)),
            Field::text(
                "New last day",
                "A day like 2028-03-31 or 31/03/2028; empty where it stays.",
                &day(now.and_then(|now| now.ends)),
            ),
            Field::text(
                "New value",
                "Pounds without VAT over the whole term, with this change; empty where it stays.",
                &value.unwrap_or_default(),
            ),
            Field::note(
                "Allowed by",
                "The term of the contract, or the ground of the law (Procurement Act 2023 s.74, Schedule 8).",
                now.and_then(|now| now.ground.as_deref()).unwrap_or_default(),
            ),
            Field::text(
                "Agreed by",
                "Who agreed for the authority.",
                now.map_or(officer, |now| &now.agreed_by),
            ),
            Field::text(
                "Change notice on",
                "The day on which a contract change notice was published, where one was.",
                &day(now.and_then(|now| now.notice)),
            ),
        ]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut wrong = Wrong::new();
        let on = day_of(form, AGREED_ON, "the day of the agreement", &mut wrong);
        let note = |words: &str| text::note("What changes", words);
        let what = needed(form, WHAT, "what changes", &mut wrong, note);
        let ends = day_or_none(form, NEW_END, &mut wrong);
        let value = given(form, NEW_VALUE, &mut wrong, str::parse::<Money>);
        let line = |words: &str| text::line("Who agreed", words);
        let agreed_by = needed(form, AGREED_BY, "who agreed", &mut wrong, line);
        let notice = day_or_none(form, NOTICE, &mut wrong);
        if kind(form) == VariationKind::Extension
            && ends.is_none()
            && typed(form, NEW_END).is_none()
        {
            wrong.push((NEW_END, "Type the new last day.".to_owned()));
        }
        if kind(form) == VariationKind::Value && value.is_none() && typed(form, NEW_VALUE).is_none()
        {
            wrong.push((NEW_VALUE, "Type the new value.".to_owned()));
        }
        let all = on.zip(what).zip(agreed_by);
        let act = all.map(|((day, what), agreed_by)| {
            let variation = Variation {
                contract: self.contract,
                about: kind(form),
                day,
                what,
                ends,
                value,
                ground: typed(form, GROUND),
                agreed_by,
                notice,
            };
            match &self.now {
                Some((uid, _)) => ContractAct::change(*uid, variation),
                None => ContractAct::add(variation),
            }
        });
        or_wrong(act, wrong)
    }

    fn remarks(&self, form: &Fields) -> Vec<(String, bool)> {
        let mut wrong = Wrong::new();
        let mut said = Vec::new();
        if let Some(ends) = day_or_none(form, NEW_END, &mut wrong) {
            match self.extendable_to {
                Some(to) if ends > to => said.push((
                    format!("The contract may be extended to {} only.", to.british()),
                    true,
                )),
                None if ends > self.ends => {
                    let words = "The contract names no day up to which it may be extended: say below what allows it.";
                    said.push((words.to_owned(), true));
                }
                _ => {}
            }
        }
        match kind(form) {
            VariationKind::Commitments => said.push((
                "Record the change here first; then each commitment that it adds or changes names it.".to_owned(),
                false,
            )),
            VariationKind::Supplier => said.push((
                "Then change the supplier among the terms, with this as the reason.".to_owned(),
                false,
            )),
            _ => {}
        }
        said
    }

    fn follow(&self, form: &mut Fields) {
        let kind = kind(form);
        let all = kind == VariationKind::Other;
        show(form, NEW_END, all || kind == VariationKind::Extension);
        show(
            form,
            NEW_VALUE,
            all || matches!(kind, VariationKind::Value | VariationKind::Extension),
        );
    }
}

/// How a contract ended.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct EndForm {
    pub(crate) uid: Uuid,
    pub(crate) contract: Contract,
    pub(crate) today: Option<Date>,
    /// The last day with what was agreed since.
    pub(crate) ends: Date,
}

const ENDED_ON: usize = 0;
const HOW: usize = 1;
const WHY: usize = 2;
const TERMINATION: usize = 3;
const KEEP: usize = 4;

impl Asks for EndForm {
    fn fields(&self) -> Vec<Field> {
        let now = self.contract.ended.as_ref();
        let kinds = EndKind::iter().map(|kind| kind.words().to_owned()).collect();
        // What is over by its term ended on its last day; anything else most likely today.
        let over = self.today.is_some_and(|today| self.ends <= today);
        let likely = if over { Some(self.ends) } else { self.today };
        let kind = if over { EndKind::Expired } else { EndKind::Terminated };
        let kind = now.map_or(kind, |now| now.how);
        let at = EndKind::iter().position(|one| one == kind).unwrap_or(0);
        vec![
            Field::text("Ended on", DAY, &day(now.map(|now| now.day).or(likely))),
            Field::choice("How", "", kinds, at),
            Field::note(
                "Reason",
                "Why, or what there is to say of it.",
                now.map_or("", |now| &now.reason),
            ),
            Field::text(
                "Termination notice on",
                "The day on which the contract termination notice was published (Procurement Act 2023 s.80); empty while it is not.",
                &day(now.and_then(|now| now.notice)),
            ),
            Field::choice("The end", "", words(&["record", "it runs on after all"]), 0),
        ]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut contract = self.contract.clone();
        if chosen(form, KEEP) == 1 {
            contract.ended = None;
            return Ok(ContractAct::change(self.uid, contract));
        }
        let mut wrong = Wrong::new();
        let day = day_of(form, ENDED_ON, "the last day", &mut wrong);
        let note = |words: &str| text::note("The reason", words);
        let reason = needed(form, WHY, "the reason", &mut wrong, note);
        let notice = day_or_none(form, TERMINATION, &mut wrong);
        let how = EndKind::iter().nth(chosen(form, HOW)).unwrap_or(EndKind::Expired);
        let act = day.zip(reason).map(|(day, reason)| {
            contract.ended = Some(Ended { day, how, reason, notice });
            ContractAct::change(self.uid, contract)
        });
        or_wrong(act, wrong)
    }

    fn remarks(&self, _form: &Fields) -> Vec<(String, bool)> {
        let words = "A contract that has ended keeps its commitments: say of each what became of it, then close the final account on the Exit tab.";
        vec![(words.to_owned(), false)]
    }

    fn follow(&self, form: &mut Fields) {
        let away = chosen(form, KEEP) == 1;
        for at in [ENDED_ON, HOW, WHY, TERMINATION] {
            show(form, at, !away);
        }
        show(form, KEEP, self.contract.ended.is_some());
    }
}
