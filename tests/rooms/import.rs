//! Lists as authorities have them: every oddity, all or nothing, and never twice.

use std::fmt::Write as _;

use proptest::prelude::*;
use tenderbook::domain::text::is_unsafe;
use tenderbook::domain::{ContractType, Date, Reference};
use tenderbook::import::{Columns, Defaults, Field, Outcome, Plan, Sheet};
use tenderbook::register::{Filter, Library, NewProcurement, Order, Register, Result, Sort, Watch};

use super::{context, facts, read_once};

const LIST: &str = "\
Contract Ref,Contract Title,Authority,Type,Value (£),Start
DN1,Custody healthcare,cumbria,Services,\"£120,000.50\",01/04/2026
DN2,Café équipement,nelc,Goods,£90k,2026-05-01
,Roof repairs,cheshire,Works,\"2,500,000\",
";

fn cumbria() -> Defaults {
    Defaults { policy: Some("cumbria".to_owned()), ..Defaults::default() }
}

fn today() -> Date {
    context().today
}

fn plan_of(register: Option<&Register>, bytes: &[u8], wishes: &[(Field, String)]) -> Result<Plan> {
    let sheet = Sheet::of("list.csv", bytes)?;
    let columns = Columns::of(&sheet, wishes)?;
    let library = Library::default();
    Plan::of(
        register,
        &library,
        &sheet,
        &columns,
        &Defaults::default(),
        (today(), &Watch::nobody()),
    )
}

fn plan(register: &Register, text: &str) -> Plan {
    plan_of(Some(register), text.as_bytes(), &[]).unwrap()
}

/// An empty register in a folder of its own.
fn register() -> (tempfile::TempDir, Register) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.db");
    let register = Register::open(&path, Library::default(), &context()).unwrap();
    (folder, register)
}

/// What the rows of a plan become, a line each.
fn told(plan: &Plan) -> String {
    let mut told = String::new();
    for row in &plan.rows {
        let what = match &row.outcome {
            Outcome::New(tender) => {
                let new = &tender.new;
                let reference = new.reference.as_ref().map_or("-".to_owned(), ToString::to_string);
                let facts = &new.facts;
                format!(
                    "new {reference} {} {} {} {} {} {:?}",
                    new.title,
                    new.policy,
                    facts.contract_type,
                    facts.value,
                    facts.start,
                    tender.doubts
                )
            }
            Outcome::There { where_ } => format!("there {where_}"),
            Outcome::Refused { why } => format!("refused {why:?}"),
            Outcome::PassedOver { what } => format!("passed over {what}"),
        };
        writeln!(told, "{}: {what}", row.number).unwrap();
    }
    told
}

fn titles(register: &Register) -> Vec<(String, String)> {
    let sort = Sort { by: tenderbook::register::SortBy::Title, reversed: false };
    let list = register.list(&Filter::default(), sort, 0, 1000).unwrap();
    list.rows.iter().map(|row| (row.reference.to_string(), row.title.clone())).collect()
}

#[test]
fn a_list_is_read_the_same_in_every_encoding_and_with_every_separator() {
    let expected = told(&plan_of(None, LIST.as_bytes(), &[]).unwrap());
    assert!(
        expected.contains("new DN1 Custody healthcare cumbria services £120,000.50 2026-04-01 []")
    );
    assert!(expected.contains("Café équipement"), "{expected}");
    let utf_16 = |big: bool| -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(LIST.encode_utf16());
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    let windows: Vec<u8> = LIST.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let marked = [b"\xef\xbb\xbf".as_slice(), LIST.as_bytes()].concat();
    let old_mac = LIST.replace('\n', "\r").into_bytes();
    let dos = LIST.replace('\n', "\r\n").into_bytes();
    // The two amounts with commas are in quotes or none: a separator takes the commas' place.
    let separated = |separator: &str| {
        let text =
            LIST.replace("\"£120,000.50\"", "£120000.50").replace("\"2,500,000\"", "2500000");
        text.replace(',', separator).into_bytes()
    };
    let lists = [utf_16(false), utf_16(true), windows, marked, old_mac, dos];
    let lists = lists.into_iter().chain([";", "\t", "|"].map(separated));
    for (at, bytes) in lists.enumerate() {
        assert_eq!(told(&plan_of(None, &bytes, &[]).unwrap()), expected, "list {at}");
    }
}

#[test]
fn a_list_is_imported_with_one_journal_entry_for_each_tender() {
    let (_folder, mut register) = register();
    let made =
        plan(&register, LIST).run(&mut register, false, (&context(), &Watch::nobody())).unwrap();
    let made: Vec<&str> = made.iter().map(Reference::as_str).collect();
    assert_eq!(made, ["DN1", "DN2", "2026-0001"]);
    let view = register.procurement("DN1").unwrap();
    assert_eq!(view.title, "Custody healthcare");
    assert_eq!(view.pack.policy.id, "cumbria");
    assert_eq!(view.facts.advertised, None);
    let journal = register.journal("DN1", 0, 10).unwrap();
    assert_eq!(journal.lines.len(), 1);
    assert_eq!(journal.lines[0].detail.as_deref(), Some("from row 2 of list.csv"));
    assert_eq!(register.verify().unwrap().faults, Vec::<String>::new());
}

