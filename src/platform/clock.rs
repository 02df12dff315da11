//! The clock: the one place that asks what time it is.

use crate::engine::time::{Millis, Now};

/// Reads the learner's clock.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this file is the clock")]
pub fn now() -> Now {
    let date = js_sys::Date::new_0();
    // The browser counts minutes from local time to UTC, we count from UTC to local time.
    let utc_offset = -date.get_timezone_offset();
    Now { at: Millis(date.get_time() as i64), utc_offset: utc_offset.clamp(-840.0, 840.0) as i16 }
}

/// Measures a span of time by a clock that never jumps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stopwatch(f64);

impl Stopwatch {
    /// Starts now.
    #[must_use]
    pub fn start() -> Self {
        Self(ticks())
    }

    /// Milliseconds since the start.
    #[must_use]
    pub fn ms(self) -> u32 {
        (ticks() - self.0).clamp(0.0, f64::from(u32::MAX)) as u32
    }
}

/// Milliseconds since the page began; 0 where the browser does not say.
#[expect(clippy::disallowed_methods, reason = "this file is the clock")]
fn ticks() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}
