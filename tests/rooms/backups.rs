//! Backups and restoring, by doing what could go wrong.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use rstest::rstest;
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use tenderbook::domain::{ContractType, evidence};
use tenderbook::register::{
    Act, Context, Fault, Filter, Library, NewProcurement, Order, Register, Restored, Restoring,
    Sort, Watch,
};

use super::store::{impostor, inside};
use super::{Desk, date, facts, stage};

/// Checks a backup and puts it in the place of the register.
fn restore(file: &Path, register: &Path, context: &Context) -> Result<Restored, Fault> {
    Restoring::check(file, register, context)?.carry_out(context)
}

fn back_up(desk: &Desk, name: &str) -> PathBuf {
    let place = desk.folder.path().join(name);
    desk.register.back_up(&place, false, &Watch::nobody()).unwrap();
    place
}

fn to_read(path: &Path) -> Register {
    Register::open_to_read(path, Library::default(), &Watch::nobody()).unwrap()
}

fn on(day: &str) -> Context {
    Context { officer: "A. Officer".to_owned(), now: format!("{day}T09:00:00Z"), today: date(day) }
}

#[test]
fn a_backup_stands_alone_and_is_the_register_of_its_moment() {
    let mut desk = Desk::with_tender();
    desk.walk(1);
    let before = desk.register.verify().unwrap();
    let place = desk.folder.path().join("copy.db");
    let written = desk.register.back_up(&place, false, &Watch::nobody()).unwrap();
    assert_eq!((written.entries, &written.newest), (before.entries, &before.newest));
    let bytes = fs::read(&place).unwrap();
    assert_eq!(written.bytes, bytes.len() as u64);
    let hash = evidence::Sha256(Sha256::digest(&bytes).into()).to_string();
    assert_eq!(written.sha256, hash);
    // 1 in both bytes: it needs no log, and can be read where nothing can be written.
    assert_eq!(&bytes[18..20], [1, 1]);
    desk.walk(2);
    let copy = to_read(&place);
    assert_eq!(copy.verify().unwrap(), before);
    assert_eq!(copy.procurement("T-1").unwrap().progress().settled, 1);
    drop(copy);
    let names = inside(desk.folder.path());
    assert!(!names.iter().any(|name| name.contains("part")), "{names:?}");
    assert!(!names.iter().any(|name| name.starts_with("copy.db-")), "{names:?}");
}

#[cfg(unix)]
#[test]
fn only_its_owner_may_read_a_backup_and_enter_the_folder_of_backups() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::with_tender();
    let target = desk.register.daily_backup_due(&on("2026-06-02")).unwrap();
    desk.register.back_up_daily(&target, &Watch::nobody()).unwrap();
    let rights = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(rights(&target), 0o600);
    assert_eq!(rights(target.parent().unwrap()), 0o700);
}

#[test]
fn a_backup_of_a_register_that_another_program_writes_to_is_whole() {
    let desk = Desk::with_tender();
    let path = desk.path();
    let (go_on, written) = (AtomicBool::new(true), AtomicU64::new(0));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut other = Register::open(&path, Library::default(), &desk.context).unwrap();
            while go_on.load(Ordering::Relaxed) {
                let new = NewProcurement {
                    reference: None,
                    title: "Meanwhile".to_owned(),
                    policy: "nelc".to_owned(),
                    facts: facts(ContractType::Services, "1"),
                };
                other.perform(&Order::start(new), &desk.context).unwrap();
                written.fetch_add(1, Ordering::Relaxed);
            }
        });
        let mut entries = 0;
        for round in 0..8 {
            let before = written.load(Ordering::Relaxed);
            while written.load(Ordering::Relaxed) < before + 3 {
                std::thread::yield_now();
            }
            let place = back_up(&desk, &format!("round-{round}.db"));
            let found = to_read(&place).verify().unwrap();
            assert_eq!(found.faults, [""; 0]);
            assert!(found.entries > entries, "round {round}");
            entries = found.entries;
        }
        go_on.store(false, Ordering::Relaxed);
    });
    assert_eq!(desk.faults(), [""; 0]);
}

