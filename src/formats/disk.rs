//! How do bytes come from a file, and go into one so that it is never half written?
//!
//! Read: regular files of bounded size only. Write: a temporary file beside the target, flushed to
//! disk, takes the target's mode and then its name; then the folder is flushed. Whoever is killed in
//! between leaves the old file or the new one. Links are followed to the file they lead to.
//! This is the only place of the crate that touches files.

use std::fs::{self, File, FileType, Metadata, TryLockError};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::NamedTempFile;

mod error;

pub use error::{DiskError, Operation};

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: u64 = 4 * 1024 * 1024;

/// How many symbolic links are followed in a row, as Linux does.
const MOST_LINKS: usize = 40;

/// Names file and operation of a refusal.
fn refused(path: &Path, operation: Operation) -> impl FnOnce(io::Error) -> DiskError {
    move |cause| DiskError::System { path: path.to_owned(), operation, cause }
}

/// Reads a regular file of at most [`LARGEST_FILE`] bytes.
///
/// # Errors
/// [`DiskError::NotAFile`] for a folder, pipe, socket or device, [`DiskError::TooLarge`], and
/// whatever the system refuses.
pub fn read(path: &Path) -> Result<Vec<u8>, DiskError> {
    // Looked at before it is opened: opening a pipe would wait for its other end.
    regular(path, &fs::metadata(path).map_err(refused(path, Operation::Inspect))?)?;
    let file = File::open(path).map_err(refused(path, Operation::Read))?;
    let mut bytes = Vec::new();
    file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(refused(path, Operation::Read))?;
    if bytes.len() as u64 > LARGEST_FILE { Err(DiskError::TooLarge { path: path.to_owned() }) } else { Ok(bytes) }
}

fn regular(path: &Path, metadata: &Metadata) -> Result<(), DiskError> {
    if metadata.is_file() {
        return Ok(());
    }
    Err(DiskError::NotAFile { path: path.to_owned(), kind: kind(metadata.file_type()) })
}

#[cfg(unix)]
fn kind(file_type: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt as _;
    if file_type.is_dir() {
        "a folder"
    } else if file_type.is_fifo() {
        "a pipe"
    } else if file_type.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn kind(file_type: FileType) -> &'static str {
    if file_type.is_dir() { "a folder" } else { "a device" }
}

/// Writes a file whole or not at all.
///
/// A file that has more than one name (hard links) is overwritten in place, so that all its names
/// keep meaning the same file; the new contents then lie beside it until they are on the disk.
///
/// # Errors
/// [`DiskError::ReadOnly`], [`DiskError::NotAFile`], and whatever the system refuses; the old file
/// is then as it was, unless the refused operation is [`Operation::FlushFolder`].
pub fn write_atomic(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    let target = behind_links(path);
    let old = replaceable(&target)?;
    let fresh = written_beside(&target, bytes)?;
    match old {
        Some(old) if names(&old) > 1 => overwrite(&target, bytes, fresh)?,
        Some(old) => {
            keep_mode(&fresh, &old).map_err(refused(&target, Operation::KeepMode))?;
            replace(&target, fresh)?;
        }
        None => replace(&target, fresh)?,
    }
    flush_folder(folder(&target)).map_err(refused(&target, Operation::FlushFolder))
}

/// What is to be replaced; none where nothing is there.
fn replaceable(target: &Path) -> Result<Option<Metadata>, DiskError> {
    let old = match fs::metadata(target) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(refused(target, Operation::Inspect)(error)),
    };
    regular(target, &old)?;
    if old.permissions().readonly() { Err(DiskError::ReadOnly { path: target.to_owned() }) } else { Ok(Some(old)) }
}

/// The path that a chain of symbolic links leads to, even where nothing is there yet.
fn behind_links(path: &Path) -> PathBuf {
    let mut target = path.to_owned();
    for _ in 0..MOST_LINKS {
        let Ok(next) = fs::read_link(&target) else { break };
        target = folder(&target).join(next);
    }
    target
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

/// A temporary file in the target's folder, holding the bytes safely on the disk. It removes itself
/// unless it is put in the target's place.
fn written_beside(target: &Path, bytes: &[u8]) -> Result<NamedTempFile, DiskError> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".crossplan-").suffix(".tmp");
    ordinary_mode(&mut builder);
    let mut fresh = builder.tempfile_in(folder(target)).map_err(refused(target, Operation::CreateBeside))?;
    fresh.write_all(bytes).map_err(refused(target, Operation::Write))?;
    fresh.as_file().sync_all().map_err(refused(target, Operation::Flush))?;
    Ok(fresh)
}

