//! Contracts and what hangs on them, of one procurement or of all.

use uuid::Uuid;

use crate::domain::EvidenceKind;
use crate::domain::contract::{Commitment, ContractFile, Delivery, Settled, SettledKind, Standing};
use crate::domain::exact::Exact;
use crate::domain::text::visible;
use crate::register::{ContractView, ContractsView, Result, Unit};
use crate::report::document::{Cell, Table};
use crate::report::lists::{Reading, Records, columns, count, figure, known, words, yes};

/// The records of one contract: where it is, and the table that they go into.
struct Rows<'a> {
    view: &'a ContractsView,
    contract: &'a ContractView,
    table: &'a mut Table,
}

impl Reading<'_> {
    /// One kind of record of the contracts of one procurement, or of all.
    pub(super) fn records(&self, kind: Records, reference: Option<&str>) -> Result<Table> {
        let mut headings = vec!["Reference", "Title", "Contract", "Supplier"];
        headings.extend(kind.headings());
        let mut table = columns(&headings);
        let references = if let Some(one) = reference {
            vec![one.to_owned()]
        } else {
            let all = self.register.tenders_with_contracts()?;
            all.iter().map(ToString::to_string).collect()
        };
        for (done, reference) in references.iter().enumerate() {
            self.step(done, references.len(), Unit::Procurements)?;
            let view = self.register.contracts(reference, self.context)?;
            for contract in &view.contracts {
                Rows { view: &view, contract, table: &mut table }.add(kind);
            }
        }
        Ok(table)
    }
}

