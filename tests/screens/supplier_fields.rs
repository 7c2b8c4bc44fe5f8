//! The fields of the forms on suppliers and lessons, and the way to each.
//!
//! One dialog draws them all (`evaluation_fields.rs`), so most of them see a share of the texts.

use super::fields::Changes::{Nothing, NothingInForm, WhatIsFound};
use super::fields::{Entry, entry, tabs};

const PEOPLE: &str = "screen/supplier/forms/people.rs";
const PROFILE: &str = "screen/supplier/forms/profile.rs";
const REASON: &str = "screen/supplier/forms/reason.rs";
const STATUS: &str = "screen/supplier/forms/status.rs";
const LESSON: &str = "screen/lessons/forms.rs";

/// Every field of suppliers and lessons.
pub(super) const FIELDS: &[Entry] = &[
    entry("screen/suppliers.rs", "filter", WhatIsFound, "Contracts", |journey| {
        journey.with_directory().press("p /");
    })
    .with_a_share(),
    entry("screen/lessons/mod.rs", "filter", WhatIsFound, "Lessons", |journey| {
        journey.with_directory().press("l /");
    })
    .with_a_share(),
    entry(PROFILE, "Name", Nothing, "A supplier for the directory", |journey| {
        journey.with_directory().press("p a");
    })
    .with_a_share(),
    entry(PROFILE, "Company number", Nothing, "A supplier for the directory", |journey| {
        tabs(journey.with_directory().press("p a"), 1);
    })
    .with_a_share(),
    entry(PROFILE, "Other number", Nothing, "A supplier for the directory", |journey| {
        tabs(journey.with_directory().press("p a"), 2);
    })
    .with_a_share(),
    entry(PROFILE, "Address", Nothing, "A supplier for the directory", |journey| {
        tabs(journey.with_directory().press("p a"), 3);
    })
    .with_a_share(),
    entry(PROFILE, "Postcode", Nothing, "A supplier for the directory", |journey| {
        tabs(journey.with_directory().press("p a"), 4);
    })
    .with_a_share(),
    entry(PROFILE, "Website", Nothing, "A supplier for the directory", |journey| {
        tabs(journey.with_directory().press("p a"), 5);
    })
    .with_a_share(),
    entry(PROFILE, "Note", NothingInForm, "A supplier for the directory", |journey| {
        tabs(journey.with_directory().press("p a"), 6);
    })
    .with_a_share(),
    // Whether anything is typed decides what else is asked.
    entry(PROFILE, "Headcount", Nothing, "Size and kind", |journey| {
        journey.with_directory().press("p Down Enter Down Down Down Down Enter");
    })
    .settling(),
    entry(PROFILE, "Counted on", Nothing, "Size and kind", |journey| {
        tabs(journey.with_directory().press("p Enter Down Down Down Down Down Enter"), 1);
    })
    .with_a_share(),
    entry(PROFILE, "Ownership", Nothing, "Size and kind", |journey| {
        tabs(journey.with_directory().press("p Enter Down Down Down Down Down Enter"), 3);
    })
    .settling(),
    entry(PROFILE, "Said on", Nothing, "Size and kind", |journey| {
        tabs(journey.with_directory().press("p Enter Down Down Down Down Down Enter"), 4);
    })
    .with_a_share(),
    entry(PROFILE, "Judged by", Nothing, "Whether it is local", |journey| {
        tabs(journey.with_directory().press(TO_LOCAL), 1);
    })
    .with_a_share(),
    entry(PROFILE, "Judged on", Nothing, "Whether it is local", |journey| {
        tabs(journey.with_directory().press(TO_LOCAL), 2);
    })
    .with_a_share(),
    entry(PROFILE, "Reason", NothingInForm, "Whether it is local", |journey| {
        tabs(journey.with_directory().press(TO_LOCAL), 3);
    })
    .with_a_share(),
    entry(PROFILE, "Statement for year", Nothing, "Real living wage", |journey| {
        tabs(journey.with_directory().press(TO_ETHICS), 1);
    })
    .settling(),
    entry(PROFILE, "Statement at", Nothing, "Real living wage", |journey| {
        tabs(journey.with_directory().press(TO_ETHICS), 1);
        tabs(journey.paste("2026-03-31"), 1);
    })
    .with_a_share(),
    entry(PROFILE, "Code signed by", Nothing, "Real living wage", |journey| {
        tabs(journey.with_directory().press(TO_ETHICS), 2);
    })
    .settling(),
    entry(PROFILE, "Code signed on", Nothing, "Real living wage", |journey| {
        tabs(journey.with_directory().press(TO_ETHICS), 3);
    })
    .with_a_share(),
    entry(PEOPLE, "Name", Nothing, "Somebody to talk to", |journey| {
        journey.with_directory().press("p Enter a");
    })
    .with_a_share(),
    entry(PEOPLE, "Role", Nothing, "Somebody to talk to", |journey| {
        tabs(journey.with_directory().press("p Enter a"), 1);
    })
    .with_a_share(),
    entry(PEOPLE, "E-mail", Nothing, "Somebody to talk to", |journey| {
        tabs(journey.with_directory().press("p Enter a"), 2);
    })
    .with_a_share(),
    entry(PEOPLE, "Telephone", Nothing, "Somebody to talk to", |journey| {
        tabs(journey.with_directory().press("p Enter a"), 3);
    })
    .with_a_share(),
    entry(PEOPLE, "Note", NothingInForm, "Somebody to talk to", |journey| {
        tabs(journey.with_directory().press("p Enter a"), 4);
    })
    .with_a_share(),
    entry(PEOPLE, "Looked on", Nothing, "A look at the debarment list", |journey| {
        tabs(journey.with_directory().press("p Enter b"), 1);
    })
    .with_a_share(),
    entry(PEOPLE, "Looked up by", Nothing, "A look at the debarment list", |journey| {
        tabs(journey.with_directory().press("p Enter b"), 2);
    })
    .with_a_share(),
    entry(PEOPLE, "Note", NothingInForm, "A look at the debarment list", |journey| {
        tabs(journey.with_directory().press("p Enter b"), 3);
    })
    .with_a_share(),
    entry(REASON, "Why the same", NothingInForm, "Merge a supplier", |journey| {
        tabs(journey.with_directory().press("p Down M"), 1);
    })
    .with_a_share(),
    entry(REASON, "Reason", NothingInForm, "Take the supplier away", |journey| {
        journey.with_directory().press("p Down Down d");
    })
    .with_a_share(),
    entry(STATUS, "Judged by", Nothing, "Review of supplier status", |journey| {
        journey.with_directory().press("p Down Enter 3 s");
    })
    .with_a_share(),
    entry(STATUS, "Evidence", NothingInForm, "Judge: Working relationship", |journey| {
        tabs(journey.with_directory().press("p Enter 3 Down Enter"), 1);
    })
    .with_a_share(),
    entry(STATUS, "Told on", Nothing, "When the supplier was told", |journey| {
        journey.with_directory().press("p Enter 3 t");
    })
    .with_a_share(),
    entry(STATUS, "Reply", NothingInForm, "What the supplier replies", |journey| {
        journey.with_directory().press("p Enter 3 r");
    })
    .with_a_share(),
    entry(STATUS, "Replied on", Nothing, "What the supplier replies", |journey| {
        tabs(journey.with_directory().press("p Enter 3 r"), 1);
    })
    .with_a_share(),
    entry(STATUS, "Reason", NothingInForm, "Decide on the status", |journey| {
        tabs(journey.with_directory().press("p Enter 3 D"), 1);
    })
    .with_a_share(),
    entry(STATUS, "Decided by", Nothing, "Decide on the status", |journey| {
        tabs(journey.with_directory().press("p Enter 3 D"), 2);
    })
    .with_a_share(),
    entry(STATUS, "Decided on", Nothing, "Decide on the status", |journey| {
        tabs(journey.with_directory().press("p Enter 3 D"), 3);
    })
    .with_a_share(),
    entry(STATUS, "Next review", Nothing, "Decide on the status", |journey| {
        tabs(journey.with_directory().press("p Enter 3 D"), 4);
    })
    .with_a_share(),
];

