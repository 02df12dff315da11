//! The commands, and what they print.

use super::bench;
use super::install::{self, Engine};
use super::precache;
use super::program::Programs;
use super::server::{Options, Server};
use super::simulate;
use super::site;
use super::sizes;
use super::split;
use super::steps::say;
use super::suite::{self, Wanted};
use super::trouble::Trouble;
use crate::content;
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Where the site is served on this machine, as it is on a project page.
const BASE: &str = "/certdeck/";

/// Learners of each kind, when it should be quick.
const QUICK: u32 = 6;

/// The author's commands.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "Builds, serves, tests and measures Certdeck.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the site and serve it as GitHub Pages does; installs what is missing
    Serve(Serve),
    /// Build the site into dist, as it is published; installs what is missing
    Build(Build),
    /// Run all tests, in three browser engines too; installs what is missing
    Test(Test),
    /// Kill browsers while they write and look for what is lost; the table of what was found
    Crash(Crash),
    /// Measure sizes, engine, page and Lighthouse against their budgets
    Bench(Bench),
    /// Let simulated learners study for an exam, this way and others, and print what it brings
    Simulate(Simulate),
    /// Print what the first visit loads, file by file, against the budgets
    Sizes(Sizes),
    /// Check the questions: every finding with file, line and help
    Check(Check),
    /// Write the packs of questions that the page fetches
    Packs(Packs),
    /// Finish a site that Trunk has just built: optimise and split its programs, then `precache` (Trunk calls this)
    Finish,
    /// Find out, in Chromium, which functions a first visit runs, and write the list of those that load late
    Profile,
    /// Write a built site's list of files for the service worker
    Precache(Precache),
    /// Name every new question in questions/ids.lock, so that its id is never reused
    Lock,
}

#[derive(Args)]
struct Serve {
    /// The port on 127.0.0.1
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Serve what was built last, without building
    #[arg(long)]
    no_build: bool,
    /// Where the site is built
    #[arg(long, default_value = "dist")]
    dist: PathBuf,
}

#[derive(Args)]
struct Build {
    /// Where the site is built
    #[arg(long, default_value = "dist")]
    dist: PathBuf,
}

#[derive(Args)]
struct Test {
    /// Only this group: form, engine, bank, tools, pages, browser or e2e (can be given again)
    #[arg(long)]
    only: Vec<String>,
    /// Only this browser engine (can be given again)
    #[arg(long, value_parser = engine)]
    engine: Vec<Engine>,
    /// Test the site that was built last, without building
    #[arg(long)]
    no_build: bool,
    /// Only tests whose names hold this
    filter: Option<String>,
}

#[derive(Args)]
struct Crash {
    /// So many times in each engine
    #[arg(long, default_value_t = 200)]
    kills: u32,
    /// Only this browser engine (can be given again)
    #[arg(long, value_parser = engine)]
    engine: Vec<Engine>,
    /// Use the site that was built last, without building
    #[arg(long)]
    no_build: bool,
}

#[derive(Args)]
struct Bench {
    /// Only this part: sizes, engine, laws, page, optimizer or lighthouse (can be given again)
    #[arg(long)]
    only: Vec<String>,
    /// So many events are in the learner's history
    #[arg(long, default_value_t = 100_000)]
    events: u32,
    /// Measure the site that was built last, without building
    #[arg(long)]
    no_build: bool,
    /// We are the program that was compiled for measuring
    #[arg(long, hide = true)]
    inside: bool,
}

#[derive(Args)]
struct Simulate {
    /// Of all that is drawn (the order was tuned with seed 1: take another)
    #[arg(long, default_value_t = 20)]
    seed: u64,
    /// Learners of each kind
    #[arg(long, default_value_t = 48)]
    learners: u32,
    /// Few learners: a few minutes, and wide intervals
    #[arg(long)]
    quick: bool,
    /// Write docs/evidence.md
    #[arg(long)]
    write: bool,
    /// We are the program that was compiled for speed
    #[arg(long, hide = true)]
    inside: bool,
}

#[derive(Args)]
struct Sizes {
    /// The folder of the built site
    #[arg(default_value = "dist")]
    site: PathBuf,
}

#[derive(Args)]
struct Check {
    /// Print counts and figures too
    #[arg(long)]
    report: bool,
    /// First name every new question in questions/ids.lock
    #[arg(long)]
    lock: bool,
}

#[derive(Args)]
struct Packs {
    /// The folder to write to; inside a build of Trunk its own, else dist/packs
    #[arg(long)]
    out: Option<PathBuf>,
}

#[derive(Args)]
struct Precache {
    /// The folder of the built site; inside a build of Trunk its own, else dist
    site: Option<PathBuf>,
    /// Publish the worker that takes the service worker away instead (see PLATFORM.md)
    #[arg(long)]
    kill_switch: bool,
}

