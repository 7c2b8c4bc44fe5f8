//! Compresses the texts that are compiled into the executable: policies and the register's schema
//! would otherwise be a twentieth of it.

use std::error::Error;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::DeflateEncoder;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let target = PathBuf::from(std::env::var("OUT_DIR")?);
    pack(Path::new("schema.sql"), &target)?;
    for (folder, ending) in [("policies", "toml"), ("src/store/migrations", "sql")] {
        println!("cargo::rerun-if-changed={folder}");
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == ending) {
                pack(&path, &target)?;
            }
        }
    }
    Ok(())
}

fn pack(path: &Path, target: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={}", path.display());
    let mut name = path.file_name().ok_or("a file without a name")?.to_owned();
    name.push(".deflate");
    let mut encoder = DeflateEncoder::new(File::create(target.join(name))?, Compression::best());
    encoder.write_all(&fs::read(path)?)?;
    encoder.finish()?;
    Ok(())
}
