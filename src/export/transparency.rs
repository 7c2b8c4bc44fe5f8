//! The contract register of the Local Government Transparency Code 2015, as CSV.
//!
//! Its columns are what the Code asks of each contract in its part on procurement information, in
//! its words and order; `docs/open-data.md` has them one by one.
//! A contract is in it once it is public; what nobody recorded stays empty.

use crate::domain::law::Route;
use crate::domain::supplier::Supplier;
use crate::export::csv;
use crate::export::published::{Days, Public, Withholding};
use crate::register::{
    Context, ContractView, ContractsView, EvaluationView, Filter, ProcurementView, Register,
    Result, Sort, SortBy, Step, Unit, Watch,
};
use crate::report::document::{Cell, Column, Table};

/// Writes the contracts of a register.
pub(super) fn write(register: &Register, context: &Context, watch: &Watch) -> Result<Vec<u8>> {
    csv::write(&table(register, context, watch)?)
}

/// The contracts of a register, by the references of their procurements.
pub(super) fn table(register: &Register, context: &Context, watch: &Watch) -> Result<Table> {
    let mut table = Table::new("Contracts register", columns());
    table.named_rows = false;
    let sort = Sort { by: SortBy::Reference, reversed: false };
    let list = register.list(&Filter::default(), sort, 0, u32::MAX as usize)?;
    for (done, row) in list.rows.iter().enumerate() {
        watch.step(Step {
            doing: "writing the contract register",
            done: done as u64,
            of: list.rows.len() as u64,
            unit: Unit::Procurements,
        })?;
        let reference = row.reference.as_str();
        let contracts = register.contracts(reference, context)?;
        if contracts.contracts.is_empty() {
            continue;
        }
        let view = register.procurement(reference)?;
        let evaluation = register.evaluation(reference)?;
        let public = Public::of(&view, &evaluation, &contracts, &Days::new(context.today));
        let shown = contracts.contracts.iter().filter(|one| public.contracts.contains(&one.uid));
        for contract in shown {
            table.push(cells(&view, &evaluation, &contracts, contract));
        }
    }
    Ok(table)
}

fn columns() -> Vec<Column> {
    vec![
        Column::text("Organisation"),
        Column::text("Reference number"),
        Column::text("Title of agreement"),
        Column::text("Local authority department responsible"),
        Column::text("Description of the goods and/or services being provided"),
        Column::text("Supplier name"),
        Column::text("Supplier address"),
        Column::figures("Sum to be paid over the length of the contract"),
        Column::figures("Value Added Tax that cannot be recovered"),
        Column::text("Start date"),
        Column::text("End date"),
        Column::text("Review date"),
        Column::text("Invitation to quote or published invitation to tender"),
        Column::text("Small or medium sized enterprise"),
        Column::text("Voluntary or community sector organisation"),
        Column::text("Registration number"),
    ]
}

fn cells(
    view: &ProcurementView,
    evaluation: &EvaluationView,
    contracts: &ContractsView,
    contract: &ContractView,
) -> Vec<Cell> {
    let of = &contract.contract;
    let withheld = Withholding::of_contract(evaluation, of);
    let supplier = contracts.suppliers.get(&of.supplier).filter(|_| !withheld.supplier);
    let review = contract.next_review.as_ref().filter(|_| contract.runs()).map(|one| one.day);
    // What is not registered as a company may be one person, at home.
    let address = supplier.filter(|one| one.number.is_some()).map(|one| {
        let postcode = one.postcode.as_ref().map(ToString::to_string);
        let parts: Vec<String> = one.address.clone().into_iter().chain(postcode).collect();
        parts.join(", ")
    });
    let number = supplier.and_then(|one| {
        let number = one.number.as_ref().map(ToString::to_string);
        number.or_else(|| one.other_number.clone())
    });
    let size = supplier.and_then(Supplier::size);
    let sector = supplier.and_then(|one| one.sector);
    let value = contract.value.filter(|_| !withheld.amounts);
    vec![
        view.pack.policy.authority.clone().into(),
        reference(view, contracts, contract).into(),
        of.title.clone().unwrap_or_else(|| view.title.clone()).into(),
        // Neither departments nor what VAT is recovered are recorded.
        Cell::Empty,
        view.facts.subject.category.clone().into(),
        supplier.map(|one| one.name.clone()).into(),
        address.filter(|address| !address.is_empty()).into(),
        value.into(),
        Cell::Empty,
        of.starts.into(),
        contract.ends.into(),
        review.into(),
        process(view, evaluation).into(),
        size.map(|size| said(size.is_small_or_medium())).into(),
        sector.map(|sector| said(sector.is_third_sector())).into(),
        number.into(),
    ]
}

/// The reference of the tender, with the lot where it has several contracts.
fn reference(view: &ProcurementView, contracts: &ContractsView, of: &ContractView) -> String {
    match of.contract.lot {
        Some(lot) if contracts.contracts.len() > 1 => format!("{} lot {lot}", view.reference),
        _ => view.reference.to_string(),
    }
}

const fn said(yes: bool) -> &'static str {
    if yes { "Yes" } else { "No" }
}

