//! A diff for people: by kind and record, each change with its old and new value, how far it raises the version, and why.

use std::fmt::Write;

use super::fold::{Entry, NAMED, fold};
use super::{Bump, Change, Diff, What};
use crate::count::count;
use crate::export::UNRELEASED;
use crate::visible::{brief, visible};

/// The most letters of a value that are shown.
pub(super) const MOST_LETTERS: usize = 1000;

/// The most values of one change that are shown.
pub(super) const MOST_VALUES: usize = 100;

/// Writes the diff, and the least version of the content at its end.
pub fn render(diff: &Diff) -> String {
    let mut text = String::new();
    for (kind, entries) in fold(diff) {
        let _ = writeln!(text, "{}", visible(brief(kind, MOST_LETTERS)));
        let mut shown = None;
        for entry in &entries {
            let Some(change) = entry.changes.first() else { continue };
            let title = title(change, entry);
            if shown.as_ref() != Some(&title) {
                let _ = writeln!(text, "  {}", visible(brief(&title, MOST_LETTERS)));
                shown = Some(title);
            }
            tell(&mut text, change, entry);
        }
        text.push('\n');
    }
    text.push_str(&summary(diff));
    text
}

fn title(change: &Change, entry: &Entry<'_>) -> String {
    let ids: Vec<&str> = entry.changes.iter().filter_map(|change| change.id()).collect();
    let name = match ids.as_slice() {
        [] => String::new(),
        [id] => format!(" {id}"),
        several => {
            let named = several.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
            let more = several.len().saturating_sub(NAMED);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            format!(" {} records: {named}{more}", several.len())
        }
    };
    let label = change.what.label().filter(|label| !label.is_empty());
    let label = label.map(|label| format!(": {label}")).unwrap_or_default();
    let what = change.what.name();
    match &change.what {
        What::Renamed { to, .. } => format!("{what}{name} to {to}{label}"),
        What::Replaced { by, .. } => format!("{what}{name} by {by}{label}"),
        What::Dangling { .. } => format!("changed{name}"),
        _ => format!("{what}{name}{label}"),
    }
}

fn tell(text: &mut String, change: &Change, entry: &Entry<'_>) {
    let Change { bump, why, .. } = change;
    let what = match &change.what {
        What::Field { field, .. } => format!("`{field}`: {why}"),
        What::Dangling { pointer, to } => format!("`{pointer}`: {why}: `{to}`"),
        What::Withdrawn { reason, date, .. } => format!("{why}, on {date}: {reason}"),
        What::Replaced { reason: Some(reason), .. } => format!("{why}: {reason}"),
        _ => (*why).to_owned(),
    };
    let _ = writeln!(text, "    {bump}: {}", visible(brief(&what, MOST_LETTERS)));
    for (sign, values) in [('-', &entry.delta.gone), ('+', &entry.delta.come)] {
        for value in values.iter().take(MOST_VALUES) {
            let _ = writeln!(text, "      {sign} {}", visible(brief(value, MOST_LETTERS)));
        }
        if let more @ 1.. = values.len().saturating_sub(MOST_VALUES) {
            let _ = writeln!(text, "      {sign} and {}", count(more, "more value"));
        }
    }
    if let Some(help) = change.help() {
        let _ = writeln!(text, "    help: {}", visible(help));
    }
}

/// How many changes there are, and the version that they come to.
fn summary(diff: &Diff) -> String {
    let Diff { old_version, new_version, changes } = diff;
    let Some(bump) = diff.bump() else {
        return format!("nothing changed: the content stays at {old_version}\n");
    };
    let told = changes.iter().filter(|change| !change.is_derived());
    let of = |bump: Bump| (bump, told.clone().filter(|change| change.bump == bump).count());
    let counts: Vec<String> = [Bump::Major, Bump::Minor, Bump::Patch]
        .map(of)
        .iter()
        .filter(|(_, number)| *number > 0)
        .map(|(bump, number)| format!("{number} {bump}"))
        .collect();
    let mut text = match counts.as_slice() {
        [] => String::new(),
        _ => format!("{}: {}\n", count(told.count(), "change"), counts.join(", ")),
    };
    let derived = changes.iter().filter(|change| change.is_derived()).count();
    if derived > 0 {
        let _ = writeln!(
            text,
            "{} not listed: back-references, formatted citations, dates of checks (`--format json` has them)",
            count(derived, "changed field")
        );
    }
    let least = diff.least_version();
    let _ = writeln!(text, "{bump}: the content goes from {old_version} to at least {least}");
    if new_version != old_version && new_version.to_string() != UNRELEASED {
        let enough = if diff.allows(new_version) { "enough" } else { "too low" };
        let _ = writeln!(text, "it says it is {new_version}, which is {enough}");
    }
    text
}
