//! Browsers killed at random moments: while they write answers, put records together, and import.
//!
//! What the journal has confirmed in a strict transaction the page tells the server at once (`crash/page.js`); after
//! each kill the browser is started again with the same profile, and all of it must be in the stores: once, readable.

use crate::harness::{Scratch, engine};
use crate::storage::without;
use certdeck::engine::chance::Chance;
use certdeck::engine::id::{DeviceId, EventId, ItemId};
use certdeck::engine::progress::codec::{self, segment};
use certdeck::engine::progress::event::{Event, Setting, What};
use certdeck::engine::progress::export;
use certdeck::engine::progress::log::Log;
use certdeck::engine::time::{Millis, Now};
use certdeck::tools::Engine;
use certdeck::tools::bare::Bare;
use certdeck::tools::program::Programs;
use certdeck::tools::server::{Options, Server};
use certdeck::tools::wait;
use certdeck::tools::webdriver::Screen;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;

/// So many kills where nobody says otherwise (`CERTDECK_KILLS`): the short run of `cargo xtask test`.
const FEW: u32 = 6;

/// How long a browser may take to show the page, milliseconds.
const START_MS: u64 = 60_000;

/// Events of one file: more than are kept one by one.
const IMPORTED: u64 = 300;

/// What the browser was doing.
const MODES: [&str; 3] = ["answer", "compact", "import"];

#[derive(Default)]
struct Tally {
    kills: [u32; 3],
    began: [u32; 3],
    /// By their lines.
    confirmed: BTreeSet<String>,
    lost: BTreeSet<String>,
    doubled: usize,
    unreadable: usize,
    found: usize,
}

/// The events of stored pieces; how many pieces are unreadable.
pub fn events(pieces: &Value) -> (Vec<Event>, usize) {
    let mut events = Vec::new();
    let mut unreadable = 0;
    for piece in pieces.as_array().into_iter().flatten() {
        let (name, text) = (piece[0].as_str().unwrap_or_default(), piece[1].as_str().unwrap_or_default());
        let read = match name.split('/').next() {
            Some("e") => codec::decode(text).map(|event| vec![event]),
            Some("s") => segment::open(text).and_then(|segment| segment.events()),
            Some("quarantine") => Err(codec::CodecError::Damaged),
            _ => Ok(Vec::new()),
        };
        match read {
            Ok(read) => events.extend(read),
            Err(_) => unreadable += 1,
        }
    }
    (events, unreadable)
}

impl Tally {
    /// Takes in what the page has told; whether it has told what it found, and what it was about to begin.
    fn take(&mut self, server: &Server, session: u32) -> (bool, bool) {
        let (mut found, mut began) = (false, false);
        for told in server.take_told() {
            let told: Value = serde_json::from_str(&told).expect("the page tells JSON");
            let now = told["session"].as_str().and_then(|told| told.parse().ok()) == Some(session);
            self.confirmed.extend(events(&told["kept"]).0.iter().map(codec::encode));
            began |= now && !told["began"].is_null();
            if now && told["found"].is_object() {
                found = true;
                self.compare(&told["found"]);
            }
        }
        (found, began)
    }

    fn compare(&mut self, found: &Value) {
        assert!(found["journal"].is_array(), "the journal can be read");
        let (local, bad) = events(&found["local"]);
        let (journal, worse) = events(&found["journal"]);
        self.unreadable = self.unreadable.max(bad + worse);
        let log = Log::of([local, journal].concat());
        self.found = log.events().len();
        self.doubled = self.doubled.max(log.clashes() as usize);
        let there: BTreeSet<String> = log.events().iter().map(codec::encode).collect();
        self.lost.extend(self.confirmed.difference(&there).cloned());
    }

    fn print(&self) {
        let [answer, compact, import] = self.kills;
        println!(
            "  killed {} times: {answer} answering, {compact} compacting ({} in the middle), {import} importing ({} in the middle)",
            answer + compact + import,
            self.began[1],
            self.began[2]
        );
        println!(
            "  confirmed {}, found {}, lost {}, doubled {}, unreadable {}",
            self.confirmed.len(),
            self.found,
            self.lost.len(),
            self.doubled,
            self.unreadable
        );
    }
}

