//! From the programs that Trunk has built to those that are served.

use super::imports;
use super::list::{List, Part};
use super::slim::slim;
use super::{instrument, parts, profile as visits};
use crate::tools::precache;
use crate::tools::program::Programs;
use crate::tools::server::hex;
use crate::tools::trouble::Trouble;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// How the name of the program of a first visit begins.
const FIRST: &str = "app-";
/// The program of all other pages, as Trunk names it.
const ROOMS: &str = "rooms";
/// What the optimiser may count on: what the compiler and the glue use already.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Optimising what is then split: functions stay apart even where they have one caller only.
const KEEPING: [&str; 4] = ["-Oz", "-g", "--one-caller-inline-max-function-size", "20"];

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// How many functions are in each late part.
    pub late: Vec<usize>,
}

/// Optimises the programs of a site that Trunk has just built, splits the first, and names all in the page.
///
/// # Errors
/// Where the optimiser is missing or fails, or the site is not one that Trunk has just built.
pub fn finish(programs: &Programs, site: &Path) -> Result<Done, Trouble> {
    let list = List::read(&List::path(&programs.project))?;
    let first = first_program(site)?;
    optimise(programs, &first, &KEEPING)?;
    let old = first.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut names = Vec::new();
    let bytes = fs::read(&first).map_err(|error| Trouble::file(&first, &error))?;
    let mut bytes = bytes;
    let mut late = Vec::new();
    for part in Part::ALL {
        let parts = parts::split(&bytes, |name| list.part(name) == Some(part))?;
        let path = site.join(format!("{}.wasm", part.name()));
        fs::write(&path, &parts.late).map_err(|error| Trouble::file(&path, &error))?;
        optimise(programs, &path, &["-Oz"])?;
        late.push(parts.moved);
        names.push((part.name(), named(&path, part.name(), "wasm")?));
        bytes = parts.first;
    }
    let glue = first.with_file_name(old.replace("_bg.wasm", ".js"));
    fs::write(&first, &bytes).map_err(|error| Trouble::file(&first, &error))?;
    optimise(programs, &first, &["-Oz"])?;
    imports::shorten(&first, &glue)?;
    let app = named(&first, "app", "wasm")?;
    let app_glue = named(&glue, "app", "js")?;
    let rooms = site.join(format!("{ROOMS}_bg.wasm"));
    optimise(programs, &rooms, &["-Oz"])?;
    imports::shorten(&rooms, &site.join(format!("{ROOMS}.js")))?;
    names.push(("rooms", named(&rooms, ROOMS, "wasm")?));
    names.push(("rooms-glue", named(&site.join(format!("{ROOMS}.js")), ROOMS, "js")?));
    let style = site.join(format!("{ROOMS}.css"));
    let source = programs.project.join("static/styles/rooms.css");
    let text = fs::read_to_string(&source).map_err(|error| Trouble::file(&source, &error))?;
    fs::write(&style, slim(&text)).map_err(|error| Trouble::file(&style, &error))?;
    names.push(("rooms-style", named(&style, ROOMS, "css")?));

    let page = site.join("index.html");
    let html = fs::read_to_string(&page).map_err(|error| Trouble::file(&page, &error))?;
    if !html.contains(&old) {
        return Err(Trouble::new(format!("the page does not name {old}"), "Keep `pattern_preload` of Trunk.toml."));
    }
    let list_of: String =
        names.iter().map(|(role, name)| format!("<meta name=\"certdeck-{role}\" content=\"{name}\">")).collect();
    let html = html.replace(&old, &app).replace(&old.replace("_bg.wasm", ".js"), &app_glue).replacen(
        "</head>",
        &format!("{list_of}</head>"),
        1,
    );
    fs::write(&page, html).map_err(|error| Trouble::file(&page, &error))?;
    Ok(Done { late })
}

/// Makes a visit with the program of a site that Trunk has just built, and writes the list of what loads late. The
/// site itself stays as it is.
///
/// # Errors
/// Where the optimiser or Chromium is missing, or the page does not do what a visit expects.
pub fn profile(programs: &Programs, site: &Path) -> Result<(), Trouble> {
    let scratch = programs.tools.join("profile");
    if scratch.exists() {
        fs::remove_dir_all(&scratch).map_err(|error| Trouble::file(&scratch, &error))?;
    }
    precache::copy(site, &scratch)?;
    let first = first_program(&scratch)?;
    optimise(programs, &first, &KEEPING)?;
    let bytes = fs::read(&first).map_err(|error| Trouble::file(&first, &error))?;
    fs::write(&first, instrument::instrument(&bytes)?).map_err(|error| Trouble::file(&first, &error))?;
    precache::precache(&scratch, &programs.project.join("static"))?;
    visits::profile(&scratch, &bytes)?.write(&List::path(&programs.project))
}

fn first_program(site: &Path) -> Result<PathBuf, Trouble> {
    let entries = fs::read_dir(site).map_err(|error| Trouble::file(site, &error))?;
    let found = entries.flatten().map(|entry| entry.path()).find(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(FIRST) && name.ends_with("_bg.wasm")
    });
    found.ok_or_else(|| {
        Trouble::new(
            format!("{} holds no program as Trunk writes it", site.display()),
            "Build it: `cargo xtask build`.",
        )
    })
}

fn optimise(programs: &Programs, program: &Path, how: &[&str]) -> Result<(), Trouble> {
    let next = "Install it: `npm install --prefix .tools binaryen`, or your system's package binaryen.";
    if programs.find(&["wasm-opt"]).is_none() {
        return Err(Trouble::new("wasm-opt is missing", next));
    }
    let mut command = programs.command("wasm-opt");
    command.args(how).args(FEATURES).arg(program).arg("-o").arg(program);
    let stem = program.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    programs.run(&format!("wasm-opt-{stem}"), &mut command, next)
}

/// Renames a file to what it is, with a hash of its content; gives back the new name.
fn named(path: &Path, name: &str, end: &str) -> Result<String, Trouble> {
    let bytes = fs::read(path).map_err(|error| Trouble::file(path, &error))?;
    let new = format!("{name}-{}.{end}", hex(&Sha256::digest(&bytes)[..8]));
    let target = path.with_file_name(&new);
    fs::rename(path, &target).map_err(|error| Trouble::file(&target, &error))?;
    Ok(new)
}
