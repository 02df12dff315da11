//! The browser, one file per facility, without a study word.
