//! What is open, is it saved, and what can be done with it?

use std::path::PathBuf;

use eframe::egui::accesskit::Role;
use eframe::egui::{self, Align, Button, Label, Layout, Rect, RichText, Ui, UiBuilder, WidgetInfo, pos2};

use super::dialogs::Message;
use crate::formats::shipped::{GROUPS, Shipped};
use crate::model::validate::Problem;
use crate::session::{Command, Document, Tab};
use crate::ui::charts::segments;
use crate::ui::shortcuts::keyboard;
use crate::ui::theme::{self, GRID, Palette};
use crate::ui::view::View;
use crate::ui::widgets::in_lines;

/// The least room for the title.
const TITLE: f32 = 148.0;
/// Where a title leaves less room than this it stands without the file's name.
const FILE: f32 = 96.0;
/// Room for the commands at the right end, and for the one that stops the work.
const COMMANDS: f32 = 344.0;
/// Below this width of the bar commands are as short as they can be.
const NARROW: f32 = 1080.0;
const STOP: f32 = 64.0;
/// Height of the line that shows progress.
const PROGRESS: f32 = 2.0;

/// Draws the title, the tabs and the file commands; below them which share of the work is done, if any is under way.
pub fn top_bar_ui(ui: &mut Ui, document: &Document, view: &View, work: Option<f32>, commands: &mut Vec<Command>) {
    let bar = ui.max_rect();
    ui.horizontal(|ui| {
        file_menu_ui(ui, view, commands);
        ui.add_space(GRID);
        let left = ui.cursor().left();
        let names = Tab::ALL.map(Tab::name);
        let width = segments::width(ui, &names);
        let middle = (bar.center().x - width / 2.0).min(bar.right() - COMMANDS - width);
        let tabs_left = middle.max(left + TITLE).round();
        let row = ui.max_rect().y_range();
        let title = Rect::from_x_y_ranges(left..=tabs_left - 3.0 * GRID, row);
        part_ui(ui, "title", title, |ui| title_ui(ui, document));
        part_ui(ui, "tabs", Rect::from_x_y_ranges(tabs_left..=tabs_left + width, row), |ui| {
            let meanings = Tab::ALL.map(|tab| format!("{} {}", tab.question(), key(ui, &Command::Show(tab))));
            let choices: Vec<(Tab, &str, &str)> =
                Tab::ALL.iter().zip(&meanings).map(|(tab, meaning)| (*tab, tab.name(), meaning.as_str())).collect();
            commands.extend(segments::tabs_ui(ui, view.tab, &choices).map(Command::Show));
        });
        let rest = Rect::from_x_y_ranges(tabs_left + width + 4.0 * GRID..=bar.right(), row);
        part_ui(ui, "commands", rest, |ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let meet = if bar.width() < NARROW { "Meeting" } else { Command::Meet(None).label() };
                commands_ui(ui, document, work, meet, commands);
            });
        });
    });
    if let Some(share) = work {
        let below = ui.clip_rect().bottom();
        let line = Rect::from_min_max(pos2(bar.left() - 12.0, below - PROGRESS), pos2(bar.right() + 12.0, below));
        let done = Rect::from_min_max(line.min, pos2(line.left() + share * line.width(), below));
        ui.painter().rect_filled(done, 0.0, Palette::of(ui).accent);
    }
}

/// A part of the bar, in its own place.
fn part_ui(ui: &mut Ui, name: &str, rect: Rect, contents: impl FnOnce(&mut Ui)) {
    let layout = Layout::left_to_right(Align::Center);
    let mut part = ui.new_child(UiBuilder::new().id_salt(name).max_rect(rect).layout(layout));
    contents(&mut part);
}

fn title_ui(ui: &mut Ui, document: &Document) {
    let palette = Palette::of(ui);
    let edited = if document.is_edited() { " · edited" } else { "" };
    let file = format!("{}{edited}", document.file_name());
    let (room, name) = (ui.available_width(), &document.scenario.title);
    let in_a_line =
        |title: &str| ui.painter().layout_no_wrap(title.to_owned(), theme::semibold(theme::BODY), palette.text);
    let is_short = in_a_line(name).size().x + FILE > room;
    // Where there is no room for the file's name it is told on pointing at the title.
    let mark = if is_short && !edited.is_empty() { "• " } else { "" };
    let title = format!("{mark}{name}");
    let whole = in_a_line(&title);
    let fits = whole.size().x <= room;
    let galley = if fits { whole } else { in_lines(ui, &title, theme::semibold(theme::CAPTION), 2, room) };
    if !title.is_empty() {
        let response = ui.add(Label::new(galley));
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &title));
        response.on_hover_text(format!("{name}\n{file}"));
    }
    if !is_short {
        ui.add(Label::new(RichText::new(file).color(palette.text_weak)).truncate());
    }
}

