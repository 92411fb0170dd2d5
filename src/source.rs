//! A file as the user has it: its path as given, its bytes, their hash, and the format they are in.

use sha2::{Digest, Sha256};

/// A file that was read whole, before anything is understood of it.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path as the user gave it, with `/` between its parts.
    pub path: String,
    /// What the file holds.
    pub bytes: Vec<u8>,
}

/// The formats Lacuna reads law from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A structured statute extract (`.statute`).
    Statute,
    /// JSON with a list of provisions (`.json`).
    Json,
    /// Markdown (`.md`, `.markdown`).
    Markdown,
    /// Plain text (`.txt`).
    Text,
    /// HTML (`.html`, `.htm`).
    Html,
}

impl SourceFile {
    /// A source file from a path and its bytes.
    #[must_use]
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), bytes: bytes.into() }
    }

    /// The format told by the file's extension, or none for a file Lacuna does not read.
    #[must_use]
    pub fn format(&self) -> Option<Format> {
        let (_, extension) = self.path.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "statute" => Some(Format::Statute),
            "json" => Some(Format::Json),
            "md" | "markdown" => Some(Format::Markdown),
            "txt" | "text" => Some(Format::Text),
            "html" | "htm" => Some(Format::Html),
            _ => None,
        }
    }

    /// The name of the file without folder and extension.
    #[must_use]
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The SHA-256 of the bytes, in lower-case hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> String {
        hex(&Sha256::digest(&self.bytes))
    }
}

/// Bytes in lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
