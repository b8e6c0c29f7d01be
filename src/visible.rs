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

/// Controls, the marks and brackets that turn the direction of a line, and the line ends that only some programs know.
pub(crate) fn is_obeyed(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}

/// JSON with escapes in the place of such characters in its texts, which say the same to whoever reads it: a terminal may show it.
pub(crate) fn visible_json(json: String) -> String {
    let is_raw = |letter: char| is_obeyed(letter) && letter != '\n';
    if !json.contains(is_raw) {
        return json;
    }
    let mut shown = String::with_capacity(json.len() + 16);
    for letter in json.chars() {
        if is_raw(letter) {
            // All of them are in the basic plane.
            shown.push_str(&format!("\\u{:04x}", u32::from(letter)));
        } else {
            shown.push(letter);
        }
    }
    shown
}

/// The start of a text of more than `most` letters, with how many it has.
pub(crate) fn brief(text: &str, most: usize) -> std::borrow::Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => {
            let start = text.get(..end).unwrap_or_default();
            format!("{start}… ({})", crate::count::count(text.chars().count(), "character")).into()
        }
        None => text.into(),
    }
}

/// A message in which each long passage between back-ticks is cut to its start and its end: nobody reads a value of a megabyte.
pub(crate) fn brief_message(text: String) -> String {
    const LONG: usize = 1000;
    const QUOTED: usize = 200;
    if text.len() <= LONG {
        return text;
    }
    let cut = |(place, part): (usize, &str)| {
        let number = part.chars().count();
        if place % 2 == 0 || number <= QUOTED {
            return part.to_owned();
        }
        let start: String = part.chars().take(QUOTED / 2).collect();
        let end: String = part.chars().skip(number - QUOTED / 4).collect();
        format!("{start}…{end}")
    };
    let cut = text.split('`').enumerate().map(cut).collect::<Vec<_>>().join("`");
    brief(&cut, 4 * LONG).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_obeyed_is_escaped_and_nothing_else() {
        assert_eq!(visible("é\u{1f9b5} `a` \u{fffd}\\"), "é\u{1f9b5} `a` \u{fffd}\\");
        assert_eq!(visible("a\tb\nc\u{1b}[31m"), "a\\tb\\nc\\u{1b}[31m");
        assert_eq!(visible("\u{9b}31m \u{202e}"), "\\u{9b}31m \\u{202e}");
    }

    #[test]
    fn json_says_the_same_with_escapes() {
        let value = serde_json::json!({"a\u{85}": "\u{7f}\u{9b}\u{202e}\u{200f}\u{2028}\n\u{1b} é"});
        let json = serde_json::to_string_pretty(&value).unwrap();
        let shown = visible_json(json.clone());
        assert!(json.contains('\u{202e}') && !shown.contains(|letter| is_obeyed(letter) && letter != '\n'));
        assert_eq!(serde_json::from_str::<serde_json::Value>(&shown).unwrap(), value);
    }

    #[test]
    fn long_values_are_cut_and_short_ones_are_not() {
        assert_eq!(brief("éa", 2), "éa");
        assert_eq!(brief("éab", 2), "éa… (3 characters)");
        let message = |value: &str| format!("there is no record `{value}` in `claims/`");
        assert_eq!(brief_message(message(&"a".repeat(900))), message(&"a".repeat(900)));
        let cut = brief_message(message(&format!("{}{}", "é".repeat(900), "z".repeat(50))));
        assert_eq!(cut, message(&format!("{}…{}", "é".repeat(100), "z".repeat(50))));
        assert!(brief_message("a".repeat(1_000_000)).len() < 5000);
    }
}
