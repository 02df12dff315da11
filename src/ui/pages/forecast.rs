//! Forecast: what a new form would bring today, what would tell more, and how the forecasts before have done.

use crate::engine::bank::pack::Entry;
use crate::engine::bank::track::{Pass, Track};
use crate::engine::id::TrackId;
use crate::engine::progress::event::Setting;
use crate::engine::stats::forecast::evidence::{Evidence, HALF_LIFE_DAYS, first_answers};
use crate::engine::stats::forecast::form::{Form, Line};
use crate::engine::stats::forecast::hindsight::{self, Hindsight, hindsight};
use crate::engine::stats::forecast::model::{Forecast, Range};
use crate::engine::stats::forecast::outlook::{Advice, ENOUGH, outlook};
use crate::engine::stats::share::Share;
use crate::engine::time::{Date, StudyDay};
use crate::ui::components::chart::{Scale, calibration, scale, span};
use crate::ui::components::facts::{fact, table_head};
use crate::ui::dom::Dom;
use crate::ui::handle::App;
use crate::ui::parts::{self, track_picker, views};
use crate::ui::wording;
use yew::prelude::*;

/// More first answers than these are no advice.
const MANY: u32 = 100;

/// The page of a track, else of the chosen one.
pub fn forecast(d: &mut Dom, app: &App, track: Option<&TrackId>) {
    let Some(track) = app.chosen(track) else {
        d.el("h1[tabindex=-1]", "Forecast");
        d.el("p.lead", "Choose a deck first: then this page says what its exam would bring.");
        return track_picker(d, app, "forecast", None);
    };
    let Some(catalogue) = parts::catalogue(d, app, "Forecast") else { return };
    let Some(entry) = catalogue.tracks.iter().find(|entry| entry.track.id == track) else { return };
    let Some(deck) = parts::deck(d, app, "Forecast", &track) else { return };
    let record = app.record();
    let snapshot = record.snapshot();
    let today = snapshot.today(app.now());
    let settings = snapshot.settings();
    let exam = settings.exam_dates.get(&track).copied().filter(|date| StudyDay::from(*date) >= today);
    let target = settings.targets.get(&track).copied();
    d.open("h1[tabindex=-1]").text(&entry.track.short).text(" forecast").close();
    track_picker(d, app, "forecast", Some(&track));
    views(d, &track, "forecast");
    let date = exam.unwrap_or_else(|| Date::from(today)).to_string();
    let Some(form) = Form::of(&entry.track, &entry.figures, &date, target) else {
        d.el("p.lead", "What this exam is made of is not known, so that there is nothing to forecast.");
        return;
    };
    let past = first_answers(snapshot, &entry.track, Some(&deck), None, today);
    let evidence = Evidence::of(&past, form.domains.len());
    let outlook = outlook(&evidence, &form);
    let seen = |at: usize| past.answers.iter().filter(|first| first.domain == at).count() as u32;
    match &outlook.told {
        Some(told) => {
            headline(d, told, &form);
            numbers(d, told, &form, outlook.answers, outlook.weight);
        }
        None => too_little(d, outlook.answers, outlook.weight),
    }
    pass(d, app, entry, &form);
    if let Some(told) = &outlook.told {
        d.el("h2", "By domain");
        domains(d, &entry.track, &form, told, seen);
    }
    advice(d, &entry.track, &outlook.advice);
    d.el("h2", "How the forecasts have done");
    let sittings = hindsight::sat(snapshot, &entry.track);
    held(d, &hindsight(snapshot, &entry.track, Some(&deck), &form, &sittings), &track);
    reckoning(d);
}

/// The sentence, and the picture that says the same.
fn headline(d: &mut Dom, told: &Forecast, form: &Form) {
    let (mean, ends) = (wording::percent(told.share.mean), between(told.share));
    d.open("p.lead").text("On a new form, sat today, you would answer about ").el("b", &mean);
    d.text(" right. Nine of ten such forms would come out between ").text(&ends).text(".").close();
    let line = form.needed().map(|needed| {
        let words = match form.line {
            Line::Published(_) => ["pass: ", &needed.to_string(), " of ", &form.questions.to_string()].concat(),
            _ => "your target".to_owned(),
        };
        (f64::from(needed) / f64::from(form.questions), words)
    });
    let label = [mean.as_str(), " expected, nine of ten forms between ", &ends].concat();
    let Range { low, mean, high } = told.share;
    let line = line.as_ref().map(|(share, words)| (*share, words.as_str()));
    scale(d, &Scale { low, mean, high, line }, &label);
}

fn between(range: Range) -> String {
    let low = ((range.low * 100.0).round() as i32).to_string();
    [&low, " and ", &wording::percent(range.high)].concat()
}

