//! Does Ctrl+C end a long answer cleanly? The real program, and a real signal.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot run the program has failed")]

use std::io::Read as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crossplan::formats::shipped::SHIPPED;

#[test]
fn ctrl_c_ends_a_simulation_with_130_and_writes_nothing() {
    let desk = tempfile::tempdir().unwrap();
    let file = desk.path().join("latch.ron");
    std::fs::write(&file, SHIPPED[0].text).unwrap();
    let mut running = Command::new(env!("CARGO_BIN_EXE_crossplan"))
        .args(["simulate".as_ref(), file.as_os_str(), "--samples".as_ref(), "4000000".as_ref()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Long enough to have begun, on a slow machine too; millions of draws take minutes.
    std::thread::sleep(Duration::from_millis(1_500));
    assert_eq!(running.try_wait().unwrap(), None, "it was to be still drawing");
    let asked = Instant::now();
    let sent = Command::new("kill").args(["-INT", &running.id().to_string()]).status().unwrap();
    assert!(sent.success());
    let code = running.wait().unwrap().code();
    let (mut output, mut errors) = (String::new(), String::new());
    running.stdout.take().unwrap().read_to_string(&mut output).unwrap();
    running.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
    assert_eq!((code, output.as_str(), errors.as_str()), (Some(130), "", "error: stopped; nothing was written\n"));
    assert!(asked.elapsed() < Duration::from_secs(5), "it took {:?}", asked.elapsed());
}
