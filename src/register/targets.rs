//! What policies want to reach over all contracts, against what was recorded, by financial year.
//!
//! No figure is guessed: each says what it was counted from, and which
//! contracts could not be counted because something about them is not known.

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::domain::contract::{
    Contract, ContractFile, FigureKind, FinancialYear, Standing, progress,
};
use crate::domain::exact::Exact;
use crate::domain::supplier::{Size, Supplier, SupplierFile};
use crate::domain::{Date, Money, Percent, Reference, money};
use crate::policy::{Counted, Pack};
use crate::register::{Register, Result};

/// Targets and indicators of the policies in one financial year.
#[derive(Debug, Clone)]
pub struct TargetsView {
    /// The year.
    pub year: FinancialYear,
    /// The policies that have some, and contracts.
    pub policies: Vec<TargetsOfPolicy>,
}

/// Targets and indicators of one policy.
#[derive(Debug, Clone)]
pub struct TargetsOfPolicy {
    /// The policy's id.
    pub policy: String,
    /// The authority in few words.
    pub short: String,
    /// How many contracts ran in the year, or were signed in it.
    pub contracts: usize,
    /// The targets, then the indicators.
    pub lines: Vec<TargetLine>,
}

/// One target or indicator.
#[derive(Debug, Clone)]
pub struct TargetLine {
    /// Its id in the policy.
    pub id: String,
    /// It as a sentence.
    pub text: String,
    /// The clause that it rests on.
    pub clause: String,
    /// The least share, where the policy names one.
    pub minimum: Option<Percent>,
    /// What answers it; nothing where it is counted outside the register.
    pub counts: Option<Counted>,
    /// The figures, one or more ways of counting.
    pub figures: Vec<TargetFigure>,
}

/// One way of counting.
#[derive(Debug, Clone)]
pub struct TargetFigure {
    /// What is counted: “spend recorded for the year”.
    pub of: String,
    /// The share in per cent, of what is known; nothing where there is nothing to count.
    pub share: Option<Exact>,
    /// The share if everything that is not known counted as well, where that is more.
    pub at_most: Option<Exact>,
    /// The figure in words: `£120,000.00 of £480,000.00`.
    pub words: String,
    /// Whether the least share is reached; nothing where the figures do not decide it.
    pub met: Option<bool>,
    /// From what it was counted.
    pub sources: Vec<String>,
    /// What is not known.
    pub gaps: Vec<String>,
    /// The parts of it, where it has some.
    pub parts: Vec<(String, String)>,
}

impl TargetFigure {
    /// What is known of the share: `25%`, or at least so much and at most so much.
    pub fn share_words(&self) -> Option<String> {
        let per_cent = |share: &Exact| format!("{}%", share.short(1));
        let share = self.share.as_ref()?;
        Some(match &self.at_most {
            Some(most) => format!(
                "at least {}, at most {} if what is not known counted as well",
                per_cent(share),
                per_cent(most)
            ),
            None => per_cent(share),
        })
    }

    /// Whether anything was counted.
    pub fn has_data(&self) -> bool {
        self.share.is_some() || self.words != NO_DATA
    }

    /// The figure in one line: what is known of it, of what, and whether the target is met.
    pub fn in_short(&self) -> String {
        let share = self.share_words().map(|share| format!("{share}, ")).unwrap_or_default();
        let met = match self.met {
            Some(true) => "; met",
            Some(false) => "; not met",
            None => "",
        };
        format!("{share}{} ({}){met}", self.words, self.of)
    }
}

impl TargetsView {
    /// The first figure with data of a target of a policy.
    pub fn actual(&self, policy: &str, target: &str) -> Option<&TargetFigure> {
        let of = self.policies.iter().find(|of| of.policy == policy)?;
        let line = of.lines.iter().find(|line| line.id == target)?;
        line.figures.iter().find(|figure| figure.has_data())
    }
}

