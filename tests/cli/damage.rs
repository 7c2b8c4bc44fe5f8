//! Damage, salvage and secrets as commands.

use std::fs;
use std::path::Path;

use crate::support::{Desk, finish};

/// A desk whose register has a backup of yesterday and one change since.
fn backed_up() -> (Desk, String) {
    let desk = Desk::new();
    let reference = desk.start("cumbria");
    desk.ok(["tick", &reference, "purpose"]);
    desk.ok(["untick", &reference, "purpose"]);
    (desk, reference)
}

fn harm(desk: &Desk) {
    let mut bytes = fs::read(desk.register()).unwrap();
    bytes[60..64].fill(0xff);
    fs::write(desk.register(), bytes).unwrap();
}

#[test]
fn a_damaged_register_is_told_with_the_commands_that_help_and_they_do() {
    let (desk, reference) = backed_up();
    harm(&desk);
    let before = fs::read(desk.register()).unwrap();
    let run = desk.run(["show", &reference]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    for words in [
        "its first page has been overwritten",
        "Nothing was written to it.",
        "The newest good backup is register-2026-11-21.db, with every change until Sat 21 November 2026",
        "2 changes are newer",
        "puts it in place and keeps the damaged file",
        "reads out of the damaged file what can still be read",
    ] {
        assert!(run.err.contains(words), "{words}: {}", run.err);
    }
    assert_eq!(fs::read(desk.register()).unwrap(), before);
    // Both commands as they stand there, first the one that changes nothing.
    let command = |with: &str| -> Vec<String> {
        let line = run.err.lines().find(|line| line.contains(with)).unwrap();
        let line = line.trim_start_matches("Hint: ").trim_start_matches("tenderbook ");
        let end = line.find(" puts it").or_else(|| line.find(" reads out")).unwrap();
        line[..end].split(' ').map(|word| word.trim_matches('"').to_owned()).collect()
    };
    let said = finish(desk.bare().args(command("--salvage")));
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("The new register was checked and is sound."), "{}", said.out);
    assert_eq!(fs::read(desk.register()).unwrap(), before);
    let salvaged = desk.path("register-salvaged.db");
    let shown = finish(desk.bare().arg("--register").arg(&salvaged).args(["show", &reference]));
    assert!(shown.out.contains("Custody healthcare"), "{}", shown.out);
    let mut restore = command(" restore ");
    restore.push("--yes".to_owned());
    let said = finish(desk.bare().args(restore));
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(desk.ok(["verify"]).contains("are sound."));
}

#[test]
fn a_register_that_the_backup_of_the_day_shows_to_be_damaged_is_not_written_to() {
    let (desk, reference) = backed_up();
    // Somewhere in the middle, where opening does not look.
    let mut bytes = fs::read(desk.register()).unwrap();
    let text = b"Custody healthcare";
    let page = bytes
        .chunks(4096)
        .rposition(|page| page.windows(text.len()).any(|part| part == text))
        .unwrap();
    let page = if page == 0 { 5 } else { page };
    bytes[page * 4096..page * 4096 + 2048].fill(0xA5);
    fs::write(desk.register(), &bytes).unwrap();
    let mut command = desk.command();
    command.env("TENDERBOOK_CLOCK", "2026-11-22T09:00:00Z");
    let run = finish(command.args(["note", &reference, "purpose", "a new note"]));
    assert_eq!(run.code, 1, "{}", run.out);
    assert!(run.err.contains("register-2026-11-21.db"), "{}", run.err);
    assert_eq!(fs::read(desk.register()).unwrap(), bytes);
    assert!(!desk.path("backups/register-2026-11-22.db").exists());
}

#[test]
fn salvage_tells_programs_what_was_read_and_lost() {
    let (desk, _) = backed_up();
    let told = desk.json(["restore", "--salvage", "register.db", "-o", "new.db", "--json"]);
    assert_eq!((&told["rows_lost"], &told["sound"]), (&0.into(), &true.into()));
    assert_eq!(told["journal"]["kept"], 3);
    assert_eq!(told["journal"]["entry"], 4);
    let said = desk.no(1, ["restore", "--salvage", "register.db", "-o", "new.db"]);
    assert!(said.contains("it is there already"), "{said}");
    let said = desk.no(2, ["restore", "--salvage", "register.db"]);
    assert!(said.contains("--output"), "{said}");
    let said = desk.no(2, ["restore", "backups/register-2026-11-21.db", "--json"]);
    assert!(said.contains("--yes"), "{said}");
    desk.write("text.db", "Minutes");
    let said = desk.no(1, ["restore", "--salvage", "text.db", "-o", "other.db"]);
    assert!(said.contains("nothing in it could be read"), "{said}");
    assert!(!desk.path("other.db").exists());
}

