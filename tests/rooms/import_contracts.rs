//! Contract registers: a tender, its contract and its supplier from each row, and none twice.

use tenderbook::domain::supplier::{Sector, Supplier};
use tenderbook::import::{Columns, Defaults, Field, Outcome, Plan, Sheet};
use tenderbook::register::{Act, Library, Order, Register, SupplierAct, Watch};

use super::{context, date};

/// A register as the Transparency Code asks for it, with what goes wrong in them.
const REGISTER: &str = "\
Contract reference,Title of agreement,Authority,Type,Sum to be paid (£),Contract start date,Contract end date,Supplier name,Company registration number,SME,VCSE
C-1,Custody healthcare,nelc,Services,\"£120,000.50\",01/04/2026,31/03/2029,Acme Health Ltd,01234567,Yes,No
C-2,School meals,nelc,Services,90000,01/05/2026,30/04/2027,ACME HEALTH LIMITED,1234567,Yes,No
C-3,Night shelter,nelc,Services,50000,01/05/2026,30/04/2027,Harbour Trust,,N,Y
C-4,Grit,nelc,Goods,40000,01/05/2026,Rolling,Salt plc,,No,No
C-5,Pens,nelc,Goods,4000,01/05/2026,30/04/2027,n/a,,,
C-6,Cars,nelc,Goods,4000,01/05/2026,30/04/2027,Various,,,
C-7,Vans,nelc,Goods,4000,01/05/2026,30/04/2027,Harbor Trust,abc,,
";

fn register() -> (tempfile::TempDir, Register) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.db");
    let register = Register::open(&path, Library::default(), &context()).unwrap();
    (folder, register)
}

fn plan_with(register: &Register, text: &str, defaults: &Defaults) -> Plan {
    let sheet = Sheet::of("list.csv", text.as_bytes()).unwrap();
    let columns = Columns::of(&sheet, &[]).unwrap();
    let when = (date("2026-06-01"), &Watch::nobody());
    Plan::of(Some(register), &Library::default(), &sheet, &columns, defaults, when).unwrap()
}

fn plan(register: &Register, text: &str) -> Plan {
    plan_with(register, text, &Defaults::default())
}

fn run(plan: &Plan, register: &mut Register) -> usize {
    plan.run(register, false, (&context(), &Watch::nobody())).unwrap().len()
}

/// The contract of a row in words, and its doubts.
fn told(plan: &Plan, row: usize) -> (String, Vec<String>) {
    let (_, tender) = plan.tenders().find(|(found, _)| found.number == row).unwrap();
    let award = tender.award.as_ref();
    let words = award.map(|award| award.words(tender.new.facts.value)).unwrap_or_default();
    (words, tender.doubts.clone())
}

/// The suppliers of the directory by name, with their numbers.
fn suppliers(register: &Register) -> Vec<(String, String)> {
    let all = register.suppliers().unwrap().into_values();
    let mut all: Vec<_> = all
        .map(|one| (one.name, one.number.map(|number| number.to_string()).unwrap_or_default()))
        .collect();
    all.sort();
    all
}

#[test]
fn the_dry_run_says_of_every_row_what_contract_comes_with_it() {
    let (_folder, register) = register();
    let plan = plan(&register, REGISTER);
    let counts = plan.counts();
    assert_eq!((counts.new, counts.contracts, counts.new_suppliers), (7, 4, 3), "{plan:?}");
    assert!(counts.words().ends_with(" With them: 4 contracts, 3 new suppliers."));
    assert_eq!(
        told(&plan, 2),
        (
            "with a contract with Acme Health Ltd, a new supplier, 1 Apr 2026 to 31 Mar 2029"
                .to_owned(),
            vec![]
        )
    );
    assert!(told(&plan, 3).0.starts_with("with a contract with Acme Health Ltd, a new supplier"));
    assert!(told(&plan, 4).1[0].contains("kept as a voluntary organisation"));
    let without = |row: usize, why: &str| {
        let (words, doubts) = told(&plan, row);
        assert_eq!(words, "");
        assert!(doubts.iter().any(|doubt| doubt.contains(why)), "{doubts:?}");
    };
    without(5, "no contract with “Salt plc” is recorded: there is no last day (“Rolling”)");
    without(7, "the supplier “Various” is no name");
    assert_eq!(told(&plan, 6), (String::new(), vec![]));
    let (_, doubts) = told(&plan, 8);
    assert!(doubts[0].contains("“abc” is no company number"), "{doubts:?}");
    assert!(doubts[1].contains("although there is “Harbour Trust”"), "{doubts:?}");
}

