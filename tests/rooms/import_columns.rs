//! Columns that are remembered: set once, taken again, told, and forgotten.

use tenderbook::import::{Columns, Defaults, Field, Plan, Sheet};
use tenderbook::register::{Library, Register, Watch};

use super::{context, date};

const LIST: &str = "What;How much;Kind of thing;Ours\nRoof;100k;works;nelc\n";

fn wishes() -> Vec<(Field, String)> {
    [(Field::Title, "What"), (Field::Value, "How much"), (Field::Type, "Kind of thing")]
        .into_iter()
        .chain([(Field::Policy, "Ours")])
        .map(|(field, name)| (field, name.to_owned()))
        .collect()
}

fn register() -> (tempfile::TempDir, Register) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.db");
    let register = Register::open(&path, Library::default(), &context()).unwrap();
    (folder, register)
}

fn columns(register: &Register, text: &str, wishes: &[(Field, String)]) -> Option<Columns> {
    let sheet = Sheet::of("list.csv", text.as_bytes()).unwrap();
    Columns::remembering(&sheet, wishes, &|header: &str| register.remembered_columns(header)).ok()
}

fn plan(register: &Register, text: &str, wishes: &[(Field, String)]) -> Plan {
    let sheet = Sheet::of("list.csv", text.as_bytes()).unwrap();
    let columns = columns(register, text, wishes).unwrap();
    let (library, defaults) = (Library::default(), Defaults::default());
    let when = (date("2026-06-01"), &Watch::nobody());
    Plan::of(Some(register), &library, &sheet, &columns, &defaults, when).unwrap()
}

#[test]
fn columns_that_were_set_are_taken_for_the_next_list_with_their_names() {
    let (_folder, mut register) = register();
    assert_eq!(columns(&register, LIST, &[]), None, "nothing is known by its name");
    let first = plan(&register, LIST, &wishes());
    assert_eq!(columns(&register, LIST, &[]), None, "a dry run keeps nothing");
    first.run(&mut register, false, (&context(), &Watch::nobody())).unwrap();
    let next = "Register;;;\nWhat;How much;Kind of thing;Ours\nDoors;1k;goods;nelc\n";
    let found = columns(&register, next, &[]).unwrap();
    assert_eq!(found.column(Field::Title), Some(0));
    assert_eq!(found.column(Field::Policy), Some(3));
    let second = plan(&register, next, &[]);
    assert_eq!(second.counts().new, 1);
    let note = "The columns are as A. Officer set them on 1 Jun 2026 for a list with these names; --map or the list of columns changes them.";
    assert!(second.notes.iter().any(|said| said == note), "{:?}", second.notes);
    second.run(&mut register, false, (&context(), &Watch::nobody())).unwrap();
    // One entry for each tender, and one for the columns: what is as it was is not kept anew.
    let verified = register.verify().unwrap();
    assert_eq!((verified.entries, verified.faults), (3, vec![]));
    assert_eq!(columns(&register, &LIST.replace("Ours", "Whose"), &[]), None);
}

#[test]
fn columns_that_are_set_otherwise_take_the_place_of_those_before() {
    let (_folder, mut register) = register();
    let run = |plan: Plan, register: &mut Register| {
        plan.run(register, false, (&context(), &Watch::nobody())).unwrap();
    };
    let first = plan(&register, LIST, &wishes());
    run(first, &mut register);
    let list = LIST.replace("Roof;100k", "5;Roof");
    let swapped = [(Field::Title, "How much".to_owned()), (Field::Value, "What".to_owned())];
    let second = plan(&register, &list, &swapped);
    assert_eq!(second.counts().new, 1, "{second:?}");
    run(second, &mut register);
    let found = columns(&register, LIST, &[]).unwrap();
    assert_eq!((found.column(Field::Title), found.column(Field::Value)), (Some(1), Some(0)));
}

#[test]
fn what_was_set_is_forgotten_with_an_entry_in_the_journal() {
    let (_folder, mut register) = register();
    let first = plan(&register, LIST, &wishes());
    first.run(&mut register, false, (&context(), &Watch::nobody())).unwrap();
    let header = columns(&register, LIST, &[]).unwrap().fingerprint().to_owned();
    assert!(register.forget_columns(&header, &context()).unwrap());
    assert!(!register.forget_columns(&header, &context()).unwrap());
    assert_eq!(columns(&register, LIST, &[]), None);
    let verified = register.verify().unwrap();
    assert_eq!((verified.entries, verified.faults), (3, vec![]));
}
