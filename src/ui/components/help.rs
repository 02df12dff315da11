//! The list of keys.

use crate::ui::dom::Dom;
use yew::prelude::*;

const KEYS: [(&str, &str); 11] = [
    ("1–6, A–E", "choose an option, or take the choice back"),
    ("7 8 9", "guessed, think so, certain"),
    ("Enter", "check, then next"),
    ("Space", "show the answer of a card"),
    ("1 2 3 4", "after the answer of a card: again, hard, good, easy"),
    ("U", "undo"),
    ("F", "flag, or take the flag away"),
    ("S", "skip until tomorrow"),
    ("N P ← → L", "in a mock exam: next, previous, list of questions"),
    ("X K M H T R", "in a mock exam: strike out, calculator, note, highlight, clock, review"),
    ("?", "this list; Esc closes it"),
];

/// A dialog with the list of keys; `onclick` closes it.
pub fn help(d: &mut Dom, onclick: Callback<MouseEvent>) {
    d.open("dialog#help[aria-labelledby=help-title]").el("h2#help-title", "Keys").open("dl");
    for (key, what) in KEYS {
        d.open("dt").el("kbd", key).close().el("dd", what);
    }
    d.close().el("p.quiet", "Letters can be switched off in Settings.");
    d.open("p.row").button("button", "Close", onclick).close().close();
}
