//! `tenderbook man`: the pages of the manual, one for each command.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Command};
use clap_mangen::Man;

use crate::cli::failure::{Failure, Result};
use crate::domain::text::visible;
use crate::register::put_file;

/// Print the page of the manual on Tenderbook or one of its commands, for man
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook man > tenderbook.1
  tenderbook man policy check | man -l -
  tenderbook man --folder /usr/local/share/man/man1      every page as a file")]
pub(crate) struct Arguments {
    /// The command that it is about; left out, it is about Tenderbook as a whole
    #[arg(value_name = "COMMAND", conflicts_with = "folder")]
    command: Vec<String>,
    /// Write the pages of all commands into a folder that is there, each as a file
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
    /// Replace pages that are there already
    #[arg(long, requires = "folder")]
    force: bool,
}

pub(crate) fn run(arguments: &Arguments, commands: Command, out: &mut impl Write) -> Result {
    // The pages of “help” would say once more what the others say.
    let mut commands = commands.disable_help_subcommand(true);
    commands.build();
    let Some(folder) = &arguments.folder else {
        return page(named(&commands, &arguments.command)?, out);
    };
    if !folder.is_dir() {
        return Err(Failure::usage(
            format!("There is no folder {}.", visible(&folder.display().to_string())),
            "Make it first, or name a folder that is there.",
        ));
    }
    let mut pages = Vec::new();
    collect(&commands, &mut pages);
    let target = |command: &Command| folder.join(file_name(command));
    let there = pages.iter().map(|command| target(command)).find(|path| path.exists());
    if let Some(path) = there.filter(|_| !arguments.force) {
        return Err(Failure::Other {
            message: format!(
                "{} is there already; nothing was written.",
                visible(&path.display().to_string())
            ),
            hint: Some("--force replaces pages of the same name.".to_owned()),
        });
    }
    for command in &pages {
        let mut bytes = Vec::new();
        page(command, &mut bytes)?;
        write(&target(command), arguments.force, &bytes)?;
    }
    writeln!(out, "Folder: {}", visible(&folder.display().to_string()))?;
    writeln!(out, "Pages: {}", pages.len())?;
    Ok(())
}

/// The command of that name, such as `policy check`.
fn named<'a>(mut commands: &'a Command, names: &[String]) -> Result<&'a Command> {
    for name in names {
        commands = commands.find_subcommand(name).ok_or_else(|| {
            Failure::usage(
                format!("There is no command “{}”.", visible(&names.join(" "))),
                "“tenderbook --help” lists the commands.",
            )
        })?;
    }
    Ok(commands)
}

/// A command with all under it, itself first.
fn collect<'a>(command: &'a Command, pages: &mut Vec<&'a Command>) {
    pages.push(command);
    for under in command.get_subcommands() {
        collect(under, pages);
    }
}

fn file_name(command: &Command) -> String {
    format!("{}.1", command.get_display_name().unwrap_or_else(|| command.get_name()))
}

fn page(command: &Command, out: &mut impl Write) -> Result {
    let version = env!("CARGO_PKG_VERSION");
    let man = Man::new(command.clone()).source(format!("Tenderbook {version}"));
    Ok(man.manual("Tenderbook").render(out)?)
}

fn write(path: &Path, replace: bool, bytes: &[u8]) -> Result {
    put_file(path, replace, |out| {
        out.write_all(bytes).map_err(|error| {
            crate::register::Fault::invalid(format!("Writing the page failed: {error}."))
        })
    })?;
    Ok(())
}
