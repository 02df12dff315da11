//! What `test` runs, in which order, and the summary: how many tests ran in each group.

use super::install::{self, Engine};
use super::program::Programs;
use super::site;
use super::steps::{Timer, say, seconds};
use super::trouble::Trouble;
use crate::content;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What to run.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    /// Names of groups; all where empty.
    pub only: Vec<String>,
    /// Engines; all where empty.
    pub engines: Vec<Engine>,
    /// The site is built already.
    pub no_build: bool,
    /// Runs only tests whose names hold this.
    pub filter: Option<String>,
}

/// The groups, in their order, with what each is about.
pub(super) const GROUPS: [(&str, &str); 7] = [
    ("form", "formatting and lints, for every room"),
    ("engine", "the engine alone, as the default build is"),
    ("bank", "every check of the questions"),
    ("tools", "the author's side: checks, packs, commands, architecture"),
    ("pages", "page and platform, as far as no browser is needed"),
    ("browser", "storage in a real browser"),
    ("e2e", "the built site in each engine"),
];

/// More tests than this that fail in one engine are no accident: they are not tried again.
const MOST_AGAIN: usize = 8;

/// What became of a group.
#[derive(Debug)]
struct Outcome {
    name: String,
    passed: u32,
    failed: u32,
    skipped: Option<String>,
}

/// Runs the groups and prints the summary.
///
/// # Errors
/// When a test failed, or with `CI=true` when something was skipped.
pub(super) fn run(programs: &Programs, wanted: &Wanted) -> Result<(), Trouble> {
    for name in &wanted.only {
        if !GROUPS.iter().any(|(group, _)| group == name) {
            let names = GROUPS.map(|(group, _)| group).join(", ");
            return Err(Trouble::new(format!("there is no group {name}"), format!("The groups are {names}.")));
        }
    }
    let timer = Timer::start();
    let mut outcomes = Vec::new();
    for (group, about) in GROUPS {
        if !wanted.only.is_empty() && !wanted.only.iter().any(|name| name == group) {
            continue;
        }
        say(&format!("\n{group}: {about}"));
        let before = outcomes.len();
        match group {
            "form" => form(programs, &mut outcomes),
            "engine" => cargo(programs, "engine", &["test", "--no-fail-fast"], wanted, &mut outcomes),
            "bank" => outcomes.push(bank(programs)),
            "tools" => tools(programs, wanted, &mut outcomes),
            "pages" => cargo(
                programs,
                "pages",
                &["test", "--features", "web", "--lib", "--", "ui::", "platform::"],
                wanted,
                &mut outcomes,
            ),
            "browser" => browser(programs, wanted, &mut outcomes),
            _ => e2e(programs, wanted, &mut outcomes)?,
        }
        for outcome in &outcomes[before..] {
            say(&format!("  {}", outcome.line()));
        }
    }
    summary(&outcomes, timer)
}

impl Outcome {
    fn skipped(name: impl Into<String>, why: impl Into<String>) -> Self {
        Self { name: name.into(), passed: 0, failed: 0, skipped: Some(why.into()) }
    }

    fn line(&self) -> String {
        match &self.skipped {
            Some(why) => format!("{:<22} skipped: {why}", self.name),
            None => format!("{:<22} {:>4} passed, {} failed", self.name, self.passed, self.failed),
        }
    }
}

fn summary(outcomes: &[Outcome], timer: Timer) -> Result<(), Trouble> {
    say(&format!("\nIn {}:", seconds(timer.ms())));
    for outcome in outcomes {
        say(&format!("  {}", outcome.line()));
    }
    let passed: u32 = outcomes.iter().map(|outcome| outcome.passed).sum();
    let failed: u32 = outcomes.iter().map(|outcome| outcome.failed).sum();
    let skipped = outcomes.iter().filter(|outcome| outcome.skipped.is_some()).count();
    let strict = std::env::var("CI").is_ok_and(|value| value == "true");
    say(&format!(
        "\n{passed} passed, {failed} failed{}",
        if skipped > 0 { format!(", {skipped} skipped") } else { String::new() }
    ));
    if failed > 0 {
        return Err(Trouble::new("tests failed", "Read what the groups say above; .tools/logs has all of it."));
    }
    if skipped > 0 && strict {
        return Err(Trouble::new("something was skipped, and CI=true", "Each line above says what is missing."));
    }
    Ok(())
}

