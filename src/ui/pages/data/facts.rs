//! What is stored where, how full it is, and what to do.

use super::Desk;
use crate::engine::progress::reminder::Due;
use crate::engine::time::{Date, Now};
use crate::platform::fault::Fault;
use crate::platform::records::Keeping;
use crate::platform::{download, quarantine, usage};
use crate::ui::care;
use crate::ui::dom::Dom;
use crate::ui::wording;
use yew::prelude::*;

/// `20 November 2026, 14:05`, by the learner's clock of then.
pub(super) fn moment(now: Now) -> String {
    let minutes = (now.at.0.div_euclid(60_000) + i64::from(now.utc_offset)).rem_euclid(24 * 60);
    [&wording::date(Date::from(now.study_day(0))), ", ", &format!("{}:{:02}", minutes / 60, minutes % 60)].concat()
}

/// The first thing that one wants to know, and what to do about it.
pub(super) fn verdict(d: &mut Dom, desk: &Desk) {
    let core = desk.app.core();
    let (class, words, next) = match core.health.keeping() {
        _ if core.newer => (
            "none",
            "Read only: the stored progress is of a newer Certdeck. Update first.",
            "Reload the page while online. The export works meanwhile.",
        ),
        Keeping::Both => ("", "Everything is saved in both stores of this browser.", ""),
        Keeping::LocalOnly(_) => (
            "some",
            "Saved, without the journal: if the browser crashes, the last minute may be lost.",
            "Export now and then. In a private window, or with storage blocked, this stays so.",
        ),
        Keeping::JournalOnly(_) => (
            "some",
            "Saved in the journal only.",
            "Nothing is lost. If there is no room, another site of this address has filled it: free some, then reload.",
        ),
        Keeping::MemoryOnly(_) => (
            "none",
            "Nothing is saved: it is gone when you close this page. Export now.",
            "Then open the file in another browser.",
        ),
    };
    d.open("p.saved.verdict-line").class_if(!class.is_empty(), class).el("b", words).close();
    if !next.is_empty() {
        d.el("p", next);
    }
    drop(core);
    match care::reminder(&desk.app, false) {
        Some(Due::Answers(count)) => {
            d.open("p").text(&wording::count(count, "answer is", "answers are"));
            d.text(" in this browser only. A lost device or “clear site data” would take them: make a copy.").close();
        }
        Some(Due::Days(days)) => {
            d.open("p").text("What you did in ").text(&wording::count(days, "day", "days"));
            d.text(" is in this browser only. A lost device or “clear site data” would take it: make a copy.").close();
        }
        None => {}
    }
}

/// Everything else that there is to know.
pub(super) fn table(d: &mut Dom, desk: &Desk) {
    let app = &desk.app;
    let core = app.core();
    let facts = &*desk.facts;
    let used = usage::characters().map_or_else(
        |_| "unknown".to_owned(),
        |characters| [&characters.div_ceil(1024).to_string(), " of about 5,120 kB"].concat(),
    );
    d.el("h2", "What is stored where").open("table").open("tbody");
    row(d, "Events", &core.record.log().events().len().to_string());
    row(d, "Answers", &care::answers(app).to_string());
    row(d, "Local storage", &[&works(core.health.local), ", ", &used].concat());
    row(d, "Journal (survives a crash)", &works(core.health.journal));
    let last = match &facts.backups {
        Some(Ok(all)) => all.first().map_or_else(|| "none yet".to_owned(), |kept| moment(kept.held.taken)),
        Some(Err(why)) => ["not possible: ", why].concat(),
        None => "…".to_owned(),
    };
    row(d, "Last backup in this browser", &last);
    let promised = if facts.persisted { "promised by the browser" } else { "not promised" };
    row(d, "Kept when the disk is full", promised);
    if let Some(estimate) = facts.estimate {
        let megabytes = |bytes: u64| (bytes / 1_000_000).to_string();
        let (used, quota) = (megabytes(estimate.used_bytes), megabytes(estimate.quota_bytes));
        row(d, "Room", &[&used, " MB used of ", &quota, " MB that the browser allows this address"].concat());
    }
    d.close().close();
    if facts.persisted {
        return;
    }
    let persist = desk.click(|desk| async move {
        let granted = usage::persist().await.unwrap_or(false);
        desk.say(if granted {
            "The browser will keep your progress."
        } else {
            "The browser did not promise it. Installing Certdeck, or exporting now and then, helps."
        });
        desk.app.changed();
    });
    d.open("p.row").button("button", "Ask the browser to keep it", persist).close();
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
pub(super) fn unreadable() -> Html {
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
