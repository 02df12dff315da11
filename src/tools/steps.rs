//! Progress on long steps, and the stopwatch of the author's commands.

use std::io::Write;
use std::time::Instant;

/// A stopwatch.
#[derive(Clone, Copy, Debug)]
pub struct Timer(Instant);

impl Timer {
    /// Starts now.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the author's commands are timed here and nowhere else")]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// Whole milliseconds since the start.
    #[must_use]
    pub fn ms(self) -> u64 {
        self.0.elapsed().as_millis().try_into().unwrap_or(u64::MAX)
    }

    /// Microseconds since the start, with fractions of a thousandth.
    #[must_use]
    pub fn micros(self) -> f64 {
        self.0.elapsed().as_secs_f64() * 1e6
    }
}

/// Says what begins: one line, flushed, because what follows may take minutes.
pub fn say(line: &str) {
    println!("{line}");
    // Whoever closed the other end does not want to read on.
    let _ = std::io::stdout().flush();
}

/// Says what begins and, when it is over, how long it took.
///
/// # Errors
/// What the step says.
pub fn step<T, E>(what: &str, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    say(&format!("  {what} …"));
    let timer = Timer::start();
    let result = work();
    if timer.ms() >= 2_000 {
        say(&format!("    {} after {}", if result.is_ok() { "done" } else { "failed" }, seconds(timer.ms())));
    }
    result
}

/// `12 s`, `3 min 20 s`.
#[must_use]
pub fn seconds(ms: u64) -> String {
    let seconds = ms / 1000;
    if seconds < 100 { format!("{seconds} s") } else { format!("{} min {} s", seconds / 60, seconds % 60) }
}