/// `cargo fmt` and `cargo clippy`, each room as strict as the others.
fn form(programs: &Programs, outcomes: &mut Vec<Outcome>) {
    let page = |feature| {
        let target = ["--target", "wasm32-unknown-unknown", "--lib", "--bins", "--", "-D", "warnings"];
        [&["clippy", "--features", feature][..], &target].concat()
    };
    let (web, worker) = (page("web"), page("worker"));
    let runs: [(&str, &[&str]); 5] = [
        ("formatting", &["fmt", "--check"]),
        ("lints: engine", &["clippy", "--all-targets", "--", "-D", "warnings"]),
        ("lints: author's side", &["clippy", "--features", "tools", "--all-targets", "--", "-D", "warnings"]),
        ("lints: page", &web),
        ("lints: worker", &worker),
    ];
    for (name, arguments) in runs {
        if programs.ask("cargo", &[arguments[0], "--version"]).is_none() {
            let component = if arguments[0] == "fmt" { "rustfmt" } else { "clippy" };
            outcomes.push(Outcome::skipped(name, format!("run `rustup component add {component}`")));
            continue;
        }
        let result = programs.run(&log_name(name), programs.command("cargo").args(arguments), "");
        outcomes.push(done(name, result.map(|_| 1)));
    }
}

/// One run counts as one test.
fn done(name: &str, result: Result<u32, Trouble>) -> Outcome {
    match result {
        Ok(passed) => Outcome { name: name.to_owned(), passed, failed: 0, skipped: None },
        Err(trouble) => {
            say(&trouble.what);
            Outcome { name: name.to_owned(), passed: 0, failed: 1, skipped: None }
        }
    }
}

fn bank(programs: &Programs) -> Outcome {
    let checked = content::check(&super::cli::questions(programs));
    for finding in checked.findings.iter().take(20) {
        say(&finding.to_string());
    }
    let failed = checked.findings.len().try_into().unwrap_or(u32::MAX);
    Outcome { name: "bank".to_owned(), passed: u32::from(failed == 0), failed, skipped: None }
}

/// The library's own tests of this room and the next, then every test file that needs the feature.
fn tools(programs: &Programs, wanted: &Wanted, outcomes: &mut Vec<Outcome>) {
    cargo(
        programs,
        "author's side",
        &["test", "--features", "tools", "--lib", "--", "content::", "tools::"],
        wanted,
        outcomes,
    );
    match test_files(&programs.project) {
        Ok(names) => {
            for name in names {
                cargo(programs, &name, &["test", "--features", "tools", "--test", &name], wanted, outcomes);
            }
        }
        Err(trouble) => outcomes.push(done("test files", Err(trouble))),
    }
}

/// Test files that Cargo.toml ties to the feature `tools`, without those that need a browser.
fn test_files(project: &Path) -> Result<Vec<String>, Trouble> {
    let path = project.join("Cargo.toml");
    let text = std::fs::read_to_string(&path).map_err(|error| Trouble::file(&path, &error))?;
    let manifest: toml::Table = text
        .parse()
        .map_err(|error: toml::de::Error| Trouble::new(format!("{}: {error}", path.display()), "Correct the file."))?;
    let tests = manifest.get("test").and_then(|tests| tests.as_array()).cloned().unwrap_or_default();
    let needs_tools = |test: &toml::Value| {
        let features = test.get("required-features").and_then(|features| features.as_array());
        features.is_some_and(|features| features.iter().any(|feature| feature.as_str() == Some("tools")))
    };
    let names = tests.iter().filter(|test| needs_tools(test)).filter_map(|test| test.get("name")?.as_str());
    Ok(names.filter(|name| *name != "e2e").map(str::to_owned).collect())
}

