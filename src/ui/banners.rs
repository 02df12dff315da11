//! What must be said on every page: nothing is saved, data are newer, a new version waits.

use super::dom::Dom;
use super::handle::App;
use super::route::Route;
use crate::platform::location;
use crate::platform::records::{Keeping, Records};
use crate::platform::service_worker::{self, Update};
use yew::prelude::*;

/// A banner's words; what can be done about it follows.
fn begin_banner(d: &mut Dom, bad: bool, words: &str) {
    d.open("div.banner[role=region][aria-label=Notice]").class_if(bad, "bad").open("div").el("p", words);
}

fn end_banner(d: &mut Dom) {
    d.close().close();
}

/// What must be said on every page: nothing is saved, data are newer, a new version waits.
pub(super) fn banners(d: &mut Dom, app: &App, records: &Records, update: Option<Update>) {
    let core = app.core();
    let reload = Callback::from(|_: MouseEvent| location::reload());
    if core.newer {
        begin_banner(
            d,
            true,
            "This browser holds progress of a newer Certdeck. Update Certdeck: until then nothing that you do here is saved.",
        );
        d.button("button.primary", "Reload", reload).link("a.button", "#/data", "Download my progress");
        return end_banner(d);
    }
    if let Keeping::MemoryOnly(fault) = core.health.keeping() {
        let records = records.clone();
        let retry = Callback::from(move |_: MouseEvent| {
            let _shown_by_health = records.retry();
        });
        let words = [
            "Nothing can be saved (",
            &fault.to_string(),
            "): what you do is in memory and gone when you close this page.",
        ];
        begin_banner(d, true, &words.concat());
        d.link("a.button", "#/data", "Download my progress").button("button", "Try again", retry);
        end_banner(d);
    }
    // Offered at a pause, never in the middle of a set.
    if matches!(
        app.route,
        Route::Study(_) | Route::Minutes(..) | Route::Practice(_) | Route::Set(..) | Route::Sitting(_)
    ) {
        return;
    }
    match update {
        Some(Update::Ready) => {
            begin_banner(d, false, "A new version of Certdeck is ready.");
            d.button("button.primary", "Update now", Callback::from(|_| service_worker::accept()));
        }
        Some(Update::TakenElsewhere) => {
            begin_banner(d, false, "Certdeck was updated in another tab.");
            d.button("button.primary", "Reload", reload);
        }
        None => return,
    }
    end_banner(d);
}
