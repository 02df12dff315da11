//! The report of a sitting: the result and its uncertainty, where it came from, and what to do next.

mod figures;
mod review;

use crate::engine::bank::deck::Deck;
use crate::engine::bank::pack::Catalogue;
use crate::engine::bank::track::Provenance;
use crate::engine::exam::csv::csv;
use crate::engine::exam::follow::follow_up;
use crate::engine::exam::report::Report;
use crate::engine::exam::score::Verdict;
use crate::engine::exam::shelf::Shelf;
use crate::engine::exam::sitting::Sitting;
use crate::engine::id::EventId;
use crate::engine::progress::event::What;
use crate::engine::progress::exam::{Ending, Source};
use crate::engine::share::Share;
use crate::engine::time::Date;
use crate::platform::{document, download};
use crate::ui::components::notice;
use crate::ui::dom::Dom;
use crate::ui::handle::{App, Loading};
use crate::ui::hooks::use_form_of;
use crate::ui::parts;
use crate::ui::route::Route;
use crate::ui::wording;
use std::rc::Rc;
use yew::prelude::*;

/// The page of a sitting that is over, by the event that began it.
pub fn exam_report(d: &mut Dom, app: &App, id: EventId) {
    let found = {
        let record = app.record();
        record.snapshot().sitting(id).map(|log| (log.started.track.clone(), log.ended().is_some()))
    };
    let Some((track, ended)) = found else {
        d.el("h1[tabindex=-1]", "This report is not here");
        d.el("p", "The exam was sat in another browser, or its data were deleted.");
        d.open("p.row").link("a.button.primary", "#/exam", "Make a mock exam").close();
        return;
    };
    if !ended {
        d.el("h1[tabindex=-1]", "This exam is not over");
        d.el("p", "There is no feedback before the end.");
        d.open("p.row").link("a.button.primary", &Route::Sitting(id).hash(), "Go on with it").close();
        return;
    }
    let Some(catalogue) = parts::catalogue(d, app, "Exam report") else { return };
    if let Some(deck) = parts::deck(d, app, "Exam report", &track) {
        let key = [&id.device.0.to_string(), ".", &id.counter.to_string()].concat();
        d.node(html! { <Sheet {key} app={app.clone()} {catalogue} {deck} {id} /> });
    }
}

#[derive(Properties)]
struct SheetProps {
    app: App,
    catalogue: Rc<Catalogue>,
    deck: Rc<Deck>,
    id: EventId,
}

impl PartialEq for SheetProps {
    fn eq(&self, other: &Self) -> bool {
        self.app == other.app && self.deck == other.deck && self.id == other.id
    }
}

/// A sitting and its report.
struct Told {
    sitting: Sitting,
    report: Report,
    form: Option<Rc<Deck>>,
}

/// The sheet.
#[component]
fn Sheet(props: &SheetProps) -> Html {
    let SheetProps { app, catalogue, deck, id } = props;
    let entry = catalogue.tracks.iter().find(|entry| entry.track.id == deck.track.id);
    let form = use_form_of(app, entry, *id);
    let ready = if let Loading::Ready(form) = &form.deck { Some(form.clone()) } else { None };
    let told = use_memo((app.revision(), ready.as_ref().map(|form| form.as_ref().map(Rc::as_ptr))), |_| {
        let record = app.record();
        let (form, log) = ready.clone().zip(record.snapshot().sitting(*id))?;
        let sitting = Sitting::rebuild(*id, log, None, app.now());
        let report = Report::of(&sitting, &Shelf { deck, form: form.as_deref(), bank: &catalogue.bank });
        Some(Told { sitting, report, form })
    });
    let asked = use_state(|| 0u32);
    let mut d = Dom::new();
    let Some(told) = &*told else {
        match &form.deck {
            Loading::Failed(why) => {
                notice::failed(&mut d, "The questions could not be loaded", why, form.again.clone());
            }
            _ => notice::waiting(&mut d, "Exam report"),
        }
        return d.finish();
    };
    let Told { sitting, report, form } = told;
    let started = sitting.started();
    let day = wording::date(Date::from(app.record().snapshot().today(sitting.began())));
    d.open("p.quiet").text(&deck.track.short).text(" · ").text(&named(&started.source)).text(" · ").text(&day).close();
    result(&mut d, report);
    if report.ending != Some(Ending::Abandoned) {
        verdict(&mut d, report);
    }
    let study = {
        let (app, asked, deck, bank) = (app.clone(), asked.clone(), deck.clone(), catalogue.bank.clone());
        let (report, form) = (report.clone(), form.clone());
        Callback::from(move |_: MouseEvent| {
            let what = {
                let record = app.record();
                let shelf = Shelf { deck: &deck, form: form.as_deref(), bank: &bank };
                follow_up(&report, &shelf, record.snapshot())
            };
            if let Some(What::Wanted(items)) = what {
                asked.set(items.len() as u32);
                app.append(vec![What::Wanted(items)], app.now());
            }
        })
    };
    let wrong = report.lines.iter().filter(|line| !line.right()).count() as u32;
    d.open("p.row");
    if *asked > 0 {
        d.link("a.button.primary", &["#/study/", deck.track.id.as_str()].concat(), "Study them now");
    } else if wrong > 0 {
        d.button("button.primary", "Put what was wrong into study", study);
    }
    d.button("button", "Print", Callback::from(|_: MouseEvent| document::print()));
    let save = {
        let (report, track, day) =
            (report.clone(), deck.track.id.clone(), Date::from(app.record().snapshot().today(sitting.began())));
        Callback::from(move |_: MouseEvent| {
            // A browser that cannot make files says so itself.
            let _told = download::text(&format!("certdeck-{track}-exam-{day}.csv"), "text/csv", &csv(&report));
        })
    };
    d.button("button", "Download as CSV", save).close().open("p[role=status]");
    if *asked > 0 {
        d.text(&wording::count(*asked, "item comes", "items come"))
            .text(" next in study: what was wrong, and others of the same topics.");
    }
    d.close();
    figures::figures(&mut d, app, report, &deck.track, sitting);
    d.node(html! { <review::Review report={Rc::new(report.clone())} deck={deck.clone()} form={form.clone()} seed={started.seed} sitting={Rc::new(sitting.clone())} /> });
    d.open("p.quiet").text("Code of this paper: ").el("code.code", &started.code).close();
    d.open("p.row").link("a.button", &["#/exam/", deck.track.id.as_str()].concat(), "All mock exams").close();
    d.finish()
}

