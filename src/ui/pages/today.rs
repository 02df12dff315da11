//! Today: what now, how long, how am I doing. On a first visit: what this is, and one click to the first question.

use crate::engine::bank::pack::{Catalogue, Entry};
use crate::engine::bank::track::Weight;
use crate::engine::id::{ItemKind, TrackId};
use crate::engine::schedule::due::{Counts, Unseen, due_summary};
use crate::engine::stats::accuracy::accuracy;
use crate::engine::stats::share::Share;
use crate::engine::time::{Date, StudyDay};
use crate::ui::dom::Dom;
use crate::ui::handle::App;
use crate::ui::parts;
use crate::ui::route::Route;
use crate::ui::wording;

/// The page.
pub fn today(d: &mut Dom, app: &App) {
    let Some(catalogue) = parts::catalogue(d, app, "Today") else { return };
    let started = app.record().snapshot().items().next().is_some();
    if started { the_day(d, app, &catalogue) } else { welcome(d, app, &catalogue) }
}

/// The first visit, in one screen.
fn welcome(d: &mut Dom, app: &App, catalogue: &Catalogue) {
    d.open("section.today").el("h1[tabindex=-1]", "Pass your exam, and know why");
    d.el("p.lead", "Questions like the real ones, with a reason for every option. What you learn comes back just before you would forget it. Free, private, and it works offline.");
    d.close().el("h2", "Which exam?");
    decks(d, app, catalogue);
    d.open("ul.promises");
    promise(d, "No account.", " Everything stays in this browser. Export it whenever you like.");
    promise(d, "Your pace.", " Ten new items a day to begin with; the rest is repetition at the right time.");
    promise(d, "No guessing games.", " Each deck shows how little its wording gives away.");
    d.close();
}

fn promise(d: &mut Dom, what: &str, more: &str) {
    d.open("li").el("b", what).text(more).close();
}

fn decks(d: &mut Dom, app: &App, catalogue: &Catalogue) {
    d.open("ul.decks");
    for entry in &catalogue.tracks {
        deck(d, app, entry);
    }
    d.close();
}

/// How much of a track was never met.
fn unseen(app: &App, entry: &Entry) -> Unseen {
    let mut unseen = Unseen { questions: entry.figures.questions, cards: entry.figures.cards };
    let record = app.record();
    for (item, _) in record.snapshot().items_of(&entry.track.id).filter(|(_, history)| history.seen()) {
        let of = if item.kind() == ItemKind::Card { &mut unseen.cards } else { &mut unseen.questions };
        *of = of.saturating_sub(1);
    }
    unseen
}

fn the_day(d: &mut Dom, app: &App, catalogue: &Catalogue) {
    let now = app.now();
    let record = app.record();
    let snapshot = record.snapshot();
    let day = snapshot.today(now);
    let chosen = snapshot.settings().track.as_ref();
    // The chosen track, else the first that has a past.
    let is_chosen = |entry: &&Entry| Some(&entry.track.id) == chosen;
    let has_past = |entry: &&Entry| snapshot.items_of(&entry.track.id).next().is_some();
    let entry = catalogue.tracks.iter().find(is_chosen).or_else(|| catalogue.tracks.iter().find(has_past));
    let Some(entry) = entry else { return welcome(d, app, catalogue) };
    let counts = due_summary(snapshot, &app.standings(), &entry.track.id, Some(unseen(app, entry)), now);
    d.open("section.today").open("p.quiet").text(&wording::day(day)).text(" · ").text(&entry.track.short);
    if let Some(date) = snapshot.settings().exam_dates.get(&entry.track.id) {
        until(d, *date, StudyDay::from(*date).since(day));
    }
    d.close();
    if let Some((id, _)) = snapshot.sittings().find(|(_, log)| log.ended().is_none()) {
        d.open("p.note").text("A mock exam is open. ").link("a", &Route::Sitting(id).hash(), "Go on with it").close();
    }
    now_what(d, app, entry, &counts);
    ahead(d, &entry.track.id);
    week(d, app, day);
    parts::remind(d, app);
    d.close().el("h2", "Decks");
    decks(d, app, catalogue);
    d.open("p").link("a", "#/way", "The way to AI project manager").close();
}

