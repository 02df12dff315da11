//! A visit: a server, a browser with a fresh profile, and what must not have happened at the end.

use certdeck::tools::Engine;
use certdeck::tools::precache;
use certdeck::tools::server::{Options, Server};
use certdeck::tools::wait;
use certdeck::tools::webdriver::{Browser, Profile};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// The engine of this run, `CERTDECK_ENGINE`.
pub fn engine() -> Engine {
    let name = std::env::var("CERTDECK_ENGINE").expect("CERTDECK_ENGINE names an engine");
    Engine::ALL
        .into_iter()
        .find(|engine| engine.name() == name)
        .expect("CERTDECK_ENGINE is chromium, firefox or webkit")
}

/// The site that was built, `CERTDECK_SITE`.
pub fn site() -> PathBuf {
    let site = PathBuf::from(std::env::var_os("CERTDECK_SITE").expect("CERTDECK_SITE is the folder of the built site"));
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join(site);
    assert!(site.join("sw.js").is_file(), "{} is no built site", site.display());
    site
}

/// A folder that is removed when it is dropped.
pub struct Scratch(pub PathBuf);

impl Scratch {
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("certdeck-e2e-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).expect("a folder for the test");
        Self(folder)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What is left in the system's folder for such things is removed by the system.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A copy of the site, changed as `change` says and finished as a build of its own.
pub fn another_build(change: impl FnOnce(&Path)) -> Scratch {
    another_build_with(&statics(), change)
}

/// The same with another `static/`.
pub fn another_build_with(statics: &Path, change: impl FnOnce(&Path)) -> Scratch {
    let scratch = Scratch::new();
    copy(&site(), &scratch.0);
    change(&scratch.0);
    precache::precache(&scratch.0, statics).expect("the copy can be finished");
    scratch
}

/// The next build: another start page and another style sheet under another name.
pub fn next_build() -> Scratch {
    another_build(next_look)
}

/// Makes a copy of the site the next build's.
pub fn next_look(site: &Path) {
    let sheet = files(site).into_iter().find(|name| name.ends_with(".css")).expect("a style sheet");
    fs::rename(site.join(&sheet), site.join("app-next.css")).expect("renaming");
    let page = fs::read_to_string(site.join("index.html")).expect("a page");
    fs::write(site.join("index.html"), page.replace(&sheet, "app-next.css").replace("<body>", "<body data-next>"))
        .expect("writing");
}

/// `static/` of the project.
pub fn statics() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("static")
}

/// The names in a folder.
pub fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("making a folder");
    for name in files(from) {
        let (from, to) = (from.join(&name), to.join(&name));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).expect("copying");
        }
    }
}

/// A server and a browser that has not been anywhere.
pub struct Visit {
    pub server: Option<Server>,
    pub browser: Browser,
    pub url: String,
    port: u16,
    /// What went wrong in documents that are gone.
    past: RefCell<Vec<String>>,
}

impl Visit {
    /// Nothing is loaded yet.
    pub fn prepare(site: &Path) -> Self {
        Self::with(site, &Profile::default())
    }

    pub fn with(site: &Path, profile: &Profile) -> Self {
        let server = serve(site, 0);
        let browser = Browser::open(engine(), profile).expect("the browser starts");
        let past = RefCell::default();
        Self { url: server.url(), port: server.port(), server: Some(server), browser, past }
    }

    /// The start page is loaded and the app runs.
    pub fn first(site: &Path) -> Self {
        let visit = Self::prepare(site);
        visit.open("");
        visit
    }

    /// Loads a route (`#/study`, or nothing) and waits until the app has rendered.
    pub fn open(&self, route: &str) {
        self.remember();
        self.browser.goto(&format!("{}{route}", self.url)).expect("the page can be loaded");
        self.started();
    }

    /// Waits until the app has taken the place of the text shell.
    pub fn started(&self) {
        self.browser
            .until("document.getElementById('app') && !document.getElementById('starting')")
            .expect("the app starts");
    }

    /// Waits until the service worker has everything, the packs too.
    pub fn stored(&self) {
        self.browser
            .until("navigator.serviceWorker && navigator.serviceWorker.controller")
            .expect("the service worker takes over");
        self.browser
            .run("navigator.serviceWorker.controller.postMessage('CACHE_PACKS')", &[])
            .expect("the worker can be told");
        let wanted = self.listed().len();
        let stored = wait::until(20_000, || {
            (self.cached().iter().map(|(_, count)| count).sum::<u64>() >= wanted as u64).then_some(())
        });
        assert!(stored.is_some(), "{wanted} files should be kept: {:?}", self.cached());
    }

