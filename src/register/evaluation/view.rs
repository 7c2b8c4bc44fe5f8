//! What is shown of an evaluation.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::Serialize;
use uuid::Uuid;

use crate::domain::evaluation::{
    Evaluation, Exact, Failure, Judged, LotNo, LowPriceFlag, Missing, Oddity, Ranking, SectionKind,
    Sensitivity, Template, TieBreak, low_prices, oddities, rank, sensitivity,
};
use crate::domain::outcome::Sought;
use crate::domain::{Percent, ProcurementState, Reference, StageNo, text};
use crate::policy::{Determination, Limit, Pack, Standing, Weight, WeightingFinding};
use crate::register::case::Case;
use crate::register::evaluation::award::figures;
use crate::register::evaluation::model::of_whole;
use crate::register::evaluation::{ISSUE, optional_share};
use crate::register::walk::StageView;
use crate::register::{Register, Result};

/// The evaluation of one tender as it is shown.
#[derive(Debug, Clone)]
pub struct EvaluationView {
    /// The human key of the tender.
    pub reference: Reference,
    /// What it is about.
    pub title: String,
    /// Where it stands.
    pub state: ProcurementState,
    /// Counts every change of the tender.
    pub version: i64,
    /// What was recorded.
    pub evaluation: Evaluation,
    /// What follows for each lot.
    pub lots: BTreeMap<LotNo, LotView>,
    /// The policy.
    pub pack: Arc<Pack>,
    /// What the policy requires.
    pub determination: Determination,
    /// What social value is sought.
    pub sought: Vec<Sought>,
    /// The statutory time limits.
    pub limits: Vec<Limit>,
    /// The criteria that were kept to be used again.
    pub templates: Vec<(String, Template)>,
}

/// What follows from the records of one lot.
#[derive(Debug, Clone)]
pub struct LotView {
    /// Whether the criteria are fixed.
    pub frozen: bool,
    /// Points and places.
    pub ranking: Ranking,
    /// Prices far below the others.
    pub low: Vec<LowPriceFlag>,
    /// Prices that distort the points of the others.
    pub oddities: Vec<Oddity>,
    /// Where the weight of social value stands to the policy.
    pub social: Option<SocialShare>,
    /// How many bids there are from local suppliers.
    pub quotes: Quotes,
    /// Whether the check of the arithmetic was about the figures as they stand; `None` without one.
    pub check_holds: Option<bool>,
}

/// Where the weight of social value in the criteria stands to the policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SocialShare {
    /// What it weighs of the whole.
    pub weight: Percent,
    /// What the policy asks for, in words.
    pub asked: Option<String>,
    /// What stands against issuing the tender so.
    pub fault: Option<String>,
    /// How it departs from the policy, and who agreed to that, where it was set so.
    pub departs: Option<String>,
}

/// Bids by where the supplier is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Quotes {
    /// All bids.
    pub all: usize,
    /// From local suppliers.
    pub local: usize,
    /// From suppliers of whom it was not said.
    pub unknown: usize,
}

/// The parts of an evaluation, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, strum::EnumIter)]
#[serde(rename_all = "kebab-case")]
pub enum StepPart {
    /// The award criteria.
    Criteria,
    /// The bids.
    Bids,
    /// Who scores.
    Evaluators,
    /// Scores and moderation.
    Scores,
    /// Points, places, and what would change them.
    Result,
    /// The award.
    Award,
}

/// Where a part of the evaluation of a lot stands, and what comes next in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The part.
    pub part: StepPart,
    /// Whether nothing is left to do in it.
    pub done: bool,
    /// Where it stands, in words: “3 bids, 1 without a price”.
    pub stands: String,
    /// What to do next in it; nothing where it is done, or waits for another part.
    pub next: Option<String>,
}

/// Whether the criteria of a lot are fixed: the tender is issued, or somebody has bid.
pub(super) fn is_frozen(stages: &[StageView], of: &Evaluation, lot: LotNo) -> bool {
    let issued = stages.iter().any(|stage| stage.number.get() == ISSUE && stage.state.is_settled());
    issued || of.bids_for(lot).next().is_some()
}

/// The weight of social value that new criteria begin with, as a share of the whole.
pub(super) fn first_weight(
    case: &Case,
    determination: &Determination,
    quality: Percent,
) -> Percent {
    if case.opt_out.is_some() {
        return Percent::default();
    }
    if let Some(set) = &case.weighting {
        return of_whole(set.weight, set.base, quality);
    }
    let Some(finding) = &determination.weighting else { return Percent::default() };
    let figure = finding.minimum.or_else(|| finding.choices.iter().min().copied());
    let figure = figure.or(finding.maximum).unwrap_or_default();
    of_whole(figure, finding.base, quality)
}

