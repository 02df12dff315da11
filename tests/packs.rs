//! The compiler of the bank, from source files to packs, over fixtures that are laid out like the real bank.
//!
//! `BLESS=1 cargo test --features tools --test packs` writes what is expected anew; look at the difference.

// Helpers of tests unwrap as tests do.
#![allow(clippy::unwrap_used)]

use certdeck::content::{check, lock, rules, write_packs};
use certdeck::engine::bank::figure::{Exhibit, Figure};
use certdeck::engine::bank::pack::{Catalogue, Pack, PackError};
use certdeck::engine::bank::question::Kind;
use certdeck::engine::chance::Chance;
use certdeck::engine::drill::{Judgement, draw, judge};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

type Files = BTreeMap<String, Vec<u8>>;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packs")
}

/// An empty folder of that name, for one test.
fn scratch(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn blessed() -> bool {
    std::env::var_os("BLESS").is_some()
}

/// All files below a folder by their paths in it.
fn read(root: &Path) -> Files {
    let mut files = Files::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}

fn write(root: &Path, files: &Files) {
    for (name, bytes) in files {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// What the fixture bank compiles to.
fn built(name: &str) -> Files {
    let out = scratch(name);
    write_packs(&fixtures().join("bank"), &out).unwrap();
    read(&out)
}

fn packs(files: &Files) -> Vec<Pack> {
    let packs = files.iter().filter(|(name, _)| *name != "tracks.json");
    packs.map(|(_, bytes)| Pack::read(std::str::from_utf8(bytes).unwrap()).unwrap()).collect()
}

fn catalogue(files: &Files) -> Catalogue {
    Catalogue::read(std::str::from_utf8(&files["tracks.json"]).unwrap()).unwrap()
}

#[test]
fn the_fixture_bank_compiles_to_what_is_expected() {
    let checked = check(&fixtures().join("bank"));
    let findings: String = checked.findings.iter().map(|finding| format!("{finding}\n")).collect();
    assert_eq!(findings, "");
    let mut files = built("expected");
    files.insert("report.txt".to_owned(), checked.report.to_string().into_bytes());
    let expected = fixtures().join("_expected");
    if blessed() {
        let _ = fs::remove_dir_all(&expected);
        write(&expected, &files);
    }
    let expected = read(&expected);
    assert_eq!(files.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    for (name, bytes) in &files {
        assert_eq!(String::from_utf8_lossy(bytes), String::from_utf8_lossy(&expected[name]), "{name}");
    }
}

/// The page reads with readers of its own: they say what the derived ones say of whatever the build writes.
#[test]
fn what_is_written_is_read_as_it_was_meant() {
    for (name, bytes) in &built("read") {
        let text = std::str::from_utf8(bytes).unwrap();
        if name == "tracks.json" {
            assert_eq!(Catalogue::read(text).unwrap(), serde_json::from_str(text).unwrap());
        } else {
            // Questions are the same by their hash: here all of them counts.
            let (ours, theirs) = (Pack::read(text).unwrap(), serde_json::from_str::<Pack>(text).unwrap());
            assert_eq!(format!("{ours:?}"), format!("{theirs:?}"), "{name}");
        }
    }
}

#[test]
fn a_pack_that_is_damaged_or_newer_is_refused() {
    let files = built("damaged");
    let (_, bytes) = files.iter().find(|(name, _)| name.starts_with("csm.")).unwrap();
    let text = std::str::from_utf8(bytes).unwrap();
    for cut in (0..text.len() - 1).step_by(97).filter(|cut| text.is_char_boundary(*cut)) {
        assert!(matches!(Pack::read(&text[..cut]), Err(PackError::Damaged(_))), "{cut}");
    }
    let check = |text: &str, expect: &str| assert_eq!(Pack::read(text), Err(PackError::Damaged(expect.to_owned())));
    check("", "line 1, column 1");
    check("{\"format\":1,\n\"track\":7,\"questions\":[]}", "line 2, column 9");
    check("{\"format\":1,\n\"track\":\"csm\",\"questions\":[\n{}]}", "line 3, column 1");
    check("{\"format\":-1}", "line 1, column 11");
    check("[]", "line 1, column 1");
    assert_eq!(Pack::read("{\"of\":\"tomorrow\",\"format\":2}"), Err(PackError::Newer(2)));
    // Every field that is replaced by a wrong one is missed, whatever it is.
    for (at, _) in text.match_indices("\":").step_by(11) {
        let broken = [&text[..at], "x", &text[at..]].concat();
        let (ours, theirs) = (Pack::read(&broken).is_ok(), serde_json::from_str::<Pack>(&broken).is_ok());
        assert_eq!(ours, theirs, "{}", &text[at - 20..at + 2]);
    }
}

#[test]
fn ten_builds_give_the_same_bytes() {
    let first = built("build-0");
    let source = read(&fixtures().join("bank"));
    for round in 1..10 {
        // In another place, and written in another order.
        let root = scratch(&format!("copy-{round}"));
        let mut names: Vec<&String> = source.keys().collect();
        let turn = round % names.len();
        names.rotate_left(turn);
        for name in names {
            write(&root, &Files::from([(name.clone(), source[name].clone())]));
        }
        let out = scratch(&format!("build-{round}"));
        write_packs(&root, &out).unwrap();
        assert_eq!(read(&out), first);
    }
}

#[test]
fn the_fixture_bank_holds_everything_there_is() {
    let files = built("everything");
    let packs = packs(&files);
    let kinds: BTreeSet<Kind> = packs.iter().flat_map(|pack| &pack.questions).map(|question| question.kind()).collect();
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), Kind::ALL);
    let questions = packs.iter().flat_map(|pack| &pack.questions).flat_map(|question| &question.exhibits);
    let cases = packs.iter().flat_map(|pack| &pack.cases).flat_map(|case| &case.exhibits);
    let drills = packs.iter().flat_map(|pack| &pack.drills).flat_map(|drill| &drill.exhibits);
    let figures: BTreeSet<&str> = questions.chain(cases).chain(drills).map(figure_name).collect();
    // A new kind of figure does not compile below, and then belongs into the fixture bank.
    assert_eq!(figures.len(), 10, "{figures:?}");
    assert!(packs.iter().any(|pack| !pack.cards.is_empty()) && packs.iter().any(|pack| !pack.drills.is_empty()));
}

fn figure_name(exhibit: &Exhibit) -> &'static str {
    match exhibit.figure {
        Figure::Table { .. } => "table",
        Figure::Burndown { .. } => "burndown",
        Figure::EarnedValue { .. } => "earned-value",
        Figure::Network { .. } => "network",
        Figure::Histogram { .. } => "histogram",
        Figure::ControlChart { .. } => "control-chart",
        Figure::Flow { .. } => "flow",
        Figure::Confusion { .. } => "confusion",
        Figure::Roc { .. } => "roc",
        Figure::LossCurve { .. } => "loss-curve",
    }
}

#[test]
fn the_catalogue_names_packs_that_are_there_and_nothing_reserved_is_among_the_practice() {
    let files = built("catalogue");
    let catalogue = catalogue(&files);
    let tracks: Vec<&str> = catalogue.tracks.iter().map(|entry| entry.track.id.as_str()).collect();
    assert_eq!(tracks, ["pmp", "csm", "mla", "cpmai"]);
    let mut named = BTreeSet::from(["tracks.json".to_owned()]);
    for entry in &catalogue.tracks {
        assert!(entry.track.traps.is_empty());
        for (form, name) in
            entry.pack.iter().map(|n| (None, n)).chain(entry.forms.iter().map(|f| (Some(f.form), &f.pack)))
        {
            let pack = Pack::read(std::str::from_utf8(&files[name]).unwrap()).unwrap();
            assert_eq!(pack.track, entry.track.id);
            assert!(pack.questions.iter().all(|question| question.form == form), "{name}");
            // A case lies in the pack of its questions, which stand side by side.
            for case in &pack.cases {
                let own: Vec<_> = pack.questions.iter().map(|q| (q.case.as_ref() == Some(&case.id), &q.id)).collect();
                let first = own.iter().position(|(own, _)| *own).unwrap();
                let ids: Vec<_> =
                    own[first..].iter().take_while(|(own, _)| *own).map(|(_, id)| (*id).clone()).collect();
                assert_eq!(ids, case.questions);
            }
            named.insert(name.clone());
        }
    }
    assert_eq!(named, files.keys().cloned().collect());
    // A track without items has facts and no pack.
    assert!(catalogue.tracks[3].pack.is_none() && !catalogue.tracks[3].track.outlines.is_empty());
    // The newest outline stands first in the source and last in the catalogue.
    assert_eq!(catalogue.tracks[0].track.outlines[1].version, "Second outline");
}

#[test]
fn only_what_changed_gets_another_hash() {
    let hashes = |files: &Files| -> BTreeMap<String, u32> {
        let packs = packs(files);
        packs.iter().flat_map(|pack| &pack.questions).map(|q| (q.id.to_string(), q.hash.0)).collect()
    };
    let before = built("hash-before");
    let mut source = read(&fixtures().join("bank"));
    let name = "pmp/people/conflict.toml";
    let text = String::from_utf8(source[name].clone()).unwrap();
    source.insert(
        name.to_owned(),
        text.replace("When everybody is reachable", "When everyone is reachable").into_bytes(),
    );
    let (root, out) = (scratch("hash-source"), scratch("hash-after"));
    write(&root, &source);
    write_packs(&root, &out).unwrap();
    let after = read(&out);
    let (old, new) = (hashes(&before), hashes(&after));
    let changed: Vec<&String> = old.keys().filter(|id| old[*id] != new[*id]).collect();
    assert_eq!(changed, ["pmp-conflict-003"]);
    assert_ne!(catalogue(&before).bank, catalogue(&after).bank);
    // The pack that holds the question is a new file; all others keep their names.
    let same = before.keys().filter(|name| after.contains_key(*name)).count();
    assert_eq!(same, before.len() - 1);
}

#[test]
fn packs_of_an_earlier_build_are_removed_and_nothing_else_is() {
    let out = scratch("stale");
    for name in ["pmp.00000000.json", "csm-form2.0123abcd.json", "notes.json", "sw.js"] {
        fs::write(out.join(name), "old").unwrap();
    }
    let written = write_packs(&fixtures().join("bank"), &out).unwrap();
    let there: BTreeSet<String> = read(&out).into_keys().collect();
    let mut expected: BTreeSet<String> = written.files.into_iter().collect();
    expected.extend(["notes.json".to_owned(), "sw.js".to_owned()]);
    assert_eq!(there, expected);
}

#[test]
fn a_bank_with_findings_is_not_written() {
    let root = bad("card-back");
    let out = scratch("refused").join("packs");
    let error = write_packs(&root, &out).unwrap_err().to_string();
    assert!(error.contains("error[card-back]") && !out.exists(), "{error}");
}

#[test]
fn the_lock_takes_new_ids_once_and_keeps_the_rest() {
    let root = scratch("lock");
    write(&root, &read(&fixtures().join("bank")));
    let path = root.join("ids.lock");
    let whole = fs::read_to_string(&path).unwrap();
    assert!(lock(&root).unwrap().added.is_empty());
    let tombstone = "csm-daily-c09 retired 2026-12-01 said the same as csm-daily-c01\n";
    let text = whole.replace("pmp-finance-d01\n", "");
    let text = text.replace("csm-daily-c01\n", &format!("csm-daily-c01\n# ours\n{tombstone}"));
    fs::write(&path, &text).unwrap();
    assert_eq!(lock(&root).unwrap().added, ["pmp-finance-d01"]);
    let after = fs::read_to_string(&path).unwrap();
    assert!(after.contains("pmp-finance-002\npmp-finance-d01\n") && after.contains(&format!("# ours\n{tombstone}")));
    assert!(check(&root).findings.iter().all(|finding| !finding.rule.starts_with("lock")));
}

#[test]
fn every_draw_of_a_drill_judges_its_own_answers() {
    let packs = packs(&built("drills"));
    for drill in packs.iter().flat_map(|pack| &pack.drills) {
        for seed in 0..500 {
            let instance = draw(drill, seed).unwrap();
            assert_eq!(judge(&instance, instance.answer), Judgement::Right);
            for (at, mistake) in instance.mistakes.iter().enumerate() {
                assert_eq!(judge(&instance, mistake.value), Judgement::Mistake(at), "{} seed {seed}", drill.id);
            }
            assert_eq!(judge(&instance, instance.answer + 1e6), Judgement::Wrong);
            assert!(!instance.stem.plain().contains('{') && !instance.working.plain().contains('{'));
        }
    }
}

/// The base bank with a bad fixture laid over it.
fn bad(rule: &str) -> PathBuf {
    let root = scratch(&format!("bad-{rule}"));
    for layer in ["_base", rule] {
        let mut files = read(&fixtures().join("bad").join(layer));
        files.remove("findings.txt");
        write(&root, &files);
    }
    if !root.join("ids.lock").exists() {
        lock(&root).unwrap();
    }
    root
}

#[test]
fn every_check_has_a_bad_fixture_and_finds_what_is_expected() {
    let mut folders: BTreeSet<String> = BTreeSet::new();
    for entry in fs::read_dir(fixtures().join("bad")).unwrap() {
        folders.insert(entry.unwrap().file_name().into_string().unwrap());
    }
    assert!(folders.remove("_base"));
    let names: BTreeSet<String> = rules().iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(names, folders);
    assert_eq!(names.len(), rules().len());
    let mut wrong = Vec::new();
    for (rule, _) in rules() {
        let root = bad(rule);
        let findings = check(&root).findings;
        let found: String = findings.iter().map(|finding| format!("{finding}\n")).collect();
        let found = found.replace(root.to_str().unwrap(), "questions");
        let path = fixtures().join("bad").join(rule).join("findings.txt");
        if blessed() {
            fs::write(&path, &found).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        // Its own rule and no other: a fixture with two faults would hide one of them.
        let own = findings.iter().all(|finding| finding.rule == rule) && !findings.is_empty();
        if found != expected || !own {
            wrong.push(format!("--- {rule}\n{found}--- expected\n{expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_base_of_the_bad_fixtures_is_in_order() {
    let root = scratch("base");
    write(&root, &read(&fixtures().join("bad/_base")));
    assert!(check(&root).findings.is_empty());
}

#[test]
fn a_bank_that_is_not_there_is_a_finding() {
    let findings = check(Path::new("no/such/bank")).findings;
    assert_eq!(findings.len(), 1);
    assert_eq!((findings[0].rule, findings[0].line), ("path", 0));
}

#[test]
fn a_damaged_bank_gives_findings_and_no_panic() {
    let source = read(&fixtures().join("bank"));
    let names: Vec<&String> = source.keys().filter(|name| name.ends_with(".toml")).collect();
    let scraps = ["", "=", "[[", "\"", "'''", "{", "`", "**", "|", "\\", "é", "-1", "nan", "kind", "0"];
    let mut chance = Chance::new(1);
    let mut pick = |count: usize| chance.below(count as u32) as usize;
    let root = scratch("damaged");
    for _ in 0..60 {
        let name = names[pick(names.len())];
        let text = String::from_utf8(source[name].clone()).unwrap();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for _ in 0..=pick(3) {
            let at = pick(lines.len());
            let signs: Vec<char> = lines[at].chars().collect();
            let (from, to) = (pick(signs.len() + 1), pick(signs.len() + 1));
            let (before, after) = (&signs[..from.min(to)], &signs[from.max(to)..]);
            let scrap = scraps[pick(scraps.len())].chars().collect::<Vec<_>>();
            lines[at] = [before, &scrap, after].concat().into_iter().collect();
        }
        write(&root, &source);
        write(&root, &Files::from([(name.clone(), lines.join("\n").into_bytes())]));
        let _ = check(&root).report.to_string();
    }
}
