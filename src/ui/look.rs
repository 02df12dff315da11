//! How the page looks as a whole: theme, text size, motion.

use crate::engine::progress::event::Theme;
use crate::platform::root;

/// Theme, text size and motion go to the root element. Gives them as the line that the start script reads before the
/// first paint: `theme|size|motion`, each empty where it is as the system has it.
#[must_use]
pub fn look(theme: Theme, size: u16, less: bool) -> String {
    let theme = match theme {
        Theme::System => None,
        Theme::Light => Some("light"),
        Theme::Dark => Some("dark"),
    };
    let size = (size != 100).then(|| [&size.to_string(), "%"].concat());
    let motion = less.then_some("less");
    root::set_attribute("data-theme", theme);
    root::set_property("--text-size", size.as_deref());
    root::set_attribute("data-motion", motion);
    [theme.unwrap_or_default(), "|", size.as_deref().unwrap_or_default(), "|", motion.unwrap_or_default()].concat()
}
