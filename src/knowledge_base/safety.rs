//! What must be shown with a record. This is the one place that decides it: lint, export, `kb show` and readers of the crate ask here.
//!
//! A record carries what stands beside it, and what stands beside all that it makes use of:
//!
//! - a technique: the technique that it is a form of (`broader`), and its tools;
//! - a guide: its technique, and the tools of its steps;
//! - a claim: the techniques, tools, practices, conditions and warnings that it is about, and the guides whose steps rest on it;
//! - a question: the claims that its answer rests on.
//!
//! Beside each of these stand: the contraindications and red flags that it lists, those among a guide's required reading, the
//! contraindications that name it in `applies_to`, the disclaimers whose scope holds its kind, and those that a guide requires. Only
//! warnings in force are shown; one that was replaced is shown as the one that took its place.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;

use super::KnowledgeBase;
use crate::model::{Contraindication, Disclaimer, Id, Kind, Path, Record, RedFlag};

/// What must be shown with a record, each group in the order in which to show it.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct MustShow<'a> {
    /// The disclaimers; those that must precede instructions come first.
    pub disclaimers: Vec<&'a Disclaimer>,
    /// The signs that need help instead; the most urgent come first.
    pub red_flags: Vec<&'a RedFlag>,
    /// When not to, or only after asking; the strictest come first.
    pub contraindications: Vec<&'a Contraindication>,
}

/// One of the texts that must be shown with a record.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Shown<'a> {
    /// A text that travels with the content.
    Disclaimer(&'a Disclaimer),
    /// A sign that needs help, with its `action`: how soon.
    RedFlag(&'a RedFlag),
    /// A state of the body that stands against it, with its `strength`: how far it forbids.
    Contraindication(&'a Contraindication),
}

impl Shown<'_> {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Disclaimer(_) => Kind::Disclaimers,
            Self::RedFlag(_) => Kind::RedFlags,
            Self::Contraindication(_) => Kind::Contraindications,
        }
    }

    /// Its id.
    pub fn id(&self) -> &str {
        match self {
            Self::Disclaimer(record) => record.id(),
            Self::RedFlag(record) => record.id(),
            Self::Contraindication(record) => record.id(),
        }
    }
}

impl<'a> MustShow<'a> {
    /// All of them in the order in which to show them: the disclaimers that must come first, the red flags, the contraindications, and
    /// the other disclaimers.
    pub fn in_order(&self) -> impl Iterator<Item = Shown<'a>> + use<'a> {
        let comes_first = |disclaimer: &&Disclaimer| disclaimer.must_precede_instructions;
        let (first, last): (Vec<_>, Vec<_>) = self.disclaimers.iter().copied().partition(comes_first);
        let flags = self.red_flags.clone().into_iter().map(Shown::RedFlag);
        let warnings = self.contraindications.clone().into_iter().map(Shown::Contraindication);
        let first = first.into_iter().map(Shown::Disclaimer);
        first.chain(flags).chain(warnings).chain(last.into_iter().map(Shown::Disclaimer))
    }

    /// Says whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.disclaimers.is_empty() && self.red_flags.is_empty() && self.contraindications.is_empty()
    }
}

/// What points to what people do, from the other side: made once, when it is first asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Pointers {
    /// The kind and id of what is named in `applies_to` ► the ids of the contraindications that name it.
    against: HashMap<(Kind, Box<str>), Vec<Box<str>>>,
    /// The id of a claim ► the ids of the guides whose steps rest on it.
    guides: HashMap<Box<str>, Vec<Box<str>>>,
}

impl Pointers {
    pub(super) fn new(base: &KnowledgeBase) -> Self {
        let mut pointers = Self::default();
        for warning in &base.contraindications {
            for (kind, id) in warning.applies_to.iter().filter_map(Path::split) {
                // Who named the old record means the one that took its place.
                let mut names = vec![id];
                names.extend(base.in_force(kind, id).filter(|now| *now != id));
                for name in names {
                    pointers.against.entry((kind, name.into())).or_default().push(warning.id().into());
                }
            }
        }
        for guide in &base.guides {
            for claim in guide.steps.iter().flat_map(|step| &step.claims) {
                pointers.guides.entry(claim.as_str().into()).or_default().push(guide.id().into());
            }
        }
        pointers
    }
}

