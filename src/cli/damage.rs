//! What is said where the register is damaged: what is wrong, and what can be done about it.

use crate::cli::Settings;
use crate::cli::failure::Failure;
use crate::register::{Damage, Watch};

/// What is known of the damage, where it is that of the register in force.
pub(super) fn of(failure: &Failure, settings: &Settings) -> Option<Damage> {
    let (Failure::Fault(fault), Ok(place)) = (failure, settings.place()) else { return None };
    Damage::of(place, fault, &Watch::nobody())
}

/// The same failure, with the newest good backup and salvage in its hint where the register
/// itself is damaged.
pub(super) fn explained(failure: Failure, settings: &Settings) -> Failure {
    of(&failure, settings).map_or(failure, told)
}

/// The damage as a failure.
pub(super) fn told(damage: Damage) -> Failure {
    let mut hint = damage.remedies();
    if damage.backup.is_none() {
        // What was named may never have been a register.
        hint.push("Another file can be chosen with --register.".to_owned());
    }
    Failure::Other { message: damage.what, hint: Some(hint.join("\n")) }
}
