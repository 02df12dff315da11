//! Starts the page with what a first visit needs.

fn main() {
    certdeck::ui::start(certdeck::ui::contents::first);
}
