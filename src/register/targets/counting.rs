//! How each figure of a policy is counted from contracts.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use strum::IntoEnumIterator;

use crate::domain::contract::{FigureKind, FinancialYear};
use crate::domain::supplier::Size;
use crate::domain::{Date, Money, Percent, money};
use crate::policy::{Counted, Pack};
use crate::register::targets::share::{NO_DATA, Share};
use crate::register::targets::{HeldContract, TargetFigure, TargetLine};

/// A yes or no of a contract that may not be known.
type Asked<'a> = &'a dyn Fn(&HeldContract) -> Option<bool>;

/// One contract with its amount, and how much of that counts; nothing where that is not known.
struct Part<'a> {
    held: &'a HeldContract,
    amount: Option<Money>,
    counts: Option<Decimal>,
}

/// Targets and indicators of a policy, counted from contracts that ran or were signed in a year.
pub(super) fn lines(
    pack: &Pack,
    contracts: &[HeldContract],
    year: FinancialYear,
    today: Date,
) -> Vec<TargetLine> {
    let counting = Counting { year, today, contracts };
    let targets = pack.targets.iter().map(|target| TargetLine {
        id: target.id.clone(),
        text: target.text.clone(),
        clause: target.clause.clone(),
        minimum: target.minimum,
        counts: target.counts,
        figures: target.counts.map_or_else(Vec::new, |counts| {
            let kinds = (target.size_classes.as_slice(), target.third_sector);
            let mut figures = counting.figures(counts, kinds, target.minimum);
            if let Some(of) = &target.of {
                // A share of something larger than what was recorded here decides nothing.
                for figure in &mut figures {
                    figure.met = None;
                    figure.gaps.push(format!(
                        "The policy counts the share of {of}; here it is of what was recorded."
                    ));
                }
            }
            figures
        }),
    });
    let kpis = pack.kpis.iter().map(|kpi| TargetLine {
        id: kpi.id.clone(),
        text: kpi.text.clone(),
        clause: kpi.clause.clone(),
        minimum: None,
        counts: kpi.counts,
        figures: kpi.counts.map_or_else(Vec::new, |counts| {
            counting.figures(counts, (&kpi.size_classes, kpi.third_sector), None)
        }),
    });
    targets.chain(kpis).collect()
}

struct Counting<'a> {
    year: FinancialYear,
    today: Date,
    contracts: &'a [HeldContract],
}