#[test]
fn what_was_read_of_a_lost_tender_is_to_be_read_beside_the_new_register() {
    let (desk, reference) = backed_up();
    desk.ok(["note", &reference, "purpose", "Agreed by the \u{1b}[31mboard, item 4"]);
    let mut bytes = fs::read(desk.register()).unwrap();
    let title = b"Custody healthcare";
    let lost = bytes
        .chunks(4096)
        .position(|page| page.windows(title.len()).any(|part| part == title))
        .unwrap();
    bytes[lost * 4096..(lost + 1) * 4096].fill(0);
    fs::write(desk.register(), bytes).unwrap();
    let said = desk.ok(["restore", "--salvage", "register.db", "-o", "new.db"]);
    assert!(said.contains(&format!("Lost, 1 tender: {reference}")), "{said}");
    assert!(said.contains("new.db.left-over.txt\n  14 rows that could be read"), "{said}");
    let left = fs::read_to_string(desk.path("new.db.left-over.txt")).unwrap();
    assert!(left.contains(&format!("A row of item of tender {reference}\n")), "{left}");
    assert!(left.contains("Agreed by the \\u{1b}[31mboard, item 4"), "{left}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(desk.path("new.db.left-over.txt")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    // It is not written over, and then nothing else is written either.
    fs::remove_file(desk.path("new.db")).unwrap();
    let again = desk.run(["restore", "--salvage", "register.db", "-o", "new.db"]);
    assert_eq!((again.code, again.out.as_str()), (1, ""));
    let said = again.err;
    assert!(said.contains("left-over.txt") && said.contains("it is there already"), "{said}");
    assert!(!desk.path("new.db").exists());
}

const MARKER: &str = "Zanzibarquokka";

#[test]
fn a_backup_under_a_passphrase_shows_nothing_and_comes_back_only_with_it() {
    let desk = Desk::new();
    desk.ok(["new", "--title", MARKER, "--policy", "cumbria", "--type", "goods", "--value", "9"]);
    let right = desk.write("right.txt", "correct horse battery\n");
    let wrong = desk.write("wrong.txt", "correct horse bettery\n");
    let with = |file: &Path, command: &[&str]| {
        let key = ["--passphrase-file", file.to_str().unwrap()];
        desk.run(command.iter().chain(&key))
    };
    let made = with(&right, &["backup", "copy.db.age"]);
    assert_eq!((made.code, made.err.as_str()), (0, ""), "{}", made.out);
    assert!(made.out.contains("It is encrypted."), "{}", made.out);
    let bytes = fs::read(desk.path("copy.db.age")).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1"));
    assert!(!bytes.windows(MARKER.len()).any(|part| part == MARKER.as_bytes()));
    nothing_half_made(&desk);

    let refused = with(&wrong, &["restore", "copy.db.age", "--yes"]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("The passphrase does not open"), "{}", refused.err);
    let mut broken = bytes.clone();
    let end = broken.len() - 3000;
    broken[end] ^= 1;
    desk.write("broken.age", &broken);
    desk.write("cut.age", &bytes[..bytes.len() - 5000]);
    desk.write("head.age", &bytes[..60]);
    for file in ["broken.age", "cut.age", "head.age"] {
        let refused = with(&right, &["restore", file, "--yes"]);
        assert_eq!(refused.code, 1);
        assert!(refused.err.contains("with any passphrase"), "{file}: {}", refused.err);
        nothing_half_made(&desk);
    }
    let asked = desk.no(2, ["restore", "copy.db.age", "--yes"]);
    assert!(asked.contains("--passphrase-file"), "{asked}");
    let done = with(&right, &["restore", "copy.db.age", "--yes"]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(desk.ok(["list"]).contains(MARKER));
    assert!(desk.ok(["verify"]).contains("are sound."));
    nothing_half_made(&desk);
}

fn nothing_half_made(desk: &Desk) {
    let folder = fs::read_dir(desk.path(".")).unwrap();
    for entry in folder {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(!name.contains(".part-"), "{name} was left behind");
    }
}

#[test]
fn a_whole_register_under_a_passphrase_is_read_back_by_import() {
    let desk = Desk::new();
    desk.ok(["new", "--title", MARKER, "--policy", "cumbria", "--type", "goods", "--value", "9"]);
    desk.write("right.txt", "correct horse battery\r\n");
    desk.write("short.txt", "horse\n");
    let key = ["--passphrase-file", "right.txt"];
    let whole = ["export", "--whole", "--format", "json"];
    let said = desk.ok(whole.iter().chain(&key));
    assert!(said.contains(".json.age"), "{said}");
    let file = said.lines().next().unwrap().strip_prefix("File: ").unwrap().to_owned();
    let bytes = fs::read(&file).unwrap();
    assert!(!bytes.windows(MARKER.len()).any(|part| part == MARKER.as_bytes()));
    let before = desk.json(["verify", "--json"])["newest"].clone();
    let to = desk.path("copy.db");
    let to = to.to_str().unwrap();
    desk.ok(["import", file.as_str(), "--register", to].iter().chain(&key));
    assert_eq!(desk.json(["verify", "--json", "--register", to])["newest"], before);
    nothing_half_made(&desk);
    let said = desk.no(1, whole.iter().chain(&["--passphrase-file", "short.txt", "-o", "s.age"]));
    assert!(said.contains("it needs at least 12"), "{said}");
    let said = desk.no(2, ["export", "--list", "due"].iter().chain(&key));
    assert!(said.contains("Only the whole register"), "{said}");
}

#[test]
fn the_log_tells_deeds_and_kinds_of_faults_and_never_what_was_written() {
    let desk = Desk::new();
    let log = |arguments: &[&str]| {
        let mut command = desk.command();
        command.env("TENDERBOOK_LOG", desk.path("work.log"));
        finish(command.args(arguments))
    };
    let new = ["new", "--title", MARKER, "--policy", "cumbria", "--type", "goods", "--value", "9"];
    assert_eq!(log(&new).code, 0);
    assert_eq!(log(&["note", "2026-0001", "purpose", MARKER]).code, 0);
    assert_eq!(log(&["show", MARKER]).code, 1);
    assert_eq!(log(&["list", MARKER]).code, 0);
    assert_eq!(log(&["backup", &format!("{MARKER}.db")]).code, 0);
    assert_eq!(log(&["restore", &format!("no{MARKER}.db"), "--yes"]).code, 1);
    let text = fs::read_to_string(desk.path("work.log")).unwrap();
    assert!(!text.contains(MARKER) && !text.contains("A. Officer"), "{text}");
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text}");
    for words in
        ["command=\"new\"", "deed=\"start\"", "deed=\"note_item\"", "fault=\"not found\"", "backup"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    // Without being asked for there is none.
    desk.ok(["list"]);
    assert_eq!(fs::read_to_string(desk.path("work.log")).unwrap(), text);
}

#[cfg(unix)]
#[test]
fn whatever_is_written_only_its_owner_may_read_also_under_a_loose_umask() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let script = format!(
        "umask 000; T='{}'; $T --log log.txt new --title T --policy cumbria --type goods --value 9 \
         && $T tick 2026-0001 purpose && $T backup copy.db && $T export 2026-0001 -o tender.html \
         && $T export --whole -o whole.json && $T restore --salvage register.db -o new.db \
         && $T restore copy.db --yes",
        env!("CARGO_BIN_EXE_tenderbook")
    );
    let made = std::process::Command::new("sh")
        .args(["-c", &script])
        .current_dir(desk.path("."))
        .env("TENDERBOOK_REGISTER", desk.register())
        .env("TENDERBOOK_CLOCK", "2026-11-21T09:00:00Z")
        .env("HOME", desk.path("home"))
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let mut seen = 0;
    let mut left = vec![desk.path(".")];
    while let Some(folder) = left.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let rights = fs::metadata(&path).unwrap().permissions().mode() & 0o077;
            assert_eq!(rights, 0, "{} may be read by others", path.display());
            seen += 1;
            if path.is_dir() {
                left.push(path);
            }
        }
    }
    assert!(seen >= 9, "{seen}");
}

