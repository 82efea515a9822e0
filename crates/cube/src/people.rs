//! The influencers of a dataset, with their attributes as codes.

use std::sync::Arc;

use definitions::{BLANK, Dimension, Profile, ReadFrom, TIERS};

use crate::dictionaries::SortedTexts;

/// One dimension of the influencer side: its distinct values, and each profile's.
#[derive(Debug)]
pub(crate) struct AttributeValues {
    pub(crate) dimension: Dimension,
    /// In the order they are offered.
    pub(crate) values: Vec<String>,
    /// By profile.
    pub(crate) codes: Vec<u32>,
}

/// All influencers that questions can be about.
#[derive(Debug)]
pub(crate) struct People {
    /// The roster in its order, then ids that only sales, payouts or posts name, by code point.
    pub(crate) profiles: Vec<Arc<Profile>>,
    /// The profile of each id's code.
    pub(crate) profile_of: Vec<Option<u32>>,
    /// Of every dimension that the roster carries, in the order of [`Dimension::ALL`].
    pub(crate) attributes: Vec<AttributeValues>,
    /// By profile, to be searched; an id that is not in the roster has no name to be found by.
    pub(crate) names: Vec<Option<String>>,
}

impl People {
    /// The roster, and a profile for every other id among these codes.
    pub(crate) fn new(roster: Vec<Profile>, ids: &SortedTexts, mentioned: impl Iterator<Item = u32>) -> Self {
        let mut profiles: Vec<Arc<Profile>> = roster.into_iter().map(Arc::new).collect();
        let mut profile_of = vec![None; ids.len()];
        for (at, profile) in profiles.iter().enumerate() {
            if let Some(code) = ids.code(&profile.id) {
                profile_of[code as usize] = Some(at as u32);
            }
        }
        let mut unknown_ids: Vec<u32> = mentioned.filter(|&code| profile_of[code as usize].is_none()).collect();
        unknown_ids.sort_unstable();
        unknown_ids.dedup();
        for code in unknown_ids {
            profile_of[code as usize] = Some(profiles.len() as u32);
            profiles.push(Arc::new(profile_not_in_roster(ids.shown(code))));
        }
        let carried = Dimension::ALL.into_iter().filter(|dimension| match dimension.read_from() {
            ReadFrom::Roster(_) | ReadFrom::Followers => true,
            ReadFrom::Sales | ReadFrom::Id => false,
        });
        let attributes = carried.map(|dimension| values_of(&profiles, dimension)).collect();
        let name = |profile: &Arc<Profile>| profile.in_roster.then(|| profile.name.to_lowercase());
        Self { names: profiles.iter().map(name).collect(), profile_of, attributes, profiles }
    }

    pub(crate) fn bytes(&self) -> usize {
        let text = |text: &String| size_of::<String>() + text.capacity();
        let profile = |profile: &Arc<Profile>| {
            let texts = [&profile.id, &profile.name].into_iter().chain(&profile.attributes);
            size_of::<Profile>() + texts.map(String::capacity).sum::<usize>()
        };
        let codes = (self.attributes.len() + 1) * size_of::<u32>();
        self.profiles.iter().map(|known| profile(known) + codes).sum::<usize>()
            + self.names.iter().flatten().map(text).sum::<usize>()
    }
}

/// Values by code point, tiers by size.
fn values_of(profiles: &[Arc<Profile>], dimension: Dimension) -> AttributeValues {
    let size = |value: &str| TIERS.iter().position(|tier| tier.id == value).unwrap_or(usize::MAX);
    let is_tier = dimension.read_from() == ReadFrom::Followers;
    let order = |value: &str| if is_tier { size(value) } else { 0 };
    let mut values: Vec<&str> = profiles.iter().map(|profile| value_of(profile, dimension)).collect();
    values.sort_by_key(|value| (order(value), *value));
    values.dedup();
    let code = |profile: &Arc<Profile>| {
        let value = value_of(profile, dimension);
        let key = (order(value), value);
        values.binary_search_by_key(&key, |value| (order(value), *value)).unwrap_or_default() as u32
    };
    let codes = profiles.iter().map(code).collect();
    AttributeValues { dimension, codes, values: values.into_iter().map(str::to_owned).collect() }
}

/// The value as answers write it; every dimension that is asked for is of the influencer side.
fn value_of(profile: &Profile, dimension: Dimension) -> &str {
    profile.value(dimension).unwrap_or(BLANK)
}

fn profile_not_in_roster(id: &str) -> Profile {
    Profile {
        id: id.to_owned(),
        name: id.to_owned(),
        attributes: Default::default(),
        followers: None,
        in_roster: false,
    }
}
