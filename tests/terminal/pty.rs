//! The real binary in a real pseudo-terminal, read by a terminal emulator.

use std::fs;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::support::nasty::Picture;
use crate::support::{other_build, program};

/// The sizes at which flows are walked: the smallest, the usual, a large one.
pub(crate) const SMALLEST: (u16, u16) = (60, 16);
pub(crate) const USUAL: (u16, u16) = (80, 24);
pub(crate) const LARGE: (u16, u16) = (120, 40);

/// How long to wait for something to appear; generous, since machines differ.
const PATIENCE: Duration = Duration::from_secs(20);

fn at_least_one(length: u16) -> NonZeroU16 {
    NonZeroU16::new(length).unwrap_or(NonZeroU16::MIN)
}

/// What the terminal has received so far.
struct Received {
    parser: vt100::Parser,
    raw: Vec<u8>,
}

/// A running `tenderbook`.
pub(crate) struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    received: Arc<Mutex<Received>>,
    /// Where the system tells what the thread does that reads from the program.
    reading: Option<PathBuf>,
}

impl Terminal {
    /// Starts the interface on a register.
    pub(crate) fn start(register: &Path, columns: u16, rows: u16, arguments: &[&str]) -> Self {
        Self::start_on(register, "2026-11-21", (columns, rows), arguments)
    }

    /// The same with more in its environment.
    pub(crate) fn start_with(
        register: &Path,
        (columns, rows): (u16, u16),
        environment: &[(&str, PathBuf)],
        arguments: &[&str],
    ) -> Self {
        let mut command = Self::command(register, "2026-11-21", arguments);
        for (variable, value) in environment {
            command.env(variable, value);
        }
        Self::run(command, columns, rows)
    }

    /// The same on another day than that on which tests are at work.
    pub(crate) fn start_on(
        register: &Path,
        day: &str,
        (columns, rows): (u16, u16),
        arguments: &[&str],
    ) -> Self {
        Self::run(Self::command(register, day, arguments), columns, rows)
    }

