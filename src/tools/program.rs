//! Running other programs: where they are looked for, what is said meanwhile, what is shown when they fail.

use super::steps::{Timer, say, seconds};
use super::trouble::Trouble;
use super::wait;
use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A sign of life this often.
const ALIVE_MS: u64 = 20_000;
/// Lines of the log that are shown when a program fails.
const TAIL: usize = 30;

/// Where programs are looked for and where logs are written.
#[derive(Clone, Debug)]
pub struct Programs {
    /// The project's folder.
    pub project: PathBuf,
    /// `.tools`: what was installed for this project alone.
    pub tools: PathBuf,
}

impl Programs {
    /// Those of the project in which we are.
    ///
    /// # Errors
    /// Outside a project.
    pub fn here() -> Result<Self, Trouble> {
        let start = match std::env::var_os("CARGO_MANIFEST_DIR") {
            Some(folder) => PathBuf::from(folder),
            None => std::env::current_dir().map_err(|error| Trouble::file(Path::new("."), &error))?,
        };
        let project = start.ancestors().find(|folder| folder.join("Trunk.toml").is_file());
        let project = project.ok_or_else(|| {
            Trouble::new("this is not a folder of Certdeck", "Run the command inside a clone of the repository.")
        })?;
        Ok(Self { project: project.to_owned(), tools: project.join(".tools") })
    }

    /// The folders in which programs are looked for, ours first.
    fn folders(&self) -> Vec<PathBuf> {
        let mut folders = vec![self.tools.join("bin"), self.tools.join("node_modules/.bin")];
        // Where hosted runners keep the drivers of their browsers.
        folders.extend(["CHROMEWEBDRIVER", "GECKOWEBDRIVER"].iter().filter_map(std::env::var_os).map(PathBuf::from));
        folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
        if let Some(home) = std::env::var_os("CARGO_HOME")
            .map(PathBuf::from)
            .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo")))
        {
            folders.push(home.join("bin"));
        }
        folders
    }

    /// The first of these programs that is there.
    #[must_use]
    pub fn find(&self, names: &[&str]) -> Option<PathBuf> {
        let folders = self.folders();
        names.iter().find_map(|name| folders.iter().map(|folder| folder.join(name)).find(|path| path.is_file()))
    }

    /// A command that finds our tools first and runs in the project.
    #[must_use]
    pub fn command(&self, program: impl Into<OsString>) -> Command {
        let program = program.into();
        let found = program.to_str().and_then(|name| self.find(&[name]));
        let mut command = Command::new(found.map_or(program, PathBuf::into_os_string));
        command.current_dir(&self.project);
        if let Ok(path) = std::env::join_paths(self.folders()) {
            command.env("PATH", path);
        }
        command
    }

    /// What a program prints on success, without the last line break; `None` where it is missing or fails.
    #[must_use]
    pub fn ask(&self, program: &str, arguments: &[&str]) -> Option<String> {
        let output = self.command(program).args(arguments).stderr(Stdio::null()).stdin(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
    }

    /// Runs a program to its end, with a sign of life now and then. What it prints goes to a log, of which the end
    /// is shown when it fails.
    ///
    /// # Errors
    /// Where it cannot be started or fails; `next` says what to do then.
    pub fn run(&self, log: &str, command: &mut Command, next: &str) -> Result<(), Trouble> {
        let folder = self.tools.join("logs");
        fs::create_dir_all(&folder).map_err(|error| Trouble::file(&folder, &error))?;
        let path = folder.join(format!("{log}.log"));
        let file = File::create(&path).map_err(|error| Trouble::file(&path, &error))?;
        let copy = file.try_clone().map_err(|error| Trouble::file(&path, &error))?;
        let name = command.get_program().to_string_lossy().into_owned();
        let unstarted = |error: std::io::Error| Trouble::new(format!("{name} could not be started: {error}"), next);
        let mut child = command.stdin(Stdio::null()).stdout(file).stderr(copy).spawn().map_err(unstarted)?;
        let timer = Timer::start();
        let mut told = 0;
        let status = loop {
            if let Some(status) = child.try_wait().map_err(unstarted)? {
                break status;
            }
            if timer.ms() / ALIVE_MS > told {
                told = timer.ms() / ALIVE_MS;
                say(&format!("    … {} so far", seconds(timer.ms())));
            }
            wait::pause();
        };
        if status.success() {
            return Ok(());
        }
        let text = fs::read(&path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        let tail = lines[lines.len().saturating_sub(TAIL)..].join("\n    ");
        Err(Trouble::new(format!("{name} failed ({status}); {} ends with\n    {tail}", path.display()), next))
    }
}
