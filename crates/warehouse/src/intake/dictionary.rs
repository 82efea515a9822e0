//! Distinct texts as small numbers.

use std::collections::HashMap;

/// Distinct texts in order of first sight; code 0 is the blank.
#[derive(Clone, Debug)]
pub(crate) struct Dictionary {
    codes: HashMap<String, u32>,
    texts: Vec<String>,
}

/// The code of the blank text in every dictionary.
pub(crate) const BLANK_CODE: u32 = 0;

impl Default for Dictionary {
    fn default() -> Self {
        let mut dictionary = Self { codes: HashMap::new(), texts: Vec::new() };
        dictionary.code("");
        dictionary
    }
}

impl Dictionary {
    pub(crate) fn code(&mut self, text: &str) -> u32 {
        if let Some(&code) = self.codes.get(text) {
            return code;
        }
        let code = self.texts.len() as u32;
        self.texts.push(text.to_owned());
        self.codes.insert(text.to_owned(), code);
        code
    }

    pub(crate) fn text(&self, code: u32) -> &str {
        &self.texts[code as usize]
    }

    /// Every text by its code, the blank first.
    pub(crate) fn texts(&self) -> &[String] {
        &self.texts
    }
}
