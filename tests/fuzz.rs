//! The corpus of the fuzz targets, run as ordinary tests: what was found once is never found again.
//!
//! The targets themselves: `cargo +nightly fuzz run import` (or `event`, `segment`, `pack`, `route`,
//! `envelope`) in this folder. The
//! routes' corpus is run beside them, in `src/ui/route.rs`.

#[path = "../fuzz/checks.rs"]
mod checks;

fn run(target: &str, check: fn(&[u8])) {
    let folder = format!("{}/fuzz/corpus/{target}", env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("a corpus").flatten().map(|file| file.path()).collect();
    files.sort();
    assert!(files.len() >= 5, "the corpus of {target} has {} files", files.len());
    for file in files {
        let bytes = std::fs::read(&file).expect("a file of the corpus");
        // A check that fails says which file it was.
        println!("{}", file.display());
        check(&bytes);
        // So does every beginning of a small file: what ends in the middle is the commonest damage.
        for end in 0..if bytes.len() < 2_000 { bytes.len() } else { 0 } {
            check(&bytes[..end]);
        }
    }
}

#[test]
fn import() {
    run("import", checks::import);
}

#[test]
fn event() {
    run("event", checks::event);
}

#[test]
fn segment() {
    run("segment", checks::segment);
}

#[test]
fn pack() {
    run("pack", checks::pack);
}

#[test]
fn envelope() {
    run("envelope", checks::envelope);
}