fn numbers(d: &mut Dom, told: &Forecast, form: &Form, answers: u32, weight: f64) {
    d.open("dl.facts.pairs");
    if let Some(chance) = told.chance {
        let name = match form.line {
            Line::Published(needed) => {
                ["Passing, ", &needed.to_string(), " of ", &form.questions.to_string(), " right"].concat()
            }
            Line::Target(percent, _) => ["Reaching your target of ", &percent.to_string(), " %"].concat(),
            Line::None => String::new(),
        };
        let small = ["between ", &between(chance), ", as far as your answers tell"].concat();
        fact(d, &name, &wording::percent(chance.mean), &small);
    }
    let ability = ["between ", &between(told.ability), " without the luck of the draw"].concat();
    fact(d, "Right on a new form", &wording::percent(told.share.mean), &ability);
    let weight = ["they weigh as much as ", &(weight.round() as u32).to_string(), " given today"].concat();
    fact(d, "First answers", &answers.to_string(), &weight);
    d.close();
}

fn too_little(d: &mut Dom, answers: u32, weight: f64) {
    d.open("p.lead").text("There is too little to go by yet: ");
    d.text(&wording::count(answers, "first answer", "first answers"));
    if answers > 0 && weight + 1.0 < f64::from(answers) {
        d.text(", older ones counted for less");
    }
    d.text(". A forecast is told from ")
        .number(ENOUGH)
        .text(" first answers on, if they cover half of the exam.")
        .close();
}

/// What passing means, and the learner's own target where no mark is published.
fn pass(d: &mut Dom, app: &App, entry: &Entry, form: &Form) {
    let track = &entry.track;
    let today = app.record().snapshot().today(app.now());
    let outline = track.outline_on(&Date::from(today).to_string());
    let issuer = &track.issuer;
    let Some(outline) = outline.filter(|_| !matches!(form.line, Line::Published(_))) else { return };
    d.open("p.quiet#pass-mark");
    match &outline.pass {
        Pass::Scaled { score, max, .. } => {
            d.text(issuer).text(" asks for a scaled score of ").number((*score).into()).text(" of ");
            d.number((*max).into());
            d.text(". How answers become such a score is not published: it is not imitated here.");
        }
        Pass::Bands { .. } => {
            d.text(issuer).text(" publishes no pass mark, only bands of results. None is made up here.");
        }
        _ => {
            d.text(issuer).text(" publishes no pass mark. None is made up here.");
        }
    }
    d.text(" You can set a target of your own.").close();
    let (app, id) = (app.clone(), track.id.clone());
    let now = match form.line {
        Line::Target(percent, _) => percent.to_string(),
        _ => String::new(),
    };
    let before = now.clone();
    let onchange = Callback::from(move |event: Event| {
        let input = event.target_unchecked_into::<web_sys::HtmlInputElement>();
        match input.value().trim().parse::<u8>() {
            Ok(percent @ 1..=100) => app.set(Setting::Target(id.clone(), percent)),
            _ => input.set_value(&before),
        }
    });
    d.open("div.field").el("label[for=target]", "Your target, percent of questions right");
    d.open("input#target[type=number][min=1][max=100][inputmode=numeric][aria-describedby=pass-mark]");
    d.on_change(onchange).value(&now).close().close();
}

fn name(track: &Track, at: usize) -> &str {
    track.domains.get(at).map_or("", |domain| &domain.name)
}

fn domains(d: &mut Dom, track: &Track, form: &Form, told: &Forecast, seen: impl Fn(usize) -> u32) {
    d.open("div.scroll[tabindex=0][role=region][aria-label=Forecast by domain]").open("table");
    table_head(d, "Domain", true, &["Right", "First answers"]);
    for (at, (range, part)) in told.domains.iter().zip(&form.domains).enumerate() {
        d.open("tr").open("th[scope=row]").text(name(track, at));
        d.el("small", &[" ", &wording::percent(part.weight), " of the exam"].concat()).close().open("td");
        span(d, range.low, range.mean, range.high);
        d.close();
        let end = |share: f64| ((share * 100.0).round() as i32).to_string();
        let words = [&wording::percent(range.mean), " (", &end(range.low), "–", &end(range.high), ")"].concat();
        d.el("td.n.one", &words).open("td.n").number(seen(at)).close().close();
    }
    d.close().close().close();
    d.el("p.quiet", "The band holds nine of ten. A domain that you have not seen stays wide; what you know of the others says a little of it.");
}

