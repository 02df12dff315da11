//! The browsers in which the site is tested, and their drivers.

use super::release::{self, Release};
use crate::tools::program::Programs;
use crate::tools::steps::{say, step};
use crate::tools::trouble::Trouble;
use std::fmt;
use std::path::{Path, PathBuf};

const GECKODRIVER: &str = "0.36.0";

/// A browser engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Engine {
    /// Chromium, as in Chrome, Edge, Opera and Android.
    Chromium,
    /// Gecko, as in Firefox.
    Firefox,
    /// WebKit, as in Safari and everything on iOS; here WebKitGTK.
    WebKit,
}

impl Engine {
    /// All that the site is tested in.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// As on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// Packages of Debian and Ubuntu.
    fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Chromium => &["chromium", "chromium-driver"],
            Self::Firefox => &["firefox-esr"],
            Self::WebKit => &["webkit2gtk-driver", "xvfb", "xauth"],
        }
    }

    /// Browser and driver, where both are there.
    #[must_use]
    pub fn find(self, programs: &Programs) -> Option<(PathBuf, PathBuf)> {
        Some(match self {
            Self::Chromium => {
                (programs.find(&["chromium", "chromium-browser", "google-chrome"])?, programs.find(&["chromedriver"])?)
            }
            Self::Firefox => (programs.find(&["firefox-esr", "firefox"])?, programs.find(&["geckodriver"])?),
            Self::WebKit => {
                programs.find(&["xvfb-run"])?;
                (mini_browser()?, programs.find(&["WebKitWebDriver"])?)
            }
        })
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Chromium => "Chromium",
            Self::Firefox => "Firefox",
            Self::WebKit => "WebKit",
        })
    }
}

/// Finds or gets the engines; those that cannot be had come with the reason.
#[must_use]
pub fn engines(programs: &Programs, wanted: &[Engine]) -> Vec<(Engine, Result<(), Trouble>)> {
    wanted.iter().map(|engine| (*engine, get(programs, *engine))).collect()
}

fn get(programs: &Programs, engine: Engine) -> Result<(), Trouble> {
    if engine.find(programs).is_some() {
        return Ok(());
    }
    let missing_browser = match engine {
        Engine::Firefox => programs.find(&["firefox-esr", "firefox"]).is_none(),
        _ => true,
    };
    let by_hand = format!(
        "Run `sudo apt-get install {}`, or install {engine} and its driver another way.",
        engine.packages().join(" ")
    );
    if missing_browser {
        apt(programs, engine, &by_hand)?;
    }
    if engine == Engine::Firefox && programs.find(&["geckodriver"]).is_none() {
        geckodriver(programs)?;
    }
    engine.find(programs).map(|_| ()).ok_or_else(|| Trouble::new(format!("{engine} or its driver is missing"), by_hand))
}

fn apt(programs: &Programs, engine: Engine, by_hand: &str) -> Result<(), Trouble> {
    let no = |why: &str| Trouble::new(format!("{engine} cannot be installed: {why}"), by_hand);
    if programs.find(&["apt-get"]).is_none() {
        return Err(no("this system has no apt"));
    }
    let root = programs.ask("id", &["-u"]).as_deref() == Some("0");
    if !root && programs.ask("sudo", &["-n", "true"]).is_none() {
        return Err(no("that needs an administrator"));
    }
    let apt = |arguments: &[&str]| {
        let mut command = programs.command(if root { "env" } else { "sudo" });
        if !root {
            command.args(["-n", "env"]);
        }
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-y", "--no-install-recommends"]).args(arguments);
        programs.run(&format!("apt-{}", engine.name()), &mut command, by_hand)
    };
    step(&format!("Installing {}", engine.packages().join(", ")), || {
        // Lists may be old or absent; a failure here shows in the next line, with its reason.
        if apt(&["update"]).is_err() {
            say("    the package lists could not be renewed");
        }
        apt(&[&["install"], engine.packages()].concat())
    })
}

fn geckodriver(programs: &Programs) -> Result<(), Trouble> {
    let system = match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "aarch64") => "linux-aarch64",
        ("macos", "aarch64") => "macos-aarch64",
        ("macos", _) => "macos",
        _ => "linux64",
    };
    let url = format!(
        "https://github.com/mozilla/geckodriver/releases/download/v{{version}}/geckodriver-v{{version}}-{system}.tar.gz"
    );
    let release = Release { program: "geckodriver", version: GECKODRIVER, url: &url, musl: false };
    if step("Getting geckodriver", || release::download(programs, &release)).is_ok() {
        return Ok(());
    }
    step("Building geckodriver from source: about 3 minutes on two cores", || {
        let mut command = programs.command("cargo");
        command.args(["install", "geckodriver", "--locked", "--root"]).arg(&programs.tools);
        programs.run("geckodriver", &mut command, "Run `cargo install geckodriver` and try again.")
    })
}

/// The little browser of the WebKitGTK packages; it lies beside the library, at a place that depends on the system.
fn mini_browser() -> Option<PathBuf> {
    let libraries = ["/usr/lib", "/usr/lib64", "/usr/libexec"].map(Path::new);
    let deeper = libraries.iter().flat_map(|folder| {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        entries
            .filter(|path| path.to_string_lossy().contains("-linux-gnu") || path.to_string_lossy().contains("webkit"))
    });
    let folders = libraries.iter().map(|folder| folder.to_path_buf()).chain(deeper);
    folders
        .flat_map(|folder| {
            ["webkitgtk-6.0/MiniBrowser", "webkit2gtk-4.1/MiniBrowser", "webkit2gtk-4.0/MiniBrowser", "MiniBrowser"]
                .map(|name| folder.join(name))
        })
        .find(|path| path.is_file())
}
