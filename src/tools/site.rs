//! Building the site, as it is published.

use super::install::{self, Ready};
use super::program::Programs;
use super::steps::step;
use super::trouble::Trouble;
use std::path::{Path, PathBuf};

/// The standard library is compiled along with the page, for size and without the words of panics: a seventh of the
/// program. A panic then is a trap, which the start script answers with the recovery page all the same. The compiler's
/// flags for this are not stable, hence the first variable; without the library's source all is built as usual.
const SMALL: [(&str, &str); 4] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
    (
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none",
    ),
];

/// Builds the site into `dist` and gives back that folder.
///
/// # Errors
/// A tool that is missing, a bank with findings, code that does not compile.
pub(super) fn build(programs: &Programs, dist: &Path) -> Result<PathBuf, Trouble> {
    build_with(programs, dist, &[])
}

/// The same, with variables for the commands that Trunk calls.
pub(super) fn build_with(programs: &Programs, dist: &Path, variables: &[(&str, &str)]) -> Result<PathBuf, Trouble> {
    let Ready { all_here, small } = install::for_build(programs)?;
    let fetch = "Is there a connection? Packages are fetched once.";
    let mut cargo = programs.command("cargo");
    cargo.args(["fetch", "--locked"]);
    programs.run("fetch", &mut cargo, fetch)?;
    step("Building the site: some minutes the first time", || {
        let mut trunk = programs.command("trunk");
        trunk.args(["build", "--release", "--dist"]).arg(dist);
        if all_here {
            trunk.arg("--offline");
        }
        // Trunk takes only "true" and "false" for this one and stops at the usual "1".
        trunk.env_remove("NO_COLOR").env("TRUNK_SKIP_VERSION_CHECK", "true");
        trunk.envs(variables.iter().copied());
        if small {
            trunk.envs(SMALL);
        }
        programs.run("trunk", &mut trunk, "Read the lines above: the last `error` says which file to correct.")
    })?;
    Ok(dist.to_owned())
}
