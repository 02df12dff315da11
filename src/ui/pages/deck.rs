//! A deck's page: what its exam is, how well that is known, what the deck holds, and how little its wording gives
//! away.

use crate::engine::bank::pack::{Cues, Entry};
use crate::engine::bank::track::{Outline, Pass, Provenance, Track};
use crate::engine::id::TrackId;
use crate::engine::progress::event::Setting;
use crate::engine::time::{Date, StudyDay};
use crate::ui::handle::App;
use crate::ui::parts::missing_catalogue;
use crate::ui::route::Route;
use crate::ui::wording;
use yew::prelude::*;

/// The page of a track.
#[must_use]
pub fn deck(app: &App, track: &TrackId) -> Html {
    match missing_catalogue(app, "Deck", app.catalogue()) {
        Err(notice) => notice,
        Ok(catalogue) => match catalogue.tracks.iter().find(|entry| entry.track.id == *track) {
            Some(entry) => page(app, entry),
            None => {
                html! { <><h1 tabindex="-1">{ "There is no such deck" }</h1><p><a href="#/">{ "Go to Today" }</a></p></> }
            }
        },
    }
}

fn page(app: &App, entry: &Entry) -> Html {
    let track = &entry.track;
    let today = app.record().snapshot().today(app.now());
    let exam = app.record().snapshot().settings().exam_dates.get(&track.id).copied();
    // The outline that holds on the day of the exam, where a date is set.
    let date = exam.unwrap_or_else(|| Date::from(today)).to_string();
    let study = Route::Study(Some(track.id.clone())).hash();
    let library = Route::Library(Some(track.id.clone())).hash();
    html! {
        <>
            <h1 tabindex="-1">{ &track.name }</h1>
            <p class="lead">{ &track.about }{ " Issued by " }{ &track.issuer }{ "." }</p>
            if entry.pack.is_some() { <p class="row"><a class="button primary" href={study}>{ "Study" }</a><a class="button" href={library}>{ "Library" }</a></p> }
            { date_field(app, track, exam, today) }
            { for track.outline_on(&date).map(|outline| facts(track, outline)) }
            { holds(entry) }
            { for entry.figures.cues.as_ref().map(cues) }
        </>
    }
}

/// The exam's date: it chooses the outline, and reviews are planned for a retention of 85 %.
fn date_field(app: &App, track: &Track, exam: Option<Date>, today: StudyDay) -> Html {
    let (id, handle) = (track.id.clone(), app.clone());
    let onchange = Callback::from(move |event: Event| {
        let value = event.target_unchecked_into::<web_sys::HtmlInputElement>().value();
        let date = Date::parse(&value).map(|date| date.to_string());
        handle.set(Setting::ExamDate(id.clone(), date));
    });
    let note = exam.map(|date| match StudyDay::from(date).since(today) {
        ..0 => "This day is past. Set the next one, or empty the field.".to_owned(),
        0 => "Today. Good luck!".to_owned(),
        days => format!("{} to go.", wording::count(days as u32, "day", "days")),
    });
    html! {
        <div class="field">
            <label for="exam-date">{ "Your exam date" }</label>
            <input id="exam-date" type="date" value={exam.map(|date| date.to_string()).unwrap_or_default()} {onchange} aria-describedby="exam-note" />
            <p class="quiet" id="exam-note">{ note.unwrap_or_else(|| "If you have one: it shows the outline that holds on that day.".to_owned()) }</p>
        </div>
    }
}

fn known(mark: Provenance) -> &'static str {
    match mark {
        Provenance::Issuer => "issuer’s own text",
        Provenance::Transcription => "issuer’s text through a transcription",
        Provenance::Secondary => "reported by others",
        Provenance::Editorial => "our own choice; the issuer publishes none",
    }
}

