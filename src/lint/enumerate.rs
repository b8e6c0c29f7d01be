//! Names one after the other, as a sentence has them.

/// Names in back-ticks: "`a`, `b` and `c`".
pub(super) fn enumerate<S: AsRef<str>>(names: impl IntoIterator<Item = S>, conjunction: &str) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("`{}`", name.as_ref())).collect();
    join(&quoted, conjunction)
}

/// Phrases as they stand: "a, b and c".
pub(super) fn join<S: AsRef<str>>(phrases: &[S], conjunction: &str) -> String {
    let mut text = String::new();
    for (index, phrase) in phrases.iter().enumerate() {
        if index > 0 {
            let is_last = index + 1 == phrases.len();
            text.push_str(&if is_last { format!(" {conjunction} ") } else { ", ".to_owned() });
        }
        text.push_str(phrase.as_ref());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::enumerate;

    #[test]
    fn the_last_name_is_joined_by_a_word() {
        assert_eq!(enumerate([""; 0], "and"), "");
        assert_eq!(enumerate(["a"], "or"), "`a`");
        assert_eq!(enumerate(["a", "b"], "or"), "`a` or `b`");
        assert_eq!(enumerate(["a", "b", "c"], "and"), "`a`, `b` and `c`");
    }
}
