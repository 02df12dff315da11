//! When to ask again, and what to ask now.

mod reference;
