//! A deck's page: what its exam is, how well that is known, what the deck holds, and how little its wording gives
//! away.

use crate::engine::bank::pack::{Cues, Entry};
use crate::engine::bank::track::{Outline, Pass, Provenance, Track};
use crate::engine::id::TrackId;
use crate::engine::progress::event::Setting;
use crate::engine::time::{Date, StudyDay};
use crate::ui::components::facts::{fact, table_head, table_row};
use crate::ui::dom::Dom;
use crate::ui::handle::App;
use crate::ui::parts;
use crate::ui::wording;
use yew::prelude::*;

/// The page of a track.
pub fn deck(d: &mut Dom, app: &App, track: &TrackId) {
    let Some(catalogue) = parts::catalogue(d, app, "Deck") else { return };
    match catalogue.tracks.iter().find(|entry| entry.track.id == *track) {
        Some(entry) => page(d, app, entry),
        None => {
            d.el("h1[tabindex=-1]", "There is no such deck").open("p").link("a", "#/", "Go to Today").close();
        }
    }
}

fn page(d: &mut Dom, app: &App, entry: &Entry) {
    let track = &entry.track;
    let today = app.record().snapshot().today(app.now());
    let exam = app.record().snapshot().settings().exam_dates.get(&track.id).copied();
    // The outline that holds on the day of the exam, where a date is set.
    let date = exam.unwrap_or_else(|| Date::from(today)).to_string();
    d.el("h1[tabindex=-1]", &track.name);
    d.open("p.lead").text(&track.about).text(" Issued by ").text(&track.issuer).text(".").close();
    if entry.pack.is_some() {
        d.open("p.row").link("a.button.primary", &["#/study/", track.id.as_str()].concat(), "Study");
        d.link("a.button", &["#/exam/", track.id.as_str()].concat(), "Mock exam");
        d.link("a.button", &["#/library/", track.id.as_str()].concat(), "Library");
        d.link("a.button", &["#/drills/", track.id.as_str()].concat(), "Drills");
        d.link("a.button", &["#/formulas/", track.id.as_str()].concat(), "Formulas").close();
    }
    date_field(d, app, track, exam, today);
    // One node, however long: the field before it keeps its place, and so the focus.
    let mut exam = Dom::new();
    if let Some(outline) = track.outline_on(&date) {
        facts(&mut exam, track, outline);
    }
    d.node(exam.finish());
    holds(d, entry);
    if let Some(figures) = &entry.figures.cues {
        cues(d, figures);
    }
}

/// The exam's date: it chooses the outline, and reviews are planned for a retention of 85 %.
fn date_field(d: &mut Dom, app: &App, track: &Track, exam: Option<Date>, today: StudyDay) {
    let (id, handle) = (track.id.clone(), app.clone());
    let onchange = Callback::from(move |event: Event| {
        let value = event.target_unchecked_into::<web_sys::HtmlInputElement>().value();
        let date = Date::parse(&value).map(|date| date.to_string());
        handle.set(Setting::ExamDate(id.clone(), date));
    });
    d.open("div.field").el("label[for=exam-date]", "Your exam date");
    d.open("input#exam-date[type=date][aria-describedby=exam-note]").on_change(onchange);
    d.value(&exam.map(|date| date.to_string()).unwrap_or_default()).close().open("p.quiet#exam-note");
    match exam.map(|date| StudyDay::from(date).since(today)) {
        None => d.text("If you have one: it shows the outline that holds on that day."),
        Some(..0) => d.text("This day is past. Set the next one, or empty the field."),
        Some(0) => d.text("Today. Good luck!"),
        Some(days) => d.text(&wording::count(days as u32, "day", "days")).text(" to go. "),
    };
    d.link("a", &["#/plan/", track.id.as_str()].concat(), "Plan the days until then").close().close();
}

fn known(mark: Provenance) -> &'static str {
    match mark {
        Provenance::Issuer => "issuer’s own text",
        Provenance::Transcription => "issuer’s text through a transcription",
        Provenance::Secondary => "reported by others",
        Provenance::Editorial => "our own choice; the issuer publishes none",
    }
}

/// A domain's name; its id where it has none.
fn name<'t>(track: &'t Track, id: &'t str) -> &'t str {
    track.domains.iter().find(|domain| domain.id.as_str() == id).map_or(id, |domain| &domain.name)
}

