//! Policies of the officer's own: begun with `policy new`, and found in the policy folder.

use serde_json::Value;

use crate::support::{Desk, Run, finish, small_policy};

/// What `policy list` says with the folder `mine`.
fn list(desk: &Desk) -> Run {
    let run = finish(desk.command().args(["policy", "list", "--policies", "mine"]));
    assert_eq!(run.code, 0, "{run:?}");
    run
}

fn list_json(desk: &Desk) -> Vec<Value> {
    let run = finish(desk.command().args(["policy", "list", "--policies", "mine", "--json"]));
    serde_json::from_str::<Value>(&run.out).unwrap().as_array().unwrap().clone()
}

/// The reasons for which files were left out.
fn left_out(desk: &Desk) -> Vec<String> {
    let unused = |entry: &&Value| entry["used"] == false;
    let why = |entry: &Value| entry["why"].as_str().unwrap().to_owned();
    list_json(desk).iter().filter(unused).map(why).collect()
}

#[test]
fn a_new_policy_is_sound_as_it_stands_whatever_it_is_called() {
    for id in ["my-council", "x", "exampleton", "3-rivers-2026", "id", "true"] {
        let desk = Desk::new();
        let said = desk.ok(["policy", "new", id]);
        assert!(said.contains(&format!("Wrote {id}.toml.")), "{said}");
        let checked = desk.ok(["policy", "check", &format!("{id}.toml")]);
        assert_eq!(checked, format!("{id}.toml: sound, 4 items\n"));
        let text = std::fs::read_to_string(desk.path(&format!("{id}.toml"))).unwrap();
        assert!(text.contains("EXAMPLE") && text.contains(&format!("{id}.01.purpose")));
    }
}

#[test]
fn the_starter_names_every_part_of_a_pack() {
    let text = Desk::new().ok(["policy", "new", "mine", "-o", "-"]);
    let reference = include_str!("../../policies/README.md");
    let headings = reference.lines().filter(|line| !line.ends_with("(overlays only)"));
    let parts = headings.filter_map(|line| line.strip_prefix("## `")?.split('`').next());
    for part in parts {
        assert!(part.starts_with('[') && text.contains(part) || part == "when", "{part}");
    }
    for stage in tenderbook::domain::StageNo::all() {
        assert!(text.contains(&format!("# Stage {stage}: {}\n", stage.name())), "{stage}");
    }
}

#[test]
fn the_parts_that_the_starter_leaves_out_are_sound_too() {
    let text = Desk::new().ok(["policy", "new", "mine", "-o", "-"]);
    let (start, rest) = text.split_once("# Take").or(text.split_once("Take the # away")).unwrap();
    let (parts, end) = rest.split_once("# Also there").unwrap();
    let bare: String = parts
        .lines()
        .skip(1)
        .filter(|line| line.starts_with("# [") || line.contains(" = "))
        .map(|line| line.trim_start_matches("# ").to_owned() + "\n")
        .collect();
    let whole = format!("{start}\n{bare}# {end}");
    let pack = tenderbook::policy::parse("mine.toml", &whole).unwrap();
    assert!(pack.opt_out.is_some() && pack.tensions.len() == 1 && pack.kpis.len() == 1);
    assert!(pack.contract_review.is_some() && pack.local.len() == 1);
    assert_eq!(pack.slavery_risks.len(), 1);
}

#[test]
fn a_new_policy_goes_where_it_is_told_and_never_over_a_file() {
    let desk = Desk::new();
    let printed = desk.ok(["policy", "new", "mine", "-o", "-"]);
    desk.ok(["policy", "new", "mine", "--output", "other.toml"]);
    assert_eq!(std::fs::read_to_string(desk.path("other.toml")).unwrap(), printed);
    assert!(!desk.path("mine.toml").exists());
    desk.write("mine.toml", "mine");
    let said = desk.no(1, ["policy", "new", "mine"]);
    assert!(said.contains("mine.toml is there already"), "{said}");
    assert_eq!(std::fs::read_to_string(desk.path("mine.toml")).unwrap(), "mine");
    let said = desk.no(1, ["policy", "new", "mine", "-o", "no/such/folder.toml"]);
    assert!(said.contains("Writing no/such/folder.toml failed"), "{said}");
    let said = desk.ok(["policy", "new", "nelc"]);
    assert!(said.contains("“nelc” is built in"), "{said}");
}

#[test]
fn an_id_that_no_policy_can_have_is_refused() {
    let desk = Desk::new();
    let said = desk.no(2, ["policy", "new", "My Council"]);
    assert!(said.contains("Perhaps “my-council”?"), "{said}");
    for bad in ["", "own", "../up", "a--b", "é", "a.b", &"x".repeat(61)] {
        desk.no(2, ["policy", "new", bad]);
    }
    assert_eq!(std::fs::read_dir(desk.path(".")).unwrap().count(), 0);
}

#[test]
fn a_broken_policy_is_told_and_the_others_work() {
    let desk = Desk::new();
    desk.write("mine/broken.toml", "[policy");
    desk.write("mine/small.toml", small_policy());
    desk.write("mine/notes.txt", "not a policy");
    let run = list(&desk);
    assert!(run.err.contains("broken.toml was left out"), "{run:?}");
    assert!(!run.err.contains("notes.txt"), "{run:?}");
    assert!(run.out.contains("small: A Small Policy"), "{run:?}");
    assert!(run.out.contains("cumbria: "), "{run:?}");
    let listed = list_json(&desk);
    assert_eq!(listed.len(), 7);
    let small = listed.iter().find(|entry| entry["id"] == "small").unwrap();
    assert_eq!((&small["used"], &small["overrides"]), (&true.into(), &false.into()));
    assert!(small["place"].as_str().unwrap().ends_with("small.toml"));
    let broken = listed.last().unwrap();
    assert_eq!(broken["used"], false);
    assert!(broken["place"].as_str().unwrap().ends_with("broken.toml"));
    assert!(broken["why"].as_str().unwrap().contains("line 1"), "{broken}");
    // A tender starts all the same.
    let new = ["new", "--title", "T", "--policy", "small", "--type", "goods", "--value", "1"];
    let run = finish(desk.command().args(new).args(["--policies", "mine"]));
    assert_eq!(run.code, 0, "{run:?}");
}

