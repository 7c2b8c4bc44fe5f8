//! Files under a passphrase, in the format of age: written as a stream, and read back before they
//! count. What stands in them is never on disk in clear text on the way.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;

use age::secrecy::SecretString;
use age::{DecryptError, Decryptor, Encryptor, scrypt};
use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::files;
use crate::store::backup::{Draft, Written, hex, pages_into};
use crate::store::sums::Shared;
use crate::store::watch::{Watch, hash_file};
use crate::store::{Database, Result, StoreError};

/// What every such file begins with.
const MARK: &[u8] = b"age-encryption.org/";
/// Where in a file of SQLite stands whether it has a write-ahead log.
const MODE: std::ops::Range<usize> = 18..20;
/// What is being done.
const SEALING: &str = "writing a file under a passphrase";
const UNSEALING: &str = "reading a file under a passphrase";

/// A passphrase, which is never shown and wiped from memory when it goes.
#[derive(Clone)]
pub struct Passphrase(SecretString);

impl Passphrase {
    /// Takes what was typed.
    pub fn new(typed: String) -> Self {
        Self(SecretString::from(typed))
    }
}

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passphrase")
    }
}

/// Whether a file is under a passphrase.
pub(crate) fn is_sealed(file: &Path) -> bool {
    let mut start = Vec::new();
    let known = file.is_file();
    let mut read = || files::open(file)?.take(MARK.len() as u64).read_to_end(&mut start);
    known && read().is_ok() && start == MARK
}

/// What a file under a passphrase holds, as a stream.
pub(super) fn unsealed(file: &Path, passphrase: &Passphrase) -> Result<impl Read + use<>> {
    let io = |source| StoreError::Io { doing: UNSEALING, path: file.to_owned(), source };
    let input = BufReader::with_capacity(1 << 16, files::open(file).map_err(io)?);
    let opened = Decryptor::new_buffered(input).and_then(|decryptor| {
        let identity = scrypt::Identity::new(passphrase.0.clone());
        decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity))
    });
    opened.map_err(|error| match error {
        DecryptError::DecryptionFailed
        | DecryptError::KeyDecryptionFailed
        | DecryptError::NoMatchingKeys => StoreError::WrongPassphrase { path: file.to_owned() },
        DecryptError::ExcessiveWork { .. } => {
            sealed_badly(file, "opening it would take longer than any passphrase should")
        }
        _ => sealed_badly(file, "its beginning has been overwritten or cut short"),
    })
}

/// The fault of a file under a passphrase that is not what was written.
pub(super) fn sealed_badly(file: &Path, why: &'static str) -> StoreError {
    StoreError::SealDamaged { path: file.to_owned(), why }
}

/// Passes on what is written, and takes its SHA-256.
struct Hashing<W> {
    out: W,
    hash: Sha256,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Writes a file under a passphrase, opens it again, and compares; only then it gets its name.
/// Gives its length and SHA-256.
pub(crate) fn put_sealed<E: From<StoreError>>(
    target: &Path,
    replace: bool,
    passphrase: &Passphrase,
    watch: &Watch,
    write: impl FnOnce(&mut dyn Write) -> std::result::Result<(), E>,
) -> std::result::Result<(u64, String), E> {
    let io = |source| StoreError::Io { doing: SEALING, path: target.to_owned(), source };
    if !replace && target.symlink_metadata().is_ok() {
        let why = "it is there already";
        return Err(StoreError::NoPlace { path: target.to_owned(), why }.into());
    }
    let draft = Draft::of(target, SEALING)?;
    let file = File::options().write(true).open(&draft.0).map_err(io)?;
    let sealed = Encryptor::with_user_passphrase(passphrase.0.clone())
        .wrap_output(BufWriter::new(file))
        .map_err(io)?;
    let mut out = Hashing { out: sealed, hash: Sha256::new() };
    write(&mut out)?;
    let written = out.hash.finalize();
    out.out.finish().and_then(|mut file| file.flush()).map_err(io)?;
    let read = hash_of(&draft.0, passphrase, watch)?;
    if read[..] != written[..] {
        return Err(sealed_badly(target, "it does not hold what was written to it").into());
    }
    let (bytes, hash) = hash_file(&draft.0, SEALING, watch)?;
    draft.arrive(target, replace, SEALING)?;
    Ok((bytes, hex(&hash)))
}

/// The SHA-256 of what a file under a passphrase holds.
fn hash_of(file: &Path, passphrase: &Passphrase, watch: &Watch) -> Result<[u8; 32]> {
    let mut input = unsealed(file, passphrase)?;
    let (mut hash, mut buffer) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        if !watch.goes_on() {
            return Err(StoreError::Stopped { doing: UNSEALING });
        }
        match input.read(&mut buffer) {
            Ok(0) => return Ok(hash.finalize().into()),
            Ok(read) => hash.update(&buffer[..read]),
            Err(_) => return Err(sealed_badly(file, CUT)),
        }
    }
}

/// How it is known that what follows the beginning is not what was written.
const CUT: &str = "it has been overwritten or cut short";

/// Opens a file under a passphrase into a file on its way to a place, where it is to be in clear
/// text anyway.
pub(crate) fn unseal_beside(file: &Path, passphrase: &Passphrase, place: &Path) -> Result<Draft> {
    let io = |source| StoreError::Io { doing: UNSEALING, path: place.to_owned(), source };
    let mut input = unsealed(file, passphrase)?;
    if let Some(folder) = place.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        super::open::make_folder(folder).map_err(io)?;
    }
    let draft = Draft::of(place, UNSEALING)?;
    let mut out = File::options().write(true).open(&draft.0).map_err(io)?;
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = input.read(&mut buffer).map_err(|_| sealed_badly(file, CUT))?;
        if read == 0 {
            out.sync_all().map_err(io)?;
            return Ok(draft);
        }
        out.write_all(&buffer[..read]).map_err(io)?;
    }
}

impl Database {
    /// Copies the register as it is at this moment to a new file under a passphrase, which appears
    /// only when it is complete and has been read back.
    ///
    /// # Errors
    /// When there is a file already that is not to be replaced, when the copy cannot be written,
    /// when it is not sound, or when the work is to stop; then no file has come or changed.
    pub fn back_up_sealed(
        &self,
        target: &Path,
        replace: bool,
        passphrase: &Passphrase,
        watch: &Watch,
    ) -> Result<Written> {
        self.refuse_target(target, replace)?;
        let failed = || StoreError::when(SEALING);
        let io = |source| StoreError::Io { doing: SEALING, path: target.to_owned(), source };
        // The copy in clear text is never on any disk.
        let mut to = Connection::open_in_memory().map_err(failed())?;
        let held = self.connection.unchecked_transaction().map_err(failed())?;
        let newest = super::journal::newest_of(&held)?;
        pages_into(&held, &mut to, watch)?;
        drop(held);
        let mut copy = Self {
            connection: to,
            path: self.path.clone(),
            ledger: Shared::default(),
            sharing: None,
        };
        let entries = copy.proved(&self.path, newest.as_ref(), watch)?;
        let clear = copy.connection.serialize(rusqlite::MAIN_DB).map_err(failed())?;
        let (bytes, sha256) = put_sealed(target, replace, passphrase, watch, |out| {
            let (head, rest) = clear.split_at(clear.len().min(MODE.end));
            // It stands alone, without the log that the register has.
            out.write_all(&head[..MODE.start.min(head.len())])
                .and_then(|()| out.write_all(&[1; 2]))
                .and_then(|()| out.write_all(rest))
                .map_err(io)
        })?;
        Ok(Written { path: target.to_owned(), bytes, sha256, entries, newest })
    }
}
