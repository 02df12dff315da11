//! What Certdeck is, what it promises, and where its questions come from.

use crate::ui::dom::Dom;

/// The disclaimer, in the words that the README uses too.
pub const DISCLAIMER: &str = "Certdeck is an independent, free, open-source study tool. It is not affiliated with, sponsored or endorsed by any certification body. All questions are original; none come from a live exam. PMI, PMP, CAPM, PMI-CPMAI and PMBOK are marks of Project Management Institute, Inc.; Certified ScrumMaster and CSM are marks of Scrum Alliance; AWS is a mark of Amazon.com, Inc. or its affiliates. Names are used only to say what a deck covers. Check the issuer's current outline before you book.";

/// What the schedule and the forecast are worth in simulation.
const EVIDENCE: &str = "https://github.com/certdeck/certdeck/blob/main/docs/evidence.md";

/// The page.
pub fn about(d: &mut Dom) {
    d.el("h1[tabindex=-1]", "About Certdeck");
    d.el("p.lead", "A free and open way to get through a certification exam, with everything that you do kept in your own browser.");
    d.el("h2", "How it works");
    d.el("p", "You answer questions like those of the exam and read the reason for every option. Questions and cards come back just before you would forget them: the times are computed by FSRS, a model of memory fitted to hundreds of millions of reviews, from your own answers.");
    d.el("p", "Say how sure you are when you answer. A lucky guess comes back sooner; something that you were certain of and got wrong comes back first.");
    d.open("p").text("With an exam date, items are asked by what they add to what you will recall on the day. What that is worth against other ways, and where it is not, was tried with simulated learners: ");
    d.link("a", EVIDENCE, "the evidence").text(".").close();
    d.el("h2", "Your data");
    d.el("p", "There is no account and no server. Nothing that you do here leaves this device: the page’s own policy forbids requests to anywhere else. Each answer is written at once to the browser’s storage and to a journal beside it. “Your data” has the export: one file with all of it, which can be imported anywhere.");
    d.el("p", "What no web page can promise: if you choose “clear site data”, use a private window or lose the device, what was only there is gone. Export now and then.");
    d.el("h2", "Keys");
    d.open("p")
        .text("Everything works by keys alone. Press ")
        .el("kbd", "?")
        .text(" on any page for the list.")
        .close();
    d.el("h2", "Questions");
    d.el("p", "All questions are written for Certdeck from public texts that each question names. Every deck’s page shows its counts and how much its wording gives away. If something is wrong, “Report a problem” under the question prepares the text for a report.");
    d.open("p")
        .text("An exam not listed? “AWS Certified Machine Learning – Specialty” was retired on 31 March 2026; the ");
    d.link("a", "#/deck/mla", "AWS Machine Learning Engineer deck").text(" covers its ground today.").close();
    d.el("h2", "Licences");
    d.el("p", "Code: MIT or Apache 2.0. Questions: Creative Commons Attribution-ShareAlike 4.0.");
    d.el("h2", "Independence").el("p.quiet", DISCLAIMER);
}
