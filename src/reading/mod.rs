//! Reading the law: what the words of a provision say about penalties, references and numbers.
//!
//! Words are data, one file per language; a tokenizer turns them into symbols and the grammars read the symbols.

pub mod number;
pub mod reference;
pub mod resolve;
pub mod sanction;
pub(crate) mod words;
