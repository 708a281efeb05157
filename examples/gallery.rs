//! Draws the window's panels on every shipped scenario, light and dark, into `target/gallery/*.png`.
//!
//! `cargo run --example gallery [PART OF A NAME]`

use std::error::Error;
use std::fs::{self, File};
use std::io::BufWriter;
use std::path::Path;
use std::sync::Arc;

use crossplan::analysis::curve::Measure;
use crossplan::formats::scenario_file;
use crossplan::session::{Results, Tab};
use crossplan::ui::panels::{findings, table, tabs};
use crossplan::ui::picture::{self, Picture};
use crossplan::ui::theme::Palette;
use crossplan::ui::view::View;
use eframe::egui::{CentralPanel, Frame, Panel, vec2};

/// A way of looking at a scenario.
struct Scene {
    name: &'static str,
    size: [f32; 2],
    scale: f32,
    dark: bool,
    change: fn(&mut View),
}

const SCENES: [Scene; 12] = [
    Scene { name: "light", size: [960.0, 720.0], scale: 1.0, dark: false, change: |_| {} },
    Scene { name: "dark", size: [960.0, 720.0], scale: 1.0, dark: true, change: |_| {} },
    Scene { name: "wide", size: [1600.0, 1000.0], scale: 1.0, dark: false, change: |_| {} },
    Scene { name: "small", size: [704.0, 640.0], scale: 1.0, dark: true, change: |_| {} },
    Scene { name: "sharp", size: [960.0, 720.0], scale: 2.0, dark: false, change: |_| {} },
    Scene { name: "risk-light", size: [960.0, 720.0], scale: 1.0, dark: false, change: |view| view.tab = Tab::Risk },
    Scene { name: "risk-dark", size: [704.0, 640.0], scale: 2.0, dark: true, change: |view| view.tab = Tab::Risk },
    Scene {
        name: "sensitivity-light",
        size: [960.0, 720.0],
        scale: 1.0,
        dark: false,
        change: |view| view.tab = Tab::Sensitivity,
    },
    Scene {
        name: "sensitivity-dark",
        size: [704.0, 640.0],
        scale: 2.0,
        dark: true,
        change: |view| view.tab = Tab::Sensitivity,
    },
    Scene {
        name: "total",
        size: [960.0, 720.0],
        scale: 1.0,
        dark: false,
        change: |view| view.measure = Measure::Total,
    },
    Scene {
        name: "linear",
        size: [960.0, 720.0],
        scale: 1.0,
        dark: false,
        change: |view| (view.volume_log, view.cost_log) = (false, false),
    },
    Scene {
        name: "zoomed",
        size: [960.0, 720.0],
        scale: 1.0,
        dark: false,
        change: |view| (view.volumes, view.per) = (Some((9_000.0, 60_000.0)), 1000),
    },
];

fn main() -> Result<(), Box<dyn Error>> {
    let wanted = std::env::args().nth(1).unwrap_or_default();
    let folder = Path::new("target/gallery");
    fs::create_dir_all(folder)?;
    let mut files: Vec<_> = fs::read_dir("scenarios")?.collect::<Result<_, _>>()?;
    files.retain(|file| file.path().is_file());
    files.sort_by_key(fs::DirEntry::path);
    for file in files {
        let parsed = scenario_file::parse(&fs::read(file.path())?).map_err(|_| "a shipped scenario is not valid")?;
        let mut results = Results::compute(Arc::new(parsed.scenario), 0);
        for scene in &SCENES {
            let path = file.path();
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            let name = format!("{stem}-{}.png", scene.name);
            if name.contains(&wanted) {
                save(&folder.join(name), &drawn(scene, &mut results))?;
            }
        }
    }
    Ok(())
}

fn drawn(scene: &Scene, results: &mut Results) -> Picture {
    let scenario = results.scenario.clone();
    let mut view = View::of(&scenario);
    (scene.change)(&mut view);
    let demand = view.demand(results);
    results.finish(&demand);
    let mut commands = Vec::new();
    picture::draw(scene.size.into(), scene.scale, scene.dark, |ui| {
        let canvas = Frame::new().fill(Palette::of(ui).canvas).inner_margin(16);
        let surface = Frame::new().fill(Palette::of(ui).surface).inner_margin(16);
        Panel::right("findings").exact_size(264.0).frame(surface).show(ui, |ui| {
            findings::findings_ui(ui, &scenario, results, &mut view, &mut commands);
        });
        Panel::bottom("table").resizable(false).exact_size(table::height(&scenario) + 32.0).frame(canvas).show(
            ui,
            |ui| {
                table::table_ui(ui, &scenario, results, &mut view, &mut commands);
            },
        );
        CentralPanel::default().frame(canvas).show(ui, |ui| {
            ui.set_min_size(vec2(200.0, 200.0));
            tabs::tab_ui(ui, &scenario, results, &mut view, &mut commands);
        });
    })
}

fn save(path: &Path, picture: &Picture) -> Result<(), Box<dyn Error>> {
    let file = BufWriter::new(File::create(path)?);
    let mut encoder = png::Encoder::new(file, u32::try_from(picture.width)?, u32::try_from(picture.height)?);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    Ok(encoder.write_header()?.write_image_data(&picture.rgba)?)
}
