//! Are files read only where they can be, and written whole or not at all?

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crossplan::formats::disk::{self, DiskError, Fingerprint, Operation, read, write_atomic};
use tempfile::{TempDir, tempdir};

/// Set for a process that this test starts to save a file again and again.
const SAVE: &str = "CROSSPLAN_TEST_SAVE";

fn folder() -> (TempDir, PathBuf) {
    let folder = tempdir().unwrap();
    let path = folder.path().join("plan.ron");
    (folder, path)
}

/// The message with the folder's name taken out, since it differs from run to run.
fn message(folder: &TempDir, error: &DiskError) -> String {
    error.to_string().replace(folder.path().to_str().unwrap(), "FOLDER")
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

fn entries(folder: &TempDir) -> usize {
    fs::read_dir(folder.path()).unwrap().count()
}

#[test]
fn what_was_written_is_read() {
    let (folder, path) = folder();
    write_atomic(&path, b"first").unwrap();
    write_atomic(&path, b"second, and longer").unwrap();
    assert_eq!(read(&path).unwrap(), b"second, and longer");
    assert_eq!(entries(&folder), 1, "nothing is left beside it");
}

#[test]
fn what_is_not_a_file_is_refused() {
    let (folder, pipe) = folder();
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for (path, text) in [
        (pipe.as_path(), "FOLDER/plan.ron is a pipe, not a file"),
        (Path::new("/dev/zero"), "/dev/zero is a device, not a file"),
        (folder.path(), "FOLDER is a folder, not a file"),
    ] {
        assert_eq!(message(&folder, &read(path).unwrap_err()), text);
        assert_eq!(message(&folder, &write_atomic(path, b"x").unwrap_err()), text);
    }
    assert_eq!(entries(&folder), 1);
}

#[test]
fn a_large_file_is_refused() {
    let (folder, path) = folder();
    fs::write(&path, vec![b' '; 4 * 1024 * 1024]).unwrap();
    assert_eq!(read(&path).unwrap().len(), 4 * 1024 * 1024);
    fs::write(&path, vec![b' '; 5 * 1024 * 1024]).unwrap();
    assert_eq!(message(&folder, &read(&path).unwrap_err()), "FOLDER/plan.ron is too large: more than 4 MiB");
}

#[test]
fn what_is_missing_is_named() {
    let (folder, path) = folder();
    let missing = read(&path).unwrap_err();
    assert_eq!(message(&folder, &missing), "cannot look at FOLDER/plan.ron: there is no such file or folder");
    let nowhere = write_atomic(&folder.path().join("no/plan.ron"), b"x").unwrap_err();
    assert_eq!(
        message(&folder, &nowhere),
        "cannot create a file in the folder of FOLDER/no/plan.ron: there is no such file or folder"
    );
    assert!(matches!(nowhere, DiskError::System { operation: Operation::CreateBeside, .. }));
    let long = write_atomic(&folder.path().join("n".repeat(300)), b"x").unwrap_err();
    assert!(message(&folder, &long).ends_with("the name is too long or not allowed"), "{long}");
    assert_eq!(entries(&folder), 0);
}

#[test]
fn a_read_only_file_is_not_replaced() {
    let (folder, path) = folder();
    fs::write(&path, "old").unwrap();
    fs::set_permissions(&path, Permissions::from_mode(0o444)).unwrap();
    assert_eq!(message(&folder, &write_atomic(&path, b"new").unwrap_err()), "FOLDER/plan.ron is read-only");
    assert_eq!(fs::read(&path).unwrap(), b"old");
}

#[test]
fn links_and_mode_are_kept() {
    let (folder, path) = folder();
    let (soft, hard) = (folder.path().join("soft.ron"), folder.path().join("hard.ron"));
    fs::write(&path, "old").unwrap();
    fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
    symlink("plan.ron", &soft).unwrap();
    write_atomic(&soft, b"through the link").unwrap();
    assert!(fs::symlink_metadata(&soft).unwrap().is_symlink());
    assert_eq!(fs::read(&path).unwrap(), b"through the link");
    assert_eq!(mode(&path), 0o640);

    fs::hard_link(&path, &hard).unwrap();
    write_atomic(&path, b"both").unwrap();
    assert_eq!(fs::read(&hard).unwrap(), b"both", "shorter than before, so the rest was cut off");
    assert_eq!(fs::metadata(&hard).unwrap().nlink(), 2);
    assert_eq!(mode(&hard), 0o640);
    assert!(disk::is_same_file(&soft, &hard));
    assert_eq!(entries(&folder), 3);
}

#[test]
fn a_link_to_nothing_yet_is_followed_and_a_circle_is_not() {
    let (folder, path) = folder();
    let link = folder.path().join("link.ron");
    symlink(&path, &link).unwrap();
    write_atomic(&link, b"new").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"new");
    let circle = folder.path().join("circle.ron");
    symlink(&circle, &circle).unwrap();
    assert_eq!(
        message(&folder, &write_atomic(&circle, b"x").unwrap_err()),
        "cannot look at FOLDER/circle.ron: too many levels of symbolic links"
    );
}

