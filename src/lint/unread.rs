//! What of a knowledge base the rules could not see. A rule about absence accuses nobody where what it looks for may be in a file that
//! could not be read.

use super::{Context, Findings};
use crate::model::Kind;

/// Says whether every record of `kinds` could be read; where not, notes how many files could not.
pub(super) fn all_read(context: &Context<'_>, kinds: &[Kind], findings: &mut Findings) -> bool {
    let corpus = context.corpus;
    let is_lost = |kind: Kind, id: &str| corpus.base.label(kind, id).is_none();
    let lost = corpus.files.iter().filter(|file| {
        !file.is_read || file.kind.is_some_and(|kind| kinds.contains(&kind) && is_lost(kind, &file.id))
    });
    match lost.count() {
        0 => true,
        1 => {
            findings.not_checked("1 file could not be read");
            false
        }
        count => {
            findings.not_checked(format!("{count} files could not be read"));
            false
        }
    }
}
