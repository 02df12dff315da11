//! Options that can be chosen and struck out.

use super::hall::Hall;
use crate::engine::bank::answer::Draft;
use crate::engine::bank::question::{Body, Choice, Question};
use crate::engine::exam::sitting::Action;
use crate::ui::components::ask::{Asked, ask, letter, mark, open_control};
use crate::ui::components::text;
use crate::ui::dom::Dom;
use std::rc::Rc;
use yew::prelude::*;

/// The part of a question that can be answered. What has no options to strike out is asked as elsewhere.
pub fn answers(d: &mut Dom, hall: &Hall, question: &Rc<Question>, struck: u8) {
    let order = hall.order(question);
    let draft = hall.draft(question, &order);
    match (&question.body, &draft) {
        (Body::Single(options), Draft::One(chosen)) => {
            let bits = chosen.map_or(0, |at| 1u8.checked_shl(at.into()).unwrap_or_default());
            choices(d, hall, options, &order, (bits, struck), false);
        }
        (Body::Multiple(options), Draft::Some(bits)) => choices(d, hall, options, &order, (*bits, struck), true),
        _ => {
            let hall = hall.clone();
            let on_change = Callback::from(move |draft| hall.set(draft));
            ask(d, &Asked { question: question.clone(), order, draft, on_change });
        }
    }
}

fn choices(d: &mut Dom, hall: &Hall, options: &[Choice], order: &[u8], (chosen, struck): (u8, u8), several: bool) {
    let at = hall.state().sitting.at();
    d.open("fieldset.options[aria-describedby=stem]").class_if(several, "square");
    d.el("legend.quiet", if several { "Choose as many as the question asks for." } else { "Choose one." });
    for (place, option) in order.iter().copied().enumerate() {
        let Some(choice) = options.get(usize::from(option)) else { continue };
        let bit = 1u8.checked_shl(option.into()).unwrap_or_default();
        let (checked, out) = (chosen & bit != 0, struck & bit != 0);
        let draft = if several { Draft::Some(chosen ^ bit) } else { Draft::One(Some(option)) };
        let set = {
            let hall = hall.clone();
            Callback::from(move |_: Event| hall.set(draft.clone()))
        };
        let strike = {
            let hall = hall.clone();
            Callback::from(move |_: MouseEvent| hall.act(Action::Strike { at, option }))
        };
        d.open("div.option.strikable").class_if(out, "struck").open("label");
        open_control(d, several).attr_number("data-place", place as i32).checked(checked).on_change(set).close();
        let sign = letter(place).to_string();
        mark(d, &sign);
        d.open("span");
        text::line(d, &choice.text);
        d.close();
        if out {
            d.el("span.hidden", " (struck out)");
        }
        d.close().open("button.strike[type=button]").on_click(strike);
        d.attr("aria-pressed", if out { "true" } else { "false" });
        d.attr("aria-label", &["Strike out ", &sign].concat()).attr("title", "Strike out");
        d.el("span[aria-hidden=true]", "S").close().close();
    }
    d.close();
}
