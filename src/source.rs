//! The files of a knowledge base: found in a folder, or handed over from memory.
//!
//! Records are the files `<kind>/<id>.yaml`. Hidden files and files that are not YAML are not read; those that may be taken for
//! records are listed as strays. No link leads out of the folder, and only plain files are opened.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::stray::{Stray, TEMPORARY_PREFIX, is_yaml};
use crate::yaml::MAX_BYTES;

/// The file that makes a folder a knowledge base.
pub const MANIFEST: &str = "kb.toml";

/// The YAML files of a knowledge base, sorted by path.
#[derive(Debug)]
pub struct Sources {
    origin: Origin,
    entries: Vec<Entry>,
    strays: Vec<Stray>,
    /// Bytes that stand in for those of a file.
    overlay: BTreeMap<usize, Vec<u8>>,
}

#[derive(Debug)]
enum Origin {
    Disk(PathBuf),
    Memory(Vec<Vec<u8>>),
}

/// One YAML file.
#[derive(Debug)]
pub struct Entry {
    /// Its path in the knowledge base, with `/`: `muscles/psoas-major.yaml`.
    pub path: Box<str>,
    /// Whether it is a symbolic link.
    pub is_link: bool,
    refusal: Option<Refusal>,
}

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// A symbolic link that leads out of the knowledge base.
    #[error("a link that leads out of the knowledge base")]
    LeavesFolder,
    /// A symbolic link to a folder.
    #[error("a link to a folder")]
    LinkToFolder,
    /// A symbolic link to nothing.
    #[error("a link to nothing")]
    DeadLink,
    /// A device, a pipe or a socket.
    #[error("not a plain file")]
    NoPlainFile,
    /// Larger than what is read.
    #[error("{bytes} bytes; the limit is {limit}")]
    TooLarge {
        /// Its size.
        bytes: u64,
        /// The most bytes that it may have.
        limit: u64,
    },
    /// The system would not let us.
    #[error("{reason}")]
    Unreadable {
        /// The system's words.
        reason: String,
    },
    /// The file's name is no Unicode text.
    #[error("its name is not valid Unicode")]
    NameNotUnicode,
}

/// Why a folder could not be searched for records.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// There is no such folder, or it is a file.
    #[error("`{path}` is not a folder")]
    NoFolder {
        /// The path that was given.
        path: PathBuf,
    },
    /// A folder in it cannot be listed.
    #[error("cannot list the folder `{path}`: {reason}")]
    Unlistable {
        /// The folder.
        path: PathBuf,
        /// The system's words.
        reason: String,
    },
}

impl Sources {
    /// Finds the YAML files in the folder `root`.
    ///
    /// # Errors
    ///
    /// Where `root` is no folder, or a folder in it cannot be listed: then nobody can say what was left out.
    pub fn discover(root: &Path) -> Result<Self, SourceError> {
        let no_folder = || SourceError::NoFolder { path: root.to_owned() };
        let real_root = root.canonicalize().map_err(|_| no_folder())?;
        if !real_root.is_dir() {
            return Err(no_folder());
        }
        let (mut entries, mut strays) = (Vec::new(), Vec::new());
        for found in WalkDir::new(&real_root).sort_by_file_name().into_iter().filter_entry(is_looked_at) {
            let found = found.map_err(|error| SourceError::Unlistable {
                path: error.path().map_or_else(|| root.to_owned(), Path::to_owned),
                reason: error.io_error().map_or_else(|| error.to_string(), ToString::to_string),
            })?;
            let relative = found.path().strip_prefix(&real_root).unwrap_or(found.path());
            let path = relative.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
            let stray = Stray::of(&path, found.file_type().is_dir());
            let is_hidden = path.split('/').any(|part| part.starts_with('.'));
            if found.depth() == 0 || found.file_type().is_dir() || is_hidden {
                strays.extend(stray);
                continue;
            }
            let link = found.path_is_symlink();
            let refusal = if link { refuse_link(found.path(), &real_root) } else { None };
            if !is_yaml(&path)
                && refusal != Some(Refusal::LinkToFolder)
                && !leads_out_of_a_folder(&refusal, &found)
            {
                strays.extend(stray);
                continue;
            }
            let refusal = match relative.to_str() {
                None => Some(Refusal::NameNotUnicode),
                Some(_) if !link && !found.file_type().is_file() => Some(Refusal::NoPlainFile),
                Some(_) => refusal,
            };
            entries.push(Entry { path: path.into(), is_link: link, refusal });
        }
        entries.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(Self { origin: Origin::Disk(real_root), entries, strays, overlay: BTreeMap::new() })
    }

    /// Takes files from memory: paths in the knowledge base, with `/`, and their bytes.
    pub fn from_memory(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let mut strays = Vec::new();
        let mut files: Vec<_> = files
            .into_iter()
            .filter(|(path, _)| match Stray::of(path, false) {
                Some(stray) => {
                    strays.push(stray);
                    false
                }
                None => true,
            })
            .collect();
        files.sort();
        let (paths, bytes): (Vec<_>, Vec<_>) = files.into_iter().unzip();
        let entry = |path: String| Entry { path: path.into(), is_link: false, refusal: None };
        let entries = paths.into_iter().map(entry).collect();
        Self { origin: Origin::Memory(bytes), entries, strays, overlay: BTreeMap::new() }
    }

