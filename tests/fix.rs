//! Repairs: what they make of a file, and what they leave alone.

#![cfg(feature = "lint")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up must fail")]

use std::collections::BTreeMap;

use massage_kb::edit::Safety;
use massage_kb::fix::{Mended, mend};
use massage_kb::lint::Config;
use massage_kb::schema::Schemas;
use massage_kb::source::Sources;

const BASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/base");

fn sources_with(files: &[(&str, &str)]) -> Sources {
    let base = Sources::discover(BASE.as_ref()).unwrap();
    let mut all: BTreeMap<String, Vec<u8>> = base
        .entries()
        .iter()
        .enumerate()
        .map(|(index, entry)| (entry.path.to_string(), base.read(index).unwrap()))
        .collect();
    all.extend(files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())));
    Sources::from_memory(all)
}

fn mend_sources(sources: &mut Sources, least: Safety) -> Mended {
    let manifest = std::fs::read_to_string(format!("{BASE}/kb.toml")).unwrap();
    let mut config = Config::parse(&manifest).unwrap();
    let unsorted = massage_kb::lint::rules::find("unsorted-list").unwrap();
    let info = massage_kb::lint::LevelSetting::At(massage_kb::diagnostic::Level::Info);
    config.levels.set_from_command_line(unsorted, info);
    let orphan = massage_kb::lint::rules::find("orphan-entity").unwrap();
    config.levels.set_from_command_line(orphan, massage_kb::lint::LevelSetting::Off);
    mend(sources, &Schemas::new().unwrap(), &config, None, "2026-11-22".parse().unwrap(), "", least)
}

/// The file after the repairs; nothing where it did not change. Other files must not change, and a second run changes nothing.
fn mended(path: &str, text: &str, least: Safety) -> Option<String> {
    let mut sources = sources_with(&[(path, text)]);
    let number = sources.entries().iter().position(|entry| *entry.path == *path).unwrap();
    let mut first = mend_sources(&mut sources, least);
    let changed = first.files.remove(&number);
    assert!(first.files.keys().all(|other| !sources.entries()[*other].path.starts_with("benefits")));
    let again = mend_sources(&mut sources, least);
    assert_eq!((again.files.len(), again.repairs), (0, 0), "a second run repairs again:\n{text}");
    changed.map(|file| {
        assert_eq!(file.before, text);
        file.after
    })
}

/// Repairs of `benefits/balance.yaml`: before and after.
fn benefit(before: &str, after: &str) {
    let found = mended("benefits/balance.yaml", before, Safety::Safe).unwrap_or_else(|| before.to_owned());
    assert_eq!(found, after);
}

#[test]
fn only_what_is_at_fault_changes() {
    benefit(
        "# Kept: é\nid:   'blance'   # and kept\nsummary:  \"It\\x20is.\"\nname: Balance\n",
        "# Kept: é\nid:   'balance'   # and kept\nsummary:  \"It\\x20is.\"\nname: Balance\n",
    );
    benefit("id: \"x\"\r\nname: B\r\nsummary: C\r\n", "id: \"balance\"\r\nname: B\r\nsummary: C\r\n");
    benefit("\u{feff}id: x\nname: B\nsummary: C\n", "\u{feff}id: balance\nname: B\nsummary: C\n");
}

#[test]
fn lines_are_trimmed_and_ended_and_texts_after_a_bar_are_left_alone() {
    benefit(
        "id: balance \nname: B\t# c  \n  \nsummary: |  \n  Two  \n   \n  lines\t\nmeasures:\n  - \"a  \n    b\"",
        "id: balance\nname: B\t# c\n\nsummary: |\n  Two  \n   \n  lines\t\nmeasures:\n  - \"a\n    b\"\n",
    );
    benefit("id: balance\r\nname: B \r\nsummary: C", "id: balance\r\nname: B\r\nsummary: C\r\n");
}

#[test]
fn unused_suppressions_go_with_their_lines() {
    benefit(
        "id: balance\n# kb: ignore[schema] a\nname: B # kb: ignore[overclaim, schema, no-such-rule] b\nsummary: C\n# kb: ignore[schema] c",
        "id: balance\nname: B # kb: ignore[no-such-rule] b\nsummary: C\n",
    );
    benefit(
        "id: balance\nname: B\n# kb: ignore[schema, overclaim,wrong-kind] b\nsummary: Rolling guarantees it.\n",
        "id: balance\nname: B\n# kb: ignore[overclaim] b\nsummary: Rolling guarantees it.\n",
    );
}

