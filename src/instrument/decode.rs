//! Bytes to text: encodings, byte order marks, and what is no text at all.

use crate::diagnostic::Diagnostic;
use crate::source::SourceFile;
use crate::span::{OffsetMap, Span};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// The largest file that is read. The largest code of any State is a tenth of this.
pub(super) const MAX_BYTES: usize = 64 << 20;
/// The longest line that is read; a section is a few kilobytes, a whole act on one line a few hundred.
pub(super) const MAX_LINE: usize = 8 << 20;

/// The text of a file, the way back to its bytes, and what was noticed.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) offsets: OffsetMap,
    /// Bytes of the byte order mark, where the text is UTF-8.
    pub(super) skipped: usize,
    /// The text stands in the file byte for byte.
    pub(super) utf8: bool,
    pub(super) warnings: Vec<Diagnostic>,
}

/// Decodes a file: UTF-8 first, then by its byte order mark, then by the look of its bytes.
pub(super) fn decode(file: &SourceFile) -> Result<Decoded, Box<Diagnostic>> {
    let bytes = &file.bytes;
    if bytes.len() > MAX_BYTES {
        return Err(too_large(file, &format!("it holds {} MiB", bytes.len() >> 20)));
    }
    if let Some(decoded) = utf16(file)? {
        return Ok(decoded);
    }
    let skipped = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    let body = &bytes[skipped..];
    refuse_binary(file, body.iter().map(|&b| u32::from(b)))?;
    let decoded = match std::str::from_utf8(body) {
        Ok(text) => Decoded {
            text: text.to_owned(),
            offsets: OffsetMap::identity(text.len(), skipped),
            skipped,
            utf8: true,
            warnings: Vec::new(),
        },
        Err(error) => guessed(file, skipped, error.valid_up_to()),
    };
    refuse_long_lines(file, &decoded.text)?;
    Ok(decoded)
}

fn utf16(file: &SourceFile) -> Result<Option<Decoded>, Box<Diagnostic>> {
    let encoding = match file.bytes.get(..2) {
        Some(b"\xFF\xFE") => UTF_16LE,
        Some(b"\xFE\xFF") => UTF_16BE,
        _ => return Ok(None),
    };
    let unit = |pair: &[u8]| match encoding == UTF_16LE {
        true => u16::from_le_bytes([pair[0], pair[1]]),
        false => u16::from_be_bytes([pair[0], pair[1]]),
    };
    let units = file.bytes[2..].chunks_exact(2).map(unit);
    let mut decoded =
        Decoded { text: String::new(), offsets: OffsetMap::default(), skipped: 2, utf8: false, warnings: Vec::new() };
    let mut at = 2;
    for read in char::decode_utf16(units) {
        let (character, width) = match read {
            Ok(c) => (c, 2 * c.len_utf16()),
            Err(_) => ('\u{FFFD}', 2),
        };
        push(&mut decoded, character, at, width);
        at += width;
    }
    refuse_binary(file, decoded.text.chars().map(u32::from))?;
    refuse_long_lines(file, &decoded.text)?;
    Ok(Some(decoded))
}

/// Decodes bytes that are not UTF-8, and says which encoding was taken.
fn guessed(file: &SourceFile, skipped: usize, valid: usize) -> Decoded {
    let body = &file.bytes[skipped..];
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(body, true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Allow);
    // A long text that is UTF-8 but for a few bytes is damaged UTF-8, whatever the damaged bytes look like.
    let encoding = if mostly_utf8(body) { UTF_8 } else { guess };
    let mut decoded =
        Decoded { text: String::new(), offsets: OffsetMap::default(), skipped, utf8: false, warnings: Vec::new() };
    map(&mut decoded, encoding, body, skipped);
    let line = body[..valid].iter().filter(|&&b| b == b'\n').count() + 1;
    let message = format!("the file is not valid UTF-8 (from line {line}); it was read as {}", encoding.name());
    let mut warning = Diagnostic::warning("encoding-guessed", &file.path, message)
        .help("check that accents and quotation marks look right, or save the file as UTF-8");
    warning.line = Some(line);
    decoded.warnings.push(warning);
    decoded
}

fn mostly_utf8(body: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in body.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += chunk.invalid().len();
    }
    good > 10 * bad
}

/// Decodes piece by piece so that every piece of text knows the bytes it came from.
///
/// A piece is a run of ASCII, or one character of as many bytes as the encoding needs for it.
fn map(decoded: &mut Decoded, encoding: &'static Encoding, body: &[u8], skipped: usize) {
    let mut at = 0;
    while at < body.len() {
        let plain = body[at..].iter().take_while(|b| b.is_ascii() && **b != 0x1B).count();
        if plain > 0 {
            let text = std::str::from_utf8(&body[at..at + plain]).expect("ASCII is UTF-8");
            let start = decoded.text.len();
            decoded.text.push_str(text);
            let file = Span::new(skipped + at, skipped + at + plain);
            decoded.offsets.push(Span::new(start, decoded.text.len()), file);
            at += plain;
            continue;
        }
        let (character, width) = one_character(encoding, &body[at..]);
        push(decoded, character, skipped + at, width);
        at += width;
    }
}