    /// The same with its output through a pipe to the terminal, in a shell.
    pub(crate) fn start_through_a_pipe(register: &Path, (columns, rows): (u16, u16)) -> Self {
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c".into(), "\"$0\" \"$@\" | cat".into(), program()]);
        Self::furnish(&mut command, register, "2026-11-21", &[]);
        command.env("PATH", "/usr/bin:/bin");
        command.env("TENDERBOOK_FORCE_TTY", "1");
        Self::run(command, columns, rows)
    }

    fn command(register: &Path, day: &str, arguments: &[&str]) -> CommandBuilder {
        let mut command = CommandBuilder::new(program());
        Self::furnish(&mut command, register, day, arguments);
        command
    }

    /// Gives the program its environment, which is nothing of the machine's, and its arguments.
    fn furnish(command: &mut CommandBuilder, register: &Path, day: &str, arguments: &[&str]) {
        command.env_clear();
        command.env("TERM", "xterm-256color");
        let home = register.ancestors().skip(1).find(|folder| folder.is_dir()).unwrap();
        command.env("HOME", home);
        // Where systems keep what belongs to an officer, so that nothing of the machine's is met.
        for (variable, folder) in
            [("XDG_DATA_HOME", ".local/share"), ("XDG_CONFIG_HOME", ".config")]
        {
            command.env(variable, home.join(folder));
        }
        command.cwd(home);
        command.env("TENDERBOOK_CLOCK", format!("{day}T09:00:00Z"));
        command.env("TENDERBOOK_OFFICER", "A. Officer");
        let policies = home.join("policies");
        fs::create_dir_all(&policies).unwrap();
        command.env("TENDERBOOK_POLICIES", policies);
        command.arg("--register");
        command.arg(register);
        command.args(arguments);
    }

    fn run(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let received = Arc::new(Mutex::new(Received {
            parser: vt100::Parser::new(at_least_one(rows), at_least_one(columns), 0),
            raw: Vec::new(),
        }));
        let filled = Arc::clone(&received);
        let (named, name) = mpsc::channel();
        thread::spawn(move || {
            named.send(own_state()).unwrap();
            let mut buffer = [0; 4096];
            while let Ok(count) = reader.read(&mut buffer) {
                if count == 0 {
                    break;
                }
                let mut received = filled.lock().unwrap();
                received.parser.process(&buffer[..count]);
                received.raw.extend_from_slice(&buffer[..count]);
            }
        });
        // What another build runs in, such as wine, has threads of its own.
        let is_direct = other_build().is_none();
        let reading = name.recv().unwrap().filter(|_| is_direct);
        Self { child, master: pair.master, writer, received, reading }
    }

    /// The screen as text.
    pub(crate) fn screen(&self) -> String {
        self.received.lock().unwrap().parser.screen().contents()
    }

    /// Every byte that has reached the terminal.
    pub(crate) fn raw(&self) -> Vec<u8> {
        self.received.lock().unwrap().raw.clone()
    }

    /// The screen by its cells, once it is drawn to its end.
    pub(crate) fn picture(&self) -> Picture {
        const DRAWN: &[u8] = b"\x1b[?2026l";
        let begun = Instant::now();
        loop {
            let received = self.received.lock().unwrap();
            if received.raw.ends_with(DRAWN) {
                return picture(received.parser.screen());
            }
            drop(received);
            assert!(begun.elapsed() < PATIENCE, "it is never drawn to its end");
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// Waits until the program has followed every key, has drawn, and sleeps until the next.
    /// What is shown before is the answer to an earlier key, and a key that is pressed before is
    /// pressed by somebody who does not look.
    pub(crate) fn rests(&self) {
        const LOOKS: usize = 3;
        let begun = Instant::now();
        let (mut asleep, mut before) = (0, self.received());
        while asleep < LOOKS && begun.elapsed() < PATIENCE {
            // Without a look into the program, by whether anything is drawn for a while.
            let pause = if self.reading.is_some() { 1 } else { 50 };
            thread::sleep(Duration::from_millis(pause));
            let now = self.received();
            asleep = if now == before && self.is_asleep() { asleep + 1 } else { 0 };
            before = now;
        }
    }

    /// Whether the program waits for a key and nothing of what it drew is still to be read. A job
    /// may be at work beside it.
    fn is_asleep(&self) -> bool {
        let (Some(reading), Some(number)) = (&self.reading, self.child.process_id()) else {
            return true;
        };
        // A program that has ended has no threads.
        let threads = fs::read_dir(format!("/proc/{number}/task")).into_iter().flatten().flatten();
        let mut states = threads.map(|thread| thread.path().join("stat"));
        states.all(|thread| sleeps(&thread)) && sleeps(reading)
    }

    /// How many bytes have reached the terminal.
    pub(crate) fn received(&self) -> usize {
        self.received.lock().unwrap().raw.len()
    }

    /// Whether the program's own screen is shown instead of the shell's.
    pub(crate) fn in_alternate_screen(&self) -> bool {
        self.received.lock().unwrap().parser.screen().alternate_screen()
    }

    /// Whether the program has not ended.
    pub(crate) fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// The number that the system gives the program.
    pub(crate) fn number(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Whether the cursor is hidden.
    pub(crate) fn cursor_hidden(&self) -> bool {
        self.received.lock().unwrap().parser.screen().hide_cursor()
    }

    /// Whether pastes are marked.
    pub(crate) fn bracketed_paste(&self) -> bool {
        self.received.lock().unwrap().parser.screen().bracketed_paste()
    }

    /// Waits until the condition holds on the screen; gives the screen.
    pub(crate) fn wait(&self, what: &str, condition: impl Fn(&str) -> bool) -> String {
        let begun = Instant::now();
        loop {
            self.rests();
            let screen = self.screen();
            if condition(&screen) {
                return screen;
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "waited in vain for {what}; the screen is:\n{screen}"
            );
            thread::sleep(Duration::from_millis(3));
        }
    }

    /// Waits until a text is on the screen.
    pub(crate) fn sees(&self, text: &str) -> String {
        self.wait(&format!("“{text}”"), |screen| screen.contains(text))
    }

    /// Waits until a sentence is on the screen, which may go over several lines.
    pub(crate) fn reads(&self, sentence: &str) -> String {
        self.wait(&format!("“{sentence}”"), |screen| {
            let words = screen.split_whitespace().filter(|word| !["│", "▸"].contains(word));
            words.collect::<Vec<_>>().join(" ").contains(sentence)
        })
    }

    /// Waits until a text is no longer on the screen.
    pub(crate) fn no_longer_sees(&self, text: &str) -> String {
        self.wait(&format!("“{text}” to go"), |screen| !screen.contains(text))
    }

    /// Sends a text as it is.
    pub(crate) fn send(&mut self, text: &str) {
        self.send_bytes(text.as_bytes());
    }

    /// Sends bytes as they are.
    pub(crate) fn send_bytes(&mut self, bytes: &[u8]) {
        self.writer.write_all(bytes).unwrap();
        self.writer.flush().unwrap();
    }

    /// Presses keys by name, separated by spaces: `a Tab Ctrl-S`; anything else is typed. Each is
    /// pressed when the last has been followed.
    pub(crate) fn press(&mut self, keys: &str) {
        for key in keys.split(' ') {
            self.rests();
            let bytes = match key {
                "Enter" => "\r",
                "Esc" => "\u{1b}",
                "Tab" => "\t",
                "Space" => " ",
                "Up" => "\u{1b}[A",
                "Down" => "\u{1b}[B",
                "Right" => "\u{1b}[C",
                "Left" => "\u{1b}[D",
                "Ctrl-S" => "\u{13}",
                "Ctrl-R" => "\u{12}",
                "Ctrl-P" => "\u{10}",
                "Ctrl-C" => "\u{3}",
                "Ctrl-X" => "\u{18}",
                "Ctrl-U" => "\u{15}",
                "Ctrl-Y" => "\u{19}",
                "Home" => "\u{1b}[H",
                "End" => "\u{1b}[F",
                "Backspace" => "\u{7f}",
                other => other,
            };
            self.send(bytes);
        }
    }

    /// Pastes text as terminals mark it.
    pub(crate) fn paste(&mut self, text: &str) {
        self.rests();
        self.send(&format!("\u{1b}[200~{text}\u{1b}[201~"));
    }

    /// Changes the size of the window.
    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        self.received
            .lock()
            .unwrap()
            .parser
            .screen_mut()
            .set_size(at_least_one(rows), at_least_one(columns));
        self.master
            .resize(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 })
            .unwrap();
    }

    /// Kills the program at once and for good, as `kill -9` does.
    pub(crate) fn kill_hard(&mut self) {
        let number = self.child.process_id().unwrap().to_string();
        let status = std::process::Command::new("kill").args(["-KILL", &number]).status().unwrap();
        assert!(status.success());
        self.child.wait().unwrap();
    }

    /// Asks the program to end, as a system does that shuts down.
    pub(crate) fn terminate(&self) {
        self.signal("TERM");
    }

    /// Sends the program a signal, by its name.
    pub(crate) fn signal(&self, name: &str) {
        let arguments = [format!("-{name}"), self.number().to_string()];
        let status = std::process::Command::new("kill").args(arguments).status().unwrap();
        assert!(status.success());
    }

    /// Waits for the program to end and gives whether it ended well.
    pub(crate) fn ends_well(&mut self) -> bool {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                // What was still on its way to the terminal.
                thread::sleep(Duration::from_millis(50));
                return status.success();
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "it did not end; the screen is:\n{}",
                self.screen()
            );
            thread::sleep(Duration::from_millis(3));
        }
    }
}

