//! Library: every item of a track by domain and topic, with a search over all its words.

use crate::engine::bank::deck::{Deck, Item};
use crate::engine::bank::question::{Body, Question};
use crate::engine::bank::text::Text;
use crate::engine::bank::track::Domain;
use crate::engine::id::TrackId;
use crate::engine::schedule::steps::Due;
use crate::ui::dom::Dom;
use crate::ui::handle::App;
use crate::ui::parts::{self, track_picker};
use crate::ui::wording;
use std::rc::Rc;
use yew::prelude::*;

/// The page of a track, else of the chosen one.
pub fn library(d: &mut Dom, app: &App, track: Option<&TrackId>) {
    let Some(track) = app.chosen(track) else {
        d.el("h1[tabindex=-1]", "Library");
        return track_picker(d, app, "library", None);
    };
    if let Some(deck) = parts::deck(d, app, "Library", &track) {
        d.node(html! { <Shelf key={track.as_str().to_owned()} app={app.clone()} {deck} /> });
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
            sought.set(event.target_unchecked_into::<web_sys::HtmlInputElement>().value());
        })
    };
    let lower = sought.to_lowercase();
    let terms: Vec<&str> = lower.split_whitespace().collect();
    let mut items = Vec::new();
    for (item, said) in deck.items().zip(words.iter()) {
        if terms.iter().all(|term| said.contains(term)) {
            items.push(item);
        }
    }
    let track = &deck.track;
    let reserved = deck.figures.reserved;
    let mut d = Dom::new();
    d.open("h1[tabindex=-1]").text(&track.short).text(" library").close();
    track_picker(&mut d, app, "library", Some(&track.id));
    d.open("div.field").el("label[for=search]", "Search all questions and cards");
    d.open("input#search[type=search][autocomplete=off]").value(&sought).on_input(oninput).close().close();
    d.open("p.quiet[role=status]").number(items.len() as u32).text(" of ");
    d.text(&wording::count(words.len() as u32, "item", "items"));
    if reserved > 0 {
        d.text("; ").number(reserved).text(" more questions are reserved for a mock exam and not shown before it");
    }
    d.close().open("p");
    d.link(
        "a",
        &["#/deck/", track.id.as_str()].concat(),
        "What this deck holds, and how little its wording gives away",
    );
    d.close();
    let open = !terms.is_empty() && items.len() <= 40;
    let mut sections = Vec::new();
    for domain in &track.domains {
        sections.extend(section(app, domain, &items, open));
    }
    // One node each, whatever is found: the field before them keeps its place, and so the focus.
    d.node(sections.into_iter().collect());
    if items.is_empty() {
        d.el("p", "Nothing holds these words. Try fewer or other ones.");
    } else {
        d.node(Html::default());
    }
    d.finish()
}

/// A domain's topics with their items; nothing where there are none.
fn section(app: &App, domain: &Domain, items: &[Item<'_>], open: bool) -> Option<Html> {
    let mut d = Dom::new();
    d.open("section").key(domain.id.as_str()).el("h2", &domain.name);
    let mut any = false;
    for topic in &domain.topics {
        let here: Vec<&Item<'_>> = items.iter().filter(|item| item.id().topic() == topic.id).collect();
        if here.is_empty() {
            continue;
        }
        any = true;
        d.open("details").key(topic.id.as_str()).attr_if(open, "open", "open");
        d.open("summary")
            .text(&topic.name)
            .open("span.quiet")
            .number(here.len() as u32)
            .close()
            .close()
            .open("ul.list");
        for item in here {
            row(&mut d, app, item);
        }
        d.close().close();
    }
    any.then(|| d.finish())
}

/// An item in the list: its first words, and how it stands.
fn row(d: &mut Dom, app: &App, item: &Item<'_>) {
    let words = match item {
        Item::Question(question) => question.stem.plain(),
        Item::Card(card) => card.front.plain(),
    };
    let mut short: String = words.chars().take(110).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    let id = item.id().as_str();
    d.open("li").key(id).open("a").attr("href", &["#/item/", id].concat());
    d.el("span", &short).el("span.state", &state(app, item)).close().close();
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
            Due::On(day) => ["in ", &wording::count(day.since(today).max(0) as u32, "day", "days")].concat(),
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
