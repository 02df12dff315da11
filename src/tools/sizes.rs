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
    pub code: bool,
}

/// The files that a first visit needs before its first question, in the order in which they are asked for; of the
/// packs the largest.
pub(super) fn first_load(site: &Path) -> Result<Vec<Row>, Trouble> {
    let mut rows = Vec::new();
    for name in names(site)? {
        let code = [".js", ".css", ".wasm"].iter().any(|end| name.ends_with(end)) && !name.starts_with("sw");
        let wanted = code || name == "index.html" || name == "manifest.webmanifest";
        if wanted && !name.starts_with(optimizer::NAME) {
            rows.push(row(site, &name, code)?);
        }
    }
    rows.push(row(site, "packs/tracks.json", false)?);
    let packs = names(&site.join("packs"))?;
    let mut practice = Vec::new();
    for name in packs.iter().filter(|name| *name != "tracks.json" && !name.contains("-form")) {
        practice.push(row(site, &format!("packs/{name}"), false)?);
    }
    rows.extend(practice.into_iter().max_by_key(|row| row.gzip));
    Ok(rows)
}

/// The table, with the sums against their budgets.
pub(super) fn table(site: &Path) -> Result<String, Trouble> {
    let rows = first_load(site)?;
    let mut text = format!("{:<44} {:>10} {:>10}\n", "first load", "raw", "gzip");
    for row in &rows {
        text.push_str(&format!("{:<44} {:>10} {:>10}\n", row.file, row.raw, row.gzip));
    }
    let code: usize = rows.iter().filter(|row| row.code).map(|row| row.gzip).sum();
    let all: usize = rows.iter().map(|row| row.gzip).sum();
    let mut later = 0;
    for name in names(site)?.iter().filter(|name| name.starts_with(optimizer::NAME)) {
        later += row(site, name, true)?.gzip;
    }
    let sums = [
        ("code", code, CODE_BUDGET),
        ("everything", all, FIRST_ITEM_BUDGET),
        ("later: the optimiser", later, OPTIMIZER_BUDGET),
    ];
    for (name, sum, budget) in sums {
        let verdict = if sum <= budget { "within" } else { "OVER" };
        text.push_str(&format!("{name:<44} {:>10} {sum:>10}   {verdict} {budget}\n", ""));
    }
    Ok(text)
}

fn row(site: &Path, name: &str, code: bool) -> Result<Row, Trouble> {
    let path = site.join(name);
    let bytes = fs::read(&path).map_err(|error| Trouble::file(&path, &error))?;
    Ok(Row { file: name.to_owned(), raw: bytes.len(), gzip: gzip(&bytes).len(), code })
}

fn names(folder: &Path) -> Result<Vec<String>, Trouble> {
    let entries = fs::read_dir(folder).map_err(|error| Trouble::file(folder, &error))?;
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    Ok(names)
}
