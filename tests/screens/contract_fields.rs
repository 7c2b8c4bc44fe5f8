//! The fields of the forms on contracts, and the way to each.
//!
//! They are drawn by the dialog that draws those of the evaluation, so each sees a share of the
//! texts.

use super::contract_build::{acted, awarded, bare, running};
use super::fields::Changes::{Nothing, NothingInForm};
use super::fields::{Entry, entry, tabs};

const AGREED: &str = "screen/contract/forms/terms/agreed.rs";
const CHANGES: &str = "screen/contract/forms/terms/changes.rs";
const MONEY: &str = "screen/contract/forms/terms/money.rs";
const COMMITMENT: &str = "screen/contract/forms/commitments/commitment.rs";
const DELIVERY: &str = "screen/contract/forms/commitments/delivery.rs";
const FOLLOW_UP: &str = "screen/contract/forms/commitments/follow_up.rs";

/// Every field of the terms and the commitments.
pub(super) const FIELDS: &[Entry] = &[
    // What is typed decides whether the directory has it already.
    entry(AGREED, "New supplier", Nothing, "Supplier", |journey| {
        tabs(journey.with_contracts(awarded).press("Enter"), 1);
    })
    .with_a_share()
    .settling(),
    entry(AGREED, "Title", Nothing, "Supplier", |journey| {
        tabs(journey.with_contract("1", bare).press("E"), 1);
    })
    .with_a_share(),
    entry(AGREED, "Value", Nothing, "Supplier", |journey| {
        tabs(journey.with_contract("1", bare).press("E"), 2);
    })
    .with_a_share(),
    entry(AGREED, "Signed on", Nothing, "Supplier", |journey| {
        tabs(journey.with_contract("1", bare).press("E"), 3);
    })
    .with_a_share(),
    entry(AGREED, "Begins", Nothing, "Terms of the contract", |journey| {
        tabs(journey.with_contract("1", bare).press("E"), 4);
    })
    .with_a_share(),
    entry(AGREED, "Ends", Nothing, "Terms of the contract", |journey| {
        tabs(journey.with_contract("1", bare).press("E"), 5);
    })
    .with_a_share(),
    entry(AGREED, "Extendable to", Nothing, "Terms of the contract", |journey| {
        tabs(journey.with_contract("1", bare).press("E"), 6);
    })
    .with_a_share(),
    entry(AGREED, "Manager", Nothing, "Terms of the contract", |journey| {
        tabs(journey.with_contract("1", bare).press("E"), 7);
    })
    .with_a_share(),
    entry(AGREED, "Reviewed every", Nothing, "Terms of the contract", |journey| {
        tabs(journey.with_contract("1", bare).press("E"), 8);
    })
    .with_a_share(),
    entry(AGREED, "Partners", Nothing, "Terms of the contract", |journey| {
        tabs(journey.with_contract("1", bare).press("E"), 10);
    })
    .with_a_share(),
    entry(AGREED, "No KPIs because", NothingInForm, "Terms of the contract", |journey| {
        tabs(journey.with_contract("1", bare).press("E"), 11);
    })
    .with_a_share(),
    entry(AGREED, "Note", NothingInForm, "Terms of the contract", |journey| {
        tabs(journey.with_contract("1", bare).press("E"), 12);
    })
    .with_a_share(),
    entry(AGREED, "Reason", NothingInForm, "Terms of the contract", |journey| {
        journey.with_contract("1", running).press("E Tab Tab").paste("1");
        tabs(journey, 11);
    })
    .with_a_share(),
    entry(CHANGES, "Agreed on", Nothing, "It is about", |journey| {
        tabs(journey.with_contract("1", bare).press("m"), 1);
    })
    .with_a_share(),
    entry(CHANGES, "What changes", NothingInForm, "It is about", |journey| {
        tabs(journey.with_contract("1", bare).press("m"), 2);
    })
    .with_a_share(),
    entry(CHANGES, "New last day", Nothing, "It is about", |journey| {
        tabs(journey.with_contract("1", bare).press("m"), 3);
    })
    .with_a_share(),
    entry(CHANGES, "New value", Nothing, "It is about", |journey| {
        tabs(journey.with_contract("1", bare).press("m"), 4);
    })
    .with_a_share(),
    entry(CHANGES, "Allowed by", NothingInForm, "A change of the contract", |journey| {
        tabs(journey.with_contract("1", bare).press("m"), 5);
    })
    .with_a_share(),
    entry(CHANGES, "Agreed by", Nothing, "A change of the contract", |journey| {
        tabs(journey.with_contract("1", bare).press("m"), 6);
    })
    .with_a_share(),
    entry(CHANGES, "Change notice on", Nothing, "A change of the contract", |journey| {
        tabs(journey.with_contract("1", bare).press("m"), 7);
    })
    .with_a_share(),
    entry(CHANGES, "Ended on", Nothing, "The end of the contract", |journey| {
        journey.with_contract("1", bare).press("x");
    })
    .with_a_share(),
    entry(CHANGES, "Reason", NothingInForm, "The end of the contract", |journey| {
        tabs(journey.with_contract("1", bare).press("x"), 2);
    })
    .with_a_share(),
    entry(CHANGES, "Termination notice on", Nothing, "The end of the contract", |journey| {
        tabs(journey.with_contract("1", bare).press("x"), 3);
    })
    .with_a_share(),
    entry(MONEY, "Title", Nothing, "A document of the contract", |journey| {
        journey.with_contract("1", bare).press("a");
    })
    .with_a_share(),
    entry(MONEY, "Dated", Nothing, "A document of the contract", |journey| {
        tabs(journey.with_contract("1", bare).press("a"), 1);
    })
    .with_a_share(),
    // What is typed decides which kind of document it is.
    entry(MONEY, "Document", NothingInForm, "It is a", |journey| {
        tabs(journey.with_contract("1", bare).press("a"), 2);
    })
    .with_a_share(),
    entry(MONEY, "Financial year", Nothing, "Money of a financial year", |journey| {
        journey.with_contract("1", bare).press("f");
    })
    .with_a_share(),
    entry(MONEY, "Amount", Nothing, "Money of a financial year", |journey| {
        tabs(journey.with_contract("1", bare).press("f"), 2);
    })
    .with_a_share(),
    entry(MONEY, "Source", Nothing, "Money of a financial year", |journey| {
        tabs(journey.with_contract("1", bare).press("f"), 3);
    })
    .with_a_share(),
    // The total is said below once everything can be read.
    entry(COMMITMENT, "Commitment", Nothing, "A commitment", |journey| {
        journey.with_contract("2", bare).press("a");
    })
    .with_a_share()
    .settling(),
    entry(COMMITMENT, "How much", Nothing, "A commitment", |journey| {
        tabs(journey.with_contract("2", bare).press("a"), 2);
    })
    .with_a_share()
    .settling(),
    entry(COMMITMENT, "Counted in", Nothing, "A commitment", |journey| {
        journey.with_contract("2", bare).press("a Tab Tab").paste("2");
        tabs(journey, 1);
    })
    .with_a_share(),
    entry(COMMITMENT, "By", Nothing, "A commitment", |journey| {
        tabs(journey.with_contract("2", bare).press("a"), 4);
    })
    .with_a_share(),
    entry(COMMITMENT, "Months", Nothing, "A commitment", |journey| {
        tabs(journey.with_contract("2", bare).press("a"), 3);
        journey.press("Right Tab Left Left Tab");
    })
    .with_a_share(),
    entry(COMMITMENT, "From", Nothing, "A commitment", |journey| {
        tabs(journey.with_contract("2", bare).press("a"), 3);
        journey.press("Left Tab");
    })
    .with_a_share(),
    entry(COMMITMENT, "Until", Nothing, "A commitment", |journey| {
        tabs(journey.with_contract("2", bare).press("a"), 3);
        journey.press("Left Tab Tab");
    })
    .with_a_share(),
    entry(COMMITMENT, "Promised", NothingInForm, "A commitment", |journey| {
        tabs(journey.with_contract("2", bare).press("a"), 5);
    })
    .with_a_share(),
    entry(COMMITMENT, "Area", Nothing, "A commitment", |journey| {
        tabs(journey.with_contract("2", bare).press("a"), 6);
    })
    .with_a_share(),
    entry(COMMITMENT, "Evidence expected", NothingInForm, "A commitment", |journey| {
        tabs(journey.with_contract("2", bare).press("a"), 7);
    })
    .with_a_share(),
    entry(COMMITMENT, "Withheld because", NothingInForm, "A commitment", |journey| {
        tabs(journey.with_contract("2", bare).press("a"), 8);
        journey.press("Right Tab");
    })
    .with_a_share(),
    entry(COMMITMENT, "Reason", NothingInForm, "A commitment", |journey| {
        tabs(journey.with_contract("2", running).press("a"), 10);
    })
    .with_a_share(),
    entry(DELIVERY, "From", Nothing, "Delivered: Jobs", |journey| {
        journey.with_contract("2", running).press("Down Down r");
    })
    .with_a_share(),
    entry(DELIVERY, "Delivered on", Nothing, "Delivered: Apprenticeships", |journey| {
        journey.with_contract("2", running).press("r");
    })
    .with_a_share(),
    // What there is with this delivery is said below.
    entry(DELIVERY, "How much", Nothing, "Delivered: Apprenticeships", |journey| {
        tabs(journey.with_contract("2", running).press("r"), 1);
    })
    .with_a_share(),
    entry(DELIVERY, "What", NothingInForm, "Delivered: Apprenticeships", |journey| {
        tabs(journey.with_contract("2", running).press("r"), 2);
    })
    .with_a_share(),
    entry(DELIVERY, "Evidence", NothingInForm, "Delivered: Apprenticeships", |journey| {
        tabs(journey.with_contract("2", running).press("r"), 3);
    })
    .with_a_share(),
    entry(DELIVERY, "Not the same", NothingInForm, "May be counted twice", |journey| {
        journey.with_contract("2", running).press("Tab Enter");
    })
    .with_a_share(),
    entry(DELIVERY, "Reason", NothingInForm, "Correct the delivery", |journey| {
        tabs(journey.with_contract("2", running).press("Tab c"), 4);
    })
    .with_a_share(),
    entry(DELIVERY, "Checked by", Nothing, "Who has checked", |journey| {
        journey.with_contract("2", running).press("Tab v");
    })
    .with_a_share(),
    entry(DELIVERY, "Checked on", Nothing, "Who has checked", |journey| {
        tabs(journey.with_contract("2", running).press("Tab v"), 1);
    })
    .with_a_share(),
    entry(DELIVERY, "How", NothingInForm, "Who has checked", |journey| {
        tabs(journey.with_contract("2", running).press("Tab v"), 2);
    })
    .with_a_share(),
    entry(FOLLOW_UP, "Done on", Nothing, "What came of the action", |journey| {
        tabs(journey.with_contract("2", acted).press("Space"), 1);
    })
    .with_a_share(),
    entry(FOLLOW_UP, "What came of it", NothingInForm, "What came of the action", |journey| {
        tabs(journey.with_contract("2", acted).press("Space"), 2);
    })
    .with_a_share(),
    entry(FOLLOW_UP, "Reason", NothingInForm, "The rest of", |journey| {
        tabs(journey.with_contract("2", running).press("x"), 1);
    })
    .with_a_share(),
    entry(FOLLOW_UP, "Decided by", Nothing, "The rest of", |journey| {
        tabs(journey.with_contract("2", running).press("x"), 2);
    })
    .with_a_share(),
    entry(FOLLOW_UP, "Decided on", Nothing, "The rest of", |journey| {
        tabs(journey.with_contract("2", running).press("x"), 3);
    })
    .with_a_share(),
];
