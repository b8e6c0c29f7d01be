//! The commit that the records stand in.

use std::path::Path;
use std::process::Command;

use crate::export::v1::Commit;

/// The last commit that changed the folder; nothing where it is in no repository, where there is no git, and where its files differ
/// from that commit, since the export would then name a commit that holds something else.
pub(super) fn of(folder: &Path) -> Option<Commit> {
    if !git(folder, &["status", "--porcelain", "--", "."])?.is_empty() {
        return None;
    }
    let date = "--date=format-local:%Y-%m-%dT%H:%M:%SZ";
    let line = git(folder, &["log", "-1", date, "--format=%H %cd", "--", "."])?;
    let (commit, time) = line.trim().split_once(' ')?;
    Some(Commit { commit: commit.to_owned(), time: time.to_owned() })
}

fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").arg("-C").arg(folder).args(arguments).env("TZ", "UTC0").output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}
