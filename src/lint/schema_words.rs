//! What a record's schema does not allow, in the words of the rule `schema`.

use std::borrow::Cow;

use super::enumerate::{enumerate, join};
use super::yaml_form::{from_json, quote};
use super::{Finding, Place};
use crate::edit::{Change, Fix};
use crate::model::{Kind, is_id};
use crate::schema::{self, Fault, SchemaProblem};
use crate::yaml::{Value, resolve, unescape};

/// The finding that tells of a problem; `allowed` are the values that may stand at its place, where another problem names them.
pub(super) fn describe(
    (file, kind, stem): (usize, Kind, &str),
    problem: &SchemaProblem,
    allowed: &[String],
) -> Finding {
    let SchemaProblem { pointer, place, fault } = problem;
    let place = match (place, fault) {
        (_, Fault::MissingKey { name, .. }) if name == "withdrawal" => Place::value("/status"),
        (_, Fault::NeedsOneOf { present, .. }) if !present.is_empty() => {
            Place::key(format!("{pointer}/{}", present.last().map_or("", String::as_str)))
        }
        // A value over several lines: its key says as much, and hides less of the page.
        (schema::Place::Key, _) | (_, Fault::WrongType { written: None, .. }) => Place::key(pointer.as_str()),
        (schema::Place::Value, _) => Place::value(pointer.as_str()),
    };
    let value = Named::value_at(pointer, kind);
    let new = |message: String| Finding::new(file, place.clone(), message);
    match fault {
        Fault::EmptyRecord { required } => new("empty record".to_owned())
            .help(format!("write at least the keys {}, or delete the file", enumerate(required, "and"))),
        Fault::UnknownKey { name, nearest, known } => {
            let parent = pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
            new(format!("unknown key `{name}` in {}", Named::holder_at(parent, kind)))
                .label("not a known key")
                .help(match nearest {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("the allowed keys are {}", enumerate(known, "and")),
                })
        }
        Fault::MissingKey { name, description, allowed, example } => {
            let example = if name == "id" { Some(stem) } else { example.as_deref() };
            let finding = new(format!("missing key `{name}` in {}", Named::holder_at(pointer, kind)));
            let id = serde_json::Value::from(stem).to_string();
            let example = if name == "id" { Some(id.as_str()) } else { example };
            let label = if name == "withdrawal" {
                "so `withdrawal` must say why and when".to_owned()
            } else {
                format!("lacks `{name}`")
            };
            finding.label(label).help(missing_key(name, description, allowed, example))
        }
        Fault::NeedsOneOf { keys, present } if present.is_empty() => new(format!(
            "{} has none of the keys {}",
            Named::holder_at(pointer, kind),
            enumerate(keys, "and")
        ))
        .help(format!("add either {}", enumerate(keys, "or"))),
        Fault::NeedsOneOf { present, .. } => new(format!(
            "{} has {}, but only one of them is allowed",
            Named::holder_at(pointer, kind),
            enumerate(present, "and")
        ))
        .help(format!("keep either {}", enumerate(present, "or"))),
        Fault::NotWanted { name } if name == "withdrawal" => {
            new("`withdrawal` is in a record that is not withdrawn".to_owned())
                .help("write `status: withdrawn`, or remove `withdrawal`")
        }
        Fault::NotWanted { name } => new(format!("`{name}` is not allowed next to the other keys here"))
            .help(format!("remove `{name}`")),
        Fault::WrongType { expected, found, written, example, is_required } => {
            let wrong =
                WrongType { expected, found, written: written.as_deref(), example: example.as_deref() };
            if let Some(written) = wrong.number_as_date() {
                return date(&new, written, example.as_deref());
            }
            let fix = wrong
                .number_as_text()
                .map(|text| Fix::certain(Change::Value { pointer: pointer.clone(), text: text.to_owned() }));
            new(wrong.message(&value)).help(wrong.help(&value, allowed, *is_required)).fix(fix)
        }
        Fault::NotAllowed { written, allowed, nearest } => {
            new(format!("`{}` is no {}", short(written), value.as_noun()))
                .label("not one of its values")
                .help(values(nearest.as_deref(), allowed))
        }
        Fault::Shape { written, pattern, example } => {
            shape(&new, &value, written, pattern, example.as_deref())
        }
        Fault::Length { least: Some(least), .. } => new(format!("{value} has too few items"))
            .help(format!("{value} needs at least {}", items(*least))),
        Fault::Length { most, .. } => new(format!("{value} has too many items"))
            .help(format!("{value} allows at most {}", items(most.unwrap_or_default()))),
        Fault::TooSmall { written, least } => {
            new(format!("`{written}` is too small for {value}")).help(format!("{value} is {least} or more"))
        }
        // No schema bounds a number from above; the model's types do.
        Fault::Other { message } if message.starts_with("invalid value: integer `") => {
            let number = message.split('`').nth(1).unwrap_or_default();
            new(format!("`{number}` is too large for {value}")).help("check for an extra digit")
        }
        Fault::Other { message } => new(format!("the schema of `{kind}` does not allow this: {message}"))
            .help(format!(
                "compare it with another record in `{kind}/`, or with `schemas/{kind}.schema.json`"
            )),
    }
}

