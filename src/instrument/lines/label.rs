//! Where a line opens a section: the word for the unit, its label, and what follows.

use crate::instrument::block::Unit;

/// The opening of a section, as far as one line shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Opening {
    /// The word for the unit stands before the label (`Article 3`), or the label stands alone (`3.`).
    pub(crate) keyword: bool,
    /// How it is cited.
    pub(crate) unit: Unit,
    /// Its label.
    pub(crate) label: String,
    /// Where in the line the words after the label begin.
    pub(crate) rest: usize,
    /// A stop, dash or colon closes the label, or it stands alone on its line.
    pub(crate) firm: bool,
}

/// Words for the unit of law, lower case. `sección`, `section` and the like are divisions in codes with articles.
const UNITS: &[(&str, Unit)] = &[
    ("section", Unit::Section),
    ("sec.", Unit::Section),
    ("sec", Unit::Section),
    ("article", Unit::Article),
    ("articles", Unit::Article),
    ("art.", Unit::Article),
    ("art", Unit::Article),
    ("artículo", Unit::Article),
    ("articulo", Unit::Article),
    ("artigo", Unit::Article),
    ("artikel", Unit::Article),
    ("articolo", Unit::Article),
    ("articolul", Unit::Article),
    ("neni", Unit::Article),
    ("član", Unit::Article),
    ("članak", Unit::Article),
    ("člen", Unit::Article),
    ("madde", Unit::Article),
    ("pasal", Unit::Article),
    ("điều", Unit::Article),
    ("статья", Unit::Article),
    ("стаття", Unit::Article),
    ("член", Unit::Article),
    ("المادة", Unit::Article),
    ("مادة", Unit::Article),
    ("clause", Unit::Clause),
    ("regulation", Unit::Regulation),
    ("rule", Unit::Regulation),
    ("§§", Unit::Paragraph),
    ("§", Unit::Paragraph),
];

/// Latin adverbs that number inserted articles.
const ADVERBS: &[&str] = &[
    "bis",
    "ter",
    "quater",
    "quinquies",
    "quinquiès",
    "sexies",
    "septies",
    "octies",
    "nonies",
    "novies",
    "decies",
    "undecies",
    "duodecies",
];

/// Marks of emphasis, which may stand anywhere in a label.
pub(crate) fn is_markup(c: char) -> bool {
    matches!(c, '*' | '_' | '`')
}

fn skip(text: &str, at: usize, wanted: impl Fn(char) -> bool) -> usize {
    text[at..].find(|c: char| !wanted(c)).map_or(text.len(), |i| at + i)
}

fn skip_blank(text: &str, at: usize) -> usize {
    skip(text, at, |c| c.is_whitespace() || is_markup(c) || c == '\\')
}

/// Reads `text` as the opening of a section, by a word for the unit or a bare number.
pub(crate) fn opening(text: &str) -> Option<Opening> {
    chinese(text).or_else(|| by_keyword(text)).or_else(|| by_number(text))
}

fn by_keyword(text: &str) -> Option<Opening> {
    let start = skip(text, 0, |c| is_markup(c) || matches!(c, '[' | '\u{2013}' | '—'));
    let (unit, after) = keyword(&text[start..])?;
    let at = skip_blank(text, start + after);
    let at = if text[at..].starts_with("No.") { skip_blank(text, at + 3) } else { at };
    let bracket = text[at..].chars().next().filter(|c| matches!(c, '(' | '['));
    let at = at + bracket.map_or(0, char::len_utf8);
    let (label, end) = label(text, skip_blank(text, at))?;
    let end = match bracket {
        Some(_) => skip_blank(text, end) + text[skip_blank(text, end)..].strip_prefix([')', ']']).map(|_| 1)?,
        None => end,
    };
    let label_end = end;
    let (rest, stop) = after_label(text, end);
    let tail = &text[rest..];
    let firm = (stop || tail.is_empty()) && !is_reference(&text[label_end..]);
    Some(Opening { keyword: true, unit, label, rest, firm })
}

fn keyword(text: &str) -> Option<(Unit, usize)> {
    let end = text.find(|c: char| !(c.is_alphabetic() || c == '§')).unwrap_or(text.len());
    if end == 0 || end > 40 {
        return None;
    }
    let word = text[..end].to_lowercase();
    let (_, unit) = UNITS.iter().find(|(name, _)| *name == word)?;
    let stop = if text[end..].starts_with('.') && word.len() <= 4 { 1 } else { 0 };
    Some((*unit, end + stop))
}

/// "section 3(1)(a) of", "article 5, paragraph 2": a mention, not an opening.
fn is_reference(after: &str) -> bool {
    let after = after.trim_start_matches(is_markup);
    if !after.starts_with(['(', ',', ';']) {
        return false;
    }
    if after.starts_with('(') {
        let close = after.find(')').map_or(after.len(), |i| i + 1);
        let next = after[close..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '-' | '—'));
        return next.starts_with(|c: char| c.is_lowercase() || c == '(');
    }
    true
}