/// A new document may be read and written by whoever the user's mask does not keep out.
#[cfg(unix)]
fn ordinary_mode(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt as _;
    builder.permissions(std::fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn ordinary_mode(_builder: &mut tempfile::Builder<'_, '_>) {}

#[cfg(unix)]
fn names(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(metadata)
}

#[cfg(not(unix))]
fn names(_metadata: &Metadata) -> u64 {
    1
}

#[cfg(unix)]
fn keep_mode(fresh: &NamedTempFile, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt as _;
    let new = fresh.as_file().metadata()?;
    if (new.uid(), new.gid()) != (old.uid(), old.gid()) {
        // Only an administrator may give files away; for everybody else the new file is their own.
        let _kept = std::os::unix::fs::fchown(fresh.as_file(), Some(old.uid()), Some(old.gid()));
    }
    // Some file systems have no modes to set; there both files have the same one.
    if new.permissions() == old.permissions() {
        return Ok(());
    }
    fresh.as_file().set_permissions(old.permissions())
}

#[cfg(not(unix))]
fn keep_mode(fresh: &NamedTempFile, old: &Metadata) -> io::Result<()> {
    fresh.as_file().set_permissions(old.permissions())
}

fn replace(target: &Path, fresh: NamedTempFile) -> Result<(), DiskError> {
    let persisted = fresh.persist(target).map_err(|failed| failed.error);
    persisted.map(drop).map_err(refused(target, Operation::Replace))
}

/// Keeps the fresh file where this fails, since the target may then hold neither old nor new.
fn overwrite(target: &Path, bytes: &[u8], fresh: NamedTempFile) -> Result<(), DiskError> {
    let Err(cause) = overwrite_in_place(target, bytes) else { return Ok(()) };
    let contents = fresh.path().to_owned();
    let _kept = fresh.keep();
    Err(DiskError::HalfWritten { path: target.to_owned(), contents, cause })
}

fn overwrite_in_place(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::options().write(true).open(target)?;
    file.write_all(bytes)?;
    file.set_len(bytes.len() as u64)?;
    file.sync_all()
}

#[cfg(unix)]
fn flush_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder)?.sync_all() {
        // Some network and user-space file systems have no such operation.
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        done => done,
    }
}

#[cfg(not(unix))]
fn flush_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// What a file held, to notice that another program changed it. Contents are compared, since a
/// clock may be set back and two saves may fall into one tick of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    length: usize,
    hash: u64,
}

impl Fingerprint {
    /// The fingerprint of what was read or written.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        Self { length: bytes.len(), hash: hasher.finish() }
    }
}

/// The fingerprint of a file as it now is; none where there is no such file.
///
/// # Errors
/// As [`read`], except that a missing file is none.
pub fn fingerprint(path: &Path) -> Result<Option<Fingerprint>, DiskError> {
    match read(path) {
        Ok(bytes) => Ok(Some(Fingerprint::of(&bytes))),
        Err(DiskError::System { cause, .. }) if cause.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// How long ago a file was last written to; none where the system does not tell, or its clock was set back since.
#[must_use]
pub fn age(path: &Path) -> Option<Duration> {
    fs::metadata(path).ok()?.modified().ok()?.elapsed().ok()
}

/// True where both paths lead to one existing file: an output must not replace its input.
#[must_use]
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    matches!((identity(one), identity(other)), (Ok(one), Ok(other)) if one == other)
}

#[cfg(unix)]
fn identity(path: &Path) -> io::Result<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata(path).map(|metadata| (metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn identity(path: &Path) -> io::Result<PathBuf> {
    fs::canonicalize(path)
}

/// A place that belongs to one program at a time, until it ends, however it ends.
#[derive(Debug)]
pub struct Claim(#[allow(dead_code, reason = "held, not read: closing it gives the place back")] File);

/// Claims the place that a file stands for, made where it is not there; none where another program has it.
///
/// # Errors
/// Whatever the system refuses.
pub fn claim(path: &Path) -> Result<Option<Claim>, DiskError> {
    let opened = File::options().create(true).truncate(false).write(true).open(path);
    let file = opened.map_err(refused(path, Operation::Write))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Claim(file))),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(refused(path, Operation::Write)(error)),
    }
}

/// Makes a folder and those above it, where they are not there yet.
///
/// # Errors
/// Whatever the system refuses.
pub fn create_folder(path: &Path) -> Result<(), DiskError> {
    fs::create_dir_all(path).map_err(refused(path, Operation::CreateFolder))
}

/// Removes a file; one that is not there is as good as removed.
///
/// # Errors
/// Whatever the system refuses.
pub fn remove(path: &Path) -> Result<(), DiskError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(refused(path, Operation::Remove)(error)),
        _ => Ok(()),
    }
}
