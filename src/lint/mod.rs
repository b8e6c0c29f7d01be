//! The linter: rules over a corpus, and the one sink in which their findings become diagnostics.

mod absence;
mod anchor;
mod by_name;
mod config;
mod config_about;
mod config_links;
mod cycles;
mod danger;
mod divergence;
mod effects;
mod enumerate;
mod errors;
mod finding;
mod head;
mod levels;
mod misread;
mod odd_words;
mod prose;
mod rule;
mod rule_notes;
pub mod rules;
mod safety;
mod schema_words;
mod sink;
mod sources;
mod suppression;
mod surplus;
mod syntax_words;
mod times;
mod uberon;
mod unread;
mod until;
mod verdict_table;
mod yaml_form;

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use jiff::civil::Date;
use rayon::prelude::*;

pub use config::{Config, ConfigProblem, Review};
pub use errors::{any_error, errors_need_texts, needs_texts};
use finding::LeftOut;
pub use finding::{Finding, Findings, Place, Subject};
pub use levels::{LevelSetting, Levels, SetBy, fixed_level};
use prose::text::Prose;
pub use rule::{Example, Group, Rule};
pub use rule_notes::Table;
use sink::Raw;
pub use suppression::silenced_places;
pub use times::Times;
use times::timed;

use crate::corpus::Corpus;
use crate::diagnostic::{Diagnostic, Level, Suppressed};
use crate::lock::LockFile;
use crate::source::MANIFEST;
use crate::visible::visible;

/// What rules look at.
#[derive(Debug)]
pub struct Context<'a> {
    /// The knowledge base.
    pub corpus: &'a Corpus,
    /// kb.toml.
    pub config: &'a Config,
    /// links.lock; nothing where there is none.
    pub lock: Option<&'a LockFile>,
    /// The day that counts as today.
    pub as_of: Date,
    /// The texts that a layperson reads, read once for all rules.
    prose: Prose<'a>,
}

impl<'a> Context<'a> {
    /// What rules look at: a knowledge base, its kb.toml, its links.lock if there is one, and the day that counts as today.
    pub fn new(corpus: &'a Corpus, config: &'a Config, lock: Option<&'a LockFile>, as_of: Date) -> Self {
        Self { corpus, config, lock, as_of, prose: Prose::read(&corpus.base, &config.language) }
    }
}

/// What a run found, and what it did.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The findings, sorted by path, place and rule.
    pub diagnostics: Vec<Diagnostic>,
    /// The findings that editors silenced, sorted likewise.
    pub suppressed: Vec<Suppressed>,
    /// What was checked.
    pub checked: Checked,
    /// What was left out, and why.
    pub not_checked: Vec<NotChecked>,
    /// The rules that are turned off.
    pub off: Vec<&'static str>,
    /// The path of kb.toml, as it is shown.
    pub manifest: String,
    /// What was repaired before; nothing where nobody asked for it.
    pub fixed: Option<Fixed>,
    /// How long it took; nothing where nobody asked for it.
    pub times: Option<Times>,
}

/// Rules that left something out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotChecked {
    /// The names of the rules.
    pub rules: Vec<&'static str>,
    /// Why, in a few words.
    pub reason: String,
    /// Whether they could not run because something could not be read. The run fails then.
    pub is_failure: bool,
}

impl NotChecked {
    /// How much it weighs.
    pub fn level(&self) -> Level {
        if self.is_failure { Level::Error } else { Level::Info }
    }
}

impl fmt::Display for NotChecked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.rules.join(", "), self.reason)
    }
}

/// What was repaired before the rules looked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fixed {
    /// The number of findings that were repaired.
    pub findings: usize,
    /// The number of files that changed.
    pub files: usize,
}

/// What was checked, so that an empty result is not mistaken for a run that checked nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Checked {
    /// The files that were found.
    pub files: usize,
    /// The records that were read from them.
    pub records: usize,
    /// The rules that were on.
    pub rules: usize,
    /// Rules times files: every rule sees every file.
    pub checks: usize,
}

