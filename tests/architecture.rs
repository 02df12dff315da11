//! The walls between the rooms, read from the imports; and the map, which names every room.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// The engine's ground: named by every room of the engine. Its files name only each other.
const GROUND: [&str; 7] = [
    "engine::id",
    "engine::time",
    "engine::chance",
    "engine::json",
    "engine::sorted",
    "engine::decimal",
    "engine::share",
];

/// Rooms, the innermost first where one lies in another, and what of ours each may name besides itself and, in the
/// engine, besides the ground.
const ROOMS: [(&str, &[&str]); 24] = [
    ("engine::id", &[]),
    ("engine::time", &[]),
    ("engine::chance", &[]),
    ("engine::sorted", &[]),
    ("engine::json", &[]),
    ("engine::decimal", &[]),
    ("engine::share", &[]),
    ("engine::bank", &["engine::drill"]),
    ("engine::drill", &["engine::bank"]),
    ("engine::progress", &["engine::bank"]),
    ("engine::schedule", &["engine::bank", "engine::drill", "engine::progress"]),
    ("engine::exam", &["engine::bank", "engine::drill", "engine::progress"]),
    ("engine::stats", &["engine::bank", "engine::progress", "engine::schedule", "engine::exam"]),
    ("engine::tuning", &["engine::bank", "engine::progress", "engine::schedule"]),
    (
        "engine::plan",
        &["engine::bank", "engine::drill", "engine::progress", "engine::schedule", "engine::exam", "engine::stats"],
    ),
    ("engine", &[]),
    ("content", &["engine"]),
    ("tools", &["content", "engine"]),
    ("platform", &["engine::id", "engine::time", "engine::sorted"]),
    ("worker", &["engine::tuning", "platform"]),
    ("ui::components", &["engine", "ui::dom", "ui::route", "ui::wording"]),
    ("ui::pages", &["engine", "platform", "ui"]),
    ("ui", &["engine", "platform"]),
    ("bin", &["tools", "worker", "ui"]),
];

/// Packages, and the only places that may name them; everything else that is listed in Cargo.toml is free.
const PACKAGES: [(&str, &[&str]); 13] = [
    ("fsrs", &["engine::schedule::memory", "engine::tuning"]),
    ("rand_chacha", &["engine::chance"]),
    ("rand_core", &["engine::chance"]),
    ("clap", &["tools"]),
    ("flate2", &["tools"]),
    ("sha2", &["tools", "content"]),
    ("toml", &["tools", "content"]),
    ("yew", &["ui", "platform::panic"]),
    ("wasm_bindgen", &["platform", "worker"]),
    ("js_sys", &["platform", "worker"]),
    ("wasm_bindgen_futures", &["platform", "worker"]),
    ("gloo_events", &["platform"]),
    ("gloo_timers", &["platform"]),
];

/// Parts of the standard library that only the author's side may use.
const NATIVE: [&str; 5] = ["std::fs", "std::net", "std::process", "std::thread", "std::env"];

/// A folder with one of these names says nothing about what belongs into it.
const EMPTY_NAMES: [&str; 5] = ["utils", "helpers", "common", "types", "services"];

/// Longer than this needs a reason.
const LONG: usize = 400;

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    file: String,
    line: usize,
    what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}

#[test]
fn the_walls_stand() {
    let findings = walls(project());
    assert!(findings.is_empty(), "\n{}\nSee ARCHITECTURE.md, “Where does this line go?”", lines(&findings));
}

#[test]
fn a_broken_wall_is_found_with_file_and_line() {
    let findings = walls(&project().join("tests/architecture/broken"));
    assert_eq!(
        findings.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [
            "src/engine/bank/peek.rs:3: engine::bank may not name engine::progress::log::Log",
            "src/engine/bank/peek.rs:7: engine::bank may not name platform::clock::now",
            "src/engine/bank/peek.rs:8: engine::bank may not name engine::schedule::queue::queue",
            "src/ui/components/button.rs:3: ui::components may not name platform::clock",
            "src/ui/components/button.rs:3: ui::components may not name platform::storage",
            "src/ui/components/button.rs:4: the package wasm_bindgen belongs to platform, worker",
        ]
    );
}

