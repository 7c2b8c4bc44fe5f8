//! The evaluation, beside stage 8: its parts in their order, and the award criteria.

use rust_decimal::Decimal;

use crate::domain::evaluation::{Judged, LotNo, ROUNDING, SectionKind, sums};
use crate::report::document::{Block, Cell, Column, Row, Section, Table};
use crate::report::tender::{Making, pairs};

impl Making<'_> {
    /// The evaluation of every lot.
    pub(super) fn evaluations(&self) -> Vec<Section> {
        let mut section = Section::new("Evaluation");
        if self.evaluation.lots.is_empty() {
            section.blocks.push(Block::paragraph("No evaluation was recorded."));
            return vec![section];
        }
        if self.is_full() {
            section.blocks.push(Block::paragraph(ROUNDING));
            section.parts.push(self.evaluators());
        } else {
            section.blocks.push(Block::remark(
                "Who evaluated, scores, points and places are left out of this variant.",
            ));
        }
        for lot in self.lots() {
            section.parts.push(self.criteria(lot));
            section.parts.push(self.bids(lot));
            if self.is_full() {
                section.parts.push(self.scores(lot));
                section.parts.push(self.result(lot));
                section.parts.extend(self.workings(lot));
                section.parts.extend(self.sensitivity(lot));
                section.parts.push(self.low_prices(lot));
            }
        }
        vec![section]
    }

    fn criteria(&self, lot: LotNo) -> Section {
        let mut section = Section::new(self.of_lot(lot, "Award criteria"));
        let Some(view) = self.evaluation.lots.get(&lot) else { return section };
        if !self.is_full() && !view.frozen {
            return section
                .with(Block::remark("The award criteria are not fixed yet and are left out."));
        }
        let of = &self.evaluation.evaluation;
        if of.sections_of(lot).is_empty() {
            return section.with(Block::paragraph("No award criteria were recorded."));
        }
        section.blocks.push(Block::paragraph(if view.frozen {
            "The award criteria are fixed: the tender was issued or bids have come in."
        } else {
            "The award criteria can still be changed."
        }));
        section.blocks.push(Block::Table(self.criteria_table(lot)));
        for fault in &view.ranking.faults {
            section.blocks.push(Block::remark(fault.as_str()));
        }
        if let Some(social) = &view.social {
            let asked = social.asked.as_deref().unwrap_or("nothing of a weight");
            section.blocks.push(Block::paragraph(format!(
                "Social value: {} of the whole; the policy asks for: {asked}.",
                social.weight
            )));
            section.blocks.extend(social.fault.as_deref().map(Block::remark));
        }
        if !of.sections_of(lot).iter().any(|one| one.kind == SectionKind::SocialValue) {
            section.blocks.push(Block::remark("There is no section for social value."));
        }
        self.asked(&mut section, lot);
        self.terms(&mut section, lot);
        for ((_, name), scale) in of.scales.iter().filter(|((of, _), _)| *of == lot) {
            let mut table = Table::new(
                format!("The scale “{}”", self.text(name)),
                [Column::figures("Score"), Column::text("What earns it").wide(8)],
            );
            for mark in &scale.marks {
                table.push([
                    Cell::Number(mark.score.normalize()),
                    Cell::from(self.text(&mark.descriptor)),
                ]);
            }
            section.blocks.push(Block::Table(table));
        }
        section
    }

    fn criteria_table(&self, lot: LotNo) -> Table {
        let of = &self.evaluation.evaluation;
        let mut table = Table::new(
            "Sections and questions with their weights",
            [
                Column::text("Number"),
                Column::text("Criterion").wide(4),
                Column::text("Kind"),
                Column::figures("Weight"),
                Column::text("Of"),
                Column::text("How it is scored").wide(3),
                Column::text("Pass mark"),
            ],
        );
        for (number, section) in (1..).zip(of.sections_of(lot)) {
            let mark = section.pass_mark.map(|mark| format!("{mark} of its points"));
            table.push([
                Cell::from(format!("{number}")),
                Cell::from(self.text(&section.title)),
                Cell::from(section.kind.words()),
                Cell::Percent(section.weight),
                Cell::from("the whole"),
                Cell::Empty,
                Cell::from(mark),
            ]);
            for (below, question) in (1..).zip(of.questions_of(section.uid)) {
                let judged = match &question.judged {
                    Judged::Scale { scale } => format!("by the scale “{}”", self.text(scale)),
                    Judged::Offer { measure } => format!(
                        "by the offered quantity of “{}”",
                        self.text(&self.evaluation.measure_words(measure))
                    ),
                };
                table.push([
                    Cell::from(format!("{number}.{below}")),
                    Cell::from(self.text(&question.title)),
                    Cell::from("question"),
                    Cell::Percent(question.weight),
                    Cell::from("the section"),
                    Cell::from(judged),
                    Cell::from(question.pass_mark.map(|mark| mark.normalize().to_string())),
                ]);
            }
        }
        for sum in sums(of, lot).into_iter().filter(|sum| sum.section.is_none()) {
            let off = sum.off().map(|off| format!(", {off}"));
            let said = format!("The sections{}", off.unwrap_or_default());
            table.rows.push(Row {
                cells: vec![
                    Cell::Empty,
                    Cell::from(said),
                    Cell::Empty,
                    weight(sum.sum),
                    Cell::from("the whole"),
                    Cell::Empty,
                    Cell::Empty,
                ],
                total: true,
            });
        }
        table
    }

    /// What is asked, as it stands in the invitation.
    fn asked(&self, section: &mut Section, lot: LotNo) {
        for (number, _, question) in self.evaluation.evaluation.numbered(lot) {
            let title = self.text(&question.title);
            if let Some(asks) = &question.asks {
                let lead = format!("Question {number}, {title}, asks:");
                section.blocks.extend(self.quoted(&lead, asks));
            }
            if let Some(id) = &question.outcome {
                let said = format!("Question {number} is about {}.", self.measure_words(id));
                section.blocks.push(Block::paragraph(said));
            }
        }
    }

    fn terms(&self, section: &mut Section, lot: LotNo) {
        let Some(terms) = self.evaluation.evaluation.lots.get(&lot) else { return };
        let method = terms.method.kind();
        let scores =
            if terms.blind { "hidden until all evaluators have given theirs" } else { "open" };
        let prices = if terms.price_hidden { "hidden until every score is agreed" } else { "open" };
        section.blocks.push(Block::Pairs(pairs([
            ("Price method", terms.method.words()),
            ("Formula", method.formula().to_owned()),
            (
                "Tie for the first place",
                self.text(&self.evaluation.tie_break_words(&terms.tie_break)),
            ),
            (
                "Low prices",
                format!(
                    "looked into from {} below the mean or the median of the others",
                    terms.low_share
                ),
            ),
            ("Individual scores", scores.to_owned()),
            ("Prices", prices.to_owned()),
        ])));
        if let Some(why) = &terms.no_local_quote {
            section.blocks.extend(self.quoted("Why there is no local quote:", why));
        }
    }
}

/// What weights add up to, which may be more than a hundred.
fn weight(sum: Decimal) -> Cell {
    crate::domain::Percent::new(sum)
        .map_or_else(|| Cell::from(format!("{}%", sum.normalize())), Cell::Percent)
}
