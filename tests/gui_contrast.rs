//! Can all that is written be read on what it stands on? Of every text of every panel, tab and dialog the colour
//! is compared with that of the pixels behind its letters: at least 4.5 to 1, where L is the relative luminance,
//! 0.2126 R + 0.7152 G + 0.0722 B of the linear channels, and the ratio (L₁ + 0.05)/(L₂ + 0.05) of the lighter to
//! the darker (WCAG 2.1, success criterion 1.4.3).
#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::collections::BTreeMap;

use crossplan::ui::picture::Picture;
use eframe::egui::epaint::{ClippedShape, TextShape};
use eframe::egui::{Color32, Rect, Shape};
use support::scenes::{EDGES, SCENES, Scene};

const LEAST: f64 = 4.5;
/// A tenth of the letters' pixels may lie on a line that crosses them.
const CROSSED: usize = 10;

fn luminance([red, green, blue]: [u8; 3]) -> f64 {
    let linear = |byte: u8| {
        let share = f64::from(byte) / 255.0;
        if share <= 0.039_28 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

fn contrast(first: [u8; 3], second: [u8; 3]) -> f64 {
    let (first, second) = (luminance(first), luminance(second));
    (first.max(second) + 0.05) / (first.min(second) + 0.05)
}

/// A premultiplied colour over an opaque one, as it is blended.
fn over(ink: Color32, ground: [u8; 3]) -> [u8; 3] {
    let through = 255 - u16::from(ink.a());
    let blend = |ink: u8, ground: u8| {
        let sum = u16::from(ink) + (u16::from(ground) * through + 127) / 255;
        u8::try_from(sum.min(255)).unwrap()
    };
    [blend(ink.r(), ground[0]), blend(ink.g(), ground[1]), blend(ink.b(), ground[2])]
}

/// Takes the shadows out of a shape: they lie over what is beneath a menu, its letters as well as their ground.
fn take_shadows(shape: &mut Shape) {
    if let Shape::Vec(shapes) = shape {
        shapes.iter_mut().for_each(take_shadows);
    } else if matches!(shape, Shape::Rect(rect) if rect.blur_width > 0.0) {
        *shape = Shape::Noop;
    }
}

/// Takes the texts out of a shape.
fn take_texts(shape: &mut Shape, clip: Rect, texts: &mut Vec<(TextShape, Rect)>) {
    if let Shape::Vec(shapes) = shape {
        for shape in shapes {
            take_texts(shape, clip, texts);
        }
    } else if let Shape::Text(text) = shape {
        texts.push((text.clone(), clip));
        *shape = Shape::Noop;
    }
}

/// The texts of a window that no dialog lies over, and its shapes without any text.
fn parted(screen: Rect, mut shapes: Vec<ClippedShape>) -> (Vec<(TextShape, Rect)>, Vec<ClippedShape>) {
    // What lies behind a dialog is veiled, and not to be read.
    let veils = |it: &ClippedShape| matches!(&it.shape, Shape::Rect(veil) if veil.rect.contains_rect(screen));
    let above = shapes.iter().rposition(veils).unwrap_or(0);
    let mut texts = Vec::new();
    for (index, ClippedShape { clip_rect, shape, .. }) in shapes.iter_mut().enumerate() {
        let mut found = Vec::new();
        take_texts(shape, *clip_rect, &mut found);
        texts.extend(found.into_iter().filter(|_| index >= above));
    }
    (texts, shapes)
}

fn pixel(picture: &Picture, at: usize) -> [u8; 3] {
    [picture.rgba[4 * at], picture.rgba[4 * at + 1], picture.rgba[4 * at + 2]]
}

/// The pixels of a picture in a rectangle, by their places.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "places within a picture")]
fn pixels(picture: &Picture, place: Rect) -> impl Iterator<Item = usize> {
    let (left, right) = (place.left().max(0.0) as usize, (place.right().ceil().max(0.0) as usize).min(picture.width));
    let (top, bottom) = (place.top().max(0.0) as usize, (place.bottom().ceil().max(0.0) as usize).min(picture.height));
    let width = picture.width;
    (top..bottom).flat_map(move |y| (left..right.max(left)).map(move |x| y * width + x))
}

/// The contrasts of a text's letters with what is behind them, a figure for each pixel that they change.
fn contrasts(text: &TextShape, clip: Rect, [whole, bare]: [&Picture; 2]) -> Vec<f64> {
    let mut found = Vec::new();
    for row in &text.galley.rows {
        let mesh = &row.visuals.mesh;
        for letter in mesh.vertices[row.visuals.glyph_vertex_range.clone()].chunks_exact(4) {
            let stated = text.override_text_color.unwrap_or(letter[0].color);
            let stated = if stated == Color32::PLACEHOLDER { text.fallback_color } else { stated };
            let ink = stated.gamma_multiply(text.opacity_factor);
            let place = Rect::from_points(&[letter[0].pos, letter[1].pos, letter[2].pos, letter[3].pos]);
            let place = place.translate(text.pos.to_vec2() + row.pos.to_vec2()).intersect(clip);
            let changed = pixels(bare, place).filter(|&at| pixel(whole, at) != pixel(bare, at));
            found.extend(changed.map(|at| contrast(over(ink, pixel(bare, at)), pixel(bare, at))));
        }
    }
    found.sort_by(f64::total_cmp);
    found
}

/// What cannot be read in a scene, with its contrast.
fn unreadable(scene: &Scene, dark: bool) -> BTreeMap<String, String> {
    // Whatever is not known yet is drawn faded, and must be readable too.
    let window = scene.window([1280.0, 800.0], 1.0, dark);
    let mut all = window.harness.output().shapes.clone();
    for clipped in &mut all {
        take_shadows(&mut clipped.shape);
    }
    let (texts, shapes) = parted(window.harness.ctx.content_rect(), all.clone());
    let (whole, bare) = (window.picture_of(all), window.picture_of(shapes));
    let mut found = BTreeMap::new();
    let mut seen = 0;
    for (text, clip) in &texts {
        let contrasts = contrasts(text, *clip, [&whole, &bare]);
        let Some(least) = contrasts.get(contrasts.len() / CROSSED) else { continue };
        seen += 1;
        if *least < LEAST {
            let at = text.pos;
            let words: String = text.galley.text().chars().take(40).collect();
            found
                .insert(words, format!("{} {}: {least:.2} at {at:?}", scene.name, if dark { "dark" } else { "light" }));
        }
    }
    assert!(seen > 3, "only {seen} texts in {}", scene.name);
    found
}

fn assert_readable(dark: bool) {
    let mut found = BTreeMap::new();
    for scene in SCENES.iter().chain(EDGES.iter().filter(|scene| !scene.name.starts_with("stress"))) {
        found.extend(unreadable(scene, dark));
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn black_on_white_is_21_to_1() {
    assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
    assert_eq!(over(Color32::from_black_alpha(128), [255; 3]), [127; 3]);
}

#[test]
fn all_can_be_read_in_the_light() {
    assert_readable(false);
}

#[test]
fn all_can_be_read_in_the_dark() {
    assert_readable(true);
}