#[test]
fn the_same_list_makes_no_duplicates_also_without_references() {
    let (_folder, mut register) = register();
    plan(&register, LIST).run(&mut register, false, (&context(), &Watch::nobody())).unwrap();
    let before = titles(&register);
    let again = plan(&register, LIST);
    assert_eq!((again.counts().new, again.counts().there), (0, 3), "{}", told(&again));
    assert_eq!(again.run(&mut register, false, (&context(), &Watch::nobody())).unwrap(), []);
    // Saved anew: other separators, columns in another order, a new row.
    let other = "Start;Value (£);Type;Authority;Contract Title;Contract Ref\n;2,500,000;Works;cheshire;Roof repairs;\n;1;Works;cheshire;Doors;\n";
    let other = plan(&register, other);
    assert!(told(&other).starts_with("2: there 2026-0001"), "{}", told(&other));
    assert_eq!(other.counts().new, 1);
    assert_eq!(titles(&register), before);
}

#[test]
fn nothing_is_written_while_a_row_is_refused_unless_it_is_left_out() {
    let (_folder, mut register) = register();
    let list = format!("{LIST}DN4,Vehicles,cumbria,Goods,TBC,\n");
    let plan = plan(&register, &list);
    assert_eq!((plan.counts().new, plan.counts().refused), (3, 1));
    let fault = plan.run(&mut register, false, (&context(), &Watch::nobody())).unwrap_err();
    assert!(fault.to_string().contains("nothing was imported"), "{fault}");
    assert_eq!(titles(&register), []);
    assert_eq!(plan.run(&mut register, true, (&context(), &Watch::nobody())).unwrap().len(), 3);
}

#[test]
fn what_has_come_into_the_register_since_the_dry_run_stops_the_whole_import() {
    let (_folder, mut register) = register();
    let plan = plan(&register, LIST);
    let new = NewProcurement {
        reference: Some("dn2".parse().unwrap()),
        title: "Another".to_owned(),
        policy: "nelc".to_owned(),
        facts: facts(ContractType::Goods, "1"),
    };
    register.perform(&Order::start(new), &context()).unwrap();
    let fault = plan.run(&mut register, false, (&context(), &Watch::nobody())).unwrap_err();
    assert!(fault.to_string().starts_with("Row 3: "), "{fault}");
    assert_eq!(titles(&register).len(), 1);
    // The same for rows without a reference, by their fingerprints.
    let nameless = "Title,Policy,Type,Value\nRoof,cumbria,works,1\n";
    let first = self::plan(&register, nameless);
    let second = first.clone();
    first.run(&mut register, false, (&context(), &Watch::nobody())).unwrap();
    let fault = second.run(&mut register, false, (&context(), &Watch::nobody())).unwrap_err();
    assert!(fault.to_string().contains("imported meanwhile"), "{fault}");
    assert_eq!(titles(&register).len(), 2);
}

#[test]
fn numbers_are_given_past_those_that_the_list_itself_gives() {
    let (_folder, mut register) = register();
    let list = "Ref,Title,Policy,Type,Value\n,A,nelc,goods,1\n2026-0001,B,nelc,goods,1\n,C,nelc,goods,1\n2026-0002,D,nelc,goods,1\n";
    plan(&register, list).run(&mut register, false, (&context(), &Watch::nobody())).unwrap();
    let found: Vec<String> =
        titles(&register).into_iter().map(|(reference, _)| reference).collect();
    assert_eq!(found, ["2026-0003", "2026-0001", "2026-0004", "2026-0002"]);
}

#[test]
fn a_reference_that_is_used_twice_is_refused_and_a_repeated_row_is_not_made_twice() {
    let list = "Ref,Title,Policy,Type,Value\nA1,Roof,nelc,works,1\na1,Lot 2,nelc,works,2\n,Doors,nelc,goods,1\n,Doors,nelc,goods,1\n,Doors,nelc,goods,2\n";
    let plan = plan_of(None, list.as_bytes(), &[]).unwrap();
    assert_eq!(
        told(&plan),
        "2: new A1 Roof nelc works £1.00 2026-06-01 []\n\
         3: refused [\"row 2 has the reference a1, too\"]\n\
         4: new - Doors nelc goods £1.00 2026-06-01 []\n\
         5: there the same as row 4, cell by cell\n\
         6: new - Doors nelc goods £2.00 2026-06-01 [\"row 4 has the same title\"]\n"
    );
}

