//! How long does a frame take while an input is dragged, with bands on? Without a screen: layout, the costs,
//! the preview of the bands and the triangles, all but the graphics card's part.
//!
//! `cargo bench --bench frames`
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
    let mut harness = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_max_steps(600)
        .build_eframe(move |creation| App::new(&creation.egui_ctx, Document::example(), settings, None));
    settle(&mut harness);
    let field = harness.get_by_role_and_label(Role::SpinButton, "Boutique specialist, NRE, Base").rect().center();
    report("dragging an input", &dragged(&mut harness, field));
    settle(&mut harness);
    let line = harness.get_by_role_and_label(Role::Slider, "Volume").rect().center();
    report("dragging the volume line", &dragged(&mut harness, line));
}

/// The times of the frames in which something is dragged to and fro.
fn dragged(harness: &mut Harness<'_, App>, from: eframe::egui::Pos2) -> Vec<(Duration, Duration)> {
    harness.drag_at(from);
    harness.step();
    let mut times = Vec::new();
    for frame in 0..FRAMES {
        let along = 60.0 * (f32::from(frame) / 20.0).sin();
        harness.hover_at(from + vec2(along, 0.0));
        let since = (Instant::now(), on_processor());
        harness.step();
        let output = harness.output();
        let triangles = harness.ctx.tessellate(output.shapes.clone(), output.pixels_per_point);
        times.push((since.0.elapsed(), on_processor().saturating_sub(since.1)));
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

fn report(what: &str, times: &[(Duration, Duration)]) {
    for (kind, of) in
        [("", (|time| time.0) as fn(&(Duration, Duration)) -> Duration), (", on the processor", |time| time.1)]
    {
        let mut sorted: Vec<Duration> = times.iter().map(of).collect();
        sorted.sort_unstable();
        let at = |share: usize| sorted[(sorted.len() - 1) * share / 100].as_secs_f64() * 1e3;
        println!(
            "{what}{kind}: p50 {:.2} ms, p95 {:.2} ms, p99 {:.2} ms of {} frames",
            at(50),
            at(95),
            at(99),
            times.len()
        );
    }
}

/// How long this thread has had a processor so far, which other programs do not lengthen; nothing where the
/// system does not tell.
fn on_processor() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    told.split(' ').next().and_then(|time| time.parse().ok()).map_or(Duration::ZERO, Duration::from_nanos)
}
