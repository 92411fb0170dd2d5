//! The overview as a drawing: one square for each obligation, with the sign of its outcome in it.

use super::escape;
use crate::report::{Outcome, words};
use std::fmt::Write;

const SQUARE: usize = 24;
const GAP: usize = 4;
const LABEL: usize = 230;
const MOST: usize = 18;

/// The drawing as SVG; the table beside it says the same in words.
pub(super) fn overview(rows: &[(String, Vec<(Outcome, usize)>)]) -> String {
    let step = SQUARE + GAP;
    let (mut drawn, mut top) = (String::new(), GAP);
    for (chapter, counts) in rows {
        let _ = writeln!(drawn, "<text x=\"0\" y=\"{}\">{}</text>", top + 17, escape(chapter));
        let squares: Vec<Outcome> = counts.iter().flat_map(|(outcome, n)| std::iter::repeat_n(*outcome, *n)).collect();
        for (at, outcome) in squares.iter().enumerate() {
            square(&mut drawn, *outcome, LABEL + at % MOST * step, top + at / MOST * step);
        }
        top += squares.len().div_ceil(MOST).max(1) * step;
    }
    let width = LABEL + MOST * step;
    format!(
        "<svg class=\"overview\" role=\"img\" aria-label=\"Outcomes by chapter, as in the table below\" \
         viewBox=\"0 0 {width} {top}\" width=\"{width}\" height=\"{top}\">\n{drawn}</svg>\n"
    )
}

fn square(drawn: &mut String, outcome: Outcome, left: usize, top: usize) {
    let (name, sign, said) = (super::name(outcome), words::sign(outcome), words::outcome(outcome));
    let _ = writeln!(
        drawn,
        "<g class=\"{name}\"><title>{said}</title><rect x=\"{left}\" y=\"{top}\" width=\"{SQUARE}\" height=\"{SQUARE}\"/>\
         <text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{sign}</text></g>",
        left + SQUARE / 2,
        top + 17
    );
}
