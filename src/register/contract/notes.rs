//! What somebody should know of a contract: rules that are not kept, promises that are not, what
//! is missing, and what comes soon.

use uuid::Uuid;

use crate::domain::contract::{KpiRating, Standing, days};
use crate::domain::exact::Exact;
use crate::domain::{Date, Facts, KeyDate, text};
use crate::policy::{ChangeSide, Truth};
use crate::register::contract::view::{ContractView, Note, NoteKind, Viewing};

impl Viewing<'_> {
    /// What somebody should know of a contract, the gravest first.
    pub(super) fn notes(&self, view: &ContractView, today: Date) -> Vec<Note> {
        let mut found = Vec::new();
        self.note_commitments(view, today, &mut found);
        self.note_kpis(view, &mut found);
        self.note_ratings(view, &mut found);
        self.note_days(view, today, &mut found);
        self.note_end(view, today, &mut found);
        self.note_changes(view, &mut found);
        self.note_supplier(view, today, &mut found);
        self.note_slavery(view, &mut found);
        found.sort_by_key(|note| note.kind);
        found
    }

    fn note_commitments(&self, view: &ContractView, today: Date, found: &mut Vec<Note>) {
        let file = &self.case.contracts;
        for late in view.progress.iter().filter(|one| one.standing == Standing::Late) {
            let Some(commitment) = file.commitments.get(&late.commitment) else { continue };
            let mut acted = file
                .actions
                .values()
                .filter(|action| action.concerns == Some(late.commitment) && action.is_open());
            if let Some(overdue) = acted.clone().find(|action| action.due < today) {
                found.push(Note::new(
                    NoteKind::Fault,
                    format!(
                        "“{}” is late by {}, and what was to make it good by {} is not done: {}.",
                        text::visible(&commitment.title),
                        commitment.amount(&late.shortfall),
                        overdue.due.british(),
                        text::visible(&overdue.what)
                    ),
                    None,
                ));
            } else if acted.next().is_none() {
                found.push(Note::new(
                    NoteKind::Fault,
                    format!(
                        "“{}” is late by {}, and nobody has to make it good yet: agree a corrective action.",
                        text::visible(&commitment.title),
                        commitment.amount(&late.shortfall)
                    ),
                    None,
                ));
            }
        }
        for overlap in view.overlaps.iter().filter(|overlap| overlap.distinct.is_none()) {
            let named = |uid: Uuid| {
                let delivery = file.deliveries.get(&uid)?;
                let commitment = file.commitments.get(&delivery.commitment)?;
                Some(format!(
                    "“{}” on {}",
                    text::visible(&commitment.title),
                    delivery.day.british()
                ))
            };
            if let (Some(one), Some(other)) = (named(overlap.delivery), named(overlap.other)) {
                found.push(Note::new(
                    NoteKind::Warning,
                    format!("{one} and {other} may be the same, counted twice: {}.", overlap.why),
                    None,
                ));
            }
        }
        if !view.promised.is_empty() {
            found.push(Note::new(
                NoteKind::Warning,
                format!(
                    "The winning bid promised {} that the contract does not have yet.",
                    match view.promised.len() {
                        1 => "a measure".to_owned(),
                        count => format!("{count} measures"),
                    }
                ),
                None,
            ));
        }
    }

    fn note_kpis(&self, view: &ContractView, found: &mut Vec<Note>) {
        let Some(rule) = &self.case.overlay.contract_kpis else { return };
        let record = &self.case.record.facts;
        // What counts is the value of this contract, where it is known.
        let facts = Facts { value: view.value.unwrap_or(record.value), ..record.clone() };
        let asked = rule.asked(&self.case.overlay, &facts, self.above);
        let kind = match asked {
            Truth::No => return,
            Truth::Yes => NoteKind::Fault,
            Truth::Unknown(_) => NoteKind::Warning,
        };
        let live = || view.kpis.iter().filter(|kpi| kpi.kpi.dropped.is_none());
        let (count, least) = (live().count(), usize::from(rule.least));
        let published = live().filter(|kpi| kpi.kpi.published.is_some()).count();
        let may = if kind == NoteKind::Fault { "asks" } else { "may ask" };
        let lead = format!(
            "The law {may} for at least {least} published key performance indicators in a contract over {}, VAT included",
            rule.over.short()
        );
        let clause = Some(rule.clause.as_str());
        if count < least && view.contract.no_kpis.is_none() {
            found.push(Note::new(kind, format!("{lead}; there are {count}."), clause));
        } else if count >= least && published < least {
            let text = format!("{lead}; {published} of {count} are recorded as published.");
            found.push(Note::new(kind, text, clause));
        }
        for kpi in live().filter(|kpi| kpi.kpi.every_months > rule.assess_months) {
            found.push(Note::new(
                kind,
                format!(
                    "“{}” is assessed every {} months; the law {may} for at least once in {}.",
                    text::visible(&kpi.kpi.title),
                    kpi.kpi.every_months,
                    rule.assess_months
                ),
                clause,
            ));
        }
    }

    /// Indicators that went badly, and nobody has to do anything about it.
    fn note_ratings(&self, view: &ContractView, found: &mut Vec<Note>) {
        for kpi in view.kpis.iter().filter(|kpi| kpi.kpi.dropped.is_none()) {
            let Some(newest) = &kpi.newest else { continue };
            let bad =
                matches!(newest.rating, KpiRating::RequiresImprovement | KpiRating::Inadequate);
            let mut actions = self.case.contracts.actions.values();
            let acted = actions.any(|one| one.concerns == Some(kpi.uid) && one.is_open());
            if bad && !acted && view.runs() {
                found.push(Note::new(
                    NoteKind::Warning,
                    format!(
                        "“{}” is rated {}, and no action for it is open.",
                        text::visible(&kpi.kpi.title),
                        newest.rating.words()
                    ),
                    None,
                ));
            }
        }
    }

    fn note_days(&self, view: &ContractView, today: Date, found: &mut Vec<Note>) {
        let contract = &view.contract;
        for (name, day) in
            [(KeyDate::ContractSigned, contract.signed), (KeyDate::ContractEnd, Some(view.ends))]
        {
            if let (Some(planned), Some(day)) = (self.case.dates.get(&name), day)
                && *planned != day
                && self.case.contracts.contracts.len() == 1
            {
                found.push(Note::new(
                    NoteKind::Warning,
                    format!(
                        "The Timeline says {} for “{}”, the contract says {}.",
                        planned.british(),
                        name.words(),
                        day.british()
                    ),
                    None,
                ));
            }
        }
        if let Some(signed) = contract.signed
            && self.case.record.facts.law.applies
            && !self.case.dates.contains_key(&KeyDate::ContractSigned)
        {
            found.push(Note::new(
                NoteKind::Info,
                format!(
                    "The Timeline does not have the day of signature, {}; time limits of the statute run from it.",
                    signed.british()
                ),
                None,
            ));
        }
        if contract.signed.is_none() && contract.starts <= today && contract.ended.is_none() {
            found.push(Note::new(
                NoteKind::Warning,
                format!(
                    "The contract began on {}, and no day of signature is recorded.",
                    contract.starts.british()
                ),
                None,
            ));
        }
        if contract.ended.is_none() && view.ends < today {
            found.push(Note::new(
                NoteKind::Warning,
                format!(
                    "The contract ran until {}: record how it ended, or its extension.",
                    view.ends.british()
                ),
                None,
            ));
        } else if contract.ended.is_none()
            && today.plus_months(6_u8).is_some_and(|soon| view.ends <= soon)
            && !self.case.contracts.exit_plans.contains_key(&view.uid)
        {
            let more = contract.extendable_to.filter(|day| *day > view.ends);
            let more = more.map_or_else(String::new, |day| {
                format!(" It may be extended to {}.", day.british())
            });
            found.push(Note::new(
                NoteKind::Warning,
                format!(
                    "The contract ends on {}, and there is no exit plan.{more}",
                    view.ends.british()
                ),
                None,
            ));
        }
    }

    /// A contract that has ended without the notice that the statute asks for.
    fn note_end(&self, view: &ContractView, today: Date, found: &mut Vec<Note>) {
        let Some(ended) = view.contract.ended.as_ref().filter(|ended| ended.notice.is_none())
        else {
            return;
        };
        let above = self.above;
        let holds = self.case.overlay.holds_for(&self.case.record.facts) && above != Some(false);
        let clause =
            self.case.overlay.clauses.iter().find(|clause| clause.reference.ends_with("s.80"));
        // Thirty days, the day of the end counted.
        let (Some(clause), Some(last)) = (clause.filter(|_| holds), ended.day.plus_days(29)) else {
            return;
        };
        let overdue = above == Some(true) && last < today;
        found.push(Note::new(
            if overdue { NoteKind::Fault } else { NoteKind::Warning },
            format!(
                "No contract termination notice is recorded; for a public contract it is due by {}.",
                last.british()
            ),
            Some(&clause.reference),
        ));
    }

    /// Changes that go beyond what the statute lets pass without more.
    fn note_changes(&self, view: &ContractView, found: &mut Vec<Note>) {
        let file = &self.case.contracts;
        let contract = &view.contract;
        let (overlay, facts) = (&self.case.overlay, &self.case.record.facts);
        let above = self.above;
        // The longest term that was provided for on award.
        let longest = contract.extendable_to.map_or(contract.ends, |day| day.max(contract.ends));
        let mut value = contract.value;
        for (_, variation) in file.variations_of(view.uid) {
            let rise = match (value, variation.value) {
                (Some(before), Some(after)) => {
                    let change = &Exact::from(after) - &Exact::from(before);
                    (&change * &Exact::hundred()).over(&Exact::from(before))
                }
                _ => None,
            };
            value = variation.value.or(value);
            let share = |count: i64| {
                (&Exact::from(count) * &Exact::hundred())
                    .over(&Exact::from(days(contract.starts, longest)))
            };
            let longer = variation.ends.and_then(|ends| {
                if ends > longest {
                    share(days(longest.plus_days(1)?, ends))
                } else if ends < contract.ends {
                    share(-days(ends.plus_days(1)?, contract.ends))
                } else {
                    None
                }
            });
            for limit in &overlay.change_limits {
                let of_notice = limit.id.starts_with("notice");
                let met =
                    if of_notice { variation.notice.is_some() } else { variation.ground.is_some() };
                let change = match limit.of {
                    ChangeSide::Value => rise.as_ref(),
                    ChangeSide::Term => longer.as_ref(),
                };
                let over = Exact::from(limit.over);
                let beyond = change.is_some_and(|change| {
                    *change > over || (!limit.increases_only && -change.clone() > over)
                });
                if met || !beyond || limit.holds(overlay, facts, above).is_no() {
                    continue;
                }
                let by = change.map_or_else(String::new, |change| change.short(1));
                let side = match limit.of {
                    ChangeSide::Value => "value",
                    ChangeSide::Term => "longest term",
                };
                found.push(Note::new(
                    NoteKind::Warning,
                    format!(
                        "The change of {} is {by}% of the {side}, beyond {}. {}",
                        variation.day.british(),
                        limit.over,
                        limit.says
                    ),
                    Some(&limit.clause),
                ));
            }
        }
    }

    fn note_supplier(&self, view: &ContractView, today: Date, found: &mut Vec<Note>) {
        let Some(supplier) = self.suppliers.get(&view.contract.supplier) else { return };
        let name = text::visible(&supplier.name);
        if let Some(lot) = view.contract.lot
            && let Some(bid) = self
                .evaluation
                .awards
                .get(&lot)
                .and_then(|award| self.evaluation.bids.get(&award.bid))
            && !same_name(&bid.supplier, &supplier.name)
        {
            found.push(Note::new(
                NoteKind::Warning,
                format!(
                    "The award went to “{}”, the contract is with “{name}”.",
                    text::visible(&bid.supplier)
                ),
                None,
            ));
        }
        if let Some(rule) = &self.case.overlay.slavery_statement
            && supplier.large_turnover == Some(true)
        {
            let what = match &supplier.statement {
                None => Some("none is on record".to_owned()),
                Some(statement) if supplier.statement_is_old(today) => Some(format!(
                    "the one on record is for the year to {}",
                    statement.year_end.british()
                )),
                Some(_) => None,
            };
            if let Some(what) = what {
                found.push(Note::new(
                    NoteKind::Warning,
                    format!("{name} has to publish a statement on modern slavery; {what}."),
                    Some(&rule.clause),
                ));
            }
        }
        if let Some((level, day)) = self.reviews_due.get(&view.contract.supplier)
            && *day < today
        {
            found.push(Note::new(
                NoteKind::Warning,
                format!(
                    "The status of {name}, {}, was to be looked at again by {}.",
                    text::visible(level),
                    day.british()
                ),
                None,
            ));
        }
        let code =
            self.case.pack.expectations.iter().find(|one| one.group.contains("Code of Ethics"));
        if let Some(code) = code.filter(|_| supplier.code.is_none()) {
            found.push(Note::new(
                NoteKind::Warning,
                format!("No signed {} of {name} is on record.", text::visible(&code.group)),
                Some(&code.clause),
            ));
        }
    }

    fn note_slavery(&self, view: &ContractView, found: &mut Vec<Note>) {
        use crate::domain::contract::Level;
        let file = &self.case.contracts;
        match file.slavery_risk(view.uid) {
            None => found.push(Note::new(
                NoteKind::Info,
                "The risk of modern slavery has not been assessed for this contract.",
                None,
            )),
            Some((_, risk)) if risk.level == Level::High => {
                if !file.diligence.values().any(|step| step.contract == view.uid) {
                    found.push(Note::new(
                        NoteKind::Warning,
                        "The risk of modern slavery is high, and no due diligence is on record.",
                        None,
                    ));
                }
            }
            Some(_) => {}
        }
        let unreported = file
            .concerns
            .values()
            .any(|concern| concern.contract == view.uid && concern.reported_to.is_none());
        if unreported {
            found.push(Note::new(
                NoteKind::Fault,
                "A concern was raised and not reported to anybody yet.",
                None,
            ));
        }
    }
}

/// Whether two names are the same but for case, spaces and full stops.
fn same_name(one: &str, other: &str) -> bool {
    let plain = |name: &str| -> String {
        let kept = name.chars().filter(|c| c.is_alphanumeric());
        let name: String = kept.flat_map(char::to_lowercase).collect();
        name.trim_end_matches("limited").trim_end_matches("ltd").to_owned()
    };
    plain(one) == plain(other)
}
