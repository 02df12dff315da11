//! Misconceptions: the traps that the learner fell into, what sets each right, and how sure is how right.

use crate::engine::bank::deck::Deck;
use crate::engine::id::{ItemId, TrackId};
use crate::engine::progress::event::Confidence;
use crate::engine::schedule::traps::{NEEDED, Pitfall, brought_back, pitfalls};
use crate::engine::share::Share;
use crate::engine::stats::calibration;
use crate::engine::time::{Date, StudyDay};
use crate::ui::components::chart;
use crate::ui::components::facts::table_head;
use crate::ui::dom::Dom;
use crate::ui::handle::App;
use crate::ui::parts::{self, track_picker, views};
use crate::ui::route::Route;
use crate::ui::wording;

/// At most so many questions are begun at once.
const SET: usize = 10;

/// The page of a track, else of the chosen one.
pub fn traps(d: &mut Dom, app: &App, track: Option<&TrackId>) {
    let Some(track) = app.chosen(track) else {
        d.el("h1[tabindex=-1]", "Misconceptions");
        d.el("p.lead", "Choose a deck first: then the traps that you fell into are here.");
        return track_picker(d, app, "traps", None);
    };
    let Some(deck) = parts::deck(d, app, "Misconceptions", &track) else { return };
    let record = app.record();
    let snapshot = record.snapshot();
    let today = snapshot.today(app.now());
    d.open("h1[tabindex=-1]").text(&deck.track.short).text(" misconceptions").close();
    track_picker(d, app, "traps", Some(&track));
    views(d, &track, "traps");
    let all = pitfalls(&deck, snapshot, today);
    let open: Vec<&Pitfall> = all.iter().filter(|pitfall| !pitfall.overcome()).collect();
    if all.is_empty() {
        d.el("p.lead", "You have not fallen into any trap yet. Wrong options are real mistakes with names: the ones that you choose will stand here, each with the sentence that sets it right.");
        d.open("p.row").link("a.button.primary", &["#/study/", track.as_str()].concat(), "Study").close();
    } else {
        d.open("p.lead");
        if open.is_empty() {
            d.text("All that you fell into are overcome.");
        } else {
            d.text(&wording::count(open.len() as u32, "misconception is", "misconceptions are"))
                .text(" open. Each comes back in other situations until ");
            d.number(NEEDED).text(" of them are right, on ").number(NEEDED).text(" days.");
        }
        d.close();
        start(d, &track, &brought_back(&all, today, SET), !open.is_empty());
    }
    if !open.is_empty() {
        d.open("ul.traps");
        open.iter().for_each(|pitfall| shown(d, &deck, pitfall, today));
        d.close();
    }
    let past: Vec<&Pitfall> = all.iter().filter(|pitfall| pitfall.overcome()).collect();
    if !past.is_empty() {
        d.open("details").open("summary").text("Overcome (").number(past.len() as u32).text(")").close();
        d.open("ul.traps");
        past.iter().for_each(|pitfall| shown(d, &deck, pitfall, today));
        d.close().close();
    }
    d.el("h2", "How sure, how right");
    sure(d, &calibration::calibration(snapshot, &track));
}

/// One click begins what is due.
fn start(d: &mut Dom, track: &TrackId, items: &[ItemId], open: bool) {
    if items.is_empty() {
        if open {
            d.el("p.quiet", "The next ones come back tomorrow: what is right on the same day tells little.");
        }
        return;
    }
    let words = ["Practise ", &wording::count(items.len() as u32, "question", "questions"), " now"].concat();
    let set = Route::Set(track.clone(), items.to_vec()).hash();
    d.open("p.row").link("a.button.primary", &set, &words).close();
}

fn shown(d: &mut Dom, deck: &Deck, pitfall: &Pitfall, today: StudyDay) {
    let trap = deck.track.trap(&pitfall.trap);
    d.open("li.panel").key(pitfall.trap.as_str());
    d.el("h3", trap.map_or(pitfall.trap.as_str(), |trap| &trap.name));
    if let Some(trap) = trap {
        d.open("div.lesson").el("p.keep", &trap.truth).close();
    }
    d.open("p.quiet").text("Fell into it ");
    if pitfall.falls == 1 {
        d.text("once");
    } else {
        d.number(pitfall.falls).text(" times");
    }
    d.text(" in ").text(&wording::count(pitfall.met, "meeting", "meetings"));
    if pitfall.confident > 0 {
        d.text(", ").el("b", &[&pitfall.confident.to_string(), " though certain"].concat());
    }
    d.text("; last on ").text(&wording::date(Date::from(pitfall.last))).text(", ");
    d.link("a", &["#/item/", pitfall.item.as_str()].concat(), "in this question").text(".").close();
    d.open("p.steps");
    for at in 0..NEEDED {
        d.open("span.dot[aria-hidden=true]").class_if(at < pitfall.right, "on").close();
    }
    d.open("span");
    if pitfall.overcome() {
        d.text("Overcome: right in other situations, on two days.");
    } else {
        d.number(pitfall.right).text(" of ").number(NEEDED).text(" right in another situation. ");
        if pitfall.next.is_empty() {
            d.text("No question that holds it can be asked today.");
        } else if pitfall.due <= today {
            d.text("It comes back today.");
        } else {
            d.text("It comes back tomorrow.");
        }
    }
    d.close().close().close();
}

/// What each word is taken to promise, `0.0..=1.0`: a guess among four, better than not, nearly always.
fn promise(confidence: Confidence) -> (f64, &'static str) {
    match confidence {
        Confidence::Guessed => (0.25, "Guessed"),
        Confidence::ThoughtSo => (0.7, "Thought so"),
        Confidence::Certain => (0.95, "Certain"),
    }
}

fn sure(d: &mut Dom, rows: &[(Confidence, Share); 3]) {
    if rows.iter().all(|(_, share)| share.of == 0) {
        d.el("p.quiet", "No answer with a word on how sure you were yet. Say it when you answer: a lucky guess then comes back sooner, and a confident error first.");
        return;
    }
    let points: Vec<(f64, Share)> = rows.iter().map(|(confidence, share)| (promise(*confidence).0, *share)).collect();
    let label = "What you said against how often it was right; the table below says the same.";
    chart::calibration(d, &points, "what you said: guessed 25, thought so 70, certain 95", label);
    d.open("table");
    table_head(d, "You said", false, &["Right", "of", "would fit"]);
    for (confidence, share) in rows {
        let (fits, name) = promise(*confidence);
        d.open("tr").el("th[scope=row]", name);
        let rate = share.rate().filter(|_| share.enough());
        let words =
            rate.map_or_else(|| if share.of == 0 { "–".to_owned() } else { share.hits.to_string() }, wording::percent);
        d.el("td.n", &words).open("td.n").number(share.of).close();
        d.el("td.n", &["about ", &wording::percent(fits)].concat()).close();
    }
    d.close().close();
    let certain = rows.iter().find(|(confidence, _)| *confidence == Confidence::Certain).map(|(_, share)| *share);
    if let Some((low, high)) = certain.filter(Share::enough).and_then(|share| share.interval()) {
        d.el(
            "p",
            if high < 0.9 {
                "When you say “certain”, you are wrong more often than the word allows: look twice there."
            } else if low >= 0.9 {
                "When you say “certain”, you can rely on it."
            } else {
                "Whether your “certain” holds can’t be told yet: the line shows how much is open."
            },
        );
    }
}
