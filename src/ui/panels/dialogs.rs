//! What the program has to ask or to tell before it can go on.

mod about;
mod choice;
mod failed;
mod new_scenario;
mod preferences;

use std::path::PathBuf;
use std::time::Duration;

use eframe::egui::{self, Button, Frame, Id, Label, Margin, Modal, Response, RichText, TextEdit, Ui};

pub use about::Chapter;

use about::about_ui;
use choice::About;
use failed::failed_ui;
use new_scenario::new_scenario_ui;
use preferences::preferences_ui;

use crate::charts::input_names::capitalised;
use crate::formats::{Diagnostic, disk};
use crate::session::document::DocumentError;
use crate::session::new_scenario::Answers;
use crate::session::recovery::LeftBehind;
use crate::session::what_if::Baseline;
use crate::session::{Command, CompareWith, Document, Settings};
use crate::ui::file_dialog::{FileDialog, Purpose};
use crate::ui::focus::ring_ui;
use crate::ui::theme::{self, GRID, Palette};
use crate::ui::widgets::text_field::select_all;

/// Width of a question, and of a text to be read.
const NARROW: f32 = 460.0;
const WIDE: f32 = 600.0;

/// Everything that is asked or told at the moment.
#[derive(Debug, Default)]
pub struct Dialogs {
    /// Questions over the window; the last one is on top.
    pub questions: Vec<Question>,
    /// A word under the top bar that can be put away.
    pub notice: Option<Message>,
    /// The system's dialog, while it is open.
    pub file_dialog: Option<FileDialog>,
    /// What was to happen once the document is saved.
    pub after_save: Option<Command>,
    /// True once the person agreed that the window closes.
    pub leaving: bool,
}

/// A question over the window.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// The changes would be lost by this.
    Unsaved(Command),
    /// Another program changed the file, so long ago where the system tells.
    ChangedOnDisk(PathBuf, Option<Duration>),
    /// There is another file at this path.
    Overwrite(PathBuf),
    /// Which file is meant, where the system has no dialog.
    Path(Purpose, String),
    /// The grid of New.
    New(Box<Answers>),
    /// A copy was left behind when the program broke off.
    LeftBehind(Box<LeftBehind>),
    /// How a person likes the program.
    Preferences(Box<Settings>),
    /// What the program is.
    About(Chapter),
    /// Something that did not work on the way to this.
    Failed(Purpose, Message),
}

impl Question {
    /// Whether something was typed into it, which a click beside it must not throw away.
    fn holds_entries(&self) -> bool {
        matches!(self, Self::New(_) | Self::Path(..))
    }
}

/// Something to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// In one sentence.
    pub title: String,
    /// Line by line.
    pub details: Vec<String>,
}

impl Message {
    /// What is doubtful about a file that was opened; nothing where nothing is.
    #[must_use]
    pub fn doubts(path: &std::path::Path, warnings: &[Diagnostic]) -> Option<Self> {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        let title = match warnings {
            [] => return None,
            [one] => format!("{name}: {one}"),
            many => format!("{name}: {} remarks, the first: {}", many.len(), many[0]),
        };
        Some(Self { title, details: warnings.iter().map(ToString::to_string).collect() })
    }

    /// What did not work, and all that is known of why.
    #[must_use]
    pub fn failed(error: &DocumentError) -> Self {
        let (title, details) = match error {
            DocumentError::NotAScenario { path, diagnostics } => {
                let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
                let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
                let folder = folder.map(|folder| format!("In the folder {}", folder.display()));
                let details = folder.into_iter().chain(diagnostics.iter().map(failed::in_words)).collect();
                (format!("{name} is not a scenario that can be opened"), details)
            }
            DocumentError::NotValid { problems } => {
                (capitalised(&error.to_string()), problems.iter().map(ToString::to_string).collect())
            }
            DocumentError::Disk(_)
            | DocumentError::Write(_)
            | DocumentError::ChangedOnDisk { .. }
            | DocumentError::Newer { .. } => (error.to_string(), Vec::new()),
        };
        Self { title, details }
    }
}

/// What becomes of a question after it was drawn.
enum Fate {
    Stays,
    IsAnswered,
}

/// Draws what is asked about a document whose prices were `baseline`'s before others were tried.
pub fn dialogs_ui(
    ctx: &egui::Context,
    dialogs: &mut Dialogs,
    document: &Document,
    baseline: &Baseline,
    commands: &mut Vec<Command>,
) {
    let about = About { document, baseline };
    let (mut first_answered, asked_for) = (None, commands.len());
    for (index, question) in dialogs.questions.iter_mut().enumerate() {
        let frame = Frame::window(&ctx.style_of(ctx.theme())).inner_margin(Margin::same(20));
        let modal = Modal::new(Id::unique(("question", index))).frame(frame).show(ctx, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0 * GRID;
            let fate = question_ui(ui, question, &about, commands);
            ring_ui(ui);
            fate
        });
        let slipped = question.holds_entries() && modal.backdrop_response.clicked();
        if matches!(modal.inner, Fate::IsAnswered) || (modal.should_close() && !slipped) {
            first_answered = first_answered.or(Some(index));
        }
    }
    if let Some(index) = first_answered {
        dialogs.questions.remove(index);
        if commands.len() == asked_for {
            // Whoever backs out of a question does not want what was to follow either.
            dialogs.after_save = None;
        }
    }
}