impl KnowledgeBase {
    /// The disclaimers that must be shown with the record `id` of `kind`; those that must precede instructions come first, each group in
    /// the order of ids.
    ///
    /// ```
    /// let base = massage_kb::embedded();
    /// let kind = massage_kb::model::Kind::Techniques;
    /// let first = base.disclaimers_of(kind, "foam-rolling").next().expect("techniques carry one");
    /// assert!(first.must_precede_instructions);
    /// ```
    pub fn disclaimers_of<'a>(
        &'a self,
        kind: Kind,
        id: &str,
    ) -> impl Iterator<Item = &'a Disclaimer> + use<'a> {
        self.must_show(kind, id).disclaimers.into_iter()
    }

    /// The contraindications that stand against the record `id` of `kind`, whoever names them; the strictest come first, each
    /// group in the order of ids.
    ///
    /// ```
    /// let base = massage_kb::embedded();
    /// let kind = massage_kb::model::Kind::Techniques;
    /// let first = base.contraindications_of(kind, "foam-rolling").next().expect("a technique has some");
    /// assert_eq!(first.strength, massage_kb::model::Strength::Stop);
    /// ```
    pub fn contraindications_of<'a>(
        &'a self,
        kind: Kind,
        id: &str,
    ) -> impl Iterator<Item = &'a Contraindication> + use<'a> {
        self.must_show(kind, id).contraindications.into_iter()
    }

    /// The signs that need help instead of what the record `id` of `kind` tells of; the most urgent come first, each group in the order
    /// of ids.
    ///
    /// ```
    /// let base = massage_kb::embedded();
    /// let kind = massage_kb::model::Kind::Techniques;
    /// for flag in base.red_flags_of(kind, "foam-rolling") {
    ///     println!("{} ({})", flag.name, flag.action);
    /// }
    /// ```
    pub fn red_flags_of<'a>(&'a self, kind: Kind, id: &str) -> impl Iterator<Item = &'a RedFlag> + use<'a> {
        self.must_show(kind, id).red_flags.into_iter()
    }

    /// All that must be shown with the record `id` of `kind`, before anything that people will do.
    ///
    /// ```
    /// let base = massage_kb::embedded();
    /// let kind = massage_kb::model::Kind::Techniques;
    /// let must_show = base.must_show(kind, "foam-rolling");
    /// assert!(must_show.in_order().count() > 3);
    /// ```
    pub fn must_show<'a>(&'a self, kind: Kind, id: &str) -> MustShow<'a> {
        let mut gathered = Gathered::of(self);
        gathered.visit(kind, id);
        gathered.sorted()
    }

    /// The id of the record in force that `id` of `kind` names: itself, or what took its place.
    pub(crate) fn in_force<'a>(&'a self, kind: Kind, id: &'a str) -> Option<&'a str> {
        let mut here = id;
        let mut seen = BTreeSet::new();
        // A circle of replacements ends where it began.
        while !self.is_in_force(kind, here) {
            if !seen.insert(here) {
                return None;
            }
            here = self.replaced_by(kind, here)?;
        }
        Some(here)
    }
}

/// What was found on the way through all that a record makes use of.
struct Gathered<'a> {
    base: &'a KnowledgeBase,
    seen: BTreeSet<(Kind, String)>,
    disclaimers: BTreeMap<&'a str, &'a Disclaimer>,
    red_flags: BTreeMap<&'a str, &'a RedFlag>,
    contraindications: BTreeMap<&'a str, &'a Contraindication>,
}

impl<'a> Gathered<'a> {
    fn of(base: &'a KnowledgeBase) -> Self {
        let (seen, disclaimers) = (BTreeSet::new(), BTreeMap::new());
        Self { base, seen, disclaimers, red_flags: BTreeMap::new(), contraindications: BTreeMap::new() }
    }

    fn visit(&mut self, kind: Kind, id: &str) {
        let mut next = vec![(kind, id.to_owned())];
        while let Some((kind, id)) = next.pop() {
            if self.seen.insert((kind, id.clone())) {
                self.take_beside(kind, &id);
                next.extend(self.uses(kind, &id));
                next.extend(self.base.in_force(kind, &id).map(|now| (kind, now.to_owned())));
            }
        }
    }

