//! Budgets, and what is measured against them. A budget is a benchmark and never a timed test.
//!
//! | file | decides |
//! |---|---|
//! | `report` | how a figure stands beside its budget |
//! | `history` | a long made-up history |
//! | `shelf` | that history as it is stored |
//! | `bank` | a large made-up bank |
//! | `engine` | the engine with that history, on this machine |
//! | `places` | where in the page the measurements look and click: the one place that knows the page |
//! | `page` | the built site in a real Chromium |
//! | `optimizer` | the worker that fits parameters, in a real Chromium |
//! | `lighthouse` | Lighthouse's own judgement |

mod bank;
mod engine;
mod history;
mod lighthouse;
mod optimizer;
mod page;
mod places;
mod report;
mod run;
mod shelf;

pub(super) use run::run;
