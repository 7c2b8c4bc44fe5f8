//! A desk of one's own: a folder, a fixed clock, and the real binary on it.

pub(crate) mod directory;
pub(crate) mod evaluation;

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

pub(crate) mod nasty;
pub(crate) mod sources;

/// Another build of the program that is to be tried instead of the one made with the tests, such
/// as one for another system behind a script that runs it here.
pub(crate) fn other_build() -> Option<OsString> {
    std::env::var_os("TENDERBOOK_PROGRAM")
}

/// The program under test.
pub(crate) fn program() -> OsString {
    other_build().unwrap_or_else(|| env!("CARGO_BIN_EXE_tenderbook").into())
}

/// A place where the binary runs with nothing of the machine's own around it.
pub(crate) struct Desk {
    folder: TempDir,
}

/// What a run of the binary gave.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    /// A path in the folder of the desk.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file into the folder of the desk.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    /// Where the register is.
    pub(crate) fn register(&self) -> PathBuf {
        self.path("register.db")
    }

    /// The binary with a cleaned environment and no register chosen.
    pub(crate) fn bare(&self) -> Command {
        let mut command = Command::new(program());
        command.current_dir(self.folder.path()).env_clear();
        for (variable, place) in [
            ("HOME", "home"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_CONFIG_HOME", "config"),
            ("APPDATA", "data"),
            ("LOCALAPPDATA", "data"),
            ("TMPDIR", "."),
        ] {
            command.env(variable, self.path(place));
        }
        // Windows programs do not start without it.
        if let Some(root) = std::env::var_os("SystemRoot") {
            command.env("SystemRoot", root);
        }
        command
            .env("TENDERBOOK_CLOCK", "2026-11-21T09:00:00Z")
            .env("TENDERBOOK_OFFICER", "A. Officer");
        command
    }

    /// The binary on the register of the desk.
    pub(crate) fn command(&self) -> Command {
        let mut command = self.bare();
        command.env("TENDERBOOK_REGISTER", self.register());
        command
    }

    /// Runs the binary on the register of the desk.
    pub(crate) fn run<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Run {
        finish(self.command().args(arguments))
    }

    /// Runs the binary until something is so, presses Ctrl-C, and gives what came of it.
    #[cfg(unix)]
    pub(crate) fn interrupted(&self, arguments: &[&str], until: impl Fn() -> bool) -> Run {
        use std::process::{Command, Stdio};
        use std::time::{Duration, Instant};
        let child = Command::new(program())
            .current_dir(self.folder.path())
            .args(["--register".as_ref(), self.register().as_os_str()])
            .args(arguments)
            .env("TENDERBOOK_CLOCK", "2026-11-21T09:00:00Z")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let begun = Instant::now();
        while !until() && begun.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(1));
        }
        let pid = child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
        Run::of(child.wait_with_output().unwrap())
    }

    /// Runs a command that must succeed, and gives what it printed.
    #[track_caller]
    pub(crate) fn ok<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> String {
        let run = self.run(arguments);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
        run.out
    }

    /// Runs a command that must fail and change nothing, and gives what it says.
    #[track_caller]
    pub(crate) fn no<S: AsRef<OsStr>>(
        &self,
        code: i32,
        arguments: impl IntoIterator<Item = S>,
    ) -> String {
        let before = self.everything();
        let run = self.run(arguments);
        assert_eq!((run.code, run.out.as_str()), (code, ""), "{}", run.err);
        assert!(run.err.starts_with("tenderbook: "), "{}", run.err);
        assert_eq!(self.everything(), before, "something was changed");
        run.err
    }

    /// Runs a command that prints JSON.
    #[track_caller]
    pub(crate) fn json<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Value {
        let out = self.ok(arguments);
        assert!(out.ends_with('\n'), "no line feed at the end of {out}");
        serde_json::from_str(&out).unwrap()
    }

    /// Starts a services tender worth £120,000 under a policy, and gives its reference.
    pub(crate) fn start(&self, policy: &str) -> String {
        self.start_with(&["--policy", policy, "--type", "services", "--value", "120000"])
    }

    /// Starts a tender with given flags, and gives its reference.
    pub(crate) fn start_with(&self, flags: &[&str]) -> String {
        let said = self.ok(["new", "--title", "Custody healthcare"].iter().chain(flags));
        said.split(':').next().unwrap().to_owned()
    }

    /// What the register holds, as far as commands show it.
    fn everything(&self) -> Option<(String, String)> {
        self.register()
            .exists()
            .then(|| (self.ok(["list", "--json"]), self.ok(["verify", "--json"])))
    }
}

/// Runs a command to its end.
pub(crate) fn finish(command: &mut Command) -> Run {
    Run::of(command.output().unwrap())
}

/// A policy of few words, whose texts do not change with those of the authorities.
pub(crate) fn small_policy() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/small-policy.toml");
    let text = fs::read_to_string(path).unwrap();
    let silent = (3..=13).map(|stage| {
        let says = "The policy says nothing here.";
        format!("\n[[silent]]\nstage = {stage}\nsays = \"{says}\"\nclause = \"1\"\n")
    });
    std::iter::once(text).chain(silent).collect()
}

/// The statute with its thresholds and nothing to do, so that a checklist is the policy's alone.
pub(crate) fn thresholds_only() -> String {
    let mut keep = true;
    let statute = include_str!("../../policies/england.toml").split_inclusive('\n');
    let kept = statute.filter(|line| {
        if line.starts_with('[') {
            keep = ["[policy]", "[[clause]]", "[[threshold]]"].contains(&line.trim_end());
        }
        keep
    });
    kept.collect()
}

/// The same policy in its next edition: an item and a measure gone, one of each new, an item
/// reworded, a weight and a duty changed.
pub(crate) fn next_small_policy() -> String {
    let neighbours = "[[item]]\nid = \"small.01.neighbours\"";
    let mut text = small_policy();
    for (from, to) in [
        ("edition = \"2026\"", "edition = \"2027\""),
        ("text = \"Write down why this is bought\"", "text = \"Write down what this is for\""),
        ("minimum = \"10\"", "minimum = \"12\""),
        ("1.1.apprentices", "1.1.trainees"),
        ("required_when = { social_value = [\"required\"] }\n", ""),
        (neighbours, "[[item]]\nid = \"small.01.residents\""),
    ] {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    text
}