/// Where the weight of social value stands to the policy; `None` while there are no criteria.
pub(in crate::register) fn social_share(
    case: &Case,
    determination: &Determination,
    of: &Evaluation,
    lot: LotNo,
) -> Option<SocialShare> {
    let sections = of.sections_of(lot);
    if sections.is_empty() {
        return None;
    }
    let sum = |kind: SectionKind| -> Decimal {
        let of_kind = sections.iter().filter(|section| section.kind == kind);
        of_kind.map(|section| section.weight.value()).sum()
    };
    let weight = optional_share(sum(SectionKind::SocialValue))?;
    let quality = optional_share(Decimal::ONE_HUNDRED - sum(SectionKind::Price))?;
    let finding = determination.weighting.as_ref();
    let set = case.weighting.as_ref();
    let set_share = set.map(|set| of_whole(set.weight, set.base, quality));
    let total = Weight { percent: weight, base: crate::policy::Base::Total };
    let standing = total.standing(finding, Some(quality));
    let departs = set.and_then(|set| match (&standing, &set.agreed_by) {
        (Standing::Departs(how), Some(agreed_by)) => {
            Some(format!("{how} Agreed by {}.", text::visible(agreed_by)))
        }
        (Standing::Departs(how), None) => Some(how.clone()),
        _ => None,
    });
    let fault = match (set_share, standing) {
        (Some(share), _) if share != weight => Some(format!(
            "Social value weighs {weight} of the whole in the criteria, and {share} was set for the tender."
        )),
        (None, Standing::Departs(_)) if case.opt_out.is_some() && weight.value().is_zero() => None,
        (None, Standing::Departs(how)) => Some(format!(
            "{how} It can be kept with a reason: set it as the weight of social value."
        )),
        // A weight that was set and departs has its reason and agreement on file.
        (Some(_), _) | (None, Standing::Keeps | Standing::Open) => None,
    };
    Some(SocialShare { weight, asked: finding.map(WeightingFinding::words), fault, departs })
}

impl Register {
    /// The evaluation of one procurement with what follows from it.
    ///
    /// # Errors
    /// When there is none with that reference, or the register cannot be read.
    pub fn evaluation(&self, reference: &str) -> Result<EvaluationView> {
        let (case, evaluation, templates) = {
            let _snapshot = self.database.snapshot()?;
            let case = self.case(reference)?;
            let evaluation = self.database.evaluation(case.record.id)?;
            (case, evaluation, self.database.templates()?)
        };
        let determination = case.determination();
        let stages = crate::register::walk::stages(&case, &determination);
        let lots = evaluation
            .lots
            .keys()
            .map(|lot| (*lot, LotView::of(&case, (&determination, &stages), &evaluation, *lot)))
            .collect();
        let limits = case.limits(&determination);
        Ok(EvaluationView {
            reference: case.record.reference,
            title: case.record.title,
            state: case.record.state,
            version: case.record.version,
            evaluation,
            lots,
            pack: case.pack,
            determination,
            sought: case.sought,
            limits,
            templates,
        })
    }
}

impl LotView {
    fn of(
        case: &Case,
        (determination, stages): (&Determination, &[StageView]),
        of: &Evaluation,
        lot: LotNo,
    ) -> Self {
        let low = low_prices(of, lot);
        let ranking = rank(of, lot);
        let check = of.checks.get(&lot);
        let mut quotes = Quotes::default();
        for bid in of.bids_for(lot) {
            quotes.all += 1;
            match bid.local {
                Some(true) => quotes.local += 1,
                Some(false) => {}
                None => quotes.unknown += 1,
            }
        }
        Self {
            frozen: is_frozen(stages, of, lot),
            oddities: oddities(of, lot, &low),
            low,
            social: social_share(case, determination, of, lot),
            quotes,
            check_holds: check.map(|check| check.figures == figures(of, &ranking)),
            ranking,
        }
    }
}

impl EvaluationView {
    /// Who would be first at other weights and by other price methods; `None` before there are
    /// places.
    pub fn sensitivity(&self, lot: LotNo) -> Option<Sensitivity> {
        sensitivity(&self.evaluation, &self.lots.get(&lot)?.ranking)
    }

    /// What a bidder is called.
    pub fn supplier(&self, bid: Uuid) -> String {
        let bid = self.evaluation.bids.get(&bid);
        bid.map_or_else(|| "a bid".to_owned(), |bid| text::visible(&bid.supplier))
    }

    /// What a measure or outcome is called: the policy's, or one of the officer's own.
    pub fn measure_words(&self, id: &str) -> String {
        let own = self.evaluation.measures.get(id).map(|measure| measure.text.as_str());
        let words = own.or_else(|| self.pack.outcome_words(id));
        text::visible(words.unwrap_or(id))
    }

