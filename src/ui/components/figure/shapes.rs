//! What all drawings are made of: words, rectangles, colours.

use crate::ui::dom::Dom;

/// Centred words.
pub const MIDDLE: &str = "text[text-anchor=middle]";
/// Centred words that stand out.
pub const STRONG: &str = "text.strong[text-anchor=middle]";
/// Words that end here.
pub const END: &str = "text[text-anchor=end]";

/// Words in a `text` element.
pub fn words(d: &mut Dom, spec: &'static str, (x, y): (i32, i32), words: &str) {
    d.open(spec).attr_number("x", x).attr_number("y", y).text(words).close();
}

/// Opens a `rect`: left, top, width, height.
pub fn open_rect(d: &mut Dom, spec: &'static str, (x, y, width, height): (i32, i32, i32, i32)) {
    d.open(spec).attr_number("x", x).attr_number("y", y).attr_number("width", width).attr_number("height", height);
}

/// Gives the open element one of the colours: `c` for lines, `f` for areas.
pub fn colour(d: &mut Dom, kind: &str, number: u8) {
    d.class_if(true, &[kind, &number.to_string()].concat());
}
