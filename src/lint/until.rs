//! The last day of a suppression, in whatever words an editor writes it: `until=2027-06-30`, `until 2027-06-30`, `(Until: 2027-06-30)`.
//!
//! What looks like a last day must end the suppression or be reported: one that everybody takes for temporary must not hold for ever.

use std::ops::Range;

use jiff::civil::Date;

use crate::nearest::nearest;

/// What a text says of a last day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Until {
    /// Where it stands, from the word to the day.
    pub(super) range: Range<usize>,
    /// The day as written, without the word before it.
    pub(super) written: String,
    /// The day; nothing where what is written is not one.
    pub(super) day: Option<Date>,
}

/// These words alone say that something ends.
const ENDS: &[&str] = &["until", "till", "til"];

/// These say so before a day.
const ENDS_BEFORE_A_DAY: &[&str] =
    &["by", "before", "ends", "expire", "expires", "expiry", "expiring", "thru", "through", "to", "valid"];

/// The first thing that a text says of a last day.
pub(super) fn find(text: &str) -> Option<Until> {
    words(text).find_map(|word| {
        let name = text.get(word.clone())?.to_lowercase();
        let ends = ENDS.contains(&name.as_str()) || name.len() > 3 && nearest(&name, ["until"]).is_some();
        let ends_before_a_day = ENDS_BEFORE_A_DAY.contains(&name.as_str());
        if !ends && !ends_before_a_day {
            return None;
        }
        let rest = text.get(word.end..)?;
        let bare = rest.trim_start_matches(is_between);
        let start = word.end + (rest.len() - bare.len());
        let written = bare.split(char::is_whitespace).next().unwrap_or_default();
        let written = written.trim_end_matches(|sign: char| !sign.is_alphanumeric());
        let day = iso_day(written);
        let is_assigned = rest.trim_start().starts_with(['=', ':', '＝', '：']);
        if !ends && day.is_none() && !(is_assigned && name.starts_with("expir")) {
            return None;
        }
        let end = start + written.len();
        let (start, end) =
            match (text.get(..word.start)?.chars().next_back(), text.get(end..)?.chars().next()) {
                (Some('('), Some(')')) | (Some('['), Some(']')) => (word.start - 1, end + 1),
                _ => (word.start, end),
            };
        Some(Until { range: start..end, written: written.to_owned(), day })
    })
}

/// The days that a text names, each with its place.
pub(super) fn days(text: &str) -> impl Iterator<Item = (Date, Range<usize>)> {
    let is_day = |letter: char| letter.is_ascii_digit() || letter == '-';
    let mut from = 0;
    text.split(move |letter| !is_day(letter)).filter_map(move |piece| {
        let start = from + text.get(from..)?.find(piece)?;
        from = start + piece.len();
        let bare = piece.trim_matches('-');
        let start = start + piece.find(bare)?;
        Some((iso_day(bare)?, start..start + bare.len()))
    })
}

/// The runs of letters of a text.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    text.split(|letter: char| !letter.is_alphabetic()).filter_map(move |word| {
        let start = from + text.get(from..)?.find(word)?;
        from = start + word.len();
        (!word.is_empty()).then_some(start..start + word.len())
    })
}

/// The signs that may stand between the word and the day.
fn is_between(sign: char) -> bool {
    sign.is_whitespace() || "=:＝：-–—_([{<\"'“‘`".contains(sign)
}

fn iso_day(written: &str) -> Option<Date> {
    let has_form = written.len() == 10
        && written.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    has_form.then(|| written.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_last_day_is_read_in_every_natural_spelling() {
        let day: Date = "2026-01-01".parse().unwrap();
        for text in [
            "until=2026-01-01",
            "until = 2026-01-01",
            "until: 2026-01-01",
            "until 2026-01-01",
            "Until=2026-01-01",
            "UNTIL 2026-01-01.",
            "makers say so until: 2026-01-01",
            "makers say so (until=2026-01-01)",
            "makers say so [until 2026-01-01]",
            "makers say so, until:2026-01-01, and then no more",
            "until-2026-01-01",
            "until_2026-01-01",
            "until \"2026-01-01\"",
            "until “2026-01-01”",
            "until＝2026-01-01",
            "until\t2026-01-01",
            "till 2026-01-01",
            "unitl=2026-01-01",
            "untill 2026-01-01",
            "expires 2026-01-01",
            "expires=2026-01-01",
            "valid to 2026-01-01",
            "holds through 2026-01-01",
            "to be mended by 2026-01-01",
        ] {
            let found = find(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(found.day, Some(day), "{text}");
        }
    }

    #[test]
    fn what_looks_like_a_last_day_and_is_none_is_found_without_a_day() {
        for (text, written) in [
            ("until=soon", "soon"),
            ("until 1 January 2027", "1"),
            ("until=2026-1-1", "2026-1-1"),
            ("until 20260101", "20260101"),
            ("until=2026-02-30", "2026-02-30"),
            ("until 01/02/2026", "01/02/2026"),
            ("until Ann has asked", "Ann"),
            ("until", ""),
            ("expires: soon", "soon"),
        ] {
            let found = find(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.day, found.written.as_str()), (None, written), "{text}");
        }
        for text in [
            "its patent expires soon",
            "as said before",
            "still the words of its makers",
            "by its makers",
            "",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }

    #[test]
    fn the_words_and_the_day_are_one_place() {
        let range = |text: &'static str| &text[find(text).unwrap().range];
        assert_eq!(range("a é until: 2026-01-01, b"), "until: 2026-01-01");
        assert_eq!(range("a (until=2026-01-01) b"), "(until=2026-01-01)");
        assert_eq!(range("a until=soon b"), "until=soon");
    }

    #[test]
    fn days_are_found_in_a_text() {
        let found: Vec<String> = days("é 2026-01-01, 2026-02-30 -2027-03-04- 12026-01-01")
            .map(|(day, _)| day.to_string())
            .collect();
        assert_eq!(found, ["2026-01-01", "2027-03-04"]);
    }
}
