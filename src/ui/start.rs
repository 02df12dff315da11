//! A heading, to test delivery with.

use yew::prelude::*;

/// The page.
#[component]
fn Page() -> Html {
    html! { <h1 tabindex="-1">{ "Certdeck" }</h1> }
}

/// Starts the page.
pub fn start() {
    crate::platform::panic::install();
    if let Some(root) = crate::platform::document::mount_point("app") {
        yew::Renderer::<Page>::with_root(root).render();
    }
    wasm_bindgen_futures::spawn_local(async {
        let (records, all) = crate::platform::records::Records::open("e").await;
        let record = crate::platform::records::Record { name: all.len().to_string(), text: "x".into() };
        let _ = records.put(&[record]);
        let health = records.settled().await;
        crate::platform::root::set_attribute("data-health", Some(&format!("{} {health:?}", all.len())));
        crate::platform::timer::sleep(1_000_000).await;
        drop(records);
    });
}
