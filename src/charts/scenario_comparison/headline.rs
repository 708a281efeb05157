//! What does a comparison come to, in a sentence?

use super::{Cell, ComparedRoute, MovedCrossover, names};
use crate::charts::text;

/// What is told.
pub(super) struct Told<'a> {
    /// What the other scenario is called.
    pub(super) there: &'a str,
    pub(super) volumes: &'a [u64],
    pub(super) routes: &'a [ComparedRoute],
    pub(super) moved: &'a [MovedCrossover],
    /// How many inputs differ.
    pub(super) inputs: usize,
    /// How much differs in all.
    pub(super) differences: usize,
    /// The two currencies, where they are not the same.
    pub(super) currencies: Option<[&'a str; 2]>,
}

/// What it comes to, and what else has to be said.
pub(super) fn headline(told: &Told) -> (String, String) {
    if told.differences == 0 {
        return (format!("Nothing differs from the scenario {}", told.there), String::new());
    }
    let moves: Vec<String> = (0..told.volumes.len()).filter_map(|at| told.winner_moves(at)).collect();
    let mut rest: Vec<String> = moves.iter().skip(1).cloned().collect();
    let title = match moves.first() {
        Some(first) => first.clone(),
        None => told.same_winners(),
    };
    rest.extend(told.crossover_moves());
    rest.extend(told.largest_change());
    rest.extend(told.currencies.map(|[there, here]| format!("{there} is not converted into {here}")));
    (title, sentence(&rest))
}

/// Parts of a sentence behind each other, the first with a capital.
fn sentence(parts: &[String]) -> String {
    let said = parts.join("; ");
    let mut letters = said.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

impl Told<'_> {
    fn cells(&self, at: usize) -> impl Iterator<Item = (usize, &Cell)> {
        self.routes.iter().enumerate().filter_map(move |(place, route)| Some((place, route.cells.get(at)?)))
    }

    fn winners(&self, at: usize, side: usize) -> Vec<usize> {
        self.cells(at).filter(|(_, cell)| cell.cheapest[side]).map(|(place, _)| place).collect()
    }

    fn names(&self, places: &[usize]) -> String {
        let all: Vec<String> = self.routes.iter().map(|route| route.name.clone()).collect();
        if places.is_empty() { "no route".to_owned() } else { names(&all, places) }
    }

    fn winner_moves(&self, at: usize) -> Option<String> {
        let [there, here] = [0, 1].map(|side| self.winners(at, side));
        let volume = text::parts(*self.volumes.get(at)?);
        let (from, to) = (self.names(&there), self.names(&here));
        (there != here).then(|| format!("At {volume} the winner moves from {from} to {to}"))
    }

    fn same_winners(&self) -> String {
        let volumes: Vec<String> = self.volumes.iter().map(|volume| text::volume(*volume)).collect();
        let listed = text::listed(&volumes.iter().map(String::as_str).collect::<Vec<_>>());
        let unmoved = self.moved.iter().all(|it| it.volumes[0] == it.volumes[1]);
        let no_change =
            (0..self.volumes.len()).all(|at| self.cells(at).all(|(_, cell)| cell.totals[0] == cell.totals[1]));
        if no_change && unmoved {
            let said = if self.inputs == 0 { "no input does" } else { "none moves a figure shown here" };
            let things = if self.differences == 1 { "thing differs" } else { "things differ" };
            return format!("{} {things} from the scenario {}; {said}", self.differences, self.there);
        }
        format!("The winners at {listed} parts stay the same")
    }

    /// How far the crossover that moved first did so, and how many come or go.
    fn crossover_moves(&self) -> Option<String> {
        let moves = self.moved.iter().find_map(|it| it.shift().filter(|(by, _)| *by != 0).map(|shift| (it, shift)));
        if let Some((moved, (_, share))) = moves
            && let [Some((there, _)), Some((here, _))] = moved.volumes
        {
            let (there, here) = (text::volume(there), text::parts(here));
            return Some(format!(
                "the crossover {} moves from {there} to {here} ({})",
                moved.label,
                signed_percent(share)
            ));
        }
        let comes = self.moved.iter().find(|it| it.volumes[0].is_some() != it.volumes[1].is_some())?;
        let volume = comes.volumes.into_iter().flatten().next()?.0;
        let volume = text::parts(volume);
        Some(if comes.volumes[1].is_some() {
            format!("a new crossover {} at {volume}", comes.label)
        } else {
            format!("no crossover {} any more (it was at {volume})", comes.label)
        })
    }

    /// The largest change of a cost, as a share.
    fn largest_change(&self) -> Option<String> {
        if self.currencies.is_some() {
            return None;
        }
        let changes = (0..self.volumes.len())
            .flat_map(|at| self.cells(at).filter_map(move |(place, cell)| Some((cell.change()?.1, place, at))));
        let (share, place, at) = changes.filter(|it| it.0 != 0.0).max_by(|a, b| a.0.abs().total_cmp(&b.0.abs()))?;
        let (name, volume) = (&self.routes.get(place)?.name, text::volume(*self.volumes.get(at)?));
        Some(match share {
            share if share >= 9.0 => {
                format!("{name} costs {} times as much at {volume}", text::rounded(1.0 + share, 3))
            }
            share if share < 0.0 => format!("{name} costs {} less at {volume}", text::percent(-share)),
            share => format!("{name} costs {} more at {volume}", text::percent(share)),
        })
    }
}

/// `+8.2 %`, `−13 %`.
pub(super) fn signed_percent(share: f64) -> String {
    let percent = text::percent(share);
    if share > 0.0 { format!("+{percent}") } else { percent }
}
