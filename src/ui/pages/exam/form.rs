//! The form: where the questions come from, and how the clock runs.

use super::{From, Wish, date};
use crate::engine::bank::deck::Deck;
use crate::engine::bank::pack::Entry;
use crate::engine::exam::paper::Extra;
use crate::engine::progress::exam::{Source, Timing};
use crate::ui::dom::Dom;
use crate::ui::handle::App;
use crate::ui::wording;
use std::rc::Rc;
use yew::prelude::*;

/// What the exam is: its questions, time, parts and breaks.
pub fn lead(d: &mut Dom, app: &App, deck: &Deck) {
    let Some(outline) = deck.track.outline_on(&date(app, &deck.track.id)) else { return };
    d.open("p.lead").number(u32::from(outline.questions)).text(" questions in ");
    d.number(u32::from(outline.minutes)).text(" minutes");
    let breaks = outline.sections.iter().filter(|section| section.break_before_minutes > 0).count() as u32;
    if !outline.sections.is_empty() {
        let names: Vec<String> = outline.sections.iter().map(|section| section.name.to_lowercase()).collect();
        d.text(", sat as ").text(&names.join(", "));
    }
    if breaks > 0 {
        d.text(", with ").text(&wording::count(breaks, "break", "breaks")).text(" off the clock");
    }
    d.text(". No feedback before the end. ");
    d.link("a", &["#/deck/", deck.track.id.as_str()].concat(), "What is known of this exam").close();
}

/// The first reserved form that was never sat.
pub fn fresh_form(app: &App, entry: &Entry) -> Option<u8> {
    entry.forms.iter().map(|file| file.form).find(|form| !sat(app, entry, *form))
}

/// Whether a form was sat already.
fn sat(app: &App, entry: &Entry, form: u8) -> bool {
    let record = app.record();
    record.snapshot().sittings().any(|(_, log)| {
        log.started.track == entry.track.id && log.started.source == Source::Form(form) && log.ended().is_some()
    })
}

fn begin_group(d: &mut Dom, legend: &str) {
    d.open("fieldset.field").el("legend", legend).open("div.choices");
}

fn end_group(d: &mut Dom) {
    d.close().close();
}

/// A radio that changes the wish.
fn one(d: &mut Dom, wish: &UseStateHandle<Wish>, group: &'static str, words: &str, next: Wish) {
    let checked = **wish == next;
    let wish = wish.clone();
    let then = Callback::from(move |_: Event| wish.set(next.clone()));
    d.open("label").open("input[type=radio]").attr("name", group).checked(checked).on_change(then).close();
    d.text(words).close();
}

/// A checkbox that changes the wish.
fn tick(d: &mut Dom, wish: &UseStateHandle<Wish>, words: &str, checked: bool, change: impl Fn(&mut Wish) + 'static) {
    let wish = wish.clone();
    let then = Callback::from(move |_: Event| {
        let mut next = (*wish).clone();
        change(&mut next);
        wish.set(next);
    });
    d.open("label").open("input[type=checkbox]").checked(checked).on_change(then).close().text(words).close();
}

/// All that can be set.
pub fn choices(d: &mut Dom, app: &App, deck: &Rc<Deck>, entry: Option<&Entry>, wish: &UseStateHandle<Wish>) {
    let with = |from: From| Wish { from, ..(**wish).clone() };
    begin_group(d, "Which paper");
    for file in entry.iter().flat_map(|entry| &entry.forms) {
        let seen = if entry.is_some_and(|entry| sat(app, entry, file.form)) { " (sat before)" } else { "" };
        one(d, wish, "from", &["Reserved form ", &file.form.to_string(), seen].concat(), with(From::Form(file.form)));
    }
    one(d, wish, "from", "Fresh form", with(From::Fresh));
    one(d, wish, "from", "Mini", with(From::Mini));
    one(d, wish, "from", "From a code", with(From::Code));
    end_group(d);
    d.el(
        "p.quiet",
        match wish.from {
            From::Form(_) => {
                "Its questions are shown nowhere else before you sit it: the best forecast of the real exam."
            }
            From::Fresh => "As long as the exam, out of the practice deck, what you have seen least comes first.",
            From::Mini => "A short one, mixed as the exam is, or of the domains that you choose.",
            From::Code => "The very same paper as somebody else’s. It works offline.",
        },
    );
    // One node each, whatever is chosen.
    let mut more = Dom::new();
    match wish.from {
        From::Mini => mini(&mut more, deck, wish),
        From::Code => code(&mut more, wish),
        From::Form(_) | From::Fresh => {}
    }
    d.node(more.finish());
    begin_group(d, "Time");
    for (extra, words) in Extra::ALL.into_iter().zip(["As the exam", "× 1.25", "× 1.5", "× 2"]) {
        one(d, wish, "extra", words, Wish { extra, ..(**wish).clone() });
    }
    end_group(d);
    begin_group(d, "When you are away");
    one(d, wish, "timing", "The clock runs on", Wish { timing: Timing::Strict, ..(**wish).clone() });
    one(d, wish, "timing", "The clock stops", Wish { timing: Timing::Paused, ..(**wish).clone() });
    end_group(d);
    d.el(
        "p.quiet",
        match wish.timing {
            Timing::Strict => "As in the exam: closing the page or letting the device sleep costs time.",
            Timing::Paused => "Time with the page closed or the device asleep is not counted.",
        },
    );
}

fn mini(d: &mut Dom, deck: &Deck, wish: &UseStateHandle<Wish>) {
    begin_group(d, "How many questions");
    for count in [10, 15, 20, 30, 45, 60u8] {
        one(d, wish, "count", &count.to_string(), Wish { count, ..(**wish).clone() });
    }
    end_group(d);
    begin_group(d, "Domains (all, where none is chosen)");
    for domain in &deck.track.domains {
        let id = domain.id.clone();
        tick(d, wish, &domain.name, wish.domains.contains(&id), move |wish| {
            match wish.domains.iter().position(|chosen| *chosen == id) {
                Some(at) => {
                    wish.domains.remove(at);
                }
                None => wish.domains.push(id.clone()),
            }
        });
    }
    end_group(d);
    if !deck.drills.is_empty() {
        begin_group(d, "Calculations");
        tick(d, wish, "Drills with new numbers among them", wish.drills, |wish| wish.drills = !wish.drills);
        end_group(d);
    }
}

fn code(d: &mut Dom, wish: &UseStateHandle<Wish>) {
    let oninput = {
        let wish = wish.clone();
        Callback::from(move |event: InputEvent| {
            let code = event.target_unchecked_into::<web_sys::HtmlInputElement>().value();
            wish.set(Wish { code, ..(*wish).clone() });
        })
    };
    d.open("div.field").el("label[for=code]", "Code of the paper");
    d.open("input#code[type=text][autocomplete=off][autocapitalize=characters][spellcheck=false]");
    d.value(&wish.code).on_input(oninput).close().close();
}
