//! The journal beside the lock: each result is written down as it arrives, so that a run which is killed loses nothing.
//!
//! `links.lock.part` has the lines of a lock, in the order in which results came. Each line is one write to the end of the file:
//! a kill loses no line that was written, and cuts off at most the one that was being written. Every [`SYNC_EVERY`] lines they are
//! forced to the disk, so that a power cut loses no more than those. The next run takes over what it finds there. At the end the
//! whole lock is written beside the old one, forced to the disk, and put in its place in one step; then the journal goes.
//!
//! The journal is locked as long as a run has it (advisory, released by the system also after a kill), so that two runs at once
//! cannot mix their results: the second is refused.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::write::{header, page_line, work_line};
use super::{Lock, LockFault, LockProblem, MAX_BYTES, PageEntry, WorkEntry};

/// After so many lines the journal is forced to the disk.
pub const SYNC_EVERY: usize = 32;

/// The journal of a run, open for writing.
#[derive(Debug)]
pub struct Journal {
    lock_path: PathBuf,
    part_path: PathBuf,
    part: File,
    unsynced: usize,
    /// The hash of the lock when the run began.
    before: [u8; 32],
}

/// What a run starts with.
#[derive(Debug, Default)]
pub struct Recovered {
    /// What is known: the lock, and over it what a run left behind that did not come to its end.
    pub lock: Lock,
    /// The number of results that such a run left behind.
    pub results: usize,
    /// What is wrong with the lock. Before it is written again it is copied to `links.lock.damaged`.
    pub problems: Vec<LockProblem>,
}

/// Why the journal or the lock could not be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
    /// Another run has the journal.
    #[error("another run is writing `{}`", path.display())]
    Busy {
        /// The journal.
        path: PathBuf,
    },
    /// A link or a device stands where the file should be: it is neither read nor written.
    #[error("`{}` is not a plain file", path.display())]
    NoPlainFile {
        /// The file.
        path: PathBuf,
    },
    /// The file is larger than [`MAX_BYTES`].
    #[error("`{}` is larger than {MAX_BYTES} bytes", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
    },
    /// A newer program wrote the lock, in a format that this one does not know. It is left as it is.
    #[error("`{}` has the format `{schema}`, which this program does not know", path.display())]
    UnknownFormat {
        /// The file.
        path: PathBuf,
        /// The format.
        schema: String,
    },
    /// The system would not let us.
    #[error("cannot {action} `{}`: {source}", path.display())]
    Io {
        /// What was tried: `read`, `write`, `replace`…
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// The system's words.
        source: io::Error,
    },
}

type Done<T = ()> = Result<T, JournalError>;

impl Journal {
    /// Opens the journal of the lock at `lock_path` and takes over what an earlier run left behind. The lock need not be there.
    ///
    /// # Errors
    ///
    /// Where another run has it, where a newer program wrote the lock, where a link or a device stands in its place, or the system does not
    /// give it.
    pub fn open(lock_path: &Path) -> Done<(Self, Recovered)> {
        let lock_path = lock_path.to_owned();
        let part_path = beside(&lock_path, ".part");
        let mut part = hold(&part_path)?;
        let before = read_if_there(&lock_path)?;
        let (mut lock, problems) = Lock::read(&before);
        let before: [u8; 32] = Sha256::digest(&before).into();
        if let Err(unknown) = refuse_unless_known(&lock_path, &problems) {
            // What a run that did not come to its end left behind stays for the program that knows the lock.
            if part.metadata().is_ok_and(|there| there.len() == 0) {
                let _ = fs::remove_file(&part_path);
            }
            return Err(unknown);
        }
        let left = read_open(&mut part, &part_path)?;
        let (recovered, _) = Lock::read(&left);
        let results = recovered.pages.len() + recovered.works.len();
        lock.merge(recovered);
        let mut journal = Self { lock_path, part_path, part, unsynced: 0, before };
        if left.is_empty() {
            journal.put(&header())?;
        } else if left.last() != Some(&b'\n') {
            // The line that was cut off stays alone on its line.
            journal.put("")?;
        }
        Ok((journal, Recovered { lock, results, problems }))
    }

    /// Writes down what became of an address.
    ///
    /// # Errors
    ///
    /// Where the system does not write it.
    pub fn page(&mut self, page: &PageEntry) -> Done {
        self.put(&page_line(page))
    }

    /// Writes down what became of a work.
    ///
    /// # Errors
    ///
    /// Where the system does not write it.
    pub fn work(&mut self, work: &WorkEntry) -> Done {
        self.put(&work_line(work))
    }

    fn put(&mut self, line: &str) -> Done {
        let failed = |source| JournalError::Io { action: "write", path: self.part_path.clone(), source };
        // One write for the line and its end: no kill comes between them.
        self.part.write_all(format!("{line}\n").as_bytes()).map_err(failed)?;
        self.unsynced += 1;
        if self.unsynced >= SYNC_EVERY {
            self.part.sync_data().map_err(failed)?;
            self.unsynced = 0;
        }
        Ok(())
    }

