//! The tools of the build: the wasm target, Trunk, wasm-bindgen, wasm-opt.

use super::node;
use super::release::{self, Release};
use crate::tools::program::Programs;
use crate::tools::steps::{say, step};
use crate::tools::trouble::Trouble;
use std::fs;
use std::path::Path;

/// The oldest Trunk that works; a later patch release will do.
const TRUNK: &str = "0.21.14";
const TARGET: &str = "wasm32-unknown-unknown";

/// What the build can count on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ready {
    /// All tools are here: Trunk need not look for any itself.
    pub all_here: bool,
    /// The source of the standard library is here: it can be compiled for size.
    pub small: bool,
}

/// Finds or gets what the build needs.
///
/// # Errors
/// A tool that cannot be had, with the command that would get it.
pub fn for_build(programs: &Programs) -> Result<Ready, Trouble> {
    wasm_target(programs)?;
    trunk(programs)?;
    wasm_bindgen(programs)?;
    let all_here = wasm_opt(programs);
    Ok(Ready { all_here, small: std_source(programs) })
}

fn wasm_target(programs: &Programs) -> Result<(), Trouble> {
    let there = programs
        .ask("rustc", &["--print", "sysroot"])
        .is_some_and(|sysroot| Path::new(&sysroot).join("lib/rustlib").join(TARGET).is_dir());
    if there {
        return Ok(());
    }
    let next = "Run `rustup target add wasm32-unknown-unknown`, or install your system's package of that target.";
    step("Adding the target wasm32-unknown-unknown", || {
        programs.run("rustup", programs.command("rustup").args(["target", "add", TARGET]), next)
    })
}

/// The source of the standard library. Without it the page is a seventh larger, and that is said.
fn std_source(programs: &Programs) -> bool {
    let there = || {
        let sysroot = programs.ask("rustc", &["--print", "sysroot"]);
        sysroot.is_some_and(|root| Path::new(&root).join("lib/rustlib/src/rust/library/Cargo.lock").is_file())
    };
    if there() {
        return true;
    }
    let add = || programs.run("rust-src", programs.command("rustup").args(["component", "add", "rust-src"]), "");
    if step("Adding the component rust-src", add).is_err() {
        say("    the page will be larger: run `rustup component add rust-src`");
    }
    there()
}

fn trunk(programs: &Programs) -> Result<(), Trouble> {
    let version = || programs.ask("trunk", &["--version"]);
    if version().as_deref().and_then(|line| line.strip_prefix("trunk ")).is_some_and(|version| fits(version, TRUNK)) {
        return Ok(());
    }
    let release = Release {
        program: "trunk",
        version: TRUNK,
        url: "https://github.com/trunk-rs/trunk/releases/download/v{version}/trunk-{target}.tar.gz",
        musl: false,
    };
    get(programs, &release, &["--locked"], "trunk", "about 7 minutes on two cores")
}

fn wasm_bindgen(programs: &Programs) -> Result<(), Trouble> {
    let lock = programs.project.join("Cargo.lock");
    let text = fs::read_to_string(&lock).map_err(|error| Trouble::file(&lock, &error))?;
    let version = locked(&text, "wasm-bindgen").ok_or_else(|| {
        Trouble::new("Cargo.lock does not name wasm-bindgen", "Run `cargo update --workspace` to write it anew.")
    })?;
    if programs.ask("wasm-bindgen", &["--version"]).is_some_and(|line| line == format!("wasm-bindgen {version}")) {
        return Ok(());
    }
    let release = Release {
        program: "wasm-bindgen",
        version,
        url: "https://github.com/wasm-bindgen/wasm-bindgen/releases/download/{version}/wasm-bindgen-{version}-{target}.tar.gz",
        musl: true,
    };
    // Not locked: its own lock file names versions that need newer or older compilers than ours.
    get(programs, &release, &[], "wasm-bindgen-cli", "about 5 minutes on two cores")
}

/// Without it Trunk looks for one itself, which needs a connection that lets binaries through.
fn wasm_opt(programs: &Programs) -> bool {
    let there = || programs.ask("wasm-opt", &["--version"]).is_some();
    if there() {
        return true;
    }
    if let Err(trouble) = node::package(programs, "binaryen", "wasm-opt") {
        say(&format!("  {}\n  Trunk will look for wasm-opt itself.", trouble.what));
    }
    there()
}

/// A released binary where one can be downloaded, else built from source.
fn get(programs: &Programs, release: &Release, extra: &[&str], package: &str, how_long: &str) -> Result<(), Trouble> {
    let title = format!("Getting {} {}", release.program, release.version);
    if step(&title, || release::download(programs, release)).is_ok() {
        return Ok(());
    }
    say("    no binary can be downloaded here");
    let next =
        format!("Run `cargo install {package} --version {} {}` and try again.", release.version, extra.join(" "));
    let title = format!("Building {} {} from source: {how_long}", release.program, release.version);
    step(&title, || {
        let mut command = programs.command("cargo");
        command.args(["install", package, "--version", release.version]).args(extra);
        command.arg("--root").arg(&programs.tools);
        programs.run(package, &mut command, &next)
    })
}

/// The version of a package in a lock file.
fn locked<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"\nversion = \"");
    lock.split_once(&name)?.1.split('"').next()
}

/// The same minor version, and no older patch.
fn fits(version: &str, least: &str) -> bool {
    let patch = |text: &str| -> Option<(String, u32)> {
        let (minor, patch) = text.trim().rsplit_once('.')?;
        Some((minor.to_owned(), patch.parse().ok()?))
    };
    match (patch(version), patch(least)) {
        (Some((minor, patch)), Some((wanted, least))) => minor == wanted && patch >= least,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_that_fit() {
        for (version, expect) in [
            ("0.21.14", true),
            ("0.21.20", true),
            ("0.21.9", false),
            ("0.22.0", false),
            ("0.21.14-beta", false),
            ("", false),
        ] {
            assert_eq!(fits(version, "0.21.14"), expect, "{version}");
        }
    }

    #[test]
    fn the_lock_names_one_version() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"1\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked(lock, "bindgen"), None);
    }
}
