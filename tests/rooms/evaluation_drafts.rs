//! The letters to bidders, one for each kind, and the questions for the invitation.

use tenderbook::domain::KeyDate;
use tenderbook::domain::evaluation::{LotNo, OutKind, PriceMethod, TieBreak};
use tenderbook::register::{
    Act, SummaryDuty, assessment_summary, letter_name, letters, question_table,
};
use uuid::Uuid;

use crate::support::evaluation::Filler;

fn desk(value: &str) -> (Filler, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let filler = Filler::new(&folder.path().join("register.db"), "nelc", value);
    (filler.with_criteria(), folder)
}

fn awarded(withheld: &[(&str, &str)]) -> (Filler, tempfile::TempDir) {
    let (filler, folder) = desk("300000");
    let mut filler = filler.with_bids();
    let winner = filler.the_bid("Acorn Youth CIC");
    filler.check();
    filler.award(winner, None, withheld);
    (filler, folder)
}

fn letter(filler: &Filler, bid: Uuid) -> String {
    let text = assessment_summary(&filler.view(), LotNo::FIRST, bid).unwrap();
    for internal in ["Internal", "Individual", "Dana Evans", "I liked it"] {
        assert!(!text.contains(internal), "{internal} in\n{text}");
    }
    text
}

#[test]
fn the_winner_gets_its_own_scores_and_no_others() {
    let (mut filler, _folder) = awarded(&[]);
    filler.set_day(KeyDate::AwardNotice, "2026-11-24");
    let text = letter(&filler, filler.the_bid("Acorn Youth CIC"));
    assert!(!text.contains("Brightside"), "{text}");
    insta::assert_snapshot!("letter_winner", text);
}

#[test]
fn a_bidder_that_was_assessed_gets_its_scores_why_not_and_those_of_the_winner() {
    let (filler, _folder) = awarded(&[]);
    let text = letter(&filler, filler.the_bid("Brightside Ltd"));
    assert!(!text.contains("Cobalt"), "{text}");
    assert!(!text.contains("82,500"), "the price of the winner is not asked for: {text}");
    insta::assert_snapshot!("letter_assessed", text);
}

#[test]
fn what_would_tell_a_price_that_is_withheld_is_left_out() {
    let (filler, _folder) =
        awarded(&[("Prices and the pricing schedule", "They are a trade secret.")]);
    let text = letter(&filler, filler.the_bid("Brightside Ltd"));
    assert!(text.contains("### 3 Price: withheld"), "{text}");
    assert!(text.contains("All criteria but price"), "{text}");
    assert!(text.contains("section 94"), "{text}");
    let after = text.split("## The successful tender").nth(1).unwrap();
    assert!(!after.contains("of 100 points"), "the total would tell it: {text}");
    insta::assert_snapshot!("letter_price_withheld", text);
    // Words that only look like it do not count.
    let (filler, _folder) = awarded(&[("What it demonstrates of its method", "Know-how.")]);
    let text = letter(&filler, filler.the_bid("Brightside Ltd"));
    assert!(text.contains("**Total:"), "{text}");
}

#[test]
fn a_bidder_that_missed_a_pass_mark_was_assessed_and_is_told_which() {
    let (filler, _folder) = desk("300000");
    let mut filler = filler.with_bids();
    let failed = filler.bid("Dockside Play", Some("60000"));
    filler.score_all(failed, [1, 3, 4]);
    let winner = filler.the_bid("Acorn Youth CIC");
    filler.award(winner, None, &[]);
    insta::assert_snapshot!("letter_pass_mark", letter(&filler, failed));
}

#[test]
fn a_tender_that_was_disregarded_gets_a_notice_and_no_summary() {
    let (filler, _folder) = desk("300000");
    let mut filler = filler.with_bids();
    let excluded = filler.bid("Estuary Holdings", Some("80000"));
    filler.take_out(
        excluded,
        OutKind::Excluded,
        "A conviction within Schedule 6 stands against it.",
        "Procurement Act 2023 s.57, Schedule 6 para 1",
    );
    let low = filler.bid("Foreshore", Some("20000"));
    filler.low_price(low, false);
    filler.take_out(
        low,
        OutKind::AbnormallyLow,
        "The price does not cover the staff that it names.",
        "Procurement Act 2023 s.19(3)(c)",
    );
    let withdrawn = filler.bid("Gantry", None);
    filler.take_out(withdrawn, OutKind::Withdrawn, "By e-mail of 3 November 2026.", "");
    insta::assert_snapshot!("letter_excluded", letter(&filler, excluded));
    insta::assert_snapshot!("letter_abnormally_low", letter(&filler, low));
    insta::assert_snapshot!("letter_withdrawn", letter(&filler, withdrawn));
    for bid in [excluded, low, withdrawn] {
        assert!(!letter(&filler, bid).contains("Your scores"));
    }
}

