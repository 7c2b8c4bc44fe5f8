//! `tenderbook policy new`: a pack to begin with, explained part by part.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::failure::{Failure, Result};
use crate::domain::item::{OWN, is_slug, slug};
use crate::domain::text::visible;
use crate::policy::bundled;

/// The pack, sound as it stands, with [`PLACEHOLDER`] wherever the id of the policy belongs.
const STARTER: &str = include_str!("starter.toml");
/// The id that the starter is written under.
const PLACEHOLDER: &str = "my-council";

/// Begin a policy of your own: writes a file that explains itself
///
/// The file passes “policy check” as it stands. Its comments say what each part
/// is for; what is marked EXAMPLE is there to be replaced.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook policy new my-council
  tenderbook policy new my-council --output ~/policies/my-council.toml
  tenderbook policy new my-council -o -")]
pub(crate) struct Arguments {
    /// The id of the policy: lower-case words joined by hyphens
    #[arg(value_name = "ID")]
    id: String,
    /// Where to write it; “-” prints it, left out it is ID.toml in the current folder
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments, out: &mut impl Write) -> Result {
    let id = &arguments.id;
    if !is_slug(id) {
        let hint = match slug(id) {
            better if is_slug(&better) => format!("Perhaps “{better}”?"),
            _ => "An id is like “my-council”.".to_owned(),
        };
        let message =
            format!("The id “{}” is not lower-case words joined by hyphens.", visible(id));
        return Err(Failure::usage(message, hint));
    }
    if id == OWN {
        let message = "The id “own” is kept for items that officers add.";
        return Err(Failure::usage(message, "An id is like “my-council”."));
    }
    let text = STARTER.replace(PLACEHOLDER, id);
    let path = match &arguments.output {
        Some(path) if path == Path::new("-") => return Ok(out.write_all(text.as_bytes())?),
        Some(path) => path.clone(),
        None => PathBuf::from(format!("{id}.toml")),
    };
    let shown = visible(&path.display().to_string());
    // Made anew or not at all, so that no policy is ever written over.
    let mut file =
        OpenOptions::new().write(true).create_new(true).open(&path).map_err(|error| match error
            .kind()
        {
            ErrorKind::AlreadyExists => Failure::Other {
                message: format!("{shown} is there already, and was left as it is."),
                hint: Some("--output names another file.".to_owned()),
            },
            _ => failed(&shown, &error),
        })?;
    file.write_all(text.as_bytes()).map_err(|error| failed(&shown, &error))?;
    writeln!(out, "Wrote {shown}. It is sound as it stands; replace what is marked EXAMPLE.")?;
    writeln!(out, "“tenderbook policy check {shown}” says whether it still is.")?;
    let file = format!("{id}.toml");
    if bundled::POLICIES.iter().any(|(built_in, _)| *built_in == file) {
        writeln!(out, "“{id}” is built in; in the policy folder this file takes its place.")?;
    }
    Ok(())
}

fn failed(shown: &str, error: &std::io::Error) -> Failure {
    Failure::Other {
        message: format!("Writing {shown} failed: {error}."),
        hint: Some("--output names another file.".to_owned()),
    }
}