#[test]
fn a_backup_is_never_written_over_anything_unless_that_is_asked_for() {
    let desk = Desk::with_tender();
    let place = back_up(&desk, "copy.db");
    let before = fs::read(&place).unwrap();
    let again = |place: &Path, force| desk.register.back_up(place, force, &Watch::nobody());
    assert!(again(&place, false).unwrap_err().to_string().contains("it is there already"));
    assert_eq!(fs::read(&place).unwrap(), before);
    again(&place, true).unwrap();
    for own in ["register.db", "register.db-wal", "register.db-journal"] {
        let fault = again(&desk.path().with_file_name(own), true).unwrap_err();
        assert!(fault.to_string().contains("belongs to the register itself"), "{own}: {fault}");
    }
    let folder = again(desk.folder.path(), true).unwrap_err();
    assert!(folder.to_string().contains("it is a folder"), "{folder}");
    let nowhere = again(&desk.folder.path().join("none/copy.db"), false).unwrap_err();
    assert!(nowhere.to_string().contains("its folder is not there"), "{nowhere}");
    assert_eq!(desk.faults(), [""; 0]);
}

#[cfg(unix)]
#[test]
fn a_backup_that_cannot_be_written_leaves_nothing_behind() {
    let desk = Desk::with_tender();
    let full = desk.register.back_up(Path::new("/dev/full"), false, &Watch::nobody());
    assert!(full.unwrap_err().to_string().contains("already"));
    let stopped = Watch::new(|_| false);
    let place = desk.folder.path().join("copy.db");
    let before = inside(desk.folder.path());
    let fault = desk.register.back_up(&place, false, &stopped).unwrap_err();
    assert!(fault.is_stopped(), "{fault}");
    assert_eq!(inside(desk.folder.path()), before);
}

#[test]
fn a_backup_can_be_stopped_at_any_step_and_leaves_nothing_behind() {
    let desk = Desk::with_tender();
    let place = desk.folder.path().join("copy.db");
    let before = inside(desk.folder.path());
    for steps in 0.. {
        let left = Arc::new(AtomicU64::new(steps));
        let watch = Watch::new(move |step| {
            step.is_none()
                || left
                    .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| n.checked_sub(1))
                    .is_ok()
        });
        match desk.register.back_up(&place, false, &watch) {
            Ok(_) => {
                assert!(steps > 3, "it was stopped {steps} times");
                return;
            }
            Err(fault) => {
                assert!(fault.is_stopped(), "{fault}");
                assert_eq!(inside(desk.folder.path()), before, "after {steps} steps");
            }
        }
    }
}

#[test]
fn what_is_not_sound_is_not_kept_as_a_backup() {
    let mut desk = Desk::with_tender();
    desk.walk(1);
    let connection = Connection::open(desk.path()).unwrap();
    connection
        .execute_batch(
            "DROP TRIGGER journal_is_never_changed;
             UPDATE journal SET officer = 'somebody' WHERE sequence = 2",
        )
        .unwrap();
    let place = desk.folder.path().join("copy.db");
    let fault = desk.register.back_up(&place, false, &Watch::nobody()).unwrap_err();
    assert!(fault.to_string().contains("journal entry 2"), "{fault}");
    assert!(!place.exists());
}

