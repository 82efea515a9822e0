//! Influencer ids as every table compares them.

use crate::parse::text::trimmed;

/// An influencer's id: `7.0` is how a spreadsheet writes `7`; `007` stays as it is.
pub(crate) fn influencer_id(cell: &str) -> &str {
    let cell = trimmed(cell);
    let Some((whole, fraction)) = cell.split_once('.') else {
        return cell;
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if digits(whole) && digits(fraction) && fraction.bytes().all(|byte| byte == b'0') { whole } else { cell }
}

#[cfg(test)]
mod tests {
    use super::influencer_id;

    #[test]
    fn ids_are_text_but_for_a_spreadsheets_decimals() {
        assert_eq!(influencer_id("7.0"), "7");
        assert_eq!(influencer_id("7.00"), "7");
        assert_eq!(influencer_id("007"), "007");
        assert_eq!(influencer_id("7.5"), "7.5");
        assert_eq!(influencer_id(" INF_001 "), "INF_001");
        assert_eq!(influencer_id("(none)"), "");
    }
}
