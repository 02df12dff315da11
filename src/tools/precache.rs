//! The last touches on a built site: the files that are served as they are, the page's build id, and the list of
//! files, with their SHA-256, that the service worker keeps.

use super::optimizer;
use super::server::hex;
use super::split::slim;
use super::trouble::Trouble;
use crate::engine::id::TRACKS;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// Of `static/`, what is served as it is, under its own name.
const AS_THEY_ARE: [&str; 5] = ["boot.js", "404.html", "manifest.webmanifest", "icons", "screenshots"];
/// What the app does not need when it is offline.
const NOT_KEPT: [&str; 4] = ["404.html", "screenshots/", "sw.js", "icons/maskable.svg"];
const CATALOGUE: &str = "packs/tracks.json";

/// How what is inserted into the page begins.
const BEGIN: &str = "<meta name=\"certdeck-build\" content=\"";

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Precached {
    /// Changes with any byte of the site.
    pub build: String,
    /// Files that are installed whole or not at all.
    pub core: usize,
    /// Packs and parts of the optimiser that are kept when used, or when the page is idle.
    pub packs: usize,
    /// Bytes of the core.
    pub core_bytes: u64,
}

/// A file of the site: its path as in an address, and its SHA-256.
type Entry = (String, String);

/// Finishes the site in the folder `site`; `statics` is the folder `static` of the project.
///
/// # Errors
/// Where a file cannot be read or written, or the site is not one that Trunk has just built.
pub fn precache(site: &Path, statics: &Path) -> Result<Precached, Trouble> {
    for name in AS_THEY_ARE {
        copy(&statics.join(name), &site.join(name))?;
    }
    let boot = site.join("boot.js");
    write(&boot, &slim(&read(&boot)?))?;
    finish_manifest(site)?;
    finish_not_found(site)?;

    let worker = optimizer::finish(site, statics)?;
    let page = site.join("index.html");
    let html = without_head(read(&page)?);
    if html.contains("data-trunk") {
        return Err(Trouble::new(
            format!("{} still has elements that are meant for Trunk", page.display()),
            "Keep `inject_scripts` and `pattern_script` of Trunk.toml as they are.",
        ));
    }
    write(&page, &html)?;
    let mut entries = list(site)?;
    // The id stands in the page itself, so it is taken from the page without it.
    let build = build_id(&entries);
    let decks = decks(&entries);
    let elements = format!(
        "{BEGIN}{build}\"><meta name=\"certdeck-packs\" content=\"{decks}\">{worker}<link rel=\"preload\" as=\"fetch\" crossorigin href=\"{CATALOGUE}?b={build}\">"
    );
    let html = with_head(&html, &elements)?;
    write(&page, &html)?;
    for (path, sum) in &mut entries {
        if path == "index.html" {
            *path = "./".to_owned();
            *sum = hex(&Sha256::digest(&html));
        }
    }
    entries.sort();
    let (packs, core): (Vec<Entry>, Vec<Entry>) = entries
        .into_iter()
        .partition(|(path, _)| (path.starts_with("packs/") && path != CATALOGUE) || path.starts_with(optimizer::NAME));
    let mut core_bytes = 0;
    for (path, _) in &core {
        let file = site.join(if path == "./" { "index.html" } else { path });
        core_bytes += fs::metadata(&file).map_err(|error| Trouble::file(&file, &error))?.len();
    }
    let worker = slim(&read(&statics.join("sw.js"))?)
        .replace("__BUILD__", &build)
        .replace("['__CORE__']", &listed(&core))
        .replace("['__PACKS__']", &listed(&packs));
    write(&site.join("sw.js"), &worker)?;
    Ok(Precached { build, core: core.len(), packs: packs.len(), core_bytes })
}

/// Puts the kill switch in the place of the service worker of a built site.
///
/// # Errors
/// Where a file cannot be read or written.
pub fn kill_switch(site: &Path, statics: &Path) -> Result<(), Trouble> {
    copy(&statics.join("sw-kill.js"), &site.join("sw.js"))
}

/// The packs of the tracks' decks, by name: the start script asks for the one that is wanted before the program can.
fn decks(entries: &[Entry]) -> String {
    let packs = entries.iter().filter_map(|(path, _)| path.strip_prefix("packs/"));
    let of_track = packs.filter(|name| name.split('.').next().is_some_and(|stem| TRACKS.contains(&stem)));
    of_track.collect::<Vec<_>>().join(" ")
}

fn build_id(entries: &[Entry]) -> String {
    let mut hash = Sha256::new();
    for (path, sum) in entries {
        hash.update(format!("{path} {sum}\n"));
    }
    hex(&hash.finalize()[..8])
}

/// As a literal of JavaScript that is JSON too.
fn listed(entries: &[Entry]) -> String {
    let lines: Vec<String> = entries.iter().map(|(path, sum)| format!("  [{path:?}, {sum:?}]")).collect();
    format!("[\n{}\n]", lines.join(",\n"))
}

/// Inserts elements behind the first style sheet: after the policy, before anything that is fetched late.
fn with_head(html: &str, elements: &str) -> Result<String, Trouble> {
    let at = html.find("rel=\"stylesheet\"").or_else(|| html.find("rel=stylesheet"));
    let end = at.and_then(|at| html[at..].find('>').map(|length| at + length + 1));
    let end = end.ok_or_else(|| {
        Trouble::new("the built page has no style sheet", "Keep the `<link data-trunk rel=\"css\">` of index.html.")
    })?;
    Ok([&html[..end], elements, &html[end..]].concat())
}

