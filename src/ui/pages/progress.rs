//! Progress: past numbers, each with the count behind it; a table beside each chart.

use crate::engine::id::TrackId;
use crate::engine::progress::event::Confidence;
use crate::engine::stats::accuracy::{DomainAccuracy, accuracy};
use crate::engine::stats::calendar::{Year, year};
use crate::engine::stats::calibration::calibration;
use crate::engine::stats::effort::effort;
use crate::engine::stats::forecast::{Load, forecast};
use crate::engine::stats::retention::retention;
use crate::engine::stats::share::Share;
use crate::engine::time::{Date, StudyDay};
use crate::ui::handle::App;
use crate::ui::parts::{missing_catalogue, track_picker};
use crate::ui::wording;
use yew::prelude::*;

/// The page of a track, else of the chosen one.
#[must_use]
pub fn progress(app: &App, track: Option<&TrackId>) -> Html {
    let Some(track) = app.chosen(track) else {
        return html! { <><h1 tabindex="-1">{ "Progress" }</h1><p class="lead">{ "Answer a few questions first: then your numbers are here." }</p>{ track_picker(app, "progress", None) }</> };
    };
    let catalogue = match missing_catalogue(app, "Progress", app.catalogue()) {
        Err(notice) => return notice,
        Ok(catalogue) => catalogue,
    };
    let Some(entry) = catalogue.tracks.iter().find(|entry| entry.track.id == track) else { return Html::default() };
    let record = app.record();
    let snapshot = record.snapshot();
    let today = snapshot.today(app.now());
    let effort = effort(snapshot, &track, today);
    let head = html! { <><h1 tabindex="-1">{ format!("{} progress", entry.track.short) }</h1>{ track_picker(app, "progress", Some(&track)) }</> };
    if effort.reviews == 0 {
        let study = format!("#/study/{track}");
        return html! {
            <>
                { head }
                <p class="lead">{ "Nothing has been answered in this deck yet. After the first ten questions there is something to see." }</p>
                <p class="row"><a class="button primary" href={study}>{ "Study" }</a></p>
            </>
        };
    }
    let remembered = retention(snapshot, &track, today);
    let retention_words = match (remembered.recent.enough(), remembered.recent.rate()) {
        (true, Some(rate)) => (
            wording::percent(rate),
            format!("{} of {} reviews, last 30 days", remembered.recent.hits, remembered.recent.of),
        ),
        _ => (
            "–".to_owned(),
            format!(
                "{} so far: too few",
                wording::count(remembered.recent.of, "review after a day or more", "reviews after a day or more")
            ),
        ),
    };
    let seconds = |value: Option<u32>| value.map_or_else(|| "–".to_owned(), |value| format!("{value} s"));
    html! {
        <>
            { head }
            <dl class="facts">
                <div><dt>{ "Answers" }</dt><dd>{ effort.reviews }<small>{ format!("{} in the last 7 days", effort.week_reviews) }</small></dd></div>
                <div><dt>{ "Time" }</dt><dd>{ hours(effort.millis) }<small>{ format!("{} in the last 7 days", hours(effort.week_millis)) }</small></dd></div>
                <div><dt>{ "Still known when due" }</dt><dd>{ retention_words.0 }<small>{ retention_words.1 }</small></dd></div>
                <div><dt>{ "A question takes" }</dt><dd>{ seconds(effort.question_seconds) }<small>{ "median" }</small></dd></div>
            </dl>
            <h2>{ "First answers and repeats" }</h2>
            <p class="quiet">{ "A first answer tells what you know of questions that you have never seen; a repeat tells what you remembered. The mark shows the 95 % interval." }</p>
            { domains(&entry.track, &accuracy(snapshot, &entry.track)) }
            <h2>{ "How sure, how right" }</h2>
            { sure(calibration(snapshot, &track)) }
            <h2>{ "The next 30 days" }</h2>
            { ahead(&forecast(snapshot, &app.standings(), &track, app.now())) }
            <h2>{ "The last year" }</h2>
            { heat(&year(snapshot, Some(&track), today)) }
            { leeches(app, &track) }
        </>
    }
}

fn hours(millis: u64) -> String {
    let minutes = (millis + 30_000) / 60_000;
    if minutes < 100 { format!("{minutes} min") } else { format!("{} h", (minutes + 30) / 60) }
}

/// A share as words: rate, interval and count, or that there is too little.
fn words(share: Share) -> String {
    match (share.enough(), share.rate(), share.interval()) {
        (true, Some(rate), Some((low, high))) => {
            let end = |value: f64| (value * 100.0).round() as i32;
            format!("{} ({}–{})", wording::percent(rate), end(low), end(high))
        }
        _ if share.of == 0 => "–".to_owned(),
        _ => format!("{} of {}", share.hits, share.of),
    }
}