/// Where the system tells what this thread does, where it does.
fn own_state() -> Option<PathBuf> {
    let own = fs::read_link("/proc/thread-self").ok()?;
    Some(Path::new("/proc").join(own).join("stat"))
}

/// Whether a thread waits for something, or belongs to a job, or is no more.
fn sleeps(thread: &Path) -> bool {
    const JOB: &str = "(tenderbook-job)";
    let Ok(stat) = fs::read_to_string(thread) else { return true };
    // `NUMBER (NAME) STATE …`, where the name may hold anything.
    let state = stat.rsplit_once(") ").and_then(|(_, rest)| rest.chars().next());
    stat.contains(JOB) || matches!(state, Some('S' | 'T' | 'Z' | 'X'))
}

/// The cells of an emulated screen.
fn picture(screen: &vt100::Screen) -> Picture {
    let (rows, columns) = screen.size();
    let text = |row, column| {
        let cell = screen.cell(row, column).unwrap();
        match cell.contents() {
            "" if !cell.is_wide_continuation() => " ".to_owned(),
            text => text.to_owned(),
        }
    };
    let row = |row| (0..columns.get()).map(|column| text(row, column)).collect();
    let (row_at, column_at) = screen.cursor_position();
    Picture { cells: (0..rows.get()).map(row).collect(), cursor: (row_at.into(), column_at.into()) }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            let _ = self.child.kill();
        }
    }
}