#[test]
fn one_backup_is_made_for_each_day_and_ten_are_kept() {
    let desk = Desk::with_tender();
    let days: Vec<String> = (1..=13).map(|day| format!("2026-06-{day:02}")).collect();
    for day in &days {
        let target = desk.register.daily_backup_due(&on(day)).unwrap();
        desk.register.back_up_daily(&target, &Watch::nobody()).unwrap();
        assert_eq!(desk.register.daily_backup_due(&on(day)), None);
    }
    // What an officer has put there is not counted and not removed.
    let folder = desk.register.backups_folder();
    for other in ["register-2026-05-01-mine.db", "other-2026-05-01.db", "register-form-1.db"] {
        fs::write(folder.join(other), "").unwrap();
    }
    let target = desk.register.daily_backup_due(&on("2026-06-14")).unwrap();
    desk.register.back_up_daily(&target, &Watch::nobody()).unwrap();
    let kept: Vec<String> =
        desk.register.daily_backups().iter().map(|(day, _)| day.to_string()).collect();
    let wanted: Vec<String> = (5..=14).rev().map(|day| format!("2026-06-{day:02}")).collect();
    assert_eq!(kept, wanted);
    assert_eq!(inside(&folder).len(), 13);
}

#[test]
fn what_a_killed_program_left_half_written_is_swept_away_after_a_day() {
    let desk = Desk::with_tender();
    let target = desk.register.daily_backup_due(&on("2026-06-02")).unwrap();
    let folder = target.parent().unwrap();
    fs::create_dir(folder).unwrap();
    let day = std::time::Duration::from_hours(25);
    for (name, age) in [
        ("register-2026-06-01.db.part-0", day),
        ("register-2026-06-02.db.part-1", std::time::Duration::ZERO),
        ("other-2026-06-01.db.part-2", day),
        ("register-2026-05-01-mine.db", day),
    ] {
        let file = fs::File::create(folder.join(name)).unwrap();
        file.set_modified(std::time::SystemTime::now() - age).unwrap();
    }
    desk.register.back_up_daily(&target, &Watch::nobody()).unwrap();
    assert_eq!(
        inside(folder),
        [
            "other-2026-06-01.db.part-2",
            "register-2026-05-01-mine.db",
            "register-2026-06-02.db",
            "register-2026-06-02.db.part-1"
        ]
    );
}

#[cfg(unix)]
#[test]
fn a_link_to_the_register_stays_a_link() {
    let desk = Desk::with_tender();
    let place = back_up(&desk, "copy.db");
    let (path, context) = (desk.path(), desk.context.clone());
    drop(desk.register);
    let elsewhere = tempfile::tempdir().unwrap();
    let link = elsewhere.path().join("mine.db");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    restore(&place, &link, &context).unwrap();
    assert!(link.is_symlink());
    assert_eq!(to_read(&path).verify().unwrap().entries, 2);
}

#[test]
fn a_fault_in_the_journal_of_an_older_register_keeps_nobody_from_opening_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.db");
    fs::copy(super::package().join("tests/fixtures/register-form-1.db"), &path).unwrap();
    Connection::open(&path)
        .unwrap()
        .execute_batch(
            "DROP TRIGGER journal_is_never_changed;
             UPDATE journal SET officer = 'somebody' WHERE sequence = 2",
        )
        .unwrap();
    let register = Register::open(&path, Library::default(), &super::context()).unwrap();
    assert!(!register.verify().unwrap().faults.is_empty());
    assert!(register.backups_folder().join("register-form-1.db").is_file());
}

#[test]
fn a_register_without_entries_is_not_backed_up_by_itself() {
    let desk = Desk::new();
    assert_eq!(desk.register.daily_backup_due(&on("2026-06-02")), None);
}