/// Where the questions came from, in words.
fn named(source: &Source) -> String {
    match source {
        Source::Form(form) => ["Reserved form ", &form.to_string()].concat(),
        Source::Fresh => "Fresh form".to_owned(),
        Source::Mini { count, .. } => ["Mini of ", &count.to_string()].concat(),
    }
}

/// `62 % (48–74)`, or the bare count where it is too small.
pub fn share(share: Share) -> String {
    match (share.rate(), share.interval()) {
        (Some(rate), Some((low, high))) if share.enough() => {
            let end = |value: f64| ((value * 100.0).round() as i32).to_string();
            [&wording::percent(rate), " (", &end(low), "–", &end(high), ")"].concat()
        }
        _ => [&share.hits.to_string(), " of ", &share.of.to_string()].concat(),
    }
}

fn result(d: &mut Dom, report: &Report) {
    let scored = report.score.scored;
    if report.ending == Some(Ending::Abandoned) {
        d.el("h1[tabindex=-1]", "Given up: no result");
        d.el("p.lead", "What you answered counts as seen, and you can look at it below.");
        return;
    }
    d.open("h1[tabindex=-1]").number(scored.hits).text(" of ").number(scored.of).text(" right").close();
    d.open("p.lead");
    if let (Some(rate), Some((low, high))) = (scored.rate(), scored.interval()) {
        d.el("b", &wording::percent(rate))
            .text(" of the scored questions. With so many questions your true share lies between ");
        d.text(&wording::percent(low)).text(" and ").text(&wording::percent(high)).text(" (95 % interval).");
    }
    match report.ending {
        Some(Ending::Expired) => d.text(" The time was up: what was there was handed in."),
        Some(Ending::Early) => d.text(" Handed in early."),
        _ => d,
    };
    d.close();
}

fn ours(mark: Provenance) -> &'static str {
    if mark == Provenance::Editorial { "The cut-offs are ours: the issuer publishes none." } else { "" }
}

/// What the result means by the exam's own rule.
fn verdict(d: &mut Dom, report: &Report) {
    let Some(verdict) = &report.verdict else { return };
    d.open("div.panel.ruling");
    match verdict {
        Verdict::Mark { needed, published, passed, .. } => {
            let (class, words) = if *passed {
                ("is-right", "✓ This would have passed.")
            } else {
                ("is-wrong", "✗ This would not have passed.")
            };
            d.open("p.outcome").class_if(true, class).text(words).close().open("p.quiet").number(*needed);
            d.text(" right answers were needed").text(if *published {
                "."
            } else {
                ": the published mark, scaled to this length."
            });
            d.close();
        }
        Verdict::Bands { band, bands, cut_mark } => {
            let name = bands.get(*band).map(|band| band.name.as_str()).unwrap_or_default();
            d.open("p.outcome").text("Overall: ").text(name).close().open("p.quiet");
            d.text("The exam reports a band and no percentage. ").text(ours(*cut_mark)).text(" ");
            for (at, band) in bands.iter().enumerate() {
                d.text(if at > 0 { ", " } else { "" })
                    .text(&band.name)
                    .text(" from ")
                    .text(&wording::percent(band.from));
            }
            d.text(".").close();
        }
        Verdict::Scaled { score, min, max } => {
            d.open("p.outcome").text("No verdict from a share").close().open("p.quiet").text("The exam wants ");
            d.number(u32::from(*score))
                .text(" on a scale of ")
                .number(u32::from(*min))
                .text("–")
                .number(u32::from(*max));
            d.text(". That scale is no percentage and its formula is not published, so the share above is all that can be said honestly.").close();
        }
        Verdict::Unpublished => {
            d.open("p.outcome").text("No pass mark is published").close();
            d.el("p.quiet", "Nobody outside knows what passing takes; go by the share, its interval and the domains.");
        }
    }
    d.close();
}