fn event(device: u64, counter: u64, what: What) -> Event {
    Event {
        id: EventId { device: DeviceId(device), counter },
        now: Now { at: Millis(1_795_176_000_000 + counter as i64), utc_offset: 0 },
        what,
    }
}

/// A file that nobody has imported yet.
fn file(number: u32) -> String {
    let item = ItemId::new("csm-daily-001");
    let flag = |n| event(0xf11e_0000 + u64::from(number), n, What::Flagged { item: item.clone(), on: n % 2 == 0 });
    let log = Log::of((0..IMPORTED).map(flag).collect());
    export::write(&log, "0", DeviceId(1), log.events()[0].now)
}

#[test]
#[ignore = "cargo xtask test, cargo xtask crash"]
fn what_was_confirmed_survives_every_kill() {
    let kills: u32 = std::env::var("CERTDECK_KILLS").map_or(FEW, |kills| kills.parse().expect("a number"));
    let engine = engine();
    let site = without(&[include_str!("crash/page.js")]);
    let server = Server::start(Options {
        site: site.0.clone(),
        base: "/certdeck/".to_owned(),
        port: 0,
        report_violations: false,
    })
    .expect("a port");
    let screen =
        (engine == Engine::WebKit).then(|| Screen::open(&Programs::here().expect("the project")).expect("a screen"));
    let profile = Scratch::new();
    let mut chance = Chance::new(u64::from(kills));
    let mut tally = Tally::default();
    let endless = event(1, 0, What::Set(Setting::NewPerDay(999)));
    for kill in 0..=kills {
        // The last start is for looking only.
        let mode = if kill == kills { 3 } else { [0, 1, 0, 2][kill as usize % 4] };
        let mut url = format!("{}?session={kill}&mode={}", server.url(), MODES.get(mode).unwrap_or(&"look"));
        if kill == 0 {
            url += &format!("&name=e/{}&text={}", codec::storage_name(&endless), codec::encode(&endless));
        }
        if mode == 2 {
            fs::write(site.0.join(format!("file-{kill}.json")), file(kill)).expect("writing");
            url += &format!("&file=file-{kill}.json");
        }
        url += &format!("&pace={}#/study/csm", 10 + chance.below(150));
        let browser = Bare::start(engine, &profile.0, screen.as_ref(), &url).expect("a browser");
        let mut began = false;
        let found = wait::until(START_MS, || {
            let (found, now) = tally.take(&server, kill);
            began |= now;
            found.then_some(())
        });
        assert!(found.is_some(), "{engine} does not show the page after {kill} kills");
        if mode == 3 {
            browser.kill();
            break;
        }
        if mode > 0 {
            // So long an answer takes at most to be followed by a rest, and the file to be read.
            let _ = wait::until(30_000, || {
                began |= tally.take(&server, kill).1;
                began.then_some(())
            });
        }
        let until = u64::from(if mode == 0 { 100 + chance.below(3_000) } else { chance.below(250) });
        let _ = wait::until(until, || {
            began |= tally.take(&server, kill).1;
            None::<()>
        });
        browser.kill();
        tally.kills[mode] += 1;
        tally.began[mode] += u32::from(began);
        // What was on its way when the browser died.
        let _ = wait::until(100, || None::<()>);
        tally.take(&server, kill);
        if kills > FEW && (kill + 1) % 20 == 0 {
            tally.print();
        }
        assert!(tally.lost.is_empty(), "lost after {} kills: {:?}", kill, tally.lost);
    }
    tally.print();
    assert!(tally.confirmed.len() as u32 > kills, "hardly anything was confirmed");
    assert!(tally.began[1] + tally.began[2] > 0 || kills < 4, "no kill met a compaction or an import");
    assert_eq!((tally.lost.len(), tally.doubled, tally.unreadable), (0, 0, 0));
}
