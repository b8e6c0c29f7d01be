//! What kb.toml says of the knowledge base as a whole: its title, its language and its licence. Every export repeats them.

use oxilangtag::LanguageTag;
use spdx::{Expression, identifiers::LICENSES};
use toml::Spanned;
use toml::de::DeValue;

use super::config::{Config, ConfigProblem, Problems, span_of, text_of};
use crate::nearest::nearest;
use crate::span::Span;
use crate::visible::{brief, is_obeyed};

/// What must be there: each with a line that shows how it is written.
const REQUIRED: &[(&str, &str)] =
    &[("title", "Massage of the back"), ("language", "en"), ("licence", "CC-BY-4.0")];

/// The most letters of a value that are shown.
const MOST_SHOWN: usize = 100;

pub(super) fn title(value: &Spanned<DeValue<'_>>, problems: &mut Problems) -> String {
    text("title", value, problems).unwrap_or_default()
}

/// A language tag (BCP 47).
pub(super) fn language(value: &Spanned<DeValue<'_>>, problems: &mut Problems) -> String {
    let Some(tag) = text("language", value, problems) else { return String::new() };
    if !is_language(&tag) {
        problems.push(no_language(&tag, span_of(value), "language = "));
    }
    tag
}

/// Looks whether `tag` is a language tag.
pub(super) fn locale(tag: &str, span: Span, problems: &mut Problems) {
    if !is_language(tag) {
        problems.push(no_language(tag, span, ""));
    }
}

/// A licence expression (SPDX).
pub(super) fn licence(value: &Spanned<DeValue<'_>>, problems: &mut Problems) -> String {
    let Some(licence) = text("licence", value, problems) else { return String::new() };
    if let Err(error) = Expression::parse(&licence) {
        let near = nearest(&licence, LICENSES.iter().map(|known| known.name));
        let help = match near {
            Some(near) => format!("write `licence = \"{near}\"` if you mean that"),
            None => {
                "write the name that the SPDX list has for it, such as `licence = \"CC-BY-4.0\"`; your own text is `LicenseRef-` and a name"
                    .to_owned()
            }
        };
        let message = format!("`{}` is not an SPDX licence: {}", brief(&licence, MOST_SHOWN), error.reason);
        problems.push(ConfigProblem { message, help: Some(help), span: span_of(value) });
    }
    licence
}

/// What is missing in a kb.toml that can be read. An export without it would not say whose words these are, or in which language.
pub(super) fn missing(config: &Config) -> Problems {
    let values = [&config.title, &config.language, &config.licence];
    let missing = REQUIRED.iter().zip(values).filter(|(_, value)| value.is_empty());
    let problem = |((name, example), _): (&(&str, &str), &String)| ConfigProblem {
        message: format!("`{name}` is missing"),
        help: Some(format!("add a line at the top: `{name} = \"{example}\"`")),
        span: Span::default(),
    };
    missing.map(problem).collect()
}

/// A text that says something and can be shown.
fn text(name: &str, value: &Spanned<DeValue<'_>>, problems: &mut Problems) -> Option<String> {
    let before = problems.len();
    let text = text_of(name, value, problems);
    let example = REQUIRED.iter().find(|(known, _)| *known == name).map_or("", |(_, example)| example);
    let shown: String = text.chars().filter(|letter| !is_obeyed(*letter)).collect();
    let (message, fixed) = if problems.len() > before {
        return None;
    } else if text.trim().is_empty() {
        (format!("`{name}` is empty"), example)
    } else if let Some(letter) = text.chars().find(|letter| is_obeyed(*letter)) {
        (format!("`{name}` contains the control character U+{:04X}", u32::from(letter)), shown.trim())
    } else {
        return Some(text);
    };
    let fixed = brief(fixed, MOST_SHOWN).replace('"', "\\\"");
    let help = Some(format!("write `{name} = \"{fixed}\"`"));
    problems.push(ConfigProblem { message, help, span: span_of(value) });
    None
}

/// Well-formed, and not the name of a language: no tag of five letters or more is registered as a language.
fn is_language(tag: &str) -> bool {
    LanguageTag::parse(tag).is_ok_and(|tag| tag.primary_language().len() <= 3)
}

