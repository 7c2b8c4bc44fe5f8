//! The form for the price method of a lot and its other terms.

use strum::IntoEnumIterator;
use uuid::Uuid;

use crate::domain::evaluation::{Lot, LotNo, PriceKind, PriceMethod, TieBreak};
use crate::domain::text::visible;
use crate::domain::{Money, Percent};
use crate::register::{EvaluationAct, EvaluationView};
use crate::tui::forms::{Wrong, given, needed, typed};
use crate::tui::screen::evaluation::forms::criteria::{is_frozen, reason, reason_field};
use crate::tui::widget::form::{Field, Form as Fields};
use crate::tui::widget::text;

const METHOD: usize = 0;
const FULL_AT: usize = 1;
const NONE_AT: usize = 2;
const FIXED: usize = 3;
const TIE: usize = 4;
const TIE_WORDS: usize = 5;
const LOW: usize = 6;
const BLIND: usize = 7;
const PRICES: usize = 8;
const LOCAL: usize = 9;
const TITLE: usize = 10;
const REASON: usize = 11;

/// What the form has to know.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TermsForm {
    lot: LotNo,
    terms: Lot,
    /// The sections that can break a tie.
    sections: Vec<(Uuid, String)>,
    several_lots: bool,
    frozen: bool,
}

impl TermsForm {
    /// The form for the terms of a lot; `None` when it is not there.
    pub(crate) fn of(view: &EvaluationView, lot: LotNo) -> Option<Self> {
        let of = &view.evaluation;
        let sections = of.sections_of(lot).into_iter();
        Some(Self {
            lot,
            terms: of.lots.get(&lot)?.clone(),
            sections: sections.map(|section| (section.uid, section.title.clone())).collect(),
            several_lots: of.lots.len() > 1,
            frozen: is_frozen(view, lot),
        })
    }

    pub(super) fn fields(&self) -> Vec<Field> {
        let terms = &self.terms;
        let kinds: Vec<String> = PriceKind::iter().map(|kind| kind.words().to_owned()).collect();
        let kind = PriceKind::iter().position(|kind| kind == terms.method.kind()).unwrap_or(0);
        let money = |amount: Option<Money>| amount.map(|it| it.pounds().normalize().to_string());
        let (full, none, fixed) = match &terms.method {
            PriceMethod::Linear { full_at, none_at } => {
                (money(*full_at), money(Some(*none_at)), None)
            }
            PriceMethod::Fixed { price } => (None, None, money(*price)),
            PriceMethod::Relative | PriceMethod::PerPoint => (None, None, None),
        };
        let (tie, tie_words) = self.tie_break();
        let mut ties = vec!["nothing is published".to_owned()];
        let by_section =
            |(_, title): &(Uuid, String)| format!("more points in “{}”", visible(title));
        ties.extend(self.sections.iter().map(by_section));
        ties.extend(["the lower price".to_owned(), "another way, in words".to_owned()]);
        let hidden = |until: &str, is: bool| {
            (vec![format!("hidden until {until}"), "open to all".to_owned()], usize::from(!is))
        };
        let (scores, scores_at) = hidden("every evaluator has scored", terms.blind);
        let (prices, prices_at) = hidden("quality is agreed", terms.price_hidden);
        vec![
            Field::choice(
                "Price method",
                "Left and right show the others, each with its formula.",
                kinds,
                kind,
            ),
            Field::text(
                "All points at",
                "The price that earns all points: a benchmark, or empty for the lowest price.",
                &full.unwrap_or_default(),
            ),
            Field::text(
                "No points at",
                "The price that earns none: the highest acceptable one.",
                &none.unwrap_or_default(),
            ),
            Field::text(
                "Price",
                "What every bidder is paid; empty where it is not known yet.",
                &fixed.unwrap_or_default(),
            ),
            Field::choice(
                "Tie for first",
                "What decides between equal bids, as it is published in the invitation.",
                ties,
                tie,
            ),
            Field::note("The way", "As it is published; you record how it came out.", &tie_words),
            Field::text(
                "Low prices",
                "By how many per cent a price lies below the mean or median of the others before it is pointed out. No law or guidance sets this figure.",
                &terms.low_share.value().to_string(),
            ),
            Field::choice(
                "Single scores",
                "Whether evaluators see each other's scores before all have given theirs.",
                scores,
                scores_at,
            ),
            Field::choice(
                "Prices",
                "Whether prices are seen before the quality scores are agreed.",
                prices,
                prices_at,
            ),
            Field::note(
                "No local quote",
                "Where the policy asks for a quote from a local supplier and there is none: why that was not feasible. Else leave it empty.",
                terms.no_local_quote.as_deref().unwrap_or_default(),
            ),
            Field::text(
                "Title of the lot",
                if self.several_lots {
                    "What the lot is about."
                } else {
                    "Only for a tender in lots; leave it empty otherwise."
                },
                terms.title.as_deref().unwrap_or_default(),
            ),
            reason_field(self.frozen),
        ]
    }

