//! Browsers killed at random moments: while they write answers, put records together, import, put together what an
//! older build has left, and take the next build of the site.
//!
//! What the journal has confirmed in a strict transaction the page tells the server at once (`crash/page.js`); after
//! each kill the browser is started again with the same profile, and all of it must be in the stores: once, readable.
//! And the page that starts is of one build only.

mod ledger;
mod site;

pub use ledger::events;
pub use site::flags;

use crate::harness::{Scratch, engine};
use certdeck::engine::chance::Chance;
use certdeck::engine::progress::codec;
use certdeck::tools::Engine;
use certdeck::tools::bare::Bare;
use certdeck::tools::program::Programs;
use certdeck::tools::server::{Options, Server};
use certdeck::tools::wait;
use certdeck::tools::webdriver::Screen;
use ledger::{Ledger, Mode, Table, Told};
use site::{Builds, endless};
use std::path::Path;

/// So many kills where nobody says otherwise (`CERTDECK_KILLS`): the short run of `cargo xtask test`, each mode once.
const FEW: u32 = 8;

/// From so many kills on each mode must have met one in the middle of it.
const MANY: u32 = 40;

/// How long a browser may take to show the page, milliseconds.
const START_MS: u64 = 60_000;

/// How long it may take to begin what it is to be killed in.
const BEGIN_MS: u64 = 40_000;

/// How long the service worker of the page may take until it is active: it fetches and compares every file.
const READY_MS: u64 = 120_000;

/// After a kill an engine may not look for the next build before it is started anew (seen in Chromium): it is given up
/// after so long.
const UPDATE_MS: u64 = 20_000;

/// The modes, one after the other.
const CYCLE: [Mode; 8] =
    [Mode::Answer, Mode::Update, Mode::Compact, Mode::Migrate, Mode::Import, Mode::Answer, Mode::Update, Mode::Compact];

/// Where the browsers run, and what they are given.
struct Stage {
    engine: Engine,
    builds: Builds,
    server: Server,
    screen: Option<Screen>,
    chance: Chance,
    /// Starts so far: each has a number of its own.
    starts: u32,
}

/// A browser that is at work.
struct Running {
    browser: Bare,
    number: u32,
    told: Told,
}

impl Stage {
    fn new(chance: Chance) -> Self {
        let engine = engine();
        let builds = Builds::new();
        let options = Options {
            site: builds.site(0).to_owned(),
            base: "/certdeck/".to_owned(),
            port: 0,
            report_violations: false,
        };
        let server = Server::start(options).expect("a port");
        let screen = (engine == Engine::WebKit)
            .then(|| Screen::open(&Programs::here().expect("the project")).expect("a screen"));
        Self { engine, builds, server, screen, chance, starts: 0 }
    }

    /// Starts the browser and waits until the page has told what it has found.
    fn start(&mut self, profile: &Path, ledger: &mut Ledger, mode: &str, more: &str) -> Running {
        self.starts += 1;
        let (number, pace) = (self.starts, 10 + self.chance.below(150));
        ledger.starts.insert(number);
        let page = if more.contains("&old=") { "old.html" } else { "" };
        let url = format!("{}{page}?session={number}&mode={mode}&pace={pace}{more}#/study/csm", self.server.url());
        let browser = Bare::start(self.engine, profile, self.screen.as_ref(), &url).expect("a browser");
        let mut running = Running { browser, number, told: Told::default() };
        let found = self.until(START_MS, ledger, &mut running, |told| told.found);
        assert!(found, "{} does not show the page at start {number} ({mode})", self.engine);
        running
    }

    /// Waits until the page is so far.
    fn until(&self, ms: u64, ledger: &mut Ledger, running: &mut Running, so_far: impl Fn(&Told) -> bool) -> bool {
        let there = wait::until(ms, || {
            ledger.take(&self.server, &self.builds, running.number, &mut running.told);
            so_far(&running.told).then_some(())
        });
        there.is_some()
    }

