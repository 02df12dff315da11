//! Settings: how it looks and paces, and the learner's data.

use crate::engine::progress::event::{Event as Happened, Setting, Theme, What};
use crate::engine::progress::export::{self, Import, Preview};
use crate::engine::time::Date;
use crate::platform::records::Keeping;
use crate::platform::upload::Chosen;
use crate::platform::usage::{self, Estimate};
use crate::platform::{document, download, quarantine, timer};
use crate::ui::VERSION;
use crate::ui::handle::App;
use crate::ui::wording;
use std::rc::Rc;
use yew::prelude::*;

/// The page.
#[must_use]
pub fn settings(app: &App) -> Html {
    html! {
        <>
            <h1 tabindex="-1">{ "Settings" }</h1>
            { choices(app) }
            <Data app={app.clone()} />
        </>
    }
}

fn radios<T: PartialEq + Copy + 'static>(
    app: &App,
    group: &'static str,
    legend: &str,
    all: &[(T, &str)],
    now: T,
    set: fn(T) -> Setting,
) -> Html {
    let choice = |(value, words): &(T, &str)| {
        let (app, value) = (app.clone(), *value);
        let onchange = Callback::from(move |_: Event| app.set(set(value)));
        html! { <label><input type="radio" name={group} checked={now == value} {onchange} />{ (*words).to_owned() }</label> }
    };
    html! { <fieldset class="field"><legend>{ legend.to_owned() }</legend><div class="choices">{ for all.iter().map(choice) }</div></fieldset> }
}

fn switch(app: &App, words: &str, on: bool, set: fn(bool) -> Setting) -> Html {
    let app = app.clone();
    let onchange = Callback::from(move |_: Event| app.set(set(!on)));
    html! { <label><input type="checkbox" checked={on} {onchange} />{ words.to_owned() }</label> }
}

fn number(
    app: &App,
    id: &'static str,
    label: &str,
    hint: &str,
    range: (u16, u16),
    now: u16,
    set: fn(u16) -> Setting,
) -> Html {
    let app = app.clone();
    let onchange = Callback::from(move |event: Event| {
        let input = event.target_unchecked_into::<web_sys::HtmlInputElement>();
        // What is no number in range goes back to what was set.
        match input.value().trim().parse::<u16>() {
            Ok(value) if (range.0..=range.1).contains(&value) => app.set(set(value)),
            _ => input.set_value(&now.to_string()),
        }
    });
    html! {
        <div class="field">
            <label for={id}>{ label.to_owned() }</label>
            <input {id} type="number" min={range.0.to_string()} max={range.1.to_string()} value={now.to_string()} {onchange} aria-describedby={format!("{id}-hint")} />
            <p class="quiet" id={format!("{id}-hint")}>{ hint.to_owned() }</p>
        </div>
    }
}

/// Everything that can be chosen.
fn choices(app: &App) -> Html {
    let settings = app.record().snapshot().settings().clone();
    let track = settings.track.clone();
    let retention = track.as_ref().map_or(90, |track| settings.retention_for(track.as_str()));
    let themes = [(Theme::System, "As the system"), (Theme::Light, "Light"), (Theme::Dark, "Dark")];
    let sizes = [(90u16, "Small"), (100, "Normal"), (115, "Large"), (130, "Larger"), (160, "Largest")];
    html! {
        <section aria-label="Choices">
            <h2>{ "How it looks" }</h2>
            { radios(app, "theme", "Theme", &themes, settings.theme, Setting::Theme) }
            { radios(app, "size", "Text size", &sizes, settings.text_size, Setting::TextSize) }
            <fieldset class="field"><legend class="hidden">{ "Ease" }</legend><div class="choices">
                { switch(app, "Less motion", settings.reduced_motion, Setting::ReducedMotion) }
                { switch(app, "Single-letter shortcuts", settings.shortcuts, Setting::Shortcuts) }
                { switch(app, "Ask how sure I am", settings.ask_confidence, Setting::AskConfidence) }
            </div></fieldset>
            <h2>{ "Pace" }</h2>
            { number(app, "new", "New items a day, for each deck", "Ten a day is about fifteen minutes once repeats come in.", (0, 999), settings.new_per_day, Setting::NewPerDay) }
            { number(app, "retention", "Wanted retention, percent", "How likely you are to still know an item when it comes back: 70 to 97. Higher means more repeats. Without a choice it is 90, and 85 with an exam date.", (70, 97), u16::from(retention), |value| Setting::Retention(value.min(97) as u8)) }
            { number(app, "rollover", "The day ends at, hour", "Studying after midnight still counts for the evening before: 0 to 12.", (0, 12), settings.rollover / 60, |hour| Setting::Rollover(hour * 60)) }
        </section>
    }
}

/// What a file would bring.
#[derive(Clone)]
struct Offer {
    name: String,
    events: Rc<Vec<Happened>>,
    preview: Preview,
    warnings: Vec<String>,
    damage: Vec<String>,
}

#[derive(Properties, PartialEq)]
struct DataProps {
    app: App,
}

