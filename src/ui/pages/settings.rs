//! Settings: how it looks and paces, the learner's memory, and the learner's data.

mod memory;

use crate::engine::progress::event::{Event as Happened, Setting, Theme, What};
use crate::engine::progress::export::{self, Import, Preview};
use crate::engine::time::Date;
use crate::platform::fault::Fault;
use crate::platform::records::Keeping;
use crate::platform::upload::Chosen;
use crate::platform::usage::{self, Estimate};
use crate::platform::{document, download, quarantine, timer};
use crate::ui::VERSION;
use crate::ui::dom::Dom;
use crate::ui::handle::App;
use crate::ui::wording;
use std::rc::Rc;
use yew::prelude::*;

/// The page.
pub fn settings(d: &mut Dom, app: &App) {
    d.el("h1[tabindex=-1]", "Settings");
    choices(d, app);
    d.node(html! { <memory::Memory app={app.clone()} /> });
    d.node(html! { <Data app={app.clone()} /> });
}

/// A radio button or checkbox with its label, and the setting that it makes.
fn choice(d: &mut Dom, app: &App, input: &'static str, words: &str, on: bool, setting: Setting) {
    let app = app.clone();
    let onchange = Callback::from(move |_: Event| app.set(setting.clone()));
    d.open("label").open(input).checked(on).on_change(onchange).close().text(words).close();
}

/// A number with its hint. `set` makes the setting of it.
struct Number {
    id: &'static str,
    label: &'static str,
    hint: &'static str,
    range: (u16, u16),
    now: u16,
    set: fn(u16) -> Setting,
}

fn number(d: &mut Dom, app: &App, number: Number) {
    let Number { id, label, hint, range, now, set } = number;
    let app = app.clone();
    let onchange = Callback::from(move |event: Event| {
        let input = event.target_unchecked_into::<web_sys::HtmlInputElement>();
        // What is no number in range goes back to what was set.
        match input.value().trim().parse::<u16>() {
            Ok(value) if (range.0..=range.1).contains(&value) => app.set(set(value)),
            _ => input.set_value(&now.to_string()),
        }
    });
    let hint_id = [id, "-hint"].concat();
    d.open("div.field").open("label").attr("for", id).text(label).close();
    d.open("input[type=number]").attr("id", id).attr("aria-describedby", &hint_id).on_change(onchange);
    d.attr_number("min", range.0.into()).attr_number("max", range.1.into()).value(&now.to_string()).close();
    d.open("p.quiet").attr("id", &hint_id).text(hint).close().close();
}

/// Everything that can be chosen.
fn choices(d: &mut Dom, app: &App) {
    let settings = app.record().snapshot().settings().clone();
    let retention = settings.track.as_ref().map_or(90, |track| settings.retention_for(track.as_str()));
    d.open("section[aria-label=Choices]").el("h2", "How it looks");
    d.open("fieldset.field").el("legend", "Theme").open("div.choices");
    for (theme, words) in [(Theme::System, "As the system"), (Theme::Light, "Light"), (Theme::Dark, "Dark")] {
        choice(d, app, "input[type=radio][name=theme]", words, settings.theme == theme, Setting::Theme(theme));
    }
    d.close().close().open("fieldset.field").el("legend", "Text size").open("div.choices");
    for (size, words) in [(90, "Small"), (100, "Normal"), (115, "Large"), (130, "Larger"), (160, "Largest")] {
        choice(d, app, "input[type=radio][name=size]", words, settings.text_size == size, Setting::TextSize(size));
    }
    d.close().close().open("fieldset.field").el("legend.hidden", "Ease").open("div.choices");
    let (still, letters, sure) = (settings.reduced_motion, settings.shortcuts, settings.ask_confidence);
    choice(d, app, "input[type=checkbox]", "Less motion", still, Setting::ReducedMotion(!still));
    choice(d, app, "input[type=checkbox]", "Single-letter shortcuts", letters, Setting::Shortcuts(!letters));
    choice(d, app, "input[type=checkbox]", "Ask how sure I am", sure, Setting::AskConfidence(!sure));
    d.close().close().el("h2", "Pace");
    let new = Number {
        id: "new",
        label: "New items a day, for each deck",
        hint: "Ten a day is about fifteen minutes once repeats come in.",
        range: (0, 999),
        now: settings.new_per_day,
        set: Setting::NewPerDay,
    };
    let retention = Number {
        id: "retention",
        label: "Wanted retention, percent",
        hint: "How likely you are to still know an item when it comes back: 70 to 97. Higher means more repeats. Without a choice it is 90, and 85 with an exam date.",
        range: (70, 97),
        now: u16::from(retention),
        set: |value| Setting::Retention(value.min(97) as u8),
    };
    let rollover = Number {
        id: "rollover",
        label: "The day ends at, hour",
        hint: "Studying after midnight still counts for the evening before: 0 to 12.",
        range: (0, 12),
        now: settings.rollover / 60,
        set: |hour| Setting::Rollover(hour * 60),
    };
    for one in [new, retention, rollover] {
        number(d, app, one);
    }
    d.close();
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
    let mut d = Dom::new();
    d.open("section[aria-label=Your data]").el("h2", "Your data");
    health(&mut d, app, *estimate, *persisted);
    d.open("p.row").button("button.primary", "Export my progress", save);
    if *persisted {
        d.node(Html::default());
    } else {
        d.button("button", "Ask the browser to keep it", persist);
    }
    d.close().open("div.field").el("label[for=import]", "Import a file of Certdeck");
    d.open("input#import[type=file][accept=.json,application/json][aria-describedby=import-hint]").on_change(choose);
    d.close().el(
        "p.quiet#import-hint",
        "You see what it holds before anything changes. Importing only adds: nothing is lost.",
    );
    d.close().el("p[role=status]", &note);
    // One node each, whether there or not: what stands before keeps its place, and so the focus.
    d.node(offer.as_ref().map(|found| preview(app, found, &offer, &note)).unwrap_or_default());
    d.node(unreadable());
    d.node(delete(app, &deleting, &note));
    d.finish()
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
    let Preview { new, known, unreadable } = found.preview;
    let mut d = Dom::new();
    d.open("div.panel[role=region][aria-label=What the file holds]").el("h3", &found.name);
    d.open("ul").el("li", &wording::count(new, "new event", "new events"));
    d.open("li").number(known).text(" already here").close();
    d.open("li").number(unreadable).text(" unreadable").close().close();
    for words in &found.warnings {
        d.el("p", words);
    }
    if !found.damage.is_empty() {
        d.open("ul.quiet");
        for words in &found.damage {
            d.el("li", words);
        }
        d.close();
    }
    let sitting = app.record().snapshot().sittings().any(|(_, log)| log.ended().is_none());
    if sitting && new > 0 {
        d.el("p.note", "A mock exam is open. Import after it is over, or go on: nothing of it is lost, but what the file holds may end it.");
    }
    d.open("p.row");
    if new > 0 {
        d.button("button.primary", if sitting { "Add it all the same" } else { "Add what is new" }, merge);
    }
    d.button("button", if new > 0 { "Leave it" } else { "Close" }, leave);
    d.finish()
}