fn by_number(text: &str) -> Option<Opening> {
    let start = skip(text, 0, |c| is_markup(c) || c == '[');
    if !text[start..].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (label, end) = label(text, start)?;
    let (rest, stop) = after_label(text, end);
    let bracket = text[end..].trim_start_matches(is_markup).starts_with([')', ']']);
    let glued = rest == end && rest < text.len() && !text[rest..].starts_with('(');
    if bracket || glued {
        return None;
    }
    Some(Opening { keyword: false, unit: Unit::Section, label, rest, firm: stop })
}

/// `第二百四十条 …`
fn chinese(text: &str) -> Option<Opening> {
    let start = skip(text, 0, |c| is_markup(c) || c.is_whitespace());
    let inner = text[start..].strip_prefix('第')?;
    let end = inner.find('条').filter(|&i| i <= 30 && i > 0)?;
    if !inner[..end].chars().all(|c| "〇零一二三四五六七八九十百千两0123456789".contains(c)) {
        return None;
    }
    let mut label = arabic(&inner[..end])?.to_string();
    let mut rest = start + '第'.len_utf8() + end + '条'.len_utf8();
    if let Some(more) = text[rest..].strip_prefix('之') {
        let width = more.find(|c| !"一二三四五六七八九十".contains(c)).unwrap_or(more.len());
        label = format!("{label}-{}", arabic(&more[..width])?);
        rest += '之'.len_utf8() + width;
    }
    let firm = text[rest..].is_empty() || text[rest..].starts_with(|c: char| c.is_whitespace() || c == '【');
    let rest = skip_blank(text, rest);
    Some(Opening { keyword: true, unit: Unit::Article, label, rest, firm })
}

/// The value of a Chinese numeral up to the thousands; `二百四十` is 240.
fn arabic(numeral: &str) -> Option<u32> {
    let (mut total, mut digit) = (0, 0);
    for sign in numeral.chars() {
        let unit = match sign {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => {
                let value = "〇一二三四五六七八九".chars().position(|d| d == sign).map(|d| d as u32);
                let value =
                    value.or(sign.to_digit(10)).or((sign == '零').then_some(0)).or((sign == '两').then_some(2))?;
                digit = digit * if sign.is_ascii_digit() { 10 } else { 1 } + value;
                continue;
            }
        };
        total += digit.max(1) * unit;
        digit = 0;
    }
    Some(total + digit).filter(|_| numeral.chars().count() <= 9)
}

/// Reads a label: `3`, `1A`, `270.1A`, `225-4-1`, `232a`, `177 bis`, `IV`, `One`.
fn label(text: &str, at: usize) -> Option<(String, usize)> {
    let rest = &text[at..];
    if rest.starts_with(|c: char| c.is_numeric()) {
        return number(text, at);
    }
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(rest.len());
    let word = &rest[..end];
    let known = is_roman(word) || is_ordinal(word);
    known.then(|| (word.to_owned(), at + end))
}

fn number(text: &str, at: usize) -> Option<(String, usize)> {
    let mut end = skip(text, at, char::is_numeric);
    if end - at > 8 {
        return None;
    }
    end = letters(text, end);
    let sign_at = |at: usize| text[at..].chars().next().filter(|c| matches!(c, '.' | '-' | '/' | '\u{2011}' | '–'));
    while let Some(sign) = sign_at(end) {
        let next = end + sign.len_utf8();
        if !text[next..].starts_with(|c: char| c.is_ascii_digit()) {
            end = lettered(text, sign, next).unwrap_or(end);
            break;
        }
        end = letters(text, skip(text, next, |c| c.is_ascii_digit()));
    }
    let mut label = text[at..end].to_owned();
    if let Some(bare) = label.strip_suffix("er").filter(|bare| bare.ends_with('1')) {
        label = bare.to_owned();
    }
    let after = text[end..].strip_prefix(['º', '°', 'ª']).map_or(end, |tail| text.len() - tail.len());
    let words = &text[after..];
    let word = words.trim_start();
    let width = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
    if ADVERBS.contains(&word[..width].to_lowercase().as_str()) {
        label = format!("{label} {}", word[..width].to_lowercase());
        return Some((label, after + (words.len() - word.len()) + width));
    }
    Some((label, after))
}

/// The end of a letter after a hyphen: `149-A`.
fn lettered(text: &str, sign: char, at: usize) -> Option<usize> {
    let end = skip(text, at, |c| c.is_ascii_uppercase());
    let alone = text[end..].chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '-');
    (sign != '.' && sign != '/' && (1..=2).contains(&(end - at)) && alone).then_some(end)
}

/// Letters that belong to a number: `1A`, `232a`, `19AB`; not the `st` of `1st` nor the word glued to it.
fn letters(text: &str, at: usize) -> usize {
    let end = skip(text, at, |c| c.is_alphabetic() && !matches!(c, 'º' | 'ª'));
    let word = &text[at..end];
    if matches!(word, "st" | "nd" | "rd" | "th") || word.chars().count() > 3 {
        return at;
    }
    let one_case = word.chars().all(char::is_uppercase) || word.chars().all(char::is_lowercase);
    if one_case { end } else { at }
}

