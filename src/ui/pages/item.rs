//! One item: its question with every reason, its past, and what can be done with it.

use crate::engine::bank::answer::arrange;
use crate::engine::bank::deck::Item as Entry;
use crate::engine::bank::question::Body;
use crate::engine::id::ItemId;
use crate::engine::progress::event::{Confidence, Grade, What};
use crate::engine::progress::history::{History, Review};
use crate::engine::time::Date;
use crate::ui::components::ask::stem;
use crate::ui::components::card::card_face;
use crate::ui::components::figure::figure_view;
use crate::ui::components::reveal::{lesson, reveal};
use crate::ui::components::turn::{case_text, tag_line};
use crate::ui::dom::Dom;
use crate::ui::handle::App;
use crate::ui::parts::{self, tags};
use crate::ui::wording;
use yew::prelude::*;

/// What [`Item`] is given.
#[derive(Properties, PartialEq)]
pub struct ItemProps {
    /// The handle.
    pub app: App,
    /// Of the address.
    pub id: ItemId,
}

/// The page. A question that was never answered is folded: looking it up would spoil the first answer.
#[component]
pub fn Item(props: &ItemProps) -> Html {
    let (app, id) = (&props.app, &props.id);
    let shown = use_state(|| false);
    let mut d = Dom::new();
    let Some(deck) = parts::deck(&mut d, app, "Item", &id.track()) else { return d.finish() };
    let (record, none) = (app.record(), History::default());
    let history = record.snapshot().history(id).unwrap_or(&none);
    let Some(entry) = deck.item(id) else {
        gone(&mut d, id, history.reviews.len() as u32);
        return d.finish();
    };
    d.open("p").link("a", &["#/library/", id.track().as_str()].concat(), "Library");
    d.open("span.quiet").text(" · ").text(id.as_str()).close().close();
    match entry {
        Entry::Card(card) => card_face(&mut d, card, &tags(&deck.track, id, None), true),
        Entry::Question(question) => {
            d.el("h1.hidden[tabindex=-1]", "Question");
            tag_line(&mut d, &tags(&deck.track, id, Some(question.level)));
            if let Some(case) = question.case.as_ref().and_then(|case| deck.case(case)) {
                case_text(&mut d, case);
            }
            stem(&mut d, question);
            if history.seen() || *shown {
                // In stored order: this is the page of the item, not of one answer.
                let order: Vec<u8> = (0..arrange(question, 0).len() as u8).collect();
                reveal(&mut d, question, &order, history.last().and_then(|review| review.answer.as_ref()));
                lesson(&mut d, question);
            } else {
                // A hotspot's figure belongs to its answer; without regions it gives nothing away.
                if let Body::Hotspot(_) = question.body {
                    question.exhibits.iter().for_each(|exhibit| figure_view(&mut d, exhibit, &[], None));
                }
                d.el("p", "You have not answered this question yet. Seeing the answer now takes away what a first try tells you.");
                let show = Callback::from(move |_: MouseEvent| shown.set(true));
                d.open("p.row").button("button", "Show the answer all the same", show).close();
            }
            parts::report(&mut d, id, question.hash, question.stem.plain());
        }
    }
    d.open("p.row");
    let (flagged, away) = (history.flagged, history.suspended);
    let flag = What::Flagged { item: id.clone(), on: !flagged };
    toggle(&mut d, app, flag, flagged, if flagged { "Flagged" } else { "Flag" });
    let put_away = What::Suspended { item: id.clone(), on: !away };
    toggle(&mut d, app, put_away, away, if away { "Put away: bring back" } else { "Put away" });
    d.close();
    past(&mut d, &history.reviews);
    d.finish()
}

/// A button that is pressed or not, and what a click says to have happened.
fn toggle(d: &mut Dom, app: &App, what: What, pressed: bool, words: &str) {
    let app = app.clone();
    let then = Callback::from(move |_: MouseEvent| app.append(vec![what.clone()], app.now()));
    d.open("button[type=button]").attr("aria-pressed", if pressed { "true" } else { "false" });
    d.on_click(then).text(words).close();
}

/// The bank no longer has it, or never had; what was answered stays.
fn gone(d: &mut Dom, id: &ItemId, reviews: u32) {
    d.el("h1[tabindex=-1]", "This item is not in the deck").open("p").text(id.as_str());
    d.text(" was removed, is reserved for a mock exam, or belongs to another version of the deck.").close();
    if reviews > 0 {
        d.open("p").text(&wording::count(reviews, "answer", "answers")).text(" of it stay in your history.").close();
    }
    let library = ["#/library/", id.track().as_str()].concat();
    d.open("p.row").link("a.button.primary", &library, "Go to the library").close();
}

/// What was answered and when.
fn past(d: &mut Dom, reviews: &[Review]) {
    if reviews.is_empty() {
        d.el("p.quiet", "Not answered yet.");
        return;
    }
    d.el("h2", "Your answers").open("table").open("thead").open("tr").el("th[scope=col]", "Day");
    d.el("th[scope=col]", "Result").el("th[scope=col]", "How sure").el("th.n[scope=col]", "Time");
    d.close().close().open("tbody");
    for review in reviews.iter().rev() {
        let sure = match (review.confidence, review.grade) {
            (Some(Confidence::Guessed), _) => "guessed",
            (Some(Confidence::ThoughtSo), _) => "thought so",
            (Some(Confidence::Certain), _) => "certain",
            (None, _) if review.answer.is_some() => "–",
            (None, Grade::Again) => "again",
            (None, Grade::Hard) => "hard",
            (None, Grade::Good) => "good",
            (None, Grade::Easy) => "easy",
        };
        d.open("tr").el("th[scope=row]", &wording::date(Date::from(review.day)));
        d.el("td", if review.right { "✓ right" } else { "✗ wrong" }).el("td", sure);
        d.open("td.n").number((review.duration_ms + 500) / 1000).text(" s").close().close();
    }
    d.close().close();
}
