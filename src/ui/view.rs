//! How does the person look at the results? Never saved with the scenario.

use std::collections::BTreeSet;

use eframe::egui::{Pos2, Response};

use crate::analysis::curve::Measure;
use crate::charts::bands;
use crate::charts::cost_curves::Subject;
use crate::model::Scenario;
use crate::model::scenario::LARGEST_VOLUME;
use crate::session::what_if::Baseline;
use crate::session::zoom::Zoom;
use crate::session::{Against, Demand, Results, Settings, Tab};
use crate::ui::panels::explanation::Explained;
use crate::ui::panels::palette::Search;

/// A route that is asked about.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// Its id.
    pub route: String,
    /// At which volume it is to win.
    pub volume: u64,
    /// Where on the screen it was asked.
    pub at: Pos2,
}

/// How the results are looked at.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "switches that a person turns one by one")]
pub struct View {
    /// What the middle of the window shows.
    pub tab: Tab,
    /// Whether bands are drawn where they are known.
    pub bands: bool,
    /// Whether the bars of the breakdown are shares of each route's cost, not money.
    pub shares: bool,
    /// Whether the tornado measures the first crossover's volume, not the lead at the volume line.
    pub at_crossover: bool,
    /// What the curves show.
    pub measure: Measure,
    /// True where the volume axis is logarithmic.
    pub volume_log: bool,
    /// True where the cost axis is logarithmic.
    pub cost_log: bool,
    /// Unit costs are shown for so many parts: 1 or 1,000.
    pub per: u32,
    /// The volumes in the chart; all of interest where absent.
    pub volumes: Option<(f64, f64)>,
    /// The costs in the chart; what fits the curves where absent.
    pub costs: Option<(f64, f64)>,
    /// How much closer the chart is to be looked at when it is drawn next.
    pub zoom: Option<Zoom>,
    /// Where the volume line stands: 1 to [`LARGEST_VOLUME`].
    pub volume: u64,
    /// Ids of the routes that are hidden.
    pub hidden: BTreeSet<String>,
    /// Id of the route along whose curve the keyboard walks, while it does.
    pub walked: Option<String>,
    /// Paths of the cards and groups of the form that are unfolded.
    pub unfolded: BTreeSet<String>,
    /// Id of the route whose supplier is looking at the window.
    pub meeting: Option<String>,
    /// What the scenario was before another price was tried.
    pub baseline: Baseline,
    /// What is being looked for by its name.
    pub search: Option<Search>,
    /// The figure whose making is shown.
    pub explained: Option<Explained>,
    /// What would it take for a route to win: which route is asked about.
    pub asked: Option<Asked>,
    /// What the scenario is compared with.
    pub against: Against,
    /// What is remembered from one start to the next.
    pub settings: Settings,
}

