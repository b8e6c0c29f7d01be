//! How far changes raise the version of the content (Semantic Versioning 2.0.0).

use std::cmp::Ordering;

use semver::{Prerelease, Version};
use serde::Serialize;

/// How far a change raises the version of the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Bump {
    /// How something is said: wording, names, bibliographic details.
    Patch,
    /// What is said: a new record, a verdict, a certainty, safety, whatever a program branches on.
    Minor,
    /// What others hold on to breaks: an id is gone, a reference leads nowhere, a type is narrower.
    Major,
}

impl Bump {
    /// Its name, as Semantic Versioning has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl std::fmt::Display for Bump {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// The least version that may follow `old` after changes that raise it by `bump`.
///
/// - In 0.y.z a major change raises y, and all others z, as the dependencies of Rust's cargo have it: when a content is ripe for
///   1.0.0 is for people to say.
/// - After a pre-release comes the release that it was for, where that is far enough: 2.0.0-rc.1 becomes 2.0.0 after a major
///   change, 1.3.0-rc.1 becomes 1.3.0 after a minor one and 2.0.0 after a major one.
/// - 0.0.0, with or without a pre-release, is no release: 0.1.0 is the first.
pub fn next(old: &Version, bump: Bump) -> Version {
    let Version { major, minor, patch, .. } = *old;
    let is_pre_release = !old.pre.is_empty();
    let bump = match (major, bump) {
        (0, Bump::Major) => Bump::Minor,
        (0, Bump::Minor) => Bump::Patch,
        _ => bump,
    };
    match bump {
        _ if (major, minor, patch) == (0, 0, 0) => Version::new(0, 1, 0),
        Bump::Major if is_pre_release && (minor, patch) == (0, 0) => Version::new(major, 0, 0),
        Bump::Major => Version::new(major.saturating_add(1), 0, 0),
        Bump::Minor if is_pre_release && patch == 0 => Version::new(major, minor, 0),
        Bump::Minor => Version::new(major, minor.saturating_add(1), 0),
        Bump::Patch if is_pre_release => Version::new(major, minor, patch),
        Bump::Patch => Version::new(major, minor, patch.saturating_add(1)),
    }
}

/// Whether `version` may follow `old` after changes that raise it by `bump`; by nothing where there are none.
///
/// A pre-release of a version that is far enough is far enough too. Build metadata does not count.
pub fn suffices(version: &Version, old: &Version, bump: Option<Bump>) -> bool {
    let order = version.cmp_precedence(old);
    match bump {
        None => order != Ordering::Less,
        Some(bump) => order == Ordering::Greater && core(version) >= next(old, bump),
    }
}

/// The release that a version is, or is for.
fn core(version: &Version) -> Version {
    Version { pre: Prerelease::EMPTY, ..Version::new(version.major, version.minor, version.patch) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        Version::parse(text).unwrap()
    }

    #[test]
    fn the_next_version_is_that_of_semantic_versioning() {
        for (old, patch, minor, major) in [
            ("1.2.3", "1.2.4", "1.3.0", "2.0.0"),
            ("1.2.3+2026", "1.2.4", "1.3.0", "2.0.0"),
            ("1.2.3-rc.1", "1.2.3", "1.3.0", "2.0.0"),
            ("1.3.0-rc.1", "1.3.0", "1.3.0", "2.0.0"),
            ("2.0.0-rc.1", "2.0.0", "2.0.0", "2.0.0"),
            ("0.4.2", "0.4.3", "0.4.3", "0.5.0"),
            ("0.4.0-rc.1", "0.4.0", "0.4.0", "0.4.0"),
            ("0.4.2-rc.1", "0.4.2", "0.4.2", "0.5.0"),
            ("0.0.3", "0.0.4", "0.0.4", "0.1.0"),
            ("0.0.0-unreleased", "0.1.0", "0.1.0", "0.1.0"),
            ("0.0.0", "0.1.0", "0.1.0", "0.1.0"),
        ] {
            for (bump, wanted) in [(Bump::Patch, patch), (Bump::Minor, minor), (Bump::Major, major)] {
                assert_eq!(next(&version(old), bump).to_string(), wanted, "{old} {bump}");
                assert!(suffices(&version(wanted), &version(old), Some(bump)), "{old} {bump}");
            }
        }
    }

    #[test]
    fn a_version_suffices_from_the_least_one_upward() {
        for (named, old, bump, wanted) in [
            ("1.2.3", "1.2.3", None, true),
            ("1.2.2", "1.2.3", None, false),
            ("1.2.3-rc.1", "1.2.3", None, false),
            ("1.2.3+b", "1.2.3+a", None, true),
            ("1.2.3+b", "1.2.3+a", Some(Bump::Patch), false),
            ("1.2.3", "1.2.3", Some(Bump::Patch), false),
            ("1.2.9", "1.2.3", Some(Bump::Minor), false),
            ("1.9.0", "1.2.3", Some(Bump::Major), false),
            ("2.0.0", "1.2.3", Some(Bump::Minor), true),
            ("1.3.0-rc.1", "1.2.3", Some(Bump::Minor), true),
            ("1.3.0-rc.1", "1.3.0-rc.1", Some(Bump::Minor), false),
            ("1.3.0-rc.2", "1.3.0-rc.1", Some(Bump::Minor), true),
            ("1.3.0-rc.2", "1.3.0-rc.1", Some(Bump::Major), false),
            ("0.5.0", "0.4.9", Some(Bump::Major), true),
            ("0.4.10", "0.4.9", Some(Bump::Major), false),
            ("0.0.0-unreleased", "0.0.0-unreleased", Some(Bump::Patch), false),
        ] {
            assert_eq!(suffices(&version(named), &version(old), bump), wanted, "{named} after {old}");
        }
    }

    #[test]
    fn the_greatest_numbers_do_no_harm() {
        let last = Version::new(u64::MAX, u64::MAX, u64::MAX);
        for bump in [Bump::Patch, Bump::Minor, Bump::Major] {
            assert_eq!(next(&last, bump).major, u64::MAX);
        }
    }
}