    /// The place of the tie-break among the choices, and its words.
    fn tie_break(&self) -> (usize, String) {
        let after = 1 + self.sections.len();
        match &self.terms.tie_break {
            TieBreak::None => (0, String::new()),
            TieBreak::Section { section } => {
                let at = self.sections.iter().position(|(uid, _)| uid == section);
                (at.map_or(0, |at| at + 1), String::new())
            }
            TieBreak::LowerPrice => (after, String::new()),
            TieBreak::Words { words } => (after + 1, words.clone()),
        }
    }

    fn kind(form: &Fields) -> PriceKind {
        let at = form.fields.get(METHOD).map_or(0, Field::chosen);
        PriceKind::iter().nth(at).unwrap_or(PriceKind::Relative)
    }

    pub(super) fn read(&self, form: &Fields, wrong: &mut Wrong) -> Option<EvaluationAct> {
        let chosen = |at: usize| form.fields.get(at).map_or(0, Field::chosen);
        let method = match Self::kind(form) {
            PriceKind::Relative => Some(PriceMethod::Relative),
            PriceKind::PerPoint => Some(PriceMethod::PerPoint),
            PriceKind::Fixed => {
                Some(PriceMethod::Fixed { price: given(form, FIXED, wrong, str::parse::<Money>) })
            }
            PriceKind::Linear => {
                let full_at = given(form, FULL_AT, wrong, str::parse::<Money>);
                let what = "the highest acceptable price";
                needed(form, NONE_AT, what, wrong, str::parse::<Money>)
                    .map(|none_at| PriceMethod::Linear { full_at, none_at })
            }
        };
        if let Some(fault) = method.as_ref().and_then(PriceMethod::fault) {
            wrong.push((NONE_AT, fault));
        }
        let after = 1 + self.sections.len();
        let tie_break = match chosen(TIE) {
            0 => Some(TieBreak::None),
            at if at < after => {
                self.sections.get(at - 1).map(|(uid, _)| TieBreak::Section { section: *uid })
            }
            at if at == after => Some(TieBreak::LowerPrice),
            _ => {
                let words = super::text_of(form, TIE_WORDS, "how a tie is broken", wrong);
                words.map(|words| TieBreak::Words { words })
            }
        };
        let low_share = needed(form, LOW, "a share, such as 20", wrong, str::parse::<Percent>);
        let reason = reason(form, REASON, self.frozen, wrong);
        let terms = Lot {
            title: typed(form, TITLE),
            method: method?,
            tie_break: tie_break?,
            low_share: low_share?,
            blind: chosen(BLIND) == 0,
            price_hidden: chosen(PRICES) == 0,
            no_local_quote: typed(form, LOCAL),
        };
        Some(EvaluationAct::SetLot { lot: self.lot, terms, reason })
    }

    pub(super) fn follow(&self, form: &mut Fields) {
        let kind = Self::kind(form);
        let in_words = form.fields.get(TIE).map_or(0, Field::chosen) == 2 + self.sections.len();
        let linear = kind == PriceKind::Linear;
        let shown = [
            (FULL_AT, linear),
            (NONE_AT, linear),
            (FIXED, kind == PriceKind::Fixed),
            (TIE_WORDS, in_words),
        ];
        for (at, shown) in shown {
            if let Some(field) = form.fields.get_mut(at) {
                field.shown = shown;
            }
        }
    }

    pub(super) fn remarks(&self, form: &Fields) -> Vec<(String, bool)> {
        let kind = Self::kind(form);
        let before = self.terms.method.kind();
        let mut remarks = Vec::new();
        if form.focus <= FIXED {
            remarks.push((format!("Formula: {}.", kind.formula()), false));
            remarks.push((kind.example().to_owned(), false));
            remarks.push((text::capital(kind.caution()), true));
        }
        let change = match (before.has_weight(), kind.has_weight()) {
            (true, false) => {
                "The section for price is taken away, with its weight: share that out among the others."
            }
            (false, true) => "A section for price is added without a weight: give it one.",
            _ => return remarks,
        };
        remarks.push((change.to_owned(), true));
        remarks
    }
}
