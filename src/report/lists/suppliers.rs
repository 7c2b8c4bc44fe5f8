//! Suppliers, lessons, and what targets were reached.

use uuid::Uuid;

use crate::domain::contract::FinancialYear;
use crate::domain::supplier::{LivingWage, Sector, Size, Supplier};
use crate::register::{Result, SupplierLine};
use crate::report::document::{Cell, Table};
use crate::report::lists::tenders::stage;
use crate::report::lists::{
    NOT_RECORDED, Reading, WINDOW, columns, count, figure, known, said, words,
};

impl Reading<'_> {
    pub(super) fn suppliers(&self) -> Result<Table> {
        let mut table = columns(&[
            "Name",
            "Company number",
            "Other number",
            "Address",
            "Postcode",
            "Website",
            "#Headcount",
            "Headcount on",
            "Size",
            "Kind of organisation",
            "Local",
            "Local by whose judgement",
            "Judged on",
            "Why local or not",
            "Ownership in its own words",
            "Statement on modern slavery due",
            "Statement for the year to",
            "Statement at",
            "Code of ethics signed",
            "Real living wage",
            "Status",
            "Debarment list checked",
            "#Contracts",
            "Merged into",
            "Note",
            "Id",
        ]);
        for line in self.register.directory()?.lines {
            table.push(supplier(line));
        }
        Ok(table)
    }

    pub(super) fn supplier_contracts(&self, uid: Uuid) -> Result<Table> {
        let mut table = columns(&[
            "Reference",
            "Title",
            "Contract",
            "#Value, excluding VAT",
            "Starts",
            "Ends",
            "Runs",
            "#Commitments",
            "How they stand",
            "#Open actions",
            "#Overdue actions",
            "Newest ratings",
            "#Indicators never assessed",
            "#Reviews held",
        ]);
        for one in self.register.supplier(uid, self.context)?.contracts {
            let standings = one.track.standings.iter();
            let standings: Vec<String> = standings
                .map(|(standing, count)| format!("{count} {}", standing.words()))
                .collect();
            let ratings = one.track.ratings.iter();
            let ratings: Vec<String> =
                ratings.map(|(rating, count)| format!("{count} {}", rating.words())).collect();
            table.push([
                one.reference.to_string().into(),
                one.title.into(),
                one.words.into(),
                one.value.into(),
                one.starts.into(),
                one.ends.into(),
                known(Some(one.runs)),
                count(one.track.commitments()),
                standings.join(", ").into(),
                count(one.track.actions),
                count(one.track.overdue),
                ratings.join(", ").into(),
                count(one.track.unrated),
                count(one.track.reviews),
            ]);
        }
        Ok(table)
    }

    pub(super) fn supplier_contacts(&self, uid: Uuid) -> Result<Table> {
        let mut table = columns(&["Name", "Role", "E-mail", "Telephone", "Note"]);
        for (_, one) in self.register.supplier(uid, self.context)?.contacts {
            table.push([
                one.name.into(),
                one.role.into(),
                one.email.into(),
                one.phone.into(),
                one.note.into(),
            ]);
        }
        Ok(table)
    }

    pub(super) fn supplier_status(&self, uid: Uuid) -> Result<Table> {
        let mut table = columns(&[
            "Policy",
            "Edition",
            "Stands",
            "Level",
            "Begun",
            "Judged by",
            "Judgements",
            "Told",
            "Replied",
            "Reply",
            "Decided",
            "Decided by",
            "Why",
            "Next review",
        ]);
        for scheme in self.register.supplier(uid, self.context)?.schemes {
            let under_way = scheme.open.map(|one| ("under way", one));
            let stands = scheme.stands.map(|one| ("stands", one));
            let before = scheme.history.into_iter().map(|one| ("earlier", one));
            for (how, one) in under_way.into_iter().chain(stands).chain(before) {
                let review = one.review;
                let judged = review.judgements.iter().map(|one| {
                    let level = one.level.as_deref().unwrap_or("no data");
                    let evidence = one.evidence.as_ref().map(|words| format!(" ({words})"));
                    format!("{}: {level}{}", one.title, evidence.unwrap_or_default())
                });
                let judged: Vec<String> = judged.collect();
                let (reply, decided) = (review.reply, review.decided);
                table.push([
                    scheme.short.as_str().into(),
                    review.edition.into(),
                    how.into(),
                    decided.as_ref().map(|one| one.level.clone()).into(),
                    review.begun.into(),
                    review.by.into(),
                    judged.join("\n").into(),
                    review.told.into(),
                    reply.as_ref().map(|one| one.day).into(),
                    reply.map(|one| one.text).into(),
                    decided.as_ref().map(|one| one.day).into(),
                    decided.as_ref().map(|one| one.by.clone()).into(),
                    decided.as_ref().map(|one| one.reason.clone()).into(),
                    decided.and_then(|one| one.next_review).into(),
                ]);
            }
        }
        Ok(table)
    }

    pub(super) fn supplier_checks(&self, uid: Uuid) -> Result<Table> {
        let mut table = columns(&["Day", "Who looked", "Result", "Note"]);
        for (_, one) in self.register.supplier(uid, self.context)?.checks {
            table.push([one.day.into(), one.by.into(), one.result.words().into(), one.note.into()]);
        }
        Ok(table)
    }

    pub(super) fn supplier_journal(&self, uid: Uuid) -> Result<Table> {
        self.entries(|first| self.register.supplier_journal(uid, first, WINDOW))
    }

    pub(super) fn lessons(&self) -> Result<Table> {
        let mut table = columns(&[
            "Day",
            "Lesson",
            "What happened",
            "What to do next time",
            "Stage",
            "Category",
            "Tags",
            "From",
            "Title of that procurement",
            "Written by",
            "Read for",
        ]);
        for one in self.register.lessons()? {
            let read: Vec<String> = one.read_by.iter().map(ToString::to_string).collect();
            table.push([
                one.lesson.day.into(),
                one.lesson.title.into(),
                one.lesson.happened.into(),
                one.lesson.advice.into(),
                one.lesson.stage.map(stage).into(),
                one.category.into(),
                one.lesson.tags.join(", ").into(),
                one.from.to_string().into(),
                one.tender.into(),
                one.lesson.by.into(),
                read.join(", ").into(),
            ]);
        }
        Ok(table)
    }

    pub(super) fn targets(&self, year: FinancialYear) -> Result<Table> {
        let mut table = columns(&[
            "Financial year",
            "Policy",
            "#Contracts in the year",
            "Target or indicator",
            "Text",
            "Clause",
            "#Least share, %",
            "Counted",
            "#Share, %",
            "#Share if what is not known counted, %",
            "Figure",
            "Met",
            "Parts",
            "Counted from",
            "Not known",
        ]);
        for policy in self.register.targets(year, self.context.today)?.policies {
            for line in policy.lines {
                let head = [
                    year.to_string().into(),
                    Cell::text(policy.short.as_str()),
                    count(policy.contracts),
                    line.id.into(),
                    line.text.into(),
                    line.clause.into(),
                    line.minimum.map(crate::domain::Percent::value).into(),
                ];
                if line.figures.is_empty() {
                    let mut cells = head.to_vec();
                    cells.push("outside the register".into());
                    cells.resize(table.columns.len(), Cell::Empty);
                    table.push(cells);
                    continue;
                }
                for of in line.figures {
                    let share = |share: Option<&_>| share.map_or(Cell::Empty, |one| figure(one, 4));
                    let met = match of.met {
                        Some(true) => "met",
                        Some(false) => "not met",
                        None => "not decided",
                    };
                    let parts: Vec<String> =
                        of.parts.iter().map(|(name, says)| format!("{name}: {says}")).collect();
                    let mut cells = head.to_vec();
                    cells.extend([
                        of.of.into(),
                        share(of.share.as_ref()),
                        share(of.at_most.as_ref()),
                        of.words.into(),
                        met.into(),
                        parts.join("\n").into(),
                        of.sources.join("\n").into(),
                        of.gaps.join("\n").into(),
                    ]);
                    table.push(cells);
                }
            }
        }
        Ok(table)
    }
}

