//! Serves the site as GitHub Pages does: under a sub-path, gzip, `max-age=600` on everything, entity tags, and
//! `404.html` with status 404.
//!
//! The folder can be exchanged while the server runs, so that an update of the site can be tested; stopping it cuts
//! every connection, so that "offline" is offline.

mod words;

use super::trouble::Trouble;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use words::{kind_of, percent_decoded, phrase};

/// Where reports of broken policies are sent.
const REPORTS: &str = "/policy-reports";
/// Where a page under test tells what it does: a site has no such address.
const TOLD: &str = "/told";
/// No request of a page has a longer line or body.
const LONGEST: u64 = 1 << 24;

/// How to serve.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder that is served.
    pub site: PathBuf,
    /// The sub-path, with a slash at both ends.
    pub base: String,
    /// 0 takes any free port.
    pub port: u16,
    /// Sends the page's own policy as a report-only header too, and collects what the browser reports.
    pub report_violations: bool,
}

/// One answer that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// The path that was asked for, with its query.
    pub path: String,
    /// HTTP status.
    pub status: u16,
    /// Bytes of the body as sent, compressed or not.
    pub bytes: usize,
}

/// A running server; dropping it stops it.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: Option<JoinHandle<()>>,
}

struct Shared {
    base: String,
    report_violations: bool,
    stopping: AtomicBool,
    site: Mutex<PathBuf>,
    files: Mutex<HashMap<PathBuf, Arc<File>>>,
    connections: Mutex<Vec<TcpStream>>,
    served: Mutex<Vec<Served>>,
    violations: Mutex<Vec<String>>,
    told: Mutex<Vec<String>>,
}

struct File {
    changed: Option<std::time::SystemTime>,
    kind: &'static str,
    tag: String,
    plain: Vec<u8>,
    gzip: Option<Vec<u8>>,
}

/// Locks are held for the time of a push or a look, and a panic in between leaves nothing half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Server {
    /// Starts to serve on this machine only.
    ///
    /// # Errors
    /// Where the port is taken.
    pub fn start(options: Options) -> Result<Self, Trouble> {
        let listener = TcpListener::bind(("127.0.0.1", options.port)).map_err(|error| {
            Trouble::new(format!("port {} cannot be used: {error}", options.port), "Choose another with --port.")
        })?;
        let address = listener.local_addr().map_err(|error| Trouble::new(error.to_string(), "Try again."))?;
        let shared = Arc::new(Shared {
            base: options.base,
            report_violations: options.report_violations,
            stopping: AtomicBool::new(false),
            site: Mutex::new(options.site),
            files: Mutex::default(),
            connections: Mutex::default(),
            served: Mutex::default(),
            violations: Mutex::default(),
            told: Mutex::default(),
        });
        let accepting = spawn({
            let shared = Arc::clone(&shared);
            move || {
                for stream in listener.incoming().flatten() {
                    if shared.stopping.load(Ordering::SeqCst) {
                        break;
                    }
                    let shared = Arc::clone(&shared);
                    spawn(move || shared.talk(stream));
                }
            }
        });
        Ok(Self { address, shared, accepting: Some(accepting) })
    }

    /// The site's address: `http://127.0.0.1:8080/certdeck/`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}{}", self.address, self.shared.base)
    }

    /// The port, to start again on the same origin.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// From now on another folder is served at the same address, as after a deployment.
    pub fn show(&self, site: &Path) {
        site.clone_into(&mut lock(&self.shared.site));
    }

    /// What was served since this was last asked.
    #[must_use]
    pub fn take_served(&self) -> Vec<Served> {
        std::mem::take(&mut lock(&self.shared.served))
    }

    /// Broken policies that browsers reported since this was last asked.
    #[must_use]
    pub fn take_violations(&self) -> Vec<String> {
        std::mem::take(&mut lock(&self.shared.violations))
    }

    /// What pages under test have told since this was last asked, and of that what is `wanted`; the rest stays.
    #[must_use]
    pub fn take_told(&self, wanted: impl Fn(&str) -> bool) -> Vec<String> {
        let mut told = lock(&self.shared.told);
        let (taken, stays) = std::mem::take(&mut *told).into_iter().partition(|line| wanted(line));
        *told = stays;
        taken
    }

    /// Stops, and cuts every connection.
    pub fn stop(self) {
        drop(self);
    }

    /// Serves until the program is ended.
    pub fn wait(mut self) {
        if let Some(accepting) = self.accepting.take() {
            // A thread that panicked has said so.
            let _ = accepting.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let Some(accepting) = self.accepting.take() else { return };
        self.shared.stopping.store(true, Ordering::SeqCst);
        for connection in lock(&self.shared.connections).drain(..) {
            // It may be closed already.
            let _ = connection.shutdown(Shutdown::Both);
        }
        // The listener wakes up by one more connection, sees the flag and closes the port.
        let _ = TcpStream::connect(self.address);
        let _ = accepting.join();
    }
}

