//! Whether a register lies on a network share, where SQLite's write-ahead log is not safe.

use std::path::Path;

/// File systems whose locks and memory maps other machines do not see.
const NETWORK: [&str; 13] = [
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "9p",
    "afs",
    "ncpfs",
    "ceph",
    "glusterfs",
    "virtiofs",
    "davfs",
    "lustre",
];

/// Whether a file system is a network share, or one of the user's own making that may be.
fn is_network(kind: &str) -> bool {
    NETWORK.contains(&kind) || kind.starts_with("fuse.")
}

/// Whether the register lies on a network share, as far as the system tells.
pub(crate) fn is_shared(path: &Path) -> bool {
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let full = full.canonicalize().unwrap_or(full);
    let text = full.to_string_lossy();
    if cfg!(windows) {
        let plain = text.strip_prefix(r"\\?\").unwrap_or(&text);
        return plain.starts_with(r"UNC\") || plain.starts_with(r"\\");
    }
    std::fs::read("/proc/self/mounts").is_ok_and(|mounts| {
        file_system(&String::from_utf8_lossy(&mounts), &text).is_some_and(is_network)
    })
}

/// The type of the file system that holds `path`, from a table of mounts.
fn file_system<'a>(mounts: &'a str, path: &str) -> Option<&'a str> {
    mounts
        .lines()
        .filter_map(|line| {
            let mut fields = line.split(' ').skip(1);
            let place = fields.next()?.replace("\\040", " ");
            let kind = fields.next()?;
            let inside = path.strip_prefix(place.trim_end_matches('/'))?;
            (inside.is_empty() || inside.starts_with('/')).then_some((place.len(), kind))
        })
        .max_by_key(|(length, _)| *length)
        .map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "/dev/sda1 / ext4 rw 0 0\nserver:/home /home nfs4 rw 0 0\n//srv/s /mnt/my\\040share cifs rw 0 0\n";

    #[test]
    fn the_longest_mount_above_a_file_tells_its_file_system() {
        assert_eq!(file_system(MOUNTS, "/var/x.db"), Some("ext4"));
        assert_eq!(file_system(MOUNTS, "/home/a/x.db"), Some("nfs4"));
        assert_eq!(file_system(MOUNTS, "/homes/x.db"), Some("ext4"));
        assert_eq!(file_system(MOUNTS, "/mnt/my share/x.db"), Some("cifs"));
        assert!(is_network("cifs") && is_network("fuse.gvfsd-fuse") && !is_network("ext4"));
    }
}
