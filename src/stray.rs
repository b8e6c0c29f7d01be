//! Files that lie among the records and are not read as records.
//!
//! Nobody sees what is in them, so whoever thinks that such a file is a record must be told. A README, a hidden file that is not YAML
//! and an editor's backup (`name~`) are what people keep there on purpose.

/// A file among the records that is not read as one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stray {
    /// Its path in the knowledge base, with `/`.
    pub path: Box<str>,
    /// Why it is not read.
    pub why: WhyStray,
}

/// Why a file is not read as a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WhyStray {
    /// Its name does not end in `.yaml`.
    NotYaml,
    /// Its name, or that of a folder in its path, starts with a dot.
    Hidden,
    /// It is a folder with the name of a record.
    Folder,
    /// A program that was stopped left it there.
    Leftover,
}

/// What the names of temporary files start with. They are renamed when they are whole, and remain where `kb` was killed.
pub const TEMPORARY_PREFIX: &str = ".kb-";

impl Stray {
    /// Looks at a path in the knowledge base, with `/`; nothing where it is that of a record, or of a file that may lie there.
    pub(crate) fn of(path: &str, is_folder: bool) -> Option<Self> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let found = |why| Some(Self { path: path.into(), why });
        if name.starts_with(TEMPORARY_PREFIX) && !is_folder {
            return found(WhyStray::Leftover);
        }
        if !path.contains('/') {
            return None;
        }
        let is_hidden = path.split('/').any(|part| part.starts_with('.'));
        match (is_folder, is_yaml(name)) {
            (true, true) if !is_hidden => found(WhyStray::Folder),
            (true, _) => None,
            // Emacs marks an open file with a link of such a name.
            (false, true) if is_hidden && !name.starts_with(".#") => found(WhyStray::Hidden),
            (false, true) => None,
            (false, false) if is_hidden || name.ends_with('~') || is_readme(name) => None,
            (false, false) => found(WhyStray::NotYaml),
        }
    }
}

/// Whether a file's name has the ending of YAML, in capitals or not.
pub(crate) fn is_yaml(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| {
        extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml")
    })
}

fn is_readme(name: &str) -> bool {
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    stem.eq_ignore_ascii_case("readme")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_for_a_record_and_is_none_is_named() {
        let why = |path: &str| Stray::of(path, false).map(|stray| stray.why);
        for path in [
            "claims/a.yaml.txt",
            "claims/a.txt",
            "claims/a.json",
            "claims/a",
            "claims/a.yaml.bak",
            "claims/a.yaml (copy)",
            "claims/a.yaml ",
            "claims/a.yamll",
            "claims/sub/a.toml",
            "claims/a.docx",
        ] {
            assert_eq!(why(path), Some(WhyStray::NotYaml), "{path}");
        }
        for path in ["claims/.a.yaml", "claims/.a.YML", "claims/.yaml", "claims/.old/a.yaml"] {
            assert_eq!(why(path), Some(WhyStray::Hidden), "{path}");
        }
        for path in [
            "claims/a.yaml",
            "claims/a.yml",
            "claims/a.YAML",
            "claims/README",
            "claims/README.md",
            "claims/readme.txt",
            "claims/.gitkeep",
            "claims/.DS_Store",
            "claims/.a.yaml.swp",
            "claims/.#a.yaml",
            "claims/a.yaml~",
            "notes.txt",
            ".hidden.yaml",
        ] {
            assert_eq!(why(path), None, "{path}");
        }
        assert_eq!(why("claims/.kb-a1B2c3"), Some(WhyStray::Leftover));
        assert_eq!(why(".kb-a1B2c3"), Some(WhyStray::Leftover));
        assert_eq!(Stray::of("claims/a.yaml", true).map(|stray| stray.why), Some(WhyStray::Folder));
        assert_eq!(Stray::of("claims/old", true), None);
    }
}
