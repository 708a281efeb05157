//! Are texts, marks and curves told from what they stand on, and digits all of one width?

use super::*;

pub(crate) fn linear(byte: u8) -> f64 {
    let share = f64::from(byte) / 255.0;
    if share <= 0.039_28 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
}

/// Relative luminance of WCAG 2.1.
fn luminance(colour: Color32) -> f64 {
    0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
}

pub(crate) fn contrast(first: Color32, second: Color32) -> f64 {
    let (first, second) = (luminance(first), luminance(second));
    (first.max(second) + 0.05) / (first.min(second) + 0.05)
}

#[test]
fn black_on_white_is_21_to_1() {
    assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 1e-9);
}

#[test]
fn all_text_can_be_read_on_every_surface() {
    for palette in [LIGHT, DARK] {
        let fields = [palette.field, palette.field_hovered, palette.highlight];
        let surfaces = [palette.canvas, palette.surface, palette.raised].into_iter().chain(fields);
        let texts = [palette.text, palette.text_secondary, palette.text_weak, palette.accent, palette.error];
        for surface in surfaces {
            for text in texts.iter().chain(&palette.route_texts) {
                let found = contrast(*text, surface);
                assert!(found >= 4.5, "{text:?} on {surface:?}: {found:.2}");
            }
        }
        assert!(contrast(palette.warning, palette.warning_fill) >= 4.5);
        assert!(contrast(palette.on_accent, palette.accent) >= 4.5);
    }
}

#[test]
fn what_can_be_pressed_stands_out_from_what_it_is_on() {
    for palette in [LIGHT, DARK] {
        for mark in [palette.mark, palette.good, palette.warning] {
            for surface in [palette.canvas, palette.surface, palette.raised, palette.field] {
                let found = contrast(mark, surface);
                assert!(found >= 3.0, "{mark:?} on {surface:?}: {found:.2}");
            }
        }
    }
}

#[test]
fn all_curves_stand_out_from_the_canvas() {
    for palette in [LIGHT, DARK] {
        for look in (0..SLOTS).map(Look::of_slot) {
            for look in [look, Look { dimmed: true, ..look }] {
                let found = contrast(palette.route(look), palette.canvas);
                assert!(found >= 3.0, "{look:?}: {found:.2}");
            }
        }
    }
}

#[test]
fn digits_are_all_of_one_width() {
    let ctx = egui::Context::default();
    install(&ctx, false);
    let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
        for font in [regular(BODY), semibold(FIGURE)] {
            let width = |digit| ui.fonts_mut(|fonts| fonts.glyph_width(&font, digit));
            assert!(('0'..='9').all(|digit| (width(digit) - width('0')).abs() < 1e-3));
        }
    });
    output.textures_delta.clear();
}
