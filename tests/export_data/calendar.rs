//! The calendar: every day once, under a name that never changes.

use std::collections::BTreeSet;

use tempfile::TempDir;
use tenderbook::domain::{KeyDate, ProcurementState, StageNo};
use tenderbook::export::{Format, What};
use tenderbook::register::{Act, Filter, Library, Register, Sort, Watch, sample};
use tenderbook::report::calendar::{Entry, Keeping, calendar};

use super::{Lived, context, date, made};
use crate::support::directory;

fn entries(register: &Register, reference: Option<&str>) -> Vec<Entry> {
    calendar(register, reference, &context(), &Watch::nobody()).unwrap()
}

fn titled<'a>(entries: &'a [Entry], title: &str) -> &'a Entry {
    let mut found = entries.iter().filter(|entry| entry.title.starts_with(title));
    let entry = found.next().unwrap_or_else(|| panic!("no “{title}” in {entries:#?}"));
    assert_eq!(found.next(), None, "“{title}” is there twice");
    entry
}

#[test]
fn deadlines_limits_targets_and_what_contracts_bring_are_all_there() {
    let folder = TempDir::new().unwrap();
    let mut lived = Lived::new(&folder.path().join("register.db"), &[]);
    let stage = StageNo::new(11).unwrap();
    lived.filler.perform(Act::SetTarget { stage, day: Some(date("2027-01-15")) }).unwrap();
    let all = entries(&lived.filler.register, Some("2026-0042"));
    for (title, day, kind) in [
        ("Tenders due", "2026-07-31", "Deadline"),
        ("Tender notice published", "2026-06-01", "Notice"),
        ("Finish stage 11", "2027-01-15", "Target"),
        ("Contract review", "2027-05-21", "Review"),
        ("Delivery: Apprentices", "2028-10-31", "Commitment"),
        ("Assess Sessions run", "2027-05-21", "Indicator"),
        ("Action: LEAK owner: Send the first report", "2026-12-15", "Action"),
        ("The contract ends", "2029-11-20", "End of contract"),
        ("Last day to extend the contract (to 20 Nov 2031", "2029-11-20", "Extension"),
    ] {
        let entry = titled(&all, title);
        assert_eq!((entry.day, entry.kind), (date(day), kind), "{title}");
        assert_eq!(entry.standing, Keeping::Open, "{title}");
        assert!(entry.text.starts_with("2026-0042 Youth club"), "{}", entry.text);
    }
    assert!(all.iter().any(|entry| entry.kind.starts_with("Statutory")), "{all:#?}");
    let uids: BTreeSet<&str> = all.iter().map(|entry| entry.uid.as_str()).collect();
    assert_eq!(uids.len(), all.len(), "a uid is there twice");
}

#[test]
fn a_day_that_moves_and_a_tender_that_is_renamed_keep_their_uids() {
    let folder = TempDir::new().unwrap();
    let mut lived = Lived::new(&folder.path().join("register.db"), &[]);
    let before = entries(&lived.filler.register, None);
    lived.filler.set_day(KeyDate::TenderDeadline, "2026-08-14");
    lived.rename("Holiday club");
    let after = entries(&lived.filler.register, None);
    let (one, other) = (titled(&before, "Tenders due"), titled(&after, "Tenders due"));
    assert_eq!(one.uid, other.uid);
    assert_eq!(other.day, date("2026-08-14"));
    assert!(other.version > one.version, "a later state is known as such");
    let uids = |all: &[Entry]| all.iter().map(|one| one.uid.clone()).collect::<BTreeSet<_>>();
    assert_eq!(uids(&before), uids(&after));
    for entry in &after {
        assert!(!entry.uid.contains(&entry.day.to_string()), "{} names its day", entry.uid);
    }
}

#[test]
fn what_is_cancelled_is_called_off_under_its_uid() {
    let folder = TempDir::new().unwrap();
    let mut lived = Lived::new(&folder.path().join("register.db"), &[]);
    let reason = "No longer needed".to_owned();
    let act = Act::SetState { state: ProcurementState::Cancelled, reason };
    lived.filler.perform(act).unwrap();
    let all = entries(&lived.filler.register, None);
    assert_eq!(titled(&all, "Tenders due").standing, Keeping::Cancelled);
    let bytes = made(&lived.filler.register, What::Register, Format::Ics, &context()).unwrap();
    assert!(String::from_utf8(bytes).unwrap().contains("STATUS:CANCELLED\r\n"));
}

#[test]
fn the_status_of_a_supplier_is_looked_at_again_once_for_all_its_contracts() {
    let folder = TempDir::new().unwrap();
    let book = directory::filled(&folder.path().join("register.db"));
    let all = entries(&book.register, None);
    let status = titled(&all, "Review the status of Acorn Youth CIC");
    assert_eq!((status.day, status.kind), (date("2027-06-01"), "Supplier status"));
    assert!(status.uid.ends_with("-status-cumbria@tenderbook"), "{}", status.uid);
}

#[test]
fn the_samples_make_a_calendar_that_is_the_same_every_time() {
    let folder = TempDir::new().unwrap();
    let context = context();
    let mut register =
        Register::open(&folder.path().join("r.db"), Library::new(None), &context).unwrap();
    let nothing = made(&register, What::Register, Format::Ics, &context).unwrap_err();
    assert!(nothing.to_string().starts_with("There is no day for a calendar"), "{nothing}");
    sample::fill(&mut register, &context, 0).unwrap();
    let first = made(&register, What::Register, Format::Ics, &context).unwrap();
    assert_eq!(made(&register, What::Register, Format::Ics, &context).unwrap(), first);
    let list = register.list(&Filter::default(), Sort::default(), 0, 100).unwrap();
    let closed: Vec<String> = list
        .rows
        .iter()
        .filter(|row| row.state == ProcurementState::Closed)
        .map(|row| row.reference.to_string())
        .collect();
    for entry in entries(&register, None) {
        assert!(!closed.contains(&entry.reference), "{} is closed", entry.reference);
    }
    let text = String::from_utf8(first).unwrap();
    assert!(text.matches("BEGIN:VEVENT\r\n").count() > 10);
    let unfolded = icalendar::parser::unfold(&text);
    let read = icalendar::parser::read_calendar(&unfolded).unwrap();
    assert_eq!(read.components.len(), text.matches("BEGIN:VEVENT\r\n").count());
}
