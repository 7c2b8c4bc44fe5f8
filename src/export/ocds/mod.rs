//! Procurements as an OCDS 1.1 release package: one file per part of a release.
//!
//! Only what is public goes in, whoever asks ([`crate::export::published`]). What each field is
//! made of stands in `docs/open-data.md`; why, in `docs/decisions/`.

mod awards;
mod bids;
mod contracts;
mod documents;
mod extension;
mod items;
mod json;
mod lots;
mod metrics;
mod package;
mod parties;
mod release;
mod tender;

pub(super) use package::write;
