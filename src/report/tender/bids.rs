//! Bids and what they offer, evaluators with their declarations, and the scores that were given
//! and agreed.

use crate::domain::evaluation::{Bid, Judged, LotNo, Question};
use crate::domain::exact::Exact;
use crate::report::document::{Block, Cell, Column, Section, Table};
use crate::report::tender::stages::evidence_words;
use crate::report::tender::{Making, counted, moment, points};

impl Making<'_> {
    pub(super) fn bids(&self, lot: LotNo) -> Section {
        let of = &self.evaluation.evaluation;
        let mut section = Section::new(self.of_lot(lot, "Bids"));
        let bids: Vec<&Bid> = of.bids_for(lot).collect();
        if bids.is_empty() {
            return section.with(Block::paragraph("No bids were recorded."));
        }
        let out = bids.iter().filter(|bid| !bid.takes_part()).count();
        let were = if bids.len() == 1 { "was" } else { "were" };
        let gone = match out {
            0 => String::new(),
            1 => "; 1 of them takes no further part".to_owned(),
            out => format!("; {out} of them take no further part"),
        };
        section.blocks.push(Block::paragraph(format!(
            "There {were} {}{gone}.",
            counted(bids.len(), "bid", "bids")
        )));
        if !self.is_full() {
            return section;
        }
        let quotes = self.evaluation.lots.get(&lot).map(|view| view.quotes).unwrap_or_default();
        section.blocks.push(Block::paragraph(format!(
            "From local suppliers: {} of {}, {} not said.",
            quotes.local, quotes.all, quotes.unknown
        )));
        let open = of.prices_are_open(lot);
        if !open {
            section
                .blocks
                .push(Block::remark("The prices are hidden until every score is agreed."));
        }
        section.blocks.push(Block::Table(bids_table(&bids, open)));
        section.blocks.extend(self.offers(&bids).map(Block::Table));
        section.blocks.extend(self.answers(lot, &bids).map(Block::Table));
        section.blocks.extend(self.clarifications(&bids).map(Block::Table));
        for bid in bids {
            if let Some(gone) = &bid.out {
                let clause =
                    gone.clause.as_deref().map(|clause| format!(" ({clause})")).unwrap_or_default();
                let lead = format!("{}, {}{clause}:", bid.supplier, gone.kind.words());
                section.blocks.extend(self.quoted(&lead, &gone.reason));
            }
            if let Some(note) = &bid.note {
                let lead = format!("Internal note on the bid of {}:", bid.supplier);
                section.blocks.extend(self.quoted(&lead, note));
            }
        }
        section
    }

    fn offers(&self, bids: &[&Bid]) -> Option<Table> {
        let mut table = Table::new(
            "What the bids offer",
            [
                Column::text("Bid").wide(2),
                Column::text("Measure").wide(3),
                Column::figures("How much"),
                Column::text("Counted in"),
                Column::text("In words").wide(3),
            ],
        );
        for bid in bids {
            let all = self.evaluation.evaluation.offers.iter();
            for ((_, measure), offer) in all.filter(|((of, _), _)| *of == bid.uid) {
                table.push([
                    Cell::from(bid.supplier.as_str()),
                    Cell::from(self.evaluation.measure_words(measure)),
                    Cell::from(offer.quantity.map(|quantity| quantity.normalize())),
                    Cell::from(self.evaluation.measure_unit(measure)),
                    Cell::from(offer.words.as_deref()),
                ]);
            }
        }
        (!table.rows.is_empty()).then_some(table)
    }

    fn answers(&self, lot: LotNo, bids: &[&Bid]) -> Option<Table> {
        let of = &self.evaluation.evaluation;
        let mut table = Table::new(
            "Where the answers are",
            [
                Column::text("Bid").wide(2),
                Column::text("Question").wide(2),
                Column::text("Answer").wide(5),
            ],
        );
        for bid in bids {
            for (number, _, question) in of.numbered(lot) {
                if let Some(answer) = of.answers.get(&(bid.uid, question.uid)) {
                    table.push([
                        Cell::from(bid.supplier.as_str()),
                        Cell::from(format!("{number} {}", question.title)),
                        Cell::from(evidence_words(&answer.kind)),
                    ]);
                }
            }
        }
        (!table.rows.is_empty()).then_some(table)
    }

    fn clarifications(&self, bids: &[&Bid]) -> Option<Table> {
        let mut table = Table::new(
            "Questions to bidders",
            [
                Column::text("Bid").wide(2),
                Column::text("Asked on"),
                Column::text("What was asked").wide(3),
                Column::text("What was answered").wide(3),
            ],
        );
        for bid in bids {
            let all = self.evaluation.evaluation.clarifications.values();
            for one in all.filter(|one| one.bid == bid.uid) {
                table.push([
                    Cell::from(bid.supplier.as_str()),
                    Cell::Date(one.asked_on),
                    Cell::from(one.asked.as_str()),
                    Cell::from(one.answered.as_deref().unwrap_or("not answered")),
                ]);
            }
        }
        (!table.rows.is_empty()).then_some(table)
    }

    pub(super) fn evaluators(&self) -> Section {
        let section = Section::new("Evaluators");
        let all = &self.evaluation.evaluation.evaluators;
        if all.is_empty() {
            return section.with(Block::paragraph("No evaluators were named."));
        }
        let mut table = Table::new(
            "Who scores, with their declarations of interests",
            [
                Column::text("Name").wide(2),
                Column::text("Role").wide(2),
                Column::text("Declared"),
                Column::text("Interest").wide(3),
                Column::text("How it is dealt with").wide(3),
                Column::text("Remark").wide(3),
            ],
        );
        for one in all.values() {
            let declared = one.declaration.as_ref();
            let interest = declared.map(|one| one.interest.as_deref().unwrap_or("no interest"));
            let remark = one.stood_down.as_ref().map(|why| format!("Stood down: {why}"));
            table.push([
                Cell::from(one.name.as_str()),
                Cell::from(one.role.as_deref()),
                Cell::from(declared.map(|one| one.day)),
                Cell::from(interest),
                Cell::from(declared.and_then(|one| one.handling.as_deref())),
                Cell::from(remark.or_else(|| one.hindrance())),
            ]);
        }
        section.with(Block::Table(table))
    }

    /// What each evaluator gave, as far as it may be seen, and what was agreed.
    pub(super) fn scores(&self, lot: LotNo) -> Section {
        let of = &self.evaluation.evaluation;
        let mut section = Section::new(self.of_lot(lot, "Scores"));
        let mut given = Table::new(
            "Individual scores",
            [
                Column::text("Question").wide(2),
                Column::text("Bid").wide(2),
                Column::text("Evaluator").wide(2),
                Column::figures("Score"),
                Column::text("Why").wide(4),
            ],
        );
        let mut agreed = Table::new(
            "Agreed scores",
            [
                Column::text("Question").wide(2),
                Column::text("Bid").wide(2),
                Column::figures("Score"),
                Column::text("Of"),
                Column::text("Mean of the individual scores"),
                Column::text("Recorded").wide(2),
            ],
        );
        let mut reasons = Vec::new();
        let mut hidden = 0;
        let judged = of
            .numbered(lot)
            .into_iter()
            .filter(|(_, _, question)| matches!(question.judged, Judged::Scale { .. }));
        for (number, _, question) in judged {
            let words = format!("{number} {}", question.title);
            for bid in of.bids_for(lot) {
                let open = of.scores_are_open(lot, bid.uid, question.uid);
                let scores = || {
                    of.evaluators.values().filter_map(|who| {
                        Some((who, of.scores.get(&(bid.uid, question.uid, who.uid))?))
                    })
                };
                if open {
                    for (who, score) in scores() {
                        given.push([
                            Cell::from(words.as_str()),
                            Cell::from(bid.supplier.as_str()),
                            Cell::from(who.name.as_str()),
                            Cell::Number(score.score.normalize()),
                            Cell::from(score.rationale.as_str()),
                        ]);
                    }
                } else {
                    hidden += scores().count();
                }
                let Some(consensus) = of.consensus.get(&(bid.uid, question.uid)) else { continue };
                agreed.push([
                    Cell::from(words.as_str()),
                    Cell::from(bid.supplier.as_str()),
                    Cell::Number(consensus.score.normalize()),
                    Cell::from(self.highest(lot, question)),
                    points(self.mean(bid, question).as_ref()),
                    Cell::from(format!("by {}, {}", consensus.officer, moment(&consensus.at))),
                ]);
                let lead = format!("{words}, {}: why this score was agreed:", bid.supplier);
                reasons.extend(self.quoted(&lead, &consensus.reasons));
                if let Some(comment) = &consensus.comment {
                    reasons.extend(self.quoted("Internal comment, not for the letter:", comment));
                }
            }
        }
        if hidden > 0 {
            section.blocks.push(Block::remark(format!(
                "Hidden until all evaluators have given theirs: {}.",
                counted(hidden, "individual score", "individual scores")
            )));
        }
        if given.rows.is_empty() && agreed.rows.is_empty() {
            section.blocks.push(Block::paragraph("No scores are to be shown."));
            return section;
        }
        if !given.rows.is_empty() {
            section.blocks.push(Block::Table(given));
        }
        if agreed.rows.is_empty() {
            section.blocks.push(Block::paragraph("No scores were agreed."));
        } else {
            section.blocks.push(Block::Table(agreed));
        }
        section.blocks.extend(reasons);
        section
    }

    /// The highest mark that there is.
    fn highest(&self, lot: LotNo, question: &Question) -> Option<String> {
        let scale = self.evaluation.evaluation.scale_of(lot, question)?;
        Some(scale.highest().normalize().to_string())
    }

    /// The mean of the individual scores of those who take part; it decides nothing.
    fn mean(&self, bid: &Bid, question: &Question) -> Option<Exact> {
        let of = &self.evaluation.evaluation;
        let scores: Vec<Exact> = of
            .panel()
            .filter_map(|who| of.scores.get(&(bid.uid, question.uid, who.uid)))
            .map(|score| Exact::from(score.score))
            .collect();
        let all = Exact::from(i64::try_from(scores.len()).ok()?);
        scores.into_iter().sum::<Exact>().over(&all)
    }
}

fn bids_table(bids: &[&Bid], open: bool) -> Table {
    let mut table = Table::new(
        "The bids",
        [
            Column::text("Supplier").wide(3),
            Column::figures("Price without VAT").wide(2),
            Column::text("Received").wide(2),
            Column::text("Late"),
            Column::text("Local"),
            Column::text("Takes part").wide(2),
        ],
    );
    for bid in bids {
        let price = match bid.price {
            _ if !open => Cell::from("hidden"),
            Some(price) => Cell::Money(price),
            None => Cell::from("no price"),
        };
        let part = bid.out.as_ref().map_or("yes", |gone| gone.kind.words());
        table.push([
            Cell::from(bid.supplier.as_str()),
            price,
            Cell::from(bid.received.as_deref().unwrap_or("not recorded")),
            Cell::from(if bid.late { "yes" } else { "no" }),
            Cell::from(super::yes_or_no(bid.local)),
            Cell::from(part),
        ]);
    }
    table
}