/// A bar with its interval; empty where there is too little.
fn bar(share: Share) -> Html {
    let (Some(rate), Some((low, high)), true) = (share.rate(), share.interval(), share.enough()) else {
        return html! { <span class="quiet">{ "too few" }</span> };
    };
    let x = |value: f64| ((value * 120.0).round() as i32).to_string();
    html! {
        <svg class="mini" viewBox="0 0 120 14" width="120" height="14" aria-hidden="true">
            <rect class="rest" y="3" width="120" height="8" rx="2" />
            <rect class="fill" y="3" width={x(rate)} height="8" rx="2" />
            <path class="span" d={format!("M{} 7H{}", x(low), x(high))} />
        </svg>
    }
}

fn domains(track: &crate::engine::bank::track::Track, domains: &[DomainAccuracy]) -> Html {
    let row = |name: String, all: crate::engine::stats::accuracy::Accuracy, topic: bool| {
        html! {
            <tr class={topic.then_some("quiet")}>
                <th scope="row">{ name }</th>
                <td>{ bar(all.first) }</td>
                <td class="n">{ words(all.first) }</td>
                <td class="n">{ all.first.of }</td>
                <td class="n">{ words(all.repeat) }</td>
                <td class="n">{ all.repeat.of }</td>
            </tr>
        }
    };
    let head = || {
        html! {
            <thead><tr>
                <th scope="col">{ "Domain" }</th><th scope="col"><span class="hidden">{ "Chart" }</span></th>
                <th scope="col" class="n">{ "First answers right" }</th><th scope="col" class="n">{ "of" }</th>
                <th scope="col" class="n">{ "Repeats right" }</th><th scope="col" class="n">{ "of" }</th>
            </tr></thead>
        }
    };
    let name =
        |id: &str| track.domains.iter().find(|d| d.id.as_str() == id).map_or_else(|| id.to_owned(), |d| d.name.clone());
    let topic =
        |id: &crate::engine::id::TopicId| track.topic(id).map_or_else(|| id.to_string(), |topic| topic.name.clone());
    html! {
        <>
            <div class="scroll" tabindex="0" role="region" aria-label="Accuracy by domain"><table>
                { head() }
                <tbody>{ for domains.iter().map(|domain| row(name(domain.domain.as_str()), domain.all, false)) }</tbody>
            </table></div>
            <details>
                <summary>{ "By topic" }</summary>
                <div class="scroll" tabindex="0" role="region" aria-label="Accuracy by topic"><table>
                    { head() }
                    <tbody>{ for domains.iter().flat_map(|domain| &domain.topics).map(|(id, all)| row(topic(id), *all, true)) }</tbody>
                </table></div>
            </details>
        </>
    }
}

fn sure(rows: [(Confidence, Share); 3]) -> Html {
    if rows.iter().all(|(_, share)| share.of == 0) {
        return html! { <p class="quiet">{ "No answer with a word on how sure you were yet." }</p> };
    }
    let name = |confidence| match confidence {
        Confidence::Guessed => "Guessed",
        Confidence::ThoughtSo => "Thought so",
        Confidence::Certain => "Certain",
    };
    html! {
        <table>
            <thead><tr><th scope="col">{ "You said" }</th><th scope="col"><span class="hidden">{ "Chart" }</span></th><th scope="col" class="n">{ "Right" }</th><th scope="col" class="n">{ "of" }</th></tr></thead>
            <tbody>{ for rows.into_iter().map(|(confidence, share)| html! {
                <tr><th scope="row">{ name(confidence) }</th><td>{ bar(share) }</td><td class="n">{ words(share) }</td><td class="n">{ share.of }</td></tr>
            }) }</tbody>
        </table>
    }
}

