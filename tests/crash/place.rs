//! A folder in which the real program comes to harm, and what is looked at afterwards.

use std::fs;
use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::time::Duration;

use tempfile::TempDir;
use tenderbook::register::{Clock, Context, Library, Register};

/// What stands between the program and the disk, compiled once.
pub(super) fn shim() -> &'static Path {
    static SHIM: OnceLock<PathBuf> = OnceLock::new();
    SHIM.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let made = folder.join(format!("harm-{}.so", std::process::id()));
        let compiled = Command::new("cc")
            .args(["-O1", "-shared", "-fPIC", "-o"])
            .arg(&made)
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/crash/shim.c"))
            .arg("-ldl")
            .status()
            .unwrap();
        assert!(compiled.success(), "the shim does not compile");
        // Two runs of the tests at once never see half of it.
        let shim = folder.join("harm.so");
        fs::rename(made, &shim).unwrap();
        shim
    })
}

/// What happens to the program, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Harm {
    /// Nothing.
    None,
    /// It is killed after so long.
    After(Duration),
    /// Something happens at the call with this number that changes a file.
    At(u64, &'static str),
}

/// What came of a run.
#[derive(Debug)]
pub(super) struct Ran {
    /// The exit code; none when it was killed.
    pub(super) code: Option<i32>,
    pub(super) killed: bool,
    pub(super) out: String,
    pub(super) err: String,
    /// How many calls changed a file of the folder, where the program came to its end.
    pub(super) calls: u64,
}

/// A folder with a register, and the program on it.
pub(super) struct Place {
    folder: TempDir,
}

pub(super) fn context() -> Context {
    Clock::fixed("2026-11-21T09:00:00Z").unwrap().context("A. Officer")
}

impl Place {
    pub(super) fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    /// A folder with one tender in its register.
    pub(super) fn with_tender() -> Self {
        let place = Self::new();
        place.ok(&[
            "new", "--title", "Custody", "--policy", "nelc", "--type", "services", "--value",
            "120k",
        ]);
        place
    }

    /// A folder with what another has in its own.
    pub(super) fn like(&self) -> Self {
        let other = Self::new();
        for entry in fs::read_dir(self.folder()).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_file() {
                fs::copy(entry.path(), other.path(&entry.file_name().to_string_lossy())).unwrap();
            }
        }
        other
    }

    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }

    pub(super) fn register(&self) -> PathBuf {
        self.path("register.db")
    }

    pub(super) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tenderbook"));
        command
            .args(arguments)
            .current_dir(self.folder())
            .env_clear()
            .env("HOME", self.path("home"))
            .env("TENDERBOOK_CLOCK", "2026-11-21T09:00:00Z")
            .env("TENDERBOOK_OFFICER", "A. Officer")
            .env("TENDERBOOK_REGISTER", self.register())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// The same with the shim before it.
    pub(super) fn harmed(&self, arguments: &[&str], harm: Harm) -> Command {
        let mut command = self.command(arguments);
        command
            .env("LD_PRELOAD", shim())
            .env("HARM_FOLDER", self.folder())
            .env("HARM_COUNT", self.count());
        if let Harm::At(call, what) = harm {
            command.env("HARM_AT", call.to_string()).env("HARM_DO", what);
        }
        command
    }

    /// Where the shim writes its count: away from what is watched.
    fn count(&self) -> PathBuf {
        self.folder().with_extension("count")
    }

    /// Runs a command that must do well.
    #[track_caller]
    pub(super) fn ok(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).output().unwrap();
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {err}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs a command under harm, with these lines as its input.
    pub(super) fn run(&self, arguments: &[&str], input: &str, harm: Harm) -> Ran {
        let child = self.harmed(arguments, harm).spawn().unwrap();
        let ran = finish(child, input, harm);
        let calls = fs::read_to_string(self.count()).ok();
        let _ = fs::remove_file(self.count());
        Ran { calls: calls.and_then(|text| text.trim().parse().ok()).unwrap_or(0), ..ran }
    }

    /// Opens the register as the next start does, and makes sure that it is sound.
    #[track_caller]
    pub(super) fn sound(&self) -> Register {
        sound(&self.register())
    }

    /// The names in a folder, those that SQLite keeps beside a register left out.
    pub(super) fn names(&self, folder: &str) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.path(folder))
            .into_iter()
            .flatten()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .filter(|name| !["-wal", "-shm", "-journal"].iter().any(|end| name.ends_with(end)))
            .collect();
        names.sort();
        names
    }

    /// The names of what was on its way when the program was killed.
    pub(super) fn left_behind(&self) -> Vec<PathBuf> {
        let in_folder = |folder: &str| {
            let names = self.names(folder).into_iter().filter(|name| name.contains(".part-"));
            names.map(|name| self.path(folder).join(name)).collect::<Vec<_>>()
        };
        [in_folder(""), in_folder("backups")].concat()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_file(self.count());
    }
}

/// Opens a register, and makes sure that it is sound.
#[track_caller]
pub(super) fn sound(path: &Path) -> Register {
    let register = Register::open(path, Library::new(None), &context())
        .unwrap_or_else(|fault| panic!("{} does not open: {fault}", path.display()));
    let found = register.verify().unwrap();
    assert_eq!(found.faults, Vec::<String>::new(), "{} is not sound", path.display());
    register
}

/// Feeds a program, kills it when its time has come, and waits for its end.
pub(super) fn finish(mut child: Child, input: &str, harm: Harm) -> Ran {
    let mut stdin = child.stdin.take().unwrap();
    let fed = input.to_owned();
    let feeding = thread::spawn(move || {
        // A program that is killed does not read to the end.
        let _ = stdin.write_all(fed.as_bytes());
    });
    let mut stdout = child.stdout.take().unwrap();
    let reading = thread::spawn(move || {
        let mut out = Vec::new();
        stdout.read_to_end(&mut out).unwrap();
        out
    });
    let mut stderr = child.stderr.take().unwrap();
    let listening = thread::spawn(move || {
        let mut err = Vec::new();
        stderr.read_to_end(&mut err).unwrap();
        err
    });
    if let Harm::After(moment) = harm {
        thread::sleep(moment);
        // One that has come to its end already cannot be killed.
        let _ = child.kill();
    }
    let status = child.wait().unwrap();
    feeding.join().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Ran {
        code: status.code(),
        killed: status.signal() == Some(9),
        out: text(reading.join().unwrap()),
        err: text(listening.join().unwrap()),
        calls: 0,
    }
}

/// The notes that the journal tells of, the oldest first, and the one that stands on the item.
pub(super) fn notes(register: &Register, reference: &str) -> (Vec<String>, Option<String>) {
    let view = register.procurement(reference).unwrap();
    let item = view.stages[0].items.iter().find(|item| item.id.to_string().ends_with(ITEM));
    let standing = item.unwrap().note.clone();
    let journal = register.journal(reference, 0, usize::MAX).unwrap();
    let lines = journal.lines.into_iter().rev();
    let told = lines.filter(|line| line.said.starts_with("wrote a note")).filter_map(|l| l.detail);
    (told.collect(), standing)
}

/// The item that notes are written on.
pub(super) const ITEM: &str = "consider-well-being";
