//! JUnit XML, which test dashboards read: a suite for each rule, and in it a failed case for each finding, or one that passed.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use crate::diagnostic::Diagnostic;
use crate::lint::{Outcome, rules};

/// Writes the findings. Infos and warnings are failures also: a dashboard knows nothing between passed and failed.
///
/// # Errors
///
/// Where the XML writer fails.
pub fn render(outcome: &Outcome) -> Result<String, quick_junit::SerializeError> {
    let mut report = Report::new("kb lint");
    for rule in rules::ALL {
        let mut suite = TestSuite::new(rule.name);
        let found = outcome.diagnostics.iter().filter(|diagnostic| diagnostic.rule == rule.name);
        suite.add_test_cases(found.map(failed));
        if suite.test_cases.is_empty() {
            let mut case = TestCase::new("no finding", TestCaseStatus::success());
            case.set_classname(rule.name);
            suite.add_test_case(case);
        }
        report.add_test_suite(suite);
    }
    let mut text = report.to_string()?;
    text.push('\n');
    Ok(text)
}

fn failed(diagnostic: &Diagnostic) -> TestCase {
    let at = diagnostic.location.start();
    let place = format!("{}:{}:{}", diagnostic.location.path, at.line, at.column);
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status.set_message(diagnostic.message.as_str()).set_type(diagnostic.level.name());
    let help = diagnostic.help.as_deref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    status.set_description(format!("{place}: {}\nwhy: {}{help}", diagnostic.message, diagnostic.why));
    let mut case = TestCase::new(place, status);
    case.set_classname(diagnostic.rule);
    case
}
