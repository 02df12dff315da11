//! The author's commands.

use std::process::ExitCode;

fn main() -> ExitCode {
    certdeck::tools::cli::main()
}
