//! The log file, which is off unless it is asked for, and what is said when Tenderbook breaks:
//! neither ever holds what an officer has written.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::panic::Location;
use std::path::Path;
use std::sync::Mutex;

use jiff::Timestamp;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::FormatTime;

use crate::cli::console::errors;
use crate::cli::failure::{Failure, Result};
use crate::domain::text::visible;

/// Begins to write a log to the end of a file that only its owner may read.
pub(super) fn begin(path: &Path) -> Result {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path).map_err(|error| Failure::Other {
        message: format!(
            "The log {} cannot be written: {error}. Nothing was done.",
            visible(&path.display().to_string())
        ),
        hint: Some("Name another file with --log, or leave it out.".to_owned()),
    })?;
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_target(false)
        .with_timer(Utc)
        .with_writer(Mutex::new(Lines(file)))
        .finish();
    // A log is begun once in a run; another that is there already stays.
    let _ = tracing::subscriber::set_global_default(subscriber);
    Ok(())
}

/// The moment in UTC.
struct Utc;

impl FormatTime for Utc {
    fn format_time(&self, writer: &mut Writer<'_>) -> std::fmt::Result {
        write!(writer, "{:.3}", Timestamp::now())
    }
}

/// A file of lines: whatever else is in one, it stays one line and begins no control sequence.
struct Lines<W = File>(W);

impl<W: Write> Write for Lines<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(bytes);
        let (line, end) = text.strip_suffix('\n').map_or((&*text, ""), |line| (line, "\n"));
        self.0.write_all(visible(line).as_bytes())?;
        self.0.write_all(end.as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Lets a fault of Tenderbook's own say where it is, and not what it held at that moment.
pub fn say_where_it_broke() {
    std::panic::set_hook(Box::new(|panic| {
        let words = broke(panic.location());
        tracing::error!("{words}");
        // There is nobody left to tell when standard error cannot be written either.
        let _ = writeln!(errors(), "tenderbook: {words}");
    }));
}

fn broke(at: Option<&Location<'_>>) -> String {
    let place = at.map(|at| format!(" at {}:{}:{}", at.file(), at.line(), at.column()));
    format!(
        "Tenderbook broke off, a fault of its own{}. What was confirmed is in the register.",
        place.unwrap_or_default()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_log_stays_one_line_and_holds_no_control_characters() {
        let mut out = Vec::new();
        Lines(&mut out).write_all("begun \u{1b}[31m\nsecond\r\u{202e}\n".as_bytes()).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.matches('\n').count(), 1, "{text:?}");
        assert!(!text.trim_end().contains(|c: char| c.is_control() || c == '\u{202e}'), "{text:?}");
    }

    #[test]
    fn what_is_said_of_a_fault_of_its_own_is_where_it_is() {
        let said = broke(Some(Location::caller()));
        assert!(said.contains("log.rs:"), "{said}");
        assert!(said.contains("What was confirmed is in the register."), "{said}");
    }
}
