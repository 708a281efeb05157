//! Where does a dashed curve show its strokes?
//!
//! Stroke and gap lengths are measured along the curve, so that the pattern looks the same wherever
//! the curve is steep.

/// The strokes of a line, by stroke and gap lengths in turn; the whole line where the pattern is empty.
#[must_use]
pub fn dashes(line: &[[f32; 2]], pattern: &[f32]) -> Vec<Vec<[f32; 2]>> {
    if pattern.iter().sum::<f32>() <= 0.0 {
        return vec![line.to_vec()];
    }
    let mut lengths = pattern.iter().copied().cycle();
    let mut strokes = Vec::new();
    let mut stroke: Option<Vec<[f32; 2]>> = line.first().map(|start| vec![*start]);
    let mut left = lengths.next().unwrap_or(0.0);
    for ends in line.windows(2) {
        let (mut at, to) = (ends[0], ends[1]);
        let mut distance = (to[0] - at[0]).hypot(to[1] - at[1]);
        while distance > left {
            let share = left / distance;
            at = [at[0] + (to[0] - at[0]) * share, at[1] + (to[1] - at[1]) * share];
            distance -= left;
            left = lengths.next().unwrap_or(f32::INFINITY).max(0.1);
            stroke = match stroke.take() {
                Some(mut drawn) => {
                    drawn.push(at);
                    strokes.push(drawn);
                    None
                }
                None => Some(vec![at]),
            };
        }
        left -= distance;
        if let Some(drawn) = &mut stroke {
            drawn.push(to);
        }
    }
    strokes.extend(stroke);
    strokes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn length(stroke: &[[f32; 2]]) -> f32 {
        stroke.windows(2).map(|ends| (ends[1][0] - ends[0][0]).hypot(ends[1][1] - ends[0][1])).sum()
    }

    #[test]
    fn strokes_have_the_lengths_of_the_pattern_whatever_the_slope() {
        let line: Vec<[f32; 2]> = (0_u8..=200).map(|x| [f32::from(x), f32::from(x).powi(2) / 40.0]).collect();
        let strokes = dashes(&line, &[9.0, 3.0, 2.0, 3.0]);
        for (index, stroke) in strokes[..strokes.len() - 1].iter().enumerate() {
            let expected = if index % 2 == 0 { 9.0 } else { 2.0 };
            assert!((length(stroke) - expected).abs() < 1e-2, "stroke {index}: {}", length(stroke));
        }
    }

    #[test]
    fn without_a_pattern_the_line_stays_whole() {
        let line = [[0.0, 0.0], [5.0, 5.0]];
        assert_eq!(dashes(&line, &[]), [line.to_vec()]);
        assert_eq!(dashes(&line, &[0.0, 0.0]), [line.to_vec()]);
        assert!(dashes(&[], &[3.0, 3.0]).is_empty());
    }
}
