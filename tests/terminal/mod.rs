//! Flows of the real binary in a pseudo-terminal.

mod finding;
mod flows;
mod jobs;
mod lines;
mod pty;
mod settings;
mod walk;
