//! At which rate was a yield measured, and at which is it planned?
//!
//! A yield seen at 20 parts a week need not hold at 200: spread of tools, of operators and of time
//! between cleanings all grow with the rate. The file holds no rate beside a yield, so the yield's
//! source or note is read for one: `20 a week`, `20 per week`, `20/week`. FACTS 51, 72.

use crate::model::{Estimate, Route};

/// A planned rate this many times the measured one is told.
const BEYOND_MEASURED: f64 = 1.25;

/// A yield that is planned at a higher rate than it was measured at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OtherRate {
    /// The yield that was measured.
    pub measured_yield: f64,
    /// Parts a week at which it was measured.
    pub measured_per_week: f64,
    /// Parts a week that are planned.
    pub planned_per_week: f64,
}

/// The yield of a route that was measured at the lowest rate, where the planned rate is well above it.
#[must_use]
pub fn yield_at_other_rate(route: &Route) -> Option<OtherRate> {
    let planned_per_week = route.capacity.as_ref()?.per_week.as_ref()?.likely();
    let yields = route.process.iter().map(|step| &step.first_pass_yield);
    let yields = yields.chain(route.quote.as_ref().map(|quote| &quote.acceptance_yield));
    let measured = |it: &Estimate| {
        let measured_per_week = rate_in(&it.source.note).or_else(|| rate_in(&it.source.text))?;
        Some(OtherRate { measured_yield: it.likely(), measured_per_week, planned_per_week })
    };
    yields
        .filter_map(measured)
        .min_by(|one, other| one.measured_per_week.total_cmp(&other.measured_per_week))
        .filter(|found| planned_per_week > BEYOND_MEASURED * found.measured_per_week)
}

/// The number before "a week", "per week" or "/week" in a text.
fn rate_in(text: &str) -> Option<f64> {
    let text = text.to_lowercase();
    ["/week", "/ week", "a week", "per week"].into_iter().find_map(|unit| {
        let before = text.split(unit).next().filter(|before| before.len() < text.len())?;
        let number = before.split_whitespace().rev().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
        number.replace(',', "").parse().ok().filter(|&rate: &f64| rate > 0.0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::route::{Capacity, Step};

    #[test]
    fn a_rate_is_read_as_a_person_writes_it() {
        assert_eq!(rate_in("pilot line, 20 parts a week"), Some(20.0));
        assert_eq!(rate_in("run chart of May: 1,200/week"), Some(1_200.0));
        assert_eq!(rate_in("seen at 200 per week over 5 weeks"), Some(200.0));
        assert_eq!(rate_in("measured over 300 parts"), None);
        assert_eq!(rate_in("twice a week"), None);
    }

    #[test]
    fn a_yield_measured_at_20_and_planned_at_200_is_told_and_at_24_not() {
        let mut first_pass_yield = Estimate::certain(0.92);
        "pilot, 20 a week".clone_into(&mut first_pass_yield.source.note);
        let mut route = Route { process: vec![Step { first_pass_yield, ..Step::default() }], ..Route::default() };
        let mut at = |per_week: f64| {
            route.capacity = Some(Capacity { per_week: Some(Estimate::certain(per_week)), ..Capacity::default() });
            yield_at_other_rate(&route)
        };
        assert_eq!(at(24.0), None);
        let told = OtherRate { measured_yield: 0.92, measured_per_week: 20.0, planned_per_week: 200.0 };
        assert_eq!(at(200.0), Some(told));
    }
}
