//! The figures of one program, and the tables of them.

use std::time::Duration;

use crate::{BYTES, MEMORY};

/// What a program does while nothing happens.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Rest {
    /// How often its threads were woken.
    pub(crate) woken: u64,
    /// The processor time that it used, in ticks of the system.
    pub(crate) ticks: u64,
    /// Over how many seconds.
    pub(crate) seconds: u64,
    /// The most memory that it has held, in KiB.
    pub(crate) memory: u64,
}

/// Everything that was measured of one program.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    pub(crate) starts: Vec<Duration>,
    pub(crate) keys: Vec<Duration>,
    pub(crate) bytes: Vec<usize>,
    pub(crate) rest: Rest,
    pub(crate) filter: Vec<Duration>,
    pub(crate) search: Vec<Duration>,
    pub(crate) other: Vec<(&'static str, Duration)>,
}

impl Figures {
    pub(crate) const HEADING: &'static str = "\
|  | start | key: median | key: 99th | filter: median, most | search: median, most | bytes a key | memory | idle: woken, CPU |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |";

    /// A row of the table; beside a floor, what is above it.
    pub(crate) fn row(&self, name: &str, floor: Option<&Self>) -> String {
        let above = |own: Duration, of: fn(&Self) -> Duration| match floor {
            Some(floor) => format!("{} ({:+.2})", ms(own), signed(own, of(floor))),
            None => ms(own),
        };
        let both = |times: &[Duration]| match times {
            [] => "-".to_owned(),
            times => format!("{}, {}", ms(part(times, 50)), ms(part(times, 100))),
        };
        let Rest { woken, ticks, seconds, memory } = self.rest;
        let mut bytes = self.bytes.clone();
        bytes.sort_unstable();
        format!(
            "| {name} | {} | {} | {} | {} | {} | {} | {:.1} MiB | {woken}, {ticks} ticks in {seconds} s |",
            above(part(&self.starts, 50), |floor| part(&floor.starts, 50)),
            above(part(&self.keys, 50), |floor| part(&floor.keys, 50)),
            above(part(&self.keys, 99), |floor| part(&floor.keys, 99)),
            both(&self.filter),
            both(&self.search),
            bytes.get(bytes.len() / 2).copied().unwrap_or_default(),
            kib(memory),
        )
    }

    /// The other keys, one line each.
    pub(crate) fn details(&self) -> String {
        let lines = self.other.iter().map(|(name, time)| format!("  {name}: {}", ms(*time)));
        lines.collect::<Vec<_>>().join("\n") + "\n"
    }

    /// What does not hold, whatever the machine.
    pub(crate) fn faults(&self, size: usize) -> Vec<String> {
        let mut faults = Vec::new();
        if self.rest.woken > 0 {
            faults.push(format!("With {size}: woken {} times while idle.", self.rest.woken));
        }
        // A build for tests holds more than the one that officers get.
        let memory = if cfg!(debug_assertions) { MEMORY * 2 } else { MEMORY };
        if self.rest.memory > memory {
            faults.push(format!("With {size}: {} KiB of memory.", self.rest.memory));
        }
        let mut bytes = self.bytes.clone();
        bytes.sort_unstable();
        if let Some(middle) = bytes.get(bytes.len() / 2).filter(|bytes| **bytes > BYTES) {
            faults.push(format!("With {size}: {middle} bytes for one key."));
        }
        faults
    }
}

/// What so many per cent of the times do not exceed.
fn part(times: &[Duration], percent: usize) -> Duration {
    let mut times = times.to_vec();
    times.sort_unstable();
    let at = (times.len() * percent).div_ceil(100).max(1) - 1;
    times.get(at).copied().unwrap_or_default()
}

fn ms(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1_000.0)
}

fn signed(own: Duration, floor: Duration) -> f64 {
    (own.as_secs_f64() - floor.as_secs_f64()) * 1_000.0
}

fn kib(memory: u64) -> f64 {
    f64::from(u32::try_from(memory).unwrap_or(u32::MAX)) / 1_024.0
}
