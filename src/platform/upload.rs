//! Reading a file that the learner chose or dropped.

use std::fmt;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, Event, File, FileList, HtmlInputElement};

/// A file that was chosen and has not been read.
#[derive(Clone, Debug, PartialEq)]
pub struct Chosen(File);

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
    /// The first file of a `change` event of a file field, or of a `drop` event. The field forgets it, so that the
    /// same file can be chosen again.
    #[must_use]
    pub fn from_event(event: &Event) -> Option<Self> {
        let first = |files: Option<FileList>| files.and_then(|files| files.get(0)).map(Self);
        if let Some(drop) = event.dyn_ref::<DragEvent>() {
            return first(drop.data_transfer().and_then(|data| data.files()));
        }
        let field: HtmlInputElement = event.target()?.dyn_into().ok()?;
        let chosen = first(field.files());
        field.set_value("");
        chosen
    }

    /// The file's name, as the learner sees it.
    #[must_use]
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// The size in bytes.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.0.size() as u64
    }

    /// The file's text (bytes that are no UTF-8 become U+FFFD). Its size is looked at before anything is read.
    ///
    /// # Errors
    /// See [`UploadError`].
    pub async fn text(&self, limit_bytes: u64) -> Result<String, UploadError> {
        if self.bytes() > limit_bytes {
            return Err(UploadError::TooLarge { bytes: self.bytes(), limit_bytes });
        }
        let text = JsFuture::from(self.0.text()).await.map_err(|_| UploadError::Unreadable)?;
        text.as_string().ok_or(UploadError::Unreadable)
    }
}