#[test]
fn lists_are_sorted_with_the_comments_after_their_items() {
    benefit(
        "id: balance\nname: B\nsummary: C\naliases:\n  - zeta # last\n  -  'Beta'\n  - \"alpha\"   # first\n# end\n",
        "id: balance\nname: B\nsummary: C\naliases:\n  - \"alpha\"   # first\n  -  'Beta'\n  - zeta # last\n# end\n",
    );
    benefit(
        "id: balance\nname: B\nsummary: C\naliases: [c,  a , b] # flow\n",
        "id: balance\nname: B\nsummary: C\naliases: [a,  b , c] # flow\n",
    );
    // Nobody can say which item a comment between them is about.
    let between = "id: balance\nname: B\nsummary: C\naliases:\n  - b\n  # about a?\n  - a\n";
    benefit(between, between);
    let long = "id: balance\nname: B\nsummary: C\naliases:\n  - b\n    c\n  - a\n";
    benefit(long, long);
}

#[test]
fn the_later_of_two_equal_items_goes_unless_something_is_lost_with_it() {
    let head = "id: balance\nname: B\nsummary: C\n";
    for (before, after) in [
        ("aliases:\n  - a # first\n  - \"a\"\n  - b\n  - 'a'\n", "aliases:\n  - a # first\n  - b\n"),
        ("aliases: [a,  a, c , \"a\" ] # in brackets\n", "aliases: [a , c ] # in brackets\n"),
        (
            "citations:\n  - reference: trial-2020\n    stance: supports\n    indirectness: [other_outcome, other_outcome]\n",
            "citations:\n  - reference: trial-2020\n    stance: supports\n    indirectness: [other_outcome]\n",
        ),
        (
            "citations:\n  - reference: trial-2020\n    stance: supports\n  - stance: supports\n    reference: trial-2020\n",
            "citations:\n  - reference: trial-2020\n    stance: supports\n",
        ),
    ] {
        benefit(&format!("{head}{before}"), &format!("{head}{after}"));
    }
    for kept in [
        // A comment would go with the item.
        "aliases:\n  - a\n  - a # as her patients say\n",
        "aliases: [a, # one\n  a]\n",
        // Two places in one source are no duplicate.
        "citations:\n  - reference: trial-2020\n    stance: supports\n    locator: p. 1\n  - reference: trial-2020\n    stance: supports\n    locator: p. 2\n",
    ] {
        benefit(&format!("{head}{kept}"), &format!("{head}{kept}"));
    }
}

#[test]
fn a_step_that_is_done_again_is_left_for_a_person_to_look_at() {
    let technique = std::fs::read_to_string(format!("{BASE}/techniques/foam-rolling.yaml")).unwrap();
    let with = |steps: &str| {
        let (before, rest) = technique.split_once("instructions:\n").unwrap();
        let rest = rest.trim_start_matches(|letter| letter != '\n').trim_start_matches('\n');
        let rest: String =
            rest.lines().skip_while(|line| line.starts_with(' ')).map(|line| format!("{line}\n")).collect();
        format!("{before}instructions:\n{steps}{rest}")
    };
    let path = "techniques/foam-rolling.yaml";
    let again = with("  - Roll up.\n  - Rest.\n  - Roll up.\n");
    assert_eq!(mended(path, &again, Safety::Safe), None);
    assert_eq!(mended(path, &again, Safety::Unsafe), Some(with("  - Roll up.\n  - Rest.\n")));
    let pasted = with("  - Roll up.\n  - Roll up.\n  - Rest.\n");
    assert_eq!(mended(path, &pasted, Safety::Safe), Some(with("  - Roll up.\n  - Rest.\n")));
}

