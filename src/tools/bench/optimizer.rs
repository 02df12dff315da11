//! The optimiser in its worker, in a real Chromium: warm, with ten thousand reviews.

use super::report::{Figure, quantile};
use crate::engine::chance::Chance;
use crate::engine::progress::event::Grade;
use crate::engine::time::StudyDay;
use crate::engine::tuning::past::{Course, Past, Seen};
use crate::engine::tuning::words;
use crate::tools::install::Engine;
use crate::tools::server::{Options, Server};
use crate::tools::trouble::Trouble;
use crate::tools::webdriver::{Browser, Profile};
use serde_json::json;
use std::path::Path;

const REVIEWS: u32 = 10_000;
const PER_ITEM: u32 = 8;
/// Asked so often; the first answers warm the machine code up.
const ASKED: usize = 12;
const COLD: usize = 4;

/// Starts the worker as the page does, asks it again and again, and gives back how long each answer took, milliseconds.
const ASK: &str = "
    const script = document.querySelector('meta[name=certdeck-optimizer]').content;
    const [words, version, asked] = given;
    const begin = performance.now();
    const worker = window.certdeck.worker(script);
    const next = () => new Promise((done, fail) => {
        worker.onmessage = (event) => done(event.data);
        worker.onerror = (event) => fail(new Error(event.message || 'the worker failed'));
    });
    const times = [];
    await next();
    times.push(performance.now() - begin);
    for (let n = 0; n < asked; n += 1) {
        const from = performance.now();
        worker.postMessage([script.split('.')[1], version, 1, new Uint32Array(words)]);
        const answer = (await next())[3];
        times.push(performance.now() - from);
        if (answer[0] !== 0) throw new Error('no fit: ' + answer.join(' '));
    }
    worker.terminate();
    return times;";

/// Measures the optimiser of the site.
pub(super) fn measure(site: &Path) -> Result<Vec<Figure>, Trouble> {
    let options = Options { site: site.to_owned(), base: "/certdeck/".to_owned(), port: 0, report_violations: false };
    let server = Server::start(options)?;
    let browser = Browser::open(Engine::Chromium, &Profile::default())?;
    browser.goto(&server.url())?;
    browser.until("window.certdeck && !document.getElementById('starting')")?;
    let arguments = [json!(words::question(&past(), None)), json!(words::VERSION), json!(ASKED)];
    let times = browser.run_async(ASK, &arguments)?;
    let times: Vec<f64> = times.as_array().into_iter().flatten().filter_map(serde_json::Value::as_f64).collect();
    let (started, asked) = times.split_first().unwrap_or((&0.0, &[]));
    let first = asked.first().copied().unwrap_or_default();
    let mut warm = asked.get(COLD..).unwrap_or_default().to_vec();
    Ok(vec![
        Figure::told("optimiser: from nothing to ready", *started, "ms"),
        Figure::told(format!("  first fit to {REVIEWS} reviews"), first, "ms"),
        Figure::at_most(format!("optimiser, {REVIEWS} reviews, warm"), quantile(&mut warm, 0.5), "ms", 100.0),
    ])
}

/// Somebody who has seen items again after growing waits, most of them known.
fn past() -> Past {
    let mut chance = Chance::new(3);
    let mut courses = Vec::new();
    for number in 0..REVIEWS / PER_ITEM {
        let mut day = StudyDay(20_000 + (number % 60) as i32);
        let (mut reviews, mut wait) = (Vec::new(), 1);
        for _ in 0..PER_ITEM {
            let grade = [Grade::Again, Grade::Hard, Grade::Good, Grade::Good, Grade::Good, Grade::Easy];
            let grade = grade[chance.below(6) as usize];
            reviews.push(Seen { day, grade });
            wait = if grade == Grade::Again { 1 } else { wait * 2 + chance.below(2) as i32 };
            day = day.plus(wait.min(120));
        }
        courses.push(Course { retention: 90, reviews });
    }
    Past { today: StudyDay(20_900), courses }
}
