//! The award of an evaluation as a picture: what is ready, the form, the decision, the letters.

use tenderbook::domain::KeyDate;
use tenderbook::register::EvaluationAct;

use super::evaluation_result::{complete, over};
use super::{Journey, ascii, colour};
use crate::support::evaluation::Filler;

/// Goes to the award of the only tender.
fn award(journey: &mut Journey) -> &mut Journey {
    journey.press("Enter 4 Enter 6")
}

pub(super) fn awarded(filler: Filler) -> Filler {
    let mut filler = filler.with_bids();
    filler.check();
    let winner = filler.the_bid("Acorn Youth CIC");
    filler.award(winner, None, &[("Prices", "The pricing schedule is a trade secret.")]);
    filler
}

fn in_standstill(filler: Filler) -> Filler {
    let mut filler = awarded(filler);
    filler.set_day(KeyDate::AssessmentSummaries, "2026-11-23");
    filler.set_day(KeyDate::AwardNotice, "2026-11-24");
    filler
}

fn revoked(filler: Filler) -> Filler {
    let mut filler = awarded(filler);
    let (lot, reason) = (filler.lot, "The winner cannot start in January.".to_owned());
    filler.act(EvaluationAct::RevokeAward { lot, reason });
    filler
}

type Way = (&'static str, fn(Filler) -> Filler, &'static str);

const WAYS: [Way; 9] = [
    ("not_ready", |filler| filler, "j"),
    ("ready", complete, "j"),
    ("form", complete, "A"),
    ("awarded", awarded, "j"),
    ("in_standstill", in_standstill, "End"),
    ("revoke", awarded, "R"),
    ("revoked", revoked, "j"),
    ("letters", awarded, "p"),
    ("letter", awarded, "p Down Enter"),
];

#[test]
fn the_award_at_80_by_24_in_ascii_without_colour() {
    for (name, fill, keys) in WAYS {
        let mut journey = over((80, 24), ascii(), fill);
        let text = award(&mut journey).press(keys).text();
        let foreign: String = text.chars().filter(|c| !c.is_ascii() && *c != '£').collect();
        assert!(foreign.is_empty(), "{name} draws {foreign}");
        insta::assert_snapshot!(format!("award_{name}_80x24_ascii"), text);
    }
}

#[test]
fn the_award_at_120_by_40_in_colour() {
    for (name, fill, keys) in WAYS {
        let mut journey = over((120, 40), colour(), fill);
        award(&mut journey).press(keys);
        insta::assert_snapshot!(format!("award_{name}_120x40_colour"), journey.styled());
    }
}

#[test]
fn the_award_is_drawn_in_every_size_without_a_panic() {
    for (_, fill, keys) in [WAYS[0], WAYS[1], WAYS[2], WAYS[4], WAYS[8]] {
        let mut journey = over((80, 24), colour(), fill);
        award(&mut journey).press(keys);
        for columns in [1, 20, 59, 60, 61, 80, 110, 200] {
            for rows in [1, 5, 15, 16, 17, 24, 60] {
                journey.app.resize(columns, rows);
                let backend = ratatui::backend::TestBackend::new(columns, rows);
                journey.terminal = ratatui::Terminal::new(backend).unwrap();
                journey.draw();
            }
        }
    }
}

#[test]
fn an_award_is_recorded_with_the_role_that_the_policy_names_and_revoked() {
    let mut journey = over((100, 30), ascii(), complete);
    let text = award(&mut journey).press("R").text();
    assert!(!text.contains("Revoke the award"), "nothing is awarded yet: {text}");
    journey.press("A Tab").paste("C. Director").press("Tab Tab").paste("21/11/2026");
    journey.press("Tab Tab").paste("Prices: a trade secret");
    let text = journey.press("Ctrl-S").text();
    assert!(text.contains("Awarded to Acorn Youth CIC"), "{text}");
    assert!(text.contains("as Leadership Team"), "{text}");
    assert!(text.contains("Prices: a trade secret"), "{text}");
    let text = journey.press("R").paste("It withdrew").press("Ctrl-S").text();
    assert!(text.contains("Revoked the award"), "{text}");
    assert!(text.contains("records the decision"), "{text}");
    // What was done here is undone like anything else.
    let text = journey.press("u").text();
    assert!(text.contains("Awarded to Acorn Youth CIC"), "{text}");
}

#[test]
fn letters_are_read_copied_and_written_to_files() {
    let mut journey = over((100, 30), ascii(), awarded);
    let folder = journey.folder.path().join("letters");
    award(&mut journey).press("p Enter y");
    let copied = journey.app.take_copied().unwrap();
    assert!(copied.starts_with("# Assessment summary\n"), "{copied}");
    let file = journey.folder.path().join("letter.txt");
    journey.press("Ctrl-S");
    for _ in 0..60 {
        journey.app.handle(tenderbook::tui::Input::Key(tenderbook::tui::Key::plain(
            tenderbook::tui::Code::Backspace,
        )));
    }
    let text = journey.paste(&file.display().to_string()).press("Enter").text();
    assert!(text.contains("Written to"), "{text}");
    assert_eq!(std::fs::read_to_string(&file).unwrap().trim(), copied);
    // All at once, into a folder that is made for them.
    journey.press("Esc p End Enter");
    for _ in 0..60 {
        journey.app.handle(tenderbook::tui::Input::Key(tenderbook::tui::Key::plain(
            tenderbook::tui::Code::Backspace,
        )));
    }
    let text = journey.paste(&folder.display().to_string()).press("Enter").text();
    assert!(text.contains("3 letters written into"), "{text}");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 3);
}

#[test]
fn a_letter_tells_no_price_before_quality_is_settled() {
    let mut journey = over((100, 60), ascii(), |mut filler| {
        let bid = filler.bid("Acorn Youth CIC", Some("82500"));
        let question = filler.the_question("Safeguarding");
        filler.agree(bid, question, 3, "Sound, with gaps.");
        filler
    });
    award(&mut journey).press("p Enter y");
    let copied = journey.app.take_copied().unwrap();
    assert!(copied.contains("### 3 Price: hidden"), "{copied}");
    assert!(!copied.contains("82,500") && !copied.contains("Total: 4"), "{copied}");
}

#[test]
fn without_a_result_the_award_says_what_is_missing() {
    let mut journey = over((100, 30), ascii(), |filler| filler);
    let text = award(&mut journey).press("A").text();
    assert!(
        text.contains("not possible now. The result is not complete; missing: a bid"),
        "{text}"
    );
}
