//! What is drawn, gathered until a frame is whole and sent to the terminal in one piece: so a
//! terminal never shows half a frame, and is not woken for every part of one.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::backend::CrosstermBackend;
use ratatui::{Frame, Terminal};

/// Gathers what is written. Its clones gather into the same.
#[derive(Clone)]
struct Gathered {
    bytes: Rc<RefCell<Vec<u8>>>,
    /// Whether it is kept until it is sent.
    holds: bool,
}

impl Gathered {
    fn new() -> Self {
        // A Windows console that knows no escapes is told by calls between what is written.
        #[cfg(windows)]
        let holds = crossterm::ansi_support::supports_ansi();
        #[cfg(not(windows))]
        let holds = true;
        Self { bytes: Rc::default(), holds }
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

/// The terminal that is drawn on.
pub(super) struct Output {
    terminal: Terminal<CrosstermBackend<Gathered>>,
    gathered: Gathered,
}

impl Output {
    /// Takes the terminal over, which [`super::put_back`] gives back.
    pub(super) fn take() -> io::Result<Self> {
        // It is the one that would send every part of a frame.
        drop(ratatui::try_init()?);
        let gathered = Gathered::new();
        let terminal = Terminal::new(CrosstermBackend::new(gathered.clone()))?;
        Ok(Self { terminal, gathered })
    }

    /// Columns and rows.
    pub(super) fn size(&self) -> io::Result<(u16, u16)> {
        let size = self.terminal.size()?;
        Ok((size.width, size.height))
    }

    /// Draws a frame, of which terminals that can do so show nothing before it is whole.
    pub(super) fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        queue!(self.gathered, BeginSynchronizedUpdate)?;
        self.terminal.draw(draw)?;
        queue!(self.gathered, EndSynchronizedUpdate)?;
        self.gathered.send()
    }
}