    /// What a measure is counted in, where it is counted.
    pub fn measure_unit(&self, id: &str) -> Option<&str> {
        match self.evaluation.measures.get(id) {
            Some(own) => own.unit.as_deref(),
            None => self.pack.measure_unit(id),
        }
    }

    /// Whether the lot can still be changed.
    pub fn is_open(&self, lot: LotNo) -> bool {
        self.state.is_workable() && !self.evaluation.awards.contains_key(&lot)
    }

    /// What is missing, in words: “the agreed score for 2.1 Jobs of Acme”.
    pub fn missing_words(&self, missing: &Missing) -> String {
        match missing {
            Missing::Bids => "a bid".to_owned(),
            Missing::Price { bid } => format!("the price of {}", self.supplier(*bid)),
            Missing::Consensus { bid, question } => format!(
                "the agreed score for {} of {}",
                self.evaluation.question_words(*question),
                self.supplier(*bid)
            ),
        }
    }

    /// Where every part of a lot stands, in order, and what comes next in each.
    pub fn steps(&self, lot: LotNo) -> Vec<Step> {
        let Some(view) = self.lots.get(&lot) else { return Vec::new() };
        vec![
            self.criteria_step(lot, view),
            self.bids_step(lot),
            self.evaluators_step(),
            self.scores_step(lot, view),
            self.result_step(lot, view),
            self.award_step(lot, view),
        ]
    }

    fn criteria_step(&self, lot: LotNo, view: &LotView) -> Step {
        let of = &self.evaluation;
        let sections = of.sections_of(lot).len();
        let questions = of.numbered(lot).len();
        let fault = view.ranking.faults.first().cloned();
        let fault = fault.or_else(|| view.social.as_ref().and_then(|social| social.fault.clone()));
        let fixed = if view.frozen { ", fixed" } else { "" };
        Step {
            part: StepPart::Criteria,
            done: fault.is_none(),
            stands: format!(
                "{}, {}{fixed}",
                counted(sections, "section"),
                counted(questions, "question")
            ),
            next: fault,
        }
    }

    fn bids_step(&self, lot: LotNo) -> Step {
        let bids: Vec<_> = self.evaluation.bids_for(lot).collect();
        let out = bids.iter().filter(|bid| !bid.takes_part()).count();
        let unpriced = bids.iter().filter(|bid| bid.takes_part() && bid.price.is_none()).count();
        let stands = match out {
            0 => counted(bids.len(), "bid"),
            out => format!("{}, {out} out", counted(bids.len(), "bid")),
        };
        let next = if bids.is_empty() {
            Some("Record the bids as they come in.".to_owned())
        } else if unpriced > 0 {
            Some(format!("{} no price yet.", have(unpriced, "bid")))
        } else {
            None
        };
        Step { part: StepPart::Bids, done: next.is_none(), stands, next }
    }

    fn evaluators_step(&self) -> Step {
        let panel: Vec<_> = self.evaluation.panel().collect();
        let hindered: Vec<String> = panel.iter().filter_map(|one| one.hindrance()).collect();
        let next = if panel.is_empty() {
            Some("Name who scores, and record their declarations of interests.".to_owned())
        } else {
            hindered.first().cloned()
        };
        let stands = match hindered.len() {
            0 => counted(panel.len(), "evaluator"),
            count => format!("{}, {count} may not score yet", counted(panel.len(), "evaluator")),
        };
        Step { part: StepPart::Evaluators, done: next.is_none(), stands, next }
    }

    fn scores_step(&self, lot: LotNo, view: &LotView) -> Step {
        let judged = self
            .evaluation
            .numbered(lot)
            .into_iter()
            .filter(|(_, _, question)| matches!(question.judged, Judged::Scale { .. }))
            .count();
        let taking = self.evaluation.bids_for(lot).filter(|bid| bid.takes_part()).count();
        let all = judged * taking;
        let open = view
            .ranking
            .missing
            .iter()
            .filter(|missing| matches!(missing, Missing::Consensus { .. }))
            .count();
        let stands = format!("{} of {all} agreed", all - open.min(all));
        let next = view
            .ranking
            .missing
            .iter()
            .find(|missing| matches!(missing, Missing::Consensus { .. }))
            .map(|missing| format!("Missing: {}.", self.missing_words(missing)));
        Step { part: StepPart::Scores, done: all > 0 && open == 0, stands, next }
    }

