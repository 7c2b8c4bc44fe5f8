//! A package: what it is, who publishes it, and the releases in it.

use std::collections::BTreeSet;
use std::io::{Read as _, Seek as _, Write};

use sha2::{Digest, Sha256};
use tempfile::SpooledTempFile;
use uuid::Uuid;

use crate::domain::OcdsPrefix;
use crate::export::ocds::extension::Extension;
use crate::export::ocds::json::{Json, Object};
use crate::export::ocds::release::{self, Made, Sources};
use crate::export::place;
use crate::register::{Context, Fault, Filter, Register, Result, Sort, SortBy, Step, Unit, Watch};

/// How many bytes of releases are kept in memory; what is more waits in a temporary file.
const IN_MEMORY: usize = 4 << 20;

/// Writes the publication variant of some procurements, or of all of which something is public.
///
/// What stands at the head of a package follows from its releases, and so they wait for it. They
/// hold what is public and nothing else, so that a temporary file gives nothing away.
pub(crate) fn write(
    register: &Register,
    references: &[String],
    prefix: &OcdsPrefix,
    context: &Context,
    watch: &Watch,
    out: &mut dyn Write,
) -> Result<()> {
    let all = references.is_empty();
    let wanted = if all { every_reference(register)? } else { references.to_vec() };
    let mut releases = Releases::new();
    let mut seen = BTreeSet::new();
    for (done, reference) in wanted.iter().enumerate() {
        watch.step(Step {
            doing: "writing releases",
            done: done as u64,
            of: wanted.len() as u64,
            unit: Unit::Procurements,
        })?;
        let sources = Sources::read(register, reference, context)?;
        if !seen.insert(sources.view.uid) {
            continue;
        }
        // Asked for by name, a tender of which nothing is public yet is announced as planned.
        if let Some(made) = release::release(&sources, prefix, context.today, !all)? {
            releases.push(made)?;
        }
    }
    if releases.authorities.is_empty() {
        return Err(nothing_public());
    }
    place::write_bytes(out, &releases.head(context)?)?;
    releases.waiting.rewind().map_err(|error| failed(&error))?;
    let mut piece = [0_u8; 8 * 1024];
    loop {
        match releases.waiting.read(&mut piece).map_err(|error| failed(&error))? {
            0 => break,
            read => place::write_bytes(out, &piece[..read])?,
        }
    }
    place::write_bytes(out, b"\n]}\n")
}

/// Releases that wait for the head of their package, and what it will say of them.
struct Releases {
    waiting: SpooledTempFile,
    digest: Sha256,
    authorities: BTreeSet<String>,
    extensions: BTreeSet<Extension>,
}

impl Releases {
    fn new() -> Self {
        Self {
            waiting: SpooledTempFile::new(IN_MEMORY),
            digest: Sha256::new(),
            authorities: BTreeSet::new(),
            extensions: BTreeSet::new(),
        }
    }

    fn push(&mut self, made: Made) -> Result<()> {
        let before: &[u8] = if self.authorities.is_empty() { b"\n" } else { b",\n" };
        for bytes in [before, &made.bytes] {
            self.digest.update(bytes);
            self.waiting.write_all(bytes).map_err(|error| failed(&error))?;
        }
        self.authorities.insert(made.authority);
        self.extensions.extend(made.extensions);
        Ok(())
    }

    /// What stands before the releases, up to the bracket that opens their list.
    fn head(&self, context: &Context) -> Result<Vec<u8>> {
        let names: Vec<&str> = self.authorities.iter().map(String::as_str).collect();
        let declared = self.extensions.iter().map(|one| Json::from(one.address())).collect();
        let head = Object::new()
            .with("uri", self.address(&context.now))
            .with("version", "1.1")
            .with("publishedDate", context.now.as_str())
            .with("publisher", Object::new().with("name", names.join("; ")))
            .list("extensions", declared);
        let mut bytes = written(&head)?;
        // The bracket that closes the object comes after the releases.
        bytes.pop();
        bytes.extend_from_slice(b",\"releases\":[");
        Ok(bytes)
    }

    /// An address that names the package and nothing else: the same for the same content and
    /// moment.
    fn address(&self, now: &str) -> String {
        let digest = self.digest.clone().chain_update(now).finalize();
        let mut bytes = [0_u8; 16];
        for (to, from) in bytes.iter_mut().zip(digest.iter()) {
            *to = *from;
        }
        let uuid: Uuid = uuid::Builder::from_custom_bytes(bytes).into_uuid();
        format!("urn:uuid:{uuid}")
    }
}

/// What is said when releases cannot wait where they wait.
fn failed(error: &std::io::Error) -> Fault {
    Fault::Invalid {
        message: format!("Keeping the releases until the package is complete failed: {error}."),
        hint: Some("Check that there is room in the folder for temporary files.".to_owned()),
    }
}

/// The references of a whole register, in their order.
fn every_reference(register: &Register) -> Result<Vec<String>> {
    let sort = Sort { by: SortBy::Reference, reversed: false };
    let list = register.list(&Filter::default(), sort, 0, u32::MAX as usize)?;
    Ok(list.rows.into_iter().map(|row| row.reference.to_string()).collect())
}

/// An object as JSON.
pub(super) fn written(object: &Object) -> Result<Vec<u8>> {
    serde_json::to_vec(object)
        .map_err(|error| Fault::invalid(format!("Writing OCDS failed: {error}.")))
}

fn nothing_public() -> Fault {
    Fault::Invalid {
        message: "Nothing in the register is public yet, and an OCDS package needs at least one release; nothing was written."
            .to_owned(),
        hint: Some(
            "A procurement goes in once its tender is issued (stage 7), the day of a notice is recorded, or a contract is signed; one that is named goes in as planned."
                .to_owned(),
        ),
    }
}
