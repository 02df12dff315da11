//! The author's commands: installing tools, building the site, serving, testing and measuring it. Native only.
//!
//! | file | decides |
//! |---|---|
//! | `cli` | which commands there are and what they print |
//! | `trouble` | how a failure says what to do next |
//! | `steps` | how progress is shown; the one place that measures time |
//! | `wait` | how one waits for a thing; the one place that sleeps |
//! | `program` | how other programs are run |
//! | `install` | which tools are needed, and how each is found or got |
//! | `site` | how the site is built |
//! | `split` | what of the compiled program a first visit loads |
//! | `precache` | which files the service worker keeps; the last touches on the page |
//! | `optimizer` | the names of the optimiser's files |
//! | `server` | serving the site as GitHub Pages does |
//! | `webdriver` | driving a real browser |
//! | `bare` | a real browser without a driver, to be killed |
//! | `suite` | what `test` runs, and its summary |
//! | `sizes`, `bench` | what is measured, against which budget |
//! | `simulate` | simulated learners: what the schedule is worth on the day of the exam |

pub mod bare;
mod bench;
pub mod cli;
mod install;
mod optimizer;
pub mod precache;
pub mod program;
pub mod server;
mod simulate;
mod site;
mod sizes;
mod split;
mod steps;
mod suite;
mod trouble;
pub mod wait;
pub mod webdriver;

pub use install::Engine;
pub use trouble::Trouble;
