//! The page `/methods`: the documentation of how incrementality is estimated, rendered into the embedded page.

use std::sync::LazyLock;

use axum::{
    http::header,
    response::{Html, IntoResponse, Response},
};
use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use super::page;

const TEXT: &str = include_str!("../../../../docs/incrementality.md");

pub(super) async fn show() -> Response {
    static PAGE: LazyLock<Option<String>> =
        LazyLock::new(|| page::source("methods.html").map(|frame| filled(frame, TEXT)));
    let page = PAGE.as_deref().map(|page| ([(header::CACHE_CONTROL, "no-cache")], Html(page)));
    page.map_or_else(|| page::missing().into_response(), IntoResponse::into_response)
}

/// The page's frame with text and contents in their places.
fn filled(frame: &str, markdown: &str) -> String {
    let events = read(markdown);
    let (contents, text) = (written(contents(&events)), written(sections(&events)));
    frame.replacen("<!-- contents -->", &contents, 1).replacen("<!-- text -->", &text, 1)
}

/// The rendered Markdown, without HTML and styles of its own: the page allows neither.
fn read(markdown: &str) -> Vec<Event<'_>> {
    let plain = |event| match event {
        Event::Start(Tag::Table(columns)) => Event::Start(Tag::Table(vec![Alignment::None; columns.len()])),
        other => other,
    };
    let is_html = |event: &Event<'_>| {
        matches!(
            event,
            Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock)
        )
    };
    Parser::new_ext(markdown, Options::ENABLE_TABLES).filter(|event| !is_html(event)).map(plain).collect()
}

fn written<'e>(events: impl IntoIterator<Item = Event<'e>>) -> String {
    let mut text = String::new();
    html::push_html(&mut text, events.into_iter());
    text
}

/// The text, each chapter a section of its own. The first heading is the page's.
fn sections<'e>(events: &[Event<'e>]) -> Vec<Event<'e>> {
    let mut text = Vec::new();
    let (mut is_title, mut is_open) = (false, false);
    for (at, event) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => is_title = true,
            Event::End(TagEnd::Heading(HeadingLevel::H1)) => is_title = false,
            _ if is_title => {}
            Event::Start(Tag::Heading { level: HeadingLevel::H2, .. }) => {
                let name = slug(&title(&events[at..]));
                let close = if is_open { "</section>" } else { "" };
                text.push(markup(format!(
                    "{close}<section id=\"{name}\" aria-labelledby=\"{name}-title\"><h2 id=\"{name}-title\">"
                )));
                is_open = true;
            }
            Event::Start(Tag::Heading { .. }) => {
                text.push(markup(format!("<h3 id=\"{}\">", slug(&title(&events[at..])))));
            }
            Event::End(TagEnd::Heading(HeadingLevel::H2)) => text.push(markup("</h2>")),
            Event::End(TagEnd::Heading(_)) => text.push(markup("</h3>")),
            Event::Start(Tag::CodeBlock(kind)) => text.push(markup(format!(
                "<pre tabindex=\"0\" role=\"group\" aria-label=\"{}\"><code>",
                what_stands_in(kind)
            ))),
            Event::End(TagEnd::CodeBlock) => text.push(markup("</code></pre>")),
            other => text.push(other.clone()),
        }
    }
    if is_open {
        text.push(markup("</section>"));
    }
    text
}

/// Of what this file writes itself, never of the text.
fn markup<'e>(html: impl Into<CowStr<'e>>) -> Event<'e> {
    Event::Html(html.into())
}

/// A part that scrolls needs a name for screen readers.
fn what_stands_in(kind: &CodeBlockKind<'_>) -> &'static str {
    match kind {
        CodeBlockKind::Fenced(language) if &**language == "sh" => "Commands",
        _ => "Formula",
    }
}

/// A link to each chapter.
fn contents<'e>(events: &[Event<'e>]) -> Vec<Event<'e>> {
    let is_chapter = |at: &usize| matches!(events[*at], Event::Start(Tag::Heading { level: HeadingLevel::H2, .. }));
    let link = |at: usize| {
        let title = title(&events[at..]);
        let name = format!("#{}", slug(&title));
        let link = Tag::Link {
            link_type: pulldown_cmark::LinkType::Inline,
            dest_url: name.into(),
            title: CowStr::Borrowed(""),
            id: CowStr::Borrowed(""),
        };
        [Event::Start(Tag::Item), Event::Start(link), Event::Text(title.into()), Event::End(TagEnd::Link)]
            .into_iter()
            .chain([Event::End(TagEnd::Item)])
    };
    let links = (0..events.len()).filter(is_chapter).flat_map(link);
    [Event::Start(Tag::List(None))].into_iter().chain(links).chain([Event::End(TagEnd::List(false))]).collect()
}

/// The words of the heading that the events begin with.
fn title(events: &[Event<'_>]) -> String {
    let within = events.iter().take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))));
    let words = within.filter_map(|event| match event {
        Event::Text(words) | Event::Code(words) => Some(&**words),
        _ => None,
    });
    words.collect()
}

/// The anchor of a heading, the same as where the file is read on its own.
fn slug(title: &str) -> String {
    let kept = title.to_lowercase();
    kept.chars()
        .filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter))
        .collect::<String>()
        .replace(' ', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: &str = "<nav><!-- contents --></nav><main><!-- text --></main>";

    #[test]
    fn chapters_become_sections_with_links_to_them() {
        let page =
            filled(FRAME, "# Title\n\nBegin.\n\n## What & why\n\nSee [there](#what--why).\n\n### Part\n\n## End");
        assert!(page.contains("<a href=\"#what--why\">What &amp; why</a>"), "{page}");
        assert!(page.contains("<section id=\"what--why\" aria-labelledby=\"what--why-title\">"), "{page}");
        assert!(page.contains("<h3 id=\"part\">Part</h3>") && !page.contains("Title"), "{page}");
        assert_eq!((page.matches("<section").count(), page.matches("</section>").count()), (2, 2));
    }

    #[test]
    fn neither_markup_nor_styles_of_the_text_reach_the_page() {
        let text = "<script>alert(1)</script>\n\nA <b onclick=x>word</b> <!-- study -->\n\n|a|b|\n|--:|:-:|\n|1|2|";
        let page = filled(FRAME, text);
        for refused in ["<script", "<b", "onclick", "<!--", "style="] {
            assert!(!page.contains(refused), "{refused}: {page}");
        }
        assert!(page.contains("word") && page.contains("<td>1</td>"), "{page}");
    }
}