/// What would tell the most.
fn advice(d: &mut Dom, track: &Track, advice: &Advice) {
    if advice.answers.is_empty() {
        return;
    }
    d.el("h2", "What would tell more").open("p");
    let points = |width: f64| ((width * 100.0).round() as i32).to_string();
    let all: u32 = advice.answers.iter().map(|(_, count)| count).sum();
    if all > MANY {
        d.text("What you know is told to within ")
            .text(&points(advice.from))
            .text(" points. To halve that takes some ");
        d.number(all).text(" more first answers; from here on the luck of the draw is the larger part.").close();
        return;
    }
    for (at, (domain, count)) in advice.answers.iter().enumerate() {
        if at > 0 {
            d.text(if at + 1 == advice.answers.len() { " and " } else { ", " });
        }
        d.el("b", &count.to_string());
        d.text(if at == 0 { " first answers in " } else { " in " }).text(name(track, *domain));
    }
    d.text(if advice.to <= 0.55 * advice.from { " would halve the interval" } else { " would narrow the interval" });
    d.text(" of what you know, from ").text(&points(advice.from)).text(" to ").text(&points(advice.to));
    d.text(" points. Only first answers tell: a question that comes again tells what you remember.").close();
    d.open("p.row").link("a.button", &["#/practice/", track.id.as_str()].concat(), "Practise unseen questions").close();
}

/// The record.
fn held(d: &mut Dom, record: &Hindsight, track: &TrackId) {
    if record.held.is_empty() {
        d.open("p.quiet").text(
            "No mock exam with a forecast before it yet. Each one will be held against what was forecast when it began",
        );
        d.text(if record.untold > 0 { "; so far there was too little to forecast from." } else { "." }).close();
        d.open("p.row").link("a.button", &["#/exam/", track.as_str()].concat(), "Mock exams").close();
        return;
    }
    d.open("p");
    if record.few() {
        d.el("b", "Too few to judge: ");
    }
    d.text(&wording::count(record.held.len() as u32, "mock exam", "mock exams")).text(", ");
    d.number(record.within.hits).text(" within the band that nine of ten should reach.");
    if let Some(brier) = record.brier {
        d.text(" Brier score ").text(&hundredths(brier)).text(" (0 is perfect, 0.25 is a coin).");
    }
    d.close();
    let label = "Share that was forecast against share that came of it; the table below says the same.";
    calibration(d, &record.bins, "forecast, percent right", label);
    d.open("table");
    table_head(d, "Mock exam", false, &["Forecast", "Came of it"]);
    for held in &record.held {
        d.open("tr").el("th[scope=row]", &wording::date(Date::from(held.day)));
        let end = |share: f64| ((share * 100.0).round() as i32).to_string();
        let told = held.told;
        d.el("td.n", &[&wording::percent(told.mean), " (", &end(told.low), "–", &end(told.high), ")"].concat());
        d.open("td.n").text(&wording::percent(held.got.rate().unwrap_or_default()));
        d.text(if held.within() { ", within" } else { ", outside" }).close().close();
    }
    d.close().close();
    d.open("details").el("summary", "The plot as a table").open("table");
    table_head(d, "Forecast", false, &["Right", "of new questions"]);
    for (told, Share { hits, of }) in &record.bins {
        d.open("tr").el("th[scope=row]", &wording::percent(*told));
        d.open("td.n").number(*hits).close().open("td.n").number(*of).close().close();
    }
    d.close().close().close();
}

/// `0.18`.
fn hundredths(value: f64) -> String {
    let whole = (value * 100.0).round() as u32;
    let (ones, digits) = ((whole / 100).to_string(), (whole % 100).to_string());
    [ones.as_str(), if digits.len() < 2 { ".0" } else { "." }, &digits].concat()
}

fn reckoning(d: &mut Dom) {
    d.open("details").el("summary", "How this is reckoned").open("ul");
    d.el("li", "Only the first answer to a question counts: what comes again tells of memory, not of mastery.");
    d.el(
        "li",
        "What blind guessing brings is taken off. What you called a guess counts as your guesses do on the whole.",
    );
    d.open("li")
        .text("An answer weighs half after ")
        .number(HALF_LIFE_DAYS as u32)
        .text(" days: you have moved on since.")
        .close();
    d.el("li", "It assumes that study helps: a hundred questions of a domain worked through are taken to turn a half that you know into nearly three quarters, for some much more, for others not at all. So what you studied since an answer lifts the forecast and widens the band, until new first answers say what came of it. Without any, expect less of it: whoever studies and learns nothing is forecast too high.");
    d.el("li", "Whether a question asks to recall, to apply or to analyse is taken as its difficulty. One learner cannot tell how hard a single question is, so no such figure is shown.");
    d.el("li", "The band holds nine of ten: what is not known of you, and the luck of which questions come.");
    d.el("li", "Nothing is stored for the record: a forecast follows from your answers, and is made again as of the moment when the exam began.");
    d.close().close();
}
