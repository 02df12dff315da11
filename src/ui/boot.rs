//! Boot: everything is read before the first drawing, so that the static text is replaced by the page at once.

use super::contents::Contents;
use super::handle::Loading;
use super::shell::{Shell, ShellProps};
use super::stored;
use crate::engine::bank::pack::Catalogue;
use crate::engine::progress::codec::CodecError;
use crate::engine::progress::event::Event;
use crate::platform::records::{Record as Stored, Records};
use crate::platform::{document, fetch, panic, rooms, timer};
use futures_util::future::join;
use std::cell::RefCell;
use std::rc::Rc;

/// The folders of the records that hold events: single ones, and segments.
const FOLDERS: [&str; 2] = ["e", "s"];

/// Where the catalogue is.
const CATALOGUE: &str = "packs/tracks.json";

/// Starts the page with these contents; takes the place of a program that was there before.
pub fn start(contents: Contents) {
    panic::install();
    timer::spawn(async move {
        let (catalogue, (records, mut stored)) = join(catalogue(false), Records::open(&FOLDERS)).await;
        let Some(root) = document::mount_point("app") else { return };
        let left = rooms::take_over();
        let takes_over = left.is_some();
        let left = left.unwrap_or_default();
        stored.extend_from_slice(&left);
        let read = read(&records, &stored);
        let withheld = if read.newer {
            left
        } else {
            // A refusal shows in the health, as it did before.
            let _refused = records.put(&left);
            Vec::new()
        };
        let withheld = Rc::new(RefCell::new(withheld));
        let props = ShellProps {
            contents,
            takes_over,
            withheld: withheld.clone(),
            records: records.clone(),
            catalogue,
            events: Rc::new(read.events),
            newer: read.newer,
            unreadable: read.unreadable,
            singles: stored::singles(&stored),
        };
        let app = yew::Renderer::<Shell>::with_root_and_props(root, props).render();
        rooms::give_way(move || {
            app.destroy();
            let mut left = records.unsettled();
            records.leave();
            left.append(&mut withheld.borrow_mut());
            left
        });
    });
}

/// What was read from storage.
pub struct Read {
    /// What is readable.
    pub events: Vec<Event>,
    /// Something is of a newer version.
    pub newer: bool,
    /// What was moved to quarantine.
    pub unreadable: u32,
}

/// Decodes stored records; what is damaged goes to quarantine, what is newer stays where it is.
#[must_use]
pub fn read(records: &Records, stored: &[Stored]) -> Read {
    let mut read = Read { events: Vec::with_capacity(stored.len()), newer: false, unreadable: 0 };
    for record in stored {
        match stored::events(record) {
            Ok(events) => read.events.extend(events),
            Err(CodecError::Newer(_)) => read.newer = true,
            Err(CodecError::Damaged) => {
                read.unreadable += 1;
                // Where quarantine has no room the record stays where it is, unread but untouched.
                let _kept = records.quarantine(record);
            }
        }
    }
    read
}

/// Fetches the catalogue.
pub async fn catalogue(again: bool) -> Loading<Rc<Catalogue>> {
    match fetch::text(CATALOGUE, again).await {
        Err(error) => Loading::Failed(error.to_string()),
        Ok(text) => match Catalogue::read(&text) {
            Ok(catalogue) => Loading::Ready(Rc::new(catalogue)),
            Err(error) => Loading::Failed(error.to_string()),
        },
    }
}
