//! Harm done on purpose: the program killed, the disk failing, several at once, a share.
//!
//! The short form runs with the others. `TENDERBOOK_KILLS`, `TENDERBOOK_FAULTS` and
//! `TENDERBOOK_WRITES` say how much is done in the full form; `TENDERBOOK_SEED` begins another
//! row of accidents, and a failure names the one that it began with.

mod faults;
mod kills;
mod place;
mod share;
mod two;

use std::str::FromStr;

/// A number from the environment, or what stands for it in the short form.
fn asked(variable: &str, short: u64) -> u64 {
    std::env::var(variable).ok().map_or(short, |number| u64::from_str(&number).unwrap())
}

/// Numbers that look random and come in the same row from the same beginning.
#[derive(Debug, Clone)]
struct Dice(u64);

impl Dice {
    fn new() -> Self {
        Self(asked("TENDERBOOK_SEED", 20_261_121))
    }

    /// A number below `end`.
    fn below(&mut self, end: u64) -> u64 {
        // One step of a counter, and its bits mixed until each depends on all others.
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        for (shift, factor) in [(30, 0xBF58_476D_1CE4_E5B9), (27, 0x94D0_49BB_1331_11EB)] {
            mixed = (mixed ^ (mixed >> shift)).wrapping_mul(factor);
        }
        (mixed ^ (mixed >> 31)) % end.max(1)
    }
}
