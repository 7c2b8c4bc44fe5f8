//! When something has to be delivered.

use serde::{Deserialize, Serialize};

use crate::domain::Date;
use crate::domain::exact::Exact;

/// When the quantity of a commitment has to be delivered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "when", rename_all = "kebab-case")]
pub enum Schedule {
    /// All of it by a day.
    By {
        /// The last day.
        day: Date,
    },
    /// The quantity again in every period of so many months.
    Every {
        /// How long a period is.
        months: u8,
        /// The first day of the first period.
        from: Date,
        /// The last day; a period that it cuts short asks for nothing.
        until: Date,
    },
    /// Evenly, day by day.
    Evenly {
        /// The first day.
        from: Date,
        /// The last day, on which all of it is delivered.
        until: Date,
    },
}

/// More periods than any contract has: a month for two hundred years.
const MOST_PERIODS: u16 = 2400;

impl Schedule {
    /// The last days of the periods that a rhythm asks for, in order; none for the others.
    ///
    /// Each period begins as many months after the first day as it says: the 31st of a month goes
    /// on to the last day of a shorter one, and back to the 31st after it.
    pub fn periods(&self) -> Vec<Date> {
        let Self::Every { months, from, until } = self else { return Vec::new() };
        if *months == 0 {
            return Vec::new();
        }
        (1..=MOST_PERIODS)
            .map_while(|count| {
                let next = from.plus_months(count.checked_mul(u16::from(*months))?)?;
                next.day_before().filter(|last| last <= until)
            })
            .collect()
    }

    /// The first day that it speaks of.
    pub const fn first(&self) -> Date {
        match self {
            Self::By { day } => *day,
            Self::Every { from, .. } | Self::Evenly { from, .. } => *from,
        }
    }

    /// The last day on which something is due; `None` where nothing is.
    pub fn last(&self) -> Option<Date> {
        match self {
            Self::By { day } => Some(*day),
            Self::Every { .. } => self.periods().last().copied(),
            Self::Evenly { until, .. } => Some(*until),
        }
    }

    /// How often the quantity is asked for in all.
    pub fn times(&self) -> Exact {
        match self {
            Self::By { .. } | Self::Evenly { .. } => Exact::from(1),
            Self::Every { .. } => count(self.periods().len()),
        }
    }

    /// How often the quantity has fallen due by the end of a day: a whole number but where it is
    /// spread evenly.
    pub fn due_by(&self, day: Date) -> Exact {
        match self {
            Self::By { day: last } => Exact::from(i64::from(day >= *last)),
            Self::Every { .. } => {
                count(self.periods().into_iter().take_while(|last| *last <= day).count())
            }
            Self::Evenly { from, until } => {
                if day < *from {
                    return Exact::zero();
                }
                let all = days(*from, *until);
                Exact::from(days(*from, day).min(all)).over(&Exact::from(all)).unwrap_or_default()
            }
        }
    }

    /// The days on which something falls due, each with how often it has fallen due by then.
    pub fn dues(&self) -> Vec<(Date, Exact)> {
        match self {
            Self::By { day } | Self::Evenly { until: day, .. } => vec![(*day, Exact::from(1))],
            Self::Every { .. } => self.periods().into_iter().zip((1..).map(Exact::from)).collect(),
        }
    }

    /// What is wrong with it; `None` when it can be used.
    pub fn fault(&self) -> Option<String> {
        match self {
            Self::Every { months: 0, .. } => {
                Some("A rhythm needs at least one month between two days.".to_owned())
            }
            Self::Every { from, until, .. } | Self::Evenly { from, until } if until < from => {
                Some(format!(
                    "It would end on {}, before it begins on {}.",
                    until.british(),
                    from.british()
                ))
            }
            Self::Every { months, .. } if self.periods().is_empty() => Some(format!(
                "There is no whole period of {} between the two days.",
                months_words(*months)
            )),
            _ => None,
        }
    }

    /// When it has to be delivered, in words.
    pub fn words(&self) -> String {
        match self {
            Self::By { day } => format!("by {}", day.british()),
            Self::Every { months, from, until } => format!(
                "every {} from {} to {}",
                months_words(*months),
                from.british(),
                until.british()
            ),
            Self::Evenly { from, until } => {
                format!("evenly from {} to {}", from.british(), until.british())
            }
        }
    }

    /// The days at the end that make no whole period, where a rhythm leaves some.
    pub fn left_over(&self) -> Option<(Date, Date)> {
        let Self::Every { from, until, .. } = self else { return None };
        let last = self.periods().last().copied();
        let first = last.map_or(Some(*from), |last| last.plus_days(1))?;
        (first <= *until).then_some((first, *until))
    }
}

fn months_words(months: u8) -> String {
    match months {
        1 => "month".to_owned(),
        3 => "quarter".to_owned(),
        12 => "year".to_owned(),
        months => format!("{months} months"),
    }
}

fn count(number: usize) -> Exact {
    Exact::from(i64::try_from(number).unwrap_or(i64::MAX))
}

/// How many days there are from one to another, both counted.
pub fn days(from: Date, to: Date) -> i64 {
    let span = (to.civil() - from.civil()).get_days();
    i64::from(span) + 1
}
