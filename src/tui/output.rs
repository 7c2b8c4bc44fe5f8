//! What is drawn, gathered until a frame is whole and sent to the terminal in one piece: so a
//! terminal never shows half a frame, and is not woken for every part of one. And how the terminal is
//! taken over and given back.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::{panic, thread};

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::{MoveTo, Show};
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::{Frame, Terminal};
use ratatui_crossterm::CrosstermBackend;

use crate::tui::job;

/// Gathers what is written. Its clones gather into the same.
#[derive(Clone)]
struct Gathered {
    bytes: Rc<RefCell<Vec<u8>>>,
    /// Whether it is kept until it is sent.
    holds: bool,
}

impl Gathered {
    fn new() -> Self {
        // A console that obeys no escapes is told by calls between what is written.
        Self { bytes: Rc::default(), holds: obeys_escapes() }
    }

    fn send(&self) -> io::Result<()> {
        let mut bytes = self.bytes.borrow_mut();
        let mut output = io::stdout().lock();
        let sent = output.write_all(&bytes).and_then(|()| output.flush());
        bytes.clear();
        sent
    }
}

impl Write for Gathered {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.holds { Ok(()) } else { self.send() }
    }
}

/// Whether the terminal obeys escape sequences: all but the console of earlier editions of Windows,
/// which later ones still have for whoever asks for it, and which is told by calls.
pub fn obeys_escapes() -> bool {
    #[cfg(windows)]
    let obeys = crossterm::ansi_support::supports_ansi();
    #[cfg(not(windows))]
    let obeys = true;
    obeys
}

/// How many columns the terminal has, where standard output is one that says so.
pub fn columns() -> Option<usize> {
    use std::io::IsTerminal;
    let asked = io::stdout().is_terminal().then(crossterm::terminal::size)?;
    asked.ok().map(|(columns, _)| usize::from(columns))
}

/// Whether the terminal has been taken over, to be given back on every way out, and once.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Whether something is shown on the terminal.
#[cfg(unix)]
pub(super) fn is_taken() -> bool {
    TAKEN.load(Ordering::Relaxed)
}

/// Whether the mouse has been taken from the terminal, to be given back on every way out.
static MOUSE_TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal that is drawn on.
pub(super) struct Output {
    terminal: Terminal<CrosstermBackend<Gathered>>,
    gathered: Gathered,
}

impl Output {
    fn take() -> io::Result<Self> {
        enable_raw_mode()?;
        TAKEN.store(true, Ordering::Relaxed);
        // By calls a second screen could be had, but what is written would go to the first.
        if obeys_escapes() {
            execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
        }
        let mut gathered = Gathered::new();
        // Where there is no second screen, what stands there would show through.
        queue!(gathered, Clear(ClearType::All))?;
        let terminal = Terminal::new(CrosstermBackend::new(gathered.clone()))?;
        Ok(Self { terminal, gathered })
    }

    /// Takes the terminal over anew after the program stood still, as whoever had it meanwhile may
    /// have changed everything; or first gives it back and stands still.
    pub(super) fn again(&mut self, stand_still: bool) -> io::Result<()> {
        put_back();
        #[cfg(unix)]
        if stand_still {
            let stop = signal_hook::consts::SIGTSTP;
            signal_hook::low_level::emulate_default_handler(stop)?;
        }
        #[cfg(not(unix))]
        let _ = stand_still;
        *self = Self::take()?;
        Ok(())
    }

    /// Columns and rows.
    pub(super) fn size(&self) -> io::Result<(u16, u16)> {
        let size = self.terminal.size()?;
        Ok((size.width, size.height))
    }

    /// Draws a frame, of which terminals that can do so show nothing before it is whole.
    pub(super) fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        if self.gathered.holds {
            queue!(self.gathered, BeginSynchronizedUpdate)?;
        }
        self.terminal.draw(draw)?;
        if self.gathered.holds {
            queue!(self.gathered, EndSynchronizedUpdate)?;
        }
        self.gathered.send()
    }
}

/// Takes the terminal over while something is shown, and gives it back on every way out: leaving, an
/// error, a panic, and a signal that ends the program.
///
/// # Errors
/// When the terminal cannot be used.
pub(super) fn on_terminal<T>(show: impl FnOnce(&mut Output) -> io::Result<T>) -> io::Result<T> {
    let hook = Arc::new(panic::take_hook());
    let before = Arc::clone(&hook);
    panic::set_hook(Box::new(move |panic| {
        // The interface goes on, and says in a sentence what became of the job; not where a panic
        // ends the program, as in what is delivered.
        if cfg!(panic = "unwind") && thread::current().name() == Some(job::THREAD) {
            return;
        }
        put_back();
        before(panic);
    }));
    let result = {
        let _guard = PutBack;
        Output::take().and_then(|mut output| show(&mut output))
    };
    drop(panic::take_hook());
    panic::set_hook(Box::new(move |panic| hook(panic)));
    result
}

/// Puts the terminal back when it goes out of scope.
struct PutBack;

impl Drop for PutBack {
    fn drop(&mut self) {
        put_back();
    }
}

/// Gives the terminal back as it was, once: what is said on it afterwards stays there.
fn put_back() {
    // Nobody is left to be told when the terminal itself has gone.
    let _ = take_mouse(false);
    let _ = disable_raw_mode();
    if !TAKEN.swap(false, Ordering::Relaxed) {
        return;
    }
    let obeys = obeys_escapes();
    if obeys {
        let _ = execute!(io::stdout(), EndSynchronizedUpdate, DisableBracketedPaste);
    }
    // Where there is no second screen to leave, what was drawn goes with the program.
    let _ = execute!(io::stdout(), Show, Clear(ClearType::All), MoveTo(0, 0));
    if obeys {
        let _ = execute!(io::stdout(), LeaveAlternateScreen);
    }
}

/// Puts a text into the clipboard, by the terminal.
pub(super) fn copy(text: &str) -> io::Result<()> {
    execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))
}

/// Takes the mouse from the terminal, or gives it back.
pub(super) fn take_mouse(take: bool) -> io::Result<()> {
    if MOUSE_TAKEN.swap(take, Ordering::Relaxed) == take {
        return Ok(());
    }
    if take {
        execute!(io::stdout(), EnableMouseCapture)
    } else {
        execute!(io::stdout(), DisableMouseCapture)
    }
}