#[test]
fn every_room_is_on_the_map() {
    let map = fs::read_to_string(project().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md is the map");
    let mut rooms = vec!["`questions/`".to_owned(), "`static/`".to_owned(), "`tests/`".to_owned()];
    for folder in ["src", "src/engine"] {
        for entry in fs::read_dir(project().join(folder)).expect("a folder").flatten() {
            if entry.path().is_dir() {
                rooms.push(format!("`{folder}/{}/`", entry.file_name().to_string_lossy()));
            }
        }
    }
    rooms.extend(["`src/ui/pages/`".to_owned(), "`src/ui/components/`".to_owned()]);
    let missing: Vec<String> = rooms.into_iter().filter(|room| !map.contains(room.as_str())).collect();
    assert!(missing.is_empty(), "ARCHITECTURE.md does not name {}", missing.join(", "));
}

#[test]
fn a_module_file_holds_docs_and_names_only() {
    for (file, text) in sources(project()) {
        if !file.ends_with("mod.rs") {
            continue;
        }
        for (n, line) in bare(&text).lines().enumerate() {
            let line = line
                .trim()
                .trim_start_matches("pub ")
                .trim_start_matches("pub(super) ")
                .trim_start_matches("pub(crate) ");
            let code = ["fn ", "struct ", "enum ", "impl ", "impl<", "trait ", "static "]
                .iter()
                .any(|word| line.starts_with(word));
            assert!(
                !code,
                "{}:{}: a mod.rs holds docs and re-exports; give this a file of its own",
                file.display(),
                n + 1
            );
        }
    }
}

#[test]
fn files_are_short_and_folders_have_names() {
    for (file, text) in sources(project()) {
        let lines = text.lines().count();
        assert!(lines <= LONG, "{} has {lines} lines: which two things does it decide?", file.display());
        let limit = if file.starts_with("src/bin") { 30 } else { LONG };
        assert!(lines <= limit, "{} has {lines} lines: a main is short, a room is missing", file.display());
        for part in file.components() {
            let name = part.as_os_str().to_string_lossy();
            let name = name.trim_end_matches(".rs");
            assert!(!EMPTY_NAMES.contains(&name), "{}: `{name}` says nothing about what belongs there", file.display());
        }
    }
}

#[test]
fn the_second_style_sheet_gives_no_class_of_the_first_another_look() {
    let sheet = |name: &str| fs::read_to_string(project().join("static/styles").join(name)).expect("a style sheet");
    let first = sheet("app.css");
    let second = sheet("rooms.css");
    let alone = second.lines().filter_map(|line| line.split_once(" {")?.0.strip_prefix('.'));
    let alone: Vec<&str> = alone.filter(|class| class.chars().all(|c| c.is_alphanumeric() || c == '-')).collect();
    assert!(alone.contains(&"reply"), "classes are found: {alone:?}");
    for class in alone {
        let name = format!(".{class}");
        let mut behind = first.match_indices(&name).map(|(at, _)| first[at + name.len()..].chars().next());
        assert!(!behind.any(|next| next.is_none_or(|c| !c.is_alphanumeric() && c != '-')), "{name} stands in both");
    }
}

#[test]
fn only_the_shell_reads_the_clock_and_writes_storage() {
    for (file, text) in sources(project()) {
        let inside = module(&file);
        let names = paths(&bare(&text), &inside);
        let names = |room: &str| names.iter().any(|(_, path)| within(path, room));
        if inside.starts_with("ui") && inside != "ui::shell" {
            assert!(!names("platform::clock"), "{}: only ui/shell.rs reads the clock", file.display());
            assert!(!names("platform::storage"), "{}: only ui/shell.rs writes storage", file.display());
        }
    }
}

/// All imports that the table does not allow.
fn walls(project: &Path) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, text) in sources(project) {
        let inside = module(&file);
        let bare = bare(&text);
        let mut found = |line: usize, what: String| {
            findings.push(Finding { file: file.display().to_string(), line, what });
        };
        if let Some((room, may)) = ROOMS.iter().find(|(room, _)| within(&inside, room)) {
            for (line, path) in paths(&bare, &inside) {
                let sibling = *room == "ui::pages" && within(&path, "ui::pages") && !same_page(&inside, &path);
                let ground = within(&inside, "engine") && GROUND.iter().any(|other| within(&path, other));
                let named = within(&path, room) || may.iter().any(|other| within(&path, other));
                let allowed = (named || ground) && !sibling;
                // The engine's own table of contents names its rooms.
                let contents = inside == "engine" && within(&path, "engine");
                if !allowed && !contents {
                    found(line, format!("{room} may not name {path}"));
                }
            }
        }
        for (n, line) in bare.lines().enumerate() {
            for (package, rooms) in PACKAGES {
                if names_package(line, package) && !rooms.iter().any(|room| within(&inside, room)) {
                    found(n + 1, format!("the package {package} belongs to {}", rooms.join(", ")));
                }
            }
            let native = NATIVE.iter().find(|path| names_package(line, path));
            if let Some(path) = native.filter(|_| !["tools", "content", "bin"].iter().any(|room| within(&inside, room)))
            {
                found(n + 1, format!("{path} belongs to tools, content"));
            }
        }
    }
    findings.sort();
    findings.dedup();
    findings
}

