//! What was sat before: the exam that is open, the history, and how results go on.

use crate::engine::bank::track::Track;
use crate::engine::exam::trend::{self, Brief, comparable};
use crate::engine::id::TrackId;
use crate::engine::progress::exam::{Ending, Source};
use crate::engine::time::Date;
use crate::ui::components::facts::table_head;
use crate::ui::dom::Dom;
use crate::ui::handle::App;
use crate::ui::route::Route;
use crate::ui::wording;

/// The exam that can be gone on with.
pub fn open(d: &mut Dom, app: &App, track: &TrackId) {
    let record = app.record();
    let Some((id, log)) = trend::open(record.snapshot(), Some(track)) else { return };
    let brief = Brief::of(id, log);
    d.open("section.panel[aria-label=An open exam]").el("h2", "An exam is open").open("p");
    d.text(&wording::count(brief.questions, "question", "questions")).text(", begun on ");
    d.text(&day(app, &brief)).text(". Everything that you answered is kept.").close().open("p.row");
    d.link("a.button.primary", &Route::Sitting(id).hash(), "Go on with it").close().close();
}

fn day(app: &App, brief: &Brief) -> String {
    wording::date(Date::from(app.record().snapshot().today(brief.began)))
}

/// All sittings of a track that are over.
pub fn sittings(d: &mut Dom, app: &App, track: &Track) {
    let record = app.record();
    let all = trend::sittings(record.snapshot(), &track.id);
    let over: Vec<&Brief> = all.iter().filter(|brief| brief.ending.is_some()).collect();
    if over.is_empty() {
        return;
    }
    d.el("h2", "Exams so far");
    if let Some(latest) = over.iter().find(|brief| brief.ending != Some(Ending::Abandoned)) {
        let alike = comparable(&all, latest);
        if alike.len() > 1 {
            trend_line(d, app, &alike);
        }
    }
    d.open("div.scroll[tabindex=0][role=region][aria-label=Exams so far]").open("table");
    table_head(d, "Day", false, &["Paper", "Right", "Time", "Seen before"]);
    for brief in over {
        d.open("tr").open("th[scope=row]").link("a", &Route::Report(brief.id).hash(), &day(app, brief)).close();
        d.el("td.n", &paper(brief)).el("td.n", &right(brief)).open("td.n").number(brief.used_ms.div_ceil(60_000));
        d.text(" min").close().open("td.n").number(brief.repeated).text(" of ").number(brief.questions).close().close();
    }
    d.close().close().close();
}

fn paper(brief: &Brief) -> String {
    match &brief.source {
        Source::Form(form) => ["Form ", &form.to_string()].concat(),
        Source::Fresh => "Fresh".to_owned(),
        Source::Mini { .. } => ["Mini of ", &brief.questions.to_string()].concat(),
    }
}

fn right(brief: &Brief) -> String {
    match (brief.ending, brief.scored.rate()) {
        (Some(Ending::Abandoned), _) | (_, None) => "given up".to_owned(),
        (_, Some(rate)) => {
            let count = [" (", &brief.scored.hits.to_string(), " of ", &brief.scored.of.to_string(), ")"].concat();
            [&wording::percent(rate), count.as_str()].concat()
        }
    }
}

/// Results that can be compared, earliest first: points with their intervals.
fn trend_line(d: &mut Dom, app: &App, alike: &[&Brief]) {
    let width = 40 * alike.len() as i32 + 50;
    let y = |share: f64| 110 - (share * 100.0).round() as i32;
    let words: Vec<String> = alike.iter().map(|brief| [&day(app, brief), ": ", &right(brief)].concat()).collect();
    d.el("p", "Papers of the same kind and length that were mostly new to you; the lines are 95 % intervals.");
    d.open("div.scroll.chart.trend[tabindex=0][role=region][aria-label=Trend]").open("svg[role=img]");
    d.attr("viewBox", &["0 0 ", &width.to_string(), " 130"].concat()).attr_number("width", width * 2);
    d.attr("aria-label", &words.join("; "));
    for percent in [0, 50, 100] {
        let at = y(f64::from(percent) / 100.0);
        let path = ["M40 ", &at.to_string(), "H", &width.to_string()].concat();
        d.open("path.grid").attr("d", &path).close().open("text[x=34][text-anchor=end]").attr_number("y", at + 4);
        d.text(&percent.to_string()).text(" %").close();
    }
    for (at, brief) in alike.iter().enumerate() {
        let x = 60 + 40 * at as i32;
        if let (Some(rate), Some((low, high))) = (brief.scored.rate(), brief.scored.interval()) {
            let path = ["M", &x.to_string(), " ", &y(low).to_string(), "V", &y(high).to_string()].concat();
            d.open("path.line.c1").attr("d", &path).close();
            d.open("circle.f1[r=4]").attr_number("cx", x).attr_number("cy", y(rate)).close();
        }
        d.open("text[text-anchor=middle][y=126]").attr_number("x", x).number(at as u32 + 1).close();
    }
    d.close().close();
}
