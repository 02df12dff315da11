//! What a page and its worker send each other: `[build, version, kind, words]`.
//!
//! `build` names the files that the sender was loaded from. A browser or a cache on the way may bring files of two
//! builds together; what comes from another one is refused, whatever it says.

use js_sys::{Array, Uint32Array};
use wasm_bindgen::{JsCast, JsValue};

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Message {
    /// Whence the sender comes.
    pub build: String,
    /// Of what the words mean.
    pub version: u32,
    /// What it is.
    pub kind: Kind,
    /// What it says.
    pub words: Vec<u32>,
}

/// What a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The worker listens now.
    Ready = 0,
    /// The page asks.
    Question = 1,
    /// The worker answers.
    Answer = 2,
}

impl Message {
    /// As the browser carries it.
    pub fn write(&self) -> JsValue {
        Array::of4(
            &JsValue::from_str(&self.build),
            &JsValue::from_f64(f64::from(self.version)),
            &JsValue::from_f64(f64::from(self.kind as u8)),
            &Uint32Array::from(self.words.as_slice()),
        )
        .into()
    }

    /// As the browser has brought it; `None` where it is no message.
    pub fn read(value: &JsValue) -> Option<Self> {
        let parts: &Array = value.dyn_ref()?;
        let kind = parts.get(2).as_f64()?;
        Some(Self {
            build: parts.get(0).as_string()?,
            version: parts.get(1).as_f64()? as u32,
            kind: [Kind::Ready, Kind::Question, Kind::Answer]
                .into_iter()
                .find(|known| f64::from(*known as u8) == kind)?,
            words: parts.get(3).dyn_ref::<Uint32Array>()?.to_vec(),
        })
    }
}
