//! Runs the parts and prints the table.

use super::report::Figure;
use super::{engine, lighthouse, optimizer, page};
use crate::tools::program::Programs;
use crate::tools::sizes;
use crate::tools::steps::say;
use crate::tools::trouble::Trouble;
use crate::tools::{install, site};

/// What can be measured.
const PARTS: [&str; 6] = ["sizes", "engine", "laws", "page", "optimizer", "lighthouse"];

/// Cases of each property of storage and merging.
const CASES: &str = "10000";

/// The profile in which the engine is measured.
const PROFILE: &str = "measured";

/// Measures the parts (all where none is named) with a history of so many events. `inside`: we are the program that
/// was compiled for measuring.
///
/// # Errors
/// Where something cannot be measured. A budget that is not kept is no error: it is told.
pub(in crate::tools) fn run(
    programs: &Programs,
    parts: &[String],
    events: u32,
    no_build: bool,
    inside: bool,
) -> Result<(), Trouble> {
    if let Some(unknown) = parts.iter().find(|part| !PARTS.contains(&part.as_str())) {
        return Err(Trouble::new(
            format!("there is no part {unknown}"),
            format!("The parts are {}.", PARTS.join(", ")),
        ));
    }
    let wanted = |part: &str| parts.is_empty() || parts.iter().any(|name| name == part);
    if inside {
        return print(&engine::measure(events));
    }
    let dist = programs.project.join("dist");
    if !no_build && !parts.iter().any(|part| part == "engine" || part == "laws") {
        site::build(programs, &dist)?;
    }
    if wanted("sizes") {
        say(&format!("\nSizes\n{}", sizes::table(&dist)?));
    }
    if wanted("engine") {
        say("\nEngine: compiled for speed, on this machine");
        let mut cargo = programs.command("cargo");
        cargo.args(["run", "--quiet", "--profile", PROFILE, "--features", "tools", "--bin", "xtask", "--"]);
        cargo.args(["bench", "--inside", "--events", &events.to_string()]);
        let status = cargo.status().map_err(|error| Trouble::new(error.to_string(), "Is cargo there?"))?;
        if !status.success() {
            return Err(Trouble::new("the engine could not be measured", "Read the lines above."));
        }
    }
    if wanted("laws") {
        say(&format!("\nLaws of what has happened: {CASES} cases each"));
        let mut cargo = programs.command("cargo");
        cargo.args(["test", "--quiet", "--profile", PROFILE, "--test", "progress"]).env("PROPTEST_CASES", CASES);
        let status = cargo.status().map_err(|error| Trouble::new(error.to_string(), "Is cargo there?"))?;
        if !status.success() {
            return Err(Trouble::new("a law does not hold", "Read the lines above."));
        }
    }
    if wanted("page") {
        say("\nPage: the built site in Chromium, local server with gzip");
        let chromium = install::engines(programs, &[install::Engine::Chromium]);
        if let Some((_, Err(trouble))) = chromium.into_iter().next() {
            return Err(trouble);
        }
        print(&page::measure(&dist, events)?)?;
    }
    if wanted("optimizer") {
        say("\nOptimiser: its worker in Chromium");
        print(&optimizer::measure(&dist)?)?;
    }
    if wanted("lighthouse") {
        say("\nLighthouse");
        print(&lighthouse::measure(programs, &dist)?)?;
    }
    Ok(())
}

fn print(figures: &[Figure]) -> Result<(), Trouble> {
    for figure in figures {
        say(&figure.line());
    }
    let over = figures.iter().filter(|figure| !figure.kept()).count();
    if over > 0 {
        say(&format!(
            "  {over} of {} budgets are not kept",
            figures.iter().filter(|figure| figure.budget.is_some()).count()
        ));
    }
    Ok(())
}
