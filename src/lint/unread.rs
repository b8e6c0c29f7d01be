//! What of a knowledge base the rules could not see. A rule about absence accuses nobody where what it looks for may be in a file that
//! could not be read.

use super::{Context, Findings};
use crate::corpus::{Problem, Sort, kind_of};
use crate::count::count;
use crate::model::Kind;
use crate::stray::WhyStray;

/// Says whether every record of `kinds` could be read; where not, notes how many files could not.
pub(super) fn all_read(context: &Context<'_>, kinds: &[Kind], findings: &mut Findings) -> bool {
    let corpus = context.corpus;
    let is_lost = |kind: Kind, id: &str| corpus.base.label(kind, id).is_none();
    let lost = corpus.files.iter().filter(|file| {
        !file.is_read || file.kind.is_some_and(|kind| kinds.contains(&kind) && is_lost(kind, &file.id))
    });
    let strays = corpus.strays.iter().filter(|stray| {
        let is_wanted = |kind| kinds.is_empty() || kinds.contains(&kind);
        stray.why != WhyStray::Leftover && kind_of(&stray.path).is_some_and(is_wanted)
    });
    match lost.count() + strays.count() {
        0 => true,
        number => {
            findings.not_run(format!("{} could not be read", count(number, "file")));
            false
        }
    }
}

/// Says whether every reference leads to a record; where not, notes how many do not.
pub(super) fn all_resolved(context: &Context<'_>, findings: &mut Findings) -> bool {
    let number = |(_, problem): &(usize, Problem)| match problem {
        Problem::Reference(_) => 1,
        Problem::More(Sort::Dangling | Sort::WrongKind, number) => *number,
        _ => 0,
    };
    match context.corpus.problems.iter().map(number).sum() {
        0 => true,
        1 => {
            findings.not_run("1 reference points to a record that does not exist");
            false
        }
        number => {
            findings.not_run(format!("{} point to records that do not exist", count(number, "reference")));
            false
        }
    }
}
