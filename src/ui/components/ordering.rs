//! Ordering: each step moves up and down by buttons, so that it works by tap, by keys and by voice.

use super::ask::mark;
use crate::ui::dom::Dom;
use web_sys::HtmlElement;
use yew::prelude::*;

/// What [`Ordering`] is given.
#[derive(Properties, PartialEq)]
pub struct OrderingProps {
    /// The words of the steps, in stored order.
    pub steps: Vec<String>,
    /// Their stored indices in the order on the screen.
    pub order: Vec<u8>,
    /// Called with the new order.
    pub on_change: Callback<Vec<u8>>,
}

/// A list whose items can be moved.
#[component]
pub fn Ordering(props: &OrderingProps) -> Html {
    let last = props.order.len().saturating_sub(1);
    let moved = use_state(|| (String::new(), String::new()));
    let target = use_node_ref();
    // A step that moves is taken out of the page for a moment and loses the focus: its button gets it back.
    {
        let target = target.clone();
        use_effect_with((*moved).clone(), move |_| {
            if let Some(button) = target.cast::<HtmlElement>() {
                let _gone = button.focus();
            }
        });
    }
    let mut d = Dom::new();
    d.open("fieldset[aria-describedby=stem]").el("legend.quiet", "Put the steps in order: first at the top.");
    d.open("ol.options");
    for (place, at) in props.order.iter().enumerate() {
        // Keyed by the step itself: the focus stays on the button of the step that moved.
        d.open("li.option.step").key(&at.to_string());
        mark(&mut d, &(place + 1).to_string());
        d.el("span", props.steps.get(usize::from(*at)).map_or("", String::as_str)).open("span.move");
        button(&mut d, props, (&moved, &target), place, (place > 0).then(|| place - 1), "up", "↑");
        button(&mut d, props, (&moved, &target), place, (place < last).then_some(place + 1), "down", "↓");
        d.close().close();
    }
    d.close().el("p.hidden[role=status]", &moved.0);
    d.finish()
}

/// Moves the step at `place` to where `other` stands; without it there is nowhere to go.
fn button(
    d: &mut Dom,
    props: &OrderingProps,
    (moved, target): (&UseStateHandle<(String, String)>, &NodeRef),
    place: usize,
    other: Option<usize>,
    word: &str,
    arrow: &str,
) {
    let (order, setter, on_change) = (props.order.clone(), moved.setter(), props.on_change.clone());
    let id = ["step-", word, "-", &props.order.get(place).copied().unwrap_or_default().to_string()].concat();
    let name = id.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        let Some(other) = other else { return };
        let mut order = order.clone();
        order.swap(place, other);
        let words = ["Step ", &(place + 1).to_string(), " is now step ", &(other + 1).to_string(), "."].concat();
        setter.set((words, name.clone()));
        on_change.emit(order);
    });
    d.open("button[type=button]").attr("id", &id).attr_if(other.is_none(), "aria-disabled", "true").on_click(onclick);
    if moved.1 == id {
        d.node_ref(target.clone());
    }
    d.attr("aria-label", &["Move step ", &(place + 1).to_string(), " ", word].concat()).text(arrow).close();
}
