//! Starts the page.

fn main() {
    certdeck::ui::start();
}
