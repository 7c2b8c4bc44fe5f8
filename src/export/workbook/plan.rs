//! Where everything of one lot stands, worked out before a cell is written: sheets refer to each
//! other in both directions.

use uuid::Uuid;

use crate::domain::evaluation::{
    Bid, Evaluation, Evaluator, Judged, Lot, LotNo, PriceMethod, Question, Ranking, Section,
    SectionKind, SectionTally, Tally, TieBreak, sums,
};
use crate::domain::text::visible;
use crate::export::workbook::page::{TOP, column, fixed, on, row};
use crate::register::{EvaluationView, LotView};
use crate::report::Variant;

/// The names of the sheets of one lot.
pub(super) struct Names {
    pub(super) criteria: String,
    pub(super) scales: String,
    pub(super) bids: String,
    pub(super) given: String,
    pub(super) agreed: String,
    pub(super) prices: String,
    pub(super) result: String,
}

impl Names {
    fn new(of: &Evaluation, lot: LotNo) -> Self {
        let several = of.lots.len() > 1 || lot != LotNo::FIRST;
        // At most 21 of the 31 characters that a sheet's name can have, and none that it cannot.
        let name = |what: &str| if several { format!("Lot {lot} {what}") } else { what.to_owned() };
        Self {
            criteria: name("Criteria"),
            scales: name("Scales"),
            bids: name("Bids"),
            given: name("Scores given"),
            agreed: name("Scores agreed"),
            prices: name("Prices"),
            result: name("Result"),
        }
    }
}

/// Whether prices are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Prices {
    /// They are.
    Shown,
    /// Not before every question has its agreed score.
    Hidden,
    /// They are marked as withheld, and this is to be published.
    Withheld,
}

/// A section with the rows of the sheet of criteria on which it and its questions stand.
pub(super) struct Part<'a> {
    pub(super) section: &'a Section,
    pub(super) number: usize,
    pub(super) row: u32,
    pub(super) questions: Vec<&'a Question>,
    /// The place of its first question among all questions.
    pub(super) first: usize,
}

impl Part<'_> {
    pub(super) fn is_price(&self) -> bool {
        self.section.kind == SectionKind::Price
    }

    pub(super) fn title(&self) -> String {
        format!("{} {}", self.number, visible(&self.section.title))
    }
}

/// A bid with its row, which is the same on the sheets of bids, prices and the result.
pub(super) struct Entrant<'a> {
    pub(super) bid: &'a Bid,
    pub(super) tally: &'a Tally,
    pub(super) at: usize,
    pub(super) row: u32,
}

/// One lot.
pub(super) struct Plan<'a> {
    pub(super) view: &'a EvaluationView,
    pub(super) of: &'a Evaluation,
    pub(super) lot: LotNo,
    pub(super) terms: &'a Lot,
    pub(super) stands: &'a LotView,
    pub(super) ranking: &'a Ranking,
    pub(super) variant: Variant,
    pub(super) names: Names,
    pub(super) parts: Vec<Part<'a>>,
    pub(super) bids: Vec<Entrant<'a>>,
    pub(super) prices: Prices,
    /// Whether the reasons for scores are shown.
    pub(super) reasons: bool,
}

impl<'a> Plan<'a> {
    pub(super) fn new(view: &'a EvaluationView, lot: LotNo, variant: Variant) -> Option<Self> {
        let of = &view.evaluation;
        let (terms, stands) = (of.lots.get(&lot)?, view.lots.get(&lot)?);
        let mut parts = Vec::new();
        let (mut at, mut first) = (TOP, 0);
        for (number, section) in (1..).zip(of.sections_of(lot)) {
            let questions = of.questions_of(section.uid);
            let count = questions.len();
            parts.push(Part { section, number, row: at, questions, first });
            at += 1 + row(count);
            first += count;
        }
        let award = of.awards.get(&lot);
        let published = variant == Variant::Publication;
        let prices = if !of.prices_are_open(lot) {
            Prices::Hidden
        } else if published && award.is_some_and(crate::domain::evaluation::Award::withholds_price)
        {
            Prices::Withheld
        } else {
            Prices::Shown
        };
        let tallies = stands.ranking.tallies.iter();
        let mut bids: Vec<(&Bid, &Tally)> =
            tallies.filter_map(|tally| Some((of.bids.get(&tally.bid)?, tally))).collect();
        if prices != Prices::Shown {
            // In the order of their places they would tell what is not shown.
            bids.sort_by_cached_key(|(bid, _)| (bid.supplier.to_lowercase(), bid.uid));
        }
        let bids = bids.into_iter().enumerate();
        let bids = bids.map(|(at, (bid, tally))| Entrant { bid, tally, at, row: TOP + row(at) });
        // Reasons quote tenders: before the decision, and where something is withheld, they may
        // tell what is not to be known.
        let reasons = !published || award.is_some_and(|award| award.withheld.is_empty());
        Some(Self {
            names: Names::new(of, lot),
            bids: bids.collect(),
            ranking: &stands.ranking,
            view,
            of,
            lot,
            terms,
            stands,
            variant,
            parts,
            prices,
            reasons,
        })
    }

    pub(super) fn is_full(&self) -> bool {
        self.variant == Variant::Full
    }

    pub(super) fn prices_shown(&self) -> bool {
        self.prices == Prices::Shown
    }

    /// How many questions there are in all sections.
    pub(super) fn questions(&self) -> usize {
        self.parts.iter().map(|part| part.questions.len()).sum()
    }

    /// The row below the last of the sections and questions.
    pub(super) fn sum_row(&self) -> u32 {
        TOP + row(self.parts.len() + self.questions())
    }

