//! How is a finding of the draws said? In one sentence, with two or three significant digits.

use super::input_names;
use super::sentences::{headline, names};
use super::text::{parts, percent, rounded, volume};
use crate::analysis::feasibility::is_ruled_out;
use crate::analysis::monte_carlo::{CrossoverVolumes, PointSummary};
use crate::analysis::risk_findings::{RiskFinding, Second, cheaper_on_average, cheapest_more_often};
use crate::model::Scenario;

/// A finding as a sentence.
#[must_use]
pub fn sentence(finding: &RiskFinding, scenario: &Scenario) -> String {
    let name = |route: usize| names(scenario, &[route]);
    match finding {
        RiskFinding::Recommended { route, chance, oftenest, regret, second } => {
            let (who, unable) = (name(*route), but_unable(scenario, *route));
            let often = often(scenario, *chance, *oftenest);
            format!("{who} has the lowest expected cost{unable}. {often}{}", costs(&who, oftenest.is_some(), *regret))
                + &second.map_or_else(String::new, |second| runner_up(&name(second.route), second))
        }
        RiskFinding::TooCloseToCall { routes: [(a, first), (b, second)] } => format!(
            "Which is cheapest most often is too close to call: {} in {}, {} in {}.",
            name(*a),
            draws(*first),
            name(*b),
            draws(*second)
        ),
        RiskFinding::WinnersDiffer { likely, expected, dearer_by, is_clear: true } => format!(
            "With likely figures {} is cheapest, but on average it costs {} more than {}.",
            name(*likely),
            rounded(*dearer_by, 2),
            name(*expected)
        ),
        RiskFinding::WinnersDiffer { likely, expected, .. } => format!(
            "With likely figures {} is cheapest; on average {} costs as much, as far as the draws can tell.",
            name(*likely),
            name(*expected)
        ),
        RiskFinding::WorthChasing { input, value, favours } => {
            let what = input_names::short(scenario, input);
            let whose =
                input_names::route_index(scenario, input).map_or_else(String::new, |it| format!(" ({})", name(it)));
            let turns = match favours {
                Some(route) => format!("it could turn the answer to {}", name(*route)),
                None => "alone it does not turn the answer, together with others it does".to_owned(),
            };
            let worth = rounded(*value, 2);
            format!("The number to chase first: {what}{whose}; to know it is worth about {worth}, and {turns}.")
        }
        RiskFinding::NoneStandsOut { evpi } => format!(
            "No single number stands clear of the noise of the draws: to know all of them is worth about {}.",
            rounded(*evpi, 2)
        ),
        RiskFinding::NothingWorthChasing { evpi } if *evpi < 0.5 => {
            "Nothing is worth chasing: no draw changes the decision.".to_owned()
        }
        RiskFinding::NothingWorthChasing { evpi } => {
            format!("Nothing is worth chasing: to know everything is worth only about {}.", rounded(*evpi, 2))
        }
        RiskFinding::FirstCrossover(found) => first_crossover(found),
        RiskFinding::NoCrossover => "In no draw does the cheapest route change within the range.".to_owned(),
        RiskFinding::OffPlan { route, plan, mean } => {
            let side = if mean > plan { "more" } else { "less" };
            format!(
                "{}: {} on average, {} {side} than the plan of {} with likely figures.",
                name(*route),
                rounded(*mean, 3),
                percent((mean / plan - 1.0).abs()),
                rounded(*plan, 3)
            )
        }
        RiskFinding::Clamped { samples, of } => format!(
            "In {} of {} draws a number lay beyond its bounds and was moved there.",
            volume(*samples),
            volume(*of)
        ),
    }
}

/// What stands beside an answer that rests on likely figures, where the draws have another one: "On average
/// it costs 140,000 more in all than Boutique". `cheapest` are the routes that the answer names, `points` what `samples`
/// draws came to.
#[must_use]
pub fn on_average(scenario: &Scenario, cheapest: &[usize], points: &[PointSummary], samples: u64) -> Option<String> {
    let name = |route: usize| headline(scenario, &[route]);
    let (route, said) = match cheaper_on_average(cheapest, points, samples) {
        Some((route, Second { dearer_by, is_clear: true, .. })) if cheapest.len() == 1 => {
            (route, format!("On average it costs {} more in all than {}", rounded(dearer_by, 2), name(route)))
        }
        Some((route, Second { dearer_by, is_clear: true, .. })) => {
            (route, format!("On average {} costs {} less in all", name(route), rounded(dearer_by, 2)))
        }
        Some((route, _)) => (route, format!("On average {} costs as little, as far as the draws tell", name(route))),
        None => {
            let (route, chance) = cheapest_more_often(cheapest, points, samples)?;
            (route, format!("{} is cheapest more often: in {}", name(route), draws(chance)))
        }
    };
    Some(if is_ruled_out(scenario, route) { said + ", which cannot make the part" } else { said })
}

/// What must be added where a route is cheap but cannot make the part.
fn but_unable(scenario: &Scenario, route: usize) -> &'static str {
    if is_ruled_out(scenario, route) { ", but cannot make the part" } else { "" }
}