#[test]
fn identifiers_are_repaired_where_that_is_certain() {
    let reference = std::fs::read_to_string(format!("{BASE}/references/trial-2020.yaml")).unwrap();
    let rest: String = reference
        .lines()
        .filter(|line| !line.starts_with("DOI:") && !line.starts_with("PMID:"))
        .map(|line| format!("{line}\n"))
        .collect();
    for (before, after) in [
        ("DOI: https://doi.org/10.1000/ABC # c", "DOI: 10.1000/abc # c"),
        ("DOI: 'DOI: 10.1000/ABC'", "DOI: '10.1000/abc'"),
        ("PMID: \"PMID: 12345\"", "PMID: \"12345\""),
        ("PMID: PMID:12345", "PMID: \"12345\""),
    ] {
        let with = |line: &str| format!("{rest}{line}\n");
        let found = mended("references/trial-2020.yaml", &with(before), Safety::Safe);
        assert_eq!(found.as_deref(), Some(&*with(after)), "{before}");
    }
}

#[test]
fn guesses_wait_until_they_are_asked_for() {
    let claim = std::fs::read_to_string(format!("{BASE}/claims/rolling-raises-flexibility.yaml")).unwrap();
    let path = "claims/rolling-raises-flexibility.yaml";
    let broken = claim.replace("- techniques/foam-rolling", "-  \"techniques/foam-roling\" # c");
    assert_ne!(broken, claim);
    assert_eq!(mended(path, &broken, Safety::Safe), None);
    let repaired = claim.replace("- techniques/foam-rolling", "-  \"techniques/foam-rolling\" # c");
    assert_eq!(mended(path, &broken, Safety::Unsafe), Some(repaired));
    let form = claim.replace("reference: trial-2020", "reference: references/trial-2020");
    assert_eq!(mended(path, &form, Safety::Safe), Some(claim));
}

#[test]
fn what_cannot_be_repaired_without_changing_more_is_left() {
    for text in [
        // After a bar there are no quotes to keep.
        "id: |-\n  x\nname: B\nsummary: C\n",
        // A file that is not read whole.
        "id: x\nname: B\nname: C\nsummary: C \n",
        "id: [\nname: B \n",
        "id: &a x\nname: B \nsummary: C\n",
    ] {
        assert_eq!(mended("benefits/balance.yaml", text, Safety::Unsafe), None, "{text}");
    }
}

#[test]
fn the_report_tells_what_was_repaired_and_what_is_left() {
    let text = "id: x\nname: Balance \nsummary: Rolling guarantees it.\n";
    let mut sources = sources_with(&[("benefits/balance.yaml", text)]);
    let mended = mend_sources(&mut sources, Safety::Safe);
    assert_eq!((mended.files.len(), mended.repairs), (1, 2));
    let left: Vec<_> = mended.outcome.diagnostics.iter().map(|diagnostic| diagnostic.rule).collect();
    assert_eq!(left, ["overclaim"]);
}

#[cfg(feature = "cli")]
mod program {
    use std::fs;
    use std::path::Path;

    use assert_cmd::Command;