fn facts(track: &Track, outline: &Outline) -> Html {
    let pass = match &outline.pass {
        Pass::Count { correct, of, mark } => (format!("{correct} of {of} right"), *mark),
        Pass::Scaled { score, min, max, mark } => {
            (format!("{score} on a scale of {min}–{max}; not a percentage"), *mark)
        }
        Pass::Bands { bands, mark, .. } => (
            format!(
                "no mark is published; results come as {}",
                bands.iter().map(|band| band.name.as_str()).collect::<Vec<_>>().join(", ")
            ),
            *mark,
        ),
        Pass::Unpublished { mark } => ("not published".to_owned(), *mark),
    };
    let name = |id: &str| {
        track
            .domains
            .iter()
            .find(|domain| domain.id.as_str() == id)
            .map_or_else(|| id.to_owned(), |domain| domain.name.clone())
    };
    let breaks = outline.sections.iter().filter(|section| section.break_before_minutes > 0).count() as u32;
    html! {
        <>
            <h2>{ "The exam" }</h2>
            <dl class="facts">
                <div><dt>{ "Outline" }</dt><dd>{ &outline.version }<small>{ format!("in force since {}", wording::iso_date(&outline.from)) }</small></dd></div>
                <div><dt>{ "Questions" }</dt><dd>{ outline.questions }<small>{ format!("{} count", outline.scored) }</small></dd></div>
                <div><dt>{ "Time" }</dt><dd>{ format!("{} min", outline.minutes) }<small>{ if breaks == 0 { "no break".to_owned() } else { wording::count(breaks, "break", "breaks") } }</small></dd></div>
                <div><dt>{ "Kinds" }</dt><dd>{ outline.kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ") }</dd></div>
            </dl>
            <p><b>{ "To pass: " }</b>{ pass.0 }{ "." }<span class="quiet">{ format!(" ({})", known(pass.1)) }</span></p>
            <table>
                <caption>{ format!("Domains and weights ({})", known(outline.weights_mark)) }</caption>
                <thead><tr><th scope="col">{ "Domain" }</th><th scope="col" class="n">{ "Weight" }</th></tr></thead>
                <tbody>{ for outline.domains.iter().map(|weight| html! { <tr><th scope="row">{ name(weight.id.as_str()) }</th><td class="n">{ format!("{} %", weight.weight) }</td></tr> }) }</tbody>
            </table>
            if !outline.notes.is_empty() { <ul>{ for outline.notes.iter().map(|note| html! { <li>{ note }</li> }) }</ul> }
            <p class="quiet">{ format!("Checked on {} ({}). Confirm with the issuer before you book: ", wording::iso_date(&outline.checked), known(outline.mark)) }
                <a href={outline.link.clone()} target="_blank" rel="noopener noreferrer">{ &track.issuer }</a>{ "." }</p>
        </>
    }
}

fn holds(entry: &Entry) -> Html {
    let figures = &entry.figures;
    if figures.questions + figures.reserved + figures.cards == 0 {
        return html! { <><h2>{ "The deck" }</h2><p>{ "The questions of this deck are being written. The exam’s facts are here already." }</p></> };
    }
    let cell = |name: &str, number: u32, small: &str| {
        html! { <div><dt>{ name.to_owned() }</dt><dd>{ number }<small>{ small.to_owned() }</small></dd></div> }
    };
    let name = |id: &str| {
        entry
            .track
            .domains
            .iter()
            .find(|domain| domain.id.as_str() == id)
            .map_or_else(|| id.to_owned(), |domain| domain.name.clone())
    };
    let reserved =
        if figures.reserved > 0 { format!("and {} reserved for a mock exam", figures.reserved) } else { String::new() };
    html! {
        <>
            <h2>{ "The deck" }</h2>
            <dl class="facts">
                { cell("Questions", figures.questions, &reserved) }
                { cell("Cards", figures.cards, "") }
                { cell("Recall", figures.by_level[0], "questions") }
                { cell("Apply", figures.by_level[1], "questions") }
                { cell("Analyse", figures.by_level[2], "questions") }
            </dl>
            <table>
                <caption>{ "Questions by domain" }</caption>
                <thead><tr><th scope="col">{ "Domain" }</th><th scope="col" class="n">{ "Questions" }</th></tr></thead>
                <tbody>{ for figures.by_domain.iter().map(|(id, count)| html! { <tr><th scope="row">{ name(id) }</th><td class="n">{ count }</td></tr> }) }</tbody>
            </table>
        </>
    }
}

/// The wording-cue figures: a promise.
fn cues(cues: &Cues) -> Html {
    let row = |what: &str, value: String, aim: &str| {
        html! { <tr><th scope="row">{ what.to_owned() }</th><td class="n">{ value }</td><td>{ aim.to_owned() }</td></tr> }
    };
    let percent = |share: f64| wording::percent(share);
    let most = cues.positions.iter().copied().fold(0.0, f64::max);
    let ratio = (cues.length_ratio * 100.0).round() as i32;
    html! {
        <>
            <h2>{ "What the wording gives away" }</h2>
            <p>{ "In many question banks one can pass by choosing the longest option. Not here: these figures are checked whenever the deck is built." }</p>
            <table>
                <caption>{ format!("Over {} single-answer questions", cues.items) }</caption>
                <thead><tr><th scope="col">{ "Rule of thumb" }</th><th scope="col" class="n">{ "Is right" }</th><th scope="col">{ "By chance" }</th></tr></thead>
                <tbody>
                    { row("Choose the longest option", percent(cues.longest), "25 %") }
                    { row("Choose the shortest option", percent(cues.shortest), "25 %") }
                    { row("Choose the same position always", percent(most), "25 %") }
                    { row("Right options with an absolute word", percent(cues.absolute_keys), &format!("wrong ones: {}", percent(cues.absolute_distractors))) }
                    { row("Length of right against wrong options", format!("{ratio} %"), "100 %") }
                </tbody>
            </table>
        </>
    }
}
