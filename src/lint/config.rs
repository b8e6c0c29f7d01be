//! kb.toml: what the knowledge base is called, what it must have, and how much each rule weighs.

use semver::Version;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::levels::{LevelSetting, Levels, fixed_level};
use super::{config_about, config_links, rules};
use crate::link_settings::LinkSettings;
use crate::model::Kind;
use crate::nearest::nearest;
use crate::span::{Position, Span};

/// kb.toml, read.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The file's text.
    pub text: String,
    /// What the knowledge base is called.
    pub title: String,
    /// The language that its texts are written in (BCP 47).
    pub language: String,
    /// The licence of its texts (SPDX).
    pub licence: String,
    /// The version of its content, with its place in the text; nothing where the file does not say.
    pub data_version: Option<(Version, Span)>,
    /// The kinds whose records need a disclaimer, each with its place in the text.
    pub disclaimers_required_for: Vec<(Kind, Span)>,
    /// The locales in which disclaimers must be there (BCP 47), each with its place in the text.
    pub disclaimer_locales: Vec<(String, Span)>,
    /// How long a review holds.
    pub review: Review,
    /// How links are checked.
    pub links: LinkSettings,
    /// How much each rule's findings weigh.
    pub levels: Levels,
}

/// How long a review holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Review {
    /// The months after which a claim is to be reviewed again.
    pub months: u32,
    /// The months after which a claim on safety is to be reviewed again.
    pub safety_months: u32,
}

impl Default for Review {
    fn default() -> Self {
        Self { months: 24, safety_months: 12 }
    }
}

/// Something in kb.toml that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ConfigProblem {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Where it stands in the text.
    pub span: Span,
}

pub(super) type Problems = Vec<ConfigProblem>;

impl Config {
    /// Reads kb.toml.
    ///
    /// # Errors
    ///
    /// Everything in it that cannot be used: what is no TOML, unknown keys, unknown rules, levels and kinds.
    pub fn parse(text: &str) -> Result<Self, Problems> {
        let table = DeTable::parse(text).map_err(|error| {
            let span = error.span().map(|range| Span::new(range.start, range.end)).unwrap_or_default();
            vec![ConfigProblem {
                message: format!("kb.toml is not valid TOML: {}", error.message()),
                help: None,
                span,
            }]
        })?;
        let mut config = Self { text: text.to_owned(), ..Self::default() };
        let mut problems = Problems::new();
        let known =
            ["title", "language", "licence", "data_version", "disclaimers", "review", "lint", "links"];
        for (key, value) in table.get_ref() {
            let name: &str = key.get_ref();
            match name {
                "title" => config.title = config_about::title(value, &mut problems),
                "language" => config.language = config_about::language(value, &mut problems),
                "licence" => config.licence = config_about::licence(value, &mut problems),
                "data_version" => config.data_version = version_of(name, value, &mut problems),
                "disclaimers" => config.read_disclaimers(value, &mut problems),
                "review" => config.read_review(value, &mut problems),
                "lint" => config.read_lint(value, &mut problems),
                "links" => config.links = config_links::read(value, &mut problems),
                _ => problems.push(unknown_key(key, "", &known)),
            }
        }
        problems.sort_by_key(|problem| problem.span);
        if problems.is_empty() { Ok(config) } else { Err(problems) }
    }

    /// What must be in the file and is not. Apart from [`Self::parse`], so that a part of a kb.toml can be looked at alone.
    pub fn missing(&self) -> Vec<ConfigProblem> {
        config_about::missing(self)
    }

    fn read_disclaimers(&mut self, value: &Spanned<DeValue<'_>>, problems: &mut Problems) {
        for (key, value) in table_of("disclaimers", value, problems) {
            match key.get_ref().as_ref() {
                "required_for" => {
                    for (name, span) in list_of("required_for", value, problems) {
                        match Kind::from_folder(&name) {
                            Some(kind) => self.disclaimers_required_for.push((kind, span)),
                            None => problems.push(unknown_kind(&name, span)),
                        }
                    }
                }
                "locales" => {
                    self.disclaimer_locales = list_of("locales", value, problems);
                    for (tag, span) in &self.disclaimer_locales {
                        config_about::locale(tag, *span, problems);
                    }
                }
                _ => problems.push(unknown_key(key, "disclaimers.", &["required_for", "locales"])),
            }
        }
    }

