//! How does a person like the program? Every choice takes effect at once, but for the renderer.

use eframe::egui::{Align2, RichText, Sense, Ui, vec2};

use super::{NARROW, buttons_ui, heading, main_button};
use crate::charts::number_format::NumberFormat;
use crate::session::settings::Renderer;
use crate::session::{Command, Settings};
use crate::ui::charts::segments::{self, segments_ui};
use crate::ui::theme::{self, GRID, Palette};
use crate::ui::widgets::check_box;

/// Width of what stands before the choices.
const NAME: f32 = 84.0;

/// The sizes that are offered, in percent.
const ZOOMS: [(u16, &str, &str); 6] = [
    (100, "100 %", "The usual size"),
    (110, "110 %", "A little larger"),
    (125, "125 %", "Larger"),
    (150, "150 %", "Half as large again"),
    (175, "175 %", "Much larger"),
    (200, "200 %", "Twice as large, for a projector"),
];

/// Draws the dialog. True once it is done with.
pub(super) fn preferences_ui(ui: &mut Ui, settings: &mut Settings, commands: &mut Vec<Command>) -> bool {
    ui.set_width(NARROW);
    heading(ui, "Preferences");
    ui.add_space(GRID);
    let before = settings.clone();
    row_ui(ui, "Theme", |ui| theme_ui(ui, settings));
    row_ui(ui, "Size", |ui| zoom_ui(ui, settings));
    row_ui(ui, "Numbers", |ui| numbers_ui(ui, settings));
    row_ui(ui, "Drawn by", |ui| renderer_ui(ui, settings));
    if *settings != before {
        commands.push(Command::Prefer(Box::new(settings.clone())));
    }
    buttons_ui(ui, |ui| ui.add(main_button(ui, "Close")).clicked())
}

/// What is chosen, and the choices beside it.
fn row_ui(ui: &mut Ui, name: &str, choices: impl FnOnce(&mut Ui)) {
    ui.horizontal_top(|ui| {
        let (place, _) = ui.allocate_exact_size(vec2(NAME, theme::ROW), Sense::hover());
        let colour = Palette::of(ui).text;
        let beside = place.left_top() + vec2(0.0, segments::HEIGHT / 2.0);
        ui.painter().text(beside, Align2::LEFT_CENTER, name, theme::regular(theme::BODY), colour);
        ui.vertical(choices);
    });
    ui.add_space(GRID);
}

fn theme_ui(ui: &mut Ui, settings: &mut Settings) {
    let choices = [
        (None, "As the system", "Light or dark as the system has it"),
        (Some(false), "Light", "Dark text on a light ground"),
        (Some(true), "Dark", "Light text on a dark ground"),
    ];
    segments_ui(ui, &mut settings.dark, &choices);
}

fn zoom_ui(ui: &mut Ui, settings: &mut Settings) {
    segments_ui(ui, &mut settings.zoom, &ZOOMS);
    let room = 100.0 * ui.ctx().zoom_factor();
    if room < f32::from(settings.zoom) - 1.0 {
        note(ui, &format!("This window has room for {room:.0} %; in a larger one it grows."));
    } else {
        note(ui, "Ctrl with + and − does it too, Ctrl+0 goes back.");
    }
}

fn numbers_ui(ui: &mut Ui, settings: &mut Settings) {
    let choices = NumberFormat::ALL.map(|format| (format, format.example(), "How numbers are written"));
    segments_ui(ui, &mut settings.numbers, &choices);
    ui.add_space(GRID);
    check_box(ui, &mut settings.ask_numbers, "Ask where a typed number is ambiguous");
    let [thousand, one] = ["1234", "1.234"].map(|plain| NumberFormat::CommaPoint.written(plain));
    let read = |typed: &str, is_thousand: bool| {
        let meant = if is_thousand { "1234" } else { "1.234" };
        format!("{typed} is {}", settings.numbers.written(meant).replace(settings.numbers.group(), ""))
    };
    let has_point = settings.numbers == NumberFormat::CommaPoint;
    let said = if settings.ask_numbers {
        format!("{thousand} and {one} may each be read in two ways: you are asked.")
    } else {
        format!("Typed {}, and {}.", read(&thousand, has_point), read(&one, !has_point))
    };
    note(ui, &said);
}

fn renderer_ui(ui: &mut Ui, settings: &mut Settings) {
    let built_in = Renderer::built_in();
    let meaning = |renderer: Renderer| match renderer {
        Renderer::OpenGl => "Starts quickest and takes least memory",
        Renderer::Wgpu => "Vulkan, Metal or Direct3D: for machines without OpenGL, as over remote desktop",
    };
    let choices: Vec<(Renderer, &str, &str)> =
        built_in.iter().map(|renderer| (*renderer, renderer.name(), meaning(*renderer))).collect();
    segments_ui(ui, &mut settings.renderer, &choices);
    let said = if choices.len() > 1 {
        "From the next start on. Where one cannot start the other one is tried."
    } else {
        "This program was built with no other renderer."
    };
    note(ui, said);
}

fn note(ui: &mut Ui, text: &str) {
    let colour = Palette::of(ui).text_weak;
    ui.label(RichText::new(text).size(theme::LABEL).color(colour));
}
