//! Starting each engine's driver, and a browser with a fresh profile.

use super::wire::Wire;
use crate::tools::install::Engine;
use crate::tools::program::Programs;
use crate::tools::trouble::Trouble;
use crate::tools::wait;
use serde_json::{Value, json};
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

const START_MS: u64 = 30_000;

/// What the browser remembers.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// The folder that holds it, to start again with the same; none gives a fresh one that is thrown away. WebKit's
    /// automation always begins afresh.
    pub folder: Option<PathBuf>,
    /// Where Chromium and Firefox save downloads, without asking.
    pub downloads: Option<PathBuf>,
}

/// Everything that has to be ended with the browser.
#[derive(Debug)]
pub(super) struct Running {
    pub wire: Wire,
    pub session: String,
    children: Vec<Child>,
    _screen: Option<Screen>,
    /// Removed at the end.
    scratch: Option<PathBuf>,
}

impl Drop for Running {
    fn drop(&mut self) {
        // A driver that is gone has taken its browser along.
        let _ = self.wire.send("DELETE", &format!("/session/{}", self.session), None);
        for child in &mut self.children {
            let _ = child.kill();
            let _ = child.wait();
        }
        if let Some(scratch) = &self.scratch {
            let _ = fs::remove_dir_all(scratch);
        }
    }
}

/// Starts the engine with this profile.
pub(super) fn start(programs: &Programs, engine: Engine, profile: &Profile) -> Result<Running, Trouble> {
    let (browser, driver) = engine.find(programs).ok_or_else(|| {
        Trouble::new(
            format!("{engine} or its driver is missing"),
            "`cargo xtask test` installs what the system offers.",
        )
    })?;
    let port = free_port()?;
    let root = programs.ask("id", &["-u"]).as_deref() == Some("0");
    let mut children = Vec::new();
    let mut scratch = None;
    let mut running_screen = None;
    let mut command = programs.command(&driver);
    match engine {
        Engine::Chromium => command.arg(format!("--port={port}")),
        Engine::Firefox => command.args(["--port", &port.to_string()]),
        Engine::WebKit => {
            let screen = Screen::open(programs)?;
            let display = screen.display().to_owned();
            running_screen = Some(screen);
            if root {
                command.env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
            }
            command.env("DISPLAY", display).env_remove("WAYLAND_DISPLAY").arg(format!("--port={port}"))
        }
    };
    let log = programs.tools.join("logs");
    fs::create_dir_all(&log).map_err(|error| Trouble::file(&log, &error))?;
    let log = log.join(format!("driver-{}.log", engine.name()));
    let file = File::create(&log).map_err(|error| Trouble::file(&log, &error))?;
    let copy = file.try_clone().map_err(|error| Trouble::file(&log, &error))?;
    children.push(spawn(command.stdin(Stdio::null()).stdout(file).stderr(copy))?);

    let wire = Wire { port };
    let folder = match &profile.folder {
        Some(folder) => folder.clone(),
        None => {
            let folder = std::env::temp_dir().join(format!("certdeck-{}-{port}", std::process::id()));
            scratch = Some(folder.clone());
            folder
        }
    };
    fs::create_dir_all(&folder).map_err(|error| Trouble::file(&folder, &error))?;
    let mut running = Running { wire, session: String::new(), children, _screen: running_screen, scratch };
    let ready = wait::until(START_MS, || {
        let status = running.wire.send("GET", "/status", None).ok()?;
        status["ready"].as_bool().unwrap_or(true).then_some(())
    });
    if ready.is_none() {
        return Err(Trouble::new(format!("the driver of {engine} did not start"), format!("Read {}.", log.display())));
    }
    let wanted = capabilities(engine, &browser, &folder, profile, root);
    let body = json!({ "capabilities": { "alwaysMatch": wanted } });
    let answer = running.wire.send("POST", "/session", Some(&body))?;
    running.session = answer["sessionId"].as_str().unwrap_or_default().to_owned();
    Ok(running)
}

fn capabilities(engine: Engine, browser: &Path, folder: &Path, profile: &Profile, root: bool) -> Value {
    let downloads = profile.downloads.as_deref().map(|folder| folder.display().to_string());
    match engine {
        Engine::Chromium => {
            let mut arguments = vec![
                "--headless".to_owned(),
                "--disable-background-networking".to_owned(),
                "--disable-component-update".to_owned(),
                "--disable-sync".to_owned(),
                "--no-first-run".to_owned(),
                "--hide-scrollbars".to_owned(),
                format!("--user-data-dir={}", folder.display()),
            ];
            if root {
                arguments.push("--no-sandbox".to_owned());
            }
            let mut preferences = json!({});
            if let Some(downloads) = downloads {
                preferences = json!({ "download.default_directory": downloads, "download.prompt_for_download": false });
            }
            json!({
                "browserName": "chrome",
                "goog:loggingPrefs": { "browser": "ALL" },
                "goog:chromeOptions": { "binary": browser.display().to_string(), "args": arguments, "prefs": preferences },
            })
        }
        Engine::Firefox => {
            let mut arguments = vec!["-headless".to_owned()];
            if profile.folder.is_some() {
                arguments.extend(["-profile".to_owned(), folder.display().to_string()]);
            }
            let mut preferences = json!({ "datareporting.policy.dataSubmissionEnabled": false });
            if let Some(downloads) = downloads {
                preferences["browser.download.folderList"] = json!(2);
                preferences["browser.download.dir"] = json!(downloads);
                preferences["browser.download.always_ask_before_handling_new_types"] = json!(false);
            }
            let options = json!({ "binary": browser.display().to_string(), "args": arguments, "prefs": preferences });
            json!({ "browserName": "firefox", "moz:firefoxOptions": options })
        }
        Engine::WebKit => json!({
            "browserName": "MiniBrowser",
            "webkitgtk:browserOptions": { "binary": browser.display().to_string(), "args": ["--automation"] },
        }),
    }
}

/// A screen that nobody sees; dropping it takes it away.
#[derive(Debug)]
pub struct Screen {
    child: Child,
    display: String,
}

impl Screen {
    /// A new one.
    ///
    /// # Errors
    /// Where Xvfb is missing.
    pub fn open(programs: &Programs) -> Result<Self, Trouble> {
        let mut command = programs.command("Xvfb");
        command.args(["-displayfd", "1", "-screen", "0", "1400x2000x24", "-nolisten", "tcp"]);
        let mut child = spawn(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()))?;
        let mut line = String::new();
        if let Some(output) = child.stdout.take() {
            // Where nothing is read the number is empty, which is told below.
            let _ = BufReader::new(output).read_line(&mut line);
        }
        let screen = Self { child, display: format!(":{}", line.trim()) };
        if line.trim().is_empty() {
            return Err(Trouble::new("Xvfb gave no screen", "Run `sudo apt-get install xvfb`."));
        }
        Ok(screen)
    }

    /// Its number, as `DISPLAY` has it.
    #[must_use]
    pub fn display(&self) -> &str {
        &self.display
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn spawn(command: &mut Command) -> Result<Child, Trouble> {
    let name = command.get_program().to_string_lossy().into_owned();
    command.spawn().map_err(|error| Trouble::new(format!("{name} could not be started: {error}"), "Is it installed?"))
}

fn free_port() -> Result<u16, Trouble> {
    let bound = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr());
    bound.map(|address| address.port()).map_err(|error| Trouble::new(format!("no free port: {error}"), "Try again."))
}
