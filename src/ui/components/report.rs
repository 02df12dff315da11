//! "Report a problem": a prepared text that the learner can copy. No request is sent.

use crate::engine::bank::question::ContentHash;
use crate::engine::id::ItemId;
use yew::prelude::*;

/// What [`Report`] is given.
#[derive(Properties, PartialEq)]
pub struct ReportProps {
    /// Which item.
    pub item: ItemId,
    /// Of the wording that was shown.
    pub hash: ContentHash,
    /// The item's first words.
    pub words: String,
    /// The version of the app.
    pub app: AttrValue,
    /// Copies a text; the page knows how.
    pub on_copy: Callback<String>,
    /// Whether it was copied.
    pub copied: bool,
}

/// The prepared text in a field, with a button that copies it.
#[component]
pub fn Report(props: &ReportProps) -> Html {
    let words: String = props.words.chars().take(160).collect();
    let text = format!(
        "Problem with {} (wording {:08x}, Certdeck {})\n\n> {words} …\n\nWhat is wrong (key, explanation, fact, wording, source):\n\n\nWhat would be right, and where it is written:\n\n",
        props.item, props.hash.0, props.app
    );
    let copy = {
        let text = text.clone();
        props.on_copy.reform(move |_: MouseEvent| text.clone())
    };
    html! {
        <details class="report">
            <summary>{ "Report a problem" }</summary>
            <p class="quiet" id="report-how">{ "Nothing is sent from here. Copy this text, complete it and put it into an issue of the project." }</p>
            <textarea readonly=true aria-label="Text of the report" aria-describedby="report-how" value={text} />
            <p class="row"><button type="button" onclick={copy}>{ "Copy the text" }</button><span role="status">{ if props.copied { "Copied." } else { "" } }</span></p>
        </details>
    }
}
