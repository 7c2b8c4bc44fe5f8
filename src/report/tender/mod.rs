//! The file of one procurement, in the order of the 13 stages.
//!
//! First what it is and what the policy requires of it, then stage by stage the checklist with
//! what belongs to the stage beside it: the evaluation to stage 8, the award and the contract to
//! stage 9, and so on; last the clauses and the journal. Each idea of a chapter has a file of its
//! own. What is published is named one by one: what no chapter names for publication is not in
//! it.

mod annex;
mod award;
mod bids;
mod commitments;
mod contract;
mod cover;
mod criteria;
mod decisions;
mod determination;
mod ethics;
mod exit;
mod people;
mod performance;
mod result;
mod stages;
mod supplier;

use rust_decimal::Decimal;
use uuid::Uuid;

use crate::domain::evaluation::LotNo;
use crate::domain::exact::Exact;
use crate::domain::{Date, Money, StageNo};
use crate::register::{
    Context, ContractView, ContractsView, EvaluationView, Fault, JournalLine, ProcurementView,
    Register, Result, SupplierView,
};
use crate::report::Variant;
use crate::report::document::{Block, Cell, Document, Section};
use people::People;

/// How often a tender is read again that somebody changes meanwhile.
const TRIES: usize = 3;

/// Everything about one procurement.
///
/// # Errors
/// When it is not there, cannot be read, or is being changed all the time.
pub fn tender(
    register: &Register,
    reference: &str,
    variant: Variant,
    context: &Context,
) -> Result<Document> {
    for _ in 0..TRIES {
        let made = Making::read(register, reference, variant, context)?;
        // Its parts are read one after another; they are of one moment only if nothing was
        // written between the first and the last.
        if made.is_of_one_moment(register)? {
            return Ok(made.document());
        }
    }
    Err(Fault::Invalid {
        message: format!("Reading {reference} failed: somebody is changing it."),
        hint: Some("Try again in a moment.".to_owned()),
    })
}

/// What the file is made of, and for whom.
struct Making<'a> {
    variant: Variant,
    context: &'a Context,
    view: ProcurementView,
    evaluation: EvaluationView,
    contracts: ContractsView,
    /// The suppliers of the contracts, each once.
    suppliers: Vec<SupplierView>,
    /// The journal, the oldest entry first.
    journal: Vec<JournalLine>,
    people: People,
}

impl<'a> Making<'a> {
    fn read(
        register: &Register,
        reference: &str,
        variant: Variant,
        context: &'a Context,
    ) -> Result<Self> {
        let view = register.procurement(reference)?;
        let evaluation = register.evaluation(reference)?;
        let contracts = register.contracts(reference, context)?;
        let mut suppliers: Vec<SupplierView> = Vec::new();
        for contract in &contracts.contracts {
            let mut supplier = register.supplier(contract.contract.supplier, context)?;
            if let Some((into, _)) = supplier.merged_into {
                supplier = register.supplier(into, context)?;
            }
            if !suppliers.iter().any(|one| one.uid == supplier.uid) {
                suppliers.push(supplier);
            }
        }
        let mut journal = register.journal(reference, 0, u32::MAX as usize)?.lines;
        journal.sort_by_key(|line| line.sequence);
        let people = People::of(&view, &evaluation, &contracts, &suppliers, &journal);
        Ok(Self { variant, context, view, evaluation, contracts, suppliers, journal, people })
    }

    fn is_of_one_moment(&self, register: &Register) -> Result<bool> {
        let version = self.view.version;
        Ok(self.evaluation.version == version
            && self.contracts.version == version
            && register.procurement(self.view.reference.as_str())?.version == version)
    }

    fn document(&self) -> Document {
        let mut sections = vec![self.about(), self.facts()];
        sections.push(self.determination());
        sections.push(self.decisions());
        sections.push(self.dates());
        for number in StageNo::all() {
            let mut stage = self.stage(number);
            stage.parts.extend(match number.get() {
                8 => self.evaluations(),
                9 => self.awards(),
                10 => self.logistics(),
                11 => self.performance(),
                12 => self.suppliers(),
                13 => self.exit(),
                _ => Vec::new(),
            });
            sections.push(stage);
        }
        sections.push(self.clauses());
        sections.push(self.journal());
        Document {
            title: format!("{}: {}", self.view.reference, self.text(&self.view.title)),
            subtitle: self.subtitle(),
            made_at: self.context.now.clone(),
            about: self.cover(),
            sections,
        }
    }

    fn is_full(&self) -> bool {
        self.variant == Variant::Full
    }

    /// What an officer wrote; where it is published, without the names of people.
    fn text(&self, text: &str) -> String {
        if self.is_full() { text.to_owned() } else { self.people.hide(text) }
    }

    /// What an officer wrote, below a word that says what it is.
    fn quoted(&self, lead: &str, text: &str) -> [Block; 2] {
        [Block::paragraph(lead), Block::Quote(self.text(text))]
    }