#[test]
fn below_the_threshold_a_letter_says_that_no_summary_is_due() {
    let (filler, _folder) = desk("30000");
    let mut filler = filler.with_bids();
    let winner = filler.the_bid("Acorn Youth CIC");
    filler.award(winner, None, &[]);
    assert!(matches!(SummaryDuty::of(&filler.view()), SummaryDuty::NotDue(_)));
    let text = letter(&filler, filler.the_bid("Cobalt & Sons"));
    assert!(!text.contains("standstill"), "{text}");
    insta::assert_snapshot!("letter_below_threshold", text);
}

#[test]
fn what_the_statute_asks_for_follows_the_procedure() {
    let (mut filler, _folder) = desk("300000");
    assert_eq!(SummaryDuty::of(&filler.view()), SummaryDuty::Due);
    let change = |filler: &mut Filler, route| {
        let view = filler.register.procurement(&filler.reference).unwrap();
        let mut facts = view.facts.clone();
        facts.law.route = route;
        filler.perform(Act::ChangeFacts { title: view.title.clone(), facts }).unwrap();
        SummaryDuty::of(&filler.view())
    };
    assert!(matches!(change(&mut filler, None), SummaryDuty::Unknown(_)));
    let call_off = Some(tenderbook::domain::law::Route::CallOff);
    assert!(matches!(change(&mut filler, call_off), SummaryDuty::NotDue(_)));
    filler.perform(Act::LeaveOutStatute { reason: "Under the old rules".to_owned() }).unwrap();
    assert!(matches!(SummaryDuty::of(&filler.view()), SummaryDuty::Unknown(_)));
}

#[test]
fn a_tie_and_price_per_point_are_told_as_they_were_decided() {
    let (mut filler, _folder) = desk("300000");
    let words = "the earlier one by lot".to_owned();
    filler.terms(|terms| terms.tie_break = TieBreak::Words { words });
    for supplier in ["Acorn Youth CIC", "Brightside Ltd"] {
        let bid = filler.bid(supplier, Some("80000"));
        filler.score_all(bid, [4, 4, 4]);
    }
    let winner = filler.the_bid("Brightside Ltd");
    filler.award(winner, Some("Lots were drawn before two witnesses on 20 November"), &[]);
    let text = letter(&filler, filler.the_bid("Acorn Youth CIC"));
    assert!(text.contains("came in place 1=."), "{text}");
    assert!(text.contains("tie-break decided: Lots were drawn before two witnesses"), "{text}");

    let (mut filler, _folder) = desk("300000");
    filler.terms(|terms| terms.method = PriceMethod::PerPoint);
    filler.weigh("Quality", "80", None);
    filler.weigh("Social value", "20", None);
    let mut filler = filler.with_bids();
    let ranking = &filler.view().lots[&LotNo::FIRST].ranking;
    let (first, last) = (ranking.tallies[0].bid, ranking.tallies[2].bid);
    filler.award(first, None, &[]);
    let text = letter(&filler, last);
    assert!(text.contains("Each quality point of your tender costs £"), "{text}");
}

#[test]
fn all_letters_of_a_lot_have_file_names_of_their_own() {
    let (filler, _folder) = desk("300000");
    let mut filler = filler.with_bids();
    filler.bid("Cobalt Sons", Some("1"));
    let view = filler.view();
    let names: Vec<String> = letters(&view, LotNo::FIRST).into_iter().map(|one| one.0).collect();
    assert_eq!(names.len(), 4);
    assert!(names.contains(&"2026-0042-summary-cobalt-sons.txt".to_owned()), "{names:?}");
    assert!(names.contains(&"2026-0042-summary-cobalt-sons-2.txt".to_owned()), "{names:?}");
    let bid = filler.the_bid("Acorn Youth CIC");
    assert_eq!(letter_name(&view, LotNo::FIRST, bid), "2026-0042-summary-acorn-youth-cic.txt");
}

#[test]
fn text_from_outside_is_made_visible_in_a_letter() {
    let (mut filler, _folder) = desk("300000");
    let bid = filler.bid("Acorn\u{202e} Youth", Some("80000"));
    let question = filler.the_question("Safeguarding");
    filler.agree(bid, question, 3, "Fine.\n\u{1b}[31mRed");
    let text = letter(&filler, bid);
    assert!(!text.chars().any(|c| c == '\u{1b}' || c == '\u{202e}'), "{text}");
    assert!(text.contains("Fine.\n  \\u{1b}[31mRed"), "{text}");
}

#[test]
fn the_questions_for_the_invitation_say_how_each_counts() {
    let (mut filler, _folder) = desk("300000");
    filler.weigh("Social value", "10", Some("30"));
    insta::assert_snapshot!("questions", question_table(&filler.view(), LotNo::FIRST).unwrap());
}
