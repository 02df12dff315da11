//! Packages of npm, kept in `.tools/node_modules`.

use crate::tools::program::Programs;
use crate::tools::steps::step;
use crate::tools::trouble::Trouble;
use std::path::PathBuf;

/// The accessibility checker: the script that is run in the page.
///
/// # Errors
/// Where npm is missing or fails.
pub fn axe(programs: &Programs) -> Result<PathBuf, Trouble> {
    let script = programs.tools.join("node_modules/axe-core/axe.min.js");
    if !script.is_file() {
        install(programs, "axe-core@4")?;
    }
    Ok(script)
}

/// Lighthouse.
///
/// # Errors
/// Where npm is missing or fails.
pub fn lighthouse(programs: &Programs) -> Result<(), Trouble> {
    package(programs, "lighthouse", "lighthouse")
}

/// A package for the sake of its program.
///
/// # Errors
/// Where npm is missing or fails.
pub(super) fn package(programs: &Programs, name: &str, program: &str) -> Result<(), Trouble> {
    if programs.find(&[program]).is_some() { Ok(()) } else { install(programs, name) }
}

fn install(programs: &Programs, name: &str) -> Result<(), Trouble> {
    if programs.find(&["npm"]).is_none() {
        return Err(Trouble::new(
            format!("npm is missing, so {name} cannot be installed"),
            "Install Node.js with npm (Debian and Ubuntu: `sudo apt-get install npm`).",
        ));
    }
    let next = format!("Run `npm install --prefix .tools {name}` and read what it says.");
    step(&format!("Installing {name} from npm"), || {
        let mut npm = programs.command("npm");
        npm.args(["install", "--no-audit", "--no-fund", "--no-update-notifier", "--prefix"])
            .arg(&programs.tools)
            .arg(name);
        programs.run(&format!("npm-{}", name.split('@').next().unwrap_or(name)), &mut npm, &next)
    })
}
