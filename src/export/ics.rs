//! Days as a calendar file (RFC 5545).

use crate::report::calendar::Entry;

/// Writes a calendar.
pub(super) fn write(_entries: &[Entry]) -> String {
    String::new()
}
