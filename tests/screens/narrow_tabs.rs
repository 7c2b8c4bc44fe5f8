//! The line of tabs where it is too wide: the tab that is open stands in sight with its name.

use super::{Journey, ascii};

/// The line of tabs.
fn line(journey: &mut Journey) -> String {
    journey.text().lines().nth(2).unwrap().trim_matches('"').trim_end().to_owned()
}

fn on_every_tab(journey: &mut Journey, names: &[&str]) {
    for (at, name) in names.iter().enumerate() {
        let number = (at + 1).to_string();
        journey.press(&number);
        let (here, shown) = (format!("[{number} {name}"), line(journey));
        assert!(shown.contains(&here), "{shown}");
        assert!(shown.contains(']'), "{shown}");
        for other in 1..=names.len() {
            assert!(shown.contains(&other.to_string()), "{other} in {shown}");
        }
    }
}

#[test]
fn at_60_columns_the_open_tab_of_a_contract_stands_in_sight() {
    let mut journey = Journey::new(60, 16, ascii());
    journey.on_contract("1");
    let names = ["Terms", "Commitments", "KPIs", "Reviews", "Ethics", "Logistics", "Exit"];
    on_every_tab(&mut journey, &names);
    assert_eq!(line(journey.press("4")), " 1 2 3 [4 Reviews] 5 6 7");
}

#[test]
fn at_60_columns_the_open_tab_of_a_tender_stands_in_sight() {
    let mut journey = Journey::new(60, 16, ascii());
    journey.with_tender(0);
    let names = ["Walk", "Facts", "Outcomes", "Evaluation", "Contract", "Timeline", "Journal"];
    on_every_tab(&mut journey, &names);
}

#[test]
fn at_60_columns_every_part_of_today_stands_with_its_figure() {
    let mut journey = Journey::new(60, 16, ascii());
    journey.with_plan().press("Esc T");
    let text = journey.text();
    let line = text.lines().nth(1).unwrap().trim_matches('"').trim_end();
    for part in ["Overdue", "Week", "Later", "Waiting", "Unplanned"] {
        let (_, behind) = line.split_once(&format!("{part} ")).unwrap_or_else(|| panic!("{line}"));
        assert!(behind.starts_with(|figure: char| figure.is_ascii_digit()), "{line}");
    }
}
