//! The words by which drafters show structure: names of units, conjunctions, defining verbs, verbs of the main clause.
//!
//! These tables are about the shape of statutes, not about what they regulate; they hold the drafting languages side
//! by side because a label or a reference looks alike in all of them.

/// Names of units of law: an enumerator after one of them is a reference, not a new provision.
const UNITS: &[&str] = &[
    "section",
    "sections",
    "subsection",
    "subsections",
    "sub-section",
    "sub-sections",
    "subsec",
    "sec",
    "secs",
    "s",
    "ss",
    "paragraph",
    "paragraphs",
    "subparagraph",
    "subparagraphs",
    "sub-paragraph",
    "sub-paragraphs",
    "para",
    "paras",
    "clause",
    "clauses",
    "subclause",
    "subclauses",
    "sub-clause",
    "sub-clauses",
    "article",
    "articles",
    "art",
    "arts",
    "subarticle",
    "sub-article",
    "regulation",
    "regulations",
    "subregulation",
    "sub-regulation",
    "rule",
    "rules",
    "subrule",
    "sub-rule",
    "item",
    "items",
    "sub-item",
    "subitem",
    "point",
    "points",
    "part",
    "parts",
    "schedule",
    "schedules",
    "annex",
    "chapter",
    "chapters",
    "division",
    "divisions",
    "subdivision",
    "title",
    "titles",
    "letter",
    "letters",
    "indent",
    "no",
    "nos",
    "number",
    "numbers",
    "par",
    "pars",
    "form",
    "table",
    "figure",
    "head",
    "heads",
    "step",
    "category",
    "artículo",
    "artículos",
    "apartado",
    "apartados",
    "párrafo",
    "párrafos",
    "inciso",
    "incisos",
    "numeral",
    "numerales",
    "letra",
    "letras",
    "literal",
    "literales",
    "fracción",
    "fracciones",
    "núm",
    "alinéa",
    "alinéas",
    "paragraphe",
    "paragraphes",
    "artigo",
    "artigos",
    "parágrafo",
    "parágrafos",
    "absatz",
    "absätze",
    "absatzes",
    "abs",
    "nummer",
    "nr",
    "satz",
    "buchstabe",
    "buchstaben",
    "artikel",
    "§",
    "§§",
];

/// Names of units cut short: the stop after one of them ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "s", "ss", "sec", "secs", "subsec", "art", "arts", "para", "paras", "par", "pars", "no", "nos", "nr", "abs", "núm",
    "cl", "reg", "sch", "pt", "ch", "cap", "inc", "lit",
];

/// Numbers in words: a number in brackets after one of them repeats it.
const NUMBERS: &[&str] = &[
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "million",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "sept",
    "huit",
    "neuf",
    "dix",
    "douze",
    "quinze",
    "vingt",
    "trente",
    "cent",
    "uno",
    "una",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "doce",
    "quince",
    "veinte",
    "treinta",
    "cien",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "zehn",
];

/// Conjunctions and other words that may stand between two enumerators of one reference.
const JOINTS: &[&str] = &[
    "and", "or", "to", "and/or", "through", "until", "but", "nor", "&", "et", "ou", "à", "y", "o", "u", "e", "a", "al",
    "und", "oder", "bis",
];

/// Prepositions that leave an item waiting for its object.
const PREPOSITIONS: &[&str] =
    &["to", "of", "from", "for", "by", "with", "in", "on", "at", "against", "upon", "into", "commit"];

/// Verbs by which a definition joins a term to its meaning; several words are matched in a row.
pub(super) const DEFINING: &[&str] = &[
    "means",
    "mean",
    "includes",
    "include",
    "shall mean",
    "shall include",
    "shall be construed",
    "shall have",
    "shall refer",
    "shall be deemed",
    "shall denote",
    "shall be understood",
    "has the",
    "have the",
    "has a",
    "have a",
    "has effect",
    "has its",
    "has, ",
    "have",
    "refers to",
    "refer to",
    "denotes",
    "denote",
    "is construed",
    "are construed",
    "is to be construed",
    "is to be read",
    "is deemed",
    "is defined",
    "are defined",
    "is a reference",
    "comprises",
    "signifies",
    "extends to",
    "does not include",
    "do not include",
    "is the",
    "is a",
    "is an",
    "is any",
    "are the",
    "are any",
    "designates",
    "covers",
    "significa",
    "désigne",
    "désignent",
    "signifie",
    "s'entend",
    "se entiende",
    "se entenderá",
    "comprende",
    "bedeutet",
];