#[expect(clippy::disallowed_methods, reason = "a server talks to several connections at once")]
fn spawn(work: impl FnOnce() + Send + 'static) -> JoinHandle<()> {
    std::thread::spawn(work)
}

/// A request, as far as a static server cares.
struct Request {
    method: String,
    target: String,
    headers: HashMap<String, String>,
    body: Vec<u8>,
}

struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Arc<File>,
    gzip: bool,
}

impl Shared {
    fn talk(&self, stream: TcpStream) {
        // Small answers should not wait for more; a machine that refuses that is only slower.
        let _ = stream.set_nodelay(true);
        let Ok(copy) = stream.try_clone() else { return };
        lock(&self.connections).push(copy);
        let Ok(mut writer) = stream.try_clone() else { return };
        let mut reader = BufReader::new(stream);
        while let Some(request) = read_request(&mut reader) {
            if self.stopping.load(Ordering::SeqCst) {
                break;
            }
            let head_only = request.method == "HEAD";
            let answer = self.answer(&request);
            let body: &[u8] = match (&answer.body.gzip, answer.status) {
                (_, 204 | 304) => &[],
                (Some(gzip), _) if answer.gzip => gzip,
                _ => &answer.body.plain,
            };
            let mut head =
                format!("HTTP/1.1 {} {}\r\ncontent-length: {}\r\n", answer.status, phrase(answer.status), body.len());
            for (name, value) in &answer.headers {
                head.push_str(&format!("{name}: {value}\r\n"));
            }
            head.push_str("\r\n");
            let mut bytes = head.into_bytes();
            if !head_only {
                bytes.extend_from_slice(body);
            }
            lock(&self.served).push(Served { path: request.target, status: answer.status, bytes: body.len() });
            if writer.write_all(&bytes).is_err() {
                break;
            }
        }
        let _ = writer.shutdown(Shutdown::Both);
    }

    fn answer(&self, request: &Request) -> Answer {
        let path = request.target.split('?').next().unwrap_or_default();
        if request.method == "POST" && path == REPORTS {
            lock(&self.violations).push(String::from_utf8_lossy(&request.body).into_owned());
            return plain(204, "");
        }
        if request.method == "POST" && path == TOLD {
            lock(&self.told).push(String::from_utf8_lossy(&request.body).into_owned());
            return plain(204, "");
        }
        if !matches!(request.method.as_str(), "GET" | "HEAD") {
            return plain(405, "Method not allowed\n");
        }
        let Some(inside) = path.strip_prefix(&self.base) else {
            if format!("{path}/") == self.base {
                let mut answer = plain(301, "");
                answer.headers.push(("location", self.base.clone()));
                return answer;
            }
            return plain(404, "There isn't a site here.\n");
        };
        let site = lock(&self.site).clone();
        match within(&site, inside).and_then(|path| self.file(&path)) {
            Some(file) => self.found(request, file),
            None => match self.file(&site.join("404.html")) {
                Some(file) => self.with_body(404, request, file),
                None => plain(404, "Not found\n"),
            },
        }
    }