fn question_ui(ui: &mut Ui, question: &mut Question, about: &About<'_>, commands: &mut Vec<Command>) -> Fate {
    let document = about.document;
    match question {
        Question::Unsaved(then) => fate(choice::unsaved(about, then).ui(ui, commands)),
        Question::ChangedOnDisk(path, age) => fate(choice::changed_on_disk(about, path, *age).ui(ui, commands)),
        Question::Overwrite(path) => fate(choice::overwrite(path).ui(ui, commands)),
        Question::Path(purpose, text) => match path_ui(ui, *purpose, text) {
            (_, Some(Command::SaveTo(path))) if would_replace(document, &path) => {
                *question = Question::Overwrite(path);
                Fate::Stays
            }
            (fate, entered) => {
                commands.extend(entered);
                fate
            }
        },
        Question::New(answers) => fate(new_scenario_ui(ui, answers, commands)),
        Question::LeftBehind(left) => fate(choice::left_behind(left).ui(ui, commands)),
        Question::Preferences(settings) => fate(preferences_ui(ui, settings, commands)),
        Question::About(chapter) => fate(about_ui(ui, chapter)),
        Question::Failed(purpose, message) => fate(failed_ui(ui, *purpose, message, document)),
    }
}

fn fate(is_answered: bool) -> Fate {
    if is_answered { Fate::IsAnswered } else { Fate::Stays }
}

fn heading(ui: &mut Ui, text: &str) {
    ui.add(Label::new(RichText::new(text).font(theme::semibold(theme::TITLE))).wrap());
}

fn secondary(ui: &mut Ui, text: &str) {
    let colour = Palette::of(ui).text_secondary;
    ui.add(Label::new(RichText::new(text).color(colour)).wrap());
}

/// The buttons below what a dialog says.
fn buttons_ui<R>(ui: &mut Ui, buttons: impl FnOnce(&mut Ui) -> R) -> R {
    ui.add_space(2.0 * GRID);
    ui.horizontal(buttons).inner
}

/// The button that a person most probably wants.
pub(super) fn main_button(ui: &Ui, text: &str) -> Button<'static> {
    let palette = Palette::of(ui);
    Button::new(RichText::new(text.to_owned()).color(palette.on_accent)).fill(palette.accent)
}

/// Gives the keyboard to a button, where nothing in the dialog has it yet.
fn focus_first(ui: &Ui, button: &Response) {
    if ui.memory(|memory| memory.focused().is_none()) {
        button.request_focus();
    }
}

fn path_ui(ui: &mut Ui, purpose: Purpose, text: &mut String) -> (Fate, Option<Command>) {
    let (title, verb) = match purpose {
        Purpose::Open => ("Open which file?", "Open"),
        Purpose::Compare => ("Compare with which file?", "Compare"),
        Purpose::Save => ("Save to which file?", "Save"),
    };
    ui.set_width(NARROW);
    heading(ui, title);
    secondary(ui, "This system offers no file dialog. Give the path of the file.");
    let field = ui.add(TextEdit::singleline(text).hint_text("/home/me/part.ron").desired_width(f32::INFINITY));
    let field = field.accessible_name("Path of the file");
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    if !entered && ui.memory(|memory| memory.focused().is_none()) {
        field.request_focus();
        select_all(ui, field.id, text);
    }
    let given = !text.trim().is_empty();
    let (go, cancel) = buttons_ui(ui, |ui| {
        let button = main_button(ui, verb);
        (ui.add_enabled(given, button).clicked(), ui.button("Cancel").clicked())
    });
    if given && (go || entered) {
        (Fate::IsAnswered, Some(on_path(purpose, text.trim())))
    } else {
        (if cancel { Fate::IsAnswered } else { Fate::Stays }, None)
    }
}

/// What follows from a path. The ending is put behind a name without one.
fn on_path(purpose: Purpose, text: &str) -> Command {
    let path = PathBuf::from(text);
    match purpose {
        Purpose::Open => Command::OpenFile(path),
        Purpose::Compare => Command::Compare(CompareWith::File(path)),
        Purpose::Save if path.extension().is_none() => Command::SaveTo(path.with_extension("ron")),
        Purpose::Save => Command::SaveTo(path),
    }
}

/// True where saving to a path that was typed would replace a file that is not the document's own.
fn would_replace(document: &Document, path: &std::path::Path) -> bool {
    let own = document.path().is_some_and(|own| own == path || disk::is_same_file(own, path));
    !own && matches!(disk::fingerprint(path), Ok(Some(_)))
}