#[test]
fn a_restored_register_is_that_of_the_backup_and_the_replaced_one_is_kept() {
    let mut desk = Desk::with_tender();
    desk.walk(1);
    let place = back_up(&desk, "copy.db");
    let backed_up = to_read(&place).verify().unwrap();
    let stages = desk.view().stages;
    desk.act(Act::SkipStage { stage: stage(2), reason: "by mistake".to_owned() });
    let (path, context) = (desk.path(), desk.context.clone());
    let last = desk.register.verify().unwrap();
    drop(desk.register);
    let restoring = Restoring::check(&place, &path, &context).unwrap();
    assert_eq!(restoring.found, backed_up);
    assert_eq!(restoring.present, last.newest);
    assert!(!restoring.another);
    let restored = restoring.carry_out(&context).unwrap();
    let register = Register::open(&path, Library::default(), &context).unwrap();
    let found = register.verify().unwrap();
    assert_eq!(found.faults, [""; 0]);
    assert_eq!(found.entries, backed_up.entries + 1, "restoring is an entry itself");
    assert_eq!(found.newest.unwrap().0, restored.sequence);
    assert_eq!(register.procurement("T-1").unwrap().stages, stages);
    let connection = Connection::open(&path).unwrap();
    let (deed, detail): (String, String) = connection
        .query_row("SELECT deed, detail FROM journal ORDER BY sequence DESC LIMIT 1", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    assert_eq!(deed, "restore");
    assert!(detail.contains("copy.db") && detail.contains(&last.newest.as_ref().unwrap().1));
    let aside = restored.aside.unwrap();
    assert!(detail.contains(aside.file_name().unwrap().to_str().unwrap()), "{detail}");
    assert_eq!(to_read(&aside).verify().unwrap(), last);
    // And back again: the replaced register is a backup like any other.
    drop((register, connection));
    let again = restore(&aside, &path, &context).unwrap();
    assert_ne!(again.aside.unwrap(), aside, "nothing that is kept is written over");
    let register = Register::open(&path, Library::default(), &context).unwrap();
    assert_eq!(register.verify().unwrap().entries, last.entries + 1);
}

#[test]
fn a_register_that_is_open_elsewhere_is_not_replaced() {
    let mut desk = Desk::with_tender();
    let place = back_up(&desk, "copy.db");
    desk.walk(1);
    let before = desk.register.verify().unwrap();
    let names = inside(desk.folder.path());
    let fault = restore(&place, &desk.path(), &desk.context).unwrap_err();
    assert!(fault.to_string().contains("Another program has the register"), "{fault}");
    assert_eq!(inside(desk.folder.path()), names);
    assert_eq!(desk.register.verify().unwrap(), before);
    desk.walk(2);
}

#[test]
fn a_register_that_is_gone_or_damaged_is_restored_and_its_logs_are_moved_aside() {
    for harm in ["gone", "zero", "text", "cut"] {
        let mut desk = Desk::with_tender();
        let place = back_up(&desk, "copy.db");
        desk.walk(1);
        let (path, context) = (desk.path(), desk.context.clone());
        // A crash leaves the log; whatever then happens to the file, it must not be played into
        // the register that comes.
        let log = path.with_file_name("register.db-wal");
        let left = fs::read(&log).unwrap();
        drop(desk.register);
        fs::write(&log, &left).unwrap();
        match harm {
            "gone" => fs::remove_file(&path).unwrap(),
            "zero" => fs::write(&path, "").unwrap(),
            "text" => fs::write(&path, "x".repeat(9000)).unwrap(),
            _ => fs::write(&path, &fs::read(&path).unwrap()[..50]).unwrap(),
        }
        let restored = restore(&place, &path, &context).unwrap();
        assert_eq!(restored.aside.is_some(), harm != "gone");
        let register = Register::open(&path, Library::default(), &context).unwrap();
        assert_eq!(register.verify().unwrap().faults, [""; 0], "{harm}");
        assert_eq!(register.procurement("T-1").unwrap().progress().settled, 0, "{harm}");
        let names = inside(desk.folder.path());
        assert!(names.iter().any(|name| name.contains("-replaced-") && name.ends_with("-wal")));
    }
}

#[rstest]
#[case("empty", "it is empty")]
#[case("text", "not a SQLite file")]
#[case("magic only", "cut short")]
#[case("header of noise", "another program")]
#[case("foreign", "another program")]
#[case("newer", "newer than the form")]
#[case("truncated", "cut short")]
#[case("cut in a page", "cut short")]
fn what_is_no_sound_backup_is_refused_and_nothing_changes(#[case] kind: &str, #[case] why: &str) {
    let desk = Desk::with_tender();
    let before = desk.register.verify().unwrap();
    let other = tempfile::tempdir().unwrap();
    let file = other.path().join("backup.db");
    impostor(kind, &file);
    let (bytes, names) = (fs::read(&file).unwrap(), inside(desk.folder.path()));
    let beside = inside(other.path());
    let fault = restore(&file, &desk.path(), &desk.context).unwrap_err();
    assert!(fault.to_string().contains(why), "{fault}");
    assert_eq!(fs::read(&file).unwrap(), bytes);
    assert_eq!(inside(other.path()), beside);
    assert_eq!(inside(desk.folder.path()), names);
    assert_eq!(desk.register.verify().unwrap(), before);
}

#[test]
fn a_backup_with_damaged_pages_or_a_changed_entry_is_refused() {
    let mut desk = Desk::with_tender();
    desk.walk(1);
    let place = back_up(&desk, "copy.db");
    let whole = fs::read(&place).unwrap();
    let before = desk.register.verify().unwrap();
    let mut refused = 0;
    for page in 1..whole.len() / 4096 {
        let mut harmed = whole.clone();
        harmed[page * 4096..page * 4096 + 64].fill(0xA5);
        fs::write(&place, harmed).unwrap();
        if restore(&place, &desk.path(), &desk.context).is_err_and(|fault| {
            assert!(!fault.to_string().contains("Another program"), "page {page}: {fault}");
            true
        }) {
            refused += 1;
        }
    }
    assert_eq!(refused, whole.len() / 4096 - 1);
    fs::write(&place, &whole).unwrap();
    Connection::open(&place)
        .unwrap()
        .execute_batch(
            "DROP TRIGGER journal_is_never_changed;
             UPDATE journal SET officer = 'somebody' WHERE sequence = 2",
        )
        .unwrap();
    let fault = restore(&place, &desk.path(), &desk.context).unwrap_err();
    assert!(fault.to_string().contains("Journal entry 2"), "{fault}");
    assert_eq!(desk.register.verify().unwrap(), before);
}

#[test]
fn an_older_backup_is_brought_up_to_date_and_itself_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let frozen = super::package().join("tests/fixtures/register-form-1.db");
    let before = fs::read(&frozen).unwrap();
    let path = folder.path().join("register.db");
    let context = super::context();
    assert_eq!(restore(&frozen, &path, &context).unwrap().aside, None);
    let register = Register::open(&path, Library::default(), &context).unwrap();
    let list = register.list(&Filter::default(), Sort::default(), 0, 10).unwrap();
    assert_eq!(list.total, 2);
    assert_eq!(register.verify().unwrap().faults, [""; 0]);
    assert_eq!(fs::read(&frozen).unwrap(), before);
    assert_eq!(
        inside(folder.path())
            .iter()
            .filter(|name| !name.ends_with("shm") && !name.ends_with("wal"))
            .count(),
        1
    );
}

#[test]
fn a_backup_of_another_register_is_known_as_such() {
    let (desk, other) = (Desk::with_tender(), Desk::with_tender());
    let place = back_up(&other, "copy.db");
    let restoring = Restoring::check(&place, &desk.path(), &desk.context).unwrap();
    assert!(restoring.another);
    // The register itself is no backup of itself.
    let itself = Restoring::check(&desk.path(), &desk.path(), &desk.context);
    assert!(itself.is_err_and(|fault| fault.to_string().contains("itself")));
}

#[test]
fn a_register_of_an_older_form_is_known_before_it_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.db");
    assert_eq!(Register::of_older_form(&path), None);
    fs::copy(super::package().join("tests/fixtures/register-form-1.db"), &path).unwrap();
    let length = fs::metadata(&path).unwrap().len();
    assert_eq!(Register::of_older_form(&path), Some(length));
    Register::open(&path, Library::default(), &super::context()).unwrap();
    assert_eq!(Register::of_older_form(&path), None);
}