/// Takes out what an earlier run inserted.
fn without_head(html: String) -> String {
    let Some(begin) = html.find(BEGIN) else { return html };
    // The last of them is the one that asks for the catalogue.
    let last =
        html[begin..].find(CATALOGUE).and_then(|at| html[begin + at..].find('>').map(|length| begin + at + length + 1));
    let end = last.unwrap_or(begin);
    [&html[..begin], &html[end..]].concat()
}

/// Takes out pictures that are not there: an entry without its file makes the app look damaged to a browser.
fn finish_manifest(site: &Path) -> Result<(), Trouble> {
    let path = site.join("manifest.webmanifest");
    let mut manifest: serde_json::Value = serde_json::from_str(&read(&path)?).map_err(|error| {
        Trouble::new(format!("{}: {error}", path.display()), "Correct static/manifest.webmanifest: it is JSON.")
    })?;
    if let Some(pictures) = manifest.get_mut("screenshots").and_then(|pictures| pictures.as_array_mut()) {
        pictures.retain(|picture| picture["src"].as_str().is_some_and(|src| site.join(src).is_file()));
    }
    write(&path, &manifest.to_string())
}

/// Allows the one script of `404.html` by its hash: it cannot be a file, because nobody knows how deep the address is
/// that was not found.
fn finish_not_found(site: &Path) -> Result<(), Trouble> {
    let path = site.join("404.html");
    let html = read(&path)?;
    let script =
        html.split_once("<script>").and_then(|(_, rest)| rest.split_once("</script>")).map(|(script, _)| script);
    let script =
        script.ok_or_else(|| Trouble::new("static/404.html has no script", "Put it back: it finds the page."))?;
    let sum = format!("sha256-{}", base64(&Sha256::digest(script)));
    write(&path, &html.replace("__SCRIPT__", &sum))
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().enumerate().fold(0u32, |word, (n, byte)| word | u32::from(*byte) << (16 - 8 * n));
        for n in 0..4 {
            let digit = DIGITS[(word >> (18 - 6 * n) & 63) as usize];
            text.push(if n <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    text
}

/// Everything that the service worker keeps, sorted by path.
fn list(site: &Path) -> Result<Vec<Entry>, Trouble> {
    let mut entries = Vec::new();
    let mut folders = vec![site.to_owned()];
    while let Some(folder) = folders.pop() {
        for file in fs::read_dir(&folder).map_err(|error| Trouble::file(&folder, &error))? {
            let path = file.map_err(|error| Trouble::file(&folder, &error))?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = relative(site, &path);
            let kept =
                !NOT_KEPT.iter().any(|not| name.starts_with(not)) && !name.ends_with(".d.ts") && !name.starts_with('.');
            if kept {
                let bytes = fs::read(&path).map_err(|error| Trouble::file(&path, &error))?;
                entries.push((name, hex(&Sha256::digest(&bytes))));
            }
        }
    }
    entries.sort();
    Ok(entries)
}

/// The path as in an address.
fn relative(site: &Path, path: &Path) -> String {
    let parts = path.strip_prefix(site).unwrap_or(path).components();
    parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Copies a file, or a folder with all that is in it.
pub(super) fn copy(from: &Path, to: &Path) -> Result<(), Trouble> {
    if from.is_dir() {
        fs::create_dir_all(to).map_err(|error| Trouble::file(to, &error))?;
        let mut names: Vec<PathBuf> = Vec::new();
        for entry in fs::read_dir(from).map_err(|error| Trouble::file(from, &error))? {
            names.push(entry.map_err(|error| Trouble::file(from, &error))?.path());
        }
        return names.iter().try_for_each(|name| copy(name, &to.join(name.file_name().unwrap_or_default())));
    }
    // Pictures of the app may not have been taken yet.
    if !from.exists() && from.ends_with("screenshots") {
        return Ok(());
    }
    fs::copy(from, to).map(|_| ()).map_err(|error| Trouble::file(from, &error))
}

fn read(path: &Path) -> Result<String, Trouble> {
    fs::read_to_string(path).map_err(|error| Trouble::file(path, &error))
}

fn write(path: &Path, text: &str) -> Result<(), Trouble> {
    fs::write(path, text).map_err(|error| Trouble::file(path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn the_page_names_the_packs_of_decks() {
        let entry = |path: &str| (path.to_owned(), String::new());
        let all =
            ["index.html", "packs/csm.1a.json", "packs/csm-form-a.2b.json", "packs/pmp.3c.json", "packs/tracks.json"];
        assert_eq!(decks(&all.map(entry)), "csm.1a.json pmp.3c.json");
    }

    #[test]
    fn elements_stand_behind_the_style_sheet() {
        for sheet in ["<link rel=\"stylesheet\" href=\"a.css\"/>", "<link href=a.css rel=stylesheet>"] {
            let page = format!("<head>{sheet}</head>");
            let elements = format!("{BEGIN}1\"><meta><link href=\"{CATALOGUE}\">");
            let whole = with_head(&page, &elements).expect("there is a sheet");
            assert_eq!(whole, format!("<head>{sheet}{elements}</head>"));
            assert_eq!(without_head(whole), page);
        }
        assert!(with_head("<head></head>", "X").is_err());
    }
}
