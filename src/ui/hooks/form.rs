//! The pack of a reserved form: fetched only by the pages of mock exams, and only when it is needed.

use crate::engine::bank::deck::Deck;
use crate::engine::bank::pack::{Entry, Pack};
use crate::engine::id::EventId;
use crate::engine::progress::exam::Source;
use crate::platform::{fetch, timer};
use crate::ui::handle::{App, Loading};
use std::rc::Rc;
use yew::prelude::*;

/// A form's deck where one is asked for, and a way to try again.
#[derive(Clone)]
pub struct Form {
    /// Ready without a deck where none is asked for.
    pub deck: Loading<Option<Rc<Deck>>>,
    /// Fetches it again after a failure.
    pub again: Callback<MouseEvent>,
}

/// The deck of a track's reserved form (from 1); of none where `form` is none.
#[hook]
pub fn use_form(entry: Option<&Entry>, form: Option<u8>) -> Form {
    let tries = use_state(|| 0u32);
    // What was fetched, and for what.
    let held = use_state(|| (String::new(), Loading::Waiting));
    let file = entry.zip(form).map(|(entry, form)| {
        let file = entry.forms.iter().find(|file| file.form == form);
        file.map(|file| file.pack.clone()).unwrap_or_default()
    });
    {
        let (held, entry) = (held.setter(), entry.cloned());
        use_effect_with((file.clone(), *tries), move |(file, tries)| {
            let (Some(file), Some(entry), again) = (file.clone(), entry, *tries > 0) else { return };
            timer::spawn(async move {
                let deck = if file.is_empty() {
                    Loading::Failed("This deck has no such form.".to_owned())
                } else {
                    fetched(&entry, &file, again).await
                };
                held.set((file, deck));
            });
        });
    }
    let deck = match &file {
        None => Loading::Ready(None),
        Some(file) if held.0 == *file => held.1.clone(),
        Some(_) => Loading::Waiting,
    };
    let again = Callback::from(move |_: MouseEvent| {
        held.set((String::new(), Loading::Waiting));
        tries.set(*tries + 1);
    });
    Form { deck, again }
}

/// The deck of the reserved form that a sitting is of; of none where it is of none.
#[hook]
pub fn use_form_of(app: &App, entry: Option<&Entry>, sitting: EventId) -> Form {
    let form = {
        let record = app.record();
        let source = record.snapshot().sitting(sitting).map(|log| log.started.source.clone());
        if let Some(Source::Form(form)) = source { Some(form) } else { None }
    };
    use_form(entry, form)
}

async fn fetched(entry: &Entry, file: &str, again: bool) -> Loading<Option<Rc<Deck>>> {
    let text = match fetch::text(&["packs/", file].concat(), again).await {
        Ok(text) => text,
        Err(error) => return Loading::Failed(error.to_string()),
    };
    match Pack::read(&text) {
        Ok(pack) if pack.track == entry.track.id => Loading::Ready(Some(Rc::new(Deck::new(entry, pack)))),
        Ok(_) => Loading::Failed("The file holds another deck. Reload the page while online.".to_owned()),
        Err(error) => Loading::Failed(error.to_string()),
    }
}