/// Where the data is, and everything that can be done with it.
#[component]
fn Data(props: &DataProps) -> Html {
    let app = &props.app;
    let note = use_state(String::new);
    let offer = use_state(|| None::<Offer>);
    let deleting = use_state(|| false);
    let estimate = use_state(|| None::<Estimate>);
    let persisted = use_state(|| false);
    {
        let (estimate, persisted) = (estimate.setter(), persisted.setter());
        use_effect_with(app.revision(), move |_| {
            timer::spawn(async move {
                estimate.set(usage::estimate().await);
                persisted.set(usage::persisted().await);
            });
        });
    }
    let save = {
        let (app, note) = (app.clone(), note.clone());
        Callback::from(move |_: MouseEvent| note.set(save(&app)))
    };
    let choose = {
        let (app, note, offer) = (app.clone(), note.clone(), offer.clone());
        Callback::from(move |event: Event| {
            let Some(file) = Chosen::from_event(&event) else { return };
            let (app, note, offer) = (app.clone(), note.clone(), offer.clone());
            note.set(format!("Reading {} …", file.name()));
            timer::spawn(async move {
                match look_into(&app, &file).await {
                    Ok(found) => {
                        note.set(String::new());
                        offer.set(Some(found));
                    }
                    Err(why) => note.set(why),
                }
            });
        })
    };
    let persist = {
        let (note, persisted) = (note.clone(), persisted.clone());
        Callback::from(move |_: MouseEvent| {
            let (note, persisted) = (note.clone(), persisted.clone());
            timer::spawn(async move {
                let granted = usage::persist().await.unwrap_or(false);
                persisted.set(granted);
                note.set(
                    if granted {
                        "The browser will keep your progress."
                    } else {
                        "The browser did not promise it. Installing Certdeck, or exporting now and then, helps."
                    }
                    .to_owned(),
                );
            });
        })
    };
    html! {
        <section aria-label="Your data">
            <h2>{ "Your data" }</h2>
            { health(app, *estimate, *persisted) }
            <p class="row">
                <button type="button" class="primary" onclick={save}>{ "Export my progress" }</button>
                if !*persisted { <button type="button" onclick={persist}>{ "Ask the browser to keep it" }</button> }
            </p>
            <div class="field">
                <label for="import">{ "Import a file of Certdeck" }</label>
                <input id="import" type="file" accept=".json,application/json" onchange={choose} aria-describedby="import-hint" />
                <p class="quiet" id="import-hint">{ "You see what it holds before anything changes. Importing only adds: nothing is lost." }</p>
            </div>
            <p role="status">{ &*note }</p>
            if let Some(found) = &*offer { { preview(app, found, &offer, &note) } }
            { unreadable() }
            { delete(app, &deleting, &note) }
        </section>
    }
}

/// Offers the log as a file; says how that went.
fn save(app: &App) -> String {
    let now = app.now();
    let text = export::write(app.record().log(), VERSION, app.next().device, now);
    let day = Date::from(now.study_day(0));
    match download::text(&format!("certdeck-{day}.json"), "application/json", &text) {
        Ok(()) => {
            format!("{} are in the file.", wording::count(app.record().log().events().len() as u32, "event", "events"))
        }
        Err(fault) => format!("The file could not be made: {fault}."),
    }
}

/// Reads a chosen file; changes nothing.
async fn look_into(app: &App, file: &Chosen) -> Result<Offer, String> {
    let text = file.text(export::LIMIT as u64).await.map_err(|error| error.to_string())?;
    let import: Import = export::read(&text, export::LIMIT).map_err(|error| error.to_string())?;
    let preview = export::preview(app.record().log(), &import);
    Ok(Offer {
        name: file.name(),
        preview,
        warnings: import.warnings.iter().map(ToString::to_string).collect(),
        damage: import.damage.iter().map(|damage| format!("Event {}: {}", damage.index + 1, damage.reason)).collect(),
        events: Rc::new(import.events),
    })
}

fn preview(app: &App, found: &Offer, offer: &UseStateHandle<Option<Offer>>, note: &UseStateHandle<String>) -> Html {
    let merge = {
        let (app, events, offer, note, new) =
            (app.clone(), found.events.clone(), offer.clone(), note.clone(), found.preview.new);
        Callback::from(move |_: MouseEvent| {
            app.import(events.as_ref().clone());
            offer.set(None);
            note.set(format!("{} added.", wording::count(new, "event was", "events were")));
        })
    };
    let leave = {
        let offer = offer.clone();
        Callback::from(move |_: MouseEvent| offer.set(None))
    };
    html! {
        <div class="panel" role="region" aria-label="What the file holds">
            <h3>{ &found.name }</h3>
            <ul>
                <li>{ wording::count(found.preview.new, "new event", "new events") }</li>
                <li>{ format!("{} already here", found.preview.known) }</li>
                <li>{ format!("{} unreadable", found.preview.unreadable) }</li>
            </ul>
            { for found.warnings.iter().map(|words| html! { <p>{ words }</p> }) }
            if !found.damage.is_empty() { <ul class="quiet">{ for found.damage.iter().map(|words| html! { <li>{ words }</li> }) }</ul> }
            <p class="row">
                if found.preview.new > 0 { <button type="button" class="primary" onclick={merge}>{ "Add what is new" }</button> }
                <button type="button" onclick={leave}>{ if found.preview.new > 0 { "Leave it" } else { "Close" } }</button>
            </p>
        </div>
    }
}