    fn found(&self, request: &Request, file: Arc<File>) -> Answer {
        if request.headers.get("if-none-match").is_some_and(|tags| tags.contains(&file.tag)) {
            return self.with_body(304, request, file);
        }
        self.with_body(200, request, file)
    }

    fn with_body(&self, status: u16, request: &Request, file: Arc<File>) -> Answer {
        let gzip =
            file.gzip.is_some() && request.headers.get("accept-encoding").is_some_and(|names| names.contains("gzip"));
        let mut headers = vec![
            ("content-type", file.kind.to_owned()),
            ("cache-control", "max-age=600".to_owned()),
            ("etag", file.tag.clone()),
            ("vary", "accept-encoding".to_owned()),
        ];
        if gzip {
            headers.push(("content-encoding", "gzip".to_owned()));
        }
        if self.report_violations
            && status == 200
            && file.kind.starts_with("text/html")
            && let Some(policy) = policy_of(&file.plain)
        {
            headers.push(("content-security-policy-report-only", format!("{policy}; report-uri {REPORTS}")));
        }
        Answer { status, headers, body: file, gzip }
    }

    /// The file with its compressed form, read again only when it has changed.
    fn file(&self, path: &Path) -> Option<Arc<File>> {
        let facts = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
        let changed = facts.modified().ok();
        if let Some(file) = lock(&self.files).get(path).filter(|file| file.changed == changed) {
            return Some(Arc::clone(file));
        }
        let plain = fs::read(path).ok()?;
        let (kind, compress) = kind_of(path);
        let tag = format!("\"{}\"", hex(&Sha256::digest(&plain)[..8]));
        let gzip = compress.then(|| gzip(&plain));
        let file = Arc::new(File { changed, kind, tag, plain, gzip });
        lock(&self.files).insert(path.to_owned(), Arc::clone(&file));
        Some(file)
    }
}

fn plain(status: u16, text: &str) -> Answer {
    let body = File { changed: None, kind: "text/plain", tag: String::new(), plain: text.into(), gzip: None };
    let headers = vec![("content-type", "text/plain; charset=utf-8".to_owned())];
    Answer { status, headers, body: Arc::new(body), gzip: false }
}

/// The bytes as a server compresses them on the fly.
#[must_use]
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
    // Writing to memory does not fail; if it did, the empty result would fail the first test that looks.
    encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap_or_default()
}

/// Lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The file that a path names, never outside the folder.
fn within(site: &Path, inside: &str) -> Option<PathBuf> {
    let decoded = percent_decoded(inside)?;
    let relative = Path::new(&decoded);
    if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let path = site.join(relative);
    Some(if path.is_dir() { path.join("index.html") } else { path })
}

/// The policy that the page carries in its `meta` element.
fn policy_of(html: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(html).ok()?;
    let at = text.find("Content-Security-Policy")?;
    // Its attributes come in any order.
    let element = &text[text[..at].rfind("<meta")?..];
    let rest = &element[element.find("content=\"")? + "content=\"".len()..];
    rest.split('"').next()
}

fn read_request(reader: &mut BufReader<TcpStream>) -> Option<Request> {
    let line = |reader: &mut BufReader<TcpStream>| {
        let mut line = String::new();
        let read = reader.take(LONGEST).read_line(&mut line).ok()?;
        (read > 0).then(|| line.trim_end().to_owned())
    };
    let first = line(reader)?;
    let mut parts = first.split(' ');
    let (method, target) = (parts.next()?.to_owned(), parts.next()?.to_owned());
    let mut headers = HashMap::new();
    loop {
        let header = line(reader)?;
        if header.is_empty() {
            break;
        }
        let (name, value) = header.split_once(':')?;
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length: u64 = headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = Vec::new();
    reader.take(length.min(LONGEST)).read_to_end(&mut body).ok()?;
    Some(Request { method, target, headers, body })
}
