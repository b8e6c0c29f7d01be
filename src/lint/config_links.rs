//! The table `[links]` of kb.toml.

use std::time::Duration;

use jiff::SignedDuration;
use toml::Spanned;
use toml::de::DeValue;

use super::config::{
    ConfigProblem, Problems, integer_of, span_of, table_of, text_of, unknown_key, wrong_type,
};
use crate::link_settings::LinkSettings;

const KNOWN: [&str; 15] = [
    "contact",
    "concurrency",
    "per_host",
    "interval_ms",
    "timeout_s",
    "budget",
    "max_body",
    "confirm",
    "confirm_after_days",
    "crossref",
    "doi",
    "ncbi",
    "wayback",
    "openalex",
    "stale_days",
];

/// The command line takes more, faster and larger: there it is the choice of whoever runs the check, and not of who wrote the records.
const MOST_PER_HOST: u64 = 8;
const LEAST_INTERVAL_MS: u64 = 50;
const MOST_BODY: u64 = 64 << 20;

/// Reads the table; what cannot be used goes to `problems`.
pub(super) fn read(value: &Spanned<DeValue<'_>>, problems: &mut Problems) -> LinkSettings {
    let mut settings = LinkSettings::default();
    for (key, value) in table_of("links", value, problems) {
        let name: &str = key.get_ref();
        let mut number = |least: u64, most: u64| {
            let wanted = format!("a whole number from {least} to {most}");
            integer_of(name, value, least..=most, &wanted, problems)
        };
        let small = |number: Option<u64>| number.and_then(|number| u32::try_from(number).ok());
        match name {
            "contact" => settings.contact = contact(name, value, problems),
            "concurrency" => settings.concurrency = small(number(1, 1024)).unwrap_or(1),
            "per_host" => settings.per_host = small(number(1, MOST_PER_HOST)).unwrap_or(1),
            "interval_ms" => {
                settings.interval = Duration::from_millis(number(LEAST_INTERVAL_MS, 600_000).unwrap_or(0));
            }
            "timeout_s" => settings.timeout = Duration::from_secs(number(1, 600).unwrap_or(1)),
            "budget" => settings.budget = duration(name, value, problems),
            "max_body" => settings.max_body = number(1024, MOST_BODY).unwrap_or(1024),
            "confirm" => settings.confirm = small(number(1, 100)).unwrap_or(1),
            "confirm_after_days" => settings.confirm_after_days = small(number(0, 365)).unwrap_or(0),
            "stale_days" => settings.stale_days = small(number(0, 3650)).unwrap_or(0),
            "allow_private" => problems.push(command_line_only(key)),
            "crossref" => settings.crossref = service(name, value, problems),
            "doi" => settings.doi = service(name, value, problems),
            "ncbi" => settings.ncbi = service(name, value, problems),
            "wayback" => settings.wayback = service(name, value, problems),
            "openalex" => settings.openalex = service(name, value, problems),
            _ => problems.push(unknown_key(key, "links.", &KNOWN)),
        }
    }
    settings
}

/// A mail address or a page. It goes into a header of each request: nothing but plain letters may stand in it.
fn contact(name: &str, value: &Spanned<DeValue<'_>>, problems: &mut Problems) -> Option<String> {
    let text = text_of(name, value, problems);
    let is_one = text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'(' | b')' | b'\\'))
        && (text.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'))
            || is_http(&text));
    if !is_one && matches!(value.get_ref(), DeValue::String(_)) {
        let wanted = "a mail address or the address of a page, such as \"editors@example.org\"";
        problems.push(wrong_type(name, wanted, span_of(value)));
    }
    is_one.then_some(text)
}

/// A length of time, such as "30m".
fn duration(name: &str, value: &Spanned<DeValue<'_>>, problems: &mut Problems) -> Option<Duration> {
    let text = match value.get_ref() {
        DeValue::String(text) => text.as_ref(),
        _ => "",
    };
    let read = text.parse::<SignedDuration>().ok().and_then(|read| Duration::try_from(read).ok());
    let read = read.filter(|read| !read.is_zero());
    if read.is_none() {
        problems.push(wrong_type(
            name,
            "a length of time in quotes, such as \"30m\" or \"2h\"",
            span_of(value),
        ));
    }
    read
}

/// The address of a service, or "none".
fn service(name: &str, value: &Spanned<DeValue<'_>>, problems: &mut Problems) -> Option<String> {
    match value.get_ref() {
        DeValue::String(text) if text == "none" => return None,
        DeValue::String(text) if is_http(text) => return Some(text.trim_end_matches('/').to_owned()),
        _ => {}
    }
    let wanted = "the http(s) address of the service, or \"none\" to leave it out";
    problems.push(wrong_type(name, wanted, span_of(value)));
    None
}