/// What stands where nothing could be counted.
const NO_DATA: &str = "no data yet";

/// One contract with what is known of its supplier.
struct Held {
    reference: Reference,
    uid: Uuid,
    contract: Contract,
    file: std::rc::Rc<ContractFile>,
    supplier_uid: Uuid,
    supplier: Option<Supplier>,
}

impl Held {
    fn value(&self) -> Option<Money> {
        self.file.value(self.uid)
    }

    fn figure(&self, year: FinancialYear, about: FigureKind) -> Option<Money> {
        let found = self.file.figures.values().find(|figure| {
            figure.contract == self.uid && figure.year == year && figure.about == about
        });
        found.map(|figure| figure.amount)
    }

    fn size(&self) -> Option<Size> {
        self.supplier.as_ref().and_then(Supplier::size)
    }

    fn is_local(&self) -> Option<bool> {
        Some(self.supplier.as_ref()?.local.as_ref()?.local)
    }

    /// Whether the supplier is of the kinds that count; unknown where what is known does not
    /// decide it.
    fn is_of(&self, sizes: &[Size], third_sector: bool) -> Option<bool> {
        let size = self.size().map(|size| sizes.contains(&size));
        if !third_sector {
            return size;
        }
        let sector = self.supplier.as_ref().and_then(|one| one.sector);
        let third = sector.map(crate::domain::supplier::Sector::is_third_sector);
        match (size, third) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        }
    }

    fn ran_in(&self, year: FinancialYear) -> bool {
        let (Some(first), Some(last)) = (year.first(), year.last()) else { return false };
        let ends = self.file.ends(self.uid).unwrap_or(self.contract.ends);
        self.contract.starts <= last && ends >= first
    }

    /// The day on which it was awarded: that of its signature, or its first.
    fn awarded(&self) -> Date {
        self.contract.signed.unwrap_or(self.contract.starts)
    }
}

/// A yes or no of a contract that may not be known.
type Asked<'a> = &'a dyn Fn(&Held) -> Option<bool>;

impl Register {
    /// Targets and indicators of the policies in a financial year, as they stand on a day.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn targets(&self, year: FinancialYear, today: Date) -> Result<TargetsView> {
        let _snapshot = self.database.snapshot()?;
        let directory = self.database.supplier_files()?;
        let mut by_policy: std::collections::BTreeMap<String, Vec<Held>> =
            std::collections::BTreeMap::new();
        let mut last: Option<(i64, std::rc::Rc<ContractFile>)> = None;
        for place in self.database.contract_places()? {
            let file = match &last {
                Some((procurement, file)) if *procurement == place.procurement => file.clone(),
                _ => std::rc::Rc::new(self.database.contract_file(place.procurement)?),
            };
            last = Some((place.procurement, file.clone()));
            let Some(contract) = file.contracts.get(&place.contract).cloned() else { continue };
            let held = held(&directory, place.reference, place.contract, contract, file);
            if held.ran_in(year) || year.holds(held.awarded()) {
                by_policy.entry(place.policy).or_default().push(held);
            }
        }
        let mut policies = Vec::new();
        for loaded in self.library.policies() {
            let pack = &loaded.pack;
            let Some(contracts) = by_policy.get(&pack.policy.id) else { continue };
            let counting = Counting { year, today, contracts };
            let lines = counting.lines(pack);
            if !lines.is_empty() {
                policies.push(TargetsOfPolicy {
                    policy: pack.policy.id.clone(),
                    short: pack.policy.short_words(),
                    contracts: contracts.len(),
                    lines,
                });
            }
        }
        Ok(TargetsView { year, policies })
    }
}

fn held(
    directory: &SupplierFile,
    reference: Reference,
    uid: Uuid,
    contract: Contract,
    file: std::rc::Rc<ContractFile>,
) -> Held {
    let supplier_uid = directory.resolve(contract.supplier);
    let supplier = directory.suppliers.get(&supplier_uid).cloned();
    Held { reference, uid, contract, file, supplier_uid, supplier }
}