#[test]
fn a_policy_with_the_id_of_a_built_in_one_takes_its_place() {
    let desk = Desk::new();
    let text = desk.ok(["policy", "new", "nelc", "-o", "-"]);
    desk.write("mine/nelc.toml", text);
    let run = list(&desk);
    assert_eq!(run.err, "");
    assert!(run.out.contains("nelc.toml, in the place of the built-in one"), "{run:?}");
    let listed = list_json(&desk);
    let nelc: Vec<&Value> = listed.iter().filter(|entry| entry["id"] == "nelc").collect();
    assert_eq!(nelc.len(), 1);
    assert_eq!(nelc[0]["overrides"], true);
    assert_eq!(nelc[0]["title"], "EXAMPLE Social Value Policy");
}

#[test]
fn of_two_files_with_one_id_the_one_named_after_it_is_used() {
    let desk = Desk::new();
    desk.write("mine/a-copy.toml", small_policy().replace("A Small Policy", "The Copy"));
    desk.write("mine/small.toml", small_policy());
    let run = list(&desk);
    assert!(run.out.contains("small: A Small Policy"), "{run:?}");
    assert!(run.err.contains("a-copy.toml was left out"), "{run:?}");
    assert!(left_out(&desk)[0].contains("small.toml has the same id, “small”"));
}

#[test]
fn a_file_that_is_not_named_after_its_policy_is_used_and_told() {
    let desk = Desk::new();
    desk.write("mine/council.toml", small_policy());
    let run = list(&desk);
    assert!(run.out.contains("name it small.toml"), "{run:?}");
    let listed = list_json(&desk);
    let small = listed.iter().find(|entry| entry["id"] == "small").unwrap();
    assert!(small["note"].as_str().unwrap().contains("council.toml"));
}

#[test]
fn what_cannot_be_read_is_left_out_with_its_reason() {
    let desk = Desk::new();
    desk.write("mine/latin.toml", b"# one\n# caf\xe9");
    desk.write("mine/large.toml", "# x\n".repeat(300_000));
    std::fs::create_dir_all(desk.path("mine/folder.toml")).unwrap();
    let why = left_out(&desk);
    assert_eq!(why.len(), 3, "{why:?}");
    assert!(why[0].contains("Reading the policy"), "{why:?}");
    assert!(why[1].contains("at most 1048576 can be read"), "{why:?}");
    assert!(why[2].contains("not UTF-8 text (line 2). Save it as UTF-8"), "{why:?}");
}

#[test]
fn a_file_in_the_place_of_the_policy_folder_is_told() {
    let desk = Desk::new();
    desk.write("mine", "a file");
    let run = list(&desk);
    assert!(run.err.contains("Reading the policy folder failed"), "{run:?}");
    assert!(run.out.contains("cumbria: "), "{run:?}");
}

#[test]
fn an_overlay_takes_the_place_of_the_statute_only_under_its_id() {
    let desk = Desk::new();
    let england = include_str!("../../policies/england.toml");
    desk.write("mine/england.toml", england.replace("amount = \"207720\"", "amount = \"1000\""));
    let run = list(&desk);
    assert_eq!(run.err, "");
    assert!(run.out.contains("Over them all: "), "{run:?}");
    let assess = ["assess", "--policy", "nelc", "--type", "goods", "--value", "1000", "--json"];
    let run = finish(desk.command().args(assess).args(["--policies", "mine"]));
    let found: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(found["statute"]["above"], true, "{run:?}");

    let other = england.replace("id = \"england\"", "id = \"other\"");
    let other = other.replace("\"england.", "\"other.");
    desk.write("mine/england.toml", other);
    assert!(left_out(&desk)[0].contains("give this one the id “england”"));
    let run = finish(desk.command().args(assess).args(["--policies", "mine"]));
    let found: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(found["statute"]["above"], false, "{run:?}");

    desk.write("mine/england.toml", small_policy().replace("small", "england"));
    assert!(left_out(&desk)[0].contains("choose another"), "{:?}", left_out(&desk));
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_left_out() {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.path("mine")).unwrap();
    std::os::unix::fs::symlink("gone", desk.path("mine/lost.toml")).unwrap();
    assert_eq!(left_out(&desk).len(), 1);
}

#[test]
fn a_policy_folder_that_was_named_and_is_not_there_is_told() {
    let desk = Desk::new();
    let said = desk.no(2, ["policy", "list", "--policies", "mien"]);
    assert!(said.starts_with("tenderbook: There is no policy folder mien.\nHint: "), "{said}");
    // The one that nobody named may be missing: most officers have no policies of their own.
    assert!(desk.ok(["policy", "list"]).contains("cumbria"));
    // The environment may be somebody else's, so work goes on with the built-in policies.
    let run = finish(desk.command().args(["policy", "list"]).env("TENDERBOOK_POLICIES", "mien"));
    assert_eq!(run.code, 0);
    assert!(run.out.contains("cumbria"), "{}", run.out);
    assert_eq!(
        run.err,
        "tenderbook: There is no policy folder mien.\n\
         Hint: TENDERBOOK_POLICIES names it; policies of your own are left out.\n"
    );
}
