//! Identifiers in addresses: they stay inside their place, whatever stands in them.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What stands in an identifier as it is: the rest would end the path or the query, or split a list.
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'+')
    .add(b'<')
    .add(b'=')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A text as part of a path or a query.
pub(super) fn escape(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}

/// A DOI as part of a path: its slashes stay, where no part between them would mean another folder.
pub(super) fn doi_path(doi: &str) -> String {
    let escaped = escape(doi);
    let leads_away = doi.split('/').any(|part| matches!(part, "." | ".."));
    if leads_away { escaped.replace('/', "%2F") } else { escaped }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_stay_inside_their_place() {
        assert_eq!(doi_path("10.1002/(sici)1:2<3::aid>4?#%"), "10.1002/(sici)1:2%3C3::aid%3E4%3F%23%25");
        assert_eq!(doi_path("10.1000/../../admin"), "10.1000%2F..%2F..%2Fadmin");
    }
}
