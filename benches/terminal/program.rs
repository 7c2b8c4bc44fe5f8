//! A program in a pseudo-terminal: keys in, the moments of its frames out.

use std::ffi::OsStr;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::figures::Rest;

/// What stands at the end of every frame.
const FRAME: &[u8] = b"\x1b[?2026l";
/// How long a frame is waited for.
const PATIENCE: Duration = Duration::from_mins(1);
/// Without a frame for so long, nothing more is expected.
const QUIET: Duration = Duration::from_millis(120);

/// A frame that has come to its end: when, and how many bytes had been written until then.
struct Frame {
    at: Instant,
    bytes: usize,
}

/// A running program.
pub(crate) struct Program {
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    frames: Receiver<Frame>,
    bytes: usize,
}

impl Program {
    /// Starts a program, and gives the time until its first frame has come.
    pub(crate) fn start(
        program: &Path,
        arguments: &[&OsStr],
        home: &Path,
        (columns, rows): (u16, u16),
    ) -> (Self, Duration) {
        let mut command = CommandBuilder::new(program);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("HOME", home);
        command.env("TENDERBOOK_CLOCK", "2026-11-21T09:00:00Z");
        command.env("TENDERBOOK_OFFICER", "A. Officer");
        command.cwd(home);
        command.args(arguments);
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let (sender, frames) = mpsc::channel();
        thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            let (mut bytes, mut tail) = (0, Vec::new());
            while let Ok(count) = reader.read(&mut buffer) {
                let at = Instant::now();
                if count == 0 {
                    break;
                }
                bytes += count;
                tail.extend_from_slice(&buffer[..count]);
                let mut ends = tail.windows(FRAME.len()).filter(|part| *part == FRAME).count();
                while ends > 0 {
                    ends -= 1;
                    if sender.send(Frame { at, bytes }).is_err() {
                        return;
                    }
                }
                // Of a mark that came in two parts, the first is kept.
                let kept = tail.len().saturating_sub(FRAME.len() - 1);
                tail.drain(..kept);
                if tail.ends_with(FRAME) {
                    tail.clear();
                }
            }
        });
        let begun = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut this = Self { child, _master: pair.master, writer, frames, bytes: 0 };
        let first = this.frame();
        (this, first.saturating_duration_since(begun))
    }

    /// Waits for the next frame, which has to come.
    fn frame(&mut self) -> Instant {
        let frame = self.frames.recv_timeout(PATIENCE).unwrap();
        self.bytes = frame.bytes;
        frame.at
    }

    /// Waits until nothing is drawn any more.
    pub(crate) fn rests(&mut self) {
        while let Ok(frame) = self.frames.recv_timeout(QUIET) {
            self.bytes = frame.bytes;
        }
    }

    /// Waits until the program has nothing more to do, in the background either.
    pub(crate) fn settles(&mut self) {
        self.rests();
        loop {
            let before = self.ticks();
            thread::sleep(Duration::from_millis(500));
            if self.ticks() == before {
                return;
            }
        }
    }

    /// Presses keys, each when the frame after the last has come; gives the times from key to
    /// frame, and how many bytes each wrote.
    pub(crate) fn keys<'a>(
        &mut self,
        keys: impl IntoIterator<Item = &'a str>,
    ) -> (Vec<Duration>, Vec<usize>) {
        let (mut times, mut sizes) = (Vec::new(), Vec::new());
        for key in keys {
            let before = self.bytes;
            let begun = Instant::now();
            self.writer.write_all(key.as_bytes()).unwrap();
            self.writer.flush().unwrap();
            let at = self.frame();
            times.push(at.saturating_duration_since(begun));
            sizes.push(self.bytes - before);
            // A person's next key comes later; the program is asleep by then.
            thread::sleep(Duration::from_millis(2));
        }
        (times, sizes)
    }

    /// Lets nothing happen for a while, and looks how often the program woke meanwhile.
    pub(crate) fn rest(&mut self, time: Duration) -> Rest {
        self.rests();
        thread::sleep(Duration::from_millis(300));
        let before = (self.switches(), self.ticks());
        thread::sleep(time);
        Rest {
            woken: self.switches() - before.0,
            ticks: self.ticks() - before.1,
            seconds: time.as_secs(),
            memory: self.memory(),
        }
    }

    /// The most memory that the program has held so far, in KiB.
    pub(crate) fn memory(&self) -> u64 {
        field(&self.proc("status"), "VmHWM:")
    }

    fn proc(&self, file: &str) -> String {
        let number = self.child.process_id().unwrap();
        fs::read_to_string(format!("/proc/{number}/{file}")).unwrap()
    }

    /// How often its threads have gone to sleep, which is as often as they were woken.
    fn switches(&self) -> u64 {
        let number = self.child.process_id().unwrap();
        let threads = fs::read_dir(format!("/proc/{number}/task")).unwrap().flatten();
        let status = threads.filter_map(|one| fs::read_to_string(one.path().join("status")).ok());
        status.map(|status| field(&status, "voluntary_ctxt_switches:")).sum()
    }

    /// The processor time that it has used, in ticks of the system.
    fn ticks(&self) -> u64 {
        let stat = self.proc("stat");
        let rest = stat.rsplit_once(") ").unwrap().1;
        let fields: Vec<&str> = rest.split(' ').collect();
        fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
    }

    /// Leaves the program.
    pub(crate) fn leave(&mut self) {
        let _ = self.writer.write_all(b"q").and_then(|()| self.writer.flush());
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if self.child.try_wait().unwrap().is_some() {
                return;
            }
            thread::sleep(Duration::from_millis(2));
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// The first number after a name in what the system says of a process.
fn field(status: &str, name: &str) -> u64 {
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