fn until(d: &mut Dom, date: Date, days: i32) {
    match days {
        ..0 => d.text(" · exam was on ").text(&wording::date(date)),
        0 => d.el("b", " · exam today"),
        1 => d.text(" · exam ").el("b", "tomorrow"),
        days => d.text(" · exam in ").open("b").number(days as u32).text(" days").close(),
    };
}

/// The headline, the sentence under it and the one button.
fn now_what(d: &mut Dom, app: &App, entry: &Entry, counts: &Counts) {
    let study = ["#/study/", entry.track.id.as_str()].concat();
    let practice = ["#/practice/", entry.track.id.as_str()].concat();
    if counts.total() == 0 {
        d.el("h1[tabindex=-1]", "Done for today");
        d.open("p.lead").text("Everything that is due has been studied.");
        if let Some(at) = counts.next_step {
            let minutes = ((at.0 - app.now().at.0).max(0) + 59_999) / 60_000;
            d.text(" ").text(&wording::count(counts.later, "item", "items")).text(" come back in ");
            d.text(&wording::count(minutes as u32, "minute", "minutes")).text(".");
        }
        d.text(" More practice does no harm; rest does good.").close();
        d.open("p.row")
            .link("a.button.primary.big", &practice, "Practise")
            .link("a.button", &study, "Look ahead")
            .link("a.button", &["#/exam/", entry.track.id.as_str()].concat(), "Mock exam")
            .close();
        return;
    }
    d.open("h1[tabindex=-1]");
    if counts.questions + counts.cards == 0 {
        d.number(counts.new).text(" new, ");
    } else {
        d.number(counts.total()).text(" to study, ");
    }
    d.text(&wording::minutes(counts.minutes * 60)).close();
    let mut parts = Vec::new();
    if counts.questions > 0 {
        parts.push(wording::count(counts.questions, "question", "questions"));
    }
    if counts.cards > 0 {
        parts.push(wording::count(counts.cards, "card", "cards"));
    }
    if counts.new > 0 {
        parts.push([&counts.new.to_string(), " new"].concat());
    }
    // What is new only is said by the headline.
    if counts.questions + counts.cards > 0 {
        d.open("p.lead").text(&parts.join(", ")).text(".");
        if counts.confident_errors == 1 {
            d.text(" One that you were certain of and got wrong comes first.");
        } else if counts.confident_errors > 1 {
            d.text(" ").number(counts.confident_errors).text(" that you were certain of and got wrong come first.");
        }
        d.close();
    }
    d.open("p.row")
        .link("a.button.primary.big", &study, "Study now")
        .link("a.button", &practice, "Build a set")
        .close();
}

/// So many minutes at once, and what lies ahead.
fn ahead(d: &mut Dom, track: &TrackId) {
    d.open("p.quick").text("Only ");
    for (at, minutes) in ["5", "10", "25", "60"].into_iter().enumerate() {
        d.text(["", ", ", ", ", " or "][at])
            .open("a")
            .attr("href", &["#/study/", track.as_str(), "/", minutes].concat());
        d.attr("aria-label", &["Study for ", minutes, " minutes"].concat()).text(minutes).close();
    }
    d.text(" minutes? ").link("a", &["#/plan/", track.as_str()].concat(), "Plan and forecast").close();
}

