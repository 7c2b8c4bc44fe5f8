//! The overview of an evaluation, the award criteria, their forms and drafts, as pictures.

use super::{Journey, Way, ascii, colour};

impl Journey {
    /// A tender whose award criteria are begun, on their tab.
    fn with_criteria(&mut self) -> &mut Self {
        self.with_tender(0).press("4 Enter Enter")
    }

    /// The same with a question for quality and one for social value, so that all weights add up.
    fn with_sound_criteria(&mut self) -> &mut Self {
        self.with_criteria().press("a").paste("Mobilisation").press("Tab");
        self.paste("How will the service be staffed from the first day?\nWho answers for it?");
        self.press("Ctrl-S Down a /").paste("apprentices").press("Enter Enter Tab");
        self.paste("How many apprentices will you employ, and for how long?").press("Ctrl-S")
    }

    /// The same with weights that do not add up.
    fn with_unsound_criteria(&mut self) -> &mut Self {
        self.with_sound_criteria().press("g Enter Tab Tab");
        self.press("Ctrl-U").paste("42.5").press("Ctrl-S Down Enter Tab Tab Tab");
        self.press("Ctrl-U").paste("60").press("Ctrl-S")
    }

    /// The same once the tender is issued.
    fn with_fixed_criteria(&mut self) -> &mut Self {
        self.with_sound_criteria().press("Esc 1");
        for _ in 0..7 {
            self.press("s").paste("Done before this register was begun").press("Enter");
        }
        self.press("4 g Enter")
    }

    /// A tender in two lots, on the tab that shows where both stand.
    fn with_lots(&mut self) -> &mut Self {
        self.with_sound_criteria().press("L Down Enter").paste("Rural stations");
        self.press("Ctrl-S Esc")
    }
}

const WAYS: [Way; 21] = [
    ("overview_empty", |journey| {
        journey.with_tender(0).press("4");
    }),
    ("overview_with_template", |journey| {
        journey.with_sound_criteria().press("t Enter").paste("Health services").press("Ctrl-S");
        journey.press("Esc Esc").with_tender(3).press("4 Down");
    }),
    ("overview_begun", |journey| {
        journey.with_sound_criteria().press("Esc");
    }),
    ("overview_lots", |journey| {
        journey.with_lots();
    }),
    ("criteria_begun", |journey| {
        journey.with_criteria();
    }),
    ("criteria_sound", |journey| {
        journey.with_sound_criteria();
    }),
    ("criteria_unsound", |journey| {
        journey.with_unsound_criteria();
    }),
    ("criteria_fixed", |journey| {
        journey.with_fixed_criteria();
    }),
    ("criteria_fixed_reason", |journey| {
        journey.with_fixed_criteria().press("d Ctrl-S");
    }),
    ("criteria_why", |journey| {
        journey.with_unsound_criteria().press("w");
    }),
    ("criteria_question", |journey| {
        journey.with_sound_criteria().press("Enter Tab Tab Tab Ctrl-U").paste("95");
    }),
    ("criteria_about", |journey| {
        journey.with_sound_criteria().press("a");
    }),
    ("criteria_about_list", |journey| {
        journey.with_sound_criteria().press("Enter Tab Tab Tab Tab Enter");
    }),
    ("criteria_section", |journey| {
        journey.with_sound_criteria().press("A").paste("Method").press("Tab Right");
    }),
    ("criteria_terms", |journey| {
        journey.with_sound_criteria().press("m");
    }),
    ("criteria_terms_linear", |journey| {
        journey.with_sound_criteria().press("m Right Tab Tab").paste("100").press("Ctrl-S m");
    }),
    ("criteria_scales", |journey| {
        journey.with_sound_criteria().press("s");
    }),
    ("criteria_scale", |journey| {
        journey.with_sound_criteria().press("s Enter Tab Ctrl-U");
    }),
    ("criteria_templates", |journey| {
        journey.with_sound_criteria().press("t Enter").paste("Health services").press("Ctrl-S t");
    }),
    ("criteria_draft", |journey| {
        journey.with_sound_criteria().press("p PgDn");
    }),
    ("outcomes_own_measure", |journey| {
        journey.with_tender(0).press("3 a").paste("Placements from the custody estate");
        journey.press("Tab").paste("people").press("Ctrl-S Space").paste("4").press("Enter");
    }),
];

#[test]
fn the_criteria_and_what_opens_from_them_at_80_by_24_in_ascii() {
    for (name, way) in WAYS {
        let mut journey = Journey::new(80, 24, ascii());
        way(&mut journey);
        let text = journey.text();
        let foreign: String = text.chars().filter(|c| !c.is_ascii() && *c != '£').collect();
        assert!(foreign.is_empty(), "{name} draws {foreign}");
        insta::assert_snapshot!(format!("{name}_80x24_ascii"), text);
    }
}

#[test]
fn the_criteria_and_what_opens_from_them_at_120_by_40_in_colour() {
    for (name, way) in WAYS {
        let mut journey = Journey::new(120, 40, colour());
        way(&mut journey);
        insta::assert_snapshot!(format!("{name}_120x40_colour"), journey.styled());
    }
}

#[test]
fn the_criteria_in_the_smallest_window() {
    for (name, way) in WAYS {
        if matches!(
            name,
            "overview_empty" | "overview_lots" | "criteria_unsound" | "criteria_fixed"
        ) {
            let mut journey = Journey::new(60, 16, ascii());
            way(&mut journey);
            insta::assert_snapshot!(format!("{name}_60x16_ascii"), journey.text());
        }
    }
}

