//! Does the text for a mail say what the window says?

use crossplan::analysis::crossover::search;
use crossplan::analysis::interrupt::Never;
use crossplan::analysis::savings::Payback;
use crossplan::charts::cost_curves::Subject;
use crossplan::charts::summary::summary;
use crossplan::cost::Case;
use crossplan::formats::scenario_file::parse;

#[test]
fn the_summary_is_a_mail() {
    let scenario = parse(include_bytes!("../../scenarios/peek-microfluidic-manifold.ron")).unwrap().scenario;
    let case = Case::likely(&scenario);
    let envelope = search(&case, scenario.range.0, scenario.range.1, &Never).unwrap();
    let subject = Subject { scenario: &scenario, case: &case, envelope: &envelope };
    let paybacks = [None, None, None, Some(Payback::From(14_189))];
    insta::assert_snapshot!(summary(&subject, &paybacks, None, 20_000));
}
