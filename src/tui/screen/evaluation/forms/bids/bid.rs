//! The particulars of a bid, and why it takes no further part.

use strum::IntoEnumIterator;
use uuid::Uuid;

use crate::domain::evaluation::{Bid, LotNo, Out, OutKind};
use crate::domain::{Money, text};
use crate::register::{EvaluationAct, NewBid, moment};
use crate::tui::command::Command;
use crate::tui::forms::{Wrong, given, needed, typed};
use crate::tui::screen::evaluation::forms::bids::{Asks, chosen, or_wrong, show, words};
use crate::tui::widget::field::LineField;
use crate::tui::widget::form::{Content, Field, Form as Fields};

/// The particulars of a bid.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct BidForm {
    pub(crate) lot: LotNo,
    /// What is recorded of it; nothing for a new one.
    pub(crate) now: Option<Bid>,
    /// Whether prices are hidden.
    pub(crate) hidden: bool,
}

const SUPPLIER: usize = 0;
const PRICE: usize = 1;
const RECEIVED: usize = 2;
const LATE: usize = 3;
const LOCAL: usize = 4;
const NOTE: usize = 5;

/// What is typed to take a price away.
const NO_PRICE: &str = "none";

impl BidForm {
    /// Whether a price is recorded that must not be seen.
    fn keeps_price(&self) -> bool {
        self.hidden && self.now.as_ref().is_some_and(|bid| bid.price.is_some())
    }

    fn price(&self, form: &Fields, wrong: &mut Wrong) -> Option<Money> {
        let before = self.now.as_ref().and_then(|bid| bid.price);
        match typed(form, PRICE) {
            None if self.keeps_price() => before,
            Some(none) if none.eq_ignore_ascii_case(NO_PRICE) => None,
            _ => given(form, PRICE, wrong, str::parse::<Money>),
        }
    }
}

impl Asks for BidForm {
    fn fields(&self) -> Vec<Field> {
        let now = self.now.as_ref();
        let price = now.and_then(|bid| bid.price).filter(|_| !self.hidden);
        let price_help = if self.keeps_price() {
            "A price is recorded and hidden. Empty keeps it; “none” takes it away."
        } else {
            "Over the whole life, without VAT, like 84,500 or 1.2m. Empty while it is not known."
        };
        let local = match now.and_then(|bid| bid.local) {
            None => 0,
            Some(true) => 1,
            Some(false) => 2,
        };
        let late = usize::from(now.is_some_and(|bid| bid.late));
        let note = now.and_then(|bid| bid.note.as_deref()).unwrap_or_default();
        vec![
            Field::text("Supplier", "Who offers.", now.map_or("", |bid| &bid.supplier)),
            Field::text("Price", price_help, &price.map(Money::short).unwrap_or_default()),
            Field::text(
                "Received",
                "When it came in, local time, like 2026-06-01 14:05 or 01/06/2026 14:05.",
                now.and_then(|bid| bid.received.as_deref()).unwrap_or_default(),
            ),
            Field::choice(
                "Late",
                "Whether it came after the deadline.",
                words(&["no", "yes"]),
                late,
            ),
            Field::choice(
                "Local",
                "Whether the supplier is local, as the policy understands it.",
                words(&["not said", "yes", "no"]),
                local,
            ),
            Field::note("Note", "Internal; it goes to no bidder.", note),
        ]
    }

    fn read(&self, form: &Fields) -> Result<EvaluationAct, Wrong> {
        let mut wrong = Wrong::new();
        let line = |words: &str| text::line("The supplier", words);
        let supplier = needed(form, SUPPLIER, "who offers", &mut wrong, line);
        let price = self.price(form, &mut wrong);
        let received = given(form, RECEIVED, &mut wrong, moment);
        let act = supplier.map(|supplier| EvaluationAct::SetBid {
            uid: self.now.as_ref().map(|bid| bid.uid),
            bid: NewBid {
                lot: self.lot,
                supplier,
                price,
                received,
                late: chosen(form, LATE) == 1,
                local: match chosen(form, LOCAL) {
                    1 => Some(true),
                    2 => Some(false),
                    _ => None,
                },
                note: typed(form, NOTE),
            },
        });
        or_wrong(act, wrong)
    }

    fn remarks(&self, form: &Fields) -> Vec<(String, bool)> {
        let mut remarks = Vec::new();
        if chosen(form, LATE) == 1 && typed(form, NOTE).is_none() {
            let words =
                "A late bid: note what the documents say of late bids, and what was decided.";
            remarks.push((words.to_owned(), true));
        }
        remarks
    }
}

/// Why a bid takes no further part.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TakeOutForm {
    pub(crate) uid: Uuid,
    /// What was decided of its price, where it looked abnormally low.
    pub(crate) satisfied: Option<bool>,
}

