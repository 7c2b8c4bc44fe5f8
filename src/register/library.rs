//! The policies that procurements can be started under: built in, and the user's own.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};

use crate::domain::{evidence, text};
use crate::files;
use crate::policy::{Pack, PackKind, bundled, parse};
use crate::register::{Fault, Result};

/// Where a pack comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PackPlace {
    /// Compiled into the executable.
    BuiltIn,
    /// A file of the user's.
    File(PathBuf),
}

/// A pack with its text.
#[derive(Debug, Clone)]
pub struct LoadedPack {
    /// The policy.
    pub pack: Arc<Pack>,
    /// The text that it was read from.
    pub content: String,
    /// The SHA-256 of the text.
    pub sha256: String,
    /// Where it comes from.
    pub place: PackPlace,
    /// Whether it stands in the place of a built-in one.
    pub overrides: bool,
    /// What should be mended although the pack is used.
    pub note: Option<String>,
}

/// A pack that could not be read, and was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackFault {
    /// The file.
    pub path: PathBuf,
    /// What is wrong, a line for each fault.
    pub message: String,
}

/// The policies that are known; read once, when they are first asked for, for all that share them.
#[derive(Debug, Clone, Default)]
pub struct Library {
    folder: Option<PathBuf>,
    loaded: Arc<OnceLock<Loaded>>,
}

#[derive(Debug)]
struct Loaded {
    policies: Vec<LoadedPack>,
    overlay: Option<LoadedPack>,
    faults: Vec<PackFault>,
}

impl Library {
    /// The built-in policies, with those of a folder added or in their place.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder, loaded: Arc::default() }
    }

    /// The policies, built-in ones first.
    pub fn policies(&self) -> &[LoadedPack] {
        &self.loaded().policies
    }

    /// The packs that could not be read, and were left out.
    pub fn faults(&self) -> &[PackFault] {
        &self.loaded().faults
    }

    /// The pack that lies over every policy, when one can be read.
    pub fn overlay_pack(&self) -> Option<&LoadedPack> {
        self.loaded().overlay.as_ref()
    }

    /// The policy with the given id.
    ///
    /// # Errors
    /// When there is none; the hint names those that there are.
    pub fn policy(&self, id: &str) -> Result<&LoadedPack> {
        let policies = self.policies();
        policies.iter().find(|loaded| loaded.pack.policy.id == id).ok_or_else(|| {
            let known: Vec<&str> =
                policies.iter().map(|loaded| loaded.pack.policy.id.as_str()).collect();
            let hint = text::nearest(id, known.iter().copied()).map_or_else(
                || format!("The policies are {}.", known.join(", ")),
                |near| format!("Did you mean “{near}”?"),
            );
            Fault::NotFound {
                message: format!("There is no policy “{}”.", text::visible(id)),
                hint: Some(hint),
            }
        })
    }

    /// The statute.
    ///
    /// # Errors
    /// When no overlay can be read.
    pub fn overlay(&self) -> Result<&LoadedPack> {
        let loaded = self.loaded();
        loaded.overlay.as_ref().ok_or_else(|| {
            let first = loaded.faults.first().map(|fault| fault.message.clone());
            Fault::NotFound { message: "The statute cannot be read.".to_owned(), hint: first }
        })
    }

    fn loaded(&self) -> &Loaded {
        self.loaded.get_or_init(|| load(self.folder.as_deref()))
    }
}

fn load(folder: Option<&Path>) -> Loaded {
    let mut loaded = Loaded { policies: Vec::new(), overlay: None, faults: Vec::new() };
    for (file, content) in bundled::POLICIES.iter().chain([&bundled::ENGLAND]) {
        if let Some(pack) = loaded.parse(file, content.text(), PackPlace::BuiltIn) {
            loaded.add(pack);
        }
    }
    let Some(folder) = folder else { return loaded };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return loaded,
        Err(error) => {
            let message = format!("Reading the policy folder failed: {error}.");
            loaded.faults.push(PackFault { path: folder.to_owned(), message });
            return loaded;
        }
    };
    let mut own = Vec::new();
    for entry in entries {
        match entry {
            Ok(entry) => own.push(entry.path()),
            Err(error) => {
                let message = format!("Reading the policy folder failed: {error}.");
                loaded.faults.push(PackFault { path: folder.to_owned(), message });
            }
        }
    }
    own.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    own.sort();
    let mut own: Vec<LoadedPack> = own.into_iter().filter_map(|path| loaded.read(path)).collect();
    // Of two files with one id, the one that is named after it is meant.
    own.sort_by_key(|pack| pack.note.is_some());
    for pack in own {
        loaded.add(pack);
    }
    loaded.faults.sort_by(|a, b| a.path.cmp(&b.path));
    loaded
}

/// What is to be said when a pack is not named after its id.
pub(crate) fn misnamed(path: &Path, id: &str) -> Option<String> {
    let stem = path.file_stem()?.to_string_lossy();
    (stem != id).then(|| {
        format!(
            "The file is called {} and the policy in it “{id}”; name it {id}.toml.",
            shown(path)
        )
    })
}

