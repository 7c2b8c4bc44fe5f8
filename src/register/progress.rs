//! How far long work is, in words, for whoever shows it.

use std::time::Duration;

use crate::register::{Step, Unit};

/// How far a job is, in words, at length and shorter for where there is less room:
/// “checking the journal, 4,200 of 10,000 (42%), 4 s”.
pub fn progress(step: Option<Step>, elapsed: Duration) -> Vec<String> {
    let time = time(elapsed);
    let Some(Step { doing, done, of, unit }) = step else { return vec![time] };
    if of == 0 {
        return vec![format!("{doing}, {time}"), time];
    }
    let done = done.min(of);
    let (far, all) = match unit {
        Unit::Entries | Unit::Rows | Unit::Files | Unit::Procurements => {
            (grouped(done), grouped(of))
        }
        Unit::Bytes => (size(done), size(of)),
    };
    let percent = u128::from(done) * 100 / u128::from(of);
    let far = format!("{far} of {all} ({percent}%), {time}");
    vec![format!("{doing}, {far}"), far, format!("{percent}%, {time}")]
}

/// A length of time as people say it.
fn time(elapsed: Duration) -> String {
    match elapsed.as_secs() {
        seconds @ 0..60 => format!("{seconds} s"),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

/// A number of things, as they are counted in memory or in files.
pub trait Count: Copy {
    /// The number.
    fn number(self) -> u64;
}

impl Count for u64 {
    fn number(self) -> u64 {
        self
    }
}

impl Count for usize {
    fn number(self) -> u64 {
        self as u64
    }
}

/// A number with its thousands set apart.
pub fn grouped(count: impl Count) -> String {
    let digits = count.number().to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// So many things: “1 bid”, “2,000 bids”.
pub fn counted(count: impl Count, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count.number() == 1 { one } else { many })
}

/// So many tenders: “1 tender”, “2,000 tenders”.
pub fn tenders(count: usize) -> String {
    counted(count, "tender", "tenders")
}

/// A size as file managers say it.
pub fn size(bytes: u64) -> String {
    const STEPS: [(u64, &str); 3] = [(1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "kB")];
    for (step, name) in STEPS {
        if bytes >= step {
            // To a tenth, cut: a copy never looks complete before it is.
            let tenths = u128::from(bytes) * 10 / u128::from(step);
            return format!("{}.{} {name}", tenths / 10, tenths % 10);
        }
    }
    format!("{bytes} bytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_told_in_words() {
        let step = |done, of, unit| Some(Step { doing: "checking the journal", done, of, unit });
        let told = |step, seconds| progress(step, Duration::from_secs(seconds)).remove(0);
        assert_eq!(told(None, 3), "3 s");
        assert_eq!(told(step(0, 0, Unit::Bytes), 59), "checking the journal, 59 s");
        assert_eq!(
            told(step(4200, 10_000, Unit::Entries), 61),
            "checking the journal, 4,200 of 10,000 (42%), 1 min 1 s"
        );
        let gigabyte = 1 << 30;
        assert_eq!(
            told(step(gigabyte - 1, 5 * gigabyte, Unit::Bytes), 0),
            "checking the journal, 1023.9 MB of 5.0 GB (19%), 0 s"
        );
        let shorter = progress(step(1, 3, Unit::Entries), Duration::ZERO);
        assert_eq!(shorter[1..], ["1 of 3 (33%), 0 s", "33%, 0 s"]);
        // A file that grew while it was read is not told as more than whole.
        assert!(told(step(7, 5, Unit::Bytes), 0).contains("5 bytes of 5 bytes (100%)"));
    }
}
