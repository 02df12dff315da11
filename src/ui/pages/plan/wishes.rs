//! What the learner gives the exam: its date, minutes by weekday, days off; and the plan for other calendars.

use crate::engine::id::TrackId;
use crate::engine::plan::calendar::Plan;
use crate::engine::plan::ics::{self, Wishes};
use crate::engine::progress::event::Setting;
use crate::engine::progress::settings::MOST_MINUTES;
use crate::engine::time::{Date, StudyDay};
use crate::platform::{document, download};
use crate::ui::dom::Dom;
use crate::ui::handle::App;
use crate::ui::wording;
use std::rc::Rc;
use yew::prelude::*;

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

fn typed(event: &Event) -> String {
    event.target_unchecked_into::<web_sys::HtmlInputElement>().value()
}

/// Date, minutes and days off.
pub fn wishes(d: &mut Dom, app: &App, track: &TrackId) {
    d.open("section[aria-label=What you give it]").el("h2", "What you give it");
    date(d, app, track);
    minutes(d, app, track);
    off(d, app, track);
    d.close();
}

fn date(d: &mut Dom, app: &App, track: &TrackId) {
    let record = app.record();
    let snapshot = record.snapshot();
    let (exam, today) = (snapshot.settings().exam_dates.get(track).copied(), snapshot.today(app.now()));
    let (handle, id) = (app.clone(), track.clone());
    let onchange = Callback::from(move |event: Event| {
        let date = Date::parse(&typed(&event)).map(|date| date.to_string());
        handle.set(Setting::ExamDate(id.clone(), date));
    });
    d.open("div.field").el("label[for=exam-date]", "Your exam date");
    d.open("input#exam-date[type=date][aria-describedby=exam-note]").on_change(onchange);
    d.value(&exam.map(|date| date.to_string()).unwrap_or_default()).close().open("p.quiet#exam-note");
    match exam.map(|date| StudyDay::from(date).since(today)) {
        None => d.text("With a date, the days until then are planned. Without one, what is due comes as usual."),
        Some(..0) => d.text("This day is past. Set the next one, or empty the field."),
        Some(0) => d.text("Today. Good luck!"),
        Some(days @ 1..=366) => d.text(&wording::count(days as u32, "day", "days")).text(" to go."),
        Some(_) => d.text("More than a year away: is the year right? A year is planned."),
    };
    d.close().close();
}

fn minutes(d: &mut Dom, app: &App, track: &TrackId) {
    let week = app.record().snapshot().settings().minutes_for(track.as_str());
    d.open("fieldset.field").el("legend", "Minutes a day").open("div.weekdays");
    for (at, name) in WEEKDAYS.into_iter().enumerate() {
        let (handle, id) = (app.clone(), track.clone());
        let onchange = Callback::from(move |event: Event| {
            let input = event.target_unchecked_into::<web_sys::HtmlInputElement>();
            // What is no number in range goes back to what was set.
            match input.value().trim().parse::<u16>() {
                Ok(value) if value <= MOST_MINUTES => {
                    let mut week = handle.record().snapshot().settings().minutes_for(id.as_str());
                    week[at] = value;
                    handle.set(Setting::Minutes(id.clone(), week));
                }
                _ => input.set_value(&week[at].to_string()),
            }
        });
        d.open("label").text(name.get(..3).unwrap_or(name));
        d.open("input[type=number][min=0][inputmode=numeric]").attr("aria-label", name);
        d.attr_number("max", MOST_MINUTES.into());
        d.on_change(onchange).value(&week[at].to_string()).close().close();
    }
    d.close().close();
}

fn off(d: &mut Dom, app: &App, track: &TrackId) {
    let record = app.record();
    let snapshot = record.snapshot();
    let today = snapshot.today(app.now());
    let days: Vec<StudyDay> = snapshot.settings().days_off.get(track).cloned().unwrap_or_default();
    let (handle, id, known) = (app.clone(), track.clone(), days.clone());
    let add = Callback::from(move |event: Event| {
        let input = event.target_unchecked_into::<web_sys::HtmlInputElement>();
        if let Some(date) = Date::parse(&input.value()) {
            let mut days = known.clone();
            days.push(StudyDay::from(date));
            handle.set(Setting::DaysOff(id.clone(), days));
            input.set_value("");
        }
    });
    d.open("div.field").el("label[for=day-off]", "Days off");
    d.open("input#day-off[type=date][aria-describedby=off-note]").on_change(add).close();
    d.el(
        "p.quiet#off-note",
        "Choose a day, and nothing is planned on it. After days that were missed, the rest is planned anew.",
    );
    d.open("ul.off");
    for day in days.iter().copied().filter(|day| *day >= today) {
        let (handle, id, rest) = (app.clone(), track.clone(), days.clone());
        let take = Callback::from(move |_: MouseEvent| {
            let rest = rest.iter().copied().filter(|other| *other != day).collect();
            handle.set(Setting::DaysOff(id.clone(), rest));
            document::focus("day-off");
        });
        let label = ["Take back: ", &wording::day(day)].concat();
        d.open("li").key(&day.0.to_string()).text(&wording::day(day));
        d.open("button.plain[type=button]").attr("aria-label", &label).on_click(take).text("Take back").close().close();
    }
    d.close().close();
}

/// What [`Export`] is given.
#[derive(Properties, PartialEq)]
pub struct ExportProps {
    /// The handle.
    pub app: App,
    /// What is written.
    pub plans: Rc<Plan>,
    /// The track's short name.
    pub short: String,
}

/// The plan as a file for other calendars.
#[component]
pub fn Export(props: &ExportProps) -> Html {
    let at = use_state(|| "19:00".to_owned());
    let remind = use_state(|| true);
    let note = use_state(|| "");
    let write = {
        let (app, plan, short) = (props.app.clone(), props.plans.clone(), props.short.clone());
        let (at, remind, note) = (at.clone(), *remind, note.setter());
        Callback::from(move |_: MouseEvent| {
            let Some(minutes) = clock(&at) else { return note.set("Set a time first, for example 19:00.") };
            let wishes = Wishes { at: minutes, remind: remind.then_some(10) };
            let text = ics::write(&[(short.as_str(), &*plan)], wishes, app.now());
            let file = ["certdeck-", plan.track.as_str(), ".ics"].concat();
            note.set(match download::text(&file, "text/calendar", &text) {
                Ok(()) => "Open the file with your calendar. Taken in again later, it replaces what was there.",
                Err(_) => "The browser would not make the file. Try another one.",
            });
        })
    };
    let on_at = {
        let set = at.setter();
        Callback::from(move |event: Event| set.set(typed(&event)))
    };
    let on_remind = {
        let (set, now) = (remind.setter(), *remind);
        Callback::from(move |_: Event| set.set(!now))
    };
    let mut d = Dom::new();
    d.open("section[aria-label=For your calendar]").el("h2", "For your calendar").open("p.row");
    d.open("label").text("Study at ").open("input[type=time]").value(&at).on_change(on_at).close().close();
    d.open("span.choices").open("label").open("input[type=checkbox]").checked(*remind).on_change(on_remind).close();
    d.text("Remind me 10 minutes before").close().close();
    d.button("button", "Download .ics", write).close();
    d.open("p.quiet[role=status]").text(&note).close();
    d.finish()
}

/// Minutes after midnight of `19:00`.
fn clock(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.get(..2)?.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}
