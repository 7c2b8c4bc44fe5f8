//! The terms of a contract: with whom, for how long, for how much, and who sees to it.

use uuid::Uuid;

use crate::domain::contract::Contract;
use crate::domain::evaluation::LotNo;
use crate::domain::supplier::{Supplier, is_same_name};
use crate::domain::{Date, Money, text};
use crate::register::{Act, ContractAct, Subject, SupplierAct};
use crate::tui::forms::{Wrong, given, needed, typed};
use crate::tui::screen::contract::forms::parts::{
    Asks, chosen, day, day_of, day_or_none, or_wrong, show, words,
};
use crate::tui::widget::form::{Content, Field, Form as Fields};

/// The terms of a contract.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct AgreedForm {
    /// What is recorded; nothing for a new contract.
    pub(crate) now: Option<(Uuid, Contract)>,
    /// The lot that it is for, where it follows from an award.
    pub(crate) lot: Option<LotNo>,
    /// The suppliers of the directory, by name.
    pub(crate) choices: Vec<(Uuid, String)>,
    /// Who won, where it follows from an award.
    pub(crate) winner: Option<String>,
    /// The price of the winning bid.
    pub(crate) price: Option<Money>,
    /// Who is proposed as the contract's manager.
    pub(crate) manager: String,
}

const SUPPLIER: usize = 0;
const NEW: usize = 1;
const TITLE: usize = 2;
const VALUE: usize = 3;
const SIGNED: usize = 4;
const STARTS: usize = 5;
const ENDS: usize = 6;
const EXTENDABLE: usize = 7;
const MANAGER: usize = 8;
const REVIEWED: usize = 9;
const TOGETHER: usize = 10;
const PARTNERS: usize = 11;
const NO_KPIS: usize = 12;
const NOTE: usize = 13;
const REASON: usize = 14;

const YES: usize = 2;

impl AgreedForm {
    fn before(&self) -> Option<&Contract> {
        self.now.as_ref().map(|(_, contract)| contract)
    }

    /// How many words stand before the suppliers: where none follows from what is known, “choose”,
    /// so that none is taken by mistake.
    fn before_them(&self) -> usize {
        usize::from(self.now.is_none() && self.winner.is_none() && !self.choices.is_empty())
    }

    /// The place of the choice for a supplier that is not in the directory yet.
    fn another(&self) -> usize {
        self.choices.len() + self.before_them()
    }

    /// The supplier of the directory that is chosen.
    fn supplier(&self, form: &Fields) -> Option<Uuid> {
        let at = chosen(form, SUPPLIER).checked_sub(self.before_them())?;
        self.choices.get(at).map(|(uid, _)| *uid)
    }

    fn called(&self, name: &str) -> Option<usize> {
        self.choices.iter().position(|(_, known)| is_same_name(known, name))
    }

    fn words(&self) -> Vec<String> {
        let known = self.choices.iter().map(|(_, name)| text::visible(name));
        let another = match &self.winner {
            Some(winner) if self.called(winner).is_none() => {
                format!("add {} to the directory", text::visible(winner))
            }
            _ => "add one to the directory".to_owned(),
        };
        let choose = std::iter::repeat_n("choose".to_owned(), self.before_them());
        choose.chain(known).chain(std::iter::once(another)).collect()
    }

    /// The supplier that is to be added first, where the one chosen is not in the directory.
    pub(super) fn first(&self, form: &Fields) -> Option<Act> {
        if chosen(form, SUPPLIER) != self.another() {
            return None;
        }
        let name = typed(form, NEW)?;
        Some(Act::Supply(SupplierAct::add(Supplier::named(name))))
    }

    /// Chooses the supplier that was added.
    pub(super) fn begun(&mut self, on: &Subject, form: &mut Fields) {
        let Subject::Supplier { uid, name } = on else { return };
        self.choices.push((*uid, name.clone()));
        let (all, place) = (self.words(), self.another() - 1);
        if let Some(Field { content: Content::Choice { words, at }, .. }) =
            form.fields.get_mut(SUPPLIER)
        {
            (*words, *at) = (all, place);
        }
        self.follow(form);
    }