/// "1 item", "2 items".
fn items(number: u64) -> String {
    format!("{number} {}", if number == 1 { "item" } else { "items" })
}

/// What stands at a pointer, as a sentence calls it.
struct Named {
    key: String,
    is_item: bool,
}

impl Named {
    fn value_at(pointer: &str, kind: Kind) -> Self {
        let mut steps = pointer.rsplit('/').filter(|step| !step.is_empty()).peekable();
        let is_item = steps.peek().is_some_and(|step| step.bytes().all(|byte| byte.is_ascii_digit()));
        let key = steps.find(|step| !step.bytes().all(|byte| byte.is_ascii_digit()));
        Self { key: key.map_or_else(|| format!("{kind}/"), |key| unescape(key).into_owned()), is_item }
    }

    /// The set of keys and values at a pointer.
    fn holder_at(pointer: &str, kind: Kind) -> String {
        if pointer.is_empty() {
            format!("a record of `{kind}`")
        } else {
            Self::value_at(pointer, kind).to_string()
        }
    }

    /// "`<a wrong value>` is no …".
    fn as_noun(&self) -> String {
        if self.is_item { format!("known item of `{}`", self.key) } else { format!("known `{}`", self.key) }
    }
}

impl std::fmt::Display for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.key.ends_with('/') {
            write!(f, "a record of `{}`", self.key.trim_end_matches('/'))
        } else if self.is_item {
            write!(f, "an item of `{}`", self.key)
        } else {
            write!(f, "`{}`", self.key)
        }
    }
}

fn values(nearest: Option<&str>, allowed: &[String]) -> String {
    let all = enumerate(allowed, "or");
    match nearest {
        Some(near) => format!("did you mean `{near}`? it can be {all}"),
        None => format!("it can be {all}"),
    }
}

/// "add `origin: article`, for example: where the statement comes from".
fn missing_key(name: &str, description: &str, allowed: &[String], example: Option<&str>) -> String {
    let what_for = uncapitalised(
        description
            .split("\n\n")
            .next()
            .unwrap_or_default()
            .split(". ")
            .next()
            .unwrap_or_default()
            .split(" (")
            .next()
            .unwrap_or_default()
            .trim_end_matches('.'),
    );
    let line =
        example.map_or_else(|| format!("{name}: …"), |example| format!("{name}: {}", from_json(example)));
    let purpose = if what_for.is_empty() { String::new() } else { format!(" ({what_for})") };
    let choice =
        if allowed.is_empty() { String::new() } else { format!("; it can be {}", enumerate(allowed, "or")) };
    format!("add `{name}`{purpose}, for example `{line}`{choice}")
}

