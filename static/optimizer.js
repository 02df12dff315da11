// Starts the optimiser in its worker. `cargo xtask precache` fills in names and build and writes this file under the
// name `optimizer.<build>.js`: what the page names and what answers it are then of one build, or are told apart.
import init from './__GLUE__';

self.certdeckBuild = '__BUILD__';
// Thrown from a timer it reaches the page as an error of the worker, in every browser.
init({ module_or_path: new URL('./__WASM__', import.meta.url) }).catch((error) => setTimeout(() => { throw error; }));
