//! Portable mode: with a file beside the executable everything is kept there.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

use crate::support::{Desk, finish};

const NEW: [&str; 9] =
    ["new", "--title", "T", "--policy", "nelc", "--type", "goods", "--value", "1k"];

/// A copy of the executable in a folder of its own.
fn stick(desk: &Desk) -> PathBuf {
    let real = Path::new(env!("CARGO_BIN_EXE_tenderbook"));
    let folder = desk.path("stick");
    fs::create_dir_all(&folder).unwrap();
    let copy = folder.join(real.file_name().unwrap());
    // A link where there can be one: the executable is large.
    fs::hard_link(real, &copy).or_else(|_| fs::copy(real, &copy).map(drop)).unwrap();
    copy
}

fn on(desk: &Desk, executable: &Path) -> Command {
    let mut command = Command::new(executable);
    command.current_dir(desk.path(".")).env_clear();
    for variable in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA"] {
        command.env(variable, desk.path("home"));
    }
    if let Some(root) = std::env::var_os("SystemRoot") {
        command.env("SystemRoot", root);
    }
    command.env("TENDERBOOK_CLOCK", "2026-11-21T09:00:00Z");
    command
}

#[test]
fn with_the_file_everything_is_beside_the_executable_and_nothing_elsewhere() {
    let desk = Desk::new();
    let executable = stick(&desk);
    desk.write("stick/tenderbook.portable", "");
    desk.write("stick/settings.toml", "officer = \"B. Colleague\"\n");
    desk.write("stick/policies/small.toml", crate::support::small_policy());
    let ran = finish(on(&desk, &executable).args(NEW));
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    assert!(desk.path("stick/register.db").is_file());
    assert!(!desk.path("home").exists(), "nothing is written anywhere else");
    let said = finish(on(&desk, &executable).args(["journal", "2026-0001"])).out;
    assert!(said.contains("B. Colleague"), "the settings count: {said}");
    assert!(finish(on(&desk, &executable).args(["policy", "list"])).out.contains("small"));
    // The backup of the day goes beside it, too.
    assert_eq!(finish(on(&desk, &executable).args(NEW)).code, 0);
    assert!(desk.path("stick/backups").is_dir());
    let folder = desk.path("stick").canonicalize().unwrap();
    let said = finish(on(&desk, &executable).arg("settings")).out;
    for line in [
        format!("Settings: {}", folder.join("settings.toml").display()),
        format!("Register: {}", folder.join("register.db").display()),
        format!("Own policies: {}", folder.join("policies").display()),
        format!("everything is kept there: {}", folder.display()),
    ] {
        assert!(said.contains(&line), "{line}: {said}");
    }
    let said = finish(on(&desk, &executable).arg("verify")).out;
    let line = format!("Register: {}\n", folder.join("register.db").display());
    assert!(said.contains(&line), "{said}");
}

#[test]
fn without_the_file_the_folder_of_the_executable_is_left_alone() {
    let desk = Desk::new();
    let executable = stick(&desk);
    assert_eq!(finish(on(&desk, &executable).args(NEW)).code, 0);
    assert_eq!(fs::read_dir(desk.path("stick")).unwrap().count(), 1);
    assert!(desk.path("home").exists());
}

#[test]
fn what_is_named_wins_over_what_is_beside_the_executable() {
    let desk = Desk::new();
    let executable = stick(&desk);
    desk.write("stick/tenderbook.portable", "");
    let mut named = on(&desk, &executable);
    let ran = finish(named.env("TENDERBOOK_REGISTER", desk.path("other.db")).args(NEW));
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(desk.path("other.db").is_file() && !desk.path("stick/register.db").exists());
}
