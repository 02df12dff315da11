//! Your memory: fitting the schedule to how the learner remembers, beside the page, and the way back.

use crate::engine::progress::event::{Parameters, Setting, What};
use crate::engine::schedule::memory::{MODEL, usable};
use crate::engine::tuning::fit::{Fit, Judged};
use crate::engine::tuning::past::{Past, Unfit};
use crate::engine::tuning::words;
use crate::engine::tuning::workload::DAYS;
use crate::platform::document;
use crate::platform::port::{self, Errand};
use crate::ui::components::facts::{table_head, table_row};
use crate::ui::dom::Dom;
use crate::ui::handle::App;
use crate::ui::wording;
use yew::prelude::*;

/// The worker, as the page's head names it.
const WORKER: &str = "optimizer";

/// As long as a quarter of a million reviews may take on a slow phone.
const ANSWER_MS: u32 = 60_000;

/// What [`Memory`] is given.
#[derive(Properties, PartialEq)]
pub(super) struct MemoryProps {
    pub app: App,
}

/// How far a fit is.
#[derive(Clone, PartialEq)]
enum Stage {
    /// Nothing was asked for, or it is done.
    Idle,
    /// In the worker.
    Running,
    /// To be looked at.
    Found(Fit),
}

/// The section.
#[component]
pub(super) fn Memory(props: &MemoryProps) -> Html {
    let app = &props.app;
    let stage = use_state(|| Stage::Idle);
    let note = use_state(String::new);
    // Dropped with the page: leaving it ends the worker.
    let errand = use_mut_ref(|| None::<Errand>);
    let ready = use_memo(app.revision(), |_| past(app).ready());
    // What had the focus may be gone with the stage that it belonged to.
    use_effect_with((*stage).clone(), |stage| {
        if *stage != Stage::Idle && document::focus_is_lost() {
            document::focus("memory");
        }
    });
    let begin = {
        let (app, stage, note, errand) = (app.clone(), stage.clone(), note.clone(), errand.clone());
        Callback::from(move |_: MouseEvent| {
            let question = words::question(&past(&app), app.record().snapshot().settings().parameters.as_ref());
            let (found, said) = (stage.setter(), note.setter());
            let started = port::ask(WORKER, words::VERSION, question, ANSWER_MS, move |answer| {
                let (next, words) = match answer.map(|answer| words::answered(&answer)) {
                    Ok(Some(Ok(fit))) => (Stage::Found(fit), String::new()),
                    Ok(Some(Err(why))) => (Stage::Idle, why.to_string()),
                    Ok(None) => (Stage::Idle, port::PortError::Died.to_string()),
                    Err(error) => (Stage::Idle, error.to_string()),
                };
                found.set(next);
                said.set(words);
            });
            match started {
                Ok(running) => {
                    *errand.borrow_mut() = Some(running);
                    stage.set(Stage::Running);
                    note.set("Fitting, beside this page …".to_owned());
                }
                Err(error) => note.set(error.to_string()),
            }
        })
    };
    let cancel = {
        let (stage, note, errand) = (stage.clone(), note.clone(), errand.clone());
        Callback::from(move |_: MouseEvent| {
            *errand.borrow_mut() = None;
            stage.set(Stage::Idle);
            note.set("Stopped. Nothing has changed.".to_owned());
            document::focus("memory");
        })
    };
    let close = {
        let (stage, note) = (stage.clone(), note.clone());
        Callback::from(move |words: &str| {
            stage.set(Stage::Idle);
            note.set(words.to_owned());
            document::focus("memory");
        })
    };

    let mut d = Dom::new();
    d.open("section[aria-labelledby=memory]").el("h2#memory[tabindex=-1]", "Your memory");
    d.node(in_use(app, &note));
    d.node(match (*ready, &*stage) {
        (_, Stage::Running) => row("button", "Cancel", cancel),
        (_, Stage::Found(fit)) => found(app, fit, &close),
        (Ok(()), Stage::Idle) => offer(begin),
        (Err(why), Stage::Idle) => missing(why),
    });
    d.el("p[role=status]", &note);
    d.finish()
}

fn past(app: &App) -> Past {
    let record = app.record();
    Past::of(record.snapshot(), record.snapshot().today(app.now()))
}

fn row(spec: &'static str, words: &str, then: Callback<MouseEvent>) -> Html {
    let mut d = Dom::new();
    d.open("p.row").button(spec, words, then);
    d.finish()
}

fn offer(begin: Callback<MouseEvent>) -> Html {
    let mut d = Dom::new();
    d.open("div").el("p.quiet", "You have answered enough to fit them to what you remembered and forgot. You see what would change before anything does.");
    d.node(row("button", "Fit to my memory", begin));
    d.finish()
}

