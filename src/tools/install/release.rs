//! Binaries from the releases of their projects.

use crate::tools::program::Programs;
use crate::tools::trouble::Trouble;
use std::fs;
use std::path::{Path, PathBuf};

/// A program with a binary for each system.
pub(super) struct Release<'a> {
    pub program: &'a str,
    pub version: &'a str,
    /// With `{version}` and `{target}`.
    pub url: &'a str,
    /// Whether the Linux binary is the one that brings its own C library.
    pub musl: bool,
}

/// Downloads the binary into `.tools/bin`.
///
/// # Errors
/// Where this system has no binary, or it cannot be downloaded.
pub(super) fn download(programs: &Programs, release: &Release) -> Result<(), Trouble> {
    let none = |why: &str| Trouble::new(format!("no binary of {}: {why}", release.program), "It is built from source.");
    let target = target(release.musl).ok_or_else(|| none("unknown system"))?;
    let url = release.url.replace("{version}", release.version).replace("{target}", target);
    let folder = programs.tools.join("download").join(release.program);
    // What an interrupted run left behind is in the way.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(|error| Trouble::file(&folder, &error))?;
    let archive = folder.join("archive.tar.gz");
    let mut curl = programs.command("curl");
    curl.args(["--fail", "--location", "--silent", "--show-error", "--proto", "=https", "--connect-timeout", "10"]);
    curl.args(["--retry", "1", "--max-time", "300", "--output"]).arg(&archive).arg(&url);
    programs.run(&format!("download-{}", release.program), &mut curl, "It is built from source.")?;
    let mut tar = programs.command("tar");
    tar.arg("-xzf").arg(&archive).arg("-C").arg(&folder);
    programs.run(&format!("unpack-{}", release.program), &mut tar, "It is built from source.")?;
    let binary = search(&folder, release.program).ok_or_else(|| none("the archive does not hold it"))?;
    let bin = programs.tools.join("bin");
    fs::create_dir_all(&bin).map_err(|error| Trouble::file(&bin, &error))?;
    fs::copy(&binary, bin.join(release.program)).map_err(|error| Trouble::file(&binary, &error))?;
    fs::remove_dir_all(&folder).map_err(|error| Trouble::file(&folder, &error))
}

fn target(musl: bool) -> Option<&'static str> {
    Some(match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") if musl => "x86_64-unknown-linux-musl",
        ("linux", "x86_64") => "x86_64-unknown-linux-gnu",
        ("linux", "aarch64") if musl => "aarch64-unknown-linux-musl",
        ("linux", "aarch64") => "aarch64-unknown-linux-gnu",
        ("macos", "x86_64") => "x86_64-apple-darwin",
        ("macos", "aarch64") => "aarch64-apple-darwin",
        _ => return None,
    })
}

fn search(folder: &Path, name: &str) -> Option<PathBuf> {
    let entries: Vec<PathBuf> = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).collect();
    let here = entries.iter().find(|path| path.is_file() && path.ends_with(name)).cloned();
    here.or_else(|| entries.iter().filter(|path| path.is_dir()).find_map(|folder| search(folder, name)))
}