/// The last seven days, and the streak that forgives one missed day.
fn week(d: &mut Dom, app: &App, today: StudyDay) {
    let record = app.record();
    let snapshot = record.snapshot();
    let begun = snapshot.days(None).into_keys().next().unwrap_or(today);
    d.open("ol.week[aria-label=Last seven days]");
    for back in (0..7).rev() {
        let day = today.plus(-back);
        let reviews = snapshot.tally(None, day).reviews;
        let words = [&wording::day(day), ": ", &wording::count(reviews, "answer", "answers")].concat();
        d.open("li").class_if(reviews > 0, "on").class_if(back == 0, "now");
        d.class_if(reviews == 0 && back > 0 && day > begun, "miss").attr("title", &words);
        d.el("span[aria-hidden=true]", wording::initial(day)).el("span.hidden", &words).close();
    }
    d.close();
    let streak = snapshot.streak(today);
    if streak.days > 0 {
        d.open("p.quiet").text(&wording::count(streak.days, "day", "days")).text(" in a row");
        d.text(if streak.forgiven > 0 { ", a missed day forgiven" } else { "" }).close();
    }
}

/// A deck: what its exam is, how the learner stands, and the way in.
fn deck(d: &mut Dom, app: &App, entry: &Entry) {
    let record = app.record();
    let snapshot = record.snapshot();
    let track = &entry.track;
    let date = Date::from(snapshot.today(app.now())).to_string();
    d.open("li.deck").el("h3", &track.short).el("p", &track.name);
    if let Some(outline) = track.outline_on(&date) {
        d.open("p.quiet").text(&outline.version).text(" · ").number(u32::from(outline.questions)).text(" questions, ");
        d.number(u32::from(outline.minutes)).text(" min").close();
    }
    let started = snapshot.items_of(&track.id).next().is_some();
    if entry.pack.is_none() {
        d.el("p", "Exam facts only: the questions are being written.");
    } else if started {
        standing(d, app, entry);
    } else {
        d.open("p").number(entry.figures.questions + entry.figures.reserved).text(" questions, ");
        d.number(entry.figures.cards).text(" cards.").close();
    }
    d.open("p.row");
    if entry.pack.is_some() {
        let word = if started { "Study" } else { "Start" };
        d.open("a.button").attr("href", &["#/study/", track.id.as_str()].concat());
        d.attr("aria-label", &[word, " ", &track.short].concat()).text(word).close();
    }
    d.open("a.button.plain").attr("href", &["#/deck/", track.id.as_str()].concat());
    d.attr("aria-label", &["About the exam: ", &track.short].concat()).text("About the exam").close().close().close();
}

/// First answers by domain as bars, and the share with its uncertainty.
fn standing(d: &mut Dom, app: &App, entry: &Entry) {
    let record = app.record();
    let domains = accuracy(record.snapshot(), &entry.track);
    let mut all = Share::default();
    for domain in &domains {
        all.hits += domain.all.first.hits;
        all.of += domain.all.first.of;
    }
    let weights: &[Weight] = entry.track.outlines.last().map(|outline| outline.domains.as_slice()).unwrap_or_default();
    let total: u32 = weights.iter().map(|weight| u32::from(weight.weight)).sum::<u32>().max(1);
    d.open("div.split").open("svg[viewBox=0 0 1000 10][preserveAspectRatio=none][aria-hidden=true]");
    let mut x = 0;
    for weight in weights {
        let share =
            domains.iter().find(|domain| domain.domain == weight.id).map(|domain| domain.all.first).unwrap_or_default();
        let width = 1000 * u32::from(weight.weight) / total;
        let inner = width.saturating_sub(8);
        bar(d, "rect.rest[height=10]", x, inner);
        bar(d, "rect.fill[height=10]", x, inner * share.hits / share.of.max(1));
        x += width;
    }
    d.close().close();
    if let (true, Some(rate), Some((low, high))) = (all.enough(), all.rate(), all.interval()) {
        d.open("p").el("b", &wording::percent(rate)).text(" ± ").number(((high - low) * 50.0).round() as u32);
        d.text(" of first answers right ").open("span.quiet").text("(").number(all.of).text(")").close().close();
    } else {
        d.open("p.quiet").text(&wording::count(all.of, "first answer", "first answers"));
        d.text(" so far: too few for a figure.").close();
    }
}

fn bar(d: &mut Dom, spec: &'static str, x: u32, width: u32) {
    d.open(spec).attr_number("x", x as i32).attr_number("width", width as i32).close();
}
