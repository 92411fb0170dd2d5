//! The questions of a review, each answered by some obligations; data in `questionnaire/*.yaml` of the catalogue.

use super::Catalogue;
use crate::diagnostic::Diagnostic;
use crate::suggest;
use serde::Deserialize;

/// One question.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The heading under which it is asked.
    pub topic: String,
    /// The question.
    pub question: String,
    /// The article it is about.
    #[serde(default)]
    pub treaty: String,
    /// The obligations whose findings answer it.
    pub asks: Vec<String>,
    /// Whether the sanctions of the offence belong to the answer.
    #[serde(default)]
    pub sanctions: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionFile {
    questions: Vec<Question>,
}

/// Reads the questions, in the order of the files.
///
/// # Errors
/// Every mistake, and every obligation that does not exist.
pub fn load(catalogue: &Catalogue) -> Result<Vec<Question>, Vec<Diagnostic>> {
    let (mut questions, mut wrong) = (Vec::new(), Vec::new());
    for (path, text) in &catalogue.question_files {
        match crate::yaml::from_str::<QuestionFile>(path, text) {
            Ok(file) => questions.extend(file.questions.into_iter().map(|question| (path, text, question))),
            Err(more) => wrong.extend(more),
        }
    }
    for (path, text, question) in &questions {
        for id in question.asks.iter().filter(|id| catalogue.obligation(id).is_none()) {
            let near = suggest::nearest(id, catalogue.obligations.iter().map(|one| one.id.as_str()));
            let mut one = Diagnostic::error("unknown-obligation", path, format!("there is no obligation `{id}`"));
            one = text.find(id.as_str()).map_or(one.clone(), |at| one.at(text, at, at + id.len()));
            one.help = near.map(|near| format!("did you mean `{near}`?"));
            wrong.push(one);
        }
    }
    if wrong.is_empty() { Ok(questions.into_iter().map(|(_, _, question)| question).collect()) } else { Err(wrong) }
}