/// From the list of tenders to the form on whether the first supplier is local.
const TO_LOCAL: &str = "p Enter Down Down Down Down Down Down Down Down Enter";
/// From the list of tenders to the form on ethics of the first supplier.
const TO_ETHICS: &str = "p Enter Down Down Down Down Down Down Down Down Down Enter";

/// The fields of the lessons of a tender, which the tab Contract leads to.
pub(super) const LESSONS: &[Entry] = &[
    entry(LESSON, "Made of it", NothingInForm, "A lesson was read", |journey| {
        journey.with_directory().press(TO_LESSONS).press("r");
    })
    .with_a_share(),
    entry(LESSON, "Title", Nothing, "A lesson of this tender", |journey| {
        journey.with_directory().press(TO_LESSONS).press("a");
    })
    .with_a_share(),
    entry(LESSON, "What happened", NothingInForm, "A lesson of this tender", |journey| {
        tabs(journey.with_directory().press(TO_LESSONS).press("a"), 1);
    })
    .with_a_share(),
    entry(LESSON, "Next time", NothingInForm, "A lesson of this tender", |journey| {
        tabs(journey.with_directory().press(TO_LESSONS).press("a"), 2);
    })
    .with_a_share(),
    entry(LESSON, "Category", Nothing, "A lesson of this tender", |journey| {
        tabs(journey.with_directory().press(TO_LESSONS).press("a"), 4);
    })
    .with_a_share(),
    entry(LESSON, "Tags", Nothing, "A lesson of this tender", |journey| {
        tabs(journey.with_directory().press(TO_LESSONS).press("a"), 5);
    })
    .with_a_share(),
];

/// From the list of tenders to the lessons that are offered to a tender.
const TO_LESSONS: &str = "/ 2 0 2 6 - 0 0 5 0 Enter Enter 5 l";
