//! The time of day in the text of a date.

/// A date and what its time says.
#[derive(Debug)]
pub(super) struct Moment {
    /// The text without the time, its zone and remarks in brackets.
    pub(super) date: String,
    /// Seconds after midnight.
    pub(super) second: i32,
    /// The time is in UTC, so that its day depends on where the shop is. Times with an offset are those of the shop.
    pub(super) is_utc: bool,
}

/// Cuts the time out of a lower-case text such as `2024-06-01t20:00:00z`, `1 jun 2024, 10:30 pm` or `10:30 1/6/2024`.
///
/// `None` when what looks like a time is none.
pub(super) fn split_time(text: &str) -> Option<Moment> {
    let Some(start) = time_start(text) else {
        return Some(Moment { date: text.to_owned(), second: 0, is_utc: false });
    };
    let before = text[..start].trim_end_matches([' ', ',', '@']);
    let is_iso = |rest: &&str| rest.ends_with(|letter: char| letter.is_ascii_digit());
    let before = before.strip_suffix('t').filter(is_iso).unwrap_or_else(|| without_at(before));
    let (second, rest) = clock(&text[start..])?;
    let (is_utc, after) = zone(rest);
    let after = after.split(['(', '[']).next().unwrap_or_default().trim();
    Some(Moment { date: [before, after].join(" "), second, is_utc })
}

/// Where one or two digits before a colon and two digits begin.
fn time_start(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let colon = bytes.iter().position(|byte| *byte == b':')?;
    let digits = bytes[..colon].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    (1..=2).contains(&digits).then_some(colon - digits)
}

fn without_at(text: &str) -> &str {
    let words = [" at", " um", " a las", " à", " às", " baje"];
    words.into_iter().find_map(|word| text.strip_suffix(word)).unwrap_or(text)
}

/// Seconds after midnight of `10:30`, `23:59:59.7`, `10:30 pm`, and the text behind it.
fn clock(text: &str) -> Option<(i32, &str)> {
    let length =
        text.find(|letter: char| !letter.is_ascii_digit() && !matches!(letter, ':' | '.')).unwrap_or(text.len());
    let (time, rest) = text.split_at(length);
    let mut fields = time.trim_end_matches('.').split(':');
    let hour: i32 = fields.next()?.parse().ok()?;
    let minute: i32 = fields.next().filter(|minute| minute.len() == 2)?.parse().ok()?;
    let second: i32 = match fields.next() {
        Some(second) => second.split('.').next()?.parse().ok()?,
        None => 0,
    };
    let (hour, rest) = half_of_day(hour, rest.trim_start());
    let is_time = (0..=24).contains(&hour) && minute < 60 && second <= 60 && fields.next().is_none();
    is_time.then_some((hour * 3600 + minute * 60 + second, rest))
}

fn half_of_day(hour: i32, rest: &str) -> (i32, &str) {
    for (mark, later) in [("am", 0), ("a.m.", 0), ("pm", 12), ("p.m.", 12)] {
        if let Some(rest) = rest.strip_prefix(mark) {
            return (hour % 12 + later, rest.trim_start());
        }
    }
    (hour, rest)
}

/// Whether the time is in UTC, and the text behind the zone.
fn zone(text: &str) -> (bool, &str) {
    let (named, rest) = match ["utc", "gmt", "z"].into_iter().find_map(|name| text.strip_prefix(name)) {
        Some(rest) if !rest.starts_with(char::is_alphabetic) => (true, rest),
        _ => (false, text),
    };
    if let Some(offset) = rest.strip_prefix(['+', '-']) {
        let length = offset.find(|letter: char| !letter.is_ascii_digit() && letter != ':').unwrap_or(offset.len());
        if (2..=5).contains(&length) {
            let after = offset[length..].trim_start();
            let is_zero = offset[..length].bytes().all(|byte| matches!(byte, b'0' | b':'));
            // Programs in Go write "+0000 UTC".
            return match after.strip_prefix("utc").filter(|_| is_zero) {
                Some(after) => (true, after),
                None => (false, without_abbreviation(after)),
            };
        }
    }
    if named { (true, rest) } else { (false, without_abbreviation(rest)) }
}

/// `pdt`, `ist`: the zone of the shop, which its day is in already.
fn without_abbreviation(text: &str) -> &str {
    let length = text.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(text.len());
    let is_date = super::words::month(&text[..length]).is_some() || super::words::weekday(&text[..length]).is_some();
    if (2..=5).contains(&length) && !is_date { &text[length..] } else { text }
}
