//! Flows of the real binary in a pseudo-terminal.

mod flows;
mod pty;
mod settings;
mod walk;
