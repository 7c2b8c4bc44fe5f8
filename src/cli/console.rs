//! What commands write, as the terminal that it is read on can show it.

use std::io::{self, IsTerminal, Stderr, Stdout, Write};

use crate::domain::text::plain;
use crate::settings::{GlyphSet, Source};
use crate::tui;

/// Whether the terminal is Linux's own console, whose font has no ticks, no triangles and no
/// typographic marks.
fn is_linux_console() -> bool {
    std::env::var_os("TERM").is_some_and(|terminal| terminal == "linux")
}

/// What other terminals than Windows' own console set there. They look into other fonts for a
/// symbol that theirs lacks.
const OTHERS_ON_WINDOWS: [&str; 4] = ["WT_SESSION", "TERM", "TERM_PROGRAM", "ConEmuPID"];

/// The symbols that the console's font has, where it is known to lack some.
pub(super) fn glyphs() -> Option<(GlyphSet, Source)> {
    let named = |variable: &&str| std::env::var_os(variable).is_some();
    if is_linux_console() {
        Some((GlyphSet::Ascii, Source::Environment("TERM")))
    } else if !cfg!(windows) || OTHERS_ON_WINDOWS.iter().any(named) {
        None
    } else if tui::obeys_escapes() {
        Some((GlyphSet::Windows, Source::Console))
    } else {
        Some((GlyphSet::Ascii, Source::Console))
    }
}

/// Writes to a terminal with the marks that its font has; to a file or another program as it is.
#[derive(Debug)]
pub struct Console<W> {
    to: W,
    plain: bool,
}

/// Standard output.
pub fn output() -> Console<Stdout> {
    Console::new(io::stdout())
}

/// Standard error.
pub fn errors() -> Console<Stderr> {
    Console::new(io::stderr())
}

impl<W: Write + IsTerminal> Console<W> {
    fn new(to: W) -> Self {
        let plain = is_linux_console() && to.is_terminal();
        Self { to, plain }
    }
}

impl<W: Write> Write for Console<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.plain {
            return self.to.write(bytes);
        }
        // A mark that comes in two parts stays as it is; texts are written whole.
        for chunk in bytes.utf8_chunks() {
            self.to.write_all(plain(chunk.valid()).as_bytes())?;
            self.to.write_all(chunk.invalid())?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(plain: bool, bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        Console { to: &mut out, plain }.write_all(bytes).unwrap();
        out
    }

    #[test]
    fn marks_that_a_font_lacks_are_written_as_plain_ones_and_everything_else_as_it_is() {
        let text = "“tenderbook new” – £5 for Zoë’s…";
        assert_eq!(written(true, text.as_bytes()), "\"tenderbook new\" - £5 for Zoë's~".as_bytes());
        assert_eq!(written(false, text.as_bytes()), text.as_bytes());
        assert_eq!(written(true, b"a\xe2\x80\xff\x00b"), b"a\xe2\x80\xff\x00b");
    }
}