/// What is kept where, and how full it is.
fn health(d: &mut Dom, app: &App, estimate: Option<Estimate>, persisted: bool) {
    let core = app.core();
    let verdict = match core.health.keeping() {
        _ if core.newer => "Read only: the stored progress is of a newer Certdeck. Update first.",
        Keeping::Both => "Everything is saved in both stores of this browser.",
        Keeping::LocalOnly(_) => "Saved, without the journal: if the browser crashes, the last minute may be lost.",
        Keeping::JournalOnly(_) => "Saved in the journal only.",
        Keeping::MemoryOnly(_) => "Nothing is saved: it is gone when you close this page. Export now.",
    };
    let used = usage::characters().map_or_else(
        |_| "unknown".to_owned(),
        |characters| [&characters.div_ceil(1024).to_string(), " of about 5,120 kB"].concat(),
    );
    d.open("p").el("b", verdict).close().open("table").open("tbody");
    row(d, "Events", &core.record.log().events().len().to_string());
    row(d, "Local storage", &[&works(core.health.local), ", ", &used].concat());
    row(d, "Journal", &works(core.health.journal));
    row(d, "Kept when the disk is full", if persisted { "promised by the browser" } else { "not promised" });
    if let Some(estimate) = estimate {
        let megabytes = |bytes: u64| (bytes / 1_000_000).to_string();
        let (used, quota) = (megabytes(estimate.used_bytes), megabytes(estimate.quota_bytes));
        row(d, "Room", &[&used, " MB used of ", &quota, " MB that the browser allows this site"].concat());
    }
    d.close().close();
}

fn row(d: &mut Dom, name: &str, value: &str) {
    d.open("tr").el("th[scope=row]", name).el("td", value).close();
}

fn works(store: Result<(), Fault>) -> String {
    match store {
        Ok(()) => "works".to_owned(),
        Err(fault) => ["does not work: ", &fault.to_string()].concat(),
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
    let mut d = Dom::new();
    let words = wording::count(count, "stored piece could not be read", "stored pieces could not be read");
    d.open("div.panel").el("h3", &words);
    d.el("p", "They were set aside unchanged. Everything else is here. If you report it, add this file.");
    d.open("p.row").button("button", "Download them", onclick);
    d.finish()
}

/// Deleting: export is offered first, and it takes two clicks.
fn delete(app: &App, deleting: &UseStateHandle<bool>, note: &UseStateHandle<String>) -> Html {
    let mut d = Dom::new();
    if !**deleting {
        let deleting = deleting.clone();
        let ask = Callback::from(move |_: MouseEvent| deleting.set(true));
        d.el("h3", "Delete").open("p.row").button("button.danger", "Delete progress …", ask);
        return d.finish();
    }
    let track = app.record().snapshot().settings().track.clone();
    let first = {
        let (app, note) = (app.clone(), note.clone());
        Callback::from(move |_: MouseEvent| note.set(save(&app)))
    };
    d.open("div.panel[role=region][aria-label=Delete progress]").el("h3", "Delete progress");
    d.el("p", "Export first: deleting everything can’t be undone.").open("p.row");
    d.button("button.primary", "Export first", first);
    if let Some(track) = track {
        let words = ["Delete ", &app.short(&track), " only"].concat();
        let (app, deleting, note) = (app.clone(), deleting.clone(), note.clone());
        let one = Callback::from(move |_: MouseEvent| {
            app.append(vec![What::Deleted(Some(track.clone()))], app.now());
            deleting.set(false);
            note.set("The deck’s progress no longer counts.".to_owned());
        });
        d.button("button.danger", &words, one);
    }
    let all = {
        let (app, deleting, note) = (app.clone(), deleting.clone(), note.clone());
        Callback::from(move |_: MouseEvent| {
            app.erase();
            deleting.set(false);
            note.set("Everything was deleted.".to_owned());
            document::focus_first("h1[tabindex]");
        })
    };
    let deleting = deleting.clone();
    let close = Callback::from(move |_: MouseEvent| deleting.set(false));
    d.button("button.danger", "Delete everything", all).button("button", "Keep it", close);
    d.finish()
}
