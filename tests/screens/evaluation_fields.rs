//! The fields of the evaluation's forms, and the way to each.
//!
//! One dialog draws them all with the two kinds of field that are tried with every text elsewhere
//! (`fields.rs`), so most of them see a share of the texts; one line, one note, and each field
//! whose text decides what else the form shows see them all.

use super::evaluation_award::awarded;
use super::evaluation_build::{begun, settled, to_moderate, underway};
use super::evaluation_result::{complete, tied};
use super::fields::Changes::{Nothing, NothingInForm};
use super::fields::{Entry, entry, tabs};

const AWARD: &str = "screen/evaluation/forms/award.rs";
const BID: &str = "screen/evaluation/forms/bids/bid.rs";
const EVALUATOR: &str = "screen/evaluation/forms/bids/evaluator.rs";
const GIVEN: &str = "screen/evaluation/forms/bids/given.rs";
const PRICE: &str = "screen/evaluation/forms/bids/price.rs";
const SCORE: &str = "screen/evaluation/forms/bids/score.rs";
const CRITERIA: &str = "screen/evaluation/forms/criteria/mod.rs";
const QUESTION: &str = "screen/evaluation/forms/criteria/question.rs";
const SCALE: &str = "screen/evaluation/forms/criteria/scale.rs";
const SECTION: &str = "screen/evaluation/forms/criteria/section.rs";
const TERMS: &str = "screen/evaluation/forms/criteria/terms.rs";