    /// Whether what a signature fixes is changed.
    fn moves(&self, form: &Fields) -> bool {
        let Some(before) = self.before().filter(|before| before.signed.is_some()) else {
            return false;
        };
        let mut wrong = Wrong::new();
        let now = (
            self.supplier(form),
            given(form, VALUE, &mut wrong, str::parse::<Money>),
            day_or_none(form, STARTS, &mut wrong),
            day_or_none(form, ENDS, &mut wrong),
            day_or_none(form, SIGNED, &mut wrong),
        );
        let was = (
            Some(before.supplier),
            before.value,
            Some(before.starts),
            Some(before.ends),
            before.signed,
        );
        now != was
    }
}

impl Asks for AgreedForm {
    fn fields(&self) -> Vec<Field> {
        let now = self.before();
        let at = match (now, &self.winner) {
            (Some(now), _) => self.choices.iter().position(|(uid, _)| *uid == now.supplier),
            (None, Some(winner)) => self.called(winner),
            (None, None) => Some(0),
        };
        let at = at.unwrap_or(self.another());
        let value = now.map_or(self.price, |now| now.value).map(|value| value.to_string());
        let text = |part: fn(&Contract) -> &Option<String>| {
            now.and_then(|now| part(now).as_deref()).unwrap_or_default()
        };
        let manager = now.map_or(self.manager.as_str(), |_| text(|now| &now.manager));
        let months = now.and_then(|now| now.review_months).map(|months| months.to_string());
        let together = match now.and_then(|now| now.collaborative) {
            None => 0,
            Some(false) => 1,
            Some(true) => YES,
        };
        let winner = self.winner.as_deref().unwrap_or_default();
        vec![
            Field::choice(
                "Supplier",
                "From the directory; Enter shows the list where it is long.",
                self.words(),
                at,
            ),
            Field::text(
                "New supplier",
                "Its name; it is added to the directory, and can be filled in there later.",
                winner,
            ),
            Field::text(
                "Title",
                "What the contract is called, where the tender has several; may stay empty.",
                text(|now| &now.title),
            ),
            Field::text(
                "Value",
                "Pounds without VAT over the whole term as signed; empty while it is not known.",
                &value.unwrap_or_default(),
            ),
            Field::text(
                "Signed on",
                "A day like 2026-06-01 or 01/06/2026; empty while it is not signed.",
                &day(now.and_then(|now| now.signed)),
            ),
            Field::text(
                "Begins",
                "The first day, like 2026-06-01 or 01/06/2026.",
                &day(now.map(|now| now.starts)),
            ),
            Field::text(
                "Ends",
                "The last day as signed; extensions are recorded as changes.",
                &day(now.map(|now| now.ends)),
            ),
            Field::text(
                "Extendable to",
                "The latest day that the contract lets it be extended to; empty where it does not.",
                &day(now.and_then(|now| now.extendable_to)),
            ),
            Field::text("Manager", "Who manages the contract for the authority.", manager),
            Field::text(
                "Reviewed every",
                "So many months, like 3, where the contract says so; empty leaves it to the policy.",
                &months.unwrap_or_default(),
            ),
            Field::choice(
                "Collaboration",
                "Whether it was awarded together with other authorities.",
                words(&["not said", "no", "yes"]),
                together,
            ),
            Field::text("Partners", "The other authorities.", text(|now| &now.partners)),
            Field::note(
                "No KPIs because",
                "Only where the law would ask for indicators and they are not appropriate; else empty.",
                text(|now| &now.no_kpis),
            ),
            Field::note("Note", "Internal; may stay empty.", text(|now| &now.note)),
            Field::note(
                "Reason",
                "Why what was signed is changed here: to mend a slip of the pen. What was agreed since is recorded as a change.",
                "",
            ),
        ]
    }