fn facts(d: &mut Dom, track: &Track, outline: &Outline) {
    let breaks = outline.sections.iter().filter(|section| section.break_before_minutes > 0).count() as u32;
    let breaks = if breaks == 0 { "no break".to_owned() } else { wording::count(breaks, "break", "breaks") };
    let since = ["in force since ", &wording::iso_date(&outline.from)].concat();
    d.el("h2", "The exam").open("dl.facts");
    fact(d, "Outline", &outline.version, &since);
    fact(d, "Questions", &outline.questions.to_string(), &[&outline.scored.to_string(), " count"].concat());
    fact(d, "Time", &[&outline.minutes.to_string(), " min"].concat(), &breaks);
    let kinds: Vec<&str> = outline.kinds.iter().map(|kind| kind.name()).collect();
    d.open("div").el("dt", "Kinds").el("dd", &kinds.join(", ")).close().close();

    d.open("p").el("b", "To pass: ");
    let mark = pass(d, &outline.pass);
    d.text(".").open("span.quiet").text(" (").text(known(mark)).text(")").close().close();

    d.open("table").open("caption").text("Domains and weights (").text(known(outline.weights_mark)).text(")").close();
    table_head(d, "Domain", false, &["Weight"]);
    for weight in &outline.domains {
        table_row(d, name(track, weight.id.as_str()), &[&[&weight.weight.to_string(), " %"].concat()]);
    }
    d.close().close();
    if !outline.notes.is_empty() {
        d.open("ul");
        for note in &outline.notes {
            d.el("li", note);
        }
        d.close();
    }
    d.open("p.quiet")
        .text("Checked on ")
        .text(&wording::iso_date(&outline.checked))
        .text(" (")
        .text(known(outline.mark));
    d.text("). Confirm with the issuer before you book: ");
    d.link("a[target=_blank][rel=noopener noreferrer]", &outline.link, &track.issuer).text(".").close();
}

/// What it takes to pass, and how well that is known.
fn pass(d: &mut Dom, pass: &Pass) -> Provenance {
    match pass {
        Pass::Count { correct, of, mark } => {
            d.text(&correct.to_string()).text(" of ").text(&of.to_string()).text(" right");
            *mark
        }
        Pass::Scaled { score, min, max, mark } => {
            d.text(&score.to_string()).text(" on a scale of ").text(&min.to_string()).text("–").text(&max.to_string());
            d.text("; not a percentage");
            *mark
        }
        Pass::Bands { bands, mark, .. } => {
            let names: Vec<&str> = bands.iter().map(|band| band.name.as_str()).collect();
            d.text("no mark is published; results come as ").text(&names.join(", "));
            *mark
        }
        Pass::Unpublished { mark } => {
            d.text("not published");
            *mark
        }
    }
}

fn holds(d: &mut Dom, entry: &Entry) {
    let figures = &entry.figures;
    d.el("h2", "The deck");
    if figures.questions + figures.reserved + figures.cards == 0 {
        d.el("p", "The questions of this deck are being written. The exam’s facts are here already.");
        return;
    }
    let mut reserved = String::new();
    if figures.reserved > 0 {
        reserved = ["and ", &figures.reserved.to_string(), " reserved for a mock exam"].concat();
    }
    d.open("dl.facts");
    fact(d, "Questions", &figures.questions.to_string(), &reserved);
    fact(d, "Cards", &figures.cards.to_string(), "");
    for (level, count) in ["Recall", "Apply", "Analyse"].into_iter().zip(figures.by_level) {
        fact(d, level, &count.to_string(), "questions");
    }
    d.close().open("table").el("caption", "Questions by domain");
    table_head(d, "Domain", false, &["Questions"]);
    for (id, count) in &figures.by_domain {
        table_row(d, name(&entry.track, id), &[&count.to_string()]);
    }
    d.close().close();
}

/// The wording-cue figures: a promise.
fn cues(d: &mut Dom, cues: &Cues) {
    let most = cues.positions.iter().copied().fold(0.0, f64::max);
    let wrong = ["wrong ones: ", &wording::percent(cues.absolute_distractors)].concat();
    d.el("h2", "What the wording gives away");
    d.el("p", "In many question banks one can pass by choosing the longest option. Not here: these figures are checked whenever the deck is built.");
    d.open("table").open("caption").text("Over ").number(cues.items).text(" single-answer questions").close();
    d.open("thead").open("tr").el("th[scope=col]", "Rule of thumb").el("th.n[scope=col]", "Is right");
    d.el("th[scope=col]", "By chance").close().close().open("tbody");
    cue(d, "Choose the longest option", cues.longest, "25 %");
    cue(d, "Choose the shortest option", cues.shortest, "25 %");
    cue(d, "Choose the same position always", most, "25 %");
    cue(d, "Right options with an absolute word", cues.absolute_keys, &wrong);
    cue(d, "Length of right against wrong options", cues.length_ratio, "100 %");
    d.close().close();
}

fn cue(d: &mut Dom, what: &str, share: f64, aim: &str) {
    d.open("tr").el("th[scope=row]", what).el("td.n", &wording::percent(share)).el("td", aim).close();
}
