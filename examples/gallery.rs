//! Draws the window into `target/gallery/*.png`: every tab, panel and dialog, and the Meeting view,
//! light and dark, at 1024×700, 1280×800 and 1920×1080 points, at one and two pixels a point.
//!
//! `cargo run --example gallery [PARTS OF A NAME…]`, say `cargo run --example gallery risk 1280 dark`

#![allow(clippy::unwrap_used, reason = "a picture that cannot be drawn ends the program")]

#[path = "../tests/support/mod.rs"]
mod support;

use std::fs;
use std::path::Path;

use support::save;
use support::scenes::{EDGES, FOLDER, SCENES};

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    fs::create_dir_all(FOLDER).unwrap();
    for scene in SCENES.iter().chain(&EDGES) {
        for (size, dark, scale) in looks() {
            let theme = if dark { "dark" } else { "light" };
            let name = format!("{}-{}-{theme}-{scale}x", scene.name, size[0]);
            if wanted.iter().all(|part| name.contains(part)) {
                let mut window = scene.window(size, scale, dark);
                save(&Path::new(FOLDER).join(name).with_extension("png"), &window.picture());
            }
        }
    }
}

fn looks() -> impl Iterator<Item = ([f32; 2], bool, f32)> {
    let sizes = [[1024.0, 700.0], [1280.0, 800.0], [1920.0, 1080.0]];
    let themes = sizes.into_iter().flat_map(|size| [(size, false), (size, true)]);
    themes.flat_map(|(size, dark)| [(size, dark, 1.0), (size, dark, 2.0)])
}
