//! The formats a report can be written in, and the files they go to.

use super::output;
use clap::ValueEnum;
use std::path::{Path, PathBuf};

/// How to write a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For reading in a terminal
    Terminal,
    /// For passing on and editing as text
    Markdown,
    /// For reading in a browser and printing
    Html,
    /// For a word processor
    Docx,
    /// For a spreadsheet: the gap table, to filter and to fill in
    Xlsx,
    /// The gap table, for any program that reads tables
    Csv,
    /// For programs
    Json,
    /// For editors and build servers: findings at their lines
    Sarif,
    /// A questionnaire on criminalization, filled in, in Markdown; it asks for what it needs of every profile
    Questionnaire,
}

/// What a renderer hands over.
pub(crate) enum Written {
    /// Words.
    Text(String),
    /// The bytes of a file that is no text.
    Bytes(Vec<u8>),
}

/// One report to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// How.
    pub(crate) format: Format,
    /// Where; printed where there is none.
    pub(crate) file: Option<PathBuf>,
}

impl Format {
    /// The endings that name the format; the first is the one it gives to files.
    const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Terminal => &["txt"],
            Self::Markdown => &["md", "markdown"],
            Self::Html => &["html", "htm"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Csv => &["csv"],
            Self::Json => &["json"],
            Self::Sarif => &["sarif"],
            Self::Questionnaire => &["questionnaire.md"],
        }
    }

    /// True for what no terminal can show.
    const fn is_binary(self) -> bool {
        matches!(self, Self::Docx | Self::Xlsx)
    }

    /// True where the words around evidence are shown.
    pub(crate) const fn shows_context(self) -> bool {
        matches!(self, Self::Terminal | Self::Markdown | Self::Html | Self::Docx)
    }

    /// The format by which a file is named.
    fn of(file: &Path) -> Option<Self> {
        let ending = file.extension()?.to_str()?.to_ascii_lowercase();
        Self::value_variants().iter().copied().find(|one| one.endings().contains(&ending.as_str()))
    }
}

/// Settles what is written where, before any work is done.
pub(crate) fn targets(formats: &[Format], output: Option<&Path>) -> anyhow::Result<Vec<Target>> {
    let mut targets: Vec<Target> = Vec::new();
    let file = |format: Format, base: &Path| PathBuf::from(format!("{}.{}", base.display(), format.endings()[0]));
    match (formats, output) {
        ([], None) => targets.push(Target { format: Format::Terminal, file: None }),
        ([], Some(file)) => {
            let format = Format::of(file).unwrap_or(Format::Terminal);
            targets.push(Target { format, file: Some(file.to_owned()) });
        }
        ([format], None) if format.is_binary() => {
            let ending = format.endings()[0];
            anyhow::bail!("a .{ending} file is not for a terminal: name a file, as in --output report.{ending}");
        }
        ([format], _) => targets.push(Target { format: *format, file: output.map(Path::to_owned) }),
        (_, None) => anyhow::bail!("several formats need a name for their files, as in --output report"),
        (several, Some(base)) => {
            for format in several {
                let target = Target { format: *format, file: Some(file(*format, base)) };
                if !targets.contains(&target) {
                    targets.push(target);
                }
            }
        }
    }
    targets.iter().filter_map(|target| target.file.as_deref()).try_for_each(output::check_writable)?;
    Ok(targets)
}

impl Target {
    /// Writes to the file, or prints.
    pub(crate) fn write(&self, written: &Written) -> anyhow::Result<()> {
        match (&self.file, written) {
            (Some(file), Written::Text(text)) => output::write(file, text.as_bytes()),
            (Some(file), Written::Bytes(bytes)) => output::write(file, bytes),
            (None, Written::Text(text)) => output::print(text),
            (None, Written::Bytes(_)) => anyhow::bail!("this is not for a terminal: name a file with --output"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_tells_its_format() {
        for format in Format::value_variants().iter().filter(|one| **one != Format::Questionnaire) {
            for ending in format.endings() {
                assert_eq!(Format::of(Path::new(&format!("x.{}", ending.to_uppercase()))), Some(*format));
            }
        }
        assert_eq!(Format::of(Path::new("x")), None);
    }

    #[test]
    fn several_formats_share_a_name() {
        let both = [Format::Html, Format::Docx, Format::Html];
        let targets = targets(&both, Some(Path::new("report"))).expect("two files");
        let files: Vec<String> =
            targets.iter().filter_map(|one| one.file.as_ref()).map(|f| f.display().to_string()).collect();
        assert_eq!(files, ["report.html", "report.docx"]);
    }

    #[test]
    fn what_a_terminal_cannot_show_needs_a_file() {
        assert!(targets(&[Format::Xlsx], None).is_err_and(|said| said.to_string().contains("--output report.xlsx")));
        assert!(targets(&[Format::Html, Format::Csv], None).is_err());
        assert!(targets(&[Format::Csv], None).is_ok());
    }
}
