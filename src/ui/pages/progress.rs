//! Progress: past numbers, each with the count behind it; a table beside each chart.

use crate::engine::bank::track::Track;
use crate::engine::id::TrackId;
use crate::engine::progress::event::Confidence;
use crate::engine::share::memorised;
use crate::engine::stats::accuracy::{Accuracy, DomainAccuracy, accuracy};
use crate::engine::stats::calendar::{Year, year};
use crate::engine::stats::calibration::calibration;
use crate::engine::stats::effort::{Effort, effort};
use crate::engine::stats::load::{Load, loads};
use crate::engine::stats::retention::retention;
use crate::engine::stats::share::Share;
use crate::engine::time::Date;
use crate::ui::components::facts::{bar, fact, table_head, table_row};
use crate::ui::dom::Dom;
use crate::ui::handle::App;
use crate::ui::parts::{self, track_picker, views};
use crate::ui::wording;

/// The page of a track, else of the chosen one.
pub fn progress(d: &mut Dom, app: &App, track: Option<&TrackId>) {
    let Some(track) = app.chosen(track) else {
        d.el("h1[tabindex=-1]", "Progress");
        d.el("p.lead", "Answer a few questions first: then your numbers are here.");
        return track_picker(d, app, "progress", None);
    };
    let Some(catalogue) = parts::catalogue(d, app, "Progress") else { return };
    let Some(entry) = catalogue.tracks.iter().find(|entry| entry.track.id == track) else { return };
    let record = app.record();
    let snapshot = record.snapshot();
    let today = snapshot.today(app.now());
    let effort = effort(snapshot, &track, today);
    d.open("h1[tabindex=-1]").text(&entry.track.short).text(" progress").close();
    track_picker(d, app, "progress", Some(&track));
    views(d, &track, "progress");
    if effort.reviews == 0 {
        d.el(
            "p.lead",
            "Nothing has been answered in this deck yet. After the first ten questions there is something to see.",
        );
        d.open("p.row").link("a.button.primary", &["#/study/", track.as_str()].concat(), "Study").close();
        return;
    }
    figures(d, &effort, retention(snapshot, &track, today).recent);
    d.el("h2", "First answers and repeats");
    d.el("p.quiet", "A first answer tells what you know of questions that you have never seen; a repeat tells what you remembered. The mark shows the 95 % interval.");
    let by_domain = accuracy(snapshot, &entry.track);
    memory(d, &by_domain);
    domains(d, &entry.track, &by_domain);
    d.el("h2", "How sure, how right");
    sure(d, &calibration(snapshot, &track));
    d.el("h2", "The next 30 days");
    ahead(d, &loads(snapshot, &app.standings(), &track, app.now()));
    d.el("h2", "The last year");
    heat(d, &year(snapshot, Some(&track), today));
    leeches(d, app, &track);
}

/// Answers, time, retention and pace.
fn figures(d: &mut Dom, effort: &Effort, recent: Share) {
    let week = |words: &str| [words, " in the last 7 days"].concat();
    let (known, behind) = match (recent.enough(), recent.rate()) {
        (true, Some(rate)) => {
            let words = [&recent.hits.to_string(), " of ", &recent.of.to_string(), " reviews, last 30 days"];
            (wording::percent(rate), words.concat())
        }
        _ => {
            let words = wording::count(recent.of, "review after a day or more", "reviews after a day or more");
            ("–".to_owned(), [&words, " so far: too few"].concat())
        }
    };
    let seconds = effort.question_seconds.map_or_else(|| "–".to_owned(), |value| [&value.to_string(), " s"].concat());
    d.open("dl.facts");
    fact(d, "Answers", &effort.reviews.to_string(), &week(&effort.week_reviews.to_string()));
    fact(d, "Time", &hours(effort.millis), &week(&hours(effort.week_millis)));
    fact(d, "Still known when due", &known, &behind);
    fact(d, "A question takes", &seconds, "median");
    d.close();
}

fn hours(millis: u64) -> String {
    let minutes = (millis + 30_000) / 60_000;
    if minutes < 100 {
        [&minutes.to_string(), " min"].concat()
    } else {
        [&((minutes + 30) / 60).to_string(), " h"].concat()
    }
}