/// Verbs that make a sentence about guilt or punishment whole.
pub(super) const LIABILITY: &[&str] = &[
    "commits",
    "commit an offence",
    "is guilty",
    "are guilty",
    "shall be guilty",
    "is liable",
    "are liable",
    "shall be liable",
    "shall be punish",
    "is punishable",
    "are punishable",
    "shall be punishable",
    "shall be sentenced",
    "shall be imprisoned",
    "shall suffer",
    "shall upon conviction",
    "shall on conviction",
    "shall, upon conviction",
    "shall, on conviction",
    "is, on conviction",
    "is, upon conviction",
    "shall incur",
    "will be punished",
    "is punished",
    "are punished",
    "shall also be",
    "shall be fined",
    "shall be deemed",
    "is deemed",
    "faces imprisonment",
];

/// Other verbs of a main clause.
pub(super) const MODALS: &[&str] =
    &["shall", "may", "must", "will", "does not", "is to be", "are to be", "has the power"];

/// How a chapeau begins whose main clause comes after its items.
pub(super) const CONDITIONS: &[&str] = &[
    "where",
    "when",
    "whenever",
    "if",
    "in any case where",
    "in the case of",
    "notwithstanding",
    "subject to",
    "without prejudice",
    "unless",
    "except",
    "in a case where",
    "despite",
    "in cases where",
    "as soon as",
];

/// How a chapeau begins that has named its subject only.
pub(super) const PERSONS: &[&str] = &[
    "whoever",
    "whosoever",
    "who",
    "a person",
    "any person",
    "every person",
    "no person",
    "every one",
    "everyone",
    "anyone",
    "any one",
    "one who",
    "persons",
];

/// Phrases that belong to the main clause they stand before, and not to the item.
pub(super) const CONCESSIONS: &[&str] =
    &["regardless of", "whether or not", "irrespective of", "notwithstanding", "even if"];

/// Phrases of the closing words of a list of acts or means, which no item owns.
pub(super) const SHARED: &[&str] = &[
    "for the purpose of",
    "for the purposes of",
    "for purposes of",
    "for purpose of",
    "with the intention of",
    "with intent to",
    "with the intent to",
    "with a view to",
    "regardless of",
    "whether or not",
    "irrespective of",
    "knowing or",
    "knowing that",
    "intending that",
    "if such act",
    "if the act",
];

fn holds(table: &[&str], word: &str) -> bool {
    let word = word.trim_end_matches('.');
    if table.contains(&word) {
        return true;
    }
    word.chars().any(char::is_uppercase) && table.contains(&word.to_lowercase().as_str())
}

/// True for the name of a unit of law.
pub(super) fn is_unit(word: &str) -> bool {
    holds(UNITS, word)
}

/// True for the name of a unit cut short.
pub(super) fn is_abbreviation(word: &str) -> bool {
    holds(ABBREVIATIONS, word)
}

/// True for a number in words.
pub(super) fn is_number_word(word: &str) -> bool {
    let last = word.rsplit('-').next().unwrap_or(word);
    holds(NUMBERS, last)
}

/// True for a word that may join two enumerators.
pub(super) fn is_joint(word: &str) -> bool {
    holds(JOINTS, word)
}

/// True for a preposition, or a verb that takes its object from the closing words.
pub(super) fn is_preposition(word: &str) -> bool {
    holds(PREPOSITIONS, word)
}

/// True where `text` begins with one of the phrases of `table`, as whole words and in any case.
pub(super) fn begins_with(text: &str, table: &[&str]) -> bool {
    table.iter().any(|phrase| starts_with_phrase(text, phrase))
}

/// True where `text` begins with `phrase` in any case, and the phrase ends with its word (or is a stem such as
/// `shall be punish`, which a suffix may follow).
pub(super) fn starts_with_phrase(text: &str, phrase: &str) -> bool {
    let mut rest = text.chars();
    for wanted in phrase.chars() {
        let Some(c) = rest.next() else { return false };
        if c != wanted && !c.to_lowercase().eq(wanted.to_lowercase()) {
            return false;
        }
    }
    phrase.ends_with("punish") || rest.next().is_none_or(|c| !c.is_alphanumeric() && c != '-')
}