/// How often the route with the lowest expected cost is cheapest, and where another is so more often, that.
fn often(scenario: &Scenario, chance: f64, oftenest: Option<(usize, f64)>) -> String {
    let Some((other, most)) = oftenest else { return format!("It is cheapest in {}", draws(chance)) };
    let only = if chance < RARE { "" } else { "only " };
    let unable = if is_ruled_out(scenario, other) { ", which cannot make the part" } else { "" };
    let (own, other) = (draws(chance), names(scenario, &[other]));
    format!("It is cheapest in {only}{own}; most often that is {other}{unable}, in {}", estimated(most))
}

/// What choosing a route costs against hindsight, after a sentence about it, or about another too.
fn costs(who: &str, of_another: bool, regret: f64) -> String {
    let costs = format!("costs {} on average against hindsight.", rounded(regret, 2));
    match (regret >= 0.5, of_another) {
        (false, _) => ".".to_owned(),
        (true, false) => format!("; choosing it {costs}"),
        (true, true) => format!(". Choosing {who} {costs}"),
    }
}

fn runner_up(other: &str, second: Second) -> String {
    if second.is_clear {
        format!(" {other} costs {} more on average.", rounded(second.dearer_by, 2))
    } else {
        format!(" {other} costs as much, as far as the draws can tell.")
    }
}

/// Chances under this, and over what it leaves of 1, are too small to be told by so many draws to two digits.
const RARE: f64 = 0.005;

/// A chance estimated from draws, in a few characters: `59 %`; that no draw or all were so makes nothing certain,
/// so these are told as what they are.
#[must_use]
pub fn estimated(share: f64) -> String {
    if share >= 1.0 {
        "all".to_owned()
    } else if share > 1.0 - RARE {
        ">99 %".to_owned()
    } else if share <= 0.0 {
        "none".to_owned()
    } else if share < RARE {
        "<1 %".to_owned()
    } else {
        percent(share)
    }
}

/// A chance estimated from draws with its standard error, where both can be told: `59 % ± 0.4 %`, `>99 %`.
#[must_use]
pub fn estimated_within(share: f64, standard_error: f64) -> String {
    let is_told = (RARE..=1.0 - RARE).contains(&share) && standard_error > 0.0;
    let within = if is_told { format!(" ± {}", percent(standard_error)) } else { String::new() };
    estimated(share) + &within
}

/// A share of draws in a sentence; all and no only where it is all or none.
fn draws(share: f64) -> String {
    match estimated(share).as_str() {
        "all" => "all draws".to_owned(),
        "none" => "no draw".to_owned(),
        told => format!("{} of draws", told.replace('>', "more than ").replace('<', "less than ")),
    }
}

fn first_crossover(found: &CrossoverVolumes) -> String {
    let CrossoverVolumes { p10, p50, p90, none } = *found;
    let without = if none > 0.0 { format!(" In {} there is none.", draws(none)) } else { String::new() };
    if none >= 0.9 {
        return format!("In {} the cheapest route does not change within the range.", draws(none));
    }
    let (low, middle, high) = (rounded(p10, 3), rounded(p50, 3), rounded(p90, 3));
    if low == high {
        return format!("The first crossover lies at about {middle} parts in most draws.{without}");
    }
    format!(
        "The first crossover lies between {low} and {high} parts in 80 % of the draws that have one, {middle} in the middle.{without}"
    )
}