#[test]
fn a_new_file_follows_the_mask() {
    let (folder, path) = folder();
    write_atomic(&path, b"new").unwrap();
    let plain = folder.path().join("plain");
    fs::write(&plain, "new").unwrap();
    assert_eq!(mode(&path), mode(&plain));
}

#[test]
fn a_change_by_somebody_else_is_noticed() {
    let (_folder, path) = folder();
    assert_eq!(disk::fingerprint(&path).unwrap(), None);
    write_atomic(&path, b"mine").unwrap();
    assert_eq!(disk::fingerprint(&path).unwrap(), Some(Fingerprint::of(b"mine")));
    fs::write(&path, "your").unwrap();
    assert_ne!(disk::fingerprint(&path).unwrap(), Some(Fingerprint::of(b"mine")));
    disk::remove(&path).unwrap();
    disk::remove(&path).unwrap();
    assert_eq!(disk::fingerprint(&path).unwrap(), None);
}

/// Not a test of its own: what the two tests below start as a process.
#[test]
fn saver() {
    let Some(path) = std::env::var_os(SAVE).map(PathBuf::from) else { return };
    for letter in (b'a'..=b'z').cycle() {
        if let Err(error) = write_atomic(&path, &contents(letter)) {
            fs::write(path.with_extension("error"), error.to_string()).ok();
            return;
        }
    }
}

/// Large enough to take several writes.
fn contents(letter: u8) -> Vec<u8> {
    vec![letter; 300_000]
}

fn save_again_and_again(path: &Path, under: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{under} exec \"$0\" --exact saver")]).arg(std::env::current_exe().unwrap());
    command.env(SAVE, path).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

#[test]
fn killed_while_saving_leaves_old_or_new() {
    let (_folder, path) = folder();
    write_atomic(&path, &contents(b'a')).unwrap();
    let mut seen = std::collections::BTreeSet::new();
    for round in 0..100 {
        let mut saver = save_again_and_again(&path, "").spawn().unwrap();
        std::thread::sleep(Duration::from_micros(8_000 + 97 * round));
        saver.kill().unwrap();
        saver.wait().unwrap();
        let bytes = read(&path).unwrap();
        assert_eq!(bytes, contents(bytes[0]), "round {round}");
        seen.insert(bytes[0]);
    }
    assert!(seen.len() > 1, "the process saved nothing before it was killed");
}

#[test]
fn no_room_leaves_the_old_file() {
    let (folder, path) = folder();
    write_atomic(&path, b"old").unwrap();
    save_again_and_again(&path, "trap '' XFSZ; ulimit -f 64;").status().unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"old");
    assert_eq!(
        fs::read_to_string(path.with_extension("error")).unwrap().replace(folder.path().to_str().unwrap(), "FOLDER"),
        "cannot write FOLDER/plan.ron: file too large"
    );
    assert_eq!(entries(&folder), 2, "the half-written file is gone");
}
