//! Lighthouse's judgement of the built site: mobile, simulated slow 4G, four times slower CPU.

use super::places;
use super::report::Figure;
use crate::tools::install::{self, Engine};
use crate::tools::program::Programs;
use crate::tools::server::{Options, Server};
use crate::tools::trouble::Trouble;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Runs Lighthouse over the judged routes.
pub(super) fn measure(programs: &Programs, site: &Path) -> Result<Vec<Figure>, Trouble> {
    install::lighthouse(programs)?;
    let (chrome, _) = Engine::Chromium
        .find(programs)
        .ok_or_else(|| Trouble::new("Lighthouse needs Chromium", "`cargo xtask test --only e2e` installs it."))?;
    let server = Server::start(Options {
        site: site.to_owned(),
        base: "/certdeck/".to_owned(),
        port: 0,
        report_violations: false,
    })?;
    let mut figures = Vec::new();
    for (name, route) in places::JUDGED {
        let report = programs.tools.join("logs").join("lighthouse.json");
        let mut command = programs.command("lighthouse");
        command
            .arg(format!("{}{route}", server.url()))
            .args(["--quiet", "--output=json", "--output-path"])
            .arg(&report);
        command
            .arg("--chrome-flags=--headless --no-sandbox --disable-background-networking")
            .env("CHROME_PATH", &chrome);
        programs.run("lighthouse", &mut command, "Does `.tools/node_modules/.bin/lighthouse --version` work?")?;
        let text = fs::read_to_string(&report).map_err(|error| Trouble::file(&report, &error))?;
        let report: Value = serde_json::from_str(&text)
            .map_err(|error| Trouble::new(format!("Lighthouse's report cannot be read: {error}"), "Run it again."))?;
        read(name, &report, &mut figures);
    }
    Ok(figures)
}

fn read(page: &str, report: &Value, figures: &mut Vec<Figure>) {
    for (category, words) in [
        ("performance", "performance"),
        ("accessibility", "accessibility"),
        ("best-practices", "best practices"),
        ("seo", "SEO"),
    ] {
        let score = report["categories"][category]["score"].as_f64().unwrap_or(0.0) * 100.0;
        figures.push(Figure::at_least(format!("Lighthouse mobile, {page}: {words}"), score, "", 100.0));
        for missing in failed(report, category) {
            figures.push(Figure::told(format!("    loses points: {missing}"), 0.0, ""));
        }
    }
    let metrics = [
        ("first-contentful-paint", "FCP", "ms", 1050.0),
        ("largest-contentful-paint", "LCP", "ms", 1250.0),
        ("total-blocking-time", "TBT", "ms", 50.0),
        ("cumulative-layout-shift", "CLS", "", 0.01),
    ];
    for (audit, words, unit, budget) in metrics {
        let value = report["audits"][audit]["numericValue"].as_f64().unwrap_or(f64::MAX);
        figures.push(Figure::at_most(format!("{words}, {page}, simulated slow 4G, 4× CPU"), value, unit, budget));
    }
}

/// The audits of a category, metrics apart, that are not fully passed.
fn failed(report: &Value, category: &str) -> Vec<String> {
    let audits = report["categories"][category]["auditRefs"].as_array().into_iter().flatten();
    let weighty = audits.filter(|audit| audit["weight"].as_f64().unwrap_or(0.0) > 0.0 && audit["group"] != "metrics");
    let ids = weighty.filter_map(|audit| audit["id"].as_str());
    ids.filter(|id| report["audits"][id]["score"].as_f64().is_some_and(|score| score < 1.0))
        .map(str::to_owned)
        .collect()
}