/// "What it is" ► "what it is"; names in capitals stay as they are.
fn uncapitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    match letters.next() {
        Some(first) if !letters.clone().next().is_some_and(char::is_uppercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => sentence.to_owned(),
    }
}

/// The words or ids that stand in one value, where they are several: `a, b`, `a; b`, `a and b`.
fn several(written: &str) -> Option<Vec<&str>> {
    let is_word = |part: &&str| {
        part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_/".contains(&byte))
    };
    let bare = written.trim_matches(['"', '\'']);
    let parts: Vec<&str> = bare
        .split([' ', ',', ';'])
        .filter(|part| !part.is_empty() && *part != "and" && *part != "&")
        .collect();
    let are_words = parts.iter().all(is_word)
        && (parts.iter().all(|part| part.contains('/')) || bare.contains([',', ';']));
    (parts.len() > 1 && are_words).then_some(parts)
}

/// `benefits: relaxation` ► `benefits/relaxation`.
fn path_with_colon(written: &str) -> Option<String> {
    let (folder, id) = written.split_once(": ")?;
    let kind = Kind::from_folder(folder)?;
    is_id(id.trim()).then(|| format!("{kind}/{}", id.trim()))
}

struct WrongType<'a> {
    expected: &'a str,
    found: &'a str,
    written: Option<&'a str>,
    example: Option<&'a str>,
}

impl WrongType<'_> {
    /// Says whether the list that is wanted holds texts, by its example.
    fn is_of_texts(&self) -> bool {
        self.example.is_some_and(|example| example.starts_with("[\""))
    }

    /// What was written, where a number stands in the place of a date.
    fn number_as_date(&self) -> Option<&str> {
        let is_date = self.example.is_some_and(|example| iso_date(example.trim_matches('"')).is_some());
        self.written.filter(|_| is_date && self.expected == "text" && self.found != "nothing")
    }

    /// What was written, where a number stands in the place of a text that it can be.
    fn number_as_text(&self) -> Option<&str> {
        let is_number = matches!(self.found, "a whole number" | "a number");
        self.written.filter(|written| {
            is_number && self.expected == "text" && written.starts_with(|sign: char| sign.is_ascii_digit())
        })
    }

    fn message(&self, value: &Named) -> String {
        match (self.found, self.written) {
            ("nothing", None) => format!("{value} has no value"),
            (found, Some(written)) if !written.starts_with(['[', '{']) => {
                format!("`{written}` was read as {found}, {value} wants {}", self.expected)
            }
            (found, _) => format!("{value} is {found} here, and wants {}", self.expected),
        }
    }

    fn help(&self, value: &Named, allowed: &[String], is_required: bool) -> String {
        if !allowed.is_empty() {
            return values(None, allowed);
        }
        let example = self.example.map(from_json);
        let such_as = example.as_ref().map(|example| format!(", such as `{example}`")).unwrap_or_default();
        let key = &value.key;
        match (self.expected, self.found, self.written) {
            (_, "nothing", None) if value.is_item => {
                format!("write {}{such_as}, or remove the empty item", self.expected)
            }
            (_, "nothing", None) if is_required => format!("write {}{such_as}", self.expected),
            (_, "nothing", None) => format!("write {}{such_as}, or remove `{key}:`", self.expected),
            ("text", "a whole number" | "a number" | "a truth value" | "nothing", Some(written)) => {
                format!("put it in quotes: {}", quote(written))
            }
            ("text", "a set of keys and values", Some(written)) if path_with_colon(written).is_some() => {
                format!("write `{}`", path_with_colon(written).unwrap_or_default())
            }
            ("text", "a set of keys and values", Some(written)) if !written.starts_with('{') => {
                format!(
                    "`: ` makes a key of what stands before it; put the whole text in quotes: {}",
                    quote(written)
                )
            }
            ("text", "a list", _) => "write one text, without `- ` or brackets".to_owned(),
            ("a list", "a set of keys and values", Some(written)) if self.is_of_texts() => {
                format!("write it as an item of a list, in quotes, below `{key}:`: - {}", quote(written))
            }
            ("a list", "a set of keys and values", _) => {
                format!("write `- ` before its first key, below `{key}:`")
            }
            ("a list", _, Some(written)) if value.is_item => format!("put it in brackets: [{written}]"),
            ("a list", _, Some(written)) if several(written).is_some() => {
                let parts = several(written).unwrap_or_default();
                let items = parts.iter().map(|part| format!("`- {part}`")).collect::<Vec<_>>();
                format!(
                    "write it as a list: `{key}: [{}]`, or {} below `{key}:`, each on a line of its own",
                    parts.join(", "),
                    join(&items, "and")
                )
            }
            ("a list", _, Some(written)) => {
                format!(
                    "write it as a list, also where it has one item: `{key}: [{written}]`, or `- {written}` below `{key}:`"
                )
            }
            ("a whole number", "text", Some(written)) => {
                match resolve(written.trim_matches(['"', '\'']).into()) {
                    Value::Integer(number) => format!("write it without quotes: {number}"),
                    _ => format!("write a whole number{such_as}"),
                }
            }
            ("`true` or `false`", _, Some(written)) => {
                match written.to_ascii_lowercase().trim_matches(['"', '\'']) {
                    "yes" | "y" | "on" | "true" | "1" => "write `true`".to_owned(),
                    "no" | "n" | "off" | "false" | "0" => "write `false`".to_owned(),
                    _ => "write `true` or `false`".to_owned(),
                }
            }
            ("a set of keys and values", ..) if key.ends_with('/') => {
                "start with `id:` and the id of the record, each key on a line of its own".to_owned()
            }
            ("a set of keys and values", ..) => format!("write its keys and their values{such_as}"),
            (expected, ..) => format!("write {expected}{such_as}"),
        }
    }
}

