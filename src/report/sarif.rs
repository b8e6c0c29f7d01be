//! SARIF 2.1.0, which code scanning reads.
//!
//! Standard: OASIS, Static Analysis Results Interchange Format version 2.1.0.

use serde_json::{Map, Value, json};

use super::fingerprint::Fingerprints;
use crate::diagnostic::{Diagnostic, Level, Location};
use crate::edit::{Repair, Safety};
use crate::lint::{Outcome, Rule, rules};
use crate::span::Position;
use crate::visible::visible_json;

/// Writes the findings, silenced ones too, as one log with one run.
pub fn render(outcome: &Outcome) -> String {
    let mut fingerprints = Fingerprints::default();
    let mut results: Vec<Value> =
        outcome.diagnostics.iter().map(|diagnostic| result(diagnostic, &mut fingerprints, None)).collect();
    results.extend(
        outcome
            .suppressed
            .iter()
            .map(|silenced| result(&silenced.diagnostic, &mut fingerprints, Some(&silenced.reason))),
    );
    let left_out = outcome.not_checked.iter().flat_map(|left_out| {
        let notification = |rule: &&'static str| {
            json!({
                "level": level(left_out.level()),
                "message": message_of(&format!("not checked: {rule} ({})", left_out.reason)),
                "associatedRule": reference(rule),
            })
        };
        left_out.rules.iter().map(notification).collect::<Vec<_>>()
    });
    let off = outcome
        .off
        .iter()
        .map(|rule| json!({"descriptor": reference(rule), "configuration": {"enabled": false}}));
    let invocation = json!({
        "executionSuccessful": true,
        "toolExecutionNotifications": left_out.collect::<Vec<_>>(),
        "ruleConfigurationOverrides": off.collect::<Vec<_>>(),
    });
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "kb",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules::ALL.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "invocations": [invocation],
            "results": results,
        }],
    });
    visible_json(format!("{log:#}\n"))
}

/// A message (section 3.11). Words in brackets before others in parentheses would be a link, and what a record says must not become one.
fn message_of(text: &str) -> Value {
    json!({"text": text.replace('[', "\\[")})
}

/// A rule, as its number in the list of rules names it (section 3.52).
fn reference(rule: &str) -> Value {
    match index(rule) {
        Some(index) => json!({"id": rule, "index": index}),
        None => json!({"id": rule}),
    }
}

fn index(rule: &str) -> Option<usize> {
    rules::ALL.iter().position(|known| known.name == rule)
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "note",
    }
}

fn descriptor(rule: &Rule) -> Value {
    let standard = rule.standard.unwrap_or("none; this project's own");
    let mut markdown = format!("Finds {}.\n\nWhy: {}.\n\nStandard: {standard}.\n", rule.summary, rule.why);
    for (title, example) in [("Bad", &rule.bad), ("Good", &rule.good)] {
        for (path, text) in example.files() {
            markdown.push_str(&format!("\n{title}: `{path}`\n\n```yaml\n{}\n```\n", text.trim_end()));
        }
    }
    json!({
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.why},
        "help": {"text": format!("{}. Run `kb explain {}`.", rule.why, rule.name), "markdown": markdown},
        "defaultConfiguration": {"level": level(rule.level)},
        "properties": {"tags": [rule.group.name()]},
    })
}

fn result(diagnostic: &Diagnostic, fingerprints: &mut Fingerprints, reason: Option<&str>) -> Value {
    let mut message = diagnostic.message.clone();
    if let Some(help) = &diagnostic.help {
        message.push_str("\nhelp: ");
        message.push_str(help);
    }
    let mut result = json!({
        "ruleId": diagnostic.rule,
        "level": level(diagnostic.level),
        "message": message_of(&message),
        "locations": [{"physicalLocation": physical(&diagnostic.location)}],
        "partialFingerprints": {"kbFinding/v1": fingerprints.of(diagnostic)},
    });
    if let Some(index) = index(diagnostic.rule) {
        result["ruleIndex"] = index.into();
    }
    if !diagnostic.related.is_empty() {
        let related = diagnostic.related.iter().map(|related| {
            json!({"physicalLocation": physical(&related.location), "message": message_of(&related.message)})
        });
        result["relatedLocations"] = related.collect();
    }
    if let Some(repair) = &diagnostic.repair {
        result["fixes"] = json!([fix(repair, &diagnostic.location)]);
    }
    if let Some(reason) = reason {
        result["suppressions"] = json!([{"kind": "inSource", "status": "accepted", "justification": reason}]);
    }
    result
}

/// A fix (section 3.55). The format knows no fix that a person should look at, so that its description says so, and a property.
fn fix(repair: &Repair, location: &Location) -> Value {
    let (safety, description) = match repair.fix.safety {
        Safety::Safe => ("safe", "what `kb lint --fix` would do"),
        Safety::Unsafe => ("unsafe", "what `kb lint --fix --unsafe-fixes` would do; check the result"),
    };
    // A repair changes the file that the finding is in.
    let replacements: Vec<Value> = repair
        .edits
        .iter()
        .map(|edit| {
            let at = |offset| Position::of(&location.text, offset);
            json!({
                "deletedRegion": region(at(edit.span.start), at(edit.span.end)),
                "insertedContent": {"text": edit.text},
            })
        })
        .collect();
    json!({
        "description": {"text": description},
        "artifactChanges": [{"artifactLocation": {"uri": uri(&location.path)}, "replacements": replacements}],
        "properties": {"safety": safety},
    })
}

fn physical(location: &Location) -> Value {
    json!({"artifactLocation": {"uri": uri(&location.path)}, "region": region(location.start(), location.end())})
}

fn region(start: Position, end: Position) -> Value {
    let mut region = Map::new();
    region.insert("startLine".into(), start.line.into());
    region.insert("startColumn".into(), start.column.into());
    region.insert("endLine".into(), end.line.into());
    region.insert("endColumn".into(), end.column.into());
    region.into()
}

/// A path as a URI reference (RFC 3986): what is not plain is percent-encoded. One that is not relative becomes a `file:` URI.
fn uri(path: &str) -> String {
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}