impl Rows<'_> {
    fn file(&self) -> &ContractFile {
        &self.view.file
    }

    /// One row, behind what names the procurement and the contract.
    fn push(&mut self, cells: impl IntoIterator<Item = Cell>) {
        let head = [
            self.view.reference.to_string().into(),
            Cell::text(self.view.title.as_str()),
            self.contract.words.as_str().into(),
            self.contract.supplier.as_str().into(),
        ];
        self.table.push(head.into_iter().chain(cells));
    }

    fn add(&mut self, kind: Records) {
        match kind {
            Records::Contracts => self.contract(),
            Records::Commitments => self.commitments(),
            Records::Deliveries => self.deliveries(),
            Records::Indicators => self.indicators(),
            Records::Assessments => self.assessments(),
            Records::Reviews => self.reviews(),
            Records::Actions => self.actions(),
            Records::Risks => self.risks(),
            Records::Changes => self.changes(),
            Records::Documents | Records::Money => self.papers_and_money(kind),
            Records::Concerns | Records::Logistics => self.concerns_and_logistics(kind),
            Records::Due => self.due(),
        }
    }

    fn contract(&mut self) {
        let (view, of) = (self.contract, &self.contract.contract);
        let file = &self.view.file;
        let open = file.actions.values().filter(|one| one.contract == view.uid && one.is_open());
        let notes: Vec<&str> = view.notes.iter().map(|note| note.text.as_str()).collect();
        let ended = of.ended.as_ref();
        let cells = [
            self.view.pack.policy.short_words().into(),
            of.lot.map(|lot| lot.to_string()).into(),
            of.value.into(),
            view.value.into(),
            of.signed.into(),
            of.starts.into(),
            of.ends.into(),
            view.ends.into(),
            of.extendable_to.into(),
            yes(view.runs()),
            ended.map(|ended| ended.day).into(),
            ended.map(|ended| format!("{}: {}", ended.how.words(), ended.reason)).into(),
            words(of.manager.as_ref()),
            view.next_review.as_ref().map(|review| review.day).into(),
            known(of.collaborative),
            words(of.partners.as_ref()),
            count(view.progress.len()),
            count(view.count(Standing::Late)),
            count(view.kpis.len()),
            count(open.count()),
            file.final_accounts.get(&view.uid).map(|account| account.day).into(),
            notes.join("\n").into(),
            words(of.note.as_ref()),
        ];
        self.push(cells);
    }

    fn commitments(&mut self) {
        for one in &self.contract.progress {
            let Some(of) = self.view.file.commitments.get(&one.commitment) else { continue };
            // Where nothing is counted, being delivered is one of one.
            let shown = |exact: &Exact| figure(exact, 4);
            let next = one.next.as_ref();
            let settled = of.settled.as_ref();
            let cells = [
                of.title.as_str().into(),
                words(of.measure.as_ref()),
                of.quantity.into(),
                words(of.unit.as_ref()),
                words(of.words.as_ref()),
                of.schedule.words().into(),
                shown(&one.total),
                shown(&one.expected),
                shown(&one.delivered),
                shown(&one.verified),
                shown(&one.shortfall),
                one.missed.into(),
                next.map(|(day, _)| *day).into(),
                next.map_or(Cell::Empty, |(_, missing)| shown(missing)),
                one.standing.words().into(),
                settled.map(settled_words).into(),
                settled.map(|settled| settled.reason.as_str()).into(),
                words(of.area.as_ref()),
                words(of.evidence.as_ref()),
                of.withheld.as_ref().map(|withheld| withheld.reason.as_str()).into(),
                one.commitment.to_string().into(),
            ];
            self.push(cells);
        }
    }

    fn deliveries(&mut self) {
        let file = &self.view.file;
        let of_contract =
            |of: &Uuid| file.commitments.get(of).filter(|one| one.contract == self.contract.uid);
        let mut found: Vec<(&Uuid, &Delivery, &Commitment)> = file
            .deliveries
            .iter()
            .filter_map(|(uid, one)| Some((uid, one, of_contract(&one.commitment)?)))
            .collect();
        found.sort_by_key(|(uid, one, _)| (one.day, **uid));
        for (uid, one, of) in found {
            let evidence = one.evidence.as_ref();
            let checked = one.verified.as_ref();
            let cells = [
                of.title.as_str().into(),
                one.day.into(),
                one.from.into(),
                one.quantity.into(),
                words(of.unit.as_ref()),
                words(one.words.as_ref()),
                evidence.map(|kind| format!("{}: {}", kind.word(), kind.summary())).into(),
                checked.map(|checked| checked.by.as_str()).into(),
                checked.map(|checked| checked.day).into(),
                words(checked.and_then(|checked| checked.how.as_ref())),
                yes(one.counts()),
                words(one.withdrawn.as_ref()),
                words(one.distinct.as_ref()),
                count(one.corrections.len()),
                one.at.as_str().into(),
                one.officer.as_str().into(),
                uid.to_string().into(),
            ];
            self.push(cells);
        }
    }

    fn indicators(&mut self) {
        for one in &self.contract.kpis {
            let newest = one.newest.as_ref();
            let cells = [
                one.kpi.title.as_str().into(),
                one.kpi.target.as_str().into(),
                words(one.kpi.how.as_ref()),
                count(one.kpi.every_months.into()),
                one.kpi.published.into(),
                newest.map_or_else(
                    || "not assessed yet".into(),
                    |newest| newest.rating.words().into(),
                ),
                newest.map(|newest| newest.to).into(),
                one.due.into(),
                words(one.kpi.dropped.as_ref()),
                one.uid.to_string().into(),
            ];
            self.push(cells);
        }
    }

    fn assessments(&mut self) {
        for one in &self.contract.kpis {
            for (_, of) in self.view.file.assessments_of(one.uid) {
                let cells = [
                    one.kpi.title.as_str().into(),
                    of.from.into(),
                    of.to.into(),
                    of.rating.words().into(),
                    words(of.measured.as_ref()),
                    words(of.reasons.as_ref()),
                    of.by.as_str().into(),
                    of.published.into(),
                ];
                self.push(cells);
            }
        }
    }

    fn reviews(&mut self) {
        let all = self.view.file.reviews.iter();
        let mut found: Vec<_> = all.filter(|(_, one)| one.contract == self.contract.uid).collect();
        found.sort_by_key(|(uid, one)| (one.held.unwrap_or(one.planned), **uid));
        for (_, one) in found {
            self.push([
                one.planned.into(),
                one.held.into(),
                words(one.present.as_ref()),
                words(one.agenda.as_ref()),
                words(one.minutes.as_ref()),
                words(one.value.as_ref()),
                one.measured.into(),
            ]);
        }
    }

    fn actions(&mut self) {
        let all = self.view.file.actions.iter();
        let mut found: Vec<_> = all.filter(|(_, one)| one.contract == self.contract.uid).collect();
        found.sort_by_key(|(uid, one)| (one.due, **uid));
        for (uid, one) in found {
            let stands = match (one.dropped, one.done) {
                (true, _) => "dropped",
                (false, Some(_)) => "done",
                (false, None) if one.due < self.view.today => "overdue",
                (false, None) => "open",
            };
            let cells = [
                one.what.as_str().into(),
                one.about.words().into(),
                one.concerns.and_then(|of| self.concerned(of)).into(),
                one.owner.as_str().into(),
                one.due.into(),
                one.done.into(),
                stands.into(),
                words(one.outcome.as_ref()),
                uid.to_string().into(),
            ];
            self.push(cells);
        }
    }

    /// What an action is for, in words.
    fn concerned(&self, uid: Uuid) -> Option<String> {
        let file = self.file();
        let commitment = file.commitments.get(&uid).map(|one| format!("commitment: {}", one.title));
        commitment
            .or_else(|| file.kpis.get(&uid).map(|one| format!("indicator: {}", one.title)))
            .or_else(|| file.risks.get(&uid).map(|one| format!("risk: {}", one.what)))
            .or_else(|| file.concerns.get(&uid).map(|one| format!("concern: {}", one.what)))
    }

    fn risks(&mut self) {
        let all = self.view.file.risks.iter();
        for (_, one) in all.filter(|(_, one)| one.contract == self.contract.uid) {
            self.push([
                one.what.as_str().into(),
                one.level.words().into(),
                words(one.owner.as_ref()),
                words(one.response.as_ref()),
                one.raised.into(),
                words(one.closed.as_ref()),
            ]);
        }
    }

    fn changes(&mut self) {
        for (_, one) in self.view.file.variations_of(self.contract.uid) {
            self.push([
                one.day.into(),
                one.about.words().into(),
                one.what.as_str().into(),
                one.ends.into(),
                one.value.into(),
                words(one.ground.as_ref()),
                one.agreed_by.as_str().into(),
                one.notice.into(),
            ]);
        }
    }

    fn papers_and_money(&mut self, kind: Records) {
        let (file, contract) = (&self.view.file, self.contract.uid);
        if kind == Records::Money {
            let mut found: Vec<_> =
                file.figures.values().filter(|one| one.contract == contract).collect();
            found.sort_by_key(|one| (one.year, one.about));
            for one in found {
                self.push([
                    one.year.to_string().into(),
                    one.about.words().into(),
                    one.amount.into(),
                ]);
            }
            return;
        }
        let mut found: Vec<_> =
            file.papers.iter().filter(|(_, one)| one.contract == contract).collect();
        found.sort_by_key(|(uid, one)| (one.day, **uid));
        for (_, one) in found {
            let document = one.document.as_ref();
            self.push([
                one.day.into(),
                one.title.as_str().into(),
                document.map(EvidenceKind::word).into(),
                document.map(EvidenceKind::summary).into(),
            ]);
        }
    }

    fn concerns_and_logistics(&mut self, kind: Records) {
        let (file, contract) = (&self.view.file, self.contract.uid);
        if kind == Records::Concerns {
            for one in file.concerns.values().filter(|one| one.contract == contract) {
                self.push([
                    one.day.into(),
                    one.what.as_str().into(),
                    words(one.reported_to.as_ref()),
                    one.reported_on.into(),
                    words(one.outcome.as_ref()),
                ]);
            }
            return;
        }
        let mut found: Vec<_> =
            file.logistics.iter().filter(|(_, one)| one.contract == contract).collect();
        found.sort_by_key(|(uid, one)| (one.day, **uid));
        for (_, one) in found {
            self.push([
                one.day.into(),
                one.about.words().into(),
                one.what.as_str().into(),
                words(one.quantity.as_ref()),
                words(one.place.as_ref()),
                words(one.by.as_ref()),
                one.evidence
                    .as_ref()
                    .map(|kind| format!("{}: {}", kind.word(), kind.summary()))
                    .into(),
            ]);
        }
    }

    fn due(&mut self) {
        for due in &self.contract.due {
            let cells = [due.day.into(), yes(due.day < self.view.today), due.sentence().into()];
            self.push(cells);
        }
    }
}

fn settled_words(settled: &Settled) -> String {
    let how = match settled.how {
        SettledKind::Waived => "no longer asked for",
        SettledKind::Short => "stayed short",
    };
    format!("{how}, decided by {} on {}", visible(&settled.by), settled.day.british())
}