/// Reviews that come due, as bars.
fn ahead(days: &[Load]) -> Html {
    let most = days.iter().map(|day| day.questions + day.cards).max().unwrap_or(0);
    if most == 0 {
        return html! { <p class="quiet">{ "Nothing is scheduled yet." }</p> };
    }
    let bar = |(at, day): (usize, &Load)| {
        let sum = day.questions + day.cards;
        let height = |count: u32| (100 * count).div_ceil(most) as i32;
        let (all, cards) = (height(sum), height(day.cards));
        let x = (at as i32 * 20 + 2).to_string();
        html! {
            <g>
                <title>{ format!("{}: {sum}", wording::day(day.day)) }</title>
                <rect class="fill" x={x.clone()} y={(108 - all).to_string()} width="16" height={all.to_string()} rx="2" />
                <rect class="cell2" {x} y={(108 - cards).to_string()} width="16" height={cards.to_string()} rx="2" />
            </g>
        }
    };
    let tick = |at: usize| {
        days.get(at).map(|day| {
        let date = Date::from(day.day);
        html! { <text x={(at * 20 + 2).to_string()} y="124">{ if at == 0 { "today".to_owned() } else { format!("{}.{}.", date.day, date.month) } }</text> }
    })
    };
    let sum: u32 = days.iter().map(|day| day.questions + day.cards).sum();
    html! {
        <>
            <div class="chart">
                <svg viewBox="0 0 600 130" role="img" aria-label={format!("{sum} reviews in 30 days, at most {most} on one day. The table below says the same.")}>
                    <path class="axis" d="M0 108H600" />
                    { for days.iter().enumerate().map(bar) }
                    { for [0, 7, 14, 21, 28].into_iter().filter_map(tick) }
                </svg>
            </div>
            <p class="quiet">{ "Dark: questions; light: cards. What you learn anew comes on top." }</p>
            <details>
                <summary>{ "The same as a table" }</summary>
                <table>
                    <thead><tr><th scope="col">{ "Day" }</th><th scope="col" class="n">{ "Questions" }</th><th scope="col" class="n">{ "Cards" }</th></tr></thead>
                    <tbody>{ for days.iter().filter(|day| day.questions + day.cards > 0).map(|day| html! {
                        <tr><th scope="row">{ wording::day(day.day) }</th><td class="n">{ day.questions }</td><td class="n">{ day.cards }</td></tr>
                    }) }</tbody>
                </table>
            </details>
        </>
    }
}

/// A year of days as a heat map.
fn heat(year: &Year) -> Html {
    let cells = year.weeks.iter().enumerate().flat_map(|(week, days)| {
        days.iter().enumerate().filter_map(move |(weekday, day)| day.map(|(day, tally)| (week, weekday, day, tally)))
    });
    let month = |(week, days): (usize, &[Option<(StudyDay, crate::engine::progress::streak::Tally)>; 7])| {
        // A month is named above the week in which it begins.
        let first = days.iter().flatten().map(|(day, _)| Date::from(*day)).find(|date| date.day == 1)?;
        let name = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
            [usize::from(first.month.clamp(1, 12)) - 1];
        Some(html! { <text x={(week * 13).to_string()} y="9">{ name }</text> })
    };
    let by_month = {
        let mut rows: Vec<(String, u32, u64)> = Vec::new();
        for (day, tally) in year.weeks.iter().flatten().flatten() {
            let date = Date::from(*day);
            let name = format!("{:04}-{:02}", date.year, date.month);
            match rows.last_mut() {
                Some(last) if last.0 == name => {
                    last.1 += tally.reviews;
                    last.2 += tally.millis;
                }
                _ => rows.push((name, tally.reviews, tally.millis)),
            }
        }
        rows
    };
    html! {
        <>
            <div class="chart scroll" tabindex="0" role="region" aria-label="Heat map of a year">
                <svg class="heat" viewBox="0 0 689 106" role="img" aria-label={format!("{} on {} in the last year; the table below has them by month.",
                    wording::count(year.total.reviews, "answer", "answers"), wording::count(year.active, "day", "days"))}>
                    { for year.weeks.iter().enumerate().filter_map(month) }
                    { for cells.map(|(week, weekday, day, tally)| html! {
                        <rect class={["cell0", "cell1", "cell2", "cell3", "cell4"][usize::from(year.shade(&tally).min(4))]} x={(week * 13).to_string()} y={(weekday * 13 + 14).to_string()} width="11" height="11" rx="2">
                            <title>{ format!("{}: {}", wording::day(day), tally.reviews) }</title>
                        </rect>
                    }) }
                </svg>
            </div>
            <details>
                <summary>{ "The same by month" }</summary>
                <table>
                    <thead><tr><th scope="col">{ "Month" }</th><th scope="col" class="n">{ "Answers" }</th><th scope="col" class="n">{ "Time" }</th></tr></thead>
                    <tbody>{ for by_month.into_iter().filter(|row| row.1 > 0).map(|(name, reviews, millis)| html! {
                        <tr><th scope="row">{ name }</th><td class="n">{ reviews }</td><td class="n">{ hours(millis) }</td></tr>
                    }) }</tbody>
                </table>
            </details>
        </>
    }
}

/// Items that were forgotten again and again.
fn leeches(app: &App, track: &TrackId) -> Html {
    let leeches = app.standings().leeches(track);
    if leeches.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h2>{ "Forgotten again and again" }</h2>
            <p>{ "Repeating these as they are helps little. Read the reasons once more, put the point into your own words, or put the item away." }</p>
            <ul class="list">{ for leeches.iter().map(|(id, lapses)| html! {
                <li><a href={format!("#/item/{id}")}><span>{ id.to_string() }</span><span class="state">{ wording::count(*lapses, "lapse", "lapses") }</span></a></li>
            }) }</ul>
        </>
    }
}
