//! Comments that silence findings: `# kb: ignore[rule-a, rule-b] reason` on the line of a finding or the line above it, and
//! `# kb: ignore-file[rule] reason` before the first key. A reason is a must; `until=YYYY-MM-DD` before it is a may.

use jiff::civil::Date;

use crate::corpus::File;
use crate::span::{Position, Span};

/// A comment that silences findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Suppression {
    /// Where the comment stands.
    pub(super) span: Span,
    /// Its line, from 1; nothing for a whole file.
    line: Option<u32>,
    /// The names of the rules, as written.
    pub(super) rules: Vec<String>,
    /// Why.
    pub(super) reason: String,
    /// The last day on which it holds, as written.
    pub(super) until: Option<String>,
}

impl Suppression {
    /// Reads the comments of a file that speak to us; one that is malformed silences nothing.
    pub(super) fn read_all(file: &File) -> Vec<Self> {
        file.directives.iter().filter_map(|(span, text)| Self::read(*span, text, &file.text)).collect()
    }

    fn read(span: Span, comment: &str, text: &str) -> Option<Self> {
        let directive = comment.strip_prefix("kb:")?.trim_start();
        let (whole_file, rest) = match directive.strip_prefix("ignore-file[") {
            Some(rest) => (true, rest),
            None => (false, directive.strip_prefix("ignore[")?),
        };
        let (rules, reason) = rest.split_once(']')?;
        let rules =
            rules.split(',').map(|rule| rule.trim().to_owned()).filter(|rule| !rule.is_empty()).collect();
        let reason = reason.trim();
        let (until, reason) = match reason.strip_prefix("until=") {
            Some(dated) => {
                let (until, reason) = dated.split_once(char::is_whitespace).unwrap_or((dated, ""));
                (Some(until.to_owned()), reason.trim())
            }
            None => (None, reason),
        };
        let line = (!whole_file).then(|| Position::of(text, span.start).line);
        Some(Self { span, line, rules, reason: reason.to_owned(), until })
    }

    /// Says whether it silences a finding of `rule` that starts on `line`, on the day `as_of`.
    pub(super) fn covers(&self, rule: &str, line: u32, as_of: Date) -> bool {
        let near = self.line.is_none_or(|own| own == line || own + 1 == line);
        let in_force =
            self.until.as_deref().is_none_or(|until| until.parse().is_ok_and(|until: Date| as_of <= until));
        near && in_force && !self.reason.is_empty() && self.rules.iter().any(|name| name == rule)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(comment: &str) -> Option<Suppression> {
        Suppression::read(Span::new(3, 4), comment, "a:\n\n# x")
    }

    #[test]
    fn a_suppression_holds_on_its_line_and_the_next_until_its_day() {
        let today: Date = "2026-11-22".parse().unwrap();
        let dated = read("kb: ignore[todo-left, overclaim] until=2026-11-22 quoted from a title").unwrap();
        assert!(dated.covers("overclaim", 2, today) && dated.covers("todo-left", 3, today));
        assert!(!dated.covers("overclaim", 4, today) && !dated.covers("schema", 2, today));
        assert!(!dated.covers("overclaim", 2, "2026-11-23".parse().unwrap()));
        assert!(!read("kb: ignore[overclaim] until=soon it is a title").unwrap().covers(
            "overclaim",
            2,
            today
        ));
        assert!(!read("kb: ignore[overclaim]").unwrap().covers("overclaim", 2, today), "no reason");
        assert!(read("kb: ignore-file[overclaim] a list of titles").unwrap().covers("overclaim", 99, today));
        assert_eq!(read("kb: silence[overclaim] please"), None);
    }
}
