//! What records are made of.

use super::shape::part;
use super::words::{
    Certainty, Directness, DoseBasis, Favours, Indirectness, Measure, MemberRole, ProvenanceStatus, Reading,
    Stance, Standing,
};

part! {
    /// One source cited for one statement.
    pub struct Citation {
        /// The id of the reference.
        reference: String,
        /// What the source does to the statement.
        stance: Stance,
        /// The ways in which an indirect source is indirect (GRADE).
        indirectness: Vec<Indirectness>,
        @optional {
            /// How near the source's question is to the statement (GRADE); absent where the source is no evidence.
            directness: Directness,
            /// A short fragment copied from the source: `...` elides, `[x]` is an editor's note.
            quote: String,
            /// Where the quote stands, if not at the reference's own URL.
            quote_url: String,
            /// The place in the source: a page, a section, a figure, a line (CSL: locator).
            locator: String,
            /// What a reader should know of this source here.
            note: String,
        }
        @derived {
            /// The reference as people cite it, in the Vancouver style.
            formatted: String = |citation, contract| contract.formatted(&citation.reference),
            /// How the source stands with those who published it.
            standing: Standing = |citation, contract| contract.standing(&citation.reference).0,
            /// When that was last asked (RFC 3339, UTC); absent where nobody did.
            #[cfg_attr(test, schemars(extend("pattern" = crate::schema_file::MOMENT)))]
            #[serde(default, skip_serializing_if = "Option::is_none")]
            checked_at: Option<String> = |citation, contract| contract.standing(&citation.reference).1,
        }
    }
}

part! {
    /// A search for evidence.
    pub struct Search {
        /// The words that were searched for, one query each.
        terms: Vec<String>,
        /// The databases, registers and sites that were searched.
        #[serde(rename = "where")]
        places: Vec<String>,
        /// The day, `YYYY-MM-DD`.
        #[cfg_attr(test, schemars(extend("pattern" = crate::schema_file::DAY)))]
        on: String,
    }
}

part! {
    /// One result of a study: one outcome of one comparison, as a row of a summary of findings (GRADE) has it.
    pub struct Effect {
        /// What was measured.
        outcome: String,
        /// What sort of number the value is; each says its unit.
        measure: Measure,
        /// The number, with the sign that the source gives it.
        #[serde(serialize_with = "super::shape::number")]
        value: f64,
        @optional {
            /// The unit of a value that is in the unit of its outcome.
            unit: String,
            /// The 95% confidence interval, from low to high.
            #[serde(serialize_with = "super::shape::interval")]
            ci: [f64; 2],
            /// What the people in the study got.
            intervention: String,
            /// What it was compared with; absent where there was no other group.
            comparator: String,
            /// Which side the result helps.
            favours: Favours,
            /// How many studies were pooled.
            studies: u32,
            /// How many people this number rests on.
            participants: u32,
            /// When it was measured, in plain words.
            follow_up: String,
            /// How sure the source itself is of it (GRADE).
            certainty: Certainty,
            /// The place in the source: a page, a table, a figure (CSL: locator).
            locator: String,
        }
    }
}

part! {
    /// The same thing in public terminologies; only what somebody saw there.
    pub struct Identifiers {
        @optional {
            /// Uberon multi-species anatomy ontology, for example `UBERON:0001298`.
            uberon: String,
            /// Foundational Model of Anatomy, for example `FMA:18060`.
            fma: String,
            /// Terminologia Anatomica, second edition: a number, as text.
            ta2: String,
            /// SNOMED CT concept identifier: digits, as text.
            snomed_ct: String,
            /// Medical Subject Headings, for example `D016658`.
            mesh: String,
            /// Mondo disease ontology, for example `MONDO:0005350`.
            mondo: String,
            /// Experimental Factor Ontology, for example `EFO:0003907`.
            efo: String,
        }
    }
}

part! {
    /// A muscle's place in a group.
    pub struct Member {
        /// The id of the muscle.
        muscle: String,
        /// What it is to the group.
        role: MemberRole,
    }
}

part! {
    /// How hard, how long and how often a technique is done.
    pub struct Dose {
        @optional {
            /// The limit of the pressure.
            pressure: DoseValue,
            /// The length of one bout.
            duration: DoseValue,
            /// The number of bouts.
            repetitions: DoseValue,
            /// How often in a day or week.
            frequency: DoseValue,
        }
    }
}

part! {
    /// One figure of a dose, and what it rests on.
    pub struct DoseValue {
        /// The figure in plain words.
        text: String,
        /// What it rests on.
        basis: DoseBasis,
        /// The sources of a figure that rests on evidence.
        citations: Vec<Citation>,
    }
}

part! {
    /// A person's name, or an organisation's in `literal` (CSL: name variables).
    pub struct Name {
        @optional {
            /// The family name.
            family: String,
            /// The given names or their initials.
            given: String,
            /// The whole name of an organisation, instead of the others.
            literal: String,
        }
    }
}

part! {
    /// A date in the shape of CSL-JSON.
    pub struct CslDate {
        /// A list that holds one list of year, month (1-12) and day (1-31); month and day may be left out.
        #[serde(rename = "date-parts")]
        date_parts: Vec<Vec<i32>>,
    }
}

part! {
    /// What of a reference the editors have seen, and where.
    pub struct Provenance {
        /// How much of the record was read in its source.
        status: ProvenanceStatus,
        /// The pages on which it was read.
        seen: Vec<Sighting>,
    }
}

part! {
    /// One page on which a source was read.
    pub struct Sighting {
        /// The page's address.
        url: String,
        /// The day, `YYYY-MM-DD`.
        #[cfg_attr(test, schemars(extend("pattern" = crate::schema_file::DAY)))]
        on: String,
        /// How much was read.
        read: Reading,
        /// True where the page is a copy on a site that has nothing to do with the source.
        #[serde(default)]
        copy: bool,
    }
}

part! {
    /// One step of a guide.
    pub struct GuideStep {
        /// What the step is about, in a few words.
        title: String,
        /// What to do, one action a sentence.
        action: String,
        /// The ids of the muscles that it is aimed at.
        targets: Vec<String>,
        /// The ids of the claims that it rests on.
        claims: Vec<String>,
        @optional {
            /// How the body lies, sits or stands.
            position: String,
            /// The id of the tool.
            tool: String,
            /// How hard at most.
            pressure_limit: String,
            /// How long, or how many times.
            duration: DoseValue,
            /// When to stop at once.
            stop_rule: String,
            /// Where the step departs from the source, and why.
            note: String,
        }
    }
}
