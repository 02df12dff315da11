//! Papers from the bank as it stands: a thousand of each track keep the laws, and results mean what each exam says.

#![allow(clippy::unwrap_used, reason = "a test that can't go on says so by a panic")]

#[path = "exam/laws.rs"]
mod laws;

use certdeck::content::write_packs;
use certdeck::engine::bank::deck::Deck;
use certdeck::engine::bank::pack::{Catalogue, Entry, Pack};
use certdeck::engine::bank::track::Pass;
use certdeck::engine::chance::mix;
use certdeck::engine::exam::assemble::{assemble, reassemble};
use certdeck::engine::exam::code::Code;
use certdeck::engine::exam::score::{Verdict, verdict};
use certdeck::engine::exam::shelf::Shelf;
use certdeck::engine::id::ItemId;
use certdeck::engine::progress::exam::Source;
use certdeck::engine::share::Share;
use laws::{laws, mini, never};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

struct Stand {
    deck: Deck,
    forms: Vec<(u8, Deck)>,
    bank: String,
}

/// The bank's packs, compiled once.
static PACKS: LazyLock<PathBuf> = LazyLock::new(|| {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("papers");
    write_packs(&Path::new(env!("CARGO_MANIFEST_DIR")).join("questions"), &out).unwrap();
    out
});

/// All tracks that have questions. (Decks are shared by counted references: each thread reads its own.)
fn stands() -> Vec<Stand> {
    let out = &*PACKS;
    let read = |file: &str| fs::read_to_string(out.join(file)).unwrap();
    let catalogue = Catalogue::read(&read("tracks.json")).unwrap();
    let deck = |entry: &Entry, file: &String| Deck::new(entry, Pack::read(&read(file)).unwrap());
    let stand = |entry: &Entry| {
        Some(Stand {
            deck: deck(entry, entry.pack.as_ref()?),
            forms: entry.forms.iter().map(|form| (form.form, deck(entry, &form.pack))).collect(),
            bank: catalogue.bank.clone(),
        })
    };
    catalogue.tracks.iter().filter_map(stand).collect()
}

const DATE: &str = "2026-12-01";

#[test]
fn a_thousand_seeds_of_each_track_keep_the_laws() {
    let count = stands().len();
    assert_eq!(count, 6);
    std::thread::scope(|scope| {
        for at in 0..count {
            scope.spawn(move || {
                let stand = &stands()[at];
                thousand(stand);
            });
        }
    });
}

fn thousand(stand: &Stand) {
    let track = &stand.deck.track.id;
    for seed in 0..1000u64 {
        // Every third is a mini; of every second history a part was seen.
        let source = match seed % 6 {
            2 => mini(10 + (seed % 51) as u8, &[], seed % 4 == 2),
            5 => mini(10 + (seed % 51) as u8, &[stand.deck.track.domains[0].id.as_str()], true),
            _ => Source::Fresh,
        };
        let some = |item: &ItemId| (mix(seed, item.as_str().as_bytes()) % 4).saturating_sub(1) as u32;
        let past: &dyn Fn(&ItemId) -> u32 = if seed.is_multiple_of(2) { &never } else { &some };
        let shelf = Shelf { deck: &stand.deck, form: None, bank: &stand.bank };
        let paper = assemble(&shelf, DATE, &source, mix(1, &seed.to_le_bytes()), past)
            .unwrap_or_else(|refusal| panic!("{track} {source:?}: {refusal}"));
        laws(&paper, &shelf);
        if seed % 10 == 3 {
            let code = Code::read(&paper.code).unwrap();
            assert_eq!(reassemble(&shelf, &code, &never).unwrap().digest(), paper.digest(), "{track} {seed}");
        }
        for (form, deck) in &stand.forms {
            let shelf = Shelf { form: Some(deck), ..shelf };
            let paper = assemble(&shelf, DATE, &Source::Form(*form), seed, past).unwrap();
            laws(&paper, &shelf);
            assert_eq!(paper.len() as usize, deck.questions.len());
        }
    }
}

#[test]
fn a_full_form_where_the_bank_allows_one() {
    for stand in stands() {
        let shelf = Shelf { deck: &stand.deck, form: None, bank: &stand.bank };
        let paper = assemble(&shelf, DATE, &Source::Fresh, 1, &never).unwrap();
        let outline = stand.deck.track.outline_on(DATE).unwrap();
        assert!(paper.len() <= u32::from(outline.questions));
        assert_eq!(paper.short(), paper.len() < u32::from(outline.questions));
        if !paper.short() {
            assert_eq!((paper.scored(), paper.minutes), (u32::from(outline.scored), u32::from(outline.minutes)));
        }
        if stand.deck.track.id.as_str() == "csm" {
            assert_eq!((paper.len(), paper.minutes, paper.parts.len()), (50, 60, 1));
        }
    }
}

/// What 74 percent and a hair less of right answers mean on each exam.
#[test]
fn results_mean_what_each_exam_says() {
    for stand in stands() {
        let track = &stand.deck.track;
        let outline = track.outline_on(DATE).unwrap();
        let of = u32::from(outline.scored);
        let meaning = |hits: u32| verdict(&outline.pass, Share { hits, of });
        let name = |verdict: Verdict| match verdict {
            Verdict::Bands { band, bands, .. } => bands[band].name.clone(),
            other => panic!("{other:?}"),
        };
        match track.id.as_str() {
            "csm" => {
                let passed =
                    |hits| matches!(meaning(hits), Verdict::Mark { needed: 37, published: true, passed: true, .. });
                assert!(passed(37) && !passed(36) && passed(50) && !passed(0));
            }
            "pmp" => {
                let table = [(170, "Above Target"), (128, "Above Target"), (127, "Target"), (111, "Target")];
                let rest =
                    [(110, "Below Target"), (85, "Below Target"), (84, "Needs Improvement"), (0, "Needs Improvement")];
                table.into_iter().chain(rest).for_each(|(hits, band)| assert_eq!(name(meaning(hits)), band, "{hits}"));
            }
            "capm" => {
                let table = [(135, "Above Target"), (102, "Above Target"), (101, "Target"), (88, "Target")];
                let rest = [(87, "Below Target"), (68, "Below Target"), (67, "Needs Improvement")];
                table.into_iter().chain(rest).for_each(|(hits, band)| assert_eq!(name(meaning(hits)), band, "{hits}"));
            }
            "mla" => assert_eq!(meaning(50), Verdict::Scaled { score: 720, min: 100, max: 1000 }),
            "aif" => assert_eq!(meaning(50), Verdict::Scaled { score: 700, min: 100, max: 1000 }),
            "cpmai" => assert!(matches!(outline.pass, Pass::Unpublished { .. }) && meaning(99) == Verdict::Unpublished),
            other => panic!("{other}: what does a result mean?"),
        }
    }
}
