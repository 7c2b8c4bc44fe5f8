//! What a user can see: the rooms together, the command line, and the terminal.

#![expect(
    clippy::unwrap_used,
    reason = "a test that meets what it did not expect should fail there and then"
)]

mod screens;
mod terminal;
