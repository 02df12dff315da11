//! The wording, taken together, gives no key away.

use super::Refusals;
use crate::content::bank::Bank;
use crate::content::figures::{bounded, figures};

pub(super) fn bounds(bank: &Bank, out: &mut Refusals<'_>) {
    let rule = out.rule();
    for track in &bank.tracks {
        let Some(cues) = figures(track).cues else { continue };
        for figure in bounded(&cues).iter().filter(|figure| figure.rule == rule && !figure.holds()) {
            let message = format!(
                "{}: {}: {}, allowed is {} to {} (over {} single-answer items)",
                track.name,
                figure.name,
                figure.print(figure.value),
                figure.print(figure.low),
                figure.print(figure.high),
                cues.items
            );
            let help = match figure.rule {
                "cue-longest" | "cue-shortest" | "cue-length" => {
                    "reword options until the key is as often the shortest, a middle and the longest one"
                }
                "cue-position" => "move the options of some items, so that keys stand at all four places",
                _ => "take absolute words out of the options, or put them into keys and distractors alike",
            };
            out.refuse(&track.file, 0, message, help);
        }
    }
}