    /// How many faults the criteria have beside weights that do not add up.
    pub(super) fn other_faults(&self) -> usize {
        let weights = sums(self.of, self.lot).iter().filter(|sum| sum.off().is_some()).count();
        self.ranking.faults.len().saturating_sub(weights)
    }

    /// The cell that says whether the criteria can be used.
    pub(super) fn usable(&self) -> String {
        on(&self.names.criteria, &fixed(self.sum_row() + 2, 4))
    }

    /// The row of a question on the sheet of agreed scores.
    pub(super) fn agreed_row(&self, bid: usize, question: usize) -> u32 {
        TOP + row(bid * self.questions() + question)
    }

    /// The cells of a column of the agreed scores that belong to one section of a bid.
    pub(super) fn of_section(&self, bid: usize, part: &Part<'_>, of: u16) -> String {
        let first = self.agreed_row(bid, part.first);
        let last = self.agreed_row(bid, part.first + part.questions.len().saturating_sub(1));
        on(&self.names.agreed, &column(of, first, last))
    }

    /// The cells of a column of the agreed scores that belong to one bid.
    pub(super) fn of_bid(&self, bid: usize, of: u16) -> String {
        let first = self.agreed_row(bid, 0);
        let last = self.agreed_row(bid, self.questions().saturating_sub(1));
        on(&self.names.agreed, &column(of, first, last))
    }

    /// All agreed scores.
    pub(super) fn of_all(&self, of: u16) -> String {
        let count = (self.bids.len() * self.questions()).max(1);
        on(&self.names.agreed, &column(of, TOP, TOP + row(count - 1)))
    }

    /// The last row on which a bid stands.
    pub(super) fn last_bid(&self) -> u32 {
        TOP + row(self.bids.len().max(1) - 1)
    }

    /// The section for price, where it earns points.
    pub(super) fn price_part(&self) -> Option<&Part<'a>> {
        let weighed = self.terms.method.kind().has_weight();
        self.parts.iter().find(|part| weighed && part.is_price())
    }

    pub(super) fn is_fixed_price(&self) -> bool {
        matches!(self.terms.method, PriceMethod::Fixed { .. })
    }

    pub(super) fn by_index(&self) -> bool {
        self.terms.method == PriceMethod::PerPoint
    }

    /// Why prices, and all that follows from them, are left out.
    pub(super) const fn prices_why(&self) -> &'static str {
        match self.prices {
            Prices::Shown => "",
            Prices::Hidden => {
                "Prices are hidden until every question has its agreed score, so that nobody scores with the price in mind. Prices, points for price, totals and places follow then; make this workbook again."
            }
            Prices::Withheld => {
                "The price is withheld from publication (Procurement Act 2023 s.94). Prices, points for price, totals and the places that would tell them are left out."
            }
        }
    }

    /// The evaluators whose scores are shown, with the headings of their columns.
    pub(super) fn evaluators(&self) -> Vec<(Uuid, String)> {
        let scored = |who: &Evaluator| {
            self.of.scores.keys().any(|(bid, _, evaluator)| {
                *evaluator == who.uid
                    && self.of.bids.get(bid).is_some_and(|bid| bid.lot == self.lot)
            })
        };
        let all = self.of.evaluators.values().enumerate();
        all.filter(|(_, who)| who.takes_part() || scored(who))
            .map(|(at, who)| {
                let name = if self.is_full() {
                    visible(&who.name)
                } else {
                    format!("Evaluator {}", at + 1)
                };
                let left = if who.takes_part() { "" } else { " (stood down)" };
                (who.uid, format!("{name}{left}"))
            })
            .collect()
    }

    /// What a question is scored from.
    pub(super) fn judged_words(&self, question: &Question) -> String {
        match &question.judged {
            Judged::Scale { scale } => format!("the scale “{}”", visible(scale)),
            Judged::Offer { measure } => format!(
                "the offer of “{}” against the best offer of a bid that takes part",
                self.view.measure_words(measure)
            ),
        }
    }

    /// How a tie for the first place is broken.
    pub(super) fn tie_words(&self) -> String {
        match &self.terms.tie_break {
            TieBreak::None => {
                "Nothing was published: bids with the same figure share a place.".to_owned()
            }
            TieBreak::LowerPrice => "The lower price is first.".to_owned(),
            TieBreak::Section { section } => {
                let part = self.parts.iter().find(|part| part.section.uid == *section);
                let title = part.map_or_else(|| "a section that is gone".to_owned(), Part::title);
                format!("The bid with more points in “{title}” is first.")
            }
            TieBreak::Words { words } => format!(
                "As published: “{}” The officer says how it came out; here such bids share a place.",
                visible(words)
            ),
        }
    }
}

impl<'a> Entrant<'a> {
    /// The points of the bid in one section.
    pub(super) fn tally_of(&self, part: &Part<'_>) -> Option<&'a SectionTally> {
        self.tally.sections.iter().find(|tally| tally.section == part.section.uid)
    }
}

/// Puts one of the reasons why there are no points for a price into words.
pub(super) fn no_price_points(plan: &Plan<'_>, bid: &Bid) -> &'static str {
    if !plan.ranking.faults.is_empty() {
        NO_POINTS
    } else if bid.price.is_none() {
        NO_PRICE
    } else {
        NO_LOWEST
    }
}

/// What stands where the criteria cannot be used.
pub(super) const NO_POINTS: &str = "no points";
/// What stands where a price is not recorded.
pub(super) const NO_PRICE: &str = "not recorded";
/// What stands where there is no price to compare with.
pub(super) const NO_LOWEST: &str = "no lowest price";
/// What stands where a score is not agreed.
pub(super) const NOT_AGREED: &str = "not agreed";
/// What stands where not everything is known.
pub(super) const INCOMPLETE: &str = "incomplete";
/// What stands where a bid has no place.
pub(super) const NO_PLACE: &str = "no place";
