//! What is scored and agreed so far; counted once for each change, because drawing counts nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use uuid::Uuid;

use crate::domain::evaluation::{LotNo, Question};
use crate::domain::text::visible;
use crate::register::EvaluationView;
use crate::tui::screen::evaluation::bids::judged;

/// One bid with how many of its answers are agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BidLine {
    pub(super) bid: Uuid,
    pub(super) takes_part: bool,
    pub(super) agreed: usize,
}

/// The figures of one lot.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) bids: Vec<BidLine>,
    /// The questions that evaluators judge.
    pub(super) judged: BTreeSet<Uuid>,
    /// Who scores.
    pub(super) panel: Vec<Uuid>,
    /// How many answers have their agreed score, of how many.
    pub(super) agreed: usize,
    pub(super) all: usize,
    /// How many answers wait for a score of each evaluator.
    pub(super) waiting: BTreeMap<Uuid, usize>,
    /// How many answers everybody has scored and nobody has agreed on.
    pub(super) to_moderate: usize,
    /// How many scores each evaluator has given.
    pub(super) given: BTreeMap<Uuid, usize>,
}

impl Tally {
    pub(super) fn of(view: &EvaluationView, lot: LotNo) -> Self {
        let of = &view.evaluation;
        let judged: BTreeSet<Uuid> = judged(view, lot).into_iter().collect();
        let panel: Vec<Uuid> = of.panel().map(|one| one.uid).collect();
        let mut bids: Vec<BidLine> = of
            .bids_for(lot)
            .map(|bid| BidLine { bid: bid.uid, takes_part: bid.takes_part(), agreed: 0 })
            .collect();
        let at: HashMap<Uuid, usize> =
            bids.iter().enumerate().map(|(at, line)| (line.bid, at)).collect();
        for (bid, question) in of.consensus.keys() {
            if let Some(at) = at.get(bid).filter(|_| judged.contains(question)) {
                bids[*at].agreed += 1;
            }
        }
        let taking: Vec<&BidLine> = bids.iter().filter(|line| line.takes_part).collect();
        let all = taking.len() * judged.len();
        let agreed = taking.iter().map(|line| line.agreed).sum();
        let mut given: BTreeMap<Uuid, usize> = BTreeMap::new();
        let mut open_given: BTreeMap<Uuid, usize> = BTreeMap::new();
        let mut by_answer: HashMap<(Uuid, Uuid), usize> = HashMap::new();
        for (bid, question, evaluator) in of.scores.keys() {
            if !at.contains_key(bid) {
                continue;
            }
            *given.entry(*evaluator).or_default() += 1;
            let taking_part = at.get(bid).is_some_and(|at| bids[*at].takes_part);
            let open = taking_part
                && judged.contains(question)
                && !of.consensus.contains_key(&(*bid, *question));
            if open && panel.contains(evaluator) {
                *open_given.entry(*evaluator).or_default() += 1;
                *by_answer.entry((*bid, *question)).or_default() += 1;
            }
        }
        let open = all - agreed;
        let waiting = panel
            .iter()
            .map(|uid| (*uid, open - open_given.get(uid).copied().unwrap_or_default().min(open)))
            .collect();
        let to_moderate = by_answer.values().filter(|count| **count == panel.len()).count();
        Self { bids, judged, panel, agreed, all, waiting, to_moderate, given }
    }

    pub(super) fn is_judged(&self, question: &Question) -> bool {
        self.judged.contains(&question.uid)
    }

    /// Who has given more scores than before, where it is one evaluator.
    pub(super) fn who_scored_since(&self, before: &Self) -> Option<Uuid> {
        let more = |(uid, count): (&Uuid, &usize)| {
            (before.given.get(uid).copied().unwrap_or_default() < *count).then_some(*uid)
        };
        let mut all = self.given.iter().filter_map(more);
        all.next().filter(|_| all.next().is_none())
    }

    /// What is missing in all, in a sentence.
    pub(super) fn missing(&self, view: &EvaluationView) -> String {
        let head = format!("{} of {} agreed.", self.agreed, self.all);
        let scores: usize = self.waiting.values().sum();
        if self.agreed == self.all {
            return head;
        }
        let of_whom: Vec<String> = self
            .panel
            .iter()
            .filter_map(|uid| {
                let count = self.waiting.get(uid).filter(|count| **count > 0)?;
                let name = view.evaluation.evaluators.get(uid).map(|one| visible(&one.name));
                Some(format!("{} {count}", name.unwrap_or_default()))
            })
            .collect();
        let mut missing = Vec::new();
        if scores > 0 {
            let word = if scores == 1 { "score" } else { "scores" };
            missing.push(format!("{scores} {word} ({})", of_whom.join(", ")));
        }
        if self.to_moderate > 0 {
            missing.push(format!("{} to moderate", self.to_moderate));
        }
        if missing.is_empty() { head } else { format!("{head} Missing: {}.", missing.join("; ")) }
    }
}
