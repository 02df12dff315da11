//! Settings: how it looks and paces, and the learner's memory.

mod memory;

use crate::engine::progress::event::{Setting, Theme};
use crate::engine::schedule::aim::Aim;
use crate::ui::dom::Dom;
use crate::ui::handle::App;
use yew::prelude::*;

/// The page.
pub fn settings(d: &mut Dom, app: &App) {
    d.el("h1[tabindex=-1]", "Settings");
    choices(d, app);
    d.node(html! { <memory::Memory app={app.clone()} /> });
    d.el("h2", "Your data").el("p", "Export, import, backups, and how well everything is kept.");
    d.open("p.row").link("a.button", "#/data", "Your data").close();
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
    hint: String,
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
    d.open("p.quiet").attr("id", &hint_id).text(&hint).close().close();
}

/// Where the number of new items has no effect: decks whose exam date lies ahead are paced by their plan.
fn paced(app: &App) -> String {
    let record = app.record();
    let snapshot = record.snapshot();
    let today = snapshot.today(app.now());
    let dates = snapshot.settings().exam_dates.keys();
    let names: Vec<String> = dates
        .filter(|track| Aim::without_deck(snapshot, track, today).is_some())
        .map(|track| app.short(track))
        .collect();
    let why = match names.len() {
        0 => return String::new(),
        1 => " while its exam date is set: the plan paces its new items.",
        _ => " while their exam dates are set: the plans pace their new items.",
    };
    [" It has no effect in ", &names.join(", "), why].concat()
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
        hint: ["Ten a day is about fifteen minutes once repeats come in.", &paced(app)].concat(),
        range: (0, 999),
        now: settings.new_per_day,
        set: Setting::NewPerDay,
    };
    let retention = Number {
        id: "retention",
        label: "Wanted retention, percent",
        hint: "How likely you are to still know an item when it comes back: 70 to 97. Higher means more repeats. Without a choice it is 90, and 85 with an exam date.".into(),
        range: (70, 97),
        now: u16::from(retention),
        set: |value| Setting::Retention(value.min(97) as u8),
    };
    let rollover = Number {
        id: "rollover",
        label: "The day ends at, hour",
        hint: "Studying after midnight still counts for the evening before: 0 to 12.".into(),
        range: (0, 12),
        now: settings.rollover / 60,
        set: |hour| Setting::Rollover(hour * 60),
    };
    for one in [new, retention, rollover] {
        number(d, app, one);
    }
    d.close();
}
