//! Wordings that match nothing: not the sentences of their concept, no example, and no law that was supplied.

use super::Places;
use crate::catalogue::Catalogue;
use crate::diagnostic::Diagnostic;
use crate::language::matcher::{ConceptId, Matcher};
use crate::language::wording::{self, Wording};
use crate::language::{Pack, token::tokens};
use crate::span::Span;

/// Adds a warning for every idle wording of a pack. Of several wordings in one line, each is judged by itself.
pub(super) fn wordings(
    catalogue: &Catalogue,
    pack: &Pack,
    laws: &[String],
    place: &Places,
    found: &mut Vec<Diagnostic>,
) {
    let (matcher, asked) = each_by_itself(pack);
    let mut used = vec![false; asked.len()];
    let own = pack.concepts.iter().flat_map(|concept| concept.matches.iter().chain(&concept.rejects));
    let examples = catalogue.obligations.iter().filter_map(|obligation| obligation.examples.get(&pack.language));
    let examples = examples.flat_map(|all| all.met.iter().chain(&all.partial).chain(&all.contrary).chain(&all.not));
    for text in own.chain(examples).chain(laws) {
        for mention in matcher.scan(&tokens(text, Span::new(0, text.len()))) {
            used[usize::from(mention.concept)] = true;
        }
    }
    for (one, _) in asked.iter().zip(used).filter(|(_, used)| !used) {
        let said = format!("nothing ever matches this wording of `{}`: {}", one.concept, one.words);
        let diagnostic = Diagnostic::warning("idle-wording", one.concept, said)
            .help("write a sentence that it matches, mend it, or take it out");
        found.push(place.remark(diagnostic, &format!("concept: {}", one.concept), one.line));
    }
}

struct Asked<'p> {
    concept: &'p str,
    /// As written in the file.
    line: &'p str,
    words: String,
}

/// A matcher in which every wording is a concept of its own.
fn each_by_itself(pack: &Pack) -> (Matcher, Vec<Asked<'_>>) {
    let (mut matcher, mut asked) = (Matcher::new(Vec::new()), Vec::new());
    for concept in &pack.concepts {
        for line in concept.wordings.iter().chain(&concept.unless) {
            let whole = wording::parse(line).expect("the pack was loaded with it");
            let (all, sources) = match whole {
                Wording::Either(options) => (options, alternatives(line)),
                single => (vec![single], vec![line.clone()]),
            };
            let named = sources.len() == all.len();
            for (at, one) in all.iter().enumerate() {
                let Ok(id) = ConceptId::try_from(asked.len()) else { return (matcher, asked) };
                matcher.add(id, one, false);
                let words = if named { sources[at].clone() } else { line.clone() };
                asked.push(Asked { concept: &concept.concept, line, words });
            }
        }
    }
    (matcher, asked)
}

/// The alternatives at the top of a wording: `a (b|c) | d` has two.
fn alternatives(line: &str) -> Vec<String> {
    let (mut all, mut depth) = (vec![String::new()], 0_usize);
    for c in line.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '|' if depth == 0 => {
                all.push(String::new());
                continue;
            }
            _ => {}
        }
        all.last_mut().expect("it begins with one").push(c);
    }
    all.into_iter().map(|one| one.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_inside_brackets_belong_together() {
        assert_eq!(alternatives("a (b|c) | [d|e] f"), ["a (b|c)", "[d|e] f"]);
    }
}