const KIND: usize = 0;
const REASON: usize = 1;
const CLAUSE: usize = 2;

const LOW_CLAUSE: &str = "Procurement Act 2023 s.19(3)(c)";

fn kind(form: &Fields) -> OutKind {
    OutKind::iter().nth(chosen(form, KIND)).unwrap_or(OutKind::Withdrawn)
}

/// What became of a bid, in a word or two.
pub(crate) const fn short(kind: OutKind) -> &'static str {
    match kind {
        OutKind::Withdrawn => "withdrawn",
        OutKind::Excluded => "excluded",
        OutKind::Disregarded => "disregarded",
        OutKind::AbnormallyLow => "abnormally low",
    }
}

/// Which clauses come into question.
const fn clauses(kind: OutKind) -> &'static str {
    match kind {
        OutKind::Withdrawn => "",
        OutKind::Excluded => {
            "Procurement Act 2023 s.26(1), s.57(1) and the paragraph of Schedule 6 for a mandatory ground; s.26(2), s.57(2) and the paragraph of Schedule 7 for a discretionary one."
        }
        OutKind::Disregarded => {
            "Procurement Act 2023 s.19(3)(a): misses a condition of participation. (b): neither a UK nor a treaty state supplier. (d): breaks a procedural requirement."
        }
        OutKind::AbnormallyLow => LOW_CLAUSE,
    }
}

impl TakeOutForm {
    /// What the officer is to know before deciding so.
    fn advice(&self, kind: OutKind) -> (String, bool) {
        let steps = Command::LookIntoPrice.key(false);
        match kind {
            OutKind::Withdrawn => ("The supplier withdrew it; no clause is needed.".to_owned(), false),
            OutKind::Excluded => (
                "An excluded supplier's tender must be disregarded, an excludable one's may be (s.26). The supplier is heard before that is decided (s.58).".to_owned(),
                true,
            ),
            OutKind::Disregarded => (
                "Under (a) it must be disregarded; under (b) and (d) it may be, so the reason says why it is.".to_owned(),
                true,
            ),
            OutKind::AbnormallyLow => match self.satisfied {
                Some(false) => (
                    "It may be disregarded, because the supplier has not shown that it can perform at its price.".to_owned(),
                    false,
                ),
                Some(true) => (
                    "The supplier has shown that it can perform at that price, so the tender may not be disregarded for it (s.19(5)).".to_owned(),
                    true,
                ),
                None => (
                    format!("First the supplier is told and heard, and that is decided on (s.19(4)): record these steps with {steps} on the list of bids."),
                    true,
                ),
            },
        }
    }
}

impl Asks for TakeOutForm {
    fn fields(&self) -> Vec<Field> {
        let kinds = OutKind::iter().map(|kind| short(kind).to_owned()).collect();
        vec![
            Field::choice("It is", "", kinds, 0),
            Field::note("Reason", "Drawn from the tender and the documents.", ""),
            Field::text("Clause", "", ""),
        ]
    }

    fn read(&self, form: &Fields) -> Result<EvaluationAct, Wrong> {
        let mut wrong = Wrong::new();
        let kind = kind(form);
        let reason = |words: &str| text::note("The reason", words);
        let reason = needed(form, REASON, "why; an auditor will ask", &mut wrong, reason);
        let clause = |words: &str| text::line("The clause", words);
        let clause = if kind.needs_clause() {
            needed(form, CLAUSE, "the clause that it rests on", &mut wrong, clause)
        } else {
            None
        };
        if kind == OutKind::AbnormallyLow && self.satisfied != Some(false) {
            wrong.push((KIND, self.advice(kind).0));
        }
        let act = reason.map(|reason| EvaluationAct::TakeOut {
            uid: self.uid,
            out: Out { kind, reason, clause },
        });
        or_wrong(act, wrong)
    }

    fn remarks(&self, form: &Fields) -> Vec<(String, bool)> {
        let advice = self.advice(kind(form));
        // What is wrong stands beside its field already.
        let said = form.fields.iter().any(|field| field.error.as_ref() == Some(&advice.0));
        if said { Vec::new() } else { vec![advice] }
    }

    fn follow(&self, form: &mut Fields) {
        let kind = kind(form);
        show(form, CLAUSE, kind.needs_clause());
        let Some(field) = form.fields.get_mut(CLAUSE) else { return };
        field.help = clauses(kind).into();
        let is_empty = field.value().trim().is_empty();
        match (kind, field.visited) {
            (OutKind::AbnormallyLow, false) if is_empty => {
                field.content = Content::Text(LineField::new(LOW_CLAUSE));
            }
            (OutKind::AbnormallyLow, _) => {}
            (_, false) if field.value() == LOW_CLAUSE => {
                field.content = Content::Text(LineField::new(""));
            }
            _ => {}
        }
    }
}