#[cfg(unix)]
#[test]
fn a_register_that_everybody_could_read_is_closed_to_strangers_when_it_is_opened() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.start("cumbria");
    let set = |mode| {
        fs::set_permissions(desk.register(), fs::Permissions::from_mode(mode)).unwrap();
    };
    let rights = || fs::metadata(desk.register()).unwrap().permissions().mode() & 0o777;
    for (loose, tight) in [(0o666, 0o660), (0o644, 0o640), (0o640, 0o640), (0o600, 0o600)] {
        set(loose);
        desk.ok(["list"]);
        assert_eq!(rights(), tight);
    }
}

#[cfg(unix)]
#[test]
fn a_killed_backup_under_a_passphrase_leaves_no_clear_text() {
    let desk = Desk::new();
    desk.ok(["new", "--title", MARKER, "--policy", "cumbria", "--type", "goods", "--value", "9"]);
    desk.write("key.txt", "correct horse battery");
    fs::create_dir(desk.path("stick")).unwrap();
    for wait in [5, 20, 60, 150, 400, 900] {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_tenderbook"))
            .args(["backup", "--passphrase-file", "key.txt", "--force", "stick/copy.age"])
            .current_dir(desk.path("."))
            .env("TENDERBOOK_REGISTER", desk.register())
            .env("HOME", desk.path("home"))
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(wait));
        let _ = child.kill();
        child.wait().unwrap();
        for folder in [desk.path("."), desk.path("stick")] {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                let own = ["register.db", "register.db-wal", "register.db-shm"];
                if path.is_file() && !own.contains(&name.as_str()) {
                    let bytes = fs::read(&path).unwrap();
                    let clear = bytes.windows(MARKER.len()).any(|part| part == MARKER.as_bytes());
                    assert!(!clear, "{name} holds clear text after {wait} ms");
                }
            }
        }
    }
    assert!(desk.ok(["verify"]).contains("are sound."));
}

