//! Copies that leave the browser, and copies that come in: the document is written and read in slices.

use crate::engine::progress::export::{Import, ImportError, LIMIT, Reader, Writer};
use crate::engine::progress::reminder::{Copied, Due, due, may};
use crate::engine::time::Date;
use crate::platform::timer;
use crate::ui::VERSION;
use crate::ui::handle::App;

/// So many events are written, and so many bytes read, before the page may do something else: some milliseconds.
const EVENTS: usize = 1_000;
const BYTES: usize = 192 * 1024;

/// The mark that says when the last copy left this browser.
const EXPORTED: &str = "exported";

/// The mark that says on which day the learner was reminded last.
const REMINDED: &str = "reminded";

/// Everything that has happened, as a file's text.
pub async fn document(app: &App) -> String {
    let mut writer = Writer::default();
    while writer.step(app.record().log(), EVENTS) {
        timer::sleep(0).await;
    }
    writer.finish(VERSION, app.next().device, app.now())
}

/// The name of a file that is made today.
#[must_use]
pub fn file_name(app: &App) -> String {
    ["certdeck-", &Date::from(app.now().study_day(0)).to_string(), ".json"].concat()
}

/// Reads a file's text; `progress` hears in percent how far that is.
///
/// # Errors
/// Why nothing in it can be taken.
pub async fn read(text: String, progress: impl Fn(u32)) -> Result<Import, ImportError> {
    let mut reader = Reader::new(text, LIMIT)?;
    loop {
        if let Some(result) = reader.step(BYTES) {
            return result;
        }
        let (at, of) = reader.progress();
        progress((at as u64 * 100 / (of as u64).max(1)) as u32);
        timer::sleep(0).await;
    }
}

/// How many answers there are.
#[must_use]
pub fn answers(app: &App) -> u32 {
    app.record().snapshot().days(None).iter().map(|(_, tally)| tally.reviews).sum()
}

/// The last copy that left this browser.
#[must_use]
pub fn copied(app: &App) -> Option<Copied> {
    Copied::read(&app.recall(EXPORTED)?)
}

/// A copy with everything has left this browser.
pub fn note_copied(app: &App) {
    let copied = Copied { at: app.now().at, answers: answers(app) };
    app.remember(EXPORTED, Some(&copied.write()));
}

/// Whether a copy is due; `calmly` means not where the learner has put it off today.
#[must_use]
pub fn reminder(app: &App, calmly: bool) -> Option<Due> {
    let record = app.record();
    let now = app.now();
    let rollover = record.snapshot().settings().rollover;
    if calmly && !may(app.recall(REMINDED).as_deref(), now, rollover) {
        return None;
    }
    due(copied(app), answers(app), record.log().events().first().map(|event| event.now.at), now.at)
}

/// The learner doesn't want to hear of it again today.
pub fn put_off(app: &App) {
    let today = app.record().snapshot().today(app.now());
    app.remember(REMINDED, Some(&today.0.to_string()));
    app.changed();
}
