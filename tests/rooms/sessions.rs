//! What was done in a session is turned around, in order, and never what somebody else has done.

use tenderbook::domain::ContractType;
use tenderbook::register::{Act, Done, Fault, Session, Subject, Turned};
use uuid::Uuid;

use super::{Desk, facts};

fn note(desk: &mut Desk, session: &mut Session, note: &str) -> Done {
    let item = desk.view().stages[0].items[0].id.clone();
    let done = desk.act(Act::NoteItem { item, note: note.to_owned() });
    session.remember(&done);
    done
}

fn noted(desk: &Desk) -> Option<String> {
    desk.view().stages[0].items[0].note.clone()
}

#[test]
fn acts_are_undone_and_done_again_in_order_until_something_new_is_done() {
    let (mut desk, mut session) = (Desk::with_tender(), Session::default());
    let first = note(&mut desk, &mut session, "one");
    note(&mut desk, &mut session, "two");
    let context = desk.context.clone();
    let turned = session.undo(&mut desk.register, &context);
    assert!(matches!(turned, Turned::Done { .. }), "{turned:?}");
    let Turned::Done { of, said, .. } = session.undo(&mut desk.register, &context) else {
        panic!("it was not undone")
    };
    assert_eq!((of, said), (first.sequence, first.said));
    assert_eq!(noted(&desk), None);
    assert!(matches!(session.undo(&mut desk.register, &context), Turned::Nothing));
    assert!(matches!(session.redo(&mut desk.register, &context), Turned::Done { .. }));
    assert_eq!(noted(&desk).as_deref(), Some("one"));
    note(&mut desk, &mut session, "three");
    assert!(matches!(session.redo(&mut desk.register, &context), Turned::Nothing));
}

#[test]
fn what_somebody_else_has_changed_since_is_not_turned_around() {
    let (mut desk, mut session) = (Desk::with_tender(), Session::default());
    note(&mut desk, &mut session, "mine");
    let item = desk.view().stages[0].items[1].id.clone();
    let mut another = Desk { register: desk.another(), ..Desk::new() };
    another.act(Act::TickItem { item });
    let context = desk.context.clone();
    let turned = session.undo(&mut desk.register, &context);
    assert!(matches!(&turned, Turned::Overtaken(on) if on.key() == "T-1"), "{turned:?}");
    assert!(matches!(session.undo(&mut desk.register, &context), Turned::Nothing));
    assert_eq!(noted(&desk).as_deref(), Some("mine"));
}

#[test]
fn acts_before_somebody_elses_are_dropped_when_a_newer_one_is_remembered() {
    let (mut desk, mut session) = (Desk::with_tender(), Session::default());
    note(&mut desk, &mut session, "mine");
    let mut another = Desk { register: desk.another(), ..Desk::new() };
    let item = desk.view().stages[0].items[0].id.clone();
    another.act(Act::NoteItem { item, note: "theirs".to_owned() });
    note(&mut desk, &mut session, "mine again");
    let context = desk.context.clone();
    assert!(matches!(session.undo(&mut desk.register, &context), Turned::Done { .. }));
    assert_eq!(noted(&desk).as_deref(), Some("theirs"));
    assert!(matches!(session.undo(&mut desk.register, &context), Turned::Nothing));
}

#[test]
fn tenders_beside_each_other_keep_their_own_history() {
    let (mut desk, mut session) = (Desk::with_tender(), Session::default());
    note(&mut desk, &mut session, "mine");
    let other = desk.start("T-2", "cumbria", facts(ContractType::Goods, "90000"));
    session.remember(&other);
    let context = desk.context.clone();
    // A start is not undone, and says so once; what was done before it can still be.
    let turned = session.undo(&mut desk.register, &context);
    assert!(matches!(&turned, Turned::Final { on, .. } if on.key() == "T-2"), "{turned:?}");
    assert!(matches!(session.undo(&mut desk.register, &context), Turned::Done { .. }));
    assert_eq!(noted(&desk), None);
}

/// What was done on a supplier, as the register would say it.
fn supplied(name: &str, version: i64, undo: Option<Act>) -> Done {
    Done {
        on: Subject::Supplier { uid: Uuid::from_u128(7), name: name.to_owned() },
        version,
        sequence: 100 + version,
        said: "changed the size of the supplier".to_owned(),
        undo,
        warnings: Vec::new(),
    }
}

#[test]
fn what_was_done_on_a_supplier_is_remembered_beside_the_tenders_whatever_it_is_called() {
    let (mut desk, mut session) = (Desk::with_tender(), Session::default());
    note(&mut desk, &mut session, "mine");
    session.remember(&supplied("Ogden Catering Ltd", 3, None));
    session.remember(&supplied("Ogden Food Ltd", 4, None));
    let key = supplied("", 0, None).on.key();
    assert_eq!((session.version(&key), session.version("T-1")), (Some(4), Some(2)));
    // One that cannot be undone says of what it was.
    let context = desk.context.clone();
    let turned = session.undo(&mut desk.register, &context);
    let Turned::Final { on, said } = turned else { panic!("{turned:?}") };
    assert_eq!(
        (on.to_string().as_str(), said.as_str()),
        ("Ogden Food Ltd", "changed the size of the supplier")
    );
    // Dropping the supplier's drops those under its older name, and leaves the tender's.
    assert!(session.forget(&key));
    assert!(!session.forget(&key));
    assert!(matches!(session.undo(&mut desk.register, &context), Turned::Done { .. }));
    assert_eq!(noted(&desk), None);
}

#[test]
fn a_suppliers_acts_before_somebody_elses_are_dropped() {
    let (mut desk, mut session) = (Desk::with_tender(), Session::default());
    session.remember(&supplied("Ogden Catering Ltd", 3, None));
    session.remember(&supplied("Ogden Catering Ltd", 5, None));
    let context = desk.context.clone();
    assert!(matches!(session.undo(&mut desk.register, &context), Turned::Final { .. }));
    assert!(matches!(session.undo(&mut desk.register, &context), Turned::Nothing));
}

#[test]
fn turning_a_suppliers_act_around_names_no_tender() {
    let (mut desk, mut session) = (Desk::with_tender(), Session::default());
    // An act on a tender, which the register refuses where none is named.
    session.remember(&supplied("T-1", 1, Some(Act::ClearWeighting)));
    let context = desk.context.clone();
    let turned = session.undo(&mut desk.register, &context);
    let Turned::Refused(fault) = turned else { panic!("{turned:?}") };
    assert_eq!(fault.to_string(), "No procurement was named.");
}

#[test]
fn that_somebody_else_was_faster_is_said_of_a_supplier_by_its_name() {
    let fault = Fault::Stale { on: supplied("Ogden Catering Ltd", 1, None).on };
    let says = "“Ogden Catering Ltd” was changed by another program since you looked; nothing of yours was written.";
    assert_eq!(fault.to_string(), says);
}