/// A share as words: rate, interval and count, or that there is too little.
fn words(share: Share) -> String {
    match (share.enough(), share.rate(), share.interval()) {
        (true, Some(rate), Some((low, high))) => {
            let end = |value: f64| ((value * 100.0).round() as i32).to_string();
            [&wording::percent(rate), " (", &end(low), "–", &end(high), ")"].concat()
        }
        _ if share.of == 0 => "–".to_owned(),
        _ => [&share.hits.to_string(), " of ", &share.of.to_string()].concat(),
    }
}

fn number_cell(d: &mut Dom, number: u32) {
    d.open("td.n").number(number).close();
}

/// By how much repeats go better than first answers: what was memorised rather than known.
fn memory(d: &mut Dom, by_domain: &[DomainAccuracy]) {
    let (mut first, mut repeat) = (Share::default(), Share::default());
    for domain in by_domain {
        first.add(domain.all.first);
        repeat.add(domain.all.repeat);
    }
    if let Some(points) = memorised(first, repeat) {
        d.open("p").el("b", "Memorised: ").text(&wording::count(points, "point", "points"));
        d.text(" of a hundred, by which repeats go better than first answers. A new question meets what you know without them.");
        d.close();
    }
}

/// How often what was right, by domain and by topic.
fn domains(d: &mut Dom, track: &Track, domains: &[DomainAccuracy]) {
    d.open("div.scroll[tabindex=0][role=region][aria-label=Accuracy by domain]");
    accuracy_head(d);
    for domain in domains {
        let known = track.domains.iter().find(|known| known.id == domain.domain);
        accuracy_row(d, known.map_or(domain.domain.as_str(), |known| &known.name), domain.all, false);
    }
    d.close().close().close();
    d.open("details").el("summary", "By topic");
    d.open("div.scroll[tabindex=0][role=region][aria-label=Accuracy by topic]");
    accuracy_head(d);
    for (id, all) in domains.iter().flat_map(|domain| &domain.topics) {
        accuracy_row(d, track.topic(id).map_or(id.as_str(), |topic| &topic.name), *all, true);
    }
    d.close().close().close().close();
}

fn accuracy_head(d: &mut Dom) {
    d.open("table");
    table_head(d, "Domain", true, &["First answers right", "of", "Repeats right", "of"]);
}

fn accuracy_row(d: &mut Dom, name: &str, all: Accuracy, topic: bool) {
    d.open("tr").class_if(topic, "quiet").el("th[scope=row]", name);
    bar(d, all.first);
    for share in [all.first, all.repeat] {
        d.el("td.n", &words(share));
        number_cell(d, share.of);
    }
    d.close();
}

fn sure(d: &mut Dom, rows: &[(Confidence, Share); 3]) {
    if rows.iter().all(|(_, share)| share.of == 0) {
        d.el("p.quiet", "No answer with a word on how sure you were yet.");
        return;
    }
    d.open("table");
    table_head(d, "You said", true, &["Right", "of"]);
    for (confidence, share) in rows {
        let name = match confidence {
            Confidence::Guessed => "Guessed",
            Confidence::ThoughtSo => "Thought so",
            Confidence::Certain => "Certain",
        };
        d.open("tr").el("th[scope=row]", name);
        bar(d, *share);
        d.el("td.n", &words(*share));
        number_cell(d, share.of);
        d.close();
    }
    d.close().close();
}

/// Reviews that come due, as bars.
fn ahead(d: &mut Dom, days: &[Load]) {
    let (mut most, mut all) = (0, 0);
    for day in days {
        most = most.max(day.questions + day.cards);
        all += day.questions + day.cards;
    }
    if most == 0 {
        d.el("p.quiet", "Nothing is scheduled yet.");
        return;
    }
    let (sum, peak) = (all.to_string(), most.to_string());
    let label = [&sum, " reviews in 30 days, at most ", &peak, " on one day. The table below says the same."].concat();
    d.open("div.chart").open("svg[viewBox=0 0 600 130][role=img]").attr("aria-label", &label);
    d.open("path.axis[d=M0 108H600]").close();
    let height = |count: u32| (100 * count).div_ceil(most) as i32;
    for (at, day) in days.iter().enumerate() {
        let (sum, x) = (day.questions + day.cards, at as i32 * 20 + 2);
        d.open("g").open("title").text(&wording::day(day.day)).text(": ").number(sum).close();
        column(d, "rect.fill[width=16][rx=2]", x, height(sum));
        column(d, "rect.cell2[width=16][rx=2]", x, height(day.cards));
        d.close();
    }
    for (at, day) in days.iter().enumerate().step_by(7) {
        d.open("text[y=124]").attr_number("x", at as i32 * 20 + 2);
        if at == 0 {
            d.text("today");
        } else {
            let date = Date::from(day.day);
            d.number(u32::from(date.day)).text(".").number(u32::from(date.month)).text(".");
        }
        d.close();
    }
    d.close().close();
    d.el("p.quiet", "Dark: questions; light: cards. What you learn anew comes on top.");
    d.open("details").el("summary", "The same as a table").open("table");
    table_head(d, "Day", false, &["Questions", "Cards"]);
    for day in days {
        if day.questions + day.cards > 0 {
            table_row(d, &wording::day(day.day), &[&day.questions.to_string(), &day.cards.to_string()]);
        }
    }
    d.close().close().close();
}

