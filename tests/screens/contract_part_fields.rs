//! The fields of the forms of five tabs of a contract, and the way to each.
//!
//! One dialog draws them all with the two kinds of field that are tried with every text elsewhere
//! (`fields.rs`), so most of them see a share of the texts.

use super::fields::Changes::{Nothing, NothingInForm};
use super::fields::{Entry, entry, tabs};

const SHARED: &str = "screen/contract/forms/shared.rs";
const INDICATORS: &str = "screen/contract/forms/indicators.rs";
const REVIEWS: &str = "screen/contract/forms/reviews.rs";
const ETHICS: &str = "screen/contract/forms/ethics.rs";
const LOGISTICS: &str = "screen/contract/forms/logistics.rs";
const EXIT: &str = "screen/contract/forms/exit.rs";

/// Every field of the five tabs.
pub(super) const FIELDS: &[Entry] = &[
    entry(SHARED, "Why", NothingInForm, "Take it away", |journey| {
        journey.on_contract("3 d");
    })
    .with_a_share(),
    entry(SHARED, "Action", NothingInForm, "A new action", |journey| {
        journey.on_contract("3 A");
    })
    .with_a_share(),
    entry(SHARED, "Owner", Nothing, "A new action", |journey| {
        tabs(journey.on_contract("3 A"), 1);
    })
    .with_a_share(),
    entry(SHARED, "Due", Nothing, "A new action", |journey| {
        tabs(journey.on_contract("3 A"), 2);
    })
    .with_a_share(),
    // What is typed decides which kind of evidence it is.
    entry(SHARED, "Evidence", NothingInForm, "Evidence of the step", |journey| {
        journey.on_contract("5 Tab e");
    }),
    entry(INDICATORS, "Indicator", Nothing, "A new indicator", |journey| {
        journey.on_bare_contract("3 a");
    })
    .with_a_share(),
    entry(INDICATORS, "Target", Nothing, "A new indicator", |journey| {
        tabs(journey.on_bare_contract("3 a"), 1);
    })
    .with_a_share(),
    entry(INDICATORS, "Measured how", NothingInForm, "A new indicator", |journey| {
        tabs(journey.on_bare_contract("3 a"), 2);
    })
    .with_a_share(),
    entry(INDICATORS, "Assessed every", Nothing, "A new indicator", |journey| {
        tabs(journey.on_bare_contract("3 a"), 3);
    })
    .with_a_share(),
    entry(INDICATORS, "Published", Nothing, "A new indicator", |journey| {
        tabs(journey.on_bare_contract("3 a"), 4);
    })
    .with_a_share(),
    entry(INDICATORS, "From", Nothing, "Assess performance", |journey| {
        journey.on_contract("3 r");
    })
    .with_a_share(),
    entry(INDICATORS, "To", Nothing, "Assess performance", |journey| {
        tabs(journey.on_contract("3 r"), 1);
    })
    .with_a_share(),
    entry(INDICATORS, "Measured", NothingInForm, "Assess performance", |journey| {
        tabs(journey.on_contract("3 r"), 3);
    })
    .with_a_share(),
    entry(INDICATORS, "Reasons", NothingInForm, "Assess performance", |journey| {
        tabs(journey.on_contract("3 r"), 4);
    })
    .with_a_share(),
    entry(INDICATORS, "Assessed by", Nothing, "Assess performance", |journey| {
        tabs(journey.on_contract("3 r"), 5);
    })
    .with_a_share(),
    entry(INDICATORS, "Dropped because", NothingInForm, "Drop the indicator", |journey| {
        journey.on_contract("3 x");
    })
    .with_a_share(),
    entry(INDICATORS, "No KPIs because", NothingInForm, "No indicators", |journey| {
        journey.on_bare_contract("3 x");
    })
    .with_a_share(),
    entry(REVIEWS, "Planned for", Nothing, "Plan a review", |journey| {
        journey.on_bare_contract("4 a");
    })
    .with_a_share(),
    entry(REVIEWS, "Held on", Nothing, "A review that was held", |journey| {
        journey.on_bare_contract("4 r");
    })
    .with_a_share(),
    entry(REVIEWS, "Present", Nothing, "A review that was held", |journey| {
        tabs(journey.on_bare_contract("4 r"), 1);
    })
    .with_a_share(),
    entry(REVIEWS, "Agenda", NothingInForm, "A review that was held", |journey| {
        tabs(journey.on_bare_contract("4 r"), 2);
    })
    .with_a_share(),
    // What is said below goes with the first letter.
    entry(REVIEWS, "Minutes", NothingInForm, "A review that was held", |journey| {
        tabs(journey.on_bare_contract("4 r"), 3);
    })
    .settling()
    .with_a_share(),
    entry(REVIEWS, "Value", NothingInForm, "A review that was held", |journey| {
        tabs(journey.on_bare_contract("4 r"), 4);
    })
    .with_a_share(),
    entry(REVIEWS, "In money", Nothing, "A review that was held", |journey| {
        tabs(journey.on_bare_contract("4 r"), 5);
    })
    .with_a_share(),
    entry(REVIEWS, "Done on", Nothing, "The action is done", |journey| {
        journey.on_contract("4 Tab Space");
    })
    .with_a_share(),
    entry(REVIEWS, "Outcome", NothingInForm, "The action is done", |journey| {
        tabs(journey.on_contract("4 Tab Space"), 1);
    })
    .with_a_share(),
    entry(REVIEWS, "Dropped because", NothingInForm, "Drop the action", |journey| {
        journey.on_contract("4 Tab x");
    })
    .with_a_share(),
    entry(REVIEWS, "Risk", NothingInForm, "A new risk", |journey| {
        journey.on_bare_contract("4 Tab Tab a");
    })
    .with_a_share(),
    entry(REVIEWS, "Owner", Nothing, "A new risk", |journey| {
        tabs(journey.on_bare_contract("4 Tab Tab a"), 2);
    })
    .with_a_share(),
    entry(REVIEWS, "Response", NothingInForm, "A new risk", |journey| {
        tabs(journey.on_bare_contract("4 Tab Tab a"), 3);
    })
    .with_a_share(),
    entry(REVIEWS, "Seen on", Nothing, "A new risk", |journey| {
        tabs(journey.on_bare_contract("4 Tab Tab a"), 4);
    })
    .with_a_share(),
    entry(REVIEWS, "Closed because", NothingInForm, "Close the risk", |journey| {
        journey.on_contract("4 Tab Tab x");
    })
    .with_a_share(),
    entry(ETHICS, "Day", Nothing, "Risk of modern slavery", |journey| {
        journey.on_bare_contract("5 a Enter");
    })
    .with_a_share(),
    entry(ETHICS, "Sector", Nothing, "Risk of modern slavery", |journey| {
        tabs(journey.on_bare_contract("5 a Enter"), 1);
    })
    .with_a_share(),
    entry(ETHICS, "Countries", Nothing, "Risk of modern slavery", |journey| {
        tabs(journey.on_bare_contract("5 a Enter"), 3);
    })
    .with_a_share(),
    entry(ETHICS, "Labour", Nothing, "Risk of modern slavery", |journey| {
        tabs(journey.on_bare_contract("5 a Enter"), 5);
    })
    .with_a_share(),
    entry(ETHICS, "Reasons", NothingInForm, "Risk of modern slavery", |journey| {
        tabs(journey.on_bare_contract("5 a Enter"), 8);
    })
    .with_a_share(),
    entry(ETHICS, "Assessed by", Nothing, "Risk of modern slavery", |journey| {
        tabs(journey.on_bare_contract("5 a Enter"), 9);
    })
    .with_a_share(),
    entry(ETHICS, "Look again on", Nothing, "Risk of modern slavery", |journey| {
        tabs(journey.on_bare_contract("5 a Enter"), 10);
    })
    .with_a_share(),
    entry(ETHICS, "Looked into", NothingInForm, "A step of due diligence", |journey| {
        tabs(journey.on_bare_contract("5 a Down Enter"), 1);
    })
    .with_a_share(),
    entry(ETHICS, "Found", NothingInForm, "A step of due diligence", |journey| {
        tabs(journey.on_bare_contract("5 a Down Enter"), 2);
    })
    .with_a_share(),
    entry(ETHICS, "By", Nothing, "A step of due diligence", |journey| {
        tabs(journey.on_bare_contract("5 a Down Enter"), 3);
    })
    .with_a_share(),
    entry(ETHICS, "Raised on", Nothing, "A concern", |journey| {
        journey.on_bare_contract("5 a Down Down Enter");
    })
    .with_a_share(),
    entry(ETHICS, "Concern", NothingInForm, "A concern", |journey| {
        tabs(journey.on_bare_contract("5 a Down Down Enter"), 1);
    })
    .with_a_share(),
    // What is said below goes with the first letter.
    entry(ETHICS, "Reported to", Nothing, "A concern", |journey| {
        tabs(journey.on_bare_contract("5 a Down Down Enter"), 2);
    })
    .settling()
    .with_a_share(),
    entry(ETHICS, "Reported on", Nothing, "A concern", |journey| {
        tabs(journey.on_bare_contract("5 a Down Down Enter"), 3);
    })
    .with_a_share(),
    entry(ETHICS, "Outcome", NothingInForm, "A concern", |journey| {
        tabs(journey.on_contract("5 Tab Tab x").paste("She has it back").press("Ctrl-S Enter"), 4);
    })
    .with_a_share(),
    entry(ETHICS, "What came of it", NothingInForm, "Close the concern", |journey| {
        journey.on_contract("5 Tab Tab x");
    })
    .with_a_share(),
    entry(LOGISTICS, "Day", Nothing, "A logistics note", |journey| {
        tabs(journey.on_bare_contract("6 a"), 1);
    })
    .with_a_share(),
    entry(LOGISTICS, "What", NothingInForm, "A logistics note", |journey| {
        tabs(journey.on_bare_contract("6 a"), 2);
    })
    .with_a_share(),
    entry(LOGISTICS, "How much", Nothing, "A logistics note", |journey| {
        tabs(journey.on_bare_contract("6 a"), 3);
    })
    .with_a_share(),
    entry(LOGISTICS, "Where", Nothing, "A logistics note", |journey| {
        tabs(journey.on_bare_contract("6 a"), 4);
    })
    .with_a_share(),
    entry(LOGISTICS, "By", Nothing, "A logistics note", |journey| {
        tabs(journey.on_bare_contract("6 a"), 5);
    })
    .with_a_share(),
    entry(EXIT, "Led by", Nothing, "Exit plan", |journey| {
        journey.on_bare_contract("7 Enter");
    })
    .with_a_share(),
    entry(EXIT, "Hand over by", Nothing, "Exit plan", |journey| {
        tabs(journey.on_bare_contract("7 Enter"), 1);
    })
    .with_a_share(),
    entry(EXIT, "The service", NothingInForm, "Exit plan", |journey| {
        tabs(journey.on_bare_contract("7 Enter"), 2);
    })
    .with_a_share(),
    entry(EXIT, "The people", NothingInForm, "Exit plan", |journey| {
        tabs(journey.on_bare_contract("7 Enter"), 3);
    })
    .with_a_share(),
    entry(EXIT, "Data and records", NothingInForm, "Exit plan", |journey| {
        tabs(journey.on_bare_contract("7 Enter"), 4);
    })
    .with_a_share(),
    entry(EXIT, "Assets", NothingInForm, "Exit plan", |journey| {
        tabs(journey.on_bare_contract("7 Enter"), 5);
    })
    .with_a_share(),
    entry(EXIT, "Commitments", NothingInForm, "Exit plan", |journey| {
        tabs(journey.on_bare_contract("7 Enter"), 6);
    })
    .with_a_share(),
    entry(EXIT, "Handed over on", Nothing, "Exit plan", |journey| {
        tabs(journey.on_bare_contract("7 Enter"), 7);
    })
    .with_a_share(),
    entry(EXIT, "Closed on", Nothing, "Close the final account", |journey| {
        journey.on_bare_contract("7 C");
    })
    .with_a_share(),
    entry(EXIT, "Closed by", Nothing, "Close the final account", |journey| {
        tabs(journey.on_bare_contract("7 C"), 1);
    })
    .with_a_share(),
    entry(EXIT, "Note", NothingInForm, "Close the final account", |journey| {
        tabs(journey.on_bare_contract("7 C"), 2);
    })
    .with_a_share(),
    entry(EXIT, "Lesson", Nothing, "A new lesson", |journey| {
        journey.on_bare_contract("7 l");
    })
    .with_a_share(),
    entry(EXIT, "What happened", NothingInForm, "A new lesson", |journey| {
        tabs(journey.on_bare_contract("7 l"), 1);
    })
    .with_a_share(),
    entry(EXIT, "Next time", NothingInForm, "A new lesson", |journey| {
        tabs(journey.on_bare_contract("7 l"), 2);
    })
    .with_a_share(),
    entry(EXIT, "Category", Nothing, "A new lesson", |journey| {
        tabs(journey.on_bare_contract("7 l"), 4);
    })
    .with_a_share(),
    entry(EXIT, "Tags", Nothing, "A new lesson", |journey| {
        tabs(journey.on_bare_contract("7 l"), 5);
    })
    .with_a_share(),
    entry(EXIT, "Written on", Nothing, "A new lesson", |journey| {
        tabs(journey.on_bare_contract("7 l"), 6);
    })
    .with_a_share(),
    entry(EXIT, "Written by", Nothing, "A new lesson", |journey| {
        tabs(journey.on_bare_contract("7 l"), 7);
    })
    .with_a_share(),
];
