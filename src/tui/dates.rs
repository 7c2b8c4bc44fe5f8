//! Days and moments as the officer wants to read them.
//!
//! Like the keymap, the way of writing them belongs to the thread that runs the
//! interface: texts name days long before anything is drawn.

use std::cell::Cell;

use crate::domain::Date;
use crate::domain::text::visible;
use crate::settings::DateStyle;

thread_local! {
    static IN_FORCE: Cell<DateStyle> = const { Cell::new(DateStyle::British) };
}

/// Puts a way of writing days in force for the interface on this thread.
pub(crate) fn install(style: DateStyle) {
    IN_FORCE.set(style);
}

/// A day: `21 Nov 2026` or `2026-11-21`.
pub(crate) fn day(day: Date) -> String {
    match IN_FORCE.get() {
        DateStyle::British => day.british(),
        DateStyle::Iso => day.to_string(),
    }
}

/// A moment of the register, such as `2026-11-21T09:00:00Z`, with its time in UTC.
pub(crate) fn moment(moment: &str) -> String {
    let plain = visible(&moment.replace('T', " ").replace('Z', ""));
    let (date, time) = plain.split_once(' ').unwrap_or((&plain, ""));
    match Date::from_iso(date) {
        Ok(date) => format!("{} {time}", day(date)).trim_end().to_owned(),
        Err(_) => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_in_the_style_that_is_in_force() {
        assert_eq!(moment("2026-11-21T09:00:00Z"), "21 Nov 2026 09:00:00");
        install(DateStyle::Iso);
        assert_eq!(moment("2026-11-21T09:00:00Z"), "2026-11-21 09:00:00");
        assert_eq!(moment("2026-11-21"), "2026-11-21");
        assert_eq!(moment("whenever"), "whenever");
    }
}