    /// Puts bytes in the place of those of the file at `index`: an editor's buffer, or a text that is not written yet.
    pub fn replace(&mut self, index: usize, bytes: Vec<u8>) {
        self.overlay.insert(index, bytes);
    }

    /// Where the file at `index` is on disk.
    pub fn disk_path(&self, index: usize) -> Option<PathBuf> {
        match &self.origin {
            Origin::Disk(root) => Some(root.join(&*self.entries.get(index)?.path)),
            Origin::Memory(_) => None,
        }
    }

    /// The files, sorted by path.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The files that are not read and may be taken for records, also in folders that do not belong to any kind.
    pub fn strays(&self) -> &[Stray] {
        &self.strays
    }

    /// The bytes of the file at `index` of [`entries`](Self::entries).
    ///
    /// # Errors
    ///
    /// Where the file is refused or the system does not give it.
    pub fn read(&self, index: usize) -> Result<Vec<u8>, Refusal> {
        let missing = || unreadable("there is no such file");
        let entry = self.entries.get(index).ok_or_else(missing)?;
        if let Some(refusal) = &entry.refusal {
            return Err(refusal.clone());
        }
        if let Some(bytes) = self.overlay.get(&index) {
            return Ok(bytes.clone());
        }
        match &self.origin {
            Origin::Memory(files) => files.get(index).cloned().ok_or_else(missing),
            Origin::Disk(root) => read_file(&root.join(&*entry.path), MAX_BYTES as u64),
        }
    }
}

/// The bytes of the manifest of the knowledge base in the folder `root`.
///
/// # Errors
///
/// Where it is refused as any other file of the knowledge base would be, or the system does not give it.
pub fn read_manifest(root: &Path) -> Result<Vec<u8>, Refusal> {
    read_beside(root, MANIFEST, MAX_BYTES as u64)
}

/// The bytes of the lock called `name` of the knowledge base in the folder `root`, at most `limit` of them; nothing where there is
/// no such file.
///
/// # Errors
///
/// Where it is refused as any other file of the knowledge base would be, or the system does not give it.
pub fn read_lock(root: &Path, name: &str, limit: u64) -> Result<Option<Vec<u8>>, Refusal> {
    match fs::symlink_metadata(root.join(name)) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        _ => read_beside(root, name, limit).map(Some),
    }
}

fn read_beside(root: &Path, name: &str, limit: u64) -> Result<Vec<u8>, Refusal> {
    let path = root.join(name);
    let real_root = root.canonicalize().map_err(unreadable)?;
    let refusal = match fs::symlink_metadata(&path).map_err(unreadable)?.file_type() {
        kind if kind.is_symlink() => refuse_link(&path, &real_root),
        kind if !kind.is_file() => Some(Refusal::NoPlainFile),
        _ => None,
    };
    refusal.map_or_else(|| read_file(&path, limit), Err)
}

fn read_file(path: &Path, limit: u64) -> Result<Vec<u8>, Refusal> {
    let mut file = fs::File::open(path).map_err(unreadable)?;
    let bytes = file.metadata().map_err(unreadable)?.len();
    if bytes > limit {
        return Err(Refusal::TooLarge { bytes, limit });
    }
    let mut content = Vec::with_capacity(bytes as usize + 1);
    // One byte more than the limit, so that a file which grows meanwhile is seen to be too large.
    file.by_ref().take(limit + 1).read_to_end(&mut content).map_err(unreadable)?;
    Ok(content)
}

fn unreadable(error: impl ToString) -> Refusal {
    Refusal::Unreadable { reason: error.to_string() }
}

/// Hidden folders in the knowledge base itself hold no records; in the folders of the kinds somebody may have hidden one.
fn is_looked_at(entry: &walkdir::DirEntry) -> bool {
    let name = entry.file_name().as_encoded_bytes();
    match entry.depth() {
        0 => true,
        1 => !name.starts_with(b".") || name.starts_with(TEMPORARY_PREFIX.as_bytes()),
        _ => name != b".git",
    }
}

/// A link in the place of a kind's folder has no extension, and hides records all the same.
fn leads_out_of_a_folder(refusal: &Option<Refusal>, found: &walkdir::DirEntry) -> bool {
    *refusal == Some(Refusal::LeavesFolder) && found.path().is_dir()
}

fn refuse_link(link: &Path, real_root: &Path) -> Option<Refusal> {
    match link.canonicalize() {
        Err(_) => Some(Refusal::DeadLink),
        Ok(target) if !target.starts_with(real_root) => Some(Refusal::LeavesFolder),
        Ok(target) if target.is_dir() => Some(Refusal::LinkToFolder),
        Ok(target) if !target.is_file() => Some(Refusal::NoPlainFile),
        Ok(_) => None,
    }
}
