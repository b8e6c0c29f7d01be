//! Record ► text ► record.

use massage_kb::KnowledgeBase;
use massage_kb::model::{Record, Tool};

use super::read;

fn check<T: Record + PartialEq + std::fmt::Debug>(record: &T, write: fn(&T) -> Option<String>) {
    let text = write(record).expect("a record can be written");
    let again: T = read(&text).deserialize().unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(again, *record, "{text}");
}

macro_rules! check_all {
    ($folder:literal, $write:expr, $($field:ident)*) => {{
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/", $folder);
        let base = KnowledgeBase::load(path).expect("it is sound");
        let mut count = 0;
        $(for record in base.$field.iter() {
            check(record, |record| $write(record).ok());
            count += 1;
        })*
        assert_eq!(count, base.len(), "every kind is in the list");
        assert!(count > 20);
    }};
    ($folder:literal, $write:expr) => {
        check_all!(
            $folder, $write,
            benefits claims conditions contraindications disclaimers guides muscles practices questions red_flags
            references sources structures techniques tools
        )
    };
}

#[test]
fn every_record_survives_being_written_as_yaml_and_read() {
    check_all!("tests/fixtures/base", serde_yaml::to_string);
}

/// JSON is YAML with every text in quotes. (`serde_yaml` leaves `1e999` without them, and by the core schema it is a number.)
#[test]
fn every_record_survives_being_written_as_json_and_read() {
    check_all!("tests/fixtures/base", serde_json::to_string_pretty);
    check_all!("kb", serde_json::to_string);
}

#[test]
fn a_tree_of_another_shape_is_an_error_in_words() {
    let tool = |text: &str| read(text).deserialize::<Tool>().map_err(|error| error.to_string());
    let sound = "id: ball\nname: Ball\nsummary: A ball.\n";
    assert!(tool(sound).is_ok_and(|tool| tool.note.is_none()));
    // What is left empty is as good as left out, where it may be left out.
    assert!(tool(&format!("{sound}note:\n")).is_ok_and(|tool| tool.note.is_none()));
    assert!(tool(&format!("{sound}note: x\n")).is_ok_and(|tool| tool.note.as_deref() == Some("x")));
    for (text, words) in [
        ("", "empty record"),
        ("- ball\n- Ball\n- A ball.\n", "expected keys and values, found a list"),
        ("ball\n", "expected keys and values, found text"),
        ("id: ball\nname: Ball\n", "missing field `summary`"),
        ("id: ball\nname:\nsummary: A ball.\n", "invalid type: unit value, expected a string"),
        (
            "id: ball\nname: 1e3\nsummary: A ball.\n",
            "invalid type: floating point `1000.0`, expected a string",
        ),
        ("id: ball\nname: Ball\nsummary: A ball.\nsize: 3\n", "unknown field `size`"),
        ("id: ball\nname: Ball\nsummary: A ball.\nstatus: gone\n", "unknown variant `gone`"),
        ("id: ball\nname: Ball\nsummary: A ball.\nstatus: [draft]\n", "expected a name, found a list"),
        (
            "id: ball\nname: Ball\nsummary: A ball.\naliases: x\n",
            "invalid type: string \"x\", expected a sequence",
        ),
    ] {
        let error = tool(text).expect_err(text);
        assert!(error.starts_with(words), "{error} for {text:?}");
    }
}
