//! Plain scalars, by the core schema of YAML 1.2.2, section 10.3.2.

use std::borrow::Cow;

use super::Value;

/// What a plain scalar is: `null`, a truth value, a number, or text.
///
/// `yes`, `no`, `on`, `off` and dates are text; `007` is 7, `0o17` is 15, `0x1F` is 31, `1e3` is a number.
pub fn resolve(text: Cow<'_, str>) -> Value<'_> {
    let Some(first) = text.as_bytes().first() else { return Value::Null };
    match first {
        b'~' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' => match text.as_ref() {
            "~" | "null" | "Null" | "NULL" => Value::Null,
            "true" | "True" | "TRUE" => Value::Bool(true),
            "false" | "False" | "FALSE" => Value::Bool(false),
            _ => Value::String(text),
        },
        b'0'..=b'9' | b'-' | b'+' | b'.' => number(&text).unwrap_or(Value::String(text)),
        _ => Value::String(text),
    }
}

fn number(text: &str) -> Option<Value<'static>> {
    let radix = |digits: &str, radix| {
        let plain = !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix));
        plain.then(|| match i64::from_str_radix(digits, radix) {
            Ok(integer) => Value::Integer(integer),
            Err(_) => Value::Float(digits.chars().fold(0.0, |sum, digit| {
                sum * f64::from(radix) + f64::from(digit.to_digit(radix).unwrap_or_default())
            })),
        })
    };
    if let Some(octal) = text.strip_prefix("0o") {
        return radix(octal, 8);
    }
    if let Some(hexadecimal) = text.strip_prefix("0x") {
        return radix(hexadecimal, 16);
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    match unsigned {
        ".inf" | ".Inf" | ".INF" => {
            let sign = if text.starts_with('-') { -1.0 } else { 1.0 };
            return Some(Value::Float(sign * f64::INFINITY));
        }
        ".nan" | ".NaN" | ".NAN" if unsigned.len() == text.len() => return Some(Value::Float(f64::NAN)),
        _ => {}
    }
    if !unsigned.is_empty() && unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(text.parse().map_or_else(|_| Value::Float(decimal(text)), Value::Integer));
    }
    is_float(unsigned).then(|| Value::Float(decimal(text)))
}

/// `( "." [0-9]+ | [0-9]+ ( "." [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
fn is_float(unsigned: &str) -> bool {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['-', '+']).unwrap_or(exponent))),
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    digits(whole)
        && digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && exponent.is_none_or(|exponent| !exponent.is_empty() && digits(exponent))
}

fn decimal(text: &str) -> f64 {
    // What reaches this is a decimal number, which Rust reads too; a value beyond f64 becomes infinite.
    text.parse().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Value<'_> {
        resolve(Cow::Borrowed(text))
    }

    #[test]
    fn text_that_yaml_1_1_would_change_stays_text() {
        for text in [
            "yes",
            "no",
            "on",
            "off",
            "No",
            "Y",
            "n",
            "2024-01-05",
            "1_000",
            "12:30:45",
            "0b101",
            "nope",
            "tRue",
        ] {
            assert_eq!(read(text), Value::String(text.into()), "{text}");
        }
    }

    #[test]
    fn numbers_are_those_of_the_core_schema() {
        assert_eq!(read("007"), Value::Integer(7));
        assert_eq!(read("-19"), Value::Integer(-19));
        assert_eq!(read("+12"), Value::Integer(12));
        assert_eq!(read("0o17"), Value::Integer(15));
        assert_eq!(read("0x1F"), Value::Integer(31));
        assert_eq!(read("1e3"), Value::Float(1000.0));
        assert_eq!(read("0."), Value::Float(0.0));
        assert_eq!(read("-.5"), Value::Float(-0.5));
        assert_eq!(read("12e03"), Value::Float(12000.0));
        assert_eq!(read("-.inf"), Value::Float(f64::NEG_INFINITY));
        assert!(matches!(read(".nan"), Value::Float(number) if number.is_nan()));
        assert_eq!(read("9223372036854775808"), Value::Float(9_223_372_036_854_775_808.0));
        for text in
            ["1e", "e3", ".", "-", "+", "0o18", "0x", "1.2.3", "-0x1F", "--1", "1 2", "+.nan", ".e3", "1e+"]
        {
            assert_eq!(read(text), Value::String(text.into()), "{text}");
        }
    }

    #[test]
    fn null_and_truth_values_have_three_spellings() {
        for text in ["", "~", "null", "Null", "NULL"] {
            assert_eq!(read(text), Value::Null, "{text}");
        }
        assert_eq!(read("True"), Value::Bool(true));
        assert_eq!(read("FALSE"), Value::Bool(false));
    }
}
