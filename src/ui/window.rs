//! Can a window be opened, and if not, why?
//!
//! OpenGL is tried first, as it starts quickest and takes least memory, unless a person prefers the other way
//! to draw.

use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use eframe::egui::{Context, ViewportBuilder};

use super::app::App;
use super::panels::dialogs::Message;
use crate::session::settings::{self, Renderer};
use crate::session::{Document, Settings, recovery};

/// The least size that has room for all parts of the window, in points.
pub const SMALLEST: [f32; 2] = [1024.0, 700.0];

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
/// closed. Where the renderer that is preferred cannot start, the other one is tried.
///
/// # Errors
/// Why there is no window.
pub fn open(file: Option<&Path>) -> Result<(), NoWindow> {
    if !has_display() {
        return Err(NoWindow::NoDisplay);
    }
    // Libraries that are missing make the window system panic with a text for its developers. Until the
    // window is open nobody needs to read that.
    let hook = Arc::new(Mutex::new(Some(panic::take_hook())));
    panic::set_hook(Box::new(|_| {}));
    let preferred = Settings::load(settings::folder()).renderer;
    for renderer in in_order(preferred) {
        match run(renderer, file, instead(preferred, renderer), &hook) {
            Err(NoWindow::CannotDraw) => {}
            done => return done,
        }
    }
    Err(NoWindow::CannotDraw)
}

/// The renderers to try: the one that is preferred, where this program was built with it, before the rest.
fn in_order(preferred: Renderer) -> Vec<Renderer> {
    let mut order = Renderer::built_in().to_vec();
    order.sort_by_key(|renderer| *renderer != preferred);
    order
}

/// What is said where another renderer draws than the one that is preferred.
fn instead(preferred: Renderer, renderer: Renderer) -> Option<Message> {
    let why = if Renderer::built_in().contains(&preferred) { "could not start" } else { "is not in this program" };
    let title = format!(
        "{} {why}, so the window is drawn by {}. Preferences has the choice.",
        preferred.name(),
        renderer.name()
    );
    (preferred != renderer).then(|| Message { title, details: Vec::new() })
}

/// What the program did on a panic before it tried to open the window.
type Hook = Box<dyn Fn(&panic::PanicHookInfo<'_>) + Sync + Send + 'static>;

/// Opens the window with a renderer.
fn run(
    renderer: Renderer,
    file: Option<&Path>,
    notice: Option<Message>,
    hook: &Arc<Mutex<Option<Hook>>>,
) -> Result<(), NoWindow> {
    let viewport = ViewportBuilder::default()
        .with_app_id("crossplan")
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size(SMALLEST)
        .with_drag_and_drop(true);
    let options = eframe::NativeOptions { viewport, renderer: of_eframe(renderer), ..Default::default() };
    let file = file.map(Path::to_owned);
    let is_open = Arc::new(AtomicBool::new(false));
    let (opened, hook) = (is_open.clone(), hook.clone());
    let ran = panic::catch_unwind(AssertUnwindSafe(|| {
        let create = move |creation: &eframe::CreationContext<'_>| {
            opened.store(true, Ordering::Relaxed);
            if let Some(hook) = hook.lock().ok().and_then(|mut hook| hook.take()) {
                panic::set_hook(hook);
            }
            let app = first(&creation.egui_ctx, file.as_deref(), notice);
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

fn of_eframe(renderer: Renderer) -> eframe::Renderer {
    match renderer {
        Renderer::OpenGl => eframe::Renderer::Glow,
        #[cfg(feature = "wgpu")]
        Renderer::Wgpu => eframe::Renderer::Wgpu,
        #[cfg(not(feature = "wgpu"))]
        Renderer::Wgpu => eframe::Renderer::Glow,
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
/// built-in scenario; with a word about the renderer, where there is one, before any other.
fn first(ctx: &Context, file: Option<&Path>, renderer: Option<Message>) -> App {
    let mut settings = Settings::load(settings::folder());
    let last = settings.recent.first().cloned();
    let Some(path) = file.map(Path::to_owned).or(last) else {
        return App::new(ctx, Document::example(), settings, both(renderer, Some(welcome())));
    };
    match Document::open(&path) {
        Ok((document, warnings)) => {
            settings.remember(&path);
            let _kept = settings.save();
            App::new(ctx, document, settings, both(renderer, Message::doubts(&path, &warnings)))
        }
        Err(error) => App::new(ctx, Document::example(), settings, both(renderer, Some(Message::failed(&error)))),
    }
}

/// Two words as one.
fn both(first: Option<Message>, second: Option<Message>) -> Option<Message> {
    match (first, second) {
        (Some(first), Some(second)) => {
            Some(Message { title: format!("{} {}", first.title, second.title), details: second.details })
        }
        (first, second) => first.or(second),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_preferred_renderer_is_tried_first_and_another_one_is_told() {
        assert_eq!(in_order(Renderer::OpenGl)[0], Renderer::OpenGl);
        assert_eq!(in_order(Renderer::OpenGl).len(), Renderer::built_in().len());
        assert_eq!(instead(Renderer::OpenGl, Renderer::OpenGl), None);
        let said = instead(Renderer::Wgpu, Renderer::OpenGl).map(|message| message.title).unwrap_or_default();
        assert!(said.starts_with("wgpu ") && said.contains("drawn by OpenGL"), "{said}");
        let joined = both(Some(welcome()), Some(welcome())).map(|message| message.title);
        assert_eq!(joined, Some(format!("{0} {0}", welcome().title)));
    }
}