#[test]
fn titles_headings_totals_and_notes_are_no_tenders() {
    let list = "Contracts register of the council,,,,\nPublished,1 April 2026,,,\n,,,,\nTitle,Policy,Type,Value,Supplier\nAdult care,,,,\nMeals,nelc,services,1,x\nTitle,Policy,Type,Value,Supplier\nRoof,nelc,works,2,y\nTotal,,,3,\n\"Figures are, as ever, estimates\",,,,\n";
    let plan = plan_of(None, list.as_bytes(), &[]).unwrap();
    let counts = plan.counts();
    assert_eq!((counts.new, counts.passed_over, counts.refused), (2, 4, 0), "{}", told(&plan));
}

#[test]
fn what_the_rows_do_not_say_comes_from_the_officer_and_is_told_where_it_was_asked() {
    let list =
        "Title,Organisation,Contract type,Value,Start\nRoof,Elsewhere Council,Framework,1,n/a\n";
    let sheet = Sheet::of("list.csv", list.as_bytes()).unwrap();
    let columns = Columns::of(&sheet, &[]).unwrap();
    let defaults = Defaults { contract_type: Some(ContractType::Works), ..cumbria() };
    let plan = Plan::of(
        None,
        &Library::default(),
        &sheet,
        &columns,
        &defaults,
        (today(), &Watch::nobody()),
    )
    .unwrap();
    assert_eq!(
        told(&plan),
        "2: new - Roof cumbria works £1.00 2026-06-01 [\"there is no policy “Elsewhere Council”; cumbria is taken\", \"“Framework” is not goods, services or works; works is taken\", \"no start is given; 1 Jun 2026 is taken\"]\n"
    );
}

#[test]
fn category_and_codes_come_into_the_facts_and_a_wrong_code_is_a_doubt() {
    let (_folder, mut register) = register();
    let list = "Title,Ref,Policy,Category,CPV codes,Value\nMeals,M-1,nelc,School catering,55524000-9 School catering services; 55523000,1\nPeas,M-2,nelc,Food,03221210; 5550000012,1\n";
    let plan = plan(&register, list);
    assert_eq!(
        told(&plan),
        "2: new M-1 Meals nelc services £1.00 2026-06-01 [\"services by its CPV code 55524000\"]\n\
         3: new M-2 Peas nelc goods £1.00 2026-06-01 [\"goods by its CPV code 03221210\", \"“5550000012” is no CPV code; left out\"]\n"
    );
    plan.run(&mut register, false, (&context(), &Watch::nobody())).unwrap();
    let subject = register.procurement("M-1").unwrap().facts.subject;
    assert_eq!(subject.category.as_deref(), Some("School catering"));
    assert_eq!(tenderbook::domain::cpv::joined(&subject.cpv, " "), "55524000-9 55523000");
    assert_eq!(register.search("\"school catering\"", 0, 9).unwrap().matching, 1);
    assert_eq!(register.verify().unwrap().faults, [""; 0]);
}

/// No text of a plan holds anything that a terminal would obey.
fn harmless(plan: &Plan) -> bool {
    let mut all = format!("{}{}", told(plan), plan.notes.concat());
    all.extend(plan.rows.iter().map(|row| row.about.as_str()));
    all.chars().all(|c| c == '\n' || !is_unsafe(c))
}

#[test]
fn nasty_cells_reach_neither_the_plan_nor_the_register_raw() {
    let (_folder, mut register) = register();
    let list = "Title,Ref,Policy,Type,Value\n\u{1b}]0;owned\u{7}Roof\u{202e}\0 \u{9b}31m,A\u{1b}1,nelc,works\u{8},1\n=HYPERLINK(\"\"x\"\"),A2,nelc,works,1\n\u{1b}\u{1b},A3,nelc,works,1\n";
    let plan = plan(&register, list);
    assert!(harmless(&plan), "{}", told(&plan));
    plan.run(&mut register, true, (&context(), &Watch::nobody())).unwrap();
    let titles = titles(&register);
    assert!(titles.iter().all(|(_, title)| !title.chars().any(is_unsafe)), "{titles:?}");
    assert!(titles.iter().any(|(_, title)| title == "]0;ownedRoof 31m"), "{titles:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_bytes_make_the_import_panic(
        head in prop::sample::select(vec![
            "", "\u{feff}", "Title,Value,Policy,Type\n", "sep=;\n", "Ref\tTitle\tValue\tStart\n",
        ]),
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        rows in prop::collection::vec("[\\PC\u{1b}\u{202e}\",;\n]{0,40}", 0..12),
    ) {
        let _ = read_once();
        let mut all = head.as_bytes().to_vec();
        all.extend(rows.join("\n").into_bytes());
        all.extend(bytes);
        if let Ok(plan) = plan_of(None, &all, &[]) {
            prop_assert!(harmless(&plan));
        }
        let wishes = [(Field::Title, "a".to_owned()), (Field::Value, String::new())];
        if let Err(fault) = plan_of(None, &all, &wishes) {
            let said = format!("{fault}{}", fault.hint().unwrap_or_default());
            prop_assert!(!said.chars().any(is_unsafe), "{said:?}");
        }
    }

    #[test]
    fn every_list_that_was_imported_is_there_already_the_next_time(
        titles in prop::collection::vec("[A-Za-z ,\"é]{1,12}", 1..8),
        references in prop::collection::vec("[A-C1-3 ]{0,3}", 8),
    ) {
        let (_folder, mut register) = register();
        let mut list = "Ref,Title,Policy,Type,Value\n".to_owned();
        for (title, reference) in titles.iter().zip(&references) {
            let title = title.replace('"', "\"\"");
            writeln!(list, "{reference},\"{title}\",nelc,goods,1").unwrap();
        }
        let first = plan(&register, &list);
        let made = first.run(&mut register, true, (&context(), &Watch::nobody())).unwrap().len();
        prop_assert_eq!(made, first.counts().new);
        let again = plan(&register, &list);
        prop_assert_eq!(again.counts().new, 0, "{}", told(&again));
        prop_assert_eq!(register.verify().unwrap().faults, Vec::<String>::new());
    }
}