/// Where the findings at a volume hold.
#[must_use]
pub fn heading(at: u64, drawn: bool) -> String {
    if drawn { format!("At the planned volume, drawn around {}", parts(at)) } else { format!("At {}", parts(at)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::route::Capability;
    use crate::model::{Route, Scenario};

    fn said(finding: &RiskFinding) -> String {
        let named = |name: &str| Route { name: name.to_owned(), id: name.to_lowercase(), ..Route::default() };
        sentence(finding, &Scenario { routes: vec![named("CM"), named("Boutique")], ..Scenario::default() })
    }

    #[test]
    fn the_recommendation_says_how_sure_it_is() {
        let second = |is_clear| Some(Second { route: 1, dearer_by: 9_650.0, is_clear });
        let found = |is_clear| RiskFinding::Recommended {
            route: 0,
            chance: 0.587,
            oftenest: None,
            regret: 8_110.0,
            second: second(is_clear),
        };
        let first = "CM has the lowest expected cost. It is cheapest in 59 % of draws; choosing it costs 8,100 on average against hindsight.";
        assert_eq!(said(&found(true)), format!("{first} Boutique costs 9,700 more on average."));
        assert_eq!(said(&found(false)), format!("{first} Boutique costs as much, as far as the draws can tell."));
        let close = RiskFinding::TooCloseToCall { routes: [(0, 0.502), (1, 0.498)] };
        assert_eq!(
            said(&close),
            "Which is cheapest most often is too close to call: CM in 50 % of draws, Boutique in 50 % of draws."
        );
        let differ = |is_clear| RiskFinding::WinnersDiffer { likely: 1, expected: 0, dearer_by: 9_650.0, is_clear };
        assert_eq!(
            [said(&differ(true)), said(&differ(false))],
            [
                "With likely figures Boutique is cheapest, but on average it costs 9,700 more than CM.",
                "With likely figures Boutique is cheapest; on average CM costs as much, as far as the draws can tell.",
            ]
        );
    }

    #[test]
    fn who_is_cheapest_most_often_stands_beside_the_recommendation() {
        let found = |chance, regret| {
            said(&RiskFinding::Recommended { route: 1, chance, oftenest: Some((0, 0.587)), regret, second: None })
        };
        assert_eq!(
            found(0.18, 20_100.0),
            "Boutique has the lowest expected cost. It is cheapest in only 18 % of draws; most often that is CM, in 59 %. Choosing Boutique costs 20,000 on average against hindsight."
        );
        assert_eq!(
            found(0.0, 0.0),
            "Boutique has the lowest expected cost. It is cheapest in no draw; most often that is CM, in 59 %."
        );
    }

    #[test]
    fn a_route_that_cannot_make_the_part_is_not_praised_without_saying_so() {
        let capability = Capability { smallest_feature_um: Some(50.0), ..Capability::default() };
        let route = Route { name: "Boutique".to_owned(), capability: Some(capability), ..Route::default() };
        let mut scenario = Scenario { routes: vec![route], ..Scenario::default() };
        let found = RiskFinding::Recommended { route: 0, chance: 1.0, oftenest: None, regret: 0.0, second: None };
        scenario.part.smallest_feature_um = Some(60.0);
        assert_eq!(sentence(&found, &scenario), "Boutique has the lowest expected cost. It is cheapest in all draws.");
        scenario.part.smallest_feature_um = Some(20.0);
        assert_eq!(
            sentence(&found, &scenario),
            "Boutique has the lowest expected cost, but cannot make the part. It is cheapest in all draws."
        );
    }

    /// Two routes of which the first is the answer with likely figures: their means and chances by 100 draws with a
    /// standard error of 1 each, so that two means 2.8 apart differ.
    #[test]
    fn beside_the_answer_stands_who_is_cheaper_on_average() {
        let named = |name: &str| Route { name: name.to_owned(), id: name.to_lowercase(), ..Route::default() };
        let scenario = Scenario { routes: vec![named("CM"), named("Boutique")], ..Scenario::default() };
        let point = |(mean, chance): (f64, f64)| PointSummary {
            mean,
            p10: mean - 12.815,
            p50: mean,
            p90: mean + 12.815,
            probability_cheapest: chance,
            standard_error: 0.05,
            regret: 0.0,
            candidate: true,
            always_candidate: true,
        };
        let said = |points: [(f64, f64); 2]| on_average(&scenario, &[0], &points.map(point), 100);
        for (points, expected) in [
            ([(100.0, 0.6), (90.0, 0.4)], Some("On average it costs 10 more in all than Boutique")),
            ([(100.0, 0.6), (98.0, 0.4)], Some("On average Boutique costs as little, as far as the draws tell")),
            ([(100.0, 0.2), (120.0, 0.8)], Some("Boutique is cheapest more often: in 80 % of draws")),
            ([(100.0, 0.48), (120.0, 0.52)], None),
            ([(100.0, 0.6), (120.0, 0.4)], None),
        ] {
            assert_eq!(said(points).as_deref(), expected);
        }
    }

    #[test]
    fn nothing_is_said_to_be_certain_that_is_not() {
        assert_eq!(
            [1.0, 0.9999, 0.587, 0.0001, 0.0].map(draws),
            ["all draws", "more than 99 % of draws", "59 % of draws", "less than 1 % of draws", "no draw",]
        );
        assert_eq!([1.0, 0.9999, 0.587, 0.0001, 0.0].map(estimated), ["all", ">99 %", "59 %", "<1 %", "none"]);
        assert_eq!(
            [1.0, 0.9999, 0.587, 0.0001, 0.0].map(|share| estimated_within(share, 0.0038)),
            ["all", ">99 %", "59 % ± 0.38 %", "<1 %", "none"]
        );
        let crossover = CrossoverVolumes { p10: 5_713.0, p50: 15_920.0, p90: 33_148.0, none: 0.05 };
        assert_eq!(
            said(&RiskFinding::FirstCrossover(crossover)),
            "The first crossover lies between 5,710 and 33,100 parts in 80 % of the draws that have one, 15,900 in the middle. In 5.0 % of draws there is none."
        );
    }

    #[test]
    fn what_to_chase_and_what_runs_over() {
        let chase = RiskFinding::WorthChasing { input: "planned_volume".to_owned(), value: 39_483.0, favours: Some(0) };
        assert_eq!(
            said(&chase),
            "The number to chase first: planned volume; to know it is worth about 39,000, and it could turn the answer to CM."
        );
        assert_eq!(
            said(&RiskFinding::NothingWorthChasing { evpi: 0.0 }),
            "Nothing is worth chasing: no draw changes the decision."
        );
        let over = RiskFinding::OffPlan { route: 1, plan: 231_096.0, mean: 251_626.0 };
        assert_eq!(
            said(&over),
            "Boutique: 252,000 on average, 8.9 % more than the plan of 231,000 with likely figures."
        );
    }
}
