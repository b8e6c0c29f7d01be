//! The words that an address itself quotes, after `#:~:text=` (URL Fragment Text Directives): a browser looks for them on the page, and so do we.

use percent_encoding::percent_decode_str;

/// The quotes in an address: the start of each passage, and its end where that is given. What should stand before and after it only helps a
/// browser to choose among several places.
pub(super) fn quotes(url: &str) -> Vec<String> {
    let Some((_, directives)) = url.split_once('#').and_then(|(_, fragment)| fragment.split_once(":~:"))
    else {
        return Vec::new();
    };
    let texts = directives.split('&').filter_map(|directive| directive.strip_prefix("text="));
    let words = texts.flat_map(|text| {
        text.split(',').filter(|part| !part.ends_with('-') && !part.starts_with('-')).take(2)
    });
    words
        .map(|word| percent_decode_str(word).decode_utf8_lossy().trim().to_owned())
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::quotes;

    #[test]
    fn the_words_of_an_address_are_found() {
        for (url, expected) in [
            (
                "http://a.test/x#:~:text=had%20no%20effect%20on%20mortality",
                vec!["had no effect on mortality"],
            ),
            ("http://a.test/x#part:~:text=no%20effect", vec!["no effect"]),
            ("http://a.test/x#:~:text=the%20first,the%20last", vec!["the first", "the last"]),
            ("http://a.test/x#:~:text=before-,the%20words,-after", vec!["the words"]),
            ("http://a.test/x#:~:text=one&text=two", vec!["one", "two"]),
            ("http://a.test/x#:~:text=a%2C%20b%2Dc", vec!["a, b-c"]),
            ("http://a.test/x#:~:text=M%C3%BCdigkeit", vec!["Müdigkeit"]),
            ("http://a.test/x#:~:text=", vec![]),
            ("http://a.test/x#:~:selector(type=x)", vec![]),
            ("http://a.test/x#text=no", vec![]),
            ("http://a.test/x?q=:~:text=no", vec![]),
        ] {
            assert_eq!(quotes(url), expected, "{url}");
        }
    }
}
