//! Plan: what to do with the next minutes, the days to the exam, and what the learner gives them.

mod days;
mod next;
mod wishes;

use crate::engine::bank::deck::Deck;
use crate::engine::bank::pack::{Catalogue, Entry};
use crate::engine::id::TrackId;
use crate::engine::plan::agenda::agenda;
use crate::engine::plan::calendar::{self, Course, Plan};
use crate::engine::plan::change::change;
use crate::engine::plan::facts::{Facts, Form, Obstacle};
use crate::engine::progress::exam::Source;
use crate::engine::progress::snapshot::Snapshot;
use crate::engine::time::{Date, StudyDay};
use crate::ui::components::facts::fact;
use crate::ui::dom::Dom;
use crate::ui::handle::{App, Loading};
use crate::ui::parts::{self, track_picker, views};
use crate::ui::wording;
use std::rc::Rc;
use yew::prelude::*;

/// What more minutes a day are asked about.
const MORE: u32 = 10;

/// The page of a track, else of the chosen one.
pub fn plan(d: &mut Dom, app: &App, track: Option<&TrackId>) {
    let Some(track) = app.chosen(track) else {
        d.el("h1[tabindex=-1]", "Plan");
        d.el("p.lead", "Choose a deck first: then the days to its exam are planned here.");
        return track_picker(d, app, "plan", None);
    };
    let Some(catalogue) = parts::catalogue(d, app, "Plan") else { return };
    let Some(entry) = catalogue.tracks.iter().find(|entry| entry.track.id == track) else { return };
    let Some(deck) = parts::deck(d, app, "Plan", &track) else { return };
    d.open("h1[tabindex=-1]").text(&entry.track.short).text(" plan").close();
    track_picker(d, app, "plan", Some(&track));
    views(d, &track, "plan");
    // Each part is one node, however long: what follows keeps its place, and so the focus.
    let key = track.as_str().to_owned();
    d.node(html! { <next::Next {key} app={app.clone()} deck={deck.clone()} forms={forms(app.record().snapshot(), entry)} /> });
    let mut calendar = Dom::new();
    calendar.open("section[aria-label=The days to the exam]");
    let made = the_days(&mut calendar, app, &catalogue, entry, &deck);
    d.node(calendar.finish());
    wishes::wishes(d, app, &track);
    if let Some(plans) = made {
        let key = track.as_str().to_owned();
        d.node(html! { <wishes::Export {key} app={app.clone()} {plans} short={entry.track.short.clone()} /> });
    }
}

/// A track's reserved forms, and whether each was begun: then it is no longer new.
fn forms(snapshot: &Snapshot, entry: &Entry) -> Vec<Form> {
    let sat = |form: u8| {
        snapshot
            .sittings()
            .any(|(_, log)| log.started.track == entry.track.id && log.started.source == Source::Form(form))
    };
    entry.forms.iter().map(|file| Form { number: file.form, sat: sat(file.form) }).collect()
}

/// The plan of a track.
fn made(app: &App, entry: &Entry, deck: &Deck) -> Result<Plan, Obstacle> {
    with_facts(app, entry, deck, |facts| calendar::plan(facts, 0))
}

