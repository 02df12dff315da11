//! Library: every item of a track by domain and topic, with a search over all its words.

use crate::engine::bank::deck::{Deck, Item};
use crate::engine::bank::question::{Body, Question};
use crate::engine::bank::text::Text;
use crate::engine::id::TrackId;
use crate::engine::schedule::steps::Due;
use crate::ui::handle::App;
use crate::ui::parts::{missing, track_picker};
use crate::ui::route::Route;
use crate::ui::wording;
use std::rc::Rc;
use yew::prelude::*;

/// The page of a track, else of the chosen one.
#[must_use]
pub fn library(app: &App, track: Option<&TrackId>) -> Html {
    let Some(track) = app.chosen(track) else {
        return html! { <><h1 tabindex="-1">{ "Library" }</h1>{ track_picker(app, "library", None) }</> };
    };
    match missing(app, "Library", &track, app.deck(&track)) {
        Err(notice) => notice,
        Ok(deck) => html! { <Shelf key={track.as_str().to_owned()} app={app.clone()} {deck} /> },
    }
}

#[derive(Properties, PartialEq)]
struct ShelfProps {
    app: App,
    deck: Rc<Deck>,
}

/// A deck's items, all of them or those that hold the words.
#[component]
fn Shelf(props: &ShelfProps) -> Html {
    let (app, deck) = (&props.app, &props.deck);
    let sought = use_state(String::new);
    // Everything an item says, in lower case: made once per deck.
    let words = use_memo(Rc::as_ptr(deck), |_| deck.items().map(said).collect::<Vec<String>>());
    let oninput = {
        let sought = sought.clone();
        Callback::from(move |event: InputEvent| {
            sought.set(event.target_unchecked_into::<web_sys::HtmlInputElement>().value())
        })
    };
    let terms: Vec<String> = sought.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let items: Vec<Item<'_>> = deck
        .items()
        .zip(words.iter())
        .filter(|(_, said)| terms.iter().all(|term| said.contains(term)))
        .map(|(item, _)| item)
        .collect();
    let track = &deck.track;
    let about = Route::Deck(track.id.clone()).hash();
    let reserved = deck.figures.reserved;
    let topics = track.domains.iter().map(|domain| {
        let topics: Vec<Html> = domain
            .topics
            .iter()
            .filter_map(|topic| {
                let here: Vec<&Item<'_>> = items.iter().filter(|item| item.id().topic() == topic.id).collect();
                (!here.is_empty()).then(|| {
                    html! {
                        <details key={topic.id.as_str().to_owned()} open={!terms.is_empty() && items.len() <= 40}>
                            <summary>{ &topic.name }<span class="quiet">{ here.len() }</span></summary>
                            <ul class="list">{ for here.into_iter().map(|item| row(app, item)) }</ul>
                        </details>
                    }
                })
            })
            .collect();
        (!topics.is_empty()).then(
            || html! { <section key={domain.id.as_str().to_owned()}><h2>{ &domain.name }</h2>{ for topics }</section> },
        )
    });
    html! {
        <>
            <h1 tabindex="-1">{ format!("{} library", track.short) }</h1>
            { track_picker(app, "library", Some(&track.id)) }
            <div class="field">
                <label for="search">{ "Search all questions and cards" }</label>
                <input id="search" type="search" value={(*sought).clone()} {oninput} autocomplete="off" />
            </div>
            <p class="quiet" role="status">{ format!("{} of {}", items.len(), wording::count(words.len() as u32, "item", "items")) }
                if reserved > 0 { { format!("; {reserved} more questions are reserved for a mock exam and not shown before it") } }</p>
            <p><a href={about}>{ "What this deck holds, and how little its wording gives away" }</a></p>
            { for topics.flatten() }
            if items.is_empty() { <p>{ "Nothing holds these words. Try fewer or other ones." }</p> }
        </>
    }
}

/// An item in the list: its first words, and how it stands.
fn row(app: &App, item: &Item<'_>) -> Html {
    let words = match item {
        Item::Question(question) => question.stem.plain(),
        Item::Card(card) => card.front.plain(),
    };
    let mut short: String = words.chars().take(110).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    html! {
        <li key={item.id().as_str().to_owned()}>
            <a href={Route::Item(item.id().clone()).hash()}><span>{ short }</span><span class="state">{ state(app, item) }</span></a>
        </li>
    }
}

/// What was answered and when it comes back.
fn state(app: &App, item: &Item<'_>) -> String {
    let record = app.record();
    let snapshot = record.snapshot();
    let Some(history) = snapshot.history(item.id()) else { return "new".to_owned() };
    let mut parts = Vec::new();
    if history.flagged {
        parts.push("flagged".to_owned());
    }
    match history.last() {
        Some(last) => parts.push(if last.right { "✓ right" } else { "✗ wrong" }.to_owned()),
        None => parts.push("new".to_owned()),
    }
    if history.suspended {
        parts.push("put away".to_owned());
    } else if let Some(standing) = app.standings().get(item.id()) {
        let now = app.now();
        let today = snapshot.today(now);
        parts.push(match standing.due(now, today) {
            Due::On(day) if day <= today => "due".to_owned(),
            Due::On(day) => format!("in {}", wording::count(day.since(today).max(0) as u32, "day", "days")),
            Due::At(_) => "soon".to_owned(),
        });
    }
    parts.join(", ")
}

/// All words of an item, in lower case.
fn said(item: Item<'_>) -> String {
    let mut words = vec![item.id().to_string()];
    match item {
        Item::Card(card) => words.extend([card.front.plain(), card.back.plain()]),
        Item::Question(question) => {
            words.push(question.stem.plain());
            words.push(question.lesson.plain());
            words.extend(told(question));
        }
    }
    words.join(" ").to_lowercase()
}

fn told(question: &Question) -> Vec<String> {
    let both = |words: String, why: &Text| [words, why.plain()];
    match &question.body {
        Body::Single(options) | Body::Multiple(options) => {
            options.iter().flat_map(|o| both(o.text.plain(), &o.why)).collect()
        }
        Body::Matching { pairs, .. } => {
            pairs.iter().flat_map(|p| [p.left.plain(), p.right.plain(), p.why.plain()]).collect()
        }
        Body::Ordering(steps) => steps.iter().flat_map(|s| both(s.text.plain(), &s.why)).collect(),
        Body::Numeric(numeric) => vec![numeric.working.plain()],
        Body::Hotspot(regions) => regions.iter().flat_map(|r| both(r.label.clone(), &r.why)).collect(),
    }
}
