//! Flows of the real binary in a pseudo-terminal.

mod after_award;
mod after_award_sizes;
mod contract_life;
mod damage;
mod dashboard;
mod decisions;
mod drag;
mod evaluation;
mod export;
mod finding;
mod flows;
mod import;
mod import_job;
mod jobs;
mod lines;
mod nasty;
mod plan;
pub(crate) mod pty;
mod reading;
mod settings;
mod walk;