fn no_language(tag: &str, span: Span, key: &str) -> ConfigProblem {
    let hyphens = tag.trim().replace('_', "-");
    let fixed = if is_language(&hyphens) { hyphens } else { "en".to_owned() };
    ConfigProblem {
        message: format!("`{}` is not a language tag (BCP 47)", brief(tag, MOST_SHOWN)),
        help: Some(format!(
            "write `{key}\"{fixed}\"`, or the tag of another language, such as `de` or `pt-BR`"
        )),
        span,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "title = \"T\"\nlanguage = \"en\"\nlicence = \"CC-BY-4.0\"\n";

    /// What is wrong with a kb.toml in which `name` is `value`: the message and the help.
    fn told(name: &str, value: &str) -> Option<(String, String)> {
        let lines = GOOD.lines().filter(|line| !line.starts_with(name));
        let text: String =
            lines.map(|line| format!("{line}\n")).chain([format!("{name} = {value}\n")]).collect();
        let problems = Config::parse(&text).err()?;
        let [problem] = problems.as_slice() else { panic!("{text}: {problems:?}") };
        assert_eq!(problem.span.slice(&text), Some(value), "{text}");
        Some((problem.message.clone(), problem.help.clone().unwrap_or_default()))
    }

    #[test]
    fn a_language_is_a_tag() {
        for good in ["en", "en-GB", "de-CH-1996", "zh-Hant", "sr-Latn-RS", "es-419"] {
            assert_eq!(told("language", &format!("\"{good}\"")), None, "{good}");
        }
        for bad in ["xx-@@", "English", "en GB", "-", "e", "en-"] {
            let (message, _) = told("language", &format!("\"{bad}\"")).unwrap();
            assert_eq!(message, format!("`{bad}` is not a language tag (BCP 47)"));
        }
        assert!(told("language", "\"en_GB\"").unwrap().1.starts_with("write `language = \"en-GB\"`"));
    }

    #[test]
    fn a_licence_is_an_expression() {
        for good in ["CC-BY-4.0", "CC0-1.0", "MIT OR Apache-2.0", "LicenseRef-ours", "(CC-BY-SA-4.0 AND MIT)"]
        {
            assert_eq!(told("licence", &format!("\"{good}\"")), None, "{good}");
        }
        for bad in ["<script>", "all rights reserved", "CC-BY", "MIT OR"] {
            let (message, _) = told("licence", &format!("\"{bad}\"")).unwrap();
            assert!(message.starts_with(&format!("`{bad}` is not an SPDX licence: ")), "{message}");
        }
        assert_eq!(
            told("licence", "\"cc-by-4\"").unwrap().1,
            "write `licence = \"CC-BY-4.0\"` if you mean that"
        );
    }

    #[test]
    fn nothing_is_empty_or_obeyed_by_a_terminal() {
        for name in ["title", "language", "licence"] {
            assert_eq!(told(name, "\" \"").unwrap().0, format!("`{name}` is empty"));
        }
        let (message, help) = told("title", "\"a\\u001b[31m \\\"b\\\"\\u202e\"").unwrap();
        assert_eq!(message, "`title` contains the control character U+001B");
        assert_eq!(help, "write `title = \"a[31m \\\"b\\\"\"`");
    }

    #[test]
    fn what_is_left_out_is_missing() {
        let missing = |text: &str| {
            let problems = missing(&Config::parse(text).unwrap());
            problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>()
        };
        assert_eq!(missing(GOOD), Vec::<String>::new());
        assert_eq!(missing(""), ["`title` is missing", "`language` is missing", "`licence` is missing"]);
    }

    #[test]
    fn locales_are_tags_too() {
        let text = "[disclaimers]\nlocales = [\"en\", \"no way\"]\n";
        let problems = Config::parse(text).unwrap_err();
        let spans: Vec<_> = problems.iter().map(|problem| problem.span.slice(text).unwrap()).collect();
        assert_eq!(spans, ["\"no way\""]);
    }
}
