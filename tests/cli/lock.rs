//! links.lock, as `kb lint` reads it.

use std::fs;

use super::{Place, run};

const PAGE: &str = r#"{"url":"https://example.org/trial-2020","verdict":"broken","reason":"404","checked_at":"2026-11-20T00:00:00Z","next":"2026-11-20T00:00:00Z"}"#;

fn lint(place: &Place) -> super::Run {
    run(place.path(), &["lint", "--format", "concise", "--as-of", "2026-11-22", "-A", "unchecked-link"])
}

#[test]
fn the_lock_beside_the_manifest_is_read() {
    let place = Place::new();
    place.put("kb/links.lock", format!("{{\"schema\":\"kb-lock/v1\"}}\n{PAGE}\n"));
    let told = lint(&place);
    assert_eq!(told.code, Some(1), "{}{}", told.stdout, told.stderr);
    assert!(
        told.stdout.contains("kb/references/trial-2020.yaml:10:6: error[broken-link]"),
        "{}",
        told.stdout
    );
}

#[test]
fn damaged_lines_are_told_at_their_place_and_the_others_still_count() {
    let place = Place::new();
    place.put("kb/links.lock", format!("{{\"schema\":\"kb-lock/v1\"}}\n<<<<<<< HEAD\n{PAGE}\n"));
    let before = fs::read(place.kb().join("links.lock")).unwrap();
    let told = lint(&place);
    assert_eq!(told.code, Some(1));
    assert!(told.stdout.contains("kb/links.lock:2:1: error[damaged-lock]"), "{}", told.stdout);
    assert!(told.stdout.contains("error[broken-link]"), "{}", told.stdout);
    run(place.path(), &["lint", "--fix"]);
    assert_eq!(fs::read(place.kb().join("links.lock")).unwrap(), before, "no repair touches the lock");
}

#[test]
fn a_lock_that_cannot_be_read_is_told_and_hides_nothing() {
    let place = Place::broken();
    fs::create_dir(place.kb().join("links.lock")).unwrap();
    let told = lint(&place);
    assert!(
        told.stdout
            .contains("kb/links.lock:1:1: error[damaged-lock] links.lock was not read: not a plain file"),
        "{}",
        told.stdout
    );
    assert!(told.stdout.contains("claim-without-citation"), "{}", told.stdout);
    fs::remove_dir(place.kb().join("links.lock")).unwrap();
    let large = fs::File::create(place.kb().join("links.lock")).unwrap();
    large.set_len(64 * 1024 * 1024 + 1).unwrap();
    let told = lint(&place);
    assert!(told.stdout.contains("67108865 bytes; the limit is 67108864"), "{}", told.stdout);
}

#[cfg(unix)]
#[test]
fn no_link_leads_the_reader_out_of_the_folder() {
    let place = Place::new();
    place.put("elsewhere", "secret words");
    std::os::unix::fs::symlink("../elsewhere", place.kb().join("links.lock")).unwrap();
    let told = lint(&place);
    assert_eq!(told.code, Some(1));
    assert!(told.stdout.contains("a link that leads out of the knowledge base"), "{}", told.stdout);
    assert!(!told.stdout.contains("secret"), "{}", told.stdout);
}
