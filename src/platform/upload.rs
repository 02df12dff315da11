//! Reading files that the learner chose, dropped or pasted.

use super::script;
use gloo_events::{EventListener, EventListenerOptions};
use std::fmt;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, Element, Event, File, FileList, HtmlInputElement};

/// A file that was chosen and has not been read.
#[derive(Clone, Debug, PartialEq)]
pub struct Chosen(Source);

#[derive(Clone, Debug, PartialEq)]
enum Source {
    File(File),
    Pasted(String),
}

/// Why a chosen file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UploadError {
    /// Larger than the limit; nothing was read.
    TooLarge {
        /// Of the file.
        bytes: u64,
        /// What would have been read.
        limit_bytes: u64,
    },
    /// Moved, deleted or forbidden since it was chosen.
    Unreadable,
}

impl fmt::Display for UploadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { bytes, limit_bytes } => {
                write!(f, "This file has {bytes} bytes; at most {limit_bytes} can be read. Is it the right one?")
            }
            Self::Unreadable => f.write_str("This file could not be read. Choose it again."),
        }
    }
}

impl std::error::Error for UploadError {}

impl Chosen {
    pub(super) fn file(file: File) -> Self {
        Self(Source::File(file))
    }

    /// The files of a `change` event of a file field. The field forgets them, so that the same file can be chosen
    /// again.
    #[must_use]
    pub fn from_event(event: &Event) -> Vec<Self> {
        let field: Option<HtmlInputElement> = event.target().and_then(|target| target.dyn_into().ok());
        let Some(field) = field else { return Vec::new() };
        let chosen = all(field.files());
        field.set_value("");
        chosen
    }

    /// The file's name, as the learner sees it.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.0 {
            Source::File(file) => file.name(),
            Source::Pasted(_) => "What you pasted".to_owned(),
        }
    }

    /// The size in bytes.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        match &self.0 {
            Source::File(file) => file.size() as u64,
            Source::Pasted(text) => text.len() as u64,
        }
    }

    /// The file's text (bytes that are no UTF-8 become U+FFFD). Its size is looked at before anything is read.
    ///
    /// # Errors
    /// See [`UploadError`].
    pub async fn text(&self, limit_bytes: u64) -> Result<String, UploadError> {
        if self.bytes() > limit_bytes {
            return Err(UploadError::TooLarge { bytes: self.bytes(), limit_bytes });
        }
        match &self.0 {
            Source::File(file) => {
                let text = JsFuture::from(file.text()).await.map_err(|_| UploadError::Unreadable)?;
                text.as_string().ok_or(UploadError::Unreadable)
            }
            Source::Pasted(text) => Ok(text.clone()),
        }
    }
}

fn all(files: Option<FileList>) -> Vec<Chosen> {
    let files = files.as_ref();
    let file = |at| files.and_then(|files| files.get(at)).map(Chosen::file);
    (0..files.map_or(0, FileList::length)).filter_map(file).collect()
}

/// Calls `then` with what is dropped anywhere on the page, and with what is pasted anywhere but in a field for text
/// (except the field of the id `paste`), until dropped.
pub fn watch(then: impl Fn(Vec<Chosen>) + 'static) -> Option<Watch> {
    let document = web_sys::window()?.document()?;
    let then: Rc<dyn Fn(Vec<Chosen>)> = Rc::new(then);
    let listen = |name: &'static str, then: Rc<dyn Fn(Vec<Chosen>)>, data: &'static str| {
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&document, name, options, move |event| {
            let Ok(data) = script::get(event, data).dyn_into::<DataTransfer>() else { return };
            if name == "dragover" {
                // Without this the browser would leave the page for the file.
                event.prevent_default();
                return;
            }
            let mut chosen = all(data.files());
            if name == "paste" && chosen.is_empty() {
                let text = data.get_data("text").unwrap_or_default();
                if text.is_empty() || in_another_field(event) {
                    return;
                }
                chosen.push(Chosen(Source::Pasted(text)));
            }
            event.prevent_default();
            if !chosen.is_empty() {
                then(chosen);
            }
        })
    };
    let nothing: Rc<dyn Fn(Vec<Chosen>)> = Rc::new(|_| {});
    Some(Watch {
        _listeners: [
            listen("dragover", nothing, "dataTransfer"),
            listen("drop", Rc::clone(&then), "dataTransfer"),
            listen("paste", then, "clipboardData"),
        ],
    })
}

fn in_another_field(event: &Event) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.id() != "paste" && element.matches("input, textarea").unwrap_or(false))
}

/// Waiting for files; dropping it ends it.
#[must_use = "dropping it ends the waiting"]
pub struct Watch {
    _listeners: [EventListener; 3],
}
