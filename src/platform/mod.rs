//! The browser, one file per facility, without a study word.
//!
//! No value of the browser's script world leaves this room: what comes out are numbers, text and small enums.
//! Everything here can be missing, blocked, full or slow; a [`fault::Fault`] says which.

pub mod fault;
pub(crate) mod message;

#[cfg(feature = "web")]
pub mod backups;
#[cfg(feature = "web")]
pub mod badge;
#[cfg(feature = "web")]
mod channel;
#[cfg(feature = "web")]
pub mod cipher;
#[cfg(feature = "web")]
pub mod clipboard;
#[cfg(feature = "web")]
pub mod clock;
#[cfg(feature = "web")]
mod database;
#[cfg(feature = "web")]
pub mod device;
#[cfg(feature = "web")]
pub mod document;
#[cfg(feature = "web")]
pub mod download;
#[cfg(feature = "web")]
pub mod entropy;
#[cfg(feature = "web")]
pub mod fetch;
#[cfg(feature = "web")]
mod journal;
#[cfg(feature = "web")]
pub mod keys;
#[cfg(feature = "web")]
pub mod launch;
#[cfg(feature = "web")]
pub mod lifecycle;
#[cfg(feature = "web")]
pub mod location;
#[cfg(feature = "web")]
pub mod locks;
#[cfg(feature = "web")]
pub mod media;
#[cfg(feature = "web")]
pub mod panic;
#[cfg(feature = "web")]
pub mod picker;
#[cfg(feature = "web")]
pub mod port;
#[cfg(feature = "web")]
pub mod pulse;
#[cfg(feature = "web")]
pub mod quarantine;
#[cfg(feature = "web")]
pub mod records;
#[cfg(feature = "web")]
pub mod rooms;
#[cfg(feature = "web")]
pub mod root;
#[cfg(feature = "web")]
mod script;
#[cfg(feature = "web")]
pub mod selection;
#[cfg(feature = "web")]
pub mod service_worker;
#[cfg(feature = "web")]
pub mod share;
#[cfg(feature = "web")]
pub mod storage;
#[cfg(feature = "web")]
pub mod timer;
#[cfg(feature = "web")]
pub mod unload;
#[cfg(feature = "web")]
pub mod upload;
#[cfg(feature = "web")]
pub mod usage;
