//! Boot: everything is read before the first drawing, so that the static text is replaced by the page at once.

use super::handle::Loading;
use super::shell::{Shell, ShellProps};
use crate::engine::bank::pack::Catalogue;
use crate::engine::progress::codec::{self, CodecError, segment};
use crate::engine::progress::compaction::{SEGMENT, SINGLE};
use crate::engine::progress::event::Event;
use crate::platform::records::{Record as Stored, Records};
use crate::platform::{document, fetch, panic, timer};
use futures_util::future::join;
use std::rc::Rc;

/// The folders of the records that hold events: single ones, and segments.
const FOLDERS: [&str; 2] = ["e", "s"];

/// Where the catalogue is.
const CATALOGUE: &str = "packs/tracks.json";

/// Starts the page.
pub fn start() {
    panic::install();
    timer::spawn(async {
        let (catalogue, (records, stored)) = join(catalogue(false), Records::open(&FOLDERS)).await;
        let read = read(&records, &stored);
        if let Some(root) = document::mount_point("app") {
            let props = ShellProps {
                records,
                catalogue,
                events: Rc::new(read.events),
                newer: read.newer,
                unreadable: read.unreadable,
                singles: stored.iter().filter(|record| record.name.starts_with(SINGLE)).count(),
            };
            yew::Renderer::<Shell>::with_root_and_props(root, props).render();
        }
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
        match events_of(record) {
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

/// The events of one record: a segment has many.
fn events_of(record: &Stored) -> Result<Vec<Event>, CodecError> {
    if record.name.starts_with(SEGMENT) {
        return segment::open(&record.text).and_then(|segment| segment.events());
    }
    codec::decode(&record.text).map(|event| vec![event])
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
