//! Flows of the real binary in a pseudo-terminal.

mod finding;
mod flows;
mod pty;
mod walk;
