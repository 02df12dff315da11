//! Drills: calculations without end, a mistake that is recognised, and the page of formulas.

use crate::bank::deck;
use crate::harness::{Visit, site};
use certdeck::tools::webdriver::key;

/// The whole numbers of the stem in front.
fn numbers(visit: &Visit) -> Vec<f64> {
    let stem = visit.browser.text("#stem").expect("a stem");
    stem.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}

/// Types a result and checks it, by keys.
fn answer(visit: &Visit, result: f64, verdict: &str) {
    visit.browser.until("document.activeElement.id === 'number'").expect("the field has the focus");
    visit.press(&format!("{result:.2}"));
    visit.press(key::ENTER);
    visit.says(verdict);
}

#[test]
#[ignore = "cargo xtask test"]
fn a_calculation_has_new_numbers_each_time_and_knows_the_misapplied_formula() {
    let visit = Visit::first(&site());
    visit.go("#/drills/pmp");
    visit.headed("PMP drills");
    let pick = "[...document.querySelectorAll('main li button')].find((button) => button.textContent.includes('Three-point estimate')).click()";
    visit.browser.run(pick, &[]).expect("the drill is in the list");
    visit.browser.find("#number").expect("a field");
    let (mut seen, mut right) = (Vec::new(), 0);
    for round in 0..4 {
        let stem = numbers(&visit);
        let [o, m, p] = stem[..3] else { panic!("three estimates: {stem:?}") };
        match round {
            0 => answer(&visit, (o + m + p) / 3.0, "a formula was misapplied"),
            1 => answer(&visit, (o + p) / 2.0, "a formula was misapplied"),
            _ => {
                answer(&visit, (o + 4.0 * m + p) / 6.0, "✓ Right.");
                right += 1;
            }
        }
        visit.says(&format!("{right} of {} right", round + 1));
        visit.says("The beta formula gives the most likely value four of six votes");
        visit.focused("after the result");
        seen.push((o, m, p));
        visit.press(key::ENTER);
        visit.browser.until("document.getElementById('number')").expect("the next calculation");
    }
    assert!(seen.iter().any(|numbers| *numbers != seen[0]), "{seen:?}");
    visit.press("abc");
    visit.press(key::ENTER);
    visit.says("Type a number first");
    visit.tap_text("Stop");
    visit.headed("PMP drills");
    assert_eq!(visit.written(), 0, "drills leave no trace in the log");
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn formulas_stand_on_one_page_with_what_their_letters_mean() {
    let visit = Visit::first(&site());
    visit.go("#/formulas/pmp");
    visit.headed("PMP formulas");
    for drill in &deck("pmp").drills {
        visit.says(&drill.title);
    }
    visit.says("E = (O + 4M + P) / 6");
    visit.go("#/formulas/cpmai");
    visit.headed("CPMAI formulas");
    visit.go("#/drills/csm");
    visit.says("This exam asks for no calculations");
    visit.end();
}