    /// Waits for the moment that chance says, within what the mode is about, and kills; whether it was in the middle.
    fn kill(&mut self, mut running: Running, mode: Mode, ledger: &mut Ledger) -> bool {
        let moment = self.chance.below(3);
        let (wanted, within) = match mode {
            Mode::Answer => (None, 3_000),
            Mode::Compact => (Some("compact"), 80),
            Mode::Import => (Some("import"), 60),
            Mode::Migrate => (Some("migrate"), 200),
            Mode::Update => {
                self.until(READY_MS, ledger, &mut running, |told| told.ready.is_some());
                // After a kill in the middle of it the last update may still be to come: then it comes now.
                let Some(build) = running.told.ready.clone() else {
                    panic!("{}: no service worker after {READY_MS} ms ({:?})", self.engine, running.told)
                };
                self.server.show(self.builds.other(&build));
                [(Some("installing"), 500), (Some("waiting"), 150), (Some("taken"), 500)][moment as usize]
            }
        };
        if let Some(wanted) = wanted {
            let patience = if mode == Mode::Update { UPDATE_MS } else { BEGIN_MS };
            let began =
                self.until(patience, ledger, &mut running, |told| told.began.iter().any(|began| began == wanted));
            if !began && mode == Mode::Update {
                // That is the engine's: it does not even ask for the worker's script. The next start finds the build.
                running.browser.kill();
                return false;
            }
            assert!(began, "{}: {} did not begin ({:?})", self.engine, mode.name(), running.told);
        }
        let until = u64::from(self.chance.below(within)) + if mode == Mode::Answer { 100 } else { 0 };
        self.until(until, ledger, &mut running, |_| false);
        running.browser.kill();
        // What was on its way when the browser died.
        wait::until(100, || None::<()>);
        ledger.take(&self.server, &self.builds, running.number, &mut running.told);
        !running.told.ended
    }

    /// Starts once more, for looking only.
    fn look(&mut self, profile: &Path, ledger: &mut Ledger) {
        self.start(profile, ledger, "look", "&look=1").browser.kill();
    }
}

#[test]
#[ignore = "cargo xtask test, cargo xtask crash"]
fn what_was_confirmed_survives_every_kill() {
    let kills: u32 = std::env::var("CERTDECK_KILLS").map_or(FEW, |kills| kills.parse().expect("a number"));
    let mut stage = Stage::new(Chance::new(u64::from(kills)));
    let mut table = Table::default();
    let (profile, mut ledger) = (Scratch::new(), Ledger::default());
    let endless = endless();
    for kill in 0..kills {
        let mode = CYCLE[kill as usize % CYCLE.len()];
        let middle = if mode == Mode::Migrate {
            // A profile of its own, in which nothing is put together yet.
            let (old, mut past) = (Scratch::new(), Ledger::default());
            let mut more = format!("&old={}", stage.builds.old(kill));
            if stage.chance.below(2) == 1 {
                more += "&sweep=1";
            }
            let running = stage.start(&old.0, &mut past, mode.name(), &more);
            let middle = stage.kill(running, mode, &mut past);
            stage.look(&old.0, &mut past);
            past.check(&format!("after kill {kill}, {}", mode.name()));
            table.add(&past);
            middle
        } else {
            // After an update the next start looks at all that is kept of either build.
            let mut more = if kill % 8 == 0 { String::new() } else { "&look=1".to_owned() };
            if kill == 0 {
                more += &format!("&name=e/{}&text={}", codec::storage_name(&endless), codec::encode(&endless));
            }
            if mode == Mode::Import {
                more += &format!("&file={}", stage.builds.file(kill));
            }
            let running = stage.start(&profile.0, &mut ledger, mode.name(), &more);
            stage.kill(running, mode, &mut ledger)
        };
        table.kills[mode as usize] += 1;
        table.middle[mode as usize] += u32::from(middle);
        if kills > FEW && (kill + 1) % 20 == 0 {
            table.print(&ledger);
        }
        ledger.check(&format!("after kill {kill}, {}", mode.name()));
    }
    stage.look(&profile.0, &mut ledger);
    table.print(&ledger);
    ledger.check("at the end");
    assert!(table.confirmed(&ledger) as u32 > kills, "hardly anything was confirmed");
    for mode in Mode::ALL {
        let (kills_of, middle) = (table.kills[mode as usize], table.middle[mode as usize]);
        assert!(middle > 0 || kills < MANY, "none of {kills_of} kills met the middle of {}", mode.name());
    }
}
