//! `kb schema`: the JSON Schemas of the records, for editors and other programs.

use std::path::PathBuf;

use super::Done;
use super::output::{Failure, print};
use crate::model::Kind;
use crate::nearest::nearest;
use crate::schema::schema_text;

/// Prints the schema of a kind, or lists the kinds, or writes all schemas to a folder.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The kind, for example `claims`. Default: list the kinds.
    kind: Option<String>,
    /// Write all schemas to this folder, one file per kind.
    #[arg(long, value_name = "FOLDER", conflicts_with = "kind")]
    output: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Done, Failure> {
    if let Some(folder) = &arguments.output {
        std::fs::create_dir_all(folder).map_err(|error| {
            Failure::new(format!("cannot create the folder `{}`: {error}", folder.display()))
        })?;
        for &kind in Kind::ALL {
            let path = folder.join(format!("{kind}.schema.json"));
            std::fs::write(&path, schema_text(kind))
                .map_err(|error| Failure::new(format!("cannot write `{}`: {error}", path.display())))?;
        }
        return Ok(Done::Clean);
    }
    let text = match &arguments.kind {
        None => Kind::ALL.iter().map(|kind| format!("{kind}\n")).collect(),
        Some(name) => {
            let unknown = || {
                let help = match nearest(name, Kind::ALL.iter().map(|kind| kind.folder())) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "`kb schema` lists the kinds".to_owned(),
                };
                Failure::new(format!("there is no kind `{name}`")).help(help)
            };
            schema_text(Kind::from_folder(name).ok_or_else(unknown)?).to_owned()
        }
    };
    print(&text)?;
    Ok(Done::Clean)
}
