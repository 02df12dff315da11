//! Scripts and style sheets without what only people read: indentation, empty lines, comments on lines of their own.

/// The text without them. Nothing else changes: no line is joined to another, and nothing inside a line is touched.
#[must_use]
pub fn slim(text: &str) -> String {
    let mut slim = String::with_capacity(text.len());
    let mut comment = false;
    for line in text.lines().map(str::trim) {
        if comment || line.starts_with("/*") {
            comment = !line.contains("*/");
            // Code behind a comment on the same line stays.
            if let (false, Some((_, rest))) = (comment, line.split_once("*/")) {
                push(&mut slim, rest.trim());
            }
        } else if !line.starts_with("//") {
            push(&mut slim, line);
        }
    }
    slim
}

fn push(slim: &mut String, line: &str) {
    if !line.is_empty() {
        slim.push_str(line);
        slim.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::slim;

    #[test]
    fn what_is_for_people_goes() {
        for (text, expect) in [
            ("  a();\n\n  // why\n  b('// no comment'); // stays\n", "a();\nb('// no comment'); // stays\n"),
            ("/** one */\nc();\n/*\n * two\n */\nd();", "c();\nd();\n"),
            ("/* three */ .e { f: g }\n", ".e { f: g }\n"),
            ("", ""),
        ] {
            assert_eq!(slim(text), expect);
        }
    }
}
