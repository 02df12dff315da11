//! The way into an installed app that has a storage of its own.

use super::Desk;
use crate::platform::clipboard;
use crate::platform::device::Place;
use crate::ui::care;
use crate::ui::dom::Dom;

/// Where the two are apart: what to do on this side.
pub(super) fn moving(d: &mut Dom, desk: &Desk) {
    let empty = desk.app.record().log().events().is_empty();
    match desk.facts.place {
        Place::TabApart => {
            d.open("div.panel#moving").el("h2", "Move to the installed app");
            d.el("p", "On iPhone and iPad the app on the home screen does not see what Safari has stored. Take your progress with you:");
            d.open("ol");
            d.el("li", "Tap “Copy my progress” here (or export a file).");
            d.el("li", "In Safari tap Share, then “Add to Home Screen”, and open Certdeck from there.");
            d.el("li", "There: Your data, “Or paste what you copied”. Then use the app only.");
            d.close().open("p.row");
            let copy = desk.click(|desk| async move {
                let text = care::document(&desk.app).await;
                match clipboard::copy(&text).await {
                    Ok(()) => {
                        desk.say("Your progress is on the clipboard. Paste it in the installed app, under Your data.")
                    }
                    Err(fault) => {
                        desk.say(["It could not be copied (", &fault.to_string(), "). Export a file instead."].concat())
                    }
                }
            });
            if empty {
                d.el("span", "There is nothing to take with you yet: install Certdeck first, then begin.");
            } else {
                d.button("button.primary", "Copy my progress", copy);
            }
            d.close().close();
        }
        Place::AppApart if empty => {
            d.open("div.panel#moving").el("h2", "Coming from Safari?");
            d.el("p", "This app does not see what Safari has stored. Open the site in Safari once more, go to Your data, tap “Copy my progress”, come back, and paste it below.");
            d.close();
        }
        Place::Tab | Place::App | Place::AppApart => {}
    }
}