    /// The paths that this build's worker keeps.
    pub fn listed(&self) -> Vec<String> {
        let worker = fs::read_to_string(site().join("sw.js")).expect("a worker");
        let lines = worker.lines().filter_map(|line| line.trim().strip_prefix("[\""));
        lines.filter_map(|line| line.split('"').next()).map(str::to_owned).collect()
    }

    /// The build of the page that is shown.
    pub fn build(&self) -> String {
        let script = "return document.querySelector('meta[name=certdeck-build]').content";
        self.browser.run(script, &[]).expect("a build").as_str().expect("text").to_owned()
    }

    /// Our caches with the number of files in each.
    pub fn cached(&self) -> Vec<(String, u64)> {
        let script = "const all = []; for (const name of await caches.keys()) all.push([name, (await (await caches.open(name)).keys()).length]); return all";
        let all = self.browser.run_async(script, &[]).expect("the caches can be listed");
        let pair =
            |pair: &Value| (pair[0].as_str().unwrap_or_default().to_owned(), pair[1].as_u64().unwrap_or_default());
        all.as_array().into_iter().flatten().map(pair).collect()
    }

    /// Stops the server: from now on there is no connection.
    pub fn offline(&mut self) {
        drop(self.server.take());
    }

    /// Serves again, at the same address.
    pub fn online(&mut self, site: &Path) {
        self.server = Some(serve(site, self.port));
    }

    /// Another build is published.
    pub fn publish(&self, site: &Path) {
        self.server.as_ref().expect("online").show(site);
    }

    /// Asks for a new service worker, as the browser does now and then; gives back what became of it:
    /// `waiting`, `active`, `none`, or the error.
    pub fn look_for_update(&self) -> String {
        let script = "
            const registration = await navigator.serviceWorker.getRegistration();
            if (!registration) return 'none';
            try { await registration.update(); } catch (error) { return 'error: ' + error; }
            const worker = registration.installing;
            if (worker) await new Promise((done) => { worker.onstatechange = () => { if (worker.state !== 'installing') done(); }; });
            return registration.waiting ? 'waiting' : registration.active ? 'active' : 'none';";
        self.browser.run_async(script, &[]).expect("an answer").as_str().unwrap_or_default().to_owned()
    }

    /// The files of the worker's list that the page gets with other bytes than `site` has.
    pub fn strangers(&self, site: &Path) -> Vec<String> {
        let mut strangers = Vec::new();
        for path in self.listed() {
            let file = site.join(if path == "./" { "index.html" } else { &path });
            let Ok(bytes) = fs::read(&file) else { continue };
            let script = "const answer = await fetch(arguments[0]); return answer.ok ? Array.from(new Uint8Array(await answer.arrayBuffer())).reduce((sum, byte) => (sum * 31 + byte) >>> 0, 7) : -answer.status";
            let got = self.browser.run_async(script, &[json!(path)]).expect("an answer");
            let sum = bytes.iter().fold(7u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(*byte)));
            if got.as_i64() != Some(i64::from(sum)) {
                strangers.push(path);
            }
        }
        strangers
    }

    /// Keeps what went wrong in this document before another one takes its place.
    fn remember(&self) {
        let gone = self.browser.trouble().expect("the page can be asked");
        let drain = "if (window.certdeck) window.certdeck.trouble.splice(0)";
        self.browser.run(drain, &[]).expect("the page can be asked");
        self.past.borrow_mut().extend(gone);
    }

    /// Loads the page again.
    pub fn reload(&self) {
        self.remember();
        self.browser.refresh().expect("the page can be loaded again");
        self.started();
    }

    /// What went wrong so far, in all documents of this visit.
    pub fn trouble(&self) -> Vec<String> {
        self.remember();
        let mut trouble = self.past.borrow().clone();
        if let Some(server) = &self.server {
            trouble.extend(server.take_violations());
        }
        trouble
    }

    /// No failure, no broken policy, no error on the console.
    pub fn end(self) {
        self.end_but(&[]);
    }

    /// The same, but for what the test brought about itself: lines that hold one of these words.
    pub fn end_but(self, expected: &[&str]) {
        let mut trouble = self.trouble();
        trouble.retain(|line| !expected.iter().any(|words| line.contains(words)));
        assert_eq!(trouble, Vec::<String>::new());
    }
}

fn serve(site: &Path, port: u16) -> Server {
    let options = Options { site: site.to_owned(), base: "/certdeck/".to_owned(), port, report_violations: true };
    wait::until(5_000, || Server::start(options.clone()).ok()).expect("a port is free")
}
