//! Reading what others have written: plain files only, and never more than was allowed.
//!
//! Every file from outside comes in through here, so that a device, a pipe or a file without an
//! end gives a sentence instead of a program that waits or fills the memory.

use std::cell::Cell;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;
use std::rc::Rc;

/// Opens a file to read it; refuses what is none, such as a folder, a pipe or a device.
///
/// # Errors
/// When it is not there, is no plain file, or may not be read.
pub fn open(path: &Path) -> io::Result<File> {
    // Asked before it is opened: opening a pipe waits until somebody writes into it.
    plain(&fs::metadata(path)?)?;
    let file = File::open(path)?;
    plain(&file.metadata()?)?;
    Ok(file)
}

fn plain(about: &fs::Metadata) -> io::Result<()> {
    if about.is_dir() {
        return Err(io::Error::new(ErrorKind::IsADirectory, "it is a folder"));
    }
    if !about.is_file() {
        return Err(io::Error::new(ErrorKind::InvalidInput, "it is not a file"));
    }
    Ok(())
}

/// What a file holds, when that is no more than so many bytes.
///
/// # Errors
/// When it cannot be read, or is longer.
pub fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let file = open(path)?;
    // A file that is known to be too long is not read at all.
    let length = file.metadata()?.len();
    if length > most {
        return Err(too_long(Some(length), most));
    }
    read_all(file, most)
}

/// What a source gives until its end, when that is no more than so many bytes.
///
/// # Errors
/// When it cannot be read, or gives more; then no more than one byte above `most` was taken.
pub fn read_all(source: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(too_long(None, most));
    }
    Ok(bytes)
}

/// The fault of a file with more bytes than are read.
pub fn too_long(length: Option<u64>, most: u64) -> io::Error {
    let length = length.map_or(format!("more than {most}"), |length| length.to_string());
    let words = format!("it is {length} bytes long; at most {most} can be read");
    io::Error::new(ErrorKind::FileTooLarge, words)
}

/// How many bytes may still be read before the next part begins.
#[derive(Debug, Clone)]
pub struct Allowance {
    left: Rc<Cell<u64>>,
    most: u64,
}

impl Allowance {
    /// So many bytes for each part.
    pub fn new(most: u64) -> Self {
        Self { left: Rc::new(Cell::new(most)), most }
    }

    /// Says that a part has ended and the next one begins.
    pub fn renew(&self) {
        self.left.set(self.most);
    }

    /// Whether a part was longer than was allowed.
    pub fn is_used_up(&self) -> bool {
        self.left.get() == 0
    }

    /// A source that gives no more than the allowance between two parts.
    pub const fn of<R: Read>(self, source: R) -> Allowed<R> {
        Allowed { source, allowance: self }
    }
}

/// A source of parts, none of which may be longer than was allowed.
#[derive(Debug)]
pub struct Allowed<R> {
    source: R,
    allowance: Allowance,
}

impl<R: Read> Read for Allowed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.allowance.left.get();
        if left == 0 && !buffer.is_empty() {
            return Err(io::Error::new(ErrorKind::FileTooLarge, "a part of it is too long"));
        }
        let most = usize::try_from(left).unwrap_or(usize::MAX).min(buffer.len());
        let read = self.source.read(buffer.get_mut(..most).unwrap_or_default())?;
        self.allowance.left.set(left.saturating_sub(read as u64));
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A source without an end that counts what is taken from it.
    struct Endless(u64);

    impl Read for &mut Endless {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            buffer.fill(b'x');
            self.0 += buffer.len() as u64;
            Ok(buffer.len())
        }
    }

    #[test]
    fn of_a_source_without_an_end_one_byte_too_many_is_taken() {
        let mut endless = Endless(0);
        let error = read_all(&mut endless, 1000).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::FileTooLarge);
        assert_eq!(error.to_string(), "it is more than 1000 bytes long; at most 1000 can be read");
        assert_eq!(endless.0, 1001);
    }

    #[test]
    fn what_is_as_long_as_allowed_is_read_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ten");
        fs::write(&path, b"0123456789").unwrap();
        assert_eq!(read(&path, 10).unwrap(), b"0123456789");
        let said = read(&path, 9).unwrap_err().to_string();
        assert_eq!(said, "it is 10 bytes long; at most 9 can be read");
    }

    #[test]
    fn a_part_without_an_end_is_given_up_after_its_allowance() {
        let mut endless = Endless(0);
        let allowance = Allowance::new(100);
        let mut source = allowance.clone().of(&mut endless);
        let mut buffer = [0; 64];
        for _ in 0..5 {
            allowance.renew();
            assert_eq!(source.read(&mut buffer).unwrap(), 64);
        }
        assert_eq!(source.read(&mut buffer).unwrap(), 36);
        assert!(allowance.is_used_up());
        assert_eq!(source.read(&mut buffer).unwrap_err().kind(), ErrorKind::FileTooLarge);
        assert_eq!(endless.0, 5 * 64 + 36);
    }

    #[test]
    fn a_folder_is_no_file() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(open(folder.path()).unwrap_err().to_string(), "it is a folder");
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_and_a_device_are_refused_without_waiting() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
        assert!(made.success());
        for path in [pipe.as_path(), Path::new("/dev/zero"), Path::new("/dev/null")] {
            assert_eq!(open(path).unwrap_err().to_string(), "it is not a file", "{path:?}");
            assert_eq!(read(path, 10).unwrap_err().to_string(), "it is not a file", "{path:?}");
        }
    }
}