/// Whether the path is the room or lies in it.
fn within(path: &str, room: &str) -> bool {
    path.strip_prefix(room).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// Two files of one page, or the list of pages itself.
fn same_page(inside: &str, path: &str) -> bool {
    let page = |path: &str| path.split("::").nth(2).map(str::to_owned);
    page(inside).is_none() || page(inside) == page(path) || page(path).is_none()
}

/// Whether the line names the package as a path's beginning.
fn names_package(line: &str, package: &str) -> bool {
    line.match_indices(package).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = &line[at + package.len()..];
        let begins = !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':');
        let imported = line.trim_start().trim_start_matches("pub ").starts_with("use ");
        begins && (after.starts_with("::") || (imported && after.starts_with([';', ' ', ','])))
    })
}

/// The paths of ours that a file names, with lines; `super` and `self` are resolved.
fn paths(bare: &str, inside: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let home: Vec<&str> = inside.split("::").collect();
    for keyword in ["crate", "certdeck", "super", "self"] {
        for (at, _) in bare.match_indices(&format!("{keyword}::")) {
            let before = bare[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            let mut start: Vec<String> = match keyword {
                "super" => home[..home.len() - 1].iter().map(ToString::to_string).collect(),
                "self" => home.iter().map(ToString::to_string).collect(),
                _ => Vec::new(),
            };
            let mut rest = &bare[at + keyword.len() + 2..];
            while let Some(after) = rest.strip_prefix("super::") {
                start.pop();
                rest = after;
            }
            let line = bare[..at].lines().count().max(1);
            let line = if bare[..at].ends_with('\n') { line + 1 } else { line };
            for path in tree(rest, &start).0 {
                found.push((line, path));
            }
        }
    }
    found
}

/// The paths of a use tree (`a::{b, c::d}`) that begins the text, and how much of the text it takes.
fn tree(text: &str, start: &[String]) -> (Vec<String>, usize) {
    let mut path = start.to_vec();
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let blank = rest.len() - rest.trim_start().len();
        let rest = &rest[blank..];
        at += blank;
        if let Some(inner) = rest.strip_prefix('{') {
            let mut paths = Vec::new();
            let mut used = at + 1;
            let mut left = inner;
            while !left.trim_start().starts_with('}') && !left.trim().is_empty() {
                let (more, length) = tree(left, &path);
                paths.extend(more);
                let next = left[length..].find([',', '}']).map_or(left.len(), |found| length + found);
                let next = if left[next..].starts_with(',') { next + 1 } else { next };
                used += next;
                left = &left[next..];
            }
            return (paths, used + (left.len() - left.trim_start().len()) + 1);
        }
        let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        if length > 0 && &rest[..length] != "self" {
            path.push(rest[..length].to_owned());
        }
        at += length;
        match text[at..].strip_prefix("::") {
            Some(after) if after.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '{') => at += 2,
            _ => return (vec![path.join("::")], at),
        }
    }
}

/// The text without comments, literals and tests, with its lines where they were.
fn bare(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let mut bare = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '/' if rest.peek() == Some(&'/') => {
                while rest.peek().is_some_and(|c| *c != '\n') {
                    rest.next();
                }
            }
            '"' => {
                while let Some(c) = rest.next() {
                    match c {
                        '\\' => bare.extend(rest.next().filter(|c| *c == '\n')),
                        '"' => break,
                        '\n' => bare.push('\n'),
                        _ => {}
                    }
                }
            }
            // A character literal that would look like the beginning of a text.
            '\'' if rest.peek() == Some(&'"') => {
                rest.next();
                rest.next();
            }
            c => bare.push(c),
        }
    }
    bare
}

/// `engine::bank::answer` of `src/engine/bank/answer.rs`.
fn module(file: &Path) -> String {
    let path = file.to_string_lossy().replace('\\', "/");
    let path = path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    if path == "lib" { String::new() } else { path.replace('/', "::") }
}

/// All files under `src`, sorted, with their texts.
fn sources(project: &Path) -> Vec<(PathBuf, String)> {
    let mut folders = vec![project.join("src")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the project").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("a source file");
                files.push((path.strip_prefix(project).expect("inside the project").to_owned(), text));
            }
        }
    }
    files.sort();
    files
}

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn lines(findings: &[Finding]) -> String {
    findings.iter().map(|finding| format!("  {finding}\n")).collect()
}