fn supplier(line: SupplierLine) -> Vec<Cell> {
    let SupplierLine { uid, supplier, merged_into, contracts, status, checked } = line;
    let size = supplier.size().map_or(NOT_RECORDED, Size::words);
    let statement_due = supplier.statement_due().words();
    let Supplier { name, number, other_number, address, postcode, website, .. } = supplier;
    let local = supplier.local.as_ref();
    let statement = supplier.statement.as_ref();
    vec![
        name.into(),
        number.map(|number| number.to_string()).into(),
        other_number.into(),
        address.into(),
        postcode.map(|postcode| postcode.to_string()).into(),
        website.into(),
        supplier.headcount.map(rust_decimal::Decimal::from).into(),
        supplier.headcount_on.into(),
        size.into(),
        said(supplier.sector.map(Sector::words)),
        known(local.map(|local| local.local)),
        local.map(|local| local.by.as_str()).into(),
        local.map(|local| local.day).into(),
        words(local.and_then(|local| local.reason.as_ref())),
        supplier.ownership.map(|ownership| ownership.says).into(),
        statement_due.into(),
        statement.map(|statement| statement.year_end).into(),
        words(statement.and_then(|statement| statement.place.as_ref())),
        supplier.code.map(|code| code.day).into(),
        said(supplier.living_wage.map(LivingWage::words)),
        status.join(", ").into(),
        checked.into(),
        count(contracts),
        merged_into.into(),
        supplier.note.into(),
        uid.to_string().into(),
    ]
}