/// A watch that lets so many steps pass whose words begin like this, then says no.
fn stopping_after(doing: &'static str, steps: usize) -> Watch {
    let left = std::sync::atomic::AtomicUsize::new(steps);
    Watch::new(move |step| {
        let counts = step.is_some_and(|step| step.doing == doing);
        let order = std::sync::atomic::Ordering::SeqCst;
        !counts || left.fetch_update(order, order, |left| left.checked_sub(1)).is_ok()
    })
}

#[test]
fn reading_looking_and_writing_stop_when_they_are_told_to_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut csv = "Title,Policy,Type,Value\n".to_owned();
    for row in 1..=20 {
        writeln!(csv, "Purchase {row},nelc,goods,{row}000").unwrap();
    }
    let path = folder.path().join("list.csv");
    std::fs::write(&path, csv).unwrap();
    let fault = Sheet::read(&path, &stopping_after("reading the list", 3)).unwrap_err();
    assert!(fault.is_stopped(), "{fault}");
    let sheet = Sheet::read(&path, &Watch::nobody()).unwrap();
    let columns = Columns::of(&sheet, &[]).unwrap();
    let register = folder.path().join("register.db");
    let mut register = Register::open(&register, Library::default(), &context()).unwrap();
    let (library, defaults) = (Library::default(), Defaults::default());
    let plan = |watch: &Watch, register: &Register| {
        Plan::of(Some(register), &library, &sheet, &columns, &defaults, (today(), watch))
    };
    let fault = plan(&stopping_after("looking at the rows", 7), &register).unwrap_err();
    assert!(fault.is_stopped(), "{fault}");
    let plan = plan(&Watch::nobody(), &register).unwrap();
    assert_eq!(plan.counts().new, 20);
    for rows in [0, 1, 19] {
        let watch = stopping_after("writing the tenders", rows);
        let fault = plan.run(&mut register, false, (&context(), &watch)).unwrap_err();
        assert!(fault.is_stopped(), "{fault}");
        let found = register.verify().unwrap();
        assert_eq!((found.entries, found.packs), (0, 0), "after {rows} rows");
        assert_eq!(found.faults, [""; 0]);
    }
    assert_eq!(plan.run(&mut register, false, (&context(), &Watch::nobody())).unwrap().len(), 20);
}

#[test]
fn others_read_the_register_while_a_list_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut csv = "Title,Policy,Type,Value\n".to_owned();
    for row in 1..=5 {
        writeln!(csv, "Purchase {row},nelc,goods,{row}000").unwrap();
    }
    let sheet = Sheet::of("list.csv", csv.as_bytes()).unwrap();
    let columns = Columns::of(&sheet, &[]).unwrap();
    let path = folder.path().join("register.db");
    let mut register = Register::open(&path, Library::default(), &context()).unwrap();
    let (library, defaults) = (Library::default(), Defaults::default());
    let when = (today(), &Watch::nobody());
    let plan = Plan::of(Some(&register), &library, &sheet, &columns, &defaults, when).unwrap();
    let other = path.clone();
    // Each step looks from a connection of its own: what is written is not there before its end.
    let watch = Watch::new(move |_| {
        let other = Register::open_to_read(&other, Library::default(), &Watch::nobody()).unwrap();
        let list = other.list(&Filter::default(), Sort::default(), 0, 10).unwrap();
        list.rows.is_empty()
    });
    assert_eq!(plan.run(&mut register, false, (&context(), &watch)).unwrap().len(), 5);
}