    fn read_review(&mut self, value: &Spanned<DeValue<'_>>, problems: &mut Problems) {
        for (key, value) in table_of("review", value, problems) {
            let name: &str = key.get_ref();
            match name {
                "months" => self.review.months = months_of(name, value, problems).unwrap_or_default(),
                "safety_months" => {
                    self.review.safety_months = months_of(name, value, problems).unwrap_or_default();
                }
                _ => problems.push(unknown_key(key, "review.", &["months", "safety_months"])),
            }
        }
    }

    fn read_lint(&mut self, value: &Spanned<DeValue<'_>>, problems: &mut Problems) {
        for (key, value) in table_of("lint", value, problems) {
            match key.get_ref().as_ref() {
                "rules" => self.read_levels(None, value, problems),
                "folders" => {
                    for (folder, levels) in table_of("lint.folders", value, problems) {
                        match Kind::from_folder(folder.get_ref()) {
                            Some(kind) => self.read_levels(Some(kind.folder()), levels, problems),
                            None => problems.push(unknown_kind(folder.get_ref(), span_of(folder))),
                        }
                    }
                }
                _ => problems.push(unknown_key(key, "lint.", &["rules", "folders"])),
            }
        }
    }

    fn read_levels(&mut self, folder: Option<&str>, value: &Spanned<DeValue<'_>>, problems: &mut Problems) {
        for (rule, level) in table_of(folder.unwrap_or("lint.rules"), value, problems) {
            let name: &str = rule.get_ref();
            let Some(known) = rules::find(name) else {
                problems.push(ConfigProblem {
                    message: format!("there is no rule `{name}`"),
                    help: Some(match nearest(name, rules::ALL.iter().map(|rule| rule.name)) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => "`kb rules` lists them".to_owned(),
                    }),
                    span: span_of(rule),
                });
                continue;
            };
            let setting = match level.get_ref() {
                DeValue::String(text) => LevelSetting::from_name(text),
                _ => None,
            };
            if let Some((message, help)) = setting.and_then(|setting| fixed_level(known, setting)) {
                problems.push(ConfigProblem { message, help: Some(help), span: span_of(level) });
                continue;
            }
            match setting {
                Some(setting) => {
                    let line = Position::of(&self.text, span_of(rule).start).line;
                    self.levels.set(folder, name, setting, line);
                }
                None => problems.push(ConfigProblem {
                    message: format!("unknown level for `{name}`"),
                    help: Some("write \"error\", \"warning\", \"info\" or \"off\"".to_owned()),
                    span: span_of(level),
                }),
            }
        }
    }
}

pub(super) fn span_of<T>(spanned: &Spanned<T>) -> Span {
    Span::new(spanned.span().start, spanned.span().end)
}

