//! Waiting for a thing, never for a time.

use super::steps::Timer;
use std::time::Duration;

/// How often one looks.
const EVERY: Duration = Duration::from_millis(20);

/// Looks until there is something to be had, at most so many milliseconds.
pub fn until<T>(limit_ms: u64, mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let timer = Timer::start();
    loop {
        if let Some(found) = look() {
            return Some(found);
        }
        if timer.ms() >= limit_ms {
            return None;
        }
        pause();
    }
}

/// A short rest between two looks.
#[expect(clippy::disallowed_methods, reason = "this is the one place that rests, between two looks")]
pub fn pause() {
    std::thread::sleep(EVERY);
}
