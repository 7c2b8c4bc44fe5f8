//! Flows of the real binary in a pseudo-terminal.

mod dashboard;
mod finding;
mod flows;
mod import;
mod jobs;
mod lines;
mod nasty;
mod pty;
mod settings;
mod walk;
