//! The built site in a real browser, served as GitHub Pages serves it.
//!
//! `cargo xtask test` builds the site, then runs these tests once for each engine. By hand:
//! `CERTDECK_ENGINE=firefox CERTDECK_SITE=dist cargo test --features tools --test e2e -- --ignored --test-threads 1`.

mod a11y;
mod backups;
mod bank;
mod clock;
mod crash;
mod data;
mod delivery;
mod drills;
mod exam;
mod eyes;
mod files;
mod first;
mod harness;
mod learner;
mod library;
mod packs;
mod past;
mod plan;
mod practice;
mod storage;
mod study;
mod tabs;
mod tuning;
