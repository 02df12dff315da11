//! A browser as a learner has it: no driver, a profile that stays, and an end by SIGKILL, as a crash or a power
//! button would have it.

use super::install::Engine;
use super::program::Programs;
use super::trouble::Trouble;
use super::webdriver::Screen;
use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};

/// A running browser; dropping it kills it, and all its processes with it.
#[derive(Debug)]
pub struct Bare {
    child: Child,
}

/// What Firefox must not do after a crash: ask, begin in safe mode, or open old pages.
const FIREFOX: &str = "user_pref(\"toolkit.startup.max_resumed_crashes\", -1);
user_pref(\"browser.sessionstore.resume_from_crash\", false);
user_pref(\"browser.shell.checkDefaultBrowser\", false);
user_pref(\"browser.aboutwelcome.enabled\", false);
user_pref(\"datareporting.policy.dataSubmissionEnabled\", false);
user_pref(\"app.update.auto\", false);
";

impl Bare {
    /// Starts an engine with the profile in this folder and opens an address. WebKit needs the screen.
    ///
    /// # Errors
    /// Where the browser is missing or does not start.
    pub fn start(engine: Engine, profile: &Path, screen: Option<&Screen>, url: &str) -> Result<Self, Trouble> {
        let programs = Programs::here()?;
        let (browser, _) = engine.find(&programs).ok_or_else(|| {
            Trouble::new(format!("{engine} is missing"), "`cargo xtask test` installs what the system offers.")
        })?;
        fs::create_dir_all(profile).map_err(|error| Trouble::file(profile, &error))?;
        let root = programs.ask("id", &["-u"]).as_deref() == Some("0");
        let mut command = programs.command(&browser);
        match engine {
            Engine::Chromium => {
                command.args(["--headless", "--disable-background-networking", "--disable-component-update"]);
                command.args(["--disable-sync", "--no-first-run"]);
                command.arg(format!("--user-data-dir={}", profile.display()));
                if root {
                    command.arg("--no-sandbox");
                }
            }
            Engine::Firefox => {
                let preferences = profile.join("user.js");
                fs::write(&preferences, FIREFOX).map_err(|error| Trouble::file(&preferences, &error))?;
                command.args(["-headless", "-no-remote", "-profile"]).arg(profile);
            }
            Engine::WebKit => {
                for (name, folder) in [("DATA", "data"), ("CACHE", "cache"), ("CONFIG", "config")] {
                    command.env(format!("XDG_{name}_HOME"), profile.join(folder));
                }
                if root {
                    command.env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
                }
                if let Some(screen) = screen {
                    command.env("DISPLAY", screen.display()).env_remove("WAYLAND_DISPLAY");
                }
            }
        }
        command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let child = command
            .spawn()
            .map_err(|error| Trouble::new(format!("{engine} could not be started: {error}"), "Is it installed?"))?;
        Ok(Self { child })
    }

    /// Kills it.
    pub fn kill(self) {
        drop(self);
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        // All processes of its group, of which it is the first.
        if let Ok(programs) = Programs::here() {
            let group = format!("-{}", self.child.id());
            let _ = programs.ask("kill", &["-KILL", "--", &group]);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