impl Counting<'_> {
    fn figures(
        &self,
        counts: Counted,
        (sizes, third_sector): (&[Size], bool),
        minimum: Option<Percent>,
    ) -> Vec<TargetFigure> {
        match counts {
            Counted::SmallAndThirdSectorSpend => {
                let asked: Asked<'_> = &|held| held.is_of(sizes, third_sector);
                let gap = if third_sector { "no size class or kind" } else { "no size class" };
                vec![self.spend(asked, gap, minimum), self.awards(asked, gap, minimum)]
            }
            Counted::LocalSpend => {
                let gap = "nobody's judgement whether it is local";
                vec![self.local_spend(minimum), self.awards(&|held| held.local, gap, minimum)]
            }
            Counted::LocalSuppliers => vec![self.local_suppliers(minimum)],
            Counted::Collaboration => self.collaboration(minimum),
            Counted::Savings => vec![self.total(FigureKind::Savings)],
            Counted::SavingsAgainstServiceContribution => vec![self.savings_share(minimum)],
            Counted::SupplierClaims => vec![self.total(FigureKind::Claims)],
            Counted::SpendBySize => vec![self.by_size()],
            Counted::DeliveredCommitments => vec![self.delivered(minimum)],
        }
    }

    fn running(&self) -> impl Iterator<Item = &HeldContract> {
        self.contracts.iter().filter(|held| held.ran)
    }

    fn signed(&self) -> impl Iterator<Item = &HeldContract> {
        self.contracts.iter().filter(|held| held.signed)
    }

    /// The share of what was paid.
    fn spend(&self, asked: Asked<'_>, gap: &str, minimum: Option<Percent>) -> TargetFigure {
        let parts: Vec<Part<'_>> = self
            .running()
            .map(|held| Part::whole(held, held.figure(FigureKind::Spend), asked))
            .collect();
        let of = format!("spend recorded for {}", self.year);
        portion(of, (&parts, &[FigureKind::Spend]), ("spend recorded", gap), minimum)
    }

    /// The share of the value of contracts that were signed in the year.
    fn awards(&self, asked: Asked<'_>, gap: &str, minimum: Option<Percent>) -> TargetFigure {
        let parts: Vec<Part<'_>> =
            self.signed().map(|held| Part::whole(held, held.value, asked)).collect();
        let of = format!("value of contracts signed in {}", self.year);
        portion(of, (&parts, &[]), ("value", gap), minimum)
    }

    fn local_spend(&self, minimum: Option<Percent>) -> TargetFigure {
        let part = |held| {
            let spend = HeldContract::figure(held, FigureKind::Spend);
            let whole = Part::whole(held, spend, &|held| held.local);
            // What its supply chain spends in the area counts where it was recorded.
            match (held.local, held.figure(FigureKind::LocalSpend), spend) {
                (Some(true), ..) | (_, None, _) | (_, _, None) => whole,
                (_, Some(below), Some(spend)) => {
                    Part { counts: Some(below.pounds().min(spend.pounds())), ..whole }
                }
            }
        };
        let parts: Vec<Part<'_>> = self.running().map(part).collect();
        let of =
            format!("spend recorded for {}, the supply chain's in the area included", self.year);
        let gap = "nobody's judgement whether the supplier is local";
        let abouts = [FigureKind::Spend, FigureKind::LocalSpend];
        portion(of, (&parts, &abouts), ("spend recorded", gap), minimum)
    }

    fn local_suppliers(&self, minimum: Option<Percent>) -> TargetFigure {
        let mut seen = BTreeSet::new();
        let suppliers: Vec<&HeldContract> =
            self.running().filter(|held| seen.insert(held.firm)).collect();
        let count = |answer| suppliers.iter().filter(|held| held.local == answer).count();
        let (yes, open, all) = (count(Some(true)), count(None), suppliers.len());
        let of = format!("suppliers with a contract that ran in {}", self.year);
        let mut figure = Share::of_count((yes, open, all)).figure(of, minimum, false);
        if open > 0 {
            let many = if all == 1 { "supplier" } else { "suppliers" };
            figure.gaps.push(format!("Nobody has judged {open} of {all} {many}."));
        }
        figure.sources =
            vec!["The directory of suppliers, those with a contract in the year".to_owned()];
        figure
    }

    fn collaboration(&self, minimum: Option<Percent>) -> Vec<TargetFigure> {
        let asked: Asked<'_> = &|held| held.collaborative;
        let gap = "nothing on whether it was awarded in collaboration";
        let signed: Vec<&HeldContract> = self.signed().collect();
        let count = |answer| signed.iter().filter(|held| asked(held) == answer).count();
        let (yes, open, all) = (count(Some(true)), count(None), signed.len());
        let of = format!("contracts signed in {}", self.year);
        let mut by_count = Share::of_count((yes, open, all)).figure(of, minimum, false);
        if open > 0 {
            by_count.gaps.push(format!("{open} of {} {gap}.", contracts(all)));
        }
        vec![by_count, self.awards(asked, gap, minimum)]
    }

    fn total(&self, about: FigureKind) -> TargetFigure {
        let parts: Vec<Part<'_>> = self
            .running()
            .map(|held| Part { held, amount: held.figure(about), counts: None })
            .collect();
        let without = without(&parts);
        TargetFigure {
            of: format!("{} recorded for {}", about.words(), self.year),
            share: None,
            at_most: None,
            words: if without == parts.len() {
                NO_DATA.to_owned()
            } else {
                money::in_pounds(all(&parts))
            },
            met: None,
            sources: sources(&parts, &[about]),
            gaps: if without > 0 {
                let count = contracts(parts.len());
                vec![format!("{without} of {count} no {} recorded.", about.words())]
            } else {
                Vec::new()
            },
            parts: Vec::new(),
        }
    }

    fn savings_share(&self, minimum: Option<Percent>) -> TargetFigure {
        let both = |held: &HeldContract| {
            let saved = held.figure(FigureKind::Savings)?;
            Some((saved, held.figure(FigureKind::ServiceContribution)?))
        };
        // Only contracts that have both can be set against each other.
        let pairs: Vec<(Money, Money)> = self.running().filter_map(both).collect();
        let saved = pairs.iter().map(|(saved, _)| saved.pounds()).sum();
        let put = pairs.iter().map(|(_, put)| put.pounds()).sum();
        let parts: Vec<Part<'_>> = self
            .running()
            .map(|held| Part { held, amount: both(held).map(|(saved, _)| saved), counts: None })
            .collect();
        let without = without(&parts);
        let of = format!("savings against service contribution, {}", self.year);
        let mut figure = Share::against(saved, put).figure(of, minimum, without > 0);
        if !pairs.is_empty() && put.is_zero() {
            figure.words = Share::against(saved, put).words;
        }
        figure.sources = sources(&parts, &[FigureKind::Savings, FigureKind::ServiceContribution]);
        if without > 0 {
            let count = contracts(parts.len());
            figure.gaps.push(format!("{without} of {count} only one of the two figures, or none."));
        }
        figure
    }

    fn by_size(&self) -> TargetFigure {
        let parts: Vec<Part<'_>> = self
            .running()
            .map(|held| Part { held, amount: held.figure(FigureKind::Spend), counts: None })
            .collect();
        let of_size = |size: Option<Size>| -> Decimal {
            let of = parts.iter().filter(|part| part.held.size == size);
            of.filter_map(|part| part.amount).map(Money::pounds).sum()
        };
        let mut rows: Vec<(String, String)> = Size::iter()
            .map(|size| (size.words().to_owned(), money::in_pounds(of_size(Some(size)))))
            .collect();
        let open = of_size(None);
        if !open.is_zero() {
            rows.push(("size not known".to_owned(), money::in_pounds(open)));
        }
        let all = all(&parts);
        let unsized_ = parts.iter().filter(|part| part.held.size.is_none()).count();
        TargetFigure {
            of: format!("spend recorded for {} by size of supplier", self.year),
            share: None,
            at_most: None,
            words: if all.is_zero() { NO_DATA.to_owned() } else { money::in_pounds(all) },
            met: None,
            sources: sources(&parts, &[FigureKind::Spend]),
            gaps: gaps(
                parts.len(),
                (without(&parts), "spend recorded"),
                (unsized_, "no size class"),
            ),
            parts: if all.is_zero() { Vec::new() } else { rows },
        }
    }

    /// How many of the commitments that were due by the end of the year, or by now, are delivered.
    fn delivered(&self, minimum: Option<Percent>) -> TargetFigure {
        let on = self.year.last().map_or(self.today, |last| last.min(self.today));
        let count =
            |of: fn(&HeldContract) -> u32| self.running().map(|held| of(held) as usize).sum();
        let (yes, all) = (count(|held| held.delivered), count(|held| held.due));
        let of = format!("commitments of which something was due by {}", on.british());
        let mut figure = Share::of_count((yes, 0, all)).figure(of, minimum, false);
        figure.sources = vec!["The deliveries recorded under the contracts".to_owned()];
        figure
    }
}