struct Counting<'a> {
    year: FinancialYear,
    today: Date,
    contracts: &'a [Held],
}

impl Counting<'_> {
    fn lines(&self, pack: &Pack) -> Vec<TargetLine> {
        let targets = pack.targets.iter().map(|target| TargetLine {
            id: target.id.clone(),
            text: target.text.clone(),
            clause: target.clause.clone(),
            minimum: target.minimum,
            counts: target.counts,
            figures: target.counts.map_or_else(Vec::new, |counts| {
                let kinds = (target.size_classes.as_slice(), target.third_sector);
                let mut figures = self.figures(counts, kinds.0, kinds.1, target.minimum);
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
                self.figures(counts, &kpi.size_classes, kpi.third_sector, None)
            }),
        });
        targets.chain(kpis).collect()
    }

    fn figures(
        &self,
        counts: Counted,
        sizes: &[Size],
        third_sector: bool,
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
                vec![self.local_spend(minimum), self.awards(&Held::is_local, gap, minimum)]
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

    fn running(&self) -> impl Iterator<Item = &Held> {
        self.contracts.iter().filter(|held| held.ran_in(self.year))
    }

    fn signed(&self) -> impl Iterator<Item = &Held> {
        self.contracts.iter().filter(|held| self.year.holds(held.awarded()))
    }

    /// The share of what was paid.
    fn spend(&self, asked: Asked<'_>, gap: &str, minimum: Option<Percent>) -> TargetFigure {
        let parts: Vec<(&Held, Option<Money>)> =
            self.running().map(|held| (held, held.figure(self.year, FigureKind::Spend))).collect();
        let of = format!("spend recorded for {}", self.year);
        self.share(of, (&parts, &[FigureKind::Spend]), "spend recorded", asked, gap, minimum)
    }

    /// The share of the value of contracts that were signed in the year.
    fn awards(&self, asked: Asked<'_>, gap: &str, minimum: Option<Percent>) -> TargetFigure {
        let parts: Vec<(&Held, Option<Money>)> =
            self.signed().map(|held| (held, held.value())).collect();
        let of = format!("value of contracts signed in {}", self.year);
        self.share(of, (&parts, &[]), "value", asked, gap, minimum)
    }

    fn share(
        &self,
        of: String,
        (parts, abouts): (&[(&Held, Option<Money>)], &[FigureKind]),
        what: &str,
        asked: Asked<'_>,
        gap: &str,
        minimum: Option<Percent>,
    ) -> TargetFigure {
        let known = || parts.iter().filter_map(|(held, amount)| Some((*held, (*amount)?)));
        let all = sum(known().map(|(_, amount)| amount));
        let wanted = |answer: Option<bool>| {
            sum(known().filter(|(held, _)| asked(held) == answer).map(|(_, amount)| amount))
        };
        let (yes, open) = (wanted(Some(true)), wanted(None));
        let mut gaps = Vec::new();
        let without = parts.iter().filter(|(_, amount)| amount.is_none()).count();
        let count = parts.len();
        if without > 0 {
            gaps.push(format!("{without} of {} no {what}.", contracts(count)));
        }
        let unknown = parts.iter().filter(|(held, _)| asked(held).is_none()).count();
        if unknown > 0 {
            gaps.push(format!("{unknown} of {} {gap}.", contracts(count)));
        }
        let per_cent = |part: rust_decimal::Decimal| {
            (&Exact::from(part) * &Exact::hundred()).over(&Exact::from(all))
        };
        let share = per_cent(yes);
        let at_most = per_cent(yes + open).filter(|most| share.as_ref() != Some(most));
        let met = decided(minimum, share.as_ref(), at_most.as_ref(), without > 0);
        TargetFigure {
            words: if all.is_zero() {
                NO_DATA.to_owned()
            } else {
                format!("{} of {}", money::in_pounds(yes), money::in_pounds(all))
            },
            of,
            share,
            at_most,
            met,
            sources: self.sources(parts, abouts),
            gaps,
            parts: Vec::new(),
        }
    }

    /// The sources that figures of spend name, and the contracts.
    fn sources(&self, parts: &[(&Held, Option<Money>)], abouts: &[FigureKind]) -> Vec<String> {
        let mut found: BTreeSet<String> = BTreeSet::new();
        for (held, amount) in parts {
            if amount.is_some() {
                let figures = held.file.figures.values();
                let named = figures
                    .filter(|one| one.contract == held.uid && one.year == self.year)
                    .filter(|one| abouts.contains(&one.about))
                    .map(|one| one.source.as_str());
                let named: BTreeSet<&str> = named.collect();
                let named: Vec<&str> = named.into_iter().collect();
                let named =
                    if named.is_empty() { "the contract".to_owned() } else { named.join(", ") };
                found.insert(format!("{}: {named}", held.reference));
            }
        }
        found.into_iter().collect()
    }

    fn local_spend(&self, minimum: Option<Percent>) -> TargetFigure {
        let mut local = rust_decimal::Decimal::ZERO;
        let mut open = rust_decimal::Decimal::ZERO;
        let mut all = rust_decimal::Decimal::ZERO;
        let (mut without, mut unknown, mut count) = (0, 0, 0);
        let mut parts = Vec::new();
        for held in self.running() {
            count += 1;
            let spend = held.figure(self.year, FigureKind::Spend);
            let below = held.figure(self.year, FigureKind::LocalSpend);
            parts.push((held, spend));
            let Some(spend) = spend else {
                without += 1;
                continue;
            };
            all += spend.pounds();
            match (held.is_local(), below) {
                (Some(true), _) => local += spend.pounds(),
                // What its supply chain spends in the area counts where it was recorded.
                (_, Some(below)) => local += below.pounds().min(spend.pounds()),
                (Some(false), None) => {}
                (None, None) => {
                    unknown += 1;
                    open += spend.pounds();
                }
            }
        }
        let per_cent = |part: rust_decimal::Decimal| {
            (&Exact::from(part) * &Exact::hundred()).over(&Exact::from(all))
        };
        let share = per_cent(local);
        let at_most = per_cent(local + open).filter(|most| share.as_ref() != Some(most));
        let mut gaps = Vec::new();
        if without > 0 {
            gaps.push(format!("{without} of {} no spend recorded.", contracts(count)));
        }
        if unknown > 0 {
            gaps.push(format!(
                "{unknown} of {} nobody's judgement whether the supplier is local.",
                contracts(count)
            ));
        }
        TargetFigure {
            of: format!(
                "spend recorded for {}, the supply chain's in the area included",
                self.year
            ),
            met: decided(minimum, share.as_ref(), at_most.as_ref(), without > 0),
            share,
            at_most,
            words: if all.is_zero() {
                NO_DATA.to_owned()
            } else {
                format!("{} of {}", money::in_pounds(local), money::in_pounds(all))
            },
            sources: self.sources(&parts, &[FigureKind::Spend, FigureKind::LocalSpend]),
            gaps,
            parts: Vec::new(),
        }
    }

    fn local_suppliers(&self, minimum: Option<Percent>) -> TargetFigure {
        let mut seen = BTreeSet::new();
        let suppliers: Vec<&Held> =
            self.running().filter(|held| seen.insert(held.supplier_uid)).collect();
        let count = |answer| suppliers.iter().filter(|held| held.is_local() == answer).count();
        let (yes, open, all) = (count(Some(true)), count(None), suppliers.len());
        let mut figure = counted(
            format!("suppliers with a contract that ran in {}", self.year),
            (yes, open, all),
            minimum,
        );
        if open > 0 {
            let many = if all == 1 { "supplier" } else { "suppliers" };
            figure.gaps.push(format!("Nobody has judged {open} of {all} {many}."));
        }
        figure.sources =
            vec!["The directory of suppliers, those with a contract in the year".to_owned()];
        figure
    }

    fn collaboration(&self, minimum: Option<Percent>) -> Vec<TargetFigure> {
        let asked: Asked<'_> = &|held| held.contract.collaborative;
        let gap = "nothing on whether it was awarded in collaboration";
        let signed: Vec<&Held> = self.signed().collect();
        let count = |answer| signed.iter().filter(|held| asked(held) == answer).count();
        let (yes, open, all) = (count(Some(true)), count(None), signed.len());
        let mut by_count =
            counted(format!("contracts signed in {}", self.year), (yes, open, all), minimum);
        if open > 0 {
            by_count.gaps.push(format!("{open} of {} {gap}.", contracts(all)));
        }
        vec![by_count, self.awards(asked, gap, minimum)]
    }

    fn total(&self, about: FigureKind) -> TargetFigure {
        let parts: Vec<(&Held, Option<Money>)> =
            self.running().map(|held| (held, held.figure(self.year, about))).collect();
        let known = parts.iter().filter_map(|(_, amount)| *amount);
        let none = parts.iter().all(|(_, amount)| amount.is_none());
        let without = parts.iter().filter(|(_, amount)| amount.is_none()).count();
        TargetFigure {
            of: format!("{} recorded for {}", about.words(), self.year),
            share: None,
            at_most: None,
            words: if none { NO_DATA.to_owned() } else { money::in_pounds(sum(known)) },
            met: None,
            sources: self.sources(&parts, &[about]),
            gaps: if without > 0 {
                vec![format!(
                    "{without} of {} no {} recorded.",
                    contracts(parts.len()),
                    about.words()
                )]
            } else {
                Vec::new()
            },
            parts: Vec::new(),
        }
    }

    fn savings_share(&self, minimum: Option<Percent>) -> TargetFigure {
        let both: Vec<(&Held, Option<Money>, Option<Money>)> = self
            .running()
            .map(|held| {
                let of = |about| held.figure(self.year, about);
                (held, of(FigureKind::Savings), of(FigureKind::ServiceContribution))
            })
            .collect();
        // Only contracts that have both can be set against each other.
        let pairs: Vec<(Money, Money)> =
            both.iter().filter_map(|(_, saved, put)| Some(((*saved)?, (*put)?))).collect();
        let saved = sum(pairs.iter().map(|(saved, _)| *saved));
        let put = sum(pairs.iter().map(|(_, put)| *put));
        let share = (&Exact::from(saved) * &Exact::hundred()).over(&Exact::from(put));
        let without = both.len() - pairs.len();
        let parts: Vec<(&Held, Option<Money>)> =
            both.iter().map(|(held, saved, put)| (*held, saved.and(*put))).collect();
        TargetFigure {
            of: format!("savings against service contribution, {}", self.year),
            met: decided(minimum, share.as_ref(), None, without > 0),
            share,
            at_most: None,
            words: if pairs.is_empty() {
                NO_DATA.to_owned()
            } else {
                format!("{} against {}", money::in_pounds(saved), money::in_pounds(put))
            },
            sources: self.sources(&parts, &[FigureKind::Savings, FigureKind::ServiceContribution]),
            gaps: if without > 0 {
                vec![format!(
                    "{without} of {} only one of the two figures, or none.",
                    contracts(both.len())
                )]
            } else {
                Vec::new()
            },
            parts: Vec::new(),
        }
    }

    fn by_size(&self) -> TargetFigure {
        use strum::IntoEnumIterator;
        let parts: Vec<(&Held, Option<Money>)> =
            self.running().map(|held| (held, held.figure(self.year, FigureKind::Spend))).collect();
        let of_size = |size: Option<Size>| {
            sum(parts
                .iter()
                .filter(|(held, _)| held.size() == size)
                .filter_map(|(_, amount)| *amount))
        };
        let mut rows: Vec<(String, String)> = Size::iter()
            .map(|size| (size.words().to_owned(), money::in_pounds(of_size(Some(size)))))
            .collect();
        let open = of_size(None);
        if !open.is_zero() {
            rows.push(("size not known".to_owned(), money::in_pounds(open)));
        }
        let all = sum(parts.iter().filter_map(|(_, amount)| *amount));
        let without = parts.iter().filter(|(_, amount)| amount.is_none()).count();
        let unsized_ = parts.iter().filter(|(held, _)| held.size().is_none()).count();
        let mut gaps = Vec::new();
        if without > 0 {
            gaps.push(format!("{without} of {} no spend recorded.", contracts(parts.len())));
        }
        if unsized_ > 0 {
            gaps.push(format!("{unsized_} of {} no size class.", contracts(parts.len())));
        }
        TargetFigure {
            of: format!("spend recorded for {} by size of supplier", self.year),
            share: None,
            at_most: None,
            words: if all.is_zero() { NO_DATA.to_owned() } else { money::in_pounds(all) },
            met: None,
            sources: self.sources(&parts, &[FigureKind::Spend]),
            gaps,
            parts: if all.is_zero() { Vec::new() } else { rows },
        }
    }

    /// How many of the commitments that were due by the end of the year, or by now, are delivered.
    fn delivered(&self, minimum: Option<Percent>) -> TargetFigure {
        let on = self.year.last().map_or(self.today, |last| last.min(self.today));
        let (mut yes, mut all) = (0, 0);
        for held in self.running() {
            for (uid, commitment) in &held.file.commitments {
                if commitment.contract != held.uid {
                    continue;
                }
                let standing = progress(&held.file, *uid, commitment, on);
                if standing.expected.is_zero() || standing.standing == Standing::Waived {
                    continue;
                }
                all += 1;
                yes += usize::from(standing.delivered >= standing.expected);
            }
        }
        let mut figure = counted(
            format!("commitments of which something was due by {}", on.british()),
            (yes, 0, all),
            minimum,
        );
        figure.sources = vec!["The deliveries recorded under the contracts".to_owned()];
        figure
    }
}

