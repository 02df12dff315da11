//! Today: what now, how long, how am I doing. On a first visit: what this is, and one click to the first question.

use crate::engine::bank::pack::{Catalogue, Entry};
use crate::engine::id::TrackId;
use crate::engine::schedule::due::{Counts, due_summary};
use crate::engine::stats::accuracy::accuracy;
use crate::engine::stats::share::Share;
use crate::engine::time::{Date, StudyDay};
use crate::ui::handle::App;
use crate::ui::parts::missing_catalogue;
use crate::ui::route::Route;
use crate::ui::wording;
use std::rc::Rc;
use yew::prelude::*;

/// The page.
#[must_use]
pub fn today(app: &App) -> Html {
    match missing_catalogue(app, "Today", app.catalogue()) {
        Err(notice) => notice,
        Ok(catalogue) => {
            let started = app.record().snapshot().items().next().is_some();
            if started { the_day(app, &catalogue) } else { welcome(app, &catalogue) }
        }
    }
}

/// The first visit, in one screen.
fn welcome(app: &App, catalogue: &Rc<Catalogue>) -> Html {
    html! {
        <>
            <section class="today">
                <h1 tabindex="-1">{ "Pass your exam, and know why" }</h1>
                <p class="lead">{ "Questions like the real ones, with a reason for every option. What you learn comes back just before you would forget it. Free, private, and it works offline." }</p>
            </section>
            <h2>{ "Which exam?" }</h2>
            <ul class="decks">{ for catalogue.tracks.iter().map(|entry| deck(app, entry)) }</ul>
            <ul class="promises">
                <li><b>{ "No account." }</b>{ " Everything stays in this browser. Export it whenever you like." }</li>
                <li><b>{ "Your pace." }</b>{ " Ten new items a day to begin with; the rest is repetition at the right time." }</li>
                <li><b>{ "No guessing games." }</b>{ " Each deck shows how little its wording gives away." }</li>
            </ul>
        </>
    }
}

/// How much of a track was never met.
fn unseen(app: &App, entry: &Entry) -> u32 {
    let all = entry.figures.questions + entry.figures.cards;
    let record = app.record();
    let seen = record.snapshot().items_of(&entry.track.id).filter(|(_, history)| history.seen()).count() as u32;
    all.saturating_sub(seen)
}

fn counts(app: &App, entry: &Entry) -> Counts {
    let unseen = unseen(app, entry);
    due_summary(app.record().snapshot(), &app.standings(), &entry.track.id, Some(unseen), app.now())
}

fn the_day(app: &App, catalogue: &Rc<Catalogue>) -> Html {
    let now = app.now();
    let record = app.record();
    let snapshot = record.snapshot();
    let day = snapshot.today(now);
    let chosen = snapshot.settings().track.clone();
    let find = |track: &TrackId| catalogue.tracks.iter().find(|entry| entry.track.id == *track);
    // The chosen track, else the first that has a past.
    let entry = chosen
        .as_ref()
        .and_then(find)
        .or_else(|| catalogue.tracks.iter().find(|entry| snapshot.items_of(&entry.track.id).next().is_some()));
    let Some(entry) = entry else { return welcome(app, catalogue) };
    let counts = counts(app, entry);
    let exam =
        snapshot.settings().exam_dates.get(&entry.track.id).map(|date| (*date, StudyDay::from(*date).since(day)));
    html! {
        <>
            <section class="today">
                <p class="quiet">{ wording::day(day) }{ " · " }{ &entry.track.short }{ exam.map(|(date, days)| until(date, days)) }</p>
                { now_what(app, entry, &counts) }
                { week(app, day) }
            </section>
            <h2>{ "Decks" }</h2>
            <ul class="decks">{ for catalogue.tracks.iter().map(|entry| deck(app, entry)) }</ul>
        </>
    }
}

fn until(date: Date, days: i32) -> Html {
    match days {
        ..0 => html! { { format!(" · exam was on {}", wording::date(date)) } },
        0 => html! { <b>{ " · exam today" }</b> },
        1 => html! { <>{ " · exam " }<b>{ "tomorrow" }</b></> },
        days => html! { <>{ " · exam in " }<b>{ days }{ " days" }</b></> },
    }
}

/// The headline, the sentence under it and the one button.
fn now_what(app: &App, entry: &Entry, counts: &Counts) -> Html {
    let study = Route::Study(Some(entry.track.id.clone())).hash();
    let practice = Route::Practice(Some(entry.track.id.clone())).hash();
    if counts.total() == 0 {
        let later = counts.next_step.map(|at| {
            let minutes = ((at.0 - app.now().at.0).max(0) + 59_999) / 60_000;
            format!(
                " {} come back in {}.",
                wording::count(counts.later, "item", "items"),
                wording::count(minutes as u32, "minute", "minutes")
            )
        });
        return html! {
            <>
                <h1 tabindex="-1">{ "Done for today" }</h1>
                <p class="lead">{ "Everything that is due has been studied." }{ later.unwrap_or_default() }{ " More practice does no harm; rest does good." }</p>
                <p class="row"><a class="button primary big" href={practice}>{ "Practise" }</a><a class="button" href={study}>{ "Look ahead" }</a></p>
            </>
        };
    }
    let due = counts.questions + counts.cards;
    let headline = if due == 0 {
        format!("{} new, {}", counts.new, wording::minutes(counts.minutes * 60))
    } else {
        format!("{} to study, {}", counts.total(), wording::minutes(counts.minutes * 60))
    };
    let mut parts = Vec::new();
    if counts.questions > 0 {
        parts.push(wording::count(counts.questions, "question", "questions"));
    }
    if counts.cards > 0 {
        parts.push(wording::count(counts.cards, "card", "cards"));
    }
    if counts.new > 0 {
        parts.push(format!("{} new", counts.new));
    }
    let errors = match counts.confident_errors {
        0 => String::new(),
        1 => " One that you were certain of and got wrong comes first.".to_owned(),
        many => format!(" {many} that you were certain of and got wrong come first."),
    };
    html! {
        <>
            <h1 tabindex="-1">{ headline }</h1>
            <p class="lead">{ parts.join(", ") }{ "." }{ errors }</p>
            <p class="row"><a class="button primary big" href={study}>{ "Study now" }</a><a class="button" href={practice}>{ "Build a set" }</a></p>
        </>
    }
}

