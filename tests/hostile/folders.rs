//! Folders with things in them that are no records: links, pipes, names of all sorts.

use std::fs;
use std::path::{Path, PathBuf};

use massage_kb::KnowledgeBase;
use massage_kb::corpus::{Corpus, Misname, Problem};
use massage_kb::knowledge_base::{Fault, LoadError};
use massage_kb::model::Kind;
use massage_kb::source::{Refusal, SourceError, Sources};
use massage_kb::yaml::{self, MAX_BYTES};
use tempfile::TempDir;

use super::{FIXTURES, base, check_base_is_sound, check_reports, read};

/// The sound knowledge base in a folder `kb` of its own, and beside it a folder `outside` with a record.
struct Place {
    folder: TempDir,
}

const SECRET: &str = "id: secret\nname: Secret\nsummary: What stands outside is nobody's business.\n";

impl Place {
    fn new() -> Self {
        let place = Self { folder: TempDir::new().unwrap() };
        for (path, bytes) in base() {
            place.put(&path, bytes);
        }
        fs::copy(Path::new(FIXTURES).join("base/kb.toml"), place.kb().join("kb.toml")).unwrap();
        fs::create_dir_all(place.outside().join("benefits")).unwrap();
        fs::write(place.outside().join("secret.yaml"), SECRET).unwrap();
        fs::write(place.outside().join("benefits/secret.yaml"), SECRET).unwrap();
        place
    }

    fn kb(&self) -> PathBuf {
        self.folder.path().join("kb")
    }

    fn outside(&self) -> PathBuf {
        self.folder.path().join("outside")
    }

