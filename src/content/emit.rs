//! The packs: the bytes that the page fetches.

use super::bank::{Bank, TrackSource};
use super::diagnostic::Finding;
use super::figures::figures;
use super::load::load;
use super::run::examine;
use crate::engine::bank::pack::{Catalogue, Entry, FORMAT, FormFile, Pack};
use crate::engine::bank::question::{Card, Case, ContentHash, Question};
use crate::engine::bank::track::Track;
use crate::engine::drill::Drill;
use crate::engine::id::TRACKS;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// File names within the folder, sorted: `tracks.json` and the packs, which carry a hash in their names.
    pub files: Vec<String>,
    /// The bank's hash: changes with any content of the bank.
    pub bank: String,
    /// Bytes in all.
    pub bytes: u64,
}

/// Why no packs were written.
#[derive(Debug)]
pub enum PacksError {
    /// The bank is not in order; nothing was written.
    Refused(Vec<Finding>),
    /// A file could not be read or written.
    Io(PathBuf, io::Error),
}

impl fmt::Display for PacksError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(findings) => {
                for finding in findings {
                    writeln!(f, "{finding}")?;
                }
                write!(f, "the bank has {} findings; no packs were written", findings.len())
            }
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
        }
    }
}

impl std::error::Error for PacksError {}

/// Checks the bank under `root` (the folder `questions`) and writes its packs to `out` (made where missing): a
/// stable `tracks.json`, `<track>.<hash8>.json` and `<track>-form<N>.<hash8>.json`. Packs of an earlier build are
/// removed. The same bank gives the same bytes.
///
/// # Errors
/// A bank with findings, or a file that can't be read or written.
pub fn write_packs(root: &Path, out: &Path) -> Result<Written, PacksError> {
    let bank = load(root);
    let findings = examine(&bank);
    if !findings.is_empty() {
        return Err(PacksError::Refused(findings));
    }
    let built = build(&bank).map_err(|error| PacksError::Io(out.to_owned(), error.into()))?;
    let io = |path: &Path| {
        let path = path.to_owned();
        move |error| PacksError::Io(path, error)
    };
    fs::create_dir_all(out).map_err(io(out))?;
    for entry in fs::read_dir(out).map_err(io(out))? {
        let path = entry.map_err(io(out))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if is_pack(&name) && !built.files.contains_key(&name) {
            fs::remove_file(&path).map_err(io(&path))?;
        }
    }
    for (name, bytes) in &built.files {
        let path = out.join(name);
        // Unchanged files keep their time, so that whoever watches the folder stays calm.
        if fs::read(&path).ok().as_ref() != Some(bytes) {
            fs::write(&path, bytes).map_err(io(&path))?;
        }
    }
    Ok(Written {
        bytes: built.files.values().map(|bytes| bytes.len() as u64).sum(),
        files: built.files.into_keys().collect(),
        bank: built.bank,
    })
}

/// Whether a file's name is one that this module gives to packs: `csm.1a2b3c4d.json`, `csm-form1.1a2b3c4d.json`.
fn is_pack(name: &str) -> bool {
    let Some((what, hash)) = name.strip_suffix(".json").and_then(|name| name.split_once('.')) else { return false };
    let track = what.split_once("-form").map_or(what, |(track, _)| track);
    TRACKS.contains(&track) && hash.len() == 8 && hash.bytes().all(|b| b.is_ascii_hexdigit())
}

/// The files of all packs by name, and the bank's hash.
struct Built {
    files: BTreeMap<String, Vec<u8>>,
    bank: String,
}

fn build(bank: &Bank) -> Result<Built, serde_json::Error> {
    let mut files = BTreeMap::new();
    let mut entries = Vec::new();
    for source in &bank.tracks {
        let Some(track) = &source.track else { continue };
        let mut forms = Vec::new();
        let reserved: BTreeSet<u8> = source.questions().filter_map(|question| question.item.form).collect();
        for form in reserved {
            let pack = pack(source, track, Some(form))?;
            let name = put(&mut files, &format!("{}-form{form}", track.id), &pack)?;
            forms.push(FormFile { form, pack: name });
        }
        let pack = pack(source, track, None)?;
        let empty = pack.questions.is_empty() && pack.cards.is_empty() && pack.drills.is_empty();
        let name = if empty { None } else { Some(put(&mut files, track.id.as_str(), &pack)?) };
        // Misconceptions come with the pack, where their words are needed.
        let track = Track { traps: Vec::new(), ..track.clone() };
        entries.push(Entry { track, pack: name, forms, figures: figures(source) });
    }
    let mut catalogue = Catalogue { format: FORMAT, bank: String::new(), tracks: entries };
    // Packs are named by their content: the catalogue alone tells one bank from another.
    catalogue.bank = hex(&serde_json::to_vec(&catalogue)?, 8);
    files.insert("tracks.json".to_owned(), serde_json::to_vec(&catalogue)?);
    Ok(Built { files, bank: catalogue.bank })
}

fn put(files: &mut BTreeMap<String, Vec<u8>>, name: &str, pack: &Pack) -> Result<String, serde_json::Error> {
    let bytes = serde_json::to_vec(pack)?;
    let name = format!("{name}.{}.json", hex(&bytes, 4));
    files.insert(name.clone(), bytes);
    Ok(name)
}

/// What a track holds for practice, or for one reserved form.
fn pack(source: &TrackSource, track: &Track, form: Option<u8>) -> Result<Pack, serde_json::Error> {
    let mut pack = Pack {
        format: FORMAT,
        track: track.id.clone(),
        traps: Vec::new(),
        questions: Vec::new(),
        cards: Vec::new(),
        cases: Vec::new(),
        drills: Vec::new(),
    };
    for topic in &source.topics {
        for question in topic.questions.iter().map(|question| &question.item).filter(|question| question.form == form) {
            pack.questions.push(Question { hash: content_hash(question)?, ..question.clone() });
        }
        // A case is reserved as a whole: that has been checked.
        let held = |case: &&Case| pack.questions.iter().any(|question| question.case.as_ref() == Some(&case.id));
        pack.cases.extend(topic.cases.iter().map(|case| &case.item).filter(held).cloned());
        if form.is_none() {
            for card in topic.cards.iter().map(|card| &card.item) {
                pack.cards.push(Card { hash: content_hash(card)?, ..card.clone() });
            }
            for drill in topic.drills.iter().map(|drill| &drill.item) {
                pack.drills.push(Drill { hash: content_hash(drill)?, ..drill.clone() });
            }
        }
    }
    if form.is_none() {
        pack.traps.clone_from(&track.traps);
    }
    Ok(pack)
}

/// The first 32 bits of the SHA-256 of an item as the page gets it, with a hash of 0.
fn content_hash(item: &impl Serialize) -> Result<ContentHash, serde_json::Error> {
    let digest = Sha256::digest(serde_json::to_vec(item)?);
    Ok(ContentHash(u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]])))
}

/// The first bytes of the SHA-256, in hexadecimal.
fn hex(bytes: &[u8], count: usize) -> String {
    Sha256::digest(bytes).iter().take(count).map(|byte| format!("{byte:02x}")).collect()
}
