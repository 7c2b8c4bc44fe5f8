//! Where the moment comes from: the system, or a fixed value for tests.

use jiff::tz::TimeZone;
use jiff::{Timestamp, Unit, Zoned};

use crate::domain::Date;
use crate::register::{Context, Fault, Result};

/// Gives the moment and the day.
#[derive(Debug, Clone)]
pub struct Clock {
    fixed: Option<Timestamp>,
}

impl Clock {
    /// The clock of the system, with the day where the officer is.
    pub const fn system() -> Self {
        Self { fixed: None }
    }

    /// A clock that stands at a moment given as RFC 3339; its day is that of UTC.
    ///
    /// # Errors
    /// When the text is not a moment.
    pub fn fixed(moment: &str) -> Result<Self> {
        let fixed = moment.parse().map_err(|_| Fault::Invalid {
            message: format!("“{}” is not a moment.", crate::domain::text::visible(moment)),
            hint: Some("Write it like 2026-11-21T09:00:00Z.".to_owned()),
        })?;
        Ok(Self { fixed: Some(fixed) })
    }

    /// The moment in UTC, to the second: `2026-11-21T09:00:00Z`.
    pub fn now(&self) -> String {
        let now = self.fixed.unwrap_or_else(Timestamp::now);
        now.round(Unit::Second).unwrap_or(now).to_string()
    }

    /// The day.
    pub fn today(&self) -> Date {
        match self.fixed {
            Some(moment) => moment.to_zoned(TimeZone::UTC).date().into(),
            None => Zoned::now().date().into(),
        }
    }

    /// Who acts, and when.
    pub fn context(&self, officer: &str) -> Context {
        Context { officer: officer.to_owned(), now: self.now(), today: self.today() }
    }
}