#[test]
fn contracts_and_suppliers_come_with_their_tenders_and_never_twice() {
    let (_folder, mut register) = register();
    let first = plan(&register, REGISTER);
    assert_eq!(run(&first, &mut register), 7);
    assert_eq!(
        suppliers(&register),
        [("Acme Health Ltd", "01234567"), ("Harbor Trust", ""), ("Harbour Trust", "")]
            .map(|(name, number)| (name.to_owned(), number.to_owned()))
    );
    let view = register.contracts("C-1", &context()).unwrap();
    let contract = view.file.contracts.values().next().unwrap();
    assert_eq!((contract.starts, contract.ends), (date("2026-04-01"), date("2029-03-31")));
    assert_eq!(contract.value.unwrap().to_string(), "£120,000.50");
    assert_eq!(contract.signed, None);
    let shared = register.contracts("C-2", &context()).unwrap();
    let other = shared.file.contracts.values().next().unwrap();
    assert_eq!(contract.supplier, other.supplier, "one supplier, two contracts");
    let all = register.suppliers().unwrap();
    let acme = &all[&contract.supplier];
    let note = acme.note.as_deref().unwrap();
    assert!(note.starts_with("From row 2 of list.csv. small or medium-sized"), "{note}");
    assert_eq!(acme.sector, None);
    let trust = all.values().find(|one| one.name == "Harbour Trust").unwrap();
    assert_eq!(trust.sector, Some(Sector::Voluntary));
    // Each deed has its entry: the tender, its supplier, its contract.
    let journal = register.journal("C-1", 0, 10).unwrap();
    let said: Vec<&str> = journal.lines.iter().map(|line| line.said.as_str()).collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].contains("Acme Health Ltd"), "{said:?}");
    let verified = register.verify().unwrap();
    assert_eq!((verified.entries, verified.faults), (7 + 3 + 4, vec![]));
    let again = plan(&register, REGISTER);
    assert_eq!((again.counts().new, again.counts().there), (0, 7));
    assert_eq!(run(&again, &mut register), 0);
    assert_eq!(suppliers(&register).len(), 3);
    // A further row finds the supplier in the directory.
    let more = REGISTER.lines().next().unwrap().to_owned()
        + "\nC-8,Physio,nelc,Services,1,01/05/2026,30/04/2027,Acme Health Limited,,,\n";
    let more = plan(&register, &more);
    let (words, doubts) = told(&more, 2);
    assert!(words.starts_with("with a contract with Acme Health Ltd, 1 May 2026"), "{words}");
    assert!(doubts[0].contains("is taken as the supplier “Acme Health Ltd”"), "{doubts:?}");
    run(&more, &mut register);
    assert_eq!(suppliers(&register).len(), 3);
}

#[test]
fn tenders_alone_are_imported_where_contracts_are_left_out_or_have_no_last_day() {
    let (_folder, mut register) = register();
    let only = Defaults { tenders_only: true, ..Defaults::default() };
    let alone = plan_with(&register, REGISTER, &only);
    assert_eq!((alone.counts().new, alone.counts().contracts), (7, 0));
    assert!(alone.notes.iter().any(|note| note.contains("left out, as you said")));
    run(&alone, &mut register);
    assert_eq!(suppliers(&register), []);
    let endless =
        "Ref,Title,Policy,Type,Value,Start date,Supplier\nE-1,Roof,nelc,works,1,1/4/2026,Acme\n";
    let endless = plan(&register, endless);
    assert_eq!(endless.counts().contracts, 0);
    assert!(
        endless.notes.iter().any(|note| note.contains("no column is known as a contract's last")),
        "{:?}",
        endless.notes
    );
}

#[test]
fn a_contract_that_cannot_be_is_refused_with_its_row() {
    let (_folder, mut register) = register();
    let list = "Ref,Title,Policy,Type,Value,Start date,End date,Supplier\nA,Roof,nelc,works,1,1/4/2026,1/4/2025,Acme\nB,Doors,nelc,works,1,1/4/2026,32/13/2026,Acme\nC,Gates,nelc,works,1,1/4/2026,1/4/2027,Acme\n";
    let plan = plan(&register, list);
    let why = |row: usize| match &plan.rows[row].outcome {
        Outcome::Refused { why } => why.join("; "),
        other => panic!("{other:?}"),
    };
    assert_eq!(why(0), "the contract would end on 1 Apr 2025, before it begins on 1 Apr 2026");
    assert_eq!(why(1), "the contract's end “32/13/2026” is no date");
    plan.run(&mut register, true, (&context(), &Watch::nobody())).unwrap();
    assert_eq!(suppliers(&register).len(), 1);
}