    /// What a record makes use of.
    fn uses(&self, kind: Kind, id: &str) -> Vec<(Kind, String)> {
        let base = self.base;
        let mut uses = Vec::new();
        match kind {
            Kind::Techniques => {
                if let Some(technique) = base.techniques.any(id) {
                    uses.extend(technique.broader.iter().map(|id| (kind, id.to_string())));
                    uses.extend(technique.tools.iter().map(|id| (Kind::Tools, id.to_string())));
                }
            }
            Kind::Guides => {
                if let Some(guide) = base.guides.any(id) {
                    uses.extend(guide.technique.iter().map(|id| (Kind::Techniques, id.to_string())));
                    let tools = guide.steps.iter().filter_map(|step| step.tool.as_ref());
                    uses.extend(tools.map(|id| (Kind::Tools, id.to_string())));
                }
            }
            Kind::Claims => {
                let about = base.claims.any(id).into_iter().flat_map(|claim| &claim.about);
                let carriers = [Kind::Techniques, Kind::Tools, Kind::Practices, Kind::Conditions];
                let carried = about.filter_map(Path::split).filter(|(kind, _)| carriers.contains(kind));
                uses.extend(carried.map(|(kind, id)| (kind, id.to_owned())));
                let guides = base.pointers().guides.get(id).into_iter().flatten();
                uses.extend(guides.map(|guide| (Kind::Guides, guide.to_string())));
            }
            Kind::Questions => {
                let claims = base.questions.any(id).into_iter().flat_map(|question| &question.claims);
                uses.extend(claims.map(|id| (Kind::Claims, id.to_string())));
            }
            _ => {}
        }
        uses
    }

    /// Takes what stands beside one record.
    fn take_beside(&mut self, kind: Kind, id: &str) {
        let base = self.base;
        let scoped = base.disclaimers.iter().filter(|disclaimer| disclaimer.scope.contains(&kind));
        self.disclaimers.extend(scoped.map(|disclaimer| (disclaimer.id(), disclaimer)));
        match kind {
            Kind::Techniques => {
                if let Some(technique) = base.techniques.any(id) {
                    self.take_all(Kind::Contraindications, &technique.contraindications);
                    self.take_all(Kind::RedFlags, &technique.red_flags);
                }
            }
            Kind::Tools => {
                if let Some(tool) = base.tools.any(id) {
                    self.take_all(Kind::Contraindications, &tool.contraindications);
                }
            }
            Kind::Practices => {
                if let Some(practice) = base.practices.any(id) {
                    self.take_all(Kind::Contraindications, &practice.contraindications);
                }
            }
            Kind::Conditions => {
                if let Some(condition) = base.conditions.any(id) {
                    self.take_all(Kind::RedFlags, &condition.red_flags);
                }
            }
            Kind::Guides => {
                let reading = base.guides.any(id).into_iter().flat_map(|guide| &guide.required_reading);
                self.take_paths(reading);
            }
            Kind::Claims => {
                let about = base.claims.any(id).into_iter().flat_map(|claim| &claim.about);
                self.take_paths(about);
            }
            _ => {}
        }
        let naming = base.pointers().against.get(&(kind, Box::from(id)));
        for warning in naming.into_iter().flatten() {
            self.take(Kind::Contraindications, warning);
        }
    }

    fn take_all<T>(&mut self, kind: Kind, ids: &'a [Id<T>]) {
        ids.iter().for_each(|id| self.take(kind, id.as_str()));
    }

    fn take_paths<S: 'a>(&mut self, paths: impl Iterator<Item = &'a Path<S>>) {
        for (kind, id) in paths.filter_map(Path::split) {
            self.take(kind, id);
        }
    }

    /// Takes a warning that is in force, or what took its place; anything else is passed over.
    fn take(&mut self, kind: Kind, id: &'a str) {
        let Some(id) = self.base.in_force(kind, id) else { return };
        let base = self.base;
        match kind {
            Kind::Disclaimers => {
                self.disclaimers.extend(base.disclaimers.get(id).map(|record| (record.id(), record)));
            }
            Kind::RedFlags => {
                self.red_flags.extend(base.red_flags.get(id).map(|record| (record.id(), record)));
            }
            Kind::Contraindications => {
                let found = base.contraindications.get(id).map(|record| (record.id(), record));
                self.contraindications.extend(found);
            }
            _ => {}
        }
    }

    /// The finds in the order in which they are shown; they come by id.
    fn sorted(self) -> MustShow<'a> {
        let mut must_show = MustShow {
            disclaimers: self.disclaimers.into_values().collect(),
            red_flags: self.red_flags.into_values().collect(),
            contraindications: self.contraindications.into_values().collect(),
        };
        must_show.disclaimers.sort_by_key(|disclaimer| !disclaimer.must_precede_instructions);
        must_show.red_flags.sort_by_key(|flag| Reverse(flag.action));
        must_show.contraindications.sort_by_key(|warning| Reverse(warning.strength));
        must_show
    }
}
