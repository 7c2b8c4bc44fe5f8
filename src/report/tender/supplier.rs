//! The suppliers of the contracts, beside stage 12: who they are, how they deliver, and their
//! status under the scheme of the policy.

use crate::domain::Date;
use crate::domain::supplier::{Proposal, Size};
use crate::register::{SchemeView, StatusView, SupplierView, Track};
use crate::report::document::{Block, Cell, Column, Section, Table};
use crate::report::tender::{Making, known, not_recorded};

impl Making<'_> {
    pub(super) fn suppliers(&self) -> Vec<Section> {
        if self.suppliers.is_empty() {
            return vec![
                Section::new("Supplier").with(Block::paragraph("No supplier was recorded.")),
            ];
        }
        self.suppliers.iter().map(|supplier| self.supplier(supplier)).collect()
    }

    fn supplier(&self, view: &SupplierView) -> Section {
        let mut section = Section::new(format!("Supplier: {}", view.supplier.name));
        section.blocks.push(Block::Pairs(self.profile(view)));
        if self.is_full() {
            if let Some(note) = &view.supplier.note {
                section.blocks.extend(self.quoted("Internal note:", note));
            }
            section.parts.push(contacts(view));
            section.parts.push(debarment(view));
            section.parts.push(track(view));
        }
        section.parts.push(self.status(view));
        section
    }

    fn profile(&self, view: &SupplierView) -> Vec<(String, String)> {
        let of = &view.supplier;
        let mut pairs = Vec::new();
        let mut add = |name: &str, value: Option<String>| {
            pairs.push((name.to_owned(), value.unwrap_or_else(not_recorded)));
        };
        add("Company number", of.number.as_ref().map(ToString::to_string));
        add("Kind", of.sector.map(|sector| sector.words().to_owned()));
        add("Size", of.size().map(|size| Size::words(size).to_owned()));
        if !self.is_full() {
            let local = of.local.as_ref().map(|one| if one.local { "yes" } else { "no" });
            add("Local", local.map(str::to_owned));
            return pairs;
        }
        add("Other number", of.other_number.clone());
        let postcode = of.postcode.as_ref().map(ToString::to_string);
        let address: Vec<String> = of.address.clone().into_iter().chain(postcode).collect();
        add("Address", (!address.is_empty()).then(|| address.join(", ")));
        add("Website", of.website.clone());
        add(
            "Headcount",
            of.headcount.map(|count| {
                let on = of.headcount_on.map(|day| format!(" on {}", day.british()));
                format!("{count}{}", on.unwrap_or_default())
            }),
        );
        add(
            "Local",
            of.local.as_ref().map(|local| {
                let said = if local.local { "yes" } else { "no" };
                let reason = local.reason.as_ref().map(|reason| format!(": {reason}"));
                let (by, day) = (&local.by, local.day.british());
                format!("{said}, by {by}, {day}{}", reason.unwrap_or_default())
            }),
        );
        add(
            "Ownership",
            of.ownership
                .as_ref()
                .map(|one| format!("the supplier says “{}”, {}", one.says, one.day.british())),
        );
        let statement = of.statement.as_ref().map(|one| {
            let at = one.place.as_ref().map(|at| format!(", {at}"));
            format!("for the year to {}{}", one.year_end.british(), at.unwrap_or_default())
        });
        let statement = statement.unwrap_or_else(|| of.statement_due().words().to_owned());
        add("Modern slavery statement", Some(statement));
        let code = of.code.as_ref().map(|one| format!("{} by {}", one.day.british(), one.by));
        add("Code of ethics signed", code);
        add("Real living wage", of.living_wage.map(|wage| wage.words().to_owned()));
        let merged: Vec<&str> = view.merged.iter().map(|(_, one)| one.name.as_str()).collect();
        known(&mut pairs, "Merged into it", (!merged.is_empty()).then(|| merged.join(", ")));
        pairs
    }

    /// The status under the scheme of the tender's policy.
    fn status(&self, view: &SupplierView) -> Section {
        let section = Section::new("Supplier status");
        if self.view.pack.supplier_status.is_none() {
            return section.with(Block::paragraph("The policy has no scheme of supplier status."));
        }
        let id = &self.view.pack.policy.id;
        let Some(scheme) = view.schemes.iter().find(|one| one.policy == *id) else {
            return section.with(Block::paragraph("No status was recorded."));
        };
        let mut section = section;
        section.blocks.push(Block::paragraph(format!("Clause {}: {}", scheme.clause, scheme.says)));
        if scheme.stands.is_none() {
            section.blocks.push(Block::paragraph("No status was decided."));
        }
        if !self.is_full() {
            let decided = scheme.stands.as_ref().and_then(|one| one.review.decided.as_ref());
            if let Some(decided) = decided {
                section.blocks.push(Block::paragraph(format!(
                    "{}, decided on {}.",
                    decided.level,
                    decided.day.british()
                )));
            }
            return section;
        }
        reviews_of_status(&mut section, scheme);
        section
    }
}

fn reviews_of_status(section: &mut Section, scheme: &SchemeView) {
    if let Some(stands) = &scheme.stands {
        section.blocks.push(Block::paragraph("The status that stands:"));
        status_review(section, stands);
        if !scheme.incentives.is_empty() {
            section.blocks.push(Block::paragraph("What the supplier gains by it:"));
            section.blocks.push(Block::List(scheme.incentives.clone()));
        }
    }
    if let Some(open) = &scheme.open {
        section.blocks.push(Block::paragraph("A review is under way:"));
        status_review(section, open);
    }
    for earlier in &scheme.history {
        section.blocks.push(Block::paragraph("An earlier decision:"));
        status_review(section, earlier);
    }
}

