//! Words of the law as something a finding can point at, with the chain through which they count.

use super::statement::{Statement, Text};
use crate::instrument::ProvisionId;
use crate::language::matcher::Mention;
use crate::report::{Evidence, Via};
use crate::span::Span;

/// A place in one of the texts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Index of the text.
    pub text: usize,
    /// Where the words stand in it.
    pub span: Span,
    /// The provision they stand in.
    pub provision: ProvisionId,
    /// The links from the offence to these words, nearest to the offence first.
    pub via: Vec<Link>,
}

/// One link of a chain.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// Index of the text.
    pub text: usize,
    /// Where the words stand in it.
    pub span: Span,
    /// The provision they stand in.
    pub provision: ProvisionId,
}

impl Place {
    /// The words of a mention.
    #[must_use]
    pub fn of_mention(index: usize, text: &Text, mention: &Mention, via: &[Link]) -> Self {
        let provision = provision_at(text, mention.start);
        let span = mention.span(&text.tokens);
        Self { text: index, span, provision, via: via.to_vec() }
    }

    /// The own words of a statement.
    #[must_use]
    pub fn of_statement(index: usize, text: &Text, statement: &Statement) -> Self {
        // An item is read with the words that lead into it; they are the first links of the chain.
        let lead = statement.parts.iter().take_while(|&&part| part != statement.own);
        let link =
            |&part: &usize| Link { text: index, span: text.span(part), provision: text.passages[part].provision };
        Self {
            text: index,
            span: text.span(statement.own),
            provision: statement.provision,
            via: lead.map(link).collect(),
        }
    }

    /// The evidence as a report shows it.
    #[must_use]
    pub fn evidence(&self, texts: &[Text]) -> Evidence {
        let instrument = texts[self.text].instrument;
        let span = printable(instrument, self.span);
        let file = instrument.offsets.file_span(span);
        Evidence {
            instrument: instrument.facts.id.clone(),
            citation: instrument.provisions[self.provision].citation.clone(),
            eid: instrument.provisions[self.provision].eid.clone(),
            quote: instrument.quote(span).to_owned(),
            start: file.start,
            end: file.end,
            via: self.via.iter().map(|link| link.via(texts)).collect(),
        }
    }
}

impl Link {
    fn via(&self, texts: &[Text]) -> Via {
        let instrument = texts[self.text].instrument;
        let provision = &instrument.provisions[self.provision];
        Via {
            instrument: instrument.facts.id.clone(),
            citation: provision.citation.clone(),
            quote: instrument.quote(printable(instrument, self.span)).to_owned(),
        }
    }
}

/// The first run of words of `span` that stands in the file without markup between: a quotation is exact or nothing.
fn printable(instrument: &crate::instrument::Instrument, span: Span) -> Span {
    if instrument.offsets.is_contiguous(span) {
        return span;
    }
    let words = instrument.quote(span);
    let mut end = span.start;
    for (at, c) in words.char_indices() {
        let next = span.start + at + c.len_utf8();
        if !instrument.offsets.is_contiguous(Span::new(span.start, next)) {
            break;
        }
        end = next;
    }
    Span::new(span.start, end).trim(&instrument.text)
}

/// The provision in which a word stands.
fn provision_at(text: &Text, token: usize) -> ProvisionId {
    let passage = text.passages.partition_point(|p| p.tokens.end <= token);
    text.passages[passage].provision
}
