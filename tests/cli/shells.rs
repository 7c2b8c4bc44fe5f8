//! Completions for shells, and the pages of the manual.

use std::fs;
use std::process::Command;

use rstest::rstest;

use crate::support::{Desk, finish};

#[rstest]
#[case("bash")]
#[case("zsh")]
#[case("fish")]
#[case("powershell")]
#[case("elvish")]
fn a_shell_is_told_of_commands_and_options(#[case] shell: &str) {
    let desk = Desk::new();
    let script = desk.ok(["completions", shell]);
    for word in ["walk", "export", "completions", "publication"] {
        assert!(script.contains(word), "{shell} is not told of {word}");
    }
    // The scripts of the other two say no words of options.
    if ["bash", "zsh", "fish"].contains(&shell) {
        assert!(script.contains("supplier-contracts"), "{shell} is not told the names of lists");
    }
    assert!(!desk.register().exists(), "no register is made for it");
    assert!(desk.no(2, ["completions", "cmd"]).contains("'cmd'"));
}

/// Bash itself is asked what it would complete; where there is none, nothing is shown.
#[cfg(unix)]
#[test]
fn bash_completes_commands_and_values() {
    let desk = Desk::new();
    let script = desk.write("completion.bash", desk.ok(["completions", "bash"]));
    let completed = |words: &str| {
        let count = words.split(' ').count() - 1;
        let ask = format!(
            "source {}; COMP_WORDS=({words}); COMP_CWORD={count}; _tenderbook tenderbook \"${{COMP_WORDS[$COMP_CWORD]}}\" \"${{COMP_WORDS[$COMP_CWORD-1]}}\"; echo \"${{COMPREPLY[@]}}\"",
            script.display()
        );
        let ran = Command::new("bash").args(["--norc", "-c", &ask]).output();
        ran.map(|ran| String::from_utf8(ran.stdout).unwrap().trim().to_owned())
    };
    let Ok(commands) = completed("tenderbook ex") else { return };
    assert_eq!(commands, "export");
    assert_eq!(completed("tenderbook export --list beh").unwrap(), "behind");
}

#[test]
fn every_command_has_a_page_of_the_manual() {
    let desk = Desk::new();
    let page = desk.ok(["man"]);
    assert!(page.contains(".TH tenderbook 1"), "{page}");
    assert!(page.contains("tenderbook\\-export(1)"), "{page}");
    assert!(desk.ok(["man", "policy", "check"]).contains("tenderbook\\-policy\\-check"));
    let said = desk.no(2, ["man", "polcy"]);
    assert!(said.contains("There is no command “polcy”."), "{said}");
    let said = desk.no(2, ["man", "--folder", "man1"]);
    assert!(said.contains("There is no folder man1."), "{said}");
    fs::create_dir(desk.path("man1")).unwrap();
    let said = desk.ok(["man", "--folder", "man1"]);
    let names: Vec<String> = fs::read_dir(desk.path("man1"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert!(said.contains(&format!("Pages: {}\n", names.len())), "{said}");
    for wanted in ["tenderbook.1", "tenderbook-export.1", "tenderbook-contract-kpi.1"] {
        assert!(names.iter().any(|name| name == wanted), "{wanted}: {names:?}");
    }
    assert_eq!(fs::read_to_string(desk.path("man1/tenderbook.1")).unwrap(), page);
    fs::write(desk.path("man1/tenderbook.1"), "mine").unwrap();
    let said = desk.no(1, ["man", "--folder", "man1"]);
    assert!(said.contains("is there already; nothing was written."), "{said}");
    desk.ok(["man", "--folder", "man1", "--force"]);
    assert_eq!(fs::read_to_string(desk.path("man1/tenderbook.1")).unwrap(), page);
}

#[test]
fn wrong_settings_do_not_come_between_a_shell_and_its_script() {
    let desk = Desk::new();
    desk.write("config/tenderbook/settings.toml", "theme = \"ligth\"\n");
    assert_eq!(finish(desk.command().args(["completions", "bash"])).err, "");
}
