//! A fixture: a component that knows the platform and a value of the script world.

use crate::platform::{clock, storage};
use wasm_bindgen::JsValue;
