//! Where words go: to the terminal, to a pipe that may close, to a file that is whole or not there.

use super::Colour;
use anyhow::Context;
use lacuna::diagnostic::Diagnostic;
use lacuna::report::diagnostics;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Writes to standard output; a reader who has read enough is no failure.
pub(crate) fn print(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error).context("standard output"),
        _ => Ok(()),
    }
}

/// Writes to standard error; there is nobody to tell where that fails.
pub(crate) fn remark<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>, colour: Colour) {
    let colour = on_error(colour);
    let text: String = diagnostics.into_iter().map(|one| diagnostics::render(one, colour) + "\n").collect();
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Says on standard error what a person may want to know beside the answer.
pub(crate) fn note(said: &str, colour: Colour) {
    let style = if on_error(colour) { anstyle::Style::new().bold() } else { anstyle::Style::new() };
    let words = lacuna::report::foreign::plain(said);
    let _ = writeln!(io::stderr().lock(), "{style}note{style:#}: {words}");
}

/// Says why a command could not do its work.
pub(crate) fn failure(failure: &anyhow::Error, colour: Colour) {
    let style = if on_error(colour) { anstyle::AnsiColor::Red.on_default().bold() } else { anstyle::Style::new() };
    let words = lacuna::report::foreign::plain(&format!("{failure:#}"));
    let _ = writeln!(io::stderr().lock(), "{style}error{style:#}: {words}");
}

/// Whether standard output takes colours.
pub(crate) fn coloured(colour: Colour) -> bool {
    match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never,
    }
}

fn on_error(colour: Colour) -> bool {
    match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => anstream::AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never,
    }
}

/// Columns to write for: those of the terminal within reason, and always the same where there is none.
pub(crate) fn width() -> usize {
    if !io::stdout().is_terminal() {
        return WIDTH;
    }
    comfy_table::Table::new().width().map_or(WIDTH, |columns| usize::from(columns).clamp(40, 120))
}

/// Columns where there is no terminal to ask.
pub(crate) const WIDTH: usize = 100;

/// Fails early, before any work, where a file could not be written later.
pub(crate) fn check_writable(file: &Path) -> anyhow::Result<()> {
    anyhow::ensure!(!file.is_dir(), "cannot write {}: it is a folder", file.display());
    let folder = folder_of(file);
    anyhow::ensure!(folder.is_dir(), "cannot write {}: there is no folder {}", file.display(), folder.display());
    Ok(())
}

/// Writes a file beside its place and then renames it, so that nobody ever reads half of it.
pub(crate) fn write(file: &Path, text: &str) -> anyhow::Result<()> {
    let said = || format!("cannot write {}", file.display());
    if file.exists() && !file.is_file() {
        return fs::write(file, text).with_context(said);
    }
    let beside = beside(file);
    let written = write_whole(&beside, text).and_then(|()| fs::rename(&beside, file));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written.with_context(said)
}

fn write_whole(file: &Path, text: &str) -> io::Result<()> {
    let mut out = fs::OpenOptions::new().write(true).create_new(true).open(file)?;
    out.write_all(text.as_bytes())?;
    out.sync_all()
}

fn beside(file: &Path) -> PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    folder_of(file).join(format!(".{name}.{}.part", std::process::id()))
}

fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
