//! The questions, forms and readings that open over a screen, as pictures.

use super::{Journey, Way, ascii, colour, themes};

const WAYS: [Way; 16] = [
    ("import_columns", |journey| {
        with_list(journey);
    }),
    ("import_rows", |journey| {
        with_list(journey).press("Enter");
    }),
    ("leave_what_was_typed", |journey| {
        journey.press("a").paste("Roof works").press("Esc");
    }),
    ("note", |journey| {
        journey.with_work().press("o").paste("Ask again in May");
    }),
    ("rule_out", |journey| {
        journey.with_work().press("x");
    }),
    ("skip", |journey| {
        journey.with_work().press("s").paste("Bought before");
    }),
    ("own_item", |journey| {
        journey.with_work().press("a").paste("Ask the hospitals");
    }),
    ("take_away", |journey| {
        journey.with_work().press("Up Up d");
    }),
    ("edit", |journey| {
        journey.with_work().press("E");
    }),
    ("state_reason", |journey| {
        journey.with_work().press("S Enter");
    }),
    ("quantity", |journey| {
        journey.with_work().press("3 Down Down Down Space");
    }),
    ("wait", |journey| {
        journey.with_work().press("H");
    }),
    ("target", |journey| {
        journey.with_work().press("6 Tab Enter").paste("2026-13-01").press("Enter");
    }),
    ("time_limits", |journey| {
        journey.with_large_tender().press("w");
    }),
    ("statute_why", |journey| {
        journey.with_large_tender().press("L");
    }),
    ("help_in_the_list", |journey| {
        journey.with_work().press("Esc ?");
    }),
];

/// A list of tenders that has been read, with its columns on the screen and a policy for all rows.
pub(super) fn with_list(journey: &mut Journey) -> &mut Journey {
    const LIST: &str = "\
Ref,Title,Type,Estimated value,Start
DN1,Custody healthcare,Services,\"£120,000\",01/09/2026
DN2,Roof repairs,Works,c. 2.5m,
DN3,Vehicles,Goods,TBC,
";
    let path = journey.folder.path().join("contracts.csv");
    std::fs::write(&path, LIST).unwrap();
    journey.press("i").paste(path.to_str().unwrap()).press("Enter");
    // What becomes of rows without a policy stands last but one.
    journey.press("Up Up Right")
}

#[test]
fn every_dialog_at_80_by_24_in_ascii_in_colour_and_in_every_theme() {
    for (name, way) in WAYS {
        let mut journey = Journey::new(80, 24, ascii());
        way(&mut journey);
        let text = journey.text();
        let foreign: String = text.chars().filter(|c| !c.is_ascii() && *c != '£').collect();
        assert!(foreign.is_empty(), "{name} draws {foreign}");
        insta::assert_snapshot!(format!("{name}_80x24_ascii"), text);
        let mut journey = Journey::new(80, 24, colour());
        way(&mut journey);
        insta::assert_snapshot!(format!("{name}_80x24_colour"), journey.styled());
        insta::assert_snapshot!(
            format!("{name}_80x24_themes"),
            themes::in_every_theme(&mut journey)
        );
    }
}

#[test]
fn every_dialog_is_drawn_in_every_size_without_a_panic() {
    for (_, way) in WAYS {
        let mut journey = Journey::new(80, 24, colour());
        way(&mut journey);
        for columns in [1, 2, 20, 59, 60, 61, 80, 110, 300] {
            for rows in [1, 2, 10, 15, 16, 17, 24, 50, 100] {
                journey.app.resize(columns, rows);
                journey.terminal =
                    ratatui::Terminal::new(ratatui::backend::TestBackend::new(columns, rows))
                        .unwrap();
                journey.draw();
            }
        }
    }
}
