//! What the policy requires, with its reasons, its clauses, and where they disagree.

use crate::policy::{Reason, WeightingFinding};
use crate::report::document::{Block, Cell, Column, Section, Table};
use crate::report::tender::Making;

impl Making<'_> {
    pub(super) fn determination(&self) -> Section {
        let found = &self.view.determination;
        Section::new("What the policy requires")
            .with(Block::Pairs(vec![
                ("Policy".to_owned(), format!("{}, edition {}", found.policy, found.edition)),
                ("Required items".to_owned(), found.required_words()),
            ]))
            .part(self.scope())
            .part(self.weighting_asked())
            .part(self.sign_off())
            .part(self.tensions())
            .part(self.statute())
            .part(self.questions())
    }

    fn scope(&self) -> Section {
        let found = &self.view.determination.social_value;
        let mut section = Section::new("Social value")
            .with(Block::paragraph(format!("Social value is {}.", found.words())));
        section.blocks.extend(reasons("Why social value is so", &found.reasons));
        section
    }

    fn weighting_asked(&self) -> Section {
        let found = &self.view.determination;
        let words = found.weighting.as_ref().map_or_else(
            || "No figure follows from the policy.".to_owned(),
            |weighting| format!("Weighting: {}.", WeightingFinding::words(weighting)),
        );
        let mut section = Section::new("Weighting").with(Block::paragraph(words));
        section.blocks.extend(reasons("Why there is no figure", &found.weighting_reasons));
        let Some(weighting) = &found.weighting else { return section };
        section.blocks.extend(reasons("Why the weighting is so", &weighting.reasons));
        let mut more = Vec::new();
        more.extend(
            weighting.of_total(self.view.facts.quality_share).map(|share| format!("{share}.")),
        );
        if weighting.justification {
            more.push("A justification has to be on file.".to_owned());
        }
        if weighting.adjustable {
            more.push("It may be adjusted, with a reason on file.".to_owned());
        }
        more.extend(
            weighting.decided_by.as_ref().map(|body| format!("{body} may decide otherwise.")),
        );
        if !more.is_empty() {
            section.blocks.push(Block::List(more));
        }
        section
    }

    fn sign_off(&self) -> Section {
        let found = &self.view.determination.sign_off;
        let section = Section::new("Sign-off");
        if found.is_empty() {
            return section.with(Block::paragraph("The policy names nobody for the sign-off."));
        }
        let mut table = Table::new(
            "Who signs off",
            [
                Column::text("Role").wide(2),
                Column::text("Clause"),
                Column::text("What it says").wide(3),
                Column::text("Because").wide(2),
                Column::text("What would change it").wide(2),
            ],
        );
        for one in found {
            table.push([
                Cell::from(one.words()),
                Cell::from(one.clause.as_str()),
                Cell::from(one.text.as_str()),
                because(&one.because),
                Cell::from(one.otherwise.clone()),
            ]);
        }
        section.with(Block::Table(table))
    }

    fn tensions(&self) -> Section {
        let found = &self.view.determination.tensions;
        let section = Section::new("Clauses that disagree");
        if found.is_empty() {
            return section.with(Block::paragraph("No clauses disagree here."));
        }
        let mut table = Table::new(
            "Clauses that disagree, and which is applied",
            [
                Column::text("Clauses"),
                Column::text("How they disagree").wide(3),
                Column::text("Applied").wide(3),
            ],
        );
        for one in found {
            table.push([
                Cell::from(one.clauses.join("; ")),
                Cell::from(one.text.as_str()),
                Cell::from(one.applied.as_str()),
            ]);
        }
        section.with(Block::Table(table))
    }

    fn statute(&self) -> Section {
        let found = &self.view.determination.statute;
        let clause = found.clause.as_ref().map(|clause| format!(" ({clause})"));
        let said = format!("{}{}", found.text, clause.unwrap_or_default());
        let mut section = Section::new("The statute").with(Block::paragraph(said));
        if let Some(reason) = &self.view.statute_left_out {
            section.blocks.extend(self.quoted("The statute is left out of this tender:", reason));
        }
        section
    }

    fn questions(&self) -> Section {
        let section = Section::new("Open questions");
        let asked: Vec<String> = self
            .view
            .determination
            .all_questions()
            .map(|one| format!("{} It decides {}.", one.ask, one.decides))
            .collect();
        if asked.is_empty() {
            return section.with(Block::paragraph("No question is open."));
        }
        section
            .with(Block::remark(
                "What the policy or the statute asks for is not certain before these are answered.",
            ))
            .with(Block::List(asked))
    }
}

/// The facts that decided; nothing where a rule holds for every tender.
fn because(facts: &[String]) -> Cell {
    if facts.is_empty() { Cell::Empty } else { Cell::from(facts.join("; ")) }
}

/// The rules behind a finding; nothing where there are none.
pub(super) fn reasons(caption: &str, all: &[Reason]) -> Option<Block> {
    if all.is_empty() {
        return None;
    }
    let mut table = Table::new(
        caption,
        [
            Column::text("Clause"),
            Column::text("What it says").wide(3),
            Column::text("Because").wide(2),
            Column::text("What would change it").wide(2),
        ],
    );
    for one in all {
        table.push([
            Cell::from(one.clause.as_str()),
            Cell::from(one.text.as_str()),
            because(&one.because),
            Cell::from(one.otherwise.clone()),
        ]);
    }
    Some(Block::Table(table))
}
