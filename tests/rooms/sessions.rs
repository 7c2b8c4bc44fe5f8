//! What was done in a session is turned around, in order, and never what somebody else has done.

use tenderbook::domain::ContractType;
use tenderbook::register::{Act, Done, Session, Turned};

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
    assert!(matches!(&turned, Turned::Overtaken(reference) if reference == "T-1"), "{turned:?}");
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
    assert!(matches!(&turned, Turned::Final { reference, .. } if reference == "T-2"), "{turned:?}");
    assert!(matches!(session.undo(&mut desk.register, &context), Turned::Done { .. }));
    assert_eq!(noted(&desk), None);
}
