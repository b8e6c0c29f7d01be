//! Text from a record or a file's name, made fit to be shown.

/// The text with an escape in the place of each character that a terminal or an editor would obey and not show: control
/// characters, and those that turn the direction of a line (CVE-2021-42574).
pub(crate) fn visible(text: impl Into<String>) -> String {
    let text = text.into();
    if !text.contains(is_obeyed) {
        return text;
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        if is_obeyed(letter) { shown.extend(letter.escape_default()) } else { shown.push(letter) }
    }
    shown
}

fn is_obeyed(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn what_would_be_obeyed_is_escaped_and_nothing_else() {
        assert_eq!(visible("é\u{1f9b5} `a` \u{fffd}\\"), "é\u{1f9b5} `a` \u{fffd}\\");
        assert_eq!(visible("a\tb\nc\u{1b}[31m"), "a\\tb\\nc\\u{1b}[31m");
        assert_eq!(visible("\u{9b}31m \u{202e}"), "\\u{9b}31m \\u{202e}");
    }
}