fn status_review(section: &mut Section, view: &StatusView) {
    let review = &view.review;
    let mut pairs = vec![
        ("Edition of the policy".to_owned(), review.edition.clone()),
        ("Begun".to_owned(), format!("{}, by {}", review.begun.british(), review.by)),
        ("What the judgements support".to_owned(), proposal(&view.proposal)),
        ("The supplier was told on".to_owned(), super::day(review.told)),
    ];
    if let Some(reply) = &review.reply {
        let said = format!("{}: {}", reply.day.british(), reply.text);
        pairs.push(("What it said to that".to_owned(), said));
    }
    if let Some(decided) = &review.decided {
        let said = format!("{}, {}, by {}", decided.level, decided.day.british(), decided.by);
        pairs.push(("Decided".to_owned(), said));
        pairs.push(("Why".to_owned(), decided.reason.clone()));
        let next = decided.next_review.map(Date::british);
        known(&mut pairs, "Looked at again on", next);
    }
    section.blocks.push(Block::Pairs(pairs));
    let mut table = Table::new(
        "Behaviours as they were judged",
        [
            Column::text("Behaviour").wide(2),
            Column::text("Level"),
            Column::text("What that rests on").wide(4),
        ],
    );
    for one in &review.judgements {
        table.push([
            Cell::from(one.title.as_str()),
            Cell::from(one.level.as_deref().unwrap_or("no data")),
            Cell::from(one.evidence.as_deref()),
        ]);
    }
    section.blocks.push(Block::Table(table));
}

fn proposal(of: &Proposal) -> String {
    match of {
        Proposal::Level { level, held_by } if held_by.is_empty() => level.clone(),
        Proposal::Level { level, held_by } => {
            format!("{level}, held there by {}", held_by.join(", "))
        }
        Proposal::NoData { missing, at_most } => {
            let most = at_most.as_ref().map(|level| format!("; {level} at most"));
            format!(
                "none, as there is no data on {}{}",
                missing.join(", "),
                most.unwrap_or_default()
            )
        }
    }
}

fn contacts(view: &SupplierView) -> Section {
    let section = Section::new("Contacts");
    if view.contacts.is_empty() {
        return section.with(Block::paragraph("No contacts were recorded."));
    }
    let mut table = Table::new(
        "People to talk to",
        [
            Column::text("Name").wide(2),
            Column::text("Role").wide(2),
            Column::text("E-mail").wide(2),
            Column::text("Telephone").wide(2),
            Column::text("Note").wide(3),
        ],
    );
    for (_, one) in &view.contacts {
        table.push([
            Cell::from(one.name.as_str()),
            Cell::from(one.role.as_deref()),
            Cell::from(one.email.as_deref()),
            Cell::from(one.phone.as_deref()),
            Cell::from(one.note.as_deref()),
        ]);
    }
    section.with(Block::Table(table))
}

fn debarment(view: &SupplierView) -> Section {
    let section = Section::new("Debarment list");
    if view.checks.is_empty() {
        return section.with(Block::paragraph("No look at the debarment list was recorded."));
    }
    let mut table = Table::new(
        "Looks at the debarment list",
        [
            Column::text("Day"),
            Column::text("Result").wide(3),
            Column::text("By"),
            Column::text("Note").wide(3),
        ],
    );
    for (_, one) in &view.checks {
        table.push([
            Cell::Date(one.day),
            Cell::from(one.result.words()),
            Cell::from(one.by.as_str()),
            Cell::from(one.note.as_deref()),
        ]);
    }
    section.with(Block::Table(table))
}

/// How the supplier delivers, over all its contracts.
fn track(view: &SupplierView) -> Section {
    let mut section = Section::new("How it delivers");
    let mut table = Table::new(
        "Contracts with the supplier",
        [
            Column::text("Tender"),
            Column::text("Contract").wide(3),
            Column::figures("Value"),
            Column::text("From"),
            Column::text("To"),
            Column::text("How it delivers").wide(4),
        ],
    );
    for one in &view.contracts {
        table.push([
            Cell::from(one.reference.to_string()),
            Cell::from(one.words.as_deref().unwrap_or(&one.title)),
            Cell::from(one.value),
            Cell::Date(one.starts),
            Cell::Date(one.ends),
            Cell::from(track_words(&one.track)),
        ]);
    }
    section.blocks.push(Block::Table(table));
    section
        .blocks
        .push(Block::paragraph(format!("Over all its contracts: {}.", track_words(&view.track))));
    section
}

fn track_words(track: &Track) -> String {
    let mut said = Vec::new();
    if track.has_no_data() {
        said.push("no data to judge by".to_owned());
    }
    let standings = track.standings.iter();
    let standings: Vec<String> =
        standings.map(|(standing, count)| format!("{count} {}", standing.words())).collect();
    if !standings.is_empty() {
        said.push(format!("commitments: {}", standings.join(", ")));
    }
    let ratings = track.ratings.iter().map(|(rating, count)| format!("{count} {}", rating.words()));
    let mut ratings: Vec<String> = ratings.collect();
    if track.unrated > 0 {
        ratings.push(format!("{} never assessed", track.unrated));
    }
    if !ratings.is_empty() {
        said.push(format!("indicators: {}", ratings.join(", ")));
    }
    if track.actions > 0 {
        said.push(format!("open actions: {}, {} overdue", track.actions, track.overdue));
    }
    if track.reviews > 0 {
        said.push(format!("reviews held: {}", track.reviews));
    }
    said.join("; ")
}
