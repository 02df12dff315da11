//! The list of keys.

use yew::prelude::*;

const KEYS: [(&str, &str); 9] = [
    ("1–6, A–E", "choose an option, or take the choice back"),
    ("7 8 9", "guessed, think so, certain"),
    ("Enter", "check, then next"),
    ("Space", "show the answer of a card"),
    ("1 2 3 4", "after the answer of a card: again, hard, good, easy"),
    ("U", "undo"),
    ("F", "flag, or take the flag away"),
    ("S", "skip until tomorrow"),
    ("?", "this list; Esc closes it"),
];

/// A dialog with the list of keys; `onclick` closes it.
#[must_use]
pub fn help(onclick: Callback<MouseEvent>) -> Html {
    html! {
        <dialog id="help" aria-labelledby="help-title">
            <h2 id="help-title">{ "Keys" }</h2>
            <dl>{ for KEYS.iter().map(|(key, what)| html! { <><dt><kbd>{ key }</kbd></dt><dd>{ what }</dd></> }) }</dl>
            <p class="quiet">{ "Letters can be switched off in Settings." }</p>
            <p class="row"><button type="button" {onclick}>{ "Close" }</button></p>
        </dialog>
    }
}
