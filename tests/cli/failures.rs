//! What cannot be done ends with 2 and one clear message.

use std::fmt::Write;
use std::fs;

use super::{MANIFEST, Place, Run, run};

/// The message of a failure.
#[track_caller]
fn failure(place: &Place, arguments: &[&str]) -> String {
    let Run { code, stdout, stderr } = run(place.path(), arguments);
    assert_eq!((code, stdout.as_str()), (Some(2), ""), "{arguments:?}: {stderr}");
    stderr
}

/// `INSTA_UPDATE=always` writes the snapshot anew; read the difference before it is committed.
fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_snapshot_path("../snapshots");
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn a_manifest_that_cannot_be_used_is_shown_where_it_is_wrong() {
    let mut shown = String::new();
    for manifest in [
        "titel = \"x\"\n",
        "colour = \"red\"\n",
        "title = 1\n",
        "title = \"x\n",
        "title = \"x\"\ntitle = \"y\"\n",
        "title x\n",
        "[lnt]\n",
        "[lint]\nrule = {}\n",
        "[lint]\nrules = \"all\"\n",
        "[lint.rules]\noverclam = \"off\"\n",
        "[lint.rules]\nzebra = \"off\"\n",
        "[lint.rules]\noverclaim = \"of\"\n",
        "[lint.rules]\noverclaim = 1\n",
        "[lint.rules]\noverclaim = \"fatal\"\nzebra = \"off\"\n\n[disclaimers]\nlocale = [\"en\"]\n",
        "[disclaimers]\nrequired_for = [\"technique\"]\n",
        "[disclaimers]\nrequired_for = \"techniques\"\nlocales = [1]\n",
        "# é\r\ntitle = \"é\" # é\r\ntitel = \"y\"\r\n",
        "title = \"\\u001b[31m\"\n\"\\u001b[31mkey\" = 1\n",
        "",
        "title = \"\"\nlanguage = \"xx-@@\"\nlicence = \"<script>\"\n",
        "title = \"x\"\nlanguage = \"en_GB\"\nlicense = \"CC-BY-4.0\"\n",
    ] {
        let place = Place::new();
        place.put("kb/kb.toml", manifest);
        let stderr = failure(&place, &["lint"]);
        assert_eq!(failure(&place, &["export"]), stderr);
        assert!(!stderr.contains(|letter: char| letter.is_control() && letter != '\n'), "{stderr:?}");
        writeln!(shown, "{}\n\n{stderr}", manifest.escape_debug()).unwrap();
    }
    snapshot("cli-manifest", &shown);
}

/// Some editors put a byte order mark before the first letter, which nobody sees.
#[test]
fn a_mark_before_the_manifest_moves_no_column() {
    let place = Place::new();
    place.put("kb/kb.toml", "\u{feff}titel = \"x\"\n");
    let shown = failure(&place, &["lint"]);
    assert!(shown.contains("kb/kb.toml:1:1") && shown.contains("1 | titel"), "{shown}");
}

#[test]
fn a_place_that_is_no_knowledge_base_is_told_with_what_to_do() {
    let mut shown = String::new();
    let mut show = |place: &Place, arguments: &[&str]| {
        let stderr = failure(place, arguments).replace(place.path().to_str().unwrap(), "[PLACE]");
        writeln!(shown, "$ kb {}\n{stderr}", arguments.join(" ")).unwrap();
    };
    let place = Place::new();
    show(&place, &["lint", "nowhere"]);
    show(&place, &["lint", "kb/kb.toml"]);
    show(&place, &["lint", "kb/tools"]);
    // The folder that holds `kb` is given, and not `kb`.
    show(&place, &["lint", "."]);
    place.put("empty/kb.toml", MANIFEST);
    show(&place, &["lint", "empty"]);
    place.put("empty/README.md", "");
    show(&place, &["show", "ball", "empty"]);
    place.put("latin/kb.toml", b"title = \"caf\xe9\"\n");
    show(&place, &["lint", "latin"]);
    fs::create_dir_all(place.path().join("folder/kb.toml")).unwrap();
    show(&place, &["lint", "folder"]);
    place.put("large/kb.toml", format!("title = \"x\"\n# {}\n", "x".repeat(1024 * 1024)));
    show(&place, &["lint", "large"]);
    fs::remove_dir_all(place.kb()).unwrap();
    show(&place, &["lint"]);
    snapshot("cli-place", &shown);
}