fn shape(
    new: &dyn Fn(String) -> Finding,
    value: &Named,
    written: &str,
    pattern: &str,
    example: Option<&str>,
) -> Finding {
    let such_as = example.map(|example| format!(", such as `{}`", from_json(example))).unwrap_or_default();
    if pattern.starts_with("^[0-9]{4}-[0-9]{2}-[0-9]{2}") {
        return date(new, written, example);
    }
    if pattern.starts_with("^https?://") {
        let help = if written.contains(char::is_whitespace) {
            "an address holds no spaces: write it alone".to_owned()
        } else if written.contains("://") {
            format!("write an address that starts with `https://`{such_as}")
        } else {
            format!("write `https://{}`, if that is the address", written.trim_start_matches('/'))
        };
        return new(format!("`{}` is no web address", short(written))).help(help);
    }
    new(format!("`{}` has not the form of {value}", short(written))).help(match example {
        Some(_) => format!("write it in the form of `{}`", from_json(example.unwrap_or_default())),
        None => format!("it must match the pattern `{pattern}`"),
    })
}

fn date(new: &dyn Fn(String) -> Finding, written: &str, example: Option<&str>) -> Finding {
    let help = match iso_date(written) {
        Some(date) => format!("write `{date}`, if that is the day that is meant: year, month, day"),
        None => {
            let such_as =
                example.map(|example| format!(", such as `{}`", from_json(example))).unwrap_or_default();
            format!("write year, month and day as YYYY-MM-DD{such_as}")
        }
    };
    new(format!("`{}` is not a date of the form YYYY-MM-DD", short(written))).help(help)
}

