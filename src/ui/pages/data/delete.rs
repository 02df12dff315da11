//! Deleting: export is offered first, it takes two clicks, and there is a way back as long as the backup is kept.

use super::{Desk, copies};
use crate::platform::document;
use crate::ui::care;
use crate::ui::dom::Dom;
use yew::prelude::*;

/// The section.
pub(super) fn delete(desk: &Desk) -> Html {
    let app = &desk.app;
    let mut d = Dom::new();
    if !*desk.deleting {
        let deleting = desk.deleting.clone();
        let ask = Callback::from(move |_: MouseEvent| deleting.set(true));
        d.el("h2", "Delete").open("p.row").button("button.danger", "Delete progress …", ask);
        return d.finish();
    }
    d.open("div.panel[role=region][aria-label=Delete progress]").el("h2", "Delete progress");
    d.el("p", "Export first, to be sure. A backup is taken before, and stays in this browser until you remove the backups too.");
    d.open("p.row").button(
        "button.primary",
        "Export first",
        desk.click(|desk| async move { copies::save(&desk).await }),
    );
    if let Some(track) = app.record().snapshot().settings().track.clone() {
        let words = ["Delete ", &app.short(&track), " only"].concat();
        let one = desk.click(move |desk| {
            let track = track.clone();
            async move {
                care::delete_track(&desk.app, track).await;
                desk.deleting.set(false);
                desk.say("The deck’s progress no longer counts.");
            }
        });
        d.button("button.danger", &words, one);
    }
    let all = desk.click(|desk| async move {
        let deleted = care::delete_all(&desk.app).await;
        desk.deleting.set(false);
        match deleted {
            Ok(true) => desk.say("Everything was deleted. The backup that was taken before is in the list above."),
            Ok(false) => desk.say("Everything was deleted."),
            Err(fault) => desk
                .say(["A part could not be deleted (", &fault.to_string(), "). The next start tries again."].concat()),
        }
        document::focus_first("h1[tabindex]");
    });
    let deleting = desk.deleting.clone();
    let close = Callback::from(move |_: MouseEvent| deleting.set(false));
    d.button("button.danger", "Delete everything", all).button("button", "Keep it", close);
    d.finish()
}
