//! A clock that jumps: answers are kept, and no page stumbles over times that run backwards.

use crate::files::events;
use crate::harness::{Visit, site};
use crate::learner::Stage;
use certdeck::tools::webdriver::key;
use serde_json::json;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// From now on the page's clock is so many milliseconds off.
pub fn shift(visit: &Visit, ms: i64) {
    let script = "
        const Real = window.RealDate || (window.RealDate = window.Date);
        const ms = arguments[0];
        const Shifted = function (...given) { return given.length ? new Real(...given) : new Real(Real.now() + ms); };
        Shifted.now = () => Real.now() + ms;
        Shifted.prototype = Real.prototype;
        window.Date = Shifted;";
    visit.browser.run(script, &[json!(ms)]).expect("the clock can be set");
}

/// Answers so many items, whatever comes.
fn work(visit: &Visit, count: u32) {
    for _ in 0..count {
        let shown = visit.sees("an item", |shown| !shown.item.is_empty());
        let before = visit.written();
        if shown.stage == Stage::Front {
            visit.press(key::SPACE);
            visit.stage(Stage::Back);
            visit.press("3");
            visit.has_written(before + 1);
        } else {
            visit.press("1");
            visit.tap(".actions .primary");
            visit.stage(Stage::Marked);
            visit.has_written(before + 1);
            visit.press(key::ENTER);
        }
    }
}

/// Every page that counts days is there.
fn walk(visit: &Visit) {
    for (route, heading) in
        [("#/progress/csm", "CSM progress"), ("#/library/csm", "CSM library"), ("#/settings", "Settings")]
    {
        visit.go(route);
        visit.headed(heading);
    }
    visit.go("#/");
    visit.browser.until("document.querySelector('.week')").expect("today");
}

#[test]
#[ignore = "cargo xtask test"]
fn a_clock_that_jumps_while_one_studies_loses_nothing() {
    let visit = Visit::first(&site());
    visit.paced(40);
    visit.study("csm");
    visit.has_written(2);
    let mut written = 2;
    for jump in [-3 * DAY, 2 * HOUR, -400 * DAY, 900 * DAY, 0] {
        work(&visit, 1);
        shift(&visit, jump);
        work(&visit, 1);
        written += 2;
        visit.has_written(written);
    }
    shift(&visit, -30 * DAY);
    walk(&visit);
    visit.reload();
    walk(&visit);
    assert_eq!(events(&visit.export()).len() as u64, written);
    visit.end();
}

#[test]
#[ignore = "cargo xtask test"]
fn answers_from_the_future_stay_when_the_clock_is_put_right() {
    let visit = Visit::first(&site());
    shift(&visit, 400 * DAY);
    visit.study("csm");
    visit.has_written(1);
    work(&visit, 3);
    // Loading again brings the right clock back.
    visit.reload();
    walk(&visit);
    visit.study("csm");
    work(&visit, 2);
    walk(&visit);
    visit.has_written(6);
    visit.has_journalled(6);
    assert_eq!(events(&visit.export()).len(), 6);
    visit.end();
}
