//! What must hold of every list.

use std::collections::BTreeSet;

use strum::IntoEnumIterator;

use super::{Listing, Records, table};
use crate::domain::ProcurementState;
use crate::domain::contract::FinancialYear;
use crate::domain::evaluation::{Judged, LotNo, STANDARD_SCALE};
use crate::register::sample::{ThrownAway, fill, thrown_away};
use crate::register::{
    Act, Clock, Context, EvaluationAct, Library, NewBid, NewQuestion, Order, Register, Slice, Watch,
};
use crate::report::document::{Cell, Table};

fn context() -> Context {
    Clock::fixed("2026-11-21T09:00:00Z").unwrap().context("A. Officer")
}

fn samples() -> (Register, ThrownAway) {
    thrown_away(Library::new(None), &context(), 0).unwrap()
}

fn read(register: &Register, listing: &Listing) -> Table {
    table(register, listing, &context(), &Watch::nobody()).unwrap()
}

/// Every list that is of no single procurement or supplier.
fn of_all() -> Vec<Listing> {
    let year = FinancialYear::beginning_in(2026).unwrap();
    let mut all = vec![
        Listing::Procurements(String::new()),
        Listing::Behind(Slice::State(ProcurementState::Active)),
        Listing::Due,
        Listing::Found("the".to_owned()),
        Listing::Suppliers,
        Listing::Records(Records::Contracts, None),
        Listing::Records(Records::Commitments, None),
        Listing::Records(Records::Deliveries, None),
        Listing::Lessons,
        Listing::Targets(year),
    ];
    all.extend(Records::iter().map(|kind| Listing::Records(kind, None)));
    all
}

/// Every list of one procurement.
fn of_one(reference: &str) -> Vec<Listing> {
    let reference = || reference.to_owned();
    let mut all = vec![
        Listing::Items(reference()),
        Listing::Outcomes(reference()),
        Listing::Days(reference()),
        Listing::Journal(reference()),
        Listing::Criteria(reference()),
        Listing::Bids(reference()),
        Listing::Evaluators(reference()),
        Listing::Scores(reference()),
        Listing::Ranking(reference()),
    ];
    all.extend(Records::iter().map(|kind| Listing::Records(kind, Some(reference()))));
    all
}

/// A register is as it should be read: named columns, each once, and whole rows.
fn check(table: &Table, listing: &Listing) {
    assert!(table.caption.starts_with(char::is_uppercase), "{listing:?}: {}", table.caption);
    let headings: BTreeSet<&str> =
        table.columns.iter().map(|column| column.heading.as_str()).collect();
    assert_eq!(headings.len(), table.columns.len(), "{listing:?} names each column once");
    assert!(headings.iter().all(|heading| !heading.is_empty() && !heading.starts_with('#')));
    for row in &table.rows {
        assert_eq!(row.cells.len(), table.columns.len(), "{listing:?}: {row:?}");
    }
}

fn place(table: &Table, heading: &str) -> usize {
    let found = table.columns.iter().position(|column| column.heading.starts_with(heading));
    found.unwrap_or_else(|| panic!("no column {heading}: {:?}", table.columns))
}

/// The cells of a column, in words.
fn column(table: &Table, heading: &str) -> Vec<String> {
    let at = place(table, heading);
    table.rows.iter().map(|row| row.cells[at].words()).collect()
}

#[test]
fn every_list_of_an_empty_register_has_its_columns_and_no_rows() {
    let folder = tempfile::tempdir().unwrap();
    let register =
        Register::open(&folder.path().join("r.db"), Library::new(None), &context()).unwrap();
    for listing in of_all() {
        let table = read(&register, &listing);
        check(&table, &listing);
        assert!(table.rows.is_empty() && !table.columns.is_empty(), "{listing:?}");
    }
    assert_eq!(read(&register, &Listing::Policies).rows.len(), 6, "five policies and the statute");
}

#[test]
fn every_list_of_the_samples_has_whole_rows_and_most_have_some() {
    let (register, _folder) = samples();
    let mut filled = BTreeSet::new();
    let mut see = |listing: &Listing| {
        let table = read(&register, listing);
        check(&table, listing);
        if !table.rows.is_empty() {
            filled.insert(table.caption.split(" of 2").next().unwrap().to_owned());
        }
    };
    for listing in of_all() {
        see(&listing);
    }
    let all = register.tenders("", false, 100).unwrap();
    for row in &all {
        for listing in of_one(row.reference.as_str()) {
            see(&listing);
        }
    }
    for line in register.directory().unwrap().lines {
        see(&Listing::SupplierContracts(line.uid));
        see(&Listing::SupplierContacts(line.uid));
        see(&Listing::SupplierStatus(line.uid));
        see(&Listing::SupplierChecks(line.uid));
        see(&Listing::SupplierJournal(line.uid));
    }
    for caption in [
        "The list of procurements",
        "The list of procurements behind a figure",
        "The list of what is due",
        "The list of what was found",
        "The list of suppliers",
        "The list of contracts",
        "The list of commitments",
        "The list of deliveries",
        "The list of lessons",
        "The checklists",
        "The journal",
        "The days",
        "The contracts of a supplier",
        "The contacts of a supplier",
        "The status of a supplier",
        "The debarment checks of a supplier",
        "The journal of a supplier",
    ] {
        assert!(filled.contains(caption), "{caption}: {filled:?}");
    }
}