/// The commands at the right end, and before them what the worker is at.
fn commands_ui(ui: &mut Ui, document: &Document, work: Option<f32>, meet: &str, commands: &mut Vec<Command>) {
    let other = if ui.visuals().dark_mode { "Light" } else { "Dark" };
    if ui.button(other).on_hover_text(Command::SwitchTheme.tooltip()).clicked() {
        commands.push(Command::SwitchTheme);
    }
    offer(ui, Command::Meet(None), meet, true, commands);
    ui.add_space(2.0 * GRID);
    offer(ui, Command::Save, Command::Save.label(), document.is_edited(), commands);
    offer(ui, Command::Redo, Command::Redo.label(), document.can_redo(), commands);
    offer(ui, Command::Undo, Command::Undo.label(), document.can_undo(), commands);
    // Where there is no room for it, Escape stops all the same.
    if let Some(share) = work.filter(|_| ui.available_width() > STOP) {
        ui.add_space(2.0 * GRID);
        let stop = Command::Stop;
        if ui.button(stop.label()).on_hover_text(format!("{} Esc", stop.tooltip())).clicked() {
            commands.push(stop);
        }
        let (said, colour) = (format!("Refining {:.0} %", share * 100.0), Palette::of(ui).text_weak);
        let galley = ui.painter().layout_no_wrap(said, theme::regular(theme::LABEL), colour);
        // The line below the bar shows it too: a part of the words would say nothing.
        if galley.size().x <= ui.available_width() {
            ui.add(Label::new(galley));
        }
    }
}

/// The key of a command, as the system names it; empty where it has none.
fn key(ui: &Ui, command: &Command) -> String {
    let written = command.shortcut().and_then(keyboard).map(|key| ui.ctx().format_shortcut(&key)).unwrap_or_default();
    // As it stands on the key.
    written.replace("Comma", ",")
}

/// A button for a command, with its key.
fn offer(ui: &mut Ui, command: Command, written: &str, enabled: bool, commands: &mut Vec<Command>) {
    let key = key(ui, &command);
    let tooltip = if key.is_empty() { command.tooltip().to_owned() } else { format!("{} {key}", command.tooltip()) };
    let button = ui.add_enabled(enabled, Button::new(written));
    button.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, command.label()));
    if button.on_hover_text(tooltip).clicked() {
        commands.push(command);
    }
}

fn file_menu_ui(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    ui.menu_button("File", |ui| {
        ui.set_min_width(200.0);
        for command in [Command::New, Command::Open, Command::Save, Command::SaveAs, Command::Find] {
            item(ui, command, commands);
        }
        commands.extend(shipped_menus(ui).map(Command::OpenShipped));
        ui.separator();
        if view.settings.recent.is_empty() {
            ui.add_enabled(false, Button::new("No recent files"));
        }
        commands.extend(recent_files(ui, view).map(Command::OpenFile));
        ui.separator();
        item(ui, Command::Preferences, commands);
        item(ui, Command::About, commands);
        ui.separator();
        item(ui, Command::Quit, commands);
    });
}

/// A menu for each group of shipped files; the one that is chosen.
pub(super) fn shipped_menus(ui: &mut Ui) -> Option<Shipped> {
    let mut chosen = None;
    for group in GROUPS {
        ui.menu_button(heading(group.name), |ui| {
            for shipped in group.members {
                if ui.button(shipped.name.replace('-', " ")).clicked() {
                    chosen = Some(*shipped);
                }
            }
        });
    }
    chosen
}

/// The files that were opened or saved last; the one that is chosen.
pub(super) fn recent_files(ui: &mut Ui, view: &View) -> Option<PathBuf> {
    let mut chosen = None;
    for path in &view.settings.recent {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if ui.button(name).on_hover_text(path.display().to_string()).clicked() {
            chosen = Some(path.clone());
        }
    }
    chosen
}

/// What a group of shipped files is called in the menu.
fn heading(group: &str) -> &'static str {
    match group {
        "templates" => "Route templates",
        "stories" => "Published decisions",
        _ => "Examples",
    }
}

/// A command in a menu, with its key.
pub(super) fn item(ui: &mut Ui, command: Command, commands: &mut Vec<Command>) {
    let key = key(ui, &command);
    let button = Button::new(command.label());
    let button = if key.is_empty() { button } else { button.shortcut_text(key) };
    if ui.add(button).on_hover_text(command.tooltip()).clicked() {
        commands.push(command);
    }
}

/// Draws what keeps the scenario from being computed; then the last word that can be put away.
pub fn notices_ui(ui: &mut Ui, problems: &[Problem], notice: &mut Option<Message>) {
    if let Some(first) = problems.first() {
        let palette = Palette::of(ui);
        strip_ui(ui, "problems", palette.warning_fill, |ui| {
            let colour = palette.warning;
            let more = if problems.len() > 1 { format!(" (and {} more)", problems.len() - 1) } else { String::new() };
            let all: Vec<String> = problems.iter().map(ToString::to_string).collect();
            let text = format!("The figures are from before this: {first}{more}");
            ui.label(RichText::new(text).color(colour)).on_hover_text(all.join("\n"));
        });
    }
    let Some(message) = notice.clone() else { return };
    let palette = Palette::of(ui);
    strip_ui(ui, "notice", palette.highlight, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.button("Close").clicked() {
                *notice = None;
            }
            ui.with_layout(Layout::left_to_right(Align::Center).with_main_wrap(true), |ui| {
                let text = RichText::new(&message.title).color(palette.text);
                ui.add(egui::Label::new(text).wrap()).on_hover_text(message.details.join("\n"));
            });
        });
    });
}

fn strip_ui(ui: &mut Ui, name: &str, fill: egui::Color32, content: impl FnOnce(&mut Ui)) {
    let frame = egui::Frame::new().fill(fill).inner_margin(egui::Margin::symmetric(16, 4));
    egui::Panel::top(name).frame(frame).show_separator_line(false).show(ui, |ui| ui.horizontal_wrapped(content));
}
