//! Statutory time limits, worked out as days from the tender's own days.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};

use crate::domain::facts::FactName;
use crate::domain::working_days::{Calendar, DaysError, Period};
use crate::domain::{Date, Facts, ItemId, KeyDate, KeyDates, StageNo};
use crate::policy::Pack;
use crate::policy::condition::{Situation, Truth};
use crate::policy::law::{Counting, Deadline, Relation};

/// How long a time limit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// Days, weekends and holidays included.
    Days(u16),
    /// Working days of the Act.
    WorkingDays(u16),
    /// Months.
    Months(u8),
}

impl FromStr for Length {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "“{}” is not a period; write one like “8 working-days”, “30 days” or “12 months”",
                crate::domain::text::visible(text)
            )
        };
        let (count, unit) = text.split_once(' ').ok_or_else(wrong)?;
        let count: u16 = count.parse().ok().filter(|count| *count > 0).ok_or_else(wrong)?;
        match unit {
            "days" | "day" => Ok(Self::Days(count)),
            "working-days" => Ok(Self::WorkingDays(count)),
            "months" => u8::try_from(count).map(Self::Months).map_err(|_| wrong()),
            _ => Err(wrong()),
        }
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Days(1) => f.write_str("1 day"),
            Self::Days(days) => write!(f, "{days} days"),
            Self::WorkingDays(days) => write!(f, "{days} working days"),
            Self::Months(1) => f.write_str("1 month"),
            Self::Months(months) => write!(f, "{months} months"),
        }
    }
}

impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A day of any year, as `03-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearDay {
    month: i8,
    day: i8,
}

impl YearDay {
    /// The first such day on or after a date.
    fn next(self, from: Date) -> Option<Date> {
        let year = from.civil().year();
        let in_year = |year| Date::new(year, self.month, self.day).ok();
        in_year(year).filter(|day| *day >= from).or_else(|| in_year(year.checked_add(1)?))
    }
}

impl<'de> Deserialize<'de> for YearDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let read = || {
            let (month, day) = text.split_once('-')?;
            let (month, day) = (month.parse().ok()?, day.parse().ok()?);
            // 2023 has no leap day: a day that not every year has is refused.
            Date::new(2023, month, day).ok().map(|_| Self { month, day })
        };
        read().ok_or_else(|| {
            serde::de::Error::custom(format!(
                "“{}” is not a day of the year; write one like “03-31”",
                crate::domain::text::visible(&text)
            ))
        })
    }
}

/// Where a tender stands to a time limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The day from which it runs is not known yet.
    Waiting,
    /// The limit is known; the day that it bounds is not.
    Known,
    /// The day that it bounds keeps it.
    Kept,
    /// The day that it bounds does not keep it.
    Broken,
    /// It cannot be worked out: the bank holidays of those years are not known.
    Beyond,
}

impl Standing {
    /// What it is called where it is told.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Waiting => "waits for its day",
            Self::Known => "known",
            Self::Kept => "kept",
            Self::Broken => "NOT KEPT",
            Self::Beyond => "cannot be worked out",
        }
    }
}

/// A statutory time limit of one tender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Limit {
    /// Its name within the overlay.
    pub id: String,
    /// The stage that it belongs to.
    pub stage: StageNo,
    /// What the day is.
    pub text: String,
    /// The day from which it runs.
    pub from: KeyDate,
    /// The day itself, once it can be worked out.
    pub day: Option<Date>,
    /// The day of the tender that it bounds.
    pub bounds: Option<KeyDate>,
    /// Which way it bounds that day.
    pub relation: Option<Relation>,
    /// Where the tender stands to it.
    pub standing: Standing,
    /// The calculation in words.
    pub words: String,
    /// The item that it belongs to.
    pub item: Option<ItemId>,
    /// The number of the notice that it is about.
    pub notice: Option<String>,
    /// The clause that it rests on.
    pub clause: String,
    /// Why it holds for this tender.
    pub because: Vec<String>,
    /// The facts that are missing before it is certain to hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<FactName>,
}

impl Limit {
    /// Whether it is a standstill after the award.
    pub fn is_standstill(&self) -> bool {
        let item = self.item.as_ref().map(ItemId::name);
        self.from == KeyDate::AwardNotice && item.is_some_and(|name| name.contains("standstill"))
    }

    /// What the tender has to keep, as a sentence: “Contract entered into: after Tue 24 March 2026”.
    pub fn asks(&self) -> Option<String> {
        let (bounds, relation, day) = (self.bounds?, self.relation?, self.day?);
        let word = match relation {
            Relation::After => "after",
            Relation::OnOrAfter => "not before",
            Relation::By => "by",
        };
        Some(format!("{}: {word} {}", bounds.words(), day.long()))
    }
}

/// The time limits of an overlay that hold, or may hold, for a tender.
pub fn limits(
    overlay: &Pack,
    facts: &Facts,
    above_threshold: Option<bool>,
    dates: &KeyDates,
    calendar: &Calendar,
) -> Vec<Limit> {
    if !overlay.holds_for(facts) {
        return Vec::new();
    }
    let at = Situation::of(overlay, facts, above_threshold);
    let limits = overlay.deadlines.iter().filter_map(|deadline| {
        let needs = match deadline.when.holds(&at) {
            Truth::No => return None,
            Truth::Yes => Vec::new(),
            Truth::Unknown(needs) => needs,
        };
        Some(limit(deadline, needs, deadline.when.because(&at), dates, calendar))
    });
    limits.collect()
}

fn limit(
    deadline: &Deadline,
    needs: Vec<FactName>,
    because: Vec<String>,
    dates: &KeyDates,
    calendar: &Calendar,
) -> Limit {
    let from = dates.get(&deadline.from).copied();
    let (day, standing, words) = match from.map(|from| last_day(deadline, from, calendar)) {
        None => {
            let period = deadline.period;
            let words = format!("{period} from the day of “{}”", deadline.from.words());
            (None, Standing::Waiting, words)
        }
        Some(Err(error)) => (None, Standing::Beyond, error.to_string()),
        Some(Ok((day, words))) => {
            let bounded = deadline.bounds.and_then(|bounds| dates.get(&bounds)).copied();
            let standing = match (bounded, deadline.relation) {
                (Some(bounded), Some(relation)) => {
                    let kept = match relation {
                        Relation::After => bounded > day,
                        Relation::OnOrAfter => bounded >= day,
                        Relation::By => bounded <= day,
                    };
                    if kept { Standing::Kept } else { Standing::Broken }
                }
                _ => Standing::Known,
            };
            (Some(day), standing, words)
        }
    };
    Limit {
        id: deadline.id.clone(),
        stage: deadline.stage,
        text: deadline.text.clone(),
        from: deadline.from,
        day,
        bounds: deadline.bounds,
        relation: deadline.relation,
        standing,
        words,
        item: deadline.item.clone(),
        notice: deadline.notice.clone(),
        clause: deadline.clause.clone(),
        because,
        needs,
    }
}

/// The last day of a time limit that runs from a day, with the calculation in words.
fn last_day(
    deadline: &Deadline,
    from: Date,
    calendar: &Calendar,
) -> Result<(Date, String), DaysError> {
    let far = |first: Date| DaysError::FarAway { first, days: u16::MAX };
    let mut start = from;
    if !deadline.period_ends.is_empty() {
        let next = deadline.period_ends.iter().filter_map(|end| end.next(from)).min();
        start = next.ok_or_else(|| far(from))?;
    }
    let of_period = if start == from {
        String::new()
    } else {
        format!("; the first period that ends on or after {} ends then", from.long())
    };
    let (day, words) = match (deadline.period, deadline.counting) {
        (Length::Days(days), Counting::BeginningWith) => {
            let period = Period::beginning_with(start, days)?;
            (period.last, period.words())
        }
        (Length::Days(days), Counting::After) => {
            let period = Period::following(start, days)?;
            (period.last, period.words())
        }
        (Length::WorkingDays(days), counting) => {
            let first = match counting {
                Counting::BeginningWith => start,
                Counting::After => start.plus_days(1).ok_or_else(|| far(start))?,
            };
            let counted = calendar.count(first, days)?;
            (counted.last, counted.words())
        }
        (Length::Months(months), counting) => {
            let end = start.plus_months(months).ok_or_else(|| far(start))?;
            // Where the month has no such day, its last day ends the period either way.
            let short = end.civil().day() < start.civil().day();
            let (end, how) = match counting {
                Counting::BeginningWith if short => (Some(end), "beginning with"),
                Counting::BeginningWith => (end.day_before(), "beginning with"),
                Counting::After => (Some(end), "after"),
            };
            let end = end.ok_or_else(|| far(start))?;
            let length = deadline.period;
            (end, format!("{length} {how} {}; last day {}", start.long(), end.long()))
        }
    };
    Ok((day, format!("{words}{of_period}")))
}