fn suggest<'n>(name: &str, known: impl Iterator<Item = &'n str> + Clone, lead: &str) -> String {
    match nearest(name, known.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("{lead} {}", known.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
    }
}

fn unknown_kind(name: &str, span: Span) -> ConfigProblem {
    ConfigProblem {
        message: format!("there is no kind `{name}`"),
        help: Some(suggest(name, Kind::ALL.iter().map(|kind| kind.folder()), "the kinds are")),
        span,
    }
}

pub(super) fn unknown_key(
    key: &Spanned<std::borrow::Cow<'_, str>>,
    table: &str,
    known: &[&str],
) -> ConfigProblem {
    let name: &str = key.get_ref();
    ConfigProblem {
        message: format!("there is no setting `{table}{name}`"),
        help: Some(suggest(name, known.iter().copied(), "the settings are")),
        span: span_of(key),
    }
}

pub(super) fn text_of(name: &str, value: &Spanned<DeValue<'_>>, problems: &mut Problems) -> String {
    if let DeValue::String(text) = value.get_ref() {
        return text.to_string();
    }
    problems.push(wrong_type(name, "a text in quotes", span_of(value)));
    String::new()
}

fn version_of(name: &str, value: &Spanned<DeValue<'_>>, problems: &mut Problems) -> Option<(Version, Span)> {
    let version = match value.get_ref() {
        DeValue::String(text) => Version::parse(text).ok(),
        _ => None,
    };
    if version.is_none() {
        problems.push(ConfigProblem {
            message: format!("`{name}` must be a version in quotes"),
            help: Some("write it as `\"1.2.3\"` (Semantic Versioning)".to_owned()),
            span: span_of(value),
        });
    }
    version.map(|version| (version, span_of(value)))
}

fn months_of(name: &str, value: &Spanned<DeValue<'_>>, problems: &mut Problems) -> Option<u32> {
    let wanted = "a whole number of months, from 1 to 1200";
    integer_of(name, value, 1..=1200, wanted, problems).and_then(|months| u32::try_from(months).ok())
}

pub(super) fn integer_of(
    name: &str,
    value: &Spanned<DeValue<'_>>,
    range: std::ops::RangeInclusive<u64>,
    wanted: &str,
    problems: &mut Problems,
) -> Option<u64> {
    let number = match value.get_ref() {
        DeValue::Integer(number) => u64::from_str_radix(number.as_str(), number.radix()).ok(),
        _ => None,
    };
    let in_range = number.filter(|number| range.contains(number));
    if in_range.is_none() {
        problems.push(wrong_type(name, wanted, span_of(value)));
    }
    in_range
}

pub(super) fn list_of(
    name: &str,
    value: &Spanned<DeValue<'_>>,
    problems: &mut Problems,
) -> Vec<(String, Span)> {
    let mut texts = Vec::new();
    match value.get_ref() {
        DeValue::Array(items) => {
            for item in items.iter() {
                match item.get_ref() {
                    DeValue::String(text) => texts.push((text.to_string(), span_of(item))),
                    _ => problems.push(wrong_type(name, "a list of texts in quotes", span_of(item))),
                }
            }
        }
        _ => problems.push(wrong_type(name, "a list of texts in quotes", span_of(value))),
    }
    texts
}

pub(super) fn table_of<'v, 'i>(
    name: &str,
    value: &'v Spanned<DeValue<'i>>,
    problems: &mut Problems,
) -> impl Iterator<Item = (&'v Spanned<std::borrow::Cow<'i, str>>, &'v Spanned<DeValue<'i>>)> + use<'v, 'i> {
    let table = match value.get_ref() {
        DeValue::Table(table) => Some(table),
        _ => {
            problems.push(wrong_type(name, "a table", span_of(value)));
            None
        }
    };
    table.into_iter().flatten()
}

pub(super) fn wrong_type(name: &str, wanted: &str, span: Span) -> ConfigProblem {
    ConfigProblem { message: format!("`{name}` must be {wanted}"), help: None, span }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reviews_hold_as_long_as_the_file_says() {
        let review = |text: &str| Config::parse(text).map(|config| config.review);
        assert_eq!(review(""), Ok(Review { months: 24, safety_months: 12 }));
        assert_eq!(review("[review]\nsafety_months = 6"), Ok(Review { months: 24, safety_months: 6 }));
        for (text, message, at) in [
            ("[review]\nmonth = 6", "there is no setting `review.month`", "month"),
            ("[review]\nmonths = 0", "`months` must be a whole number of months, from 1 to 1200", "0"),
            ("[review]\nmonths = -1", "`months` must be a whole number of months, from 1 to 1200", "-1"),
            (
                "[review]\nmonths = \"6\"",
                "`months` must be a whole number of months, from 1 to 1200",
                "\"6\"",
            ),
            ("review = 6", "`review` must be a table", "6"),
        ] {
            let problems = Config::parse(text).unwrap_err();
            let [problem] = problems.as_slice() else { panic!("{text}: {problems:?}") };
            assert_eq!((problem.message.as_str(), problem.span.slice(text)), (message, Some(at)), "{text}");
        }
    }

    #[test]
    fn the_version_of_the_content_is_one() {
        let version = |text: &str| Config::parse(text).map(|config| config.data_version);
        assert_eq!(version(""), Ok(None));
        let text = "title = \"x\"\ndata_version = \"1.2.3-rc.1\"";
        let (found, span) = version(text).unwrap().unwrap();
        assert_eq!(
            (found, span.slice(text)),
            (Version::parse("1.2.3-rc.1").unwrap(), Some("\"1.2.3-rc.1\""))
        );
        for value in ["\"1.2\"", "\"v1.2.3\"", "\"01.2.3\"", "\"\"", "1.2", "3"] {
            let text = format!("data_version = {value}");
            let problems = version(&text).unwrap_err();
            let [problem] = problems.as_slice() else { panic!("{text}: {problems:?}") };
            assert_eq!(problem.message, "`data_version` must be a version in quotes", "{text}");
            assert_eq!(problem.span.slice(&text), Some(value));
        }
    }
}
