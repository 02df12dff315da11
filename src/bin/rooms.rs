//! Starts all pages: the second artefact, fetched when a page outside the first is wanted.

fn main() {
    certdeck::ui::start(certdeck::ui::contents::all);
}