fn with_facts<T>(app: &App, entry: &Entry, deck: &Deck, then: impl FnOnce(&Facts<'_>) -> T) -> T {
    let (record, standings) = (app.record(), app.standings());
    let forms = forms(record.snapshot(), entry);
    let facts = Facts { deck, snapshot: record.snapshot(), standings: &standings, forms: &forms, now: app.now() };
    then(&facts)
}

/// The plan in words, numbers and days; or why there is none. Returns the plan for the export.
fn the_days(d: &mut Dom, app: &App, catalogue: &Catalogue, entry: &Entry, deck: &Rc<Deck>) -> Option<Rc<Plan>> {
    let plan = match made(app, entry, deck) {
        Ok(plan) => plan,
        Err(obstacle) => {
            d.el("h2", "The days to the exam").el("p#obstacle", &obstacle.to_string());
            return None;
        }
    };
    let today = app.record().snapshot().today(app.now());
    d.open("h2")
        .text(&wording::count(plan.exam.since(today).max(0) as u32, "day", "days"))
        .text(" to the exam")
        .close();
    course(d, &plan);
    numbers(d, app, entry, deck, &plan);
    // Other tracks with an exam ahead share the days.
    let others: Vec<Plan> = catalogue
        .tracks
        .iter()
        .filter(|other| other.track.id != entry.track.id && other.pack.is_some())
        .filter(|other| ahead(app, &other.track.id, today))
        .filter_map(|other| match app.deck(&other.track.id) {
            Loading::Ready(deck) => made(app, other, &deck).ok(),
            Loading::Waiting | Loading::Failed(_) => None,
        })
        .collect();
    let all: Vec<&Plan> = std::iter::once(&plan).chain(&others).collect();
    days::days(d, app, &plan, &agenda(&all), today);
    Some(Rc::new(plan))
}

fn ahead(app: &App, track: &TrackId, today: StudyDay) -> bool {
    let record = app.record();
    record.snapshot().settings().exam_dates.get(track).is_some_and(|date| StudyDay::from(*date) > today)
}

/// How it goes, in a sentence that never scolds.
fn course(d: &mut Dom, plan: &Plan) {
    let deadline = wording::date(Date::from(plan.deadline));
    d.open("p.lead#course");
    match plan.course {
        Course::Met => d.text("You have met everything once. What is left is keeping it until the day."),
        Course::Ahead(0) => d.text("On course: the last new item comes by ").text(&deadline).text(", as it should."),
        Course::Ahead(days) => {
            d.el("b", &[&wording::count(days, "day", "days"), " ahead"].concat());
            d.text(": the last new item comes that much before ").text(&deadline).text(", when it should have come.")
        }
        Course::Behind(days) => {
            d.el("b", &[&wording::count(days, "day", "days"), " behind"].concat());
            d.text(" the day that leaves time to repeat, ").text(&deadline);
            d.text(". Everything still comes before the exam; the days below take it into account.")
        }
        Course::Left(items) => {
            d.text("With these minutes ").el("b", &wording::count(items, "item", "items"));
            d.text(" would not come before the exam. What comes is chosen so that it counts most; more minutes, or a later date, would make room.")
        }
    };
    d.close();
}

fn numbers(d: &mut Dom, app: &App, entry: &Entry, deck: &Deck, plan: &Plan) {
    d.open("dl.facts.pairs");
    let idle = [&wording::percent(f64::from(plan.recall_idle)), " if nothing more were studied"].concat();
    // Nothing is ever certain.
    let recall = if plan.recall > 0.99 { "over 99 %".to_owned() } else { wording::percent(f64::from(plan.recall)) };
    fact(d, "Recalled on the day", &recall, &idle);
    let all: u32 = plan.days.iter().map(|day| day.load).sum();
    let days = plan.days.iter().filter(|day| day.load > 0).count() as u32;
    fact(d, "Study until then", &hours(all), &["on ", &wording::count(days, "day", "days")].concat());
    let new = plan.days.iter().map(|day| day.new).sum::<u32>().min(plan.unseen);
    fact(d, "New items", &plan.unseen.to_string(), &[&new.to_string(), " of them come before the exam"].concat());
    if let Ok(more) = with_facts(app, entry, deck, |facts| change(facts, plan, MORE)) {
        let points = tenths(more.points);
        let mut small = Vec::new();
        if more.met > 0 {
            small.push([&wording::count(more.met, "item", "items"), " more"].concat());
        }
        if more.days_earlier > 0 {
            small.push(["all met ", &wording::count(more.days_earlier, "day", "days"), " earlier"].concat());
        }
        let nothing = small.is_empty() && more.points < 0.05;
        let value = if nothing { "no change".to_owned() } else { ["+", &points, " points"].concat() };
        if small.is_empty() {
            small.push(if nothing { "what you give it is enough" } else { "recalled on the day" }.to_owned());
        }
        fact(d, "Ten minutes more a day", &value, &small.join(", "));
    }
    d.close();
}

fn hours(minutes: u32) -> String {
    if minutes < 100 {
        [&minutes.to_string(), " min"].concat()
    } else {
        [&((minutes + 30) / 60).to_string(), " h"].concat()
    }
}

/// `3.2`; whole from ten on.
fn tenths(value: f32) -> String {
    let tenths = (value * 10.0).round().max(0.0) as u32;
    if tenths >= 100 || tenths.is_multiple_of(10) {
        return ((tenths + 5) / 10).to_string();
    }
    [&(tenths / 10).to_string(), ".", &(tenths % 10).to_string()].concat()
}