fn missing(why: Unfit) -> Html {
    let mut d = Dom::new();
    d.el("p.quiet", &why.to_string());
    d.finish()
}

/// Which parameters are in use, and the way back.
fn in_use(app: &App, note: &UseStateHandle<String>) -> Html {
    let record = app.record();
    let settings = record.snapshot().settings();
    let mut d = Dom::new();
    d.open("div");
    match &settings.parameters {
        None => {
            d.el(
                "p",
                &["Reviews are scheduled by FSRS-", &MODEL.to_string(), " as it fits the average learner."].concat(),
            );
        }
        Some(parameters) => {
            d.el("p", &about(parameters));
            if let Some(by) = settings.parameters_by() {
                let (app, note) = (app.clone(), note.clone());
                let back = Callback::from(move |_: MouseEvent| {
                    app.append(vec![What::Undone(by)], app.now());
                    note.set("Back to what was in use before.".to_owned());
                    document::focus("memory");
                });
                d.node(row("button", "Go back to before", back));
            }
        }
    }
    d.finish()
}

fn about(parameters: &Parameters) -> String {
    let version = MODEL.to_string();
    if usable(parameters) {
        return ["Reviews are scheduled by FSRS-", &version, ", fitted to you."].concat();
    }
    [
        "Your fitted parameters are of another version of the memory model (",
        &parameters.model.to_string(),
        ", not ",
        &version,
        "): they are kept but not used, and reviews are scheduled as for the average learner. Fit again to replace them.",
    ]
    .concat()
}

/// What was found, beside what is in use.
fn found(app: &App, fit: &Fit, close: &Callback<&'static str>) -> Html {
    let mut d = Dom::new();
    d.open("div.panel[role=region][aria-label=What was found]").el("h3", verdict(fit));
    d.el("p", change(fit));
    d.open("table");
    table_head(&mut d, "Figure", false, &["In use", "Fitted"]);
    let both = |value: fn(&Judged) -> String| [value(&fit.before), value(&fit.after)];
    let days = ["Reviews in ", &DAYS.to_string(), " days, nothing new"].concat();
    let rows = [
        ("Log loss, less is better", both(|judged| decimals(judged.log_loss))),
        ("RMSE (bins), less is better", both(|judged| decimals(judged.rmse))),
        (&days, both(|judged| (judged.workload.reviews.round() as u32).to_string())),
        ("Of these still known when due", both(|judged| wording::percent(f64::from(judged.workload.known)))),
    ];
    for (name, [before, after]) in &rows {
        table_row(&mut d, name, &[before, after]);
    }
    d.close().close();
    let (trained, held_out) = (fit.trained.to_string(), fit.held_out.to_string());
    let words = [
        "Fitted to ",
        &trained,
        " reviews that came back after a day or more; both judged on the ",
        &held_out,
        " newest, which the fit has not seen. The last two rows are an estimate for a memory like yours.",
    ];
    d.el("p.quiet", &words.concat()).open("p.row");
    if fit.better() {
        let (app, close, parameters) = (app.clone(), close.clone(), fit.parameters.clone());
        let adopt = Callback::from(move |_: MouseEvent| {
            let setting = Setting::Parameters(Some(parameters.clone()));
            app.append(vec![What::Set(setting)], app.now());
            close.emit("In use now: every item is scheduled anew.");
        });
        d.button("button.primary", "Use the fitted ones", adopt);
    }
    let words = if fit.better() { "Leave it as it is" } else { "Close" };
    d.button("button", words, close.reform(|_: MouseEvent| "Nothing has changed."));
    d.finish()
}

fn verdict(fit: &Fit) -> &'static str {
    if fit.better() { "The fit foretells better what you remember" } else { "The fit is no better than what is in use" }
}

fn change(fit: &Fit) -> &'static str {
    let (before, after) = (fit.before.workload.reviews, fit.after.workload.reviews);
    if !fit.better() {
        "So nothing is changed. After some hundred more reviews it can be tried again."
    } else if after > before * 1.05 {
        "You forget sooner than the schedule assumes: to know as much as you wish you have to see items more often."
    } else if after < before * 0.95 {
        "You remember longer than the schedule assumes: the same can be had with fewer reviews."
    } else {
        "About as many reviews as before, at better times."
    }
}

/// `0.5203`; at least 0.
fn decimals(value: f32) -> String {
    let value = (value * 10_000.0).round() as u32;
    format!("{}.{:04}", value / 10_000, value % 10_000)
}
