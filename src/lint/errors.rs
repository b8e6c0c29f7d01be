//! Whether anything is at error level: what an export asks, which shows no finding and can do without the texts of most files.

use super::{Context, Levels, Rule, collect, each, rules};
use crate::diagnostic::Level;

/// Says whether a rule looks at the texts of files, or at what all other rules found. The others look at records, at comments that
/// speak to `kb`, and at what went wrong in reading.
pub fn needs_texts(rule: &Rule) -> bool {
    ["missing-final-newline", "todo-left", "trailing-whitespace", "unused-suppression"].contains(&rule.name)
}

/// Says whether it takes the texts of all files to tell whether there is a finding at error level: [`any_error`] is right about a
/// corpus of [`Corpus::read_lean`](crate::corpus::Corpus::read_lean) where it does not.
pub fn errors_need_texts(levels: &Levels) -> bool {
    rules::ALL.iter().any(|rule| needs_texts(rule) && can_be_error(levels, rule))
}

/// Says whether there is a finding at error level. Only the rules run that can have one.
pub fn any_error(context: &Context<'_>) -> bool {
    let levels = &context.config.levels;
    let ran =
        each(context, |rule| can_be_error(levels, rule), |rule, findings| (rule.check)(context, findings));
    let found = ran.into_iter().map(|(rule, findings, ())| (rule, findings)).collect();
    collect(context, "", found).fails()
}

fn can_be_error(levels: &Levels, rule: &Rule) -> bool {
    let is_error = |folder| levels.level(rule, folder) == Some(Level::Error);
    is_error(None) || levels.folders_with(rule).any(|folder| is_error(Some(folder)))
}