    fn read(&self, form: &Fields) -> Result<ContractAct, Wrong> {
        let mut wrong = Wrong::new();
        let supplier = self.supplier(form);
        if supplier.is_none() && chosen(form, SUPPLIER) != self.another() {
            wrong.push((SUPPLIER, "Choose the supplier, or add one to the directory.".to_owned()));
        } else if supplier.is_none() {
            let read = |words: &str| text::line("The name", words);
            needed(form, NEW, "the supplier's name", &mut wrong, read);
        }
        let value = given(form, VALUE, &mut wrong, str::parse::<Money>);
        let signed = day_or_none(form, SIGNED, &mut wrong);
        let starts = day_of(form, STARTS, "the first day", &mut wrong);
        let ends = day_of(form, ENDS, "the last day", &mut wrong);
        let extendable_to = day_or_none(form, EXTENDABLE, &mut wrong);
        if let (Some(starts), Some(ends)) = (starts, ends)
            && ends < starts
        {
            wrong.push((ENDS, "The contract would end before it begins.".to_owned()));
        }
        if let (Some(ends), Some(to)) = (ends, extendable_to)
            && to <= ends
        {
            wrong.push((EXTENDABLE, "That day has to lie after the last day.".to_owned()));
        }
        let months = |words: &str| {
            let months = words.parse::<u8>().ok().filter(|months| *months > 0);
            months.ok_or("Type a number of months like 1, 3, 6 or 12")
        };
        let review_months = given(form, REVIEWED, &mut wrong, months);
        let reason = typed(form, REASON);
        if self.moves(form) && reason.is_none() {
            wrong.push((REASON, "Type why what was signed is changed.".to_owned()));
        }
        let before = self.before();
        let act = starts.zip(ends).map(|(starts, ends): (Date, Date)| {
            let contract = Contract {
                lot: before.map_or(self.lot, |before| before.lot),
                // One that is added first takes this place before anything is recorded.
                supplier: supplier.unwrap_or_default(),
                title: typed(form, TITLE),
                value,
                signed,
                starts,
                ends,
                extendable_to,
                manager: typed(form, MANAGER),
                review_months,
                collaborative: [None, Some(false), Some(true)][chosen(form, TOGETHER).min(YES)],
                partners: typed(form, PARTNERS),
                no_kpis: typed(form, NO_KPIS),
                ended: before.and_then(|before| before.ended.clone()),
                note: typed(form, NOTE),
            };
            match &self.now {
                Some((uid, _)) => ContractAct::change(*uid, contract).because(reason),
                None => ContractAct::add(contract),
            }
        });
        or_wrong(act, wrong)
    }

    fn remarks(&self, form: &Fields) -> Vec<(String, bool)> {
        let mut said = Vec::new();
        if chosen(form, SUPPLIER) == self.another()
            && let Some(name) = typed(form, NEW)
        {
            match self.called(&name) {
                Some(at) => said.push((
                    format!(
                        "“{}” is in the directory already: choose it above.",
                        text::visible(&self.choices[at].1)
                    ),
                    true,
                )),
                None => said.push((
                    "The supplier is added to the directory first, then the contract is recorded: two changes that can be undone one by one.".to_owned(),
                    false,
                )),
            }
        }
        if self.moves(form) {
            said.push((
                "The contract is signed: extensions and changes of value belong among its changes, not here.".to_owned(),
                true,
            ));
        }
        said
    }

    fn follow(&self, form: &mut Fields) {
        // With an empty directory there is nothing to choose, only a name to type.
        show(form, SUPPLIER, !self.choices.is_empty() || self.winner.is_some());
        show(form, NEW, chosen(form, SUPPLIER) == self.another());
        show(form, PARTNERS, chosen(form, TOGETHER) == YES);
        show(form, REASON, self.moves(form));
    }
}