#[test]
fn the_criteria_are_drawn_in_every_size_without_a_panic() {
    for (_, way) in WAYS {
        let mut journey = Journey::new(80, 24, colour());
        way(&mut journey);
        for columns in [1, 20, 59, 60, 61, 80, 109, 110, 200] {
            for rows in [1, 5, 15, 16, 17, 24, 50] {
                journey.app.resize(columns, rows);
                let backend = ratatui::backend::TestBackend::new(columns, rows);
                journey.terminal = ratatui::Terminal::new(backend).unwrap();
                journey.draw();
            }
        }
    }
}

#[test]
fn what_is_moved_stays_selected_and_what_is_new_gets_selected() {
    let mut journey = Journey::new(80, 24, ascii());
    let text = journey.with_sound_criteria().text();
    assert!(text.contains(">   2.1 Apprentices recruited"), "{text}");
    let text = journey.press("Up K").text();
    assert!(text.contains("> 1 Social value"), "{text}");
    let text = journey.press("K").text();
    assert!(text.contains("first or last one already"), "{text}");
    let text = journey.press("u").text();
    assert!(text.contains("> 2 Social value"), "{text}");
}

#[test]
fn what_is_taken_away_comes_back_with_undo() {
    let mut journey = Journey::new(80, 24, ascii());
    let text = journey.with_sound_criteria().press("d").text();
    assert!(text.contains("Took the question") && text.contains("no questions"), "{text}");
    let text = journey.press("u").text();
    assert!(text.contains("2.1 Apprentices recruited"), "{text}");
}

#[test]
fn a_draft_is_copied_in_full_and_written_to_a_new_file_only() {
    let mut journey = Journey::new(80, 24, ascii());
    journey.with_sound_criteria().press("p y");
    let copied = journey.app.take_copied().unwrap();
    assert!(copied.starts_with("# Social value: questions and offers"), "{copied}");
    assert!(copied.contains("How many apprentices will you employ"), "{copied}");
    assert!(copied.contains("| Apprentices recruited | people |"), "{copied}");
    let path = journey.folder.path().join("draft.md");
    journey.press("Ctrl-S Ctrl-U").paste(&path.display().to_string()).press("Enter");
    let written = std::fs::read_to_string(&path).unwrap();
    assert_eq!(written.trim(), copied.trim());
    journey.press("Ctrl-S Ctrl-U").paste(&path.display().to_string());
    let text = journey.press("Enter").text();
    assert!(text.contains("is there already"), "{text}");
}

#[test]
fn a_template_of_one_tender_begins_the_criteria_of_another() {
    let mut journey = Journey::new(80, 24, ascii());
    journey.with_sound_criteria().press("t Enter").paste("Health services").press("Ctrl-S");
    let text = journey.press("Esc Esc").with_tender(0).press("4 Down Enter").text();
    assert!(text.contains("* done   Criteria     3 sections, 2 questions"), "{text}");
}

#[test]
fn the_overview_goes_to_the_first_part_that_is_not_done() {
    let mut journey = Journey::new(80, 24, ascii());
    let text = journey.with_sound_criteria().press("Esc").text();
    assert!(text.contains(">   ! next   Bids"), "{text}");
    let text = journey.press("Enter").text();
    assert!(text.contains("[2 Bids]"), "{text}");
}

#[test]
fn an_own_measure_is_sought_like_others_and_taken_away_when_it_is_not() {
    let mut journey = Journey::new(80, 24, ascii());
    journey.with_tender(0).press("3 a").paste("Placements").press("Ctrl-S");
    let text = journey.press("Space").text();
    assert!(text.contains("1 chosen, under 0 of 3 objectives, 1 without a reason"), "{text}");
    let text = journey.press("o").paste("The estate lacks them").press("Enter").text();
    assert!(!text.contains("without a reason"), "{text}");
    // The first takes it off those that are sought, the second takes it away.
    let text = journey.press("d d").text();
    assert!(!text.contains("Your own measures"), "{text}");
}

#[test]
fn the_draft_is_shown_from_the_outcomes_before_there_are_criteria() {
    let mut journey = Journey::new(80, 24, ascii());
    let text = journey.with_tender(0).press("3 p").text();
    assert!(text.contains("The award criteria have no question on social value yet"), "{text}");
}

#[test]
fn a_lot_without_bids_is_taken_away_and_comes_back() {
    let mut journey = Journey::new(80, 24, ascii());
    let text = journey.with_lots().press("End Enter L End Enter").text();
    assert!(text.contains("That lot is no longer there; this is the first one."), "{text}");
    let text = journey.press("u Esc").text();
    assert!(text.contains("Lot 2, Rural stations"), "{text}");
}

#[test]
fn criteria_that_are_taken_back_under_the_officer_leave_a_way_to_go() {
    let mut journey = Journey::new(80, 24, ascii());
    let text = journey.with_criteria().press("u").text();
    assert!(text.contains("There are no award criteria; Esc goes back"), "{text}");
    let text = journey.press("m Esc").text();
    assert!(text.contains("No evaluation has been begun"), "{text}");
}

#[test]
fn an_outcome_is_taken_from_the_list_within_the_form() {
    let mut journey = Journey::new(80, 24, ascii());
    journey.with_sound_criteria().press("Enter Tab Tab Tab Tab Enter /").paste("living wage");
    let text = journey.press("Enter Enter").text();
    assert!(text.contains("[Steps towards paying staff the Living Wage]"), "{text}");
    let text = journey.press("Ctrl-S").text();
    assert!(text.contains("Asks about: Steps towards paying staff the Living Wage."), "{text}");
}
