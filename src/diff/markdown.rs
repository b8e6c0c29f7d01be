//! A diff as the entry of a changelog: a heading with version and date, then what changed, safety first.

use std::collections::BTreeMap;
use std::fmt::Write;

use semver::Version;

use super::fold::{Delta, Entry, NAMED, fold};
use super::human::{MOST_LETTERS, MOST_VALUES};
use super::{Bump, Change, Class, Diff, What};
use crate::count::count;
use crate::visible::{brief, visible};

/// The sections in their order.
const SECTIONS: [&str; 5] = ["Safety", "Breaking", "Added", "Changed", "Withdrawn"];

/// What a count of lists that only have another order begins with.
const REORDERED: &str = "In another order";

/// Writes the entry for `version` of the day `date` (`YYYY-MM-DD`).
pub fn render(diff: &Diff, version: &Version, date: &str) -> String {
    let folded = fold(diff);
    let entries: Vec<&Entry<'_>> = folded.iter().flat_map(|(_, entries)| entries).collect();
    let mut text = format!("## {version} - {date}\n");
    if entries.is_empty() {
        text.push_str(if diff.changes.is_empty() {
            "\nNothing changed.\n"
        } else {
            "\nOnly back-references, formatted citations or dates of checks changed.\n"
        });
    }
    for section in SECTIONS {
        let lines = lines(section, &entries);
        if !lines.is_empty() {
            let _ = writeln!(text, "\n### {section}\n");
            lines.iter().for_each(|line| {
                let _ = writeln!(text, "- {line}");
            });
        }
    }
    text
}

/// The lines of a section. Small changes stand together by their class, without values.
fn lines(section: &str, entries: &[&Entry<'_>]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut small: BTreeMap<&str, BTreeMap<&str, Vec<String>>> = BTreeMap::new();
    for entry in entries {
        let Some(change) = entry.changes.first().filter(|change| section_of(change) == section) else {
            continue;
        };
        match (&change.what, change.class) {
            (What::Field { field, .. }, Some(class))
                if section == "Changed" && change.bump == Bump::Patch =>
            {
                for change in &entry.changes {
                    let by_path = small.entry(heading(change, class)).or_default();
                    by_path.entry(&change.path).or_default().push(code(field));
                }
            }
            _ => lines.push(line(change, entry)),
        }
    }
    for (heading, by_path) in small {
        let told = if heading == REORDERED {
            count(by_path.values().map(Vec::len).sum(), "list")
        } else {
            let places =
                by_path.iter().map(|(path, fields)| format!("{} ({})", code(path), fields.join(", ")));
            places.collect::<Vec<_>>().join(", ")
        };
        lines.push(format!("{heading}: {told}"));
    }
    lines
}

fn section_of(change: &Change) -> &'static str {
    match &change.what {
        _ if change.is_reordered() => "Changed",
        _ if change.class == Some(Class::Safety) => "Safety",
        _ if change.bump == Bump::Major => "Breaking",
        What::Added { .. } | What::Restored { .. } => "Added",
        What::Replaced { .. } | What::Withdrawn { .. } => "Withdrawn",
        _ => "Changed",
    }
}

/// What a list of small changes begins with.
fn heading(change: &Change, class: Class) -> &'static str {
    match class {
        _ if change.is_reordered() => REORDERED,
        Class::Bibliography => "Descriptions of sources",
        Class::Provenance => "Reviews and checks",
        Class::Standing => "Retractions and reachability of sources",
        _ => "Wording",
    }
}

fn line(change: &Change, entry: &Entry<'_>) -> String {
    let named: Vec<String> = entry.changes.iter().take(NAMED).map(|change| code(&change.path)).collect();
    let place = match entry.changes.len().saturating_sub(NAMED) {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    };
    let label = change.what.label().filter(|label| !label.is_empty());
    let label = label.map(|label| format!(": {}", escape(label))).unwrap_or_default();
    let breaking =
        if change.bump == Bump::Major && section_of(change) == "Safety" { "Breaking: " } else { "" };
    let told = match &change.what {
        What::Added { .. } if change.class == Some(Class::Safety) => format!("new: {place}{label}"),
        What::Added { .. } => format!("{place}{label}"),
        What::Restored { .. } => format!("{place} is in force again{label}"),
        What::Removed { .. } => format!("{place} was removed{label}"),
        What::Renamed { to, .. } => format!("{place} is now {}{label}", code(to)),
        What::Replaced { by, reason, .. } => {
            format!("{place} was replaced by {}{}{label}", code(by), why(reason.as_deref()))
        }
        What::Withdrawn { reason, date, .. } => {
            format!("{place} was withdrawn on {}{}{label}", escape(date), why(Some(reason)))
        }
        What::Forgotten => format!("the redirect of {place} is gone"),
        What::Field { field, .. } => {
            format!("{place}, {}: {}", code(field), delta(&change.what, &entry.delta))
        }
        What::Dangling { pointer, to } => {
            format!("{place} refers at {} to {}, which does not exist", code(pointer), code(to))
        }
    };
    format!("{breaking}{told}")
}

fn why(reason: Option<&str>) -> String {
    reason
        .filter(|reason| !reason.is_empty())
        .map(|reason| format!(" ({})", escape(reason)))
        .unwrap_or_default()
}

fn delta(what: &What, Delta { gone, come }: &Delta) -> String {
    let list = |texts: &[String]| {
        let shown = texts.iter().take(MOST_VALUES).map(|text| value(text)).collect::<Vec<_>>().join(", ");
        match texts.len().saturating_sub(MOST_VALUES) {
            0 => shown,
            more => format!("{shown} and {}", count(more, "more value")),
        }
    };
    // A field that is there in both is a list that gained or lost items.
    let with = if matches!(what, What::Field { old: Some(_), new: Some(_), .. }) { "with " } else { "" };
    match (gone.as_slice(), come.as_slice()) {
        ([], come) => format!("now {with}{}", list(come)),
        (gone, []) => format!("no longer {with}{}", list(gone)),
        (gone, come) => format!("{} became {}", list(gone), list(come)),
    }
}

/// A word stands as code, a sentence in quotes.
fn value(text: &str) -> String {
    if text.contains(char::is_whitespace) { format!("“{}”", escape(text)) } else { code(text) }
}

fn code(text: &str) -> String {
    let text = &*brief(text, MOST_LETTERS);
    let shown = visible(text);
    if shown.is_empty() || shown.contains('`') {
        format!("“{}”", escape(text))
    } else {
        format!("`{shown}`")
    }
}

/// A text in one line that Markdown takes for what it is.
fn escape(text: &str) -> String {
    let line = brief(text, MOST_LETTERS).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut escaped = String::with_capacity(line.len());
    for letter in visible(line).chars() {
        if "\\`*_[]<>#|~&".contains(letter) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_cannot_write_markdown() {
        assert_eq!(escape("a <b>\n*c* [d](e)\u{202e}"), "a \\<b\\> \\*c\\* \\[d\\](e)\\\\u{202e}");
        assert_eq!(code("a`b"), "“a\\`b”");
        assert_eq!(value("word"), "`word`");
    }
}
