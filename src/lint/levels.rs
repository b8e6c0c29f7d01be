//! How much each rule's findings weigh, and who said so.
//!
//! The last word has the command line; before it kb.toml's table for a folder, kb.toml's table for all, and the rule itself.

use std::collections::BTreeMap;

use super::Rule;
use crate::diagnostic::Level;

/// The level of a rule as someone sets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LevelSetting {
    /// The rule does not run.
    Off,
    /// The rule's findings weigh this much.
    At(Level),
}

impl LevelSetting {
    /// The setting that is written as `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "off" => Self::Off,
            "info" => Self::At(Level::Info),
            "warning" => Self::At(Level::Warning),
            "error" => Self::At(Level::Error),
            _ => return None,
        })
    }

    /// How the setting is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::At(level) => level.name(),
        }
    }

    fn level(self) -> Option<Level> {
        match self {
            Self::Off => None,
            Self::At(level) => Some(level),
        }
    }
}

/// Why a level cannot be set: [`Rule::level_can_change`] says of which rules.
pub fn fixed_level(rule: &Rule, setting: LevelSetting) -> Option<(String, String)> {
    if rule.level_can_change() || setting == LevelSetting::At(rule.level) {
        return None;
    }
    let (name, level) = (rule.name, rule.level);
    let message = match setting {
        LevelSetting::Off => format!("the rule `{name}` cannot be turned off"),
        LevelSetting::At(_) => format!("the level of `{name}` cannot be changed: it is always `{level}`"),
    };
    let help = "fix what it finds, or move the file out of the knowledge base: a file that cannot be read is neither checked nor exported";
    Some((message, help.to_owned()))
}

/// Who set a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetBy {
    /// The rule itself.
    Rule,
    /// The line of kb.toml, from 1.
    Manifest(u32),
    /// The command line.
    CommandLine,
}

/// The levels that are in force.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    everywhere: BTreeMap<String, (LevelSetting, u32)>,
    folders: BTreeMap<String, BTreeMap<String, (LevelSetting, u32)>>,
    command_line: BTreeMap<String, LevelSetting>,
}

impl Levels {
    /// Sets a rule's level, in one folder or everywhere, as the line of kb.toml says.
    pub(super) fn set(&mut self, folder: Option<&str>, rule: &str, setting: LevelSetting, line: u32) {
        let levels = match folder {
            Some(folder) => self.folders.entry(folder.to_owned()).or_default(),
            None => &mut self.everywhere,
        };
        levels.insert(rule.to_owned(), (setting, line));
    }

    /// Sets a rule's level everywhere, over all that kb.toml says. A level that cannot change stays as it is.
    pub fn set_from_command_line(&mut self, rule: &Rule, setting: LevelSetting) {
        self.command_line.insert(rule.name.to_owned(), setting);
    }

    /// What is in force for a rule in a folder, or outside all folders, and who said so.
    pub fn in_force(&self, rule: &Rule, folder: Option<&str>) -> (LevelSetting, SetBy) {
        if !rule.level_can_change() {
            return (LevelSetting::At(rule.level), SetBy::Rule);
        }
        if let Some(setting) = self.command_line.get(rule.name) {
            return (*setting, SetBy::CommandLine);
        }
        let own = folder.and_then(|folder| self.folders.get(folder)?.get(rule.name));
        match own.or_else(|| self.everywhere.get(rule.name)) {
            Some((setting, line)) => (*setting, SetBy::Manifest(*line)),
            None => (LevelSetting::At(rule.level), SetBy::Rule),
        }
    }

    /// The level of a finding in a folder, or outside all folders; nothing where the rule is off there.
    pub fn level(&self, rule: &Rule, folder: Option<&str>) -> Option<Level> {
        self.in_force(rule, folder).0.level()
    }

    /// Says whether a rule is on anywhere.
    pub fn is_on(&self, rule: &Rule) -> bool {
        self.level(rule, None).is_some()
            || self.folders.keys().any(|folder| self.level(rule, Some(folder)).is_some())
    }

    /// The folders that have a level of their own for a rule.
    pub fn folders_with(&self, rule: &Rule) -> impl Iterator<Item = &str> {
        let own = self.folders.iter().filter(|(_, levels)| levels.contains_key(rule.name));
        own.map(|(folder, _)| folder.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::rules;

    #[test]
    fn the_command_line_is_over_the_folder_and_the_folder_over_the_rest() {
        let rule = rules::find("claim-without-citation").unwrap();
        let mut levels = Levels::default();
        assert_eq!(levels.in_force(rule, None), (LevelSetting::At(Level::Error), SetBy::Rule));
        levels.set(None, rule.name, LevelSetting::Off, 3);
        assert!(!levels.is_on(rule));
        levels.set(Some("claims"), rule.name, LevelSetting::At(Level::Info), 7);
        assert!(levels.is_on(rule));
        assert_eq!(levels.level(rule, Some("claims")), Some(Level::Info));
        assert_eq!(levels.level(rule, Some("muscles")), None);
        assert_eq!(levels.in_force(rule, Some("claims")).1, SetBy::Manifest(7));
        levels.set_from_command_line(rule, LevelSetting::At(Level::Warning));
        assert_eq!(
            levels.in_force(rule, Some("claims")),
            (LevelSetting::At(Level::Warning), SetBy::CommandLine)
        );
    }
}