/// The start of a text, where it is more than fits in a sentence.
fn short(written: &str) -> Cow<'_, str> {
    const MOST: usize = 60;
    let line = written.lines().next().unwrap_or_default();
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()).into(),
        None if line.len() < written.trim_end().len() => format!("{line}…").into(),
        None => line.into(),
    }
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The ISO form of a date that is written in another way, where that leaves no doubt: with a day above 12, with the year first, with the
/// points that only put the day first, without anything between its parts, or with the name of the month.
pub(super) fn iso_date(written: &str) -> Option<String> {
    let is_between =
        |sign: char| sign.is_whitespace() || matches!(sign, '.' | '/' | '-' | ',' | '–' | '‑' | '−' | '_');
    // The time of a day is not asked for.
    let written = written.trim().split(['T']).next().unwrap_or_default();
    let written =
        written.split_once(' ').filter(|(_, time)| time.contains(':')).map_or(written, |(day, _)| day);
    let digits = written.len() == 8 && written.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = if digits {
        vec![written.get(..4)?, written.get(4..6)?, written.get(6..)?]
    } else {
        written.split(is_between).filter(|part| !part.is_empty()).collect()
    };
    let [first, second, third] = parts.as_slice() else { return None };
    let number = |part: &str| {
        let part =
            ["st", "nd", "rd", "th"].iter().find_map(|ending| part.strip_suffix(ending)).unwrap_or(part);
        part.parse::<u32>().ok()
    };
    let named = |part: &str| {
        let month = MONTHS.iter().position(|month| part.to_lowercase().starts_with(month))?;
        (part.len() >= 3 && part.chars().all(char::is_alphabetic)).then_some(month as u32 + 1)
    };
    let (year, month, day) = if let Some(month) = named(second) {
        let has_year = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        match (has_year(first), third.len()) {
            (true, _) => (number(first)?, month, number(third)?),
            (_, 4) => (number(third)?, month, number(first)?),
            _ => return None,
        }
    } else if let Some(month) = named(first) {
        (number(third).filter(|_| third.len() == 4)?, month, number(second)?)
    } else {
        let (first_number, second_number, third_number) = (number(first)?, number(second)?, number(third)?);
        match (first.len(), third.len()) {
            (4, _) => (first_number, second_number, third_number),
            (_, 4) if written.contains('.') || first_number > 12 => {
                (third_number, second_number, first_number)
            }
            (_, 4) if second_number > 12 => (third_number, first_number, second_number),
            _ => return None,
        }
    };
    let date = format!("{year:04}-{month:02}-{day:02}");
    date.parse::<jiff::civil::Date>().ok().map(|_| date)
}

#[cfg(test)]
mod tests {
    use super::{iso_date, short};

    #[test]
    fn long_texts_are_cut() {
        assert_eq!(short("é b\n"), "é b");
        assert_eq!(short("a\nb\n"), "a…");
        assert_eq!(short(&"é".repeat(60)), "é".repeat(60));
        assert_eq!(short(&"é".repeat(61)), format!("{}…", "é".repeat(60)));
    }

    #[test]
    fn dates_are_put_in_order_only_where_it_is_clear() {
        for (written, iso) in [
            ("1.11.2026", Some("2026-11-01")),
            ("2026/3/7", Some("2026-03-07")),
            ("22/11/2026", Some("2026-11-22")),
            ("11/22/2026", Some("2026-11-22")),
            ("10/11/2026", None),
            ("November 2026", None),
            ("1.11.26", None),
            ("20261122", Some("2026-11-22")),
            ("2026", None),
            ("202611", None),
            ("20261322", None),
            ("22 November 2026", Some("2026-11-22")),
            ("22nd Nov. 2026", Some("2026-11-22")),
            ("Nov 22, 2026", Some("2026-11-22")),
            ("22-Nov-2026", Some("2026-11-22")),
            ("2026-Nov-22", Some("2026-11-22")),
            ("2026–11–22", Some("2026-11-22")),
            ("2026_11_22", Some("2026-11-22")),
            ("2026-02-30", None),
            ("2026-11-22T10:00:00Z", Some("2026-11-22")),
            ("2026-11-22 10:00", Some("2026-11-22")),
            ("today", None),
        ] {
            assert_eq!(iso_date(written).as_deref(), iso, "{written}");
        }
    }
}