#[test]
fn a_difference_is_accepted_with_a_reason_and_then_a_copy_can_be_restored() {
    let desk = Desk::new();
    let reference = desk.start("cumbria");
    rusqlite::Connection::open(desk.register())
        .unwrap()
        .execute_batch("UPDATE procurement SET title = 'Cleaning'")
        .unwrap();
    // Nothing else is asked of a register that differs, so the failures are looked at as they are.
    let no = |arguments: &[&str]| {
        let run = desk.run(arguments);
        assert_eq!(run.code, 1, "{}", run.out);
        run.err
    };
    let said = no(&["verify"]);
    assert!(said.contains("“tenderbook verify --accept REASON”"), "{said}");
    desk.ok(["backup", "before.db"]);
    let said = no(&["restore", "before.db", "--yes"]);
    assert!(said.contains("is not what was written"), "{said}");
    let said = desk.ok(["verify", "--accept", "IT mended the title\u{1b}[2J"]);
    let told = "Accepted: 1 difference on 21 November 2026, 09:00 UTC by A. Officer, because “IT mended the title";
    assert!(said.contains(told) && said.contains("are sound."), "{said}");
    assert!(said.contains("  Not what Tenderbook wrote: the main facts of "), "{said}");
    assert!(!said.contains('\u{1b}'), "{said}");
    let found = desk.json(["verify", "--json"]);
    assert_eq!((&found["sound"], &found["accepted"][0]["count"]), (&true.into(), &1.into()));
    assert_eq!(found["accepted"][0]["first"], found["newest"]["sequence"]);
    let said = desk.no(1, ["verify", "--accept", "Once more"]);
    assert!(said.contains("There is nothing to accept"), "{said}");
    let journal = desk.ok(["journal", &reference]);
    assert!(journal.contains("accepted what another program had changed"), "{journal}");
    desk.ok(["backup", "after.db"]);
    desk.ok(["restore", "after.db", "--yes"]);
    assert!(desk.ok(["verify"]).contains("Accepted: 1 difference"));
}
