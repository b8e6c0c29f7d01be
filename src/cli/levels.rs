//! Levels from the command line, and `--show-config`.

use std::fmt::Write;

use super::output::Failure;
use crate::diagnostic::Level;
use crate::lint::{Config, LevelSetting, Rule, SetBy, fixed_level, rules};
use crate::nearest::nearest;
use crate::source::MANIFEST;

/// The options that set levels, over all that kb.toml says.
#[derive(clap::Args)]
pub(super) struct LevelArguments {
    /// Make a rule's findings errors.
    #[arg(short = 'D', long = "deny", value_name = "RULE")]
    deny: Vec<String>,
    /// Make a rule's findings warnings.
    #[arg(short = 'W', long = "warn", value_name = "RULE")]
    warn: Vec<String>,
    /// Turn a rule off.
    #[arg(short = 'A', long = "allow", value_name = "RULE")]
    allow: Vec<String>,
}

/// The rule called `name`, or why there is none.
pub(super) fn rule(name: &str) -> Result<&'static Rule, Failure> {
    rules::find(name).ok_or_else(|| {
        let help = match nearest(name, rules::ALL.iter().map(|rule| rule.name)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`kb rules` lists them".to_owned(),
        };
        Failure::new(format!("there is no rule `{name}`")).help(help)
    })
}

/// Sets the levels that the command line asks for.
pub(super) fn apply(arguments: &LevelArguments, config: &mut Config) -> Result<(), Failure> {
    let asked = [
        (&arguments.deny, LevelSetting::At(Level::Error)),
        (&arguments.warn, LevelSetting::At(Level::Warning)),
        (&arguments.allow, LevelSetting::Off),
    ];
    let mut seen = std::collections::BTreeSet::new();
    for (names, setting) in asked {
        for name in names {
            if !seen.insert(name) {
                return Err(Failure::new(format!("`{name}` is given more than one level"))
                    .help("keep one of -D, -W and -A for it"));
            }
            let rule = rule(name)?;
            if let Some((message, help)) = fixed_level(rule, setting) {
                return Err(Failure::new(message).help(help));
            }
            config.levels.set_from_command_line(rule, setting);
        }
    }
    Ok(())
}

/// The level of every rule and who set it, a line each; then kb.toml's levels for single folders.
pub(super) fn show(config: &Config, prefix: &str) -> String {
    let widest = rules::ALL.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    let mut line = |name: &str, folder: Option<&str>, rule: &Rule| {
        let (setting, by) = config.levels.in_force(rule, folder);
        let by = match by {
            SetBy::Rule => "the rule's default".to_owned(),
            SetBy::Manifest(line) => format!("{prefix}{MANIFEST}:{line}"),
            SetBy::CommandLine => "the command line".to_owned(),
        };
        let place = folder.map(|folder| format!(" in {folder}/")).unwrap_or_default();
        let _ = writeln!(text, "{name:widest$}  {:7}  {by}{place}", setting.name());
    };
    for rule in rules::ALL {
        line(rule.name, None, rule);
        for folder in config.levels.folders_with(rule) {
            line("", Some(folder), rule);
        }
    }
    text
}