fn one_character(encoding: &'static Encoding, body: &[u8]) -> (char, usize) {
    for width in 1..=body.len().min(4) {
        let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(&body[..width]) else { continue };
        let mut characters = text.chars();
        if let (Some(character), None) = (characters.next(), characters.next()) {
            return (character, width);
        }
    }
    ('\u{FFFD}', 1)
}

fn push(decoded: &mut Decoded, character: char, at: usize, width: usize) {
    let start = decoded.text.len();
    decoded.text.push(character);
    decoded.offsets.push(Span::new(start, decoded.text.len()), Span::new(at, at + width));
}

fn refuse_binary(file: &SourceFile, values: impl Iterator<Item = u32>) -> Result<(), Box<Diagnostic>> {
    let (mut all, mut control) = (0_usize, 0_usize);
    for value in values {
        all += 1;
        control += usize::from(value < 0x20 && !matches!(value, 0x09..=0x0D | 0x1B));
    }
    if control * 50 <= all {
        return Ok(());
    }
    let message = format!("this is not a text file: {control} of its {all} characters are control characters");
    let error = Diagnostic::error("not-text", &file.path, message);
    Err(Box::new(error.help("save the law as text, Markdown, HTML or JSON and supply that file")))
}

fn refuse_long_lines(file: &SourceFile, text: &str) -> Result<(), Box<Diagnostic>> {
    let longest = text.split('\n').map(str::len).max().unwrap_or(0);
    if longest <= MAX_LINE {
        return Ok(());
    }
    Err(too_large(file, &format!("one of its lines holds {} MiB", longest >> 20)))
}

fn too_large(file: &SourceFile, found: &str) -> Box<Diagnostic> {
    let (bytes, line) = (MAX_BYTES >> 20, MAX_LINE >> 20);
    let message = format!(
        "the file is larger than a law can be: {found}; the limits are {bytes} MiB a file and {line} MiB a line"
    );
    let error = Diagnostic::error("file-too-large", &file.path, message);
    Box::new(error.help("supply the law itself, without attachments or data"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Decoded {
        decode(&SourceFile::new("a.txt", bytes)).expect("it decodes")
    }

    #[test]
    fn a_byte_order_mark_is_not_text() {
        let decoded = read(b"\xEF\xBB\xBFArticle 1");
        assert_eq!(decoded.text, "Article 1");
        assert_eq!(decoded.offsets.file_span(Span::new(0, 7)), Span::new(3, 10));
    }

    #[test]
    fn utf16_leads_back_to_its_bytes() {
        let mut bytes = vec![0xFF, 0xFE];
        "é 𝒳 a".encode_utf16().for_each(|unit| bytes.extend(unit.to_le_bytes()));
        let decoded = read(&bytes);
        assert_eq!(decoded.text, "é 𝒳 a");
        let a = decoded.text.find('a').expect("there");
        assert_eq!(decoded.offsets.file_span(Span::new(a, a + 1)), Span::new(12, 14));
    }

    #[test]
    fn a_single_byte_encoding_maps_character_by_character() {
        let decoded =
            read(b"Loi relative \xE0 la r\xE9pression de la traite des \xEAtres humains. Apr\xE8s \x93un\x94 mot");
        assert!(decoded.text.contains("répression"), "{}", decoded.text);
        let start = decoded.text.find("traite").expect("there");
        let file = decoded.offsets.file_span(Span::new(start, start + 6));
        assert_eq!(file.start, 35);
        assert_eq!(decoded.warnings[0].code, "encoding-guessed");
    }

    #[test]
    fn a_multi_byte_encoding_leads_back_to_its_bytes() {
        let (bytes, _, _) = encoding_rs::GBK.encode("第一条 为了惩罚犯罪，保护人民，制定本法。第二条 本法适用。");
        let decoded = read(&bytes);
        let start = decoded.text.find("第二条").expect("decoded");
        let file = decoded.offsets.file_span(Span::new(start, start + "第二条".len()));
        assert_eq!(encoding_rs::GBK.decode(&bytes[file.start..file.end]).0, "第二条");
    }

    #[test]
    fn damaged_utf8_stays_utf8() {
        let mut bytes = "é à ü ö ñ ç é à ü ö ñ ç é à ü ö".repeat(3).into_bytes();
        bytes.push(0xFF);
        let decoded = read(&bytes);
        assert!(decoded.text.starts_with("é à ü"));
        assert_eq!(decoded.warnings.len(), 1);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let error = decode(&SourceFile::new("a.txt", vec![0_u8; 400])).expect_err("it is binary");
        assert_eq!(error.code, "not-text");
        let error = decode(&SourceFile::new("a.txt", vec![b'x'; MAX_LINE + 1])).expect_err("it is one line");
        assert_eq!(error.code, "file-too-large");
    }
}
