//! Whether a register lies on a network share, where SQLite's write-ahead log is not safe.

use std::path::{Path, PathBuf};

/// Whether the register lies on a network share, as far as the system tells; a place where there
/// is nothing yet is judged by the folder that it would be made in.
pub(crate) fn is_shared(path: &Path) -> bool {
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let there = full.ancestors().find_map(|place| place.canonicalize().ok());
    on_network(&there.unwrap_or(full))
}

#[cfg(windows)]
fn on_network(path: &Path) -> bool {
    is_unc(path)
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn on_network(path: &Path) -> bool {
    linux::on_network(path)
}

#[cfg(any(target_os = "macos", target_os = "ios"))]
fn on_network(path: &Path) -> bool {
    use nix::mount::MntFlags;
    let local = |found: nix::sys::statfs::Statfs| found.flags().contains(MntFlags::MNT_LOCAL);
    is_unc(path) || !nix::sys::statfs::statfs(path).is_ok_and(local)
}

#[cfg(not(any(
    windows,
    target_os = "linux",
    target_os = "android",
    target_os = "macos",
    target_os = "ios"
)))]
fn on_network(path: &Path) -> bool {
    is_unc(path)
}

/// Whether a path is one of Windows that names a server: a drive letter that stands for a share
/// becomes such a path when it is resolved.
#[cfg(any(test, not(any(target_os = "linux", target_os = "android"))))]
fn is_unc(path: &Path) -> bool {
    let text = path.to_string_lossy();
    match text.strip_prefix(r"\\?\") {
        Some(plain) => plain.starts_with(r"UNC\"),
        None => text.starts_with(r"\\") && !text.starts_with(r"\\.\"),
    }
}

#[cfg(any(target_os = "linux", target_os = "android"))]
mod linux {
    //! What Linux says of the file system below a path.

    use std::path::Path;

    use nix::sys::statfs::{
        AFS_SUPER_MAGIC, CODA_SUPER_MAGIC, FUSE_SUPER_MAGIC, FsType, NCP_SUPER_MAGIC,
        NFS_SUPER_MAGIC, OCFS2_SUPER_MAGIC, SMB_SUPER_MAGIC, statfs,
    };

    /// File systems whose locks and memory maps other machines do not see.
    const NETWORK: [FsType; 19] = [
        NFS_SUPER_MAGIC,
        SMB_SUPER_MAGIC,
        AFS_SUPER_MAGIC,
        CODA_SUPER_MAGIC,
        NCP_SUPER_MAGIC,
        OCFS2_SUPER_MAGIC,
        // CIFS and SMB 2, which the kernel names in its headers only.
        FsType(0xFF53_4D42),
        FsType(0xFE53_4D42),
        // The kernel's own AFS.
        FsType(0x6B41_4653),
        // 9P: folders of the host in a virtual machine, and Windows drives in WSL.
        FsType(0x0102_1997),
        // Ceph, Lustre, GFS2, GPFS, PanFS, BeeGFS, OrangeFS.
        FsType(0x00C3_6400),
        FsType(0x0BD0_0BD0),
        FsType(0x0116_1970),
        FsType(0x4750_4653),
        FsType(0xAAD7_AAEA),
        FsType(0x1983_0326),
        FsType(0x2003_0528),
        // Folders of the host in VMware and VirtualBox.
        FsType(0xBACB_ACBC),
        FsType(0x786F_4256),
    ];

    /// Names in the table of mounts, for what its number does not tell.
    const NAMES: [&str; 14] = [
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
        "beegfs",
    ];

    pub(super) fn on_network(path: &Path) -> bool {
        let named = || {
            let mounts = std::fs::read("/proc/self/mounts").ok()?;
            let mounts = String::from_utf8_lossy(&mounts).into_owned();
            file_system(&mounts, &path.to_string_lossy()).map(is_network)
        };
        match statfs(path).map(|found| found.filesystem_type()) {
            // A program of the user's own, which may lead to another machine (sshfs), or not.
            Ok(FUSE_SUPER_MAGIC) => named().unwrap_or(true),
            Ok(kind) => NETWORK.contains(&kind),
            Err(_) => named().unwrap_or(false),
        }
    }

    /// Whether a file system is a network share, or one of the user's own making that may be.
    fn is_network(kind: &str) -> bool {
        NAMES.contains(&kind) || kind.starts_with("fuse.")
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
            // Of two on the same place, the later one covers the other.
            .max_by_key(|(length, _)| *length)
            .map(|(_, kind)| kind)
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        const MOUNTS: &str = "/dev/sda1 / ext4 rw 0 0\nserver:/home /home nfs4 rw 0 0\n//srv/s /mnt/my\\040share cifs rw 0 0\n/dev/sdb1 /mnt/stick fuseblk rw 0 0\nme@srv:/ /mnt/far fuse.sshfs rw 0 0\n";

        #[test]
        fn the_longest_mount_above_a_file_tells_its_file_system() {
            assert_eq!(file_system(MOUNTS, "/var/x.db"), Some("ext4"));
            assert_eq!(file_system(MOUNTS, "/home/a/x.db"), Some("nfs4"));
            assert_eq!(file_system(MOUNTS, "/homes/x.db"), Some("ext4"));
            assert_eq!(file_system(MOUNTS, "/mnt/my share/x.db"), Some("cifs"));
            assert!(is_network("cifs") && is_network("fuse.gvfsd-fuse") && !is_network("ext4"));
        }

        #[test]
        fn a_stick_is_local_and_a_folder_over_ssh_is_not_although_both_are_made_by_a_program() {
            let kind = |path| file_system(MOUNTS, path).map(is_network);
            assert_eq!(kind("/mnt/stick/x.db"), Some(false));
            assert_eq!(kind("/mnt/far/x.db"), Some(true));
        }

        #[test]
        fn the_numbers_of_network_shares_are_known() {
            assert!(NETWORK.contains(&FsType(0x6969)) && NETWORK.contains(&FsType(0xFE53_4D42)));
            assert!(!NETWORK.contains(&FsType(0xEF53)) && !NETWORK.contains(&FsType(0x0102_1994)));
        }
    }
}

/// The name of this machine, as it stands in a lock.
pub(super) fn machine() -> String {
    let name = system_name().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    name.unwrap_or_else(|| "a machine without a name".to_owned())
}

#[cfg(unix)]
fn system_name() -> Option<String> {
    nix::unistd::gethostname().ok()?.into_string().ok()
}

#[cfg(not(unix))]
fn system_name() -> Option<String> {
    std::env::var("COMPUTERNAME").ok()
}

/// The register itself where a link leads to it, so that its lock lies beside it and nowhere else.
pub(super) fn itself(path: &Path) -> PathBuf {
    let linked = path.is_symlink().then(|| path.canonicalize().ok()).flatten();
    linked.unwrap_or_else(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_windows_that_names_a_server_is_shared() {
        for (path, shared) in [
            (r"\\?\UNC\server\share\register.db", true),
            (r"\\server\share\register.db", true),
            (r"\\?\C:\Users\me\register.db", false),
            (r"C:\Users\me\register.db", false),
            (r"\\.\C:\register.db", false),
        ] {
            assert_eq!(is_unc(Path::new(path)), shared, "{path}");
        }
    }
}
