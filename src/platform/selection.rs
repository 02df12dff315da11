//! What is selected on the page.

use web_sys::Range;

/// What is selected within the element of this id, in characters of its text: from and up to. `None` where nothing
/// is, or what is selected lies outside.
#[must_use]
pub fn within(id: &str) -> Option<(usize, usize)> {
    let window = web_sys::window()?;
    let element = window.document()?.get_element_by_id(id)?;
    let selection = window.get_selection().ok()??;
    if selection.is_collapsed() || selection.range_count() == 0 {
        return None;
    }
    let chosen = selection.get_range_at(0).ok()?;
    let inside = |node: Option<web_sys::Node>| node.is_some_and(|node| element.contains(Some(&node)));
    if !inside(chosen.start_container().ok()) || !inside(chosen.end_container().ok()) {
        return None;
    }
    // The text before the selection, and the selection itself.
    let before = Range::new().ok()?;
    before.select_node_contents(&element).ok()?;
    before.set_end(&chosen.start_container().ok()?, chosen.start_offset().ok()?).ok()?;
    let from = length(&before);
    let to = from + length(&chosen);
    (from < to).then_some((from, to))
}

fn length(range: &Range) -> usize {
    String::from(range.to_string()).chars().count()
}

/// Selects nothing any more.
pub fn clear() {
    if let Some(selection) = web_sys::window().and_then(|window| window.get_selection().ok().flatten()) {
        // Only a selection that is not in a document refuses.
        let _ = selection.remove_all_ranges();
    }
}
