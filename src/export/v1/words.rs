//! The words of the contract. A reader takes a word that it does not know as [`Other`](Verdict::Other), so that it survives new ones.

use super::open::{model_words, open_words};

model_words! {
    /// What sort of statement a claim is.
    pub enum ClaimType {
        Anatomy = "anatomy", "What the body is made of, and where."
        Function = "function", "What a part of the body does."
        Cause = "cause", "What brings something about."
        Benefit = "benefit", "What good something does."
        TechniqueInstruction = "technique_instruction", "How something is done or called."
        Safety = "safety", "What can harm, and how to avoid it."
        Complementary = "complementary", "What is done beside massage."
        Prevention = "prevention", "What keeps trouble away."
    }

    /// Where a statement comes from.
    pub enum Origin {
        Article = "article", "The source document says it."
        Added = "added", "The source document leaves it out; the editors added it."
    }

    /// What the evidence makes of a statement.
    pub enum Verdict {
        Supported = "supported", "The evidence carries it."
        PartlySupported = "partly_supported", "The evidence carries part of it, or carries it with conditions."
        Unsupported = "unsupported", "Somebody looked, and no evidence that carries it was found."
        Contradicted = "contradicted", "There is evidence against it."
        Disputed = "disputed", "There is evidence for it and against it."
        Overstated = "overstated", "It promises more than the evidence carries."
        NotTestable = "not_testable", "It is advice, a name or an opinion that no study can decide."
        NotSearched = "not_searched", "Nobody looked yet. It does not mean that there is no evidence."
    }

    /// How sure the evidence is.
    pub enum Certainty {
        High = "high", "GRADE: further research is very unlikely to change it."
        Moderate = "moderate", "GRADE: further research may change it."
        Low = "low", "GRADE: further research is likely to change it."
        VeryLow = "very_low", "GRADE: any estimate is very uncertain."
        None = "none", "There is no evidence to grade."
        Consensus = "consensus", "Textbooks or experts agree; nothing is measured (anatomy, names)."
        GoodPractice = "good_practice", "GRADE good practice statement: sensible, and a study would be pointless."
    }

    /// What a source does to a statement.
    pub enum Stance {
        Supports = "supports", "The source says so."
        PartlySupports = "partly_supports", "The source says part of it, or says it with conditions."
        Contradicts = "contradicts", "The source finds otherwise."
        Background = "background", "The source explains the matter and takes no side."
        Source = "source", "The statement was said there: the document that the record was made from."
    }

    /// How near a source's question is to the statement (GRADE: indirectness).
    pub enum Directness {
        Direct = "direct", "The same people, body part, action and outcome."
        Indirect = "indirect", "Another body part, other people, another action or another outcome."
    }

    /// The ways in which a source can be indirect (GRADE guidelines 8: population, intervention, comparison, outcome).
    pub enum Indirectness {
        OtherBodyPart = "other_body_part", "Another part of the body."
        HealthyVolunteers = "healthy_volunteers", "Healthy people, where the statement is about people with a complaint."
        OtherPopulation = "other_population", "Another group of people, such as athletes or older adults."
        OtherIntervention = "other_intervention", "Another technique, or a mix that holds it."
        SurrogateOutcome = "surrogate_outcome", "A measure that stands in for what the statement is about."
        OtherOutcome = "other_outcome", "An outcome other than the statement's."
        OtherTimeSpan = "other_time_span", "A shorter or longer time than the statement's."
    }

    /// What sort of thing a condition is.
    pub enum Nature {
        Symptom = "symptom", "What a person feels."
        Sign = "sign", "What can be seen or measured."
        Diagnosis = "diagnosis", "What a clinician names."
        State = "state", "A state of body or mind that is none of these."
    }

    /// How far a contraindication forbids.
    pub enum Strength {
        Stop = "stop", "Do not do it."
        AskFirst = "ask_first", "Ask a health professional before."
        Caution = "caution", "Do it with care, and gently."
        AvoidSpot = "avoid_spot", "Leave out this place."
    }

    /// What a safety record rests on.
    pub enum SafetyBasis {
        CaseReports = "case_reports", "Published reports of harm."
        ExpertConsensus = "expert_consensus", "Agreement of experts by a stated method."
        PublicBodyAdvice = "public_body_advice", "Advice of a public health body."
        ProfessionalAdvice = "professional_advice", "Advice of a textbook or professional body."
        Anatomy = "anatomy", "What lies there."
        Precaution = "precaution", "Nothing better than caution: no good source was found."
    }

    /// What a muscle is to a group.
    pub enum MemberRole {
        Core = "core", "The group's action rests on it."
        Assisting = "assisting", "It helps."
    }

    /// What sort of practice it is.
    pub enum PracticeCategory {
        ComplementaryCare = "complementary_care", "Care given beside massage."
        Prevention = "prevention", "Done to keep trouble away."
        Habit = "habit", "A way of living."
        Activity = "activity", "A movement or posture of daily life or sport."
    }

    /// How soon help is needed.
    pub enum Urgency {
        Emergency = "emergency", "Call an ambulance or go to an emergency department now."
        Urgent = "urgent", "See a clinician the same day."
        Soon = "soon", "See a clinician within days."
    }

    /// The CSL item types that the knowledge base uses.
    pub enum ItemType {
        ArticleJournal = "article-journal", "An article in a journal."
        ArticleMagazine = "article-magazine", "An article in a magazine."
        ArticleNewspaper = "article-newspaper", "An article in a newspaper or on a news site."
        Book = "book", "A whole book."
        Chapter = "chapter", "A chapter of a book, or an entry of a collection such as StatPearls."
        Dataset = "dataset", "A collection of data, such as an ontology."
        EntryEncyclopedia = "entry-encyclopedia", "An entry of an encyclopedia."
        Pamphlet = "pamphlet", "A pamphlet or patient leaflet."
        PostWeblog = "post-weblog", "A post of a blog."
        Report = "report", "A report or guideline of a body."
        Webpage = "webpage", "A web page."
    }

    /// Who stands behind a source (HONcode: transparency; JAMA benchmarks: disclosure).
    pub enum Independence {
        Academic = "academic", "Researchers or a scholarly publisher."
        PublicBody = "public_body", "A public health body or a professional society."
        Commercial = "commercial", "A magazine, a practice or a site that lives by its readers."
        Vendor = "vendor", "A seller of what the source speaks about."
    }

    /// How a source came to what it says.
    pub enum Design {
        MetaAnalysis = "meta_analysis", "A systematic review with pooled figures."
        SystematicReview = "systematic_review", "A review by a stated method, without pooling."
        RandomisedTrial = "randomised_trial", "Participants put to groups by chance."
        NonRandomisedTrial = "non_randomised_trial", "An intervention without random groups, a crossover or a single-group study."
        Cohort = "cohort", "People followed over time."
        CaseControl = "case_control", "People with an outcome compared with people without it."
        CrossSectional = "cross_sectional", "People measured once."
        LaboratoryStudy = "laboratory_study", "Measurements in a laboratory, a dissection or an imaging study of how something works."
        CaseReport = "case_report", "One patient or a few."
        ExpertConsensus = "expert_consensus", "Agreement of experts by a stated method, such as a Delphi study."
        Guideline = "guideline", "Recommendations of a body."
        NarrativeReview = "narrative_review", "A review without a stated method."
        Textbook = "textbook", "A textbook or reference work."
        Ontology = "ontology", "A controlled vocabulary of things and their relations."
        Standard = "standard", "A law, standard or method."
        WebPage = "web_page", "A web page that is none of these."
    }

    /// What sort of number an effect is.
    pub enum Measure {
        Smd = "smd", "Standardised mean difference between groups (Cohen's d, Hedges' g): in standard deviations. No effect is 0."
        Md = "md", "Mean difference between groups, in the unit of the outcome: `unit` says it. No effect is 0."
        MeanChange = "mean_change", "Mean change in one group from before to after, in the unit of the outcome: `unit` says it. No effect is 0."
        StandardisedMeanChange = "standardised_mean_change", "Standardised mean change in one group from before to after: in standard deviations. No effect is 0."
        Rr = "rr", "Risk ratio (relative risk): no unit. No effect is 1."
        Or = "or", "Odds ratio: no unit. No effect is 1."
        Hr = "hr", "Hazard ratio: no unit. No effect is 1."
        RateRatio = "rate_ratio", "Rate ratio, such as injuries an hour in two groups: no unit. No effect is 1."
        Rd = "rd", "Risk difference between groups, as a part of 1: 0.05 is 5 more in 100. No effect is 0."
        Proportion = "proportion", "Part of a group, from 0 to 1: 0.05 is 5 in 100. There is no comparison."
        Correlation = "correlation", "Correlation of two things, from -1 to 1. No tie is 0."
        PercentChange = "percent_change", "Change in one group from before to after, in percent of before: 5 is 5%. No effect is 0."
        PercentDifference = "percent_difference", "Difference between groups, in percent of the comparator: 5 is 5%. No effect is 0."
    }

    /// Which side of a comparison a result helps.
    pub enum Favours {
        Intervention = "intervention", "The intervention; where there is no other group, the time after it."
        Comparator = "comparator", "What it was compared with; where there is no other group, the time before it."
        Neither = "neither", "Neither: the result is too unsure or too small to tell them apart."
    }

    /// How much of a reference was read in its source.
    pub enum ProvenanceStatus {
        Verified = "verified", "The bibliography and the finding were read."
        PartlyVerified = "partly_verified", "Some fields, or the finding, were not seen: a note says which."
        Unverified = "unverified", "Nobody saw the source. It can be named, but nothing may rest on it."
    }

    /// How much of a source was read.
    pub enum Reading {
        Abstract = "abstract", "The abstract."
        FullText = "full_text", "The whole text."
        Page = "page", "A web page, or the part of it that was stored."
        Secondary = "secondary", "Another page that tells of it, such as an index or a news article."
    }

    /// What acts on the body.
    pub enum Modality {
        Pressure = "pressure", "Pressure on soft tissue by hand or tool."
        Stretch = "stretch", "Lengthening a muscle by position."
        Heat = "heat", "Warmth on the skin."
        Movement = "movement", "Exercise: the muscle works."
    }

    /// Who may do a technique.
    pub enum Setting {
        OwnCare = "self", "A layperson alone."
        PractitionerOnly = "practitioner_only", "A trained practitioner alone."
        Either = "either", "Either of them."
    }

    /// What a figure rests on.
    pub enum DoseBasis {
        Evidence = "evidence", "A cited source used or tested it."
        Convention = "convention", "Common practice; nobody tested it for this use."
    }
}

open_words! {
    /// How a work stands with those who published it.
    pub enum Standing {
        Current = "current", "Nothing was said against it when it was last asked."
        Corrected = "corrected", "It was corrected."
        Concern = "concern", "Its publisher expressed concern about it."
        Retracted = "retracted", "It was retracted, withdrawn or removed."
        Unknown = "unknown", "Nobody has asked, or no service could say."
    }
}

impl Standing {
    /// The word for what the lock holds.
    #[cfg(feature = "lint")]
    pub(crate) fn of(standing: Option<crate::lock::Standing>) -> Self {
        match standing {
            None => Self::Unknown,
            Some(crate::lock::Standing::Current) => Self::Current,
            Some(crate::lock::Standing::Corrected) => Self::Corrected,
            Some(crate::lock::Standing::Concern) => Self::Concern,
            Some(crate::lock::Standing::Retracted) => Self::Retracted,
        }
    }
}
