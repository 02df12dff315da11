#![no_main]

use certdeck::ui::route::Route;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let route = Route::parse(&String::from_utf8_lossy(data));
    // A place has one address; what is no place stays none.
    assert!(matches!(route, Route::Unknown(_)) || Route::parse(&route.hash()) == route);
});