#[test]
fn what_was_awarded_is_the_value_of_the_contract() {
    let (_folder, register) = register();
    let list = "Ref,Title,Policy,Type,Estimated value,Awarded value,Start date,End date,Supplier\nA,Roof,nelc,works,100000,\"£90,000\",1/4/2026,1/4/2027,Acme\nB,Doors,nelc,works,100000,TBC,1/4/2026,1/4/2027,Acme\n";
    let plan = plan(&register, list);
    assert!(told(&plan, 2).0.ends_with("to 1 Apr 2027, £90,000"), "{:?}", told(&plan, 2));
    assert!(told(&plan, 3).0.ends_with("of a value that is not known"));
}

#[test]
fn a_supplier_that_came_into_the_directory_meanwhile_stops_the_whole_import() {
    let (_folder, mut register) = register();
    let plan = plan(&register, REGISTER);
    let supplier = Supplier::named("Harbour Trust Ltd");
    let act = Act::Supply(SupplierAct::add(supplier));
    let order = Order {
        reference: None,
        act,
        ..Order::on(
            "",
            Act::Supply(SupplierAct::Merge {
                uid: uuid::Uuid::nil(),
                into: uuid::Uuid::nil(),
                reason: String::new(),
            }),
        )
    };
    register.perform(&order, &context()).unwrap();
    let fault = plan.run(&mut register, false, (&context(), &Watch::nobody())).unwrap_err();
    assert!(fault.to_string().starts_with("Row 4: "), "{fault}");
    assert!(fault.to_string().contains("meanwhile"), "{fault}");
    assert_eq!(suppliers(&register).len(), 1);
}

#[test]
fn every_oddity_of_a_published_register_is_read_the_same() {
    let (_folder, register) = register();
    let plain = "Contract,,,,Supplier,,Period,\nRef,Title,Type,Value,Name,Company number,Start,End\nC-1,\"Custody\nhealthcare – café\",Services,\"£1,234.50\",Acme,n/a,01/04/2026,31/03/2029\n";
    let expected = "C-1 Custody healthcare – café £1,234.50 with a contract with Acme, a new supplier, 1 Apr 2026 to 31 Mar 2029";
    let semicolons = plain
        .replace("\"£1,234.50\"", "£1 234.50x")
        .replace(',', ";")
        .replace("£1 234.50x", "£1,234.50");
    let tabs = plain.replace("\"£1,234.50\"", "£1234.50").replace(',', "\t");
    let (windows, _, unmapped) = encoding_rs::WINDOWS_1252.encode(plain);
    assert!(!unmapped);
    let utf_16: Vec<u8> =
        std::iter::once(0xfeff).chain(plain.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xef\xbb\xbf".as_slice(), plain.as_bytes()].concat();
    let dos = plain.replace('\n', "\r\n").into_bytes();
    for bytes in [
        plain.as_bytes().to_vec(),
        semicolons.into_bytes(),
        tabs.into_bytes(),
        windows.into_owned(),
        utf_16,
        marked,
        dos,
    ] {
        let sheet = Sheet::of("list.csv", &bytes).unwrap();
        let columns = Columns::of(&sheet, &[]).unwrap();
        assert_eq!(columns.name(Field::Supplier).unwrap(), "“Supplier Name” (E)");
        let defaults = Defaults { policy: Some("nelc".to_owned()), ..Defaults::default() };
        let when = (date("2026-06-01"), &Watch::nobody());
        let library = Library::default();
        let plan = Plan::of(Some(&register), &library, &sheet, &columns, &defaults, when).unwrap();
        let (_, tender) = plan.tenders().next().unwrap();
        let new = &tender.new;
        let words = tender.award.as_ref().unwrap().words(new.facts.value);
        let reference = new.reference.as_ref().unwrap();
        assert_eq!(format!("{reference} {} {} {words}", new.title, new.facts.value), expected);
        assert_eq!(tender.doubts, [""; 0]);
    }
}
