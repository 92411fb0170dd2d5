//! Makes foreign words harmless: what a law prints must not move a cursor, hide a word or turn a line around.

/// Words on one line, with every run of white space as one space and nothing in them that a terminal obeys.
///
/// Control characters and the overrides of writing direction become visible, characters without width vanish.
/// The joiners and marks that Arabic, Persian and Indic texts need stay.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_whitespace() => {
                if !line.is_empty() && !line.ends_with(' ') {
                    line.push(' ');
                }
            }
            c => push_visible(&mut line, c),
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// The same for a drawing of several lines: line breaks and runs of spaces stay.
#[must_use]
pub fn plain_lines(text: &str) -> String {
    let mut lines = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | ' ' => lines.push(c),
            c if c.is_whitespace() => lines.push(' '),
            c => push_visible(&mut lines, c),
        }
    }
    lines
}

fn push_visible(line: &mut String, c: char) {
    match c {
        '\u{0}'..='\u{1f}' => line.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}')),
        '\u{7f}' => line.push('\u{2421}'),
        '\u{80}'..='\u{9f}' => line.push('\u{fffd}'),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => line.push('\u{fffd}'),
        '\u{ad}' | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{feff}' => {}
        '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}' => {}
        c => line.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_overrides_are_seen_and_not_obeyed() {
        assert_eq!(plain("a\u{1b}[31mred\u{7}"), "a␛[31mred␇");
        assert_eq!(plain("pay \u{202e}evil\u{202c}"), "pay \u{fffd}evil\u{fffd}");
        assert_eq!(plain("  one\r\n\ttwo\u{a0} three "), "one two three");
        assert_eq!(plain("ex\u{ad}ploi\u{200b}tation"), "exploitation");
        assert_eq!(plain_lines("a  b\n  ^\u{9b}2J"), "a  b\n  ^\u{fffd}2J");
    }

    #[test]
    fn what_scripts_need_stays() {
        let persian = "می\u{200c}شود";
        assert_eq!(plain(persian), persian);
    }

    proptest::proptest! {
        #[test]
        fn nothing_a_terminal_obeys_is_left(text in "\\PC*|(?s).{0,40}") {
            let left = plain(&text);
            let obeyed = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            proptest::prop_assert!(!left.chars().any(obeyed), "{left:?}");
            proptest::prop_assert_eq!(plain(&left), left);
        }
    }
}
