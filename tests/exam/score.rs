use certdeck::engine::bank::track::{Band, Pass, Provenance};
use certdeck::engine::exam::score::{Verdict, band, verdict};
use certdeck::engine::share::Share;

fn share(hits: u32, of: u32) -> Share {
    Share { hits, of }
}

fn bands() -> Vec<Band> {
    [("Above", 0.75), ("Target", 0.65), ("Below", 0.5), ("Needs work", 0.0)]
        .map(|(name, from)| Band { name: name.to_owned(), from })
        .to_vec()
}

#[test]
fn a_published_mark_is_a_number_of_right_answers() {
    let pass = Pass::Count { correct: 37, of: 50, mark: Provenance::Issuer };
    let check = |hits: u32, of: u32, needed: u32, published: bool, passed: bool| {
        let expect = Verdict::Mark { needed, published, passed, mark: Provenance::Issuer };
        assert_eq!(verdict(&pass, share(hits, of)), expect, "{hits}/{of}");
    };
    check(36, 50, 37, true, false);
    check(37, 50, 37, true, true);
    check(50, 50, 37, true, true);
    // Another length: the same part, rounded up, and not the published number.
    check(14, 20, 15, false, false);
    check(15, 20, 15, false, true);
    check(0, 0, 0, false, false);
}

#[test]
fn bands_begin_at_their_cut_offs() {
    let check = |hits: u32, of: u32, expect: usize| assert_eq!(band(&bands(), share(hits, of)), expect, "{hits}/{of}");
    check(170, 170, 0);
    check(3, 4, 0);
    check(127, 170, 1); // 74.7 %
    check(13, 20, 1); // 65 % is no binary fraction
    check(110, 170, 2); // 64.7 %
    check(1, 2, 2);
    check(84, 170, 3);
    check(0, 10, 3);
    check(0, 0, 3);
}

#[test]
fn a_scaled_score_is_never_imitated() {
    let scaled = Pass::Scaled { score: 720, min: 100, max: 1000, mark: Provenance::Transcription };
    for hits in [0, 25, 50] {
        assert_eq!(verdict(&scaled, share(hits, 50)), Verdict::Scaled { score: 720, min: 100, max: 1000 });
    }
    assert_eq!(verdict(&Pass::Unpublished { mark: Provenance::Issuer }, share(9, 10)), Verdict::Unpublished);
    let pass = Pass::Bands { bands: bands(), cut_mark: Provenance::Editorial, mark: Provenance::Secondary };
    let expect = Verdict::Bands { band: 1, bands: bands(), cut_mark: Provenance::Editorial };
    assert_eq!(verdict(&pass, share(7, 10)), expect);
}

/// 95 % intervals after Wilson (1927). The last four rows are those of Newcombe (1998, Statistics in Medicine 17, table
/// I, method 3), given there to four digits; the others were computed with 40 decimal digits.
#[test]
fn intervals_are_wilsons() {
    let check = |(hits, of, low, high): (u32, u32, f64, f64)| {
        let (l, h) = share(hits, of).interval().unwrap();
        assert!((l - low).abs() < 5e-7 && (h - high).abs() < 5e-7, "{hits}/{of}: {l} {h}");
    };
    check((0, 10, 0.000000, 0.277533));
    check((1, 10, 0.017876, 0.404150));
    check((5, 10, 0.236593, 0.763407));
    check((10, 10, 0.722467, 1.000000));
    check((33, 50, 0.521538, 0.775631));
    check((36, 50, 0.583349, 0.825258));
    check((37, 50, 0.604468, 0.841285));
    check((50, 50, 0.928652, 1.000000));
    check((45, 65, 0.572024, 0.791130));
    check((100, 170, 0.513100, 0.659471));
    check((110, 170, 0.572696, 0.714922));
    check((128, 170, 0.682995, 0.811709));
    check((170, 170, 0.977903, 1.000000));
    check((81, 263, 0.255289, 0.366210));
    check((15, 148, 0.062386, 0.160487));
    check((0, 20, 0.000000, 0.161125));
    check((1, 29, 0.006113, 0.171755));
}
