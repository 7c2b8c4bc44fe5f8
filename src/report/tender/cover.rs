//! The cover of the file, what it leaves out, the facts of the tender, and where it stands.

use rust_decimal::Decimal;

use crate::domain::StageState;
use crate::report::document::{Bar, Block, Chart, Section};
use crate::report::tender::{Making, counted, known, moment};

/// What the publication variant leaves out, in kinds of things.
const LEFT_OUT: [&str; 10] = [
    "The names of people: officers, evaluators, contacts, those who checked, agreed or decided, and owners of actions and risks. Roles stand in their place.",
    "Officers' notes, and what is attached as evidence: texts, addresses, paths and hashes. Only how much there is of it is said.",
    "Whom the tender waits for.",
    "Evaluators, their declarations and scores, clarifications, points and places, the reasons for scores, and the working, as they can tell the offers of others.",
    "Everything of tenders that did not win, but how many there were. Where a part of the award is withheld also the price, the contract's money, and the reasons and promises that rest on the winning tender.",
    "Commitments that are marked as withheld, with their deliveries; what deliveries say in words.",
    "Indicators and assessments that have not been published, and what assessors wrote.",
    "Award criteria that can still be changed, and how a tie was broken.",
    "Minutes of reviews, actions, risks, modern slavery and ethics, logistics, the exit plan, documents of contracts, what a contract saved or a supplier claimed, how suppliers were judged, and what happened behind a lesson.",
    "What the journal says: only how many entries there are, and the newest hash.",
];

impl Making<'_> {
    pub(super) fn subtitle(&self) -> String {
        if self.is_full() { "The tender file" } else { "The tender file, for publication" }
            .to_owned()
    }

    pub(super) fn cover(&self) -> Vec<(String, String)> {
        let (view, policy) = (&self.view, &self.view.pack.policy);
        let mut about = Vec::new();
        let mut add = |name: &str, value: String| about.push((name.to_owned(), value));
        add("Authority", policy.authority.clone());
        add("Policy", format!("{} ({}), edition {}", policy.title, policy.id, policy.edition));
        let statute = &view.overlay.policy;
        add("Statute", format!("{}, edition {}", statute.title, statute.edition));
        add("Reference", view.reference.to_string());
        let opted_out = if view.opt_out.is_some() { ", opted out of social value" } else { "" };
        add("State", format!("{}{opted_out}", view.state));
        add("Progress", format!("{} of 13 stages closed or skipped", view.progress().settled));
        add("Started", moment(&view.created_at));
        add("Last changed", moment(&view.changed_at));
        let by = if self.is_full() {
            format!("{}, by {}", moment(&self.context.now), self.context.officer)
        } else {
            moment(&self.context.now)
        };
        add("This file was made", by);
        let entries = counted(self.journal.len(), "entry", "entries");
        add("Journal", format!("{entries} on this tender"));
        if let Some(newest) = self.journal.last() {
            let (number, at) = (newest.sequence, moment(&newest.at));
            add("Newest of them", format!("number {number} in the register, {at}"));
            add("Hash of the newest entry (SHA-256)", newest.hash.clone());
        }
        about
    }

    /// What this file is, and what it leaves out.
    pub(super) fn about(&self) -> Section {
        let mut section = Section::new("About this file");
        section.blocks.push(Block::paragraph(
            "It follows the 13 stages of the procurement cycle: first the facts and what the policy requires, then each stage with its checklist and what belongs to it, last the clauses and the journal.",
        ));
        section.blocks.push(Block::paragraph(
            "Each entry of the register's journal is hashed together with the one before it. With the hash of the newest entry on the cover, a later copy of the register can be held against this file.",
        ));
        if let Some(words) = self.view.newer_words() {
            section.blocks.push(Block::remark(words));
        }
        if !self.is_full() {
            section.blocks.push(Block::remark(
                "This is the variant for publication. What officers wrote to give reasons stands in it as they wrote it, without the names that the register knows: read it through before it is published.",
            ));
            let mut left_out = Section::new("What was left out");
            left_out.blocks.push(Block::List(LEFT_OUT.map(str::to_owned).to_vec()));
            section.parts.push(left_out);
        }
        for lot in self.lots().filter(|lot| !self.evaluation.evaluation.prices_are_open(*lot)) {
            section.blocks.push(Block::remark(format!(
                "{}: prices, and what follows from them, are hidden until every score is agreed.",
                self.lot_words(lot)
            )));
        }
        section
    }

    /// The facts, where the tender stands, and how far each stage is.
    pub(super) fn facts(&self) -> Section {
        let view = &self.view;
        let mut section = Section::new("The facts");
        let mut pairs = vec![("What is bought".to_owned(), self.text(&view.title))];
        for (name, value) in view.facts.lines() {
            let value = if name == "Category" { self.text(&value) } else { value };
            pairs.push((name.to_owned(), value));
        }
        section.blocks.push(Block::Pairs(pairs));
        let mut stands = Section::new("Where it stands");
        let mut pairs = vec![("State".to_owned(), view.state.to_string())];
        known(&mut pairs, "Next", view.next_text.as_deref().map(|next| self.text(next)));
        if let Some(waiting) = view.waiting.as_ref().filter(|_| self.is_full()) {
            let until = waiting.until.map(|day| format!(", until {}", day.british()));
            let on = format!("{}{}", waiting.on, until.unwrap_or_default());
            pairs.push(("Waiting on".to_owned(), on));
            let by = format!("{}, {}", waiting.officer, moment(&waiting.at));
            pairs.push(("Recorded by".to_owned(), by));
        }
        stands.blocks.push(Block::Pairs(pairs));
        if let Some(reason) = &view.state_reason {
            stands.blocks.extend(self.quoted("Why it stands there:", reason));
        }
        stands.blocks.push(Block::Chart(self.progress_chart()));
        section.part(stands)
    }

    fn progress_chart(&self) -> Chart {
        let bars = self.view.stages.iter().map(|stage| {
            let (settled, all) = stage.progress();
            // A stage that was passed over, or that has nothing to do, has no share.
            let value = (all > 0 && stage.state != StageState::Skipped)
                .then(|| (Decimal::from(settled * 100) / Decimal::from(all)).round_dp(2));
            let said = match all {
                0 => format!("{}; nothing on the checklist", stage.state),
                all => format!("{}; {settled} of {all} items settled", stage.state),
            };
            Bar { label: format!("{} {}", stage.number, stage.number.short_name()), value, said }
        });
        Chart {
            title: "How many items of each stage are settled".to_owned(),
            bars: bars.collect(),
            mark: None,
            whole: Some(Decimal::ONE_HUNDRED),
        }
    }
}
