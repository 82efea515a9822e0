//! From one key to the creators who own it.

use definitions::Day;

use super::{
    super::plan::KeyKind,
    alias::{AliasKind, bare, folded, id, is_blank, is_blank_word, parts},
    index::{Index, PersonIndex},
    outcome::Key,
};

/// Who owns a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Unowned,
    One(PersonIndex, How),
    /// More than one: only the user can say whose it is.
    Several(Vec<PersonIndex>),
}

/// How a key was joined, where that is worth a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum How {
    AsWritten,
    /// `7` is `007`.
    LostZeros,
    /// `1.78414E+16` is `17841400000000001`.
    LostDigits,
}

impl Found {
    fn of(people: Vec<PersonIndex>, how: How) -> Self {
        match people[..] {
            [] => Self::Unowned,
            [person] => Self::One(person, how),
            _ => Self::Several(people),
        }
    }

    fn or_else(self, other: impl FnOnce() -> Self) -> Self {
        if self == Self::Unowned { other() } else { self }
    }
}

/// Whether the cell holds more than a blank; a blank that is an id of the roster is that id.
pub(super) fn names_influencer(index: &Index, key: &Key) -> bool {
    !is_blank(&key.text) || is_blank_word(&key.text) && !index.strict(AliasKind::Id, key.text.trim(), None).is_empty()
}

/// The owned parts of one cell, in its order.
pub(super) fn owners_of_cell(index: &Index, key: &Key, day: Option<Day>) -> Vec<Found> {
    if !names_influencer(index, key) {
        return Vec::new();
    }
    if key.is_contained {
        return owners_within(index, &key.text, day);
    }
    let whole = owner(index, key.kind, &key.text, day);
    if whole != Found::Unowned {
        return vec![whole];
    }
    let is_owned = |found: &Found| *found != Found::Unowned;
    cell_parts(key).iter().map(|part| owner(index, key.kind, part, day)).filter(is_owned).collect()
}

/// The texts of a cell that may each be a key.
pub(super) fn cell_parts(key: &Key) -> Vec<String> {
    let is_campaign = matches!(key.kind, KeyKind::UtmSource | KeyKind::UtmCampaign | KeyKind::UtmContent);
    // Source and medium stand in one cell: "instagram / asha_fit".
    let split = |part: String| part.split(" / ").map(str::to_owned).collect::<Vec<_>>();
    let parts = parts(&key.text).into_iter();
    let parts: Vec<String> = if is_campaign { parts.flat_map(split).collect() } else { parts.collect() };
    parts.into_iter().filter(|part| !is_blank(part)).collect()
}

fn owner(index: &Index, kind: KeyKind, text: &str, day: Option<Day>) -> Found {
    let form = folded(text);
    if form.is_empty() {
        return Found::Unowned;
    }
    let tried = || AliasKind::tried_for(kind);
    first(tried().map(|kind| index.strict(kind, text, day)))
        .or_else(|| first(tried().map(|kind| index.folded(kind, &form, day))))
        .or_else(|| spreadsheet_id(index, kind, text))
        .or_else(|| swapped_name(index, kind, text, day))
}

/// The owners by the first kind of alias that has any.
fn first(mut by_kind: impl Iterator<Item = Vec<PersonIndex>>) -> Found {
    Found::of(by_kind.find(|people| !people.is_empty()).unwrap_or_default(), How::AsWritten)
}

/// An id that lost zeros or digits, where the key can be an id at all.
fn spreadsheet_id(index: &Index, kind: KeyKind, text: &str) -> Found {
    match kind {
        KeyKind::Code | KeyKind::AffiliateId | KeyKind::Handle | KeyKind::Name => {
            let id = id(text);
            Found::of(index.numbered(id), How::LostZeros)
                .or_else(|| Found::of(index.with_lost_digits(id), How::LostDigits))
        }
        KeyKind::UtmContent | KeyKind::UtmCampaign | KeyKind::UtmSource | KeyKind::Email => Found::Unowned,
    }
}

/// "Rao, Asha" is Asha Rao.
fn swapped_name(index: &Index, kind: KeyKind, text: &str, day: Option<Day>) -> Found {
    let turned = match text.split_once(',') {
        Some((last, first)) if matches!(kind, KeyKind::Name | KeyKind::AffiliateId) && !first.contains(',') => {
            first.to_owned() + last
        }
        _ => return Found::Unowned,
    };
    Found::of(index.folded(AliasKind::Name, &folded(&turned), day), How::AsWritten)
}

/// At most so many words are one alias.
const MAX_WORDS: usize = 5;

/// Creators whose code, handle or name stands in a longer text, as whole words; the longest at each place.
fn owners_within(index: &Index, text: &str, day: Option<Day>) -> Vec<Found> {
    let spaced: Vec<String> =
        text.split(|letter: char| !letter.is_alphanumeric()).map(bare).filter(|word| !word.is_empty()).collect();
    let (mut at, mut found) = (0, Vec::new());
    while at < spaced.len() {
        let longest = (1..=MAX_WORDS.min(spaced.len() - at)).rev().find_map(|words| {
            let people = index.contained(&spaced[at..at + words].concat(), day);
            (!people.is_empty()).then_some((words, Found::of(people, How::AsWritten)))
        });
        at += longest.as_ref().map_or(1, |(words, _)| *words);
        found.extend(longest.map(|(_, owner)| owner));
    }
    found
}