/// Whether suppliers were invited to quote or a tender was published, as far as that is known.
fn process(view: &ProcurementView, evaluation: &EvaluationView) -> Option<&'static str> {
    let facts = &view.facts;
    match (facts.law.route, facts.advertised) {
        (Some(Route::DirectAward), _) => Some("Neither: direct award"),
        (Some(Route::CallOff), _) => Some("Neither: call-off from a framework or dynamic market"),
        (Some(Route::Open | Route::CompetitiveFlexible), _) | (None, Some(true)) => {
            Some("Published invitation to tender")
        }
        (None, Some(false)) if !evaluation.evaluation.bids.is_empty() => {
            Some("Invitation to quote")
        }
        (None, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::contract::Contract;
    use crate::domain::supplier::Sector;
    use crate::domain::{ContractType, Date, Facts};
    use crate::register::{
        Act, Clock, ContractAct, Library, NewProcurement, Order, Purpose, Subject, SupplierAct,
    };

    fn context() -> Context {
        Clock::fixed("2026-11-21T09:00:00Z").unwrap().context("A. Officer")
    }

    fn empty(folder: &tempfile::TempDir) -> Register {
        let path = folder.path().join("register.db");
        Register::open(&path, Library::new(None), &context()).unwrap()
    }

    fn day(text: &str) -> Date {
        Date::from_iso(text).unwrap()
    }

    fn contract(register: &mut Register, supplier: Supplier, starts: &str) {
        let act = Act::Supply(SupplierAct::add(supplier));
        let order = Order { reference: None, act, seen: None, purpose: Purpose::Plain };
        let Subject::Supplier { uid, .. } = register.perform(&order, &context()).unwrap().on else {
            panic!("not a supplier");
        };
        let contract = Contract {
            lot: None,
            supplier: uid,
            title: None,
            value: Some("82500.50".parse().unwrap()),
            signed: None,
            starts: day(starts),
            ends: day("2029-03-31"),
            extendable_to: None,
            manager: Some("LEAK manager".to_owned()),
            review_months: Some(12),
            collaborative: None,
            partners: None,
            no_kpis: None,
            ended: None,
            note: Some("LEAK note".to_owned()),
        };
        let act = Act::Contract(ContractAct::add(contract));
        register.perform(&Order::on("2026-0042", act), &context()).unwrap();
    }

    fn tender(register: &mut Register) {
        let value = "90000".parse().unwrap();
        let mut facts = Facts::new(ContractType::Services, value, day("2026-01-05"));
        facts.advertised = Some(true);
        facts.subject.category = Some("youth services".to_owned());
        let new = NewProcurement {
            reference: Some("2026-0042".parse().unwrap()),
            title: "=Youth club".to_owned(),
            policy: "nelc".to_owned(),
            facts,
        };
        register.perform(&Order::start(new), &context()).unwrap();
    }

    fn words(table: &Table) -> Vec<Vec<String>> {
        table.rows.iter().map(|row| row.cells.iter().map(Cell::words).collect()).collect()
    }

    #[test]
    fn a_register_without_contracts_has_only_the_names_of_the_fields() {
        let folder = tempfile::TempDir::new().unwrap();
        let table = table(&empty(&folder), &context(), &Watch::nobody()).unwrap();
        assert_eq!((table.columns.len(), table.rows.len()), (16, 0));
        assert_eq!(table.columns[1].heading, "Reference number");
    }

    #[test]
    fn what_is_recorded_of_a_contract_stands_in_its_row_and_the_rest_is_empty() {
        let folder = tempfile::TempDir::new().unwrap();
        let mut register = empty(&folder);
        tender(&mut register);
        let known = Supplier {
            number: Some("01234567".parse().unwrap()),
            address: Some("1 High Street, Grimsby".to_owned()),
            postcode: Some("DN31 1HX".parse().unwrap()),
            headcount: Some(34),
            sector: Some(Sector::Voluntary),
            ..Supplier::named("Acorn Youth CIC")
        };
        contract(&mut register, known, "2026-04-01");
        let of_home = Supplier {
            address: Some("LEAK home".to_owned()),
            ..Supplier::named("Jo Brown, carpenter")
        };
        contract(&mut register, of_home, "2026-05-01");
        // Neither signed nor begun: nobody knows of it yet.
        contract(&mut register, Supplier::named("LEAK to come"), "2027-04-01");
        let table = table(&register, &context(), &Watch::nobody()).unwrap();
        let rows = words(&table);
        assert_eq!(rows.len(), 2, "{rows:?}");
        assert!(rows.iter().flatten().all(|cell| !cell.contains("LEAK")), "{rows:?}");
        let row = &rows[0];
        assert_eq!(row[1..4], ["2026-0042", "=Youth club", ""]);
        assert_eq!(
            row[4..7],
            ["youth services", "Acorn Youth CIC", "1 High Street, Grimsby, DN31 1HX"]
        );
        assert_eq!(row[7..9], ["£82,500.50", ""]);
        assert_eq!(row[9..12], ["1 Apr 2026", "31 Mar 2029", "1 Apr 2027"]);
        assert_eq!(row[12], "Published invitation to tender");
        assert_eq!(row[13..], ["Yes", "Yes", "01234567"]);
        let row = &rows[1];
        assert_eq!(row[6], "", "the address of a person is not published");
        assert_eq!(row[13..], ["", "", ""], "what nobody has said is not a no");
    }
}
