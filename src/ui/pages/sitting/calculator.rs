//! A calculator, as test centres have one on the screen.

use crate::engine::drill::{Expression, print};
use crate::ui::dom::Dom;
use yew::prelude::*;

/// The buttons, row by row; `C` empties the field, `⌫` takes the last sign away.
const KEYS: [&str; 20] =
    ["C", "(", ")", "⌫", "7", "8", "9", "÷", "4", "5", "6", "×", "1", "2", "3", "−", "0", ".", "=", "+"];

/// Its state: what is typed, and what the last calculation came to.
#[derive(Clone, Debug, Default, PartialEq)]
struct Slate {
    typed: String,
    told: String,
}

/// What a field of signs comes to, as text; `None` where it can't be read or has no value.
fn result(typed: &str) -> Option<String> {
    let plain = typed.replace('×', "*").replace('÷', "/").replace(['−', '–'], "-").replace(',', "");
    let value = Expression::parse(&plain, &[]).ok()?.value(&[]);
    value.is_finite().then(|| print(value, 8, true))
}

impl Slate {
    fn pressed(&self, key: &str) -> Self {
        let mut next = Self { typed: self.typed.clone(), told: String::new() };
        match key {
            "C" => next.typed.clear(),
            "⌫" => {
                next.typed.pop();
            }
            "=" => return self.computed(),
            sign => next.typed.push_str(sign),
        }
        next
    }

    fn computed(&self) -> Self {
        if self.typed.trim().is_empty() {
            return self.clone();
        }
        match result(&self.typed) {
            Some(value) => Self { told: [&self.typed, " = ", &value].concat(), typed: value },
            None => Self { told: "That can’t be computed: check the signs.".to_owned(), typed: self.typed.clone() },
        }
    }
}

/// The calculator; it keeps what it shows while it is hidden.
#[component]
pub fn Calculator() -> Html {
    let slate = use_state(Slate::default);
    let oninput = {
        let slate = slate.clone();
        Callback::from(move |event: InputEvent| {
            let typed = event.target_unchecked_into::<web_sys::HtmlInputElement>().value();
            slate.set(Slate { typed, told: String::new() });
        })
    };
    let onsubmit = {
        let slate = slate.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            slate.set(slate.computed());
        })
    };
    let mut d = Dom::new();
    d.open("form.calculator").on_submit(onsubmit).el("label[for=sum]", "Type a calculation, or tap it");
    d.open("input#sum[type=text][inputmode=decimal][autocomplete=off][enterkeyhint=done]").value(&slate.typed);
    d.on_input(oninput).close().el("p[role=status]", &slate.told).open("div.keys");
    for key in KEYS {
        let slate = slate.clone();
        let name = match key {
            "C" => "Clear",
            "⌫" => "Delete the last sign",
            "÷" => "Divided by",
            "×" => "Times",
            "−" => "Minus",
            "+" => "Plus",
            "=" => "Equals",
            "." => "Point",
            other => other,
        };
        d.open("button[type=button]").attr("aria-label", name).class_if(key == "=", "primary");
        d.on_click(Callback::from(move |_: MouseEvent| slate.set(slate.pressed(key)))).text(key).close();
    }
    d.close();
    d.finish()
}
