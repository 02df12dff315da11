//! Decks: fetched when a page needs one; the first page's already before it is drawn.

use super::boot;
use super::handle::{Core, Loading};
use super::route::Route;
use crate::engine::bank::deck::Deck;
use crate::engine::bank::pack::{Catalogue, Entry, Pack};
use crate::engine::exam::trend::forms_sat;
use crate::engine::id::TrackId;
use crate::engine::progress::record::Record;
use crate::engine::sorted::Set;
use crate::platform::{fetch, rooms};
use futures_util::future::join;
use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

/// A deck that is on its way since before the page was drawn.
pub struct Early {
    /// Whose.
    pub track: TrackId,
    /// The deck, once it is here.
    pub deck: Pin<Box<dyn Future<Output = Loading<Rc<Deck>>>>>,
}

/// The track whose deck a page shows.
#[must_use]
pub fn wanted(route: &Route) -> Option<&TrackId> {
    match route {
        Route::Study(track) | Route::Practice(track) | Route::Library(track) => track.as_ref(),
        Route::Minutes(track, _) | Route::Set(track, _) => Some(track),
        _ => None,
    }
}

/// Fetches a track's deck.
pub async fn deck(shared: &RefCell<Core>, track: &TrackId, again: bool) -> Loading<Rc<Deck>> {
    let mut catalogue = shared.borrow().catalogue.clone();
    if again && !matches!(catalogue, Loading::Ready(_)) {
        catalogue = boot::catalogue(true).await;
        shared.borrow_mut().catalogue = catalogue.clone();
    }
    let pack = pack(catalogue, track.clone(), again).await;
    let sat = sat(&shared.borrow().record, track);
    whole(pack, sat, again).await
}

/// Reserved forms that were sat.
#[must_use]
pub fn sat(record: &Record, track: &TrackId) -> Set<u8> {
    // A first visit does without what follows.
    if record.log().events().is_empty() {
        return Set::new();
    }
    forms_sat(record.snapshot(), track)
}

/// A deck without its reserved forms, and the catalogue that names them.
pub struct Fetched {
    catalogue: Rc<Catalogue>,
    deck: Deck,
}

/// What the catalogue says of a track.
fn entry<'c>(catalogue: &'c Catalogue, track: &TrackId) -> Option<&'c Entry> {
    catalogue.tracks.iter().find(|entry| entry.track.id == *track)
}

/// Fetches and reads the pack of a track.
///
/// # Errors
/// A sentence for the learner.
pub async fn pack(catalogue: Loading<Rc<Catalogue>>, track: TrackId, again: bool) -> Result<Fetched, String> {
    let Loading::Ready(catalogue) = catalogue else {
        return Err("The list of decks could not be loaded. Try again while online.".to_owned());
    };
    let Some(entry) = entry(&catalogue, &track) else {
        return Err("There is no such deck.".to_owned());
    };
    let Some(file) = &entry.pack else {
        return Err(format!("{} has no questions yet; its exam facts are on its page.", entry.track.short));
    };
    let path = ["packs/", file].concat();
    let (text, ready) = join(fetch::text(&path, again), rooms::ready(false)).await;
    let text = text.map_err(|error| error.to_string())?;
    if !ready {
        return Err("A part of Certdeck did not arrive. Try again while online.".to_owned());
    }
    let deck = arrived(entry, &text)?;
    Ok(Fetched { catalogue, deck })
}

/// Reads a track's pack. On its own: it is in the part for Study, and what waits for that part cannot be.
#[inline(never)]
fn arrived(entry: &Entry, text: &str) -> Result<Deck, String> {
    match Pack::read(text) {
        Ok(pack) if pack.track == entry.track.id => Ok(Deck::new(entry, pack)),
        Ok(_) => Err("The file holds another deck. Reload the page while online.".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

/// Makes a deck whole: with the reserved forms that were sat.
pub async fn whole(fetched: Result<Fetched, String>, sat: Set<u8>, again: bool) -> Loading<Rc<Deck>> {
    let Fetched { catalogue, mut deck } = match fetched {
        Ok(fetched) => fetched,
        Err(why) => return Loading::Failed(why),
    };
    // Reserved forms that were sat are studied from the next start on; one that can't be had now comes another time.
    let forms = entry(&catalogue, &deck.track.id).map_or(&[][..], |entry| &entry.forms);
    for file in forms.iter().filter(|file| sat.contains(&file.form)) {
        if let Ok(text) = fetch::text(&["packs/", &file.pack].concat(), again).await {
            release(&mut deck, &text);
        }
    }
    Loading::Ready(Rc::new(deck))
}

#[inline(never)]
fn release(deck: &mut Deck, text: &str) {
    if let Ok(form) = Pack::read(text)
        && form.track == deck.track.id
    {
        deck.release(form);
    }
}