/// The end of the label: stops and dashes skipped; tells whether there were any.
fn after_label(text: &str, end: usize) -> (usize, bool) {
    let at = skip_blank(text, end);
    let sign = |c: char| matches!(c, '.' | ':' | '—' | '–' | '-' | '―' | '．' | '：');
    let stop = skip(text, at, |c| sign(c) || c.is_whitespace() || is_markup(c));
    (stop, text[at..stop].contains(sign))
}

/// True for a roman numeral in one case.
pub(crate) fn is_roman(word: &str) -> bool {
    let upper = !word.is_empty() && word.chars().all(|c| "IVXLCDM".contains(c));
    let lower = !word.is_empty() && word.chars().all(|c| "ivxlcdm".contains(c));
    (upper || lower) && word.len() <= 8
}

/// True for a number written as a word: `One`, `FIRST`, `primero`, `Ier`, `dritter`, `الأولى`.
pub(crate) fn is_ordinal(word: &str) -> bool {
    ORDINALS.contains(&word.to_lowercase().as_str())
}

const ORDINALS: &[&str] = &[
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
    "twenty-one",
    "twenty-two",
    "twenty-three",
    "twenty-four",
    "twenty-five",
    "twenty-six",
    "thirty",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twenty-first",
    "twenty-second",
    "preliminary",
    "general",
    "special",
    "ier",
    "1er",
    "premier",
    "première",
    "deuxième",
    "troisième",
    "quatrième",
    "cinquième",
    "sixième",
    "primero",
    "primera",
    "segundo",
    "segunda",
    "tercero",
    "tercera",
    "cuarto",
    "cuarta",
    "quinto",
    "quinta",
    "sexto",
    "sexta",
    "séptimo",
    "octavo",
    "noveno",
    "décimo",
    "único",
    "única",
    "unico",
    "preliminar",
    "primeira",
    "primeiro",
    "terceiro",
    "geral",
    "especial",
    "erster",
    "zweiter",
    "dritter",
    "vierter",
    "fünfter",
    "sechster",
    "siebenter",
    "siebter",
    "achter",
    "neunter",
    "zehnter",
    "elfter",
    "zwölfter",
    "dreizehnter",
    "vierzehnter",
    "fünfzehnter",
    "sechzehnter",
    "siebzehnter",
    "achtzehnter",
    "neunzehnter",
    "zwanzigster",
    "allgemeiner",
    "besonderer",
    "الأول",
    "الأولى",
    "الثاني",
    "الثانية",
    "الثالث",
    "الثالثة",
    "الرابع",
    "الرابعة",
    "الخامس",
    "الخامسة",
    "السادس",
    "السادسة",
    "السابع",
    "السابعة",
    "الثامن",
    "الثامنة",
    "التاسع",
    "التاسعة",
    "العاشر",
    "العاشرة",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, &str, bool) {
        let found = opening(text).unwrap_or_else(|| panic!("no opening in {text:?}"));
        (found.label, &text[found.rest..], found.firm)
    }

    #[test]
    fn labels_in_all_their_habits() {
        for (line, label, rest) in [
            ("Article 140. Trafficking", "140", "Trafficking"),
            ("Art. 3 - Whoever", "3", "Whoever"),
            ("ARTICLE 5", "5", ""),
            ("Article 1: Scope", "1", "Scope"),
            ("Sec. 3. Title. — text", "3", "Title. — text"),
            ("SECTION 4. Acts. - It", "4", "Acts. - It"),
            ("Section 3 – title", "3", "title"),
            ("3. Short title", "3", "Short title"),
            ("1.. **Interpretation.", "1", "Interpretation."),
            ("1**.— (1) A person", "1", "(1) A person"),
            ("270.1A  Definitions", "270.1A", "Definitions"),
            ("Article 225-4-1", "225-4-1", ""),
            ("§ 232a Zwang", "232a", "Zwang"),
            ("Artículo 177 bis. De la", "177 bis", "De la"),
            ("ARTICULO 1º**— Objeto.", "1", "Objeto."),
            ("Article Ier", "Ier", ""),
            ("Article (1): Terms", "1", "Terms"),
            ("المادة (3)", "3", ""),
            ("Article 1er. – Objet", "1", "Objet"),
            ("第二百四十条 拐卖", "240", "拐卖"),
            ("Art. 149-A.  Agenciar", "149-A", "Agenciar"),
            ("第十七条之一 已满", "17-1", "已满"),
            ("第一百零三条 组织", "103", "组织"),
            ("3.(1) A person", "3", "(1) A person"),
        ] {
            let (found, tail, _) = read(line);
            assert_eq!((found.as_str(), tail), (label, rest), "{line}");
        }
    }

    #[test]
    fn a_mention_is_not_firm() {
        for line in ["Section 3(1)(a) of the Act", "Article 5 of the Convention", "section 12, or"] {
            assert!(!opening(line).is_some_and(|o| o.firm), "{line}");
        }
    }

    #[test]
    fn sums_of_years_and_brackets_open_nothing() {
        for line in ["(1) A person", "1) A person", "a) A person", "1st day", "— 3"] {
            assert_eq!(opening(line), None, "{line}");
        }
    }
}