/// A share of a count.
fn counted(
    of: String,
    (yes, open, all): (usize, usize, usize),
    minimum: Option<Percent>,
) -> TargetFigure {
    let exact = |count: usize| Exact::from(i64::try_from(count).unwrap_or(i64::MAX));
    let per_cent = |part: usize| (&exact(part) * &Exact::hundred()).over(&exact(all));
    let share = per_cent(yes);
    let at_most = per_cent(yes + open).filter(|most| share.as_ref() != Some(most));
    TargetFigure {
        of,
        met: decided(minimum, share.as_ref(), at_most.as_ref(), false),
        share,
        at_most,
        words: if all == 0 { NO_DATA.to_owned() } else { format!("{yes} of {all}") },
        sources: Vec::new(),
        gaps: Vec::new(),
        parts: Vec::new(),
    }
}

/// Whether a least share is reached: only where nothing that is unknown could turn it.
fn decided(
    minimum: Option<Percent>,
    share: Option<&Exact>,
    at_most: Option<&Exact>,
    amounts_missing: bool,
) -> Option<bool> {
    let least = Exact::from(minimum?);
    let share = share?;
    if amounts_missing {
        return None;
    }
    match at_most {
        _ if *share >= least => Some(true),
        Some(most) if *most >= least => None,
        _ => Some(false),
    }
}

/// How many contracts, with the verb for what they have.
fn contracts(count: usize) -> String {
    if count == 1 { "1 contract has".to_owned() } else { format!("{count} contracts have") }
}

/// The sum of amounts in pounds.
fn sum(amounts: impl Iterator<Item = Money>) -> rust_decimal::Decimal {
    amounts.map(Money::pounds).sum()
}