impl View {
    /// The view a scenario opens with: unit cost, logarithmic, the line at the planned volume.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        let mut view = Self {
            tab: Tab::default(),
            bands: true,
            shares: false,
            at_crossover: false,
            measure: Measure::Unit,
            volume_log: true,
            cost_log: true,
            per: 1,
            volumes: None,
            costs: None,
            zoom: None,
            volume: 1,
            hidden: BTreeSet::new(),
            walked: None,
            unfolded: BTreeSet::new(),
            meeting: None,
            search: None,
            baseline: Baseline::None,
            explained: None,
            asked: None,
            against: Against::default(),
            settings: Settings::default(),
        };
        view.turn_to(scenario);
        view.baseline = Baseline::None;
        view
    }

    /// Looks at another scenario as at the one before.
    pub fn turn_to(&mut self, scenario: &Scenario) {
        self.volume = planned_volume(scenario);
        (self.volumes, self.costs) = (None, None);
        self.hidden.clear();
        (self.explained, self.asked, self.meeting) = (None, None, None);
        self.walked = None;
        self.baseline = Baseline::Opened;
        self.against = Against::default();
        self.unfolded.clear();
        if let Some(route) = scenario.routes.iter().find(|route| route.quote.is_some()) {
            let card = format!("routes.{}", route.id);
            self.unfolded.extend([format!("{card}.nre"), format!("{card}.quote"), card]);
        }
    }

    /// What has to be known for what is looked at.
    #[must_use]
    pub fn demand(&self, results: &Results) -> Demand {
        Demand {
            bands: self.band_volumes(results),
            simulation: Some(self.volume),
            first_crossover: self.tab == Tab::Risk,
            offers: self.asked.as_ref().and_then(|asked| Some((results.route(&asked.route)?, asked.volume))),
            tornado: (self.tab == Tab::Sensitivity).then_some(self.volume),
        }
    }

    /// The volumes at which bands are looked at; none where there are no bands to look at.
    #[must_use]
    pub fn band_volumes(&self, results: &Results) -> Vec<u64> {
        let is_seen = match self.tab {
            Tab::Chart => self.bands && results.uncertain,
            Tab::Risk => true,
            Tab::Sensitivity | Tab::Schedule | Tab::Breakdown | Tab::Process | Tab::Compare | Tab::Data => false,
        };
        if !is_seen {
            return Vec::new();
        }
        let subject = Subject { scenario: &results.scenario, case: &results.case, envelope: &results.envelope };
        bands::volumes(&subject, self.volume_log, self.volumes)
    }

    /// Asks what it would take for a route to be cheapest at a volume.
    pub fn ask(&mut self, scenario: &Scenario, route: usize, volume: u64, at: Pos2) {
        let route = scenario.routes.get(route).map(|route| route.id.clone());
        self.asked = route.map(|route| Asked { route, volume, at });
    }

    /// Takes the clicks on the name of the route with this id: one hides or shows its curve, two show it alone,
    /// or all again.
    pub fn take_clicks(&mut self, response: &Response, scenario: &Scenario, id: &str) {
        if response.double_clicked() {
            let alone = others(scenario, id);
            // The first of the two clicks has just hidden or shown it.
            let was_alone = self.hidden.is_superset(&alone);
            self.hidden = if was_alone { BTreeSet::new() } else { alone };
        } else if response.clicked() {
            self.switch_route(id);
        }
    }

    /// Hides the curve of the route with this id, or shows it again.
    pub fn switch_route(&mut self, id: &str) {
        if !self.hidden.remove(id) {
            self.hidden.insert(id.to_owned());
        }
    }

    /// Shows the curve of the route with this id alone.
    pub fn isolate(&mut self, scenario: &Scenario, id: &str) {
        self.hidden = others(scenario, id);
    }

    /// The supplier that a meeting is with where none is named: the first whose card is open, else the
    /// first.
    #[must_use]
    pub fn supplier(&self, scenario: &Scenario) -> Option<String> {
        let suppliers = || scenario.routes.iter().filter(|route| route.quote.is_some() && route.staged.is_none());
        let open = suppliers().find(|route| self.unfolded.contains(&format!("routes.{}", route.id)));
        open.or_else(|| suppliers().next()).map(|route| route.id.clone())
    }

    /// Unfolds everything in the form above the input at `path`.
    pub fn reveal(&mut self, path: &str) {
        let ends = path.char_indices().filter(|(_, c)| *c == '.').map(|(at, _)| at);
        self.unfolded.extend(ends.map(|end| path[..end].to_owned()));
        let block = path.split('.').next().unwrap_or(path);
        if ["title", "prepared", "currency", "incumbent", "volumes", "range", "seed"].contains(&block) {
            self.unfolded.insert("part".to_owned());
        }
        if let Some(id) = path.strip_prefix("routes.").and_then(|rest| rest.split('.').next()) {
            // What stands in no block stands among the terms.
            self.unfolded.insert(format!("routes.{id}.terms"));
        }
    }

    /// Unfolds what is folded, and folds what is not.
    pub fn toggle(&mut self, path: &str) {
        if !self.unfolded.remove(path) {
            self.unfolded.insert(path.to_owned());
        }
    }
}

/// Ids of all routes but one.
fn others(scenario: &Scenario, id: &str) -> BTreeSet<String> {
    scenario.routes.iter().map(|route| route.id.clone()).filter(|other| other != id).collect()
}

/// The planned volume as a whole number of parts.
#[must_use]
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "clamped to 1..=10,000,000 just before"
)]
pub fn planned_volume(scenario: &Scenario) -> u64 {
    (scenario.planned_volume().likely() + 0.5).floor().clamp(1.0, LARGEST_VOLUME as f64) as u64
}
