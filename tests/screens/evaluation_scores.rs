//! Scores and moderation as a picture: what is hidden, what is open, what is agreed.

use super::evaluation_bids::every_size;
use super::evaluation_build::{begun, many, settled, to_moderate, underway};
use super::{Journey, ascii, colour};

fn at(columns: u16, rows: u16, build: fn(&std::path::Path)) -> Journey {
    let mut journey = Journey::new(columns, rows, ascii());
    journey.with_evaluation("4", build);
    journey
}

#[test]
fn the_scores_at_every_usual_size_in_colour_and_in_ascii() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        let mut journey = Journey::new(columns, rows, colour());
        let text = journey.with_evaluation("4", to_moderate).styled();
        insta::assert_snapshot!(format!("scores_{columns}x{rows}_colour"), text);
        let text = at(columns, rows, to_moderate).press("Down").text();
        let foreign: String = text.chars().filter(|c| !c.is_ascii() && *c != '£').collect();
        assert!(foreign.is_empty(), "{foreign}");
        insta::assert_snapshot!(format!("scores_{columns}x{rows}_ascii"), text);
    }
}

#[test]
fn scores_are_hidden_until_all_have_scored() {
    let mut journey = at(120, 40, underway);
    insta::assert_snapshot!("scores_blind_120x40_ascii", journey.text());
    let text = journey.text();
    assert!(!text.contains("The answer earns"), "{text}");
    assert!(text.contains("Anna Brown: given, hidden until all have scored"), "{text}");
}

#[test]
fn what_is_missing_first_is_said_with_the_key_that_leads_there() {
    insta::assert_snapshot!("scores_empty_80x24_ascii", at(80, 24, begun).text());
}

#[test]
fn an_evaluator_is_chosen_once_and_remembered_down_the_list() {
    let mut journey = at(80, 24, to_moderate);
    // Bright Care, whose second answer nobody has scored.
    journey.press("Left Down Right Down Enter");
    insta::assert_snapshot!("scores_whose_80x24_ascii", journey.text());
    journey.press("Down Enter 4 Tab").paste("Sound on cover, thin on sickness.");
    insta::assert_snapshot!("scores_form_80x24_ascii", journey.text());
    journey.press("Ctrl-S");
    let text = journey.text();
    assert!(text.contains("Entering as Ben Cole."), "{text}");
    let text = journey.press("Up Enter").text();
    assert!(text.contains("Ben Cole scores 1.1"), "nobody is asked again: {text}");
    let text = journey.press("Esc a").text();
    assert!(text.contains("Whose score is it?"), "{text}");
}

#[test]
fn no_mark_is_given_by_mistake() {
    let mut journey = at(80, 24, to_moderate);
    journey.press("Left Down Right Down Enter Enter Tab").paste("Good").press("Ctrl-S");
    let text = journey.text();
    assert!(text.contains("Choose 0, 1, 2, 3, 4 or 5."), "{text}");
}

#[test]
fn an_answer_is_moderated_with_all_scores_in_view_and_reasons() {
    for (columns, rows) in [(80, 24), (120, 40)] {
        let mut journey = at(columns, rows, to_moderate);
        let text = journey.press("Down M 4 Tab").text();
        insta::assert_snapshot!(format!("scores_moderate_{columns}x{rows}_ascii"), text);
    }
    let mut journey = at(80, 24, to_moderate);
    journey.press("Down M 4 Ctrl-S");
    let text = journey.text();
    assert!(text.contains("Type the authority's own reasons."), "{text}");
    journey.paste("Rotas are shown.").press("Enter").paste("Cover is not.").press("Ctrl-S");
    let text = journey.text();
    assert!(text.contains("2 of 4 agreed"), "{text}");
    journey.press("M Tab Tab Tab");
    let text = journey.text();
    assert!(text.contains("Why changed"), "{text}");
    journey.press("Ctrl-S");
    let text = journey.text();
    assert!(text.contains("Type why it is changed."), "{text}");
}

#[test]
fn the_next_answer_to_do_is_that_of_who_is_entering_and_then_that_to_agree_on() {
    let mut journey = at(80, 24, to_moderate);
    let text = journey.press("n").text();
    assert!(text.contains("1.2 Staffing and cover, Acme"), "{text}");
    let text = journey.press("n").text();
    assert!(text.contains("1.1 Clinical method, Bright"), "{text}");
    let text = journey.press("n n").text();
    assert!(text.contains("1.2 Staffing and cover, Acme"), "it begins anew: {text}");
    let mut journey = at(80, 24, settled);
    let text = journey.press("n").text();
    assert!(text.contains("Every answer has its agreed score."), "{text}");
}

#[test]
fn an_agreed_score_is_taken_away_with_a_reason_and_an_own_score_without() {
    let mut journey = at(80, 24, to_moderate);
    journey.press("d").paste("The answer had a second part").press("Ctrl-S");
    let text = journey.text();
    assert!(text.contains("0 of 4 agreed"), "{text}");
    let text = journey.press("d Enter").text();
    assert!(text.contains("Took away what Anna Brown scored"), "{text}");
}

#[test]
fn a_question_scored_from_offers_shows_them_and_takes_no_mark() {
    let mut journey = at(80, 24, to_moderate);
    let text = journey.press("Down Down").text();
    assert!(text.contains("40% of the best offer"), "{text}");
    let text = journey.press("Enter").text();
    assert!(text.contains("nobody gives it a mark"), "{text}");
}

#[test]
fn fifty_bids_by_forty_questions_by_five_evaluators_are_read_with_ease() {
    let mut journey = at(80, 24, many);
    insta::assert_snapshot!("scores_many_80x24_ascii", journey.text());
    journey.press("Down Down Down");
    journey.draw();
    journey.app.resize(120, 40);
    let backend = ratatui::backend::TestBackend::new(120, 40);
    journey.terminal = ratatui::Terminal::new(backend).unwrap();
    insta::assert_snapshot!("scores_many_120x40_ascii", journey.text());
}

#[test]
fn the_scores_are_drawn_in_every_size_without_a_panic() {
    for keys in ["", "Tab", "Left", "Down M", "Down d", "Left Down Right Enter"] {
        let mut journey = at(80, 24, to_moderate);
        if !keys.is_empty() {
            journey.press(keys);
        }
        every_size(&mut journey);
    }
}