    fn result_step(&self, lot: LotNo, view: &LotView) -> Step {
        let open_low = self.open_low_prices(lot);
        let first = view.ranking.first();
        let stands = match first.as_slice() {
            [] => "no result yet".to_owned(),
            [only] => format!("{} is first", self.supplier(only.bid)),
            several => format!("{} bids share the first place", several.len()),
        };
        // Once it is awarded, the result can only be read.
        let awarded = self.evaluation.awards.contains_key(&lot);
        let next = if awarded || !view.ranking.is_complete() {
            None
        } else if let Some(bid) = open_low.first() {
            Some(format!(
                "The price of {} looks abnormally low; look into it.",
                self.supplier(*bid)
            ))
        } else {
            match view.check_holds {
                Some(true) => None,
                Some(false) => {
                    Some("The figures have changed since the arithmetic was checked.".to_owned())
                }
                None => Some("Let a second person check the arithmetic.".to_owned()),
            }
        };
        let done = view.ranking.is_complete() && next.is_none();
        Step { part: StepPart::Result, done, stands, next }
    }

    fn award_step(&self, lot: LotNo, view: &LotView) -> Step {
        match self.evaluation.awards.get(&lot) {
            Some(award) => Step {
                part: StepPart::Award,
                done: true,
                stands: format!(
                    "awarded to {} on {}",
                    self.supplier(award.bid),
                    award.day.british()
                ),
                next: None,
            },
            None => Step {
                part: StepPart::Award,
                done: false,
                stands: "not awarded yet".to_owned(),
                next: view
                    .ranking
                    .is_complete()
                    .then(|| "Record the decision, with who signs it off.".to_owned()),
            },
        }
    }

    /// Bids whose price is flagged as low and was not decided on yet.
    pub fn open_low_prices(&self, lot: LotNo) -> Vec<Uuid> {
        let Some(view) = self.lots.get(&lot) else { return Vec::new() };
        let decided = |bid: &Uuid| {
            let record = self.evaluation.low_prices.get(bid);
            record.is_some_and(|record| record.satisfied.is_some())
        };
        view.low.iter().map(|flag| flag.bid).filter(|bid| !decided(bid)).collect()
    }

    /// How a tie for the first place is broken, in words.
    pub fn tie_break_words(&self, tie_break: &TieBreak) -> String {
        match tie_break {
            TieBreak::None => "nothing was published".to_owned(),
            TieBreak::LowerPrice => "the lower price is first".to_owned(),
            TieBreak::Words { words } => text::visible(words),
            TieBreak::Section { section } => {
                let title = self.evaluation.sections.get(section);
                let title = title.map_or("", |(_, section)| section.title.as_str());
                format!("more points for “{}” are first", text::visible(title))
            }
        }
    }

    /// Which pass mark a bid has missed, with the clause that lets one decide.
    pub fn failure_words(&self, failure: &Failure) -> String {
        let (of, asked, given) = match failure {
            Failure::Question { question, score, mark } => {
                let words = self.evaluation.question_words(*question);
                (words, mark.normalize().to_string(), score.normalize().to_string())
            }
            Failure::Section { section, share, mark } => {
                let title = self.evaluation.sections.get(section);
                let title = title.map_or("", |(_, section)| section.title.as_str());
                (text::visible(title), format!("{mark} of its points"), format!("{share}%"))
            }
        };
        format!(
            "Below the pass mark of {of}: {given} was reached, and {asked} is asked (Procurement Act 2023 s.23(3)(a))."
        )
    }

    /// What the officer is to know of a price that distorts the others.
    pub fn oddity_words(&self, oddity: &Oddity) -> String {
        match oddity {
            Oddity::Zero { bid } => format!(
                "{} offers at £0.00: against the lowest price every other bid gets no points for price.",
                self.supplier(*bid)
            ),
            Oddity::LowAnchor { bid } => format!(
                "The points for price of every bid are worked out from the price of {}, which lies far below the others.",
                self.supplier(*bid)
            ),
            Oddity::High { bid } => format!(
                "The price of {} is more than twice the median of the others.",
                self.supplier(*bid)
            ),
        }
    }

    /// What a low price is, in words.
    pub fn low_words(&self, flag: &LowPriceFlag) -> String {
        let below = |share: &Exact, what: &str| {
            if share.is_negative() {
                format!("above the {what}")
            } else {
                format!("{}% below the {what}", share.rounded(2))
            }
        };
        format!(
            "The price of {} is {} and {} of the others.",
            self.supplier(flag.bid),
            below(&flag.below_mean, "mean"),
            below(&flag.below_median, "median"),
        )
    }

    /// The stage at whose end the criteria are fixed.
    pub fn issue() -> Option<StageNo> {
        StageNo::new(ISSUE)
    }
}

fn counted(count: usize, what: &str) -> String {
    match count {
        0 => format!("no {what}s yet"),
        1 => format!("1 {what}"),
        count => format!("{count} {what}s"),
    }
}

fn have(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what} has"),
        count => format!("{count} {what}s have"),
    }
}
