//! One item: its question with every reason, its past, and what can be done with it.

use crate::engine::bank::deck::Item as Entry;
use crate::engine::id::ItemId;
use crate::engine::progress::event::{Confidence, Grade, What};
use crate::engine::progress::history::Review;
use crate::engine::time::Date;
use crate::ui::components::ask::stem;
use crate::ui::components::card::card_face;
use crate::ui::components::reveal::{lesson, reveal};
use crate::ui::components::turn::{case_text, tag_line};
use crate::ui::handle::App;
use crate::ui::parts::{Report, missing, tags};
use crate::ui::route::Route;
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
    let deck = match missing(app, "Item", &id.track(), app.deck(&id.track())) {
        Err(notice) => return notice,
        Ok(deck) => deck,
    };
    let record = app.record();
    let history = record.snapshot().history(id).cloned().unwrap_or_default();
    let Some(entry) = deck.item(id) else { return gone(id, history.reviews.len() as u32) };
    let spoils = matches!(entry, Entry::Question(_)) && !history.seen() && !*shown;
    let toggle = |what: What| {
        let app = app.clone();
        Callback::from(move |_: MouseEvent| app.append(vec![what.clone()], app.now()))
    };
    let flag = toggle(What::Flagged { item: id.clone(), on: !history.flagged });
    let put_away = toggle(What::Suspended { item: id.clone(), on: !history.suspended });
    let show = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(true))
    };
    let library = Route::Library(Some(id.track())).hash();
    let body = match entry {
        Entry::Card(card) => card_face(card, &tags(&deck.track, id, None), true),
        Entry::Question(question) => {
            let last = history.last().and_then(|review| review.answer.clone());
            // In stored order: this is the page of the item, not of one answer.
            let count = crate::engine::bank::answer::arrange(question, 0).len();
            let order: Vec<u8> = (0..count as u8).collect();
            let case = question.case.as_ref().and_then(|case| deck.case(case).cloned());
            html! {
                <>
                    <h1 class="hidden" tabindex="-1">{ "Question" }</h1>
                    { tag_line(&tags(&deck.track, id, Some(question.level))) }
                    { for case.map(|case| case_text(&case)) }
                    { stem(question) }
                    if spoils {
                        <p>{ "You have not answered this question yet. Seeing the answer now takes away what a first try tells you." }</p>
                        <p class="row"><button type="button" onclick={show}>{ "Show the answer all the same" }</button></p>
                    } else {
                        { reveal(question, &order, last.as_ref()) }
                        { lesson(question) }
                    }
                    <Report item={id.clone()} hash={question.hash} words={question.stem.plain()} />
                </>
            }
        }
    };
    html! {
        <>
            <p><a href={library}>{ "Library" }</a><span class="quiet">{ " · " }{ id.to_string() }</span></p>
            { body }
            <p class="row">
                <button type="button" onclick={flag} aria-pressed={if history.flagged { "true" } else { "false" }}>{ if history.flagged { "Flagged" } else { "Flag" } }</button>
                <button type="button" onclick={put_away} aria-pressed={if history.suspended { "true" } else { "false" }}>{ if history.suspended { "Put away: bring back" } else { "Put away" } }</button>
            </p>
            { past(&history.reviews) }
        </>
    }
}

/// The bank no longer has it, or never had; what was answered stays.
fn gone(id: &ItemId, reviews: u32) -> Html {
    html! {
        <>
            <h1 tabindex="-1">{ "This item is not in the deck" }</h1>
            <p>{ format!("{id} was removed, is reserved for a mock exam, or belongs to another version of the deck.") }</p>
            if reviews > 0 { <p>{ format!("{} of it stay in your history.", wording::count(reviews, "answer", "answers")) }</p> }
            <p class="row"><a class="button primary" href={Route::Library(Some(id.track())).hash()}>{ "Go to the library" }</a></p>
        </>
    }
}

/// What was answered and when.
fn past(reviews: &[Review]) -> Html {
    if reviews.is_empty() {
        return html! { <p class="quiet">{ "Not answered yet." }</p> };
    }
    let row = |review: &Review| {
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
        html! {
            <tr>
                <th scope="row">{ wording::date(Date::from(review.day)) }</th>
                <td>{ if review.right { "✓ right" } else { "✗ wrong" } }</td>
                <td>{ sure }</td>
                <td class="n">{ format!("{} s", (review.duration_ms + 500) / 1000) }</td>
            </tr>
        }
    };
    html! {
        <>
            <h2>{ "Your answers" }</h2>
            <table>
                <thead><tr><th scope="col">{ "Day" }</th><th scope="col">{ "Result" }</th><th scope="col">{ "How sure" }</th><th scope="col" class="n">{ "Time" }</th></tr></thead>
                <tbody>{ for reviews.iter().rev().map(row) }</tbody>
            </table>
        </>
    }
}
