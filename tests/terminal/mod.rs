//! Flows of the real binary in a pseudo-terminal.

mod dashboard;
mod drag;
mod finding;
mod flows;
mod import;
mod import_job;
mod jobs;
mod lines;
mod pty;
mod settings;
mod walk;
