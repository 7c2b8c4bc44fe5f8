//! Procurements, and what stands on the tabs of one.

use strum::IntoEnumIterator;

use crate::domain::plan::TodayPart;
use crate::domain::{Evidence, StageNo};
use crate::register::{
    Filter, List, ListRow, PackPlace, Result, Slice, Sort, SortBy, ToldInLists, Unit,
};
use crate::report::document::{Cell, Table};
use crate::report::lists::{NOT_RECORDED, Reading, WINDOW, columns, count, known, words, yes};

/// The number of a stage with its name: `4 Specification`.
pub(super) fn stage(stage: StageNo) -> String {
    format!("{stage} {}", stage.name())
}

impl Reading<'_> {
    pub(super) fn procurements(&self, typed: &str) -> Result<Table> {
        let filter = Filter { words: typed.to_owned() };
        let sort = Sort { by: SortBy::Reference, reversed: false };
        self.tenders(|first| self.register.list(&filter, sort, first, WINDOW))
    }

    pub(super) fn behind(&self, slice: &Slice) -> Result<Table> {
        self.tenders(|first| self.register.behind(slice, first, WINDOW))
    }

    /// The procurements of a list that is read in windows.
    fn tenders(&self, window: impl Fn(usize) -> Result<List>) -> Result<Table> {
        let mut table = columns(&[
            "Reference",
            "Title",
            "Policy",
            "What is bought",
            "Category",
            "CPV codes",
            "Procedure",
            "#Estimated value, excluding VAT",
            "State",
            "Why in that state",
            "Stage",
            "#Stages settled",
            "Next",
            "Waiting for",
            "Opted out of social value",
            "Weight of social value",
            "Started, UTC",
            "Last changed, UTC",
        ]);
        let mut first = 0;
        loop {
            let list = window(first)?;
            let found = list.rows.len();
            for row in list.rows {
                self.step(first, list.matching.max(first), Unit::Procurements)?;
                first += 1;
                let told = self.register.told_in_lists(row.reference.as_str())?;
                table.push(tender(row, told));
            }
            if found < WINDOW {
                return Ok(table);
            }
        }
    }

    pub(super) fn due(&self) -> Result<Table> {
        let mut table =
            columns(&["When", "Day", "Reference", "Title", "Kind", "What is due, or comes next"]);
        for part in TodayPart::iter() {
            let mut first = 0;
            loop {
                let page = self.register.today(
                    part,
                    self.context.today,
                    &Filter::default(),
                    first,
                    WINDOW,
                )?;
                let found = page.lines.len();
                for line in page.lines {
                    table.push([
                        part.words().into(),
                        line.day.into(),
                        line.reference.to_string().into(),
                        line.title.into(),
                        line.kind.map(|kind| kind.to_string()).into(),
                        line.what.into(),
                    ]);
                }
                first += found;
                self.step(first, page.counts.iter().sum(), Unit::Rows)?;
                if found < WINDOW {
                    break;
                }
            }
        }
        Ok(table)
    }

    pub(super) fn found(&self, typed: &str) -> Result<Table> {
        let mut table = columns(&[
            "Reference",
            "Title, or supplier of the directory",
            "What it is",
            "Where it stands",
            "Stage",
            "Item",
            "Text",
        ]);
        let mut first = 0;
        loop {
            let hits = self.register.search(typed, first, WINDOW)?;
            let found = hits.rows.len();
            for hit in hits.rows {
                table.push([
                    hit.reference().into(),
                    hit.hit.title.as_str().into(),
                    hit.what().into(),
                    hit.place().into(),
                    hit.stage.map(stage).into(),
                    hit.item_text.as_deref().into(),
                    hit.hit.text.as_str().into(),
                ]);
            }
            first += found;
            self.step(first, hits.matching.max(first), Unit::Rows)?;
            if found < WINDOW {
                return Ok(table);
            }
        }
    }

    pub(super) fn policies(&self) -> Table {
        let mut table = columns(&[
            "Policy",
            "Title",
            "Authority",
            "Area",
            "Edition",
            "Draft",
            "#Items",
            "Place",
            "Replaces the built-in one",
            "To be mended",
            "SHA-256",
        ]);
        let library = self.register.library();
        for loaded in library.policies().iter().chain(library.overlay_pack()) {
            let header = &loaded.pack.policy;
            let place = match &loaded.place {
                PackPlace::BuiltIn => "built in".to_owned(),
                PackPlace::File(path) => path.display().to_string(),
            };
            table.push([
                header.id.as_str().into(),
                header.title.as_str().into(),
                header.authority.as_str().into(),
                header.area.as_str().into(),
                header.edition.as_str().into(),
                yes(header.draft),
                count(loaded.pack.items.len()),
                place.into(),
                yes(loaded.overrides),
                loaded.note.as_deref().into(),
                loaded.sha256.as_str().into(),
            ]);
        }
        table
    }

    pub(super) fn items(&self, reference: &str) -> Result<Table> {
        let view = self.register.procurement(reference)?;
        let mut table = columns(&[
            "Stage",
            "State of the stage",
            "Item",
            "Text",
            "State",
            "Required",
            "Why",
            "Good practice",
            "From",
            "Clause",
            "Ruled out because",
            "Note",
            "#Pieces of evidence",
            "Evidence",
            "Attached, UTC",
            "Wanted as evidence",
        ]);
        for of_stage in &view.stages {
            for item in &of_stage.items {
                let from = match (item.is_own(), item.by_law) {
                    (true, _) => "an officer",
                    (_, true) => "the statute",
                    _ => "the policy",
                };
                let each = |tell: &dyn Fn(&Evidence) -> String| {
                    item.evidence.iter().map(tell).collect::<Vec<_>>().join("\n")
                };
                table.push([
                    stage(of_stage.number).into(),
                    of_stage.state.to_string().into(),
                    item.id.to_string().into(),
                    item.text.as_str().into(),
                    item.state.word().into(),
                    yes(item.required),
                    item.why.as_str().into(),
                    yes(item.good_practice),
                    from.into(),
                    item.clause.as_str().into(),
                    words(item.reason.as_ref()),
                    words(item.note.as_ref()),
                    count(item.evidence.len()),
                    each(&|one| format!("{}: {}", one.kind.word(), one.kind.summary())).into(),
                    each(&|one| one.at.clone()).into(),
                    item.wanted.as_str().into(),
                ]);
            }
        }
        Ok(table)
    }

    pub(super) fn outcomes(&self, reference: &str) -> Result<Table> {
        let view = self.register.procurement(reference)?;
        let mut table = columns(&[
            "Outcome or measure",
            "Title",
            "#Quantity",
            "Counted in",
            "Why it is sought",
        ]);
        for sought in &view.sought {
            let unit = match view.own_measures.get(&sought.id) {
                Some(own) => own.unit.as_deref(),
                None => view.pack.measure_unit(&sought.id),
            };
            table.push([
                sought.id.as_str().into(),
                view.outcome_title(&sought.id).into(),
                sought.quantity.into(),
                unit.into(),
                words(sought.why.as_ref()),
            ]);
        }
        Ok(table)
    }

    pub(super) fn days(&self, reference: &str) -> Result<Table> {
        let view = self.register.procurement(reference)?;
        let mut table =
            columns(&["Day", "Kind", "What", "Stage", "Stands", "Worked out", "Clause"]);
        for (name, day) in &view.dates {
            table.push([
                (*day).into(),
                "day of the tender".into(),
                name.words().into(),
                Cell::Empty,
                "recorded".into(),
                Cell::Empty,
                Cell::Empty,
            ]);
        }
        for limit in &view.limits {
            table.push([
                limit.day.into(),
                "time limit".into(),
                limit.asks().unwrap_or_else(|| limit.text.clone()).into(),
                stage(limit.stage).into(),
                limit.standing.words().into(),
                limit.words.as_str().into(),
                limit.clause.as_str().into(),
            ]);
        }
        for (number, day) in &view.targets {
            let settled = view.stage(*number).is_some_and(|stage| stage.state.is_settled());
            table.push([
                (*day).into(),
                "plan".into(),
                "the stage is to be finished".into(),
                stage(*number).into(),
                if settled { "settled" } else { "open" }.into(),
                Cell::Empty,
                Cell::Empty,
            ]);
        }
        table.rows.sort_by_key(|row| match row.cells.first() {
            Some(Cell::Date(day)) => (false, Some(*day)),
            _ => (true, None),
        });
        Ok(table)
    }

    pub(super) fn journal(&self, reference: &str) -> Result<Table> {
        self.entries(|first| self.register.journal(reference, first, WINDOW))
    }

    /// The entries of a journal that is read in windows, the oldest first.
    pub(super) fn entries(
        &self,
        window: impl Fn(usize) -> Result<crate::register::JournalView>,
    ) -> Result<Table> {
        let mut table =
            columns(&["#Entry", "Moment, UTC", "Officer", "Deed", "About", "Detail", "Hash"]);
        let mut first = 0;
        loop {
            let page = window(first)?;
            let found = page.lines.len();
            for line in page.lines {
                table.push([
                    rust_decimal::Decimal::from(line.sequence).into(),
                    line.at.into(),
                    line.officer.into(),
                    line.said.into(),
                    line.about.into(),
                    line.detail.into(),
                    line.hash.into(),
                ]);
            }
            first += found;
            self.step(first, page.total, Unit::Entries)?;
            if found < WINDOW {
                // The newest are read first; a chain of hashes is read from its beginning.
                table.rows.reverse();
                return Ok(table);
            }
        }
    }
}

fn tender(row: ListRow, told: ToldInLists) -> Vec<Cell> {
    let facts = &told.facts;
    let codes: Vec<String> = facts.subject.cpv.iter().map(ToString::to_string).collect();
    let waiting = told.waiting.map(|waiting| match waiting.until {
        Some(day) => format!("{} until {}", waiting.on, day.british()),
        None => waiting.on,
    });
    vec![
        row.reference.to_string().into(),
        row.title.into(),
        row.policy.into(),
        facts.contract_type.to_string().into(),
        words(facts.subject.category.as_ref()),
        codes.join(", ").into(),
        facts.law.route.map_or_else(|| NOT_RECORDED.into(), |route| route.words().into()),
        row.value.into(),
        row.state.to_string().into(),
        told.state_reason.into(),
        row.stage.map(stage).into(),
        count(row.closed_stages.into()),
        row.next_text.into(),
        waiting.into(),
        known(Some(row.opted_out)),
        told.weight.map_or_else(|| "not set".into(), Cell::text),
        told.created_at.into(),
        row.changed_at.into(),
    ]
}