/// Every field of the evaluation.
pub(super) const FIELDS: &[Entry] = &[
    entry(AWARD, "Checked by", Nothing, "Check of the arithmetic", |journey| {
        journey.filled(complete).press("Enter 4 Enter 6 C");
    })
    .with_a_share(),
    entry(AWARD, "Day", Nothing, "Check of the arithmetic", |journey| {
        tabs(journey.filled(complete).press("Enter 4 Enter 6 C"), 1);
    })
    .with_a_share(),
    entry(AWARD, "Note", NothingInForm, "Check of the arithmetic", |journey| {
        tabs(journey.filled(complete).press("Enter 4 Enter 6 C"), 2);
    })
    .with_a_share(),
    entry(AWARD, "Reason", NothingInForm, "Revoke the award", |journey| {
        journey.filled(awarded).press("Enter 4 Enter 6 R");
    })
    .with_a_share(),
    entry(AWARD, "Decided by", Nothing, "Award to", |journey| {
        tabs(journey.filled(complete).press("Enter 4 Enter 6 A"), 1);
    })
    .with_a_share(),
    entry(AWARD, "Role", Nothing, "the policy names none", |journey| {
        tabs(journey.with_evaluation("6", settled).press("A"), 2);
    })
    .with_a_share(),
    entry(AWARD, "Decided on", Nothing, "Award to", |journey| {
        tabs(journey.filled(complete).press("Enter 4 Enter 6 A"), 3);
    })
    .with_a_share(),
    entry(AWARD, "Reasons", NothingInForm, "Award to", |journey| {
        tabs(journey.filled(complete).press("Enter 4 Enter 6 A"), 4);
    })
    .with_a_share(),
    entry(AWARD, "Tie-break", NothingInForm, "Award to", |journey| {
        tabs(journey.filled(tied).press("Enter 4 Enter 6 A"), 5);
    })
    .with_a_share(),
    entry(AWARD, "Withheld", NothingInForm, "one on each line", |journey| {
        tabs(journey.filled(complete).press("Enter 4 Enter 6 A"), 5);
    }),
    entry(BID, "Supplier", Nothing, "A bid that has come in", |journey| {
        journey.with_evaluation("2", begun).press("a");
    }),
    entry(BID, "Price", Nothing, "A bid that has come in", |journey| {
        tabs(journey.with_evaluation("2", begun).press("a"), 1);
    })
    .with_a_share(),
    entry(BID, "Received", Nothing, "A bid that has come in", |journey| {
        tabs(journey.with_evaluation("2", begun).press("a"), 2);
    })
    .with_a_share(),
    // A late bid says what to note while there is no note.
    entry(BID, "Note", NothingInForm, "A bid that has come in", |journey| {
        journey.with_evaluation("2", begun).press("a Tab Tab Tab Right Tab Tab");
    })
    .settling(),
    entry(BID, "Reason", NothingInForm, "Take Acme Health Ltd out", |journey| {
        journey.with_evaluation("2", underway).press("x Tab");
    })
    .with_a_share(),
    entry(BID, "Clause", Nothing, "Take Acme Health Ltd out", |journey| {
        journey.with_evaluation("2", underway).press("x Right Tab Tab");
    })
    .with_a_share(),
    entry(EVALUATOR, "Name", Nothing, "Role", |journey| {
        journey.with_evaluation("3", underway).press("a");
    })
    .with_a_share(),
    entry(EVALUATOR, "Role", Nothing, "Name", |journey| {
        journey.with_evaluation("3", underway).press("a Tab");
    })
    .with_a_share(),
    entry(EVALUATOR, "Made on", Nothing, "Interest", |journey| {
        journey.with_evaluation("3", underway).press("End i");
    })
    .with_a_share(),
    entry(EVALUATOR, "What it is", NothingInForm, "Dealt with", |journey| {
        journey.with_evaluation("3", underway).press("End i Tab Right Tab");
    })
    .with_a_share(),
    // Whether anything is typed decides what is said below.
    entry(EVALUATOR, "Dealt with", NothingInForm, "What it is", |journey| {
        journey.with_evaluation("3", underway).press("End i Tab Right Tab Tab");
    })
    .settling(),
    // What is typed decides which kind of answer it is.
    entry(GIVEN, "Answer", NothingInForm, "It is a", |journey| {
        journey.with_evaluation("2", underway).press("e Enter");
    }),
    entry(GIVEN, "How much", Nothing, "In words", |journey| {
        journey.with_evaluation("2", underway).press("o Enter");
    })
    .with_a_share(),
    entry(GIVEN, "In words", NothingInForm, "How much", |journey| {
        journey.with_evaluation("2", underway).press("o Enter Tab");
    })
    .with_a_share(),
    entry(GIVEN, "Question", NothingInForm, "A question to Acme Health", |journey| {
        journey.with_evaluation("2", underway).press("c");
    })
    .with_a_share(),
    entry(GIVEN, "Answer", NothingInForm, "A question to Acme Health", |journey| {
        journey.with_evaluation("2", underway).press("c Tab");
    })
    .with_a_share(),
    entry(GIVEN, "Asked on", Nothing, "A question to Acme Health", |journey| {
        journey.with_evaluation("2", underway).press("c Tab Tab");
    })
    .with_a_share(),
    // The steps come one after another, so each text decides what follows it.
    entry(PRICE, "1 Told on", Nothing, "The price of Cut Price Ltd", |journey| {
        journey.with_evaluation("2", settled).press("Down Down P");
    }),
    entry(PRICE, "2 Supplier says", NothingInForm, "The price of Cut Price Ltd", |journey| {
        journey.with_evaluation("2", settled).press("Down Down P").paste("20/11/2026").press("Tab");
    })
    .settling(),
    entry(PRICE, "4 Reasons", NothingInForm, "3 Decision", |journey| {
        journey.with_evaluation("2", settled).press("Down Down P").paste("20/11/2026");
        journey.press("Tab").paste("It owns its vans").press("Tab Right Tab");
    })
    .with_a_share(),
    entry("screen/evaluation/forms/bids/reason.rs", "Reason", NothingInForm, "Reason", |journey| {
        journey.with_evaluation("4", to_moderate).press("d");
    })
    .with_a_share(),
    entry(SCORE, "Rationale", NothingInForm, "Mark", |journey| {
        journey.with_evaluation("4", to_moderate).press("Left Down Right Down Enter Enter Tab");
    })
    .with_a_share(),
    entry(SCORE, "Reasons", NothingInForm, "Mark", |journey| {
        tabs(journey.with_evaluation("4", to_moderate).press("Down M"), 1);
    })
    .with_a_share(),
    entry(SCORE, "Comment", NothingInForm, "Mark", |journey| {
        tabs(journey.with_evaluation("4", to_moderate).press("Down M"), 2);
    })
    .with_a_share(),
    entry(SCORE, "Why changed", NothingInForm, "Why changed", |journey| {
        tabs(journey.with_evaluation("4", to_moderate).press("M"), 3);
    })
    .with_a_share(),
    entry(SECTION, "Title", Nothing, "Kind", |journey| {
        journey.with_evaluation("1", begun).press("A");
    })
    .with_a_share(),
    // The weights are added up below while one is typed.
    entry(SECTION, "Weight", Nothing, "Kind", |journey| {
        tabs(journey.with_evaluation("1", begun).press("A"), 2);
    }),
    entry(SECTION, "Pass mark", Nothing, "Kind", |journey| {
        tabs(journey.with_evaluation("1", begun).press("A"), 3);
    })
    .with_a_share(),
    entry(QUESTION, "Title", Nothing, "A new question in", |journey| {
        journey.with_evaluation("1", begun).press("g a");
    })
    .with_a_share(),
    entry(QUESTION, "Question", NothingInForm, "A new question in", |journey| {
        tabs(journey.with_evaluation("1", begun).press("g a"), 1);
    })
    .with_a_share(),
    entry(QUESTION, "Weight", Nothing, "A new question in", |journey| {
        tabs(journey.with_evaluation("1", begun).press("g a"), 3);
    })
    .with_a_share(),
    entry(QUESTION, "Pass mark", Nothing, "The score below which", |journey| {
        tabs(journey.with_evaluation("1", begun).press("g a"), 6);
    })
    .with_a_share(),
    entry(TERMS, "All points at", Nothing, "Price method", |journey| {
        journey.with_evaluation("1", begun).press("m Right Tab");
    })
    .with_a_share(),
    entry(TERMS, "No points at", Nothing, "Price method", |journey| {
        journey.with_evaluation("1", begun).press("m Right Tab Tab");
    })
    .with_a_share(),
    entry(TERMS, "Price", Nothing, "Price method", |journey| {
        journey.with_evaluation("1", begun).press("m Left Tab");
    })
    .with_a_share(),
    entry(TERMS, "The way", NothingInForm, "As it is published", |journey| {
        journey.with_evaluation("1", begun).press("m Tab Left Tab");
    })
    .with_a_share(),
    entry(TERMS, "Low prices", Nothing, "By how many per cent", |journey| {
        tabs(journey.with_evaluation("1", begun).press("m"), 2);
    })
    .with_a_share(),
    entry(TERMS, "No local quote", NothingInForm, "a local supplier", |journey| {
        tabs(journey.with_evaluation("1", begun).press("m"), 5);
    })
    .with_a_share(),
    entry(TERMS, "Title of the lot", Nothing, "Title of the lot", |journey| {
        tabs(journey.with_evaluation("1", begun).press("m"), 6);
    })
    .with_a_share(),
    // Those that say nothing yet are counted below.
    entry(SCALE, "mark.score.normalize().to_string()", NothingInForm, "The scale", |journey| {
        journey.with_evaluation("1", begun).press("s Enter");
    }),
    entry(SCALE, "Name", Nothing, "A scale of your own", |journey| {
        journey.with_evaluation("1", begun).press("s End Enter");
    })
    .with_a_share(),
    // The marks that are read are said below.
    entry(SCALE, "Marks", Nothing, "A scale of your own", |journey| {
        tabs(journey.with_evaluation("1", begun).press("s End Enter"), 1);
    }),
    entry(CRITERIA, "Name", Nothing, "as a template", |journey| {
        journey.with_evaluation("1", begun).press("t Enter");
    })
    .with_a_share(),
    entry(CRITERIA, "Title", Nothing, "Add a lot", |journey| {
        journey.with_evaluation("1", begun).press("L End Enter");
    })
    .with_a_share(),
    entry(CRITERIA, "Measure", Nothing, "A measure of your own", |journey| {
        journey.with_tender(0).press("3 a");
    })
    .with_a_share(),
    entry(CRITERIA, "Counted in", Nothing, "A measure of your own", |journey| {
        journey.with_tender(0).press("3 a Tab");
    })
    .with_a_share(),
    entry(CRITERIA, "Reason", NothingInForm, "Reason", |journey| {
        journey.with_evaluation("1", underway).press("d");
    })
    .with_a_share(),
];