impl Outcome {
    /// The number of findings at `level`.
    pub fn count(&self, level: Level) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.level == level).count()
    }

    /// Whether the run fails: there is an error, or a rule could not run.
    pub fn fails(&self) -> bool {
        self.count(Level::Error) > 0 || self.not_checked.iter().any(|left_out| left_out.is_failure)
    }
}

/// Runs every rule that is on. `prefix` stands before the paths of files where they are shown.
pub fn run(context: &Context<'_>, prefix: &str) -> Outcome {
    let ran = each(context, |_| true, |rule, findings| (rule.check)(context, findings));
    collect(context, prefix, ran.into_iter().map(|(rule, findings, ())| (rule, findings)).collect())
}

/// Runs every rule that is on, and takes the time of each. What it finds is what [`run`] finds.
pub fn run_timed(context: &Context<'_>, prefix: &str) -> Outcome {
    let ran = each(context, |_| true, |rule, findings| timed(|| (rule.check)(context, findings)).1);
    let rules: Vec<(&'static str, Duration)> = ran.iter().map(|(rule, _, time)| (rule.name, *time)).collect();
    let found = ran.into_iter().map(|(rule, findings, _)| (rule, findings)).collect();
    let (mut outcome, placing) = timed(|| collect(context, prefix, found));
    outcome.times = Some(Times { reading: Duration::ZERO, rules, placing });
    outcome
}

/// What each rule found that is on and is `wanted`, and what `check` brought beside it.
fn each<T: Send>(
    context: &Context<'_>,
    wanted: impl Fn(&Rule) -> bool,
    check: impl Fn(&'static Rule, &mut Findings) -> T + Sync,
) -> Vec<(&'static Rule, Findings, T)> {
    let is_on = |rule: &&'static Rule| context.config.levels.is_on(rule) && wanted(rule);
    let on: Vec<&'static Rule> = rules::ALL.iter().copied().filter(is_on).collect();
    on.par_iter()
        .map(|&rule| {
            let mut findings = Findings::of(rule, context.corpus);
            let beside = check(rule, &mut findings);
            (rule, findings, beside)
        })
        .collect()
}

fn collect(context: &Context<'_>, prefix: &str, found: Vec<(&'static Rule, Findings)>) -> Outcome {
    let on: Vec<&'static Rule> = found.iter().map(|(rule, _)| *rule).collect();
    let (mut all, mut more) = (Vec::new(), BTreeMap::new());
    let mut left_out: BTreeMap<LeftOut, Vec<&'static str>> = BTreeMap::new();
    for (rule, findings) in found {
        for (subject, number) in findings.not_kept() {
            more.entry(subject).or_insert_with(Vec::new).push((rule, number));
        }
        for reason in findings.not_checked {
            left_out.entry(reason).or_default().push(rule.name);
        }
        all.extend(findings.found.into_iter().map(|finding| (rule, finding)));
    }
    let partial = left_out.values().flatten().copied().collect();
    let (diagnostics, suppressed) =
        sink::collect(context, prefix, Raw { on: &on, partial, found: all, more });
    let told = |(LeftOut { reason, is_failure }, rules)| NotChecked { rules, reason, is_failure };
    let not_checked = left_out.into_iter().map(told).collect();
    let is_off = |rule: &&&'static Rule| !context.config.levels.is_on(rule);
    let off = rules::ALL.iter().filter(is_off).map(|rule| rule.name).collect();
    let files = context.corpus.files.len();
    let checked =
        Checked { files, records: context.corpus.base.all_len(), rules: on.len(), checks: files * on.len() };
    let manifest = visible(format!("{prefix}{MANIFEST}"));
    Outcome { diagnostics, suppressed, checked, not_checked, off, manifest, fixed: None, times: None }
}