fn column(d: &mut Dom, spec: &'static str, x: i32, height: i32) {
    d.open(spec).attr_number("x", x).attr_number("y", 108 - height).attr_number("height", height).close();
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const SHADES: [&str; 5] = ["cell0", "cell1", "cell2", "cell3", "cell4"];

/// A year of days as a heat map.
fn heat(d: &mut Dom, year: &Year) {
    let answers = wording::count(year.total.reviews, "answer", "answers");
    let active = wording::count(year.active, "day", "days");
    let label = [&answers, " on ", &active, " in the last year; the table below has them by month."].concat();
    d.open("div.chart.scroll[tabindex=0][role=region][aria-label=Heat map of a year]");
    d.open("svg.heat[viewBox=0 0 689 106][role=img]").attr("aria-label", &label);
    for (week, days) in year.weeks.iter().enumerate() {
        // A month is named above the week in which it begins.
        let first = days.iter().flatten().map(|(day, _)| Date::from(*day)).find(|date| date.day == 1);
        if let Some(first) = first {
            let name = MONTHS[usize::from(first.month.clamp(1, 12)) - 1];
            d.open("text[y=9]").attr_number("x", week as i32 * 13).text(name).close();
        }
    }
    for (week, days) in year.weeks.iter().enumerate() {
        for (weekday, day) in days.iter().enumerate() {
            let Some((day, tally)) = day else { continue };
            d.open("rect[width=11][height=11][rx=2]").class_if(true, SHADES[usize::from(year.shade(tally).min(4))]);
            d.attr_number("x", week as i32 * 13).attr_number("y", weekday as i32 * 13 + 14);
            d.open("title").text(&wording::day(*day)).text(": ").number(tally.reviews).close().close();
        }
    }
    d.close().close();
    by_month(d, year);
}

fn by_month(d: &mut Dom, year: &Year) {
    let mut rows: Vec<(String, u32, u64)> = Vec::new();
    for (day, tally) in year.weeks.iter().flatten().flatten() {
        // `2026-11` of `2026-11-20`.
        let mut name = Date::from(*day).to_string();
        name.truncate(7);
        match rows.last_mut() {
            Some(last) if last.0 == name => {
                last.1 += tally.reviews;
                last.2 += tally.millis;
            }
            _ => rows.push((name, tally.reviews, tally.millis)),
        }
    }
    d.open("details").el("summary", "The same by month").open("table");
    table_head(d, "Month", false, &["Answers", "Time"]);
    for (name, reviews, millis) in &rows {
        if *reviews > 0 {
            table_row(d, name, &[&reviews.to_string(), &hours(*millis)]);
        }
    }
    d.close().close().close();
}

/// Items that were forgotten again and again.
fn leeches(d: &mut Dom, app: &App, track: &TrackId) {
    let leeches = app.standings().leeches(track);
    if leeches.is_empty() {
        return;
    }
    d.el("h2", "Forgotten again and again");
    d.el("p", "Repeating these as they are helps little. Read the reasons once more, put the point into your own words, or put the item away.");
    d.open("ul.list");
    for (id, lapses) in &leeches {
        d.open("li").open("a").attr("href", &["#/item/", id.as_str()].concat()).el("span", id.as_str());
        d.el("span.state", &wording::count(*lapses, "lapse", "lapses")).close().close();
    }
    d.close();
}
