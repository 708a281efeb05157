//! Can a window be opened, and if not, why?

use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use eframe::egui::{Context, ViewportBuilder};

use super::app::App;
use super::panels::dialogs::Message;
use crate::session::{Document, Settings, recovery, settings};

/// Why there is no window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoWindow {
    /// The session has no display.
    #[error(
        "No window: this session has no display (neither DISPLAY nor WAYLAND_DISPLAY is set); the command line works without one, see crossplan --help."
    )]
    NoDisplay,
    /// There may be a display, but it cannot be drawn on.
    #[error(
        "No window: the display cannot be reached, or a library for windows and OpenGL is missing (on Debian: apt-get install libx11-6 libxcursor1 libxi6 libx11-xcb1 libxkbcommon-x11-0 libgl1); the command line works without one, see crossplan --help."
    )]
    CannotDraw,
    /// The window was open and broke off.
    #[error("The window stopped because of an error in the program; what was saved is safe.")]
    Stopped,
}

/// Opens the window on a file, or on the last one, or on the built-in scenario, and returns once it is
/// closed.
///
/// # Errors
/// Why there is no window.
pub fn open(file: Option<&Path>) -> Result<(), NoWindow> {
    if !has_display() {
        return Err(NoWindow::NoDisplay);
    }
    let viewport = ViewportBuilder::default()
        .with_app_id("crossplan")
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size([1024.0, 700.0])
        .with_drag_and_drop(true);
    let options = eframe::NativeOptions { viewport, ..Default::default() };
    let file = file.map(Path::to_owned);
    let is_open = Arc::new(AtomicBool::new(false));
    let opened = is_open.clone();
    // Libraries that are missing make the window system panic with a text for its developers. Until the
    // window is open nobody needs to read that.
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let ran = panic::catch_unwind(AssertUnwindSafe(|| {
        let create = move |creation: &eframe::CreationContext<'_>| {
            opened.store(true, Ordering::Relaxed);
            panic::set_hook(hook);
            let app = first(&creation.egui_ctx, file.as_deref());
            let (keeper, left) =
                settings::folder().map_or((None, Vec::new()), |it| recovery::start(&it.join("recovery")));
            Ok(Box::new(app.recovering(keeper, left)) as Box<dyn eframe::App>)
        };
        eframe::run_native("Crossplan", options, Box::new(create))
    }));
    match (ran, is_open.load(Ordering::Relaxed)) {
        (Ok(Ok(())), _) => Ok(()),
        (_, true) => Err(NoWindow::Stopped),
        (_, false) => Err(NoWindow::CannotDraw),
    }
}

/// Only on Linux and its like can a session be without a display.
fn has_display() -> bool {
    let has_its_own = cfg!(any(windows, target_os = "macos"));
    let named = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    has_its_own || ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"].into_iter().any(named)
}

/// What a first start says about what it shows.
fn welcome() -> Message {
    let title = "An example. The bar under the chart says who is cheapest at which volume: drag the volume line, or change \
                 a number on the left. File, New starts your own.";
    Message { title: title.to_owned(), details: Vec::new() }
}

/// The application as it starts: on `file`, else on the last file that can be opened, else on the
/// built-in scenario.
fn first(ctx: &Context, file: Option<&Path>) -> App {
    let mut settings = Settings::load(settings::folder());
    let last = settings.recent.first().cloned();
    let Some(path) = file.map(Path::to_owned).or(last) else {
        return App::new(ctx, Document::example(), settings, Some(welcome()));
    };
    match Document::open(&path) {
        Ok((document, warnings)) => {
            settings.remember(&path);
            let _kept = settings.save();
            App::new(ctx, document, settings, Message::doubts(&path, &warnings))
        }
        Err(error) => App::new(ctx, Document::example(), settings, Some(Message::failed(&error))),
    }
}