/// kb.toml may hold what others must not see, and a message shows its lines.
#[cfg(unix)]
#[test]
fn a_manifest_outside_is_not_read() {
    let place = Place::new();
    place.put("outside/secret", "password = \"hush\"\n");
    fs::remove_file(place.kb().join("kb.toml")).unwrap();
    std::os::unix::fs::symlink("../outside/secret", place.kb().join("kb.toml")).unwrap();
    let stderr = failure(&place, &["lint"]);
    assert!(!stderr.contains("hush"), "{stderr}");
    assert!(
        stderr.starts_with("error: cannot read `kb/kb.toml`: a link that leads out of the knowledge base\n"),
        "{stderr}"
    );
    // Inside it may lead wherever it likes.
    fs::remove_file(place.kb().join("kb.toml")).unwrap();
    place.put("kb/settings/real.toml", MANIFEST);
    std::os::unix::fs::symlink("settings/real.toml", place.kb().join("kb.toml")).unwrap();
    assert_eq!(run(place.path(), &["show", "foam-rolling"]).code, Some(0));
}

#[cfg(unix)]
#[test]
fn a_manifest_that_is_a_pipe_is_not_waited_for() {
    let place = Place::new();
    let pipe = place.kb().join("kb.toml");
    fs::remove_file(&pipe).unwrap();
    match std::process::Command::new("mkfifo").arg(&pipe).status() {
        Ok(status) if status.success() => {
            assert!(failure(&place, &["lint", "kb"]).contains("it has no kb.toml"));
        }
        other => eprintln!("skipped: mkfifo made no pipe: {other:?}"),
    }
}

#[test]
fn names_that_are_not_known_are_told_with_the_nearest() {
    let place = Place::new();
    for (arguments, message, help) in [
        (&["explain", "overclam"][..], "there is no rule `overclam`", "did you mean `overclaim`?"),
        (&["explain", "Overclaim"], "there is no rule `Overclaim`", "did you mean `overclaim`?"),
        (&["explain", "xyz"], "there is no rule `xyz`", "`kb rules` lists them"),
        (&["lint", "-D", "overclam"], "there is no rule `overclam`", "did you mean `overclaim`?"),
        (&["show", "foam-roling"], "there is no record `foam-roling`", "did you mean `foam-rolling`?"),
        (
            &["show", "technique/foam-rolling"],
            "there is no record `technique/foam-rolling`",
            "did you mean `techniques/foam-rolling`?",
        ),
        (
            &["show", "xyz"],
            "there is no record `xyz`",
            "write a record as `kind/id`, for example `muscles/psoas-major`",
        ),
        (&["schema", "muscle"], "there is no kind `muscle`", "did you mean `muscles`?"),
        (&["schema", "xyz"], "there is no kind `xyz`", "`kb schema` lists the kinds"),
    ] {
        let stderr = failure(&place, arguments);
        assert!(stderr.starts_with(&format!("error: {message}\n")), "{stderr}");
        assert!(stderr.contains(&format!("help: {help}\n")), "{stderr}");
    }
    for (arguments, words) in [
        (&["lint", "--formt", "json"][..], "a similar argument exists: '--format'"),
        (&["lint", "--format", "jsn"], "a similar value exists: 'json'"),
        (&["lnt"], "a similar subcommand exists: 'lint'"),
    ] {
        let stderr = failure(&place, arguments);
        assert!(stderr.contains(words), "{stderr}");
    }
}

#[test]
fn a_rule_has_one_level() {
    let place = Place::new();
    let stderr = failure(&place, &["lint", "-D", "overclaim", "-A", "overclaim"]);
    assert!(stderr.starts_with("error: `overclaim` is given more than one level\n"), "{stderr}");
}