#[test]
fn the_list_of_procurements_holds_all_that_the_filter_finds_beyond_one_window() {
    let folder = tempfile::tempdir().unwrap();
    let mut register =
        Register::open(&folder.path().join("r.db"), Library::new(None), &context()).unwrap();
    fill(&mut register, &context(), super::WINDOW + 7).unwrap();
    let all = read(&register, &Listing::Procurements(String::new()));
    let references = column(&all, "Reference");
    let once: BTreeSet<&String> = references.iter().collect();
    assert_eq!((references.len(), once.len()), (super::WINDOW + 7, super::WINDOW + 7));
    assert!(references.is_sorted());
    let found = read(&register, &Listing::Procurements("cheshire".to_owned()));
    assert!(!found.rows.is_empty() && found.rows.len() < all.rows.len());
    let policies: BTreeSet<String> = column(&found, "Policy").into_iter().collect();
    assert!(policies.contains("cheshire"), "{policies:?}");
}

#[test]
fn a_journal_is_listed_from_its_first_entry_with_every_hash() {
    let (register, _folder) = samples();
    let row = &register.tenders("", false, 1).unwrap()[0];
    let listed = read(&register, &Listing::Journal(row.reference.to_string()));
    let shown = register.journal(row.reference.as_str(), 0, 10_000).unwrap();
    assert_eq!(listed.rows.len(), shown.total);
    let numbers: Vec<u64> =
        column(&listed, "Entry").iter().map(|number| number.parse().unwrap()).collect();
    assert!(numbers.is_sorted());
    assert_eq!(column(&listed, "Hash").last(), Some(&shown.lines[0].hash));
}

#[test]
fn what_is_not_known_of_a_supplier_is_not_listed_as_a_no() {
    let (register, _folder) = samples();
    let listed = read(&register, &Listing::Suppliers);
    for (line, local) in register.directory().unwrap().lines.iter().zip(column(&listed, "Local")) {
        let says = match line.supplier.local.as_ref().map(|one| one.local) {
            Some(true) => "yes",
            Some(false) => "no",
            None => "not recorded",
        };
        assert_eq!(local, says);
    }
}

#[test]
fn commitments_are_listed_with_how_far_each_is() {
    let (register, _folder) = samples();
    let listed = read(&register, &Listing::Records(Records::Commitments, None));
    assert!(!listed.rows.is_empty());
    let references: BTreeSet<String> = column(&listed, "Reference").into_iter().collect();
    for reference in references {
        let view = register.contracts(&reference, &context()).unwrap();
        let of_one = Listing::Records(Records::Commitments, Some(reference.clone()));
        let stands: Vec<&str> = view
            .contracts
            .iter()
            .flat_map(|contract| &contract.progress)
            .map(|progress| progress.standing.words())
            .collect();
        assert_eq!(column(&read(&register, &of_one), "Stands"), stands, "{reference}");
    }
    let delivered = place(&listed, "Delivered by today");
    assert!(listed.rows.iter().all(|row| matches!(row.cells[delivered], Cell::Number(_))));
}

#[test]
fn a_price_that_is_hidden_is_on_no_list() {
    let (mut register, _folder) = samples();
    let tenders = register.tenders("active", false, 100).unwrap();
    let bare = tenders
        .iter()
        .map(|row| row.reference.to_string())
        .find(|reference| register.evaluation(reference).unwrap().evaluation.lots.is_empty());
    let reference = bare.unwrap();
    let mut perform = |act| {
        let order = Order::on(&reference, Act::Evaluate(act));
        register.perform(&order, &context()).unwrap();
        register.evaluation(&reference).unwrap()
    };
    let view = perform(EvaluationAct::Begin { lot: None, title: None });
    let lot = LotNo::FIRST;
    let section = view.evaluation.sections_of(lot)[0].uid;
    let question = NewQuestion {
        title: "How it is run".to_owned(),
        asks: None,
        weight: "100".parse().unwrap(),
        judged: Judged::Scale { scale: STANDARD_SCALE.to_owned() },
        pass_mark: None,
        outcome: None,
    };
    perform(EvaluationAct::SetQuestion { uid: None, section, question, reason: None });
    let bid = NewBid {
        lot,
        supplier: "Acorn Youth CIC".to_owned(),
        price: Some("82500".parse().unwrap()),
        received: None,
        late: false,
        local: None,
        note: None,
    };
    perform(EvaluationAct::SetBid { uid: None, bid });
    let bids = read(&register, &Listing::Bids(reference.clone()));
    assert!(column(&bids, "Price, whole")[0].starts_with("hidden until"));
    assert_eq!(column(&bids, "Local"), ["not recorded"]);
    let result = read(&register, &Listing::Ranking(reference.clone()));
    assert!(column(&result, "Total points")[0].starts_with("hidden until"));
    let scores = read(&register, &Listing::Scores(reference));
    assert_eq!(column(&scores, "Score"), ["not agreed"]);
}

#[test]
fn reading_a_list_stops_where_that_is_asked_for() {
    let (register, _folder) = samples();
    let stopping = Watch::new(|_| false);
    for listing in [
        Listing::Procurements(String::new()),
        Listing::Records(Records::Contracts, None),
        Listing::Due,
    ] {
        assert!(table(&register, &listing, &context(), &stopping).is_err(), "{listing:?}");
    }
}

#[test]
fn every_list_has_a_name_of_its_own_for_its_file() {
    let mut names: Vec<String> = of_all().iter().map(Listing::stem).collect();
    names.extend(of_one("2026-0001").iter().map(Listing::stem));
    // Contracts, commitments and deliveries can be asked for by two names.
    let twice = 3;
    let once: BTreeSet<&String> = names.iter().collect();
    assert_eq!(once.len() + twice, names.len(), "{names:?}");
}
