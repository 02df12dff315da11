//! Two builds of the site that work through themselves (`page.js`), and the files that they are given.

use crate::harness::{Scratch, another_build_with, copy, next_look, statics};
use certdeck::engine::id::{DeviceId, EventId, ItemId};
use certdeck::engine::progress::codec;
use certdeck::engine::progress::event::{Event, Setting, What};
use certdeck::engine::progress::export;
use certdeck::engine::progress::log::Log;
use certdeck::engine::time::{Millis, Now};
use certdeck::tools::server::hex;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Events of one file: more than are kept one by one.
const IMPORTED: u64 = 300;

/// Events of a profile of an older build, each a record of its own.
const OLD: u64 = 3_000;

/// Both builds, with the id of each.
pub struct Builds([(Scratch, String); 2]);

fn event(device: u64, counter: u64, what: What) -> Event {
    Event {
        id: EventId { device: DeviceId(device), counter },
        now: Now { at: Millis(1_795_176_000_000 + counter as i64), utc_offset: 0 },
        what,
    }
}

/// So many events of a device, each of which an older build has left.
pub fn flags(device: u64, count: u64) -> Vec<Event> {
    let item = ItemId::new("csm-daily-001");
    (0..count).map(|n| event(device, n, What::Flagged { item: item.clone(), on: n % 2 == 0 })).collect()
}

/// The event that keeps the queue from ending.
pub fn endless() -> Event {
    event(1, 0, What::Set(Setting::NewPerDay(999)))
}

impl Builds {
    pub fn new() -> Self {
        Self([false, true].map(|next| {
            // The start script keeps its name from build to build: it is told apart by what it holds.
            let statics = Scratch::new();
            copy(&self::statics(), &statics.0);
            let boot = statics.0.join("boot.js");
            let text = fs::read_to_string(&boot).expect("the start script");
            let number = format!("window.certdeckNext = {next};\n");
            fs::write(&boot, number + include_str!("page.js") + &text).expect("writing");
            let site = another_build_with(&statics.0, |site| {
                if next {
                    next_look(site);
                    let tracks = site.join("packs/tracks.json");
                    let text = fs::read_to_string(&tracks).expect("the catalogue");
                    fs::write(&tracks, text + "\n").expect("writing");
                }
            });
            let old = format!("<!doctype html><title>old</title><script>{}</script>", include_str!("old.js"));
            fs::write(site.0.join("old.html"), old).expect("writing");
            let page = fs::read_to_string(site.0.join("index.html")).expect("the page");
            let (_, id) = page.split_once("certdeck-build\" content=\"").expect("a build");
            let id = id.split('"').next().expect("a build").to_owned();
            (site, id)
        }))
    }

    pub fn site(&self, which: usize) -> &Path {
        &self.0[which].0.0
    }

    /// The other build than this one.
    pub fn other(&self, build: &str) -> &Path {
        self.site(usize::from(self.0[0].1 == build))
    }

    fn write(&self, name: &str, text: &str) {
        for (site, _) in &self.0 {
            fs::write(site.0.join(name), text).expect("writing");
        }
    }

    /// A file that nobody has imported yet; gives back its name.
    pub fn file(&self, number: u32) -> String {
        let log = Log::of(flags(0xf11e_0000 + u64::from(number), IMPORTED));
        let name = format!("file-{number}.json");
        self.write(&name, &export::write(&log, "0", DeviceId(1), log.events()[0].now));
        name
    }

    /// What an older build has left: single records; gives back the name of the file that holds them.
    pub fn old(&self, number: u32) -> String {
        let mut events = flags(0x01d_0000 + u64::from(number), OLD);
        events.push(endless());
        let line = |event: &Event| json!([format!("e/{}", codec::storage_name(event)), codec::encode(event)]);
        let name = format!("old-{number}.json");
        self.write(&name, &Value::from(events.iter().map(line).collect::<Vec<_>>()).to_string());
        name
    }

    /// Files that are not of the build in which a page has found them.
    pub fn mixed(&self, pages: &Value) -> BTreeSet<String> {
        let mut mixed = BTreeSet::new();
        let mut look = |build: &str, path: &Value, sum: &Value| {
            let path = path.as_str().unwrap_or_default();
            let site = self.0.iter().find(|(_, id)| id == build).map(|(site, _)| site);
            let file = site.and_then(|site| fs::read(site.0.join(if path == "./" { "index.html" } else { path })).ok());
            if file.is_none_or(|file| sum.as_str() != Some(&hex(&Sha256::digest(&file)))) {
                mixed.insert(format!("{path} in {build}: {sum}"));
            }
        };
        let build = pages["build"].as_str().unwrap_or_default();
        for file in pages["files"].as_array().into_iter().flatten() {
            look(build, &file[0], &file[1]);
        }
        for file in pages["kept"].as_array().into_iter().flatten() {
            let cache = file[0].as_str().unwrap_or_default();
            look(cache.split('@').nth(1).unwrap_or(cache), &file[1], &file[2]);
        }
        mixed
    }
}
