//! Flows of the real binary in a pseudo-terminal.

mod after_award;
mod after_award_sizes;
mod contract_life;
mod damage;
mod dashboard;
mod decisions;
mod drag;
mod evaluation;
mod export;
mod finding;
mod flows;
mod import;
mod import_job;
mod jobs;
mod lines;
mod nasty;
mod plan;
pub(crate) mod pty;
mod reading;
mod settings;
#[cfg(target_os = "linux")]
mod signals;
mod walk;

use std::path::Path;

/// Runs a command on the register and gives what it prints.
#[track_caller]
fn tenderbook(register: &Path, arguments: &[&str]) -> String {
    let ran = std::process::Command::new(env!("CARGO_BIN_EXE_tenderbook"))
        .env("TENDERBOOK_CLOCK", "2026-11-21T09:00:00Z")
        .env("TENDERBOOK_OFFICER", "A. Officer")
        .env("TENDERBOOK_POLICIES", register.with_file_name("policies"))
        .arg("--register")
        .arg(register)
        .args(arguments)
        .output()
        .unwrap();
    assert!(ran.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).unwrap()
}
