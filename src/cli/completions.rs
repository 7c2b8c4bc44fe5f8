//! `tenderbook completions`: what lets a shell complete commands and options.

use std::io::Write;

use clap::Args;
use clap_complete::Shell;
use clap_complete::aot::Generator as _;

use crate::cli::failure::Result;

/// Print a script that lets your shell complete commands, options and their values
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook completions bash > ~/.local/share/bash-completion/completions/tenderbook
  tenderbook completions fish > ~/.config/fish/completions/tenderbook.fish
  tenderbook completions powershell >> $PROFILE")]
pub(crate) struct Arguments {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

pub(crate) fn run(
    arguments: &Arguments,
    mut commands: clap::Command,
    out: &mut impl Write,
) -> Result {
    let name = commands.get_name().to_owned();
    commands.set_bin_name(name);
    commands.build();
    Ok(arguments.shell.try_generate(&commands, out)?)
}
