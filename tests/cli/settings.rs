//! Settings as commands see them: where they are, what is in force and why, and what is wrong.

use crate::support::{Desk, finish};

const WRONG: &str = "# mine
officer = \"B. Colleague\"
theme = \"ligth\"
color = \"red\"
default_policy = \"cumbira\"
mouse = true

[keys]
sort = \"n\"
tick = \"w\"
nxet-open = \"z\"
";

#[test]
fn what_is_in_force_is_shown_with_where_it_comes_from() {
    let desk = Desk::new();
    let file = desk.write("config/tenderbook/settings.toml", WRONG);
    let shown = desk.ok(["settings", "--ascii"]);
    let shown = shown.replace(&file.display().to_string(), "FILE");
    let folder = file.parent().unwrap().display().to_string();
    let shown = shown.replace(&desk.register().display().to_string(), "REGISTER");
    let shown = shown.replace(&folder, "FOLDER");
    insta::assert_snapshot!(shown);
    let json = desk.json(["settings", "--json"]);
    assert_eq!(json["settings"][7]["value"], "on");
    assert_eq!(json["faults"].as_array().unwrap().len(), 5);
}

#[test]
fn a_flag_wins_over_the_environment_and_that_over_the_file() {
    let desk = Desk::new();
    desk.write("mine.toml", "officer = \"B. Colleague\"\ntheme = \"light\"\n");
    let said = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = desk.command();
        command.env_remove("TENDERBOOK_OFFICER").arg("--settings").arg("mine.toml");
        for (variable, value) in variables {
            command.env(variable, value);
        }
        let run = finish(command.args(arguments).args(["settings", "--json"]));
        let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        let of = |at: usize| {
            let line = &json["settings"][at];
            format!("{} ({})", line["value"].as_str().unwrap(), line["source"].as_str().unwrap())
        };
        (of(0), of(4))
    };
    let file = ("B. Colleague (file, line 1)".to_owned(), "light (file, line 2)".to_owned());
    assert_eq!(said(&[], &[]), file);
    let environment = [("TENDERBOOK_OFFICER", "E."), ("NO_COLOR", "1")];
    let (officer, theme) = said(&[], &environment);
    assert_eq!(officer, "E. (environment, TENDERBOOK_OFFICER)");
    assert_eq!(theme, "none (environment, NO_COLOR)");
    let (officer, theme) = said(&["--officer", "F.", "--theme", "dark"], &environment);
    assert_eq!(officer, "F. (flag --officer)");
    assert_eq!(theme, "dark (flag --theme)");
}

#[test]
fn the_officers_name_in_the_settings_is_written_into_the_journal() {
    let desk = Desk::new();
    desk.write("config/tenderbook/settings.toml", "officer = \"B. Colleague\"\n");
    let mut command = desk.command();
    command.env_remove("TENDERBOOK_OFFICER");
    let run = finish(command.args([
        "new", "--title", "Roof", "--policy", "cumbria", "--type", "works", "--value", "3m",
    ]));
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let journal = desk.ok(["journal", "2026-0001"]);
    assert!(journal.contains("B. Colleague"), "{journal}");
}

#[test]
fn what_is_wrong_is_told_and_the_command_does_its_work() {
    let desk = Desk::new();
    desk.write("config/tenderbook/settings.toml", WRONG);
    let run = desk.run(["list"]);
    assert_eq!(run.code, 0);
    insta::assert_snapshot!(run.err);
}

#[test]
fn a_file_that_cannot_be_read_is_told_and_left_alone() {
    let desk = Desk::new();
    let broken = "officer = B. Colleague\n";
    let file = desk.write("config/tenderbook/settings.toml", broken);
    let run = desk.run(["list"]);
    assert_eq!(run.code, 0);
    assert!(run.err.contains("line 1: the file cannot be read"), "{}", run.err);
    let said = desk.no(1, ["settings", "--init"]);
    assert!(said.contains("is there already"), "{said}");
    assert_eq!(std::fs::read_to_string(file).unwrap(), broken);
}

#[test]
fn the_starter_is_written_where_the_settings_belong_and_says_nothing_yet() {
    let desk = Desk::new();
    let said = desk.ok(["settings", "--init"]);
    assert!(said.starts_with("Written: "), "{said}");
    let text = std::fs::read_to_string(desk.path("config/tenderbook/settings.toml")).unwrap();
    insta::assert_snapshot!(text);
    assert!(desk.ok(["settings"]).contains("theme           dark"), "nothing is set yet");
    desk.no(1, ["settings", "--init"]);
}
