//! The backups of this browser: what each holds, and the way back to it.

use super::Desk;
use super::facts::moment;
use crate::engine::progress::backup::Cause;
use crate::ui::care::{self, Kept};
use crate::ui::dom::Dom;
use crate::ui::wording;

/// The section.
pub(super) fn backups(d: &mut Dom, desk: &Desk) {
    d.el("h2", "Backups in this browser");
    let all = match &desk.facts.backups {
        None => {
            d.el("p.quiet", "One moment …");
            return;
        }
        Some(Err(why)) => {
            d.open("p").text("This browser can keep none (").text(why).text("): export instead.").close();
            return;
        }
        Some(Ok(all)) => all,
    };
    d.el("p.quiet", "Taken by themselves: one after each half hour of use, thinned to one a day and one a week as they get older, and one before every import, restoring and deletion. They share what is the same, so they take little room. They help against mistakes, not against a lost device. Adding what one holds only adds; going back makes it everything there is, and what is there now is backed up first.");
    if all.is_empty() {
        d.el("p", "There is none yet.");
    } else {
        d.open("ul.list.backups");
        for kept in all {
            one(d, desk, kept);
        }
        d.close();
    }
    d.open("p.row");
    if !desk.app.record().log().events().is_empty() {
        let take = desk.click(|desk| async move {
            match care::back_up(&desk.app, Cause::Asked).await {
                Ok(_) => desk.say("A backup was taken."),
                Err(fault) => desk.say(["No backup could be taken: ", &fault.to_string(), "."].concat()),
            }
        });
        d.button("button", "Take one now", take);
    }
    if !all.is_empty() {
        let forget = desk.click(|desk| async move {
            match care::forget_backups(&desk.app).await {
                Ok(()) => desk.say("All backups in this browser were removed. Your progress is untouched."),
                Err(fault) => desk.say(["They are still there: ", &fault.to_string(), "."].concat()),
            }
        });
        d.button("button.danger", "Remove all backups", forget);
    }
    d.close();
}

fn one(d: &mut Dom, desk: &Desk, kept: &Kept) {
    let held = &kept.held;
    let title = moment(held.taken);
    d.open("li")
        .key(kept.name())
        .open("details")
        .open("summary")
        .open("span")
        .text(&title)
        .el("small", why(held.cause))
        .close();
    d.el("span.state", &wording::count(held.answers, "answer", "answers")).close();
    d.open("p").text(&wording::count(held.events, "event", "events")).text(", ");
    d.text(&wording::count(held.answers, "answer", "answers"));
    if let Some(day) = held.last {
        d.text("; the last day in it is ").text(&wording::day(day));
    }
    d.text(". ").text(&held.characters.div_ceil(1000).to_string()).text(" kB if it shared nothing.").close();
    d.open("p.row");
    restore(d, desk, kept, "Add what it holds", &title, false);
    restore(d, desk, kept, "Go back to it", &title, true);
    d.close().close().close();
}

fn restore(d: &mut Dom, desk: &Desk, kept: &Kept, words: &str, title: &str, instead: bool) {
    let name = kept.name().to_owned();
    let onclick = desk.click(move |desk| {
        let name = name.clone();
        async move { go(&desk, &name, instead).await }
    });
    d.open("button[type=button]")
        .attr("aria-label", &[words, ": ", title].concat())
        .on_click(onclick)
        .text(words)
        .close();
}

async fn go(desk: &Desk, name: &str, instead: bool) {
    desk.say("Restoring …");
    match care::restore(&desk.app, name, instead).await {
        Ok(brought) => {
            let mut words = [&wording::count(brought.new, "event was", "events were"), " added"].concat();
            if instead {
                words.push_str(&[", ", &wording::count(brought.gone, "was", "were"), " taken away"].concat());
            }
            words.push('.');
            if brought.lost > 0 {
                words.push_str(
                    &[" ", &wording::count(brought.lost, "piece", "pieces"), " of the backup can’t be read any more."]
                        .concat(),
                );
            }
            desk.say(words);
        }
        Err(fault) => desk.say(
            ["Not restored (", &fault.to_string(), "). Nothing is lost: what was there before is in the backups."]
                .concat(),
        ),
    }
}

fn why(cause: Cause) -> &'static str {
    match cause {
        Cause::Regular => "",
        Cause::Asked => "taken by you",
        Cause::Import => "before an import",
        Cause::Restore => "before restoring",
        Cause::Migration => "before an update of the storage",
        Cause::Reset => "before a deck began anew",
        Cause::Delete => "before deleting everything",
    }
}
