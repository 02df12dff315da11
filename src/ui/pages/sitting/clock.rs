//! The clock at the top right: redrawn every second on its own, so that the page need not be.

use super::hall::Hall;
use crate::platform::timer;
use crate::ui::dom::Dom;
use yew::prelude::*;

/// What [`Clock`] is given.
#[derive(Properties)]
pub struct ClockProps {
    pub hall: Hall,
    /// Not shown; it runs all the same.
    pub hidden: bool,
    /// Changes with each drawing of the page.
    pub stamp: u32,
}

impl PartialEq for ClockProps {
    fn eq(&self, other: &Self) -> bool {
        self.hidden == other.hidden && self.stamp == other.stamp
    }
}

/// `3:59:08`; minutes and seconds below an hour.
#[must_use]
pub fn digits(ms: u32) -> String {
    let seconds = ms.div_ceil(1000);
    let two = |number: u32| {
        let text = number.to_string();
        if number < 10 { ["0", &text].concat() } else { text }
    };
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        [&hours.to_string(), ":", &two(minutes), ":", &two(seconds)].concat()
    } else {
        [&minutes.to_string(), ":", &two(seconds)].concat()
    }
}

/// Time left. Silent for screen readers, which can ask for it; milestones are told elsewhere.
#[component]
pub fn Clock(props: &ClockProps) -> Html {
    let beat = use_state(|| 0u32);
    let left = {
        let state = props.hall.state();
        state.sitting.clock_at(props.hall.app.now()).left_ms()
    };
    {
        let beat = beat.clone();
        use_effect_with((*beat, props.stamp), move |(now, _)| {
            let now = *now;
            // When the figure changes next.
            let timer = timer::after((left + 999) % 1_000 + 2, move || beat.set(now.wrapping_add(1)));
            move || drop(timer)
        });
    }
    let hall = props.hall.clone();
    let toggle = Callback::from(move |_: MouseEvent| hall.change(|state| state.clock_hidden = !state.clock_hidden));
    let mut d = Dom::new();
    d.open("button.clock[type=button]").on_click(toggle);
    d.class_if(left < 300_000, "late");
    if props.hidden {
        d.text("Show clock").close();
    } else {
        d.open("span.hidden").text("Time left ").close().open("span[role=timer][aria-live=off]").text(&digits(left));
        d.close().open("span.hidden").text(", hide").close().close();
    }
    d.finish()
}