/// The name of a file without its folder.
fn shown(path: &Path) -> String {
    text::visible(&path.file_name().unwrap_or_default().to_string_lossy())
}

/// The text of a pack file.
///
/// # Errors
/// When the file cannot be read, is too large, or is not UTF-8.
pub(crate) fn read_pack(path: &Path) -> Result<String> {
    const LARGEST: u64 = 1024 * 1024;
    let shown = text::visible(&path.display().to_string());
    let bytes = files::read(path, LARGEST).map_err(|error| {
        Fault::invalid(format!(
            "Reading the policy {shown} failed: {}.",
            crate::register::because(&error)
        ))
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = good.split(|byte| *byte == b'\n').count();
        Fault::Invalid {
            message: format!("The policy {shown} is not UTF-8 text (line {line})."),
            hint: Some("Save it as UTF-8 in the editor.".to_owned()),
        }
    })
}

impl Loaded {
    /// Reads a pack of the user's; what cannot be read is noted and left out.
    fn read(&mut self, path: PathBuf) -> Option<LoadedPack> {
        let content = match read_pack(&path) {
            Ok(content) => content,
            Err(fault) => {
                let hint = fault.hint().map(|hint| format!(" {hint}")).unwrap_or_default();
                let message = format!("{fault}{hint}");
                self.faults.push(PackFault { path, message });
                return None;
            }
        };
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut loaded = self.parse(&file, content, PackPlace::File(path.clone()))?;
        loaded.note = misnamed(&path, &loaded.pack.policy.id);
        Some(loaded)
    }

    fn parse(&mut self, file: &str, content: String, place: PackPlace) -> Option<LoadedPack> {
        let pack = match parse(file, &content) {
            Ok(pack) => Arc::new(pack),
            Err(errors) => {
                let path = match place {
                    PackPlace::BuiltIn => PathBuf::from(file),
                    PackPlace::File(path) => path,
                };
                self.faults.push(PackFault { path, message: errors.to_string() });
                return None;
            }
        };
        let sha256 = sha256_of(content.as_bytes());
        Some(LoadedPack { pack, content, sha256, place, overrides: false, note: None })
    }

    /// Adds a pack, or puts it in the place of the built-in one with its id.
    fn add(&mut self, mut loaded: LoadedPack) {
        let header = &loaded.pack.policy;
        let is_overlay = header.kind == PackKind::Overlay;
        let mut others = self.policies.iter().chain(&self.overlay);
        let same_id = others.find(|other| other.pack.policy.id == header.id);
        let against = match (same_id, &self.overlay) {
            (Some(other), _) if other.pack.policy.kind != header.kind => Some(format!(
                "“{}” is the id of {}; choose another.",
                header.id,
                if is_overlay {
                    "a policy, and this is an overlay"
                } else {
                    "the overlay, and this is a policy"
                },
            )),
            (Some(LoadedPack { place: PackPlace::File(path), .. }), _) => Some(format!(
                "{} has the same id, “{}”, and is used; give this one another id or take it out.",
                shown(path),
                header.id
            )),
            // Only one overlay counts: another one beside it would take the statute away unnoticed.
            (None, Some(overlay)) if is_overlay => Some(format!(
                "There is one overlay, “{0}”; give this one the id “{0}” to put it in its place.",
                overlay.pack.policy.id
            )),
            _ => None,
        };
        if let (Some(message), PackPlace::File(path)) = (against, &loaded.place) {
            self.faults.push(PackFault { path: path.clone(), message });
            return;
        }
        loaded.overrides = same_id.is_some();
        if is_overlay {
            self.overlay = Some(loaded);
            return;
        }
        let id = &loaded.pack.policy.id;
        match self.policies.iter_mut().find(|other| other.pack.policy.id == *id) {
            Some(other) => *other = loaded,
            None => self.policies.push(loaded),
        }
    }
}

/// The SHA-256 of bytes, as 64 hexadecimal digits.
pub(crate) fn sha256_of(bytes: &[u8]) -> String {
    evidence::Sha256(Sha256::digest(bytes).into()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_policies_can_all_be_read() {
        let library = Library::new(None);
        assert_eq!(library.faults(), []);
        assert_eq!(library.policies().len(), bundled::POLICIES.len());
        assert!(library.overlay().is_ok());
    }

    #[test]
    fn a_broken_pack_in_the_folder_is_reported_and_left_out() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("broken.toml"), "[policy").unwrap();
        fs::write(folder.path().join("latin.toml"), b"# caf\xe9").unwrap();
        let library = Library::new(Some(folder.path().to_owned()));
        assert_eq!(library.policies().len(), bundled::POLICIES.len());
        assert_eq!(library.faults().len(), 2);
    }

    #[test]
    fn an_unknown_policy_is_answered_with_the_nearest_one() {
        let fault = Library::new(None).policy("chesire").unwrap_err();
        assert_eq!(fault.hint().unwrap(), "Did you mean “cheshire”?");
    }
}
