//! How long does a frame take while an input is dragged, with bands on? Without a screen: layout, the costs,
//! the preview of the bands and the triangles, all but the graphics card's part.
//!
//! `cargo bench --bench frames`, or with as many pixels to a point as a screen has: `cargo bench --bench frames -- 2`
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement that cannot go on has failed; it prints")]

use std::time::{Duration, Instant};

use crossplan::session::{Document, Settings};
use crossplan::ui::app::App;
use eframe::egui::{Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

const FRAMES: u16 = 600;

fn main() {
    let settings = Settings { dark: Some(false), ..Settings::default() };
    let pixels_per_point = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(1.0);
    let mut harness = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_pixels_per_point(pixels_per_point)
        .with_max_steps(600)
        .build_eframe(move |creation| App::new(&creation.egui_ctx, Document::example(), settings, None));
    settle(&mut harness);
    let field = harness.get_by_role_and_label(Role::SpinButton, "Boutique specialist, NRE, Base").rect().center();
    report("dragging an input", &dragged(&mut harness, field));
    settle(&mut harness);
    let line = harness.get_by_role_and_label(Role::Slider, "Volume").rect().center();
    report("dragging the volume line", &dragged(&mut harness, line));
}

/// The times of the frames in which something is dragged to and fro, and whether the scenario changed.
fn dragged(harness: &mut Harness<'_, App>, from: eframe::egui::Pos2) -> Vec<(Duration, bool)> {
    harness.drag_at(from);
    harness.step();
    let mut times = Vec::new();
    for frame in 0..FRAMES {
        let along = 60.0 * (f32::from(frame) / 20.0).sin();
        harness.hover_at(from + vec2(along, 0.0));
        let (before, since) = (harness.state().results().revision, Instant::now());
        harness.step();
        let stepped = since.elapsed();
        // The window hands its shapes over, where this can only copy them.
        let output = harness.output();
        let (shapes, pixels_per_point) = (output.shapes.clone(), output.pixels_per_point);
        let since = Instant::now();
        let triangles = harness.ctx.tessellate(shapes, pixels_per_point);
        times.push((stepped + since.elapsed(), harness.state().results().revision != before));
        assert!(!triangles.is_empty());
    }
    harness.drop_at(from);
    harness.step();
    times
}

fn settle(harness: &mut Harness<'_, App>) {
    harness.run();
    while harness.state().is_working() {
        std::thread::sleep(Duration::from_millis(5));
        harness.run();
    }
}

fn report(what: &str, times: &[(Duration, bool)]) {
    let all = times.iter().map(|(time, _)| *time).collect();
    println!("{what}: {}", percentiles(all));
    let changed: Vec<Duration> = times.iter().filter(|(_, changed)| *changed).map(|(time, _)| *time).collect();
    if !changed.is_empty() {
        println!("{what}, where that changed the scenario: {}", percentiles(changed));
    }
}

fn percentiles(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1e3;
    format!("p50 {:.2} ms, p95 {:.2} ms, p99 {:.2} ms of {} frames", at(50), at(95), at(99), times.len())
}
