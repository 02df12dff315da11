//! What the first visit loads, file by file, against the budgets.

use super::optimizer;
use super::server::gzip;
use super::trouble::Trouble;
use std::fs;
use std::path::Path;

/// Code of the first load, gzip: program, glue, start script, style sheet.
pub(super) const CODE_BUDGET: usize = 150_000;
/// Everything until the first item can be answered, gzip.
pub(super) const FIRST_ITEM_BUDGET: usize = 250_000;

/// The optimiser, which no first load holds, gzip.
const OPTIMIZER_BUDGET: usize = 70_000;

/// A file of the first load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub file: String,
    pub raw: usize,
    pub gzip: usize,
    pub load: Load,
}

/// When a file is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Load {
    /// For the first page; not code.
    Page,
    /// For the first page; program, glue, start script, style sheet.
    Code,
    /// With the first deck.
    Study,
}

impl Load {
    fn words(self) -> &'static str {
        match self {
            Self::Page => "first load",
            Self::Code => "first load, code",
            Self::Study => "with the first deck",
        }
    }
}

/// The files that a first visit needs before its first question, in the order in which they are asked for; of the
/// packs the largest. What the page names besides, the other programs among it, comes later or never.
pub(super) fn first_load(site: &Path) -> Result<Vec<Row>, Trouble> {
    let all = names(site)?;
    let named = |begin: &str, end: &str| all.iter().find(|name| name.starts_with(begin) && name.ends_with(end));
    let mut rows = vec![row(site, "index.html", Load::Page)?, row(site, "manifest.webmanifest", Load::Page)?];
    for (begin, end, load) in [
        ("app-", ".css", Load::Code),
        ("boot", ".js", Load::Code),
        ("app-", ".js", Load::Code),
        ("app-", ".wasm", Load::Code),
        ("study-", ".wasm", Load::Study),
    ] {
        let name = named(begin, end).ok_or_else(|| {
            Trouble::new(format!("{} has no {begin}…{end}", site.display()), "Build the site: `cargo xtask build`.")
        })?;
        rows.push(row(site, name, load)?);
    }
    rows.push(row(site, "packs/tracks.json", Load::Page)?);
    let packs = names(&site.join("packs"))?;
    let mut practice = Vec::new();
    for name in packs.iter().filter(|name| *name != "tracks.json" && !name.contains("-form")) {
        practice.push(row(site, &format!("packs/{name}"), Load::Study)?);
    }
    rows.extend(practice.into_iter().max_by_key(|row| row.gzip));
    Ok(rows)
}

/// The table, with the sums against their budgets.
pub(super) fn table(site: &Path) -> Result<String, Trouble> {
    let rows = first_load(site)?;
    let mut text = format!("{:<44} {:>10} {:>10}\n", "until the first item", "raw", "gzip");
    for row in &rows {
        text.push_str(&format!("{:<44} {:>10} {:>10}   {}\n", row.file, row.raw, row.gzip, row.load.words()));
    }
    let mut later = 0;
    for name in names(site)?.iter().filter(|name| name.starts_with(optimizer::NAME)) {
        later += row(site, name, Load::Code)?.gzip;
    }
    for (name, sum, budget) in [
        ("code of the first load", code(&rows), CODE_BUDGET),
        ("everything", all(&rows), FIRST_ITEM_BUDGET),
        ("later: the optimiser", later, OPTIMIZER_BUDGET),
    ] {
        let verdict = if sum <= budget { "within" } else { "OVER" };
        text.push_str(&format!("{name:<44} {:>10} {sum:>10}   {verdict} {budget}\n", ""));
    }
    Ok(text)
}

/// Code of the first load, gzip.
pub(super) fn code(rows: &[Row]) -> usize {
    rows.iter().filter(|row| row.load == Load::Code).map(|row| row.gzip).sum()
}

/// Everything until the first item, gzip.
pub(super) fn all(rows: &[Row]) -> usize {
    rows.iter().map(|row| row.gzip).sum()
}

fn row(site: &Path, name: &str, load: Load) -> Result<Row, Trouble> {
    let path = site.join(name);
    let bytes = fs::read(&path).map_err(|error| Trouble::file(&path, &error))?;
    Ok(Row { file: name.to_owned(), raw: bytes.len(), gzip: gzip(&bytes).len(), load })
}

fn names(folder: &Path) -> Result<Vec<String>, Trouble> {
    let entries = fs::read_dir(folder).map_err(|error| Trouble::file(folder, &error))?;
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    Ok(names)
}