    /// Writes the whole lock in the place of the old one and removes the journal. Says where the old one was copied to, where it
    /// was damaged. What somebody else put into the lock during the run (another branch, say) is merged in.
    ///
    /// # Errors
    ///
    /// Where the system does not let us. The old lock and the journal are then as they were.
    pub fn finish(self, lock: &Lock) -> Done<Option<PathBuf>> {
        let now = read_if_there(&self.lock_path)?;
        let mut lock = lock.clone();
        let (read, problems) = Lock::read(&now);
        refuse_unless_known(&self.lock_path, &problems)?;
        if Sha256::digest(&now)[..] != self.before {
            lock.merge(read);
        }
        let damaged = if problems.is_empty() { None } else { Some(self.keep_damaged(&now)?) };
        let text = lock.to_string();
        // A lock that says the same is left alone, and so is the time of its file.
        if text.as_bytes() != now {
            replace(&self.lock_path, text.as_bytes())?;
        }
        fs::remove_file(&self.part_path).map_err(|source| JournalError::Io {
            action: "remove",
            path: self.part_path.clone(),
            source,
        })?;
        Ok(damaged)
    }

    /// Copies a damaged lock to a name that is free, or finds it there.
    fn keep_damaged(&self, bytes: &[u8]) -> Done<PathBuf> {
        let names =
            std::iter::once(".damaged".to_owned()).chain((2..).map(|number| format!(".damaged-{number}")));
        for name in names {
            let path = beside(&self.lock_path, &name);
            match fs::symlink_metadata(&path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    replace(&path, bytes)?;
                    return Ok(path);
                }
                Ok(there) if there.is_file() && fs::read(&path).is_ok_and(|kept| kept == bytes) => {
                    return Ok(path);
                }
                _ => {}
            }
        }
        // Names do not run out.
        Ok(self.lock_path.clone())
    }
}

/// Opens the journal and locks it. Where a run that ends takes the file away between the two, another is made.
fn hold(path: &Path) -> Done<File> {
    let failed = |action| {
        let path = path.to_owned();
        move |source| JournalError::Io { action, path, source }
    };
    loop {
        refuse_unless_plain(path)?;
        let file =
            OpenOptions::new().read(true).append(true).create(true).open(path).map_err(failed("open"))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(JournalError::Busy { path: path.to_owned() }),
            Err(TryLockError::Error(source)) => return Err(failed("lock")(source)),
        }
        if is_still_there(&file, path) {
            return Ok(file);
        }
    }
}

/// Says whether the open file is the one that has the name now.
#[cfg(unix)]
fn is_still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(open), Ok(named)) => (open.dev(), open.ino()) == (named.dev(), named.ino()),
        _ => false,
    }
}

/// Elsewhere a file that is open cannot be taken away.
#[cfg(not(unix))]
fn is_still_there(_: &File, _: &Path) -> bool {
    true
}

fn refuse_unless_known(path: &Path, problems: &[LockProblem]) -> Done {
    let unknown = problems.iter().find_map(|problem| match &problem.fault {
        LockFault::UnknownSchema { schema } => Some(schema.clone()),
        _ => None,
    });
    match unknown {
        Some(schema) => Err(JournalError::UnknownFormat { path: path.to_owned(), schema }),
        None => Ok(()),
    }
}

fn refuse_unless_plain(path: &Path) -> Done {
    match fs::symlink_metadata(path) {
        Ok(there) if !there.is_file() => Err(JournalError::NoPlainFile { path: path.to_owned() }),
        _ => Ok(()),
    }
}

/// The bytes of a lock; none where there is no such file.
///
/// # Errors
///
/// Where a link or a device stands in its place, where it is larger than [`MAX_BYTES`], or the system does not give it.
pub fn read_if_there(path: &Path) -> Done<Vec<u8>> {
    refuse_unless_plain(path)?;
    match File::open(path) {
        Ok(mut file) => read_open(&mut file, path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(source) => Err(JournalError::Io { action: "read", path: path.to_owned(), source }),
    }
}

fn read_open(file: &mut File, path: &Path) -> Done<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|source| JournalError::Io {
        action: "read",
        path: path.to_owned(),
        source,
    })?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(JournalError::TooLarge { path: path.to_owned() });
    }
    Ok(bytes)
}

/// Writes a file whole or not at all, and forces it to the disk before it takes its name.
fn replace(path: &Path, bytes: &[u8]) -> Done {
    let temporary = beside(path, ".new");
    let write = || {
        // Whoever holds the journal is alone here: what stands there is what a kill left behind.
        match fs::remove_file(&temporary) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = OpenOptions::new().write(true).create_new(true).open(&temporary)?;
        file.write_all(bytes)?;
        if let Ok(old) = fs::metadata(path) {
            file.set_permissions(old.permissions())?;
        }
        file.sync_all()?;
        fs::rename(&temporary, path)?;
        sync_folder(path)
    };
    write().map_err(|source| JournalError::Io { action: "write", path: path.to_owned(), source })
}

/// Forces a new name to the disk.
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}