fn is_http(text: &str) -> bool {
    url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

/// The key would let whoever wrote the records into the private network of whoever checks them.
fn command_line_only(key: &Spanned<std::borrow::Cow<'_, str>>) -> ConfigProblem {
    ConfigProblem {
        message: "`allow_private` is taken from the command line only: `--allow-private HOST`".to_owned(),
        help: Some(
            "remove it from kb.toml: other people use that file too, each in their own network".to_owned(),
        ),
        span: span_of(key),
    }
}

#[cfg(test)]
mod tests {
    use super::super::config::Config;
    use super::*;

    #[test]
    fn every_setting_is_read_and_the_others_keep_their_defaults() {
        let text = r#"
[links]
contact = "editors@example.org"
concurrency = 8
per_host = 1
interval_ms = 250
timeout_s = 10
budget = "1h 30m"
max_body = 1_048_576
confirm = 3
confirm_after_days = 5
crossref = "http://127.0.0.1:8080/crossref/"
doi = "https://doi.example.org"
ncbi = "none"
wayback = "none"
openalex = "none"
stale_days = 0
"#;
        let settings = Config::parse(text).unwrap().links;
        let expected = LinkSettings {
            contact: Some("editors@example.org".to_owned()),
            concurrency: 8,
            per_host: 1,
            interval: Duration::from_millis(250),
            timeout: Duration::from_secs(10),
            budget: Some(Duration::from_secs(5400)),
            max_body: 1 << 20,
            confirm: 3,
            confirm_after_days: 5,
            crossref: Some("http://127.0.0.1:8080/crossref".to_owned()),
            doi: Some("https://doi.example.org".to_owned()),
            ncbi: None,
            wayback: None,
            openalex: None,
            stale_days: 0,
        };
        assert_eq!(settings, expected);
        assert_eq!(settings.confirmation().after, SignedDuration::from_hours(5 * 24));
        assert_eq!(Config::parse("[links]").unwrap().links, LinkSettings::default());
        let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/links.md")).unwrap();
        for key in KNOWN {
            assert!(text.contains(&format!("\n{key} = ")), "{key} is not tried");
            let told = |line: &str| line.starts_with('|') && line.contains(&format!("`{key}`"));
            assert!(page.lines().any(told), "{key} is not in docs/links.md");
        }
    }

    #[test]
    fn what_cannot_be_used_is_told_at_its_place() {
        for (text, message, at) in [
            ("[links]\nconcurency = 1", "there is no setting `links.concurency`", "concurency"),
            ("[links]\nconcurrency = 0", "`concurrency` must be a whole number from 1 to 1024", "0"),
            ("[links]\nper_host = \"2\"", "`per_host` must be a whole number from 1 to 8", "\"2\""),
            ("[links]\nmax_body = 12", "`max_body` must be a whole number from 1024 to 67108864", "12"),
            (
                "[links]\nmax_body = 1_073_741_824",
                "`max_body` must be a whole number from 1024 to 67108864",
                "1_073_741_824",
            ),
            ("[links]\ninterval_ms = 0", "`interval_ms` must be a whole number from 50 to 600000", "0"),
            ("[links]\ncontact = 7", "`contact` must be a text in quotes", "7"),
            (
                "[links]\ncontact = \"me\\r\\nX: y@a.b\"",
                "`contact` must be a mail address or the address of a page, such as \"editors@example.org\"",
                "\"me\\r\\nX: y@a.b\"",
            ),
            (
                "[links]\nbudget = 30",
                "`budget` must be a length of time in quotes, such as \"30m\" or \"2h\"",
                "30",
            ),
            (
                "[links]\ndoi = \"ftp://x\"",
                "`doi` must be the http(s) address of the service, or \"none\" to leave it out",
                "\"ftp://x\"",
            ),
            (
                "[links]\nallow_private = [\"10.0.0.0/8\"]",
                "`allow_private` is taken from the command line only: `--allow-private HOST`",
                "allow_private",
            ),
            ("links = 1", "`links` must be a table", "1"),
        ] {
            let problems = Config::parse(text).unwrap_err();
            let [problem] = problems.as_slice() else { panic!("{text}: {problems:?}") };
            assert_eq!((problem.message.as_str(), problem.span.slice(text)), (message, Some(at)), "{text}");
        }
        let problems = Config::parse("[links]\nconcurency = 1").unwrap_err();
        assert_eq!(problems[0].help.as_deref(), Some("did you mean `concurrency`?"));
    }
}
