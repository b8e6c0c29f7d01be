//! JUnit XML, which test dashboards read: a suite for each rule, and in it a failed case for each finding, a skipped one for what was
//! not checked, or one that passed.

use std::borrow::Cow;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::diagnostic::Diagnostic;
use crate::lint::{Outcome, rules};

/// Writes the findings. Infos and warnings are failures also: a dashboard knows nothing between passed and failed. A rule that is
/// turned off, or left something out, is a skipped case: nobody knows whether it would have passed.
///
/// # Errors
///
/// Where the XML writer fails.
pub fn render(outcome: &Outcome) -> io::Result<String> {
    let suites: Vec<Suite<'_>> = rules::ALL.iter().map(|rule| Suite::of(rule.name, outcome)).collect();
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 4);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writer
        .create_element("testsuites")
        .with_attribute(("name", "kb lint"))
        .with_attributes(counts(&suites).each_ref().map(|(name, count)| (*name, &**count)))
        .write_inner_content(|writer| suites.iter().try_for_each(|suite| suite.write(writer)))?;
    let mut text = String::from_utf8(writer.into_inner()).map_err(io::Error::other)?;
    text.push('\n');
    Ok(text)
}

/// What dashboards add up. A finding is not an error of the program.
fn counts(suites: &[Suite<'_>]) -> [(&'static str, String); 4] {
    let sum = |count: fn(&Suite<'_>) -> usize| suites.iter().map(count).sum::<usize>().to_string();
    [
        ("tests", sum(|suite| (suite.found.len() + suite.skipped.len()).max(1))),
        ("skipped", sum(|suite| suite.skipped.len())),
        ("errors", "0".to_owned()),
        ("failures", sum(|suite| suite.found.len())),
    ]
}

/// What one rule came to.
struct Suite<'a> {
    rule: &'static str,
    found: Vec<&'a Diagnostic>,
    /// Why it did not look, or not at all of it.
    skipped: Vec<&'a str>,
}

impl<'a> Suite<'a> {
    fn of(rule: &'static str, outcome: &'a Outcome) -> Self {
        let found = outcome.diagnostics.iter().filter(|diagnostic| diagnostic.rule == rule).collect();
        let left_out = outcome.not_checked.iter().filter(|left_out| left_out.rules.contains(&rule));
        let mut skipped: Vec<&str> = left_out.map(|left_out| left_out.reason.as_str()).collect();
        if outcome.off.contains(&rule) {
            skipped.push("turned off");
        }
        Self { rule, found, skipped }
    }

    fn write(&self, writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
        let counts = counts(std::slice::from_ref(self));
        let element = writer.create_element("testsuite").with_attribute(("name", self.rule));
        let element = element.with_attributes(counts.each_ref().map(|(name, count)| (*name, &**count)));
        element.write_inner_content(|writer| {
            if self.found.is_empty() && self.skipped.is_empty() {
                let case = writer.create_element("testcase");
                case.with_attributes([("name", "no finding"), ("classname", self.rule)]).write_empty()?;
            }
            self.skipped.iter().try_for_each(|reason| skipped(writer, self.rule, reason))?;
            self.found.iter().try_for_each(|diagnostic| failed(writer, diagnostic))
        })?;
        Ok(())
    }
}

fn skipped(writer: &mut Writer<Vec<u8>>, rule: &str, reason: &str) -> io::Result<()> {
    let case = writer.create_element("testcase");
    case.with_attributes([("name", "not checked"), ("classname", rule)]).write_inner_content(|writer| {
        writer.create_element("skipped").with_attribute(("message", &*allowed(reason))).write_empty()?;
        Ok(())
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