/// Reads the command line and does what it says.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = Programs::here().and_then(|programs| match cli.command {
        Command::Serve(options) => serve(&programs, &options),
        Command::Build(options) => {
            let site = site::build(&programs, &programs.project.join(options.dist))?;
            say(&format!("The site is in {}.", site.display()));
            Ok(())
        }
        Command::Test(options) => test(&programs, options),
        Command::Crash(Crash { kills, engine, no_build }) => suite::crash(&programs, kills, engine, no_build),
        Command::Bench(Bench { only, events, no_build, inside }) => {
            bench::run(&programs, &only, events, no_build, inside)
        }
        Command::Simulate(Simulate { seed, learners, quick, write, inside }) => {
            let learners = if quick { learners.min(QUICK) } else { learners };
            simulate::run(&programs, &simulate::Options { seed, learners, inside, write })
        }
        Command::Sizes(options) => sizes::table(&programs.project.join(options.site)).map(|table| say(&table)),
        Command::Check(options) => check(&programs, &options),
        Command::Packs(options) => packs(&programs, options.out),
        Command::Finish => finish(&programs),
        Command::Profile => profile(&programs),
        Command::Precache(options) => precache(&programs, &options),
        Command::Lock => lock(&programs),
    });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("{trouble}");
            ExitCode::FAILURE
        }
    }
}

fn serve(programs: &Programs, options: &Serve) -> Result<(), Trouble> {
    let dist = programs.project.join(&options.dist);
    if !options.no_build {
        site::build(programs, &dist)?;
    }
    let server =
        Server::start(Options { site: dist, base: BASE.to_owned(), port: options.port, report_violations: false })?;
    say(&format!("\nCertdeck is at {}\nCtrl-C ends it.", server.url()));
    server.wait();
    Ok(())
}

fn test(programs: &Programs, options: Test) -> Result<(), Trouble> {
    let Test { only, engine, no_build, filter } = options;
    suite::run(programs, &Wanted { only, engines: engine, no_build, filter })
}

fn engine(name: &str) -> Result<Engine, String> {
    let known = Engine::ALL.into_iter().find(|engine| engine.name() == name);
    known.ok_or_else(|| "the engines are chromium, firefox and webkit".to_owned())
}

fn check(programs: &Programs, options: &Check) -> Result<(), Trouble> {
    // New ids first: that they are not locked is a finding too.
    if options.lock {
        lock(programs)?;
    }
    let checked = content::check(&questions(programs));
    for finding in &checked.findings {
        println!("{finding}");
    }
    if options.report {
        println!("{}", checked.report);
    }
    if !checked.findings.is_empty() {
        let count = checked.findings.len();
        return Err(Trouble::new(format!("{count} findings in the bank"), "Each says above what to do."));
    }
    say("The bank is in order.");
    Ok(())
}

fn lock(programs: &Programs) -> Result<(), Trouble> {
    let locked = content::lock(&questions(programs))
        .map_err(|error| Trouble::new(error.to_string(), "`cargo xtask check` says more."))?;
    say(&format!("{} new ids in questions/ids.lock", locked.added.len()));
    Ok(())
}

fn packs(programs: &Programs, out: Option<PathBuf>) -> Result<(), Trouble> {
    let out = out.unwrap_or_else(|| built(programs).join("packs"));
    let written = content::write_packs(&questions(programs), &out)
        .map_err(|error| Trouble::new(error.to_string(), "`cargo xtask check` shows the findings alone."))?;
    say(&format!("{} packs, {} bytes, bank {}", written.files.len(), written.bytes, written.bank));
    Ok(())
}

/// Set while the site is built to find out what a first visit runs.
const PROFILING: &str = "CERTDECK_PROFILE";

fn finish(programs: &Programs) -> Result<(), Trouble> {
    let site = built(programs);
    if std::env::var_os(PROFILING).is_some() {
        split::profile(programs, &site)?;
    }
    let done = split::finish(programs, &site)?;
    say(&format!("{:?} functions load late", done.late));
    precache(programs, &Precache { site: Some(site), kill_switch: false })
}

fn profile(programs: &Programs) -> Result<(), Trouble> {
    install::engines(programs, &[Engine::Chromium]).into_iter().try_for_each(|(_, found)| found)?;
    site::build_with(programs, &programs.project.join("dist"), &[(PROFILING, "1")]).map(|_| ())
}

fn precache(programs: &Programs, options: &Precache) -> Result<(), Trouble> {
    let site = options.site.clone().unwrap_or_else(|| built(programs));
    let statics = programs.project.join("static");
    if options.kill_switch {
        precache::kill_switch(&site, &statics)?;
        say("sw.js is now the kill switch: publish this folder as it is.");
        return Ok(());
    }
    let done = precache::precache(&site, &statics)?;
    say(&format!("build {}: {} files, {} bytes, and {} packs", done.build, done.core, done.core_bytes, done.packs));
    Ok(())
}

/// The bank's folder; `CERTDECK_BANK` names another, for a fork's own questions or a trial.
pub(super) fn questions(programs: &Programs) -> PathBuf {
    match std::env::var_os("CERTDECK_BANK") {
        Some(folder) => programs.project.join(folder),
        // Findings name files as the author types them.
        None if std::env::current_dir().is_ok_and(|folder| folder == programs.project) => "questions".into(),
        None => programs.project.join("questions"),
    }
}

/// Where Trunk is building, or has built.
fn built(programs: &Programs) -> PathBuf {
    std::env::var_os("TRUNK_STAGING_DIR").map_or_else(|| programs.project.join("dist"), PathBuf::from)
}
