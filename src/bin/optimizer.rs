//! Starts the worker that fits the memory's parameters.

fn main() {
    certdeck::worker::start();
}
