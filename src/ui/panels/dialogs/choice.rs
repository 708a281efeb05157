//! A question with a few answers: what each of them does, and which one is safe to press without reading.
//!
//! The answer that has the keyboard loses nothing. One that cannot be taken back stands apart from the rest.

use std::path::Path;
use std::time::Duration;

use eframe::egui::{Align, Button, Layout, Ui};

use super::{NARROW, buttons_ui, focus_first, heading, main_button, secondary};
use crate::model::inputs::Unit;
use crate::session::quantity::shown;
use crate::session::recovery::LeftBehind;
use crate::session::what_if::Baseline;
use crate::session::{Command, Document};

/// What a question is asked about.
pub(super) struct About<'a> {
    pub(super) document: &'a Document,
    /// What the prices were before others were tried.
    pub(super) baseline: &'a Baseline,
}

/// A question and its answers; Cancel is always one of them.
pub(super) struct Choice {
    title: String,
    /// What follows from the answers, a paragraph each.
    text: Vec<String>,
    /// The first one has the keyboard; where there is none, Cancel has it.
    answers: Vec<(&'static str, Command)>,
    /// What cannot be taken back.
    apart: Option<(&'static str, Command)>,
}

/// The changes would be lost.
pub(super) fn unsaved(about: &About<'_>, then: &Command) -> Choice {
    let then = || Box::new(then.clone());
    let save = if about.document.path().is_some() { "Save" } else { "Save…" };
    let text = [Some("Without saving they are lost.".to_owned()), about.tried_price()];
    Choice {
        title: format!("Save the changes to “{}”?", about.document.scenario.title),
        text: text.into_iter().flatten().collect(),
        answers: vec![(save, Command::SaveThen(then())), ("Don’t save", Command::DiscardThen(then()))],
        apart: None,
    }
}

/// The file holds what another program has put there.
pub(super) fn changed_on_disk(about: &About<'_>, path: &Path, age: Option<Duration>) -> Choice {
    let saved = age.map(|age| format!("Their version was saved {}.", ago(age)));
    let answers = "“Save as…” keeps both. “Keep mine” replaces their version. “Take theirs” discards your changes.";
    let theirs = Command::DiscardThen(Box::new(Command::OpenFile(path.to_owned())));
    Choice {
        title: format!("{} was changed by another program", about.document.file_name()),
        text: [saved, Some(answers.to_owned()), about.tried_price()].into_iter().flatten().collect(),
        answers: vec![("Save as…", Command::SaveAs), ("Keep mine", Command::SaveOver), ("Take theirs", theirs)],
        apart: None,
    }
}

/// There is another file.
pub(super) fn overwrite(path: &Path) -> Choice {
    Choice {
        title: format!("There is already a file {}", path.display()),
        text: vec!["It would be replaced.".to_owned()],
        answers: Vec::new(),
        apart: Some(("Replace it", Command::SaveTo(path.to_owned()))),
    }
}

/// There is a copy of what was not saved.
pub(super) fn left_behind(left: &LeftBehind) -> Choice {
    let [copied, saved] = left.ages;
    let made = copied.map_or("A copy was kept.".to_owned(), |age| format!("A copy was made {}.", ago(age)));
    let file = left.file.as_ref().map(|file| {
        let saved = saved.map_or_else(String::new, |age| format!(" and was last saved {}", ago(age)));
        format!("Its file is {}{saved}.", file.display())
    });
    let answers = "Opening it changes no file until you save. “Cancel” asks again next time.".to_owned();
    Choice {
        title: format!("“{}” was not saved when Crossplan last ended", left.scenario.title),
        text: vec![[Some(made), file].into_iter().flatten().collect::<Vec<_>>().join(" "), answers],
        answers: vec![("Open the copy", Command::Recover(left.copy.clone()))],
        apart: Some(("Discard the copy", Command::DropCopy(left.copy.clone()))),
    }
}

impl About<'_> {
    /// That a price is saved which nobody has kept yet, where one is being tried.
    fn tried_price(&self) -> Option<String> {
        match self.baseline.tried(&self.document.scenario).as_slice() {
            [] => None,
            [price] => {
                let price = shown(price.prices.1, Unit::MoneyPerPart);
                Some(format!("The price being tried, {price}, will be saved as the quote."))
            }
            many => Some(format!("The {} prices being tried will be saved as the quote.", many.len())),
        }
    }
}

impl Choice {
    /// Draws it. True once it is answered.
    pub(super) fn ui(self, ui: &mut Ui, commands: &mut Vec<Command>) -> bool {
        ui.set_width(NARROW);
        heading(ui, &self.title);
        for paragraph in &self.text {
            secondary(ui, paragraph);
        }
        buttons_ui(ui, |ui| {
            let mut answer = None;
            let has_main = !self.answers.is_empty();
            for (index, (label, command)) in self.answers.into_iter().enumerate() {
                let button = if index == 0 { main_button(ui, label) } else { Button::new(label) };
                let response = ui.add(button).on_hover_text(command.tooltip());
                if index == 0 {
                    focus_first(ui, &response);
                }
                if response.clicked() {
                    answer = Some(command);
                }
            }
            let cancel = ui.button("Cancel");
            if !has_main {
                focus_first(ui, &cancel);
            }
            if let Some((label, command)) = self.apart {
                let right = Layout::right_to_left(Align::Center);
                let response = ui.with_layout(right, |ui| ui.button(label)).inner;
                if response.on_hover_text(command.tooltip()).clicked() {
                    answer = Some(command);
                }
            }
            let is_answered = answer.is_some() || cancel.clicked();
            commands.extend(answer);
            is_answered
        })
    }
}

/// A time in the past as a person says it.
fn ago(age: Duration) -> String {
    let minutes = age.as_secs() / 60;
    let (number, unit) = match minutes {
        0 => return "less than a minute ago".to_owned(),
        1..60 => (minutes, "minute"),
        60..1440 => (minutes / 60, "hour"),
        _ => (minutes / 1440, "day"),
    };
    format!("{number} {unit}{} ago", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_said_in_the_unit_that_fits() {
        let said = [59, 60, 3_599, 3_600, 86_399, 172_800].map(|seconds| ago(Duration::from_secs(seconds)));
        let expected =
            ["less than a minute ago", "1 minute ago", "59 minutes ago", "1 hour ago", "23 hours ago", "2 days ago"];
        assert_eq!(said, expected);
    }

    /// Enter must lose nothing.
    #[test]
    fn the_answer_that_has_the_keyboard_destroys_nothing() {
        let document = Document::example();
        let about = About { document: &document, baseline: &Baseline::None };
        let first = |choice: Choice| choice.answers.into_iter().next().map(|(_, command)| command);
        let then = Box::new(Command::Quit);
        assert_eq!(first(unsaved(&about, &then)), Some(Command::SaveThen(then)));
        assert_eq!(first(changed_on_disk(&about, Path::new("a.ron"), None)), Some(Command::SaveAs));
        assert_eq!(first(overwrite(Path::new("a.ron"))), None, "Cancel has it");
    }
}
