//! What a user can see: the rooms together, the command line, and the terminal.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that meets what it did not expect should fail there and then"
)]

mod rooms;
mod screens;
mod terminal;
