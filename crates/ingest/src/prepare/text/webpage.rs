//! What a text is when it is no table of lines: a web page, JSON, XML.

/// The form of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Lines of cells.
    Rows,
    /// HTML, in which a table may stand.
    WebPage,
    /// Something else: what it is, and the way out.
    Other(&'static str, &'static str),
}

const JSON: Form = Form::Other("JSON, not a table", "Download the report as CSV or .xlsx instead of JSON.");
const SHEET_XML: Form =
    Form::Other("an Excel 2003 XML spreadsheet", "Open the file in a spreadsheet program and save it as .xlsx or CSV.");
const XML: Form = Form::Other("XML, not a table", "Download the report as CSV or .xlsx instead of XML.");
const ARCHIVE: Form = Form::Other(
    "a web archive (.mht), not a table",
    "Open the file in a spreadsheet program and save it as .xlsx or CSV.",
);
const RICH_TEXT: Form = Form::Other("a rich text document", "Save its table as CSV or .xlsx.");

/// Tags a web page or a piece of one begins with.
const HTML_TAGS: [&str; 22] = [
    "!doctype html",
    "html",
    "table",
    "head",
    "meta",
    "body",
    "div",
    "style",
    "script",
    "center",
    "h1",
    "h2",
    "h3",
    "p",
    "br",
    "font",
    "span",
    "title",
    "link",
    "form",
    "thead",
    "tr",
];

/// The form, by the first letters.
pub(super) fn form_of(head: &str) -> Form {
    let head = head.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
    match head.as_bytes().first() {
        Some(b'<') => form_of_markup(head),
        Some(b'{' | b'[') => form_of_braces(head),
        _ if starts(head, "mime-version:") => ARCHIVE,
        _ => Form::Rows,
    }
}

fn starts(text: &str, with: &str) -> bool {
    text.as_bytes().get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with.as_bytes()))
}

fn form_of_markup(head: &str) -> Form {
    let inside = head[1..].trim_start();
    let is_tag =
        |tag: &str| starts(inside, tag) && !inside[tag.len()..].starts_with(|letter: char| letter.is_alphanumeric());
    if HTML_TAGS.iter().any(|tag| is_tag(tag)) {
        return Form::WebPage;
    }
    let lower = head.to_ascii_lowercase();
    if inside.starts_with("!--") {
        return if lower.contains("<html") || lower.contains("<table") { Form::WebPage } else { XML };
    }
    if !inside.starts_with('?') {
        return if lower.contains("<table") { Form::WebPage } else { Form::Rows };
    }
    match () {
        () if lower.contains("urn:schemas-microsoft-com:office:spreadsheet") => SHEET_XML,
        () if lower.contains("<html") || lower.contains("<table") => Form::WebPage,
        () => XML,
    }
}

fn form_of_braces(head: &str) -> Form {
    if starts(head, "{\\rtf") {
        return RICH_TEXT;
    }
    let next = head[1..].trim_start().chars().next();
    match next {
        None | Some('"' | '{' | '[' | '}' | ']') => JSON,
        Some(_) => Form::Rows,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_json_and_xml_are_distinguished_from_a_table() {
        for page in [
            "<html><body>",
            " \n<!DOCTYPE HTML>",
            "<table border=1>",
            "<?xml version='1.0'?><html>",
            "<!-- x --><table>",
            "<div ><table>",
        ] {
            assert_eq!(form_of(page), Form::WebPage, "{page}");
        }
        for json in ["{\"error\":1}", "[{\"id\":1}]", "[\n  {", "{}", "[]"] {
            assert_eq!(form_of(json), JSON, "{json}");
        }
        assert_eq!(
            form_of("<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">"),
            SHEET_XML
        );
        assert_eq!(form_of("<?xml version=\"1.0\"?><orders>"), XML);
        assert_eq!(form_of("MIME-Version: 1.0\r\n"), ARCHIVE);
        for rows in ["id,name", "[id],[name]", "<3 followers,id", "sep=;", "# x", ""] {
            assert_eq!(form_of(rows), Form::Rows, "{rows}");
        }
    }
}