/// Runs `cargo test …` and counts.
fn cargo(programs: &Programs, name: &str, arguments: &[&str], wanted: &Wanted, outcomes: &mut Vec<Outcome>) {
    let mut command = programs.command("cargo");
    command.args(arguments);
    if let Some(filter) = &wanted.filter {
        if !arguments.contains(&"--") {
            command.arg("--");
        }
        command.arg(filter);
    }
    outcomes.push(counted(programs, name, &mut command));
}

fn counted(programs: &Programs, name: &str, command: &mut Command) -> Outcome {
    let log = log_name(name);
    let result = programs.run(&log, command, "");
    let text = std::fs::read_to_string(programs.tools.join("logs").join(format!("{log}.log"))).unwrap_or_default();
    let (passed, mut failed) = counts(&text);
    if let Err(trouble) = result {
        say(&failures(&text).unwrap_or(trouble.what));
        // What did not compile, or ended before it could count.
        failed = failed.max(1);
    }
    Outcome { name: name.to_owned(), passed, failed, skipped: None }
}

fn log_name(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

/// Sums the lines `test result: ok. 3 passed; 0 failed; …`.
fn counts(text: &str) -> (u32, u32) {
    // The number stands before its word.
    let number = |line: &str, word: &str| {
        let words: Vec<&str> = line.split([' ', ';']).filter(|word| !word.is_empty()).collect();
        let pair = words.windows(2).find(|pair| pair[1] == word);
        pair.and_then(|pair| pair[0].parse().ok()).unwrap_or(0u32)
    };
    let lines = text.lines().filter(|line| line.contains("test result:"));
    lines.fold((0, 0), |(passed, failed), line| (passed + number(line, "passed"), failed + number(line, "failed")))
}

/// What the tests that failed have said.
fn failures(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("\nfailures:\n")?;
    let end = rest.find("\nfailures:\n").unwrap_or(rest.len());
    Some(rest[..end].lines().take(200).collect::<Vec<_>>().join("\n"))
}

/// The storage of the platform, in the engines for which wasm-bindgen has a runner.
fn browser(programs: &Programs, wanted: &Wanted, outcomes: &mut Vec<Outcome>) {
    if let Err(trouble) = install::for_build(programs) {
        return outcomes.push(done("browser", Err(trouble)));
    }
    for (engine, result) in install::engines(programs, &engines(wanted)) {
        let name = format!("browser: {engine}");
        let variable = match engine {
            Engine::Chromium => "CHROMEDRIVER",
            Engine::Firefox => "GECKODRIVER",
            // There is no runner for it; e2e covers it.
            Engine::WebKit => continue,
        };
        match (result, engine.find(programs)) {
            (Ok(()), Some((_, driver))) => {
                let mut command = programs.command("cargo");
                command.args(["test", "--target", "wasm32-unknown-unknown", "--features", "web", "--test", "browser"]);
                command
                    .env(variable, driver)
                    .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
                command.env("WASM_BINDGEN_TEST_TIMEOUT", "120");
                outcomes.push(counted(programs, &name, &mut command));
            }
            (result, _) => outcomes.push(Outcome::skipped(name, missing(result))),
        }
    }
}

/// The built site, engine by engine.
fn e2e(programs: &Programs, wanted: &Wanted, outcomes: &mut Vec<Outcome>) -> Result<(), Trouble> {
    let site: PathBuf = programs.project.join("dist");
    if !wanted.no_build {
        site::build(programs, &site)?;
    }
    if let Err(trouble) = install::axe(programs) {
        outcomes.push(Outcome::skipped("e2e: axe", format!("{}. {}", trouble.what, trouble.next)));
    }
    for (engine, result) in install::engines(programs, &engines(wanted)) {
        let name = format!("e2e: {engine}");
        if result.is_err() {
            outcomes.push(Outcome::skipped(name, missing(result)));
            continue;
        }
        let run = |threads: &str, tests: &[String]| {
            let mut command = programs.command("cargo");
            command.args([
                "test",
                "--features",
                "tools",
                "--test",
                "e2e",
                "--",
                "--ignored",
                "--test-threads",
                threads,
            ]);
            command.args(tests).env("CERTDECK_ENGINE", engine.name()).env("CERTDECK_SITE", &site);
            command
        };
        let filter: Vec<String> = wanted.filter.iter().cloned().collect();
        let mut outcome = counted(programs, &name, &mut run("2", &filter));
        let text = std::fs::read_to_string(programs.tools.join("logs").join(format!("{}.log", log_name(&name))));
        let again = failed_tests(&text.unwrap_or_default());
        // Browsers on a loaded machine miss a deadline now and then: what failed runs once more, alone, and is named.
        if (1..=MOST_AGAIN).contains(&again.len()) {
            say(&format!("  once more, one by one: {}", again.join(", ")));
            let mut tests = vec!["--exact".to_owned()];
            tests.extend(again.iter().cloned());
            let second = counted(programs, &format!("{name} once more"), &mut run("1", &tests));
            outcome = Outcome { passed: outcome.passed + second.passed, failed: second.failed, ..outcome };
        }
        outcomes.push(outcome);
    }
    Ok(())
}

/// Kills browsers so many times in each engine, and prints what became of what they had confirmed.
///
/// # Errors
/// Where anything was lost, doubled or unreadable, or an engine is missing.
pub(super) fn crash(programs: &Programs, kills: u32, only: Vec<Engine>, no_build: bool) -> Result<(), Trouble> {
    let site: PathBuf = programs.project.join("dist");
    if !no_build {
        site::build(programs, &site)?;
    }
    let wanted = Wanted { engines: only, ..Wanted::default() };
    let mut failed = 0;
    for (engine, result) in install::engines(programs, &engines(&wanted)) {
        result?;
        say(&format!("\n{engine}: {kills} kills"));
        let mut command = programs.command("cargo");
        command.args(["test", "--quiet", "--features", "tools", "--test", "e2e", "--", "--ignored", "--nocapture"]);
        command.args(["--exact", "crash::what_was_confirmed_survives_every_kill"]);
        command.env("CERTDECK_ENGINE", engine.name()).env("CERTDECK_SITE", &site);
        command.env("CERTDECK_KILLS", kills.to_string());
        let status = command.status().map_err(|error| Trouble::new(error.to_string(), "Is cargo there?"))?;
        failed += u32::from(!status.success());
    }
    if failed > 0 {
        return Err(Trouble::new(format!("{failed} engines lost something"), "Read the tables above."));
    }
    Ok(())
}

/// The names in the lines `test tabs::two … FAILED`.
fn failed_tests(text: &str) -> Vec<String> {
    let failed = text.lines().filter_map(|line| line.strip_prefix("test ")?.strip_suffix(" ... FAILED"));
    failed.map(|name| name.split(" - ").next().unwrap_or(name).trim().to_owned()).collect()
}

fn engines(wanted: &Wanted) -> Vec<Engine> {
    if wanted.engines.is_empty() { Engine::ALL.to_vec() } else { wanted.engines.clone() }
}

fn missing(result: Result<(), Trouble>) -> String {
    result.err().map_or_else(|| "not found".to_owned(), |trouble| format!("{}. {}", trouble.what, trouble.next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_summed() {
        let text = "running 3 tests\ntest result: ok. 3 passed; 0 failed; 8 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
                    test result: FAILED. 10 passed; 2 failed; 0 ignored; 0 measured\n";
        assert_eq!(counts(text), (13, 2));
        assert_eq!(counts(""), (0, 0));
        let text = "test tabs::two ... FAILED\ntest data::one ... ok\ntest a11y::all - should panic ... FAILED\n";
        assert_eq!(failed_tests(text), ["tabs::two", "a11y::all"]);
    }
}