    /// The lots in their order.
    fn lots(&self) -> impl Iterator<Item = LotNo> {
        self.evaluation.lots.keys().copied()
    }

    /// What a lot is called.
    fn lot_words(&self, lot: LotNo) -> String {
        self.text(&self.evaluation.evaluation.lot_words(lot))
    }

    /// An outcome or measure with its id. The id of an officer's own measure is made of its words,
    /// names in it included.
    fn measure_words(&self, id: &str) -> String {
        let own = self.view.own_measures.get(id).map(|own| own.text.as_str());
        match own.or_else(|| self.view.pack.outcome_words(id)) {
            Some(words) if self.shows_id(id) => format!("{id} {}", self.text(words)),
            Some(words) => self.text(words),
            None => self.text(id),
        }
    }

    /// Whether the id of an outcome or measure is shown.
    fn shows_id(&self, id: &str) -> bool {
        self.is_full() || self.view.pack.has_outcome(id)
    }

    /// A heading within the evaluation, with the lot where there are several.
    fn of_lot(&self, lot: LotNo, title: &str) -> String {
        if self.evaluation.lots.len() > 1 {
            format!("{}: {}", self.lot_words(lot), lower(title))
        } else {
            title.to_owned()
        }
    }

    /// A heading within what follows from the award, with the contract where there are several.
    fn of_contract(&self, contract: &ContractView, title: &str) -> String {
        if self.contracts.contracts.len() > 1 {
            format!("{}: {}", self.text(&contract.words), lower(title))
        } else {
            title.to_owned()
        }
    }

    /// A part for each contract, or one that says that there is none.
    fn of_contracts(
        &self,
        title: &str,
        none: &str,
        part: impl Fn(&ContractView) -> Section,
    ) -> Vec<Section> {
        if self.contracts.contracts.is_empty() {
            return vec![Section::new(title).with(Block::paragraph(none))];
        }
        self.contracts.contracts.iter().map(part).collect()
    }

    /// Whether something of the award of a lot is withheld, so that nothing of its tender that
    /// could tell it is published: the price, what the price tells, and what rests on the bid.
    fn is_withheld(&self, lot: LotNo) -> bool {
        let award = self.evaluation.evaluation.awards.get(&lot);
        award.is_some_and(|award| !award.withheld.is_empty())
    }

    /// Whether the money of a contract may stand in the file.
    fn shows_money(&self, contract: &ContractView) -> bool {
        self.is_full() || !contract.contract.lot.is_some_and(|lot| self.is_withheld(lot))
    }

    /// What a commitment is called.
    fn commitment_words(&self, uid: Uuid) -> String {
        let of = self.contracts.file.commitments.get(&uid);
        of.map_or_else(|| "a commitment".to_owned(), |of| of.title.clone())
    }
}

/// A title within a sentence. Only its first letter was a capital for its place.
fn lower(title: &str) -> String {
    let mut chars = title.chars();
    let first = chars.next().map(|first| first.to_lowercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}

/// A moment in UTC as it is read: `2026-11-21 09:00:00 UTC`.
fn moment(at: &str) -> String {
    match at.strip_suffix('Z') {
        Some(plain) => format!("{} UTC", plain.replace('T', " ")),
        None => at.to_owned(),
    }
}

/// A day, or that there is none.
fn day(of: Option<Date>) -> String {
    of.map_or_else(not_recorded, Date::british)
}

/// An amount, or that there is none.
fn money(of: Option<Money>) -> String {
    of.map_or_else(not_recorded, |amount| amount.to_string())
}

/// Yes, no, or that nobody has said.
fn yes_or_no(of: Option<bool>) -> String {
    of.map_or_else(not_recorded, |yes| if yes { "yes" } else { "no" }.to_owned())
}

fn not_recorded() -> String {
    "not recorded".to_owned()
}

/// A figure rounded for display, as a number.
fn decimal(figure: &Exact) -> Option<Decimal> {
    figure.rounded(2).parse().ok()
}

/// A figure rounded for display, in a table.
fn points(figure: Option<&Exact>) -> Cell {
    figure.and_then(decimal).map_or(Cell::Empty, Cell::Number)
}

/// A count, in a table.
fn count(number: usize) -> Cell {
    Cell::Number(Decimal::from(number))
}

/// So many things, in words: `no files`, `1 file`, `3 files`.
fn counted(number: usize, one: &str, many: &str) -> String {
    match number {
        0 => format!("no {many}"),
        number => crate::register::counted(number, one, many),
    }
}

/// Adds a name with its value, where there is one.
fn known(pairs: &mut Vec<(String, String)>, name: &str, value: Option<impl Into<String>>) {
    if let Some(value) = value {
        pairs.push((name.to_owned(), value.into()));
    }
}

/// Names with their values.
fn pairs<const N: usize>(all: [(&str, String); N]) -> Vec<(String, String)> {
    all.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