    const BROKEN: &str = "id: x\nname: Balance # a comment\nsummary: Standing upright. \n";
    const MENDED: &str = "id: balance\nname: Balance # a comment\nsummary: Standing upright.\n";

    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            let target = to.join(entry.file_name());
            match entry.file_type().unwrap().is_dir() {
                true => copy(&entry.path(), &target),
                false => drop(fs::copy(entry.path(), target).unwrap()),
            }
        }
    }

    fn base() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        copy(super::BASE.as_ref(), folder.path());
        fs::write(folder.path().join("benefits/balance.yaml"), BROKEN).unwrap();
        folder
    }

    fn kb(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
        let output = Command::cargo_bin("kb")
            .unwrap()
            .current_dir(folder)
            .env_remove("GITHUB_ACTIONS")
            .args(["lint", "--as-of", "2026-11-22", "--allow", "orphan-entity"])
            .args(arguments)
            .output()
            .unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
    }

    #[test]
    fn a_diff_changes_nothing_and_fails_where_there_is_any() {
        let folder = base();
        let (code, out, err) = kb(folder.path(), &["--diff"]);
        assert_eq!(
            out,
            "--- benefits/balance.yaml\n+++ benefits/balance.yaml\n@@ -1,3 +1,3 @@\n-id: x\n+id: balance\n name: Balance # a comment\n-summary: Standing upright. \n+summary: Standing upright.\n"
        );
        assert_eq!((code, err.as_str()), (1, "would fix 2 findings in 1 file\n"));
        assert_eq!(fs::read_to_string(folder.path().join("benefits/balance.yaml")).unwrap(), BROKEN);
        kb(folder.path(), &["--fix"]);
        let (code, out, _) = kb(folder.path(), &["--fix", "--diff", "--unsafe-fixes"]);
        assert_eq!((code, out.as_str()), (0, ""));
    }

    #[test]
    fn fixes_are_written_and_counted() {
        let folder = base();
        let (code, out, _) = kb(folder.path(), &[]);
        assert!(code == 1 && out.contains("(`--fix` can do this)"), "{out}");
        assert!(out.ends_with("`kb lint --fix` can repair 2 of them\n"), "{out}");
        let (code, out, _) = kb(folder.path(), &["--fix"]);
        assert!(code == 0 && out.contains("fixed 2 findings in 1 file\nno findings\n"), "{out}");
        assert_eq!(fs::read_to_string(folder.path().join("benefits/balance.yaml")).unwrap(), MENDED);
        let left: Vec<_> = fs::read_dir(folder.path().join("benefits")).unwrap().collect();
        assert_eq!(left.len(), 2, "no temporary file is left");
        let (_, out, _) = kb(folder.path(), &["--fix", "--format", "json"]);
        assert!(out.contains("\"fixed\": 0"), "{out}");
    }

    #[test]
    fn the_json_report_tells_which_findings_can_be_fixed() {
        let folder = base();
        let (_, out, _) = kb(folder.path(), &["--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(report["findings"][0]["fix"], "safe");
        assert_eq!(report["summary"].get("fixed"), None);
    }

    #[test]
    fn guesses_need_a_fix_beside_them() {
        let (code, _, err) = kb(base().path(), &["--unsafe-fixes"]);
        assert!(code == 2 && err.contains("--fix"), "{err}");
    }

    #[cfg(unix)]
    #[test]
    fn permissions_are_kept_and_links_and_read_only_files_are_not_written() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = base();
        let file = folder.path().join("benefits/balance.yaml");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        kb(folder.path(), &["--fix"]);
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);

        let folder = base();
        let file = folder.path().join("benefits/balance.yaml");
        fs::rename(&file, folder.path().join("real.yaml.txt")).unwrap();
        symlink(folder.path().join("real.yaml.txt"), &file).unwrap();
        let (code, out, _) = kb(folder.path(), &["--fix"]);
        assert!(code == 1 && out.contains("fixed 0 findings in 0 files"), "{out}");
        assert_eq!(fs::read_to_string(folder.path().join("real.yaml.txt")).unwrap(), BROKEN);
        assert!(file.is_symlink());

        let folder = base();
        let file = folder.path().join("benefits/balance.yaml");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).unwrap();
        let (code, _, err) = kb(folder.path(), &["--fix"]);
        assert!(code == 2 && err.contains("read-only") && err.contains("no file was changed"), "{err}");
        assert_eq!(fs::read_to_string(&file).unwrap(), BROKEN);
    }

    /// Only root can give a file away, and so only root can see that it is not.
    #[cfg(unix)]
    #[test]
    fn the_owner_is_kept_and_other_names_are_told() {
        use std::os::unix::fs::{MetadataExt, chown};
        let folder = base();
        let file = folder.path().join("benefits/balance.yaml");
        let may_give_away = chown(&file, Some(12345), Some(54321)).is_ok();
        let before = fs::metadata(&file).unwrap();
        let (_, _, err) = kb(folder.path(), &["--fix"]);
        let after = fs::metadata(&file).unwrap();
        assert_ne!(fs::read_to_string(&file).unwrap(), BROKEN, "{err}");
        assert_eq!((after.uid(), after.gid()), (before.uid(), before.gid()));
        assert!(!may_give_away || after.uid() == 12345);
        assert!(!err.contains("hard link"), "{err}");

        let folder = base();
        let file = folder.path().join("benefits/balance.yaml");
        fs::hard_link(&file, folder.path().join("backup")).unwrap();
        let (_, _, err) = kb(folder.path(), &["--fix"]);
        assert_ne!(fs::read_to_string(&file).unwrap(), BROKEN);
        assert_eq!(fs::read_to_string(folder.path().join("backup")).unwrap(), BROKEN);
        assert!(
            err.contains("balance.yaml` has 1 other name (a hard link each) that kept the old text"),
            "{err}"
        );
    }
}
