//! Which file is meant? The system's dialog, asked on a thread of its own.
//!
//! Where no dialog service answers, the same "nothing chosen" comes back as where a person cancels,
//! but at once; nobody cancels that fast.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;
use std::time::{Duration, Instant};

use eframe::egui;

/// What a file is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To open it.
    Open,
    /// To compare the open scenario with it.
    Compare,
    /// To save to it.
    Save,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// This file.
    File(PathBuf),
    /// None; the person thought better of it.
    Cancelled,
    /// There is nobody to ask: the system has no dialog.
    NoDialog,
}

/// A dialog that is open.
#[derive(Debug)]
pub struct FileDialog {
    /// What the file is for.
    pub purpose: Purpose,
    answer: Receiver<Answer>,
}

/// Quicker than a person can be.
const TOO_QUICK: Duration = Duration::from_millis(150);

impl FileDialog {
    /// Opens the dialog near `file`, the document's own or one suggested.
    #[must_use]
    pub fn ask(purpose: Purpose, file: &Path, ctx: &egui::Context, frame: &eframe::Frame) -> Self {
        let mut dialog = rfd::AsyncFileDialog::new().set_parent(frame).add_filter("Crossplan scenario", &["ron"]);
        if let Some(folder) = file.parent().filter(|folder| folder.is_absolute()) {
            dialog = dialog.set_directory(folder);
        }
        if let (Purpose::Save, Some(name)) = (purpose, file.file_name()) {
            dialog = dialog.set_file_name(name.to_string_lossy());
        }
        let (tell, answer) = channel();
        let ctx = ctx.clone();
        let asked = Instant::now();
        // The dialog is begun here, since some systems want that on the window's own thread.
        let chosen: std::pin::Pin<Box<dyn Future<Output = Option<rfd::FileHandle>> + Send>> = match purpose {
            Purpose::Open | Purpose::Compare => Box::pin(dialog.pick_file()),
            Purpose::Save => Box::pin(dialog.save_file()),
        };
        let waiting = std::thread::Builder::new().name("file dialog".to_owned()).spawn(move || {
            let answer = match wait_for(chosen) {
                Some(file) => Answer::File(file.path().to_owned()),
                None if asked.elapsed() < TOO_QUICK => Answer::NoDialog,
                None => Answer::Cancelled,
            };
            let _window_is_open = tell.send(answer);
            ctx.request_repaint();
        });
        drop(waiting);
        Self { purpose, answer }
    }

    /// The answer, once there is one.
    #[must_use]
    pub fn answer(&self) -> Option<Answer> {
        match self.answer.try_recv() {
            Ok(answer) => Some(answer),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Answer::NoDialog),
        }
    }
}

/// Wakes a thread that waits.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Waits on this thread until the future is there.
fn wait_for<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut context = Context::from_waker(&waker);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(result) => return result,
            Poll::Pending => std::thread::park(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_future_is_waited_for() {
        let mut polls = 0;
        let third_time = std::future::poll_fn(|context| {
            polls += 1;
            context.waker().wake_by_ref();
            if polls == 3 { Poll::Ready("done") } else { Poll::Pending }
        });
        assert_eq!(wait_for(third_time), "done");
    }
}
