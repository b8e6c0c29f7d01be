//! Record ► text ► record.

use massage_kb::KnowledgeBase;
use massage_kb::model::Record;

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