impl<'a> Part<'a> {
    /// A contract whose amount counts as a whole, or not at all.
    fn whole(held: &'a HeldContract, amount: Option<Money>, asked: Asked<'_>) -> Self {
        let counts = asked(held).map(|counts| match amount {
            Some(amount) if counts => amount.pounds(),
            _ => Decimal::ZERO,
        });
        Self { held, amount, counts }
    }
}

/// The share of amounts that counts.
fn portion(
    of: String,
    (parts, abouts): (&[Part<'_>], &[FigureKind]),
    (what, gap): (&str, &str),
    minimum: Option<Percent>,
) -> TargetFigure {
    let known = || parts.iter().filter_map(|part| Some((part, part.amount?)));
    let yes = known().filter_map(|(part, _)| part.counts).sum();
    let open = known().filter(|(part, _)| part.counts.is_none());
    let open = open.map(|(_, amount)| amount.pounds()).sum();
    let without = without(parts);
    let unknown = parts.iter().filter(|part| part.counts.is_none()).count();
    let mut figure = Share::of_pounds(yes, open, all(parts)).figure(of, minimum, without > 0);
    figure.sources = sources(parts, abouts);
    figure.gaps = gaps(parts.len(), (without, what), (unknown, gap));
    figure
}

/// What is missing: contracts without an amount, and contracts of which something is not known.
fn gaps(
    count: usize,
    (without, what): (usize, &str),
    (unknown, gap): (usize, &str),
) -> Vec<String> {
    let mut found = Vec::new();
    if without > 0 {
        found.push(format!("{without} of {} no {what}.", contracts(count)));
    }
    if unknown > 0 {
        found.push(format!("{unknown} of {} {gap}.", contracts(count)));
    }
    found
}

/// How many contracts have no amount.
fn without(parts: &[Part<'_>]) -> usize {
    parts.iter().filter(|part| part.amount.is_none()).count()
}

/// All amounts added up, in pounds.
fn all(parts: &[Part<'_>]) -> Decimal {
    parts.iter().filter_map(|part| part.amount).map(Money::pounds).sum()
}

/// The sources that figures of spend name, and the contracts.
fn sources(parts: &[Part<'_>], abouts: &[FigureKind]) -> Vec<String> {
    let mut found: BTreeSet<String> = BTreeSet::new();
    for part in parts.iter().filter(|part| part.amount.is_some()) {
        let named = part.held.named(abouts);
        let named = if named.is_empty() { "the contract".to_owned() } else { named.join(", ") };
        found.insert(format!("{}: {named}", part.held.place));
    }
    found.into_iter().collect()
}

/// How many contracts, with the verb for what they have.
fn contracts(count: usize) -> String {
    if count == 1 { "1 contract has".to_owned() } else { format!("{count} contracts have") }
}