/// What is kept where, and how full it is.
fn health(app: &App, estimate: Option<Estimate>, persisted: bool) -> Html {
    let core = app.core();
    let words = |result: Result<(), crate::platform::fault::Fault>| match result {
        Ok(()) => "works".to_owned(),
        Err(fault) => format!("does not work: {fault}"),
    };
    let used = usage::characters()
        .map_or_else(|_| "unknown".to_owned(), |characters| format!("{} of about 5,120 kB", characters.div_ceil(1024)));
    let room = estimate.map(|estimate| {
        format!(
            "{} MB used of {} MB that the browser allows this site",
            estimate.used_bytes / 1_000_000,
            estimate.quota_bytes / 1_000_000
        )
    });
    let verdict = match core.health.keeping() {
        _ if core.newer => "Read only: the stored progress is of a newer Certdeck. Update first.",
        Keeping::Both => "Everything is saved in both stores of this browser.",
        Keeping::LocalOnly(_) => "Saved, without the journal: if the browser crashes, the last minute may be lost.",
        Keeping::JournalOnly(_) => "Saved in the journal only.",
        Keeping::MemoryOnly(_) => "Nothing is saved: it is gone when you close this page. Export now.",
    };
    html! {
        <>
            <p><b>{ verdict }</b></p>
            <table>
                <tbody>
                    <tr><th scope="row">{ "Events" }</th><td>{ core.record.log().events().len() }</td></tr>
                    <tr><th scope="row">{ "Local storage" }</th><td>{ words(core.health.local) }{ ", " }{ used }</td></tr>
                    <tr><th scope="row">{ "Journal" }</th><td>{ words(core.health.journal) }</td></tr>
                    <tr><th scope="row">{ "Kept when the disk is full" }</th><td>{ if persisted { "promised by the browser" } else { "not promised" } }</td></tr>
                    { for room.map(|words| html! { <tr><th scope="row">{ "Room" }</th><td>{ words }</td></tr> }) }
                </tbody>
            </table>
        </>
    }
}

/// What could not be read is kept, and can be downloaded.
fn unreadable() -> Html {
    let kept = quarantine::list().unwrap_or_default();
    if kept.is_empty() {
        return Html::default();
    }
    let count = kept.len() as u32;
    let onclick = Callback::from(move |_: MouseEvent| {
        let lines: Vec<String> = kept.iter().map(|kept| format!("{}\t{}", kept.name, kept.text)).collect();
        let _shown_by_browser = download::text("certdeck-unreadable.txt", "text/plain", &lines.join("\n"));
    });
    html! {
        <div class="panel">
            <h3>{ wording::count(count, "stored piece could not be read", "stored pieces could not be read") }</h3>
            <p>{ "They were set aside unchanged. Everything else is here. If you report it, add this file." }</p>
            <p class="row"><button type="button" {onclick}>{ "Download them" }</button></p>
        </div>
    }
}

/// Deleting: export is offered first, and it takes two clicks.
fn delete(app: &App, deleting: &UseStateHandle<bool>, note: &UseStateHandle<String>) -> Html {
    let ask = {
        let deleting = deleting.clone();
        Callback::from(move |_: MouseEvent| deleting.set(true))
    };
    if !**deleting {
        return html! { <><h3>{ "Delete" }</h3><p class="row"><button type="button" class="danger" onclick={ask}>{ "Delete progress …" }</button></p></> };
    }
    let track = app.record().snapshot().settings().track.clone();
    let first = {
        let (app, note) = (app.clone(), note.clone());
        Callback::from(move |_: MouseEvent| note.set(save(&app)))
    };
    let close = {
        let deleting = deleting.clone();
        Callback::from(move |_: MouseEvent| deleting.set(false))
    };
    let one = track.map(|track| {
        let words = format!("Delete {} only", app.short(&track));
        let (app, deleting, note) = (app.clone(), deleting.clone(), note.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            app.append(vec![What::Deleted(Some(track.clone()))], app.now());
            deleting.set(false);
            note.set("The deck’s progress no longer counts.".to_owned());
        });
        html! { <button type="button" class="danger" {onclick}>{ words }</button> }
    });
    let all = {
        let (app, deleting, note) = (app.clone(), deleting.clone(), note.clone());
        Callback::from(move |_: MouseEvent| {
            app.erase();
            deleting.set(false);
            note.set("Everything was deleted.".to_owned());
            document::focus_first("h1[tabindex]");
        })
    };
    html! {
        <div class="panel" role="region" aria-label="Delete progress">
            <h3>{ "Delete progress" }</h3>
            <p>{ "Export first: deleting everything can’t be undone." }</p>
            <p class="row">
                <button type="button" class="primary" onclick={first}>{ "Export first" }</button>
                { one }
                <button type="button" class="danger" onclick={all}>{ "Delete everything" }</button>
                <button type="button" onclick={close}>{ "Keep it" }</button>
            </p>
        </div>
    }
}
