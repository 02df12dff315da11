//! Copies outside this browser: a file, the share sheet, a file with a passphrase, a file that is kept up to date.

use super::facts::moment;
use super::{Desk, typed};
use crate::engine::progress::export::sealed::{ITERATIONS, NONCE, SALT, Sealed};
use crate::engine::time::Now;
use crate::platform::cipher::{self, Lock};
use crate::platform::fault::Fault;
use crate::platform::picker::{self, Picked};
use crate::platform::{download, share};
use crate::ui::care::{self, Link, Linked};
use crate::ui::dom::Dom;
use crate::ui::wording;

/// Shorter passphrases are guessed too easily, characters.
const SHORTEST: usize = 8;

/// The section.
pub(super) fn copies(d: &mut Dom, desk: &Desk) {
    let app = &desk.app;
    d.el("h2", "A copy outside this browser");
    match care::copied(app) {
        Some(copied) => {
            let at = Now { at: copied.at, utc_offset: app.now().utc_offset };
            d.open("p").text("Last copy: ").text(&moment(at)).text(", with ");
            d.text(&wording::count(copied.answers, "answer", "answers")).text(".").close();
        }
        None => {
            d.el("p", "There is none yet. A copy is the only thing that survives a lost device.");
        }
    }
    d.open("p.row").button("button.primary", "Export my progress", desk.click(|desk| async move { save(&desk).await }));
    if let Some(kind) = share::offered() {
        let share = desk.click(move |desk| async move {
            let text = care::document(&desk.app).await;
            match share::text(&care::file_name(&desk.app), &text, kind).await {
                Ok(true) => done(&desk, "The file was handed over."),
                Ok(false) => desk.say("Nothing was shared."),
                Err(fault) => {
                    desk.say(["It could not be shared (", &fault.to_string(), "). Export it instead."].concat())
                }
            }
        });
        d.button("button", "Share …", share);
    }
    d.close();
    passphrase(d, desk);
    linked(d, desk);
}

/// Offers the log as a file; says how that went.
pub(super) async fn save(desk: &Desk) {
    let text = care::document(&desk.app).await;
    match download::text(&care::file_name(&desk.app), "application/json", &text) {
        Ok(()) => {
            let count = desk.app.record().log().events().len() as u32;
            done(desk, &[&wording::count(count, "event is", "events are"), " in the file."].concat());
        }
        Err(fault) => desk.say(["The file could not be made: ", &fault.to_string(), "."].concat()),
    }
}

fn done(desk: &Desk, words: &str) {
    care::note_copied(&desk.app);
    desk.say(words);
    desk.app.changed();
}

/// A file that only its passphrase opens.
fn passphrase(d: &mut Dom, desk: &Desk) {
    d.open("details").el("summary", "Lock the file with a passphrase");
    d.el("p#lock-hint", "For a file that others may get to see. Without the passphrase nobody can read it, and nobody can tell you what it was: write it down.");
    let lock = desk.submit(|desk| async move {
        let words = typed(&desk.passphrase);
        if words.chars().count() < SHORTEST {
            return desk.say("The passphrase is too short: take 8 characters or more. Four words are good.");
        }
        if words != typed(&desk.again) {
            return desk.say("The two passphrases differ. Type them again.");
        }
        desk.say("Locking …");
        let text = care::document(&desk.app).await;
        let name = care::file_name(&desk.app).replace(".json", "-locked.json");
        let sealed = seal(&text, &words).await;
        match sealed.and_then(|text| download::text(&name, "application/json", &text)) {
            Ok(()) => done(&desk, "The file was made. Only the passphrase opens it."),
            Err(fault) => desk.say(["The file could not be locked: ", &fault.to_string(), "."].concat()),
        }
    });
    d.open("form[aria-label=Lock the file]").on_submit(lock);
    // For a browser that keeps passwords: what this one belongs to.
    d.open("input[type=text][hidden][autocomplete=username][value=Certdeck]").close();
    d.open("div.field").el("label[for=lock]", "Passphrase, 8 characters or more");
    d.open("input#lock[type=password][autocomplete=new-password][aria-describedby=lock-hint]")
        .node_ref(desk.passphrase.clone())
        .close();
    d.close().open("div.field").el("label[for=lock-again]", "The same again");
    d.open("input#lock-again[type=password][autocomplete=new-password]").node_ref(desk.again.clone()).close().close();
    d.open("p.row").open("button[type=submit]").text("Export it locked").close().close().close().close();
}

async fn seal(text: &str, passphrase: &str) -> Result<String, Fault> {
    let (salt, nonce) = (cipher::random(SALT as u32)?, cipher::random(NONCE as u32)?);
    let with = Lock { iterations: ITERATIONS, salt: &salt, nonce: &nonce };
    let data = cipher::lock(text, passphrase, with).await?;
    Ok(Sealed { iterations: ITERATIONS, salt, nonce, data }.write())
}

/// A file that is kept up to date by itself.
fn linked(d: &mut Dom, desk: &Desk) {
    if !picker::offered() {
        return;
    }
    d.el("h3", "Keep a file up to date");
    let linked = desk.app.core().care.linked.clone();
    let Some(Linked { name, link }) = linked else {
        if !desk.app.core().care.recalled {
            d.el("p.quiet", "One moment …");
            return;
        }
        d.el("p", "Pick a file once, in a folder that is synced or backed up. Certdeck takes in what it holds and saves everything into it by itself. Two devices may use the same file.");
        let new = desk.click(|desk| async move { keep(&desk, picker::new("certdeck.json").await).await });
        let existing = desk.click(|desk| async move { keep(&desk, picker::existing().await).await });
        d.open("p.row").button("button", "Make a new file …", new);
        d.button("button", "Use a file of Certdeck …", existing).close();
        return;
    };
    let go_on = |take: bool| desk.click(move |desk| async move { care::go_on(&desk.app, take).await });
    let words = match &link {
        Link::Busy => [&name, " is being read and written …"].concat(),
        Link::Saved(at) => [&name, " holds everything, as of ", &moment(*at), "."].concat(),
        Link::Ask => ["The browser wants you to allow the use of ", &name, " again."].concat(),
        Link::Paused => {
            [&name, " is left alone: it still holds what was deleted or replaced here. Going on would bring that back."]
                .concat()
        }
        Link::Stuck { why, .. } => [&name, ": ", why].concat(),
    };
    d.el("p#linked", &words).open("p.row");
    match link {
        Link::Ask => d.button("button.primary", "Allow it again", go_on(false)),
        Link::Paused => d.button("button", "Go on and merge with it", go_on(false)),
        Link::Stuck { take: true, .. } => d.button("button", "Take what can be read, and write it anew", go_on(true)),
        Link::Stuck { .. } => d.button("button", "Try again", go_on(true)),
        Link::Busy | Link::Saved(_) => d.button("button", "Save into it now", go_on(false)),
    };
    let leave = desk.click(|desk| async move {
        care::let_go(&desk.app).await;
        desk.say("The file stays as it is, and is no longer kept up to date.");
    });
    d.button("button", "Stop using it", leave).close();
}

async fn keep(desk: &Desk, picked: Result<Option<Picked>, Fault>) {
    match picked {
        Ok(Some(picked)) => match care::keep_in(&desk.app, picked).await {
            Ok(()) => desk.say(""),
            Err(fault) => desk.say(
                ["The file is used until you close this page; it can’t be remembered: ", &fault.to_string(), "."]
                    .concat(),
            ),
        },
        Ok(None) => desk.say("No file was picked."),
        Err(fault) => desk.say(["No file could be picked: ", &fault.to_string(), "."].concat()),
    }
}
