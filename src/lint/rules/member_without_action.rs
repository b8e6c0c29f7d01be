//! A member of a group that does not do what the group is there for.

use super::super::enumerate::join;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Muscle, Status};

pub(super) static RULE: Rule = Rule {
    name: "member-without-action",
    group: Group::Hygiene,
    level: Level::Warning,
    summary: "a muscle that has none of the actions of its group, such as a hip flexor that does not bend the hip",
    why: "advice for the group is taken as advice for each of its muscles, and would be wrong for this one",
    standard: None,
    bad: Example(
        "
>>> muscles/gluteus-maximus.yaml
id: gluteus-maximus
name: Gluteus maximus
summary: The large muscle of the buttock.
actions:
  - hip extension
citations:
  - reference: anatomy-2015
    stance: supports
>>> muscles/hip-flexors.yaml
id: hip-flexors
name: Hip flexors
summary: The muscles at the front of the hip that lift the thigh.
members:
  - muscle: rectus-femoris
    role: core
  - muscle: gluteus-maximus # <-- here
    role: assisting
citations:
  - reference: anatomy-2015
    stance: supports
",
    ),
    good: Example(
        "
>>> muscles/gracilis.yaml
id: gracilis
name: Gracilis
summary: A thin muscle at the inner side of the thigh.
actions:
  - hip adduction (drawing the leg in)
  - assists flexion of the hip
citations:
  - reference: anatomy-2015
    stance: supports
>>> muscles/hip-flexors.yaml
id: hip-flexors
name: Hip flexors
summary: The muscles at the front of the hip that lift the thigh.
members:
  - muscle: rectus-femoris
    role: core
  - muscle: gracilis
    role: assisting
citations:
  - reference: anatomy-2015
    stance: supports
",
    ),
    check,
};

/// What muscles are called by what they do, and what that is.
const DOERS: &[(&str, &str)] = &[
    ("flexors", "flexion"),
    ("extensors", "extension"),
    ("abductors", "abduction"),
    ("adductors", "adduction"),
    ("rotators", "rotation"),
    ("stabilisers", "stabilisation"),
    ("stabilizers", "stabilization"),
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    let muscles = &context.corpus.base.muscles;
    for (file, group) in muscles.filed() {
        if group.members.is_empty() || group.status == Status::Withdrawn {
            continue;
        }
        let functions = functions(group);
        if functions.is_empty() {
            continue;
        }
        for (index, member) in group.members.iter().enumerate() {
            let Some((member_file, muscle)) = muscles.row(member.muscle.as_str()) else { continue };
            // Of a group in a group its members may say what it does.
            let is_silent_group = !muscle.members.is_empty() && muscle.actions.is_empty();
            if is_silent_group
                || muscle.status == Status::Withdrawn
                || muscle
                    .actions
                    .iter()
                    .any(|action| functions.iter().any(|function| holds(action, function)))
            {
                continue;
            }
            let named: Vec<String> = functions.iter().map(|function| format!("`{function}`")).collect();
            let wanted = join(&named, "or");
            let lacks =
                if muscle.actions.is_empty() { "does not say what it does" } else { "does something else" };
            findings.report(
                Finding::new(
                    file,
                    Place::value(format!("/members/{index}/muscle")),
                    format!("`{}` is in the group `{}`, which stands for {wanted}, but it {lacks}", muscle.id, group.id),
                )
                .label(format!("no {}", join(&functions, "or")))
                .help(format!(
                    "if a source says so, add {wanted} to the `actions` of `muscles/{}`; if not, take it out of the group",
                    muscle.id
                ))
                .related(member_file, Place::key("/actions"), format!("`{}` and its actions", muscle.id)),
            );
        }
    }
}

/// What a group is there for: its own actions, or else what its name says (`Hip flexors` ► `hip flexion`).
fn functions(group: &Muscle) -> Vec<String> {
    if !group.actions.is_empty() {
        return group.actions.iter().map(|action| without_gloss(action).to_lowercase()).collect();
    }
    let names = std::iter::once(group.name.as_str()).chain(group.aliases.iter().map(String::as_str));
    let id = group.id.as_str().replace('-', " ");
    names.chain([id.as_str()]).find_map(function_of).into_iter().collect()
}

fn function_of(name: &str) -> Option<String> {
    let name = name.trim().to_lowercase();
    let (joint, doer) = name.rsplit_once(' ')?;
    let (_, function) = DOERS.iter().find(|(known, _)| *known == doer)?;
    Some(format!("{joint} {function}"))
}

/// An action without its gloss in brackets.
fn without_gloss(action: &str) -> &str {
    action.split('(').next().unwrap_or(action).trim()
}

/// Says whether an action holds every word of a function, in any order: "flexion of the hip" holds "hip flexion".
fn holds(action: &str, function: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|letter: char| !letter.is_alphanumeric()).map(str::to_lowercase).collect()
    };
    let action = words(without_gloss(action));
    words(function).iter().all(|word| action.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_group_says_what_it_does() {
        for (name, function) in [
            ("Hip flexors", Some("hip flexion")),
            ("hip lateral rotators", Some("hip lateral rotation")),
            ("Knee Extensors", Some("knee extension")),
            ("Quadriceps femoris", None),
            ("Flexors", None),
            ("", None),
        ] {
            assert_eq!(function_of(name).as_deref(), function, "{name}");
        }
    }

    #[test]
    fn an_action_holds_a_function_in_any_order() {
        for (action, is_held) in [
            ("hip flexion", true),
            ("assists hip flexion", true),
            ("Flexion of the hip", true),
            ("hip extension", false),
            ("knee flexion (with hip flexion)", false),
            ("hyperflexion of the hip", false),
        ] {
            assert_eq!(holds(action, "hip flexion"), is_held, "{action}");
        }
    }
}
