//! Looks at a page as those see it who use it with a screen reader, at a small screen, in the dark or with large
//! text: axe-core, sideways scrolling, and the size of targets. Collects everything, so that one run tells all.

use crate::harness::{Visit, engine};
use certdeck::tools::Engine;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// WCAG 2.2 AA in axe's words. The size of targets is not asked for by its tag alone.
const AUDIT: &str = "
    const found = await window.axe.run(document, {
        runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
        rules: { 'target-size': { enabled: true } },
        resultTypes: ['violations'],
    });
    return found.violations.flatMap((violation) => violation.nodes.map((node) =>
        violation.id + ': ' + node.target.join(' ') + ' ' + node.html.slice(0, 120) + ' ' + (node.any.concat(node.all, node.none)[0] || { message: '' }).message));";

/// Wider than the window, with the elements that stick out.
const SIDEWAYS: &str = "
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const out = [...document.querySelectorAll('body *')].filter((e) => {
        const box = e.getBoundingClientRect();
        return box.width && box.right > root.clientWidth + 1 && !e.closest('.scroll > *');
    });
    return ['sideways: ' + root.scrollWidth + ' in ' + root.clientWidth + ' px: ' + out.slice(0, 3).map((e) => e.outerHTML.slice(0, 90)).join(' | ')];";

/// Targets below 24 pixels; links within a line of text are exempt.
const SMALL: &str = "
    return [...document.querySelectorAll('button, summary, select, input, textarea, a.button, header a, .picker a')].filter((e) => {
        const target = e.closest('label') || e;
        const box = target.getBoundingClientRect();
        return e.checkVisibility() && box.width > 1 && Math.min(box.width, box.height) < 23.9 && !e.closest('.skip');
    }).map((e) => 'small: ' + e.outerHTML.slice(0, 100));";

/// How a page is looked at.
#[derive(Clone, Copy)]
struct Way {
    name: &'static str,
    dark: bool,
    width: u32,
    /// Percent of the usual text size.
    text: u32,
}

const fn way(name: &'static str, dark: bool, width: u32, text: u32) -> Way {
    Way { name, dark, width, text }
}

/// All ways, in Chromium, whose window can be of any size; the others look at a phone's width by day.
const WAYS: [Way; 5] = [
    way("light 320", false, 320, 100),
    way("dark 320", true, 320, 100),
    way("light 1280", false, 1280, 100),
    way("dark 1280", true, 1280, 100),
    way("light 1280, text 200 %", false, 1280, 200),
];

/// What was found, and where first.
#[derive(Default)]
pub struct Eyes(BTreeMap<String, Vec<String>>);

impl Eyes {
    /// Looks at what the page shows now.
    pub fn look(&mut self, visit: &Visit, state: &str) {
        if engine() != Engine::Chromium {
            visit.browser.resize(390, 844).expect("a window as wide as a phone");
            self.audit(visit, &format!("{state} (light 390)"));
            return;
        }
        for way in WAYS {
            wear(visit, way);
            self.audit(visit, &format!("{state} ({})", way.name));
        }
        wear(visit, WAYS[2]);
    }

    fn audit(&mut self, visit: &Visit, at: &str) {
        let given = visit.browser.run("return !!window.axe", &[]).expect("the page can be asked");
        if given != true {
            // Through the driver, not through the page: its policy lets no foreign script in.
            visit.browser.run(&axe(), &[]).expect("axe starts");
        }
        for script in [AUDIT, SIDEWAYS, SMALL] {
            let found = visit.browser.run_async(script, &[]).unwrap_or_else(|why| panic!("{at}: {why}"));
            for line in found.as_array().into_iter().flatten().filter_map(Value::as_str) {
                self.0.entry(line.to_owned()).or_default().push(at.to_owned());
            }
        }
    }

    /// Nothing was found.
    pub fn end(self) {
        let line = |(what, places): (&String, &Vec<String>)| {
            format!("{what}\n    at {} and {} more\n", places[0], places.len() - 1)
        };
        let found: String = self.0.iter().map(line).collect();
        assert!(self.0.is_empty(), "{} findings in {}\n{found}", self.0.len(), engine());
    }
}

fn wear(visit: &Visit, way: Way) {
    let metrics = json!({ "width": way.width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
    visit.browser.cdp("Emulation.setDeviceMetricsOverride", metrics).expect("a window of this size");
    let scheme = if way.dark { "dark" } else { "light" };
    let features = json!({ "features": [
        { "name": "prefers-color-scheme", "value": scheme },
        // Colours that are on their way to others would be measured in between.
        { "name": "prefers-reduced-motion", "value": "reduce" },
    ] });
    visit.browser.cdp("Emulation.setEmulatedMedia", features).expect("a scheme of colours");
    let text = if way.text == 100 { String::new() } else { format!("{}%", way.text) };
    visit.browser.run("document.documentElement.style.fontSize = arguments[0]", &[json!(text)]).expect("a text size");
}

/// The checker's script, as `cargo xtask test` installed it.
fn axe() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(".tools/node_modules/axe-core/axe.min.js");
    fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}; `cargo xtask test` installs it", path.display()))
}
