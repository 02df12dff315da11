//! The shell's handle.

use crate::ui::handle::App;
use yew::prelude::*;

/// The handle; the page is drawn anew whenever something changed. Only within the shell.
#[hook]
pub fn use_app() -> App {
    #[expect(clippy::expect_used, reason = "every page is drawn within the shell, which provides the handle")]
    use_context::<App>().expect("a page is drawn within the shell")
}
