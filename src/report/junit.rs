//! JUnit XML, which test dashboards read: a suite for each rule, and in it a failed case for each finding, or one that passed.

use std::borrow::Cow;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::diagnostic::Diagnostic;
use crate::lint::{Outcome, rules};

/// Writes the findings. Infos and warnings are failures also: a dashboard knows nothing between passed and failed.
///
/// # Errors
///
/// Where the XML writer fails.
pub fn render(outcome: &Outcome) -> io::Result<String> {
    let suites: Vec<(&str, Vec<&Diagnostic>)> = rules::ALL
        .iter()
        .map(|rule| {
            let found = outcome.diagnostics.iter().filter(|diagnostic| diagnostic.rule == rule.name);
            (rule.name, found.collect())
        })
        .collect();
    let failures: usize = suites.iter().map(|(_, found)| found.len()).sum();
    let tests: usize = suites.iter().map(|(_, found)| found.len().max(1)).sum();
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 4);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writer
        .create_element("testsuites")
        .with_attribute(("name", "kb lint"))
        .with_attributes(counts(tests, failures).each_ref().map(|(name, count)| (*name, &**count)))
        .write_inner_content(|writer| {
            suites.iter().try_for_each(|(rule, found)| suite(writer, rule, found))
        })?;
    let mut text = String::from_utf8(writer.into_inner()).map_err(io::Error::other)?;
    text.push('\n');
    Ok(text)
}

/// What dashboards add up. Nothing is skipped, and a finding is no error of the program.
fn counts(tests: usize, failures: usize) -> [(&'static str, String); 4] {
    let none = || "0".to_owned();
    [
        ("tests", tests.to_string()),
        ("skipped", none()),
        ("errors", none()),
        ("failures", failures.to_string()),
    ]
}

fn suite(writer: &mut Writer<Vec<u8>>, rule: &str, found: &[&Diagnostic]) -> io::Result<()> {
    let element = writer.create_element("testsuite").with_attribute(("name", rule)).with_attributes(
        counts(found.len().max(1), found.len()).each_ref().map(|(name, count)| (*name, &**count)),
    );
    element.write_inner_content(|writer| {
        if found.is_empty() {
            let case = writer.create_element("testcase");
            case.with_attributes([("name", "no finding"), ("classname", rule)]).write_empty()?;
        }
        found.iter().try_for_each(|diagnostic| failed(writer, diagnostic))
    })?;
    Ok(())
}

fn failed(writer: &mut Writer<Vec<u8>>, diagnostic: &Diagnostic) -> io::Result<()> {
    let at = diagnostic.location.start();
    let place = format!("{}:{}:{}", diagnostic.location.path, at.line, at.column);
    let help = diagnostic.help.as_deref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    let told = format!("{place}: {}\nwhy: {}{help}", diagnostic.message, diagnostic.why);
    let case = writer.create_element("testcase");
    let case = case.with_attributes([("name", &*allowed(&place)), ("classname", diagnostic.rule)]);
    case.write_inner_content(|writer| {
        let failure = writer.create_element("failure");
        failure
            .with_attributes([("message", &*allowed(&diagnostic.message)), ("type", diagnostic.level.name())])
            .write_text_content(BytesText::new(&allowed(&told)))?;
        Ok(())
    })?;
    Ok(())
}

/// The text with U+FFFD for each character that XML 1.0 has no place for, written out or escaped (production 2, `Char`).
fn allowed(text: &str) -> Cow<'_, str> {
    let is_allowed = |letter: char| matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    if text.chars().all(is_allowed) {
        return text.into();
    }
    text.chars().map(|letter| if is_allowed(letter) { letter } else { '\u{fffd}' }).collect()
}

#[cfg(test)]
mod tests {
    use super::allowed;

    #[test]
    fn what_xml_cannot_hold_is_replaced_and_nothing_else() {
        assert_eq!(allowed("é\u{1f9b5} <a> & \"b\"\tc\nd"), "é\u{1f9b5} <a> & \"b\"\tc\nd");
        assert_eq!(
            allowed("a\u{0}b\u{1b}[31mc\u{fffe}d\u{ffff}"),
            "a\u{fffd}b\u{fffd}[31mc\u{fffd}d\u{fffd}"
        );
    }
}
