//! What the program has to ask or to tell before it can go on.

mod about;
mod new_scenario;
mod preferences;

use std::path::PathBuf;

use eframe::egui::{self, Button, Frame, Id, Margin, Modal, RichText, TextEdit, Ui};

pub use about::Chapter;

use about::about_ui;
use new_scenario::new_scenario_ui;
use preferences::preferences_ui;

use crate::formats::{Diagnostic, disk};
use crate::session::document::DocumentError;
use crate::session::new_scenario::Answers;
use crate::session::recovery::LeftBehind;
use crate::session::{Command, CompareWith, Document, Settings};
use crate::ui::file_dialog::{FileDialog, Purpose};
use crate::ui::theme::{self, GRID, Palette};
use crate::ui::widgets::text_field::select_all;

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
    /// Another program changed the file.
    ChangedOnDisk(PathBuf),
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
    /// Something that did not work.
    Failed(Message),
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
        let title = error.to_string();
        let details = match error {
            DocumentError::NotAScenario { diagnostics, .. } => diagnostics.iter().map(ToString::to_string).collect(),
            DocumentError::NotValid { problems } => problems.iter().map(ToString::to_string).collect(),
            DocumentError::Disk(_)
            | DocumentError::Write(_)
            | DocumentError::ChangedOnDisk { .. }
            | DocumentError::Newer { .. } => Vec::new(),
        };
        Self { title, details }
    }
}

/// What becomes of a question after it was drawn.
enum Fate {
    Stays,
    IsAnswered,
}

/// Draws what is asked.
pub fn dialogs_ui(ctx: &egui::Context, dialogs: &mut Dialogs, document: &Document, commands: &mut Vec<Command>) {
    let (mut first_answered, asked_for) = (None, commands.len());
    for (index, question) in dialogs.questions.iter_mut().enumerate() {
        let frame = Frame::window(&ctx.style_of(ctx.theme())).inner_margin(Margin::same(20));
        let modal = Modal::new(Id::unique(("question", index))).frame(frame).show(ctx, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0 * GRID;
            question_ui(ui, question, document, commands)
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

fn question_ui(ui: &mut Ui, question: &mut Question, document: &Document, commands: &mut Vec<Command>) -> Fate {
    match question {
        Question::Unsaved(then) => {
            let title = format!("Save the changes to “{}”?", document.scenario.title);
            let then = Box::new(then.clone());
            let options = [("Save", Command::SaveThen(then.clone())), ("Don't save", Command::DiscardThen(then))];
            choose_ui(ui, &title, "Without saving they are lost.", options, commands)
        }
        Question::ChangedOnDisk(path) => {
            let title = format!("{} was changed by another program", document.file_name());
            let theirs = Command::DiscardThen(Box::new(Command::OpenFile(path.clone())));
            let text = "Keep mine writes over it. Take theirs opens it and lets your changes go.";
            let options = [("Keep mine", Command::SaveOver), ("Take theirs", theirs), ("Save as…", Command::SaveAs)];
            choose_ui(ui, &title, text, options, commands)
        }
        Question::Overwrite(path) => {
            let title = format!("There is already a file {}", path.display());
            choose_ui(ui, &title, "It would be replaced.", [("Replace it", Command::SaveTo(path.clone()))], commands)
        }
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
        Question::LeftBehind(left) => {
            let title = format!("“{}” was not saved when Crossplan last ended", left.scenario.title);
            let from = left.file.as_ref().map_or_else(String::new, |file| format!(" It came from {}.", file.display()));
            let text = format!(
                "A copy was kept.{from} Opening it changes no file until you save. Cancel asks again next time."
            );
            let copy = || left.copy.clone();
            let options = [("Open the copy", Command::Recover(copy())), ("Throw it away", Command::DropCopy(copy()))];
            choose_ui(ui, &title, &text, options, commands)
        }
        Question::Preferences(settings) => fate(preferences_ui(ui, settings, commands)),
        Question::About(chapter) => fate(about_ui(ui, chapter)),
        Question::Failed(message) => failed_ui(ui, message),
    }
}

fn fate(is_answered: bool) -> Fate {
    if is_answered { Fate::IsAnswered } else { Fate::Stays }
}

fn heading(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).font(theme::semibold(theme::BODY + 2.0)));
}

fn secondary(ui: &mut Ui, text: &str) {
    let colour = Palette::of(ui).text_secondary;
    ui.label(RichText::new(text).color(colour));
}

/// The button that a person most probably wants.
pub(super) fn main_button(ui: &Ui, text: &str) -> Button<'static> {
    let palette = Palette::of(ui);
    Button::new(RichText::new(text.to_owned()).color(palette.on_accent)).fill(palette.accent)
}

/// A choice between commands, each as an answer; the first is the one most probably wanted. Cancel is always offered.
fn choose_ui<const N: usize>(
    ui: &mut Ui,
    title: &str,
    text: &str,
    options: [(&'static str, Command); N],
    commands: &mut Vec<Command>,
) -> Fate {
    ui.set_max_width(440.0);
    heading(ui, title);
    secondary(ui, text);
    let mut fate = Fate::Stays;
    ui.horizontal(|ui| {
        for (index, (label, command)) in options.into_iter().enumerate() {
            let button = if index == 0 { main_button(ui, label) } else { Button::new(label) };
            let response = ui.add(button).on_hover_text(command.tooltip());
            if index == 0 && ui.memory(|memory| memory.focused().is_none()) {
                response.request_focus();
            }
            if response.clicked() {
                commands.push(command);
                fate = Fate::IsAnswered;
            }
        }
        if ui.button("Cancel").clicked() {
            fate = Fate::IsAnswered;
        }
    });
    fate
}

fn path_ui(ui: &mut Ui, purpose: Purpose, text: &mut String) -> (Fate, Option<Command>) {
    let (title, verb) = match purpose {
        Purpose::Open => ("Open which file?", "Open"),
        Purpose::Compare => ("Compare with which file?", "Compare"),
        Purpose::Save => ("Save to which file?", "Save"),
    };
    ui.set_width(480.0);
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
    let (go, cancel) = ui
        .horizontal(|ui| {
            let button = main_button(ui, verb);
            (ui.add_enabled(given, button).clicked(), ui.button("Cancel").clicked())
        })
        .inner;
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

fn failed_ui(ui: &mut Ui, message: &Message) -> Fate {
    ui.set_max_width(560.0);
    heading(ui, &message.title);
    egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
        for line in &message.details {
            ui.add(egui::Label::new(RichText::new(line).size(theme::LABEL)).selectable(true).wrap());
        }
    });
    let mut fate = Fate::Stays;
    ui.horizontal(|ui| {
        if ui.add(main_button(ui, "Close")).clicked() {
            fate = Fate::IsAnswered;
        }
        if !message.details.is_empty() && ui.button("Copy").clicked() {
            ui.copy_text(format!("{}\n{}", message.title, message.details.join("\n")));
        }
    });
    fate
}
