//! The optimiser's files in a built site. Trunk gives a worker's files no hash; here they get one name for all, so
//! that a cache can't put those of two builds together, and a start script that says which build they are.

use super::server::hex;
use super::trouble::Trouble;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

/// How their names begin.
pub(super) const NAME: &str = "optimizer";

/// Finishes them; gives back the element by which the page finds them, empty where the site has none.
///
/// # Errors
/// Where a file cannot be read or written.
pub(super) fn finish(site: &Path, statics: &Path) -> Result<String, Trouble> {
    let (glue, wasm) = (site.join(format!("{NAME}.js")), site.join(format!("{NAME}_bg.wasm")));
    if glue.is_file() && wasm.is_file() {
        let read = |path: &Path| fs::read(path).map_err(|error| Trouble::file(path, &error));
        let source = statics.join(format!("{NAME}.js"));
        let mut hash = Sha256::new();
        for path in [&glue, &wasm, &source] {
            hash.update(read(path)?);
        }
        let build = hex(&hash.finalize()[..8]);
        // What an earlier build left.
        for (_, path) in named(site)? {
            fs::remove_file(&path).map_err(|error| Trouble::file(&path, &error))?;
        }
        let (new_glue, new_wasm) = (format!("{NAME}-glue.{build}.js"), format!("{NAME}.{build}.wasm"));
        for (from, to) in [(&glue, &new_glue), (&wasm, &new_wasm)] {
            fs::rename(from, site.join(to)).map_err(|error| Trouble::file(from, &error))?;
        }
        let script = String::from_utf8_lossy(&read(&source)?)
            .replace("__GLUE__", &new_glue)
            .replace("__WASM__", &new_wasm)
            .replace("__BUILD__", &build);
        let path = site.join(format!("{NAME}.{build}.js"));
        fs::write(&path, script).map_err(|error| Trouble::file(&path, &error))?;
    }
    let start =
        named(site)?.into_iter().find(|(name, _)| name.starts_with(&format!("{NAME}.")) && name.ends_with(".js"));
    Ok(start.map_or_else(String::new, |(name, _)| format!("<meta name=\"certdeck-{NAME}\" content=\"{name}\">")))
}

/// The files that have their names already: `optimizer.<build>.js` and so on.
fn named(site: &Path) -> Result<Vec<(String, std::path::PathBuf)>, Trouble> {
    let entries = fs::read_dir(site).map_err(|error| Trouble::file(site, &error))?.flatten();
    let named = entries.map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()));
    Ok(named.filter(|(name, _)| name.starts_with(NAME) && name.split('.').count() == 3).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_get_one_name_and_the_page_finds_them() {
        let site = std::env::temp_dir().join(format!("certdeck-optimizer-{}", std::process::id()));
        let statics = Path::new(env!("CARGO_MANIFEST_DIR")).join("static");
        let put = |name: &str, text: &str| fs::write(site.join(name), text).expect("writing");
        let names = || {
            let mut names: Vec<String> = named(&site).expect("a folder").into_iter().map(|(name, _)| name).collect();
            names.sort();
            names
        };
        fs::create_dir_all(&site).expect("a folder");
        assert_eq!(finish(&site, &statics).expect("a site without"), "");

        let build = |wasm: &str| {
            put("optimizer.js", "export default 1;");
            put("optimizer_bg.wasm", wasm);
            let element = finish(&site, &statics).expect("finished");
            let name = element.split('"').nth(3).expect("a name").to_owned();
            let build = name.split('.').nth(1).expect("a build").to_owned();
            assert_eq!(element, format!("<meta name=\"certdeck-optimizer\" content=\"optimizer.{build}.js\">"));
            let mut expect =
                vec![format!("optimizer-glue.{build}.js"), name.clone(), format!("optimizer.{build}.wasm")];
            expect.sort();
            assert_eq!(names(), expect);
            let script = fs::read_to_string(site.join(&name)).expect("a script");
            assert!(!script.contains("__") && script.contains(&format!("certdeckBuild = '{build}'")), "{script}");
            assert_eq!(finish(&site, &statics).expect("again"), element, "finishing twice changes nothing");
            build
        };
        let first = build("one");
        assert_eq!(build("one"), first);
        assert_ne!(build("two"), first);
        fs::remove_dir_all(&site).expect("removed");
    }
}
