//! The clock: the only place that asks the operating system what time it is.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::{Date, text};
use crate::register::{Context, Fault, Result};

/// The environment variable that fixes the clock of a development build, for tests.
pub const CLOCK_VARIABLE: &str = "TENDERBOOK_CLOCK";

/// Tells the moment and the day, from the system or fixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Clock {
    fixed: Option<Timestamp>,
}

impl Clock {
    /// The clock of the operating system.
    pub const fn system() -> Self {
        Self { fixed: None }
    }

    /// A clock that stands still at a moment such as `2026-11-21T09:00:00Z`.
    ///
    /// # Errors
    /// When the text is not an RFC 3339 moment.
    pub fn fixed(moment: &str) -> Result<Self> {
        let fixed: Timestamp = moment.trim().parse().map_err(|_| Fault::Invalid {
            message: format!("“{}” is not a moment.", text::visible(moment)),
            hint: Some("Write it like 2026-11-21T09:00:00Z.".to_owned()),
        })?;
        Ok(Self { fixed: Some(fixed) })
    }

    /// The clock that the environment asks for: fixed by `TENDERBOOK_CLOCK`, else the system's.
    ///
    /// # Errors
    /// When the variable does not hold a moment.
    pub fn from_environment() -> Result<Self> {
        match std::env::var(CLOCK_VARIABLE) {
            // A finished program never lets the environment date the journal.
            Ok(moment) if cfg!(debug_assertions) && !moment.trim().is_empty() => {
                Self::fixed(&moment).map_err(|fault| Fault::Invalid {
                    message: format!("Reading {CLOCK_VARIABLE} failed: {fault}"),
                    hint: fault.hint(),
                })
            }
            _ => Ok(Self::system()),
        }
    }

    /// The moment in UTC, to the second: `2026-11-21T09:00:00Z`.
    pub fn now(&self) -> String {
        let now = self.fixed.unwrap_or_else(Timestamp::now);
        let second = Timestamp::from_second(now.as_second()).unwrap_or(now);
        second.to_string()
    }

    /// The day where the officer is; the UTC day when the clock is fixed.
    pub fn today(&self) -> Date {
        match self.fixed {
            Some(moment) => moment.to_zoned(TimeZone::UTC).date().into(),
            None => local_day(Timestamp::now()),
        }
    }

    /// Who acts, and when.
    pub fn context(&self, officer: &str) -> Context {
        Context { officer: officer.to_owned(), now: self.now(), today: self.today() }
    }
}

/// The day of a moment where this machine is.
#[cfg(not(windows))]
fn local_day(now: Timestamp) -> Date {
    now.to_zoned(TimeZone::system()).date().into()
}

/// The day of a moment where this machine is, by the offset that Windows has now.
#[cfg(windows)]
fn local_day(now: Timestamp) -> Date {
    use jiff::tz::Offset;
    use time::UtcOffset;
    let seconds = UtcOffset::current_local_offset().map_or(0, UtcOffset::whole_seconds);
    Offset::from_seconds(seconds).unwrap_or(Offset::UTC).to_datetime(now).date().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_clock_stands_still_and_its_day_is_the_day_in_utc() {
        let clock = Clock::fixed("2026-11-21T00:30:15.75+02:00").unwrap();
        assert_eq!(clock.now(), "2026-11-20T22:30:15Z");
        assert_eq!(clock.today().to_string(), "2026-11-20");
        assert_eq!(clock.context("A. Officer").now, clock.now());
    }

    #[test]
    fn what_is_not_a_moment_does_not_fix_the_clock() {
        for bad in ["", "yesterday", "2026-11-21", "2026-02-30T09:00:00Z"] {
            assert!(Clock::fixed(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_system_clock_tells_whole_seconds_in_utc() {
        let now = Clock::system().now();
        assert_eq!(now.len(), "2026-11-21T09:00:00Z".len(), "{now}");
        assert!(now.ends_with('Z'));
    }
}
