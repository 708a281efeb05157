//! What did not work, why, and what is still as it was?

use eframe::egui::{Label, RichText, ScrollArea, Ui};

use super::{Message, WIDE, buttons_ui, focus_first, heading, main_button, secondary};
use crate::formats::{Diagnostic, UNKNOWN_FIELD};
use crate::session::Document;
use crate::ui::file_dialog::Purpose;
use crate::ui::theme;

/// The reasons scroll where they are higher than this.
const HEIGHT: f32 = 320.0;

/// Draws what did not work on the way to `purpose`. True once it was read.
pub(super) fn failed_ui(ui: &mut Ui, purpose: Purpose, message: &Message, document: &Document) -> bool {
    ui.set_width(WIDE);
    let (outcome, still) = outcome(purpose);
    heading(ui, outcome);
    secondary(ui, &format!("“{}” is still open, {still}.", document.scenario.title));
    ui.add(Label::new(&message.title).wrap());
    ScrollArea::vertical().max_height(HEIGHT).show(ui, |ui| {
        for line in &message.details {
            ui.add(Label::new(RichText::new(line).size(theme::LABEL)).selectable(true).wrap());
        }
    });
    buttons_ui(ui, |ui| {
        let close = ui.add(main_button(ui, "Close"));
        focus_first(ui, &close);
        if !message.details.is_empty() && ui.button("Copy the message").clicked() {
            ui.copy_text(format!("{}\n{}", message.title, message.details.join("\n")));
        }
        close.clicked()
    })
}

/// What is wrong with a file, and where.
pub(super) fn in_words(diagnostic: &Diagnostic) -> String {
    let Diagnostic { line, column, problem } = diagnostic;
    let said = match problem.found.strip_prefix(UNKNOWN_FIELD) {
        Some(name) => {
            let advice = if problem.advice.is_empty() { String::new() } else { format!(". {}", problem.advice) };
            let place = problem.path.rsplit_once('.').map_or_else(String::new, |(block, _)| format!(" in {block}"));
            format!("there is no field “{name}”{place}, allowed are {}{advice}", problem.allowed)
        }
        None => problem.to_string(),
    };
    format!("Line {line}, column {column}: {said}")
}

/// What has not happened, and how the document is.
fn outcome(purpose: Purpose) -> (&'static str, &'static str) {
    match purpose {
        Purpose::Open => ("Nothing was opened", "as it was"),
        Purpose::Compare => ("Nothing is compared", "as it was"),
        Purpose::Save => ("Not saved", "with changes that are not saved"),
    }
}