    fn put(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.kb().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn read(&self) -> Corpus {
        read(&Sources::discover(&self.kb()).unwrap())
    }

    /// What is wrong, by file. The sound records are all read and blamed for nothing, and nothing from outside is in the corpus.
    #[track_caller]
    fn problems(&self) -> Vec<(String, Problem)> {
        let corpus = self.read();
        check_base_is_sound(&corpus);
        check_reports(&corpus);
        assert!(
            corpus.files.iter().all(|file| !file.text.contains("nobody's business")),
            "the secret is read"
        );
        let path = |number: usize| corpus.files[number].path.to_string();
        corpus.problems.iter().map(|(number, problem)| (path(*number), problem.clone())).collect()
    }

    /// The one problem is that the file is refused, and a Rust importer is told so as well.
    #[track_caller]
    fn check_refused(&self, path: &str, refusal: &Refusal) {
        let refused = (path.to_owned(), Problem::Refused(refusal.clone()));
        let problems = self.problems();
        assert!(problems.contains(&refused), "{problems:?}");
        assert!(problems.iter().all(|(at, _)| at == path), "{problems:?}");
        let faults = self.load_faults();
        assert!(
            matches!(&faults[..], [(at, Fault::Refused(why))] if at == path && why == refusal)
                || matches!(&faults[..], [(at, Fault::UnknownKind)] if at == path),
            "{faults:?}"
        );
    }

    #[track_caller]
    fn load_faults(&self) -> Vec<(String, Fault)> {
        match KnowledgeBase::load(self.kb()) {
            Err(LoadError::Files(files)) => files.into_iter().map(|file| (file.path, file.fault)).collect(),
            other => panic!("no error that names files: {other:?}"),
        }
    }
}

#[test]
fn the_sound_folder_is_sound() {
    let place = Place::new();
    assert_eq!(place.problems(), []);
    assert_eq!(KnowledgeBase::load(place.kb()).unwrap().len(), base().len());
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_link_to_a_file_outside_is_not_followed() {
        for target in ["../../outside/secret.yaml", "/etc/passwd"] {
            let place = Place::new();
            symlink(target, place.kb().join("benefits/secret.yaml")).unwrap();
            place.check_refused("benefits/secret.yaml", &Refusal::LeavesFolder);
        }
    }

    #[test]
    fn a_link_by_way_of_another_link_is_not_followed() {
        let place = Place::new();
        symlink("../../outside/secret.yaml", place.kb().join("benefits/hidden")).unwrap();
        symlink("hidden", place.kb().join("benefits/secret.yaml")).unwrap();
        place.check_refused("benefits/secret.yaml", &Refusal::LeavesFolder);
    }

    #[test]
    fn a_link_to_a_folder_outside_is_not_followed() {
        let place = Place::new();
        symlink("../../outside", place.kb().join("benefits/more")).unwrap();
        place.check_refused("benefits/more", &Refusal::LeavesFolder);
    }

    #[test]
    fn a_kind_s_folder_that_is_a_link_is_told() {
        let place = Place::new();
        let kept = fs::read(place.kb().join("benefits/flexibility.yaml")).unwrap();
        fs::remove_dir_all(place.kb().join("benefits")).unwrap();
        fs::create_dir(place.kb().join("moved")).unwrap();
        fs::write(place.outside().join("benefits/flexibility.yaml"), kept).unwrap();
        symlink("../outside/benefits", place.kb().join("benefits")).unwrap();
        let corpus = place.read();
        let number = corpus.files.iter().position(|file| &*file.path == "benefits").unwrap();
        assert!(
            corpus.problems.contains(&(number, Problem::Refused(Refusal::LeavesFolder))),
            "{:?}",
            corpus.problems
        );
        assert!(corpus.file_of(Kind::Benefits, "secret").is_none());
    }

    #[test]
    fn a_link_to_a_folder_inside_is_refused_and_not_walked_round() {
        for target in [".", "..", "../benefits"] {
            let place = Place::new();
            symlink(target, place.kb().join("benefits/again")).unwrap();
            place.check_refused("benefits/again", &Refusal::LinkToFolder);
        }
    }

    #[test]
    fn a_link_to_nothing_or_to_itself_is_dead() {
        for target in ["nothing.yaml", "dead.yaml"] {
            let place = Place::new();
            symlink(target, place.kb().join("benefits/dead.yaml")).unwrap();
            place.check_refused("benefits/dead.yaml", &Refusal::DeadLink);
        }
    }

    #[test]
    fn a_link_to_a_record_inside_is_that_record_under_another_name() {
        let place = Place::new();
        symlink("flexibility.yaml", place.kb().join("benefits/suppleness.yaml")).unwrap();
        let misname = Misname::Id { id: "flexibility".into(), stem: "suppleness".into() };
        assert_eq!(place.problems(), [("benefits/suppleness.yaml".to_owned(), Problem::Misnamed(misname))]);
    }

    #[test]
    fn the_folder_itself_may_be_a_link() {
        let place = Place::new();
        let link = place.folder.path().join("link");
        symlink(place.kb(), &link).unwrap();
        assert_eq!(read(&Sources::discover(&link).unwrap()).problems, []);
    }
}

/// A pipe with nobody at its other end would be waited on for ever.
#[cfg(unix)]
#[test]
fn what_is_no_plain_file_is_not_opened() {
    let place = Place::new();
    let pipe = place.kb().join("benefits/pipe.yaml");
    match std::process::Command::new("mkfifo").arg(&pipe).status() {
        Ok(status) if status.success() => {
            // Whoever opens the pipe all the same finds its end, so that this test fails then and does not wait for ever.
            let other_end = pipe.clone();
            std::thread::spawn(move || while fs::File::options().write(true).open(&other_end).is_ok() {});
            place.check_refused("benefits/pipe.yaml", &Refusal::NoPlainFile);
            std::os::unix::fs::symlink("pipe.yaml", place.kb().join("benefits/to-pipe.yaml")).unwrap();
            let refused = |path: &str| (path.to_owned(), Problem::Refused(Refusal::NoPlainFile));
            assert_eq!(place.problems(), [refused("benefits/pipe.yaml"), refused("benefits/to-pipe.yaml")]);
        }
        other => eprintln!("skipped: mkfifo made no pipe: {other:?}"),
    }
    let place = Place::new();
    let _listener = std::os::unix::net::UnixListener::bind(place.kb().join("benefits/socket.yaml")).unwrap();
    place.check_refused("benefits/socket.yaml", &Refusal::NoPlainFile);
}

#[cfg(unix)]
#[test]
fn what_the_system_does_not_give_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    place.put("benefits/locked.yaml", SECRET);
    let lock = |path: &str, mode: u32| {
        fs::set_permissions(place.kb().join(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    lock("benefits/locked.yaml", 0);
    if fs::read(place.kb().join("benefits/locked.yaml")).is_ok() {
        eprintln!("skipped: this user may read every file");
        return;
    }
    let is_refused = |problem: &Problem| matches!(problem, Problem::Refused(Refusal::Unreadable { reason }) if reason.contains("ermission"));
    let problems = place.problems();
    assert!(
        matches!(&problems[..], [(path, problem)] if path == "benefits/locked.yaml" && is_refused(problem)),
        "{problems:?}"
    );
    // Of a folder that cannot be listed nobody knows what is in it.
    lock("benefits", 0);
    let error = Sources::discover(&place.kb()).unwrap_err();
    lock("benefits", 0o700);
    assert!(
        matches!(&error, SourceError::Unlistable { path, .. } if path.ends_with("benefits")),
        "{error:?}"
    );
}

#[test]
fn a_mebibyte_is_read_and_a_byte_more_is_not() {
    let place = Place::new();
    let mut record = b"id: large\nname: Large\nsummary: A large record.\n# ".to_vec();
    record.resize(MAX_BYTES, b'x');
    place.put("benefits/large.yaml", &record);
    assert_eq!(place.problems(), []);
    record.push(b'x');
    place.put("benefits/large.yaml", &record);
    place.check_refused(
        "benefits/large.yaml",
        &Refusal::TooLarge { bytes: MAX_BYTES as u64 + 1, limit: MAX_BYTES as u64 },
    );
    // From memory, too.
    let corpus = read(&Sources::from_memory([("benefits/large.yaml".to_owned(), record)]));
    let too_large = yaml::Problem::TooLarge { bytes: MAX_BYTES as u64 + 1 };
    assert_eq!(corpus.problems, [(0, Problem::Yaml(too_large))]);
}

#[test]
fn names_that_are_no_ids_are_told_and_their_records_read() {
    let record = |id: &str| format!("id: {id}\nname: Ball\nsummary: A ball.\n");
    let misnamed = |misname: Misname| vec![Problem::Misnamed(misname)];
    let stem = |stem: &str| Misname::Stem { stem: stem.into() };
    let extension = |extension: &str| Misname::Extension { extension: extension.into() };
    let unknown = |folder: &str, nearest: Option<&str>| {
        vec![Problem::UnknownKind { folder: folder.into(), nearest: nearest.map(Into::into) }]
    };
    for (path, id, expected) in [
        ("tools/ball.yml", "ball", misnamed(extension("yml"))),
        ("tools/ball.YAML", "ball", misnamed(extension("YAML"))),
        ("tools/Ball.yaml", "Ball", misnamed(stem("Ball"))),
        ("tools/massage ball.yaml", "massage ball", misnamed(stem("massage ball"))),
        ("tools/bäll.yaml", "bäll", misnamed(stem("bäll"))),
        ("tools/ball.old.yaml", "ball.old", misnamed(stem("ball.old"))),
        ("tools/small/ball.yaml", "ball", misnamed(Misname::Nested { folder: "tools/small".into() })),
        ("tools/ball.yaml/ball.yaml", "ball", misnamed(Misname::Nested { folder: "tools/ball.yaml".into() })),
        ("tool/ball.yaml", "ball", unknown("tool", Some("tools"))),
        ("Tools/ball.yaml", "ball", unknown("Tools", Some("tools"))),
        ("zoo/ball.yaml", "ball", unknown("zoo", None)),
        ("zoo/tools/ball.yaml", "ball", unknown("zoo", None)),
        ("ball.yaml", "ball", unknown("", None)),
    ] {
        let place = Place::new();
        place.put(path, record(id));
        let expected: Vec<_> = expected.into_iter().map(|problem| (path.to_owned(), problem)).collect();
        assert_eq!(place.problems(), expected, "{path}");
    }
}

#[test]
fn one_record_in_two_files_is_told_of_the_second() {
    let place = Place::new();
    let ball = "id: ball\nname: Ball\nsummary: A ball.\n";
    place.put("tools/ball.yaml", ball);
    place.put("tools/ball.yml", ball);
    place.put("tools/more/ball.yaml", ball);
    let corpus = place.read();
    let first = corpus.file_of(Kind::Tools, "ball").unwrap();
    assert_eq!(&*corpus.files[first].path, "tools/ball.yaml");
    for path in ["tools/ball.yml", "tools/more/ball.yaml"] {
        let number = corpus.files.iter().position(|file| &*file.path == path).unwrap();
        assert!(corpus.problems_of(number).any(|problem| *problem == Problem::Duplicate { first }), "{path}");
    }
    assert_eq!(corpus.base.tools.iter().filter(|tool| tool.id.as_str() == "ball").count(), 1);
}

#[test]
fn what_is_hidden_or_no_yaml_is_passed_over() {
    let place = Place::new();
    for path in [
        ".git/config.yaml",
        "tools/.ball.yaml",
        ".hidden/tools/ball.yaml",
        "README.md",
        "tools/ball.yaml~",
        "tools/yaml",
    ] {
        place.put(path, "no: [record");
    }
    fs::create_dir(place.kb().join("tools/empty.yaml")).unwrap();
    assert_eq!(place.problems(), []);
}

#[cfg(unix)]
#[test]
fn names_that_are_no_text_are_told() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let place = Place::new();
    let name = OsStr::from_bytes(b"benefits/caf\xe9.yaml");
    if fs::write(place.kb().join(name), SECRET).is_err() {
        eprintln!("skipped: this file system has no such names");
        return;
    }
    place.check_refused("benefits/caf\u{fffd}.yaml", &Refusal::NameNotUnicode);
}

/// A terminal would obey them: `check_reports` holds that no report shows them as they are.
#[cfg(unix)]
#[test]
fn names_with_control_characters_are_told() {
    let place = Place::new();
    for name in ["\u{1b}[31mred", "two\nlines", "bell\u{7}", "\u{9b}31mred", "::error::x"] {
        place.put(&format!("benefits/{name}.yaml"), SECRET.replace("secret", name).replace("nobody's", "no"));
    }
    let problems = place.problems();
    let stems: Vec<_> = problems
        .iter()
        .filter(|(_, problem)| matches!(problem, Problem::Misnamed(Misname::Stem { .. })))
        .collect();
    assert_eq!(stems.len(), 5, "{problems:?}");
}

#[test]
fn what_is_no_folder_is_an_error() {
    let place = Place::new();
    for path in [place.folder.path().join("nothing"), place.kb().join("kb.toml")] {
        let error = Sources::discover(&path).unwrap_err();
        assert!(matches!(&error, SourceError::NoFolder { path: named } if *named == path), "{error:?}");
        assert_eq!(error.to_string(), format!("`{}` is not a folder", path.display()));
        assert!(matches!(KnowledgeBase::load(&path), Err(LoadError::Source(_))));
    }
}

#[test]
fn a_rust_importer_is_told_of_every_file_that_is_no_record() {
    let place = Place::new();
    place.put("tools/a.yaml", "id: [a\n");
    place.put("tools/b.yaml", "id: b\nid: c\nname: B\nsummary: Twice.\nname: C\n");
    place.put("tools/c.yaml", "id: c\n");
    place.put("tools/d.yaml", "# nothing\n");
    place.put("zoo/e.yaml", "id: e\n");
    let faults = place.load_faults();
    let words: Vec<String> = faults.iter().map(|(path, fault)| format!("{path}: {fault}")).collect();
    let expected = [
        "tools/a.yaml: line 1, column 5: unclosed bracket '['",
        "tools/b.yaml: line 2, column 1: the key `id` for a second time",
        "tools/c.yaml: missing field `name`",
        "tools/d.yaml: empty record",
        "zoo/e.yaml: its folder does not belong to any kind",
    ];
    assert_eq!(words, expected);
    assert!(
        matches!(faults[1].1, Fault::Yaml { problem: yaml::Problem::DuplicateKey { ref name, .. }, .. } if name == "id")
    );
    let error = KnowledgeBase::load(place.kb()).unwrap_err();
    assert!(error.to_string().starts_with("5 of the files are not records: `tools/a.yaml`: "), "{error}");
}