/// The last seven days, and the streak that forgives one missed day.
fn week(app: &App, today: StudyDay) -> Html {
    let record = app.record();
    let snapshot = record.snapshot();
    let streak = snapshot.streak(today);
    let begun = snapshot.days(None).into_keys().next().unwrap_or(today);
    let dot = |back: i32| {
        let day = today.plus(-back);
        let reviews = snapshot.tally(None, day).reviews;
        let class = classes!(
            (reviews > 0).then_some("on"),
            (back == 0).then_some("now"),
            (reviews == 0 && back > 0 && day > begun).then_some("miss")
        );
        let words = format!("{}: {}", wording::day(day), wording::count(reviews, "answer", "answers"));
        html! { <li {class} title={words.clone()}><span aria-hidden="true">{ wording::initial(day) }</span><span class="hidden">{ words }</span></li> }
    };
    let words = match streak.days {
        0 => String::new(),
        days if streak.forgiven > 0 => {
            format!("{} in a row, a missed day forgiven", wording::count(days, "day", "days"))
        }
        days => format!("{} in a row", wording::count(days, "day", "days")),
    };
    html! {
        <>
            <ol class="week" aria-label="Last seven days">{ for (0..7).rev().map(dot) }</ol>
            if !words.is_empty() { <p class="quiet">{ words }</p> }
        </>
    }
}

/// A deck: what its exam is, how the learner stands, and the way in.
fn deck(app: &App, entry: &Entry) -> Html {
    let record = app.record();
    let snapshot = record.snapshot();
    let track = &entry.track;
    let date = Date::from(snapshot.today(app.now())).to_string();
    let facts = track.outline_on(&date).map(|outline| {
        html! { <p class="quiet">{ &outline.version }{ format!(" · {} questions, {} min", outline.questions, outline.minutes) }</p> }
    });
    let about = Route::Deck(track.id.clone()).hash();
    let started = snapshot.items_of(&track.id).next().is_some();
    let onclick = {
        let (app, track) = (app.clone(), track.id.clone());
        Callback::from(move |_: MouseEvent| app.set(crate::engine::progress::event::Setting::Track(track.clone())))
    };
    let study = Route::Study(Some(track.id.clone())).hash();
    let state = if entry.pack.is_none() {
        html! { <p>{ "Exam facts only: the questions are being written." }</p> }
    } else if started {
        standing(app, entry)
    } else {
        html! { <p>{ format!("{} questions, {} cards.", entry.figures.questions + entry.figures.reserved, entry.figures.cards) }</p> }
    };
    html! {
        <li class="deck">
            <h3>{ &track.short }</h3>
            <p>{ &track.name }</p>
            { facts }
            { state }
            <p class="row">
                if entry.pack.is_some() {
                    <a class="button" href={study} {onclick} aria-label={format!("{} {}", if started { "Study" } else { "Start" }, track.short)}>{ if started { "Study" } else { "Start" } }</a>
                }
                <a class="button plain" href={about} aria-label={format!("About the {} exam", track.short)}>{ "About the exam" }</a>
            </p>
        </li>
    }
}

/// First answers by domain as bars, and the share with its uncertainty.
fn standing(app: &App, entry: &Entry) -> Html {
    let record = app.record();
    let domains = accuracy(record.snapshot(), &entry.track);
    let mut all = Share::default();
    for domain in &domains {
        all.hits += domain.all.first.hits;
        all.of += domain.all.first.of;
    }
    let weights = entry.track.outlines.last().map(|outline| outline.domains.as_slice()).unwrap_or_default();
    let total: u32 = weights.iter().map(|weight| u32::from(weight.weight)).sum::<u32>().max(1);
    let mut x = 0;
    let bars: Vec<Html> = weights
        .iter()
        .map(|weight| {
            let share = domains
                .iter()
                .find(|domain| domain.domain == weight.id)
                .map(|domain| domain.all.first)
                .unwrap_or_default();
            let width = 1000 * u32::from(weight.weight) / total;
            let left = x;
            x += width;
            let inner = width.saturating_sub(8);
            let fill = inner * share.hits / share.of.max(1);
            html! {
                <>
                    <rect class="rest" x={left.to_string()} width={inner.to_string()} height="10" />
                    <rect class="fill" x={left.to_string()} width={fill.to_string()} height="10" />
                </>
            }
        })
        .collect();
    let words = match (all.enough(), all.rate(), all.interval()) {
        (true, Some(rate), Some((low, high))) => html! {
            <p><b>{ wording::percent(rate) }</b>{ format!(" ± {} of first answers right ", ((high - low) * 50.0).round() as i32) }<span class="quiet">{ format!("({})", all.of) }</span></p>
        },
        _ => {
            html! { <p class="quiet">{ format!("{} so far: too few for a figure.", wording::count(all.of, "first answer", "first answers")) }</p> }
        }
    };
    html! {
        <>
            <div class="split"><svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">{ for bars }</svg></div>
            { words }
        </>
    }
}
